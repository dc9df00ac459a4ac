"""Finding people among ten years of them."""

import os
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, median_ms
from benchmarks.towns import fresh_copy
from kursplaner.store.queries.people.people import people_count, people_rows
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state, tasks
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.places import all_places
from kursplaner.ui.start import application
from kursplaner.ui.widgets.command_palette import CommandPalette

TYPED = ("n", "no", "nov", "nova", "li", "haddad", "0171")
KEYS = "novakhaddad"
SEARCHED = {
    "a name": "novak haddad",
    "with a slip": "Hadadd Muelle",
    "a telephone": "+49 171/3920",
    "nothing": "xqzwvk",
    "a command": "Konflikte",
}
"""What is typed into the search, letter by letter, over and over."""
WINDOW = 64
RUNS = 21


def figures() -> Iterator[Figure]:
    """Measure what a key typed costs the store, then from the key to the painted list."""
    with TemporaryDirectory() as folder:
        town = Workspace.open(fresh_copy("decade", Path(folder)))
        texts = cycle(TYPED)

        def look() -> None:
            text = next(texts)
            with town.read() as db:
                people_count(db, text)
                people_rows(db, text, limit=WINDOW)

        yield Figure("people search, store's share of a key, decade", median_ms(look, RUNS))
        window = _window(town, Path(folder))
        painted = median_ms(_key(window), RUNS, warm=len(KEYS))
        for what, typed in SEARCHED.items():
            took = median_ms(_searched(window, typed), RUNS, warm=len(typed))
            yield Figure(f"Strg+K, {what}: key typed to painted, decade", took, limit=50)
        window.close()
        yield Figure("people search, key typed to list painted, decade", painted, limit=50)
        town.close()


def _window(town: Workspace, folder: Path) -> MainWindow:
    """Return the window with the list of people open."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application([])
    state.use_file(folder / "window.ini")
    window = MainWindow(town, all_places())
    window.resize(1440, 900)
    window.go("people")
    window.show()
    while not tasks.nothing_runs():
        app.processEvents()
    return window


def _key(window: MainWindow) -> Callable[[], None]:
    """Return an act: the next letter is typed and the list stands painted."""
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    listed = page.list
    listed.search.setFocus()
    letters = cycle(KEYS)

    def key() -> None:
        letter = next(letters)
        if len(listed.search.text()) >= len(KEYS) // 2:
            listed.search.selectAll()
        QTest.keyClicks(listed.search, letter)
        while listed.model.search != listed.search.text():
            QApplication.processEvents()
        listed.view.viewport().repaint()

    return key


def _searched(window: MainWindow, typed: str) -> Callable[[], None]:
    """Return an act: the next letter is typed into the search and what is found stands painted."""
    window.search()
    palette = next(iter(window.findChildren(CommandPalette)))
    letters = cycle(typed)
    line = palette.line()

    def key() -> None:
        letter = next(letters)
        if len(line.text()) >= len(typed):
            line.clear()
        QTest.keyClicks(line, letter)
        QApplication.processEvents()
        palette.repaint()

    return key
