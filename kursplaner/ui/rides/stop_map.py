"""A stop set on the map: places by name, the stops there are, and where the new one lies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kursplaner.basics import place_names
from kursplaner.basics.places import Point
from kursplaner.desk.locating import told_from
from kursplaner.ui.widgets import Button, Dialog, MapPlace, PickMap, Text
from kursplaner.ui.widgets.map.picking import HELP

HINT = "Klicken Sie auf die Stelle, an der der Bus hält. Ziehen verschiebt, das Rad vergrößert."
UNDER, MIDDLE, CHOSEN = "Hier: {where}", "In der Mitte: {where}", "Gesetzt: {where}"
SOURCE = "Orte: GeoNames, CC BY 4.0"


class StopMapDialog(Dialog):
    """Sets a point; `map.chosen` is it when the box is accepted.

    Args:
        stops: those there are, drawn with their names.
        middle: where the map begins.
        point: the one set so far.
    """

    def __init__(
        self,
        stops: Sequence[MapPlace],
        middle: Point,
        point: Point | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Haltepunkt auf der Karte", parent, width=760)
        self.map = PickMap(middle, place_names.within, stops)
        self.map.show_point(point)
        self.hint = Text(HINT, "note", "second", wrap=True)
        self.where = Text("", "plain", wrap=True)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.map, 1)
        self.body.addWidget(self.where)
        self.foot.insertWidget(0, Text(SOURCE, "note", "third"))
        self.add_button(Button("Abbrechen"), rejects=True)
        self.take = self.add_button(Button("Übernehmen", "primary", "check"), accepts=True)
        self.map.looked_at.connect(self._say_seen)
        self.map.picked.connect(self._say_chosen)
        if point is None:
            self._say(MIDDLE, self.map.middle)
            self.take.setEnabled(False)
        else:
            self._say_chosen(point)
        self.map.setFocus()

    def _say_seen(self, point: Point) -> None:
        at_middle = point == self.map.middle
        self._say(MIDDLE if at_middle else UNDER, point)

    def _say_chosen(self, point: Point) -> None:
        self.take.setEnabled(True)
        self._say(CHOSEN, point)

    def _say(self, frame: str, point: Point) -> None:
        words, _ = told_from(point)
        self.where.show_text(frame.format(where=words))
        self.map.setAccessibleDescription(f"{self.where.plain()}. {HELP}")
