"""Chips that go on in the next line where a line is full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from kursplaner.ui.look import icons
from kursplaner.ui.widgets import Button, Choice
from kursplaner.ui.widgets.wrap_layout import WrapLayout

ALL = "all"
_LETTERS = 18


class Chips(QWidget):
    """Chips of which one is on.

    Signals:
        changed: another one.
    """

    changed = Signal()

    def __init__(
        self, choices: Sequence[Choice], current: str, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.line = WrapLayout(self)
        self.buttons: dict[str, Button] = {}
        self._current = current
        self._show(choices, {current})

    def current(self) -> str:
        """The key of the chip that is on."""
        return self._current

    def choose(self, key: str) -> None:
        """Switch one on without a signal."""
        self._current = key
        self._mark({key})

    def _show(self, choices: Sequence[Choice], on: set[str]) -> None:
        for button in self.buttons.values():
            self.line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for choice in choices:
            name = f"{self.accessibleName()}: {choice.text}"
            chip = Button(_short(choice.text), "chip", name=name, tip=choice.text)
            chip.setCheckable(True)
            chip.setProperty("key", choice.key)
            chip.clicked.connect(self._clicked)
            self.buttons[choice.key] = chip
            self.line.addWidget(chip)
        self._mark(on)

    def _mark(self, on: set[str]) -> None:
        for key, chip in self.buttons.items():
            chip.setChecked(key in on)
            chip.set_icon("check" if key in on else "", "accent")
            if key not in on:
                chip.setIcon(icons.nothing())
        self.updateGeometry()

    def _clicked(self) -> None:
        chip = self.sender()
        if chip is not None:
            self._take(str(chip.property("key")))

    def _take(self, key: str) -> None:
        self.choose(key)
        self.changed.emit()


class SomeOrAll(Chips):
    """Chips of which several can be on; "Alle" stands for none in particular.

    More than `most` choices go into a menu behind the last chip.
    """

    def __init__(self, name: str, *, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__((), "", name=name, parent=parent)
        self._most = most
        self._choices: tuple[Choice, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self.more = Button("", "chip", "chevron-down", name=f"{name}: weitere")
        self.more.clicked.connect(self._open_menu)
        self.menu = QMenu(self.more)
        self.menu.triggered.connect(self._take_from_menu)
        self.choose_some(frozenset())

    def chosen(self) -> frozenset[str]:
        """The keys chosen; none means all."""
        return self._chosen

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what was chosen stays where it is still offered."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self.choose_some(self._chosen & {choice.key for choice in choices})

    def choose_some(self, keys: frozenset[str]) -> None:
        """Choose without a signal."""
        self._chosen = keys
        ordered = sorted(self._choices, key=lambda choice: choice.key not in keys)
        room = min(len(ordered), self._most)
        first = sorted(ordered[:room], key=self._choices.index)
        rest = [choice for choice in self._choices if choice not in first]
        self.line.removeWidget(self.more)
        self._show([Choice(ALL, "Alle"), *first], set(keys) or {ALL})
        self.more.setText(f"{len(rest)} weitere")
        self.line.addWidget(self.more)
        self.more.setVisible(bool(rest))
        self.menu.clear()
        for choice in rest:
            action = QAction(choice.text, self.menu)
            action.setData(choice.key)
            self.menu.addAction(action)

    def _take(self, key: str) -> None:
        self.choose_some(frozenset() if key == ALL else self._chosen ^ {key})
        self.changed.emit()

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take_from_menu(self, action: QAction) -> None:
        self.choose_some(self._chosen | {str(action.data())})
        self.changed.emit()


def _short(text: str) -> str:
    """Return a chip's word, not longer than a line of chips bears."""
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1].rstrip()}…"
