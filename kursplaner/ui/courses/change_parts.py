"""The sections of the form of a course: what it is, what it needs, and what holds from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording.words.kinds import choices, word
from kursplaner.domain.kinds import CourseType, Equipment, Level
from kursplaner.planning.choices.workers import teaching_roles
from kursplaner.planning.courses.corrected_values import CourseValues
from kursplaner.planning.courses.correcting import CourseWish
from kursplaner.planning.courses.draft import LONGEST_UNIT, MOST_PEOPLE, MOST_UNITS
from kursplaner.planning.courses.grant import GrantWish
from kursplaner.store.queries.choices import sites, workers
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.queries.organisations import organisation_rows
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.session import Db
from kursplaner.ui.courses.grant_choice import grant_choices
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    Row,
    RowList,
    Switch,
    Text,
    TextField,
    beside,
    scrolled,
)

W = TypeVar("W", bound=QWidget)
NONE = "0"
ROW, MOST_ROWS = 34, 3
"""Pixels of a row of the waiting list, and how many are seen at once."""
AS_IT_IS = Choice(NONE, "bleibt, wie es ist")
STAYS = Choice("", "bleibt, wie sie ist")
COLOURS = tuple(Choice(str(at), f"Farbe {at + 1}") for at in range(6))


@dataclass(frozen=True, slots=True)
class Possible:
    """What a course can be given: sites, providers, grants, rooms and teachers."""

    sites: tuple[Choice, ...]
    providers: tuple[Choice, ...]
    grants: tuple[Choice, ...]
    rooms: tuple[Choice, ...]
    teachers: tuple[Choice, ...]


def possible(db: Db, kind: str, today: date) -> Possible:
    """Read what there is to choose from."""
    people = workers(db, list(teaching_roles(CourseType(kind))), today)
    teachers = {worker.id: worker.name for worker in people}
    return Possible(
        _with_none((key, site.name) for key, site in sites(db).items()),
        _with_none((row.id, row.name) for row in organisation_rows(db)),
        tuple(grant_choices(grant_rows(db))),
        (AS_IT_IS, *(Choice(str(room.id), room.name) for room in room_rows(db))),
        (AS_IT_IS, *(Choice(str(key), name) for key, name in teachers.items())),
    )


def _with_none(rows: Iterable[tuple[int, str]]) -> tuple[Choice, ...]:
    return (Choice(NONE, "keiner"), *(Choice(str(key), name) for key, name in rows))


def _key(field: ChoiceField) -> int | None:
    return int(field.current() or NONE) or None


class ChangePart(QWidget):
    """One section; knows what of the wish stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(12))

    def add_line(self, *parts: tuple[str, QWidget, int]) -> None:
        """Put labelled inputs side by side."""
        self.column.addLayout(beside(*parts))

    def signals(self) -> Iterator[SignalInstance]:
        """Yield what tells that something was changed."""
        for text in self._own(TextField):
            yield text.textEdited
        for number in self._own(NumberField):
            yield number.valueChanged
        for choice in self._own(ChoiceField):
            yield choice.chosen
        for day in self._own(DateField):
            yield day.changed
        for box in (*self._own(QCheckBox), *self._own(Switch)):
            yield box.toggled

    def _own(self, kind: type[W]) -> list[W]:
        """Return its inputs, without those of the waiting list, which tell it themselves."""
        return [
            found
            for found in self.findChildren(kind)
            if not any(waiting.isAncestorOf(found) for waiting in self.findChildren(WaitingChoices))
        ]

    def added_to(self, wish: CourseWish) -> CourseWish:
        """Return the wish with what stands here."""
        raise NotImplementedError


class FactsPart(ChangePart):
    """What the course is called, and how large it is."""

    def __init__(self, values: CourseValues) -> None:
        super().__init__()
        self.number = TextField(values.number, name="Nummer")
        self.title = TextField(values.title, name="Titel")
        kinds = [Choice(kind.value, word(kind)) for kind in CourseType]
        self.kind = ChoiceField(kinds, values.course_type, name="Kursart")
        levels = [Choice("", "ohne"), *(Choice(level.value, level.value) for level in Level)]
        self.level = ChoiceField(levels, values.level, name="Niveau")
        self.language = TextField(values.language, name="Unterrichtssprache", hint="Deutsch")
        self.colour = ChoiceField(COLOURS, str(values.colour), name="Farbe")
        self.capacity = NumberField(
            values.capacity, name="Plätze", unit="Plätze", least=1, most=MOST_PEOPLE
        )
        self.units = NumberField(values.required_units, name="Umfang", unit="UE", most=MOST_UNITS)
        self.unit_minutes = NumberField(
            values.unit_minutes, name="Eine Einheit", unit="Min.", least=1, most=LONGEST_UNIT
        )
        self.add_line(("Nummer", self.number, 2), ("Titel", self.title, 5))
        self.add_line(
            *(("Kursart", self.kind, 4), ("Niveau", self.level, 2)),
            *(("Unterrichtssprache", self.language, 3), ("Farbe", self.colour, 2)),
        )
        self.add_line(
            ("Plätze", self.capacity, 2),
            ("Umfang", self.units, 2),
            ("Eine Einheit", self.unit_minutes, 2),
        )

    def add_waiting(self, waiting: WaitingChoices) -> None:
        """Show beneath the places who could move up."""
        self.column.addWidget(waiting)
        self.column.addStretch(1)

    def added_to(self, wish: CourseWish) -> CourseWish:
        values: dict[str, Any] = {
            "number": self.number.text(),
            "title": self.title.text(),
            "course_type": self.kind.current(),
            "level": self.level.current(),
            "language": self.language.text(),
            "colour": int(self.colour.current()),
            "capacity": self.capacity.value(),
            "required_units": self.units.value(),
            "unit_minutes": self.unit_minutes.value(),
        }
        return replace(wish, values=replace(wish.values, **values))


class NeedsPart(ChangePart):
    """Where and for whom it is, who pays, what its room must have, and a remark."""

    def __init__(self, values: CourseValues, known: Possible) -> None:
        super().__init__()
        self.site = ChoiceField(known.sites, str(values.site_id or NONE), name="Standort")
        self.provider = ChoiceField(known.providers, str(values.provider_id or NONE), name="Träger")
        self.grant = ChoiceField(known.grants, str(values.grant_id or NONE), name="Förderung")
        self._others = [kind for kind in values.needs_equipment.split() if kind not in _KNOWN]
        self.women_only = QCheckBox("nur für Frauen")
        self.walk_in = QCheckBox("offen, ohne Anmeldung")
        self.accessible = QCheckBox("braucht einen barrierefreien Raum")
        for box, on in (
            (self.women_only, values.women_only),
            (self.walk_in, values.walk_in),
            (self.accessible, values.needs_accessible),
        ):
            box.setChecked(on)
        self.boxes = {kind: QCheckBox(text) for kind, text in choices(Equipment)}
        for kind, box in self.boxes.items():
            box.setChecked(kind.value in values.needs_equipment.split())
        self.note = TextField(values.note, name="Bemerkung")
        self._lay_out()

    def _lay_out(self) -> None:
        self.add_line(
            ("Standort", self.site, 2),
            ("Träger", self.provider, 2),
            ("Förderung zu Beginn", self.grant, 3),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        for at, box in enumerate((self.women_only, self.walk_in, self.accessible)):
            grid.addWidget(box, 0, at)
        self.column.addLayout(grid)
        self.column.addWidget(Text("Der Raum braucht", "label", "second"))
        equipment = QGridLayout()
        equipment.setHorizontalSpacing(theme().px(16))
        for at, box in enumerate(self.boxes.values()):
            equipment.addWidget(box, at // 4, at % 4)
        self.column.addLayout(equipment)
        self.column.addWidget(Field("Bemerkung", self.note))
        self.column.addStretch(1)

    def added_to(self, wish: CourseWish) -> CourseWish:
        kinds = [kind.value for kind, box in self.boxes.items() if box.isChecked()]
        before = wish.values.needs_equipment
        same = set(before.split()) == {*kinds, *self._others}
        values = replace(
            wish.values,
            site_id=_key(self.site),
            provider_id=_key(self.provider),
            grant_id=_key(self.grant),
            women_only=self.women_only.isChecked(),
            walk_in=self.walk_in.isChecked(),
            needs_accessible=self.accessible.isChecked(),
            needs_equipment=before if same else " ".join([*kinds, *self._others]),
            note=self.note.text(),
        )
        return replace(wish, values=values)


_KNOWN = frozenset(kind.value for kind in Equipment)


class FromDayPart(ChangePart):
    """What is otherwise for all lessons from a day on: room, teacher, services, the pause."""

    def __init__(self, wish: CourseWish, known: Possible, services: tuple[bool, bool]) -> None:
        super().__init__()
        self._services = services
        self.day = DateField(wish.day, name="Ab")
        self.room = ChoiceField(known.rooms, NONE, name="Raum aller Termine")
        self.teacher = ChoiceField(known.teachers, NONE, name="Lehrkraft aller Termine")
        self.childcare, self.shuttle = Switch("Kinderbetreuung"), Switch("Fahrdienst")
        self.pause = Switch("Pause in Schulferien")
        self.grant = ChoiceField((STAYS, *known.grants), STAYS.key, name="Förderung ab dann")
        self.add_line(("Ab", self.day, 2), ("Raum", self.room, 3), ("Lehrkraft", self.teacher, 3))
        self.add_line(("Förderung", self.grant, 1))
        rows = RowList()
        for title, note, icon, switch, on in (
            ("Kinderbetreuung", "neben jedem Termin", "baby", self.childcare, services[0]),
            ("Fahrdienst", "hin und zurück", "bus", self.shuttle, services[1]),
            (
                *("Pause in Schulferien", "sonst sind auch dann Termine", "calendar-x"),
                *(self.pause, wish.values.pause_in_school_holidays),
            ),
        ):
            switch.setChecked(on)
            rows.add(Row(title, note, icon=icon, tool=switch, margin=0))
        self.column.addWidget(rows)
        self.column.addStretch(1)

    def added_to(self, wish: CourseWish) -> CourseWish:
        wanted = (self.childcare.isChecked(), self.shuttle.isChecked())
        childcare, shuttle = (
            now if now != before else None
            for now, before in zip(wanted, self._services, strict=True)
        )
        return replace(
            wish,
            values=replace(wish.values, pause_in_school_holidays=self.pause.isChecked()),
            day=self.day.value(),
            room_id=_key(self.room),
            teacher_id=_key(self.teacher),
            grant=None if self.grant.current() == STAYS.key else GrantWish(_key(self.grant)),
            childcare=childcare,
            shuttle=shuttle,
        )


class WaitingChoices(QWidget):
    """Who could move up, in order, each with a switch; whoever is left out needs a reason.

    Signals:
        changed: somebody was taken in or left out, or the reason was written.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.switches: dict[int, Switch] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self._rows = RowList()
        self.why = TextField(name="Warum nicht", hint="zum Beispiel: kommt erst im Mai")
        self.why.textEdited.connect(self._tell)
        self._why = Field("Warum rückt sie oder er nicht nach", self.why)
        column.addWidget(Text("Von der Warteliste", "strong"), 0, Qt.AlignmentFlag.AlignLeft)
        self._area = scrolled(self._rows, height=0)
        column.addWidget(self._area)
        column.addWidget(self._why)
        self._why.hide()
        self.hide()

    def passed_over(self) -> frozenset[int]:
        """Return the enrolments that are left out."""
        return frozenset(key for key, switch in self.switches.items() if not switch.isChecked())

    def show_people(self, people: Sequence[tuple[int, str]]) -> None:
        """Show (enrolment, name) of who could move up; who was left out stays so."""
        out = self.passed_over()
        if [key for key, _ in people] != list(self.switches):
            self._rows.clear()
            self.switches = {key: self._row(name, on=key not in out) for key, name in people}
            self._area.setFixedHeight(theme().px(ROW * min(len(people), MOST_ROWS)))
        self._why.setVisible(bool(self.passed_over()))
        self.setVisible(bool(people))

    def _row(self, name: str, *, on: bool) -> Switch:
        switch = Switch(f"{name} rückt nach")
        switch.setChecked(on)
        switch.toggled.connect(self._tell)
        self._rows.add(Row(name, icon="user-check", tool=switch, margin=0))
        return switch

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()
