"""The emergency page: every child that is here, whom to call, what a doctor must know."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.desk.childcare_board import (
    EmergencyChild,
    collector_lines,
    emergency_text,
    facts_text,
)
from kursplaner.desk.printing.moment import emergency_paper
from kursplaner.desk.wording.callees import callees_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.sheets import emergency_sheet
from kursplaner.ui.childcare.door_dialogs import call_tone
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.at_once import add_signs_note, print_at_once
from kursplaner.ui.widgets import Button, Card, Dialog, IconLabel, Text
from kursplaner.ui.widgets.texts import Tone


class EmergencyDialog(Dialog):
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
        super().__init__(f"Notfallblatt, {now.hour}:{now.minute:02} Uhr", parent, width=640)
        self.text = emergency_text(children, now, hidden=hidden)
        self._hidden, self._now, self._context = hidden, now, context
        self._sheet = emergency_paper(context.workspace.settings, children, now)
        self.body.addWidget(Text(f"{counted(len(children), 'child')} anwesend", "strong"))
        self.signs = add_signs_note(self.body, self._sheet, hidden=hidden)
        self.body.addWidget(self._list(children), 1)
        self.print_button = self.add_button(Button("Drucken", icon="printer"))
        self.print_button.clicked.connect(self.print_sheet)
        self.print_button.setEnabled(not hidden)
        copy = self.add_button(Button("Text kopieren", icon="copy"))
        copy.clicked.connect(self.copy)
        self.add_button(Button("Schließen", "primary"), accepts=True)

    def copy(self) -> None:
        """Put the page on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    def print_sheet(self) -> None:
        """Send the sheet to the printer; without one show it, and keep no file of it."""
        pdf = io.BytesIO()
        count = emergency_sheet.draw(self._sheet, pdf)
        moment = f"{self._now:%H-%M}"
        print_at_once(self._context, pdf.getvalue(), count, "Notfallblatt", moment, self)

    def _list(self, children: tuple[EmergencyChild, ...]) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumHeight(theme().px(360))
        inside = QWidget()
        inside.setProperty("ground", "background")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for child in children:
            column.addWidget(self._card(child))
        if not children:
            column.addWidget(Text("Gerade ist kein Kind da."))
        column.addStretch(1)
        area.setWidget(inside)
        return area

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
