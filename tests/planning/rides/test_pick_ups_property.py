"""After any changes of the address every seat to come is at the stop of its day; undo is whole."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.pick_ups import Homes, homes_from
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.records import find
from tests.planning.riding_town import SINCE, RidingTown, build_riding_town
from tests.planning.small_town import NOW, TUESDAY
from tests.towns import passing

TABLES = ("person", "person_address", "ride", "ride_stop", "ride_seat", "ride_demand", "occupation")
STOPS = ("home", "near", "beyond", "far", None)
Edit = tuple[str, int, str | None]
EDITS = st.tuples(
    st.sampled_from(["another", "corrected", "moved", "taken back"]),
    st.integers(-3, 20),
    st.sampled_from(STOPS),
)


def edit(riding: RidingTown, kind: str, days: int, name: str | None) -> None:
    form, day = riding.form(), TUESDAY + timedelta(days=days)
    stop = riding.stops[name] if name else None
    old = form.address or AddressLine(day)
    lines = {
        "another": replace(old, valid_from=day, stop_id=stop),
        "corrected": replace(old, stop_id=stop),
        "moved": replace(old, valid_from=day),
    }
    if kind == "taken back":
        with riding.town.workspace.read() as db:
            only = len(find(db, PersonAddress, person_id=riding.mother)) < 2
        riding.stored(replace(form, address_taken_back=not only))
        return
    riding.stored(replace(form, address=lines[kind]))


def homes(riding: RidingTown) -> Homes:
    with riding.town.workspace.read() as db:
        rows = find(db, PersonAddress, person_id=riding.mother)
        return homes_from((row.valid_from, row.stop_id) for row in rows)


def rows(riding: RidingTown) -> dict[str, list[Any]]:
    """Return everything that is planned, without versions, which only rise."""
    found = {}
    with riding.town.workspace.read() as db:
        for table in TABLES:
            all_rows = db.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings()
            found[table] = [{k: v for k, v in row.items() if k != "version"} for row in all_rows]
    return found


def check(riding: RidingTown) -> None:
    stops, stated = riding.seats(), homes(riding)
    for (day, direction), stop in stops.items():
        if stated.stated_on(day):
            assert stop == stated.on(day), (day, direction)
    assert riding.seats(riding.child) == stops
    with riding.town.workspace.read() as db:
        for day in {day for day, _ in riding_days(riding)}:
            without = {row.direction for row in unserved(db, day)}
            seated = {direction for other, direction in stops if other == day}
            assert without | seated == {"out", "back"}


def riding_days(riding: RidingTown) -> list[tuple[date, str]]:
    days = [TUESDAY + timedelta(days=7 * week + more) for week in range(3) for more in (0, 2)]
    return [(day, direction) for day in days for direction in ("out", "back")]


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_every_seat_is_at_the_stop_of_its_day_and_undo_is_whole(edits: list[Edit]) -> None:
    with passing(build_riding_town, NOW) as riding:
        states = [rows(riding)]
        for change in edits:
            edit(riding, *change)
            check(riding)
            if rows(riding) != states[-1]:
                states.append(rows(riding))
        for before in states[-2::-1]:
            assert riding.town.workspace.undo() is not None
            assert rows(riding) == before
        for after in states[1:]:
            assert riding.town.workspace.redo() is not None
            assert rows(riding) == after
    assert SINCE < TUESDAY
