"""Words on the window: labels, elided data, pills and the explanation of a key."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme

Tone = Literal["text", "second", "third", "accent", "good", "warning", "bad", "notice"]
TextKind = Literal["plain", "town", "title", "big", "head", "strong", "figure", "note", "label"]
PillTone = Literal["neutral", "good", "warning", "bad", "accent"]

_COLOURS = {"text": "text", "second": "text2", "third": "text3", "notice": "on_notice"}
_FONTS: dict[str, tuple[int, int]] = {
    "plain": (13, 400),
    "title": (20, 600),
    "town": (15, 600),
    "big": (18, 600),
    "head": (13, 600),
    "strong": (13, 500),
    "figure": (24, 600),
    "note": (12, 400),
    "label": (11, 400),
}

_HEIGHTS = {"title": 28, "town": 20, "figure": 30, "big": 24, "note": 16, "label": 15}


def restyle(widget: QWidget) -> None:
    """Let the sheet look again after a dynamic property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def mark_bad(widget: QWidget, bad: bool) -> None:
    """Give an input the red border, or take it away."""
    if bool(widget.property("bad")) != bad:
        widget.setProperty("bad", bad)
        restyle(widget)


class Text(QLabel):
    """A label of the window's scale of sizes; `wrap=True` breaks lines at 18 px."""

    def __init__(
        self,
        text: str = "",
        kind: TextKind = "plain",
        tone: Tone = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("k", kind)
        self.setProperty("tone", tone)
        self._kind = kind
        self._plain = text
        self.setWordWrap(wrap)
        if wrap:
            self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTextFormat(
            Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText,
        )
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text; markup in it is shown as it is typed."""
        self._plain = text
        if self.wordWrap():
            line = theme().px({"note": 16, "label": 15}.get(self._kind, 18))
            escaped = html.escape(text).replace("\n", "<br>")
            self.setText(f'<p style="line-height:{line}px">{escaped}</p>')
        else:
            self.setText(text)
        self.setAccessibleName(text)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour, e.g. to "bad"."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def plain(self) -> str:
        """The text without markup."""
        return self._plain


class Elide(QLabel):
    """One line that ends in an ellipsis where the room is short; the tool tip has it whole."""

    def __init__(
        self,
        text: str = "",
        kind: TextKind = "plain",
        tone: Tone = "text",
        parent: QWidget | None = None,
        *,
        struck: bool = False,
    ) -> None:
        """Make it; `struck` through where it does not hold any more."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._kind = kind
        self._tone: Tone = tone
        self._struck = struck
        if struck:
            self.setAccessibleName(f"{text}, gilt nicht mehr")

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_tone(self, tone: Tone) -> None:
        """Change the colour."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        font = theme().font(*_FONTS[self._kind])
        width = painting.metrics(font).horizontalAdvance(self.text())
        return QSize(int(width) + 2, _line_height(self._kind))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme().px(20), self.sizeHint().width()), _line_height(self._kind))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        font = theme().font(*_FONTS[self._kind])
        if self._struck:
            font = QFont(font)
            font.setStrikeOut(True)
        colour = theme().c(_COLOURS.get(self._tone, self._tone))
        shown = painting.elided(font, self.text(), self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painting.text(painter, QRectF(self.rect()), self.text(), font, colour, self.alignment())


def _line_height(kind: str) -> int:
    return theme().px(_HEIGHTS.get(kind, 18))


class Pill(QLabel):
    """A short state on a tinted ground, with an icon where colour alone would carry it."""

    def __init__(
        self,
        text: str = "",
        tone: PillTone = "neutral",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self._icon = icon
        self.setAccessibleName(text)

    def show_state(self, text: str, tone: PillTone = "neutral", icon: str = "") -> None:
        """Show another state."""
        self.setText(text)
        self.setAccessibleName(text)
        self._tone, self._icon = tone, icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = theme().font(12, 500)
        width = painting.metrics(font).horizontalAdvance(self.text()) + theme().px(16)
        if self._icon:
            width += theme().px(14 + 4)
        return QSize(int(width) + 1, theme().px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        ground, colour = pill_colours(self._tone)
        height = min(float(self.height()), float(look.px(20)))
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painting.frame(painter, box, height / 2, look.c(ground))
        left = look.px(8)
        if self._icon:
            side = look.px(14)
            icons.draw(
                painter,
                self._icon,
                look.c(colour),
                left - look.px(1),
                (self.height() - side) / 2,
                side,
            )
            left += side + look.px(4)
        area = QRectF(left, 0, self.width() - left - look.px(6), self.height())
        painting.text(painter, area, self.text(), look.font(12, 500), look.c(colour))


def pill_colours(tone: str) -> tuple[str, str]:
    """Tokens of ground and text of a pill."""
    if tone == "neutral":
        return "shade", "text2"
    return f"{tone}_weak", tone


class KeyHint(QLabel):
    """A key on the keyboard, as "Strg K"."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        width = painting.metrics(theme().font(11)).horizontalAdvance(self.text())
        return QSize(int(width) + theme().px(12), theme().px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        painting.frame(painter, QRectF(self.rect()), look.px(4), None, look.c("line"))
        painting.text(
            painter,
            QRectF(self.rect()),
            self.text(),
            look.font(11),
            look.c("text2"),
            Qt.AlignmentFlag.AlignHCenter,
        )


class IconLabel(QWidget):
    """An icon that stands for itself; give it a name where it carries meaning."""

    def __init__(
        self,
        icon: str,
        tone: Tone = "second",
        size: int = 18,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        self.setAccessibleName(name)
        self.setToolTip(name)

    def show_icon(self, icon: str, tone: Tone) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        side = theme().px(self._size)
        colour = theme().c(_COLOURS.get(self._tone, self._tone))
        icons.draw(
            painter, self._icon, colour, (self.width() - side) / 2, (self.height() - side) / 2, side
        )
