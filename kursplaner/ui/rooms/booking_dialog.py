"""A room used by somebody else, or closed: when, why, and what stands in that time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of
from kursplaner.desk.wording.conflicts.sentences import saved_sentence
from kursplaner.desk.wording.conflicts.sentences import sentence as conflict_sentence
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.days import short_day, times
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.kinds import ActKind, ClosureReason, OccupationSource
from kursplaner.planning.conflicts.rechecks import Recheck
from kursplaner.planning.rooms import closures, room_form
from kursplaner.store.queries.rooms import RoomRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    DateField,
    Dialog,
    Field,
    Text,
    TextField,
    TimeField,
)

REASONS = (
    ClosureReason.CLOSED,
    ClosureReason.REPAIR,
    ClosureReason.HOLIDAY,
    ClosureReason.WEATHER,
    ClosureReason.OTHER,
)
SHOWN = 4
EVENING = (18 * 60, 20 * 60)


class RoomTimeDialog(Dialog):
    """What both forms share: the room, from when, until when, and what is in the way."""

    def __init__(
        self,
        title: str,
        context: AppContext,
        rooms: Sequence[RoomRow],
        room_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=560)
        self._context = context
        self.room = ChoiceField(
            [Choice(str(room.id), room.name) for room in rooms], str(room_id), name="Raum"
        )
        self.first = DateField(context.today(), name="Erster Tag")
        self.last = DateField(context.today(), name="Letzter Tag")
        self.starts = TimeField(name="Beginn")
        self.ends = TimeField(name="Ende")
        self.told = Text("", "plain", "second", wrap=True)
        for signal in (self.room.chosen, self.starts.changed, self.ends.changed, self.last.changed):
            signal.connect(self.propose)
        self.first.changed.connect(self._first_changed)

    def propose(self, _changed: object = None) -> None:
        """Show what stands in the way."""
        raise NotImplementedError

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

    def line(self, *fields: tuple[str, QWidget]) -> None:
        """Put labelled inputs side by side."""
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for label, widget in fields:
            row.addWidget(Field(label, widget), 1)
        self.body.addLayout(row)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say what stands in the way, or that nothing does."""
        self.told.set_tone("bad" if bad else "second")
        self.told.show_text(text)

    def finish(self, verb: str, icon: str) -> Button:
        """Add the answer's line and the buttons."""
        room = QVBoxLayout()
        room.addWidget(self.told)
        self.body.addLayout(room)
        self.add_button(Button("Abbrechen"), rejects=True)
        button = self.add_button(Button(verb, "primary", icon))
        button.setDefault(True)
        return button

    def _first_changed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is not None and (last is None or last != first):
            self.last.set_value(first)
        self.propose()


class BookingDialog(RoomTimeDialog):
    """The council, a club: a use that occupies the room."""

    def __init__(
        self,
        context: AppContext,
        rooms: Sequence[RoomRow],
        room_id: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Belegung eintragen", context, rooms, room_id, parent)
        self._plan: room_form.BookingPlan | None = None
        self.title_ = TextField(name="Wofür", hint="z. B. Stadtrat, Chorprobe")
        self.title_.textChanged.connect(self.propose)
        self.starts.set_value(EVENING[0])
        self.ends.set_value(EVENING[1])
        self.body.addWidget(Field("Wofür", self.title_))
        self.line(("Raum", self.room), ("Tag", self.first))
        self.line(("Von", self.starts), ("Bis", self.ends))
        self.book = self.finish("Eintragen", "check")
        self.book.clicked.connect(self.store)
        self.propose()
        self.title_.setFocus()

    def propose(self, _changed: object = None) -> None:
        self._plan = None
        self.book.setEnabled(False)
        if not self.title_.text().strip():
            self.say("")
            return
        try:
            starts, ends = self.span()
            with self._context.workspace.read() as db:
                room = int(self.room.current())
                plan = room_form.propose_booking(db, room, starts, ends, self.title_.text())
        except KursplanerError as error:
            self.say(sentence(error), bad=True)
            return
        if plan.conflicts:
            self.say(conflict_sentence(plan.conflicts[0]), bad=True)
            return
        self._plan = plan
        self.book.setEnabled(True)
        self.say("Der Raum ist in dieser Zeit frei.")

    def store(self) -> None:
        """Store the booking."""
        plan = self._plan
        if plan is None:
            return
        subjects = [("room", plan.room_id)]
        try:
            with self._context.workspace.change(ActKind.ROOM_BOOKED, subjects) as db:
                room_form.apply_booking(db, plan)
        except KursplanerError as error:
            self.say(sentence(error), bad=True)
            return
        self.accept()
        self._context.notice(f"{self.room.currentText()} belegt: {plan.title}", undo=True)


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
        self._plan: closures.ClosurePlan | None = None
        reasons = [Choice(reason.value, word(reason)) for reason in REASONS]
        self.reason = ChoiceField(reasons, name="Grund")
        self.reason.chosen.connect(self.propose)
        self.note = TextField(name="Bemerkung")
        self.line(("Raum", self.room), ("Grund", self.reason))
        self.line(("Von", self.first), ("Bis einschließlich", self.last))
        self.line(("Uhrzeit von (leer: ganztags)", self.starts), ("Uhrzeit bis", self.ends))
        self.body.addWidget(Field("Bemerkung", self.note))
        self.lock = self.finish("Sperren", "ban")
        self.lock.clicked.connect(self.store)
        self.propose()

    def propose(self, _changed: object = None) -> None:
        self._plan = None
        self.lock.setEnabled(False)
        try:
            starts, ends = self.span()
            with self._context.workspace.read() as db:
                room, reason = int(self.room.current()), ClosureReason(self.reason.current())
                plan = closures.propose(db, room, starts, ends, reason, self.note.text())
        except KursplanerError as error:
            self.say(sentence(error), bad=True)
            return
        self._plan = plan
        self.lock.setEnabled(True)
        self.say(_touches(plan), bad=bool(plan.touched))

    def store(self) -> None:
        """Store the closure; what it touches shows as a conflict."""
        self.propose()
        plan = self._plan
        if plan is None:
            return
        subjects = [("room", plan.resource_id)]
        try:
            with self._context.workspace.change(ActKind.CLOSURE_ADDED, subjects) as db:
                check = Recheck(db, [plan.resource_id])
                closures.apply(db, plan)
                failing = check.now_failing()
        except KursplanerError as error:
            self.say(sentence(error), bad=True)
            return
        self.accept()
        saved = f"{self.room.currentText()} gesperrt"
        self._context.notice(saved_sentence(saved, failing), undo=True)


def _touches(plan: closures.ClosurePlan) -> str:
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
