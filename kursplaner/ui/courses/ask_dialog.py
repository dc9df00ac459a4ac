"""Whom a course asks again: what is known today, ticked one by one or all at once."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kursplaner.desk.courses.asking_again import ASKED, AskLine, ask_lines
from kursplaner.desk.wording.people.asking import ticked_notice
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ActKind, MissingDetail
from kursplaner.exchange.lists.content import Kind
from kursplaner.planning.courses import asking_again
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.widgets import (
    Button,
    Cell,
    Column,
    Dialog,
    EmptyState,
    FixedRows,
    ListRow,
    ListTable,
    PrimaryButton,
    Text,
)

Index = QModelIndex | QPersistentModelIndex
WIDTH, HEIGHT = 1120, 420
WIDTHS = {
    MissingDetail.STOP: 180,
    MissingDetail.HEIGHT: 166,
    MissingDetail.CONSENT: 150,
    MissingDetail.CREDENTIAL: 250,
}
COLUMNS = (
    Column("name", "Person", 190, stretch=True),
    *(Column(detail, word(detail), WIDTHS[detail]) for detail in ASKED),
    Column("done", "Gefragt", 100, kind=Kind.DAY),
)
DONE = len(COLUMNS) - 1
SENTENCE = (
    "Was heute bekannt ist, steht in der Zeile. Hat sich etwas geändert, öffnet ein Doppelklick"
    " die Person; ein Klick auf „offen“ oder die Leertaste hakt ab."
)


class AskDialog(Dialog):
    """One row a person; ticks are stored at once, and taken back by ticking again.

    Attributes:
        list: the people. tick_all: ticks everybody still open.
    """

    def __init__(
        self, context: AppContext, course: CourseDetail, parent: QWidget | None = None
    ) -> None:
        super().__init__("Erneut fragen", parent, width=WIDTH)
        self._context, self._course = context, course.row
        self._lines: dict[int, AskLine] = {}
        head = f"{course.row.number}, {course.row.title}"
        self.count = Text("", "strong")
        self.body.addWidget(self.count)
        self.body.addWidget(Text(SENTENCE, "plain", "second", wrap=True))
        empty = EmptyState(
            "Hier steht, wen ein fortgeschriebener Kurs erneut fragt.",
            hint="Haltepunkt, Größe, Einwilligungen und Nachweise, eine Woche vor Beginn.",
        )
        title = f"Erneut fragen, {head}"
        self.list = ListTable("Erneut fragen", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
        self.keep_high(self.list, HEIGHT)
        ListOutput(context, self.list, title)
        self.body.addWidget(self.list, 1)
        self.tick_some = Button("Gewählte abhaken", icon="check")
        self.tick_all = Button("Alle abhaken", icon="check-check")
        for button in (self.tick_some, self.tick_all):
            self.add_button(button)
        self.add_button(PrimaryButton("Schließen"), accepts=True)
        self._listen()
        self.refresh()
        self.list.view.setFocus()

    def refresh(self) -> None:
        """Read the list again."""
        context = self._context
        with context.workspace.read() as db:
            hidden = context.names_hidden
            lines = ask_lines(db, self._course.id, context.today(), hidden=hidden)
        self._lines = {line.person_id: line for line in lines}
        self.list.use(FixedRows(COLUMNS, [_row(line) for line in lines]))
        head = f"{self._course.number}, {self._course.title}"
        open_ = self.open_people()
        left = f"noch {counted(len(open_), 'person')} zu fragen" if open_ else "alle gefragt"
        self.count.show_text(f"{head}: {left}" if lines else head)
        self.tick_all.setEnabled(bool(open_))
        self._selection_changed()

    def open_people(self) -> list[int]:
        """Return who is still to be asked."""
        return [key for key, line in self._lines.items() if line.done_on is None]

    def tick(self, people: Collection[int], *, asked: bool = True) -> None:
        """Tick people off, or take their ticks back, as one act."""
        if not people:
            return
        kind = ActKind.FOLLOW_UP_DONE if asked else ActKind.FOLLOW_UP_REOPENED
        course_id = self._course.id
        act(
            self._context,
            kind,
            lambda db: asking_again.tick(db, course_id, people, asked=asked),
            lambda count: ticked_notice(count, asked=asked),
            [("course", course_id), *(("person", key) for key in people)],
        )
        self.refresh()

    def tick_selected(self) -> None:
        """Tick those selected who are open; where none is, take the ticks back."""
        chosen = self._chosen()
        open_ = [key for key in chosen if self._lines[key].done_on is None]
        self.tick(open_ or chosen, asked=bool(open_))

    def _clicked(self, index: Index) -> None:
        """A click on the box of a row ticks it."""
        if index.column() == DONE:
            self.tick_selected()

    def _chosen(self) -> list[int]:
        keys = self.list.selected_keys()
        return [key for key in keys if isinstance(key, int) and key in self._lines]

    def _open(self, person_id: object) -> None:
        self.accept()
        self._context.go("people", person_id=person_id)

    def _selection_changed(self, _key: object = None) -> None:
        self.tick_some.setEnabled(bool(self._chosen()))

    def _listen(self) -> None:
        self.list.activated.connect(self._open)
        self.list.selected.connect(self._selection_changed)
        self.list.view.clicked.connect(self._clicked)
        self.tick_some.clicked.connect(self.tick_selected)
        self.tick_all.clicked.connect(lambda: self.tick(self.open_people()))
        QShortcut(QKeySequence("Space"), self.list.view, self.tick_selected)


def _row(line: AskLine) -> ListRow:
    done = Cell("offen", tone="second", icon="square")
    if line.done_on is not None:
        done = Cell(days.short_day(line.done_on), tone="good", icon="check", value=line.done_on)
    return ListRow(line.person_id, (Cell(line.name, strong=True), *line.known, done))
