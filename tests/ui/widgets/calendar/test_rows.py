"""Lanes as rows: where blocks lie, how they are moved, and that no number is ever cut."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    CalendarBlock,
    CalendarContent,
    CalendarLane,
    WeekCalendar,
    samples,
)
from kursplaner.ui.widgets.calendar.geometry import Measures
from kursplaner.ui.widgets.calendar.row_geometry import RowGeometry, stretches
from kursplaner.ui.widgets.calendar.row_painting import RowPainter, halves

MONDAY = samples.MONDAY
DAYS = tuple(MONDAY + timedelta(days=at) for at in range(5))
LANES = tuple(CalendarLane(str(at), f"Raum {at}", at // 2, f"Haus {at // 2}") for at in range(6))
WHOLE = (420, 1260)


def block(key: int, starts: int, ends: int, lane: str = "0", day: int = 0) -> CalendarBlock:
    number = f"ALPHA-27-1-{key:02}"
    return CalendarBlock(
        key,
        DAYS[day],
        starts,
        ends,
        f"Kurs {key}",
        lane=lane,
        number=number,
        short=f"ALPHA-{key:02}",
    )


def content(*blocks: CalendarBlock) -> CalendarContent:
    return CalendarContent(DAYS, blocks, LANES, first_hour=7, last_hour=21, across=True)


def corner(view: WeekCalendar) -> int:
    """Return the colour of the first block near its lower right corner, where no words are."""
    rect = view.rows_now().rects[0]
    return view.paint_now().toImage().pixel(round(rect.right()) - 8, round(rect.bottom()) - 8)


def placed(*blocks: CalendarBlock, width: int = 1100) -> RowGeometry:
    measures = Measures(gutter=126, head=44, row=48, gap=2, fold=4)
    geometry = RowGeometry(content(*blocks), width, 600, measures)
    geometry.place(blocks, lambda _block: 54.0)
    return geometry


@pytest.fixture
def view(qtbot: QtBot) -> WeekCalendar:
    made = WeekCalendar()
    qtbot.addWidget(made)
    made.resize(1150, 640)
    blocks = (block(1, 510, 690), block(2, 780, 960, "1"), block(3, 510, 690, "2", day=1))
    made.show_content(content(*blocks))
    made.show()
    return made


def test_what_nobody_uses_on_any_day_is_folded_away() -> None:
    blocks = [block(1, 510, 690), block(2, 780, 960, day=2), block(3, 1020, 1155, day=1)]
    assert stretches(blocks, WHOLE) == ((495, 705), (765, 975), (1005, 1170))
    assert stretches([], WHOLE) == (WHOLE,)
    near = [block(1, 510, 690), block(2, 745, 960)]
    assert stretches(near, WHOLE) == ((495, 975),)


Blocks = st.lists(
    st.tuples(st.integers(420, 1200), st.integers(30, 240), st.integers(0, 5), st.integers(0, 4)),
    max_size=25,
)


@given(Blocks)
def test_no_block_covers_another_and_each_stands_in_its_lane_and_day(
    found: list[tuple[int, int, int, int]],
) -> None:
    blocks = [
        block(at, starts, min(1439, starts + length), str(lane), day)
        for at, (starts, length, lane, day) in enumerate(found)
    ]
    geometry = placed(*blocks)
    for at, (rect, placed_block) in enumerate(zip(geometry.rects, blocks, strict=True)):
        lane = geometry.lane_rect(placed_block.day, placed_block.lane, 0, 1440)
        assert lane.adjusted(-1, 0, 1, 0).contains(rect)
        assert rect.width() > 52.5
        assert not any(rect.intersects(other) for other in geometry.rects[at + 1 :])


def test_a_place_is_found_again_where_it_was_drawn() -> None:
    first = block(1, 510, 690, "3", day=2)
    geometry = placed(first, block(2, 780, 960))
    rect = geometry.rects[0]
    assert geometry.spot(rect.left() + 1, rect.center().y(), 15) == (DAYS[2], 510, "3")
    assert geometry.spot(20, rect.center().y()) is None


def test_days_without_anything_leave_their_room_to_the_others() -> None:
    geometry = placed(block(1, 510, 690))
    assert geometry.day_width(1) < geometry.day_width(0)
    assert geometry.width == pytest.approx(1100)


def test_the_number_is_broken_at_its_last_hyphen_and_never_cut(qtbot: QtBot) -> None:
    del qtbot
    draw = RowPainter()
    assert halves("ALPHA-03") == ("ALPHA-", "03")
    assert halves("Tee") == ("Tee",)
    for mark in ("ALPHA-03", "IK-27-1-09", "Sprachcafé"):
        placed_block = replace(block(1, 510, 540), short=mark)
        wide = draw.least(placed_block)
        measure = draw._measure
        inner = wide - draw._indent - theme().px(3)
        assert max(measure.horizontalAdvance(part) for part in halves(mark)) <= inner


def test_a_block_is_dragged_to_another_room_and_hour(view: WeekCalendar, qtbot: QtBot) -> None:
    rows = view.rows_now()
    start = rows.rects[0].center().toPoint()
    target = rows.lane_rect(DAYS[1], "3", 780, 960)
    end = QPoint(round(target.left()), round(target.center().y())) + QPoint(
        start.x() - round(rows.rects[0].left()), 0
    )
    port = view.viewport()
    with qtbot.waitSignal(view.block_dropped) as dropped:
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(port, start + QPoint(15, 10))
        QTest.mouseMove(port, end)
        ghost = view.ghost()
        assert ghost is not None
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    key, day, minute, lane = dropped.args
    assert (key, day, lane) == (1, DAYS[1], "3")
    assert abs(minute - 780) <= 15


def test_the_end_of_a_block_is_pulled_at_its_right(view: WeekCalendar, qtbot: QtBot) -> None:
    rect: QRectF = view.rows_now().rects[0]
    edge = QPoint(round(rect.right()) - 2, round(rect.center().y()))
    port = view.viewport()
    with qtbot.waitSignal(view.block_stretched) as stretched:
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=edge)
        QTest.mouseMove(port, edge - QPoint(15, 0))
        QTest.mouseMove(port, edge - QPoint(25, 0))
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=edge - QPoint(25, 0))
    key, starts, ends = stretched.args
    assert (key, starts) == (1, 510)
    assert ends < 690


def test_keys_move_in_time_to_another_day_and_to_another_lane(
    view: WeekCalendar, qtbot: QtBot
) -> None:
    view.choose(1)
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    for key, modifiers, wanted in (
        (Qt.Key.Key_Down, alt, (DAYS[0], 525, "0")),
        (Qt.Key.Key_Right, alt, (DAYS[1], 510, "0")),
        (Qt.Key.Key_Down, alt | shift, (DAYS[0], 510, "1")),
    ):
        with qtbot.waitSignal(view.block_dropped) as dropped:
            QTest.keyClick(view, key, modifiers)
        assert tuple(dropped.args[1:]) == wanted


def test_arrows_go_along_the_lane_and_to_the_next_one(view: WeekCalendar) -> None:
    view.choose(1)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_key() == 2
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current_key() == 1


def test_a_house_is_folded_by_its_name_and_by_keys(view: WeekCalendar, qtbot: QtBot) -> None:
    rows = view.rows_now()
    at = QPoint(30, round(rows.tops[2]) + 20)
    with qtbot.waitSignal(view.group_toggled) as toggled:
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert toggled.args == [1]
    view.choose(1)
    with qtbot.waitSignal(view.group_toggled) as toggled:
        QTest.keyClick(view, Qt.Key.Key_Minus)
    assert toggled.args == [0]
    with qtbot.assertNotEmitted(view.group_toggled):
        QTest.keyClick(view, Qt.Key.Key_Plus)


def test_a_screen_reader_hears_room_and_house(view: WeekCalendar) -> None:
    view.choose(3)
    said = view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("Raum 2, Haus 1")
    assert "ALPHA-27-1-03" in said


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_cancelled_lesson_looks_unlike_and_stays_to_be_seen(
    view: WeekCalendar, qtbot: QtBot, mode: str
) -> None:
    del qtbot
    before = theme().mode
    theme().apply(mode, theme().scale)  # type: ignore[arg-type]
    try:
        fill = theme().course_pair(0).fill.rgb()
        assert corner(view) == fill
        view.show_content(content(replace(block(1, 510, 690), cancelled=True)))
        assert corner(view) != fill
        assert view.model().rowCount() == 1
    finally:
        theme().apply(before, theme().scale)
