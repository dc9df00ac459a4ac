from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.courses import Course, Lesson, LessonTally, PlannedLesson
from kursplaner.domain.kinds import ActKind, ExcuseReason, Mark
from kursplaner.planning import attendance
from kursplaner.planning.attendance import MarkEntry
from kursplaner.store.queries.marks import marks_of
from kursplaner.store.records import find, one
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

EVENING = datetime(2027, 3, 4, 20, 0)


def people(town: SmallTown, count: int = 3) -> list[int]:
    with town.workspace.fill() as db:
        return [enrol_plainly(db, town.course, add_person(db, f"Person{n}")) for n in range(count)]


def test_all_present_but_the_exceptions(town: SmallTown) -> None:
    anna, bela, cem = people(town)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        ill = MarkEntry(Mark.EXCUSED, bela, reason=ExcuseReason.ILL)
        late = MarkEntry(Mark.PRESENT, cem, came_at=570)
        assert attendance.all_present(db, town.lessons[0], [ill, late]) == 3
    with town.workspace.read() as db:
        found = {row.enrolment_id: row for row in find(db, AttendanceMark)}
        assert {key: row.mark for key, row in found.items()} == {anna: "X", bela: "E", cem: "X"}
        assert found[bela].reason == "ill"
        lesson = one(db, Lesson, town.lessons[0])
        assert (lesson.status, lesson.attendance_done) == ("held", True)
        sums = attendance.sums(db, [town.course], TUESDAY, TUESDAY)
        assert sums[anna] == attendance.AttendanceSums(present=1, minutes=135)
        assert (sums[cem].minutes, sums[bela].share_tenths) == (135, 0)
        marks = marks_of(db, [town.course], 0, 10**9)
        assert attendance.sums_of(marks, count_late=True).minutes == 135 + 108


def test_any_other_sign_counts_as_unexcused(town: SmallTown) -> None:
    (anna,) = people(town, 1)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        attendance.mark(db, town.lessons[0], [MarkEntry("?", anna)])
        sums = attendance.sums(db, [town.course], TUESDAY, TUESDAY)
    assert sums[anna].unexcused == 1


def test_a_mark_is_taken_away_again(town: SmallTown) -> None:
    (anna,) = people(town, 1)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        attendance.mark(db, town.lessons[0], [MarkEntry(Mark.PRESENT, anna)])
        assert attendance.mark(db, town.lessons[0], [MarkEntry(None, anna)]) == 0
        assert one(db, Lesson, town.lessons[0]).status == "planned"


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
        one(db, Lesson, town.lessons[1]).status = "cancelled"
    with (
        clock.pinned(EVENING),
        pytest.raises(Refused, match=kind),
        town.workspace.change(ActKind.ATTENDANCE_MARKED) as db,
    ):
        attendance.mark(db, town.lessons[lesson], [entry])
    with town.workspace.read() as db:
        assert find(db, AttendanceMark) == []


def test_an_absence_known_beforehand_leaves_the_lesson_planned(town: SmallTown) -> None:
    (anna,) = people(town, 1)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        assert attendance.mark(db, town.lessons[2], [MarkEntry(Mark.EXCUSED, anna)]) == 1
        lesson = one(db, Lesson, town.lessons[2])
        assert (lesson.status, lesson.attendance_done) == ("planned", False)


def test_no_mark_before_a_late_entry_after_leaving_or_off_plan(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        late = enrol_plainly(db, town.course, add_person(db, "Spaet"))
        shift = enrol_plainly(db, town.course, add_person(db, "Schicht"), only_planned_lessons=True)
        db.add(PlannedLesson(enrolment_id=shift, lesson_id=town.lessons[1]))
        from kursplaner.domain.courses import Enrolment

        one(db, Enrolment, late).joined_on = date(2027, 3, 4)
    with clock.pinned(EVENING), town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        with pytest.raises(Refused, match="outside_stay"):
            attendance.mark(db, town.lessons[0], [MarkEntry("X", late)])
        with pytest.raises(Refused, match="not_planned"):
            attendance.mark(db, town.lessons[0], [MarkEntry("X", shift)])
        assert attendance.all_present(db, town.lessons[0]) == 0
        assert attendance.all_present(db, town.lessons[1]) == 2


def test_walk_in_events_are_counted_without_names(town: SmallTown) -> None:
    with clock.pinned(EVENING), town.workspace.change(ActKind.TALLY_ENTERED) as db:
        with pytest.raises(Refused, match="not_walk_in"):
            attendance.tally(db, town.lessons[0], 20, 14, 6)
        one(db, Course, town.course).walk_in = True
        with pytest.raises(Refused, match="tally_impossible"):
            attendance.tally(db, town.lessons[0], 3, 14, 6)
        attendance.tally(db, town.lessons[0], 20, 14, 6)
        assert [(row.adults, row.women) for row in find(db, LessonTally)] == [(20, 14)]
