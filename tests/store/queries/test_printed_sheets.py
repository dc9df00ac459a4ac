"""Which sheets were printed for a day or a period, and of what."""

from itertools import count

from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.town import PrintedSheet
from kursplaner.store.queries.printed_sheets import (
    PrintedRow,
    PrintedSheets,
    printed_between,
    printed_for,
)
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown
from tests.store.queries.written import DAY, WEDNESDAY, written

CODES = count()
ATTENDANCE = SheetKind.ATTENDANCE.value
OTHER = next(kind.value for kind in SheetKind if kind is not SheetKind.ATTENDANCE)


def sheet(kind: str, first: int = 0, last: int = 0, **values: object) -> PrintedSheet:
    """Return a sheet of the days that lie so many after the Wednesday."""
    usual: dict[str, object] = {"printed_at": 5, "fingerprint": "f", "layout": "l", **values}
    days = {"first_day": WEDNESDAY + first * DAY, "last_day": WEDNESDAY + last * DAY}
    return PrintedSheet(code=f"c{next(CODES)}", kind=kind, **days, **usual)


def test_what_was_printed_for_a_day_is_told_by_what_it_is_of(kept: SmallTown, db: Db) -> None:
    slot, ride = kept.slots[0], kept.rides[0]
    assert printed_for(db, WEDNESDAY) == PrintedSheets(frozenset(), frozenset(), frozenset())
    written(db, sheet(OTHER, course_id=kept.course), sheet(ATTENDANCE), sheet(OTHER))
    written(db, sheet(ATTENDANCE, course_id=kept.course, voided=True))
    assert printed_for(db, WEDNESDAY) == PrintedSheets(frozenset(), frozenset(), frozenset())
    written(db, sheet(ATTENDANCE, -1, 1, course_id=kept.course))
    written(db, sheet(OTHER, -1, 0, slot_id=slot), sheet(OTHER, 0, 1, ride_id=ride))
    course = {kept.course}
    found = [printed_for(db, WEDNESDAY + day * DAY) for day in (-2, -1, 0, 1, 2)]
    assert [(set(each.courses), set(each.slots), set(each.rides)) for each in found] == [
        (set(), set(), set()),
        (course, {slot}, set()),
        (course, {slot}, {ride}),
        (course, set(), {ride}),
        (set(), set(), set()),
    ]


def test_sheets_whose_days_touch_a_period_come_oldest_first(kept: SmallTown, db: Db) -> None:
    days = [(-2, -1), (-2, 0), (0, 1), (1, 4), (2, 4)]
    room = kept.rooms["A"]
    keys = written(db, *(sheet(OTHER, *each, room_id=room, pages=3) for each in days))
    written(db, sheet(OTHER, 0, 0, voided=True))
    found = printed_between(db, WEDNESDAY, WEDNESDAY + DAY)
    assert found == [
        PrintedRow(
            keys[at], OTHER, None, None, None, room,
            WEDNESDAY + days[at][0] * DAY, WEDNESDAY + days[at][1] * DAY, "l", 5, 3, "f",
        )
        for at in (1, 2, 3)
    ]  # fmt: skip
