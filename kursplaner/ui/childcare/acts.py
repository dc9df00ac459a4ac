"""What is done at the door: each act is one record, told in the quiet bar, and undoable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.desk.childcare_board import CareBoard
from kursplaner.desk.wording import childcare
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.childcare import day_ratio, daycare
from kursplaner.planning.childcare.day_ratio import CarerFix
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.queries.people.child_calls import call_routes
from kursplaner.store.queries.people.child_cards import collector_cards
from kursplaner.store.session import Db
from kursplaner.ui.acts import act
from kursplaner.ui.childcare.brought_dialog import BroughtDialog
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.childcare.door_dialogs import CallDialog, CollectDialog, ExcuseDialog
from kursplaner.ui.context import AppContext

CHANGED = ActKind.CHILDCARE_CHANGED


class CareActs:
    """The acts of the board; the page gives it the board as it was read last."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        self._context, self._parent = context, parent
        self.board = CareBoard(context.today())

    def bring(self, child: SlotChild) -> None:
        """Note that a child is here from now on."""
        at = self._minute_now()
        told = f"{self._name(child)} gebracht um {days.clock(at)}"
        self._act(
            ActKind.CHILD_BROUGHT, child, told, lambda db: daycare.bring(db, child.place_id, at)
        )

    def brought(self, child: SlotChild) -> None:
        """Ask when a child was brought and by whom."""
        with self._context.workspace.read() as db:
            cards = collector_cards(db, child.child_id, self.board.day)
        at = (self.board.day, self._minute_now() - minute_of(self.board.day))
        BroughtDialog(self._context, child, cards, at, self._parent).open()

    def collect(self, child: SlotChild) -> None:
        """Ask who collects a child; of an earlier day when the childcare ended, then."""
        with self._context.workspace.read() as db:
            cards = collector_cards(db, child.child_id, self.board.day)
        at = self._minute_now(ends=True) - minute_of(self.board.day)
        CollectDialog(self._context, child, cards, (self.board.day, at), self._parent).open()

    def excuse(self, child: SlotChild) -> None:
        """Ask why a child does not come."""
        dialog = ExcuseDialog(f"{self._name(child)} kommt heute nicht", self._parent)
        dialog.accepted.connect(lambda: self._excused(child, dialog.reason.text()))
        dialog.open()

    def expect(self, child: SlotChild) -> None:
        """Note that an excused child comes after all."""
        told = f"{self._name(child)} kommt doch"
        self._act(CHANGED, child, told, lambda db: daycare.expect(db, child.place_id))

    def assign(self, child: SlotChild, carer_id: int | None) -> None:
        """Give a child to a carer."""
        carers = self.board.slot.carers if self.board.slot else ()
        to = next((carer.name for carer in carers if carer.person_id == carer_id), "")
        whom = shown(to, hidden=self._context.names_hidden) if to else "niemandem"
        told = f"{self._name(child)} ist jetzt bei {whom}"
        self._act(CHANGED, child, told, lambda db: daycare.assign(db, child.place_id, carer_id))

    def call(self, child: SlotChild) -> None:
        """Show whom to call."""
        with self._context.workspace.read() as db:
            routes = call_routes(db, child.child_id, self.board.day)
        hidden = self._context.names_hidden
        CallDialog(self._name(child), routes, self._parent, hidden=hidden).open()

    def spread(self) -> None:
        """Share out the children who have no carer yet."""
        slot = self.board.slot
        if slot is None:
            return
        found = self.board.sharing
        if not found.carers:
            self._context.notice("Im Schlüssel ist bei niemandem mehr Platz.")
        else:
            told = childcare.shared_text(len(found.carers), len(found.left))
            act(self._context, CHANGED, lambda db: daycare.spread(db, slot.id), told)

    def fill_gap(self, fix: CarerFix) -> None:
        """Let a carer stay or come, so that there are enough."""
        name = shown(fix.name, hidden=self._context.names_hidden)
        act(
            self._context,
            CHANGED,
            lambda db: day_ratio.staff(db, fix.slot_id, fix.person_id, fix.starts, fix.ends),
            f"{name} ist da von {days.times(fix.starts, fix.ends)}",
            [("person", fix.person_id)],
        )

    def _excused(self, child: SlotChild, reason: str) -> None:
        told = f"{self._name(child)} ist entschuldigt"
        self._act(CHANGED, child, told, lambda db: daycare.excuse(db, child.place_id, reason))

    def _act(
        self, kind: ActKind, child: SlotChild, told: str, work: Callable[[Db], object]
    ) -> None:
        act(self._context, kind, work, told, [("person", child.child_id)])

    def _name(self, child: SlotChild) -> str:
        return shown(child.name, hidden=self._context.names_hidden)

    def _minute_now(self, *, ends: bool = False) -> int:
        """The minute an act is noted at: now, or where the slot of another day begins or ends."""
        if self.board.day == self._context.today():
            return minute_at(datetime.combine(self.board.day, clock.now().time()))
        slot = self.board.slot
        if slot is None:
            return minute_of(self.board.day)
        return min(slot.ends, minute_of(self.board.day, 1439)) if ends else slot.starts
