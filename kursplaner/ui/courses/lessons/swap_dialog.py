"""Another room or teacher for a lesson: everybody with what stands against it, one click takes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.lessons.candidates import Candidate, What, candidates, judged
from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui import tasks
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.reach import reach_field
from kursplaner.ui.widgets import Button, Dialog, Pill, Row, RowList, Text, scrolled, show_in

TITLES = {What.ROOM: "Anderer Raum", What.TEACHER: "Andere Lehrkraft"}
DONE = {What.ROOM: "Raum gewechselt", What.TEACHER: "Lehrkraft gewechselt"}
ICONS = {What.ROOM: "door-open", What.TEACHER: "user"}
MOST_JUDGED = 12
"""How many of the free ones are judged whole: beyond that nobody reads."""


class SwapDialog(Dialog):
    """Another room or teacher for a lesson or the rest of its series: who is free stands first.

    First all are judged for places alone, then the free ones whole, both off the window's thread:
    the lines say then what more stands against them.

    Attributes:
        lines: the line of each candidate, by its id.
        take_buttons: "Nehmen" of each.
    """

    def __init__(
        self, context: AppContext, row: LessonRow, what: What, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLES[what], parent, width=520)
        self._context, self._lesson, self._what = context, row, what
        self._asked = 0
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        self.reach = reach_field()
        self.reach.chosen.connect(self.show_options)
        self.body.addWidget(self.reach)
        self._area = scrolled(height=300, ground="surface", keys=True)
        self.body.addWidget(self._area, 1)
        self.lines: dict[int, _Line] = {}
        self.add_button(Button("Abbrechen"), rejects=True)
        self.show_options()

    @property
    def take_buttons(self) -> dict[int, Button]:
        """The buttons that take, by the id of what they take."""
        return {key: line.take for key, line in self.lines.items()}

    def show_options(self, _changed: object = None) -> None:
        """Look for everybody, off the window's thread: a long series takes a second or two."""
        hidden, reach = self._context.names_hidden, Reach(self.reach.current())
        workspace, lesson, what = self._context.workspace, self._lesson, self._what
        self._asked += 1
        asked = self._asked
        self.lines = {}
        waiting = RowList(top_line=False)
        waiting.add(Row("Wird gesucht …", icon="search", margin=8))
        show_in(self._area, waiting)

        def look(_progress: tasks.Progress) -> list[Candidate]:
            with workspace.read() as db:
                return candidates(db, lesson, what, reach, hidden=hidden)

        def found(options: list[Candidate]) -> None:
            if asked == self._asked:
                self._show_found(options, hidden=hidden)

        def not_found(error: BaseException) -> None:
            if asked == self._asked:
                self._context.problem(error)
                self.reject()

        tasks.start("Auswahl suchen", look, found, not_found)

    def _show_found(self, found: list[Candidate], *, hidden: bool) -> None:
        """List everybody, the free ones first, each with what stands against it."""
        rows = RowList(top_line=False)
        for candidate in found:
            line = _Line(candidate, ICONS[self._what], hidden=hidden)
            line.take.clicked.connect(lambda _=False, key=candidate.id: self.take(key))
            self.lines[candidate.id] = line
            rows.add(line)
        show_in(self._area, rows)
        self._judge([candidate for candidate in found if not candidate.hard][:MOST_JUDGED])

    def done(self, result: int) -> None:
        self._asked += 1
        super().done(result)

    def take(self, key: int) -> None:
        """Store the choice."""
        wish = self.lines[key].candidate.wish
        done = act(
            self._context,
            ActKind.LESSON_CHANGED,
            lambda db: changing.apply(db, changing.propose(db, wish)),
            f"{self._lesson.title}: {DONE[self._what]}",
            [("lesson", self._lesson.id)],
        )
        if done is not None:
            self.accept()

    def _judge(self, waiting: list[Candidate]) -> None:
        """Judge the first whole, then the others, each in a moment of its own."""
        if not waiting:
            return
        workspace, asked = self._context.workspace, self._asked

        def look(_progress: tasks.Progress) -> Candidate:
            with workspace.rehearse() as db:
                return judged(db, waiting[0])

        def found(candidate: Candidate) -> None:
            if asked == self._asked:
                self.lines[candidate.id].show_candidate(candidate)
                self._judge(waiting[1:])

        tasks.start("Auswahl prüfen", look, found)


class _Line(Row):
    """A candidate with its state and the button that takes it."""

    def __init__(self, candidate: Candidate, icon: str, *, hidden: bool) -> None:
        self._hidden = hidden
        self.state = Pill()
        self.take = Button("Nehmen", name=f"{candidate.name} nehmen")
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.state)
        line.addWidget(self.take)
        note = _note(candidate, hidden=hidden)
        super().__init__(candidate.name, note, icon=icon, tool=tools, margin=8, wrap=True)
        self.show_candidate(candidate)

    def show_candidate(self, candidate: Candidate) -> None:
        """Show how it stands; the first thing against it is said."""
        self.candidate = candidate
        if candidate.hard:
            self.state.show_state("belegt" if candidate.occupied else "geht nicht", "bad")
        elif candidate.conflicts:
            self.state.show_state("Hinweis", "warning")
        else:
            self.state.show_state("frei", "good")
        note = _note(candidate, hidden=self._hidden)
        self.subtitle.show_text(note)
        self.subtitle.setVisible(bool(note))
        self.setAccessibleName(f"{candidate.name}, {note}" if note else candidate.name)
        self.take.setEnabled(not candidate.hard)


def _note(candidate: Candidate, *, hidden: bool) -> str:
    against = [shown(conflict, hidden=hidden) for conflict in candidate.conflicts[:1]]
    return against[0] if against else candidate.note
