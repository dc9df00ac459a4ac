"""Who is in two courses at once, and who works while an own lesson takes place."""

from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.occupations import Occupation
from kursplaner.store.queries.conflicts import participants
from kursplaner.store.queries.conflicts.limits import Stay
from kursplaner.store.queries.conflicts.participants import LessonTime, WorkBeside
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, lessons, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
DAY_SCOPE = stretch(MIDNIGHT, MIDNIGHT + 1440)


def stay_of(key: int, course: int, person: int, status: str = "enrolled") -> Stay:
    return Stay(key, course, person, status, TUESDAY, None, only_planned_lessons=False)


def test_stays_in_two_courses_of_one_time_are_found_once(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    person = add_person(db, "Ada")
    first, second = enrol_plainly(db, course, person), enrol_plainly(db, other, person)
    enrol_plainly(db, other, add_person(db, "Bea"))
    (lesson,), (beside,) = lessons(db, course, [(NINE, TEN)]), lessons(db, other, [(TEN, TEN + 9)])
    mine, its = stay_of(first, course, person), stay_of(second, other, person)

    def found() -> tuple[list[tuple[Stay, Stay]], ...]:
        db.flush()
        every = (DAY_SCOPE, of_lessons(db, [lesson]), of_lessons(db, [beside]))
        return tuple(participants.stays_in_two(db, scope) for scope in every)

    assert found() == ([], [(mine, its)], [(its, mine)])
    by_id(db, Lesson, beside).starts = TEN - 1
    assert found()[0] == [(mine, its)]
    by_id(db, Lesson, beside).starts, by_id(db, Lesson, beside).ends = NINE - 9, NINE
    assert found()[0] == []
    by_id(db, Lesson, beside).ends = NINE + 1
    assert found()[0] == [(mine, its)]
    by_id(db, Enrolment, second).status = "waiting"
    assert found() == ([], [], [])
    by_id(db, Enrolment, second).status = "enrolled"
    by_id(db, Enrolment, first).status = "asked"
    assert found() == ([], [], [])


def test_lessons_beside_touch_the_stretch_or_the_time_of_the_lessons(
    kept: SmallTown, db: Db
) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    (own,) = lessons(db, other, [(NINE, TEN)])
    spans = [(TEN - 1, TEN + 9), (NINE - 9, NINE), (NINE - 9, NINE + 1), (TEN, TEN + 9)]
    keys = lessons(db, course, spans)
    lessons(db, course, [(NINE, TEN)], status="cancelled")
    touching = [LessonTime(keys[at], course, *spans[at]) for at in (2, 0)]
    mine = LessonTime(own, other, NINE, TEN)
    for scope in (stretch(NINE, TEN), of_lessons(db, [own])):
        assert participants.lessons_beside(db, scope, [course]) == {course: touching}
        many = [*range(-899, 0), course, other]
        assert participants.lessons_beside(db, scope, many) == {course: touching, other: [mine]}
    assert participants.lessons_beside(db, of_lessons(db, []), [course]) == {}


def test_work_beside_an_own_lesson(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    person = add_person(db, "Ada")
    key = enrol_plainly(db, course, person)
    (lesson,), (taught,) = lessons(db, course, [(NINE, TEN)]), lessons(db, other, [(NINE, TEN)])
    source = OccupationSource.LESSON.value
    work = Occupation(
        resource_id=person, starts=TEN - 1, ends=TEN + 9, source=source, source_id=taught
    )
    written(db, work)
    beside = WorkBeside(
        stay_of(key, course, person), LessonTime(lesson, course, NINE, TEN),
        source, taught, TEN - 1, TEN + 9,
    )  # fmt: skip
    every = (DAY_SCOPE, of_lessons(db, [lesson]), of_lessons(db, [taught]))

    def found() -> list[list[WorkBeside]]:
        db.flush()
        return [participants.work_beside_lessons(db, scope) for scope in every]

    assert found() == [[beside]] * 3
    work.active, work.accepted_reason = False, "vereinbart"
    assert found() == [[beside]] * 3
    work.source_id = lesson
    assert found() == [[], [], []], "who teaches the lesson does not work beside it"
    work.source_id, work.starts = taught, TEN
    assert found() == [[], [], []]
    work.starts = TEN - 1
    by_id(db, Lesson, lesson).status = "cancelled"
    assert found() == [[], [], []]
    by_id(db, Lesson, lesson).status = "held"
    assert found() == [[beside]] * 3
    by_id(db, Enrolment, key).status = "waiting"
    assert found() == [[], [], []]
