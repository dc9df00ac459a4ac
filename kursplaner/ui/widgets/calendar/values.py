"""What the week calendar shows, as plain values, and its Qt model: one row per block."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kursplaner.ui.widgets.times.time_axis import clock_span
from kursplaner.ui.widgets.written import short_date

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CalendarBlock:
    """A lesson on one lane; times in minutes of the day, `childcare` and `rides` as "3/5".

    `number`, that of the course, stands in place of a title for which the block is too narrow,
    as `short` where that still says which course; a cancelled lesson stays to be seen, struck
    through; a `grouped` one stands for several of a folded group; `hard` is what its
    conflict is unless it is only a hint.
    """

    key: Hashable
    day: date
    starts: int
    ends: int
    title: str
    lines: tuple[str, ...] = ()
    colour: int = 0
    lane: str = ""
    childcare: str = ""
    rides: str = ""
    conflict: str = ""
    movable: bool = True
    cancelled: bool = False
    number: str = ""
    short: str = ""
    grouped: bool = False
    hard: bool = False

    @property
    def mark(self) -> str:
        """The number as a narrow block shows it; without one the title."""
        return self.short or self.number or self.title


@dataclass(frozen=True, slots=True)
class CalendarLane:
    """A room, teacher, carer or vehicle: a column within each day, or a row across all days.

    Attributes:
        group: key of what it belongs to, such as a house; None for a lane of its own.
        heading: what the group is called, said at its first lane.
        folded: whether it stands for all lanes of its group.
        note: what is wrong with it, in a word or two.
    """

    key: str
    title: str
    group: Hashable | None = None
    heading: str = ""
    folded: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class CalendarShade:
    """A stretch in which nothing should be planned, on one lane or on all."""

    day: date
    starts: int = 0
    ends: int = 1440
    text: str = ""
    lane: str = ""
    kind: Literal["holiday", "closed"] = "closed"


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """Everything one view of the calendar shows.

    Attributes:
        across: lanes are rows, and the hours of each day run along them.
        now: the present minute of `today`.
    """

    days: tuple[date, ...]
    blocks: tuple[CalendarBlock, ...] = ()
    lanes: tuple[CalendarLane, ...] = ()
    shades: tuple[CalendarShade, ...] = ()
    first_hour: int = 8
    last_hour: int = 21
    today: date | None = None
    across: bool = False
    now: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a place takes the dragged block, and why not."""

    state: Literal["free", "soft", "taken"]
    reason: str = ""


Judge = Callable[[date, int, str], Verdict]
JudgeMaker = Callable[[CalendarBlock], Judge]


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a block would stand."""

    block: CalendarBlock
    day: date
    starts: int
    ends: int
    lane: str
    verdict: Verdict
    text: str = ""


class CalendarModel(QAbstractListModel):
    """One row per block, named for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocks: tuple[CalendarBlock, ...] = ()
        self.lane_names: dict[str, str] = {}

    def show(self, blocks: tuple[CalendarBlock, ...], lanes: tuple[CalendarLane, ...] = ()) -> None:
        """Replace all blocks, in the order of day and time; their lanes are said with them."""
        self.beginResetModel()
        self.lane_names = {
            lane.key: ", ".join(dict.fromkeys(filter(None, (lane.title, lane.heading))))
            for lane in lanes
        }
        self.blocks = tuple(sorted(blocks, key=lambda b: (b.day, b.starts, b.ends, b.lane)))
        self.endResetModel()

    def row_of(self, key: Hashable) -> int:
        """The first row of a key, -1 if there is none."""
        return next((row for row, each in enumerate(self.blocks) if each.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.blocks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.blocks):
            return None
        block = self.blocks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return block.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return ", ".join(filter(None, (spoken(block), self.lane_names.get(block.lane))))
        return None


CANCELLED = "fällt aus"


def spoken(block: CalendarBlock) -> str:
    """The block in words."""
    parts = [
        block.title,
        f"{short_date(block.day)} {clock_span(block.starts, block.ends)}",
        *block.lines,
    ]
    if block.number:
        parts.insert(1, block.number)
    if block.cancelled:
        parts.append(CANCELLED)
    if block.childcare:
        parts.append(f"Betreuung {block.childcare}")
    if block.rides:
        parts.append(f"Fahrten {block.rides}")
    if block.conflict:
        parts.append(f"Konflikt: {block.conflict}")
    return ", ".join(parts)
