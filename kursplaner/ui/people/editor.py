"""The form of one person: names, reachability, roles and credentials, consents, health."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kursplaner.desk.wording import pick_ups
from kursplaner.domain.kinds import ActKind, ConsentPurpose, MissingDetail
from kursplaner.planning.people import families, person_form
from kursplaner.planning.people.form_drafts import draft_of
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.planning.rides.pick_ups import PickUpChange
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.open_forms.keeping import Kept, kept_count
from kursplaner.ui.people.double_hint import known_double
from kursplaner.ui.people.editor_family import FamilyPart
from kursplaner.ui.people.editor_parts import (
    ContactPart,
    HealthPart,
    NamePart,
    Part,
    RolePart,
)
from kursplaner.ui.people.pick_ups_dialog import PickUpsDialog
from kursplaner.ui.widgets import Button, Choice, MessageCard, Segmented

P = TypeVar("P", bound=Part)
PARTS = (
    Choice("names", "Person"),
    Choice("contact", "Kontakt, Wohnort"),
    Choice("family", "Familie"),
    Choice("roles", "Rollen, Nachweise"),
    Choice("health", "Gesundheit"),
)


class PersonEditor(FormDialog):
    """Edits one person; stores only what was changed.

    Signals:
        stored(int): id of the person.
        known(int): somebody who is known already shall be edited instead.
    """

    stored = Signal(int)
    known = Signal(int)

    def __init__(
        self, context: AppContext, person_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        title = "Person bearbeiten" if person_id else "Neue Person"
        super().__init__(context, title, parent, width=760)
        self._before: PersonForm | None = None
        if person_id is not None:
            with context.workspace.read() as db:
                self._before = person_form.load(db, person_id)
        form = self._before or PersonForm("")
        self._parts: tuple[Part, ...] = (
            NamePart(form),
            ContactPart(form, context),
            FamilyPart(form, context),
            RolePart(form, context),
            HealthPart(form),
        )
        self.tabs = Segmented(PARTS, "names", name="Abschnitt", stretch=True)
        self.tabs.chosen.connect(self.open_part)
        self._stack = QStackedWidget()
        for part in self._parts:
            self._stack.addWidget(part)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self._message: MessageCard | None = None
        self._warned_of = 0
        if person_id is None:
            for field in (self.names.family, self.names.given, self.names.birth):
                field.editingFinished.connect(self._look_for_double)
            self.family.guardian_taken.connect(self._take_over)
        self.begin("Speichern", "check", self._save, focus=self.names.family)

    @property
    def names(self) -> NamePart:
        """The first section."""
        return self._part(NamePart)

    @property
    def contact(self) -> ContactPart:
        """The second section."""
        return self._part(ContactPart)

    @property
    def family(self) -> FamilyPart:
        """The section of the family."""
        return self._part(FamilyPart)

    @property
    def roles(self) -> RolePart:
        """The third section."""
        return self._part(RolePart)

    @property
    def health(self) -> HealthPart:
        """The last section."""
        return self._part(HealthPart)

    def open_part(self, key: str) -> None:
        """Show one section."""
        self.tabs.choose(key)
        self._stack.setCurrentIndex([part.key for part in PARTS].index(key))

    def show_missing(self, kind: str) -> None:
        """Open the section in which something missing is entered, the cursor in its field."""
        fields: dict[str, tuple[str, QWidget]] = {
            MissingDetail.FAMILY_NAME: ("names", self.names.family),
            MissingDetail.BIRTH_DATE: ("names", self.names.birth),
            MissingDetail.HEIGHT: ("names", self.names.height_cm),
            MissingDetail.CONTACT: ("contact", self.contact.routes.rows[0].value),
            MissingDetail.PHONE: ("contact", self.contact.routes.rows[0].value),
            MissingDetail.ADDRESS: ("contact", self.contact.street),
            MissingDetail.STOP: ("contact", self.contact.stop),
            MissingDetail.CREDENTIAL: ("roles", self.roles),
            MissingDetail.CONSENT: ("health", self.health.consents[ConsentPurpose.DATA]),
            MissingDetail.HEALTH: ("health", self.health.allergies),
            MissingDetail.ALLERGIES: ("health", self.health.allergies),
        }
        of_family = (
            *(MissingDetail.GUARDIAN, MissingDetail.COLLECTOR, MissingDetail.COLLECTORS),
            *(MissingDetail.BIRTH_DATES, MissingDetail.HEIGHTS, MissingDetail.CONSENTS),
        )
        part, field = fields.get(kind, ("family" if kind in of_family else "", self.family.search))
        if part:
            self.open_part(part)
            field.setFocus()

    def form(self) -> PersonForm:
        """Return what stands in the form."""
        form = self._before or PersonForm("")
        for part in self._parts:
            form = replace(form, **part.values())
        return form

    def begun(self) -> dict[str, object]:
        return {"routes": len(self.contact.routes.rows), **self.family.begun()}

    def bring_back(self, kept: Kept) -> None:
        self.contact.routes.grow_to(kept_count(kept, "routes"))
        self.family.bring_back(kept)
        super().bring_back(kept)
        self.open_part(self.tabs.current())

    def _save(self) -> None:
        """Store and close; what is refused is said here, nothing typed is lost.

        Where rides already planned change with it, they are shown first.
        """
        bad = next((number for number, part in enumerate(self._parts) if part.fault()), None)
        if bad is not None:
            self.open_part(PARTS[bad].key)
            self.complain(self._parts[bad].fault())
            return
        form = self.form()
        if self._before is None and self._look_for_double():
            return
        if form == self._before:
            self.reject()
            return
        rides = self._rides(form)
        if rides.empty:
            self._store(form, rides)
            return
        shown = PickUpsDialog(rides, self, hidden=self._context.names_hidden)
        shown.accepted.connect(lambda: self._store(form, rides))
        shown.open()

    def _take_over(self, guardian: int) -> None:
        """Fill in what a new child has from a guardian, where nothing stands yet."""
        with self._context.workspace.read() as db:
            told = families.as_told(db, guardian)
        contact = self.contact
        for field, text in (
            (self.names.family, told.family_name),
            (self.names.languages, told.languages),
        ):
            if not field.text().strip():
                field.setText(text)
        if contact.street.text().strip() or contact.municipality.text().strip():
            return
        contact.street.setText(told.street)
        contact.postcode.setText(told.postcode)
        contact.municipality.setText(told.municipality)
        contact.stop.choose(str(told.stop_id or ""))
        contact.restricted.setChecked(told.address_restricted)

    def _look_for_double(self) -> bool:
        """Say whether somebody new is known already; tell whether that was said just now."""
        found = known_double(self._context, draft_of(self.form()))
        if found is None or found.person_id == self._warned_of:
            return False
        self._warned_of = found.person_id
        self.show_complaint(found.text, found.strong)
        button = Button("Diese Person bearbeiten")
        button.clicked.connect(lambda: self._edit_known(found.person_id))
        if self._message is not None:
            self._message.add(button)
        return True

    def _edit_known(self, person_id: int) -> None:
        self.reject()
        self.known.emit(person_id)

    def _rides(self, form: PersonForm) -> PickUpChange:
        """Return what storing makes of the rides already planned."""
        with self._context.workspace.read() as db:
            return person_form.ride_changes(db, form, self._before or PersonForm(""))

    def _store(self, form: PersonForm, shown: PickUpChange) -> None:
        new = self._before is None
        kind = ActKind.PERSON_ADDED if new else ActKind.PERSON_CHANGED

        def work(db: Db) -> int:
            person_id = person_form.store(db, form, self._before, shown)
            concerning(db, "person", person_id)
            return person_id

        saved = f"Person {'angelegt' if new else 'gespeichert'}{pick_ups.saved(shown)}"
        done = self.act(kind, work, saved, checks=[] if form.id is None else [form.id])
        if done is not None:
            self.stored.emit(done.value)

    def show_complaint(self, text: str, strong: str = "Noch nicht gespeichert.") -> None:
        if self._message is not None:
            self._message.hide()
            self._message.deleteLater()
            self._message = None
        if text:
            self._message = MessageCard(strong, text, tone="warning")
            self._message.setToolTip(text)
            self.body.addWidget(self._message)

    def _part(self, kind: type[P]) -> P:
        return next(part for part in self._parts if isinstance(part, kind))
