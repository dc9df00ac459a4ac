"""The sheets that are due, day by day, each with a box to tick and its state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import Theme, theme
from kursplaner.ui.widgets.texts import pill_colours

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING = 54, 40
_BOX_X, _ICON_X, _TEXT_X, _PAGES = 16, 46, 78, 72


@dataclass(frozen=True, slots=True)
class Heading:
    """A day, and at the right what is missing on it."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One sheet as the list shows it; `state` stands in a pill."""

    key: str
    icon: str
    title: str
    subtitle: str
    state: str
    tone: str
    state_icon: str
    pages: str


Line = Heading | JobLine


class JobModel(QAbstractListModel):
    """Days and sheets in one column.

    Signals:
        ticked: the user ticked a sheet or took a tick away.
    """

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._ticked: set[str] = set()

    def show_lines(self, lines: Sequence[Line], ticked: Collection[str]) -> None:
        """Show other sheets; ticks of sheets that are not among them are dropped."""
        self.beginResetModel()
        self.lines = tuple(lines)
        keys = {line.key for line in self.lines if isinstance(line, JobLine)}
        self._ticked = keys & set(ticked)
        self.endResetModel()

    def ticked_keys(self) -> frozenset[str]:
        """The keys of the ticked sheets."""
        return frozenset(self._ticked)

    def tick(self, keys: Collection[str]) -> None:
        """Tick exactly these."""
        self._ticked = set(keys)
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))
        self.ticked.emit()

    def line(self, index: Index) -> Line | None:
        """The line of an index."""
        row = index.row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def row_of(self, key: str) -> int:
        """The row of a sheet, -1 if it is not there."""
        for row, line in enumerate(self.lines):
            if isinstance(line, JobLine) and line.key == key:
                return row
        return -1

    def toggle(self, index: Index) -> None:
        """Tick or untick one sheet."""
        line = self.line(index)
        if isinstance(line, JobLine):
            self.tick(self._ticked ^ {line.key})

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.line(index), JobLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index)
        if line is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, JobLine):
            return f"{line.title}\n{line.subtitle}"
        return None

    def _words(self, line: Line) -> str:
        if isinstance(line, Heading):
            return f"{line.title}, {line.note}" if line.note else line.title
        ticked = "ausgewählt" if line.key in self._ticked else "nicht ausgewählt"
        return f"{line.title}, {line.subtitle}, {line.state}, {line.pages}, {ticked}"


class JobList(QListView):
    """The list; space ticks, a click on the box as well.

    Signals:
        ticked: other sheets are ticked.
        shown(str): another sheet is the current one.
    """

    ticked = Signal()
    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Blätter")
        self.jobs = JobModel(self)
        self.setModel(self.jobs)
        self.setItemDelegate(_JobDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.jobs.ticked.connect(self.ticked)

    def current_key(self) -> str:
        """The key of the current sheet, "" if none."""
        line = self.jobs.line(self.currentIndex())
        return line.key if isinstance(line, JobLine) else ""

    def choose(self, key: str) -> None:
        """Make a sheet the current one."""
        row = self.jobs.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.jobs.index(row))
            self.scrollTo(self.currentIndex())

    # --- Qt -----------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = self.jobs.line(current)
        if isinstance(line, JobLine):
            self.shown.emit(line.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.position().x() < theme().px(_ICON_X - 4) and index.isValid():
            self.jobs.toggle(index)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.jobs.toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()


class _JobDelegate(QStyledItemDelegate):
    """Paints a day's heading or a sheet."""

    def __init__(self, view: JobList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        heading = isinstance(self._view.jobs.line(index), Heading)
        return QSize(200, theme().px(_HEADING if heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._view.jobs.line(index)
        box = QRectF(option.rect)
        look = theme()
        painter.save()
        if isinstance(line, Heading):
            _paint_heading(painter, box, line, look)
        elif line is not None:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                painter.fillRect(box, look.c("accent_weak"))
                painter.fillRect(
                    QRectF(box.x(), box.y(), look.px(3), box.height()), look.c("accent")
                )
            _paint_job(painter, box, line, look)
            _paint_box(painter, box, look, ticked=line.key in self._view.jobs.ticked_keys())
        painting.horizontal(painter, box.left(), box.right(), box.bottom() - 1, look.c("faint"))
        painter.restore()


def _paint_heading(painter: QPainter, box: QRectF, line: Heading, look: Theme) -> None:
    side = look.px(16)
    inner = box.adjusted(side, 0, -side, 0)
    painting.text(painter, inner, line.title, look.font(13, 600), look.c("text"))
    painting.text(
        painter, inner, line.note, look.font(12), look.c("text2"), Qt.AlignmentFlag.AlignRight
    )


def _paint_box(painter: QPainter, box: QRectF, look: Theme, *, ticked: bool) -> None:
    side = look.px(17)
    square = QRectF(box.x() + look.px(_BOX_X), box.center().y() - side / 2, side, side)
    if not ticked:
        painting.frame(painter, square, look.px(5), look.c("surface"), look.c("text3"))
        return
    painting.frame(painter, square, look.px(5), look.c("accent"))
    small = look.px(13)
    at = square.center()
    icons.draw(painter, "check", look.c("on_accent"), at.x() - small / 2, at.y() - small / 2, small)


def _paint_job(painter: QPainter, box: QRectF, line: JobLine, look: Theme) -> None:
    icon = look.px(18)
    middle = box.center().y()
    icons.draw(
        painter, line.icon, look.c("text2"), box.x() + look.px(_ICON_X), middle - icon / 2, icon
    )
    right = box.right() - look.px(16)
    pages = QRectF(right - look.px(_PAGES), box.y(), look.px(_PAGES), box.height())
    painting.text(
        painter, pages, line.pages, look.font(13), look.c("text2"), Qt.AlignmentFlag.AlignRight
    )
    left = _paint_state(
        painter, QRectF(box.x(), middle - look.px(10), pages.x() - box.x(), look.px(20)), line, look
    )
    x = box.x() + look.px(_TEXT_X)
    width = left - x - look.px(12)
    half = look.px(18)
    upper = QRectF(x, middle - half, width, half)
    painting.text(painter, upper, line.title, look.font(13, 500), look.c("text"))
    lower = QRectF(x, middle, width, half)
    painting.text(painter, lower, line.subtitle, look.font(12), look.c("text2"))


def _paint_state(painter: QPainter, room: QRectF, line: JobLine, look: Theme) -> float:
    """Draw the pill at the right end of `room`; return where it begins."""
    ground, colour = pill_colours(line.tone)
    font = look.font(12, 500)
    icon = look.px(14)
    width = painting.metrics(font).horizontalAdvance(line.state) + icon + look.px(22)
    pill = QRectF(room.right() - width - look.px(4), room.y(), width, room.height())
    painting.frame(painter, pill, pill.height() / 2, look.c(ground))
    icons.draw(
        painter,
        line.state_icon,
        look.c(colour),
        pill.x() + look.px(7),
        pill.center().y() - icon / 2,
        icon,
    )
    words = pill.adjusted(icon + look.px(11), 0, -look.px(6), 0)
    painting.text(painter, words, line.state, font, look.c(colour))
    return pill.x()
