"""What a merge needs, what is left to teach, and what the two courses are afterwards."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, CourseChange, Enrolment, EnrolmentChild, Lesson
from kursplaner.planning.courses import merging
from kursplaner.planning.courses.merging import MergeWish
from kursplaner.store.records import by_id, find
from tests.planning.small_town import (
    NOW,
    TUESDAY,
    add_course,
    add_lesson,
    add_person,
    build,
    enrol_plainly,
)
from tests.planning.two_courses import DAY, Two, build_two
from tests.towns import passing


def beside(path: Path) -> Two:
    return build_two(build(path))


@pytest.fixture
def two() -> Iterator[Two]:
    with passing(beside, NOW) as made:
        yield made


@pytest.mark.parametrize("kind", ["lesson", "enrolled", "already", "waiting", ""])
def test_one_lesson_or_person_or_wish_is_enough_to_merge(two: Two, kind: str) -> None:
    with two.workspace.rehearse() as db:
        empty = add_course(db, two.town, "K3")
        person = add_person(db, "Anna")
        if kind == "lesson":
            add_lesson(db, empty, minute_of(DAY, 900))
        elif kind:
            row = Enrolment(course_id=empty, person_id=person, joined_on=TUESDAY)
            row.status = "waiting" if kind == "waiting" else "enrolled"
            db.add(row)
        if kind == "already":
            enrol_plainly(db, two.town.course, person)
        db.flush()
        if not kind:
            with pytest.raises(Refused, match="nothing_to_merge"):
                merging.propose(db, MergeWish(empty, two.town.course, DAY))
            return
        plan = merging.propose(db, MergeWish(empty, two.town.course, DAY))
        told = (len(plan.cancelled), len(plan.people), len(plan.already), len(plan.waiting))
        assert sum(told) == 1
        assert told[("lesson", "enrolled", "already", "waiting").index(kind)] == 1
        assert not plan.grants_differ


def test_what_is_left_to_teach_counts_from_the_minute_on(two: Two) -> None:
    with two.workspace.rehearse() as db:
        by_id(db, Course, two.course).unit_minutes = 60
        by_id(db, Lesson, two.lessons[1]).teaching_minutes = 100
        by_id(db, Lesson, two.town.lessons[3]).status = "cancelled"
        by_id(db, Lesson, two.town.lessons[4]).teaching_minutes = 1
        db.flush()
        for hour, minute, left in ((8, 59, (235, 271)), (9, 0, (235, 271)), (9, 1, (135, 136))):
            with clock.pinned(datetime(DAY.year, DAY.month, DAY.day, hour, minute)):
                plan = merging.propose(db, two.wish)
            assert (plan.minutes_left, plan.unit_minutes) == (left, (60, 45))
            assert plan.cancelled == tuple(two.lessons[2 - (left[0] > 135) :])


@pytest.mark.parametrize(
    ("day", "status", "ended"),
    [
        (TUESDAY, "ended", TUESDAY),
        (TUESDAY + timedelta(days=1), "active", TUESDAY),
        (TUESDAY + timedelta(days=2), "active", TUESDAY + timedelta(days=1)),
    ],
)
def test_a_course_that_went_up_in_another_ends_the_day_before(
    two: Two, day: date, status: str, ended: date
) -> None:
    with two.workspace.rehearse() as db:
        plan = merging.propose(db, MergeWish(two.course, two.town.course, day, capacity=500))
        merging.apply(db, plan)
        goes, stays = by_id(db, Course, two.course), by_id(db, Course, two.town.course)
        assert (goes.status, goes.ended_on) == (status, ended)
        assert (stays.capacity, stays.status, stays.ended_on) == (500, "active", None)
        told = [(r.kind, r.from_course_id, r.to_course_id, r.day) for r in find(db, CourseChange)]
        assert told == [("merged", goes.id, stays.id, day)]


@pytest.mark.parametrize(
    ("goes", "stays", "way", "cared", "after"),
    [
        ((True, True), (False, False), "shuttle", True, (True, True)),
        ((True, True), (False, False), "walk", False, (False, False)),
        ((False, False), (False, False), "shuttle", True, (False, False)),
        ((False, False), (True, True), "walk", False, (True, True)),
    ],
)
def test_childcare_and_shuttle_come_along_where_somebody_needs_them(
    two: Two,
    goes: tuple[bool, bool],
    stays: tuple[bool, bool],
    way: str,
    cared: bool,  # noqa: FBT001
    after: tuple[bool, bool],
) -> None:
    with two.workspace.rehearse() as db:
        for course, offers in ((two.course, goes), (two.town.course, stays)):
            row = by_id(db, Course, course)
            row.childcare, row.shuttle = offers
        person, child = add_person(db, "Anna"), add_person(db, "Kind", birth_date=date(2022, 5, 1))
        key = enrol_plainly(db, two.course, person, way=way)
        db.add(EnrolmentChild(enrolment_id=key, child_id=child, childcare=cared, rides=False))
        db.flush()
        merging.apply(db, merging.propose(db, MergeWish(two.course, two.town.course, DAY)))
        row = by_id(db, Course, two.town.course)
        assert (row.childcare, row.shuttle) == after
        assert find(db, Enrolment, course_id=row.id, person_id=person)[0].way == way
