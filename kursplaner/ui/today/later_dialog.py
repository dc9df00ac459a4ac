"""A follow-up put off: the line, and on which day to come back to it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from kursplaner.desk.today.follow_ups import FollowUpLine
from kursplaner.desk.wording.errors.sentences import refusal
from kursplaner.desk.wording.words.days import short_day
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.people import follow_ups
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.widgets import DateField, Field, Text

A_WEEK = timedelta(days=7)


class LaterDialog(FormDialog):
    """Asks for the day; a week from today is proposed."""

    def __init__(
        self, context: AppContext, line: FollowUpLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Wiedervorlage verschieben", parent, width=420)
        self._row = line.rows[0]
        self.day = DateField(context.today() + A_WEEK, name="Neuer Tag")
        self.body.addWidget(Text(line.text, "plain", "second", wrap=True))
        self.body.addWidget(Field("Neuer Tag", self.day))
        self.blames = {"nothing_changes": self.day}
        self.begin("Verschieben", "calendar-clock", self._put_off, focus=self.day)

    def _put_off(self) -> None:
        day = self.day.value()
        if day is None:
            self.complain(refusal("date_unreadable"), self.day)
            return
        row = self._row
        self.act(
            ActKind.FOLLOW_UP_POSTPONED,
            lambda db: follow_ups.postpone_follow_up(db, row.id, row.version, day),
            f"Wiedervorlage auf {short_day(day)} verschoben",
        )
