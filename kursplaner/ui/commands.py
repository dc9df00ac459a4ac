"""What Strg+K finds: commands of the window, of the pages, and things by their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from kursplaner.basics.folding import fold
from kursplaner.basics.slips import one_slip
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
    ("Strg+Umschalt+P, S", "Liste drucken, als Datei speichern"),
    ("Strg+N", "Neuer Kurs"),
    ("F6", "Kind ohne Anmeldung aufnehmen"),
    ("Strg+1 … 8", "Heute bis Förderung"),
    ("F12", "Namen verbergen"),
    ("Strg+L", "Sperren, bis jemand das Passwort eingibt"),
    ("F5", "Neu laden"),
    ("X E U W P", "Anwesenheit: Zeichen setzen, Leertaste = anwesend"),
    ("A, K", "Anwesenheit: alle da, kommt oder geht"),
    ("Alt+Pfeile", "Kalender: Termin verschieben, mit Umschalt in einen anderen Raum"),
    ("F1", "Diese Übersicht"),
)
_MOST = 60
SHORTEST = 3
"""Fewer letters are nobody's word yet: things by their names come first."""
NOTHING = "Weniger Buchstaben, Telefon oder Kursnummer finden mehr"


class Frame(AppContext, Protocol):
    """The window as its commands see it."""

    @property
    def undo_steps(self) -> Undo:
        """What takes back and repeats."""

    def hide_names(self) -> None:
        """Hide or show names."""

    def search(self) -> None:
        """Search again."""

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
        every = self._commands()
        commands = [each for each in every if _fits(each, words)]
        if not words:
            return commands[:_MOST]
        own = [each for each in commands if _begins(each, words)]
        found: list[PaletteEntry] = []
        for spec in self._places:
            if spec.search is not None:
                found += spec.search(self._window, text)
        rest = [each for each in commands if each not in own]
        if not own and not found and not rest:
            rest = [each for each in every if _nearly(each, words)]
        return (own + found + rest)[:_MOST] or self._nothing(text)

    def _nothing(self, text: str) -> list[PaletteEntry]:
        """Say that nothing is found, and what can be done about it."""
        window = self._window
        return [
            PaletteEntry(f"Nichts gefunden zu „{text}“", window.search, NOTHING, "search"),
            PaletteEntry("Neue Person", _Go(window, "people", new=True), "anlegen", "user-plus"),
            PaletteEntry("Alle Personen", _Go(window, "people"), "durchsehen", "users"),
        ]

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
            PaletteEntry("Sperren", _Wish(window, "lock"), icon="lock", keys="Strg+L"),
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

    def __init__(self, window: Frame, place: str, **target: object) -> None:
        self._window, self._place, self._target = window, place, target

    def __call__(self) -> None:
        self._window.go(self._place, **self._target)


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
    text = _text(entry)
    return all(word in text for word in words)


def _begins(entry: PaletteEntry, words: Sequence[str]) -> bool:
    """Tell whether what is typed is the beginning of a command's own words."""
    if len(words[0]) < SHORTEST:
        return False
    own = fold(f"{entry.title} {entry.words}").split()
    return all(any(each.startswith(word) for each in own) for word in words)


def _nearly(entry: PaletteEntry, words: Sequence[str]) -> bool:
    """Tell whether one slip in each word leads to a command."""
    own = _text(entry).split()
    return all(
        any(one_slip(word, each[: len(word) + step]) for each in own for step in (-1, 0, 1))
        for word in words
    )


def _text(entry: PaletteEntry) -> str:
    return fold(f"{entry.title} {entry.subtitle} {entry.words}")
