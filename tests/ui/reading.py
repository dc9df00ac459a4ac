"""All that somebody reads or hears of a widget, and what of it comes from the inside."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QStaticText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from kursplaner.ui.look import painting
from kursplaner.ui.widgets import Elide, Text
from kursplaner.ui.widgets.calendar.painting import CalendarPainter
from tests.desk.wording.plain import faults

LANGUAGES = re.compile(r"(?<!\w)(?:cs|uk|fa|prs|ti|ro|vi)(?!\w)")
MOST_ROWS = 80
NOWHERE = QModelIndex()
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def texts(root: QWidget) -> Iterator[str]:
    """Yield all that somebody reads or hears of a widget and what is in it."""
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
        match widget:
            case Text() | Elide():
                yield widget.plain() if isinstance(widget, Text) else widget.text()
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield widget.text()
                yield widget.placeholderText()
            case QPlainTextEdit():
                yield widget.toPlainText()
            case QComboBox():
                yield from (widget.itemText(at) for at in range(widget.count()))
            case QListWidget():
                yield from (widget.item(at).text() for at in range(widget.count()))
            case QAbstractItemView():
                yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = cast("QAbstractItemModel | None", view.model())
    if model is None:
        return
    columns = range(1 if isinstance(view, QListView) else model.columnCount(NOWHERE))
    for column in columns:
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(model.rowCount(NOWHERE), MOST_ROWS)):
        for column in columns:
            index: QModelIndex = model.index(row, column)
            for role in ROLES:
                found = index.data(role)
                yield found if isinstance(found, str) else ""


def inside_of(read: Iterator[str]) -> set[str]:
    """Return what of some texts comes from the inside; paths of files are somebody's own."""
    plain = {re.sub(r"<[^>]*>|„/[^“]*“", "", text) for text in read if text}
    return {text for text in plain if faults(text) or LANGUAGES.search(text)}


def inside(root: QWidget) -> set[str]:
    """Return what of a widget's texts comes from the inside."""
    return inside_of(texts(root))


@contextmanager
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Collect all texts that widgets paint by hand, of what is grabbed within."""
    seen: set[str] = set()
    draw, static = painting.text, CalendarPainter._static

    def text(
        painter: QPainter, rect: QRectF, value: str, font: QFont, colour: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        seen.add(value)
        draw(painter, rect, value, font, colour, align)

    def laid(self: CalendarPainter, words: str, *, strong: bool) -> QStaticText:
        seen.add(words)
        return static(self, words, strong=strong)

    with monkeypatch.context() as patch:
        patch.setattr(painting, "text", text)
        patch.setattr(CalendarPainter, "_static", laid)
        yield seen
