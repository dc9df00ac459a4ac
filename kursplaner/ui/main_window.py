"""The frame around all pages: rail, stack, notices, Strg+K, undo, tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.history import titles
from kursplaner.desk.wording.errors import sentences as error_words
from kursplaner.desk.wording.words.days import half_year
from kursplaner.planning.attendance.closed_months import Closed
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.keys.standing import salt_at
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state, tasks
from kursplaner.ui.attendance.why_dialog import WhyDialog
from kursplaner.ui.commands import Commands
from kursplaner.ui.context import PageSpec
from kursplaner.ui.look.screen_room import first_size
from kursplaner.ui.look.theme import Theme, theme
from kursplaner.ui.open_forms.coming_back import OpenForms
from kursplaner.ui.task_bar import TaskBar
from kursplaner.ui.undo import Undo
from kursplaner.ui.widgets.command_palette import CommandPalette
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.pages.frame import Page
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar, Offer
from kursplaner.ui.widgets.pages.rail import Rail, RailEntry

T = TypeVar("T")
_TEXT_INPUTS = (QLineEdit, QTextEdit, QPlainTextEdit)
NARROW = 1100
LEAST, LIKED = (640, 440), (1440, 900)
UNENCRYPTED = "Die Datei ist nicht verschlüsselt."
PLAY = "Spielstadt: Alle Namen sind erfunden."


class MainWindow(QMainWindow):
    """One open town; implements `AppContext` for its pages.

    Signals:
        closed: the window was closed.
        file_wanted(str): "new", "open", "demo" or "lock" from the commands.
        backup_wanted(object): the Path of a backup to bring back in place of the open town.
    """

    closed = Signal()
    file_wanted = Signal(str)
    backup_wanted = Signal(object)
    _kinds_changed = Signal(object)

    def __init__(self, workspace: Workspace, places: Sequence[PageSpec]) -> None:
        super().__init__()
        self._workspace = workspace
        self._places = {spec.key: spec for spec in places}
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._names_hidden = False
        self._current = ""
        self._shut = False
        self.open_forms = OpenForms(self, self)
        self._badges: dict[str, tuple[int, str]] = {}
        self._undo_steps = Undo(workspace, self._titles, self)
        self.undo_steps.told.connect(self.notice)
        self.undo_steps.refused.connect(self._step_refused)
        self._build(places)
        self.commands = Commands(self, list(places), self)
        self._palette = CommandPalette(self, self.commands.entries)
        self._scale = theme().scale
        theme().changed.connect(self._look_changed)
        self._bind_keys()
        self._kinds_changed.connect(self._refresh)
        self._leave = workspace.subscribe(self._kinds_changed.emit)
        self.show_town()
        self.setMinimumSize(*LEAST)
        self.resize(first_size(self, *LIKED))
        self.restoreGeometry(state.remembered_bytes("window/geometry"))

    # --- what pages ask (AppContext) ----------------------------------------------------------

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self._workspace

    @property
    def theme(self) -> Theme:
        """Colours and sizes."""
        return theme()

    @property
    def names_hidden(self) -> bool:
        """Whether names are hidden from a visitor."""
        return self._names_hidden

    @property
    def undo_steps(self) -> Undo:
        """What takes back and repeats."""
        return self._undo_steps

    def _titles(self, acts: Sequence[ActSummary]) -> list[str]:
        with self._workspace.read() as db:
            return titles(db, acts, hidden=self._names_hidden)

    def want_file(self, wish: str) -> None:
        """Ask the program for another file ("new", "open", "demo"), or to "lock" this one."""
        self.file_wanted.emit(wish)

    def want_backup(self, source: Path) -> None:
        """Ask the program to bring a backup back in place of this town."""
        self.backup_wanted.emit(source)

    def today(self) -> date:
        """The day the program takes for today."""
        return clock.today()

    def notice(self, text: str, undo: bool = False, offer: Offer | None = None) -> None:
        """Say in the quiet bar what was done."""
        self._notice.show_notice(text, undo, offer=offer)

    def tell(self, text: str) -> None:
        """Say something that stays until somebody closes it."""
        self._notice.show_notice(text, stay=True)

    def problem(self, error: BaseException) -> None:
        """Say in words what was refused or went wrong."""
        words = error_words.sentence(error, hidden=self._names_hidden)
        self._notice.show_notice(words, stay=True)

    def _step_refused(self, error: BaseException) -> None:
        """Say why a step is not played; of closed attendance ask why it is, and play it then."""
        closed = error.facts.get("closed") if isinstance(error, KursplanerError) else None
        if not isinstance(closed, Closed):
            self.problem(error)
            return
        WhyDialog(self, closed, "", self.undo_steps.again, self).open()

    def go(self, place: str, **target: object) -> None:
        """Open a place and let it show one thing."""
        page = self.page(place)
        self._current = place
        spec = self._places[place]
        self._rail.choose(spec.key if spec.in_rail else spec.home)
        self._stack.setCurrentWidget(page)
        self._name_window()
        if place in self._stale:
            self._stale.discard(place)
            page.refresh()
        if target:
            page.show_target(**target)

    def run(
        self,
        title: str,
        work: Callable[[tasks.Progress], T],
        done: Callable[[T], None] | None = None,
    ) -> tasks.Task:
        """Run long work off the window's thread with a bar of progress."""
        task = tasks.start(title, work, done, self.problem)
        self._task_bar.watch(task)
        return task

    def set_badge(self, place: str, count: int, meaning: str = "offen") -> None:
        """Show a number of open things at a place of the rail."""
        self._badges[place] = (count, meaning)
        self._rail.set_badge(place, count, meaning)

    # --- pages --------------------------------------------------------------------------------

    def page(self, place: str) -> Page:
        """The page of a place, made when asked for first."""
        if place not in self._pages:
            page = self._places[place].make(self)
            self._pages[place] = page
            self._stack.addWidget(page)
            self.open_forms.watch(place, page)
        return self._pages[place]

    @property
    def current_place(self) -> str:
        """Key of the open place."""
        return self._current

    def show_town(self) -> None:
        """Show name and term of the town in the rail."""
        settings = self._workspace.settings
        self._town = settings.text("town.name")
        self._rail.show_town(self._town or "Ohne Namen", half_year(self.today()))
        self._name_window()
        plain = UNENCRYPTED * (not salt_at(self._workspace.path))
        said = (PLAY * bool(settings.text("town.demo_day")), plain)
        self._rail.show_warning(" ".join(filter(None, said)))

    def _name_window(self) -> None:
        """Name place, town and file, so that two windows can be told apart."""
        spec = self._places.get(self._current)
        parts = (spec.title if spec else "", self._town, self._workspace.path.name)
        self.setWindowTitle(" – ".join(part for part in parts if part))

    def _look_changed(self) -> None:
        """Build anew where the size of the text changed, outside what changed it."""
        if theme().scale != self._scale and not self._shut:
            self._scale = theme().scale
            QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Make rail, pages and bars anew in the size of the text, and go back to where one was."""
        if self._shut:
            return
        self.open_forms.keep_all()
        page = self._pages.get(self._current)
        target = page.target() if page is not None else {}
        running = self._task_bar.running()
        self._pages.clear()
        self._stale.clear()
        for gone in filter(None, (self.takeCentralWidget(), self._ring, self._palette)):
            gone.hide()
            gone.deleteLater()
        self._build(list(self._places.values()))
        self._palette = CommandPalette(self, self.commands.entries)
        if running is not None:
            self._task_bar.watch(running)
        self.show_town()
        for place, (count, meaning) in self._badges.items():
            self._rail.set_badge(place, count, meaning)
        self._fit_rail()
        if self._current:
            self.go(self._current, **target)
        QTimer.singleShot(0, self._ring.watch_window)

    def keep_forms(self) -> bool:
        """Keep what is begun in pages and boxes; False if the file takes nothing now."""
        return self.open_forms.keep_all()

    def hide_names(self) -> None:
        """F12: hide or show names everywhere."""
        self._names_hidden = not self._names_hidden
        self._stale.update(self._pages)
        self._refresh_current()
        hidden = "verborgen (F12 zeigt sie)" if self._names_hidden else "wieder zu sehen"
        self.notice(f"Namen sind {hidden}.")

    def undo(self) -> None:
        """Strg+Z: in a text field its typing, elsewhere the last act."""
        field = QApplication.focusWidget()
        if isinstance(field, _TEXT_INPUTS) and not (
            isinstance(field, QLineEdit) and not field.isUndoAvailable()
        ):
            field.undo()
        else:
            self.undo_steps.undo()

    def redo(self) -> None:
        """Strg+Y: in a text field its typing, elsewhere the last undone act."""
        field = QApplication.focusWidget()
        if isinstance(field, _TEXT_INPUTS) and not (
            isinstance(field, QLineEdit) and not field.isRedoAvailable()
        ):
            field.redo()
        else:
            self.undo_steps.redo()

    def search(self) -> None:
        """Strg+K."""
        self._palette.open()

    def print_page(self) -> None:
        """Strg+P: the page prints itself, or the print centre opens."""
        page = self._pages.get(self._current)
        if page is not None and page.print_page():
            return
        if "printing" in self._places:
            self.go("printing")
        else:
            self.notice("Hier gibt es nichts zu drucken.")

    def new_course(self) -> None:
        """Strg+N."""
        self.go("courses", new=True)

    def admit_child(self) -> None:
        """F6: a child stands at the door that nobody registered."""
        self.go("childcare", admit=True)

    # --- building -----------------------------------------------------------------------------

    def _build(self, places: Sequence[PageSpec]) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        shown = (spec for spec in places if spec.in_rail)
        self._rail = Rail([RailEntry(s.key, s.title, s.icon, s.bottom) for s in shown])
        self._rail.chosen.connect(self.go)
        self._rail.search_wanted.connect(self.search)
        self._stack = QStackedWidget()
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)
        middle.setMinimumSize(320, 240)
        self.setCentralWidget(middle)
        self._notice = NoticeBar(middle, self.undo_steps.recent)
        self._notice.undo_wanted.connect(self.undo_steps.undo)
        self._notice.history_wanted.connect(self._open_history)
        self._task_bar = TaskBar(middle)
        self._ring = FocusRing(self)
        self._town = ""

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+K", self.search),
            ("F12", self.hide_names),
            ("Ctrl+P", self.print_page),
            ("Ctrl+N", self.new_course),
            ("F6", self.admit_child),
            ("F1", self.commands.show_keys),
            ("F5", self.refresh_all),
        ):
            QShortcut(QKeySequence(keys), self, act)
        rail = [spec for spec in self._places.values() if spec.in_rail and not spec.bottom]
        for number, spec in enumerate(rail[:9], 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("place", spec.key)
            shortcut.activated.connect(self._go_by_key)

    def _go_by_key(self) -> None:
        if (sender := self.sender()) is not None:
            self.go(str(sender.property("place")))

    def _open_history(self) -> None:
        self.go("history")

    def _refresh(self, kinds: object) -> None:
        if not isinstance(kinds, frozenset) or not kinds:
            return
        if kinds & {"settings", "town"}:
            self.show_town()
        found = (key for key, page in self._pages.items() if not page.kinds or page.kinds & kinds)
        self._stale.update(found)
        self._refresh_current()

    def _refresh_current(self) -> None:
        if self._current in self._stale:
            self._stale.discard(self._current)
            self._pages[self._current].refresh()

    def refresh_all(self) -> None:
        """Read every page again, the open one at once (F5, or another program wrote)."""
        self._stale.update(self._pages)
        self._refresh_current()

    # --- Qt -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        narrow = self.width() < theme().px(NARROW) or theme().scale >= 200
        if narrow != self._rail.is_narrow():
            self._rail.set_narrow(narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._ring.watch_window)
        QTimer.singleShot(0, self, self.open_forms.bring_back)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.open_forms.may_close():
            event.ignore()
            return
        self._shut = True
        state.remember_bytes("window/geometry", bytes(self.saveGeometry().data()))
        self._leave()
        tasks.wait_for_all()
        self.closed.emit()
        super().closeEvent(event)
