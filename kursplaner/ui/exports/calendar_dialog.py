"""A calendar file for a person, a room or everything: saved, or as a mail draft with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from kursplaner.desk.exports.calendars import (
    CalendarFile,
    Whose,
    calendar_mail,
    export_calendar,
    read_calendar,
)
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.planning.absences.reach import WORKING
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.queries.people.searching import PARTICIPANT
from kursplaner.store.queries.rooms import room_rows
from kursplaner.ui import saved_files
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.mail_drafts import open_draft
from kursplaner.ui.tasks import Task
from kursplaner.ui.widgets import Button, Choice, ChoiceField, Field, Segmented

PERSON, ROOM, ALL = "person", "room", "all"
KINDS = (Choice(PERSON, "Eine Person"), Choice(ROOM, "Ein Raum"), Choice(ALL, "Alles"))
NOBODY = "Es gibt noch niemanden, der hier arbeitet oder teilnimmt."
NO_ROOM = "Es gibt noch keinen Raum."
AGAIN = "Wer die Datei später noch einmal öffnet, bekommt Änderungen und Absagen mit."


class CalendarDialog(FormDialog):
    """Whose dates, how many they are, and where the file goes."""

    def __init__(
        self, context: AppContext, whose: Whose | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Kalenderdatei", parent, width=520)
        self.made: CalendarFile | None = None
        given = whose or Whose()
        kind = ROOM if given.room_id is not None else PERSON
        self.kind = Segmented(KINDS, kind, name="Wessen Termine")
        self.person = ChoiceField(
            self._people(given.person_id), str(given.person_id or ""), name="Person"
        )
        self.room = ChoiceField(self._rooms(), str(given.room_id or ""), name="Raum")
        self._person_field, self._room_field = (
            Field("Person", self.person),
            Field("Raum", self.room),
        )
        for part in (self.kind, self._person_field, self._room_field):
            self.body.addWidget(part)
        self.mail_button = Button("E-Mail-Entwurf", icon="mail")
        self.mail_button.clicked.connect(self.mail)
        self.foot.insertWidget(0, self.mail_button)
        changed = (self.kind.chosen, self.person.chosen, self.room.chosen)
        self.begin("Speichern", "file-down", self.save, self._look, changed)

    def whose(self) -> Whose | None:
        """Return whose calendar is wanted, None where there is nobody to choose."""
        kind = self.kind.current()
        if kind == ALL:
            return Whose()
        key = (self.person if kind == PERSON else self.room).current()
        if not key:
            return None
        return Whose(int(key)) if kind == PERSON else Whose(room_id=int(key))

    def save(self) -> None:
        """Ask where to and write the file."""
        if self.made is not None:
            name = f"{self.made.name}.ics"
            path = saved_files.ask_where(self, "Kalender speichern", name, saved_files.CALENDAR)
            if path is not None:
                self.write(path)

    def write(self, path: Path) -> Task | None:
        """Write the file and close."""
        whose, workspace = self.whose(), self._context.workspace
        if whose is None:
            return None
        named = path if path.suffix else path.with_suffix(".ics")
        task = saved_files.save(
            self._context, named, lambda out: export_calendar(workspace, whose, out)
        )
        self.accept()
        return task

    def mail(self) -> None:
        """Open a mail draft with the file attached and close."""
        if self.made is None:
            return
        open_draft(calendar_mail(self.made))
        to = self.made.address
        told = f"E-Mail-Entwurf an {to}" if to else "E-Mail-Entwurf ohne Empfänger:in"
        self._context.notice(f"{told}, mit {self.made.name}.ics")
        self.accept()

    def _people(self, given: int | None) -> list[Choice]:
        hidden = self._context.names_hidden
        roles = {PARTICIPANT, *(role.value for role in WORKING)}
        with self._context.workspace.read() as db:
            rows = [row for row in people_rows(db) if row.id == given or roles & set(row.roles)]
        return [Choice(str(row.id), names.shown(row.name, hidden=hidden)) for row in rows]

    def _rooms(self) -> list[Choice]:
        with self._context.workspace.read() as db:
            return [Choice(str(row.id), f"{row.name}, {row.site}") for row in room_rows(db)]

    def _look(self) -> Outlook:
        """Read the dates and say how many they are."""
        kind = self.kind.current()
        self._person_field.setVisible(kind == PERSON)
        self._room_field.setVisible(kind == ROOM)
        whose, self.made = self.whose(), None
        self.mail_button.setEnabled(whose is not None)
        if whose is None:
            return Outlook(NOBODY if kind == PERSON else NO_ROOM, ready=False)
        settings = self._context.workspace.settings
        with self._context.workspace.read() as db:
            self.made = made = read_calendar(db, settings, whose)
        lines = [counted(made.count, "event")]
        if made.cancelled:
            lines[0] += f", {made.cancelled} davon abgesagt"
        if kind == PERSON and not self._context.names_hidden:
            lines.append(f"E-Mail an {made.address}" if made.address else "Keine E-Mail-Adresse.")
        return Outlook("\n".join([*lines, AGAIN]), tone="second")
