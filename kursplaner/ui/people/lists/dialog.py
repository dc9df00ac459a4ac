"""A list of people read from a file: columns guessed, every row judged, faults named, one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from kursplaner.desk.people import importing, list_storing
from kursplaner.desk.people.importing import ImportRow, Outcome, PeopleList
from kursplaner.desk.people.list_layouts import columns_of, with_column
from kursplaner.desk.people.list_storing import Decision, StoredList, decision_of, fill_of
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words.counts import counted
from kursplaner.exchange.people_list.columns import ColumnGuess
from kursplaner.exchange.people_list.columns import Field as ColumnField
from kursplaner.exchange.people_list.rows import Place
from kursplaner.exchange.reading.tables import Table
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.lists import choices, words
from kursplaner.ui.people.lists.additions import AdditionsDialog
from kursplaner.ui.people.lists.choices import ALL_SHEETS, OF_THE_LIST, ImportChoices
from kursplaner.ui.people.lists.columns import ImportColumns
from kursplaner.ui.people.lists.decisions import ImportDecisions
from kursplaner.ui.people.lists.rows import COLUMNS, ImportRows
from kursplaner.ui.task_bar import TaskBar
from kursplaner.ui.tasks import Progress, Task
from kursplaner.ui.widgets import Button, Dialog, Elide, ListTable, Text

_Result = TypeVar("_Result")


class ImportDialog(Dialog):
    """Reads, shows, and stores a list; nothing is written before the last button.

    Whatever takes long runs off the window's thread, is shown as it goes, and can be stopped.
    """

    _looked = Signal(object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Personenliste einlesen", parent, width=960)
        self._context = context
        self._file: Table | None = None
        self._guess = ColumnGuess(())
        self._reading: Path | None = None
        self._looked.connect(self._show_first_rows)
        self._list: PeopleList | None = None
        self._decisions: dict[Place, Decision] = {}
        self._fills: dict[Place, frozenset[MergeField]] = {}
        self._task: Task | None = None
        self._stored: list[StoredList] | None = None
        self._leaving = False
        self.choices = ImportChoices()
        self.choices.letters_chosen.connect(lambda key: self._read_again(encoding=key))
        self.choices.sheets_chosen.connect(self._sheets_chosen)
        self._add_file_row()
        self.said = Text("", "plain", "second", wrap=True)
        self.body.addWidget(self.said)
        self.columns = ImportColumns()
        self.columns.chosen.connect(self._column_chosen)
        self.body.addWidget(self.columns)
        self.table = ListTable("Vorschau", COLUMNS, ImportRows((), {}), tools=False)
        self.keep_high(self.table, 190, 120)
        self.table.activated.connect(self.toggle)
        self.table.selected.connect(lambda _key: self._show_chosen())
        self.body.addWidget(self.table, 1)
        self.decisions = ImportDecisions()
        self.decisions.decided.connect(self.decide)
        self.decisions.all_wanted.connect(self.take_doubtful)
        self.decisions.fields_wanted.connect(self.choose_fields)
        self.body.addWidget(self.decisions)
        self.bar = TaskBar(self, floats=False)
        self.body.addWidget(self.bar)
        self.told = Text("", "plain", "second", wrap=True)
        self.body.addWidget(self.told)
        self.body.addStretch()  # keeps it all at the top as long as there is no table
        self.add_button(Button("Abbrechen"), rejects=True)
        self.take = self.add_button(Button("Einlesen", "primary", "import"))
        self.take.clicked.connect(self.store)
        self._forget()

    def choose_file(self) -> None:
        """Ask which file."""
        name, _ = QFileDialog.getOpenFileName(self, "Liste wählen", "", words.FILTER)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read and judge a file; one that is still being read is left for it."""
        self._forget()
        self._read_file(path)

    def _read_file(
        self, path: Path, *, encoding: str | None = None, sheets: list[str] | None = None
    ) -> None:
        self._name.show_text(path.name)
        self._reading = path
        workspace, look = self._context.workspace, self._looked.emit
        self._run(
            "Liste lesen",
            lambda progress: importing.read_list(
                workspace, path, progress.step, encoding=encoding, sheets=sheets, look=look
            ),
            self._show_file,
            self._refused,
        )

    def _read_again(self, *, encoding: str | None = None, sheets: list[str] | None = None) -> None:
        """Read the same file otherwise."""
        if self._file is not None:
            letters = encoding or self._file.encoding
            self._read_file(self._file.path, encoding=letters, sheets=sheets)

    def _sheets_chosen(self, key: str) -> None:
        found = self._list
        if found is None:
            return
        every = [sheet.name for sheet in found.sheets if sheet.names]
        self._read_again(sheets=every if key == ALL_SHEETS else [key])

    # --- decisions ----------------------------------------------------------------------------

    def toggle(self, key: object) -> None:
        """Take a row or leave it out (double click or Enter)."""
        row = self._row(key)
        if row is None or self._task is not None:
            return
        taken = decision_of(row, self._decisions) in (Decision.NEW, Decision.LATER)
        self._decide([row], Decision.LEAVE if taken else Decision.NEW)
        self.table.choose(row.place)

    def decide(self, decision: Decision) -> None:
        """Decide about the chosen rows."""
        rows = self._chosen()
        if rows and self._task is None:
            self._decide(rows, decision)
            self.table.choose(rows[0].place)

    def choose_fields(self) -> None:
        """Ask what the chosen row fills in of the same person; to take something says it is she."""
        row = next(iter(self._chosen()), None)
        if row is None or not row.additions or self._task is not None:
            return
        box = AdditionsDialog(row, fill_of(row, self._fills), self)
        if box.exec() == AdditionsDialog.DialogCode.Accepted:
            self._fills[row.place] = box.taken
            self._decide([row], Decision.SAME)
            self.table.choose(row.place)

    def take_doubtful(self) -> None:
        """Take all rows of which a cell or the row itself is doubtful."""
        if self._list is not None and self._task is None:
            rows = self._list.with_outcome(Outcome.DOUBTFUL)
            self._decide([row for row in rows if row.has_name], Decision.NEW)

    def _decide(self, rows: list[ImportRow], decision: Decision) -> None:
        for row in rows:
            self._decisions[row.place] = decision
        self._fill()

    def _row(self, key: object) -> ImportRow | None:
        rows = self._list.rows if self._list is not None else ()
        return next((row for row in rows if row.place == key), None)

    def _chosen(self) -> list[ImportRow]:
        keys = set(self.table.selected_keys())
        rows = self._list.rows if self._list is not None else ()
        return [row for row in rows if row.place in keys] if keys else []

    def _show_chosen(self) -> None:
        rows = self._chosen()
        taken = self._fills.get(rows[0].place) if rows else None
        self.decisions.show_rows(rows, taken, hidden=self._context.names_hidden)

    def store(self) -> None:
        """Store the rows taken as one act."""
        found, decisions, stored = self._list, dict(self._decisions), list[StoredList]()
        fills = dict(self._fills)
        if found is None or self._task is not None:
            return
        workspace, course = self._context.workspace, self.choices.course.current()
        number = "" if course == OF_THE_LIST else course

        def work(progress: Progress) -> None:
            stored.append(
                list_storing.store(
                    workspace,
                    found,
                    decisions,
                    progress.step,
                    enrol=bool(course),
                    course=number,
                    fills=fills,
                )
            )

        self._stored = stored
        self._run("Liste einlesen", work, None, lambda error: self._say(sentence(error), bad=True))

    def done(self, result: int) -> None:
        """Close; what is still being read is stopped."""
        self._stop()
        super().done(result)

    def reject(self) -> None:
        """Close; what is being stored is stopped first, so that one knows how it ended."""
        if self._stored is None:
            super().reject()
            return
        self._leaving = True
        self.bar.stop()

    # --- what takes long ----------------------------------------------------------------------

    def _run(
        self,
        title: str,
        work: Callable[[Progress], _Result],
        done: Callable[[_Result], None] | None,
        failed: Callable[[BaseException], None],
    ) -> None:
        self._stop()
        self._task = tasks.start(title, work, done, failed)
        self._task.ended.connect(self._ended)
        self.bar.watch(self._task)
        self._allow()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _ended(self) -> None:
        task = self._task
        if task is None or self.sender() is not task:
            return
        stored, self._task, self._stored = self._stored, None, None
        if stored:  # also where the wish to stop came too late
            self.accept()
            told = f"{counted(len(stored[0].person_ids), 'person')} eingelesen"
            if stored[0].filled:
                told += f", {counted(stored[0].filled, 'person')} ergänzt"
            done = list_words.enrolled_lines(stored[0].enrolled)
            text = ". ".join([told, *(line.rstrip(".") for line in done)])
            self._context.notice(text, undo=bool(stored[0].person_ids or done))
        elif self._leaving:
            super().reject()
        elif task.stop.is_set():
            self._show_stopped()
        self._allow()

    def _show_stopped(self) -> None:
        """Show what there was before the work that was stopped."""
        if self._file is None:
            self._forget()
        elif self._list is not None:
            self._guess = self._list.guess
            self.columns.show_columns(self._list.columns)
        self._say(words.STOPPED)

    def _allow(self) -> None:
        """Let be used what makes sense now; another file or column may be chosen while reading."""
        found, storing = self._list, self._stored is not None
        ready = found is not None and self._task is None
        self.take.setEnabled(ready and bool(self._taken() or self._filled()))
        self.decisions.setEnabled(ready)
        self.choices.setEnabled(not storing)
        self.table.setEnabled(self._task is None)
        self.columns.setEnabled(not storing)
        self._choose.setEnabled(not storing)

    # --- what is shown ------------------------------------------------------------------------

    def _add_file_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        self._choose = Button("Datei wählen", icon="folder-open")
        self._choose.clicked.connect(self.choose_file)
        self._name = Elide(words.FORMATS, "plain", "second")
        row.addLayout(choices.side_by_side(self._choose, self._name), 2)
        row.addWidget(self.choices, 3)
        self.body.addLayout(row)

    def _forget(self) -> None:
        """Show that no list is read."""
        self._file = None
        self._name.show_text(words.FORMATS)
        self._decisions = {}
        for widget in (self.choices, self.said, self.columns, self.table, self.decisions):
            widget.hide()
        self._show_nobody()
        self._say(words.PREVIEW_ONLY)

    def _show_nobody(self) -> None:
        self._list = None
        self.table.use(ImportRows((), {}))
        self.take.show_text("Einlesen")
        self._allow()

    def _show_file(self, found: PeopleList) -> None:
        same = self._file is not None and self._file.path == found.table.path
        self._file = found.table
        if not same:
            self.choices.offer_courses(words.courses(self._context.workspace))
        self.choices.show_list(found, same_file=same)
        self.columns.show_columns(found.columns)
        for widget in (self.choices, self.said, self.columns):
            widget.show()
        self._show(found)

    def _show_first_rows(self, found: PeopleList) -> None:
        """Show how a long list begins while the rest of it is judged."""
        if self._task is None or self._task.stop.is_set() or self._reading != found.table.path:
            return
        self.columns.show_columns(found.columns)
        self._tell(found)
        self.table.use(ImportRows(found.rows, {}, hidden=self._context.names_hidden))
        for widget in (self.said, self.columns, self.table):
            widget.show()
        self._say(f"Die ersten {counted(len(found.rows), 'row')}; die anderen werden noch geprüft.")

    def _show(self, found: PeopleList) -> None:
        self._list, self._guess = found, found.guess
        self._decisions, self._fills = {}, {}
        self._tell(found)
        self.table.show()
        self.decisions.show()
        self.decisions.show_open(list(found.rows))
        self._fill()

    def _tell(self, found: PeopleList) -> None:
        self.said.show_text(words.said(found))
        self.said.setToolTip(words.nobody(found))

    def _column_chosen(self, at: int, key: str) -> None:
        table = self._file
        if table is None:
            return
        others = self._list.guesses[1:] if self._list is not None else ()
        field = ColumnField(key) if key else None
        guess, *further = with_column((self._guess, *others), at, field)
        self._guess = guess
        self.columns.show_columns(columns_of(table, guess))
        workspace = self._context.workspace
        self._run(
            "Liste prüfen",
            lambda progress: importing.judge(workspace, table, (guess, *further), progress.step),
            self._show_judged,
            self._refused_choice,
        )

    def _show_judged(self, found: PeopleList) -> None:
        self.columns.show_columns(found.columns)
        self._show(found)

    def _taken(self) -> list[ImportRow]:
        """Return the rows that would be put down."""
        rows = self._list.rows if self._list is not None else ()
        put_down = (Decision.NEW, Decision.LATER)
        return [row for row in rows if decision_of(row, self._decisions) in put_down]

    def _filled(self) -> list[ImportRow]:
        """Return the rows that fill in something of somebody who is there."""
        rows = self._list.rows if self._list is not None else ()
        same = [row for row in rows if row.additions]
        same = [row for row in same if decision_of(row, self._decisions) is Decision.SAME]
        return [row for row in same if fill_of(row, self._fills)]

    def _fill(self) -> None:
        found = self._list
        if found is None:
            return
        hidden = self._context.names_hidden
        self.table.use(ImportRows(found.rows, dict(self._decisions), hidden=hidden))
        filled = len({row.twin or row.place for row in self._filled()})
        more = f", {filled} ergänzen" if filled else ""
        self.take.show_text(f"{counted(len(self._taken()), 'person')} einlesen{more}")
        self._say(words.summary(found, self._decisions))
        self._show_chosen()
        self._allow()

    def _refused(self, error: BaseException) -> None:
        self._forget()
        self._say(sentence(error), bad=True)

    def _refused_choice(self, error: BaseException) -> None:  # of columns: another one may do
        self._show_nobody()
        self._say(sentence(error), bad=True)

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.told.set_tone("bad" if bad else "second")
        self.told.show_text(text)
