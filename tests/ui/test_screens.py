"""What the walk through screens looks for, and a short walk: no page is cut on a small screen."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.screens.crawl import settle
from benchmarks.screens.faults import beyond, faults_of
from benchmarks.screens.painted import grabbed
from kursplaner.ui.look import screen_room
from kursplaner.ui.look.screen_room import bring_inside, first_size, room_of, small_screen
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import PLACES
from kursplaner.ui.widgets import Button, ChoiceField, Dialog, Field, Text, TextField
from kursplaner.ui.widgets.buttons import Choice
from kursplaner.ui.widgets.pages.parts import PageHead
from kursplaner.ui.widgets.scrolling import scrolled
from kursplaner.ui.widgets.texts import Elide

SMALL, LOW = (1024, 656), (1093, 534)


def kinds(root: QWidget) -> set[str]:
    return {fault.kind for fault in faults_of(root)}


def box(bot: QtBot, *parts: QWidget, wide: int = 400) -> QWidget:
    made = QWidget()
    bot.addWidget(made)
    column = QVBoxLayout(made)
    for part in parts:
        column.addWidget(part)
    made.resize(wide, 200)
    made.show()
    return made


def test_words_that_do_not_fit_are_found(qtbot: QtBot) -> None:
    words, button = Text("Ein Satz, der mehr Raum braucht"), Button("Auf die Warteliste")
    made = box(qtbot, words, button)
    assert kinds(made) == set()
    words.setFixedWidth(40)
    button.setFixedWidth(40)
    QApplication.processEvents()
    assert [fault.kind for fault in faults_of(made)] == ["cut", "cut"]


def test_what_lies_outside_or_over_another_is_found(qtbot: QtBot) -> None:
    first, second = Button("Eins"), Button("Zwei")
    made = box(qtbot, first, second)
    second.setGeometry(first.geometry())
    assert kinds(made) == {"overlap"}
    second.move(390, 150)
    assert kinds(made) == {"outside"}


def test_painted_words_that_are_shortened_have_a_tool_tip(qtbot: QtBot) -> None:
    made = box(qtbot, Elide("Ein langer Name, der nicht passt"), wide=120)
    assert grabbed(made)[1] == []
    choice = ChoiceField([Choice("a", "Eine Förderung mit langem Namen")], name="Förderung")
    narrow = box(qtbot, choice, wide=120)
    assert choice.toolTip() == "Eine Förderung mit langem Namen"
    assert kinds(narrow) == set()
    narrow.resize(500, 200)
    QApplication.processEvents()
    assert choice.toolTip() == ""


def test_a_box_larger_than_its_screen_is_found(qtbot: QtBot) -> None:
    made = box(qtbot, Text("x"))
    assert list(beyond(made, QSize(400, 200))) == []
    assert len(list(beyond(made, QSize(400, 199)))) == 1
    assert len(list(beyond(made, QSize(399, 200)))) == 1


@pytest.mark.parametrize("size", [SMALL, LOW])
def test_no_page_is_cut_on_a_small_screen(office_window: MainWindow, size: tuple[int, int]) -> None:
    office_window.resize(*size)
    found = []
    for spec in PLACES:
        office_window.go(spec.key)
        settle()
        found += [f"{spec.key}: {fault}" for fault in faults_of(office_window)]
    assert found == []


def test_tools_that_do_not_fit_beside_the_title_get_a_line_of_their_own(qtbot: QtBot) -> None:
    head = PageHead("Kalender")
    holder = QWidget()
    qtbot.addWidget(holder)
    QHBoxLayout(holder).addWidget(head)
    for word in ("Bericht schreiben", "Ausfall melden", "Vertretung suchen"):
        head.add_tool(Button(word))
    holder.resize(900, 200)
    holder.show()
    QApplication.processEvents()
    flat = head.height()
    holder.resize(490, 200)
    QApplication.processEvents()
    assert head.height() > flat
    assert kinds(holder) == set()
    holder.resize(900, 200)
    QApplication.processEvents()
    assert head.height() == flat


def test_a_box_is_never_higher_than_its_screen_and_scrolls_at_last(qtbot: QtBot) -> None:
    made = Dialog("Probe")
    qtbot.addWidget(made)
    for number in range(8):
        made.body.addWidget(TextField(name=f"Feld {number}"))
    made.show()
    few = made.scrolls_whole
    assert not few
    for number in range(40):
        made.body.addWidget(TextField(name=f"Feld {number}"))
    settle()
    settle()
    assert made.scrolls_whole
    assert made.height() <= room_of(made).height()


def test_a_list_in_a_box_gives_way_before_the_box_scrolls(qtbot: QtBot) -> None:
    made = Dialog("Probe")
    qtbot.addWidget(made)
    listed = QWidget()
    made.body.addWidget(listed)
    made.keep_high(listed, room_of(made).height())
    made.show()
    assert not made.scrolls_whole
    assert listed.minimumHeight() == theme().px(150)


def test_an_area_wishes_its_height_and_gives_way(qtbot: QtBot) -> None:
    area = scrolled(Text("x"), height=170)
    qtbot.addWidget(area)
    assert area.sizeHint().height() == theme().px(170)
    assert area.minimumSizeHint().height() == theme().px(72)
    assert scrolled(Text("x"), height=40).minimumSizeHint().height() == theme().px(40)


def test_a_window_is_brought_inside_its_screen(qtbot: QtBot) -> None:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 100)
    made.move(5000, 5000)
    made.show()
    bring_inside(made)
    screen = made.screen().availableGeometry()
    assert screen.contains(made.geometry())
    made.resize(9000, 9000)
    bring_inside(made)
    assert made.width() <= screen.width()
    assert made.height() < screen.height()
    assert first_size(made, 9000, 100) == QSize(room_of(made).width(), 100)


def test_another_size_of_the_text_looks_as_after_a_restart(office_window: MainWindow) -> None:
    office_window.resize(1300, 800)
    office_window.go("settings", section="look")
    try:
        theme().apply("light", 150)
        settle()
        changed = office_window.grab().toImage()
        again = MainWindow(office_window.workspace, list(PLACES))
        again.resize(1300, 800)
        again.show()
        again.go("settings", section="look")
        settle()
        assert again.grab().toImage() == changed
        again.close()
    finally:
        theme().apply("light", 100)
        settle()
    assert office_window.current_place == "settings"


@pytest.mark.parametrize(
    ("wide", "high", "small"),
    [(800, 552, True), (999, 700, True), (1000, 500, False), (1093, 576, False), (1200, 499, True)],
)
def test_of_a_small_screen_something_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, wide: int, high: int, *, small: bool
) -> None:
    made = QWidget()
    qtbot.addWidget(made)
    screen = made.screen()

    class Screen:
        def availableGeometry(self) -> QRect:  # noqa: N802 - named as Qt names it
            return QRect(0, 0, wide, high)

        def geometry(self) -> QRect:
            return QRect(0, 0, wide, high + 48)

    assert screen is not None
    monkeypatch.setattr(screen_room, "_screen", lambda _window: Screen())
    assert (f"{wide} × {high + 48}" in small_screen(made)) is small


def test_a_list_deep_within_a_box_is_counted_when_it_gives_way(qtbot: QtBot) -> None:
    made = Dialog("Probe")
    qtbot.addWidget(made)
    listed = QWidget()
    made.body.addWidget(Field("Wer", Field("", listed)))
    made.keep_high(listed, room_of(made).height())
    made.show()
    assert not made.scrolls_whole
    assert made.height() <= room_of(made).height()
