"""A room used by somebody else, or closed: when, why, and what stands in that time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES, Span, day_of, minute_of
from kursplaner.desk.wording.words.counts import counted, number
from kursplaner.desk.wording.words.days import gone_by, short_day, times
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.kinds import ActKind, ClosureReason, OccupationSource
from kursplaner.planning.availability.exceptions import EVERY_DAY, SpecialHours
from kursplaner.planning.rooms import bookings, closures
from kursplaner.store.queries.rooms import RoomRow
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    Row,
    Segmented,
    Switch,
    TextField,
    TimeField,
)
from kursplaner.ui.widgets.texts import Tone

REASONS = (
    ClosureReason.CLOSED,
    ClosureReason.REPAIR,
    ClosureReason.HOLIDAY,
    ClosureReason.WEATHER,
    ClosureReason.OTHER,
)
SHOWN = 4
THROUGH, DAILY, WEEKLY = "through", "daily", "weekly"
ONCE = "once"
BOOKED = (
    Choice(ONCE, "einmal"),
    Choice(DAILY, "jeden Tag"),
    Choice(WEEKLY, "jede Woche an diesem Tag"),
)
RHYTHMS = (
    Choice(THROUGH, "durchgehend"),
    Choice(DAILY, "jeden Tag zu diesen Zeiten"),
    Choice(WEEKLY, "jede Woche an diesem Tag"),
)
EVENING = (18 * 60, 20 * 60)


class RoomTimeDialog(FormDialog):
    """What both forms share: the room, from when, until when, and what is in the way."""

    def __init__(
        self,
        title: str,
        context: AppContext,
        rooms: Sequence[RoomRow],
        room_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, title, parent, width=560)
        self.room = ChoiceField(
            [Choice(str(room.id), room.name) for room in rooms], str(room_id), name="Raum"
        )
        self.first = DateField(context.today(), name="Erster Tag")
        self.last = DateField(context.today(), name="Letzter Tag")
        self.starts = TimeField(name="Beginn")
        self.ends = TimeField(name="Ende")
        self.times = (self.room.chosen, self.starts.changed, self.ends.changed, self.last.changed)
        self.first.changed.connect(self._first_changed)

    def span(self) -> tuple[int, int]:
        """Return the absolute minutes; without times whole days.

        Raises:
            Refused: kind "date_unreadable".
        """
        first = self.first.value()
        last = self.last.value() or first
        times_readable = self.starts.is_valid() and self.ends.is_valid()
        if first is None or last is None or not times_readable:
            raise Refused("date_unreadable")
        starts, ends = self.starts.value(), self.ends.value()
        return (
            minute_of(first, starts or 0),
            minute_of(last, DAY_MINUTES if ends is None else ends),
        )

    def _first_changed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is not None and (last is None or last != first):
            self.last.set_value(first)
        self.propose()


class BookingDialog(RoomTimeDialog):
    """The council, a club: a use that occupies the room, once or again and again until a day."""

    def __init__(
        self,
        context: AppContext,
        rooms: Sequence[RoomRow],
        room_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Belegung eintragen", context, rooms, room_id, parent)
        self._plan: bookings.BookingPlan | None = None
        self.title_ = TextField(name="Wofür", hint="z. B. Stadtrat, Chorprobe")
        self.starts.set_value(EVENING[0])
        self.ends.set_value(EVENING[1])
        self.rhythm = Segmented(BOOKED, ONCE, name="Wie oft")
        self.skip = Switch("Belegte Tage auslassen")
        self.note = TextField(name="Bemerkung")
        self.body.addWidget(Field("Wofür", self.title_))
        self.add_line(("Raum", self.room, 1), ("Tag", self.first, 1))
        self.add_line(("Von", self.starts, 1), ("Bis", self.ends, 1))
        self.body.addWidget(Field("Wie oft", self.rhythm))
        self._until = Field("Bis einschließlich", self.last)
        self._skip_row = Row("Belegte Tage auslassen", tool=self.skip, margin=0)
        for part in (self._until, self._skip_row, Field("Bemerkung", self.note)):
            self.body.addWidget(part)
        texts = (self.title_.textChanged,)
        changed = (*self.times, *texts, self.rhythm.chosen, self.skip.toggled)
        self.begin("Eintragen", "check", self._book, self._look, changed, self.title_)

    def spans(self) -> tuple[Span, ...]:
        """Return the times wished for.

        Raises:
            Refused: "date_unreadable", and as `SpecialHours.days`.
        """
        rhythm = self.rhythm.current()
        if rhythm == ONCE:
            return (Span(*self.span()),)
        first, last = self.first.value(), self.last.value()
        starts, ends = self.starts.value(), self.ends.value()
        if first is None or last is None:
            raise Refused("date_unreadable")
        weekdays = frozenset({first.weekday()}) if rhythm == WEEKLY else EVERY_DAY
        hours = (starts or 0, DAY_MINUTES if ends is None else ends)
        return bookings.spans_of(SpecialHours(first, last, *hours, weekdays=weekdays))

    def _look(self) -> Outlook:
        """Find out when the room is free."""
        self._plan = None
        often = self.rhythm.current() != ONCE
        self._until.setVisible(often)
        self._skip_row.setVisible(often)
        if not self.title_.text().strip():
            return Outlook("Bitte geben Sie an, wofür der Raum belegt ist.", ready=False)
        title, note = self.title_.text(), self.note.text()
        with self._context.workspace.read() as db:
            room = int(self.room.current())
            plan = bookings.propose(db, room, self.spans(), title, note, past=self.past.isChecked())
        skips = often and self.skip.isChecked() and bool(plan.free)
        if plan.conflicts and not skips:
            return self.outlook([_taken(plan)] if often else (), plan.conflicts, accepts=False)
        self._plan = plan
        free = _booked(plan) if often else "Der Raum ist in dieser Zeit frei."
        asked = gone_by(day_of(plan.free[-1].starts), self._context.today())
        return Outlook(_with(free, asked), tone="warning" if asked else "second")

    def _book(self) -> None:
        plan, skips = self._plan, self.skip.isChecked()
        if plan is None:
            return
        plan = replace(plan, note=self.note.text().strip())
        count = len(plan.free)
        days = f", {counted(count, 'day')}" if self.rhythm.current() != ONCE else ""
        self.act(
            ActKind.ROOM_BOOKED,
            lambda db: bookings.apply(db, plan, skip_taken=skips),
            f"{self.room.currentText()} belegt: {plan.title}{days}",
            [("room", plan.room_id)],
        )


class ClosureDialog(RoomTimeDialog):
    """Nobody can use the room; what is planned there is listed at once."""

    def __init__(
        self,
        context: AppContext,
        rooms: Sequence[RoomRow],
        room_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Raum sperren", context, rooms, room_id, parent)
        self._plan: closures.ClosurePlan | closures.ClosureDays | None = None
        self.rhythm = Segmented(RHYTHMS, THROUGH, name="Wie oft")
        reasons = [Choice(reason.value, word(reason)) for reason in REASONS]
        self.reason = ChoiceField(reasons, name="Grund")
        self.note = TextField(name="Bemerkung")
        self.add_line(("Raum", self.room, 1), ("Grund", self.reason, 1))
        self.add_line(("Von", self.first, 1), ("Bis einschließlich", self.last, 1))
        self.add_line(
            ("Uhrzeit von (leer: ganztags)", self.starts, 1), ("Uhrzeit bis", self.ends, 1)
        )
        self.body.addWidget(Field("Wie oft", self.rhythm))
        self.body.addWidget(Field("Bemerkung", self.note))
        changed = (*self.times, self.reason.chosen, self.rhythm.chosen)
        self.begin("Sperren", "ban", self._close_room, self._look, changed)

    def _look(self) -> Outlook:
        """Find out what is planned there."""
        self._plan = None
        starts, ends = self.span()
        with self._context.workspace.read() as db:
            room, reason = int(self.room.current()), ClosureReason(self.reason.current())
            if self.rhythm.current() == THROUGH:
                past = self.past.isChecked()
                note = self.note.text()
                self._plan = closures.propose(db, room, starts, ends, reason, note, past=past)
            else:
                special = self._special(day_of(starts), day_of(ends - 1), reason)
                self._plan = closures.propose_days(db, room, special)
        asked = gone_by(day_of(ends - 1), self._context.today())
        tone: Tone = "warning" if asked else "second"
        told = _with(_touches(self._plan), asked)
        return Outlook(told, tone="bad" if self._plan.touched else tone)

    def _special(self, first: date, last: date, reason: ClosureReason) -> SpecialHours:
        """Return the hours of each day, or of each week on the first one's weekday."""
        ends = self.ends.value()
        hours = (self.starts.value() or 0, DAY_MINUTES if ends is None else ends)
        weekly = self.rhythm.current() == WEEKLY
        weekdays = frozenset({first.weekday()}) if weekly else EVERY_DAY
        note = self.note.text()
        past = self.past.isChecked()
        return SpecialHours(
            *(first, last, *hours), note=note, weekdays=weekdays, reason=reason, past=past
        )

    def _close_room(self) -> None:
        """Store the closure; what it touches shows as a conflict."""
        plan = self._plan
        if plan is None:
            return

        def store(db: Db) -> None:
            if isinstance(plan, closures.ClosureDays):
                closures.apply_days(db, plan)
            else:
                closures.apply(db, plan)

        self.act(
            ActKind.CLOSURE_ADDED,
            store,
            f"{self.room.currentText()} gesperrt",
            [("room", plan.resource_id)],
            checks=[plan.resource_id],
        )


def _with(told: str, asked: str) -> str:
    return f"{told}\n{asked}" if asked else told


def _touches(plan: closures.ClosurePlan | closures.ClosureDays) -> str:
    if not plan.touched:
        return "In dieser Zeit ist dort nichts geplant."
    lines = [
        f"{touched.title or said(OccupationSource, touched.source)},"
        f" {short_day(day_of(touched.starts))}, {times(touched.starts, touched.ends)}"
        for touched in plan.touched[:SHOWN]
    ]
    rest = len(plan.touched) - SHOWN
    if rest > 0:
        lines.append(f"und {counted(rest, 'lesson')}")
    return "Braucht einen anderen Raum:\n" + "\n".join(lines)


def _taken(plan: bookings.BookingPlan) -> str:
    """Say on how many of the days the room is taken."""
    gone = len(plan.spans) - len(plan.free)
    return f"An {number(gone)} von {counted(len(plan.spans), 'day', dative=True)} ist er belegt:"


def _booked(plan: bookings.BookingPlan) -> str:
    """Say on which days the room would be booked, and which are left out."""
    first, last = day_of(plan.free[0].starts), day_of(plan.free[-1].starts)
    when = f"{short_day(first)} bis {short_day(last)}" if last > first else short_day(first)
    left = len(plan.spans) - len(plan.free)
    without = f"; {counted(left, 'day')} ausgelassen" if left else ""
    return f"{counted(len(plan.free), 'day')}, {when}{without}"
