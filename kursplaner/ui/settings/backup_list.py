"""The backups of a town under each other, each with the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording import restoring as words
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.store.backups import backup, restoring
from kursplaner.store.backups.backup import Backup
from kursplaner.ui import tasks
from kursplaner.ui.widgets import Button, ConfirmDialog, Dialog, Row, RowList, Text

SHOWN = 8
HIGH = 320


class BackupList(RowList):
    """The newest backups first; older ones on request.

    Signals:
        wanted(object): the Path of the backup to bring back.
    """

    wanted = Signal(object)

    def __init__(self, path: Path, none_yet: str) -> None:
        super().__init__()
        self._path, self._none_yet = path, none_yet
        self._all = False

    def refresh(self) -> None:
        """Read the folder again."""
        self.clear()
        found = backup.backups_of(self._path)
        if not found:
            self.add(Row("Noch keine Sicherung", self._none_yet))
        for saved in found if self._all else found[:SHOWN]:
            self.add(self._row(saved))
        if len(found) > SHOWN and not self._all:
            more = Button(f"Alle {len(found)} zeigen", icon="chevron-down")
            more.clicked.connect(self._show_all)
            self.add(Row("Ältere Sicherungen", tool=more))

    def _row(self, found: Backup) -> Row:
        title, line = words.title(found), words.line(found)
        if not found.town:
            return Row(title, line, icon="triangle-alert", icon_tone="bad")
        tool = Button("Zurückholen", icon="rotate-ccw")
        tool.setAccessibleName(f"Sicherung von {title} zurückholen")
        tool.clicked.connect(lambda: self.wanted.emit(found.path))
        return Row(title, line, icon="package-check", icon_tone="good", tool=tool)

    def _show_all(self) -> None:
        self._all = True
        self.refresh()


class RestoreDialog(Dialog):
    """Chooses the backup for a town that cannot be opened any more.

    Attributes:
        source: the chosen backup once the box is accepted.
    """

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("Sicherung zurückholen", parent, width=560)
        self.source: Path | None = None
        self._path = path
        self.body.addWidget(Text(path.name, "strong"))
        self.rows = BackupList(path, "Im Ordner „Sicherungen“ liegt keine von dieser Datei.")
        self.rows.wanted.connect(self._check)
        self.rows.refresh()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.rows)
        self.keep_high(area, HIGH)
        self.body.addWidget(area, 1)
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)
        self.add_button(Button("Abbrechen"), rejects=True)

    def _check(self, source: Path) -> None:
        check(self._path, source, self._chosen, self._complain, self)

    def _chosen(self, source: Path) -> None:
        self.source = source
        self.accept()

    def _complain(self, error: BaseException) -> None:
        self._complaint.show_text(sentence(error))
        self._complaint.show()


def check(
    path: Path,
    source: Path,
    agreed: Callable[[Path], None],
    refused: Callable[[BaseException], None],
    parent: QWidget | None,
) -> None:
    """Look at a backup off the window's thread, say what it would do, and ask."""

    def ask(plan: restoring.Restoring) -> None:
        title, verb = "Sicherung zurückholen?", "Zurückholen"
        if ConfirmDialog.ask(title, words.consequences(plan), verb, parent=parent):
            agreed(source)

    tasks.start("Sicherung prüfen", lambda _: restoring.propose(path, source), ask, refused)


def bring_back(path: Path, source: Path) -> str:
    """Bring a backup back; return what to say, also when it was refused: the town stays then."""
    try:
        return words.done(restoring.restore(path, source))
    except KursplanerError as error:
        return sentence(error)
