"""The inspector of a proposal: where to, what goes along, what stands against, ways out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.lessons.move_fixes import Fix
from kursplaner.desk.wording.changes.consequences import move_line, stay_lines
from kursplaner.desk.wording.conflicts.of_a_lesson import standing_line
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.ui.calendar.moving import Moving, Proposal
from kursplaner.ui.calendar.reach import ALL, REACH, REST
from kursplaner.ui.courses.lessons.panel import chain, conflict_card
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Dialog,
    Field,
    Inspector,
    PrimaryButton,
    Segmented,
    Text,
    TextField,
)

MOST_SHOWN = 3


class MovePanel:
    """Fills the inspector with the open proposal.

    Attributes:
        take_over: the button that stores it; collect: puts it into the open draft instead.
    """

    def __init__(self, inspector: Inspector, moving: Moving, window: QWidget) -> None:
        self._inspector = inspector
        self._moving = moving
        self._window = window
        self.take_over = PrimaryButton("Übernehmen")
        self.collect = Button("In den Entwurf", "link")
        self.reach: Segmented | None = None
        self.ways_out: list[Button] = []

    def show(self, proposal: Proposal) -> None:
        """Show a proposal; the first button takes it over unless something stops it."""
        inspector = self._inspector
        inspector.begin("Verschieben", proposal.title, f"bisher {proposal.over}")
        inspector.add(self._card(proposal))
        inspector.space(8)
        inspector.add(chain(proposal.links))
        if proposal.plan.conflicts:
            inspector.space(8)
            self._add_conflicts(proposal)
        inspector.finish()

    def _card(self, proposal: Proposal) -> Card:
        plan = proposal.plan
        card = Card(spacing=8, tone="accent")
        card.body.addWidget(Text(proposal.head, "head"))
        lines = " ".join([move_line(plan), standing_line(plan.conflicts)]).strip()
        text = "\n".join([lines, *stay_lines(plan.untouched)])
        card.body.addWidget(Text(text, wrap=True))
        self.reach = Segmented(REACH, proposal.wish.reach, name="Wie weit", stretch=True)
        self.reach.chosen.connect(self._reach_chosen)
        card.body.addWidget(self.reach)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        self.take_over = PrimaryButton("Übernehmen")
        self.take_over.setEnabled(not proposal.hard)
        self.take_over.clicked.connect(self._moving.apply)
        discard = Button("Verwerfen", "quiet")
        discard.clicked.connect(self._moving.discard)
        row.addWidget(self.take_over)
        row.addWidget(discard)
        row.addStretch(1)
        card.body.addLayout(row)
        self.collect = Button("In den Entwurf", "link", tip="Nur vormerken, der Plan bleibt")
        self.collect.clicked.connect(self._moving.collect)
        card.body.addWidget(self.collect)
        return card

    def _add_conflicts(self, proposal: Proposal) -> None:
        conflicts = proposal.plan.conflicts
        hard = [conflict for conflict in conflicts if conflict.hard]
        shown: list[Conflict] = [*hard, *(conflict for conflict in conflicts if not conflict.hard)]
        self.ways_out = []
        for at, conflict in enumerate(shown[:MOST_SHOWN]):
            card = conflict_card(conflict)
            if at == 0 and hard:
                self._add_ways_out(card, proposal)
            self._inspector.add(card)
            self._inspector.space(4)
        rest = len(shown) - MOST_SHOWN
        if rest > 0:
            note = "und 1 weiteren Hinweis" if rest == 1 else f"und {rest} weitere"
            self._inspector.add(Text(note, "note", "second"))

    def _add_ways_out(self, card: Card, proposal: Proposal) -> None:
        card.body.addSpacing(theme().px(4))
        for fix in proposal.ways_out:
            button = Button(fix.text, icon=fix.icon)
            button.clicked.connect(_Take(self._moving, fix))
            card.body.addWidget(button)
            self.ways_out.append(button)
        anyway = Button("Trotzdem, mit Begründung …", "link")
        anyway.clicked.connect(self._ask_reason)
        card.body.addWidget(anyway)

    def _reach_chosen(self, key: str) -> None:
        self._moving.reach(from_here_on=key == REST, all_of_them=key == ALL)

    def _ask_reason(self) -> None:
        box = Dialog("Trotzdem verschieben", self._window, width=440)
        line = TextField(name="Begründung", hint="zum Beispiel: mit allen abgesprochen")
        box.body.addWidget(Field("Begründung; sie bleibt am Konflikt stehen", line))
        box.add_button(Button("Abbrechen"), rejects=True)
        box.add_button(Button("Konflikt annehmen", "primary"), accepts=True)
        box.accepted.connect(lambda: self._moving.accept(line.text()))
        box.open()
        line.setFocus()


class _Take:
    """Tries a way out."""

    def __init__(self, moving: Moving, fix: Fix) -> None:
        self._moving, self._fix = moving, fix

    def __call__(self) -> None:
        self._moving.take(self._fix)
