"""The form of a stop: name, place, and where it lies."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics.folding import fold
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
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.widgets import (
    Field,
    TextField,
)

NOTE = "Breite und Länge, z. B. 50,3201 12,2599 (aus einer Karte im Netz kopieren)"


class StopDialog(FormDialog):
    """A stop, or a new one; a place that is known already brings its point along."""

    def __init__(
        self, context: AppContext, stop_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "Haltepunkt" if stop_id else "Neuer Haltepunkt", parent)
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
        self.add_line(("Ort", self.place, 1), ("Haltepunkt", self.name, 1))
        self.body.addWidget(Field("Lage", self.point, NOTE))
        self.body.addWidget(Field("Bemerkung", self.note))
        self.blames = {"name_missing": self.name, "point_unreadable": self.point}
        if stop_id:
            self.add_end("Gilt nicht mehr", self.give_up)
        self.begin("Speichern", "check", self._save, focus=self.place)

    def _save(self) -> None:
        form = self._form
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
        saved = f"Haltepunkt {self.name.text().strip()} gespeichert"
        self.act(ActKind.STOP_CHANGED, lambda db: store_stop(db, filled), saved)

    def give_up(self) -> None:
        """End the stop today; it stays with its past rides."""
        key, version = self._form.id, self._form.version
        if key is not None:
            self.act(
                ActKind.STOP_CHANGED,
                lambda db: end_stop(db, key, version),
                f"Haltepunkt {self._form.name} gilt nicht mehr",
                [("stop", key)],
            )

    def _suggest(self) -> None:
        """Take the point of a stop in the same place, to be put right by hand."""
        point = self._points.get(fold(self.place.text().strip()), "")
        if point and not self.point.text().strip():
            self.point.setText(point)
