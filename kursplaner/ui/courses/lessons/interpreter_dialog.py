"""Who interprets in a lesson: a person or an agency, the language, how long, at what cost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from kursplaner.basics.money import euro_text, parse_cents
from kursplaner.desk.lessons.extras import interpreter_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import duration
from kursplaner.desk.wording.words.languages import LANGUAGES, languages_text
from kursplaner.domain.kinds import ActKind, Role
from kursplaner.planning.absences.reach import WORKING
from kursplaner.planning.interpreters import engaging
from kursplaner.planning.interpreters.engaging import Engagement, InterpreterForm
from kursplaner.store.queries.lessons.interpreters import InterpreterRow, interpreters_of
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.people.people import people_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    Field,
    NumberField,
    Segmented,
    Text,
    TextField,
)

PERSON, AGENCY = "person", "agency"
KINDS = (Choice(PERSON, "Person"), Choice(AGENCY, "Agentur"))
NEW = "new"
NOTHING = "Bitte wählen Sie eine Person."


class InterpreterDialog(FormDialog):
    """One interpreter of a lesson; the others are chosen in the first line."""

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__(context, "Sprachmittlung", parent, width=520)
        self._lesson = row
        self._plan: Engagement | None = None
        with context.workspace.read() as db:
            self._known = {str(each.id): each for each in interpreters_of(db, [row.id])}
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        self._build()
        self._lay_out()
        changed = (
            *(self.kind.chosen, self.person.chosen, self.language.chosen),
            *(self.agency.textChanged, self.minutes.valueChanged, self.cost.textChanged),
        )
        self._show(next(iter(self._known), NEW))
        self.begin("Speichern", "check", self._save, self._look, changed)

    def _build(self) -> None:
        hidden = self._context.names_hidden
        entries = [
            Choice(key, interpreter_text(row, hidden=hidden)) for key, row in self._known.items()
        ]
        self.entry = ChoiceField([*entries, Choice(NEW, "Neuer Eintrag")], name="Eintrag")
        self.kind = Segmented(KINDS, PERSON, name="Wer")
        self.person = ChoiceField(self._people(), name="Person")
        self.agency = TextField(name="Agentur", hint="z. B. Sprachmittlungspool Vogtland")
        spoken = sorted(LANGUAGES.items(), key=lambda entry: entry[1])
        self.language = ChoiceField([Choice(*entry) for entry in spoken], "ar", name="Sprache")
        length = self._lesson.ends - self._lesson.starts
        most = engaging.LONGEST_MINUTES
        self.minutes = NumberField(length, name="Dauer", unit="Min.", least=1, most=most)
        self.cost = TextField(name="Kosten", hint="z. B. 90,00")
        self.note = TextField(name="Bemerkung")
        self.entry.chosen.connect(self._show)

    def _lay_out(self) -> None:
        if self._known:
            self.body.addWidget(Field("Eintrag", self.entry))
        self.body.addWidget(Field("Wer", self.kind))
        self._person_field = Field("Person", self.person)
        self._agency_field = Field("Agentur", self.agency)
        for field in (self._person_field, self._agency_field):
            self.body.addWidget(field)
        self.add_line(
            ("Sprache", self.language, 2), ("Dauer", self.minutes, 1), ("Kosten in €", self.cost, 1)
        )
        self.body.addWidget(Field("Bemerkung", self.note))
        self.blames = {
            "interpreter_missing": self.agency,
            "language_missing": self.language,
            "money_unreadable": self.cost,
            "cost_negative": self.cost,
        }
        if self._known:
            self.add_end("Entfernen", self.remove)

    def _people(self) -> list[Choice]:
        """Return who works here but does not teach then, interpreters first, with languages."""
        hidden, roles = self._context.names_hidden, {role.value for role in WORKING}
        with self._context.workspace.read() as db:
            every = [row for row in people_rows(db) if roles & set(row.roles)]
        teaches = {person.id for person in self._lesson.teachers}
        rows = [row for row in every if row.id not in teaches]
        rows.sort(key=lambda row: Role.INTERPRETER.value not in row.roles)
        choices = []
        for row in rows:
            spoken = languages_text(row.languages)
            name = names.shown(row.name, hidden=hidden)
            choices.append(Choice(str(row.id), f"{name} ({spoken})" if spoken else name))
        return choices

    def _show(self, key: str) -> None:
        """Show one entry, or empty fields for a new one."""
        self.entry.choose(key)
        row: InterpreterRow | None = self._known.get(key)
        if row is None:
            row_minutes, cost, note = self._lesson.ends - self._lesson.starts, "", ""
        else:
            row_minutes, note = row.minutes, row.note
            known = row.cost_cents
            cost = "" if known is None else euro_text(known)
            self.kind.choose(AGENCY if row.person_id is None else PERSON)
            self.person.choose(str(row.person_id or ""))
            self.language.choose(row.language)
        self.agency.setText(row.agency if row is not None else "")
        self.minutes.setValue(row_minutes)
        self.cost.setText(cost)
        self.note.setText(note)

    def _form(self) -> InterpreterForm:
        """Return what stands in the fields.

        Raises:
            Refused: "money_unreadable".
        """
        cost, key = self.cost.text().strip(), self.entry.current()
        of_town = self.kind.current() == PERSON and self.person.current()
        form = InterpreterForm(
            self._lesson.id,
            self.language.current(),
            int(self.person.current()) if of_town else None,
            "" if self.kind.current() == PERSON else self.agency.text(),
            self.minutes.value(),
            parse_cents(cost) if cost else None,
            self.note.text(),
        )
        if key not in self._known:
            return form
        with self._context.workspace.read() as db:
            before = engaging.form_of(db, int(key))
        return replace(form, id=before.id, version=before.version)

    def _look(self) -> Outlook:
        """Find out whether the person is free."""
        self._plan = None
        town = self.kind.current() == PERSON
        self._person_field.setVisible(town)
        self._agency_field.setVisible(not town)
        if town and not self.person.current():
            return Outlook(NOTHING, ready=False)
        if not town and not self.agency.text().strip():
            return Outlook("Bitte nennen Sie die Agentur.", ready=False)
        with self._context.workspace.read() as db:
            plan = engaging.propose(db, self._form())
        if plan.conflicts:
            return self.outlook((), plan.conflicts, accepts=False)
        self._plan = plan
        free = "Die Person ist in dieser Zeit frei. " if town else ""
        return Outlook(f"{free}{duration(plan.form.minutes)}", tone="second")

    def _save(self) -> None:
        plan = self._plan
        if plan is None:
            return
        language = languages_text(plan.form.language)
        self.act(
            ActKind.INTERPRETER_CHANGED,
            lambda db: engaging.apply(db, replace(plan, form=self._with_note(plan.form))),
            f"{self._lesson.title}: Sprachmittlung {language} eingetragen",
            [("lesson", self._lesson.id)],
        )

    def _with_note(self, form: InterpreterForm) -> InterpreterForm:
        return replace(form, note=self.note.text())

    def remove(self) -> None:
        """Take the shown interpreter off the lesson."""
        key = self.entry.current()
        if key in self._known:
            self.act(
                ActKind.INTERPRETER_CHANGED,
                lambda db: engaging.remove(db, int(key)),
                f"{self._lesson.title}: Sprachmittlung entfernt",
                [("lesson", self._lesson.id)],
            )
