from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, LeaveReason, Way
from kursplaner.domain.rides.rides import RideDemand, RideSeat, RideStop, Stop
from kursplaner.domain.town import FollowUp
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.enrolments import enrolling, leaving, waiting_list
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.people import families
from kursplaner.planning.people.families import ChildDraft, FamilyDraft, PersonDraft
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person

FOUR_YEARS = date(2023, 2, 1)
TWO_YEARS = date(2025, 2, 1)


def mother_and_child(town: SmallTown, name: str = "Petrenko") -> FamilyDraft:
    return FamilyDraft(
        adult=PersonDraft(name, "Olena", phone="0170 1234567", stop_id=town.stop),
        children=(ChildDraft(PersonDraft("", "Max", birth_date=FOUR_YEARS)),),
        course_id=town.course,
        way=Way.SHUTTLE,
    )


def enrol(town: SmallTown, draft: FamilyDraft, *, waiting: bool = False) -> families.StoredFamily:
    with town.workspace.change(ActKind.ENROLLED) as db:
        return families.enrol_family(db, draft, else_waiting=waiting)


def test_a_mother_with_a_child_gets_seat_places_and_rides_in_one_act(town: SmallTown) -> None:
    family = enrol(town, mother_and_child(town))
    with town.workspace.read() as db:
        child = family.child_ids[0]
        places = records(db, ChildcarePlace, child_id=child)
        assert [place.slot_id for place in places] == town.slots
        seats = records(db, RideSeat, ride_id=town.rides)
        assert len(seats) == 2 * len(town.rides)
        kinds = {seat.person_id: seat.kind for seat in seats}
        assert kinds == {family.adult_id: "none", child: "child_seat"}
        assert len(records(db, RideDemand)) == 2
        assert find(db) == []
        lines = {row.person_id: row.line for row in records(db, FollowUp)}
        assert lines == {child: "missing:allergies,height"}
    town.workspace.undo()
    with town.workspace.read() as db:
        assert records(db, Enrolment) == []
        assert records(db, RideSeat) == []


def test_a_new_halt_is_laid_into_the_tour(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        stop = Stop(name="Eichigt", latitude=50_350_000, longitude=12_170_000)
        db.add(stop)
        db.flush()
        person = add_person(db, "Novak")
        draft = EnrolDraft(town.course, person, way=Way.SHUTTLE, stop_id=stop.id)
        before = {row.ride_id: row.at for row in records(db, RideStop) if row.site_id}
        enrolling.apply(db, enrolling.propose_enrol(db, draft))
        after = {row.ride_id: row.at for row in records(db, RideStop) if row.site_id}
        assert before == after
        assert [row.stop_id for row in records(db, RideStop, ride_id=town.rides[0])] == [
            stop.id,
            None,
        ]
        assert find(db) == []


def test_it_says_day_by_day_what_lacks(town: SmallTown) -> None:
    enrol(town, mother_and_child(town))
    draft = mother_and_child(town, "Second")
    with pytest.raises(HardConflict) as refused:
        enrol(town, draft)
    kinds = {c.kind for c in refused.value.conflicts}  # type: ignore[attr-defined]
    assert kinds == {ConflictKind.VEHICLE_CAPACITY}
    assert len(refused.value.conflicts) == 2 * len(town.lessons)
    with town.workspace.read() as db:
        assert len(records(db, Enrolment)) == 1


def test_the_kind_of_seat_and_the_wheelchair_count(town: SmallTown) -> None:
    twins = tuple(
        ChildDraft(PersonDraft("", name, birth_date=FOUR_YEARS)) for name in ("Ada", "Bea")
    )
    adult = PersonDraft("Novak", "Eva", stop_id=town.stop)
    draft = FamilyDraft(adult, children=twins, course_id=town.course, way=Way.SHUTTLE)
    with pytest.raises(HardConflict) as refused:
        enrol(town, draft)
    conflict = refused.value.conflicts[0]
    assert conflict.kind is ConflictKind.CHILD_SEAT  # type: ignore[attr-defined]
    assert conflict.facts["lack"] == "child_seat"  # type: ignore[attr-defined]
    chair = FamilyDraft(adult, course_id=town.course, way=Way.SHUTTLE, wheelchair=True)
    with pytest.raises(HardConflict) as refused:
        enrol(town, chair)
    assert refused.value.conflicts[0].facts["lack"] == "wheelchair"  # type: ignore[attr-defined]


def test_under_threes_weigh_more(town: SmallTown) -> None:
    def draft(number: int) -> FamilyDraft:
        child = ChildDraft(PersonDraft("", f"Kind{number}", birth_date=TWO_YEARS))
        adult = PersonDraft(f"Name{number}")
        return FamilyDraft(adult, children=(child,), course_id=town.course)

    for number in range(3):
        enrol(town, draft(number))
    with pytest.raises(HardConflict) as refused:
        enrol(town, draft(3))
    facts = refused.value.conflicts[0].facts  # type: ignore[attr-defined]
    assert (facts["wanted_tenths"], facts["free_tenths"]) == (15, 5)


def test_twice_the_same_person_is_refused(town: SmallTown) -> None:
    family = enrol(town, mother_and_child(town))
    with town.workspace.read() as db, pytest.raises(Refused, match="already_enrolled"):
        enrolling.propose_enrol(db, EnrolDraft(town.course, family.adult_id))


def test_only_planned_dates_count_for_shift_workers(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
        early, late = add_person(db, "Frueh"), add_person(db, "Spaet")
        for person, dates in ((early, town.lessons[::2]), (late, town.lessons[1::2])):
            draft = EnrolDraft(town.course, person, only_lessons=frozenset(dates))
            enrolling.apply(db, enrolling.propose_enrol(db, draft))
        assert len(records(db, PlannedLesson)) == 6
        third = EnrolDraft(town.course, add_person(db, "Dritte"))
        plan = enrolling.propose_enrol(db, third)
        assert not plan.fits
        assert {lack.kind for lack in plan.lacks} == {ConflictKind.COURSE_CAPACITY}
        assert find(db, kinds=[ConflictKind.COURSE_CAPACITY]) == []


def test_leaving_frees_what_is_to_come_and_keeps_the_marks(town: SmallTown) -> None:
    family = enrol(town, mother_and_child(town))
    waits = enrol(town, mother_and_child(town, "Second"), waiting=True)
    assert waits.waiting
    with town.workspace.change(ActKind.LEFT_COURSE) as db:
        db.add(
            AttendanceMark(enrolment_id=family.enrolment_id, lesson_id=town.lessons[0], mark="X")
        )
        db.flush()
        plan = leaving.propose_leave(db, town.course, family.adult_id, TUESDAY, LeaveReason.MOVED)
        assert [up.enrolment_id for up in plan.moving_up] == [waits.enrolment_id]
        leaving.apply_leave(db, plan)
    with town.workspace.read() as db:
        assert len(records(db, AttendanceMark)) == 1
        left = records(db, ChildcarePlace, enrolment_id=family.enrolment_id)
        assert [place.slot_id for place in left] == town.slots[:1]
        assert {s.ride_id for s in records(db, RideSeat)} == set(town.rides[:2])
    with town.workspace.change(ActKind.MOVED_UP) as db:
        waiting_list.move_up(db, waits.enrolment_id or 0, TUESDAY + timedelta(days=1))
    with town.workspace.read() as db:
        mine = records(db, ChildcarePlace, enrolment_id=waits.enrolment_id)
        assert [place.slot_id for place in mine] == town.slots[1:]
        assert by_id(db, Enrolment, waits.enrolment_id or 0).status == "enrolled"
    with town.workspace.read() as db, pytest.raises(Refused, match="left_before_joined"):
        leaving.propose_leave(db, town.course, waits.adult_id, date(2027, 1, 1), LeaveReason.WORK)


def test_coming_back_is_a_new_row(town: SmallTown) -> None:
    family = enrol(town, mother_and_child(town))
    with town.workspace.change(ActKind.LEFT_COURSE) as db:
        day = date(2027, 3, 1)
        plan = leaving.propose_leave(db, town.course, family.adult_id, day, LeaveReason.WORK)
        leaving.apply_leave(db, plan)
    with town.workspace.change(ActKind.RETURNED) as db:
        again = enrolling.propose_enrol(db, EnrolDraft(town.course, family.adult_id))
        assert again.returning
        enrolling.apply(db, again)
    with town.workspace.read() as db:
        assert [row.status for row in records(db, Enrolment)] == ["left", "enrolled"]


def test_the_waiting_list_is_served_in_order_as_far_as_it_fits(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
        ids = []
        for number in range(4):
            draft = EnrolDraft(town.course, add_person(db, f"Nr{number}"))
            ids.append(enrolling.enlist(db, enrolling.propose_enrol(db, draft)))
        judged = waiting_list.entries(db, town.course)
        assert [entry.enrolment_id for entry in judged] == ids
        assert [entry.plan.fits for entry in judged] == [True, True, False, False]
        waiting_list.reorder(db, town.course, ids[::-1])
        judged = waiting_list.entries(db, town.course)
        assert [entry.enrolment_id for entry in judged if entry.plan.fits] == [ids[3], ids[2]]
        with pytest.raises(Refused, match="overtaken"):
            waiting_list.reorder(db, town.course, ids[1:])


def test_refusing_keeps_reason_and_day(town: SmallTown) -> None:
    with town.workspace.change(ActKind.ENROLMENT_REFUSED) as db:
        person = add_person(db, "Anders")
        key = enrolling.refuse(db, town.course, person, LeaveReason.LEVEL, "zu hoch")
    with town.workspace.read() as db:
        row = by_id(db, Enrolment, key)
        assert (row.status, row.reason, row.asked_on) == ("refused", "level", date(2027, 3, 1))


def test_a_course_without_childcare_needs_a_reason(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        from kursplaner.domain.childcare import ChildcareSlot

        by_id(db, ChildcareSlot, town.slots[0]).status = "cancelled"
        adult, child = add_person(db, "Mutter"), add_person(db, "Kind", birth_date=FOUR_YEARS)
        wish = (ChildWish(child, rides=False),)
        plan = enrolling.propose_enrol(db, EnrolDraft(town.course, adult, wish))
        assert [lack.kind for lack in plan.lacks] == [ConflictKind.CHILDCARE_MISSING]
        assert plan.lacks[0].starts == minute_of(TUESDAY, 540)
        draft = EnrolDraft(town.course, adult, wish, accept="Oma kommt")
        enrolling.apply(db, enrolling.propose_enrol(db, draft))
        assert len(records(db, ChildcarePlace)) == len(town.slots) - 1


def _limits_hold(db: Db) -> bool:
    kinds = (
        ConflictKind.COURSE_CAPACITY,
        ConflictKind.CHILDCARE_CAPACITY,
        ConflictKind.VEHICLE_CAPACITY,
        ConflictKind.CHILD_SEAT,
    )
    return find(db, kinds=kinds) == []


Step = tuple[str, int, date | None, bool]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["enrol", "family", "waiting", "leave", "move_up"]),
        st.integers(0, 3),
        st.sampled_from([None, TWO_YEARS, FOUR_YEARS, date(2018, 1, 2)]),
        st.booleans(),
    ),
    min_size=3,
    max_size=10,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_every_way_to_enrol_keeps_the_same_limits(
    town: SmallTown, steps: list[tuple[str, int, date | None, bool]]
) -> None:
    class TakenBack(Exception):  # noqa: N818
        """Ends one example without a trace."""

    with pytest.raises(TakenBack), town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 4
        for number, step in enumerate(steps):
            _step(db, town, number, step)
            assert _limits_hold(db)
            for entry in waiting_list.entries(db, town.course):
                if entry.plan.fits:
                    break
        free = [e for e in waiting_list.entries(db, town.course) if e.plan.fits]
        for entry in free:
            waiting_list.move_up(db, entry.enrolment_id)
        assert _limits_hold(db)
        _both_or_neither(db)
        raise TakenBack


def _step(db: Db, town: SmallTown, number: int, step: Step) -> None:
    way, children, born, rides = step
    here = [row for row in records(db, Enrolment) if row.status == "enrolled"]
    waiting = [row for row in records(db, Enrolment) if row.status == "waiting"]
    if way == "leave":
        if here:
            plan = leaving.propose_leave(
                db, town.course, here[0].person_id, date(2027, 3, 3), LeaveReason.WORK
            )
            leaving.apply_leave(db, plan)
        return
    try:
        if way == "move_up":
            if waiting:
                waiting_list.move_up(db, waiting[0].id)
            return
        kids = tuple(
            ChildDraft(PersonDraft("", f"K{number}{at}", birth_date=born)) for at in range(children)
        )
        family = FamilyDraft(
            PersonDraft(f"N{number}", stop_id=town.stop),
            children=kids,
            course_id=town.course,
            way=Way.SHUTTLE if rides else Way.WALK,
        )
        families.enrol_family(db, family, else_waiting=way == "waiting")
    except HardConflict:
        db.flush()
    except KursplanerError as error:
        raise AssertionError(error.kind) from error


def _both_or_neither(db: Db) -> None:
    for enrolment in records(db, Enrolment):
        places = records(db, ChildcarePlace, enrolment_id=enrolment.id)
        children = records(db, EnrolmentChild, enrolment_id=enrolment.id)
        if enrolment.status == "enrolled" and children:
            slots = {place.slot_id for place in places}
            assert len(places) == len(slots) * len(children)
        if enrolment.status == "waiting":
            assert places == []
