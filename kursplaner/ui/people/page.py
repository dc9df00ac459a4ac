"""Personen: search, filter by role, one person at the right, families enrolled in one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.exports.calendars import Whose
from kursplaner.desk.privacy import access
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.people.people import role_word
from kursplaner.desk.wording.words import names
from kursplaner.documents.unprintable import Unprintable
from kursplaner.domain.kinds import ActKind, Role
from kursplaner.planning.people import ending
from kursplaner.store.queries.people.people import people_rows
from kursplaner.ui import saved_files
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.exports.calendar_dialog import CalendarDialog
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.ending_dialog import EndingDialog
from kursplaner.ui.people.family_dialog import FamilyDialog
from kursplaner.ui.people.inspector import PAIR, Acts, PersonView
from kursplaner.ui.people.lists.dialog import ImportDialog
from kursplaner.ui.people.merge_with_dialog import MergeWithDialog
from kursplaner.ui.people.source import COLUMNS, PeopleSource
from kursplaner.ui.privacy.erasure_dialog import ErasureDialog
from kursplaner.ui.tasks import Task
from kursplaner.ui.widgets import (
    Button,
    ChipRow,
    Choice,
    EmptyState,
    ListTable,
    Page,
    PaletteEntry,
    PrimaryButton,
)

FILTERS = (
    "participant",
    "child",
    "guardian",
    Role.TEACHER,
    Role.CARER,
    Role.DRIVER,
    Role.VOLUNTEER,
)
MOST_FOUND = 8
HIDDEN = "Namen sind verborgen. F12 zeigt sie, dann lässt sich die Person bearbeiten."


class PeoplePage(Page):
    """Everybody the office knows."""

    kinds = frozenset({"people", "courses", "settings", "conflicts", "occupations"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Personen", scroll=False, inspector=True)
        self._context = context
        self._role: str | None = None
        self._many = False
        self._add_tools()
        self.chips = ChipRow([Choice(str(name), role_word(name)) for name in FILTERS], name="Rolle")
        self.chips.changed.connect(self._filter)
        self.body.addWidget(self.chips)
        empty = EmptyState(
            "Hier stehen die Personen: Teilnehmende, Kinder, Lehrkräfte.",
            "Familie anmelden",
            "user-plus",
            hint="Oder lesen Sie eine vorhandene Liste aus Excel ein.",
        )
        empty.wanted.connect(self.enrol_family)
        self.list = ListTable("Personen", COLUMNS, PeopleSource(context), empty=empty)
        self.list.search.setPlaceholderText("Name oder Telefon")
        self.ended = QCheckBox("Auch beendete")
        self.ended.toggled.connect(lambda _on: self._use_source())
        self.list.filters.addWidget(self.ended)
        self.list.selected.connect(self._inspect)
        self.list.activated.connect(self._open)
        self.list.view.selectionModel().selectionChanged.connect(self._marked)
        ListOutput(context, self.list, "Personen")
        self.body.addWidget(self.list, 1)
        self.body.setSpacing(theme().px(12))
        acts = Acts(
            *(self.edit, self.enrol_family, self.choose, self.merge_with),
            *(self.save_calendar, self.end, self.reopen, self.tell, self.erase),
            self.complete,
        )
        inspector = self.inspector
        self._view = PersonView(context, inspector, acts) if inspector else None
        self._inspect(None)

    def refresh(self) -> None:
        """Read again what is shown."""
        self.list.reload()
        self._inspect(self.list.current_key())

    def show_target(self, **target: object) -> None:
        """Show one person (`person_id`), or open a dialog (`new`, `family`, `file`).

        With `missing` her form opens where that is to be entered.
        """
        person_id = target.get("person_id")
        if isinstance(person_id, int):
            self.choose(person_id)
            if target.get("missing"):
                self.complete(person_id, str(target["missing"]))
        if target.get("new"):
            self.edit(None, str(target.get("role", "")))
        elif target.get("family"):
            self.enrol_family()
        elif target.get("file"):
            self.read_file()

    def choose(self, person_id: int) -> None:
        """Show one person, also when the list is filtered otherwise."""
        if not self.list.choose(person_id):
            self.list.search.clear()
            self.chips.choose()
            self._filter(frozenset())
            self.list.choose(person_id)
        if self.list.current_key() != person_id:
            self._inspect(person_id)

    def complete(self, person_id: int, missing: str) -> None:
        """Open the form of one person where what is missing is entered."""
        self.edit(person_id, missing=missing)

    def edit(self, person_id: int | None, role: str = "", missing: str = "") -> None:
        """Open the form of one person, or of a new one; hidden names stay hidden."""
        if person_id is not None and self._context.names_hidden:
            self._context.notice(HIDDEN)
            return
        editor = PersonEditor(self._context, person_id, self)
        if person_id is None:
            editor.roles.tick(role or self._role or "")
        editor.stored.connect(self.choose)
        editor.known.connect(self.edit)
        editor.open()
        editor.show_missing(missing)

    def enrol_family(self, person_id: int | None = None) -> None:
        """Open the dialog that enrols a parent with children."""
        dialog = FamilyDialog(self._context, person_id or None, self)
        dialog.stored.connect(self.choose)
        dialog.open()

    def merge_with(self, person_id: int) -> None:
        """Compare a person with another record: a likely double, else one that is chosen."""
        dialog = MergeWithDialog(self._context, person_id, self)
        dialog.chosen.connect(lambda other: self._compare(person_id, other))
        dialog.open()

    def merge_marked(self) -> None:
        """Compare the two that are marked in the list."""
        keys = self.marked()
        if len(keys) == PAIR:
            self._compare(*keys)

    def marked(self) -> list[int]:
        """Return the people who are marked in the list."""
        return [key for key in self.list.selected_keys() if isinstance(key, int)]

    def save_calendar(self, person_id: int) -> None:
        """Open the dialog with the calendar file of somebody who works here or takes part."""
        CalendarDialog(self._context, Whose(person_id), self).open()

    def end(self, person_id: int) -> None:
        """Delete a person, or end her where she has a history."""
        dialog = EndingDialog(self._context, person_id, self)
        dialog.ended.connect(lambda _key: self.refresh())
        dialog.open()

    def reopen(self, person_id: int) -> None:
        """Take back that somebody ended."""
        act(
            self._context,
            ActKind.PERSON_CHANGED,
            lambda db: ending.reopen(db, person_id),
            "Die Person steht wieder in den Listen",
            [("person", person_id)],
        )

    def tell(self, person_id: int) -> None:
        """Ask where to and write all that is stored of a person; the file's name names nobody."""
        name = f"Auskunft {person_id}.pdf"
        path = saved_files.ask_where(self, "Auskunft speichern", name, saved_files.ACCESS)
        if path is not None:
            self.write_access(person_id, path)

    def write_access(self, person_id: int, path: Path) -> Task:
        """Write the access report of a person as PDF or JSON, by its ending."""
        workspace = self._context.workspace
        named = path if path.suffix else path.with_suffix(".pdf")

        def told(written: tuple[int, tuple[Unprintable, ...]]) -> None:
            words = print_words.without_font(written[1], hidden=self._context.names_hidden)
            if words:
                self._context.notice(f"Gespeichert: {named.name}. {words}")

        return saved_files.save(
            self._context, named, lambda out: access.export(workspace, person_id, out), told
        )

    def erase(self, person_id: int) -> None:
        """Show what erasing a person does, and do it."""
        dialog = ErasureDialog(self._context, person_id, self)
        dialog.erased.connect(lambda _key: self.refresh())
        dialog.open()

    def show_doubles(self) -> None:
        """Show who is likely recorded twice."""
        self._context.go("doubles", first=None)

    def _compare(self, first: int, second: int) -> None:
        self._context.go("doubles", first=first, second=second)

    def _marked(self, *_changes: object) -> None:
        """Show that several are marked, or the only one."""
        keys = self.marked()
        if self._view is not None and len(keys) >= PAIR:
            self._view.show_many(keys, self.merge_marked)
            self.open_inspector()
        elif len(keys) == 1 and self._many:
            self._inspect(keys[0])
        self._many = len(keys) >= PAIR

    def read_file(self) -> None:
        """Open the dialog that reads a list of people from a file."""
        ImportDialog(self._context, self).open()

    def _add_tools(self) -> None:
        read = Button("Liste einlesen", icon="file-up")
        read.clicked.connect(self.read_file)
        new = Button("Neue Person", icon="plus")
        new.clicked.connect(lambda: self.edit(None))
        family = PrimaryButton("Familie anmelden", "user-plus")
        family.clicked.connect(self._enrol_new)
        double = Button("Mögliche Doppel", icon="git-merge")
        double.clicked.connect(self.show_doubles)
        for button in (double, read, new, family):
            self.head.add_tool(button)

    def _enrol_new(self) -> None:
        self.enrol_family()

    def _filter(self, chosen: object) -> None:
        keys = set(chosen) if isinstance(chosen, frozenset) else set()
        newest = keys - {self._role} or keys
        self._role = next(iter(newest), None)
        self.chips.choose(*([self._role] if self._role else []))
        self._use_source()

    def _use_source(self) -> None:
        self.list.use(PeopleSource(self._context, self._role, ended=self.ended.isChecked()))

    def _inspect(self, key: object) -> None:
        if self._view is None or self.inspector is None:
            return
        if not isinstance(key, int):
            self.inspector.show_nothing("Wählen Sie eine Person aus.")
            return
        try:
            self._view.show(key)
        except KursplanerError:
            self.inspector.show_nothing("Diese Person gibt es nicht mehr.")
            return
        self.open_inspector()

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.edit(key)


def _commands(context: AppContext) -> list[PaletteEntry]:
    def go(**target: object) -> None:
        context.go("people", **target)

    return [
        PaletteEntry("Familie anmelden", lambda: go(family=True), "Eltern und Kinder", "user-plus"),
        PaletteEntry("Neue Person", lambda: go(new=True), icon="plus"),
        PaletteEntry("Personenliste einlesen", lambda: go(file=True), "Excel, ODS, CSV", "file-up"),
    ]


def _search(context: AppContext, text: str) -> list[PaletteEntry]:
    with context.workspace.read() as db:
        found = people_rows(db, text, limit=MOST_FOUND)
    hidden = context.names_hidden
    return [
        PaletteEntry(
            names.shown(person.name, hidden=hidden),
            lambda key=person.id: context.go("people", person_id=key),  # type: ignore[misc]
            ", ".join(
                part
                for part in (*map(role_word, person.roles), "" if hidden else person.phone)
                if part
            ),
            "user",
        )
        for person in found
    ]


SPEC = PageSpec("people", "Personen", "users", PeoplePage, commands=_commands, search=_search)
