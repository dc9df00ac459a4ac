from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, CourseChange, Enrolment, Lesson, LessonPattern
from kursplaner.domain.kinds import ActKind, CancelReason, Mark
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.courses import splitting
from kursplaner.planning.courses.splitting import SplitPlan, SplitWish
from kursplaner.planning.lessons import cancelling
from kursplaner.store.records import by_id, find
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, enrol_plainly
from tests.planning.two_courses import state

DAY = TUESDAY + timedelta(days=7)
AFTERNOON = (CourseTime(1, 840, 990, 15), CourseTime(3, 840, 990, 15))


@pytest.fixture
def people(town: SmallTown) -> list[int]:
    """Five people in the course, which has its template."""
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            times = {"weekday": weekday, "starts": 540, "ends": 690, "pause_minutes": 15}
            db.add(LessonPattern(course_id=town.course, **times))
        keys = [add_person(db, f"P{at}") for at in range(5)]
        for key in keys:
            enrol_plainly(db, town.course, key)
    return keys


def proposed(town: SmallTown, wish: SplitWish) -> SplitPlan:
    with town.workspace.rehearse() as db:
        return splitting.propose(db, wish)


def split(town: SmallTown, wish: SplitWish) -> tuple[SplitPlan, int]:
    plan = proposed(town, wish)
    with town.workspace.change(ActKind.COURSE_SPLIT, [("course", wish.course_id)]) as db:
        key = splitting.apply(db, plan)
    return plan, key


def test_half_goes_on_in_a_new_course_at_other_times(town: SmallTown, people: list[int]) -> None:
    plan, key = split(town, SplitWish(town.course, DAY, weekly=AFTERNOON))
    assert plan.person_ids == (people[3], people[4])
    assert (plan.staying, plan.marked) == (3, 2)
    with town.workspace.read() as db:
        course = by_id(db, Course, key)
        assert (course.number, course.title, course.required_units) == ("K1-2", "Kurs K1", 12)
        rows = find(db, Lesson, course_id=key)
        assert [day_of(row.starts) for row in rows] == [
            DAY + timedelta(days=at) for at in (0, 2, 7, 9)
        ]
        assert {row.starts % DAY_MINUTES for row in rows} == {840}
        new = find(db, Enrolment, course_id=key)
        assert [(row.person_id, row.status, row.joined_on) for row in new] == [
            (people[3], "enrolled", DAY),
            (people[4], "enrolled", DAY),
        ]
        told = find(db, CourseChange)
        assert [(t.kind, t.from_course_id, t.to_course_id, t.day) for t in told] == [
            ("split", town.course, key, DAY)
        ]
        assert [c for c in conflicts(db) if c.hard] == []


def test_at_the_same_times_another_room_and_teacher_are_proposed(
    town: SmallTown, people: list[int]
) -> None:
    _, key = split(town, SplitWish(town.course, DAY, tuple(people[:2])))
    with town.workspace.read() as db:
        rows = find(db, Lesson, course_id=key)
        assert {row.starts % DAY_MINUTES for row in rows} == {540}
        assert town.rooms["A"] not in {row.room_id for row in rows}
        assert [c for c in conflicts(db) if c.hard] == []


def test_the_list_of_the_old_course_shows_w_and_nothing_after_it(
    town: SmallTown, people: list[int]
) -> None:
    split(town, SplitWish(town.course, DAY, (people[0],), weekly=AFTERNOON))
    with town.workspace.read() as db:
        marks = find(db, AttendanceMark)
        assert [(m.lesson_id, m.mark) for m in marks] == [(town.lessons[2], Mark.CHANGED.value)]
        old = find(db, Enrolment, course_id=town.course, person_id=people[0])[0]
        assert (old.status, old.reason, old.left_on) == (
            "left",
            "other_course",
            DAY - timedelta(days=1),
        )


def test_a_lesson_with_w_alone_can_still_be_cancelled(town: SmallTown, people: list[int]) -> None:
    split(town, SplitWish(town.course, DAY, (people[0],), weekly=AFTERNOON))
    with town.workspace.read() as db:
        plan = cancelling.propose_cancel(db, [town.lessons[2]], CancelReason.SNOW)
    assert plan.lesson_ids == (town.lessons[2],)


def test_undo_takes_all_of_it_back_and_redo_does_it_again(
    town: SmallTown, people: list[int]
) -> None:
    assert people
    with town.workspace.read() as db:
        before = state(db)
    split(town, SplitWish(town.course, DAY, weekly=AFTERNOON))
    with town.workspace.read() as db:
        after = state(db)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before
    town.workspace.redo()
    with town.workspace.read() as db:
        assert state(db) == after


def test_a_proposal_writes_nothing(town: SmallTown, people: list[int]) -> None:
    assert people
    with town.workspace.read() as db:
        before = state(db)
    proposed(town, SplitWish(town.course, DAY))
    with town.workspace.read() as db:
        assert state(db) == before


def test_a_room_wished_for_that_is_taken_refuses_it(town: SmallTown, people: list[int]) -> None:
    assert people
    wish = SplitWish(town.course, DAY, room=town.rooms["A"])
    assert proposed(town, wish).hard
    with pytest.raises(HardConflict):
        split(town, wish)


@pytest.mark.parametrize("kind", ["nobody_stays", "not_enrolled", "day_past", "no_lesson_after"])
def test_wishes_that_make_no_sense(town: SmallTown, people: list[int], kind: str) -> None:
    wishes = {
        "nobody_stays": SplitWish(town.course, DAY, tuple(people)),
        "not_enrolled": SplitWish(town.course, DAY, (town.people["Vogel"],)),
        "day_past": SplitWish(town.course, date(2027, 2, 28)),
        "no_lesson_after": SplitWish(town.course, date(2028, 1, 5)),
    }
    with pytest.raises(Refused, match=kind):
        proposed(town, wishes[kind])


@pytest.mark.parametrize(("count", "goes"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2)])
def test_the_smaller_half_came_last(town: SmallTown, count: int, goes: int) -> None:
    with town.workspace.rehearse() as db:
        keys = [add_person(db, f"P{at}") for at in range(count)]
        for key in keys:
            enrol_plainly(db, town.course, key)
        assert splitting.half(db, town.course) == tuple(keys[count - goes :])


@pytest.mark.parametrize(("minutes", "units"), [(134, 15), (135, 15), (136, 16)])
def test_the_new_course_is_what_remains_of_the_old_one(
    town: SmallTown, people: list[int], minutes: int, units: int
) -> None:
    with town.workspace.rehearse() as db:
        course = by_id(db, Course, town.course)
        course.capacity, course.colour = 1, 3
        by_id(db, Lesson, town.lessons[2]).status = "cancelled"
        by_id(db, Lesson, town.lessons[5]).teaching_minutes = minutes
        for extra in (DAY - timedelta(days=1), DAY):
            row = Lesson(course_id=town.course, starts=minute_of(extra), ends=minute_of(extra, 60))
            row.teaching_minutes = 270
            db.add(row)
        enrolment = Enrolment(course_id=town.course, person_id=town.people["Roth"])
        enrolment.status = "waiting"
        db.add(enrolment)
        db.flush()
        times = (replace(AFTERNOON[0], pause_minutes=10), AFTERNOON[1])
        wish = SplitWish(town.course, DAY, tuple(people[3:]), "N1", "Neu", times)
        plan = splitting.propose(db, wish)
        draft = plan.course.draft
        assert (draft.number, draft.title, draft.units) == ("N1", "Neu", units)
        assert (draft.capacity, draft.pause_minutes, draft.predecessor_id) == (2, 15, None)
        assert (draft.weekdays, draft.starts, draft.ends) == ((1, 3), (840, 840), (990, 990))
        assert (plan.staying, plan.waiting, plan.person_ids) == (3, 1, tuple(people[3:]))


def test_a_course_that_is_over_is_not_split(town: SmallTown, people: list[int]) -> None:
    with town.workspace.rehearse() as db:
        for day in (NOW.date(), DAY):
            assert splitting.propose(db, SplitWish(town.course, day, (people[0],))).staying == 4
        for status in ("ended", "cancelled"):
            by_id(db, Course, town.course).status = status
            with pytest.raises(Refused, match="course_over"):
                splitting.propose(db, SplitWish(town.course, DAY))


def test_nobody_can_be_split_off_an_empty_course(town: SmallTown) -> None:
    with pytest.raises(Refused, match="nobody_chosen"):
        proposed(town, SplitWish(town.course, DAY))


def test_a_plan_that_was_overtaken_stores_nothing(town: SmallTown, people: list[int]) -> None:
    plan = proposed(town, SplitWish(town.course, DAY, weekly=AFTERNOON))
    with town.workspace.change(ActKind.COURSE_CHANGED) as db:
        row = find(db, Enrolment, course_id=town.course, person_id=people[4])[0]
        row.note = "neu"
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.COURSE_SPLIT) as db,
    ):
        splitting.apply(db, plan)
