from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.exchange.lists.content import Kind
from kursplaner.ui import state
from kursplaner.ui.widgets import Cell, Column, EmptyState, FixedRows, ListRow, ListTable, Order
from kursplaner.ui.widgets.lists.model import value_of

COLUMNS = (
    Column("name", "Name"),
    Column("age", "Alter", right=True),
    Column("note", "Vermerk", shown=False),
)
ROWS = [
    ListRow(at, (name, str(age), Cell("neu", "good")))
    for at, (name, age) in enumerate((("Haddad", 30), ("Amini", 41), ("Novák", 19)))
]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path) -> None:
    state.use_file(tmp_path / "fenster.ini")


def table(qtbot: QtBot, rows: Sequence[ListRow] = ROWS) -> ListTable:
    made = ListTable("Probe", COLUMNS, FixedRows(COLUMNS, rows))
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_search_as_you_type(qtbot: QtBot) -> None:
    made = table(qtbot)
    with qtbot.waitSignal(made.search.searched):
        QTest.keyClicks(made.search, "ami")
    assert made.model.rowCount() == 1
    assert made.shown_table() == (["Name", "Alter"], [["Amini", "41"]])


def test_sorting_is_remembered(qtbot: QtBot) -> None:
    made = table(qtbot)
    made.order_by(Order("name"))
    assert made.model.index(0, 0).data() == "Amini"
    made.order_by(Order("name", descending=True))
    again = table(qtbot)
    assert again.model.index(0, 0).data() == "Novák"


def test_selection_opening_and_copy(qtbot: QtBot) -> None:
    made = table(qtbot)
    with qtbot.waitSignal(made.selected) as told:
        made.choose(1)
    assert told.args == [1]
    assert made.current_key() == 1
    with qtbot.waitSignal(made.activated) as opened:
        QTest.keyClick(made.view, Qt.Key.Key_Return)
    assert opened.args == [1]
    made.copy()
    assert QGuiApplication.clipboard().text() == "Amini\t41"


def test_the_current_row_survives_a_reload(qtbot: QtBot) -> None:
    made = table(qtbot)
    made.choose(2)
    made.use(FixedRows(COLUMNS, list(reversed(ROWS))))
    assert made.current_key() == 2


def test_an_empty_list_says_what_belongs_here(qtbot: QtBot) -> None:
    empty = EmptyState("Hier stehen Räume.", "Neuer Raum")
    made = ListTable("Leer", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
    qtbot.addWidget(made)
    made.show()
    assert empty.isVisible()
    with qtbot.waitSignal(empty.wanted):
        empty.button.click()


class Endless:
    """A hundred thousand rows that count how often they are asked."""

    def __init__(self) -> None:
        self.asked = 0

    def rows(self, offset: int, limit: int, search: str, order: Order | None) -> list[ListRow]:
        self.asked += 1
        return [ListRow(at, (f"Zeile {at}", str(at), "")) for at in range(offset, offset + limit)]

    def count(self, search: str) -> int:
        return 100_000


def test_a_hundred_thousand_rows_are_read_in_pages(qtbot: QtBot) -> None:
    source = Endless()
    made = ListTable("Viele", COLUMNS, source)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.grab()
    assert source.asked <= 2
    made.view.scrollToBottom()
    made.grab()
    assert source.asked <= 6
    assert made.model.index(99_999, 0).data() == "Zeile 99999"


def test_days_and_numbers_are_sorted_as_what_they_are() -> None:
    days = (date(2027, 3, 9), date(2026, 12, 30), date(2027, 3, 10))
    columns = (Column("day", "Tag", kind=Kind.DAY), Column("count", "Zahl", kind=Kind.INT))
    rows = [
        ListRow(at, (Cell(f"{day:%a %d.%m.}", value=day), str(count)))
        for at, (day, count) in enumerate(zip(days, (9, 100, 11), strict=True))
    ]
    source = FixedRows(columns, [*rows, ListRow(3, ("", ""))])
    assert [row.key for row in source.rows(0, 9, "", Order("day"))] == [1, 0, 2, 3]
    assert [row.key for row in source.rows(0, 9, "", Order("count"))] == [0, 2, 1, 3]
    assert value_of("0171", Kind.TEXT) == "0171"
    assert value_of("17", Kind.INT) == 17
    assert value_of(Cell("Di", value=days[0]), Kind.DAY) == days[0]
