"""Rows read in pages from a source, so that a hundred thousand of them open at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kursplaner.exchange.lists.content import Kind, Value
from kursplaner.ui.widgets.texts import PillTone

Index = QModelIndex | QPersistentModelIndex
PAGE = 64
LOOKED_THROUGH = 2000
_KEPT_PAGES = 64


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `width` in design pixels, `stretch` takes what is left.

    A `whole` one is as wide as the longest of its first values: what names a thing is never cut.
    `kind` says what its cells hold in a file: a day is a date there, a count a number.
    """

    key: str
    title: str
    width: int = 120
    right: bool = False
    sortable: bool = True
    shown: bool = True
    stretch: bool = False
    whole: bool = False
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with more to it: a state as a pill, an icon, a second tone, a strong name.

    `value` is what it holds in a file where its words say it otherwise: a date, a number.
    """

    text: str
    pill: PillTone | None = None
    icon: str = ""
    tone: str = "text"
    strong: bool = False
    value: Value = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the key signals carry, and a cell per column in order."""

    key: Hashable
    cells: tuple[str | Cell, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """By which column, and whether downwards."""

    column: str
    descending: bool = False


class RowSource(Protocol):
    """Where the rows come from; called in the window's thread, each call must be quick."""

    def rows(self, offset: int, limit: int, search: str, order: Order | None) -> Sequence[ListRow]:
        """`limit` rows from `offset` on that fit `search`."""
        ...

    def count(self, search: str) -> int:
        """How many rows fit `search`."""
        ...


@runtime_checkable
class FindsRows(Protocol):
    """A source that tells where a row stands without reading those before it."""

    def place_of(self, key: Hashable, search: str, order: Order | None) -> int | None:
        """The number of the row of a key, None when it does not fit `search`."""
        ...


class FixedRows:
    """A source over rows already in memory (up to some hundred)."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[ListRow]) -> None:
        self._keys = [column.key for column in columns]
        self._rows = list(rows)

    def rows(self, offset: int, limit: int, search: str, order: Order | None) -> Sequence[ListRow]:
        found = self._found(search)
        if order is not None and order.column in self._keys:
            at = self._keys.index(order.column)
            found.sort(key=lambda row: _sorted_by(row.cells[at]), reverse=order.descending)
        return found[offset : offset + limit]

    def count(self, search: str) -> int:
        return len(self._found(search))

    def _found(self, search: str) -> list[ListRow]:
        words = search.casefold().split()
        if not words:
            return list(self._rows)
        return [
            row
            for row in self._rows
            if all(word in " ".join(map(text_of, row.cells)).casefold() for word in words)
        ]


def text_of(cell: str | Cell) -> str:
    """The words of a cell."""
    return cell if isinstance(cell, str) else cell.text


def value_of(cell: str | Cell, kind: Kind) -> Value:
    """What a cell holds in a file: its value, else its words, a count as a number."""
    if isinstance(cell, Cell) and cell.value is not None:
        return cell.value
    words = text_of(cell)
    if kind is Kind.INT and words.isascii() and words.isdigit():
        return int(words)
    return words


def _sorted_by(cell: str | Cell) -> tuple[int, float, str]:
    """Days and numbers come in their own order, words by their letters, what is empty at last."""
    words = text_of(cell)
    value = cell.value if isinstance(cell, Cell) else None
    if isinstance(value, date):
        return 0, value.toordinal(), words
    if isinstance(value, int | float | Decimal) or (words.isascii() and words.isdigit()):
        return 0, float(words if value is None else value), words
    return (1 if words else 2), 0.0, words.casefold()


class ListModel(QAbstractTableModel):
    """The table's model: fetches a page of rows when one of them is painted."""

    def __init__(
        self, columns: Sequence[Column], source: RowSource, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._source = source
        self._pages: OrderedDict[int, Sequence[ListRow]] = OrderedDict()
        self._count = 0
        self.search = ""
        self.order: Order | None = None

    def reload(self) -> None:
        """Read again with the current search and order."""
        self.beginResetModel()
        self._pages.clear()
        self._count = self._source.count(self.search)
        self.endResetModel()

    def use(self, source: RowSource) -> None:
        """Read from another source from the next `reload` on."""
        self._source = source

    def row(self, number: int) -> ListRow | None:
        """The row at `number`, None when the source has shrunk meanwhile."""
        page, inside = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._source.rows(page * PAGE, PAGE, self.search, self.order)
            self._pages[page] = rows
            if len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return rows[inside] if inside < len(rows) else None

    def place_of(self, key: Hashable) -> int | None:
        """The number of the row of a key; a source that cannot tell is looked through."""
        if isinstance(self._source, FindsRows):
            return self._source.place_of(key, self.search, self.order)
        for number in range(min(self._count, LOOKED_THROUGH)):
            row = self.row(number)
            if row is not None and row.key == key:
                return number
        return None

    def all_rows(self) -> Sequence[ListRow]:
        """Every row that fits the search, for export and print."""
        return self._source.rows(0, self._count, self.search, self.order)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self.row(index.row())
        if row is None or index.column() >= len(row.cells):
            return ""
        words = text_of(row.cells[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title}: {words}"
        return words

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                row = self.row(section)
                return text_of(row.cells[0]) if row is not None else ""
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
