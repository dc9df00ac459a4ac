"""A list of people read from a file: columns guessed, every row judged, faults named, one act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk import people_import
from kursplaner.desk.people_import import ImportRow, Outcome, PeopleList
from kursplaner.desk.wording import list_words, names
from kursplaner.desk.wording.counts import counted
from kursplaner.desk.wording.errors import sentence
from kursplaner.desk.wording.people import birth_text
from kursplaner.exchange.people_columns import Field as ColumnField
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Cell,
    Choice,
    ChoiceField,
    Column,
    Dialog,
    Elide,
    Field,
    FixedRows,
    ListRow,
    ListTable,
    Text,
)

FILTER = "Listen (*.xlsx *.ods *.csv *.txt)"
COLUMNS = (
    Column("take", "Übernehmen", 104, sortable=False),
    Column("name", "Name", 200),
    Column("birth", "Geboren", 150),
    Column("phone", "Telefon", 120),
    Column("outcome", "Was daraus wird", 170),
    Column("like", "Ähnlich wie", 160, stretch=True),
    Column("row", "Zeile", 64, right=True),
)
PILLS = {Outcome.NEW: "good", Outcome.SIMILAR: "warning"}
FAULTS_SHOWN = 5
COLUMN_WIDTH = 150


class ImportDialog(Dialog):
    """Reads, shows, and stores a list; nothing is written before the last button."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Personenliste einlesen", parent, width=960)
        self._context = context
        self._list: PeopleList | None = None
        self._taken: set[int] = set()
        self._fields: dict[int, ChoiceField] = {}
        self._add_file_row()
        self._add_columns()
        self.table = ListTable("Vorschau", COLUMNS, FixedRows(COLUMNS, ()), tools=False)
        self.table.setMinimumHeight(theme().px(260))
        self.table.activated.connect(self.toggle)
        self.body.addWidget(self.table, 1)
        self._faults = Card(tone="alert", spacing=4)
        self.body.addWidget(self._faults)
        self.told = Text("", "plain", "second", wrap=True)
        self.body.addWidget(self.told)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.take = self.add_button(Button("Einlesen", "primary", "import"))
        self.take.clicked.connect(self.store)
        self._show(None)

    def choose_file(self) -> None:
        """Ask which file."""
        name, _ = QFileDialog.getOpenFileName(self, "Liste wählen", "", FILTER)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read and judge a file off the window's thread."""
        self._name.show_text(path.name)
        self._say("Die Liste wird gelesen …")
        workspace = self._context.workspace
        tasks.start(
            "Liste lesen",
            lambda _: people_import.read_list(workspace, path),
            self._show,
            self._refused,
        )

    def toggle(self, key: object) -> None:
        """Take a row or leave it out (double click or Enter)."""
        if isinstance(key, int):
            self._taken ^= {key}
            self._fill()
            self.table.choose(key)

    def store(self) -> None:
        """Store the rows taken as one act."""
        found = self._list
        if found is None:
            return
        try:
            stored = people_import.store(self._context.workspace, found, self._taken)
        except KursplanerError as error:
            self._say(sentence(error), bad=True)
            return
        self.accept()
        self._context.notice(f"{counted(len(stored), 'person')} eingelesen", undo=True)

    def _add_file_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        choose = Button("Datei wählen", icon="folder-open")
        choose.clicked.connect(self.choose_file)
        self._name = Elide("Excel (.xlsx), OpenDocument (.ods) oder CSV", "plain", "second")
        row.addWidget(choose)
        row.addWidget(self._name, 1)
        self.body.addLayout(row)

    def _add_columns(self) -> None:
        self._column_area = QScrollArea()
        self._column_area.setWidgetResizable(True)
        self._column_area.setFixedHeight(theme().px(76))
        self.body.addWidget(self._column_area)

    def _show(self, found: PeopleList | None) -> None:
        self._list = found
        shown = found is not None
        self._column_area.setVisible(shown)
        self.table.setVisible(shown)
        if found is None:
            self._faults.hide()
            self.take.setEnabled(False)
            self._say("Sie sehen erst eine Vorschau. Gespeichert wird nichts, bevor Sie einlesen.")
            return
        self._taken = {one.row.row for one in found.with_outcome(Outcome.NEW)}
        self._show_columns(found)
        self._show_faults(found)
        self._fill()

    def _show_columns(self, found: PeopleList) -> None:
        inside = QWidget()
        inside.setProperty("ground", "background")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        choices = [Choice("", "nicht übernehmen")]
        choices += [Choice(one.value, list_words.FIELDS[one]) for one in ColumnField]
        self._fields = {}
        for at, column in enumerate(found.columns):
            current = column.field.value if column.field else ""
            heading = column.heading or f"Spalte {column.letters}"
            field = ChoiceField(choices, current, name=f"Spalte {column.letters}: {heading}")
            field.setFixedWidth(theme().px(COLUMN_WIDTH))
            field.chosen.connect(lambda _key, number=at: self._column_chosen(number))
            self._fields[at] = field
            row.addWidget(Field(heading if column.certain else f"{heading} (vermutet)", field))
        row.addStretch(1)
        self._column_area.setWidget(inside)

    def _column_chosen(self, at: int) -> None:
        found = self._list
        if found is None:
            return
        key = self._fields[at].current()
        guess = found.guess.with_choice(at, ColumnField(key) if key else None)
        try:
            again = people_import.judge(self._context.workspace, found.table, guess)
        except KursplanerError as error:
            self._refused(error)
            return
        self._show(again)

    def _show_faults(self, found: PeopleList) -> None:
        while self._faults.body.count():
            item = self._faults.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._faults.setVisible(bool(found.faults))
        for fault in found.faults[:FAULTS_SHOWN]:
            self._faults.body.addWidget(Text(list_words.fault_line(fault), "plain", wrap=True))
        rest = len(found.faults) - FAULTS_SHOWN
        if rest > 0:
            self._faults.body.addWidget(Text(f"und {counted(rest, 'cell')} mehr"))

    def _fill(self) -> None:
        found = self._list
        if found is None:
            return
        hidden = self._context.names_hidden
        rows = [_row(one, taken=one.row.row in self._taken, hidden=hidden) for one in found.rows]
        self.table.use(FixedRows(COLUMNS, rows))
        self._count(found.rows, faulty=bool(found.faults))

    def _count(self, rows: Sequence[ImportRow], *, faulty: bool) -> None:
        self.take.setEnabled(bool(self._taken) and not faulty)
        self.take.show_text(f"{counted(len(self._taken), 'person')} einlesen")
        if faulty:
            self._say(
                "Bitte berichtigen Sie die Zellen in der Datei und wählen Sie sie noch einmal."
            )
            return
        parts = [
            f"{count} {words}"
            for outcome, words in list_words.OUTCOMES.items()
            if (count := sum(one.outcome is outcome for one in rows))
        ]
        self._say(f"{', '.join(parts)}. Doppelklick oder Eingabetaste nimmt eine Zeile auf.")

    def _refused(self, error: BaseException) -> None:
        self._show(None)
        self._say(sentence(error), bad=True)

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.told.set_tone("bad" if bad else "second")
        self.told.show_text(text)


def _row(one: ImportRow, *, taken: bool, hidden: bool) -> ListRow:
    draft = one.draft
    mark = Cell("ja", icon="check", tone="accent") if taken else Cell("nein", tone="third")
    pill = PILLS.get(one.outcome, "neutral")
    birth = birth_text(draft.birth_date, uncertain=draft.birth_uncertain)
    return ListRow(
        one.row.row,
        (
            mark,
            Cell(names.shown(one.name, hidden=hidden), strong=True),
            "" if hidden else birth,
            "" if hidden else draft.phone,
            Cell(list_words.OUTCOMES[one.outcome], pill=pill),  # type: ignore[arg-type]
            Cell(_like(one, hidden=hidden), tone="second"),
            str(one.row.row),
        ),
    )


def _like(one: ImportRow, *, hidden: bool) -> str:
    if one.likeness is None:
        return ""
    reasons = ", ".join(list_words.REASONS.get(why, why) for why in one.likeness.reasons)
    return f"{names.shown(one.known_name, hidden=hidden)}: {reasons}"
