"""What the attendance grid shows, as plain values, and its Qt model."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kursplaner.ui.widgets.times.time_axis import clock
from kursplaner.ui.widgets.written import short_date

Index = QModelIndex | QPersistentModelIndex
MARKS = {
    "X": "anwesend",
    "E": "entschuldigt",
    "U": "unentschuldigt",
    "W": "Wechsel",
    "P": "Praktikum",
}


@dataclass(frozen=True, slots=True)
class GridPerson:
    """A row: who, how many children come along, and a note such as "neu"."""

    key: Hashable
    name: str
    children: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class GridDate:
    """A column: a lesson; `open` tells whether it has begun, so that all marks may stand."""

    key: Hashable
    day: date
    today: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class GridCell:
    """One mark; `came` and `left` in minutes of the day where somebody was late or went early."""

    mark: str = ""
    came: int | None = None
    left: int | None = None
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class GridContent:
    """The whole grid; cells by (row, column), shares by row, sums by column."""

    people: Sequence[GridPerson] = ()
    dates: Sequence[GridDate] = ()
    cells: Mapping[tuple[int, int], GridCell] = field(default_factory=dict)
    shares: Sequence[str] = ()
    sums: Sequence[str] = ()
    total: str = ""


class GridModel(QAbstractTableModel):
    """People × (name, dates…, share) and one row of sums."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[GridPerson, ...] = ()
        self.dates: tuple[GridDate, ...] = ()
        self.cells: dict[tuple[int, int], GridCell] = {}
        self.shares: list[str] = []
        self.sums: list[str] = []
        self.total = ""

    def show(self, content: GridContent) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.people = tuple(content.people)
        self.dates = tuple(content.dates)
        self.cells = dict(content.cells)
        self.shares = list(content.shares)
        self.sums = list(content.sums)
        self.total = content.total
        self.endResetModel()

    def put(self, row: int, column: int, cell: GridCell) -> None:
        """Replace one cell."""
        self.cells[row, column] = cell
        index = self.index(row, column + 1)
        self.dataChanged.emit(index, index)

    def put_sums(self, sums: Sequence[str], shares: Sequence[str], total: str) -> None:
        """Replace the last row and the last column."""
        self.sums, self.shares, self.total = list(sums), list(shares), total
        last_row, last_column = self.rowCount() - 1, self.columnCount() - 1
        self.dataChanged.emit(self.index(last_row, 0), self.index(last_row, last_column))
        self.dataChanged.emit(self.index(0, last_column), self.index(last_row, last_column))

    def cell(self, row: int, column: int) -> GridCell:
        """The mark of a person (row) on a date (column, counted without the name)."""
        return self.cells.get((row, column), GridCell())

    def markable(self, row: int, column: int) -> bool:
        """Whether a mark may stand there."""
        inside = 0 <= row < len(self.people) and 0 <= column < len(self.dates)
        return inside and not self.cell(row, column).shaded

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.people else len(self.people) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.dates) + 2

    def words(self, row: int, column: int) -> str:
        """The text of a table cell."""
        sums_row = row == len(self.people)
        if column == 0:
            return "Anwesend" if sums_row else self.people[row].name
        if column > len(self.dates):
            if sums_row:
                return self.total
            return self.shares[row] if row < len(self.shares) else ""
        if sums_row:
            return self.sums[column - 1] if column - 1 < len(self.sums) else ""
        return self.cell(row, column - 1).mark

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        return None

    def _spoken(self, row: int, column: int) -> str:
        words = self.words(row, column)
        name = "Anwesend" if row == len(self.people) else self.people[row].name
        if column == 0:
            return name
        if column > len(self.dates):
            return f"{name}, Anteil: {words or 'noch keiner'}"
        day = short_date(self.dates[column - 1].day)
        if row == len(self.people):
            return f"{day}: {words or '0'} anwesend"
        cell = self.cell(row, column - 1)
        said = "nicht im Kurs" if cell.shaded else MARKS.get(cell.mark, "kein Eintrag")
        if cell.came is not None:
            said += f", kam {clock(cell.came)}"
        if cell.left is not None:
            said += f", ging {clock(cell.left)}"
        return f"{name}, {day}: {said}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.people[section].name if section < len(self.people) else "Anwesend"
        if section == 0:
            return "Name"
        if section > len(self.dates):
            return "Anteil"
        return short_date(self.dates[section - 1].day)
