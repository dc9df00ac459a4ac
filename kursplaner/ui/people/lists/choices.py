"""Above the preview of a list: its letters, its sheets, and the course its people join."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.people.importing import PeopleList
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.words.counts import counted
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Choice, ChoiceField, Field

ALL_SHEETS, OF_THE_LIST, NOBODY = "*", "*", ""


def side_by_side(button: QWidget, name: QWidget) -> QVBoxLayout:
    """Return a button with the name of the file beside it, level with the fields further right."""
    row, column = QHBoxLayout(), QVBoxLayout()
    row.setSpacing(theme().px(12))
    row.addWidget(button)
    row.addWidget(name, 1)
    column.addStretch(1)
    column.addLayout(row)
    return column


class ImportChoices(QWidget):
    """Three choices in a row; those that a list does not need are hidden.

    Signals:
        letters_chosen(str): another encoding of a text file.
        sheets_chosen(str): one sheet by its name, or `ALL_SHEETS`.
    """

    letters_chosen = Signal(str)
    sheets_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letters = ChoiceField([], name="Zeichensatz der Datei")
        self.sheets = ChoiceField([], name="Blätter der Datei")
        self.course = ChoiceField([], name="Anmelden in")
        self.letters.chosen.connect(self.letters_chosen)
        self.sheets.chosen.connect(self.sheets_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(12))
        self._labels = (
            Field("Zeichensatz", self.letters),
            Field("Blätter", self.sheets),
            Field("Familien zuordnen und anmelden", self.course),
        )
        for label in self._labels:
            row.addWidget(label, 1)
        self._courses: list[Choice] = []

    def offer_courses(self, numbers: list[tuple[str, str]]) -> None:
        """Offer the courses of the town, by number and title."""
        self._courses = [Choice(number, f"in {number} {title}") for number, title in numbers]

    def show_list(self, people: PeopleList, *, same_file: bool) -> None:
        """Show what a list offers; of the same file the course chosen stays."""
        table = people.table
        self._labels[0].setVisible(table.encoding is not None)
        if table.encoding is not None:
            self._show_letters(table.encoding, table.other_encodings, sure=table.sure_letters)
        self._labels[1].setVisible(len(people.sheets) > 1)
        self._show_sheets(people)
        chosen = self.course.current() if same_file else NOBODY
        choices = [Choice(NOBODY, "nur anlegen, niemanden anmelden")]
        if people.courses:
            told = ", ".join(f"{number}: {count}" for number, count in people.courses.items())
            choices.append(Choice(OF_THE_LIST, f"in die Kurse der Liste ({told[:60]})"))
        self.course.show_choices([*choices, *self._courses], chosen)

    def _show_letters(self, encoding: str, others: tuple[str, ...], *, sure: bool) -> None:
        names = [encoding, *(name for name in others if name != encoding)]
        texts = [list_words.encoding_text(name) for name in names]
        if not sure:
            texts[0] += " (vermutet)"
        choices = [Choice(name, text) for name, text in zip(names, texts, strict=True)]
        self.letters.show_choices(choices, encoding)

    def _show_sheets(self, people: PeopleList) -> None:
        with_names = [sheet for sheet in people.sheets if sheet.names]
        read = [sheet.name for sheet in people.sheets if sheet.read]
        rows = sum(sheet.rows for sheet in with_names)
        everything = f"alle {len(with_names)} ({counted(rows, 'row')})"
        choices = [Choice(ALL_SHEETS, everything)]
        choices += [
            Choice(sheet.name, f"{sheet.name} ({counted(sheet.rows, 'row')})")
            for sheet in people.sheets
        ]
        current = read[0] if len(read) == 1 else ALL_SHEETS
        self.sheets.show_choices(choices, current)
