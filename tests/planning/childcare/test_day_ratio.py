from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.occupations import Occupation
from kursplaner.planning.childcare import day_ratio
from kursplaner.planning.childcare.day_ratio import CarerFix, RatioStep
from kursplaner.store.queries.childcare import SlotRow, childcare_slot
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from tests.planning.small_town import SmallTown, add_lesson, add_person

BIG, YOUNG = date(2022, 5, 1), date(2025, 5, 1)


def row(town: SmallTown) -> SlotRow:
    with town.workspace.read() as db:
        found = childcare_slot(db, town.slots[0])
        assert found is not None
        return found


def steps(town: SmallTown) -> tuple[RatioStep, ...]:
    with town.workspace.read() as db:
        found = childcare_slot(db, town.slots[0])
        assert found is not None
        return day_ratio.ratio_steps(found, settings_of(db))


def child(town: SmallTown, born: date = BIG, **values: object) -> int:
    with town.workspace.fill() as db:
        key = add_person(db, f"Kind{len(find(db, ChildcarePlace))}", birth_date=born)
        place = ChildcarePlace(slot_id=town.slots[0], child_id=key, **values)
        db.add(place)
        return key


def staff(town: SmallTown, person: int, starts: int, ends: int) -> None:
    with town.workspace.change(ActKind.CHILDCARE_CHANGED) as db:
        day_ratio.staff(db, town.slots[0], person, starts, ends)


def test_the_day_is_cut_at_whole_half_hours(town: SmallTown) -> None:
    slot, found = row(town), steps(town)
    assert [(step.starts, step.ends) for step in found] == [
        (slot.starts, slot.starts + 15),
        *((slot.starts + 15 + 30 * at, slot.starts + 45 + 30 * at) for at in range(5)),
        (slot.ends - 15, slot.ends),
    ]
    assert {(step.allowed, step.carers) for step in found} == {(50, (town.people["Roth"],))}


@pytest.mark.parametrize(
    ("big", "young", "free", "state"),
    [
        (4, 0, 10, "good"),
        (5, 0, 0, "full"),
        (3, 1, 5, "full"),
        (6, 0, -10, "over"),
        (0, 0, 50, "good"),
    ],
)
def test_full_and_over_by_whole_places(
    town: SmallTown, big: int, young: int, free: int, state: str
) -> None:
    for at in range(big + young):
        child(town, BIG if at < big else YOUNG)
    found = steps(town)
    assert {(step.free, step.state, step.children) for step in found} == {
        (free, state, big + young)
    }


def test_a_child_counts_while_it_is_there_and_no_minute_longer(town: SmallTown) -> None:
    slot = row(town)
    half = slot.starts + 15
    child(town, brought_at=half, collected_at=half + 30, status="collected")
    child(town, brought_at=half + 29, status="brought")
    child(town, status="excused")
    child(town, status="cancelled")
    child(town, brought_at=half, collected_at=half, status="collected")
    assert [step.children for step in steps(town)] == [0, 2, 1, 1, 1, 1, 1]
    assert [step.weight for step in steps(town)] == [0, 20, 10, 10, 10, 10, 10]


def test_a_carer_counts_only_where_she_is_there_all_the_step(town: SmallTown) -> None:
    slot, roth = row(town), town.people["Roth"]
    staff(town, roth, slot.starts + 15, slot.ends - 15)
    assert [len(step.carers) for step in steps(town)] == [0, 1, 1, 1, 1, 1, 0]
    staff(town, roth, slot.starts + 16, slot.ends - 16)
    assert [step.allowed for step in steps(town)] == [0, 0, 50, 50, 50, 0, 0]


def test_only_the_first_gap_is_named(town: SmallTown) -> None:
    plain = replace(steps(town)[0], weight=0)
    over = replace(plain, weight=51)
    assert day_ratio.gap([plain, over, over, plain, over]) == (over, over)
    assert day_ratio.gap([plain, replace(plain, weight=50)]) == ()
    assert day_ratio.gap([over]) == (over,)


def test_who_could_fill_a_gap_stays_or_comes(town: SmallTown) -> None:
    slot, roth = row(town), town.people["Roth"]
    with town.workspace.fill() as db:
        lang, busy = add_person(db, "Lang", "carer"), add_person(db, "Busch", "carer")
        add_person(db, "Ohne", "driver")
        add_lesson(db, town.course, slot.starts + 60, teachers=[busy], minutes=10)
    staff(town, roth, slot.starts, slot.ends - 45)
    gap = (slot.ends - 45, slot.ends)
    with town.workspace.read() as db:
        fixes = day_ratio.carer_fixes(db, row(town), *gap)
        longer = day_ratio.carer_fixes(db, row(town), slot.starts + 69, slot.starts + 80)
        there = day_ratio.carer_fixes(db, row(town), slot.starts + 70, slot.starts + 80)
    names = {fix.person_id: fix.name for fix in (*fixes, *longer)}
    stays = CarerFix(slot.id, roth, names[roth], slot.starts, slot.ends, stays=True)
    comes = [
        CarerFix(slot.id, key, names[key], *gap, stays=False)
        for key in sorted((lang, busy), key=lambda key: names[key])
    ]
    assert fixes == (stays, *comes)
    assert [fix.person_id for fix in longer] == [lang]
    assert {fix.person_id for fix in there} == {lang, busy}


def test_whole_hours_are_kept_as_the_slots_own(town: SmallTown) -> None:
    slot, roth = row(town), town.people["Roth"]

    def own() -> list[tuple[int | None, int | None]]:
        with town.workspace.read() as db:
            carers = find(db, ChildcareSlotCarer, slot_id=slot.id, person_id=roth)
            return [(carer.starts, carer.ends) for carer in carers]

    staff(town, roth, slot.starts + 1, slot.ends)
    assert own() == [(slot.starts + 1, None)]
    staff(town, roth, slot.starts, slot.ends - 1)
    assert own() == [(None, slot.ends - 1)]
    staff(town, roth, slot.starts, slot.ends)
    assert own() == [(None, None)]


def test_who_comes_is_occupied_for_as_long_as_she_is_there(town: SmallTown) -> None:
    slot = row(town)
    with town.workspace.fill() as db:
        lang = add_person(db, "Lang", "carer")
    staff(town, lang, slot.starts + 30, slot.starts + 90)
    with town.workspace.read() as db:
        held = find(db, Occupation, source="childcare", source_id=slot.id, resource_id=lang)
        assert [(o.starts, o.ends) for o in held] == [(slot.starts + 30, slot.starts + 90)]


@pytest.mark.parametrize(
    ("starts", "ends", "kind"),
    [
        (0, 0, "end_before_start"),
        (10, 9, "end_before_start"),
        (-1, 10, "outside_slot"),
        (0, 181, "outside_slot"),
        (0, 1, ""),
        (0, 180, ""),
    ],
)
def test_work_lies_within_the_slot(town: SmallTown, starts: int, ends: int, kind: str) -> None:
    slot, roth = row(town), town.people["Roth"]
    assert slot.ends - slot.starts == 180
    span = (slot.starts + starts, slot.starts + ends)
    if not kind:
        staff(town, roth, *span)
        return
    with pytest.raises(Refused, match=kind):
        staff(town, roth, *span)


@pytest.mark.parametrize(("before", "clash"), [(60, False), (61, True)])
def test_who_is_taken_until_then_comes_then(town: SmallTown, before: int, *, clash: bool) -> None:
    slot = row(town)
    with town.workspace.fill() as db:
        lang = add_person(db, "Lang", "carer")
        add_lesson(db, town.course, slot.starts, teachers=[lang], minutes=before)

    act: Callable[[], None] = lambda: staff(town, lang, slot.starts + 60, slot.ends)  # noqa: E731
    if clash:
        with pytest.raises(HardConflict):
            act()
    else:
        act()


def test_a_child_weighs_by_its_age_on_the_day(town: SmallTown) -> None:
    key = child(town, date(2024, 3, 2))
    with town.workspace.read() as db:
        (known,) = row(town).children
        assert known.child_id == key
        day = date(2027, 3, 2)
        settings = settings_of(db)
        assert day_ratio.child_weight(known, day, settings) == 10
        assert day_ratio.child_weight(known, date(2027, 3, 1), settings) == 15


def test_a_slot_that_is_not_there_has_no_staff(town: SmallTown) -> None:
    def act(db: Db) -> None:
        day_ratio.staff(db, 9999, town.people["Roth"], 0, 1)

    with (
        pytest.raises(Refused, match="not_found"),
        town.workspace.change(ActKind.CHILDCARE_CHANGED) as db,
    ):
        act(db)
    with town.workspace.read() as db:
        assert by_id(db, ChildcareSlot, town.slots[0]).status == "planned"
