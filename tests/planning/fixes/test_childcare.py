"""Ideas about childcare: who is brought in, who goes to a second group, and when it is open."""

from datetime import date
from typing import Any

import pytest

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.drafts.draft_changes import ChangeCarer, ChangeSlotTimes, SplitSlot
from kursplaner.planning.fixes.childcare import for_too_many, other_hours
from kursplaner.planning.fixes.situation import FixKind, Idea
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.fixes.situations import FIRST_SLOT, situation
from tests.planning.small_town import SmallTown, add_person

TODDLER, OLDER = date(2025, 6, 1), date(2021, 6, 1)


def crowded(db: Db, town: SmallTown, weight: int, limit: int) -> list[Idea]:
    facts: Any = {"weight_tenths": weight, "limit_tenths": limit}
    about = ("childcare", town.slots[0])
    kind = ConflictKind.CHILDCARE_CAPACITY
    lesson = ("lesson", town.lessons[0])
    return list(for_too_many(situation(db, kind, about, lesson, span=FIRST_SLOT, **facts)))


def groups(found: list[Idea]) -> list[tuple[int, ...]]:
    """Return who would go to the second group, once for each room."""
    changes = [change for idea in found for change in idea.changes]
    return [change.child_ids for change in changes if isinstance(change, SplitSlot)]


def children(town: SmallTown, *numbers: int) -> tuple[int, ...]:
    return tuple(sorted(town.people[f"child{number}"] for number in numbers))


def add_child(db: Db, town: SmallTown, born: date, beside: int | None = None) -> int:
    """Put one child more into the first slot, with the child of that number if one is named."""
    child = add_person(db, "Sand", birth_date=born)
    slot, enrolment = town.slots[0], None
    if beside is not None:
        key = town.people[f"child{beside}"]
        enrolment = find(db, ChildcarePlace, slot_id=slot, child_id=key)[0].enrolment_id
    db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=enrolment))
    db.flush()
    return child


def test_a_crowded_slot_gets_a_carer_more_or_a_second_group(quiet: SmallTown) -> None:
    slot, starts = quiet.slots[0], FIRST_SLOT[0]
    kurz, lang = quiet.people["Kurz"], quiet.people["Lang"]
    tiny, b = quiet.rooms["tiny"], quiet.rooms["B"]
    group = children(quiet, 0)

    def more(who: int, name: str, rank: int) -> Idea:
        facts: Any = {"childcare": slot, "comes": who, "name": name, "first": starts}
        return Idea(FixKind.MORE_CARERS, (ChangeCarer(slot, who),), facts, rank)

    def split(room: int, name: str, rank: int) -> Idea:
        facts: Any = {"childcare": slot, "children": 1, "room": room, "name": name}
        facts |= {"comes": kurz, "carer": "Kurz, Kur"}
        change = SplitSlot(slot, room, kurz, group)
        return Idea(FixKind.SPLIT_CHILDCARE, (change,), facts, rank)

    with quiet.workspace.rehearse() as db:
        assert crowded(db, quiet, 40, 30) == [
            more(kurz, "Kurz, Kur", 25),
            more(lang, "Lang, Lan", 26),
            split(tiny, "tiny", 45),
            split(b, "B", 46),
        ]


@pytest.mark.parametrize(
    ("weight", "limit", "numbers"),
    [
        (40, 40, ()),
        (41, 40, (0,)),
        (40, 21, (0, 1)),
        (40, 20, (0, 1)),
        (40, 19, (0, 1, 2)),
        (100, 60, (0, 1, 2, 3)),
        (101, 60, ()),
    ],
)
def test_as_few_go_as_bring_the_first_group_within_its_limit(
    quiet: SmallTown, weight: int, limit: int, numbers: tuple[int, ...]
) -> None:
    with quiet.workspace.rehearse() as db:
        found = set(groups(crowded(db, quiet, weight, limit)))
    assert found == ({children(quiet, *numbers)} if numbers else set())


def test_a_second_group_is_no_larger_than_its_carer_may_have(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        added = [add_child(db, quiet, OLDER) for _ in range(2)]
        five = tuple(sorted((*children(quiet, 0, 1, 2, 3), added[0])))
        assert set(groups(crowded(db, quiet, 100, 50))) == {five}
        assert groups(crowded(db, quiet, 100, 49)) == []


def test_the_lightest_go_and_children_of_a_family_stay_together(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        sibling = add_child(db, quiet, OLDER, beside=0)
        toddler = add_child(db, quiet, TODDLER)
        assert set(groups(crowded(db, quiet, 65, 55))) == {children(quiet, 1)}
        lightest = (*children(quiet, 1, 2, 3), toddler)
        assert set(groups(crowded(db, quiet, 65, 20))) == {tuple(sorted(lightest))}
        for place in find(db, ChildcarePlace, child_id=toddler):
            place.status = "excused"
        db.flush()
        family = (*children(quiet, 0, 1, 2, 3), sibling)
        assert set(groups(crowded(db, quiet, 65, 20))) == {tuple(sorted(family))}


def test_rooms_too_small_for_the_second_group_are_left_out(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        found = crowded(db, quiet, 40, 20)
    assert [idea.facts["name"] for idea in found[2:]] == ["B"]


def test_without_a_free_carer_there_is_nobody_for_a_second_group(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        for name in ("Kurz", "Lang"):
            starts = FIRST_SLOT[1] - 1
            span = {"starts": starts, "ends": starts + 60}
            db.add(Closure(resource_id=quiet.people[name], reason="ill", **span))
        db.flush()
        assert crowded(db, quiet, 40, 30) == []


def test_a_slot_opens_and_closes_as_it_is_needed(quiet: SmallTown) -> None:
    slot, (opens, closes) = quiet.slots[0], FIRST_SLOT
    for wanted, times in (
        ((opens, closes), None),
        ((opens + 1, closes - 1), None),
        ((opens - 1, closes - 5), (opens - 1, closes)),
        ((opens + 5, closes + 1), (opens, closes + 1)),
        ((opens - 20, closes + 20), (opens - 20, closes + 20)),
    ):
        with quiet.workspace.rehearse() as db:
            about = (("person", 1), ("lesson", quiet.lessons[0]), ("childcare", slot))
            known = situation(db, ConflictKind.FAMILY_CHAIN, *about, span=wanted)
            found = list(other_hours(known))
        if times is None:
            assert found == []
            continue
        facts: Any = {"childcare": slot, "from": times[0], "ends": times[1]}
        facts |= {"was_from": opens, "was_ends": closes}
        change = ChangeSlotTimes(slot, *times)
        assert found == [Idea(FixKind.CHILDCARE_TIMES, (change,), facts, 15)]
