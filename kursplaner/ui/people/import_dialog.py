"""A list of people read from a file: columns guessed, every row judged, faults named, one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from kursplaner.desk.people import importing
from kursplaner.desk.people.importing import Outcome, PeopleList
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words.counts import counted, number
from kursplaner.exchange.people_list.columns import ColumnGuess
from kursplaner.exchange.people_list.columns import Field as ColumnField
from kursplaner.exchange.reading.tables import Table
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.import_columns import ImportColumns
from kursplaner.ui.people.import_rows import COLUMNS, ImportRows
from kursplaner.ui.task_bar import TaskBar
from kursplaner.ui.tasks import Progress, Task
from kursplaner.ui.widgets import Button, Card, Dialog, Elide, ListTable, Text

_Result = TypeVar("_Result")

FILTER = "Listen (*.xlsx *.ods *.csv *.txt)"
FORMATS = "Excel (.xlsx), OpenDocument (.ods) oder CSV"
PREVIEW_ONLY = "Sie sehen erst eine Vorschau. Gespeichert wird nichts, bevor Sie einlesen."
MEND = "Bitte berichtigen Sie die Zellen in der Datei und wählen Sie sie noch einmal."
STOPPED = "Angehalten. Es wurde nichts gespeichert."
FAULTS_SHOWN = 5


class ImportDialog(Dialog):
    """Reads, shows, and stores a list; nothing is written before the last button.

    Whatever takes long runs off the window's thread, is shown as it goes, and can be stopped.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Personenliste einlesen", parent, width=960)
        self._context = context
        self._file: Table | None = None
        self._guess = ColumnGuess(())
        self._list: PeopleList | None = None
        self._taken: set[int] = set()
        self._task: Task | None = None
        self._stored: list[tuple[int, ...]] | None = None
        self._leaving = False
        self._add_file_row()
        self.columns = ImportColumns()
        self.columns.chosen.connect(self._column_chosen)
        self.body.addWidget(self.columns)
        self.table = ListTable("Vorschau", COLUMNS, ImportRows((), ()), tools=False)
        self.keep_high(self.table, 260)
        self.table.activated.connect(self.toggle)
        self.body.addWidget(self.table, 1)
        self._faults = Card(tone="alert", spacing=4)
        self.body.addWidget(self._faults)
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
        name, _ = QFileDialog.getOpenFileName(self, "Liste wählen", "", FILTER)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read and judge a file; one that is still being read is left for it."""
        self._forget()
        self._name.show_text(path.name)
        workspace = self._context.workspace
        self._run(
            "Liste lesen",
            lambda progress: importing.read_list(workspace, path, progress.step),
            self._show_file,
            self._refused,
        )

    def toggle(self, key: object) -> None:
        """Take a row or leave it out (double click or Enter)."""
        if isinstance(key, int) and self._task is None:
            self._taken ^= {key}
            self._fill()
            self.table.choose(key)

    def store(self) -> None:
        """Store the rows taken as one act."""
        found, taken, stored = self._list, frozenset(self._taken), list[tuple[int, ...]]()
        if found is None or self._task is not None:
            return
        workspace = self._context.workspace

        def work(progress: Progress) -> None:
            stored.append(importing.store(workspace, found, taken, progress.step))

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
            told = f"{counted(len(stored[0]), 'person')} eingelesen"
            self._context.notice(told, undo=True)
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
        self._say(STOPPED)

    def _allow(self) -> None:
        """Let be used what makes sense now; another file or column may be chosen while reading."""
        found, storing = self._list, self._stored is not None
        ready = found is not None and not found.faults and self._task is None
        self.take.setEnabled(ready and bool(self._taken))
        self.table.setEnabled(self._task is None)
        self.columns.setEnabled(not storing)
        self._choose.setEnabled(not storing)

    # --- what is shown ------------------------------------------------------------------------

    def _add_file_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        self._choose = Button("Datei wählen", icon="folder-open")
        self._choose.clicked.connect(self.choose_file)
        self._name = Elide(FORMATS, "plain", "second")
        row.addWidget(self._choose)
        row.addWidget(self._name, 1)
        self.body.addLayout(row)

    def _forget(self) -> None:
        """Show that no list is read."""
        self._file = None
        self._name.show_text(FORMATS)
        self.columns.hide()
        self.table.hide()
        self._show_nobody()
        self._say(PREVIEW_ONLY)

    def _show_nobody(self) -> None:
        self._list = None
        self.table.use(ImportRows((), ()))
        self._faults.hide()
        self.take.show_text("Einlesen")
        self._allow()

    def _show_file(self, found: PeopleList) -> None:
        self._file = found.table
        self.columns.show_columns(found.columns)
        self.columns.show()
        self._show(found)

    def _show(self, found: PeopleList) -> None:
        self._list, self._guess = found, found.guess
        self._taken = {row.row.row for row in found.with_outcome(Outcome.NEW)}
        self._show_faults(found)
        self.table.show()
        self._fill()

    def _column_chosen(self, at: int, key: str) -> None:
        table = self._file
        if table is None:
            return
        guess = self._guess.with_choice(at, ColumnField(key) if key else None)
        self._guess = guess
        self.columns.show_columns(importing.columns_of(table, guess))
        workspace = self._context.workspace
        self._run(
            "Liste prüfen",
            lambda progress: importing.judge(workspace, table, guess, progress.step),
            self._show,
            self._refused_choice,
        )

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
        self.table.use(ImportRows(found.rows, frozenset(self._taken), hidden=hidden))
        self.take.show_text(f"{counted(len(self._taken), 'person')} einlesen")
        self._say(MEND if found.faults else _summary(found))
        self._allow()

    def _refused(self, error: BaseException) -> None:
        self._forget()
        self._say(sentence(error), bad=True)

    def _refused_choice(self, error: BaseException) -> None:
        """Show why a choice of columns gives no list; another choice may."""
        self._show_nobody()
        self._say(sentence(error), bad=True)

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.told.set_tone("bad" if bad else "second")
        self.told.show_text(text)


def _summary(found: PeopleList) -> str:
    parts = [
        f"{number(count)} {words}"
        for outcome, words in list_words.OUTCOMES.items()
        if (count := sum(imported.outcome is outcome for imported in found.rows))
    ]
    return f"{', '.join(parts)}. Doppelklick oder Eingabetaste nimmt eine Zeile auf."
