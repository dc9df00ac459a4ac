"""The marks of one lesson read from a file: shown first, then entered as one act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from kursplaner.basics.errors import Refused
from kursplaner.desk.marks_file import MarksReader, sums_text
from kursplaner.desk.wording.attendance import again_text, closed_line
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.closed_months import Closed
from kursplaner.planning.attendance.entering import MarkEntry
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Elide, Text

FILTER = "Listen (*.csv *.xlsx *.ods *.txt)"
COLUMNS = (
    "Eine Zeile je Person. Spalten: Name, Zeichen (X, E, U, W, P), auf Wunsch Grund, Kommt, Geht."
)
CHOOSE = "Bitte wählen Sie eine Datei."


class MarksDialog(FormDialog):
    """Reads a list of marks; nothing is stored before the last button."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__(context, "Anwesenheit aus Datei", parent, width=520)
        self._lesson = row
        self._path: Path | None = None
        self.entries: list[MarkEntry] = []
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        self.body.addWidget(Text(COLUMNS, "note", "second", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        choose = Button("Datei wählen …", icon="file-up")
        choose.clicked.connect(self.choose_file)
        self._name = Elide("", "plain", "second")
        line.addWidget(choose)
        line.addWidget(self._name, 1)
        self.body.addLayout(line)
        self.ask_reason("Warum wird berichtigt?", "zum Beispiel: Unterschrift übersehen")
        self.begin("Eintragen", "check", self._enter, self._look)

    def choose_file(self) -> None:
        """Ask which file."""
        name, _ = QFileDialog.getOpenFileName(self, "Liste wählen", "", FILTER)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file and show what it says."""
        self._path = path
        self._name.show_text(path.name)
        self.propose()

    def _look(self) -> Outlook:
        """Read the file again and say what would be entered."""
        self.entries = []
        if self._path is None:
            return Outlook(CHOOSE, ready=False)
        with self._context.workspace.read() as db:
            grid = attendance_grid(db, self._lesson.course_id)
        people = {person.person_id: person.name for person in grid.people}
        try:
            self.entries = MarksReader(self._path, people).read()
        except Refused as error:
            return Outlook(self._words(error), ready=False, tone="bad")
        closed = self._corrected()
        known = {person for person, lesson in grid.marks if lesson == self._lesson.id}
        again = sum(entry.person_id in known for entry in self.entries)
        lines = [f"{counted(len(self.entries), 'mark')}: {sums_text(self.entries)}."]
        if again:
            lines.append(f"{counted(again, 'mark')} davon gibt es schon; die Datei gilt.")
        if closed is not None:
            again_lines = (closed_line(closed), again_text(closed))
            lines += [line for line in again_lines if line]
        ready = closed is None or bool(self.accept_reason)
        return Outlook("\n".join(lines), ready=ready, tone="second", asks_reason=closed is not None)

    def _corrected(self) -> Closed | None:
        """Try it; return what closed the attendance that would be corrected."""
        with self._context.workspace.rehearse() as db:
            try:
                entering.mark(db, self._lesson.id, self.entries)
            except Refused as error:
                closed = error.facts.get("closed")
                if isinstance(closed, Closed):
                    return closed
                raise
        return None

    def _enter(self) -> None:
        lesson, entries = self._lesson, self.entries
        self.act(
            ActKind.ATTENDANCE_MARKED,
            lambda db: entering.mark(db, lesson.id, entries, because=self.accept_reason),
            f"{lesson.title}: {counted(len(entries), 'mark')} gespeichert",
            [("lesson", lesson.id)],
        )
