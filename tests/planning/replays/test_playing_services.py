from datetime import date

import pytest

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from tests.planning.small_town import SmallTown, add_person
from tests.planning.two_desks import Desk, children, named, people, refused, state

TWO_YEARS = date(2025, 2, 1)


def test_the_weight_of_small_children_counts(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    """Three at 1 and one of two years at 1.5 are 4.5; one more is 5.5 of 5."""
    first, second = desks
    *three, fourth = children(town, "Olena", "Petro", "Rita", "Sami")
    (young,) = children(town, "Ute", born=TWO_YEARS)
    for child in three:
        second.admit(child)
    first.admit(fourth)
    first.undo()
    second.admit(young)
    with refused(first) as found:
        first.redo()
    (reason,) = found
    assert named(reason) == (["Sami"], ["Ute"], ["second"])
    assert (reason.conflict.facts["wanted"], reason.conflict.facts["limit"]) == (55, 50)


def test_what_was_taken_on_over_the_limit_comes_back(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    """One's own sixth child comes back; not once a seventh came instead."""
    first, second = desks
    *five, sixth, seventh = children(town, *(f"Kind{n}" for n in range(7)))
    for child in five:
        second.admit(child)
    first.admit(sixth, reason="Mutter im Krankenhaus")
    there = state(first.workspace)
    assert first.undo()
    assert first.redo()
    assert state(first.workspace) == there
    assert first.undo()
    second.admit(seventh, reason="Notfall")
    with refused(first) as found:
        first.redo()
    assert named(found[0]) == (["Kind5"], ["Kind6"], ["second"])


def test_a_carer_taken_away_since_is_named(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    (child,) = children(town, "Sami")
    first.admit(child)
    first.undo()

    def without(db: Db) -> None:
        for carer in find(db, ChildcareSlotCarer, slot_id=town.slots[0]):
            db.delete(carer)

    second.change(ActKind.CHILDCARE_CHANGED, without)
    with refused(first) as found:
        first.redo()
    assert named(found[0]) == (["Sami"], [], ["second"])


def test_a_carer_there_for_a_part_counts_as_missing(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    (child,) = children(town, "Sami")
    first.admit(child)
    first.undo()

    def shorter(db: Db) -> None:
        (carer,) = find(db, ChildcareSlotCarer, slot_id=town.slots[0])
        carer.ends = by_id(db, ChildcareSlot, town.slots[0]).starts + 60

    second.change(ActKind.CHILDCARE_CHANGED, shorter)
    with refused(first) as found:
        first.redo()
    assert found[0].conflict.facts["limit"] == 0


def test_undo_of_a_second_carer_is_refused_once_children_came(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    kids = children(town, *(f"Kind{n}" for n in range(6)))
    with town.workspace.fill() as db:
        more = add_person(db, "Zweite", "carer")

    def add(db: Db) -> None:
        db.add(ChildcareSlotCarer(slot_id=town.slots[0], person_id=more))

    first.change(ActKind.CHILDCARE_CHANGED, add)
    for child in kids[:5]:
        second.admit(child)
    assert first.undo()
    assert first.redo()
    second.admit(kids[5])
    with refused(first) as found:
        first.undo()
    assert named(found[0]) == ([], ["Kind5"], ["second"])


def test_the_room_of_the_childcare_counts(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["side"]).capacity = 1
    one_child, other = children(town, "Sami", "Tom")
    first.admit(one_child)
    first.undo()
    second.admit(other)
    with refused(first) as found:
        first.redo()
    assert (found[0].conflict.facts["wanted"], found[0].conflict.facts["limit"]) == (20, 10)


def test_a_birth_date_taken_back_makes_a_child_weigh_more(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    (young,) = children(town, "Ute", born=TWO_YEARS)
    second.admit(young)
    first.set(ActKind.PERSON_CHANGED, Person, young, birth_date=date(2023, 1, 1))
    for child in children(town, *(f"Kind{n}" for n in range(4))):
        second.admit(child)
    with refused(first) as found:
        first.undo()
    assert found[0].conflict.facts["wanted"] == 55


def test_a_setting_taken_back_counts(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    key = "childcare.children_per_carer"
    first.change(ActKind.SETTINGS_CHANGED, lambda db: store_settings(db, {key: "6"}))
    for child in children(town, *(f"Kind{n}" for n in range(6))):
        second.admit(child)
    with refused(first) as found:
        first.undo()
    assert found[0].conflict.facts["limit"] == 50


def test_seats_of_a_vehicle(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    """Four sit beside the driver: with two others there is room for two again, with three not."""
    first, second = desks
    before, mother, other, third = people(town, "Zuvor", "Amini", "Bakr", "Cerny")
    (child,) = children(town, "Sami")
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).seats = 5
    second.enrol(before, rides=True)
    first.enrol(mother, [child], rides=True)
    first.leave(mother)
    second.enrol(other, rides=True)
    assert first.undo()
    assert first.redo()
    second.enrol(third, rides=True)
    with refused(first) as found:
        first.undo()
    (reason,) = found
    assert reason.conflict.kind is ConflictKind.VEHICLE_CAPACITY
    assert named(reason) == (["Amini", "Sami"], ["Cerny"], ["second"])
    assert (reason.conflict.facts["wanted"], reason.conflict.facts["limit"]) == (5, 4)
    assert reason.conflict.subjects[1].label == "Bus 1"


def test_child_seats_of_a_kind(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).seats = 9
    mother, other = people(town, "Amini", "Bakr")
    child, second_child = children(town, "Sami", "Tom")
    first.enrol(mother, [child], rides=True)
    first.undo()
    second.enrol(other, [second_child], rides=True)
    with refused(first) as found:
        first.redo()
    (reason,) = found
    assert named(reason) == (["Sami"], ["Tom"], ["second"])
    assert (reason.conflict.kind, reason.conflict.facts["seat"]) == (
        ConflictKind.CHILD_SEAT,
        "child_seat",
    )
    assert reason.more == 11


def test_places_for_wheelchairs(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).wheelchair_places = 1
    amini, bakr = people(town, "Amini", "Bakr")
    first.enrol(amini, rides=True, wheelchair=True)
    first.undo()
    second.enrol(bakr, rides=True, wheelchair=True)
    with refused(first) as found:
        first.redo()
    assert found[0].conflict.facts["seat"] == "wheelchair"


def test_undo_of_a_bigger_vehicle(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).seats = 2
    before, after = people(town, "Zuvor", "Amini")
    second.enrol(before, rides=True)
    first.set(ActKind.VEHICLE_CHANGED, Vehicle, town.vehicle, seats=3)
    assert first.undo()
    assert first.redo()
    second.enrol(after, rides=True)
    with refused(first) as found:
        first.undo()
    assert named(found[0]) == ([], ["Amini"], ["second"])


@pytest.mark.parametrize("left", [None, 0])
def test_child_seats_taken_out_since(
    town: SmallTown, desks: tuple[Desk, Desk], left: int | None
) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        by_id(db, Vehicle, town.vehicle).seats = 9
    (mother,), (child,) = people(town, "Amini"), children(town, "Sami")
    first.enrol(mother, [child], rides=True)
    first.undo()

    def fewer(db: Db) -> None:
        (seat,) = find(db, VehicleSeat, vehicle_id=town.vehicle, kind="child_seat")
        if left is None:
            db.delete(seat)
        else:
            seat.count = left

    second.change(ActKind.VEHICLE_CHANGED, fewer)
    with refused(first) as found:
        first.redo()
    assert named(found[0]) == (["Sami"], [], ["second"])
