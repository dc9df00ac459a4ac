"""Boxes for one lesson: call it off, take another room, give it to somebody else, move it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of, minute_of_day
from kursplaner.desk.wording.changes.consequences import lacking_lines, move_line, stay_lines
from kursplaner.desk.wording.conflicts.of_a_lesson import standing_line
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.errors.sentences import sentence as refusal
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind, CancelReason, CourseType
from kursplaner.planning.choices.workers import teaching_roles
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.cancelling import CancelPlan
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.weekly_series import Reach, first_of_series
from kursplaner.store.queries.choices import rooms_in_use, workers
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.reach import reach_field
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    DateField,
    Dialog,
    Field,
    Pill,
    Row,
    RowList,
    Switch,
    Text,
    TextField,
    TimeField,
)


class CancelDialog(Dialog):
    """Calls a lesson off with a reason; what goes with it stands beneath before it is done."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__("Termin absagen", parent, width=480)
        self._context, self._lesson = context, row
        self._plan: CancelPlan | None = None
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        reasons = [Choice(key.value, text) for key, text in choices(CancelReason)]
        self.reason = ChoiceField(reasons, CancelReason.TEACHER_ILL.value, name="Grund")
        self.note = TextField(name="Bemerkung", hint="nur für das Büro")
        self.reach = reach_field()
        make_up = context.workspace.settings.flag("course.make_up_cancelled")
        self.make_up = Switch("Am Ende nachholen", on=make_up)
        self.body.addWidget(Field("Grund", self.reason))
        self.body.addWidget(Field("Bemerkung", self.note))
        self.body.addWidget(self.reach)
        self.body.addWidget(Row("Am Ende nachholen", tool=self.make_up, margin=0))
        self._says = Text("", wrap=True)
        self.body.addWidget(self._says)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(Button("Termin absagen", "primary", "calendar-x"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        self.reason.chosen.connect(self.propose)
        self.reach.chosen.connect(self.propose)
        self.make_up.toggled.connect(self.propose)
        self.propose()

    def propose(self, _changed: object = None) -> None:
        """Show what would go with it."""
        self._plan = None
        try:
            with self._context.workspace.read() as db:
                self._plan = cancelling.propose_cancel(
                    db,
                    [self._first(db)],
                    CancelReason(self.reason.current()),
                    self.note.text().strip(),
                    from_here_on=self.reach.current() != Reach.ONE,
                    make_up=self.make_up.isChecked(),
                )
        except KursplanerError as error:
            self._says.show_text(refusal(error))
        else:
            self._says.show_text(_cancel_text(self._plan))
        self.store_button.setEnabled(self._plan is not None)

    def _first(self, db: Db) -> int:
        """Return from which lesson on it is called off."""
        every = self.reach.current() == Reach.ALL
        return first_of_series(db, self._lesson.id).id if every else self._lesson.id

    def store(self) -> None:
        """Call it off."""
        self.propose()
        plan = self._plan
        if plan is None:
            return
        many = len(plan.lesson_ids) > 1
        kind = ActKind.LESSONS_CANCELLED if many else ActKind.LESSON_CANCELLED
        try:
            with self._context.workspace.change(kind, [("lesson", self._lesson.id)]) as db:
                cancelling.apply(db, plan)
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        count = counted(len(plan.lesson_ids), "lesson")
        extra = ", am Ende nachgeholt" if plan.made_up else ""
        self._context.notice(f"{self._lesson.title}: {count} abgesagt{extra}", undo=True)


def _cancel_text(plan: CancelPlan) -> str:
    parts = [counted(len(plan.lesson_ids), "lesson")]
    if plan.slot_ids:
        children = counted(plan.children, "child")
        parts.append(f"{counted(len(plan.slot_ids), 'slot')} ({children})")
    if plan.ride_ids:
        parts.append(counted(len(plan.ride_ids), "ride"))
    lines = [f"Es entfallen: {', '.join(parts)}."]
    lines += stay_lines(plan.untouched)
    if plan.made_up:
        shown = [days.short_day(day_of(made_up.starts)) for made_up in plan.made_up[:3]]
        more = f" und {len(plan.made_up) - len(shown)} weitere" if len(plan.made_up) > 3 else ""
        lines.append(f"Nachgeholt wird am {', '.join(shown)}{more}".rstrip(".") + ".")
        lines += lacking_lines(pair for made_up in plan.made_up for pair in made_up.lacking)
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Option:
    """A room or teacher with what stands against it."""

    id: int
    name: str
    note: str
    conflicts: tuple[Conflict, ...]

    @property
    def hard(self) -> bool:
        """Whether it cannot be taken."""
        return any(conflict.hard for conflict in self.conflicts)


class SwapDialog(Dialog):
    """Another room or teacher for a lesson or the rest of its series: who is free stands first."""

    def __init__(
        self, context: AppContext, row: LessonRow, what: str, parent: QWidget | None = None
    ) -> None:
        title = "Anderer Raum" if what == "room" else "Andere Lehrkraft"
        super().__init__(title, parent, width=520)
        self._context, self._lesson, self._what = context, row, what
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        self.reach = reach_field()
        self.reach.chosen.connect(self.show_options)
        self.body.addWidget(self.reach)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setProperty("ground", "surface")
        self._area.setMinimumHeight(theme().px(300))
        self.body.addWidget(self._area, 1)
        self.take_buttons: dict[int, Button] = {}
        self.add_button(Button("Abbrechen"), rejects=True)
        self.show_options()

    def show_options(self, _changed: object = None) -> None:
        """List everybody, the free ones first, each with what stands against it."""
        try:
            with self._context.workspace.read() as db:
                options = self._rooms(db) if self._what == "room" else self._teachers(db)
        except KursplanerError as error:
            self._context.problem(error)
            self.reject()
            return
        rows = RowList(top_line=False)
        self.take_buttons = {}
        for option in sorted(
            options, key=lambda option: (option.hard, len(option.conflicts), option.name)
        ):
            rows.add(self._row(option))
        holder = QWidget()
        holder.setProperty("ground", "surface")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rows)
        column.addStretch(1)
        self._area.setWidget(holder)

    def take(self, key: int) -> None:
        """Store the choice."""
        kind = ActKind.LESSON_CHANGED
        try:
            with self._context.workspace.change(kind, [("lesson", self._lesson.id)]) as db:
                changing.apply(db, changing.propose(db, self._wish(key)))
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        said = "Raum gewechselt" if self._what == "room" else "Lehrkraft gewechselt"
        self._context.notice(f"{self._lesson.title}: {said}", undo=True)

    def _row(self, option: _Option) -> Row:
        notes = [sentence(conflict) for conflict in option.conflicts[:1]]
        tone = "bad" if option.hard else "warning" if option.conflicts else "good"
        state = "belegt" if option.hard else "Hinweis" if option.conflicts else "frei"
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Pill(state, tone))  # type: ignore[arg-type]
        take = Button("Nehmen", name=f"{option.name} nehmen")
        take.setEnabled(not option.hard)
        take.clicked.connect(_Take(self, option.id))
        self.take_buttons[option.id] = take
        line.addWidget(take)
        icon = "door-open" if self._what == "room" else "user"
        note = notes[0] if notes else option.note
        return Row(option.name, note, icon=icon, tool=holder, margin=8, wrap=True)

    def _wish(self, key: int) -> MoveWish:
        reach = Reach(self.reach.current())
        if self._what == "room":
            return MoveWish(self._lesson.id, room_id=key, reach=reach)
        return MoveWish(self._lesson.id, reach=reach, stand_in=StandIn(key))

    def _rooms(self, db: Db) -> list[_Option]:
        found = []
        for room in rooms_in_use(db, self._lesson.day):
            if room.id == self._lesson.room_id:
                continue
            plan = changing.glance(db, self._wish(room.id))
            note = ", ".join([counted(room.capacity, "place"), room.site])
            found.append(_Option(room.id, room.name, note, plan.conflicts))
        return found

    def _teachers(self, db: Db) -> list[_Option]:
        now = {person.id for person in self._lesson.teachers}
        roles = set().union(*(teaching_roles(kind) for kind in CourseType))
        people = {worker.id: worker.name for worker in workers(db, roles, self._lesson.day)}
        found = []
        for key, name in people.items():
            if key in now:
                continue
            plan = changing.glance(db, self._wish(key))
            shown = names.shown(name, hidden=self._context.names_hidden)
            found.append(_Option(key, shown, "", plan.conflicts))
        return found


class MoveDialog(Dialog):
    """Moves a lesson by day and time typed in, with the consequences beneath."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__("Termin verschieben", parent, width=480)
        self._context, self._lesson = context, row
        self._plan: LessonPlan[MoveWish] | None = None
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        self.day = DateField(row.day, name="Neuer Tag")
        self.time = TimeField(minute_of_day(row.starts), name="Neuer Beginn")
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(Field("Neuer Tag", self.day), 1)
        line.addWidget(Field("Neuer Beginn", self.time), 1)
        self.body.addLayout(line)
        self.reach = reach_field()
        self.body.addWidget(self.reach)
        self._says = Text("", wrap=True)
        self.body.addWidget(self._says)
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(Button("Verschieben", "primary"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)
        for signal in (self.day.changed, self.time.changed, self.reach.chosen):
            signal.connect(self.propose)
        self.propose()

    def propose(self, _changed: object = None) -> None:
        """Show what the move would do."""
        day, at = self.day.value(), self.time.value()
        self._plan, says = None, "Bitte geben Sie Tag und Beginn an."
        if day is not None and at is not None:
            try:
                self._plan = self._planned(minute_of(day, at))
            except KursplanerError as error:
                says = refusal(error)
            else:
                says = _move_text(self._plan)
        self._says.show_text(says)
        free = self._plan is not None and not any(
            conflict.hard for conflict in self._plan.conflicts
        )
        moved = self._plan is not None and self._plan.shift_minutes != 0
        self.store_button.setEnabled(free and moved)

    def store(self) -> None:
        """Move it."""
        self.propose()
        plan = self._plan
        if plan is None or not self.store_button.isEnabled():
            return
        many = len(plan.moved.lessons) > 1
        kind = ActKind.LESSONS_MOVED if many else ActKind.LESSON_MOVED
        try:
            with self._context.workspace.change(kind, [("lesson", self._lesson.id)]) as db:
                changing.apply(db, plan)
        except KursplanerError as error:
            self._context.problem(error)
            return
        self.accept()
        count = counted(len(plan.moved.lessons), "lesson")
        self._context.notice(f"{self._lesson.title}: {count} verschoben", undo=True)

    def _planned(self, to: int) -> LessonPlan[MoveWish]:
        wish = MoveWish(self._lesson.id, to, reach=Reach(self.reach.current()))
        with self._context.workspace.rehearse() as db:
            return changing.propose(db, wish)


def _move_text(plan: LessonPlan[MoveWish]) -> str:
    if not plan.shift_minutes:
        return "Der Termin liegt schon dort."
    lines = [" ".join([move_line(plan.moved), standing_line(plan.conflicts)]).strip()]
    lines += stay_lines(plan.untouched)
    lines += [sentence(conflict) for conflict in plan.conflicts[:3]]
    return "\n".join(lines)


class _Take:
    """Takes one option."""

    def __init__(self, dialog: SwapDialog, key: int) -> None:
        self._dialog, self._key = dialog, key

    def __call__(self) -> None:
        self._dialog.take(self._key)
