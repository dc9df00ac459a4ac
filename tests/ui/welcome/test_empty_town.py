"""A town with nothing in it: every page says what belongs there and offers the one button."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kursplaner.store.workspace import Workspace
from kursplaner.ui import state
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.printing.page import PrintingPage
from kursplaner.ui.rooms.booking_dialog import BookingDialog
from kursplaner.ui.rooms.page import NO_ROOM, RoomsPage
from kursplaner.ui.rooms.room_dialog import NO_SITE, RoomDialog
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.welcome.page import NO_NAME, Welcome
from kursplaner.ui.widgets import EmptyState
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from kursplaner.ui.widgets.texts import Text


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> Iterator[MainWindow]:
    state.use_file(tmp_path / "window.ini")
    made = MainWindow(workspace, all_places())
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()


def test_today_offers_the_first_steps(window: MainWindow) -> None:
    window.go("today")
    page = window.page("today")
    assert isinstance(page, TodayPage)
    assert page.first_steps.isVisible()
    assert page.to_do.isHidden()
    words = [button.text() for button in page.first_steps.buttons]
    assert words == ["Raum anlegen", "Lehrkraft anlegen", "Kurs anlegen"]
    page.first_steps.buttons[0].click()
    assert window.current_place == "rooms"
    assert window.page("rooms").findChild(RoomDialog) is not None


@pytest.mark.parametrize("place", ["people", "rooms", "printing"])
def test_pages_offer_one_button(window: MainWindow, place: str, qtbot: QtBot) -> None:
    window.go(place)
    page = window.page(place)
    if isinstance(page, PrintingPage):
        qtbot.waitUntil(lambda: page.shown == page.asked, timeout=9000)
    shown = [empty for empty in page.findChildren(EmptyState) if empty.isVisible()]
    assert len(shown) == 1
    assert shown[0].button.isVisible()


def test_without_a_room_nothing_can_be_booked_and_it_is_said(window: MainWindow) -> None:
    window.go("rooms")
    page = window.page("rooms")
    assert isinstance(page, RoomsPage)
    assert page.week.isHidden()
    page.show_target(booking=True)
    assert page.findChild(BookingDialog) is None
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    assert bar.text() == NO_ROOM


def test_a_room_without_the_name_of_its_house(window: MainWindow) -> None:
    window.go("rooms")
    page = window.page("rooms")
    assert isinstance(page, RoomsPage)
    page.new_room()
    box = page.findChild(RoomDialog)
    assert isinstance(box, RoomDialog)
    box.name.setText("Schulungsraum")
    box.store()
    assert box.isVisible()
    assert NO_SITE in [text.plain() for text in box.findChildren(Text)]


def test_a_new_town_needs_a_name(qtbot: QtBot) -> None:
    page = Welcome()
    qtbot.addWidget(page)
    page.resize(700, 600)
    page.show()
    page._create()
    assert NO_NAME in [text.plain() for text in page.findChildren(Text)]
    assert page._cards.direction() is page._cards.Direction.TopToBottom
