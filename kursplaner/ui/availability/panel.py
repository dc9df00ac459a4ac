"""What other hours change: each group with its ways out, hours a week, one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kursplaner.desk.wording import availability as wording
from kursplaner.planning.availability.changing import AvailabilityPlan, Misfit
from kursplaner.planning.availability.ways import Way
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Divider,
    IconLabel,
    Inspector,
    PrimaryButton,
    Text,
)
from kursplaner.ui.widgets.texts import Tone

OVER = "Was sich ändert"
NOTHING = "Malen Sie die Woche, oder tragen Sie eine Ausnahme ein. Hier steht, was das ändert."
TONES: dict[str, Tone] = {"good": "good", "warning": "warning", "bad": "bad"}
SHOWN = 12
"""Groups shown with their ways; more are told by number, the best way is taken."""


class LoadBar(QWidget):
    """A share of a whole as a bar."""

    def __init__(self, share: float, tone: str) -> None:
        super().__init__()
        self._share, self._tone = max(0.0, min(1.0, share)), tone

    def sizeHint(self) -> QSize:
        return QSize(theme().px(96), theme().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        high, radius = theme().px(8), theme().px(4)
        box = QRectF(0, (self.height() - high) / 2, self.width(), high)
        painting.frame(painter, box, radius, theme().c("shade"))
        if self._share > 0:
            filled = QRectF(box.left(), box.top(), max(high, box.width() * self._share), high)
            painting.frame(painter, filled, radius, theme().c(self._tone))


class ChangePanel:
    """Fills the inspector with a plan; knows which ways are chosen.

    Attributes:
        chosen: the key of the chosen way by that of its group.
        take_over, discard: the buttons, None while nothing changes.
    """

    def __init__(
        self, inspector: Inspector, store: Callable[[], None], discard: Callable[[], None]
    ) -> None:
        self._inspector, self._store, self._discard = inspector, store, discard
        self._plan: AvailabilityPlan | None = None
        self._groups: list[QButtonGroup] = []
        self._hours: QWidget | None = None
        self.radios: dict[tuple[str, str], QRadioButton] = {}
        self.chosen: dict[str, str] = {}
        self.take_over: Button | None = None
        self.discard: Button | None = None

    def show_nothing(self, sentence: str = NOTHING) -> None:
        """Say that nothing changes, or what is wrong."""
        self._begin(None)
        self._inspector.begin(OVER)
        self._inspector.add(Text(sentence, "plain", "second", wrap=True))
        self._inspector.finish()

    def show_plan(self, plan: AvailabilityPlan, name: str, since: date, *, hidden: bool) -> None:
        """Show what a plan touches; what was chosen before stays chosen where it is offered."""
        before = self.chosen
        self._begin(plan)
        self.chosen = {
            misfit.group.key: key
            for misfit in plan.misfits
            for key in [before.get(misfit.group.key)]
            if key is not None and any(way.key == key for way in misfit.ways)
        }
        headline = wording.headline(plan)
        self._inspector.begin(OVER, headline, wording.subline(plan, since))
        for misfit in plan.misfits[:SHOWN]:
            self._inspector.add(self._card(misfit, name, hidden=hidden))
            self._inspector.space(8)
        if len(plan.misfits) > SHOWN:
            rest = wording.counted_records([each.group for each in plan.misfits[SHOWN:]])
            text = f"Dazu {rest}: dort gilt der beste Ausweg."
            self._inspector.add(Text(text, "plain", "second", wrap=True))
        self._add_hours(since)
        self._add_buttons()
        self._inspector.finish()

    def _begin(self, plan: AvailabilityPlan | None) -> None:
        self._plan, self._groups, self.radios = plan, [], {}
        self.chosen, self.take_over, self.discard, self._hours = {}, None, None, None

    def _card(self, misfit: Misfit, name: str, *, hidden: bool) -> Card:
        group = misfit.group
        card = Card(tone="alert", margin=12, spacing=4)
        title = wording.group_title(group)
        card.setAccessibleName(title)
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(IconLabel("triangle-alert", "bad"))
        head.addWidget(Text(title, "strong", "bad", wrap=True), 1)
        card.body.addLayout(head)
        card.body.addWidget(Text(wording.group_text(group, name), "plain", wrap=True))
        buttons = QButtonGroup(card)
        self._groups.append(buttons)
        taken = misfit.way(self.chosen.get(group.key))
        for way in misfit.ways:
            card.body.addWidget(Divider())
            card.body.addWidget(self._way(misfit, way, buttons, hidden=hidden))
            self.radios[group.key, way.key].setChecked(way is taken)
        return card

    def _way(self, misfit: Misfit, way: Way, buttons: QButtonGroup, *, hidden: bool) -> QWidget:
        group = misfit.group
        title = wording.way_title(way, group, hidden=hidden)
        note, tone = wording.way_note(way, group)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        column.setSpacing(0)
        radio = QRadioButton(title)
        radio.setAccessibleName(f"{title}: {note}")
        radio.clicked.connect(lambda: self._choose(group.key, way.key))
        buttons.addButton(radio)
        self.radios[group.key, way.key] = radio
        column.addWidget(radio)
        text = Text(note, "note", TONES.get(tone, "second"), wrap=True)
        text.setContentsMargins(theme().px(24), 0, 0, 0)
        column.addWidget(text)
        return holder

    def _choose(self, group: str, way: str) -> None:
        self.chosen[group] = way
        if self.take_over is not None and self._plan is not None:
            self.take_over.show_text(wording.take_over(self._plan, self.chosen))

    def _add_hours(self, since: date) -> None:
        plan = self._plan
        if plan is None or not plan.minutes_before:
            return
        self._inspector.section("Stunden je Woche")
        after = plan.minutes_after(self.chosen)
        rows = (("bisher", plan.minutes_before), (f"ab {since:%d.%m.}", after))
        most = plan.limit or max(minutes for _, minutes in rows)
        for label, minutes in rows:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().px(12))
            row.addWidget(Text(label), 1)
            full = plan.limit is not None and minutes >= plan.limit
            over = plan.limit is not None and minutes > plan.limit
            tone = "bad" if over else "warning" if full else "good"
            row.addWidget(LoadBar(minutes / most, tone))
            row.addWidget(Text(wording.hours_a_week(minutes, plan.limit)))
            self._inspector.add(line)

    def _add_buttons(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.take_over = PrimaryButton(wording.take_over(plan, self.chosen), "check")
        self.take_over.clicked.connect(self._store)
        self.discard = Button("Verwerfen", "quiet")
        self.discard.clicked.connect(self._discard)
        note = Text(wording.ONE_STEP, "note", "second", wrap=True)
        for part in (self.take_over, self.discard, note):
            self._inspector.add_foot(part)
