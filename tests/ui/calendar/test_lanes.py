"""Which lanes there are, what a folded house shows, and what the filters let through."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.rooms import RoomRow
from kursplaner.ui.calendar.filters import FilterBar, Wanted
from kursplaner.ui.calendar.lanes import (
    MOST_COLUMNS,
    MOST_COLUMNS_OF_A_DAY,
    HouseKey,
    folded,
    lanes_of,
    room_lanes,
    shortened,
    stands_across,
)
from kursplaner.ui.widgets import CalendarBlock, CalendarLane

MONDAY = date(2027, 3, 1)
A, B = HouseKey(1), HouseKey(2)
LANES = (
    CalendarLane("1", "Raum 1", A, "Alte Schule"),
    CalendarLane("2", "Raum 2", A, "Alte Schule"),
    CalendarLane("3", "Saal", B, "Bürgerhaus"),
)


def room(key: int, site: int, purpose: str = "teaching") -> RoomRow:
    names = {1: "Alte Schule", 2: "Bürgerhaus"}
    return RoomRow(
        key, 1, f"Raum {key}", site, names[site], "", "", "SN", 20, purpose, True, None, (), ""
    )


def lesson(key: int, room_id: int | None, status: str = "planned", starts: int = 540) -> LessonRow:
    return LessonRow(
        key, key, f"IK-27-1-{key:02}", f"Kurs {key}", "", 0, starts, starts + 90, 90, 45, status,
        None, False, room_id, f"Raum {room_id}", 10, 1, kind="general",
    )  # fmt: skip


def block(key: int, lane: str, starts: int = 540, day: int = 0) -> CalendarBlock:
    return CalendarBlock(
        key, MONDAY + timedelta(days=day), starts, starts + 90, f"Kurs {key}", lane=lane,
        number=f"IK-27-1-{key:02}",
    )  # fmt: skip


def test_rooms_stand_house_by_house_and_what_only_serves_where_it_is_used() -> None:
    rooms = room_lanes([room(1, 2), room(2, 1, "childcare"), room(3, 1), room(4, 1)])
    assert [lane.key for lane in rooms] == ["3", "4", "2", "1"]
    rows = [lesson(1, 3), lesson(2, None)]
    week = lanes_of(rows, "rooms", rooms, single_day=False, hidden=False)
    assert [lane.key for lane in week] == ["3", "-"]
    day = lanes_of(rows, "rooms", rooms, single_day=True, hidden=False)
    assert [lane.key for lane in day] == ["3", "4", "1", "-"]


def test_a_room_booked_twice_says_so_unless_one_is_cancelled() -> None:
    rooms = room_lanes([room(1, 1)])
    both = [lesson(1, 1), lesson(2, 1, starts=600)]
    assert lanes_of(both, "rooms", rooms, single_day=False, hidden=False)[0].note
    with_cancelled = [both[0], replace(both[1], status="cancelled")]
    assert not lanes_of(with_cancelled, "rooms", rooms, single_day=False, hidden=False)[0].note
    after = [both[0], lesson(2, 1, starts=both[0].ends)]
    assert not lanes_of(after, "rooms", rooms, single_day=False, hidden=False)[0].note


@pytest.mark.parametrize(("days", "most"), [(5, MOST_COLUMNS), (1, MOST_COLUMNS_OF_A_DAY)])
def test_more_lanes_than_are_read_as_columns_become_rows(days: int, most: int) -> None:
    shown = [MONDAY + timedelta(days=at) for at in range(days)]
    lanes = [CalendarLane(str(at), f"Raum {at}") for at in range(most + 1)]
    assert stands_across(lanes, shown)
    assert not stands_across(lanes[:most], shown)


def test_a_folded_house_is_one_lane_with_one_block_for_each_time() -> None:
    blocks = shortened(
        [block(1, "1"), block(2, "2", 600), block(3, "1", 900), block(4, "3"), block(5, "2", day=1)]
    )
    lanes, shown = folded(LANES, blocks, {A})
    assert [(lane.title, lane.folded) for lane in lanes] == [("Alte Schule", True), ("Saal", False)]
    merged = [each for each in shown if each.grouped]
    assert [(each.title, each.starts, each.ends) for each in merged] == [("2 Kurse", 540, 690)]
    assert merged[0].lines == ("IK-01, IK-02",)
    assert merged[0].key == (A, MONDAY, 540)
    assert {each.key for each in shown} == {merged[0].key, 3, 4, 5}
    assert not any(each.movable for each in shown if each.lane == lanes[0].key)
    assert folded(LANES, blocks, set()) == (LANES, blocks)


def test_what_speaks_against_one_of_a_folded_house_is_seen_outside() -> None:
    hint = replace(block(1, "1"), conflict="Hinweis", cancelled=True)
    hard = replace(block(2, "2"), conflict="Konflikt", hard=True)
    (merged,) = folded(LANES, [hint, hard], {A})[1]
    assert (merged.conflict, merged.hard, merged.cancelled) == ("Konflikt", True, False)


def test_the_filters_let_through_what_is_wanted() -> None:
    planned, cancelled, placeless = lesson(1, 3), lesson(2, 3, "cancelled"), lesson(3, None)
    assert Wanted().takes(cancelled, "1", {})
    assert not Wanted(cancelled=False).takes(cancelled, "1", {})
    assert Wanted(house="1").takes(planned, "1", {})
    assert not Wanted(house="2").takes(planned, "1", {})
    assert not Wanted(kind="literacy").takes(planned, "1", {})
    assert Wanted(only=frozenset({"no_room"})).takes(placeless, "", {})
    assert not Wanted(only=frozenset({"no_room"})).takes(planned, "1", {})
    assert not Wanted(only=frozenset({"conflicts"})).takes(planned, "1", {})


def test_few_lessons_need_no_filters_and_cancelled_ones_are_shown_at_first(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    rooms = [room(3, 1)]
    bar.show_of([lesson(at, 3) for at in range(29)], rooms, {})
    assert bar.isHidden()
    assert bar.wanted() == Wanted()
    rows = [*(lesson(at, 3) for at in range(29)), lesson(30, 3, "cancelled")]
    bar.show_of(rows, rooms, {})
    assert not bar.isHidden()
    assert bar.wanted().cancelled
    bar.chips.choose()
    assert not bar.wanted().cancelled
    bar.show_of(rows, rooms, {})
    assert not bar.wanted().cancelled
    assert bar.total.plain() == "30 Kurse, 30 Termine"
