"""What Strg+K finds: commands of the window, of the pages, and things by their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from kursplaner.basics.folding import fold
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.chosen import apply_look
from kursplaner.ui.look.theme import theme
from kursplaner.ui.look.tokens import Mode
from kursplaner.ui.undo import Undo
from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.cards import ValueRow
from kursplaner.ui.widgets.command_palette import PaletteEntry
from kursplaner.ui.widgets.confirm import Dialog

KEYS = (
    ("Strg+K", "Suchen: Person, Kurs, Raum, Fahrzeug, Befehl"),
    ("Strg+Z, Strg+Y", "Rückgängig, wiederholen"),
    ("Strg+P", "Drucken"),
    ("Strg+N", "Neuer Kurs"),
    ("F6", "Kind ohne Anmeldung aufnehmen"),
    ("Strg+1 … 8", "Heute bis Förderung"),
    ("F12", "Namen verbergen"),
    ("F5", "Neu laden"),
    ("X E U W P", "Anwesenheit: Zeichen setzen, Leertaste = anwesend"),
    ("A, K", "Anwesenheit: alle da, kommt oder geht"),
    ("Alt+Pfeile", "Kalender: Termin verschieben"),
    ("F1", "Diese Übersicht"),
)
_MOST = 60


class Frame(AppContext, Protocol):
    """The window as its commands see it."""

    @property
    def undo_steps(self) -> Undo:
        """What takes back and repeats."""

    def hide_names(self) -> None:
        """Hide or show names."""

    def want_file(self, wish: str) -> None:
        """Ask the program for another file: "new", "open" or "demo"."""


class Commands:
    """Collects entries of the window and of all places."""

    def __init__(self, window: Frame, places: Sequence[PageSpec], parent: QWidget) -> None:
        self._window = window
        self._parent = parent
        self._places = places

    def entries(self, text: str) -> Sequence[PaletteEntry]:
        """Everything that fits; commands first while little is typed, then things by name."""
        words = fold(text).split()
        commands = [each for each in self._commands() if _fits(each, words)]
        if not words:
            return commands[:_MOST]
        found: list[PaletteEntry] = []
        for spec in self._places:
            if spec.search is not None:
                found += spec.search(self._window, text)
        return (found + commands)[:_MOST]

    def show_keys(self) -> None:
        """F1: all keys in one box."""
        box = Dialog("Tasten", self._parent, width=520)
        for keys, meaning in KEYS:
            box.body.addWidget(ValueRow(keys, meaning))
        box.add_button(Button("Schließen", "primary"), accepts=True)
        box.open()

    def _commands(self) -> list[PaletteEntry]:
        window = self._window
        found: list[PaletteEntry] = []
        for spec in self._places:
            if spec.commands is not None:
                found += spec.commands(window)
        found += [
            PaletteEntry(spec.title, _Go(window, spec.key), "Seite öffnen", spec.icon)
            for spec in self._places
        ]
        found += [
            PaletteEntry("Rückgängig", window.undo_steps.undo, icon="undo-2", keys="Strg+Z"),
            PaletteEntry("Wiederholen", window.undo_steps.redo, icon="redo-2", keys="Strg+Y"),
            PaletteEntry(
                "Namen verbergen oder zeigen", window.hide_names, icon="eye-off", keys="F12"
            ),
            PaletteEntry("Helle Farben", _Mode("light"), icon="sun"),
            PaletteEntry("Dunkle Farben", _Mode("dark"), icon="eye"),
            PaletteEntry("Text größer", _Scale(+25), icon="zoom-in"),
            PaletteEntry("Text kleiner", _Scale(-25), icon="zoom-out"),
            PaletteEntry("Tasten", self.show_keys, icon="keyboard", keys="F1"),
            PaletteEntry("Neue Stadt anlegen", _Wish(window, "new"), icon="file-plus"),
            PaletteEntry("Datei öffnen", _Wish(window, "open"), icon="folder-open"),
            PaletteEntry("Mit der Spielstadt spielen", _Wish(window, "demo"), icon="play"),
        ]
        return found


class _Go:
    """Opens a place."""

    def __init__(self, window: Frame, place: str) -> None:
        self._window, self._place = window, place

    def __call__(self) -> None:
        self._window.go(self._place)


class _Wish:
    """Asks the program for another file."""

    def __init__(self, window: Frame, wish: str) -> None:
        self._window, self._wish = window, wish

    def __call__(self) -> None:
        self._window.want_file(self._wish)


class _Mode:
    """Switches the colours and remembers it."""

    def __init__(self, mode: Mode) -> None:
        self._mode: Mode = mode

    def __call__(self) -> None:
        apply_look(self._mode, theme().scale)


class _Scale:
    """Changes the size of the text and remembers it."""

    def __init__(self, step: int) -> None:
        self._step = step

    def __call__(self) -> None:
        apply_look(theme().mode, theme().scale + self._step)


def _fits(entry: PaletteEntry, words: Sequence[str]) -> bool:
    text = fold(f"{entry.title} {entry.subtitle}")
    return all(word in text for word in words)
