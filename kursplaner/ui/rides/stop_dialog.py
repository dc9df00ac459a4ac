"""The form of a stop: its place, found by name, its own name, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kursplaner.basics import place_names
from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.place_names import NamedPlace
from kursplaner.basics.places import Point, point_of
from kursplaner.desk.locating import point_meant, told_from
from kursplaner.desk.wording.rides import place_name
from kursplaner.desk.wording.words.places import place_words, way_words
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.rides.stops import (
    StopForm,
    end_stop,
    middle_of_town,
    place_called,
    point_text,
    stop_form,
    store_stop,
)
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.rides.stop_map import StopMapDialog
from kursplaner.ui.widgets import (
    Button,
    Choice,
    Field,
    MapPlace,
    SuggestField,
    TextField,
    beside_button,
)

NOTE = (
    "kommt mit dem Ort; genauer: „4 km südlich von Adorf“, die Adresse aus einer Karte im Browser"
    " oder Breite und Länge"
)
MIDDLE = "Die Lage ist die Ortsmitte: {place}."
FROM_PLACE = "Die Lage ist geschätzt: {way}."
ON_MAP = "Auf der Karte gesetzt: {where}."
GERMANY: Point = (51_160_000, 10_450_000)
"""Its middle, where the town's own place is not known."""
AS_BEFORE = "Die Lage ist die eines Haltepunkts im selben Ort."
NOT_LISTED = (
    "Der Ort steht nicht in der Ortsliste. Bitte sagen Sie, wo er liegt, zum Beispiel"
    " „4 km südlich von Adorf“. Ohne Lage plant das Programm die Fahrzeit nicht."
)


class StopDialog(FormDialog):
    """A stop, or a new one; the place is found by its name and brings its point along."""

    def __init__(
        self, context: AppContext, stop_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context, "Haltepunkt" if stop_id else "Neuer Haltepunkt", parent, width=520
        )
        with context.workspace.read() as db:
            self._form = stop_form(db, stop_id) if stop_id else StopForm("")
            known = stop_rows(db)
            self._near = middle_of_town(db)
        self._known = known
        self._points = {
            fold(stop.municipality): point_text(stop.latitude, stop.longitude) for stop in known
        }
        self._found: dict[str, NamedPlace] = {}
        self._came_with = self._says_where = self._placed = ""
        self.place = SuggestField(
            self._form.municipality, self._proposals, name="Ort", hint="z. B. Oelsnitz, Aš"
        )
        self.name = TextField(self._form.name, name="Haltepunkt", hint="z. B. Markt")
        point = point_text(self._form.latitude, self._form.longitude)
        self.point = TextField(point, name="Lage", hint="4 km südlich von Adorf")
        self.note = TextField(self._form.note, name="Bemerkung")
        self.place.suggestion_chosen.connect(self.take)
        self.place.editingFinished.connect(self._suggest)
        self.add_line(("Ort", self.place, 1), ("Haltepunkt", self.name, 1))
        self.map_button = Button("Auf der Karte …", icon="map-pin")
        self.map_button.clicked.connect(self.open_map)
        where = Field("Lage", beside_button(self.point, self.map_button), NOTE)
        self.body.addWidget(where)
        self.body.addWidget(Field("Bemerkung", self.note))
        self.blames = {
            "name_missing": self.name,
            "point_unreadable": self.point,
            "place_unknown": self.point,
            "place_ambiguous": self.point,
        }
        if stop_id:
            self.add_end("Gilt nicht mehr", self.give_up)
        self.begin(
            "Speichern", "check", self._save, self._look, [self.point.textChanged], self.place
        )

    def take(self, key: str) -> None:
        """Take a proposed place with its point."""
        place = self._found.get(key)
        if place is not None:
            self.place.setText(place.name)
            self._locate(place)
            self.name.setFocus()

    def open_map(self) -> StopMapDialog:
        """Let the point be set by a click on a map."""
        point = self._point_now()
        shown = [
            MapPlace(row.id, place_name(row.name, row.municipality), *found)
            for row in self._known
            if row.id != self._form.id and (found := point_of(row)) is not None
        ]
        dialog = StopMapDialog(shown, point or self._near or GERMANY, point, self)
        dialog.accepted.connect(lambda: self.take_point(dialog.map.chosen))
        dialog.open()
        return dialog

    def take_point(self, point: Point | None) -> None:
        """Take a point that was set on the map, and the place it lies in where none was named."""
        if point is None:
            return
        words, place = told_from(point)
        text = point_text(*point)
        self._came_with, self._says_where = text, ON_MAP.format(where=words)
        if place is not None and not self.place.text().strip():
            self.place.setText(place.name)
        self._placed = self.place.text().strip()
        self.point.setText(text)
        self.propose()
        self.name.setFocus()

    def _point_now(self) -> Point | None:
        """Return the point the form names now, None where it names none or cannot be read."""
        try:
            with self._context.workspace.read() as db:
                meant = point_meant(db, self.point.text())
        except Refused:
            return None
        return meant.point if meant is not None else None

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

    def _save(self) -> None:
        form = self._form
        with self._context.workspace.read() as db:
            meant = point_meant(db, self.point.text())
        latitude, longitude = meant.point if meant else (None, None)
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

    def _look(self) -> Outlook:
        """Say where the point comes from; what was typed by hand says nothing."""
        own = self.point.text().strip()
        if own:
            says = self._says_where if own == self._came_with else self._told_from(own)
            return Outlook(says, tone="second")
        typed = bool(self.place.text().strip())
        return Outlook(NOT_LISTED if typed else "", tone="warning")

    def _told_from(self, own: str) -> str:
        """Say from which place a way is meant; a bare point says nothing."""
        try:
            with self._context.workspace.read() as db:
                meant = point_meant(db, own)
        except Refused:
            return ""
        if meant is None or meant.place is None:
            return ""
        return FROM_PLACE.format(way=way_words(meant.metres, meant.side, meant.place))

    def _proposals(self, text: str) -> Sequence[Choice]:
        found = place_names.suggested(text, self._near)
        self._found = {str(number): place for number, place in enumerate(found)}
        return [Choice(key, place_words(place, self._near)) for key, place in self._found.items()]

    def _suggest(self) -> None:
        """Take the point of a stop in the same place, else of the place itself."""
        typed = self.place.text().strip()
        if not typed or self.point.text().strip() not in ("", self._came_with):
            return
        before = self._points.get(fold(typed), "")
        if self._came_with and typed == self._placed:
            return
        if before:
            self._fill(before, AS_BEFORE)
            return
        try:
            with self._context.workspace.read() as db:
                self._locate(place_called(db, typed))
        except Refused:
            self._fill("", "")

    def _locate(self, place: NamedPlace) -> None:
        self._fill(point_text(*place.point), MIDDLE.format(place=place_words(place, self._near)))

    def _fill(self, point: str, says: str) -> None:
        """Show where it lies, unless that was typed by hand."""
        if self.point.text().strip() in ("", self._came_with):
            self._came_with, self._says_where = point, says
            self._placed = self.place.text().strip()
            self.point.setText(point)
        self.propose()
