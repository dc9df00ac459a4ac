"""Fonts an office lays down itself: which there are, and the folder they go into."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kursplaner.basics.owner_only import private_folder
from kursplaner.desk.printing.further_fonts import folders_for
from kursplaner.desk.wording.words.counts import listed
from kursplaner.documents.type import fonts
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.printer import open_outside
from kursplaner.ui.widgets import Button, Card, Text

TITLE = "Weitere Schriften auf Papier"
WHAT = (
    "Chinesisch, Japanisch, Koreanisch und seltene Schriften sind zu groß zum Mitliefern. Legen Sie"
    " ihre Dateien (.ttf, etwa Noto Sans SC) in den Ordner „Schriften“ neben Ihrer Datei und öffnen"
    " Sie die Datei neu."
)


class FurtherFontsCard(Card):
    """What was found, in words, and a button to the folder beside the town."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(margin=20, spacing=12)
        self._context = context
        self.body.addWidget(Text(TITLE, "head"))
        self.body.addWidget(Text(WHAT, "plain", "second", wrap=True))
        self.found = Text("", wrap=True)
        self.body.addWidget(self.found)
        self.open_button = Button("Ordner öffnen", icon="folder-open")
        self.open_button.clicked.connect(self.open_folder)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Say which fonts lie ready."""
        names = [font.family for font in fonts.further()]
        self.found.show_text(f"Gefunden: {listed(names)}." if names else "Gefunden: keine.")

    def open_folder(self) -> None:
        """Open the folder beside the town; it is made where it is missing."""
        folder = folders_for(self._context.workspace.path)[0]
        try:
            private_folder(folder)
        except OSError as error:
            self._context.problem(error)
            return
        open_outside(folder)
