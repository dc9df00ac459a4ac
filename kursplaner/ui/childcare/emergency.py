"""The emergency page: every child that is here, whom to call, what a doctor must know."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.childcare_board import (
    EmergencyChild,
    collector_lines,
    emergency_text,
    facts_text,
)
from kursplaner.desk.printing.moment import emergency_sheet_of
from kursplaner.desk.wording.callees import callees_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.sheets import emergency_sheet
from kursplaner.ui.childcare.door_dialogs import call_tone
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.sheet_dialog import SheetDialog
from kursplaner.ui.widgets import Card, IconLabel, Text
from kursplaner.ui.widgets.texts import Tone


class EmergencyDialog(SheetDialog):
    """Read at a glance, or copied as text."""

    def __init__(
        self,
        context: AppContext,
        children: tuple[EmergencyChild, ...],
        now: datetime,
        parent: QWidget | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__(context, "Notfallblatt", now, parent, width=640)
        self._hidden = hidden
        self.body.addWidget(Text(f"{counted(len(children), 'child')} anwesend", "strong"))
        text = emergency_text(children, now, hidden=hidden)
        sheet = emergency_sheet_of(context.workspace.settings, children, now)
        self.fill(self._list(children), text, sheet, emergency_sheet.draw, hidden=hidden)

    def _list(self, children: tuple[EmergencyChild, ...]) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for child in children:
            column.addWidget(self._card(child))
        if not children:
            column.addWidget(Text("Gerade ist kein Kind da."))
        return inside

    def _card(self, child: EmergencyChild) -> Card:
        card = Card(margin=12, spacing=4)
        card.body.addWidget(Text(names.shown(child.name, hidden=self._hidden), "head", wrap=True))
        facts = facts_text(child, self._now.date(), hidden=self._hidden)
        card.body.addWidget(Text(facts, "plain", "second", wrap=True))
        for text in () if self._hidden else child.health:
            card.body.addLayout(_line("shield-alert", "warning", text))
        for route in child.calls:
            who = callees_text(route, hidden=self._hidden)
            card.body.addLayout(_line("phone", call_tone(route), f"{route.value}   {who}"))
        if not child.calls:
            card.body.addLayout(_line("phone-off", "bad", "Keine Telefonnummer hinterlegt"))
        for text in collector_lines(replace(child, may_not_collect=()), hidden=self._hidden):
            card.body.addLayout(_line("user-check", "good", text))
        for text in collector_lines(replace(child, may_collect=()), hidden=self._hidden):
            card.body.addLayout(_line("ban", "bad", text))
        return card


def _line(icon: str, tone: Tone, text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme().px(8))
    line.addWidget(IconLabel(icon, tone, 15), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(text, wrap=True), 1)
    return line
