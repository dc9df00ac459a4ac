"""Counting guests of an open evening, and an interpreter: the same buttons wherever a lesson is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.desk.lessons.card import LessonCard
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.lessons.guests_dialog import GuestsDialog
from kursplaner.ui.courses.lessons.interpreter_dialog import InterpreterDialog
from kursplaner.ui.courses.lessons.panel import LessonAct
from kursplaner.ui.widgets import Dialog


def extra_acts(
    context: AppContext, card: LessonCard, show: Callable[[Dialog], object], parent: QWidget
) -> Iterator[LessonAct]:
    """Yield what can be entered about a lesson besides its people; `show` opens a dialog."""
    row = card.row
    if card.walk_in:
        begun = clock.has_come(row.starts) and not card.cancelled
        tip = "" if begun else "ab dem Beginn des Termins"
        yield LessonAct(
            "Gäste zählen", "users", lambda: show(GuestsDialog(context, row, parent)), begun, tip
        )
    yield LessonAct(
        "Sprachmittlung",
        "languages",
        lambda: show(InterpreterDialog(context, row, parent)),
        not card.cancelled,
    )
