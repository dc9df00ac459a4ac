"""Goes through all buttons of a page, and through the boxes that open."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QDialog,
    QFileDialog,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QWidget,
)
from shiboken6 import isValid

from benchmarks.screens.scenes import Stand
from kursplaner.ui import tasks
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets.pages.rail import Rail

Look = Callable[[QWidget, str], None]
Button = tuple[tuple[str, str], Callable[[], None]]
"""What was pressed is known by its place and its words."""
LONGEST_SECONDS = 5.0
DEEPEST = 2
SKIPPED = ("Suchen", "Ordner öffnen", "Jetzt sichern", "Logo wählen")
"""Buttons that begin long work or leave the program."""


def settle() -> None:
    """Let everything be read and painted."""
    app = QApplication.instance()
    until = time.monotonic() + LONGEST_SECONDS
    for _ in range(3):
        if app is not None:
            app.processEvents()
    while not tasks.nothing_runs() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.processEvents()
    QApplication.sendPostedEvents()


class Crawl:
    """Looks at a page, and at every box that its buttons and menus open.

    Attributes:
        seen: the classes of boxes that were met.
    """

    def __init__(self, window: MainWindow, look: Look) -> None:
        self._window = window
        self._look = look
        self._chosen = (theme().mode, theme().scale)
        self._pressed: set[tuple[str, str]] = set()
        self.seen: set[str] = set()

    def visit(self, stand: Stand, *, boxes: bool = True) -> None:
        """Look at one state of a page, then press what can be pressed."""
        page = self._open(stand)
        self._look(self._window, stand.name)
        self._boxes(stand.name, 0)
        while boxes:
            found = next(self._untried(page, stand.place), None)
            if found is None:
                return
            acts = self._newest()
            self._press(found, stand.name, 0)
            self._take_back(acts)
            page = self._open(stand)

    def _open(self, stand: Stand) -> QWidget:
        look = theme()
        if (look.mode, look.scale) != self._chosen:  # a button of the settings was pressed
            look.apply(*self._chosen)
        settle()  # another size of the text builds the window anew
        page = stand.open(self._window)
        settle()
        return page

    def _press(self, button: Button, name: str, depth: int) -> None:
        """Press, and look at the box that opens; a menu is pressed again for its next entry."""
        key, press = button
        press()
        settle()
        if self._menu(f"{key}"):
            self._pressed.discard(key)
        self._boxes(name, depth)

    def _untried(self, around: QWidget, place: str) -> Iterator[Button]:
        """Give what was not pressed yet."""
        for button in around.findChildren(QAbstractButton):
            if not (button.isVisible() and button.isEnabled()) or _within(button, (Rail,)):
                continue
            if isinstance(button, (QCheckBox, QRadioButton)) or _within(button, (QScrollBar,)):
                continue
            words = button.text() or button.accessibleName()
            menu = button.menu() if isinstance(button, QPushButton) else None
            if menu is not None:
                yield from self._of_menu(menu, f"{place} {words}")
            elif words not in SKIPPED and (place, words) not in self._pressed:
                self._pressed.add((place, words))
                yield (place, words), button.click

    def _of_menu(self, menu: QMenu, place: str) -> Iterator[Button]:
        menu.aboutToShow.emit()
        for action in menu.actions():
            if action.isEnabled() and (place, action.text()) not in self._pressed:
                self._pressed.add((place, action.text()))
                yield (place, action.text()), action.trigger

    def _boxes(self, name: str, depth: int) -> None:
        """Look at the box that is open now and at what it opens in turn, then close it."""
        box = _open_box()
        while box is not None:
            kind = type(box).__name__
            title = f"{name}-{kind}"
            if kind not in self.seen or depth == 0:
                self.seen.add(kind)
                self._look(box, title)
            if depth < DEEPEST:
                self._inside(box, title, depth)
            if isValid(box):
                box.done(0)
                box.close()
            settle()
            box = _open_box()

    def _inside(self, box: QDialog, name: str, depth: int) -> None:
        kind = type(box).__name__
        while isValid(box) and box.isVisible():
            found = next(self._untried(box, kind), None)
            if found is None:
                return
            key, press = found
            press()
            settle()
            if self._menu(f"{key}"):
                self._pressed.discard(key)
            further = _open_box()
            if further is not None and further is not box:
                self._boxes(name, depth + 1)

    def _menu(self, place: str) -> bool:
        """Trigger the next entry of the menu that popped up; returns whether there was one."""
        menu = QApplication.activePopupWidget()
        if menu is None:
            return False
        found = next(self._of_menu(menu, place), None) if isinstance(menu, QMenu) else None
        if found is not None:
            found[1]()
        if isValid(menu):
            menu.close()
        settle()
        return found is not None

    def _newest(self) -> int:
        act = self._window.workspace.undo_summary
        return act.id if act is not None else 0

    def _take_back(self, newest: int) -> None:
        for _ in range(5):
            if self._newest() == newest or self._window.workspace.undo() is None:
                return


def _within(widget: QObject, kinds: tuple[type[QWidget], ...]) -> bool:
    around: QObject | None = widget
    while around is not None:
        if isinstance(around, (*kinds, QCalendarWidget, QAbstractSpinBox)):
            return True
        around = around.parent()
    return False


def _open_box() -> QDialog | None:
    """Return the box that lies on top."""
    boxes = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)
        and each.isVisible()
    ]  # fmt: skip
    active = QApplication.activeModalWidget()
    if isinstance(active, QDialog) and active in boxes:
        return active
    return boxes[-1] if boxes else None


@contextmanager
def nothing_leaves() -> Iterator[None]:
    """Keep the system's own boxes shut, and boxes that wait for an answer open without waiting."""

    def shown(box: QDialog) -> int:
        box.show()
        settle()
        return 0

    with (
        patch.object(QFileDialog, "getOpenFileName", lambda *_, **__: ("", "")),
        patch.object(QFileDialog, "getSaveFileName", lambda *_, **__: ("", "")),
        patch.object(QFileDialog, "getExistingDirectory", lambda *_, **__: ""),
        patch.object(QPrintDialog, "exec", lambda _: 0),
        patch.object(QDialog, "exec", shown),
        patch.object(QDesktopServices, "openUrl", lambda _: True),
    ):
        yield
