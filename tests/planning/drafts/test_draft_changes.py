import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import Ride, Vehicle
from kursplaner.planning.drafts import rehearsals
from kursplaner.planning.drafts.draft_changes import (
    CancelLessons,
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    ChangeSlotTimes,
    DraftChange,
    Rearrange,
    SplitSlot,
    Substitute,
    read,
    written,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.records import by_id, find
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
)
from tests.planning.stored_lessons import held, occupied, own_times, times_of_ride, times_of_slot


def put(town: SmallTown, *steps: DraftChange) -> None:
    """Do some steps in one act, as they are read back from a draft."""
    with town.workspace.change(ActKind.DRAFT_APPLIED) as db:
        rehearsals.apply(db, [read(*written(step)) for step in steps])


@pytest.fixture
def weiss(town: SmallTown) -> int:
    """A second carer."""
    with town.workspace.fill() as db:
        return add_person(db, "Weiss", "carer")


def test_lessons_move_together(town: SmallTown) -> None:
    first = held(town, town.lessons[0])
    to = first.starts + 1440
    put(town, Rearrange((LessonMove(town.lessons[0], to, to + 150, town.rooms["B"]),)))
    assert held(town, town.lessons[0])[:4] == (to, to + 150, 135, town.rooms["B"])


@pytest.mark.parametrize("make_up", [True, False])
def test_lessons_are_cancelled_and_made_up_on_request(town: SmallTown, *, make_up: bool) -> None:
    put(town, CancelLessons(tuple(town.lessons[:2]), "snow", make_up=make_up))
    with town.workspace.read() as db:
        found = [(row.status, row.cancel_reason) for row in find(db, Lesson)]
    assert found[:2] == [("cancelled", "snow")] * 2
    assert found[2:] == [("planned", None)] * (6 if make_up else 4)


def test_a_carer_comes_goes_or_changes_with_another(town: SmallTown, weiss: int) -> None:
    slot, roth = town.slots[0], town.people["Roth"]
    put(town, ChangeCarer(slot, weiss))
    assert set(own_times(town, slot)) == {roth, weiss}
    put(town, ChangeCarer(slot, None, roth))
    assert set(own_times(town, slot)) == {weiss}
    put(town, ChangeCarer(slot, roth, weiss))
    assert set(own_times(town, slot)) == {roth}


def test_childcare_in_another_room_and_at_other_minutes(town: SmallTown) -> None:
    slot = town.slots[0]
    begins, ends = times_of_slot(town, slot)
    put(town, ChangeSlotRoom(slot, town.rooms["tiny"]))
    put(town, ChangeSlotTimes(slot, begins - 5, ends + 10))
    span = (begins - 5, ends + 10)
    assert times_of_slot(town, slot) == span
    busy = {(town.rooms["tiny"], *span), (town.people["Roth"], *span)}
    assert occupied(town, "childcare", slot) == busy
    put(town, ChangeSlotRoom(slot, None))
    assert occupied(town, "childcare", slot) == {(town.people["Roth"], *span)}


def test_some_children_go_to_a_second_slot(town: SmallTown, weiss: int) -> None:
    with town.workspace.fill() as db:
        first, second = Family(db, town), Family(db, town, "Azizi")
    put(town, SplitSlot(town.slots[0], town.rooms["tiny"], weiss, (second.child,)))
    with town.workspace.read() as db:
        slots = [row.slot_id for row in find(db, ChildcareSlotLesson, lesson_id=town.lessons[0])]
        (new,) = set(slots) - {town.slots[0]}
        children = {
            key: [place.child_id for place in find(db, ChildcarePlace, slot_id=key)]
            for key in slots
        }
        assert by_id(db, ChildcareSlot, new).room_id == town.rooms["tiny"]
    assert children == {town.slots[0]: [first.child], new: [second.child]}


def test_a_ride_gets_another_vehicle_and_driver(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        bus = Vehicle(name="Bus 2", seats=4)
        db.add(bus)
        kern = add_person(db, "Kern", "driver")
        db.flush()
        kinds = ("licence_check", "police_certificate", "driver_briefing")
        db.add_all([Credential(resource_id=kern, kind=kind) for kind in kinds])
        db.add_all(
            [Credential(resource_id=bus.id, kind=kind) for kind in ("inspection", "insurance")]
        )
        vehicle = bus.id
    put(town, ChangeRide(town.rides[0], vehicle, kern))
    with town.workspace.read() as db:
        ride = by_id(db, Ride, town.rides[0])
        assert (ride.vehicle_id, ride.driver_id) == (vehicle, kern)
    with town.workspace.fill() as db:
        # Both drive the first lesson's way back already.
        span = times_of_ride(town, town.rides[1])[:2]
        other = add_lesson(db, add_course(db, town, "K2"), span[0], minutes=30)
        add_slot(db, [other], span, town.rooms["tiny"], [kern])
    with pytest.raises(HardConflict):
        put(town, ChangeRide(town.rides[1], vehicle, kern))
    with town.workspace.read() as db:
        assert by_id(db, Ride, town.rides[1]).driver_id == town.people["driver"]


def test_one_in_place_of_another(town: SmallTown) -> None:
    goes, comes = town.people["Seidel"], town.people["Vogel"]
    put(town, Substitute("lesson", tuple(town.lessons[:2]), goes, comes))
    assert [held(town, key).people for key in town.lessons[:3]] == [(comes,), (comes,), (goes,)]


def test_all_steps_are_done_or_none(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        at = minute_of(TUESDAY, NINE)
        add_lesson(db, add_course(db, town, "K2"), at, room=town.rooms["B"])
    before = held(town, town.lessons[1])
    fine = LessonMove(town.lessons[1], before.starts + 60, before.ends + 60, before.room)
    taken = LessonMove(town.lessons[0], at, at + 150, town.rooms["B"])
    with pytest.raises(HardConflict):
        put(town, Rearrange((fine,)), Rearrange((taken,)))
    assert held(town, town.lessons[1]) == before


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("cancel", '{"lesson_ids":[1]}'),
        ("cancel", '{"lesson_ids":[1],"reason":"snow","why":1}'),
        ("rearrange", '{"moves":[{"lesson_id":1}]}'),
        ("paint", "{}"),
        ("cancel", "[1]"),
        ("rearrange", "7"),
        ("slot_room", "kein JSON"),
    ],
)
def test_what_is_no_step_is_refused(kind: str, content: str) -> None:
    with pytest.raises(Refused, match="step_unreadable"):
        read(kind, content)
