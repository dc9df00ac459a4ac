"""The inspector of a proposal: what it does, what goes along and stands against it, ways out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.lessons.proposals import Proposal, way_out
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.ui.calendar.proposing import Proposing
from kursplaner.ui.courses.lessons.panel import chain, conflict_card
from kursplaner.ui.courses.lessons.reach import reach_field
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


class ProposalPanel:
    """Fills the inspector with the open proposal.

    Attributes:
        take_over: the button that stores it; collect: puts a move into the open draft instead;
            anyway: asks for the reason with which something hard is taken on.
        reach: how far it goes; None for what stands alone.
    """

    def __init__(self, inspector: Inspector, proposing: Proposing, window: QWidget) -> None:
        self._inspector = inspector
        self._proposing = proposing
        self._window = window
        self.take_over = PrimaryButton("Übernehmen")
        self.collect = Button("In den Entwurf", "link")
        self.anyway = Button("Trotzdem, mit Begründung …", "link")
        self.reach: Segmented | None = None
        self.ways_out: list[Button] = []

    def show(self, proposal: Proposal) -> None:
        """Show a proposal; the first button takes it over unless something stops it."""
        inspector = self._inspector
        inspector.begin(proposal.task, proposal.row.title, proposal.before)
        inspector.add(self._card(proposal))
        if proposal.links:
            inspector.space(8)
            inspector.add(chain(proposal.links))
        self.ways_out = []
        if proposal.plan.conflicts:
            inspector.space(8)
            self._add_conflicts(proposal)
        inspector.finish()

    def _card(self, proposal: Proposal) -> Card:
        card = Card(spacing=8, tone="accent")
        card.body.addWidget(Text(proposal.head, "head"))
        card.body.addWidget(Text("\n".join(proposal.lines), wrap=True))
        self.reach = None
        if proposal.reach is not None:
            self.reach = reach_field(proposal.reach)
            self.reach.chosen.connect(self._proposing.reach_to)
            card.body.addWidget(self.reach)
        card.body.addLayout(self._buttons(proposal))
        if isinstance(proposal.wish, MoveWish):
            self.collect = Button("In den Entwurf", "link", tip="Nur vormerken, der Plan bleibt")
            self.collect.clicked.connect(self._proposing.collect)
            card.body.addWidget(self.collect)
        return card

    def _buttons(self, proposal: Proposal) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        self.take_over = PrimaryButton("Übernehmen")
        self.take_over.setEnabled(not proposal.plan.hard)
        self.take_over.clicked.connect(self._proposing.apply)
        discard = Button("Verwerfen", "quiet")
        discard.clicked.connect(self._proposing.discard)
        line.addWidget(self.take_over)
        line.addWidget(discard)
        line.addStretch(1)
        return line

    def _add_conflicts(self, proposal: Proposal) -> None:
        conflicts = proposal.plan.conflicts
        for at, conflict in enumerate(conflicts[:MOST_SHOWN]):
            card = conflict_card(conflict)
            if at == 0 and conflict.hard:
                self._add_ways_out(card, proposal)
            self._inspector.add(card)
            self._inspector.space(4)
        rest = len(conflicts) - MOST_SHOWN
        if rest > 0:
            note = "und 1 weiterer Hinweis" if rest == 1 else f"und {rest} weitere Hinweise"
            self._inspector.add(Text(note, "note", "second"))

    def _add_ways_out(self, card: Card, proposal: Proposal) -> None:
        card.body.addSpacing(theme().px(4))
        for way in proposal.ways_out:
            icon, text = way_out(proposal.row, proposal.wish, way)
            button = Button(text, icon=icon)
            button.clicked.connect(lambda _=False, wish=way.wish: self._proposing.propose(wish))
            card.body.addWidget(button)
            self.ways_out.append(button)
        self.anyway = Button("Trotzdem, mit Begründung …", "link")
        self.anyway.clicked.connect(self._ask_reason)
        card.body.addWidget(self.anyway)

    def _ask_reason(self) -> None:
        box = Dialog("Trotzdem, mit Begründung", self._window, width=440)
        line = TextField(name="Begründung", hint="zum Beispiel: mit allen abgesprochen")
        box.body.addWidget(Field("Begründung; sie bleibt am Konflikt stehen", line))
        box.add_button(Button("Abbrechen"), rejects=True)
        box.add_button(Button("Konflikt annehmen", "primary"), accepts=True)
        box.accepted.connect(lambda: self._proposing.accept(line.text()))
        box.open()
        line.setFocus()
