"""The Land, a second one for neighbours, and the days on which the town is closed."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from kursplaner.desk.wording.conflicts.sentences import saved_sentence
from kursplaner.desk.wording.words.days import period
from kursplaner.desk.wording.words.lands import LANDS
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.holidays.closing_days import add_closing_days, remove_closing_days
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceField,
    DateField,
    IconButton,
    Row,
    RowList,
    Text,
    TextField,
    beside,
)

LAST_DAY = date(2200, 1, 1)
ON_DAYS_OFF = (ConflictKind.CLOSING_DAY,)


class LandSection(Section):
    """Where holidays come from, and closing days of one's own."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            context,
            "Land und Schließtage",
            "Feiertage und Schulferien kommen aus dem Kalender des Landes; wer an einer"
            " Landesgrenze liegt, nimmt ein zweites dazu.",
        )
        lands = [Choice(key, name) for key, name in LANDS]
        self.land = ChoiceField(lands, name="Land")
        self.second = ChoiceField([Choice("", "keines"), *lands], name="Zweites Land")
        self.land.chosen.connect(lambda key: self.store({"calendar.land": key}))
        self.second.chosen.connect(lambda key: self.store({"calendar.second_land": key}))
        card = Card(margin=20)
        card.body.addLayout(beside(("Land", self.land, 1), ("Zweites Land", self.second, 1)))
        self.column.addWidget(card)
        self.column.addWidget(self._closing_card())
        self.column.addStretch(1)

    def refresh(self) -> None:
        settings = self.context.workspace.settings
        self.land.choose(settings.text("calendar.land"))
        self.second.choose(settings.text("calendar.second_land"))
        with self.context.workspace.read() as db:
            rows = closing_days(db, self.context.today(), LAST_DAY)
        self._rows.clear()
        if not rows:
            self._rows.add(Row("Keine Schließtage", "zum Beispiel Brückentage, Betriebsausflug"))
        for closing in rows:
            gone = IconButton("x", f"Schließtag entfernen: {closing.name}")
            gone.clicked.connect(lambda _=False, key=closing.id: self.remove(key))
            when = period(closing.first_day, closing.last_day)
            self._rows.add(Row(closing.name, when, icon="calendar-x", tool=gone))

    def add(self) -> None:
        """Store the days written at the foot."""
        first = self.first.value()
        if first is None:
            self.first.setFocus()
            return
        last = self.last.value() or first

        def work(db: Db) -> list[Conflict]:
            days = max(first, self.context.today()), last
            before = {conflict.id for conflict in find(db, *days, ON_DAYS_OFF)}
            add_closing_days(db, first, last, self.name.text())
            found = find(db, *days, ON_DAYS_OFF)
            return [conflict for conflict in found if conflict.id not in before]

        if self.act(work, partial(saved_sentence, "Schließtag eingetragen")):
            self.name.clear()
            self.first.set_value(None)
            self.last.set_value(None)
            self.refresh()

    def remove(self, key: int) -> None:
        """Take closing days away."""
        if self.act(lambda db: remove_closing_days(db, key), "Schließtag entfernt"):
            self.refresh()

    def _closing_card(self) -> Card:
        card = Card("Schließtage", margin=0, spacing=0)
        self._rows = RowList()
        card.body.addWidget(self._rows)
        self.name = TextField(name="Anlass", hint="Anlass")
        self.first = DateField(name="Erster Tag")
        self.last = DateField(name="Letzter Tag")
        add = Button("Eintragen", icon="plus")
        add.clicked.connect(self.add)
        self.name.returnPressed.connect(self.add)
        foot = QHBoxLayout()
        side = theme().px(16)
        foot.setContentsMargins(side, theme().px(12), side, side)
        foot.setSpacing(theme().px(8))
        foot.addWidget(self.name, 3)
        foot.addWidget(self.first, 2)
        foot.addWidget(Text("bis", "plain", "second"))
        foot.addWidget(self.last, 2)
        foot.addWidget(add)
        card.body.addLayout(foot)
        return card
