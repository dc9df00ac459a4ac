import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Ride, Vehicle
from kursplaner.planning.drafts import rehearsals
from kursplaner.planning.drafts.draft_changes import Substitute
from kursplaner.store.records import by_id, find
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
)
from tests.planning.stored_lessons import (
    all_held,
    held,
    occupied,
    own_times,
    times_of_ride,
    times_of_slot,
)

LESSON, CHILDCARE, RIDE = "lesson", "childcare", "ride"


def put(town: SmallTown, source: str, records: list[int], goes: int, comes: int) -> None:
    """Let one take the place of another in several records, in one act."""
    with town.workspace.change(ActKind.FIX_APPLIED) as db:
        rehearsals.apply(db, [Substitute(source, tuple(records), goes, comes)])


@pytest.fixture
def weiss(town: SmallTown) -> int:
    """A second carer."""
    with town.workspace.fill() as db:
        return add_person(db, "Weiss", "carer")


@pytest.fixture
def bus(town: SmallTown) -> int:
    """A second vehicle."""
    with town.workspace.fill() as db:
        vehicle = Vehicle(name="Bus 2", seats=4)
        db.add(vehicle)
        db.flush()
        db.add_all(
            [Credential(resource_id=vehicle.id, kind=k) for k in ("inspection", "insurance")]
        )
        return vehicle.id


def test_another_room_for_some_lessons(town: SmallTown) -> None:
    before, rooms = all_held(town), town.rooms
    put(town, LESSON, [town.lessons[0], town.lessons[3]], rooms["A"], rooms["B"])
    after = all_held(town)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        assert new == (old._replace(room=rooms["B"]) if number in (0, 3) else old)
    span = before[0][:2]
    busy = {(rooms["B"], *span), (town.people["Seidel"], *span)}
    assert occupied(town, LESSON, town.lessons[0]) == busy
    put(town, LESSON, [town.lessons[0], town.lessons[3]], rooms["B"], rooms["A"])
    assert all_held(town) == before


def test_each_keeps_its_own_people_in_another_room(town: SmallTown, weiss: int) -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        (row,) = find(db, LessonPerson, lesson_id=town.lessons[1])
        row.person_id = town.people["Vogel"]
        (carer,) = find(db, ChildcareSlotCarer, slot_id=town.slots[1])
        carer.person_id = weiss
    put(town, LESSON, town.lessons[:2], town.rooms["A"], town.rooms["B"])
    put(town, CHILDCARE, town.slots[:2], town.rooms["side"], town.rooms["tiny"])
    for at, (teacher, who) in enumerate(
        ((town.people["Seidel"], town.people["Roth"]), (town.people["Vogel"], weiss))
    ):
        span = held(town, town.lessons[at])[:2]
        busy = {(teacher, *span), (town.rooms["B"], *span)}
        assert occupied(town, LESSON, town.lessons[at]) == busy
        span = times_of_slot(town, town.slots[at])
        busy = {(who, *span), (town.rooms["tiny"], *span)}
        assert occupied(town, CHILDCARE, town.slots[at]) == busy


def test_another_teacher_for_some_lessons(town: SmallTown) -> None:
    before, seidel, vogel = all_held(town), town.people["Seidel"], town.people["Vogel"]
    put(town, LESSON, town.lessons[:2], seidel, vogel)
    assert all_held(town) == [old._replace(people=(vogel,)) for old in before[:2]] + before[2:]
    for at in (0, 1):
        span = before[at][:2]
        busy = {(vogel, *span), (town.rooms["A"], *span)}
        assert occupied(town, LESSON, town.lessons[at]) == busy


def test_who_works_there_already_only_sees_the_other_go(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        row = LessonPerson(lesson_id=town.lessons[0], person_id=vogel, role="interpreter")
        db.add(row)
    put(town, LESSON, town.lessons[:2], seidel, vogel)
    assert [row.people for row in all_held(town)[:2]] == [(vogel,), (vogel,)]
    with town.workspace.read() as db:
        roles = {row.lesson_id: row.role for row in find(db, LessonPerson, person_id=vogel)}
    assert roles == {town.lessons[0]: "interpreter", town.lessons[1]: "teacher"}


def test_a_carer_takes_over_hours_and_children(town: SmallTown, weiss: int) -> None:
    roth, vogel = town.people["Roth"], town.people["Vogel"]
    begins, ends = times_of_slot(town, town.slots[0])
    with town.workspace.fill() as db:
        Family(db, town)
        places = find(db, ChildcarePlace, slot_id=town.slots[:3])
        for place in places:
            place.carer_id = roth
        places[1].carer_id = vogel
        (row,) = find(db, ChildcareSlotCarer, slot_id=town.slots[0])
        row.starts, row.ends = begins + 30, begins + 90
    put(town, CHILDCARE, town.slots[:2], roth, weiss)
    assert own_times(town, town.slots[0]) == {weiss: (begins + 30, begins + 90)}
    assert own_times(town, town.slots[1]) == {weiss: (None, None)}
    assert own_times(town, town.slots[2]) == {roth: (None, None)}
    with town.workspace.read() as db:
        carers = [place.carer_id for place in find(db, ChildcarePlace, slot_id=town.slots[:3])]
    assert carers == [weiss, vogel, roth]
    side = town.rooms["side"]
    busy = {(weiss, begins + 30, begins + 90), (side, begins, ends)}
    assert occupied(town, CHILDCARE, town.slots[0]) == busy
    span = times_of_slot(town, town.slots[1])
    assert occupied(town, CHILDCARE, town.slots[1]) == {(weiss, *span), (side, *span)}


def test_another_room_for_childcare_leaves_carers_and_children(town: SmallTown) -> None:
    roth, side, tiny = town.people["Roth"], town.rooms["side"], town.rooms["tiny"]
    with town.workspace.fill() as db:
        Family(db, town)
        for place in find(db, ChildcarePlace):
            place.carer_id = roth
    put(town, CHILDCARE, town.slots[:1], side, tiny)
    span = times_of_slot(town, town.slots[0])
    assert occupied(town, CHILDCARE, town.slots[0]) == {(roth, *span), (tiny, *span)}
    other = times_of_slot(town, town.slots[1])
    assert occupied(town, CHILDCARE, town.slots[1]) == {(roth, *other), (side, *other)}
    with town.workspace.read() as db:
        assert {place.carer_id for place in find(db, ChildcarePlace)} == {roth}


def test_another_vehicle_and_another_driver_for_rides(town: SmallTown, bus: int) -> None:
    wolf, vogel = town.people["driver"], town.people["Vogel"]
    put(town, RIDE, town.rides[:2], town.vehicle, bus)
    put(town, RIDE, town.rides[1:3], wolf, vogel)
    with town.workspace.read() as db:
        found = [(r.vehicle_id, r.driver_id) for r in find(db, Ride, id=town.rides[:4])]
    expected = [(bus, wolf), (bus, vogel), (town.vehicle, vogel), (town.vehicle, wolf)]
    assert found == expected
    for ride, (vehicle, driver) in zip(town.rides, expected, strict=False):
        span = times_of_ride(town, ride)[:2]
        assert occupied(town, RIDE, ride) == {(vehicle, *span), (driver, *span)}


def test_who_is_not_there_is_not_replaced(town: SmallTown, weiss: int, bus: int) -> None:
    people, rooms = town.people, town.rooms
    for source, record, goes, comes in (
        (LESSON, town.lessons[0], rooms["B"], rooms["tiny"]),
        (LESSON, town.lessons[0], people["Vogel"], weiss),
        (CHILDCARE, town.slots[0], rooms["B"], rooms["tiny"]),
        (CHILDCARE, town.slots[0], people["Vogel"], weiss),
        (RIDE, town.rides[0], bus, town.vehicle),
        (RIDE, town.rides[0], people["Vogel"], weiss),
    ):
        with pytest.raises(Refused, match="not_used_there"):
            put(town, source, [record], goes, comes)


def test_a_room_is_no_person_and_nobody_is_none(town: SmallTown) -> None:
    lesson, seidel = [town.lessons[0]], town.people["Seidel"]
    for goes, comes in (
        (seidel, town.rooms["B"]),
        (town.rooms["A"], town.people["Vogel"]),
        (seidel, 99_999),
        (99_999, seidel),
    ):
        with pytest.raises(Refused, match="not_found"):
            put(town, LESSON, lesson, goes, comes)


def test_who_is_taken_then_stops_it_all(town: SmallTown) -> None:
    vogel = town.people["Vogel"]
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        at = minute_of(TUESDAY, NINE)
        add_lesson(db, course, at + 149, teachers=[vogel], room=town.rooms["B"])
        add_lesson(db, course, at - 150, teachers=[vogel], room=town.rooms["B"])
    before = all_held(town)
    for goes, comes in ((town.people["Seidel"], vogel), (town.rooms["A"], town.rooms["B"])):
        with pytest.raises(HardConflict):
            put(town, LESSON, town.lessons[:2], goes, comes)
    assert all_held(town) == before
    put(town, LESSON, town.lessons[1:2], town.people["Seidel"], vogel)
    assert held(town, town.lessons[1]).people == (vogel,)


def test_it_counts_as_a_change_of_each_record(town: SmallTown, weiss: int, bus: int) -> None:
    rows: tuple[tuple[str, type[Lesson | ChildcareSlot | Ride], int, int, int], ...] = (
        (LESSON, Lesson, town.lessons[0], town.people["Seidel"], town.people["Vogel"]),
        (CHILDCARE, ChildcareSlot, town.slots[0], town.people["Roth"], weiss),
        (RIDE, Ride, town.rides[0], town.vehicle, bus),
    )
    for source, model, key, goes, comes in rows:
        with town.workspace.read() as db:
            before = by_id(db, model, key).version
        put(town, source, [key], goes, comes)
        with town.workspace.read() as db:
            assert by_id(db, model, key).version > before
