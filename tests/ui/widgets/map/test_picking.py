"""A map on which a point is set, by mouse and by keys."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from kursplaner.basics.place_names import Box, NamedPlace
from kursplaner.basics.places import Point, metres_between
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.map.picking import HELP, NUDGE, PAN, STEP, PickMap
from kursplaner.ui.widgets.map.projection import LEAST, MOST, Window
from kursplaner.ui.widgets.map.scale import scale_words
from kursplaner.ui.widgets.map.values import MapPlace

ADORF: Point = (50_320_000, 12_260_000)
PLACES = (
    NamedPlace("Plauen", "SN", (50_497_000, 12_138_000), 65_000),
    NamedPlace("Adorf", "SN", ADORF, 5_000),
)


@pytest.fixture
def chart(qtbot: QtBot) -> PickMap:
    asked: list[Box] = []

    def places(box: Box) -> Sequence[NamedPlace]:
        asked.append(box)
        return PLACES

    stops = [MapPlace(1, "Adorf, Markt", 50_321_000, 12_262_000)]
    found = PickMap(ADORF, places, stops)
    qtbot.addWidget(found)
    found.resize(600, 400)
    found.show()
    found.setFocus()
    return found


def window(scale: float = 2_400.0) -> Window:
    return Window(ADORF, scale, QSizeF(600, 400))


def test_a_spot_and_its_point_belong_together() -> None:
    shown = window()
    assert shown.spot(ADORF) == QPointF(300, 200)
    for spot in (QPointF(0, 0), QPointF(300, 200), QPointF(599, 3)):
        again = shown.spot(shown.point(spot))
        assert (again - spot).manhattanLength() < 0.01
    north, east = shown.point(QPointF(300, 100)), shown.point(QPointF(400, 200))
    assert north[0] > ADORF[0]
    assert north[1] == ADORF[1]
    assert east[1] > ADORF[1]
    assert east[0] == pytest.approx(ADORF[0], abs=1)
    south, west, top, right = shown.box
    assert (south < ADORF[0] < top, west < ADORF[1] < right) == (True, True)


def test_a_kilometre_is_as_long_either_way() -> None:
    shown = window()
    for spot in (QPointF(400, 200), QPointF(300, 100)):
        metres = metres_between(ADORF, shown.point(spot))
        assert 100 / shown.per_km == pytest.approx(metres / 1000, rel=0.01)


def test_nearer_and_farther_have_ends_and_keep_what_is_under_the_pointer() -> None:
    shown, at = window(), QPointF(500, 50)
    held = shown.point(at)
    nearer = shown.zoomed(2, at)
    assert nearer.scale == 4_800
    assert (nearer.spot(held) - at).manhattanLength() < 0.1
    assert shown.zoomed(2).middle == ADORF
    assert (shown.zoomed(1e9).scale, shown.zoomed(1e-9).scale) == (MOST, LEAST)


def test_a_click_sets_the_point_and_a_drag_moves_the_map(chart: PickMap) -> None:
    picked: list[Point] = []
    chart.picked.connect(picked.append)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert picked == [chart.chosen]
    assert metres_between(picked[0], ADORF) < 30
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(chart, QPoint(350, 200))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(350, 200))
    assert len(picked) == 1
    assert (chart.spot(ADORF) - QPointF(350, 200)).manhattanLength() < 1
    QTest.mouseClick(chart, Qt.MouseButton.RightButton, pos=QPoint(10, 10))
    assert len(picked) == 1


def test_a_hand_that_trembles_still_clicks(chart: PickMap) -> None:
    near = QApplication.startDragDistance() - 1
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    QTest.mouseMove(chart, QPoint(300 + near, 200))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(300 + near, 200))
    assert chart.chosen is not None
    assert chart.middle == ADORF


@pytest.mark.parametrize(
    ("key", "moved"),
    [
        (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_Right, (-1, 0)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Down, (0, -1)),
    ],
)
def test_arrow_keys_move_the_map(chart: PickMap, key: Qt.Key, moved: tuple[int, int]) -> None:
    seen: list[Point] = []
    chart.looked_at.connect(seen.append)
    for modifier, far in ((Qt.KeyboardModifier.NoModifier, PAN),
                          (Qt.KeyboardModifier.ShiftModifier, NUDGE)):  # fmt: skip
        before = chart.spot(ADORF)
        QTest.keyClick(chart, key, modifier)
        step = chart.spot(ADORF) - before
        wanted = QPointF(*moved) * theme().px(far)
        assert (step - wanted).manhattanLength() < 0.5
        assert seen[-1] == chart.middle
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.middle == ADORF


def test_enter_sets_the_middle_and_plus_and_minus_change_the_scale(chart: PickMap) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chart.chosen == chart.middle != ADORF
    wide = chart.spot(PLACES[0].point) - chart.spot(ADORF)
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    near = chart.spot(PLACES[0].point) - chart.spot(ADORF)
    assert near.y() == pytest.approx(wide.y() * STEP, rel=0.01)
    QTest.keyClick(chart, Qt.Key.Key_Minus)
    again = chart.spot(PLACES[0].point) - chart.spot(ADORF)
    assert again.y() == pytest.approx(wide.y(), rel=0.01)


def test_enter_takes_what_is_set_until_keys_aim_anew(qtbot: QtBot) -> None:
    box, chart = QDialog(), PickMap(ADORF, lambda _: PLACES)
    qtbot.addWidget(box)
    QVBoxLayout(box).addWidget(chart)
    take = QPushButton("Übernehmen", box)
    take.setDefault(True)
    taken: list[Point | None] = []
    take.clicked.connect(lambda: taken.append(chart.chosen))
    box.show()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(40, 50))
    clicked = chart.chosen
    assert clicked not in {None, chart.middle}
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert taken == [clicked]
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert (taken, chart.chosen) == ([clicked], chart.middle)
    QTest.keyClick(chart, Qt.Key.Key_Enter)
    assert taken == [clicked, chart.middle]


@pytest.mark.parametrize(("turn", "nearer"), [(120, True), (-120, False), (0, None)])
def test_the_wheel_changes_the_scale(chart: PickMap, turn: int, nearer: bool | None) -> None:  # noqa: FBT001
    at, before = QPointF(100, 100), chart.spot(PLACES[0].point) - chart.spot(ADORF)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart, event)
    after = chart.spot(PLACES[0].point) - chart.spot(ADORF)
    assert (abs(after.y()) > abs(before.y())) is (nearer is True)
    assert (abs(after.y()) < abs(before.y())) is (nearer is False)


def test_the_map_is_named_and_tells_its_keys(chart: PickMap) -> None:
    assert chart.accessibleName() == "Karte"
    assert chart.accessibleDescription() == HELP
    assert chart.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_scale_is_told_in_metres_and_kilometres() -> None:
    assert [scale_words(step) for step in (0.05, 0.2, 0.5, 1, 20)] == [
        *("50 m", "200 m", "0,5 km", "1 km", "20 km"),
    ]


def test_what_is_drawn_changes_with_the_point(chart: PickMap) -> None:
    empty = chart.grab().toImage()
    chart.show_point(ADORF)
    pinned = chart.grab().toImage()
    assert empty != pinned
    assert chart.chosen == ADORF
    chart.show_point(None)
    assert chart.grab().toImage() == empty
