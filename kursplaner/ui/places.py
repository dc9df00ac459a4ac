"""The registry of pages: which places there are, in the order of the rail.

A page's module is imported when its place is opened first (or by `preload`, off the window's
thread), so that the window opens fast.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.widgets.command_palette import PaletteEntry
from kursplaner.ui.widgets.pages.frame import Page


def _announced(folder: str) -> PageSpec:
    """Return what the page module of a folder says of its place."""
    spec: PageSpec = importlib.import_module(f"kursplaner.ui.{folder}.page").SPEC
    return spec


def _maker(folder: str) -> Callable[[AppContext], Page]:
    return lambda context: _announced(folder).make(context)


def _commander(folder: str) -> Callable[[AppContext], Sequence[PaletteEntry]]:
    def commands(context: AppContext) -> Sequence[PaletteEntry]:
        made = _announced(folder).commands
        return made(context) if made is not None else ()

    return commands


def _searcher(folder: str) -> Callable[[AppContext, str], Sequence[PaletteEntry]]:
    def search(context: AppContext, text: str) -> Sequence[PaletteEntry]:
        made = _announced(folder).search
        return made(context, text) if made is not None else ()

    return search


def _place(folder: str, title: str, icon: str, *, bottom: bool = False, home: str = "") -> PageSpec:
    return PageSpec(
        folder,
        title,
        icon,
        _maker(folder),
        bottom=bottom,
        in_rail=not home,
        home=home,
        commands=_commander(folder),
        search=_searcher(folder),
    )


PLACES = (
    _place("today", "Heute", "sun"),
    _place("calendar", "Kalender", "calendar-days"),
    _place("courses", "Kurse", "graduation-cap"),
    _place("people", "Personen", "users"),
    _place("rooms", "Räume", "door-open"),
    _place("childcare", "Betreuung", "baby"),
    _place("rides", "Fahrdienst", "bus"),
    _place("funding", "Förderung", "landmark"),
    _place("history", "Verlauf", "history", bottom=True),
    _place("settings", "Einstellungen", "settings", bottom=True),
    _place("printing", "Drucken", "printer", home="today"),
    _place("absences", "Ausfall", "user-x", home="today"),
    _place("availability", "Verfügbarkeit", "calendar-clock", home="people"),
    _place("conflicts", "Konflikte", "triangle-alert", home="calendar"),
    _place("timetable", "Stundenplan", "wand-sparkles", home="calendar"),
    _place("drafts", "Entwürfe", "notebook-pen", home="calendar"),
    _place("doubles", "Mögliche Doppel", "git-merge", home="people"),
)


def all_places() -> list[PageSpec]:
    """Every place of the window."""
    return list(PLACES)


def preload() -> None:
    """Import the modules of all places; meant for a moment in which nobody waits."""
    for spec in PLACES:
        _announced(spec.key)
