"""The lessons of a course in order of time, and the dates left out between them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.lessons.candidates import What
from kursplaner.desk.lessons.card import LessonCard, lesson_card
from kursplaner.desk.wording import pick_ups
from kursplaner.desk.wording.course_lines import lesson_state
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, free_of, units
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, Direction, LessonStatus, SkipReason
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.exchange.lists.content import Kind
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.store.queries.courses.courses import CourseDetail, SkippedRow
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.session import Db
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.cancel_dialog import CancelDialog
from kursplaner.ui.courses.lessons.extra_acts import extra_acts
from kursplaner.ui.courses.lessons.panel import LessonAct, show_lesson
from kursplaner.ui.courses.lessons.place_dialogs import ExtraLessonDialog, MoveDialog
from kursplaner.ui.courses.lessons.swap_dialog import SwapDialog
from kursplaner.ui.courses.tabs import CourseTab, Host
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
)

COLUMNS = (
    Column("number", "Nr.", 48, sortable=False),
    Column("day", "Tag", 92, sortable=False, kind=Kind.DAY),
    Column("time", "Zeit", 100, sortable=False),
    Column("units", "UE", 48, right=True, sortable=False, shown=False, kind=Kind.DECIMAL),
    Column("room", "Raum", 140, sortable=False, stretch=True),
    Column("teacher", "Lehrkraft", 96, sortable=False),
    Column("childcare", "Betreuung", 80, right=True, sortable=False),
    Column("rides", "Fahrt", 60, right=True, sortable=False),
    Column("state", "Stand", 148, sortable=False),
)


class LessonsTab(CourseTab):
    """Moves, calls off, restores and takes in lessons."""

    def __init__(self, context: AppContext, host: Host) -> None:
        super().__init__(context, host)
        self._dialog: Dialog | None = None
        self._card: LessonCard | None = None
        self.take_in_button: Button | None = None
        empty = EmptyState("Dieser Kurs hat keine Termine.")
        self.list = ListTable("Termine", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
        ListOutput(context, self.list, "Termine")
        self.list.selected.connect(self._selected)
        self.list.activated.connect(self._activated)
        self.add_button = Button("Termin hinzufügen", icon="plus", tip="Strg+D")
        self.add_button.clicked.connect(self.add_lesson)
        self.list.filters.addWidget(self.add_button)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+D"), self, self.add_lesson, context=here)
        self.column.addWidget(self.list, 1)

    def show_course(self, course: CourseDetail) -> None:
        """List lessons and dates left out, by day."""
        super().show_course(course)
        now = minute_at(clock.now())
        number = 0
        dated: list[tuple[date, int, ListRow]] = []
        for row in course.lessons:
            number += row.status in LESSONS_TAKING_PLACE
            place = str(number) if row.status in LESSONS_TAKING_PLACE else ""
            dated.append((row.day, row.starts, self._lesson_row(row, place, now)))
        dated += [(skipped.day, 0, _skipped_row(skipped)) for skipped in course.skipped]
        dated.sort(key=lambda row: row[:2])
        self.list.use(FixedRows(COLUMNS, [row for _, _, row in dated]))
        self.add_button.setEnabled(self._model_lesson() is not None)
        if self.list.current_key() is None:
            coming = next((row.id for row in course.lessons if row.ends > now), None)
            if coming is not None:
                self.list.choose(coming)

    def inspect(self) -> None:
        """Show the current lesson or date."""
        self._selected(self.list.current_key())

    def show_lesson(self, lesson_id: int) -> None:
        self.list.choose(lesson_id)
        self.list.view.setFocus()

    def _lesson_row(self, row: LessonRow, number: str, now: int) -> ListRow:
        shown = names.initials if self.context.names_hidden else names.short
        care, out = row.childcare, [r for r in row.rides if r.direction == Direction.OUT]
        words, tone = lesson_state(row, now)
        gone = row.status == LessonStatus.CANCELLED
        tone_text = "third" if gone or row.ends <= now else "text"
        taught = units(row.teaching_minutes, row.unit_minutes)
        seats = free_of(sum(r.taken for r in out), sum(r.seats for r in out)) if out else ""
        return ListRow(
            row.id,
            (
                Cell(number, tone="second"),
                Cell(days.short_day(row.day), tone=tone_text, strong=not gone, value=row.day),
                Cell(days.times(row.starts, row.ends), tone=tone_text),
                Cell(taught.split()[0], tone=tone_text, value=row.units),
                Cell(row.room or "ohne Raum", tone=tone_text if row.room else "warning"),
                Cell(", ".join(shown(person.name) for person in row.teachers), tone=tone_text),
                free_of(care.taken, care.places) if care is not None else "",
                seats,
                Cell(words, pill=tone),  # type: ignore[arg-type]
            ),
        )

    def _selected(self, key: object) -> None:
        inspector = self.host.inspector
        if inspector is None or not self.isVisible():
            return
        self._card = None
        if isinstance(key, date):
            self._inspect_skipped(key)
        elif isinstance(key, int):
            hidden = self.context.names_hidden
            with self.context.workspace.read() as db:
                self._card = lesson_card(db, key, hidden=hidden)
            if self._card is not None:
                show_lesson(inspector, self._card, self._acts(self._card), self.context)
        else:
            self.host.show_facts()

    def _acts(self, card: LessonCard) -> tuple[LessonAct, ...]:
        free = card.changeable
        if card.cancelled:
            return (
                LessonAct("Wieder ansetzen", "rotate-ccw", self.restore),
                LessonAct("Im Kalender", "calendar-days", self._show_in_calendar),
            )
        return (
            LessonAct("Verschieben", "calendar-clock", self.move_lesson, enabled=free),
            LessonAct("Absagen", "calendar-x", self.cancel, enabled=card.cancellable),
            LessonAct("Anderer Raum", "door-open", lambda: self._swap(What.ROOM), enabled=free),
            LessonAct("Vertretung", "user-cog", lambda: self._swap(What.TEACHER), enabled=free),
            LessonAct("Im Kalender", "calendar-days", self._show_in_calendar),
            LessonAct("Anwesenheit", "clipboard-check", self._attendance),
            *extra_acts(self.context, card, self._open, self),
        )

    def _inspect_skipped(self, day: date) -> None:
        inspector = self.host.inspector
        found = next((skipped for skipped in self._skipped() if skipped.day == day), None)
        if inspector is None or found is None:
            return
        reason = found.name or said(SkipReason, found.reason)
        inspector.begin("Ausgelassen", days.full_day(day), reason)
        self.take_in_button = Button("Termin aufnehmen", "primary", "plus")
        self.take_in_button.clicked.connect(lambda: self.take_in(day))
        inspector.add(self.take_in_button)
        inspector.finish()

    def _skipped(self) -> tuple[SkippedRow, ...]:
        return self.course.skipped if self.course is not None else ()

    # --- acts -----------------------------------------------------------------------------------

    def add_lesson(self) -> None:
        """Ask when one lesson more shall be; it is like the one in hand, else like the last."""
        row = self._model_lesson()
        if row is not None:
            self._open(ExtraLessonDialog(self.context, row, self))

    def _model_lesson(self) -> LessonRow | None:
        known = self.course.lessons if self.course is not None else ()
        held = [row for row in known if row.status in LESSONS_TAKING_PLACE]
        key = self.list.current_key()
        return next((row for row in held if row.id == key), held[-1] if held else None)

    def move_lesson(self) -> None:
        """Ask where the lesson shall go."""
        if self._card is not None:
            self._open(MoveDialog(self.context, self._card.row, self))

    def cancel(self) -> None:
        """Ask why the lesson is called off."""
        if self._card is not None:
            self._open(CancelDialog(self.context, self._card.row, self))

    def restore(self) -> None:
        """Take a cancellation back."""
        if self._card is None:
            return
        row = self._card.row
        held = f"{row.title} findet am {days.short_day(row.day)} statt"
        act(
            self.context,
            ActKind.LESSON_ADDED,
            lambda db: cancelling.apply_restore(db, cancelling.propose_restore(db, row.id)),
            lambda changes: f"{held}{pick_ups.saved(*changes)}",
            [("lesson", row.id)],
        )

    def take_in(self, day: date) -> None:
        """Hold a lesson on a date that was left out."""
        course = self.course
        if course is None:
            return
        key = course.row.id

        def work(db: Db) -> int:
            plan = changing.propose(db, TakeInWish(key, day))
            changing.apply(db, plan)
            return len(plan.moved.lessons)

        taken_in = f"{course.row.title}: {days.short_day(day)} aufgenommen"
        act(
            self.context,
            ActKind.LESSON_ADDED,
            work,
            lambda moved: f"{taken_in}, {counted(moved, 'lesson')} vorgezogen",
            [("course", key)],
        )

    def _swap(self, what: What) -> None:
        if self._card is not None:
            self._open(SwapDialog(self.context, self._card.row, what, self))

    def _open(self, dialog: Dialog) -> None:
        self._dialog = dialog
        dialog.open()

    def _show_in_calendar(self) -> None:
        if self._card is not None:
            self.context.go("calendar", lesson_id=self._card.row.id, day=self._card.row.day)

    def _attendance(self) -> None:
        if self._card is not None:
            target = {"course_id": self._card.row.course_id, "lesson_id": self._card.row.id}
            self.context.go("courses", tab="attendance", **target)

    def _activated(self, key: object) -> None:
        if isinstance(key, date):
            self.take_in(key)
        elif self._card is not None and self._card.changeable:
            self.move_lesson()


def _skipped_row(skipped: SkippedRow) -> ListRow:
    reason = skipped.name or said(SkipReason, skipped.reason)
    cells: list[str | Cell] = [
        Cell("+", tone="accent"),
        Cell(days.short_day(skipped.day), tone="third", value=skipped.day),
        Cell("fällt weg", tone="third"),
        "",
        Cell(reason, tone="third"),
        "",
        "",
        "",
        Cell("aufnehmen", tone="accent", icon="plus"),
    ]
    return ListRow(skipped.day, tuple(cells))
