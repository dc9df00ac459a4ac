"""Above the preview of a list: what each of its columns means, to be chosen otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from kursplaner.desk.people.list_layouts import ListColumn
from kursplaner.desk.wording import list_words
from kursplaner.exchange.people_list.columns import Field as ColumnField
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Choice, ChoiceField, Field

COLUMN_WIDTH = 150
GAP = 8
AHEAD = 24
"""Fields beyond the right edge that are there already; the others come as one scrolls."""


class ImportColumns(QScrollArea):
    """One choice for every column.

    Signals:
        chosen(int, str): another meaning was chosen for a column, counted from 0; "" for none.
    """

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFixedHeight(theme().px(76))
        self._choices = [Choice("", "nicht übernehmen")]
        self._choices += [Choice(field.value, list_words.FIELDS[field]) for field in ColumnField]
        self._columns: tuple[ListColumn, ...] = ()
        self._fields: list[ChoiceField] = []
        self._labels: list[Field] = []
        self.horizontalScrollBar().valueChanged.connect(self._make_ahead)

    def show_columns(self, columns: Sequence[ListColumn]) -> None:
        """Show the columns of a list; those of the same list keep their fields."""
        same = [column.heading for column in columns] == [
            column.heading for column in self._columns
        ]
        self._columns = tuple(columns)
        if not same:
            self._begin()
        for field, label, column in zip(self._fields, self._labels, columns, strict=False):
            field.choose(column.field.value if column.field else "")
            label.show_label(_heading(column))

    def field(self, at: int) -> ChoiceField:
        """The choice of a column, counted from 0."""
        self._make_up_to(at)
        return self._fields[at]

    def _begin(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "background")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme().px(GAP))
        self._row.addStretch(1)
        self._fields, self._labels = [], []
        inside.setMinimumWidth(len(self._columns) * theme().px(COLUMN_WIDTH + GAP))
        self._make_up_to(AHEAD)
        self.setWidget(inside)

    def _make_ahead(self, scrolled: int) -> None:
        edge = scrolled + self.viewport().width()
        self._make_up_to(edge // theme().px(COLUMN_WIDTH + GAP) + AHEAD)

    def _make_up_to(self, last: int) -> None:
        for column in self._columns[len(self._fields) : last + 1]:
            self._make(column)

    def _make(self, column: ListColumn) -> None:
        at = len(self._fields)
        current = column.field.value if column.field else ""
        name = f"Spalte {column.letters}: {column.heading or 'ohne Überschrift'}"
        field = ChoiceField(self._choices, current, name=name)
        field.setFixedWidth(theme().px(COLUMN_WIDTH))
        field.chosen.connect(lambda key: self.chosen.emit(at, key))
        label = Field(_heading(column), field)
        self._fields.append(field)
        self._labels.append(label)
        self._row.insertWidget(at, label)


def _heading(column: ListColumn) -> str:
    heading = column.heading or f"Spalte {column.letters}"
    if column.field is None and column.examples:
        return f"{heading}: {column.examples[0]}"
    guessed = column.field is not None and not column.certain
    return f"{heading} (vermutet)" if guessed else heading
