from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    CalendarBlock,
    CalendarContent,
    CalendarLane,
    Verdict,
    WeekCalendar,
    samples,
)
from kursplaner.ui.widgets.calendar.geometry import CalendarGeometry, Measures, side_by_side
from kursplaner.ui.widgets.calendar.painting import CalendarPainter
from kursplaner.ui.widgets.calendar.values import Judge, spoken

MONDAY = samples.MONDAY
THURSDAY = MONDAY + timedelta(days=3)
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def block(key: int, starts: int, ends: int, lane: str = "") -> CalendarBlock:
    return CalendarBlock(key, MONDAY, starts, ends, f"Kurs {key}", lane=lane)


def shown(qtbot: QtBot, content: CalendarContent) -> WeekCalendar:
    view = WeekCalendar()
    qtbot.addWidget(view)
    view.resize(1100, 820)
    view.show_content(content)
    view.show()
    qtbot.waitExposed(view)
    return view


def middle(view: WeekCalendar, key: int) -> QPoint:
    view.choose(key)
    assert view.current_key() == key
    return view.visualRect(view.currentIndex()).center()


def place_of(view: WeekCalendar, day: date, minute: int) -> QPoint:
    rect = view.geometry_now().lane_rect(day, "", minute, minute + 60)
    return QPoint(round(rect.center().x()), round(rect.top()))


def drag(view: WeekCalendar, start: QPoint, end: QPoint, key: Qt.KeyboardModifier = NO_KEY) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, NO_KEY, start)
    QTest.mouseMove(port, start + QPoint(0, 15))
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, key, end)


@given(st.lists(st.tuples(st.integers(480, 1200), st.integers(5, 240)), max_size=25))
def test_overlapping_blocks_never_share_room(times: list[tuple[int, int]]) -> None:
    blocks = [block(at, starts, starts + length) for at, (starts, length) in enumerate(times)]
    placed = {at: (share, parts) for at, share, parts in side_by_side(blocks, range(len(blocks)))}
    assert len(placed) == len(blocks)
    for calendar_block in blocks:
        for other in blocks:
            if (
                calendar_block.key == other.key
                or calendar_block.ends <= other.starts
                or other.ends <= calendar_block.starts
            ):
                continue
            first, second = placed[int(str(calendar_block.key))], placed[int(str(other.key))]
            assert first[0] != second[0]
            assert first[1] == second[1]


def test_blocks_side_by_side_only_where_they_overlap() -> None:
    blocks = [block(0, 540, 600), block(1, 570, 630), block(2, 630, 690)]
    assert side_by_side(blocks, [0, 1, 2]) == [(0, 0, 2), (1, 1, 2), (2, 0, 1)]


def test_a_place_and_its_point_belong_together() -> None:
    content = CalendarContent(
        (MONDAY, THURSDAY), (), (CalendarLane("a", "A"), CalendarLane("b", "B"))
    )
    geometry = CalendarGeometry(content, 1000, 800, Measures())
    rect = geometry.lane_rect(THURSDAY, "b", 600, 660)
    assert geometry.spot(rect.center().x(), rect.top() + 1) == (THURSDAY, 600, "b")
    assert geometry.spot(3, 100) is None


def test_a_block_of_an_unknown_day_or_lane_is_hidden_not_lost() -> None:
    content = CalendarContent((THURSDAY,), (block(1, 540, 600),))
    geometry = CalendarGeometry(content, 1000, 800, Measures())
    geometry.place(content.blocks)
    assert geometry.rects[0].isNull()


def test_a_click_selects_and_a_double_click_opens(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    point = middle(view, 4)
    view.choose(1)
    with qtbot.waitSignal(view.block_selected, check_params_cb=lambda key: key == 4):
        QTest.mouseClick(view.viewport(), LEFT, NO_KEY, point)
    with qtbot.waitSignal(view.block_activated):
        QTest.mouseDClick(view.viewport(), LEFT, NO_KEY, point)


def test_a_double_click_on_free_ground_tells_the_place(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    point = place_of(view, MONDAY, 780) + QPoint(0, 4)
    with qtbot.waitSignal(view.place_activated) as told:
        QTest.mouseDClick(view.viewport(), LEFT, NO_KEY, point)
    assert told.args == [MONDAY, 780, ""]


def test_a_dragged_block_is_judged_once_made_and_dropped(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    made: list[object] = []

    def maker(dragged: CalendarBlock) -> Judge:
        made.append(dragged.key)
        return lambda *_: Verdict("soft", "Bus erst 9:05")

    view.set_judge(maker)
    start = middle(view, 4)
    end = QPoint(place_of(view, THURSDAY, 780).x(), start.y())
    with qtbot.waitSignal(view.block_dropped) as told:
        drag(view, start, end)
    assert told.args == [4, THURSDAY, 1020, ""]
    assert made == [4]
    assert view.ghost() is None


def test_with_strg_it_is_copied(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    start = middle(view, 4)
    end = QPoint(place_of(view, THURSDAY, 780).x(), start.y())
    with qtbot.waitSignal(view.block_copied):
        drag(view, start, end, Qt.KeyboardModifier.ControlModifier)


def test_the_foot_of_a_block_stretches_it(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    rect = view.visualRect(view.model().index(0, 0))
    foot = QPoint(rect.center().x(), rect.bottom() - 2)
    with qtbot.waitSignal(view.block_stretched) as told:
        drag(view, foot, foot + QPoint(0, 55))
    assert told.args is not None
    assert told.args[1] == 540
    assert told.args[2] > 690


def test_escape_ends_a_drag_without_a_drop(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    start = middle(view, 4)
    dropped: list[object] = []
    view.block_dropped.connect(dropped.append)
    QTest.mousePress(view.viewport(), LEFT, NO_KEY, start)
    QTest.mouseMove(view.viewport(), start + QPoint(0, 60))
    QTest.mouseMove(view.viewport(), start + QPoint(0, 90))
    assert view.ghost() is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEY, start)
    assert view.ghost() is None
    assert dropped == []


def test_a_fixed_block_stays(qtbot: QtBot) -> None:
    content = samples.week()
    blocks = tuple(replace(each, movable=False) for each in content.blocks)
    view = shown(qtbot, replace(content, blocks=blocks))
    dropped: list[object] = []
    view.block_dropped.connect(dropped.append)
    start = middle(view, 4)
    drag(view, start, start + QPoint(200, 0))
    assert dropped == []


def test_arrows_walk_enter_opens_alt_moves(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    view.choose(1)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_key() == 2
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.current_key() == 3
    with qtbot.waitSignal(view.block_activated):
        QTest.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.block_dropped) as told:
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told.args == [3, MONDAY + timedelta(days=1), 555, ""]


def test_a_proposed_place_stands_beside_what_is_there(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    alone = view.geometry_now().rects[7].width()
    view.show_ghost(4, THURSDAY, 1020)
    assert view.ghost() is not None
    assert view.geometry_now().rects[7].width() < alone
    view.clear_ghost()
    assert view.geometry_now().rects[7].width() == alone


def test_each_block_has_words_and_a_rectangle_for_screen_readers(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    words = view.model().index(6, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Do 04.03. 9:00–11:30" in words
    for row in range(view.model().rowCount()):
        assert view.visualRect(view.model().index(row, 0)).isValid()


def test_resets_resizes_and_switches_of_theme_leave_it_whole(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.week())
    contents = (
        samples.many_blocks(300),
        CalendarContent(()),
        samples.week(),
        samples.many_blocks(2000),
        CalendarContent((MONDAY,)),
    )
    for turn in range(30):
        content = contents[turn % len(contents)]
        view.show_content(content)
        view.resize(40 + turn * 37 % 1300, 30 + turn * 53 % 900)
        view.grab()
        QTest.keyClick(view, Qt.Key.Key_Down)
        view.verticalScrollBar().setValue(turn * 9)
        QTest.mouseMove(view.viewport(), QPoint(turn * 11, turn * 7))
        if turn % 10 == 0:
            theme().apply("dark" if turn % 20 else "light", 100 + turn * 3)
        assert view.model().rowCount() == len(content.blocks)
        current = view.currentIndex()
        assert not current.isValid() or current.row() < len(content.blocks)
    theme().apply("light", 100)


def test_a_narrow_block_says_the_number_whole_instead_of_a_title_that_is_cut(qtbot: QtBot) -> None:
    shown(qtbot, CalendarContent((MONDAY,)))
    painter = CalendarPainter()
    made = replace(block(1, 540, 690), title="Integrationskurs am Vormittag", number="IK-27-1-14")
    assert painter._head(made, 400, 2) == ("Integrationskurs am Vormittag",)
    assert painter._head(made, 90, 1) == ("IK-27-1-14",)
    assert painter._head(made, 62, 2) == ("IK-27-1-", "14")
    without = replace(made, number="")
    assert painter._head(without, 90, 1)[-1].endswith("…")


def test_a_cancelled_lesson_is_drawn_apart_and_said(qtbot: QtBot) -> None:
    planned = block(1, 540, 690)
    gone = replace(planned, cancelled=True)
    view = shown(qtbot, CalendarContent((MONDAY,), (planned,)))
    before = view.grab().toImage()
    view.show_content(CalendarContent((MONDAY,), (gone,)))
    assert view.grab().toImage() != before
    assert "fällt aus" in spoken(gone)
    assert "fällt aus" not in spoken(planned)
