"""Courses as rows and whole: what their lessons and people add up to."""

from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    EnrolmentChild,
    LessonPattern,
    SkippedDate,
)
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.store.queries.courses import courses
from kursplaner.store.queries.courses.courses import (
    CourseRow,
    EnrolmentRow,
    SkippedRow,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY, lessons

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


def test_a_course_adds_up_its_lessons_that_take_place_and_its_people(
    kept: SmallTown, db: Db
) -> None:
    key = add_course(db, kept, "K2", capacity=7)
    course = by_id(db, Course, key)
    course.level, course.colour, course.unit_minutes = "A1", 3, 60
    times = [(NINE, TEN), (NINE + 1440, TEN + 1440)]
    lessons(db, key, times, teaching_minutes=45)
    lessons(db, key, [(NINE - 1440, TEN - 1440)], status="held", teaching_minutes=60)
    lessons(db, key, [(1, 2), (TEN + 9999, TEN + 10000)], status="cancelled")
    for name, status in (("A", "enrolled"), ("B", "enrolled"), ("C", "waiting"), ("D", "left")):
        enrol_plainly(db, key, add_person(db, name), status=status)
    add_course(db, kept, "K3")
    values = ("municipal", "A1", "active", 3, TUESDAY, WEDNESDAY + DAY, 2.5, 60, 3)
    rest = (7, 2, 1, True, True)
    found = courses.course_rows(db, TEN)
    assert [row.number for row in found] == ["K1", "K2", "K3"]
    assert found[1] == CourseRow(key, "K2", "Kurs K2", *values, 2, *rest)
    assert courses.course_rows(db, TEN - 1)[1] == CourseRow(key, "K2", "Kurs K2", *values, 1, *rest)
    assert found[2] == CourseRow(
        *(found[2].id, "K3", "Kurs K3", "municipal", "", "active", 0, TUESDAY, None),
        *(0, 60, 0, 0, 12, 0, 0, True, True),
    )
    # The first day is that of the first lesson, where there is one.
    course.first_day = date(2027, 1, 1)
    db.flush()
    assert courses.course_rows(db, TEN)[1].first_day == TUESDAY


def test_courses_are_found_by_their_words_and_status(kept: SmallTown, db: Db) -> None:
    for number, title, status in (("K2", "Lesen am Abend", "draft"), ("K3", "Lesen", "active")):
        course = by_id(db, Course, add_course(db, kept, number))
        course.title, course.status, course.colour = title, status, 6
    db.flush()

    def found(search: str = "", status: str | None = None) -> list[str]:
        return [row.number for row in courses.course_rows(db, 0, search, status)]

    assert found() == ["K1", "K2", "K3"]
    assert found("lesen") == ["K2", "K3"]
    assert found("lesen abend") == ["K2"]
    assert found(status="active") == ["K1", "K3"]
    assert found("lesen", "draft") == ["K2"]
    assert courses.course_colours(db) == {"Kurs K1": 0, "Lesen am Abend": 6, "Lesen": 6}
    assert courses.any_course(db)
    assert courses.course_id_of(db, "K1") == kept.course
    with pytest.raises(Refused) as refused:
        courses.course_id_of(db, "K9")
    assert (refused.value.kind, refused.value.facts) == ("course_unknown", {"number": "K9"})


def test_a_course_whole(kept: SmallTown, db: Db) -> None:
    key = add_course(db, kept, "K2")
    course = by_id(db, Course, key)
    course.note, course.unit_minutes, course.predecessor_id = "Notiz", 50, kept.course
    (lesson,) = lessons(db, key, [(NINE, TEN)])
    for weekday, starts, until in ((3, 540, None), (1, 600, None), (1, 540, None), (0, 5, TUESDAY)):
        row = LessonPattern(course_id=key, weekday=weekday, starts=starts, ends=starts + 90)
        row.valid_until, row.pause_minutes = until, 15
        db.add(row)
    for day in (WEDNESDAY, TUESDAY):
        db.add(SkippedDate(course_id=key, day=day, reason="by_hand", name="Fest"))
    rima = add_person(db, "Rima", gender="female")
    stay = enrol_plainly(db, key, rima, status="left", left_on=WEDNESDAY, reason="moved")
    waits = enrol_plainly(db, key, add_person(db, "Anna"), status="waiting", waiting_position=4)
    by_id(db, Enrolment, waits).childcare_wanted = True
    for name in ("Sami", "Nour"):
        db.add(EnrolmentChild(enrolment_id=stay, child_id=add_person(db, name)))
    db.flush()
    found = courses.course_detail(db, key, TEN)
    assert found.row == courses.course_rows(db, TEN)[1]
    assert (found.version, found.unit_minutes, found.note) == (course.version, 50, "Notiz")
    assert (found.grant_id, found.predecessor_id) == (None, kept.course)
    assert found.pause_in_school_holidays
    assert [row.id for row in found.lessons] == [lesson]
    assert found.pattern == (
        *(CourseTime(1, 540, 630, 15), CourseTime(1, 600, 690, 15), CourseTime(3, 540, 630, 15)),
    )
    assert found.skipped == (
        SkippedRow(TUESDAY, "by_hand", "Fest"),
        SkippedRow(WEDNESDAY, "by_hand", "Fest"),
    )
    anna = by_id(db, Enrolment, waits).person_id
    assert found.people == (
        EnrolmentRow(
            *(waits, anna, "Anna, Ann", "unknown", "waiting", TUESDAY, None, None, 4),
            *("unknown", True, 0),
        ),
        EnrolmentRow(
            *(stay, rima, "Rima, Rim", "female", "left", TUESDAY, WEDNESDAY, "moved", None),
            *("unknown", False, 2),
        ),
    )


def test_a_course_with_times_for_a_while_only_has_those(kept: SmallTown, db: Db) -> None:
    row = LessonPattern(course_id=kept.course, weekday=1, starts=540, ends=630)
    row.valid_until = TUESDAY
    db.add(row)
    db.flush()
    assert courses.course_detail(db, kept.course, 0).pattern == (CourseTime(1, 540, 630, 0),)
    with pytest.raises(Refused) as refused:
        courses.course_detail(db, 10_000, 0)
    facts = {"noun": "course", "id": 10_000}
    assert (refused.value.kind, refused.value.facts) == ("not_found", facts)


def test_a_course_is_over_for_who_looks_from_the_day_after_its_last_lesson(
    kept: SmallTown, db: Db
) -> None:
    key = add_course(db, kept, "K2")
    add_course(db, kept, "K3")
    lessons(db, key, [(NINE, TEN)])
    lessons(db, key, [(NINE + 14400, TEN + 14400)], status="cancelled")

    def running(now: int) -> list[str]:
        return [row.number for row in courses.course_rows(db, now, status="active")]

    midnight = MIDNIGHT + 1440
    assert running(midnight - 1) == ["K1", "K2", "K3"]
    assert running(midnight) == ["K1", "K3"]
    assert courses.course_detail(db, key, midnight).row.status == "ended"
    assert not by_id(db, Course, key).over(WEDNESDAY)
    lessons(db, key, [(NINE + 2880, TEN + 2880)])
    assert running(midnight) == ["K1", "K2", "K3"]
