"""A ride that nobody drives, at the right: who could, another vehicle, a taxi, or called off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk import ride_changes
from kursplaner.desk.wording import ride_changes as wording
from kursplaner.desk.wording.rides import tour_title
from kursplaner.desk.wording.words.kinds import WORDS
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.planning.rides import nobody_drives
from kursplaner.planning.rides.nobody_drives import Offer, Offers
from kursplaner.store.queries.rides.rides import RideRow
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Field,
    Inspector,
    Row,
    Text,
)

REASONS = (CancelReason.DRIVER_ILL, CancelReason.SNOW, CancelReason.STRIKE, CancelReason.OTHER)


def offers_of(context: AppContext, ride: RideRow) -> Offers | None:
    """Return the ways out for a ride, or None where it has begun."""
    try:
        with context.workspace.read() as db:
            return nobody_drives.offers(db, ride.id)
    except KursplanerError:
        return None


class WaysOut:
    """Adds the ways out to the inspector.

    Attributes:
        buttons: those shown last, in their order.
    """

    def __init__(self, context: AppContext, inspector: Inspector, parent: QWidget) -> None:
        self._context, self._inspector, self._parent = context, inspector, parent
        self.buttons: list[Button] = []

    def show(self, ride: RideRow) -> None:
        """Show what can be done about a ride that lacks driver or vehicle."""
        self.buttons = []
        found = offers_of(self._context, ride)
        if found is None:
            return
        self._inspector.section("Wer fährt stattdessen?")
        for offer in found.drivers:
            self._add_offer(ride, offer, other_vehicle=False)
        for offer in found.vehicles:
            self._add_offer(ride, offer, other_vehicle=True)
        if not found.drivers and not found.vehicles:
            text = "Niemand ist zu dieser Zeit mit einem passenden Fahrzeug frei."
            self._inspector.add(Text(text, "plain", "second", wrap=True))
        self._inspector.space(4)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        taxi = self._button("Taxi", "phone", lambda: self.taxi(ride))
        off = self._button("Absagen", "x", lambda: self.call_off(ride))
        for button in (taxi, off):
            line.addWidget(button, 1)
        self._inspector.add(row)
        self._inspector.divider()

    def taxi(self, ride: RideRow) -> None:
        """Ask for a taxi."""
        TaxiDialog(self._context, ride, self._parent).open()

    def call_off(self, ride: RideRow) -> None:
        """Ask why a ride is called off."""
        CallOffDialog(self._context, ride, self._parent).open()

    def _add_offer(self, ride: RideRow, offer: Offer, *, other_vehicle: bool) -> None:
        hidden = self._context.names_hidden
        name = wording.offer_name(offer, other_vehicle=other_vehicle, hidden=hidden)
        button = self._button("Einteilen", "check", lambda: self._take(ride, offer, name))
        button.setAccessibleName(f"Einteilen: {name}")
        icon = "bus" if other_vehicle else "user-check"
        row = Row(name, wording.offer_note(offer), icon=icon, tool=button, margin=0, wrap=True)
        self._inspector.add(row)

    def _button(self, text: str, icon: str, do: Callable[[], None]) -> Button:
        button = Button(text, icon=icon)
        button.clicked.connect(do)
        self.buttons.append(button)
        return button

    def _take(self, ride: RideRow, offer: Offer, name: str) -> None:
        act(
            self._context,
            ActKind.RIDE_CHANGED,
            lambda db: nobody_drives.take(db, ride.id, offer.vehicle.id, offer.driver.id),
            f"Tour {tour_title(ride)}: {name}",
            [("ride", ride.id)],
        )


class TaxiDialog(FormDialog):
    """What to order, to be copied, and the one button by which a taxi drives the tour."""

    def __init__(self, context: AppContext, ride: RideRow, parent: QWidget | None = None) -> None:
        super().__init__(context, f"Taxi für die Tour {tour_title(ride)}", parent)
        self._ride = ride
        self.order = "\n".join(wording.taxi_order(ride))
        self.body.addWidget(Text(self.order, wrap=True))
        copy = Button("Bestellung kopieren", icon="copy")
        copy.clicked.connect(self.copy)
        self.foot.insertWidget(0, copy)
        self.begin("Taxi fährt", "check", self._store, self._look)

    def copy(self) -> None:
        """Put the order on the clipboard."""
        QGuiApplication.clipboard().setText(self.order)

    def _look(self) -> Outlook:
        text = (
            "Bestellen Sie das Taxi selbst. Halte, Zeiten und Fahrgäste bleiben; Fahrzeug und"
            " Fahrer:in sind für diese Zeit frei."
        )
        return Outlook(text, tone="second")

    def _store(self) -> None:
        self.act(
            ActKind.RIDE_CHANGED,
            lambda db: nobody_drives.order_taxi(db, self._ride.id),
            f"Tour {tour_title(self._ride)}: ein Taxi fährt",
            [("ride", self._ride.id)],
        )


class CallOffDialog(FormDialog):
    """Why a ride is called off, and who has none then."""

    def __init__(self, context: AppContext, ride: RideRow, parent: QWidget | None = None) -> None:
        super().__init__(context, f"Tour {tour_title(ride)} absagen", parent)
        self._ride = ride
        words = WORDS[CancelReason]
        usual = CancelReason.DRIVER_ILL if ride.driver_id is None else CancelReason.OTHER
        choices = [Choice(reason.value, words[reason]) for reason in REASONS]
        self.reason = ChoiceField(choices, usual.value, name="Grund")
        self.body.addWidget(Field("Grund", self.reason))
        self.body.addStretch(1)
        self.begin("Absagen", "x", self._store, self._look, focus=self.reason)

    def _look(self) -> Outlook:
        with self._context.workspace.read() as db:
            offers = nobody_drives.offers(db, self._ride.id)
            hidden = self._context.names_hidden
            people = ride_changes.people(db, offers.passengers, hidden=hidden)
        return Outlook(wording.without_ride(people))

    def _store(self) -> None:
        reason = CancelReason(self.reason.current())
        self.act(
            ActKind.RIDE_CHANGED,
            lambda db: nobody_drives.call_off(db, self._ride.id, reason),
            f"Tour {tour_title(self._ride)} abgesagt",
            [("ride", self._ride.id)],
        )
