"""The sections of a person's form; each gives the values of its own fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording.pick_ups import home_before, home_taken_back
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import ConsentPurpose, CredentialKind, Gender, Level, Role
from kursplaner.planning.people.addresses import AddressLine, addresses_of
from kursplaner.planning.people.person_form import HealthLine, PersonForm
from kursplaner.planning.people.role_lines import RoleLine
from kursplaner.store.queries.rides.pick_ups import stop_names
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.credential_rows import CredentialRows
from kursplaner.ui.people.optional_number import OptionalNumber
from kursplaner.ui.people.route_rows import RouteRows
from kursplaner.ui.widgets import Choice, ChoiceField, DateField, Text, TextField, beside

ROLES = (
    Role.TEACHER,
    Role.CARER,
    Role.DRIVER,
    Role.VOLUNTEER,
    Role.INTERPRETER,
    Role.SPEAKER,
    Role.MENTOR,
    Role.STAFF,
)
CREDENTIALS = (
    CredentialKind.POLICE_CERTIFICATE,
    CredentialKind.FIRST_AID,
    CredentialKind.MEASLES,
    CredentialKind.HYGIENE,
    CredentialKind.LICENCE_CHECK,
    CredentialKind.DRIVER_BRIEFING,
)
ROLES_ACROSS = 3
RESTRICTED = "Auskunftssperre: Adresse und Telefon verbergen"
RESTRICTED_NOTE = (
    "Verborgen auf Listen, in Fahrten, Exporten und in der Suche. In der Betreuung bleibt das"
    " Telefon für den Notfall sichtbar."
)
HEALTH_NOTE = (
    "Steht nur hier und in der Betreuung, nicht auf Listen und nicht in Exporten."
    " Bitte löschen Sie es nach dem Kurs von Hand (Art. 9 DSGVO)."
)
BAD_DATE = "Ein Datum ist nicht lesbar. Bitte schreiben Sie zum Beispiel 02.03.2027."


class Part(QWidget):
    """One section of the form; `values` returns what it holds, by the names of `PersonForm`."""

    def __init__(self, values: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self.values = values
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, theme().px(4), 0, 0)
        self.column.setSpacing(theme().px(12))
        self._days: list[DateField] = []

    def fault(self) -> str:
        """Return what cannot be read, or nothing."""
        return "" if all(field.is_valid() for field in self._days) else BAD_DATE

    def line(self, *fields: tuple[str, QWidget, int]) -> None:
        """Put labelled inputs side by side, each with its share of the width."""
        self.column.addLayout(beside(*fields))

    def day(self, value: Any, name: str) -> DateField:  # noqa: ANN401 (date or None)
        """Return a date input that is checked before saving."""
        field = DateField(value, name=name)
        field.setMinimumWidth(theme().px(148))
        self._days.append(field)
        return field


class NamePart(Part):
    """Names in every form, birth, gender, languages, level."""

    def __init__(self, form: PersonForm) -> None:
        super().__init__(self._values)
        self.family = TextField(form.family_name, name="Familienname")
        self.given = TextField(form.given_name, name="Vorname")
        self.call = TextField(form.call_name, name="Rufname")
        self.passport = TextField(form.passport_name, name="Name laut Pass")
        self.script = TextField(form.own_script_name, name="Name in eigener Schrift")
        self.birth = self.day(form.birth_date, "Geburtsdatum")
        self.uncertain = QCheckBox("unsicher")
        self.uncertain.setChecked(form.birth_uncertain)
        genders = [Choice(gender.value, text) for gender, text in choices(Gender)]
        self.gender = ChoiceField(genders, form.gender, name="Geschlecht")
        self.height_cm = OptionalNumber(form.height_cm, name="Größe in cm", hint="cm", most=260)
        levels = [
            Choice("", "nicht eingestuft"),
            *(Choice(level.value, level.value) for level in Level),
        ]
        self.level = ChoiceField(levels, form.level, name="Niveau")
        self._spoken = form.languages
        self.languages = TextField(
            languages_text(form.languages), name="Sprachen", hint="z. B. Arabisch, Deutsch"
        )
        self.needs = TextField(form.needs, name="Bedarf", hint="z. B. Rollstuhl, hört schlecht")
        self.note = TextField(form.note, name="Bemerkung")
        self._lay_out()

    def _values(self) -> dict[str, Any]:
        return {
            "family_name": self.family.text(),
            "given_name": self.given.text(),
            "call_name": self.call.text().strip(),
            "passport_name": self.passport.text().strip(),
            "own_script_name": self.script.text().strip(),
            "birth_date": self.birth.value(),
            "birth_uncertain": self.uncertain.isChecked(),
            "gender": self.gender.current(),
            "height_cm": self.height_cm.number(),
            "level": self.level.current(),
            "languages": self._languages(),
            "needs": self.needs.text().strip(),
            "note": self.note.text().strip(),
        }

    def _languages(self) -> str:
        """Return the languages as stored while nobody has written others."""
        typed = self.languages.text().strip()
        return self._spoken if typed == languages_text(self._spoken) else typed

    def _lay_out(self) -> None:
        self.line(
            ("Familienname (oder einziger Name)", self.family, 3),
            ("Vorname", self.given, 3),
            ("Rufname", self.call, 2),
        )
        self.line(("Name laut Pass", self.passport, 1), ("In eigener Schrift", self.script, 1))
        birth = QWidget()
        row = QHBoxLayout(birth)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(10))
        row.addWidget(self.birth, 1)
        row.addWidget(self.uncertain)
        self.line(
            ("Geburtsdatum", birth, 4),
            ("Geschlecht", self.gender, 3),
            ("Größe in cm", self.height_cm, 3),
        )
        self.line(("Niveau", self.level, 3), ("Sprachen", self.languages, 4))
        self.line(("Bedarf", self.needs, 1), ("Bemerkung", self.note, 1))
        self.column.addStretch(1)


class ContactPart(Part):
    """Routes in the order of trying, address with the day it holds from, stop."""

    def __init__(self, form: PersonForm, context: AppContext) -> None:
        super().__init__(self._values)
        known = form.address or AddressLine(context.today())
        self._known = form.address
        self._today = context.today()
        self.routes = RouteRows(form.routes)
        self.street = TextField(known.street, name="Straße und Hausnummer")
        self.postcode = TextField(known.postcode, name="PLZ")
        self.municipality = TextField(known.municipality, name="Ort")
        self.since = self.day(known.valid_from, "Gültig ab")
        self.stop = ChoiceField(self._stops(context), str(known.stop_id or ""), name="Haltepunkt")
        self.restricted = QCheckBox(RESTRICTED)
        self.restricted.setChecked(form.address_restricted)
        self.column.addWidget(Text("Kontaktwege, in dieser Reihenfolge", "head"))
        self.column.addWidget(self.routes)
        self.column.addWidget(Text("Wohnort und Haltepunkt", "head"))
        self.line(
            ("Straße und Hausnummer", self.street, 4),
            ("PLZ", self.postcode, 2),
            ("Ort", self.municipality, 4),
        )
        self.line(("Haltepunkt des Fahrdienstes", self.stop, 5), ("Gültig ab", self.since, 3))
        self.taken_back = QCheckBox()
        self._tell_earlier(form, context)
        self.column.addWidget(self.restricted)
        self.column.addWidget(Text(RESTRICTED_NOTE, "note", "second", wrap=True))
        self.column.addStretch(1)

    def _values(self) -> dict[str, Any]:
        return {
            "routes": self.routes.lines(),
            "address": self._known if self.taken_back.isChecked() else self._address(),
            "address_taken_back": self.taken_back.isChecked(),
            "address_restricted": self.restricted.isChecked(),
        }

    def _tell_earlier(self, form: PersonForm, context: AppContext) -> None:
        """Tell what held before, and offer to take the last address back."""
        rows: dict[date, AddressLine] = {}
        stops: dict[int, str] = {}
        if form.id is not None:
            with context.workspace.read() as db:
                rows = addresses_of(db, form.id)
                stops = stop_names(
                    db, {address.stop_id for address in rows.values() if address.stop_id}
                )
        last = form.address
        before = [day for day in rows if last is not None and day < last.valid_from]
        self.taken_back.setVisible(bool(before))
        if last is None or not before:
            return
        earlier = rows[max(before)]
        self.taken_back.setText(home_taken_back(last))
        self.taken_back.toggled.connect(self._let_edit)
        stop = stops.get(earlier.stop_id or 0, "")
        told = home_before(earlier, last, stop, hidden=form.address_restricted)
        self.column.addWidget(Text(told, "note", "second", wrap=True))
        self.column.addWidget(self.taken_back)

    def _let_edit(self, taken_back: bool) -> None:
        for field in (self.street, self.postcode, self.municipality, self.since, self.stop):
            field.setEnabled(not taken_back)

    def _address(self) -> AddressLine | None:
        stop = self.stop.current()
        line = AddressLine(
            self.since.value() or self._today,
            self.street.text().strip(),
            self.postcode.text().strip(),
            self.municipality.text().strip(),
            int(stop) if stop else None,
        )
        empty = not any((line.street, line.postcode, line.municipality, line.stop_id))
        return None if empty and self._known is None else line

    def _stops(self, context: AppContext) -> list[Choice]:
        with context.workspace.read() as db:
            found = stop_rows(db)
        rows = [Choice(str(stop.id), f"{stop.municipality}, {stop.name}") for stop in found]
        return [Choice("", "keiner"), *rows]


class RolePart(Part):
    """Roles with their weekly hours, credentials with the day of issue and their expiry."""

    def __init__(self, form: PersonForm, context: AppContext) -> None:
        super().__init__(self._values)
        present = {role.role: role for role in form.roles}
        self._levels = {role.role: role.levels for role in form.roles}
        self._other_credentials = [row for row in form.credentials if row.kind not in CREDENTIALS]
        self.boxes: dict[Role, QCheckBox] = {}
        self.hours: dict[Role, OptionalNumber] = {}
        self.column.addWidget(Text("Rollen, höchstens Stunden je Woche", "head"))
        grid = self._grid()
        for number, (role, text) in enumerate(
            (known, t) for known, t in choices(Role) if known in ROLES
        ):
            self._add_role(grid, number, role, text, present.get(role.value))
        self.credentials = CredentialRows(
            CREDENTIALS, {row.kind: row for row in form.credentials}, context
        )
        self._days.extend(self.credentials.fields())
        self.column.addWidget(Text("Nachweise", "head"))
        self.column.addWidget(self.credentials)
        self.column.addStretch(1)

    def tick(self, role: str) -> None:
        """Give a new person a role, if it is one of the form's."""
        for known, box in self.boxes.items():
            if known.value == role:
                box.setChecked(True)

    def _values(self) -> dict[str, Any]:
        roles = tuple(
            RoleLine(
                role.value,
                (self.hours[role].number() or 0) * 60 or None,
                self._levels.get(role.value, ""),
            )
            for role, box in self.boxes.items()
            if box.isChecked()
        )
        return {
            "roles": roles,
            "credentials": (*self.credentials.lines(), *self._other_credentials),
        }

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(4))
        for column in range(2 * ROLES_ACROSS):
            grid.setColumnStretch(column, 2)
        self.column.addLayout(grid)
        return grid

    def _add_role(
        self, grid: QGridLayout, number: int, role: Role, text: str, known: RoleLine | None
    ) -> None:
        box = QCheckBox(text)
        box.setChecked(known is not None)
        minutes = known.weekly_minutes if known else None
        hours = OptionalNumber(
            minutes // 60 if minutes else None,
            name=f"{text}: Stunden je Woche",
            hint="ohne Grenze",
            most=60,
        )
        hours.setEnabled(box.isChecked())
        box.toggled.connect(hours.setEnabled)
        self.boxes[role], self.hours[role] = box, hours
        row, side = divmod(number, ROLES_ACROSS)
        grid.addWidget(box, row, side * 2)
        grid.addWidget(hours, row, side * 2 + 1)


class HealthPart(Part):
    """Health data, which lies in a table of its own, and consents per purpose."""

    def __init__(self, form: PersonForm) -> None:
        super().__init__(self._values)
        health = form.health
        self.allergies = TextField(health.allergies, name="Allergien")
        self.illness = TextField(health.illness, name="Chronische Krankheiten")
        self.medicine = TextField(health.medicine, name="Medikamente")
        self.emergency = TextField(health.emergency, name="Im Notfall")
        self.consents: dict[ConsentPurpose, QCheckBox] = {}
        self.column.addWidget(Text("Gesundheit", "head"))
        self.column.addWidget(Text(HEALTH_NOTE, "note", "second", wrap=True))
        self.line(("Allergien", self.allergies, 1), ("Chronische Krankheiten", self.illness, 1))
        self.line(("Medikamente", self.medicine, 1), ("Im Notfall", self.emergency, 1))
        self.column.addWidget(Text("Einwilligungen", "head"))
        row = QHBoxLayout()
        row.setSpacing(theme().px(16))
        for purpose, text in choices(ConsentPurpose):
            box = QCheckBox(text)
            box.setChecked(purpose.value in form.consents)
            self.consents[purpose] = box
            row.addWidget(box)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _values(self) -> dict[str, Any]:
        given = frozenset(
            purpose.value for purpose, box in self.consents.items() if box.isChecked()
        )
        health = HealthLine(
            self.allergies.text().strip(),
            self.illness.text().strip(),
            self.medicine.text().strip(),
            self.emergency.text().strip(),
        )
        return {"health": health, "consents": given}
