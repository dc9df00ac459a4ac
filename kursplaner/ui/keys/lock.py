"""Locks an open town: by Strg+L, or after a while without any input.

What the windows show is taken away, the file is closed and its keys are forgotten. Forms stay as
they are behind the page for unlocking, and the work goes on where it was.
"""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.key_ring import Shut, shut
from kursplaner.store.keys import chain
from kursplaner.store.keys.standing import salt_at
from kursplaner.store.workspace import Workspace
from kursplaner.ui import tasks
from kursplaner.ui.keys.unlock_page import UnlockPage
from kursplaner.ui.keys.unlocking import Unlocking, standing
from kursplaner.ui.open_forms.keeping import is_kept
from kursplaner.ui.widgets import ConfirmDialog, written_in

LOOK_EVERY = 5000
STRG_L = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
PLAIN = (
    "Sperren geht nur bei einer verschlüsselten Datei. Verschlüsseln: Einstellungen → Passwörter."
)
CLOSE, ANYWAY = "Kursplaner schließen?", "Trotzdem schließen"
LOST = "Ein begonnenes Formular ist noch nicht gespeichert; es ginge verloren."
BUSY = "Gesperrt wird, sobald die laufende Arbeit fertig ist."


class Lock(QObject):
    """Locks and unlocks the town of one window.

    Signals:
        locking: the file is about to be closed; what is begun can still be kept in it.
        locked, unlocked: the file is closed, or open again.
        close_wanted: the window shall be closed, without a look at it.
        refused(str): why it is not locked, a sentence.
    """

    locking = Signal()
    locked = Signal()
    unlocked = Signal()
    close_wanted = Signal()
    refused = Signal(str)

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._last = monotonic()
        self._curtains: list[Curtain] = []
        self._box: LockBox | None = None
        self._waiting = self._waits = False
        self._seconds = 60 * workspace.settings.number("keys.lock_minutes")
        shortcut = QShortcut(QKeySequence("Ctrl+L"), window, self.now)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]
        self._watch(QGuiApplication.focusWindow())

    @property
    def is_locked(self) -> bool:
        """Whether the town is locked."""
        return self._box is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUTS:
            self._last = monotonic()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_for_keys(event)
        return super().eventFilter(watched, event)

    def _look_for_keys(self, event: QKeyEvent) -> None:
        """Lock from within a box: it keeps the shortcuts of its window from being heard."""
        if event.keyCombination() == STRG_L:
            QTimer.singleShot(0, self, self.now)

    def look(self) -> None:
        """Lock if nobody has typed or moved anything for as long as the settings say."""
        if self._waiting:
            self._lock(self._why())
        elif not self.is_locked and self._seconds and monotonic() - self._last >= self._seconds:
            minutes = self._seconds // 60
            self._lock(self._why(f", nach {minutes} Minuten ohne Eingabe"), quietly=True)

    def settings_changed(self, kinds: frozenset[str]) -> None:
        """Read again how long to wait, if that may have changed."""
        if "settings" in kinds and not self.is_locked:
            self._seconds = 60 * self._workspace.settings.number("keys.lock_minutes")

    def now(self) -> None:
        """Strg+L: lock at once."""
        if not self.is_locked:
            self._lock(self._why())

    def _why(self, more: str = "") -> str:
        now: datetime = clock.now()
        return f"Gesperrt um {now.hour}:{now.minute:02}{more}."

    def _lock(self, why: str, *, quietly: bool = False) -> None:
        if not salt_at(self._workspace.path):
            if not quietly:
                self.refused.emit(PLAIN)
            return
        self._waiting = not tasks.nothing_runs()
        if self._waiting:
            if not quietly:
                self.refused.emit(BUSY)
            return
        known = shut(self._workspace.path)
        written = self._written_boxes()
        waits = "ein Formular" if written else ""
        self.locking.emit()
        self._waits = not all(is_kept(box) for box in written)
        self._draw_curtains()
        self._workspace.rest()
        chain.forget()
        self._show_box(why, waits, known)
        self.locked.emit()

    def _written_boxes(self) -> list[QDialog]:
        boxes = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog)]
        return [box for box in boxes if box.isVisible() and written_in(box)]

    def _draw_curtains(self) -> None:
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        self._curtains = [Curtain(top) for top in tops]

    def _show_box(self, why: str, waits: str, known: Shut) -> None:
        parent = QApplication.activeModalWidget() or self._window
        box = LockBox(UnlockPage(standing(self._workspace.path, why, waits, known), others=False))
        box.setParent(parent, box.windowFlags())
        box.setGeometry(self._window.geometry())
        ways = Unlocking(self._workspace.path, box.page)
        ways.opened.connect(self._unlock)
        box.page.code.allow_backups(allowed=False)
        box.setWindowModality(Qt.WindowModality.ApplicationModal)
        box.close_wanted.connect(self._close)
        self._box = box
        box.show()

    def _unlock(self) -> None:
        box = self._box
        if box is None:
            return
        try:
            self._workspace.wake()
        except KursplanerError as error:
            chain.forget()
            box.page.password.complain_of(error)
            return
        self._last = monotonic()
        self._end_box()
        self.unlocked.emit()

    def _close(self) -> None:
        """Close the town from behind the lock; nothing of it is shown again."""
        box = self._box
        if box is None or (self._waits and not ConfirmDialog.ask(CLOSE, LOST, ANYWAY, parent=box)):
            return
        for curtain in self._curtains:
            curtain.end()
        self.close_wanted.emit()
        box.end()

    def _end_box(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.end()
        curtains, self._curtains = self._curtains, []
        for curtain in curtains:
            curtain.lift()

    def _watch(self, window: QWindow | None) -> None:
        """Hear of every key and move in the window that has the focus now."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)


class LockBox(QDialog):
    """The page for unlocking above everything; Esc and the cross do not get past it.

    Signals:
        close_wanted: the town shall be closed.
    """

    close_wanted = Signal()

    def __init__(self, page: UnlockPage) -> None:
        super().__init__()
        self.setWindowTitle("Kursplaner – gesperrt")
        self.page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._ended = False

    def end(self) -> None:
        """Go away because the town is unlocked."""
        self._ended = True
        super().reject()
        self.deleteLater()

    def reject(self) -> None:
        """Esc does nothing; the cross of the window asks to close the town."""
        if self._ended:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QEvent) -> None:
        if not self._ended:
            event.ignore()
            self.close_wanted.emit()


class Curtain:
    """Takes away what one window shows, its title too, until it is lifted."""

    def __init__(self, top: QWidget) -> None:
        self._top = top
        self._title = top.windowTitle()
        self._focus = top.focusWidget()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        self._hidden = [
            child
            for child in top.findChildren(QWidget, options=direct)
            if not child.isWindow() and not child.isHidden()
        ]
        for child in self._hidden:
            child.hide()
        top.setWindowTitle("Kursplaner – gesperrt")

    def end(self) -> None:
        """Close a box behind the lock for good; a window stays until it is closed itself.

        It is not asked, and what is kept of it stays kept.
        """
        try:
            if isinstance(self._top, QDialog):
                QDialog.done(self._top, QDialog.DialogCode.Rejected)
        except RuntimeError:
            return

    def lift(self) -> None:
        """Show everything as it was; a window that is gone by now stays so."""
        try:
            for child in self._hidden:
                child.show()
            self._top.setWindowTitle(self._title)
            if self._focus is not None:
                self._focus.setFocus()
        except RuntimeError:
            return
