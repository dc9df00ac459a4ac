"""What is wrong with a window as it stands: cut, overlapping, outside, elided without tool tip."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from kursplaner.ui.task_bar import TaskBar
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.pages.inspector import Inspector
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from kursplaner.ui.widgets.pages.veil import Veil
from kursplaner.ui.widgets.texts import Elide

SLACK = 1
OVER_OTHERS = (Veil, FocusRing, NoticeBar, TaskBar, Inspector, QMenu)
"""They lie over the page, as they are meant to."""
WHOLE = (QAbstractSpinBox, QComboBox, QCalendarWidget, QScrollBar, QAbstractItemView)
"""Their insides are Qt's own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be read or reached.

    Attributes:
        kind: cut, squeezed, outside, overlap, elided or big.
        where: the widget and the ones around it.
        what: its text, or how much is missing.
    """

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}"


def faults_of(root: QWidget) -> Iterator[Fault]:
    """Find what is wrong with everything that is shown in a window."""
    yield from _overlaps(root)
    for widget in _shown(root):
        yield from _cut(widget)
        yield from _outside(widget)
        yield from _overlaps(widget)


def beyond(box: QWidget, room: QSize) -> Iterator[Fault]:
    """Find out whether a window is larger than the room it has on the screen."""
    if box.width() > room.width() or box.height() > room.height():
        size = f"{box.width()} × {box.height()} in {room.width()} × {room.height()}"
        yield Fault("big", place_of(box), size)


def place_of(widget: QWidget) -> str:
    """Name a widget by its class, its words and what it lies in."""
    names: list[str] = []
    around: QWidget | None = widget
    while around is not None and not around.isWindow() and len(names) < 4:
        if type(around) is not QWidget or not names:
            words = (around.accessibleName() or around.windowTitle())[:40]
            names.append(f"{type(around).__name__}({words})" if words else type(around).__name__)
        around = around.parentWidget()
    return " < ".join(names) or type(widget).__name__


def _shown(root: QWidget) -> Iterator[QWidget]:
    for part in root.children():
        if not isinstance(part, QWidget) or part.isWindow() or not part.isVisibleTo(root):
            continue
        if isinstance(part, (Veil, FocusRing)) or part.objectName().startswith("qt_"):
            if isinstance(root, QAbstractScrollArea) and not isinstance(root, WHOLE):
                yield from _shown(part)
            continue
        yield part
        if not isinstance(part, (*WHOLE, QLineEdit)):
            yield from _shown(part)


def _cut(widget: QWidget) -> Iterator[Fault]:
    """Find words that need more room than they have, and widgets below their least size."""
    if isinstance(widget, Elide):
        return
    if isinstance(widget, QLabel) and widget.text():
        wide, high = widget.sizeHint().width(), widget.sizeHint().height()
        if widget.wordWrap():
            wide, high = 0, widget.heightForWidth(widget.width())
        if wide > widget.width() + SLACK or high > widget.height() + SLACK:
            yield Fault("cut", place_of(widget), f"{widget.width()}×{widget.height()}, needs "
                        f"{wide}×{high}")  # fmt: skip
        return
    if isinstance(widget, QPushButton) and not widget.text():
        if not widget.rect().contains(QRect(QPoint(), widget.iconSize())):
            yield Fault("cut", place_of(widget), f"{widget.width()}×{widget.height()}")
        return
    if isinstance(widget, QAbstractButton) and widget.text():
        hint = widget.sizeHint()
        if hint.width() > widget.width() + SLACK or hint.height() > widget.height() + 2:
            yield Fault("cut", place_of(widget), f"{widget.width()}×{widget.height()}, needs "
                        f"{hint.width()}×{hint.height()}")  # fmt: skip
        return
    if isinstance(widget, QComboBox):
        yield from _cut_choice(widget)
    yield from _squeezed(widget)


def _cut_choice(choice: QComboBox) -> Iterator[Fault]:
    wide = choice.fontMetrics().horizontalAdvance(choice.currentText())
    if wide > choice.width() - 36 and not choice.toolTip():
        yield Fault("cut", place_of(choice), choice.currentText())


def _squeezed(widget: QWidget) -> Iterator[Fault]:
    if widget.layout() is not None or isinstance(widget, QStackedWidget):
        return  # what lies in it is looked at by itself
    least, policy = widget.minimumSizeHint(), widget.sizePolicy()
    ignored = QSizePolicy.Policy.Ignored
    wide = 0 if policy.horizontalPolicy() == ignored else least.width()
    high = 0 if policy.verticalPolicy() == ignored else least.height()
    wide, high = widget.minimumWidth() or wide, widget.minimumHeight() or high
    wide, high = min(wide, widget.maximumWidth()), min(high, widget.maximumHeight())
    if wide > widget.width() + SLACK or high > widget.height() + SLACK:
        yield Fault("squeezed", place_of(widget), f"{widget.width()}×{widget.height()}, least "
                    f"{wide}×{high}")  # fmt: skip


def _outside(widget: QWidget) -> Iterator[Fault]:
    """Find what lies beyond the edge of its parent, unless one can scroll to it."""
    parent = widget.parentWidget()
    if parent is None or isinstance(parent, QStackedWidget):
        return
    area = parent.parentWidget()
    if isinstance(area, QScrollArea) and area.widget() is widget:
        if (
            area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            and widget.width() > parent.width() + SLACK
        ):
            yield Fault("outside", place_of(widget), f"{widget.width()} in {parent.width()}")
        return
    if isinstance(parent, QAbstractScrollArea) or isinstance(area, QAbstractScrollArea):
        return
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not room.contains(widget.geometry()) and not widget.geometry().isEmpty():
        yield Fault("outside", place_of(widget), f"{_words(widget.geometry())} in "
                    f"{_words(parent.rect())}")  # fmt: skip


def _overlaps(widget: QWidget) -> Iterator[Fault]:
    """Find children that lie over each other."""
    if isinstance(widget, (QStackedWidget, QMainWindow, QAbstractScrollArea, *WHOLE)):
        return
    parts = [
        part
        for part in widget.children()
        if isinstance(part, QWidget)
        and not part.isWindow()
        and part.isVisibleTo(widget)
        and not isinstance(part, OVER_OTHERS)
        and not part.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    ]
    for part, other in combinations(parts, 2):
        both = part.geometry().intersected(other.geometry())
        if both.width() > SLACK and both.height() > SLACK and not _meant(widget, part, other):
            what = f"{_words(part.geometry())} over {place_of(other)} {_words(other.geometry())}"
            yield Fault("overlap", place_of(part), what)


def _meant(around: QWidget, part: QWidget, other: QWidget) -> bool:
    """Tell whether one of two lies on the other on purpose: a cross in the corner of a drawer."""
    layout = around.layout()
    return isinstance(around, Inspector) or (
        layout is not None and not (_in(layout, part) and _in(layout, other))
    )


def _in(layout: QLayout, widget: QWidget) -> bool:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner = item.layout()
        if item.widget() is widget or (inner is not None and _in(inner, widget)):
            return True
    return False


def _words(box: QRect) -> str:
    corner: QPoint = box.topLeft()
    return f"{box.width()}×{box.height()}+{corner.x()}+{corner.y()}"
