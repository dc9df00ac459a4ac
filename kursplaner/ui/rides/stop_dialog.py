"""The form of a stop: name, place, and where it lies."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.folding import fold
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides.stops import (
    StopForm,
    end_stop,
    parse_point,
    point_text,
    stop_form,
    store_stop,
)
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Dialog,
    Field,
    PrimaryButton,
    Text,
    TextField,
)

NOTE = "Breite und Länge, z. B. 50,3201 12,2599 (aus einer Karte im Netz kopieren)"


class StopDialog(Dialog):
    """A stop, or a new one; a place that is known already brings its point along."""

    def __init__(
        self, context: AppContext, stop_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Haltepunkt" if stop_id else "Neuer Haltepunkt", parent, width=480)
        self._context = context
        with context.workspace.read() as db:
            self._form = stop_form(db, stop_id) if stop_id else StopForm("")
            known = stop_rows(db)
        self._points = {
            fold(stop.municipality): point_text(stop.latitude, stop.longitude) for stop in known
        }
        self.place = TextField(self._form.municipality, name="Ort")
        self.name = TextField(self._form.name, name="Haltepunkt", hint="z. B. Markt")
        point = point_text(self._form.latitude, self._form.longitude)
        self.point = TextField(point, name="Lage", hint="50,3201 12,2599")
        self.note = TextField(self._form.note, name="Bemerkung")
        self.place.editingFinished.connect(self._suggest)
        self._lay_out()
        self._add_buttons()

    def store(self) -> None:
        """Store the form and close."""
        form = self._form
        try:
            latitude, longitude = parse_point(self.point.text()) or (None, None)
            filled = StopForm(
                self.name.text(),
                self.place.text(),
                latitude,
                longitude,
                self.note.text(),
                form.id,
                form.version,
            )
            with self._context.workspace.change(ActKind.STOP_CHANGED) as db:
                store_stop(db, filled)
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self.accept()
        self._context.notice(f"Haltepunkt {self.name.text().strip()} gespeichert", undo=True)

    def give_up(self) -> None:
        """End the stop today; it stays with its past rides."""
        if self._form.id is None:
            return
        key, version = self._form.id, self._form.version
        try:
            with self._context.workspace.change(ActKind.STOP_CHANGED, [("stop", key)]) as db:
                end_stop(db, key, version)
        except KursplanerError as error:
            self._complain(sentence(error))
            return
        self.accept()
        self._context.notice(f"Haltepunkt {self._form.name} gilt nicht mehr", undo=True)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(Field("Ort", self.place), 1)
        line.addWidget(Field("Haltepunkt", self.name), 1)
        self.body.addLayout(line)
        self.body.addWidget(Field("Lage", self.point, NOTE))
        self.body.addWidget(Field("Bemerkung", self.note))
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)

    def _add_buttons(self) -> None:
        if self._form.id is not None:
            end = Button("Gilt nicht mehr", "danger", "trash-2")
            end.clicked.connect(self.give_up)
            self.foot.insertWidget(0, end)
        self.add_button(Button("Abbrechen"), rejects=True)
        store = self.add_button(PrimaryButton("Speichern", "check"))
        store.setDefault(True)
        store.clicked.connect(self.store)
        self.place.setFocus()

    def _suggest(self) -> None:
        """Take the point of a stop in the same place, to be put right by hand."""
        point = self._points.get(fold(self.place.text().strip()), "")
        if point and not self.point.text().strip():
            self.point.setText(point)

    def _complain(self, text: str) -> None:
        self._complaint.show_text(text)
        self._complaint.show()
