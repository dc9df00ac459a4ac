"""Grants: what pays for courses, and the line and logo that its sheets must carry."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.desk.named_files import readable
from kursplaner.desk.wording.errors.sentences import refusal
from kursplaner.desk.wording.words.days import dated, period
from kursplaner.documents.page.document import is_picture
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.funding import grants
from kursplaner.planning.funding.grants import GrantForm
from kursplaner.store.queries.funding.grants import GrantRow, grant_rows, logo_pictures
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.settings.grant_logos import LogoList
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import (
    Button,
    Card,
    DateField,
    EmptyState,
    Field,
    PrimaryButton,
    Row,
    RowList,
    TextField,
)

PICTURES = "Bilder (*.png *.jpg *.jpeg)"


class GrantSection(Section):
    """All grants; one click changes one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            "Förderungen",
            "Aktenzeichen, Förderzeile und Logos stehen auf den Listen der geförderten Kurse.",
        )
        self._card = Card(margin=0, spacing=0)
        self._rows = RowList(top_line=False)
        self._card.body.addWidget(self._rows)
        self.column.addWidget(self._card)
        self._empty = EmptyState(
            "Hier stehen die Zuwendungen, aus denen Kurse bezahlt werden.",
            "Neue Förderung",
            "landmark",
        )
        self._empty.wanted.connect(self.new)
        self.column.addWidget(self._empty)
        new = PrimaryButton("Neue Förderung", "plus")
        new.clicked.connect(self.new)
        self._new = new
        self.column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def refresh(self) -> None:
        with self.context.workspace.read() as db:
            rows = grant_rows(db)
        self._rows.clear()
        for row in rows:
            edit = Button("Bearbeiten", name=f"Bearbeiten: {row.title}")
            edit.clicked.connect(lambda _=False, grant=row: self.edit(grant))
            when = period(row.first_day, row.last_day)
            due = f", Nachweis bis {dated(row.proof_due_on)}" if row.proof_due_on else ""
            words = f"{row.reference}, {when}{due}"
            self._rows.add(Row(row.title, words, icon="landmark", tool=edit))
        self._card.setVisible(bool(rows))
        self._new.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def new(self) -> None:
        """Open the form of a new grant."""
        self.edit(None)

    def edit(self, grant: GrantRow | None) -> None:
        """Open the form of a grant."""
        dialog = GrantDialog(self.context, grant, self)
        dialog.accepted.connect(self.refresh)
        dialog.open()


class GrantDialog(FormDialog):
    """The form of one grant."""

    def __init__(
        self, context: AppContext, grant: GrantRow | None, parent: QWidget | None = None
    ) -> None:
        title = "Förderung bearbeiten" if grant else "Neue Förderung"
        super().__init__(context, title, parent, width=600)
        self._grant = grant
        stored: tuple[str, ...] = ()
        pictures: dict[str, bytes] = {}
        if grant is not None:
            with context.workspace.read() as db:
                stored = grants.logos_of(db, grant.id)
                pictures = logo_pictures(db, stored)
        self.logos = LogoList(stored, pictures)
        year = context.today().year
        self.reference = TextField(grant.reference if grant else "", name="Aktenzeichen")
        self.title_ = TextField(grant.title if grant else "", name="Bezeichnung")
        self.line = TextField(
            grant.funding_line if grant else "", name="Förderzeile", hint="Gefördert durch …"
        )
        first = grant.first_day if grant else context.today().replace(month=1, day=1)
        last = grant.last_day if grant else first.replace(year=year, month=12, day=31)
        self.first = DateField(first, name="Bewilligt von")
        self.last = DateField(last, name="Bewilligt bis")
        self.due = DateField(grant.proof_due_on if grant else None, name="Nachweis fällig am")
        self._lay_out()
        self.blames = {
            "reference_missing": self.reference,
            "reference_known": self.reference,
            "end_before_start": self.last,
        }
        self.begin("Speichern", "check", self._save)

    def choose_logo(self) -> None:
        """Ask for pictures and keep them until saving."""
        names, _ = QFileDialog.getOpenFileNames(self, "Logos wählen", "", PICTURES)
        for name in names:
            self.take_logo(Path(name))

    def take_logo(self, path: Path) -> None:
        """Read a picture from a file."""
        try:
            with readable(path):
                picture = grants.read_logo(path)
                if not is_picture(picture):
                    raise Refused("logo_unreadable")
        except KursplanerError as error:
            self.refuse(error)
            return
        self.logos.add(picture, path.name)

    def _save(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is None or last is None or not self.due.is_valid():
            known = (self.first, first), (self.last, last)
            missing = [field for field, day in known if day is None]
            self.complain(refusal("date_unreadable"), *(missing or [self.due]))
            return
        form = GrantForm(
            self.reference.text(),
            self.title_.text(),
            self.line.text(),
            first,
            last,
            self.due.value(),
            None,
            self._grant.id if self._grant else None,
            self._grant.version if self._grant else 0,
            tuple(self.logos.logos),
        )
        self.act(
            ActKind.GRANT_CHANGED,
            lambda db: grants.store_grant(db, form),
            "Förderung gespeichert",
        )

    def _lay_out(self) -> None:
        self.add_line(("Aktenzeichen", self.reference, 2), ("Bezeichnung", self.title_, 3))
        self.body.addWidget(Field("Förderzeile auf den Blättern", self.line))
        self.add_line(
            ("Bewilligt von", self.first, 1),
            ("Bewilligt bis", self.last, 1),
            ("Nachweis fällig am", self.due, 1),
        )
        self.body.addWidget(Field("Logos, in der Reihenfolge auf den Blättern", self.logos))
        choose = Button("Logo hinzufügen", icon="file-up")
        choose.clicked.connect(self.choose_logo)
        self.body.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
