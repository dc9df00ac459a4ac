from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.planning.childcare.child_sharing import Pairs, Sharing, shared
from kursplaner.store.queries.childcare import SlotCarer, SlotChild, SlotRow
from tests.planning.small_town import TUESDAY

STARTS = minute_of(TUESDAY, 525)
BIG, YOUNG = date(2022, 5, 1), date(2025, 5, 1)
ANNA, BEA, CARLA = 11, 12, 13


def child(
    key: int,
    born: date = BIG,
    family: int | None = None,
    carer: int | None = None,
    status: str = "planned",
) -> SlotChild:
    """Return a child with the place `key`; its own id is a hundred more."""
    name = f"Kind{key}"
    times = (None, "", None, "", "", "")
    who = (key, 1, key + 100, name, name, name, born, "", "")
    return SlotChild(*who, family, carer, status, *times, False)


def share(
    *children: SlotChild, carers: tuple[int, ...] = (ANNA, BEA), apart: Pairs = ()
) -> Sharing:
    there = tuple(SlotCarer(key, f"C{key}", STARTS, STARTS + 180) for key in carers)
    slot = SlotRow(1, 1, 1, "Side", STARTS, STARTS + 180, ("K1",), 0, (1,), there, children)
    return shared(slot, Settings(), frozenset(apart))


def test_the_heaviest_family_goes_first_and_each_to_whom_has_most_room() -> None:
    found = share(child(1), child(2, YOUNG), child(3, YOUNG), child(4))
    assert found == Sharing({2: ANNA, 3: BEA, 1: ANNA, 4: BEA}, ())


def test_who_has_a_carer_keeps_her_and_counts_with_her() -> None:
    found = share(*(child(key, carer=ANNA) for key in range(1, 5)), child(5), child(6))
    assert found.carers == {5: BEA, 6: BEA}
    found = share(*(child(key, carer=ANNA) for key in range(1, 5)), child(5), carers=(ANNA,))
    assert found == Sharing({5: ANNA}, ())
    found = share(*(child(key, carer=ANNA) for key in range(1, 6)), child(6), carers=(ANNA,))
    assert found == Sharing({}, (6,))


def test_whose_carer_is_gone_is_given_another() -> None:
    assert share(child(1, carer=CARLA)).carers == {1: ANNA}


def test_only_who_comes_or_is_here_is_given_and_counts() -> None:
    away = [child(key, carer=ANNA, status="excused") for key in range(1, 6)]
    gone = [child(key, carer=ANNA, status="collected") for key in range(6, 9)]
    found = share(*away, *gone, child(20), child(21, status="brought"), carers=(ANNA,))
    assert found == Sharing({20: ANNA, 21: ANNA}, ())
    assert share(child(1, status="cancelled")) == Sharing({}, ())


def test_siblings_stay_together_where_one_of_them_is_already() -> None:
    there = [child(1, family=7, carer=BEA), child(2, carer=BEA), child(3, carer=BEA)]
    assert share(*there, child(4, family=7)).carers == {4: BEA}
    assert share(*there, child(4, family=8)).carers == {4: ANNA}
    assert share(child(1, carer=BEA), child(2)).carers == {2: ANNA}


def test_siblings_part_only_where_nobody_can_take_them_all() -> None:
    busy = [child(key, carer=ANNA) for key in range(1, 4)]
    busy += [child(key, carer=BEA) for key in range(4, 8)]
    family = [child(8, BIG, 7), child(9, BIG, 7)]
    assert share(*busy, *family).carers == {8: ANNA, 9: ANNA}
    family.append(child(10, BIG, 7))
    found = share(*busy, *family)
    assert found == Sharing({8: ANNA, 9: ANNA, 10: BEA}, ())
    young = [child(8, BIG, 7), child(9, YOUNG, 7), child(10, BIG, 7)]
    assert share(*busy, *young) == Sharing({9: ANNA, 8: BEA}, (10,))


def test_who_must_not_meet_goes_to_others_or_to_nobody() -> None:
    apart = [(101, 102)]
    assert share(child(1), child(2), apart=apart).carers == {1: ANNA, 2: BEA}
    assert share(child(1), child(2), carers=(ANNA,), apart=apart) == Sharing({1: ANNA}, (2,))
    assert share(child(1), apart=[(ANNA, 101)]).carers == {1: BEA}
    assert share(child(1), carers=(ANNA,), apart=[(ANNA, 101)]) == Sharing({}, (1,))
    assert share(child(1), child(3), carers=(ANNA,), apart=apart).left == ()


def test_with_nobody_there_everybody_is_left() -> None:
    assert share(child(1), child(2), carers=()) == Sharing({}, (1, 2))
