from collections.abc import Callable
from functools import partial

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.planning.childcare import slot_changes
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_person

Held = set[tuple[int, int, int]]


def act(town: SmallTown, change: Callable[[Db], object]) -> None:
    with town.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        change(db)


def refused(town: SmallTown, word: str, change: Callable[[Db], object]) -> None:
    with pytest.raises(Refused, match=word):
        act(town, change)


def held(town: SmallTown, slot: int) -> Held:
    """Return (resource, starts, ends) of what a slot occupies."""
    with town.workspace.read() as db:
        rows = find(db, Occupation, source="childcare", source_id=slot)
        assert all(row.active for row in rows)
        found = [(row.resource_id, row.starts, row.ends) for row in rows]
    assert len(found) == len(set(found))
    return set(found)


def carers(town: SmallTown, slot: int) -> dict[int, tuple[int | None, int | None]]:
    with town.workspace.read() as db:
        rows = find(db, ChildcareSlotCarer, slot_id=slot)
        return {row.person_id: (row.starts, row.ends) for row in rows}


def in_care(town: SmallTown, slot: int) -> dict[int, int | None]:
    """Return the carer of each child of a slot."""
    with town.workspace.read() as db:
        return {row.child_id: row.carer_id for row in find(db, ChildcarePlace, slot_id=slot)}


def a_slot(town: SmallTown, at: int = 0) -> tuple[int, int, int]:
    with town.workspace.read() as db:
        row = by_id(db, ChildcareSlot, town.slots[at])
        return row.id, row.starts, row.ends


def version(town: SmallTown, slot: int) -> int:
    with town.workspace.read() as db:
        return by_id(db, ChildcareSlot, slot).version


@pytest.fixture
def lang(town: SmallTown) -> int:
    with town.workspace.fill() as db:
        return add_person(db, "Lang", "carer")


def children(town: SmallTown, slot: int, *names: str, carer: int | None = None) -> list[int]:
    with town.workspace.fill() as db:
        made = [add_person(db, name) for name in names]
        db.add_all([ChildcarePlace(slot_id=slot, child_id=key, carer_id=carer) for key in made])
    return made


def test_another_carer_takes_hours_children_and_occupation_over(town: SmallTown, lang: int) -> None:
    slot, starts, ends = a_slot(town)
    roth = town.people["Roth"]
    hers = children(town, slot, "Mila", "Omar", carer=roth)
    (elsewhere,) = children(town, town.slots[1], "Ali", carer=roth)
    with town.workspace.fill() as db:
        (row,) = find(db, ChildcareSlotCarer, slot_id=slot)
        row.starts, row.ends = starts + 30, ends - 20
    before = version(town, slot)
    act(town, lambda db: slot_changes.change_carer(db, slot, lang, roth))
    assert carers(town, slot) == {lang: (starts + 30, ends - 20)}
    assert in_care(town, slot) == dict.fromkeys(hers, lang)
    assert in_care(town, town.slots[1]) == {elsewhere: roth}
    assert held(town, slot) == {
        (lang, starts + 30, ends - 20),
        (town.rooms["side"], starts, ends),
    }
    assert version(town, slot) > before


def test_a_second_carer_comes_for_the_whole_time_and_takes_nobodys_children(
    town: SmallTown, lang: int
) -> None:
    slot, starts, ends = a_slot(town)
    roth = town.people["Roth"]
    (mila,) = children(town, slot, "Mila", carer=roth)
    act(town, lambda db: slot_changes.change_carer(db, slot, lang, None))
    assert carers(town, slot) == {roth: (None, None), lang: (None, None)}
    assert in_care(town, slot) == {mila: roth}
    span = (starts, ends)
    assert held(town, slot) == {(key, *span) for key in (roth, lang, town.rooms["side"])}


def test_who_goes_without_a_successor_leaves_the_children_to_nobody(town: SmallTown) -> None:
    slot, starts, ends = a_slot(town)
    (mila,) = children(town, slot, "Mila", carer=town.people["Roth"])
    act(town, lambda db: slot_changes.change_carer(db, slot, None, town.people["Roth"]))
    assert carers(town, slot) == {}
    assert in_care(town, slot) == {mila: None}
    assert held(town, slot) == {(town.rooms["side"], starts, ends)}


def test_who_is_there_already_takes_over_without_being_there_twice(
    town: SmallTown, lang: int
) -> None:
    slot, starts, ends = a_slot(town)
    roth = town.people["Roth"]
    with town.workspace.fill() as db:
        db.add(ChildcareSlotCarer(slot_id=slot, person_id=lang, starts=starts + 60, ends=None))
    (mila,) = children(town, slot, "Mila", carer=roth)
    act(town, lambda db: slot_changes.change_carer(db, slot, lang, roth))
    assert carers(town, slot) == {lang: (starts + 60, None)}
    assert in_care(town, slot) == {mila: lang}
    assert held(town, slot) == {(lang, starts + 60, ends), (town.rooms["side"], starts, ends)}


def test_what_cannot_be_changed_of_the_carers(town: SmallTown, lang: int) -> None:
    slot, starts, ends = a_slot(town)
    with pytest.raises(Refused, match="carer_not_there") as told:
        act(town, lambda db: slot_changes.change_carer(db, slot, None, lang))
    assert told.value.facts == {"id": lang}
    refused(town, "not_found", lambda db: slot_changes.change_carer(db, slot, 9999, None))
    refused(town, "not_found", lambda db: slot_changes.change_carer(db, 9999, lang, None))
    seidel = town.people["Seidel"]
    with pytest.raises(HardConflict):
        act(town, lambda db: slot_changes.change_carer(db, slot, seidel, None))
    assert held(town, slot) == {
        (town.people["Roth"], starts, ends),
        (town.rooms["side"], starts, ends),
    }


def test_another_room_is_taken_and_the_old_one_free(town: SmallTown) -> None:
    slot, starts, ends = a_slot(town)
    roth = (town.people["Roth"], starts, ends)
    act(town, lambda db: slot_changes.change_room(db, slot, town.rooms["B"]))
    assert held(town, slot) == {roth, (town.rooms["B"], starts, ends)}
    act(town, lambda db: slot_changes.change_room(db, slot, None))
    assert held(town, slot) == {roth}
    with town.workspace.read() as db:
        assert by_id(db, ChildcareSlot, slot).room_id is None
    with pytest.raises(HardConflict):
        act(town, lambda db: slot_changes.change_room(db, slot, town.rooms["A"]))
    refused(town, "not_found", lambda db: slot_changes.change_room(db, slot, 9999))


def test_other_minutes_hold_for_the_room_and_for_whoever_has_none_of_her_own(
    town: SmallTown, lang: int
) -> None:
    slot, starts, ends = a_slot(town)
    with town.workspace.fill() as db:
        row = ChildcareSlotCarer(slot_id=slot, person_id=lang, starts=starts + 10, ends=ends - 10)
        db.add(row)
    span = (starts - 20, ends + 25)
    act(town, lambda db: slot_changes.change_times(db, slot, *span))
    assert a_slot(town) == (slot, *span)
    assert held(town, slot) == {
        (town.people["Roth"], *span),
        (town.rooms["side"], *span),
        (lang, starts + 10, ends - 10),
    }


def test_a_slot_lasts_at_least_a_minute(town: SmallTown) -> None:
    slot, starts, ends = a_slot(town)
    for last in (starts - 1, starts):
        with pytest.raises(Refused, match="end_before_start") as told:
            times = partial(slot_changes.change_times, slot_id=slot, starts=starts, ends=last)
            act(town, times)
        assert told.value.facts == {"starts": starts, "ends": last}
    assert a_slot(town) == (slot, starts, ends)
    act(town, lambda db: slot_changes.change_times(db, slot, starts, starts + 1))
    assert a_slot(town) == (slot, starts, starts + 1)


def test_a_second_group_is_occupied_and_has_its_children_and_lessons(
    town: SmallTown, lang: int
) -> None:
    slot, starts, ends = a_slot(town)
    roth = town.people["Roth"]
    mila, omar, ali = children(town, slot, "Mila", "Omar", "Ali", carer=roth)
    before = version(town, slot)
    made: list[int] = []
    act(
        town,
        lambda db: made.append(slot_changes.split(db, slot, town.rooms["B"], lang, [mila, ali])),
    )
    (second,) = made
    span = (starts, ends)
    assert in_care(town, second) == {mila: lang, ali: lang}
    assert in_care(town, slot) == {omar: roth}
    assert carers(town, second) == {lang: (None, None)}
    assert held(town, second) == {(lang, *span), (town.rooms["B"], *span)}
    assert held(town, slot) == {(roth, *span), (town.rooms["side"], *span)}
    assert version(town, slot) == before + 1
    with town.workspace.read() as db:
        links = {row.lesson_id for row in find(db, ChildcareSlotLesson, slot_id=second)}
        row = by_id(db, ChildcareSlot, second)
        assert (links, row.starts, row.ends) == ({town.lessons[0]}, *span)
    town.workspace.undo()
    assert in_care(town, slot) == dict.fromkeys((mila, omar, ali), roth)
    assert held(town, second) == set()


def test_a_second_group_needs_room_carer_and_children_that_are_there(
    town: SmallTown, lang: int
) -> None:
    slot = town.slots[0]
    (mila,) = children(town, slot, "Mila")
    (elsewhere,) = children(town, town.slots[1], "Omar")
    room = town.rooms["B"]
    with pytest.raises(Refused, match="child_not_there") as told:
        act(town, lambda db: slot_changes.split(db, slot, room, lang, [mila, elsewhere]))
    assert told.value.facts == {"id": elsewhere}
    refused(town, "not_found", lambda db: slot_changes.split(db, slot, 9999, lang, [mila]))
    refused(town, "not_found", lambda db: slot_changes.split(db, slot, room, 9999, [mila]))
    for place, person in ((town.rooms["A"], lang), (room, town.people["Roth"])):
        taken = partial(slot_changes.split, room_id=place, carer_id=person, child_ids=[mila])
        with pytest.raises(HardConflict):
            act(town, partial(taken, slot_id=slot))
    with town.workspace.read() as db:
        assert len(find(db, ChildcareSlot)) == len(town.slots)


def test_a_cancelled_slot_is_left_as_it_is(town: SmallTown, lang: int) -> None:
    slot, starts, ends = a_slot(town)
    room = town.rooms["B"]
    with town.workspace.fill() as db:
        by_id(db, ChildcareSlot, slot).status = "cancelled"
    for change in (
        lambda db: slot_changes.change_carer(db, slot, lang, None),
        lambda db: slot_changes.change_room(db, slot, room),
        lambda db: slot_changes.change_times(db, slot, starts, ends + 5),
        lambda db: slot_changes.split(db, slot, room, lang, []),
    ):
        refused(town, "slot_cancelled", change)
    with town.workspace.read() as db:
        left = by_id(db, ChildcareSlot, slot)
        assert (left.starts, left.ends, left.status) == (starts, ends, "cancelled")
        assert left.room_id != room
