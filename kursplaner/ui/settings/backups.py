"""Where the file and its backups lie, the last ones, and one more now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from kursplaner.desk.wording.counts import decimal
from kursplaner.desk.wording.days import moment
from kursplaner.store import backup
from kursplaner.ui.context import AppContext
from kursplaner.ui.settings.section import Section
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    MessageCard,
    PrimaryButton,
    Row,
    RowList,
    ValueRow,
)

SHOWN = 6
BY_HAND = "hand"
REASONS = {"ende": "beim Beenden", "hand": "von Hand", "vor-update": "vor einem Update"}
MEGABYTE = 1_000_000


class BackupSection(Section):
    """Backups are made and verified at the end of each day of work, and here."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            "Sicherungen",
            "Beim Beenden legt das Programm eine geprüfte Kopie an, wenn etwas geändert wurde."
            " Die letzten zehn bleiben.",
        )
        open_file = "Die Datei ist noch nicht verschlüsselt."
        advice = (
            "Legen Sie sie auf einen verschlüsselten Datenträger, und geben Sie sie nicht weiter."
        )
        self.column.addWidget(MessageCard(open_file, advice, tone="warning"))
        card = Card(margin=20, spacing=4)
        path = context.workspace.path.resolve()
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
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        self.column.addWidget(card)
        self._card = Card("Vorhandene Sicherungen", margin=0, spacing=0)
        self._card.body.setContentsMargins(0, 0, 0, 0)
        self._rows = RowList()
        self._card.body.addWidget(self._rows)
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self._rows.clear()
        found = self.files()
        if not found:
            self._rows.add(Row("Noch keine Sicherung", "Die erste entsteht beim Beenden."))
        for path in found[:SHOWN]:
            made = moment(datetime.fromtimestamp(path.stat().st_mtime))
            reason = REASONS.get(path.stem.rsplit("_", 1)[-1], "")
            size = f"{decimal(path.stat().st_size / MEGABYTE)} MB"
            words = ", ".join(part for part in (reason, size) if part)
            self._rows.add(Row(made, words, icon="package-check", icon_tone="good"))

    def files(self) -> list[Path]:
        """Return the backups beside the file, newest first."""
        path = self.context.workspace.path.resolve()
        folder = path.parent / backup.FOLDER
        return sorted(folder.glob(f"{path.stem}_*{path.suffix}"), reverse=True)

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
