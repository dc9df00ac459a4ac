"""What every widget owes the window: no stray windows, nothing cut off, an order for Tab."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.start import application
from kursplaner.ui.widgets import (
    Bar,
    Button,
    Card,
    ChipRow,
    Choice,
    Column,
    EmptyState,
    FixedRows,
    Lane,
    ListRow,
    ListTable,
    MessageCard,
    NumberField,
    Row,
    SearchField,
    TextField,
    Timeline,
)
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from kursplaner.ui.widgets.pages.rail import Rail, RailEntry
from kursplaner.ui.widgets.pages.tab_order import follow_layout
from kursplaner.ui.widgets.texts import IconLabel, Text

LONG = "Der Eintrag im Feld „Familienname“ ist mit 500 Zeichen zu lang (höchstens 200). " * 2


class Stray(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - named by Qt
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, (QDialog, QMainWindow))
        ):
            self.found.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def stray() -> Iterator[Stray]:
    application([])
    app = QApplication.instance()
    assert app is not None
    watch = Stray()
    app.installEventFilter(watch)
    yield watch
    app.removeEventFilter(watch)


def test_rows_and_empty_pages_are_never_windows(stray: Stray) -> None:
    Row("Titel", "zweite Zeile")
    EmptyState("Hier ist noch nichts.", "Anlegen")
    NoticeBar(QWidget(), list)
    assert stray.found == []


def test_no_page_shows_a_stray_window(office_window: MainWindow, stray: Stray) -> None:
    for place in ("today", "people", "rooms", "settings", "history", "printing"):
        office_window.go(place)
        QApplication.processEvents()
    assert stray.found == []


def test_a_long_message_breaks_its_lines(qtbot: QtBot) -> None:
    card = MessageCard("Noch nicht gespeichert.", LONG, tone="warning")
    qtbot.addWidget(card)
    assert card.hasHeightForWidth()
    assert card.heightForWidth(700) > card.heightForWidth(3000)


def test_chips_go_on_in_the_next_line(qtbot: QtBot) -> None:
    chips = ChipRow([Choice(str(n), f"Betreuungsperson {n}") for n in range(6)], name="Rolle")
    qtbot.addWidget(chips)
    chips.resize(320, 300)
    chips.show()
    buttons = chips.findChildren(Button)
    assert len({button.y() for button in buttons}) > 1
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_the_stretching_column_keeps_room_for_words(qtbot: QtBot) -> None:
    columns = (Column("what", "Was", 420, stretch=True), Column("who", "Wer", 300))
    table = ListTable("Probe", columns, FixedRows(columns, [ListRow(1, ("a", "b"))]))
    qtbot.addWidget(table)
    table.resize(360, 300)
    table.show()
    assert table.view.columnWidth(0) >= theme().px(180)
    table.resize(1200, 300)
    assert table.view.columnWidth(0) + table.view.columnWidth(1) == table.view.viewport().width()


def test_a_search_follows_the_key_at_once(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.searched, timeout=60) as told:
        field.setText("nov")
    assert told.args == ["nov"]


def test_a_long_value_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    field = TextField("Integrationsbüro der Stadt", name="Stelle")
    qtbot.addWidget(field)
    assert field.cursorPosition() == 0
    field.setText("Amt für Integration")
    assert field.cursorPosition() == 0


def test_a_unit_is_not_said_twice(qtbot: QtBot) -> None:
    twice, once = NumberField(name="Plätze", unit="Plätze"), NumberField(name="Pause", unit="Min.")
    qtbot.addWidget(twice)
    qtbot.addWidget(once)
    assert twice.accessibleName() == "Plätze"
    assert once.accessibleName() == "Pause in Min."


def test_the_narrow_rail_still_warns(qtbot: QtBot) -> None:
    rail = Rail([RailEntry("today", "Heute", "sun")])
    qtbot.addWidget(rail)
    rail.show_warning("Die Datei ist noch nicht verschlüsselt.")
    rail.set_narrow(narrow=True)
    rail.show()
    (mark,) = [label for label in rail.findChildren(IconLabel) if label.isVisible()]
    assert mark.toolTip() == mark.accessibleName() == "Die Datei ist noch nicht verschlüsselt."


def test_a_message_that_stays_can_be_closed(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 500)
    over.show()
    bar = NoticeBar(over)
    bar.show_notice("Das ging nicht.", stay=True)
    (close,) = [button for button in bar.findChildren(Button) if button.isVisible()]
    assert close.accessibleName() == "Meldung schließen"
    close.click()
    assert bar.isHidden()


def test_the_hour_under_the_present_time_gives_way(qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(900, 120)
    line.show_day([Lane("Raum", (Bar(1, 540, 690, "A2"),))], now=620)
    taken = line._now_label(line._axis())
    assert taken is not None
    assert taken.left() > line._axis().x(620)
    assert not line.grab().isNull()


def test_tab_reads_what_was_made_later_in_its_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    card = Card()
    column.addWidget(card)
    last = Button("Zuletzt")
    column.addWidget(last)
    first, second = Button("Erst"), Button("Dann")
    for button in (first, Text("Wort"), second):
        card.body.addWidget(button)
    follow_layout(column)
    chain: list[QWidget] = [first]
    while chain[-1] is not last and len(chain) < 20:
        following = chain[-1].nextInFocusChain()
        assert following is not None
        chain.append(following)
    assert [widget for widget in chain if isinstance(widget, Button)] == [first, second, last]
