"""The plan of an absence changes: until when it lasts, and what takes place again."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.desk.absences.call_list import CallList
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.domain.kinds import AbsenceKind
from kursplaner.planning.absences import replanning
from kursplaner.planning.absences.reach import DAY
from kursplaner.store.queries.absences.calls import contact_cards
from kursplaner.ui.absences.acts import AbsenceActs
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import DateField, TimeField

WHOLE_DAYS = frozenset({AbsenceKind.PERSON.value})


class PlanDialog(FormDialog):
    """Asks until when an absence lasts; says what drives again, and who is to be called."""

    def __init__(
        self,
        context: AppContext,
        acts: AbsenceActs,
        calls: CallList,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "Plan ändern", parent, width=480)
        self._acts, self._row = acts, calls.absence
        ends = self._row.ends
        at = ends - minute_of(day_of(ends - 1))
        self.day = DateField(day_of(ends - 1), name="Gilt bis einschließlich")
        self.time = TimeField(at if at < DAY else None, name="Uhrzeit, leer für den ganzen Tag")
        self.again = QCheckBox("Abgesagtes danach findet wieder statt")
        self.again.setChecked(True)
        parts: list[tuple[str, QWidget, int]] = [("Gilt bis einschließlich", self.day, 1)]
        if self._row.kind not in WHOLE_DAYS:
            parts.append(("Uhrzeit, leer: ganzer Tag", self.time, 1))
        self.add_line(*parts)
        self.body.addWidget(self.again)
        changed = (self.day.changed, self.time.changed, self.again.toggled)
        focus = self.time if len(parts) > 1 else self.day
        self.begin("Plan ändern", "check", self._store, self._look, changed, focus)

    def _until(self) -> int | None:
        day = self.day.value()
        if day is None:
            return None
        at = self.time.value() if self._row.kind not in WHOLE_DAYS else None
        return minute_of(day, DAY if at is None else at)

    def _look(self) -> Outlook:
        until = self._until()
        if until is None:
            return Outlook("Bitte geben Sie an, bis wann der Ausfall gilt.", ready=False)
        with self._context.workspace.rehearse() as db:
            done = replanning.propose(
                db, self._acts.absence_id, until, restore=self.again.isChecked()
            )
            known = contact_cards(db, done.to_call)
            cards = [known[key] for key in done.to_call if key in known]
        hidden = self._context.names_hidden
        who = [names.initials(c.name) if hidden else names.short(c.name) for c in cards]
        text = wording.replanned_text("", done, 0).removeprefix("; ")
        called = f"Anzurufen: {listed(who)}." if who else "Niemand ist anzurufen."
        return Outlook(f"{text[:1].upper()}{text[1:]}. {called}" if text else called)

    def _store(self) -> None:
        until = self._until()
        if until is not None and self._acts.replan(
            until, restore=self.again.isChecked(), refused=self.refuse
        ):
            self.accept()
