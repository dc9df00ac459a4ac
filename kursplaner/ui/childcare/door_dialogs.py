"""At the door: who collects, why somebody does not come, whom to call."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.callees import callees_text
from kursplaner.desk.wording.errors.sentences import refusal
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.relations import relation_word
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.childcare import daycare
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.store.queries.people.child_calls import CallRoute
from kursplaner.store.queries.people.child_cards import CollectorCard
from kursplaner.ui.childcare.content import shown
from kursplaner.ui.childcare.inspector import forbidden_card
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Dialog,
    Field,
    IconButton,
    PrimaryButton,
    RowList,
    Text,
    TextField,
    TimeField,
    WholeRow,
)
from kursplaner.ui.widgets.scrolling import Area
from kursplaner.ui.widgets.texts import Tone

SOMEBODY_ELSE = "?"
NO_TIME = "Bitte tragen Sie die Uhrzeit ein."
MOST_ROUTES = 8
LONG_LABEL = 30
"""Signs of a name that the choice shows for sure; a longer one stands below it as well."""
ROUTE_ICONS = {"phone": "phone", "messenger": "message-circle", "email": "mail"}


class CollectDialog(FormDialog):
    """Notes who takes a child home; an objection asks for a reason, nothing else stops it."""

    def __init__(
        self,
        context: AppContext,
        child: SlotChild,
        cards: tuple[CollectorCard, ...],
        at: tuple[date, int],
        parent: QWidget | None = None,
    ) -> None:
        hidden = context.names_hidden
        title = f"{shown(child.name, hidden=hidden)} wird abgeholt"
        super().__init__(context, title, parent, width=440)
        self._child, self._cards, self._day = child, cards, at[0]
        allowed = [card for card in cards if card.allowed]
        choices = [Choice(card.name, collector_label(card, hidden=hidden)) for card in allowed]
        choices.append(Choice(SOMEBODY_ELSE, "Jemand anderes …"))
        self.who = ChoiceField(choices, name="Wer holt ab?")
        self.other = TextField(name="Name", hint="Vorname Nachname")
        self.time = TimeField(at[1], name="Uhrzeit")
        self.ask_reason("Begründung", "z. B. Mutter hat am Telefon zugestimmt")
        self._lay_out()
        self.blames = {"collector_missing": self.other, "collected_before_brought": self.time}
        changed = (self.who.chosen, self.other.textChanged)
        self.begin("Abholung eintragen", "log-out", self._collect, self._look, changed)

    def _collect(self) -> None:
        """Store the collection and close."""
        minute = self.time.value()
        if minute is None:
            self.complain(NO_TIME, self.time)
            return
        at, by, why = minute_of(self._day, minute), self._name(), self.accept_reason
        who = shown(self._child.name, hidden=self._context.names_hidden)
        self.act(
            ActKind.CHILD_COLLECTED,
            lambda db: daycare.collect(db, self._child.place_id, at, by, why),
            f"{who} abgeholt um {days.clock(at)}",
            [("person", self._child.child_id)],
        )

    def _lay_out(self) -> None:
        for card in self._cards:
            if card.forbidden:
                hidden = self._context.names_hidden
                self.body.addWidget(forbidden_card(card, hidden=hidden))
        self.add_line(("Wer holt ab?", self.who, 3), ("Uhrzeit", self.time, 1))
        self.whole_name = Text("", "strong", wrap=True)
        self.body.addWidget(self.whole_name)
        self._other = Field("Name", self.other)
        self.body.addWidget(self._other)

    def _name(self) -> str:
        chosen = self.who.current()
        return self.other.text().strip() if chosen == SOMEBODY_ELSE else chosen

    def _look(self) -> Outlook:
        """Ask for what the choice needs: a name, a reason."""
        other = self.who.current() == SOMEBODY_ELSE
        name = self._name()
        word = daycare.objection(self._cards, name) if name else ""
        self._other.setVisible(other)
        label = self.who.currentText()
        self.whole_name.show_text(label)
        self.whole_name.setVisible(len(label) > LONG_LABEL)
        self.adjustSize()
        shown_name = names.initials(name) if self._context.names_hidden else name
        told = refusal(word, {"name": shown_name}) if word else ""
        return Outlook(told, tone="bad", asks_reason=bool(word))


class ExcuseDialog(Dialog):
    """Asks in one line why a child does not come today."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, width=420)
        self.reason = TextField(name="Grund", hint="z. B. krank, Anruf der Mutter")
        self.reason.textChanged.connect(self._look)
        self.body.addWidget(Field("Grund", self.reason))
        self.add_button(Button("Abbrechen"), rejects=True)
        self._store = self.add_button(PrimaryButton("Entschuldigen", "thermometer"), accepts=True)
        self._look()

    def _look(self) -> None:
        self._store.setEnabled(bool(self.reason.text().strip()))


class CallDialog(Dialog):
    """The ways to reach a family, in order; each number is copied with one click."""

    def __init__(
        self,
        name: str,
        routes: tuple[CallRoute, ...],
        parent: QWidget | None = None,
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__(f"Anrufen wegen {name}", parent, width=460)
        self.copied = ""
        rows = RowList(top_line=False)
        area = scrolled(rows, most=MOST_ROUTES, count=len(routes))
        for route in routes:
            copy = IconButton("copy", f"{route.value} kopieren")
            copy.clicked.connect(lambda _=False, value=route.value: self.copy(value))
            value = "verborgen" if hidden else route.value
            icon = ROUTE_ICONS.get(route.kind, "phone")
            about = callees_text(route, hidden=hidden)
            rows.add(
                WholeRow(value, about, icon=icon, icon_tone=call_tone(route), tool=copy, margin=4)
            )
        self.body.addWidget(area)
        if not routes:
            self.body.addWidget(Text("Es ist kein Kontaktweg hinterlegt.", wrap=True))
        self._said = Text("", "note", "good")
        self.body.addWidget(self._said)
        self.add_button(Button("Schließen", "primary"), accepts=True)

    def copy(self, value: str) -> None:
        """Put a number on the clipboard and say so."""
        QGuiApplication.clipboard().setText(value)
        self.copied = value
        self._said.show_text("Kopiert.")


def scrolled(rows: RowList, *, most: int, count: int) -> QWidget:
    """Return rows as they are, or in an area to scroll where there are too many for a screen."""
    if count <= most:
        return rows
    area = Area(400)
    area.setWidget(rows)
    return area


def call_tone(route: CallRoute) -> Tone:
    """Return the colour of a number: red where only somebody barred is reached."""
    return "bad" if all(callee.barred for callee in route.callees) else "second"


def collector_label(card: CollectorCard, *, hidden: bool) -> str:
    """Return "Rima Haddad, Mutter", or initials while names are hidden."""
    name = names.initials(card.name) if hidden else names.spoken(card.name)
    relation = relation_word(card.relation)
    return f"{name}, {relation}" if relation else name
