"""A laid-out county: does a single move, or an exchange of two lessons, take away a hint?

Teachers have agreed hours, twelve courses have lost theirs, and some people must never meet. The
timetable is laid out; then for each hint that is left the lessons behind it are moved to every
free place of their week and exchanged with every lesson of their length in it.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, Tally
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, LessonPerson
from kursplaner.domain.kinds import ConflictKind, Role
from kursplaner.domain.people import NeverTogether, Profile
from kursplaner.planning.choices.free_times import monday_of
from kursplaner.planning.conflicts.by_lesson import open_ones
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.drafts.draft_changes import DraftChange, Rearrange, Substitute, run
from kursplaner.planning.drafts.rehearsals import Standing, rehearse
from kursplaner.planning.lessons import swapping
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.lessons.places_in_a_week import VerdictState, open_places
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetableWish
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import LESSON, reoccupy
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 5, 9, 0)
DAYS = (date(2027, 3, 8), date(2027, 3, 21))
SECONDS, WITHOUT, PAIRS, AGREED = 15.0, 12, 6, 720
KINDS = frozenset(
    (
        *(ConflictKind.WEEKLY_HOURS, ConflictKind.CARER_HOURS, ConflictKind.NEVER_TOGETHER),
        *(ConflictKind.CHILDCARE_CAPACITY, ConflictKind.AVAILABILITY, ConflictKind.PARTICIPANT),
        ConflictKind.NO_TEACHER,
    )
)
MOST_HINTS, MOST_LESSONS, MOST_PLACES, MOST_SWAPS = 8, 2, 5, 4


def figures(seed: int = 5) -> Iterator[Figure | Tally]:
    """Lay the county out and try."""
    with TemporaryDirectory() as folder, clock.pinned(NOW):
        workspace = Workspace.open(fresh_copy("county", Path(folder)))
        with workspace.fill() as db:
            _trouble(db, random.Random(seed))
        with workspace.read() as db:
            town = laying_out.town_of(db, TimetableWish(*DAYS))
        found = laying_out.search(town, SECONDS)
        with workspace.rehearse() as db:
            made = laying_out.plan(db, town, found)
            for change in made.changes:
                run(db, change)
            hints = [each for each in open_ones(find(db, *DAYS)) if each.kind in KINDS]
            draw = random.Random(seed)
            some = draw.sample(hints, min(len(hints), MOST_HINTS))
            removable = [hint for hint in some if _removed(db, hint, draw)]
        workspace.close()
    yield from _lines(hints, removable, made.lessons)


def _lines(
    hints: Sequence[Conflict], removable: Sequence[Conflict], moved: int
) -> tuple[Figure | Tally, ...]:
    tried = min(len(hints), MOST_HINTS)
    left, gone = (
        ", ".join(f"{count} {kind}" for kind, count in Counter(map(_kind, some)).items())
        for some in (hints, removable)
    )
    beside = f"{moved} lessons laid; left: {left}" + (f"; removable: {gone}" if gone else "")
    name = "timetable: hints that no single move or exchange takes away"
    return (Tally(name, tried - len(removable), tried, beside),)


def _kind(hint: Conflict) -> str:
    return hint.kind.value


def _trouble(db: Db, draw: random.Random) -> None:
    """Take teachers away, agree on hours, and let some people never meet."""
    rows = lessons_between(db, *DAYS)
    courses = draw.sample(sorted({row.course_id for row in rows}), WITHOUT)
    gone = [row.id for row in rows if row.course_id in courses]
    for link in records(db, LessonPerson, lesson_id=gone):
        db.delete(link)
    db.flush()
    reoccupy(db, {LESSON: gone})
    for profile in records(db, Profile, role=Role.TEACHER.value):
        profile.weekly_minutes = AGREED
    teachers = [profile.person_id for profile in records(db, Profile, role=Role.TEACHER.value)]
    guests = [row.person_id for row in records(db, Enrolment, course_id=courses)]
    for guest in draw.sample(sorted(set(guests)), PAIRS):
        first, second = sorted((guest, draw.choice(teachers)))
        db.add(NeverTogether(first_id=first, second_id=second))


def _removed(db: Db, hint: Conflict, draw: random.Random) -> bool:
    """Tell whether any single move or exchange takes a hint away and brings nothing."""
    lessons = _lessons_behind(db, hint)
    lessons = draw.sample(lessons, min(len(lessons), MOST_LESSONS))
    before = Standing()
    return any(_better(db, change, hint, before) for row in lessons for change in _changes(db, row))


def _lessons_behind(db: Db, hint: Conflict) -> list[LessonRow]:
    week = monday_of(day_of(hint.starts))
    rows = lessons_between(db, week, week + timedelta(days=6))
    named = {(subject.noun, subject.id) for subject in hint.subjects}
    people = {key for noun, key in named if noun == "person"}
    return [row for row in rows if ("lesson", row.id) in named or _works(row, people)]


def _works(row: LessonRow, people: set[int]) -> bool:
    there = {person.id for person in row.teachers}
    if row.childcare is not None:
        there |= {person.id for person in row.childcare.carers}
    return bool(there & people)


def _changes(db: Db, row: LessonRow) -> Iterator[DraftChange]:
    week = monday_of(row.day)
    first = max(week, clock.today() + timedelta(days=1))
    places = open_places(db, row.id, first, week + timedelta(days=4), 60)
    free = (place for place, verdict in places.items() if verdict.state is VerdictState.FREE)
    for day, at in islice(free, MOST_PLACES):
        starts = minute_of(day, at)
        ends = starts + row.ends - row.starts
        yield Rearrange((LessonMove(row.id, starts, ends, row.room_id),))
    others = [
        other
        for other in lessons_between(db, first, week + timedelta(days=6))
        if other.course_id != row.course_id and other.ends - other.starts == row.ends - row.starts
    ]
    for other in others[:MOST_SWAPS]:
        yield Rearrange(swapping.swapped(db, row.id, other.id))
        yield from _teachers_swapped(row, other)


def _teachers_swapped(row: LessonRow, other: LessonRow) -> Iterator[DraftChange]:
    """Yield the other's teacher for the lesson, where both have one: half an exchange."""
    if row.teachers and other.teachers and row.starts != other.starts:
        mine, theirs = row.teachers[0].id, other.teachers[0].id
        if mine != theirs:
            yield Substitute(LESSON, (row.id,), mine, theirs)


def _better(db: Db, change: DraftChange, hint: Conflict, before: Standing) -> bool:
    try:
        result = rehearse(db, [change], with_people=False, before=before)
    except KursplanerError:
        return False
    return not result.come and any(gone.id == hint.id for gone in result.gone)
