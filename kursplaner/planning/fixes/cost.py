"""What a fix costs: whom it touches, how far things move, what it makes worse; in points."""

from collections.abc import Collection
from dataclasses import dataclass

from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.domain.kinds import LessonStatus
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.store.journal.rehearsal import RowChange
from kursplaner.store.queries.conflicts.limits import slot_children
from kursplaner.store.queries.lessons.touched import people_of_lessons, people_of_services
from kursplaner.store.session import Db

PERSON = 4
"""Everybody who must be told counts: a call takes as long whatever it is about."""
PERSON_ELSEWHERE = 1
"""Who only goes to another door, or meets another face, needs no call beforehand."""
LESSON = 10
DAY_AWAY, MOST_DAYS = 5, 10
HALF_HOUR_AWAY = 1
SOFT = 25
"""A new hint is a thing the clerk must think about again: as much as six calls."""
CANCELLED, MADE_UP = 400, 250
"""Dearest: what is cancelled is lost (or comes months later), for everybody in the course."""
LOST_QUARTER_HOUR = 6
WITHOUT_PLACE = 60
"""A lesson without a room is half a fix: somebody must still look for one."""
ELSEWHERE = frozenset(
    (
        *(FixKind.OTHER_ROOM, FixKind.SWAP_ROOMS, FixKind.WITHOUT_ROOM, FixKind.CHILDCARE_ROOM),
        *(FixKind.OTHER_TEACHER, FixKind.OTHER_CARER, FixKind.MORE_CARERS),
        *(FixKind.SPLIT_CHILDCARE, FixKind.OTHER_VEHICLE, FixKind.OTHER_DRIVER),
    )
)
CANCELLED_STATUS = LessonStatus.CANCELLED.value


@dataclass(frozen=True, slots=True)
class Touched:
    """How many lessons, rooms, children, rides and people a fix concerns."""

    lessons: int = 0
    rooms: int = 0
    children: int = 0
    rides: int = 0
    people: int = 0


def touched(db: Db, result: Rehearsal) -> Touched:
    """Count what a rehearsal changes; people are those of the lessons, or of slot or ride alone."""
    lessons = _changed(result, "lesson")
    slots, rides = _changed(result, "childcare_slot"), _changed(result, "ride")
    rooms = {
        int(room)
        for change in result.rows
        if change.table in ("lesson", "childcare_slot")
        for row in (change.before, change.after)
        if row and (room := row.get("room_id"))
    }
    known = people_of_lessons(db, lessons)
    everybody = known.everybody | people_of_services(db, slots, rides) | _workers(result)
    children = len(known.children) if slots and lessons else _children(db, slots)
    return Touched(len(lessons), len(rooms), children, len(rides), len(everybody))


def _children(db: Db, slots: Collection[int]) -> int:
    return sum(len(some) for some in slot_children(db, slots).values()) if slots else 0


def _changed(result: Rehearsal, table: str) -> set[int]:
    """Return the records of a table that were there before."""
    return {
        change.id for change in result.rows if change.table == table and change.before is not None
    }


def _workers(result: Rehearsal) -> set[int]:
    """Return who begins to work somewhere."""
    rows = (change for change in result.rows if change.after is not None)
    columns = {"lesson_person": "person_id", "childcare_slot_carer": "person_id"}
    columns["ride"] = "driver_id"
    return {
        int(key)
        for change in rows
        if change.table in columns
        and change.after
        and (key := change.after.get(columns[change.table]))
    }


def cost(kind: FixKind, result: Rehearsal, who: Touched) -> int:
    """Return what a rehearsed fix costs."""
    total = who.people * (PERSON_ELSEWHERE if kind in ELSEWHERE else PERSON)
    total += SOFT * len(result.come)
    total += WITHOUT_PLACE * (kind is FixKind.WITHOUT_ROOM)
    return total + sum(_lesson(change) for change in result.rows if change.table == "lesson")


def _lesson(change: RowChange) -> int:
    """Return what the change of one lesson costs: moved far, shortened, cancelled."""
    before, after = change.before, change.after
    if before is None:
        return -(CANCELLED - MADE_UP)
    if after is None or after["status"] == CANCELLED_STATUS != before["status"]:
        return CANCELLED
    was, now = (int(row["starts"] or 0) for row in (before, after))
    days = abs((day_of(now) - day_of(was)).days)
    hours = abs(now % DAY_MINUTES - was % DAY_MINUTES) // 30
    taught = [int(row["teaching_minutes"] or 0) for row in (before, after)]
    lost = max(0, taught[0] - taught[1]) // 15
    far = DAY_AWAY * min(days, MOST_DAYS) + HALF_HOUR_AWAY * hours
    return LESSON + far + LOST_QUARTER_HOUR * lost
