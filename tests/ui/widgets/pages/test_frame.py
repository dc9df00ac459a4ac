from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.ui.widgets import (
    Button,
    Card,
    ChipRow,
    Choice,
    CommandPalette,
    ConfirmDialog,
    FocusRing,
    MapContent,
    MapPlace,
    MapRoute,
    MapView,
    MiniMonths,
    MonthStrip,
    NoticeBar,
    Page,
    PaletteEntry,
    PrimaryButton,
    Rail,
    RailEntry,
    RatioStrip,
    Row,
    Segmented,
    Switch,
    Tabs,
    Text,
    TimeBoard,
    Timeline,
    folded,
    gallery,
    samples,
)
from kursplaner.ui.widgets.map.labels import MapLabels
from kursplaner.ui.widgets.times.time_axis import TimeAxis

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("name", gallery.PICTURES)
def test_the_gallery_shows_every_widget_with_a_name(qtbot: QtBot, name: str) -> None:
    window = gallery.PICTURES[name]()
    qtbot.addWidget(window)
    window.show()
    assert not window.grab().isNull()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert button.accessibleName() or button.text(), button
    for line in window.findChildren(QLineEdit):
        assert line.accessibleName(), line


def test_a_narrow_page_turns_the_inspector_into_a_drawer(qtbot: QtBot) -> None:
    page = Page("Personen", inspector=True)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    inspector = page.inspector
    assert inspector is not None
    assert inspector.isVisible()
    page.resize(800, 700)
    assert not inspector.isVisible()
    inspector.begin("Auswahl", "Haddad", "Kurs A2")
    inspector.finish()
    page.open_inspector()
    assert inspector.isVisible()
    assert inspector.geometry().right() == page.width() - 1
    QTest.keyClick(inspector, Qt.Key.Key_Escape)
    assert not inspector.isVisible()
    page.resize(1300, 700)
    assert inspector.isVisible()


def test_tools_lose_their_words_before_the_title_does(qtbot: QtBot) -> None:
    page = Page("Ein ziemlich langer Titel")
    qtbot.addWidget(page)
    first, last = Button("Liste drucken", icon="printer"), PrimaryButton("Anmelden", "user-plus")
    page.head.add_tool(first)
    page.head.add_tool(last)
    page.resize(900, 500)
    page.show()
    assert first.text() == "Liste drucken"
    page.resize(560, 500)
    assert first.text() == ""
    assert first.accessibleName() == "Liste drucken"
    assert last.text() == "Anmelden"
    page.resize(900, 500)
    assert first.text() == "Liste drucken"


def test_tabs_wrap_and_tell(qtbot: QtBot) -> None:
    tabs = Tabs([Choice(str(at), f"Bereich {at}") for at in range(9)])
    qtbot.addWidget(tabs)
    assert tabs.heightForWidth(300) > tabs.heightForWidth(1200)
    tabs.resize(1200, 40)
    tabs.show()
    with qtbot.waitSignal(tabs.chosen) as told:
        tabs.findChildren(QAbstractButton)[3].click()
    assert told.args == ["3"]


def test_segments_chips_and_switch(qtbot: QtBot) -> None:
    days = Segmented([Choice("mo", "Mo"), Choice("di", "Di")], ["mo"], name="Tage", several=True)
    chips = ChipRow([Choice("a", "Alle"), Choice("b", "Listen")], ["a"], name="Arten")
    switch = Switch("Betreuung", on=True)
    for widget in (days, chips, switch):
        qtbot.addWidget(widget)
    with qtbot.waitSignal(days.changed) as told:
        days.button("di").click()
    assert told.args == [frozenset({"mo", "di"})]
    with qtbot.waitSignal(chips.changed) as chosen:
        chips.findChildren(QAbstractButton)[1].click()
    assert chosen.args == [frozenset({"a", "b"})]
    with qtbot.waitSignal(switch.toggled):
        QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def test_one_segment_at_a_time(qtbot: QtBot) -> None:
    view = Segmented([Choice("d", "Tag"), Choice("w", "Woche")], "w", name="Ansicht")
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.chosen) as told:
        view.button("d").click()
    assert told.args == ["d"]
    assert view.current() == "d"


def test_the_rail_is_walked_with_arrows_and_counts_aloud(qtbot: QtBot) -> None:
    rail = Rail([RailEntry("a", "Heute", "sun"), RailEntry("b", "Kurse", "users")])
    qtbot.addWidget(rail)
    rail.resize(168, 600)
    rail.show()
    rail.set_badge("b", 2)
    buttons = rail.findChildren(QAbstractButton)
    assert any(each.accessibleName() == "Kurse, 2 offen" for each in buttons)
    with qtbot.waitSignal(rail.chosen) as told:
        buttons[-1].click()
    assert told.args == ["b"]
    rail.set_narrow(True)
    assert rail.width() < 80
    assert buttons[-1].text() == ""


def test_the_notice_offers_the_way_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    bar = NoticeBar(window, lambda: [f"Tat {at}" for at in range(20)])
    bar.show_notice("Gespeichert", undo=True)
    assert bar.isVisible()
    assert window.rect().contains(bar.geometry().center())
    with qtbot.waitSignal(bar.undo_wanted):
        next(each for each in bar.findChildren(Button) if each.text() == "Rückgängig").click()
    assert not bar.isVisible()
    menu = bar.open_recent()
    assert len(menu.actions()) == 12
    menu.close()


def test_a_notice_can_bring_its_own_way_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    done: list[str] = []
    bar = NoticeBar(window)
    bar.show_notice("Verborgen", undo=lambda: done.append("zurück"))
    next(each for each in bar.findChildren(Button) if each.text() == "Rückgängig").click()
    assert done == ["zurück"]


def test_the_palette_finds_walks_and_runs(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()
    ran: list[str] = []

    def source(text: str) -> list[PaletteEntry]:
        names = ("Haddad", "Hussein", "Amini")
        return [
            PaletteEntry(name, partial(ran.append, name))
            for name in names
            if text.casefold() in name.casefold()
        ]

    palette = CommandPalette(window, source)
    palette.open()
    assert len(palette.entries()) == 3
    QTest.keyClicks(palette.line(), "h")
    QTest.keyClick(palette.line(), Qt.Key.Key_Return)
    assert ran == ["Haddad"]
    palette.open("h")
    QTest.keyClick(palette.line(), Qt.Key.Key_Down)
    QTest.keyClick(palette.line(), Qt.Key.Key_Return)
    assert ran == ["Haddad", "Hussein"]


def test_the_focus_ring_shows_after_tab_and_hides_after_a_click(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = Card()
    first, second = Button("Eins"), Button("Zwei")
    middle.body.addWidget(first)
    middle.body.addWidget(second)
    window.setCentralWidget(middle)
    ring = FocusRing(window)
    window.show()
    qtbot.waitActive(window)
    ring.watch_window()
    first.setFocus()
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    assert ring.isVisible()
    QTest.mouseClick(handle, LEFT, NO_KEY, QPoint(3, 3))
    assert not ring.isVisible()


def test_the_safe_answer_has_the_focus(qtbot: QtBot) -> None:
    box = ConfirmDialog("Löschen?", "Das kann nicht zurückgenommen werden.", "Löschen")
    qtbot.addWidget(box)
    box.show()
    qtbot.waitActive(box)
    focus = box.focusWidget()
    assert isinstance(focus, Button)
    assert focus.text() == "Abbrechen"


def test_markup_in_data_is_shown_not_obeyed(qtbot: QtBot) -> None:
    label = Text("<b>Müller</b> & Söhne", wrap=True)
    qtbot.addWidget(label)
    assert "&lt;b&gt;" in label.text()
    assert label.accessibleName() == "<b>Müller</b> & Söhne"


def test_a_row_is_opened_by_enter(qtbot: QtBot) -> None:
    row = Row("Haddad", "Kurs A2").make_clickable()
    qtbot.addWidget(row)
    with qtbot.waitSignal(row.activated):
        QTest.keyClick(row, Qt.Key.Key_Return)


def test_the_time_line_is_walked_and_told_in_words(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(1200, 200)
    line.show_day(samples.DAY, 620)
    assert "Schulungsraum: 9:00–11:30 A2 Alltag" in line.accessibleDescription()
    bar, box = line.bar_rects()[0]
    line.show()
    with qtbot.waitSignal(line.selected) as told:
        QTest.mouseClick(line, LEFT, NO_KEY, box.center().toPoint())
    assert told.args == [bar.key]
    with qtbot.waitSignal(line.activated):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_folded_axis_maps_there_and_back() -> None:
    axis = TimeAxis(100, 900, ((480, 720), (900, 1140)), 40)
    for minute in (480, 500, 719, 900, 1000, 1140):
        assert abs(axis.minute(axis.x(minute)) - minute) <= 1
    assert len(list(axis.folds())) == 1
    assert axis.x(800) == axis.x(720)
    assert folded([(540, 690), (1020, 1155)]) == ((525, 705), (1005, 1170))
    assert folded([]) == ((480, 1080),)


def test_months_tell_the_day(qtbot: QtBot) -> None:
    marks, spans = samples.term()
    months, strip = MiniMonths(), MonthStrip()
    for widget in (months, strip):
        qtbot.addWidget(widget)
        widget.show()
    months.resize(680, 260)
    months.show_plan([(2027, 2), (2027, 3), (2027, 4)], marks)
    strip.show_plan(date(2027, 2, 1), date(2027, 7, 31), marks, spans, date(2027, 4, 29))
    assert "20 Termine" in strip.accessibleDescription()
    with qtbot.waitSignal(months.day_clicked) as told:
        QTest.mouseClick(months, LEFT, NO_KEY, months.day_rect(date(2027, 3, 4)).center().toPoint())
    assert told.args == [date(2027, 3, 4)]
    assert months.heightForWidth(230) > months.heightForWidth(680)


def test_the_ratio_is_told_and_walked(qtbot: QtBot) -> None:
    strip = RatioStrip()
    qtbot.addWidget(strip)
    strip.resize(900, 170)
    strip.show_content(samples.RATIO)
    strip.show()
    assert "11:00–11:30: 8 von 5, 3 zu viel" in strip.accessibleDescription()
    with qtbot.waitSignal(strip.selected) as told:
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert told.args == [510]


def test_a_tour_is_dragged_to_the_other_vehicle(qtbot: QtBot) -> None:
    board = TimeBoard()
    qtbot.addWidget(board)
    board.resize(900, 200)
    board.show_content(samples.BOARD)
    board.show()
    _, tour, box = board.block_rects()[0]
    start = box.center().toPoint()
    QTest.mousePress(board, LEFT, NO_KEY, start)
    QTest.mouseMove(board, start + QPoint(0, 30))
    QTest.mouseMove(board, start + QPoint(0, 70))
    with qtbot.waitSignal(board.dropped) as told:
        QTest.mouseRelease(board, LEFT, NO_KEY, start + QPoint(0, 70))
    assert told.args == [tour.key, 2]


def test_the_map_keeps_north_above_and_tells_places(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(520, 440)
    view.show_content(samples.MAP)
    view.show()
    points = {place.key: view.point_of(place) for place in samples.MAP.places}
    assert points["oelsnitz"].y() < points["bram"].y()
    assert points["oelsnitz"].x() < points["kling"].x()
    inside = view.rect()
    assert all(inside.contains(QPointF(point).toPoint()) for point in points.values())
    with qtbot.waitSignals([view.place_selected, view.route_selected]):
        QTest.mouseClick(view, LEFT, NO_KEY, points["bram"].toPoint())
    assert "Klingenthal: 1 offen" in view.accessibleDescription()


def test_a_map_of_nothing_or_of_one_place_is_drawn(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(300, 250)
    assert not view.grab().isNull()
    view.show_content(samples.MAP.__class__(samples.MAP.places[:1]))
    assert not view.grab().isNull()


def test_a_crowded_map_names_the_chosen_tour_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []
    monkeypatch.setattr(MapLabels, "write", lambda _self, _p, place, *_: written.append(place.key))
    places = tuple(
        MapPlace(at, f"Ort {at}", 50_300_000 + at * 9_000, 12_200_000) for at in range(14)
    )
    routes = (MapRoute("one", "Bus 1", 0, (0, 1)), MapRoute("two", "Bus 2", 1, tuple(range(2, 14))))
    view = MapView()
    qtbot.addWidget(view)
    view.resize(520, 440)
    view.show_content(MapContent(places, routes))
    view.choose_route("one")
    view.grab()
    assert sorted(set(written), key=str) == [0, 1]


def test_no_place_lies_under_the_legend(qtbot: QtBot) -> None:
    places = (
        MapPlace("a", "A", 50_400_000, 12_200_000),
        MapPlace("b", "B", 50_300_000, 12_195_000),
        MapPlace("c", "C", 50_390_000, 12_300_000),
    )
    view = MapView()
    qtbot.addWidget(view)
    view.resize(620, 640)
    view.show_content(MapContent(places, (MapRoute(1, "Bus 1", 0, ("a", "c", "b")),)))
    assert all(not view._legend_rect().contains(view.point_of(place)) for place in places)
