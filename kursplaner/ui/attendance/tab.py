"""The attendance tab of a course: one key per mark, sums live, the cell in the inspector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.stay_card import stay_card
from kursplaner.desk.wording.attendance import again_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, ExcuseReason, Mark
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.closed_months import Closed, closed_by, kept_reason
from kursplaner.planning.attendance.entering import BESIDE, MarkEntry
from kursplaner.planning.people import families
from kursplaner.store.queries.attendance.attendance import (
    AttendanceGridAnswer,
    attendance_grid,
)
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.acts import Told, act
from kursplaner.ui.attendance import content
from kursplaner.ui.attendance.closing import ClosingBar
from kursplaner.ui.attendance.marks_dialog import MarksDialog
from kursplaner.ui.attendance.panel import CellFacts, CellPanel
from kursplaner.ui.attendance.why_dialog import WhyDialog
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.tabs import CourseTab, Host
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    AttendanceGrid,
    Button,
    Card,
    Choice,
    Divider,
    EmptyState,
    IconButton,
    Segmented,
    Text,
)

EMPTY = AttendanceGridAnswer((), (), {})
LEGEND = "X anwesend, E entschuldigt, U unentschuldigt, K kommt/geht"
MOST_BARS = 14


class AttendanceTab(CourseTab):
    """Marks people; each mark is stored at once and can be taken back."""

    def __init__(self, context: AppContext, host: Host) -> None:
        super().__init__(context, host)
        self._answer = EMPTY
        self._shown: tuple[LessonRow, ...] = ()
        self._pieces: tuple[content.Stretch, ...] = ()
        self._months = Segmented((), name="Monate")
        self._storing = False
        self._wanted: int | None = None
        self._reasons: dict[int, str] = {}
        self.dialog: WhyDialog | None = None
        self.all_there = Button("Alle da", icon="check-check", tip="Taste A in der Spalte")
        self.all_there.clicked.connect(self._all_in_current)
        self.from_file = IconButton("file-up", "Anwesenheit aus Datei")
        self.from_file.clicked.connect(self.read_file)
        self.closing = ClosingBar(context)
        self.grid = AttendanceGrid()
        self._lay_out()
        self._listen()
        inspector = host.inspector
        self.panel = (
            CellPanel(inspector, self._store_excuse, self._open_person) if inspector else None
        )

    # --- showing --------------------------------------------------------------------------------

    def show_course(self, course: CourseDetail) -> None:
        """Read the grid again, unless the change was a mark just given here."""
        other = self.course is None or self.course.row.id != course.row.id
        super().show_course(course)
        if self._storing and not other:
            return
        with self.context.workspace.read() as db:
            self._answer = attendance_grid(db, course.row.id)
        current = "" if other else self._months.current()
        self._show_months(current)
        there = bool(self._answer.lessons)
        self._card.setVisible(there)
        self._nothing.setVisible(not there)
        self._show_piece(self._months.current())
        if other or self.grid.current_cell() is None:
            self._go_to_due()

    def inspect(self) -> None:
        """Show the current cell, and let the keyboard mark."""
        self.grid.setFocus()
        self._cell_selected(*(self.grid.current_cell() or (-1, -1)))

    def show_lesson(self, lesson_id: int) -> None:
        """Go to the column of a lesson."""
        there = (p for p in self._pieces if any(row.id == lesson_id for row in p.lessons))
        if (piece := next(there, None)) is None:
            return
        self._months.choose(piece.key)
        self._show_piece(piece.key)
        column = next(at for at, row in enumerate(self._shown) if row.id == lesson_id)
        self._choose(column)

    def _show_months(self, current: str) -> None:
        pieces = content.stretches(self._answer.lessons)
        if tuple(stretch.key for stretch in pieces) != tuple(
            stretch.key for stretch in self._pieces
        ):
            old = self._months
            choices = [Choice(stretch.key, stretch.title) for stretch in pieces]
            self._months = Segmented(choices, current, name="Monate")
            self._months.chosen.connect(self._month_chosen)
            self._tools.replaceWidget(old, self._months)
            old.deleteLater()
        self._pieces = pieces
        if self._months.current():
            return
        today = self.context.today()
        due = next((p for p in pieces if p.lessons[-1].day >= today), None)
        chosen = due or (pieces[-1] if pieces else None)
        if chosen is not None:
            self._months.choose(chosen.key)

    def _show_piece(self, key: str) -> None:
        piece = next((stretch for stretch in self._pieces if stretch.key == key), None)
        self._shown = piece.lessons if piece is not None else ()
        self.closing.show_months(self.course, [lesson.day for lesson in self._shown])
        hidden, today = self.context.names_hidden, self.context.today()
        self.grid.show_content(
            content.grid_content(self._answer, self._shown, today, hidden=hidden)
        )

    def _month_chosen(self, key: str) -> None:
        self._show_piece(key)
        self._go_to_due()

    def _go_to_due(self) -> None:
        """Choose the latest lesson that is due, else the first."""
        today = self.context.today()
        due = [at for at, lesson in enumerate(self._shown) if lesson.day <= today]
        self._choose(due[-1] if due else 0)

    def _choose(self, column: int) -> None:
        if self._answer.people and self._shown:
            self.grid.choose(0, column)
            self.grid.scrollTo(self.grid.currentIndex())

    # --- marking --------------------------------------------------------------------------------

    def _marked(self, row: int, column: int, mark: str) -> None:
        person, lesson = self._answer.people[row], self._shown[column]
        entry = MarkEntry(mark or None, person_id=person.person_id, keeps=BESIDE)
        name = names.shown(person.name, hidden=self.context.names_hidden)
        words = said(Mark, mark) if mark else "ohne Vermerk"
        self._store(lesson, [entry], f"{name}: {words}")
        self._show_cell(row, column)

    def _times_given(self, row: int, column: int, came: object, left: object) -> None:
        person, lesson = self._answer.people[row], self._shown[column]
        entry = MarkEntry(
            Mark.PRESENT,
            person_id=person.person_id,
            came_at=came if isinstance(came, int) else None,
            left_at=left if isinstance(left, int) else None,
            keeps=BESIDE - {"came_at", "left_at"},
        )
        name = names.shown(person.name, hidden=self.context.names_hidden)
        self._store(lesson, [entry], f"{name}: Zeiten eingetragen")
        self._show_cell(row, column)

    def mark_all(self, column: int) -> None:
        """Mark everybody without a mark as present in a lesson."""
        if not 0 <= column < len(self._shown):
            return
        lesson = self._shown[column]
        marks = self._answer.marks
        entries = [
            MarkEntry(Mark.PRESENT, person_id=person.person_id)
            for person in self._answer.people
            if person.expected(lesson) and (person.person_id, lesson.id) not in marks
        ]
        if not entries:
            self.context.notice("In dieser Spalte ist schon alles eingetragen.")
            return
        count = counted(len(entries), "mark")
        self._store(lesson, entries, f"{lesson.title}: {count} gespeichert")
        self._show_column(column)

    def read_file(self) -> None:
        """Read the marks of the column in hand from a file."""
        at = self.grid.current_cell()
        if at is None or at[1] >= len(self._shown):
            self.context.notice("Bitte wählen Sie zuerst einen Termin.")
            return
        MarksDialog(self.context, self._shown[at[1]], self).open()

    def _store(
        self, lesson: LessonRow, entries: Sequence[MarkEntry], told: Told[int], because: str = ""
    ) -> bool:
        """Store marks, tell it and read those of the lesson again; False when that was refused."""
        done = self._complete_with(lesson, entries)
        self._storing = True
        try:
            stored = act(
                self.context,
                ActKind.ATTENDANCE_MARKED,
                lambda db: entering.mark(db, lesson.id, entries, done=done, because=because),
                told,
                [("lesson", lesson.id)],
                refused=partial(self._refused, lesson, entries),
            )
        finally:
            self._storing = False
            self._read_marks()
        return stored is not None

    def _refused(
        self, lesson: LessonRow, entries: Sequence[MarkEntry], error: KursplanerError
    ) -> None:
        """Say why it was refused; what is closed is asked about and done with the answer."""
        closed = error.facts.get("closed")
        if not isinstance(closed, Closed):
            self.context.problem(error)
            return
        before = self._reasons.get(lesson.id, "")
        correct = partial(self._correct, lesson, entries)
        self.dialog = WhyDialog(self.context, closed, before, correct, self)
        self.dialog.open()

    def _correct(self, lesson: LessonRow, entries: Sequence[MarkEntry], because: str) -> None:
        self._reasons[lesson.id] = because

        def told(_count: int) -> str:
            with self.context.workspace.read() as db:
                again = again_text(closed_by(db, lesson.id))
            return f"Berichtigt. {again}".strip()

        if not self._store(lesson, entries, told, because):
            return
        column = next((at for at, row in enumerate(self._shown) if row.id == lesson.id), 0)
        self._show_column(column)
        self.grid.setFocus()

    def _complete_with(self, lesson: LessonRow, entries: Sequence[MarkEntry]) -> bool:
        marked = {person for person, key in self._answer.marks if key == lesson.id}
        marked |= {mark.person_id or 0 for mark in entries if mark.mark is not None}
        marked -= {mark.person_id or 0 for mark in entries if mark.mark is None}
        wanted = {person.person_id for person in self._answer.people if person.expected(lesson)}
        return wanted <= marked

    def _read_marks(self) -> None:
        if self.course is None:
            return
        with self.context.workspace.read() as db:
            self._answer = attendance_grid(db, self.course.row.id)
        marks = self._answer.counted
        self.grid.set_sums(
            content.sums(self._shown, marks),
            content.shares(self._answer.people, marks),
            content.total(marks.values()),
        )

    def _show_cell(self, row: int, column: int) -> None:
        people = self._answer.people
        if row < len(people) and column < len(self._shown):
            cell = content.cell_of(people[row], self._shown[column], self._answer.marks)
            self.grid.set_cell(row, column, cell)

    def _show_column(self, column: int) -> None:
        """Show all cells of a lesson anew, and what the inspector says of the one in hand."""
        for row in range(len(self._answer.people)):
            self._show_cell(row, column)
        self._cell_selected(*(self.grid.current_cell() or (-1, -1)))

    def _store_excuse(self, reason: str | None, evidence: date | None) -> None:
        facts = self._facts(self.grid.current_cell())
        if facts is None or facts.mark is None:
            return
        mark = facts.mark
        entry = MarkEntry(
            mark.mark,
            person_id=facts.person.person_id,
            reason=ExcuseReason(reason) if reason else None,
            evidence_on=evidence,
            keeps=BESIDE - {"reason", "evidence_on"},
        )
        self._store(facts.lesson, [entry], "Grund und Nachweis gespeichert")
        self._cell_selected(*(self.grid.current_cell() or (-1, -1)))

    def _newcomer(self, name: str) -> None:
        """Put somebody down who simply came, and enrol her from the day in hand on."""
        at = self.grid.current_cell()
        if self.course is None:
            return
        day = self._shown[at[1]].day if at and self._shown else self.context.today()
        draft = content.newcomer(name, self.course.row.id, day)
        hidden = self.context.names_hidden
        shown = names.shown(name.strip(), hidden=hidden)
        done = act(
            self.context,
            ActKind.ENROLLED,
            lambda db: families.enrol_family(db, draft),
            lambda found: content.enrolled_text(shown, found, hidden=hidden),
            [("course", self.course.row.id)],
        )
        if done is None:
            return
        keys, adult = [person.person_id for person in self._answer.people], done.value.adult_id
        if at is not None and adult in keys:
            self.grid.choose(keys.index(adult), at[1])
        self.grid.setFocus()

    # --- the cell in hand -----------------------------------------------------------------------

    def _cell_selected(self, row: int, column: int) -> None:
        if self.panel is None or not self.isVisible():
            return
        facts = self._facts((row, column) if row >= 0 else None)
        if facts is None:
            self.host.show_facts()
            return
        self.panel.show(facts, self.context.today(), hidden=self.context.names_hidden)

    def _facts(self, at: tuple[int, int] | None) -> CellFacts | None:
        if at is None or at[0] >= len(self._answer.people) or at[1] >= len(self._shown):
            return None
        person, lesson = self._answer.people[at[0]], self._shown[at[1]]
        marks = self._answer.marks
        with self.context.workspace.read() as db:
            stay = (person.enrolment_in(lesson), person.person_id)
            hidden, today = self.context.names_hidden, self.context.today()
            card = stay_card(db, stay, lesson.id, today, hidden=hidden)
            corrected = kept_reason(db, lesson.id)
        return CellFacts(
            person=person,
            lesson=lesson,
            mark=marks.get((person.person_id, lesson.id)),
            past=self._answer.past(person)[-MOST_BARS:],
            card=card,
            open=clock.has_come(lesson.starts),
            corrected=corrected,
        )

    def _open_person(self) -> None:
        facts = self._facts(self.grid.current_cell())
        if facts is not None:
            self.context.go("people", person_id=facts.person.person_id)

    def _all_in_current(self) -> None:
        at = self.grid.current_cell()
        if at is not None:
            self.mark_all(at[1])
            self.grid.setFocus()

    # --- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._card = Card(margin=0, spacing=0)
        self._card.setAccessibleName("Anwesenheit")
        self._card.body.setContentsMargins(0, 0, 0, theme().px(4))
        self._tools = QHBoxLayout()
        side = theme().px(12)
        self._tools.setContentsMargins(side, theme().px(10), side, theme().px(10))
        self._tools.setSpacing(theme().px(8))
        self._tools.addWidget(self._months)
        self._tools.addWidget(self.all_there)
        self._tools.addSpacing(theme().px(8))
        legend = Text(LEGEND, "plain", "second", wrap=True)
        legend.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._tools.addWidget(legend, 1)
        for part in (self.closing, self.from_file):
            self._tools.addWidget(part)
        self._card.body.addLayout(self._tools)
        self._card.body.addWidget(Divider("line"))
        self._card.body.addWidget(self.grid, 1)
        self.column.addWidget(self._card, 1)
        nothing = "Der Kurs hat noch keine Termine."
        self._nothing = EmptyState("Hier steht, wer wann da war.", hint=nothing)
        self._nothing.hide()
        self.column.addWidget(self._nothing, 1)

    def _listen(self) -> None:
        self.grid.mark_wanted.connect(self._marked)
        self.grid.times_wanted.connect(self._times_given)
        self.grid.all_present_wanted.connect(self.mark_all)
        self.grid.cell_selected.connect(self._cell_selected)
        self.grid.person_activated.connect(lambda _key: self._open_person())
        self.grid.newcomer_wanted.connect(self._newcomer)
