"""Repeated bookings and closures are lifted for one date, or from one on; others stay."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.kinds import ActKind, ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import RoomBooking
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.planning.rooms import bookings, closures, series
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, build
from tests.towns import passing

WEEK = timedelta(days=7)


def booked(db: Db, room: int, day: date, title: str = "Chor", hour: int = 18) -> int:
    span = Span(minute_of(day, hour * 60), minute_of(day, hour * 60 + 90))
    (key,) = bookings.apply(db, bookings.propose(db, room, [span], title))
    return key


def test_only_what_is_alike_and_later_follows(town: SmallTown) -> None:
    room, other = town.rooms["A"], town.rooms["B"]
    with town.workspace.rehearse() as db:
        before = booked(db, room, TUESDAY)
        one = booked(db, room, TUESDAY + WEEK)
        two = booked(db, room, TUESDAY + 2 * WEEK)
        booked(db, other, TUESDAY + 2 * WEEK)
        booked(db, room, TUESDAY + 2 * WEEK, hour=15)
        booked(db, room, TUESDAY + 3 * WEEK, title="Stadtrat")
        gone = booked(db, room, TUESDAY + 4 * WEEK)
        bookings.cancel(db, gone)
        keys = [key for key, _ in series.following(db, "booking", one)]
        assert keys == [one, two]
        series.lift(db, [("booking", key) for key in keys])
        standing = {row.id for row in find(db, RoomBooking, title="Chor", cancelled=False)}
        assert before in standing
        assert not standing & {one, two}
        with pytest.raises(Refused, match="not_found"):
            series.following(db, "booking", gone)


def test_closures_from_a_day_on_and_never_those_of_people(town: SmallTown) -> None:
    evenings = SpecialHours(TUESDAY, TUESDAY + timedelta(days=9), 1080, 1290)
    ill = minute_of(TUESDAY), minute_of(TUESDAY + WEEK)
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        closures.apply_days(db, closures.propose_days(db, town.rooms["A"], evenings))
        person = closures.apply(
            db, closures.propose(db, town.people["Seidel"], *ill, reason=ClosureReason.ILL)
        )
        rows = find(db, Closure, resource_id=town.rooms["A"])
        dates = series.following(db, "closure", rows[4].id)
        assert [key for key, _ in dates] == [row.id for row in rows[4:]]
        with pytest.raises(Refused, match="not_found"):
            series.following(db, "closure", person)
    with town.workspace.change(ActKind.CLOSURE_REMOVED) as db:
        series.lift(db, [("closure", key) for key, _ in dates])
    with town.workspace.read() as db:
        assert len(find(db, Closure, resource_id=town.rooms["A"])) == 4
    town.workspace.undo()
    with town.workspace.read() as db:
        assert len(find(db, Closure, resource_id=town.rooms["A"])) == 10


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(("Chor", "Rat"))), min_size=1, max_size=9)
)
def test_lifting_takes_just_the_given_days(wished: list[tuple[int, str]]) -> None:
    with passing(build, NOW) as town, town.workspace.rehearse() as db:
        room = town.rooms["B"]
        days = dict(wished)
        made = {
            day: booked(db, room, TUESDAY + timedelta(days=day), title)
            for day, title in days.items()
        }
        first = min(days)
        found = {key for key, _ in series.following(db, "booking", made[first])}
        assert found == {made[day] for day in days if days[day] == days[first]}
        series.lift(db, [("booking", key) for key in found])
        left = {row.id for row in find(db, RoomBooking, cancelled=False)}
        assert left == set(made.values()) - found
