"""What changes cost: whom they touch, how far things move, what they make worse; in points.

One measure for single ways out and for a mended timetable: who keeps the time and meets another
face or door costs least, then a near time of the same day, then another day.
"""

from collections.abc import Collection
from dataclasses import dataclass

from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import LessonStatus
from kursplaner.planning.choices.day_parts import day_parts
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.store.journal.rehearsal import RowChange
from kursplaner.store.queries.conflicts.limits import slot_children
from kursplaner.store.queries.lessons.touched import people_of_lessons, people_of_services
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

PERSON = 4
"""Everybody who must be told counts: a call takes as long whatever it is about."""
PERSON_ELSEWHERE = 1
"""Who only goes to another door, or meets another face, needs no call beforehand."""
LESSON = 10
HALF_HOUR_AWAY = 1
ANOTHER_DAY, DAY_AWAY, MOST_DAYS = 25, 5, 10
"""Any time of the same day is nearer than another day."""
OUT_OF_HOURS = 100
"""Families with childcare or a shuttle cannot just come in another part of the day."""
SOFT = 25
"""A new hint is a thing the clerk must think about again: as much as six calls."""
CANCELLED, MADE_UP = 400, 250
"""Dearest: what is cancelled is lost (or comes months later), for everybody in the course."""
LOST_QUARTER_HOUR = 6
WITHOUT_PLACE = 60
"""A lesson without a room is half a fix: somebody must still look for one."""
CANCELLED_STATUS = LessonStatus.CANCELLED.value
TIMED = ("lesson", "childcare_slot", "ride")


@dataclass(frozen=True, slots=True)
class Touched:
    """How many lessons, rooms, children, rides and people changes concern.

    Attributes:
        called: those of the people whose times change; the others meet another face or door.
        out_of_hours: lessons with childcare or a shuttle that leave their part of the day.
    """

    lessons: int = 0
    rooms: int = 0
    children: int = 0
    rides: int = 0
    people: int = 0
    called: int = 0
    out_of_hours: int = 0


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
    called = _called(db, result) & everybody
    out = _out_of_hours(db, result)
    counts = (len(lessons), len(rooms), children, len(rides), len(everybody))
    return Touched(*counts, len(called), out)


def _called(db: Db, result: Rehearsal) -> frozenset[int]:
    """Return everybody whose time changes, or whose lesson is cancelled."""
    found = {
        table: {each.id for each in result.rows if each.table == table and _time_changes(each)}
        for table in TIMED
    }
    people = people_of_lessons(db, found["lesson"]).everybody
    return people | people_of_services(db, found["childcare_slot"], found["ride"])


def _time_changes(change: RowChange) -> bool:
    before, after = change.before, change.after
    if before is None:
        return False
    if after is None or after.get("status") != before.get("status"):
        return True
    return any(before.get(key) != after.get(key) for key in ("starts", "ends"))


def _out_of_hours(db: Db, result: Rehearsal) -> int:
    """Count the lessons of families that leave their part of the day."""
    parts = day_parts(settings_of(db))
    leaving = [
        int(change.after["course_id"] or 0)
        for change in result.rows
        if change.table == "lesson"
        and change.before is not None
        and change.after is not None
        and not parts.same(int(change.before["starts"] or 0), int(change.after["starts"] or 0))
    ]
    known = by_ids(db, Course, leaving) if leaving else {}
    return sum(known[key].childcare or known[key].shuttle for key in leaving)


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


def cost(result: Rehearsal, who: Touched) -> int:
    """Return what rehearsed changes cost."""
    total = PERSON * who.called + PERSON_ELSEWHERE * (who.people - who.called)
    total += SOFT * len(result.come) + OUT_OF_HOURS * who.out_of_hours
    total += WITHOUT_PLACE * sum(map(_loses_room, result.rows))
    return total + sum(_lesson(change) for change in result.rows if change.table == "lesson")


def _loses_room(change: RowChange) -> bool:
    before, after = change.before, change.after
    if change.table not in ("lesson", "childcare_slot") or before is None or after is None:
        return False
    return before.get("room_id") is not None and after.get("room_id") is None


def far(was: int, now: int) -> int:
    """Return what the way from one start (absolute minutes) to another costs."""
    days = abs((day_of(now) - day_of(was)).days)
    hours = abs(now % DAY_MINUTES - was % DAY_MINUTES) // 30
    return ANOTHER_DAY * (days > 0) + DAY_AWAY * min(days, MOST_DAYS) + HALF_HOUR_AWAY * hours


def _lesson(change: RowChange) -> int:
    """Return what the change of one lesson costs: moved far, shortened, cancelled."""
    before, after = change.before, change.after
    if before is None:
        return -(CANCELLED - MADE_UP)
    if after is None or after["status"] == CANCELLED_STATUS != before["status"]:
        return CANCELLED
    was, now = (int(row["starts"] or 0) for row in (before, after))
    taught = [int(row["teaching_minutes"] or 0) for row in (before, after)]
    lost = max(0, taught[0] - taught[1]) // 15
    return LESSON + far(was, now) + LOST_QUARTER_HOUR * lost
