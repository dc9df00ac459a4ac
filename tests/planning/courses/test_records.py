from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    EnrolmentChild,
    Lesson,
    LessonPattern,
    LessonPerson,
)
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import Closure
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat
from kursplaner.planning.courses.draft import DraftPerson
from kursplaner.planning.courses.new_course import apply, propose
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.wizard_town import WizardTown, add_course, build, draft, family

FIRST = date(2027, 2, 2)
NINE, HALF_PAST_ELEVEN = minute_of(FIRST, 540), minute_of(FIRST, 690)


@pytest.fixture
def town(workspace: Workspace) -> WizardTown:
    return build(workspace)


def planned(town: WizardTown, **changes: Any) -> CoursePlan:
    with town.workspace.read() as db:
        return propose(db, draft(**changes))


def store(town: WizardTown, plan: CoursePlan) -> int:
    with town.workspace.change(ActKind.COURSE_ADDED) as db:
        return apply(db, plan)


def held(db: Db, source: str) -> dict[int, list[tuple[int, int, int]]]:
    """Return (resource, starts, ends) of what each record occupies."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for row in find(db, Occupation, source=source):
        found.setdefault(row.source_id, []).append((row.resource_id, row.starts, row.ends))
    return {key: sorted(rows) for key, rows in found.items()}


def by(records: Sequence[Lesson | ChildcareSlot | Ride], *names: int) -> dict[int, list[Any]]:
    """Return what records occupy if these take part in each of them all the time."""
    return {row.id: sorted((key, row.starts, row.ends) for key in names) for row in records}


def test_all_that_was_wished_is_stored_of_the_course_itself(town: WizardTown) -> None:
    first = add_course(town, draft(number="A1", units=6, weekdays=(0,), pause_minutes=15))
    key = add_course(
        town,
        draft(
            needs_equipment=("beamer", "whiteboard"),
            note="in Raum 1",
            women_only=True,
            predecessor_id=first,
            starts=(540, 600),
            ends=(690, 720),
        ),
    )
    with town.workspace.read() as db:
        course = by_id(db, Course, key)
        assert (course.needs_equipment, course.note) == ("beamer whiteboard", "in Raum 1")
        assert (course.women_only, course.walk_in, course.childcare) == (True, False, False)
        assert (course.capacity, course.required_units, course.unit_minutes) == (14, 60, 45)
        assert (course.first_day, course.predecessor_id) == (FIRST, first)
        assert [row.pause_minutes for row in find(db, LessonPattern, course_id=first)] == [15]
        times = [(r.weekday, r.starts, r.ends) for r in find(db, LessonPattern, course_id=key)]
        assert times == [(1, 540, 690), (3, 600, 720)]


def test_colours_go_round_and_a_chosen_one_stays(town: WizardTown) -> None:
    for number in range(8):
        wanted = draft(number=f"K{number}", units=3, room=None, colour=4 if number == 2 else None)
        add_course(town, replace(wanted, first_day=FIRST + timedelta(days=7 * number)))
    with town.workspace.read() as db:
        assert [row.colour for row in find(db, Course)] == [0, 1, 4, 3, 4, 5, 0, 1]


def test_everything_is_occupied_for_its_own_time(town: WizardTown) -> None:
    wanted: dict[str, Any] = {"childcare": True, "shuttle": True, "carers": (town["Lehmann"],)}
    key = add_course(town, draft(people=family(town), units=6, **wanted))
    with town.workspace.read() as db:
        lessons, slots = find(db, Lesson, course_id=key), find(db, ChildcareSlot)
        teachers = [(row.lesson_id, row.person_id, row.role) for row in find(db, LessonPerson)]
        assert teachers == [(row.id, town["Seidel"], "teacher") for row in lessons]
        served = [(row.slot_id, row.lesson_id) for row in find(db, ChildcareSlotLesson)]
        assert served == [(slot.id, row.id) for slot, row in zip(slots, lessons, strict=True)]
        assert {row.lesson_id for row in find(db, RideLesson)} == {row.id for row in lessons}
        assert held(db, "lesson") == by(lessons, town["Schulungsraum"], town["Seidel"])
        assert held(db, "childcare") == by(slots, town["Nebenraum"], town["Lehmann"])
        assert held(db, "ride") == by(find(db, Ride), town["Bus"], town["Vogel"])


def test_a_child_has_its_carer_at_once_where_there_is_but_one(town: WizardTown) -> None:
    carers = (town["Lehmann"],)
    add_course(town, draft(childcare=True, people=family(town), units=6, carers=carers))
    with town.workspace.read() as db:
        (stay,) = [r.id for r in find(db, Enrolment, person_id=town["Mother"])]
        places = find(db, ChildcarePlace)
        slots = [slot.id for slot in find(db, ChildcareSlot)]
        assert {row.carer_id for row in places} == {town["Lehmann"]}
        assert {row.enrolment_id for row in places} == {stay}
        assert sorted((row.slot_id, row.child_id) for row in places) == sorted(
            (slot, town[child]) for slot in slots for child in ("Toddler", "Schoolboy")
        )


def test_of_two_carers_somebody_chooses_later(town: WizardTown) -> None:
    carers = (town["Lehmann"], town["Hanke"])
    wanted = {"childcare": True, "people": family(town), "units": 6, "carers": carers}
    add_course(town, draft(childcare_places=8, **wanted))
    with town.workspace.read() as db:
        there = {(row.slot_id, row.person_id) for row in find(db, ChildcareSlotCarer)}
        slots = [slot.id for slot in find(db, ChildcareSlot)]
        assert there == {(slot, carer) for slot in slots for carer in carers}
        assert {row.carer_id for row in find(db, ChildcarePlace)} == {None}


def test_children_beside_a_parallel_course_go_to_its_childcare(town: WizardTown) -> None:
    add_course(town, draft(childcare=True, units=6))
    with town.workspace.read() as db:
        slots = [slot.id for slot in find(db, ChildcareSlot)]
        before = len(find(db, Occupation, source="childcare"))
    key = add_course(
        town,
        draft(number="B", childcare=True, units=6, people=family(town), starts=(545,), ends=(685,)),
    )
    with town.workspace.read() as db:
        lessons = [row.id for row in find(db, Lesson, course_id=key)]
        links = find(db, ChildcareSlotLesson, lesson_id=lessons)
        joined = [row.slot_id for row in links]
        assert joined == slots
        assert len(find(db, ChildcareSlot)) == len(slots)
        assert {row.slot_id for row in find(db, ChildcarePlace)} == set(joined)
        assert {row.carer_id for row in find(db, ChildcarePlace)} == {None}
        assert len(find(db, ChildcareSlotCarer)) == len(slots)
        assert len(find(db, Occupation, source="childcare")) == before


def test_people_come_with_children_and_wishes_and_the_rest_waits_in_order(
    town: WizardTown,
) -> None:
    mother = replace(family(town)[0], wheelchair=True)
    stop = town["Eichigt"]
    man = DraftPerson(town["Man"], rides=True, stop_id=stop)
    others = (DraftPerson(town["Kern"]), DraftPerson(town["Hanke"]))
    children = (ChildWish(town["Toddler"], childcare=False), ChildWish(town["Schoolboy"]))
    mother = replace(mother, children=(children[0], replace(children[1], childcare=False)))
    add_course(town, draft(people=(mother, man, *others), capacity=2, shuttle=True, units=6))
    with town.workspace.read() as db:
        found = [
            (row.person_id, row.status, row.joined_on, row.waiting_position, row.way)
            for row in find(db, Enrolment)
        ]
        assert found == [
            (town["Mother"], "enrolled", FIRST, None, "shuttle"),
            (town["Man"], "enrolled", FIRST, None, "shuttle"),
            (town["Kern"], "waiting", None, 1, "unknown"),
            (town["Hanke"], "waiting", None, 2, "unknown"),
        ]
        stays = {row.person_id: row.id for row in find(db, Enrolment)}
        assert {row.asked_on for row in find(db, Enrolment)} == {clock.today()}
        assert [row.childcare_wanted for row in find(db, Enrolment)] == [False] * 4
        kids = [(r.enrolment_id, r.child_id, r.childcare) for r in find(db, EnrolmentChild)]
        assert kids == [
            (stays[town["Mother"]], town["Toddler"], False),
            (stays[town["Mother"]], town["Schoolboy"], False),
        ]
        wishes = [
            (r.enrolment_id, r.direction, r.stop_id, r.wheelchair, r.pram)
            for r in find(db, RideDemand)
        ]
    home = (town["Oelsnitz"], True, True)
    assert wishes == [
        (stays[town["Mother"]], "out", *home),
        (stays[town["Mother"]], "back", *home),
        (stays[town["Man"]], "out", stop, False, False),
        (stays[town["Man"]], "back", stop, False, False),
    ]


def test_childcare_is_wanted_where_a_single_child_needs_it(town: WizardTown) -> None:
    children = (ChildWish(town["Toddler"], childcare=False), ChildWish(town["Schoolboy"]))
    person = DraftPerson(town["Mother"], children=children)
    add_course(town, draft(people=(person,), units=6))
    with town.workspace.read() as db:
        assert [row.childcare_wanted for row in find(db, Enrolment)] == [True]


def test_a_childs_seat_belongs_to_its_mothers_enrolment(town: WizardTown) -> None:
    add_course(town, draft(shuttle=True, people=family(town), units=6))
    with town.workspace.read() as db:
        stays = {row.id: row.person_id for row in find(db, Enrolment)}
        seats = {row.person_id: stays[row.enrolment_id or 0] for row in find(db, RideSeat)}
    mother = town["Mother"]
    assert seats == {
        mother: mother,
        town["Toddler"]: mother,
        town["Schoolboy"]: mother,
        town["Man"]: town["Man"],
    }


def test_a_course_stored_in_the_meantime_is_met_with_its_first_lesson_too(
    town: WizardTown,
) -> None:
    first, second = planned(town, units=3), planned(town, units=3, number="A2-99")
    assert len(first.lessons) == len(second.lessons) == 1
    store(town, first)
    with pytest.raises(HardConflict) as told:
        store(town, second)
    conflicts: Any = told.value.conflicts
    assert {hit.kind for hit in conflicts} == {ConflictKind.ROOM, ConflictKind.TEACHER}


@pytest.mark.parametrize(
    ("resource", "starts", "ends", "kinds"),
    [
        ("Schulungsraum", NINE - 60, NINE, []),
        ("Schulungsraum", NINE - 60, NINE + 1, [("room", "Schulungsraum")]),
        ("Schulungsraum", HALF_PAST_ELEVEN, HALF_PAST_ELEVEN + 60, []),
        ("Seidel", HALF_PAST_ELEVEN - 1, HALF_PAST_ELEVEN + 60, [("person", "Seidel")]),
        ("Bibliothek", NINE, HALF_PAST_ELEVEN, []),
        ("Nebenraum", NINE, NINE + 1, [("room", "Nebenraum")]),
        ("Lehmann", NINE, NINE + 1, [("person", "Lehmann")]),
        ("Bus", NINE - 30, NINE - 29, [("vehicle", "Bus")]),
        ("Vogel", NINE - 30, NINE - 29, [("person", "Vogel")]),
    ],
)
def test_what_was_closed_in_the_meantime_stops_it_to_the_minute(
    town: WizardTown, resource: str, starts: int, ends: int, kinds: list[tuple[str, str]]
) -> None:
    wanted: dict[str, Any] = {"childcare": True, "shuttle": True, "carers": (town["Lehmann"],)}
    plan = planned(town, people=family(town), units=3, **wanted)
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        row = Closure(resource_id=town[resource], starts=starts, ends=ends, reason="repair")
        db.add(row)
    if not kinds:
        store(town, plan)
        return
    with pytest.raises(HardConflict) as told:
        store(town, plan)
    conflicts: Any = told.value.conflicts
    assert {hit.kind for hit in conflicts} == {ConflictKind.CLOSURE}
    found = [(hit.subjects[0].noun, hit.subjects[0].id) for hit in conflicts]
    assert found == [(noun, town[name]) for noun, name in kinds]
    assert {hit.subjects[-1].label for hit in conflicts} == {"A2 Alltag am Vormittag"}
    with town.workspace.read() as db:
        assert find(db, Course) == []


def test_a_vehicle_that_was_taken_in_the_meantime_is_told_with_the_new_course(
    town: WizardTown,
) -> None:
    wanted: dict[str, Any] = {"shuttle": True, "people": family(town), "units": 3}
    plan = planned(town, number="Z", teacher=town["Kern"], room=town["Bibliothek"], **wanted)
    add_course(town, draft(**wanted))
    with pytest.raises(HardConflict) as told:
        store(town, plan)
    conflicts: Any = told.value.conflicts
    assert {hit.kind for hit in conflicts} == {ConflictKind.VEHICLE, ConflictKind.DRIVER}
    assert all(
        any((s.noun, s.id, s.label) == ("course", 0, plan.draft.title) for s in hit.subjects)
        for hit in conflicts
    )


def test_a_number_taken_in_the_meantime_is_refused(town: WizardTown) -> None:
    plan = planned(town, units=3)
    add_course(town, draft(units=3, weekdays=(0,)))
    with pytest.raises(Refused, match="number_taken") as told:
        store(town, plan)
    assert told.value.facts == {"number": "A2-03"}
