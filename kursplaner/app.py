"""Front door of the window: what was asked for, the file, the window, the way out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kursplaner.ui import memory, state
from kursplaner.ui.opening import Opened, has_backups, opened, pin_demo
from kursplaner.ui.options import Options, parsed
from kursplaner.ui.pictures import picture
from kursplaner.ui.shell import Shell
from kursplaner.ui.start import application

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace
    from kursplaner.ui.keys.gate import Gate
    from kursplaner.ui.keys.lock import Lock
    from kursplaner.ui.main_window import MainWindow
    from kursplaner.ui.one_instance import OneInstance
    from kursplaner.ui.welcome.page import Welcome

LAST_FILE, LAST_TOWN = "file/last", "file/town"
POLL = 2000
PATIENCE = 400
PAINTED_BY = 300
PRELOAD_AFTER = 600
OPENING = "Die Datei wird geöffnet …"
BACKING_UP = "Eine Sicherung wird angelegt …"


class Program(QObject):
    """Walks from the first paint over the file to the window, and back out.

    Signals:
        trouble(str): nobody caught an error; it arrives from any thread.
        left: nothing is open any more, the program may end.
    """

    trouble = Signal(str)
    left = Signal()

    def __init__(self, app: QApplication, options: Options) -> None:
        super().__init__(app)
        self._options = options
        self._waiting: Shell | None = None
        self._welcome: Welcome | None = None
        self._gate: Gate | None = None
        self._lock: Lock | None = None
        self._window: MainWindow | None = None
        self._workspace: Workspace | None = None
        self._instance: OneInstance | None = None
        self._wished: Path | None = None
        self._next: Path | None = None
        self._source: Path | None = None
        self._asked: Path | None = None
        self._gone = False
        self.logging = False
        self._version = 0
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self._look_for_changes)
        self.trouble.connect(self._tell_trouble)
        app.setQuitOnLastWindowClosed(False)

    def start(self) -> None:
        """Open the asked or last file, else the welcome page."""
        last = state.remembered(LAST_FILE)
        path = self._options.file or (Path(last) if last else None)
        if path is None or not (self._options.file or path.is_file() or has_backups(path)):
            self.welcome()
        else:
            self.open(path)

    def open(self, path: Path, source: Path | None = None) -> None:
        """Open a town file in this window, or raise the window that has it open.

        With `source`, that backup is brought back in its place first. The waiting window is
        painted before anything is looked at or imported.
        """
        self._source, self._wished = source, path
        fresh = self._waiting is None
        self._wait(OPENING, state.remembered(LAST_TOWN))
        if fresh and self._waiting is not None:
            self._waiting.painted.connect(lambda: QTimer.singleShot(0, self._claim))
            QTimer.singleShot(PAINTED_BY, self, self._claim)
        else:
            self._claim()

    def _claim(self) -> None:
        """Open what is wished, once: whichever calls later finds no wish any more."""
        path, self._wished = self._wished, None
        if path is None or self._instance is not None or self._window is not None:
            return
        from kursplaner.ui import tasks
        from kursplaner.ui.one_instance import OneInstance

        _write_log(self)
        self._instance = OneInstance(path, self)
        if not self._instance.claim():
            self._instance.call()
            self._end_waiting()
            self._leave()
            return
        source, self._source = self._source, None
        self._asked = path
        tasks.start("Datei öffnen", lambda _: opened(path, source), self._show, self._refuse)

    def _ask_password(self, path: Path) -> None:
        """Show the page for unlocking before a town that only lacks its password."""
        from kursplaner.ui.keys.gate import Gate

        gate = self._gate = Gate(path)
        gate.opened.connect(self.open)
        gate.backup_chosen.connect(self.open)
        gate.demo_wanted.connect(lambda: self._other_file("demo"))
        gate.other_wanted.connect(self.welcome)
        gate.left.connect(self._leave)
        gate.show()
        self._end_waiting()

    def welcome(self, sentence: str = "", lost: Path | None = None) -> None:
        """Show the first page, with what was wrong before."""
        from kursplaner.ui.welcome.page import Welcome
        from kursplaner.ui.welcome.ways import WelcomeWays

        _write_log(self)
        page = Welcome(state.remembered(LAST_FILE))
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.resize(1024, 680)
        ways = WelcomeWays(page)
        ways.chosen.connect(self._switch)
        ways.backup_chosen.connect(self._bring_back_lost)
        page.show()
        page.complain(sentence, lost)
        page.destroyed.connect(self._welcome_gone)
        self._welcome = page
        self._end_waiting()

    def _show(self, town: Opened) -> None:
        from kursplaner.ui.look.screen_room import bring_inside, small_screen
        from kursplaner.ui.main_window import MainWindow

        pin_demo(town.demo_day)
        self._workspace = town.workspace
        window = MainWindow(town.workspace, town.places)
        window.closed.connect(self._closed)
        window.file_wanted.connect(self._other_file)
        window.backup_wanted.connect(self._bring_back)
        town.workspace.subscribe(self._own_change)
        window.go(self._options.place)
        window.show()
        bring_inside(window)
        self._window, self._gone = window, False
        self._lock = self._new_lock(window, town.workspace)
        self._end_waiting()
        self._end_welcome()
        if town.said:
            window.notice(town.said)
        elif small := small_screen(window):
            window.tell(small)
        state.remember(LAST_FILE, str(town.workspace.path.resolve()))
        state.remember(LAST_TOWN, town.town)
        self._own_change(frozenset())
        self._poll.start()
        if self._instance is not None:
            self._instance.raise_wanted.connect(self._raise)
            self._instance.listen()
        QTimer.singleShot(PRELOAD_AFTER, self, _preload)

    def _new_lock(self, window: MainWindow, workspace: Workspace) -> Lock:
        from kursplaner.ui.keys.lock import Lock

        lock = Lock(window, workspace)
        lock.locking.connect(window.keep_forms)
        lock.locked.connect(self._poll.stop)
        lock.unlocked.connect(self._poll.start)
        lock.unlocked.connect(self._look_for_changes)
        lock.refused.connect(window.notice)
        lock.close_wanted.connect(window.close_anyway)
        workspace.subscribe(lock.settings_changed)
        return lock

    def _refuse(self, error: BaseException) -> None:
        from kursplaner.basics import log
        from kursplaner.desk.wording.errors.sentences import sentence

        self._release()
        if getattr(error, "kind", "") == "locked" and self._asked is not None:
            self._ask_password(self._asked)
            return
        log.trouble("open", error)
        lost = self._asked if self._asked is not None and has_backups(self._asked) else None
        self.welcome(sentence(error), lost)

    def _switch(self, path: object) -> None:
        """Open another file: the open one is closed first."""
        if not isinstance(path, Path):
            return
        if self._window is None:
            self.open(path)
        elif self._workspace is not None and path.resolve() == self._workspace.path.resolve():
            self._end_welcome()
            self._raise()
        else:
            self._next = path
            self._window.close()

    def _bring_back(self, source: Path) -> None:
        """Bring a backup back in place of the open town: it is closed first, then opened anew."""
        if self._window is not None and self._workspace is not None:
            self._next, self._source = self._workspace.path, source
            self._window.close()

    def _bring_back_lost(self, path: Path, source: Path) -> None:
        self.open(path, source)

    def _other_file(self, wish: str) -> None:
        if wish == "lock" and self._lock is not None:
            self._lock.now()
            return
        self.welcome()
        page = self._welcome
        if page is not None and wish == "open":
            page.open_wanted.emit()
        elif page is not None and wish == "demo":
            page.demo_wanted.emit()

    def _closed(self) -> None:
        """Close the file with a backup; a sentence appears only when that takes a while."""
        from kursplaner.ui import tasks

        workspace, window = self._workspace, self._window
        self._window = self._workspace = None
        if window is not None:
            window.deleteLater()
        self._poll.stop()
        if workspace is None:
            return
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(lambda: self._wait(BACKING_UP, ""))
        patience.start(PATIENCE)
        task = tasks.start(
            "Sicherung",
            lambda _: workspace.close(with_backup=True),
            failed=self._backup_failed,
            ahead=True,
        )
        task.ended.connect(patience.stop)
        task.ended.connect(self._after_closing)

    def _after_closing(self) -> None:
        from kursplaner.store.keys import chain
        from kursplaner.store.keys.standing import salt_at

        self._release()
        following, self._next = self._next, None
        chain.forget(but=salt_at(following) if following is not None else b"")
        if following is not None:
            self.open(following, self._source)
        elif self._welcome is None:
            self._leave()
        self._end_waiting(keep=following is not None)

    def _backup_failed(self, error: BaseException) -> None:
        from kursplaner.basics import log
        from kursplaner.desk.wording.errors.sentences import sentence
        from kursplaner.ui.widgets.confirm import ConfirmDialog

        log.trouble("backup", error)
        rescued = getattr(error, "kind", "") == "town_rescued"
        title = "Die Datei lag nicht mehr an ihrem Platz" if rescued else "Keine Sicherung"
        ConfirmDialog.ask(title, sentence(error), "Verstanden", danger=False)

    def _look_for_changes(self) -> None:
        """Show what the shell or another window wrote meanwhile."""
        if self._workspace is None or self._window is None or not self._file_is_there():
            return
        version = self._workspace.data_version()
        if version != self._version:
            self._version = version
            self._window.refresh_all()

    def _file_is_there(self) -> bool:
        """Look after the file; when it was taken away, that is said once."""
        from kursplaner.basics.errors import Refused

        try:
            if self._workspace is not None:
                self._workspace.look_after_file()
        except Refused as gone:
            if not self._gone and self._window is not None:
                self._gone = True
                self._window.problem(gone)
            return False
        return True

    def _own_change(self, _kinds: frozenset[str]) -> None:
        if self._workspace is not None:
            self._version = self._workspace.data_version()

    def _raise(self) -> None:
        from kursplaner.ui.look.screen_room import bring_to_front

        if self._window is not None:
            bring_to_front(self._window)

    def _tell_trouble(self, kind: str) -> None:
        if self._window is not None:
            from kursplaner.desk.wording.errors.sentences import refusal

            self._window.notice(refusal(kind))

    def _wait(self, sentence: str, town: str) -> None:
        if self._waiting is None:
            self._waiting = Shell(sentence, town)
            self._waiting.show()

    def _end_waiting(self, *, keep: bool = False) -> None:
        if self._waiting is not None and not keep:
            self._waiting.close()
            self._waiting.deleteLater()
            self._waiting = None

    def _end_welcome(self) -> None:
        if self._gate is not None:
            gate, self._gate = self._gate, None
            gate.end()
        if self._welcome is not None:
            page, self._welcome = self._welcome, None
            page.close()

    def _welcome_gone(self) -> None:
        self._welcome = None
        if self._window is None and self._waiting is None and self._workspace is None:
            self._leave()

    def _release(self) -> None:
        if self._instance is not None:
            self._instance.release()
            self._instance = None

    def _leave(self) -> None:
        self.left.emit()


def _write_log(program: Program) -> None:
    """Begin the log and catch what nobody else does; once, and after the first paint."""
    from kursplaner.basics import log

    if program.logging:
        return
    program.logging = True
    log.start()
    log.install_crash_file()
    log.install_hooks(program.trouble.emit)


def _preload() -> None:
    """Import the pages that were not opened yet, while nobody waits for them, and keep them."""
    from kursplaner.ui.places import preload

    def load() -> None:
        preload()
        memory.keep_what_is_loaded()

    threading.Thread(target=load, name="pages", daemon=True).start()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit code."""
    memory.look_rarely()
    options = parsed(argv)
    app = application([sys.argv[0]])
    if options.dark or options.scale:
        from kursplaner.ui.look.theme import theme

        theme().apply("dark" if options.dark else theme().mode, options.scale or theme().scale)
    if options.picture is not None:
        return picture(app, options, options.picture)
    program = Program(app, options)
    program.left.connect(app.quit)
    QTimer.singleShot(0, program.start)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
