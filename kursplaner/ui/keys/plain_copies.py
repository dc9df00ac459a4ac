"""The plain copies of a town that was just encrypted: listed, and removed when agreed to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kursplaner.desk.wording.keys import access as words
from kursplaner.desk.wording.words.counts import counted, decimal
from kursplaner.store.keys import copies
from kursplaner.store.keys.copies import PlainCopy
from kursplaner.ui.widgets import Button, Dialog, Row, RowList, Text

MEGABYTE = 1_000_000
ABOUT = "Diese Kopien sind noch nicht verschlüsselt; wer an sie kommt, kann alles lesen:"
LEFT = "Nicht gelöscht, weil gerade in Benutzung oder schreibgeschützt: {names}."


class PlainCopiesDialog(Dialog):
    """Lists every plain copy within reach, says what cannot be reached, and removes on a click."""

    def __init__(
        self, found: tuple[PlainCopy, ...], town: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__("Unverschlüsselte Kopien", parent, width=560)
        self._found = found
        self.body.addWidget(Text(ABOUT, wrap=True))
        rows = RowList()
        for copy, line in zip(found, words.plain(found, town), strict=True):
            rows.add(Row(line, f"{decimal(copy.size / MEGABYTE)} MB", icon="files"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rows)
        column.addStretch(1)
        area.setWidget(inside)
        self.keep_high(area, 220)
        self.body.addWidget(area, 1)
        self.body.addWidget(Text(words.OUT_OF_REACH, "note", "second", wrap=True))
        self.says = Text("", "plain", "bad", wrap=True)
        self.says.hide()
        self.body.addWidget(self.says)
        self.add_button(Button("Behalten"), rejects=True)
        self.remove_button = self.add_button(
            Button(f"{counted(len(found), 'file')} löschen", "danger", "trash-2")
        )
        self.remove_button.clicked.connect(self.remove)

    def remove(self) -> None:
        """Remove them; what stays is named."""
        left = copies.remove(self._found)
        if not left:
            self.accept()
            return
        self.says.show_text(LEFT.format(names=", ".join(path.name for path in left)))
        self.says.show()
        self.remove_button.setEnabled(False)
