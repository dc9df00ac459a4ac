"""Buttons, segments, switches and chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.texts import restyle
from kursplaner.ui.widgets.wrap_layout import WrapLayout

ButtonKind = Literal[
    "plain",
    "primary",
    "danger",
    "quiet",
    "link",
    "icon",
    "framed",
    "chip",
    "large",
    "notice",
    "tab",
    "row",
    "crumb",
]
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_TONES = {
    "primary": "on_accent",
    "large": "on_accent",
    "danger": "bad",
    "link": "accent",
    "quiet": "text2",
    "chip": "text2",
    "icon": "text2",
    "notice": "notice_link",
    "tab": "text2",
}


class PushButton(QPushButton):
    """A button that Enter presses while it has the focus, and whose shortcut outlives its word."""

    def setText(self, text: str) -> None:
        """Show another word; Qt would take the shortcut away with the old one."""
        keys = self.shortcut()
        super().setText(text)
        self.setShortcut(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _CHORD:
            self.click() if self.menu() is None else self.showMenu()
        else:
            super().keyPressEvent(event)


class Button(PushButton):
    """A button with a word and perhaps an icon; an icon alone needs `name`.

    Kinds: plain, primary (one per page), danger, quiet (no frame), link, icon (no frame),
    framed (square with icon), large (the last step of a wizard), chip, row.
    """

    def __init__(
        self,
        text: str = "",
        kind: ButtonKind = "plain",
        icon: str = "",
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("k", kind)
        self._kind: str = kind
        self._icon_name = icon
        self._icon_tone = ""
        self._word = self._tip = ""
        self.setAccessibleName(name or text)
        self.setToolTip(tip or ("" if text else name))
        self.setAutoDefault(False)
        self._dress()

    def set_icon(self, icon: str, tone: str = "") -> None:
        """Show another icon; `tone` is a colour token."""
        self._icon_name, self._icon_tone = icon, tone
        self._dress()

    def set_kind(self, kind: ButtonKind) -> None:
        """Change kind at run time, e.g. from plain to primary."""
        self._kind = kind
        self.setProperty("k", kind)
        restyle(self)
        self._dress()

    def show_text(self, text: str) -> None:
        """Change the word on it and its accessible name."""
        if self._word:
            self._word = text
        else:
            self.setText(text)
        self.setAccessibleName(text)

    def collapse(self, collapsed: bool) -> None:
        """Show the icon alone while room is short; the word becomes the tool tip."""
        if collapsed and self.text() and self._icon_name:
            self._word, self._tip = self.text(), self.toolTip()
            self.setText("")
            self.setToolTip(self._tip or self._word)
            self._dress()
        elif not collapsed and self._word:
            self.setText(self._word)
            self.setToolTip(self._tip)
            self._word = ""
            self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_kind"):
            self._dress()

    def _dress(self) -> None:
        if not self._icon_name:
            return
        tone = self._icon_tone or _TONES.get(self._kind, "text")
        checked = "accent" if self._kind in {"plain", "chip", "tab"} else tone
        picture = icons.icon(self._icon_name, tone, checked)
        if self.icon().cacheKey() != picture.cacheKey():
            self.setIcon(picture)
        side = theme().px(16)
        size = QSize(side + (theme().px(4) if self.text() else 0), side)
        if self.iconSize() != size:
            self.setIconSize(size)


class PrimaryButton(Button):
    """The one button of a page that goes on."""

    def __init__(
        self, text: str, icon: str = "", *, tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "primary", icon, tip=tip, parent=parent)


class IconButton(Button):
    """A button of an icon alone, with a name for tool tip and screen reader."""

    def __init__(
        self, icon: str, name: str, *, framed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "framed" if framed else "icon", icon, name=name, parent=parent)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: what the program calls it, what the user reads, perhaps an icon."""

    key: str
    text: str
    icon: str = ""


class Segmented(QWidget):
    """Side-by-side buttons of which one is chosen, or several with `several=True`.

    Signals:
        chosen(str): the key now chosen by the user.
        changed(object): frozenset of chosen keys, also with `several`.
    """

    chosen = Signal(str)
    changed = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        current: str | Sequence[str] = "",
        *,
        name: str,
        several: bool = False,
        stretch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._several = several
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        wanted = {current} if isinstance(current, str) else set(current)
        for index, choice in enumerate(choices):
            self._add(choice, _place(index, len(choices)), choice.key in wanted)
        if stretch:
            for button in self._buttons.values():
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                button.setMinimumWidth(theme().px(24))
        else:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def current(self) -> str:
        """The chosen key, "" if none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def chosen_keys(self) -> frozenset[str]:
        """All chosen keys."""
        return frozenset(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, *keys: str) -> None:
        """Choose without a signal."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)

    def button(self, key: str) -> QPushButton:
        """The button of a choice, e.g. to disable it."""
        return self._buttons[key]

    def _add(self, choice: Choice, place: str, checked: bool) -> None:
        button = PushButton(choice.text)
        button.setProperty("seg", place)
        button.setCheckable(True)
        button.setChecked(checked)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{self.accessibleName()}: {choice.text}")
        if choice.icon:
            button.setIcon(icons.icon(choice.icon, "text2", "accent"))
            button.setIconSize(QSize(theme().px(20), theme().px(16)))
        self._group.addButton(button)
        self._buttons[choice.key] = button
        self.layout().addWidget(button)  # type: ignore[union-attr]
        button.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self.current())
        self.changed.emit(self.chosen_keys())


def _place(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if index == 0 else "last" if index == count - 1 else "mid"


class ChipRow(QWidget):
    """Round filters of which several can be on; they go on in the next line where one is full.

    Signals:
        changed(object): frozenset of keys that are on.
    """

    changed = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice],
        current: Sequence[str] = (),
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._row = WrapLayout(self)
        self.show_choices(choices, current)

    def show_choices(self, choices: Sequence[Choice], current: Sequence[str] = ()) -> None:
        """Replace the chips."""
        while self._row.count():
            widget = self._row.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = {}
        for choice in choices:
            chip = Button(choice.text, "chip", name=f"{self.accessibleName()}: {choice.text}")
            chip.setCheckable(True)
            chip.toggled.connect(self._mark)
            chip.setChecked(choice.key in current)
            chip.clicked.connect(self._tell)
            self._buttons[choice.key] = chip
            self._row.addWidget(chip)

    def all_keys(self) -> frozenset[str]:
        """Keys of all chips."""
        return frozenset(self._buttons)

    def chosen_keys(self) -> frozenset[str]:
        """Keys of the chips that are on."""
        return frozenset(key for key, chip in self._buttons.items() if chip.isChecked())

    def choose(self, *keys: str) -> None:
        """Choose without a signal."""
        for key, chip in self._buttons.items():
            chip.setChecked(key in keys)

    def _mark(self) -> None:
        chip = self.sender()
        if isinstance(chip, Button):
            if chip.isChecked():
                chip.set_icon("check", "accent")
            else:
                chip.set_icon("")
                chip.setIcon(icons.nothing())

    def _tell(self) -> None:
        self.changed.emit(self.chosen_keys())


class Switch(QAbstractButton):
    """On or off at once; `toggled(bool)` as any checkable button."""

    def __init__(self, name: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(32), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        ground = "accent" if self.isChecked() else "text3"
        if not self.isEnabled():
            ground = "line"
        box = QRectF(self.rect())
        painting.frame(painter, box, box.height() / 2, look.c(ground))
        side = box.height() - look.px(4)
        x = box.right() - side - look.px(2) if self.isChecked() else look.px(2)
        knob = look.c("on_accent") if self.isChecked() else look.c("surface")
        painter.setBrush(knob)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(x, look.px(2), side, side))
