"""After a ride: each passenger with a result, the odometer, a remark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import ActKind, RideStatus, SeatResult
from kursplaner.planning.rides import results
from kursplaner.planning.rides.results import RideOutcome, SeatOutcome
from kursplaner.store.queries.rides.rides import Passenger, RideRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Elide,
    Field,
    PrimaryButton,
    Text,
    TextField,
)

REASON_HINT = "Grund"


class ResultDialog(Dialog):
    """All were aboard unless somebody says otherwise; every other result needs a reason.

    Before the ride leaves nobody was; only cancellations can be entered then.
    """

    def __init__(self, context: AppContext, ride: RideRow, parent: QWidget | None = None) -> None:
        super().__init__(f"Ergebnis: {tour_title(ride)}", parent, width=640)
        self._context, self._ride = context, ride
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
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(PrimaryButton("Ergebnis speichern", "check"))
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self.store)

    def store(self) -> None:
        """Store the results and close; a complaint keeps the dialog open."""
        try:
            outcome = self._outcome()
            subjects = [("ride", self._ride.id)]
            with self._context.workspace.change(ActKind.RIDE_RESULT_ENTERED, subjects) as db:
                closed = results.enter(db, outcome)
        except KursplanerError as error:
            self._complaint.show_text(sentence(error))
            self._complaint.show()
            return
        self.accept()
        end = "abgeschlossen" if closed else "Ergebnis gespeichert, noch nicht vollständig"
        self._context.notice(f"Fahrt {tour_title(self._ride)}: {end}", undo=True)

    def _lay_out(self) -> None:
        if self._ride.status == RideStatus.DONE:
            note = "Die Fahrt ist abgeschlossen. Jede Änderung bleibt im Verlauf sichtbar."
            self.body.addWidget(Text(note, "plain", "second", wrap=True))
        self.body.addWidget(self._passengers())
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(Field("Kilometerstand Anfang", self.begins), 1)
        line.addWidget(Field("Kilometerstand Ende", self.ends), 1)
        line.addWidget(Field("Bemerkung", self.remark), 2)
        self.body.addLayout(line)
        self._complaint = Text("", "plain", "bad", wrap=True)
        self._complaint.hide()
        self.body.addWidget(self._complaint)

    def _passengers(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("ground", "background")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme().px(4), 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(6))
        for row, passenger in enumerate(self._ride.passengers):
            self._add(grid, row, passenger)
        if not self._ride.passengers:
            grid.addWidget(Text("Auf dieser Fahrt ist niemand eingeplant."), 0, 0)
        for column, share in enumerate((3, 3, 4)):
            grid.setColumnStretch(column, share)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = max(1, min(8, len(self._ride.passengers)))
        area.setMinimumHeight(theme().px(40) * rows)
        area.setWidget(inside)
        return area

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
