from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonTally, PlannedLesson
from kursplaner.domain.kinds import ActKind, CancelReason, ExcuseReason, Mark
from kursplaner.planning.attendance import entering, guests
from kursplaner.planning.attendance.entering import BESIDE, MarkEntry
from kursplaner.planning.attendance.guests import GuestCount
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.queries.attendance.marks import marks_of
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import kept
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

EVENING = datetime(2027, 3, 4, 20, 0)
BEGIN = datetime(2027, 3, 2, 9, 0)
BEFORE = BEGIN - timedelta(minutes=1)
ONLY_AFTERWARDS = (
    MarkEntry("X", 1),
    MarkEntry("U", 1),
    MarkEntry("?", 1),
    MarkEntry("X", 1, came_at=600),
    MarkEntry("E", 1, came_at=600),
    MarkEntry("E", 1, left_at=600),
)


def people(town: SmallTown, count: int = 3) -> list[int]:
    with town.workspace.fill() as db:
        return [enrol_plainly(db, town.course, add_person(db, f"Person{n}")) for n in range(count)]


def summed(db: Db, town: SmallTown) -> dict[int, entering.AttendanceSums]:
    """Return the sums of the first lesson by enrolment."""
    sums = entering.sums(db, [town.course], TUESDAY, TUESDAY)
    return {row.id: sums[row.person_id] for row in find(db, Enrolment) if row.person_id in sums}


def test_all_present_but_the_exceptions(town: SmallTown) -> None:
    anna, bela, cem = people(town)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        ill = MarkEntry(Mark.EXCUSED, bela, reason=ExcuseReason.ILL)
        late = MarkEntry(Mark.PRESENT, cem, came_at=570)
        assert entering.all_present(db, town.lessons[0], [ill, late]) == 3
    with clock.pinned(EVENING), town.workspace.read() as db:
        found = {row.enrolment_id: row for row in find(db, AttendanceMark)}
        assert {key: row.mark for key, row in found.items()} == {anna: "X", bela: "E", cem: "X"}
        assert found[bela].reason == "ill"
        lesson = by_id(db, Lesson, town.lessons[0])
        assert (lesson.status, lesson.attendance_done) == ("held", True)
        sums = summed(db, town)
        assert sums[anna] == entering.AttendanceSums(present=1, minutes=135)
        assert (sums[cem].minutes, sums[bela].share_tenths) == (135, 0)
        marks = marks_of(db, [town.course], 0, 10**9)
        assert entering.sums_of(marks, count_late=True).minutes == 135 + 108


def test_the_same_marks_again_are_no_act_and_lose_nothing(town: SmallTown) -> None:
    """A sign alone says nothing about reason, evidence and times; another sign ends them."""
    anna, bela, _ = people(town)
    lesson, proof = town.lessons[0], date(2027, 3, 4)
    ill = MarkEntry("E", bela, reason=ExcuseReason.ILL, evidence_on=proof, note="Attest")
    late = MarkEntry("X", anna, came_at=570)

    def entered(*marks: MarkEntry, done: bool = True) -> bool:
        with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
            entering.mark(db, lesson, marks, done=done)
        return kept(db)

    def stands(key: int) -> tuple[object, ...]:
        with town.workspace.read() as db:
            (row,) = find(db, AttendanceMark, enrolment_id=key)
            return row.mark, row.reason, row.evidence_on, row.came_at, row.note

    assert entered(late, ill)
    assert not entered(late, ill)
    assert not entered(late, ill, done=False)
    again = [MarkEntry(sign, key, keeps=BESIDE) for sign, key in (("X", anna), ("e", bela))]
    assert not entered(*again)
    assert stands(bela) == ("E", "ill", proof, None, "Attest")
    assert entered(MarkEntry("E", bela, keeps=BESIDE - {"reason"}))
    assert stands(bela) == ("E", None, proof, None, "Attest")
    assert entered(MarkEntry("X", bela, keeps=BESIDE))
    assert stands(bela) == ("X", None, None, None, "")
    assert stands(anna) == ("X", None, None, 570, "")


def test_a_list_becomes_complete_by_the_same_marks(town: SmallTown) -> None:
    anna, *_ = people(town)
    mark = [MarkEntry("X", anna)]
    for done, changes in ((False, True), (True, True), (True, False), (False, False)):
        with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
            entering.mark(db, town.lessons[0], mark, done=done)
        assert kept(db) is changes
    with town.workspace.read() as db:
        assert by_id(db, Lesson, town.lessons[0]).attendance_done


def test_any_other_sign_counts_as_unexcused(town: SmallTown) -> None:
    (anna,) = people(town, 1)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        entering.mark(db, town.lessons[0], [MarkEntry("?", anna)])
        sums = summed(db, town)
    assert sums[anna].unexcused == 1


def test_a_mark_is_taken_away_again(town: SmallTown) -> None:
    (anna,) = people(town, 1)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        entering.mark(db, town.lessons[0], [MarkEntry(Mark.PRESENT, anna)])
        assert entering.mark(db, town.lessons[0], [MarkEntry(None, anna)]) == 0
        assert by_id(db, Lesson, town.lessons[0]).status == "planned"


@pytest.mark.parametrize(
    ("kind", "lesson", "entry"),
    [
        ("lesson_cancelled", 1, MarkEntry("X", 1)),
        ("not_in_course", 0, MarkEntry("X", person_id=9999)),
        ("mark_unreadable", 0, MarkEntry("viel zu lang", 1)),
        ("time_outside", 0, MarkEntry("X", 1, came_at=300)),
        ("time_outside", 0, MarkEntry("X", 1, came_at=600, left_at=590)),
    ],
)
def test_impossible_marks_are_refused(
    town: SmallTown, kind: str, lesson: int, entry: MarkEntry
) -> None:
    people(town, 1)
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[1]).status = "cancelled"
    with (
        clock.pinned(EVENING),
        pytest.raises(Refused, match=kind),
        town.workspace.change(ActKind.ATTENDANCE_MARKED) as db,
    ):
        entering.mark(db, town.lessons[lesson], [entry])
    with town.workspace.read() as db:
        assert find(db, AttendanceMark) == []


def test_an_absence_known_beforehand_leaves_the_lesson_planned(town: SmallTown) -> None:
    (anna,) = people(town, 1)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        assert entering.mark(db, town.lessons[2], [MarkEntry(Mark.EXCUSED, anna)]) == 1
        lesson = by_id(db, Lesson, town.lessons[2])
        assert (lesson.status, lesson.attendance_done) == ("planned", False)


@pytest.mark.parametrize("entry", ONLY_AFTERWARDS)
def test_what_only_somebody_there_knows_waits_for_the_begin(
    town: SmallTown, entry: MarkEntry
) -> None:
    people(town, 1)
    with (
        clock.pinned(BEFORE),
        pytest.raises(Refused, match="lesson_not_begun") as refused,
        town.workspace.change(ActKind.ATTENDANCE_MARKED) as db,
    ):
        entering.mark(db, town.lessons[0], [MarkEntry(Mark.EXCUSED, 1), entry])
    with town.workspace.read() as db:
        assert find(db, AttendanceMark) == []
        begins = by_id(db, Lesson, town.lessons[0]).starts
    assert refused.value.facts == {"course": "K1", "title": "Kurs K1", "begins": begins}
    with clock.pinned(BEGIN), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        assert entering.mark(db, town.lessons[0], [entry]) == 1


def test_nobody_is_all_present_and_no_guest_counted_before_the_begin(town: SmallTown) -> None:
    people(town, 2)
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).walk_in = True
    for moment, open_ in ((BEFORE, False), (BEGIN, True)):
        with clock.pinned(moment), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
            if open_:
                assert entering.all_present(db, town.lessons[0]) == 2
                guests.enter(db, town.lessons[0], GuestCount(3, 2, 1))
                continue
            with pytest.raises(Refused, match="lesson_not_begun"):
                entering.all_present(db, town.lessons[0])
            with pytest.raises(Refused, match="guests_to_come"):
                guests.enter(db, town.lessons[0], GuestCount(3, 2, 1))


def test_what_is_announced_locks_nothing_and_counts_once_it_was_held(town: SmallTown) -> None:
    anna, bela, cem = people(town)
    marks = [MarkEntry("E", anna), MarkEntry("w", bela), MarkEntry("P", cem)]
    with clock.pinned(BEFORE), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        assert entering.mark(db, town.lessons[0], marks) == 3
        lesson = by_id(db, Lesson, town.lessons[0])
        assert (lesson.status, lesson.attendance_done) == ("planned", False)
        assert entering.sums(db, [town.course], TUESDAY, TUESDAY) == {}
        cancelling.propose_cancel(db, town.lessons[:1], CancelReason.SNOW)
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], lesson.starts + 60)))
        assert len(find(db, AttendanceMark)) == 3
    with clock.pinned(EVENING), town.workspace.read() as db:
        sums = summed(db, town)
        assert (sums[anna].excused, sums[bela].changed, sums[cem].internship) == (1, 1, 1)
        cancelling.propose_cancel(db, town.lessons[:1], CancelReason.SNOW)


def test_only_a_complete_list_or_another_sign_makes_a_lesson_held(town: SmallTown) -> None:
    anna, bela, _ = people(town)
    excused, present = [MarkEntry("E", anna)], [MarkEntry("X", bela)]
    for marks, done, then in (
        (excused, False, ("planned", False)),
        (present, False, ("held", False)),
        (excused, True, ("held", True)),
    ):
        with clock.pinned(BEGIN), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
            entering.mark(db, town.lessons[0], marks, done=done)
            lesson = by_id(db, Lesson, town.lessons[0])
            assert (lesson.status, lesson.attendance_done) == then


def test_a_mark_given_too_early_can_always_be_taken_back(town: SmallTown) -> None:
    anna, bela, _ = people(town)
    with town.workspace.fill() as db:
        lesson = by_id(db, Lesson, town.lessons[2])
        lesson.status, lesson.attendance_done = "held", True
        for key in (anna, bela):
            db.add(AttendanceMark(lesson_id=lesson.id, enrolment_id=key, mark="X"))
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        cancelling.propose_cancel(db, town.lessons[2:3], CancelReason.SNOW)
        assert entering.excuse(db, town.lessons[2], [3], ExcuseReason.ILL) == 1
        taken = [MarkEntry(None, anna), MarkEntry("E", bela)]
        assert entering.mark(db, town.lessons[2], taken) == 2
        lesson = by_id(db, Lesson, town.lessons[2])
        assert (lesson.status, lesson.attendance_done) == ("planned", False)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert [mark.mark for mark in find(db, AttendanceMark)] == ["X", "X"]


def test_no_mark_before_a_late_entry_after_leaving_or_off_plan(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        late = enrol_plainly(db, town.course, add_person(db, "Spaet"))
        shift = enrol_plainly(db, town.course, add_person(db, "Schicht"), only_planned_lessons=True)
        db.add(PlannedLesson(enrolment_id=shift, lesson_id=town.lessons[1]))
        from kursplaner.domain.courses import Enrolment

        by_id(db, Enrolment, late).joined_on = date(2027, 3, 4)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        with pytest.raises(Refused, match="outside_stay"):
            entering.mark(db, town.lessons[0], [MarkEntry("X", late)])
        with pytest.raises(Refused, match="not_planned"):
            entering.mark(db, town.lessons[0], [MarkEntry("X", shift)])
        assert entering.all_present(db, town.lessons[0]) == 0
        assert entering.all_present(db, town.lessons[1]) == 2


def test_walk_in_events_are_counted_without_names(town: SmallTown) -> None:
    with clock.pinned(EVENING), town.workspace.change(ActKind.TALLY_ENTERED) as db:
        with pytest.raises(Refused, match="not_walk_in"):
            guests.enter(db, town.lessons[0], GuestCount(20, 14, 6))
        by_id(db, Course, town.course).walk_in = True
        with pytest.raises(Refused, match="tally_impossible"):
            guests.enter(db, town.lessons[0], GuestCount(3, 14, 6))
        guests.enter(db, town.lessons[0], GuestCount(20, 14, 6))
        assert [(row.adults, row.women) for row in find(db, LessonTally)] == [(20, 14)]
