"""Verfügbarkeit: a week painted with hours, exceptions beneath, what changes at the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.availability import WeekCard, planned_from, read_week
from kursplaner.desk.wording import availability as wording
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.people.people import role_word
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, AvailabilityKind
from kursplaner.planning.availability import changing
from kursplaner.planning.availability.changing import AvailabilityPlan
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.store.queries.courses.courses import course_colours
from kursplaner.ui.acts import act
from kursplaner.ui.availability.exceptions_card import (
    ExceptionDialog,
    ExceptionsCard,
    lines_of,
)
from kursplaner.ui.availability.panel import ChangePanel
from kursplaner.ui.availability.searching import hours_by_name
from kursplaner.ui.availability.week_edit import (
    WeekEdit,
    bars_of,
    blocks_of,
    coming_monday,
    edits_brought_back,
    kept_edits,
    split_at,
    touched_by,
)
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.optional_number import OptionalNumber
from kursplaner.ui.widgets import (
    Button,
    Choice,
    DateField,
    Field,
    Inspector,
    Page,
    Pill,
    Segmented,
    TextField,
)
from kursplaner.ui.widgets.times.week_hours import WeekHours
from kursplaner.ui.widgets.times.week_hours_values import NEEDED, OPEN, SHUT, WISHED
from kursplaner.ui.widgets.wrap_layout import WrapLayout

KEYS = "Über die Woche ziehen, oder Umschalt+Pfeile und Ziffer"
BRUSHES = (
    Choice("open", f"{said(AvailabilityKind, OPEN)}  1", "check"),
    Choice("needed", f"{said(AvailabilityKind, NEEDED)}  2", "clock"),
    Choice("shut", "nicht  3", "ban"),
    Choice("wished", f"{said(AvailabilityKind, WISHED)}  4", "heart"),
)
KIND_OF = {"open": OPEN, "needed": NEEDED, "shut": SHUT, "wished": WISHED}
KEY_OF = {kind: key for key, kind in KIND_OF.items()}
SHOWN_DAYS = 28
"""Days from the first on whose plan is shown in the week."""
SOON = 60
"""Milliseconds after a stroke until what it changes is worked out."""
NOBODY = "Wählen Sie unter Personen oder Fahrdienst aus, um wessen Zeiten es geht."


class AvailabilityPage(Page):
    """When one person or vehicle is there, and what another week changes."""

    kinds = frozenset({"people", "rooms", "courses", "childcare", "rides", "occupations"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Verfügbarkeit", inspector=True)
        self._context = context
        self.edit: WeekEdit | None = None
        self._begun: dict[int, WeekEdit] = {}
        self.plan: AvailabilityPlan | None = None
        self._numbers = 0
        self.versions = Segmented([], name="Fassung")
        self._timer = QTimer(self, singleShot=True, interval=SOON)
        self._timer.timeout.connect(self._look_if_seen)
        self._add_head()
        self._add_bar()
        self.week = WeekHours()
        kinds = (OPEN, NEEDED, WISHED)
        self.week.labels = {kind: said(AvailabilityKind, kind) for kind in kinds}
        self.week.changed.connect(self._painted)
        self.week.brush_chosen.connect(lambda kind: self.brush.choose(KEY_OF[kind]))
        self.body.addWidget(self.week)
        self.exceptions = ExceptionsCard()
        self.exceptions.wanted.connect(self.ask_exception)
        self.exceptions.removed.connect(self._remove)
        self.body.addWidget(self.exceptions)
        self.body.addStretch(1)
        self.body.setSpacing(theme().px(16))
        self.panel = ChangePanel(self.inspector or Inspector(self), self.store, self.discard)
        self._show_nobody()

    def show_target(self, **target: object) -> None:
        """Show the hours of a person or vehicle (`resource_id`)."""
        key = target.get("resource_id")
        if isinstance(key, int):
            self._open(key)
            self.week.setFocus()

    def target(self) -> dict[str, object]:
        return {} if self.edit is None else {"resource_id": self.edit.card.id}

    def begun(self) -> dict[str, object]:
        return kept_edits([*self._begun.values(), *filter(None, [self.edit])])

    def bring_back(self, kept: Mapping[str, object]) -> None:
        with self._context.workspace.read() as db:
            self._begun |= edits_brought_back(db, kept)

    def refresh(self) -> None:
        """Read again; what is painted and not stored yet stays."""
        if self.edit is None:
            return
        try:
            with self._context.workspace.read() as db:
                card = read_week(db, self.edit.card.id)
        except KursplanerError:
            self._show_nobody()
            return
        if self.edit.wish() is None:
            self.edit = WeekEdit.of(card, self.edit.first)
        else:
            self.edit.card = card
        self._show()
        self.look()

    def _look_if_seen(self) -> None:
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Work out what the painted week and the exceptions change."""
        self._timer.stop()
        self.plan = None
        wish = self.edit.wish() if self.edit is not None else None
        if self.edit is None or wish is None:
            self.panel.show_nothing()
            self._show_planned()
            return
        try:
            with self._context.workspace.rehearse() as db:
                self.plan = changing.propose(db, wish)
        except KursplanerError as error:
            text = sentence(error, hidden=self._context.names_hidden)
            self.panel.show_nothing(text)
        else:
            hidden = self._context.names_hidden
            self.panel.show_plan(self.plan, self._name(), self.edit.since(), hidden=hidden)
        self._show_planned()

    def store(self) -> None:
        """Take over what is shown, as one act."""
        if self._timer.isActive():
            self.look()
        edit, plan = self.edit, self.plan
        if edit is None or plan is None:
            return
        chosen = dict(self.panel.chosen)
        told = wording.done(self._name(), plan)
        subjects = [(edit.card.noun, edit.card.id)]
        kind = ActKind.AVAILABILITY_CHANGED
        done = act(self._context, kind, lambda db: changing.apply(db, plan, chosen), told, subjects)
        if done is not None:
            self._open(edit.card.id, edit.first)

    def discard(self) -> None:
        """Drop what was painted and entered since."""
        if self.edit is not None:
            self._open(self.edit.card.id, self.edit.first)

    def clear(self) -> None:
        """Empty the week, to paint it anew."""
        self.brush.choose(KEY_OF[OPEN])
        self.week.brush = OPEN
        self._painted(())

    def as_before(self) -> None:
        """Show the hours that hold until then."""
        if self.edit is not None:
            self._painted(bars_of(self.edit.base))

    def ask_exception(self) -> None:
        """Ask for a day or some days that are different."""
        if self.edit is not None:
            ExceptionDialog(self._context, self._add, self).open()

    def _open(self, key: int, first: date | None = None) -> None:
        try:
            with self._context.workspace.read() as db:
                card = read_week(db, key)
        except KursplanerError as error:
            self._context.problem(error)
            return
        old = self.edit
        if old is not None and old.card.id != key and old.wish() is not None:
            self._begun[old.card.id] = old
        begun = self._begun.pop(key, None) if first is None else None
        self.edit = begun or WeekEdit.of(card, first or coming_monday(self._context.today()))
        self.edit.card = card
        self._show()
        self.look()
        self.begun_ended.emit()

    def _show_nobody(self) -> None:
        self.edit = self.plan = None
        self.head.show_title("Verfügbarkeit")
        for part in (self._bar, self.week, self.exceptions, self._role):
            part.hide()
        self.panel.show_nothing(NOBODY)

    def _name(self) -> str:
        edit = self.edit
        if edit is None:
            return ""
        hide = self._context.names_hidden and edit.card.noun == "person"
        return (
            ". ".join(word[:1] for word in edit.card.name.split()) + "."
            if hide
            else (edit.card.name)
        )

    def _show(self) -> None:
        edit = self.edit
        if edit is None:
            return
        vehicle = edit.card.noun == "vehicle"
        home = "Fahrdienst" if vehicle else "Personen"
        self.head.show_title("Verfügbarkeit", f"{home} / {self._name()}")
        for part in (self._bar, self.week, self.exceptions):
            part.show()
        self._role.setVisible(vehicle or edit.role is not None)
        word = "Fahrzeug" if vehicle else role_word(edit.role) if edit.role else ""
        self._role.show_state(word, "neutral", "bus" if vehicle else "presentation")
        self._show_versions(edit.card)
        self.first.set_value(edit.first)
        self._most_field.setVisible(edit.role is not None)
        text = "" if edit.most is None else str(round(edit.most / 60))
        for field, wanted in ((self.most, text), (self.remark, edit.remark)):
            if field.text() != wanted:
                field.setText(wanted)
        self._show_planned()

    def _show_versions(self, card: WeekCard) -> None:
        edit, today = self.edit, self._context.today()
        if edit is None:
            return
        steps = {day for limits in card.limits.values() for day in limits.days}
        known = [v for v in split_at(card.versions, steps) if v.last is None or v.last >= today]
        choices = [
            Choice("" if v.first is None else v.first.isoformat(), wording.version_name(v, today))
            for v in known
        ]
        if all(choice.key != edit.first.isoformat() for choice in choices):
            new = wording.new_version_name(edit.first, today)
            choices.append(Choice(edit.first.isoformat(), new))
        choices.sort(key=lambda choice: choice.key)
        old = self.versions
        self._version_row.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.versions = Segmented(choices, edit.first.isoformat(), name="Fassung")
        self.versions.chosen.connect(self._version_chosen)
        self._version_row.addWidget(self.versions)

    def _version_chosen(self, key: str) -> None:
        edit = self.edit
        if edit is None:
            return
        first = date.fromisoformat(key) if key else self._context.today()
        self.edit = WeekEdit.of(edit.card, first)
        self.edit.added, self.edit.removed = edit.added, edit.removed
        self._show()
        self._timer.start()

    def _show_planned(self) -> None:
        edit = self.edit
        if edit is None:
            return
        first = max(edit.first, self._context.today())
        with self._context.workspace.read() as db:
            uses = planned_from(db, edit.card, first, SHOWN_DAYS)
            colours = course_colours(db)
        self.week.show_week(edit.bars, blocks_of(uses, colours, self.plan), edit.heads())
        stored = {each.key: (each.special, not each.reported) for each in edit.card.exceptions}
        touched = touched_by(self.plan, list(edit.added.values()))
        self.exceptions.show_lines(lines_of(stored, edit.added, edit.removed, touched))

    def _painted(self, bars: object) -> None:
        if self.edit is not None and isinstance(bars, tuple):
            self.edit.bars = bars
            self.week.show_week(bars, self.week.blocks, self.edit.heads())
            self._timer.start()

    def _add(self, special: SpecialHours) -> None:
        if self.edit is not None:
            self._numbers += 1
            self.edit.added[f"new{self._numbers}"] = special
            self.look()

    def _remove(self, key: str) -> None:
        if self.edit is None:
            return
        if self.edit.added.pop(key, None) is None:
            self.edit.removed.append(key)
        self.look()

    def _first_changed(self, day: object) -> None:
        if self.edit is not None and isinstance(day, date) and day != self.edit.first:
            self.edit.begin_at(day)
            self._show()
            self._timer.start()

    def _most_changed(self) -> None:
        if self.edit is not None:
            hours = self.most.number()
            known = self.edit.agreed
            same = known is not None and hours == round(known / 60)
            self.edit.most = known if same else None if hours is None else hours * 60
            self._timer.start()

    def _remarked(self, text: str) -> None:
        if self.edit is not None:
            self.edit.remark = text
            self._timer.start()

    def _add_head(self) -> None:
        self.head.crumb_clicked.connect(self._back)
        self._role = Pill("")
        self.head.add_beside(self._role)
        before = Button("Wie bisher", icon="rotate-ccw")
        before.clicked.connect(self.as_before)
        empty = Button("Woche leeren", icon="square")
        empty.clicked.connect(self.clear)
        self.tools: dict[str, Button] = {"before": before, "clear": empty}
        for button in (before, empty):
            self.head.add_tool(button)

    def _add_bar(self) -> None:
        self._bar = QWidget()
        row = WrapLayout(self._bar)
        holder = QWidget()
        self._version_row = QHBoxLayout(holder)
        self._version_row.setContentsMargins(0, 0, 0, 0)
        self.first = DateField(name="Gültig ab")
        self.first.setFixedWidth(theme().px(150))
        self.first.changed.connect(self._first_changed)
        self.most = OptionalNumber(None, name="Stunden höchstens je Woche", hint="Std.", most=168)
        self.most.setFixedWidth(theme().px(96))
        self.most.textEdited.connect(self._most_changed)
        self._most_field = Field("Höchstens je Woche", self.most)
        self.brush = Segmented(BRUSHES, KEY_OF[SHUT], name="Pinsel")
        self.brush.chosen.connect(self._brush_chosen)
        self.remark = TextField(name="Bemerkung", hint="z. B. auf Absprache länger")
        self.remark.setFixedWidth(theme().px(220))
        self.remark.textEdited.connect(self._remarked)
        first, remark = Field("Gültig ab", self.first), Field("Bemerkung", self.remark)
        for field in (Field("Fassung", holder), first, self._most_field, remark):
            field.setContentsMargins(0, 0, theme().px(10), theme().px(4))
            row.addWidget(field)
        row.addWidget(Field(KEYS, self.brush))
        self.body.addWidget(self._bar)

    def _brush_chosen(self, key: str) -> None:
        self.week.brush = KIND_OF[key]
        self.week.setFocus()

    def _back(self) -> None:
        edit = self.edit
        if edit is None or edit.card.noun == "person":
            self._context.go("people", **({} if edit is None else {"person_id": edit.card.id}))
        else:
            self._context.go("rides", fleet="vehicles")


SPEC = PageSpec(
    "availability",
    "Verfügbarkeit",
    "calendar-clock",
    AvailabilityPage,
    in_rail=False,
    home="people",
    search=hours_by_name,
)
