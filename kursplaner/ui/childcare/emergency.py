"""The emergency page: every child that is here, whom to call, what a doctor must know."""

from __future__ import annotations

import io
from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.desk.care_board import EmergencyChild, emergency_text
from kursplaner.desk.papers import letterhead
from kursplaner.desk.wording import names
from kursplaner.desk.wording.counts import counted
from kursplaner.desk.wording.languages import languages_text
from kursplaner.desk.wording.people import age_text
from kursplaner.documents import emergency_sheet
from kursplaner.documents.emergency_sheet import EmergencySheet, PresentChild
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.at_once import print_at_once
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import Button, Card, Dialog, Elide, IconLabel, Text


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
        self._hidden, self._now = hidden, now
        self.body.addWidget(Text(f"{counted(len(children), 'child')} anwesend", "strong"))
        self.body.addWidget(self._list(children), 1)
        self._context, self._children = context, children
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
        count = emergency_sheet.draw(self._sheet(), pdf)
        moment = f"{self._now:%H-%M}"
        print_at_once(self._context, pdf.getvalue(), count, "Notfallblatt", moment, self)

    def _sheet(self) -> EmergencySheet:
        children = tuple(
            PresentChild(
                name=names.shown(child.name, hidden=False),
                facts=self._facts(child),
                health=child.health,
                calls=tuple((names.shown(who, hidden=False), phone) for who, phone in child.calls),
            )
            for child in self._children
        )
        return EmergencySheet(
            letterhead=letterhead(self._context.workspace.settings),
            day=self._now.date(),
            at=self._now.time(),
            count=counted(len(children), "child"),
            children=children,
        )

    def _facts(self, child: EmergencyChild) -> str:
        facts = (
            age_text(child.birth_date, self._now.date()),
            languages_text(child.languages),
            child.room,
            names.shown(child.carer, hidden=self._hidden) if child.carer else "",
        )
        return " · ".join(part for part in facts if part)

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
        card.body.addWidget(Elide(names.shown(child.name, hidden=self._hidden), "head"))
        card.body.addWidget(Elide(self._facts(child), "plain", "second"))
        for text in () if self._hidden else child.health:
            card.body.addLayout(_line("shield-alert", "warning", text))
        for who, phone in child.calls:
            name = names.shown(who, hidden=self._hidden)
            card.body.addLayout(_line("phone", "second", f"{phone}   {name}"))
        if not child.calls:
            card.body.addLayout(_line("phone-off", "bad", "Keine Telefonnummer hinterlegt"))
        return card


def _line(icon: str, tone: str, text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme().px(8))
    line.addWidget(IconLabel(icon, tone, 15))  # type: ignore[arg-type]
    line.addWidget(Elide(text), 1)
    return line
