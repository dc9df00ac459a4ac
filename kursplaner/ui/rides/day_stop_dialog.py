"""Another stop for one day: where somebody boards, or is set down, on that date alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kursplaner.desk import ride_changes
from kursplaner.desk.wording.rides import place_name
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind, Direction
from kursplaner.planning.rides import other_stop
from kursplaner.planning.rides.other_stop import BOTH, OtherStop, StopWish
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import Choice, ChoiceField, Field, Segmented
from kursplaner.ui.widgets.texts import Tone

USUAL = "0"
WAYS = {
    "both": BOTH,
    "out": frozenset((Direction.OUT,)),
    "back": frozenset((Direction.BACK,)),
}


class DayStopDialog(FormDialog):
    """Stop and direction for one day; says whose times change, or why nobody can stop there."""

    def __init__(
        self,
        context: AppContext,
        day: date,
        person: tuple[int, str],
        way: str = "both",
        parent: QWidget | None = None,
    ) -> None:
        self._person, name = person
        super().__init__(context, f"{name}: anderer Halt am {days.short_day(day)}", parent)
        self._day = day
        self._plan: OtherStop | None = None
        with context.workspace.read() as db:
            stops = stop_rows(db)
        known = [Choice(str(s.id), place_name(s.name, s.municipality)) for s in stops]
        self.stop = ChoiceField([Choice(USUAL, "Wie sonst"), *known], USUAL, name="Haltepunkt")
        ways = [Choice("both", "Hin und zurück"), Choice("out", "Hin"), Choice("back", "Zurück")]
        self.way = Segmented(ways, way, name="Gilt für")
        self.body.addWidget(Field("Haltepunkt nur an diesem Tag", self.stop))
        self.body.addWidget(self.way)
        changed = (self.stop.chosen, self.way.chosen)
        self.begin("Übernehmen", "check", self._store, self._look, changed, self.stop)

    def _look(self) -> Outlook:
        self._plan = None
        stop = int(self.stop.current() or USUAL) or None
        wish = StopWish(self._person, self._day, stop, WAYS[self.way.current()])
        with self._context.workspace.read() as db:
            plan = other_stop.propose(db, wish)
            lines = ride_changes.of_stop(db, plan, hidden=self._context.names_hidden)
        self._plan = None if plan.blocked else plan
        tone: Tone = "bad" if plan.blocked else "text"
        return Outlook("\n".join(lines), ready=not plan.blocked, tone=tone)

    def _store(self) -> None:
        plan = self._plan
        if plan is not None:
            self.act(
                ActKind.RIDE_CHANGED,
                lambda db: other_stop.apply(db, plan),
                f"Haltepunkt am {days.short_day(self._day)}: {self.stop.currentText()}",
                [("person", self._person)],
            )
