from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, Direction, SeatKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import VehicleSeat
from kursplaner.domain.rides.seating import seat_rules
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import FIRST_DAY, find
from kursplaner.planning.courses.draft import CourseDraft, DraftPerson
from kursplaner.planning.courses.new_course import propose
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.planning.courses.services import NO_STOP, enrolled_and_waiting, party_of
from kursplaner.store.queries.rides.ride_facts import RiderFacts
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft, family

FIRST_TUESDAY = date(2027, 2, 2)


@pytest.fixture
def town(workspace: Workspace) -> WizardTown:
    return build(workspace)


def planned(town: WizardTown, wanted: CourseDraft) -> CoursePlan:
    with town.workspace.read() as db:
        return propose(db, wanted)


def test_tours_go_farthest_first_and_bring_children_in_time(town: WizardTown) -> None:
    plan = planned(town, draft(childcare=True, shuttle=True, people=family(town)))
    assert plan.rides is not None
    out, back = plan.rides.rides[0], plan.rides.rides[1]
    assert (out.direction, back.direction) == (Direction.OUT, Direction.BACK)
    assert [halt.stop_id for halt in out.halts] == [town["Oelsnitz"], town["Bad Elster"], None]
    assert [halt.stop_id for halt in back.halts] == [None, town["Bad Elster"], town["Oelsnitz"]]
    lesson = plan.lessons[0]
    assert 5 <= lesson.starts - out.halts[-1].at <= 20
    assert 5 <= back.halts[0].at - lesson.ends <= 20
    assert [halt.at for halt in out.halts] == sorted(halt.at for halt in out.halts)
    assert out.starts <= out.halts[0].at
    assert {seat.person_id: seat.kind.value for seat in out.seats} == {
        town["Mother"]: "none",
        town["Toddler"]: "child_seat",
        town["Schoolboy"]: "booster",
        town["Man"]: "none",
    }


def test_who_cannot_be_taken_is_named(town: WizardTown) -> None:
    with town.workspace.change(ActKind.VEHICLE_CHANGED) as db:
        for seat in records(db, VehicleSeat, kind="child_seat"):
            db.delete(seat)
    plan = planned(town, draft(shuttle=True, people=family(town)))
    assert plan.rides is not None
    mother = (town["Mother"], town["Toddler"], town["Schoolboy"])
    assert {(left_out.people, left_out.reason) for left_out in plan.rides.left_out} == {
        (mother, "child_seat")
    }
    kinds = [conflict for conflict in plan.conflicts if conflict.kind is ConflictKind.RIDE_MISSING]
    assert len(kinds) == 2
    assert plan.hard == ()


def test_a_parallel_course_shares_the_childcare(town: WizardTown) -> None:
    add_course(town, draft(childcare=True))
    plan = planned(town, draft(number="B1", childcare=True, starts=(545,), ends=(685,)))
    assert plan.childcare is not None
    assert all(slot.joins is not None for slot in plan.childcare.slots)
    add_course(town, plan.draft)
    with town.workspace.read() as db:
        assert len(records(db, ChildcareSlot)) == 20
        assert len(records(db, ChildcareSlotLesson)) == 20 + len(plan.lessons)


def test_a_course_right_after_another_one_trims_the_childcare(town: WizardTown) -> None:
    add_course(town, draft(childcare=True))
    plan = planned(town, draft(number="B1", childcare=True, starts=(695,), ends=(835,)))
    assert plan.childcare is not None
    first = plan.childcare.slots[0]
    assert (first.joins, first.room_id) == (None, town["Nebenraum"])
    assert (first.starts, first.carers) == (minute_of(FIRST_TUESDAY, 705), (town["Lehmann"],))
    add_course(town, plan.draft)
    with town.workspace.read() as db:
        assert [conflict for conflict in find(db, FIRST_DAY) if conflict.hard] == []


def test_more_people_than_seats_wait_in_order(town: WizardTown) -> None:
    add_course(town, draft(capacity=1, people=family(town)))
    with town.workspace.read() as db:
        found = {
            enrolment.person_id: (enrolment.status, enrolment.waiting_position)
            for enrolment in records(db, Enrolment)
        }
    assert found == {town["Mother"]: ("enrolled", None), town["Man"]: ("waiting", 1)}


def facts_of(town: WizardTown, name: str, born: date | None, height: int | None) -> RiderFacts:
    return RiderFacts(town[name], name, born, height, town["Oelsnitz"])


def test_a_party_sits_as_each_of_them_needs_and_only_who_rides(town: WizardTown) -> None:
    rules = (FIRST_TUESDAY, seat_rules(Settings({})))
    known = {
        town["Toddler"]: facts_of(town, "Toddler", date(2025, 2, 20), 85),
        town["Schoolboy"]: facts_of(town, "Schoolboy", date(2019, 6, 1), 130),
    }
    mother, man = family(town)
    adult = facts_of(town, "Mother", date(1995, 1, 1), 170)
    party = party_of(adult, mother, known, rules)
    assert [(seat.person_id, seat.kind) for seat in party.seats] == [
        (town["Mother"], SeatKind.NONE),
        (town["Toddler"], SeatKind.CHILD_SEAT),
        (town["Schoolboy"], SeatKind.BOOSTER),
    ]
    assert [seat.pram for seat in party.seats] == [True, False, False]
    assert {seat.stop_id for seat in party.seats} == {town["Oelsnitz"]}
    alone = replace(mother, children=(replace(mother.children[0], rides=False),))
    assert len(party_of(adult, alone, known, rules).seats) == 1
    assert len(party_of(adult, mother, {}, rules).seats) == 1
    elsewhere = replace(man, stop_id=town["Eichigt"], wheelchair=True)
    (seat,) = party_of(adult, elsewhere, known, rules).seats
    assert (seat.person_id, seat.stop_id, seat.wheelchair) == (town["Man"], town["Eichigt"], True)
    homeless = replace(adult, stop_id=None)
    assert party_of(homeless, man, known, rules).stop_id == NO_STOP


@pytest.mark.parametrize(("capacity", "enrolled"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_who_gets_a_seat_and_who_waits(town: WizardTown, capacity: int, enrolled: int) -> None:
    people = family(town)
    made = enrolled_and_waiting(draft(capacity=capacity, people=people))
    assert made == (people[:enrolled], people[enrolled:])


def test_children_have_places_slot_by_slot_and_the_room_limits_them(town: WizardTown) -> None:
    people = family(town)[:1]
    wanted = draft(childcare=True, people=people)
    plan = planned(town, wanted)
    places = {(place.lesson, place.child_id, place.person_id) for place in plan.places}
    assert places == {
        (at, town[child], town["Mother"])
        for at in range(len(plan.lessons))
        for child in ("Toddler", "Schoolboy")
    }
    with town.workspace.fill() as db:
        by_id(db, Room, town["Nebenraum"]).capacity = 1
    small = planned(town, replace(wanted, childcare_room=town["Nebenraum"]))
    assert {place.child_id for place in small.places} == {town["Toddler"]}


def test_a_child_of_two_people_has_one_place_and_rides_once(town: WizardTown) -> None:
    mother, man = family(town)
    both = (mother, replace(man, children=mother.children[:1]))
    plan = planned(town, draft(childcare=True, shuttle=True, people=both))
    first = [place for place in plan.places if place.lesson == 0]
    assert sorted(place.child_id for place in first) == sorted((town["Toddler"], town["Schoolboy"]))
    assert {place.person_id for place in first} == {town["Mother"]}
    assert plan.rides is not None
    seats = [seat.person_id for seat in plan.rides.rides[0].seats]
    assert seats.count(town["Toddler"]) == 1


def test_expected_children_need_carers_although_nobody_is_known_yet(town: WizardTown) -> None:
    few = planned(town, draft(childcare=True, childcare_places=5))
    many = planned(town, draft(childcare=True, childcare_places=6))
    assert few.childcare is not None
    assert many.childcare is not None
    assert len(few.childcare.slots[0].carers) == 1
    assert len(many.childcare.slots[0].carers) == 2


def test_a_shared_childcare_takes_what_is_left_in_it(town: WizardTown) -> None:
    """Five children a carer: two of the first course leave places for two more, not for four."""
    add_course(town, draft(childcare=True, people=family(town)[:1]))
    with town.workspace.fill() as db:
        kids = []
        for number in range(4):
            kid = Person(family_name=f"Kind{number}", birth_date=date(2022, 5, 1))
            db.add(kid)
            db.flush()
            kids.append(kid.id)
        adult = Person(family_name="Neu")
        db.add(adult)
        db.flush()
        key = adult.id
    people = (DraftPerson(key, children=tuple(ChildWish(kid) for kid in kids)),)
    plan = planned(
        town, draft(number="B1", childcare=True, starts=(545,), ends=(685,), people=people)
    )
    assert plan.childcare is not None
    joined = [slot for slot in plan.childcare.slots if slot.joins is not None]
    first = [place.child_id for place in plan.places if place.lesson == joined[0].lesson]
    assert first == kids[:2]
