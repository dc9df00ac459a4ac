"""Cards, their heads and rows, and the line between them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.texts import Elide, IconLabel, Text, Tone

CARD_RADIUS = 10


class Divider(QWidget):
    """A one-pixel line across."""

    def __init__(self, tone: str = "faint", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painting.horizontal(QPainter(self), 0, self.width(), 0, theme().c(self._tone))


class Card(QWidget):
    """A white sheet with a crisp border; put widgets into `body`.

    Tones: surface (default), accent, warning, bad (tinted), alert (white with a red border),
    shade, empty (dashed, for a place to drop something).
    """

    def __init__(
        self,
        title: str = "",
        *,
        margin: int = 16,
        spacing: int = 8,
        tone: str = "surface",
        horizontal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._selected = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._outer = outer
        if title:
            self.setAccessibleName(title)
            self.head = CardHead(title)
            outer.addWidget(self.head)
        kind = QBoxLayout.Direction.LeftToRight if horizontal else QBoxLayout.Direction.TopToBottom
        self.body = QBoxLayout(kind)
        side = theme().px(margin)
        self.body.setContentsMargins(
            side, 0 if title else theme().px(min(margin, 12)), side, theme().px(12) if margin else 0
        )
        self.body.setSpacing(theme().px(spacing))
        outer.addLayout(self.body, 1)

    def set_selected(self, selected: bool) -> None:
        """Draw the border of a chosen card."""
        self._selected = selected
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the ground."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        radius = look.px(CARD_RADIUS)
        box = QRectF(self.rect())
        if self._selected:
            painting.frame(painter, box, radius, look.c("surface"), look.c("accent"), 2)
        elif self._tone in {"accent", "warning", "bad", "good"}:
            border = look.c("bad") if self._tone == "bad" else None
            painting.frame(painter, box, radius, look.c(f"{self._tone}_weak"), border)
        elif self._tone == "alert":
            painting.frame(painter, box, radius, look.c("surface"), look.c("bad"))
        elif self._tone == "empty":
            painting.frame(
                painter, box, radius, None, look.c("line"), 1, Qt.PenStyle.CustomDashLine
            )
        else:
            painting.frame(painter, box, radius, look.c(self._tone), look.c("line"))


class CardHead(QWidget):
    """Title of a card with room for tools at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        side = theme().px(16)
        self._row.setContentsMargins(side, theme().px(12), side, theme().px(12))
        self._row.setSpacing(theme().px(8))
        self.title = Elide(title, "head")
        self._row.addWidget(self.title)
        self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put a tool at the right end."""
        self._row.addWidget(widget)

    def add_beside(self, widget: QWidget) -> None:
        """Put a pill right beside the title."""
        self._row.insertWidget(self._row.count() - 1, widget)


class Row(QWidget):
    """Icon, two lines and a tool at the right: the row of short lists (up to 50).

    With `wrap` the second line may take several lines, as in the inspector.

    Signals:
        clicked, activated: a click; a double click or Enter.
    """

    clicked = Signal()
    activated = Signal()

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        icon: str = "",
        icon_tone: Tone = "second",
        tool: QWidget | None = None,
        margin: int = 16,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{title}, {subtitle}" if subtitle else title)
        self._clickable = False
        row = QHBoxLayout(self)
        above = theme().px(11 if subtitle else 7)
        row.setContentsMargins(theme().px(margin), above, theme().px(margin), above)
        row.setSpacing(theme().px(12))
        if icon:
            mark = IconLabel(icon, icon_tone)
            if subtitle and margin:
                mark.setMinimumHeight(theme().px(28))
            side = Qt.AlignmentFlag.AlignTop if subtitle else Qt.AlignmentFlag.AlignVCenter
            row.addWidget(mark, 0, side)
        lines = self._lines = QVBoxLayout()
        lines.setSpacing(0)
        self.title = self._title(title)
        lines.addWidget(self.title)
        self.subtitle: Elide | Text = (
            Text(subtitle, "plain", "second", wrap=True)
            if wrap
            else Elide(subtitle, "plain", "second")
        )
        lines.addWidget(self.subtitle)
        row.addLayout(lines, 1)
        self.subtitle.setVisible(bool(subtitle))
        if tool is not None:
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _title(self, title: str) -> Elide | Text:
        return Elide(title, "strong")

    def make_dense(self) -> Row:
        """Stand closer to the rows above and below, where there are many."""
        layout = self.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            layout.setContentsMargins(margins.left(), theme().px(6), margins.right(), theme().px(6))
        return self

    def make_clickable(self) -> Row:
        """Let clicks and the keyboard reach the row as a whole."""
        self._clickable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        return self

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._clickable and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        if self._clickable:
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.activated.emit()
        elif self._clickable and event.key() == Qt.Key.Key_Space:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class WholeRow(Row):
    """A row whose lines are never shortened: who may collect a child, whom to call."""

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *,
        icon: str = "",
        icon_tone: Tone = "second",
        tool: QWidget | None = None,
        margin: int = 16,
    ) -> None:
        super().__init__(
            title, subtitle, icon=icon, icon_tone=icon_tone, tool=tool, margin=margin, wrap=True
        )
        self._lines.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _title(self, title: str) -> Elide | Text:
        return Text(title, "strong", wrap=True)


class Band(QWidget):
    """What the rows beneath it have in common, on a tinted stripe."""

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self.setFixedHeight(theme().px(28))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        line.setSpacing(theme().px(8))
        line.addWidget(Text(text, "strong"))
        line.addWidget(Text(note, "plain", "second"))
        line.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(1, 0, -1, 0), theme().c("shade"))


class RowList(QWidget):
    """Rows under each other with faint lines between; for up to 50 rows."""

    def __init__(self, parent: QWidget | None = None, *, top_line: bool = True) -> None:
        super().__init__(parent)
        self._top_line = top_line
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, row: QWidget) -> None:
        """Append a row."""
        if self._column.count() or self._top_line:
            self._column.addWidget(Divider())
        self._column.addWidget(row)

    def clear(self) -> None:
        """Remove all rows."""
        while self._column.count():
            widget = self._column.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Figure(QWidget):
    """A large number with what it counts and a note below, as in "Jetzt hier"."""

    def __init__(
        self, number: str, label: str, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._number = Text(number, "figure")
        self._label = Text(label, "strong")
        self._note = Text(note, "plain", "second", wrap=True)
        for widget in (self._number, self._label, self._note):
            column.addWidget(widget)
        column.addStretch(1)
        self._name()

    def show_values(self, number: str, label: str, note: str = "") -> None:
        """Show other values."""
        self._number.show_text(number)
        self._label.show_text(label)
        self._note.show_text(note)
        self._name()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(72), super().minimumSizeHint().height())

    def _name(self) -> None:
        parts = (self._number.plain(), self._label.plain(), self._note.plain())
        self.setAccessibleName(" ".join(part for part in parts if part))


class ValueRow(QWidget):
    """A label at the left and its value, as the inspector lists facts."""

    def __init__(
        self,
        label: str,
        value: str | QWidget,
        parent: QWidget | None = None,
        *,
        right: bool = False,
    ) -> None:
        """With `right` the label takes the room and the value, a figure, stands at the right."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        row.setSpacing(theme().px(8))
        name = Elide(label, "plain", "second")
        if not right:
            name.setFixedWidth(theme().px(112))
        row.addWidget(name, int(right), Qt.AlignmentFlag.AlignTop)
        if isinstance(value, str) and right:
            row.addWidget(Text(value, "strong"))
            self.setAccessibleName(f"{label}: {value}")
        elif isinstance(value, str):
            row.addWidget(Text(value, wrap=True), 1)
            self.setAccessibleName(f"{label}: {value}")
        else:
            row.addWidget(value)
            row.addStretch(1)
            self.setAccessibleName(label)
