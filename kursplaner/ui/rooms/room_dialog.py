"""The form of a room, with its site or a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from kursplaner.desk.wording.words.kinds import choices
from kursplaner.desk.wording.words.places import LANDS
from kursplaner.domain.kinds import ActKind, Equipment, RoomPurpose
from kursplaner.planning.rooms import room_form
from kursplaner.planning.rooms.room_form import RoomForm, SiteForm
from kursplaner.store.queries.choices import sites
from kursplaner.store.queries.rooms import RoomRow, room_rows
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    Field,
    NumberField,
    Text,
    TextField,
)

NEW = "new"
NO_NAME = "Der Name des Raums fehlt. Bitte tragen Sie ihn ein."
NO_SITE = "Der Name des Standorts fehlt: In welchem Haus liegt der Raum, zum Beispiel „Rathaus“?"


class RoomDialog(FormDialog):
    """Adds or changes a room.

    Signals:
        stored(int): id of the room.
    """

    stored = Signal(int)

    def __init__(
        self, context: AppContext, room: RoomRow | None, parent: QWidget | None = None
    ) -> None:
        title = "Raum bearbeiten" if room else "Neuer Raum"
        super().__init__(context, title, parent, width=640)
        self._room = room
        self._build(room)
        self._lay_out()
        if room is not None:
            self.add_end("Gibt es nicht mehr", self.give_up)
        self.begin("Speichern", "check", self._save, focus=self.name)

    def give_up(self) -> None:
        """End the room today; what was in it keeps it."""
        room = self._room
        if room is not None:
            self.act(
                ActKind.ROOM_CHANGED,
                lambda db: room_form.end_room(db, room.id, room.version),
                f"{room.name} gibt es nicht mehr",
                [("room", room.id)],
            )

    def _save(self) -> None:
        """Store the room, and its site where it is a new one."""
        missing = [(text, field) for field, text in self._missing() if text]
        if missing:
            self.complain(missing[0][0], *(field for _, field in missing))
            return

        def work(db: Db) -> int:
            room_id = room_form.store_room(db, self._form(self._site_id(db)))
            concerning(db, "room", room_id)
            return room_id

        known = [self._room.id] if self._room else []
        saved = f"{self.name.text().strip()} gespeichert"
        subjects = [("room", key) for key in known]
        done = self.act(ActKind.ROOM_CHANGED, work, saved, subjects, checks=known)
        if done is not None:
            self.stored.emit(done.value)

    def _missing(self) -> list[tuple[TextField, str]]:
        """The names without which nothing can be stored, and what to say where one is empty."""
        named, placed = self.name.text().strip(), self.site_name.text().strip()
        unplaced = self.site.current() == NEW and not placed
        return [
            (self.name, "" if named else NO_NAME),
            (self.site_name, NO_SITE if unplaced else ""),
        ]

    def _site_id(self, db: Db) -> int:
        if self.site.current() != NEW:
            return int(self.site.current())
        form = SiteForm(
            self.site_name.text(),
            self.street.text(),
            self.postcode.text(),
            self.municipality.text(),
            self.land.current(),
        )
        return room_form.store_site(db, form)

    def _form(self, site_id: int) -> RoomForm:
        beside = self.beside.current()
        return RoomForm(
            name=self.name.text(),
            site_id=site_id,
            capacity=self.capacity.value(),
            purpose=self.purpose.current(),
            accessible=self.accessible.isChecked(),
            beside_id=int(beside) if beside else None,
            equipment=frozenset(
                equipment.value for equipment, box in self.boxes.items() if box.isChecked()
            ),
            note=self.note.text(),
            id=self._room.id if self._room else None,
            version=self._room.version if self._room else 0,
        )

    def _build(self, room: RoomRow | None) -> None:
        with self._context.workspace.read() as db:
            known = sites(db)
            others = [row for row in room_rows(db) if room is None or row.id != room.id]
        places = [Choice(str(key), site.name) for key, site in known.items()]
        current = str(room.site_id) if room else next((choice.key for choice in places), NEW)
        self.name = TextField(room.name if room else "", name="Name des Raums")
        self.site = ChoiceField(
            [*places, Choice(NEW, "neuer Standort …", "plus")], current, name="Standort"
        )
        self.capacity = NumberField(
            room.capacity if room else 12, name="Plätze", unit="Plätze", most=5000
        )
        purposes = [Choice(purpose.value, text) for purpose, text in choices(RoomPurpose)]
        self.purpose = ChoiceField(
            purposes, room.purpose if room else "teaching", name="Genutzt für"
        )
        beside = [Choice("", "kein Raum"), *(Choice(str(other.id), other.name) for other in others)]
        self.beside = ChoiceField(
            beside, str(room.beside_id or "") if room else "", name="Nebenan liegt"
        )
        self.accessible = QCheckBox("barrierefrei")
        self.accessible.setChecked(bool(room and room.accessible))
        self.note = TextField(room.note if room else "", name="Bemerkung")
        self.boxes = {equipment: QCheckBox(text) for equipment, text in choices(Equipment)}
        for kind, box in self.boxes.items():
            box.setChecked(bool(room and kind.value in room.equipment))
        self._build_site()

    def _build_site(self) -> None:
        self.site_name = TextField(name="Name des Standorts", hint="z. B. Rathaus")
        self.street = TextField(name="Straße und Hausnummer")
        self.postcode = TextField(name="PLZ")
        self.municipality = TextField(name="Ort")
        land = self._context.workspace.settings.text("calendar.land")
        self.land = ChoiceField([Choice(key, text) for key, text in LANDS], land, name="Land")

    def _lay_out(self) -> None:
        self.add_line(("Name", self.name, 3), ("Standort", self.site, 3))
        self._site_box = QWidget()
        site = QGridLayout(self._site_box)
        site.setContentsMargins(0, 0, 0, 0)
        site.setHorizontalSpacing(theme().px(12))
        fields = (
            ("Name des Standorts", self.site_name, 0, 0, 2),
            ("Straße und Hausnummer", self.street, 0, 2, 2),
            ("PLZ", self.postcode, 1, 0, 1),
            ("Ort", self.municipality, 1, 1, 1),
            ("Land", self.land, 1, 2, 2),
        )
        for label, widget, row, column, wide in fields:
            site.addWidget(Field(label, widget), row, column, 1, wide)
        self.body.addWidget(self._site_box)
        self.site.currentIndexChanged.connect(self._site_changed)
        self.add_line(
            ("Plätze", self.capacity, 2),
            ("Genutzt für", self.purpose, 3),
            ("Nebenan liegt", self.beside, 3),
        )
        self.body.addWidget(Text("Ausstattung", "head"))
        grid = QGridLayout()
        for number, box in enumerate((self.accessible, *self.boxes.values())):
            grid.addWidget(box, number // 3, number % 3)
        self.body.addLayout(grid)
        self.body.addWidget(Field("Bemerkung", self.note))
        self._site_changed()

    def _site_changed(self) -> None:
        self._site_box.setVisible(self.site.current() == NEW)
        self.adjustSize()
