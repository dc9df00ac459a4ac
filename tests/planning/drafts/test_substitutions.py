from collections.abc import Sequence

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, Vehicle
from kursplaner.planning.drafts.substitutions import substitute
from kursplaner.store.records import find, one
from tests.planning.small_town import SmallTown, add_person


def swap(town: SmallTown, source: str, keys: Sequence[int], goes: int, comes: int) -> None:
    with town.workspace.change(ActKind.STAND_IN_ASSIGNED) as db:
        substitute(db, source, keys, goes, comes)


def held(town: SmallTown, source: str, keys: Sequence[int]) -> dict[int, list[tuple[int, ...]]]:
    """Return (resource, starts, ends) of what each record occupies."""
    with town.workspace.read() as db:
        return {
            key: sorted(
                (row.resource_id, row.starts, row.ends)
                for row in find(db, Occupation, source=source, source_id=key)
            )
            for key in keys
        }


def span(town: SmallTown, model: type[Lesson | ChildcareSlot | Ride], key: int) -> tuple[int, int]:
    with town.workspace.read() as db:
        row = one(db, model, key)
        return row.starts, row.ends


@pytest.fixture
def fresh(town: SmallTown) -> dict[str, int]:
    """Return a carer, a driver and a bus that are free at all times."""
    with town.workspace.fill() as db:
        bus = Vehicle(name="Bus 2", seats=9)
        db.add(bus)
        db.flush()
        people = {"Lang": "carer", "Beier": "driver"}
        made = {name: add_person(db, name, role) for name, role in people.items()}
    return made | {"bus": bus.id}


def test_a_teacher_stands_in_for_another_in_the_chosen_lessons_alone(town: SmallTown) -> None:
    seidel, vogel, room = town.people["Seidel"], town.people["Vogel"], town.rooms["A"]
    with town.workspace.read() as db:
        before = {row.id: row.version for row in find(db, Lesson)}
    swap(town, "lesson", town.lessons[:2], seidel, vogel)
    with town.workspace.read() as db:
        who = {row.lesson_id: row.person_id for row in find(db, LessonPerson)}
        changed = {row.id for row in find(db, Lesson) if row.version > before[row.id]}
    assert who == {key: vogel if key in town.lessons[:2] else seidel for key in town.lessons}
    assert changed == set(town.lessons[:2])
    for key in town.lessons:
        at = span(town, Lesson, key)
        assert held(town, "lesson", [key])[key] == sorted([(who[key], *at), (room, *at)])
    town.workspace.undo()
    with town.workspace.read() as db:
        assert {row.person_id for row in find(db, LessonPerson)} == {seidel}


def test_a_teacher_who_is_there_already_only_sees_the_other_go(town: SmallTown) -> None:
    seidel, vogel, room = town.people["Seidel"], town.people["Vogel"], town.rooms["A"]
    lesson = town.lessons[0]
    with town.workspace.fill() as db:
        db.add(LessonPerson(lesson_id=lesson, person_id=vogel))
    swap(town, "lesson", [lesson], seidel, vogel)
    with town.workspace.read() as db:
        assert [row.person_id for row in find(db, LessonPerson, lesson_id=lesson)] == [vogel]
    at = span(town, Lesson, lesson)
    assert held(town, "lesson", [lesson])[lesson] == sorted([(vogel, *at), (room, *at)])


def test_lessons_go_to_another_room(town: SmallTown) -> None:
    old, new, seidel = town.rooms["A"], town.rooms["B"], town.people["Seidel"]
    swap(town, "lesson", town.lessons[:1], old, new)
    with town.workspace.read() as db:
        rooms = [one(db, Lesson, key).room_id for key in town.lessons]
    assert rooms == [new, *[old] * (len(rooms) - 1)]
    at = span(town, Lesson, town.lessons[0])
    taken = held(town, "lesson", town.lessons[:1])[town.lessons[0]]
    assert taken == sorted([(new, *at), (seidel, *at)])


def test_children_go_with_the_work_to_the_carer_who_comes(
    town: SmallTown, fresh: dict[str, int]
) -> None:
    roth, lang, room = town.people["Roth"], fresh["Lang"], town.rooms["side"]
    first, second, third = town.slots[:3]
    starts, ends = span(town, ChildcareSlot, first)
    with town.workspace.fill() as db:
        zenz = add_person(db, "Zenz", "carer")
        db.add(ChildcareSlotCarer(slot_id=second, person_id=zenz))
        for row in find(db, ChildcareSlotCarer, slot_id=first):
            row.starts, row.ends = starts + 10, ends - 5
        plan = ((first, roth), (first, None), (second, zenz), (second, roth), (third, roth))
        for slot, carer in plan:
            child = add_person(db, f"Kind{slot}{carer}")
            db.add(ChildcarePlace(slot_id=slot, child_id=child, carer_id=carer))
        before = {row.id: row.version for row in find(db, ChildcareSlot)}
    swap(town, "childcare", [first, second], roth, lang)
    with town.workspace.read() as db:
        places = [(row.slot_id, row.carer_id) for row in find(db, ChildcarePlace)]
        changed = {row.id for row in find(db, ChildcareSlot) if row.version > before[row.id]}
    assert places == [(first, lang), (first, None), (second, zenz), (second, lang), (third, roth)]
    assert changed == {first, second}
    at = span(town, ChildcareSlot, second)
    assert held(town, "childcare", [first, second]) == {
        first: sorted([(lang, starts + 10, ends - 5), (room, starts, ends)]),
        second: sorted([(lang, *at), (zenz, *at), (room, *at)]),
    }


def test_a_group_goes_to_another_room_and_keeps_its_carers(town: SmallTown) -> None:
    slot, roth, old, new = (
        town.slots[0], town.people["Roth"], town.rooms["side"], town.rooms["B"],
    )  # fmt: skip
    with town.workspace.fill() as db:
        child = add_person(db, "Mila")
        db.add(ChildcarePlace(slot_id=slot, child_id=child, carer_id=roth))
    swap(town, "childcare", [slot], old, new)
    at = span(town, ChildcareSlot, slot)
    assert held(town, "childcare", [slot])[slot] == sorted([(new, *at), (roth, *at)])
    with town.workspace.read() as db:
        assert one(db, ChildcareSlot, slot).room_id == new
        assert [row.carer_id for row in find(db, ChildcarePlace, slot_id=slot)] == [roth]


def test_a_carer_who_is_there_already_takes_the_children_over(
    town: SmallTown, fresh: dict[str, int]
) -> None:
    slot, roth, lang = town.slots[0], town.people["Roth"], fresh["Lang"]
    with town.workspace.fill() as db:
        db.add(ChildcareSlotCarer(slot_id=slot, person_id=lang))
        child = add_person(db, "Mila")
        db.add(ChildcarePlace(slot_id=slot, child_id=child, carer_id=roth))
    swap(town, "childcare", [slot], roth, lang)
    with town.workspace.read() as db:
        there = [row.person_id for row in find(db, ChildcareSlotCarer, slot_id=slot)]
        cared = [row.carer_id for row in find(db, ChildcarePlace, slot_id=slot)]
    assert (there, cared) == ([lang], [lang])


def test_rides_get_another_vehicle_or_driver(town: SmallTown, fresh: dict[str, int]) -> None:
    out, back = town.rides[:2]
    driver, bus = town.people["driver"], fresh["bus"]
    swap(town, "ride", [out, back], town.vehicle, bus)
    swap(town, "ride", [out], driver, fresh["Beier"])
    with town.workspace.read() as db:
        found = [(r.vehicle_id, r.driver_id) for r in find(db, Ride, id=town.rides[:3])]
    assert found == [(bus, fresh["Beier"]), (bus, driver), (town.vehicle, driver)]
    there, home = span(town, Ride, out), span(town, Ride, back)
    assert held(town, "ride", [out, back]) == {
        out: sorted([(bus, *there), (fresh["Beier"], *there)]),
        back: sorted([(bus, *home), (driver, *home)]),
    }


@pytest.mark.parametrize(
    ("source", "goes", "comes"),
    [
        ("lesson", "Vogel", "Seidel"),
        ("lesson", "B", "A"),
        ("childcare", "Vogel", "Roth"),
        ("childcare", "B", "side"),
        ("ride", "Vogel", "driver"),
    ],
)
def test_only_who_is_used_there_can_go(town: SmallTown, source: str, goes: str, comes: str) -> None:
    known = town.people | town.rooms
    keys = {"lesson": town.lessons, "childcare": town.slots, "ride": town.rides}[source][:1]
    before = held(town, source, keys)
    with pytest.raises(Refused, match="not_used_there") as told:
        swap(town, source, keys, known[goes], known[comes])
    assert told.value.facts == {"id": known[goes]}
    assert held(town, source, keys) == before


def test_a_vehicle_that_does_not_drive_there_cannot_go(
    town: SmallTown, fresh: dict[str, int]
) -> None:
    with pytest.raises(Refused, match="not_used_there"):
        swap(town, "ride", town.rides[:1], fresh["bus"], town.vehicle)


def test_a_person_takes_no_rooms_place_and_nobody_works_twice(town: SmallTown) -> None:
    with pytest.raises(Refused, match="not_found") as told:
        swap(town, "lesson", town.lessons[:1], town.rooms["A"], town.people["Vogel"])
    assert told.value.facts == {"noun": "person", "id": town.rooms["A"]}
    before = held(town, "childcare", town.slots[:1])
    with pytest.raises(HardConflict):
        swap(town, "childcare", town.slots[:1], town.people["Roth"], town.people["Seidel"])
    assert held(town, "childcare", town.slots[:1]) == before
