"""Participants in two lessons at once, or at work during one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus
from kursplaner.domain.occupations import Occupation
from kursplaner.planning.conflicts.finding import FIRST_DAY, find, find_for
from kursplaner.planning.conflicts.participant_clashes import overlapping
from kursplaner.store.queries.conflicts.participants import LessonTime
from kursplaner.store.records import by_id
from kursplaner.store.records import find as rows
from kursplaner.store.session import Db
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
    enrol_plainly,
)

Change = Callable[[Db, "Twice"], None]
TEN = minute_of(TUESDAY, 600)


class Twice:
    """A person in K1 (Tuesday 9:00 to 11:30) and in K2 that meets on Tuesday at ten."""

    def __init__(self, db: Db, town: SmallTown) -> None:
        self.town = town
        self.person = add_person(db, "Novak")
        self.first = enrol_plainly(db, town.course, self.person)
        self.course = add_course(db, town, "K2")
        self.lesson = add_lesson(db, self.course, TEN)
        self.second = enrol_plainly(db, self.course, self.person)


def clashes(db: Db, first: date | None = None) -> list[Conflict]:
    return find(db, first, kinds=[ConflictKind.PARTICIPANT])


def test_two_lessons_at_once(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        twice = Twice(db, town)
        (found,) = clashes(db)
        assert (
            found.id == f"participant:{twice.person}:lesson{town.lessons[0]}-lesson{twice.lesson}"
        )
        assert (found.starts, found.ends) == (TEN, minute_of(TUESDAY, 690))
        assert sentence(found) == (
            "Nov Novak wird am Di 02.03.2027, 10:00–11:30 in zwei Kursen zugleich erwartet: Kurs"
            " „Kurs K1“ und Kurs „Kurs K2“."
        )
        for lesson in (town.lessons[0], twice.lesson):
            assert find_for(db, [lesson], [ConflictKind.PARTICIPANT]) == [found]


def left_before(db: Db, twice: Twice) -> None:
    row = by_id(db, Enrolment, twice.second)
    row.status, row.joined_on = EnrolmentStatus.LEFT.value, TUESDAY - timedelta(days=9)
    row.left_on = TUESDAY - timedelta(days=1)


def joins_after(db: Db, twice: Twice) -> None:
    by_id(db, Enrolment, twice.first).joined_on = TUESDAY + timedelta(days=1)


def refused(db: Db, twice: Twice) -> None:
    row = by_id(db, Enrolment, twice.second)
    row.status, row.left_on = EnrolmentStatus.REFUSED.value, TUESDAY + timedelta(days=30)


def waits(db: Db, twice: Twice) -> None:
    row = by_id(db, Enrolment, twice.first)
    row.status, row.left_on = EnrolmentStatus.WAITING.value, TUESDAY + timedelta(days=30)


def other_dates_planned(db: Db, twice: Twice) -> None:
    by_id(db, Enrolment, twice.first).only_planned_lessons = True
    db.add(PlannedLesson(enrolment_id=twice.first, lesson_id=twice.town.lessons[1]))


def cancelled(db: Db, twice: Twice) -> None:
    by_id(db, Lesson, twice.lesson).status = "cancelled"


def begins_at_the_end(db: Db, twice: Twice) -> None:
    lesson = by_id(db, Lesson, twice.lesson)
    lesson.starts, lesson.ends = minute_of(TUESDAY, 690), minute_of(TUESDAY, 750)


@pytest.mark.parametrize(
    "change",
    [left_before, joins_after, refused, waits, other_dates_planned, cancelled, begins_at_the_end],
)
def test_no_clash(town: SmallTown, change: Change) -> None:
    with town.workspace.fill() as db:
        twice = Twice(db, town)
        assert clashes(db)
        change(db, twice)
        db.flush()
        assert not clashes(db)
        assert not find_for(db, [twice.lesson], [ConflictKind.PARTICIPANT])


def test_the_planned_date_counts(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        twice = Twice(db, town)
        by_id(db, Enrolment, twice.first).only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=twice.first, lesson_id=town.lessons[0]))
        db.flush()
        assert len(clashes(db)) == 1


def test_at_work_during_an_own_lesson(town: SmallTown) -> None:
    """The carer takes part in a course at the time of her childcare."""
    with town.workspace.fill() as db:
        carer = town.people["Roth"]
        course = add_course(db, town, "K2")
        lesson = add_lesson(db, course, TEN)
        enrol_plainly(db, course, carer)
        (found,) = clashes(db)
        assert sentence(found) == (
            "Rot Roth nimmt am Di 02.03.2027, 10:00–11:45 an Kurs „Kurs K2“ teil und arbeitet"
            " zugleich: Kinderbetreuung zu „Kurs K1“."
        )
        assert find_for(db, [lesson], [ConflictKind.PARTICIPANT]) == [found]
        assert find_for(db, [town.lessons[0]], [ConflictKind.PARTICIPANT]) == [found]


def test_who_helps_in_the_own_lesson_is_at_no_other_place(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        enrol_plainly(db, town.course, town.people["Seidel"])
        assert not clashes(db)


def test_yesterday_counts_only_when_asked(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Twice(db, town)
        assert not clashes(db, TUESDAY + timedelta(days=1))
        assert clashes(db, FIRST_DAY)


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), max_size=8)


@given(ones=SPANS, others=SPANS)
def test_overlapping_is_symmetric_and_complete(
    ones: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    """End = start is no overlap, from neither side."""
    left, right = (
        sorted(
            (LessonTime(at, 1, starts, starts + long) for at, (starts, long) in enumerate(line)),
            key=lambda lesson: (lesson.starts, lesson.id),
        )
        for line in (ones, others)
    )
    expected = {
        (a.id, b.id) for a in left for b in right if a.starts < b.ends and b.starts < a.ends
    }
    found = [(a.id, b.id) for a, b in overlapping(left, right)]
    assert sorted(found) == sorted(expected)
    assert {(a.id, b.id) for b, a in overlapping(right, left)} == expected


TIMES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(480, 720), st.integers(15, 180)), max_size=6
)
STAYS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 1),
        st.sampled_from(["enrolled", "waiting", "refused", "left", "completed"]),
        st.integers(-1, 1),
        st.none() | st.integers(-1, 1),
    ),
    max_size=6,
)


class TakenBack(Exception):  # noqa: N818
    """Ends a property's example."""


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(times=TIMES, stays=STAYS, work=st.lists(st.integers(480, 720), max_size=2))
def test_it_finds_what_counting_by_hand_finds(
    town: SmallTown,
    times: list[tuple[int, int, int]],
    stays: list[tuple[int, int, str, int, int | None]],
    work: list[int],
) -> None:
    """The same pairs as by comparing everything with everything, from both sides, symmetric."""
    day = TUESDAY + timedelta(days=60)
    with pytest.raises(TakenBack), town.workspace.fill() as db:
        courses = [add_course(db, town, f"P{n}") for n in range(3)]
        people = [add_person(db, f"Person{n}") for n in range(2)]
        lessons = [
            add_lesson(db, courses[at], minute_of(day, start), minutes=long)
            for at, start, long in times
        ]
        for at, who, status, joined, left in stays:
            row = by_id(db, Enrolment, enrol_plainly(db, courses[at], people[who], status=status))
            row.joined_on = day + timedelta(days=joined if left is None else min(joined, left))
            row.left_on = None if left is None else day + timedelta(days=left)
        for at, start in enumerate(work):
            span = (minute_of(day, start), minute_of(day, start + 60))
            add_slot(db, [], span, town.rooms["tiny" if at else "B"], [people[at]])
        db.flush()
        expected = _by_hand(db, people, lessons)
        assert {conflict.id for conflict in clashes(db, day)} == expected
        by_lesson = {
            found.id
            for lesson in lessons
            for found in find_for(db, [lesson], [ConflictKind.PARTICIPANT])
        }
        assert by_lesson == expected
        raise TakenBack


def _by_hand(db: Db, people: list[int], lessons: list[int]) -> set[str]:
    found = set()
    for person in people:
        mine: dict[str, tuple[int, int, int]] = {}
        for row in rows(db, Enrolment, person_id=person):
            for lesson in (by_id(db, Lesson, key) for key in lessons):
                if lesson.course_id == row.course_id and _there(row, day_of(lesson.starts)):
                    mine[f"lesson{lesson.id}"] = (lesson.starts, lesson.ends, row.course_id)
        work = {
            f"{occupation.source}{occupation.source_id}": (occupation.starts, occupation.ends, 0)
            for occupation in rows(db, Occupation, resource_id=person)
        }
        for a, (starts, ends, course) in mine.items():
            for b, (others, last, its) in {**mine, **work}.items():
                if a != b and course != its and starts < last and others < ends:
                    found.add(f"participant:{person}:{'-'.join(sorted((a, b)))}")
    return found


def _there(row: Enrolment, day: date) -> bool:
    if row.status not in {"enrolled", "left", "completed"}:
        return False
    if row.status == "left" and row.left_on is None:
        return False
    after = row.joined_on is None or row.joined_on <= day
    return after and (row.left_on is None or day <= row.left_on)
