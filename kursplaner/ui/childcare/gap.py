"""The red line over the board: from when on there are too few carers, and who could help."""

from __future__ import annotations

from collections.abc import Callable

from kursplaner.desk.childcare_board import CareBoard
from kursplaner.desk.wording import childcare as words
from kursplaner.desk.wording.words import days
from kursplaner.planning.childcare.day_ratio import CarerFix
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.widgets import Button, MessageCard


def gap_card(
    board: CareBoard, fill: Callable[[CarerFix], None], *, hidden: bool
) -> MessageCard | None:
    """Return the sentence with its buttons, or None where there are always enough."""
    if not board.gap or board.slot is None:
        return None
    worst = min(board.gap, key=lambda step: step.free)
    there = [
        shown(carer.name, hidden=hidden)
        for carer in board.slot.carers
        if carer.person_id in worst.carers
    ]
    strong, sentence = words.gap_text(
        board.gap[0].starts, -worst.free, worst.weight, worst.allowed, there
    )
    card = MessageCard(strong, sentence)
    for fix in board.fixes:
        name = shown(fix.name, hidden=hidden)
        when = f"bis {days.clock(fix.ends)}" if fix.stays else f"ab {days.clock(fix.starts)}"
        button = Button(f"{name} {when}", icon="clock" if fix.stays else "user-plus")
        button.clicked.connect(lambda _=False, chosen=fix: fill(chosen))
        card.add(button)
    return card
