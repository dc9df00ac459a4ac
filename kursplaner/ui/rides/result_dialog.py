"""After a ride: each passenger with a result, the odometer, a remark."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from kursplaner.basics.errors import Refused
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import ActKind, RideStatus, SeatResult
from kursplaner.planning.rides import results
from kursplaner.planning.rides.results import RideOutcome, SeatOutcome
from kursplaner.store.queries.rides.rides import Passenger, RideRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.look.theme import theme
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    Elide,
    Text,
    TextField,
    scrolled,
)

REASON_HINT = "Grund"
NOT_CLOSED = "Ergebnis gespeichert, noch nicht vollständig"


class ResultDialog(FormDialog):
    """All were aboard unless somebody says otherwise; every other result needs a reason.

    Before the ride leaves nobody was; only cancellations can be entered then.
    """

    def __init__(self, context: AppContext, ride: RideRow, parent: QWidget | None = None) -> None:
        super().__init__(context, f"Ergebnis: {tour_title(ride)}", parent, width=640)
        self._ride = ride
        self.results: dict[int, ChoiceField] = {}
        self.reasons: dict[int, TextField] = {}
        with context.workspace.read() as db:
            before = results.odometer_before(db, ride.id)
        begins = ride.odometer_start_km if ride.odometer_start_km is not None else before
        self.begins = TextField(_text(begins), name="Kilometerstand Anfang")
        self.ends = TextField(_text(ride.odometer_end_km), name="Kilometerstand Ende")
        if begins is not None:
            self.ends.setPlaceholderText(f"etwa {begins + round(ride.metres / 1000)}")
        self.remark = TextField(ride.remark, name="Bemerkung")
        self._lay_out()
        self.blames = {
            "odometer_behind": self.begins,
            "odometer_backwards": self.ends,
            "odometer_too_far": self.ends,
        }
        self.begin("Ergebnis speichern", "check", self._enter)

    def _enter(self) -> None:
        outcome = self._outcome()
        ride = f"Fahrt {tour_title(self._ride)}"
        self.act(
            ActKind.RIDE_RESULT_ENTERED,
            lambda db: results.enter(db, outcome),
            lambda closed: f"{ride}: {'abgeschlossen' if closed else NOT_CLOSED}",
            [("ride", self._ride.id)],
        )

    def _lay_out(self) -> None:
        if self._ride.status == RideStatus.DONE:
            note = "Die Fahrt ist abgeschlossen. Jede Änderung bleibt im Verlauf sichtbar."
            self.body.addWidget(Text(note, "plain", "second", wrap=True))
        self.body.addWidget(self._passengers())
        self.add_line(
            ("Kilometerstand Anfang", self.begins, 1),
            ("Kilometerstand Ende", self.ends, 1),
            ("Bemerkung", self.remark, 2),
        )

    def _passengers(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(6))
        for row, passenger in enumerate(self._ride.passengers):
            self._add(grid, row, passenger)
        if not self._ride.passengers:
            grid.addWidget(Text("Auf dieser Fahrt ist niemand eingeplant."), 0, 0)
        for column, share in enumerate((3, 3, 4)):
            grid.setColumnStretch(column, share)
        return scrolled(inside, height=40 * max(1, min(8, len(self._ride.passengers))))

    def _add(self, grid: QGridLayout, row: int, passenger: Passenger) -> None:
        name = shown(passenger.name, hidden=self._context.names_hidden)
        options = [Choice(key.value, word) for key, word in choices(SeatResult)]
        untold = passenger.result == SeatResult.OPEN and results.has_left(self._ride.starts)
        result = SeatResult.DONE.value if untold else passenger.result
        field = ChoiceField(options, result, name=f"Ergebnis {name}")
        reason = TextField(passenger.result_reason, name=f"Grund {name}", hint=REASON_HINT)
        field.chosen.connect(lambda _key, seat=passenger.seat_id: self._look(seat))
        self.results[passenger.seat_id], self.reasons[passenger.seat_id] = field, reason
        grid.addWidget(Elide(name, "strong"), row, 0)
        grid.addWidget(field, row, 1)
        grid.addWidget(reason, row, 2)
        self._look(passenger.seat_id)

    def _look(self, seat_id: int) -> None:
        needed = results.needs_reason(self.results[seat_id].current())
        self.reasons[seat_id].setVisible(needed)

    def _outcome(self) -> RideOutcome:
        seats = {
            key: SeatOutcome(SeatResult(field.current()), self.reasons[key].text())
            for key, field in self.results.items()
        }
        return RideOutcome(
            self._ride.id,
            self._ride.version,
            seats,
            _number(self.begins.text()),
            _number(self.ends.text()),
            self.remark.text(),
        )


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int | None:
    bare = text.strip().replace(".", "").removesuffix("km").strip()
    if not bare:
        return None
    if not bare.isdigit():
        raise Refused("odometer_unreadable", text=text.strip())
    return int(bare)
