"""A page with a lesson in hand: what can be done to it from the inspector."""

from __future__ import annotations

from collections.abc import Sequence

from kursplaner.desk.lessons.candidates import What
from kursplaner.desk.lessons.card import LessonCard
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.cancel_dialog import CancelDialog
from kursplaner.ui.courses.lessons.exchange_dialog import ExchangeDialog
from kursplaner.ui.courses.lessons.extra_acts import extra_acts
from kursplaner.ui.courses.lessons.panel import LessonAct
from kursplaner.ui.courses.lessons.place_dialogs import ExtraLessonDialog, MoveDialog
from kursplaner.ui.courses.lessons.swap_dialog import SwapDialog
from kursplaner.ui.widgets import Dialog, Page


class LessonInHand(Page):
    """Base of the calendar page: the acts on the lesson its inspector shows."""

    def __init__(self, title: str, context: AppContext) -> None:
        super().__init__(title, scroll=False, inspector=True)
        self._context = context
        self._card: LessonCard | None = None
        self._dialog: Dialog | None = None

    def open_course(self) -> None:
        """Open the course at the lesson in hand."""
        if self._card is not None:
            target = {"course_id": self._card.row.course_id, "lesson_id": self._card.row.id}
            self._context.go("courses", tab="lessons", **target)

    def _acts(self, card: LessonCard) -> Sequence[LessonAct]:
        free = card.changeable
        return (
            LessonAct("Kurs öffnen", "graduation-cap", self.open_course),
            LessonAct(
                "Anwesenheit",
                "clipboard-check",
                lambda: self._attendance(card),
                enabled=not card.cancelled,
            ),
            LessonAct("Anderer Raum", "door-open", self.other_room, enabled=free),
            LessonAct("Vertretung", "user-cog", self.other_teacher, enabled=free),
            LessonAct("Verschieben", "calendar-clock", self.move_lesson, enabled=free),
            LessonAct("Tauschen", "repeat-2", self.exchange, enabled=free),
            LessonAct("Kopieren", "copy", self.add_lesson, not card.cancelled, "Strg+D"),
            LessonAct("Liste drucken", "printer", self.print_page),
            *extra_acts(self._context, card, self._opened, self),
            LessonAct("Absagen", "calendar-x", self.cancel_lesson, enabled=card.cancellable),
        )

    def _attendance(self, card: LessonCard) -> None:
        target = {"course_id": card.row.course_id, "lesson_id": card.row.id}
        self._context.go("courses", tab="attendance", **target)

    def cancel_lesson(self) -> Dialog | None:
        """Ask for the reason and call the lesson in hand off (Entf)."""
        if self._card is None or self._card.cancelled:
            return None
        return self._opened(CancelDialog(self._context, self._card.row, self))

    def move_lesson(self) -> Dialog | None:
        """Move the lesson in hand by a day and time typed in."""
        if self._card is None:
            return None
        return self._opened(MoveDialog(self._context, self._card.row, self))

    def add_lesson(self) -> Dialog | None:
        """Add a lesson like the one in hand (Strg+D)."""
        if self._card is None or self._card.cancelled:
            return None
        return self._opened(ExtraLessonDialog(self._context, self._card.row, self))

    def exchange(self) -> Dialog | None:
        """Let the lesson in hand and another one change places or rooms."""
        if self._card is None or not self._card.changeable:
            return None
        return self._opened(ExchangeDialog(self._context, self._card.row, self))

    def other_room(self) -> Dialog | None:
        """Choose another room for the lesson in hand."""
        if self._card is None:
            return None
        return self._opened(SwapDialog(self._context, self._card.row, What.ROOM, self))

    def other_teacher(self) -> Dialog | None:
        """Choose somebody else for the lesson in hand."""
        if self._card is None:
            return None
        return self._opened(SwapDialog(self._context, self._card.row, What.TEACHER, self))

    def _opened(self, dialog: Dialog) -> Dialog:
        self._dialog = dialog
        dialog.open()
        return dialog
