"""Undo and redo let nobody leave before a day attended since, nor come before others in the line.

A step is judged as the act itself is: what was entered after it counts as if it were there before.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.kinds.counting import COURSES_OVER
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.enrolments.correcting import check_first_day
from kursplaner.planning.enrolments.judging import fitting, out_of_turn
from kursplaner.planning.enrolments.leaving import check_attended
from kursplaner.planning.enrolments.places_free import FreePlaces
from kursplaner.planning.enrolments.wishes import from_minute
from kursplaner.store.journal.since import rows_since
from kursplaner.store.journal.standing_in_way import Replay
from kursplaner.store.journal.triggers import Row
from kursplaner.store.queries.courses.enrolments import WaitingPerson, waiting_people
from kursplaner.store.records import by_id, by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

Ends = dict[int, tuple[Row | None, Row]]
"""How enrolments are before and after a replay; those that are gone then are left out."""


@contextmanager
def keeping_stays(db: Db, replay: Replay) -> Iterator[None]:
    """Look at the enrolments an act is about before and after it is played inside, and judge.

    Raises:
        Refused: "left_before_attended", "attended_before".
        HardConflict: others wait for the place that somebody would take again.
    """
    ends = _ends(replay)
    turns = [_Turn(db, replay, course, comers) for course, comers in _comers(ends).items()]
    yield
    for key, (before, after) in ends.items():
        _check_days(db, by_id(db, Enrolment, key), before, after)
    passed = [turn.passed(db) for turn in turns]
    lost = [conflict for turn in passed for conflict in turn]
    if lost:
        raise HardConflict(named(db, lost))


def _ends(replay: Replay) -> Ends:
    first: dict[int, Row | None] = {}
    last: dict[int, Row | None] = {}
    for step in replay.steps:
        if step.table == "enrolment":
            first.setdefault(step.row_id, step.before)
            last[step.row_id] = step.after
    return {key: (first[key], row) for key, row in last.items() if row is not None}


def _check_days(db: Db, stay: Enrolment, before: Row | None, after: Row) -> None:
    was, now = (_day(row, "left_on") for row in (before, after))
    if now is not None and (was is None or now < was):
        check_attended(db, stay, now)
    was, now = (_day(row, "joined_on") for row in (before, after))
    if now is not None and was is not None and now > was:
        check_first_day(db, stay, now)


def _day(row: Row | None, column: str) -> date | None:
    text = (row or {}).get(column)
    return None if text is None else date.fromisoformat(str(text))


def _comers(ends: Ends) -> dict[int, list[int]]:
    """Return who comes into which course by the replay."""
    found: dict[int, list[int]] = {}
    for key, (before, after) in ends.items():
        there = [row["status"] == EnrolmentStatus.ENROLLED for row in (before, after) if row]
        if there[-1] and not all(there[:-1] or [False]):
            found.setdefault(int(after["course_id"] or 0), []).append(key)
    return found


class _Turn:
    """Whose turn it is in a course, looked at before and after."""

    def __init__(self, db: Db, replay: Replay, course_id: int, comers: Iterable[int]) -> None:
        self._course, self._comers = by_id(db, Course, course_id), list(comers)
        told = {step.row_id for step in replay.steps if step.table == "enrolment"}
        line = [who for who in waiting_people(db, course_id) if who.enrolment_id not in told]
        if replay.backwards:
            since = {row.id for row in rows_since(db, replay.act_id, replay.place, {"enrolment"})}
            line = [who for who in line if who.enrolment_id in since]
        self._line = [] if self._course.status in COURSES_OVER else line
        self._could = self._fitting(db)

    def _fitting(self, db: Db) -> list[WaitingPerson]:
        if not self._line:
            return []
        day = max(clock.today(), self._course.first_day)
        course = by_id(db, Course, self._course.id)
        free = FreePlaces(db, course, from_minute(day), settings_of(db), running=True)
        found = fitting(db, free, self._line, day)
        return [who for who in self._line if who.enrolment_id in found]

    def passed(self, db: Db) -> list[Conflict]:
        """Return that others wait before those who come, if so."""
        still = {who.enrolment_id for who in self._fitting(db)}
        passed = [who for who in self._could if who.enrolment_id not in still]
        if not passed:
            return []
        comers = by_ids(db, Enrolment, self._comers).values()
        person = next(iter(comers)).person_id if len(self._comers) == 1 else None
        day = max(clock.today(), self._course.first_day)
        return [out_of_turn(self._course.id, person, day, passed)]
