"""Enrolments of two records in one course: which are one stay, which marks are asked."""

from datetime import date, timedelta

import pytest

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.planning.people.merge_fields import Side
from kursplaner.planning.people.merge_stays import (
    JoinedStay,
    MarkToAsk,
    free_double_seats,
    joined_stays,
    marks_to_ask,
    settle_marks,
)
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, enrol_plainly
from tests.store.queries.written import written

DAY = timedelta(days=1)
BEFORE, AFTER = TUESDAY - DAY, TUESDAY + DAY

Stay = tuple[str, date | None, date | None]


def two(db: Db) -> tuple[int, int]:
    kept, gone = written(db, Person(family_name="Koval"), Person(family_name="Kowal"))
    return kept, gone


def stay(db: Db, course: int, person: int, said: Stay) -> int:
    status, joined, left = said
    row = Enrolment(course_id=course, person_id=person, status=status)
    row.joined_on, row.left_on = joined, left
    return written(db, row)[0]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (("asked", None, None), ("waiting", None, None), True),
        (("waiting", None, None), ("enrolled", TUESDAY, None), True),
        (("enrolled", TUESDAY, None), ("enrolled", AFTER, None), True),
        (("waiting", None, None), ("left", BEFORE, TUESDAY), False),
        (("refused", None, None), ("enrolled", TUESDAY, None), False),
        (("refused", None, None), ("refused", None, None), False),
        (("left", BEFORE, TUESDAY), ("enrolled", TUESDAY, None), False),
        (("left", BEFORE, AFTER), ("enrolled", TUESDAY, None), True),
        (("left", BEFORE, TUESDAY), ("completed", AFTER, None), False),
        (("left", TUESDAY, TUESDAY), ("enrolled", TUESDAY, None), True),
        (("left", None, TUESDAY), ("enrolled", BEFORE, None), True),
        (("left", None, TUESDAY), ("enrolled", TUESDAY, None), False),
        (("left", None, BEFORE), ("completed", None, TUESDAY), True),
        (("completed", BEFORE, None), ("left", AFTER, AFTER), True),
    ],
)
def test_which_enrolments_are_one_stay(
    town: SmallTown,
    first: Stay,
    second: Stay,
    joined: bool,  # noqa: FBT001
) -> None:
    with town.workspace.rehearse() as db:
        people = two(db)
        for said in ((first, second), (second, first)):
            keys = [stay(db, town.course, *pair) for pair in zip(people, said, strict=True)]
            found = joined_stays(db, *people)
            assert found == ((JoinedStay(town.course, *keys),) if joined else ())
            for key in keys:
                db.delete(by_id(db, Enrolment, key))
            db.flush()


def test_stays_of_other_courses_stay_and_each_is_joined_once(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        kept, gone = two(db)
        other = add_course(db, town, "K2")
        left = stay(db, town.course, kept, ("left", BEFORE, TUESDAY))
        back = stay(db, town.course, kept, ("enrolled", AFTER, None))
        stay(db, other, kept, ("left", BEFORE, TUESDAY))
        came = stay(db, town.course, gone, ("enrolled", BEFORE, None))
        again = stay(db, town.course, gone, ("enrolled", AFTER, None))
        stay(db, other, gone, ("enrolled", AFTER, None))
        assert joined_stays(db, kept, gone) == (
            JoinedStay(town.course, left, came),
            JoinedStay(town.course, back, again),
        )


def test_one_stay_takes_in_only_one_of_the_other_record(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        kept, gone = two(db)
        whole = stay(db, town.course, kept, ("enrolled", BEFORE, None))
        left = stay(db, town.course, gone, ("left", BEFORE, TUESDAY))
        stay(db, town.course, gone, ("enrolled", AFTER, None))
        assert joined_stays(db, kept, gone) == (JoinedStay(town.course, whole, left),)


def mark(db: Db, enrolment: int, lesson: int, sign: str, **values: object) -> int:
    row = AttendanceMark(enrolment_id=enrolment, lesson_id=lesson, mark=sign, **values)
    return written(db, row)[0]


def test_stays_apart_are_one_where_both_are_marked_in_one_lesson(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        kept, gone = two(db)
        first = stay(db, town.course, kept, ("left", BEFORE, TUESDAY))
        second = stay(db, town.course, gone, ("enrolled", AFTER, None))
        mark(db, first, town.lessons[0], "A")
        mark(db, second, town.lessons[1], "A")
        assert joined_stays(db, kept, gone) == ()
        mark(db, second, town.lessons[0], "E")
        assert joined_stays(db, kept, gone) == (JoinedStay(town.course, first, second),)


def test_only_marks_that_differ_are_asked_in_order_of_time(town: SmallTown) -> None:
    lessons = town.lessons
    signs = {
        0: (("A", 550, None), ("A", None, None)),
        1: (("A", None, None), ("A", None, None)),
        2: (("E", None, None), ("U", None, None)),
        3: (("A", None, 600), ("A", None, 601)),
    }
    with town.workspace.rehearse() as db:
        kept, gone = (enrol_plainly(db, town.course, key) for key in two(db))
        for at in (3, 2, 1, 0):
            for enrolment, said in zip((kept, gone), signs[at], strict=True):
                mark(db, enrolment, lessons[at], said[0], came_at=said[1], left_at=said[2])
        mark(db, kept, lessons[4], "A")
        mark(db, gone, lessons[5], "A")
        by_id(db, Lesson, lessons[3]).starts = by_id(db, Lesson, lessons[2]).starts
        found = marks_to_ask(db, [JoinedStay(town.course, kept, gone)])
        starts = {at: by_id(db, Lesson, lessons[at]).starts for at in signs}
        assert found == tuple(
            MarkToAsk(lessons[at], town.course, starts[at], *signs[at]) for at in (0, 2, 3)
        )


def test_the_chosen_mark_holds_with_all_that_it_says(town: SmallTown) -> None:
    lessons = town.lessons
    said = {
        "came_at": 555,
        "left_at": 600,
        "reason": "ill",
        "evidence_on": TUESDAY,
        "note": "Attest",
    }
    with town.workspace.rehearse() as db:
        kept, gone = (enrol_plainly(db, town.course, key) for key in two(db))
        rows = [mark(db, kept, key, "A", note="war da") for key in lessons[:4]]
        for key in lessons[:3]:
            mark(db, gone, key, "E", **said)
        chosen = {lessons[0]: Side.SECOND, lessons[1]: Side.FIRST, lessons[3]: Side.SECOND}
        settle_marks(db, [JoinedStay(town.course, kept, gone)], chosen)
        told = [by_id(db, AttendanceMark, key) for key in rows]
        assert [row.mark for row in told] == ["E", "A", "A", "A"]
        assert {name: getattr(told[0], name) for name in said} == said
        assert [row.note for row in told[1:]] == ["war da"] * 3


@pytest.mark.parametrize(
    ("first", "stay"), [((), (0, 2, 3)), ((1, 2), (1, 2, 3)), ((0, 1), (0, 2, 3))]
)
def test_one_seat_stays_for_each_lesson_and_direction(
    town: SmallTown, first: tuple[int, ...], stay: tuple[int, ...]
) -> None:
    with town.workspace.rehearse() as db:
        person, _ = two(db)
        usual = by_id(db, Ride, town.rides[0])
        values = {"direction": usual.direction, "starts": usual.starts, "ends": usual.ends}
        (further,) = written(db, Ride(**values))
        written(db, RideLesson(ride_id=further, lesson_id=town.lessons[0]))
        rides = (town.rides[0], further, town.rides[1], town.rides[2])
        seats = written(
            db, *(RideSeat(ride_id=key, person_id=person, stop_id=town.stop) for key in rides)
        )
        free_double_seats(db, person, [seats[at] for at in first])
        left = [row.id for row in find(db, RideSeat, person_id=person)]
        assert left == [seats[at] for at in stay]
