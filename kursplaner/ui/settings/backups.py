"""Where the file and its backups lie, the last ones, and one more now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from kursplaner.store.backups import backup
from kursplaner.store.backups.backup import BY_HAND
from kursplaner.store.keys.standing import salt_at
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.settings.backup_list import BackupList, check
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import (
    Button,
    Card,
    MessageCard,
    PrimaryButton,
    ValueRow,
)

FILTER = "Kursplaner (*.kursplan)"


class BackupSection(Section):
    """Backups are made and verified at the end of each day of work, and here."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            "Sicherungen",
            "Beim Beenden legt das Programm eine geprüfte Kopie an, wenn etwas geändert wurde."
            " Von jeder Art bleiben die letzten zehn.",
        )
        path = context.workspace.path.resolve()
        open_file = "Die Datei ist nicht verschlüsselt, und auch ihre Sicherungen nicht."
        advice = "Ein Passwort geben Sie ihr unter „Passwörter“."
        self._open = MessageCard(open_file, advice, tone="warning")
        self.column.addWidget(self._open)
        card = Card(margin=20, spacing=4)
        card.body.addWidget(ValueRow("Datei", path.name))
        card.body.addWidget(ValueRow("Ordner", str(path.parent)))
        card.body.addSpacing(theme().px(8))
        buttons = QHBoxLayout()
        now = PrimaryButton("Jetzt sichern", "save")
        now.clicked.connect(self.back_up)
        folder = Button("Ordner öffnen", icon="folder-open")
        folder.clicked.connect(self.open_folder)
        buttons.addWidget(now)
        buttons.addWidget(folder)
        other = Button("Andere Sicherung …", icon="rotate-ccw")
        other.clicked.connect(self.choose)
        buttons.addWidget(other)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        self.column.addWidget(card)
        self._card = Card("Vorhandene Sicherungen", margin=0, spacing=0)
        self._rows = BackupList(path, "Die erste entsteht beim Beenden.")
        self._rows.wanted.connect(self.bring_back)
        self._card.body.addWidget(self._rows)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self._open.setVisible(not salt_at(self.context.workspace.path))
        self._rows.refresh()

    def choose(self) -> None:
        """Ask for a backup that lies elsewhere."""
        folder = str(self.context.workspace.path.resolve().parent)
        name, _ = QFileDialog.getOpenFileName(self, "Welche Sicherung?", folder, FILTER)
        if name:
            self.bring_back(Path(name))

    def bring_back(self, source: Path) -> None:
        """Say what bringing a backup back would do; agreed to, the town is closed for it."""
        path = self.context.workspace.path
        check(path, source, self.context.want_backup, self.context.problem, self)

    def back_up(self) -> None:
        """Make and verify a backup off the window's thread."""
        town = self.context.workspace
        self.context.run("Sicherung", lambda _: town.back_up(BY_HAND), self._done)

    def open_folder(self) -> None:
        """Show the folder in the file manager of the system."""
        path = self.context.workspace.path.resolve().parent
        folder = path / backup.FOLDER
        url = QUrl.fromLocalFile(str(folder if folder.is_dir() else path))
        QDesktopServices.openUrl(url)

    def _done(self, path: Path) -> None:
        self.context.notice(f"Sicherung angelegt und geprüft: {path.name}")
        self.refresh()
