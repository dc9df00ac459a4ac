"""Undo and redo leave nobody at a stop where the ride, as it is by now, does not fetch her.

The rule is that of limits (`replays`): a step is not played again where a seat would then lead
elsewhere than its passenger boards, or be of another kind than a child needs, as it does not now,
and something done since has a part in that (the stop was changed while the lesson was cancelled,
the ride was laid anew).
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from kursplaner.domain.courses import Enrolment
from kursplaner.domain.rides.rides import RideDemand, RideLesson, RideSeat
from kursplaner.planning.rides.pick_up_strays import SEAT, Stray, strays
from kursplaner.store.journal.since import RowSince, rows_since
from kursplaner.store.journal.standing_in_way import Replay, changed_by
from kursplaner.store.journal.triggers import Row
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db

OF_RIDES = frozenset({"ride", "ride_seat", "ride_stop", "ride_lesson"})
OF_PEOPLE = frozenset({"person_address", "ride_demand", "ride_demand_exception", "enrolment"})
BODY = ("birth_date", "height_cm")
LOOKED_AT = OF_RIDES | OF_PEOPLE | {"lesson", "person"}


@contextmanager
def keeping_stops(db: Db, replay: Replay) -> Iterator[None]:
    """Look at the seats an act reaches before and after it is played inside, and judge.

    Raises:
        Refused: "changed_since" with the act since that has a part in it.
    """
    if not any(step.table in LOOKED_AT for step in replay.steps):
        yield
        return
    before = set(_amiss(db, replay))
    yield
    worse = [stray for stray in _amiss(db, replay) if stray not in before]
    for row in rows_since(db, replay.act_id, replay.place, LOOKED_AT) if worse else ():
        if any(_has_part(db, row, stray) for stray in worse):
            raise changed_by(db, replay, row)


def _amiss(db: Db, replay: Replay) -> Iterator[Stray]:
    rows = [
        (step.table, step.row_id, row)
        for step in replay.steps
        if step.table in LOOKED_AT
        for row in (step.before, step.after)
        if row is not None
    ]
    rides = _rides(db, rows)
    yield from strays(db, rides)


def _rides(db: Db, rows: Iterable[tuple[str, int, Row]]) -> set[int]:
    """Return the rides that rows are about, and all rides of the people they are about."""
    rides, lessons, people = set[int](), set[int](), set[int]()
    for table, key, row in rows:
        if table in OF_RIDES:
            rides.add(key if table == "ride" else int(row["ride_id"] or 0))
        elif table == "lesson":
            lessons.add(key)
        else:
            people |= _person(db, table, row)
    if people:
        rides |= {seat.ride_id for seat in find(db, RideSeat, person_id=people)}
    if lessons:
        rides |= {link.ride_id for link in find(db, RideLesson, lesson_id=lessons)}
    return rides


def _person(db: Db, table: str, row: Row) -> set[int]:
    """Return whose address, enrolment or wish a row is; nobody where that is gone."""
    if table == "person":
        return {int(row["id"] or 0)}
    if "person_id" in row:
        return {int(row["person_id"] or 0)}
    enrolment = row.get("enrolment_id")
    if table == "ride_demand_exception":
        demands = by_ids(db, RideDemand, [int(row["demand_id"] or 0)])
        enrolment = next((demand.enrolment_id for demand in demands.values()), None)
    found = by_ids(db, Enrolment, [int(enrolment or 0)])
    return {stay.person_id for stay in found.values()}


def _has_part(db: Db, row: RowSince, stray: Stray) -> bool:
    """Tell whether a row changed since says where somebody boards, or where the ride halts."""
    values: Collection[Row] = [state for state in (row.then, row.now) if state is not None]
    if row.table == "ride":
        return row.id == stray.ride_id
    if row.table in OF_RIDES:
        return any(state["ride_id"] == stray.ride_id for state in values)
    if row.table == "lesson":
        return any(link.lesson_id == row.id for link in find(db, RideLesson, ride_id=stray.ride_id))
    if row.table == "person":
        bodies = {tuple(state[name] for name in BODY) for state in values}
        return stray.why == SEAT and row.id == stray.person_id and len(bodies) > 1
    own = {stray.person_id, stray.of_person_id}
    return any(own & _person(db, row.table, state) for state in values)
