"""Strg+K: every person, course, room, vehicle and command by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.cards import Divider

_Index = QModelIndex | QPersistentModelIndex
_ROWS = 9


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing the palette offers; `run` is called when it is chosen.

    Attributes:
        words: further words it is found by, which are not shown.
    """

    title: str
    run: Callable[[], None]
    subtitle: str = ""
    icon: str = "arrow-right"
    keys: str = ""
    words: str = ""


PaletteSource = Callable[[str], Sequence[PaletteEntry]]


class _Entries(QAbstractListModel):
    """The entries found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[PaletteEntry, ...] = ()

    def show(self, entries: Sequence[PaletteEntry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {entry.subtitle}" if entry.subtitle else entry.title
        return None


class _Painter(QStyledItemDelegate):
    """Icon, title, subtitle and key of an entry in one line of 40 px."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(theme().px(200), theme().px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, _Entries):
            return
        entry = model.entries[index.row()]
        look = theme()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painting.frame(painter, box.adjusted(4, 1, -4, -1), look.px(6), look.c("accent_weak"))
        side = look.px(18)
        icons.draw(
            painter,
            entry.icon,
            look.c("text2"),
            box.left() + look.px(16),
            box.top() + (box.height() - side) / 2,
            side,
        )
        left = box.left() + look.px(46)
        room = box.right() - left - look.px(16)
        if entry.keys:
            keys = look.font(11)
            width = painting.metrics(keys).horizontalAdvance(entry.keys)
            area = QRectF(box.right() - width - look.px(17), box.top(), width + 1, box.height())
            painting.text(painter, area, entry.keys, keys, look.c("text3"))
            room -= width + look.px(12)
        title = look.font(13, 500)
        width = min(room, painting.metrics(title).horizontalAdvance(entry.title) + 1)
        painting.text(
            painter,
            QRectF(left, box.top(), width, box.height()),
            entry.title,
            title,
            look.c("text"),
        )
        rest = QRectF(
            left + width + look.px(10), box.top(), room - width - look.px(10), box.height()
        )
        if entry.subtitle and rest.width() > look.px(30):
            painting.text(painter, rest, entry.subtitle, look.font(), look.c("text2"))


class CommandPalette(QFrame):
    """Opens over the window with `open()`; asks its source while one types."""

    def __init__(self, window: QWidget, source: PaletteSource) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._window = window
        self._source = source
        self._fresh = False
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme().px(4), 1, theme().px(6))
        column.setSpacing(theme().px(4))
        self._line = QLineEdit()
        self._line.setProperty("k", "palette")
        self._line.setPlaceholderText("Name, Telefon, Kursnummer oder Befehl")
        self._line.setAccessibleName("Suchen und Befehle")
        self._line.textChanged.connect(self._wait)
        self._line.installEventFilter(self)
        column.addWidget(self._line)
        column.addWidget(Divider())
        self._model = _Entries(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Treffer")
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._run)
        column.addWidget(self._list, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._search)

    def open(self, text: str = "") -> None:
        """Show it over the window, with `text` typed already."""
        window = self._window
        width = min(theme().px(640), window.width() - theme().px(32))
        self.resize(width, theme().px(40 * _ROWS + 64))
        corner = window.mapToGlobal(QPoint((window.width() - width) // 2, theme().px(72)))
        self.move(corner)
        self._line.setText(text)
        self._search()
        self.show()
        self._line.setFocus()

    def entries(self) -> tuple[PaletteEntry, ...]:
        """What is offered now."""
        return self._model.entries

    def line(self) -> QLineEdit:
        """The line one types into."""
        return self._line

    def eventFilter(self, watched: object, event: object) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent):
            return event.type() == QKeyEvent.Type.KeyPress and self._steer(event)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round the corners also where nothing can be seen through."""
        super().resizeEvent(event)
        path, round_by = QPainterPath(), theme().px(10)
        path.addRoundedRect(QRectF(self.rect()), round_by, round_by)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painting.frame(
            painter, QRectF(self.rect()), theme().px(10), theme().c("surface"), theme().c("line")
        )

    def _steer(self, event: QKeyEvent) -> bool:
        row = self._list.currentIndex().row()
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS,
            Qt.Key.Key_PageUp: -_ROWS,
        }.get(Qt.Key(event.key()))
        if step is not None:
            last = self._model.rowCount() - 1
            self._list.setCurrentIndex(self._model.index(max(0, min(last, row + step))))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._timer.stop()
            if not self._fresh:
                self._search()
            self._run(self._list.currentIndex())
            return True
        return False

    def _wait(self) -> None:
        self._fresh = False
        self._timer.start()

    def _search(self) -> None:
        self._fresh = True
        self._model.show(self._source(self._line.text().strip()))
        self._list.setCurrentIndex(self._model.index(0))

    def _run(self, index: _Index) -> None:
        if index.isValid():
            entry = self._model.entries[index.row()]
            self.close()
            entry.run()
