"""Below the preview of a list: what is doubtful about the chosen row, and what is decided."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.desk.people.importing import ImportRow, Outcome
from kursplaner.desk.people.list_storing import Decision
from kursplaner.desk.wording import list_words
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Text
from kursplaner.ui.widgets.wrap_layout import WrapLayout

WORDS = {
    Decision.NEW: ("Anlegen", "user-plus"),
    Decision.SAME: ("Dieselbe Person", "check"),
    Decision.LATER: ("Anlegen, später ansehen", "clock"),
    Decision.LEAVE: ("Auslassen", "x"),
}
CHOOSE = "Wählen Sie eine Zeile; hier steht dann, was zu prüfen ist."


class ImportDecisions(QWidget):
    """One button for each decision about the chosen rows.

    Signals:
        decided(object): a `Decision` for the chosen rows.
        all_wanted: take all rows that are to be checked.
        fields_wanted: choose what the chosen row fills in of somebody who is there.
    """

    decided = Signal(object)
    all_wanted = Signal()
    fields_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self.detail = Text(CHOOSE, "plain", "second", wrap=True)
        column.addWidget(self.detail)
        row = WrapLayout()
        self.buttons: dict[Decision, Button] = {}
        for decision, (word, icon) in WORDS.items():
            button = Button(word, icon=icon)
            button.clicked.connect(lambda _=False, chosen=decision: self.decided.emit(chosen))
            self.buttons[decision] = button
            row.addWidget(button)
        self.fields = Button("Angaben …", icon="list-checks")
        self.fields.clicked.connect(self.fields_wanted)
        row.addWidget(self.fields)
        self.all = Button("Alle zu prüfenden anlegen", "quiet")
        self.all.clicked.connect(self.all_wanted)
        row.addWidget(self.all)
        column.addLayout(row)

    def show_rows(
        self,
        rows: list[ImportRow],
        taken: Collection[MergeField] | None = None,
        *,
        hidden: bool,
    ) -> None:
        """Show what is to be decided of the chosen rows; with names hidden only what becomes."""
        first = rows[0] if rows else None
        if first is None:
            self.detail.show_text(CHOOSE)
        elif hidden:
            self.detail.show_text(list_words.OUTCOMES[first.outcome])
        else:
            line = list_words.row_line(first, taken)
            self.detail.show_text(f"Zeile {first.row.row}: {line}")
        named = any(row.has_name for row in rows)
        same = any(row.likeness is not None or row.twin is not None for row in rows)
        for decision, button in self.buttons.items():
            needs_other = decision in (Decision.SAME, Decision.LATER)
            button.setEnabled(bool(rows) and named and (same or not needs_other))
        self.buttons[Decision.LEAVE].setEnabled(bool(rows))
        self.fields.setEnabled(len(rows) == 1 and bool(rows[0].additions) and not hidden)

    def show_open(self, rows: list[ImportRow]) -> None:
        """Offer to take all rows that are doubtful, where there are any."""
        doubtful = [row for row in rows if row.outcome is Outcome.DOUBTFUL and row.has_name]
        self.all.setVisible(bool(doubtful))
