from collections.abc import Callable
from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Availability, Closure, Credential, Person, Profile
from kursplaner.domain.rides.rides import RideSeat, Vehicle, VehicleSeat
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import accept, find
from kursplaner.planning.conflicts.rechecks import Recheck, standing
from kursplaner.store.queries.conflicts.scopes import Scope, of_resources, stretch
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_person, enrol_plainly

Kind = ConflictKind
Change = Callable[[Db, SmallTown], None]


def close_room(db: Db, town: SmallTown) -> None:
    at = minute_of(TUESDAY, NINE)
    db.add(Closure(resource_id=town.rooms["A"], starts=at, ends=at + 60, reason="repair"))


def shrink_room(db: Db, town: SmallTown) -> None:
    by_id(db, Room, town.rooms["A"]).capacity = 1


def end_room(db: Db, town: SmallTown) -> None:
    by_id(db, Room, town.rooms["side"]).ended_on = date(2027, 3, 8)


def let_licence_expire(db: Db, town: SmallTown) -> None:
    (credential,) = records(db, Credential, resource_id=town.people["driver"], kind="licence_check")
    credential.valid_until = date(2027, 3, 3)


def lose_credential(db: Db, town: SmallTown) -> None:
    (credential,) = records(db, Credential, resource_id=town.people["Roth"], kind="hygiene")
    db.delete(credential)


def fewer_seats(db: Db, town: SmallTown) -> None:
    by_id(db, Vehicle, town.vehicle).seats = 2


def fewer_child_seats(db: Db, town: SmallTown) -> None:
    (seat,) = records(db, VehicleSeat, vehicle_id=town.vehicle, kind="booster")
    db.delete(seat)


def come_less(db: Db, town: SmallTown) -> None:
    carer, day = town.people["Roth"], 1
    db.add(Availability(resource_id=carer, kind="available", weekday=day, starts=480, ends=780))


def leave(db: Db, town: SmallTown) -> None:
    by_id(db, Person, town.people["Seidel"]).ended_on = date(2027, 3, 10)


def give_up(name: str) -> Change:
    """Return that somebody gives up all roles."""

    def change(db: Db, town: SmallTown) -> None:
        for profile in records(db, Profile, person_id=town.people[name]):
            profile.ended_on = date(2027, 3, 10)

    return change


def needs_a_chair(db: Db, town: SmallTown) -> None:
    by_id(db, Person, town.people["Anna"]).needs = "Rollstuhl"


CHANGES: tuple[tuple[Change, str, ConflictKind, int], ...] = (
    (close_room, "A", Kind.CLOSURE, 1),
    (shrink_room, "A", Kind.ROOM_CAPACITY, 6),
    (end_room, "side", Kind.CLOSURE, 4),
    (let_licence_expire, "driver", Kind.CREDENTIAL, 1),
    (lose_credential, "Roth", Kind.CREDENTIAL, 1),
    (fewer_seats, "bus", Kind.VEHICLE_CAPACITY, 1),
    (fewer_child_seats, "bus", Kind.CHILD_SEAT, 1),
    (come_less, "Roth", Kind.AVAILABILITY, 3),
    (leave, "Seidel", Kind.CLOSURE, 3),
    (give_up("Seidel"), "Seidel", Kind.CLOSURE, 3),
    (give_up("Roth"), "Roth", Kind.CLOSURE, 3),
    (give_up("driver"), "driver", Kind.CLOSURE, 6),
    (needs_a_chair, "Anna", Kind.ACCESSIBILITY, 6),
)


@pytest.fixture
def busy(town: SmallTown) -> SmallTown:
    """Return the town with two people in the course and two in a ride."""
    with town.workspace.fill() as db:
        for name in ("Anna", "Ben"):
            town.people[name] = add_person(db, name)
            enrol_plainly(db, town.course, town.people[name])
        for name, kind in (("Anna", "none"), ("Ben", "booster")):
            person = town.people[name]
            db.add(RideSeat(ride_id=town.rides[0], person_id=person, kind=kind, stop_id=town.stop))
    return town


def key_of(town: SmallTown, name: str) -> int:
    return {**town.rooms, **town.people, "bus": town.vehicle}[name]


@pytest.mark.parametrize(("change", "name", "kind", "count"), CHANGES)
def test_a_changed_fact_tells_what_now_fails(
    busy: SmallTown, change: Change, name: str, kind: ConflictKind, count: int
) -> None:
    with busy.workspace.fill() as db:
        before = [(row.id, row.starts, row.room_id) for row in records(db, Lesson)]
        whole = {c.id for c in find(db)}
        check = Recheck(db, [key_of(busy, name)])
        change(db, busy)
        failing = check.now_failing()
        assert [c.kind for c in failing] == [kind] * count
        assert all(subject.label for c in failing for subject in c.subjects)
        assert {c.id for c in find(db)} - whole == {c.id for c in failing}
        assert before == [(row.id, row.starts, row.room_id) for row in records(db, Lesson)]


def test_what_failed_before_is_not_told_again(busy: SmallTown) -> None:
    with busy.workspace.fill() as db:
        shrink_room(db, busy)
        db.flush()
        check = Recheck(db, [busy.rooms["A"]])
        by_id(db, Room, busy.rooms["A"]).note = "frisch gestrichen"
        assert check.now_failing() == ()
        assert len(standing(db, [busy.rooms["A"]])) == 6


def test_an_acceptance_is_asked_again_when_the_facts_change(busy: SmallTown) -> None:
    with busy.workspace.fill() as db:
        close_room(db, busy)
        db.flush()
        accept(db, find(db, kinds=[Kind.CLOSURE]), "Handwerker kommt später")
        check = Recheck(db, [busy.rooms["A"]])
        (closure,) = records(db, Closure)
        closure.ends += 30
        assert [(c.kind, c.hard) for c in check.now_failing()] == [(Kind.CLOSURE, True)]


def test_a_new_resource_breaks_nothing(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        check = Recheck(db, [])
        room = Room(name="C", site_id=town.site, capacity=5)
        db.add(room)
        db.flush()
        assert check.now_failing(room.id) == ()


def test_a_child_grown_younger_fills_the_childcare(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        born = date(2021, 1, 1)
        children = [add_person(db, f"Kind{number}", birth_date=born) for number in range(5)]
        for child in children:
            db.add(ChildcarePlace(slot_id=town.slots[0], child_id=child))
        check = Recheck(db, children[:1])
        by_id(db, Person, children[0]).birth_date = date(2026, 1, 1)
        assert [c.kind for c in check.now_failing()] == [Kind.CHILDCARE_CAPACITY]


def test_who_keeps_another_role_goes_on_with_its_work(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    with town.workspace.fill() as db:
        db.add(Profile(person_id=seidel, role="carer", ended_on=date(2027, 3, 3)))
        db.add(Profile(person_id=seidel, role="speaker", ended_on=date(2027, 3, 3)))
    with town.workspace.read() as db:
        assert find(db) == []


def test_nothing_is_looked_for_where_nothing_takes_place(town: SmallTown) -> None:
    with town.workspace.read() as db:
        nothing = of_resources(db, [town.people["Vogel"]], minute_of(TUESDAY))
        assert nothing.empty
        room = of_resources(db, [town.rooms["A"]], minute_of(TUESDAY))
        assert not room.empty
        assert not stretch(0, 0).empty
        assert not Scope(False, {"lessons": [], "slots": [], "rides": [1]}).empty
