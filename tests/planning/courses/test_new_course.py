from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.courses import Course, Enrolment, Lesson, LessonPerson, SkippedDate
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity, SkipReason
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideDemand, RideSeat, RideStop
from kursplaner.domain.rooms import RoomBooking
from kursplaner.planning.conflicts.finding import FIRST_DAY, find
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.planning.courses.new_course import apply, propose
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import find as records
from kursplaner.store.settings import store_settings
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft, family

FIRST_TUESDAY = date(2027, 2, 2)


@pytest.fixture
def town(workspace: Workspace) -> WizardTown:
    return build(workspace)


def planned(town: WizardTown, wanted: CourseDraft) -> CoursePlan:
    with town.workspace.read() as db:
        return propose(db, wanted)


def book(town: WizardTown, room: str, day: date, starts: int = 540, ends: int = 600) -> None:
    span = (minute_of(day, starts), minute_of(day, ends))
    with town.workspace.change(ActKind.ROOM_BOOKED) as db:
        booking = RoomBooking(room_id=town[room], starts=span[0], ends=span[1], title="Stadtrat")
        db.add(booking)
        db.flush()
        occupy(db, [Claim(town[room], *span, "booking", booking.id)])


def test_the_plan_shows_the_course_whole(town: WizardTown) -> None:
    plan = planned(town, draft(childcare=True, shuttle=True))
    assert (len(plan.lessons), plan.last_day, plan.reserve_weeks) == (20, date(2027, 4, 29), 10)
    assert len(plan.skipped) == 6
    assert plan.room is not None
    assert (plan.room.name, plan.room.free, plan.room.of) == ("Schulungsraum", 20, 20)
    assert plan.teacher is not None
    assert plan.teacher.name == "Seidel, S."
    assert {lesson.room_id for lesson in plan.lessons} == {town["Schulungsraum"]}
    assert plan.childcare is not None
    assert {slot.room_id for slot in plan.childcare.slots} == {town["Nebenraum"]}
    assert {slot.carers for slot in plan.childcare.slots} == {(town["Lehmann"],)}
    first = plan.childcare.slots[0]
    assert (first.starts, first.ends) == (
        minute_of(FIRST_TUESDAY, 525),
        minute_of(FIRST_TUESDAY, 705),
    )
    assert plan.childcare.places == 5
    assert plan.rides is not None
    assert plan.rides.reserved
    assert len(plan.rides.rides) == 40
    assert {(ride.vehicle_id, ride.driver_id) for ride in plan.rides.rides} == {
        (town["Bus"], town["Vogel"])
    }
    assert plan.hard == ()


def test_alternatives_say_what_speaks_against_them(town: WizardTown) -> None:
    plan = planned(town, draft())
    against = {
        choice.name: {obstacle.obstacle for obstacle in choice.against} for choice in plan.rooms
    }
    assert against == {
        "Schulungsraum": set(),
        "Bibliothek": {Obstacle.TOO_SMALL},
        "Ratssaal": {Obstacle.OTHER_PURPOSE},
        "Nebenraum": {Obstacle.TOO_SMALL, Obstacle.OTHER_PURPOSE},
    }
    kern = next(choice for choice in plan.teachers if choice.name.startswith("Kern"))
    assert [obstacle.obstacle for obstacle in kern.against] == [Obstacle.LEVEL]


def test_applied_whole_and_undone_whole(town: WizardTown) -> None:
    wanted = draft(childcare=True, shuttle=True, people=family(town))
    course_id = add_course(town, wanted)
    with town.workspace.read() as db:
        (course,) = records(db, Course)
        assert (course.id, course.number, course.site_id) == (course_id, "A2-03", town["Rathaus"])
        lessons = records(db, Lesson, course_id=course_id)
        assert len(lessons) == 20
        assert sum(lesson.teaching_minutes for lesson in lessons) == 60 * 45
        assert len(records(db, LessonPerson)) == 20
        assert len(records(db, ChildcareSlot)) == len(records(db, ChildcareSlotLesson)) == 20
        assert len(records(db, ChildcarePlace)) == 40
        assert len(records(db, Ride)) == 40
        assert len(records(db, RideSeat)) == 160
        assert len(records(db, RideDemand)) == 4
        assert {skipped.reason for skipped in records(db, SkippedDate)} == {"school_holiday"}
        assert len(records(db, Occupation)) == 20 * 2 + 20 * 2 + 40 * 2
        assert {seat.enrolment_id for seat in records(db, RideSeat)} == {
            enrolment.id for enrolment in records(db, Enrolment)
        }
    summary = town.workspace.undo_summary
    assert summary is not None
    assert [tuple(subject) for subject in summary.subjects] == [("course", course_id)]
    town.workspace.undo()
    with town.workspace.read() as db:
        for model in (Course, Lesson, ChildcareSlot, Ride, RideSeat, RideStop, Occupation):
            assert records(db, model) == []


def test_what_is_stored_holds_no_hard_conflict(town: WizardTown) -> None:
    add_course(town, draft(childcare=True, shuttle=True, people=family(town)))
    with town.workspace.read() as db:
        assert [conflict for conflict in find(db, FIRST_DAY) if conflict.hard] == []


def test_a_wished_room_that_is_taken_is_hard(town: WizardTown) -> None:
    book(town, "Schulungsraum", date(2027, 3, 4))
    wanted = draft(room="schulungsraum")
    plan = planned(town, wanted)
    (hard,) = plan.hard
    assert (hard.kind, hard.day) == (ConflictKind.ROOM, date(2027, 3, 4))
    assert plan.room is not None
    assert [(a.obstacle, a.days) for a in plan.room.against] == [
        (Obstacle.BUSY, (date(2027, 3, 4),))
    ]
    with pytest.raises(HardConflict), town.workspace.change(ActKind.COURSE_ADDED) as db:
        apply(db, plan)
    with town.workspace.read() as db:
        assert records(db, Course) == []


def test_without_a_place_by_choice_or_in_another_room(town: WizardTown) -> None:
    day = date(2027, 3, 4)
    book(town, "Schulungsraum", day)
    wanted = draft(room=town["Schulungsraum"], unplaced=frozenset({day}))
    plan = planned(town, wanted)
    assert [lesson.day for lesson in plan.lessons if lesson.room_id is None] == [day]
    assert {conflict.kind for conflict in plan.conflicts} == {ConflictKind.NO_ROOM}
    other = replace(wanted, unplaced=frozenset(), room_on=((day, town["Ratssaal"]),))
    add_course(town, other)
    with town.workspace.read() as db:
        rooms = {lesson.starts: lesson.room_id for lesson in records(db, Lesson)}
    assert rooms[minute_of(day, 540)] == town["Ratssaal"]


def test_a_proposal_never_fails_when_applied(town: WizardTown) -> None:
    for number in range(8):
        add_course(town, draft(number=f"K{number}", childcare=True, shuttle=True, capacity=10))
    with town.workspace.read() as db:
        assert len(records(db, Course)) == 8
        hard = [conflict for conflict in find(db, FIRST_DAY) if conflict.hard]
        unplaced = [lesson.id for lesson in records(db, Lesson) if lesson.room_id is None]
    assert hard == []
    assert unplaced


def test_days_taken_in_are_told(town: WizardTown) -> None:
    friday = date(2027, 3, 26)
    plan = planned(
        town,
        draft(
            weekdays=(4,),
            first_day=date(2027, 3, 19),
            units=6,
            pause_in_school_holidays=False,
            taken_in=frozenset({friday}),
        ),
    )
    assert [lesson.day for lesson in plan.lessons] == [date(2027, 3, 19), friday]
    (holiday,) = plan.conflicts
    assert (holiday.kind, holiday.severity) == (ConflictKind.HOLIDAY, Severity.SOFT)


def test_taken_in_the_meantime(town: WizardTown) -> None:
    plan = planned(town, draft())
    book(town, "Schulungsraum", FIRST_TUESDAY)
    with (
        pytest.raises(HardConflict) as found,
        town.workspace.change(ActKind.COURSE_ADDED) as db,
    ):
        apply(db, plan)
    assert [conflict.kind for conflict in found.value.conflicts] == [ConflictKind.ROOM]  # type: ignore[attr-defined]


def test_closed_in_the_meantime(town: WizardTown) -> None:
    plan = planned(town, draft())
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        starts, ends = minute_of(FIRST_TUESDAY), minute_of(FIRST_TUESDAY, 1440)
        db.add(Closure(resource_id=town["Seidel"], starts=starts, ends=ends, reason="ill", note=""))
    with (
        pytest.raises(HardConflict) as found,
        town.workspace.change(ActKind.COURSE_ADDED) as db,
    ):
        apply(db, plan)
    assert [conflict.kind for conflict in found.value.conflicts] == [ConflictKind.CLOSURE]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"number": " "}, "number_missing"),
        ({"number": "x" * 41}, "number_too_long"),
        ({"title": ""}, "title_missing"),
        ({"title": "x" * 500}, "title_too_long"),
        ({"title": "Deutsch\0"}, "text_unreadable"),
        ({"first_day": date(9999, 12, 31)}, "day_out_of_range"),
        ({"units": 0}, "units_out_of_range"),
        ({"unit_minutes": 0}, "unit_minutes_out_of_range"),
        ({"capacity": 0}, "capacity_out_of_range"),
        ({"taken_in": frozenset({date(2027, 1, 1)})}, "date_before_start"),
        ({"weekdays": ()}, "no_weekday"),
        ({"starts": (540, 600, 660)}, "times_do_not_match"),
        ({"starts": (700,)}, "end_before_start"),
        ({"room": "Turnhalle"}, "room_unknown"),
        ({"teacher": "Niemand"}, "teacher_unknown"),
        ({"room": 9999}, "room_unknown"),
    ],
)
def test_drafts_that_cannot_be(town: WizardTown, changes: dict[str, object], kind: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(town, replace(draft(), **changes))  # type: ignore[arg-type]
    assert refused.value.kind == kind


def test_a_number_is_used_once(town: WizardTown) -> None:
    add_course(town, draft())
    with pytest.raises(Refused) as refused:
        planned(town, draft())
    assert refused.value.kind == "number_taken"


def test_teachers_are_found_by_name_in_both_orders(town: WizardTown) -> None:
    for name in ("S. Seidel", "Seidel, S.", "seidel"):
        plan = planned(town, draft(teacher=name))
        assert plan.teacher is not None
        assert plan.teacher.id == town["Seidel"]


def test_holidays_of_the_second_land(town: WizardTown) -> None:
    with town.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"calendar.second_land": "BY"})
    plan = planned(town, draft(first_day=date(2027, 5, 20), units=9))
    reasons = {day.day: day.reason for day in plan.skipped}
    assert reasons == {date(2027, 5, 27): SkipReason.PUBLIC_HOLIDAY}


def test_a_title_keeps_to_one_line(town: WizardTown) -> None:
    plan = planned(town, replace(draft(), title="Deutsch\n\tA1 ", number="27\n1"))
    assert (plan.draft.title, plan.draft.number) == ("Deutsch A1", "27 1")
