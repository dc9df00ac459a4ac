"""An enrolment is changed: start, dates, way, children, reason; shown before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from kursplaner.basics import clock
from kursplaner.desk.courses.enrolment_corrections import of_enrolment
from kursplaner.desk.wording.changes.of_enrolments import pattern_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, Direction, LeaveReason, Way
from kursplaner.domain.kinds.counting import ENROLMENTS_ENDED
from kursplaner.planning.enrolments import correcting, date_patterns
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection, EnrolmentWish
from kursplaner.store.queries.courses.courses import EnrolmentRow
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.queries.people.people import family_of
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.people.family_choices import WAY_STOP, WayField
from kursplaner.ui.people.ride_days import RideDays
from kursplaner.ui.widgets import Choice, ChoiceField, DateField, Field, Text, TextField

BOTH = Choice("", "hin und zurück")
NOTHING_YET = "Was Sie ändern, und was daran hängt, steht dann hier."


class EnrolmentDialog(FormDialog):
    """Asks what shall be otherwise about somebody's enrolment.

    Attributes:
        boxes: one a child of the family: whether it comes into the childcare.
    """

    def __init__(
        self, context: AppContext, course_id: int, row: EnrolmentRow, parent: QWidget | None
    ) -> None:
        super().__init__(context, "Anmeldung ändern", parent, width=640, height=110)
        self._course, self._row = course_id, row
        self._plan: EnrolmentCorrection | None = None
        self._ended = row.status in ENROLMENTS_ENDED
        with context.workspace.read() as db:
            self._before = correcting.as_it_is(db, row.id)
            lessons = coming_lessons(db, course_id, clock.minute())
            family = [child for child in family_of(db, row.person_id) if child.is_child]
        self._lessons = lessons
        self._dates = date_patterns.patterns(lessons)
        self._pattern = date_patterns.pattern_of(lessons, self._before.draft.only_lessons)
        who = names.shown(row.name, hidden=context.names_hidden)
        self.body.addWidget(Text(who, "plain", "second", wrap=True))
        self._build()
        hidden = context.names_hidden
        self.boxes = {
            child.person_id: QCheckBox(names.shown(child.name, hidden=hidden)) for child in family
        }
        self._lay_out()
        changed = tuple(self._changed())
        self.begin("Übernehmen", "check", self._change, self._look, changed)

    def _build(self) -> None:
        draft = self._before.draft
        self.first = DateField(draft.from_day, name="Im Kurs ab")
        patterns = [Choice(key, pattern_text(key)) for key in self._dates]
        if self._pattern == date_patterns.SOME:
            patterns.append(Choice(date_patterns.SOME, pattern_text(date_patterns.SOME)))
        self.dates = ChoiceField(patterns, self._pattern, name="Termine")
        self.way = WayField(self._context)
        rides = draft.way is Way.SHUTTLE and draft.stop_id is not None
        self.way.choose(f"{WAY_STOP}{draft.stop_id}" if rides else draft.way.value)
        ways = [BOTH, *(Choice(way.value, f"nur {text}") for way, text in choices(Direction))]
        only = next(iter(draft.directions)).value if len(draft.directions) == 1 else ""
        self.direction = ChoiceField(ways, only, name="Richtung")
        self.ride_days = RideDays(self._context, self.way)
        self.ride_days.show_course(self._course, draft.ride_days)
        self.pram, self.wheelchair = QCheckBox("Kinderwagen"), QCheckBox("Rollstuhl")
        self.pram.setChecked(draft.pram)
        self.wheelchair.setChecked(draft.wheelchair)
        self.note = TextField(draft.note, name="Bemerkung")
        reasons = [Choice(key.value, text) for key, text in choices(LeaveReason)]
        reason = self._before.reason
        self.reason = ChoiceField(reasons, reason.value if reason else "", name="Grund")
        self.because = TextField(self._before.reason_note, name="Dazu")

    def _lay_out(self) -> None:
        if self._ended:
            self.add_line(("Grund", self.reason, 2), ("Dazu", self.because, 3))
            self.body.addWidget(Field("Bemerkung", self.note))
            return
        self.add_line(("Im Kurs ab", self.first, 2), ("Termine", self.dates, 3))
        self.first.setEnabled(self._before.draft.from_day is not None)
        self.add_line(("Weg zum Kurs", self.way, 3), ("Richtung", self.direction, 2))
        self.body.addWidget(self.ride_days)
        self.body.addLayout(_grid((self.pram, self.wheelchair)))
        care = {child.person_id for child in self._before.draft.children if child.childcare}
        if self.boxes:
            self.body.addWidget(Text("In der Betreuung", "label", "second"))
        for key, box in self.boxes.items():
            box.setChecked(key in care)
        self.body.addLayout(_grid(tuple(self.boxes.values())))
        self.body.addWidget(Field("Bemerkung", self.note))

    def _changed(self) -> Iterator[SignalInstance]:
        yield self.first.changed
        for field in (self.dates, self.way, self.direction, self.reason):
            yield field.chosen
        yield self.ride_days.chips.changed
        for box in (self.pram, self.wheelchair, *self.boxes.values()):
            yield box.toggled
        for text in (self.note, self.because):
            yield text.textEdited

    def _wish(self) -> EnrolmentWish:
        """Return what stands in the fields."""
        before = self._before
        if self._ended:
            draft = replace(before.draft, note=self.note.text())
            reason = LeaveReason(self.reason.current()) if self.reason.current() else None
            return replace(before, draft=draft, reason=reason, reason_note=self.because.text())
        way, stop = self.way.way_and_stop()
        direction = self.direction.current()
        key = self.dates.current()
        draft = replace(
            before.draft,
            from_day=self.first.value() or before.draft.from_day,
            way=way,
            stop_id=stop if way is Way.SHUTTLE else before.draft.stop_id,
            directions=frozenset((Direction(direction),)) if direction else frozenset(Direction),
            pram=self.pram.isChecked(),
            wheelchair=self.wheelchair.isChecked(),
            children=self._children(),
            ride_days=self.ride_days.days_ridden(),
            only_lessons=before.draft.only_lessons if key == self._pattern else self._dates[key],
            note=self.note.text(),
            accept=self.accept_reason,
        )
        return replace(before, draft=draft)

    def _children(self) -> tuple[ChildWish, ...]:
        """Return the children; one that was not named so far comes along with its tick."""
        known = {child.person_id: child for child in self._before.draft.children}
        for key, box in self.boxes.items():
            if key in known:
                known[key] = replace(known[key], childcare=box.isChecked())
            elif box.isChecked():
                known[key] = ChildWish(key)
        return tuple(known.values())

    def _look(self) -> Outlook:
        """Find out what goes along."""
        self._plan = None
        with self._context.workspace.rehearse() as db:
            plan = correcting.propose(db, self._wish())
            seen = of_enrolment(db, plan, hidden=self._context.names_hidden)
        if plan.empty:
            return Outlook(NOTHING_YET, ready=False, tone="second")
        self._plan = plan
        return self.outlook(seen.lines, seen.conflicts)

    def _change(self) -> None:
        plan = self._plan
        if plan is None:
            return
        who = names.shown(self._row.name, hidden=self._context.names_hidden)
        self.act(
            ActKind.ENROLMENT_CHANGED,
            lambda db: correcting.apply(db, plan),
            f"Anmeldung geändert: {who}",
            [("course", self._course), ("person", self._row.person_id)],
        )


def _grid(boxes: Sequence[QCheckBox]) -> QGridLayout:
    """Return boxes two in a row."""
    grid = QGridLayout()
    for at, box in enumerate(boxes):
        grid.addWidget(box, at // 2, at % 2)
    return grid
