"""The cards of a day: its figures and rules, and those who could not be taken."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.desk.ride_board import RideBoard
from kursplaner.desk.wording import rides as words
from kursplaner.desk.wording.words.counts import counted, number
from kursplaner.planning.rides.day import RuleCheck, RuleKind
from kursplaner.planning.rides.day_plan import LeftBehind
from kursplaner.ui.look.theme import theme
from kursplaner.ui.rides.content import shown
from kursplaner.ui.widgets import (
    Button,
    Card,
    Elide,
    Figure,
    IconLabel,
    Pill,
    Row,
    RowList,
    Text,
)

MOST_FIGURES = 2


class PlanCard(Card):
    """How many ride on a day, and each rule with its state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Plan für den Tag", margin=0, spacing=0, parent=parent)
        self.setMinimumWidth(theme().px(280))
        self._figures = QHBoxLayout()
        side = theme().px(16)
        self._figures.setContentsMargins(side, 0, side, theme().px(12))
        self._figures.setSpacing(theme().px(12))
        self.body.addLayout(self._figures)
        self._rules = RowList()
        self.body.addWidget(self._rules)
        self.body.addStretch(1)

    def show_day(self, board: RideBoard, *, hidden: bool) -> None:
        """Show another day."""
        while self._figures.count():
            item = self._figures.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for figure in board.figures[:MOST_FIGURES]:
            label = f"{figure.part} hin"
            note = f"von {counted(figure.wanted, 'person', dative=True)}"
            self._figures.addWidget(Figure(str(figure.taken), label, note), 1)
        rides = counted(len(board.rides), "ride")
        self._figures.addWidget(Figure(number(round(board.metres / 1000)), "Kilometer", rides), 1)
        self._rules.clear()
        for rule in board.rules:
            self._rules.add(_rule(_named(rule, hidden=hidden)))
        if not board.rules:
            self._rules.add(Row("An diesem Tag fährt niemand.", icon="bus"))


class LeftCard(Card):
    """Those who have no seat: who, why, and the one button that helps.

    Signals:
        help_wanted(object): the LeftBehind whose button was clicked.
    """

    help_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Nicht eingeplant", margin=0, spacing=0, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = Pill("", "bad")
        self.head.add_beside(self._count)
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.buttons: list[Button] = []

    def show_day(self, board: RideBoard, *, hidden: bool) -> None:
        """Show another day; hidden when everybody has a seat."""
        self.setVisible(bool(board.left))
        self._count.show_state(str(len(board.left)), "bad")
        self._rows.clear()
        self.buttons = []
        for left_behind in board.left:
            self._rows.add(self._row(left_behind, board, hidden=hidden))

    def _row(self, left_behind: LeftBehind, board: RideBoard, *, hidden: bool) -> QWidget:
        who, where = words.left_who(left_behind, shown(left_behind.name, hidden=hidden), board.day)
        if hidden:
            who = counted(left_behind.heads, "person")
        row = QWidget()
        reason = words.left_reason(left_behind)
        row.setAccessibleName(f"{who}, {where}: {reason}")
        line = QHBoxLayout(row)
        line.setContentsMargins(theme().px(16), theme().px(8), theme().px(12), theme().px(8))
        line.setSpacing(theme().px(12))
        icon = (
            "armchair"
            if left_behind.reason in {"child_seat", "booster", "infant_carrier"}
            else "clock"
        )
        line.addWidget(IconLabel(icon, "bad"), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Elide(who, "strong"))
        lines.addWidget(Elide(where, "plain", "second"))
        line.addLayout(lines, 4)
        line.addWidget(Text(reason, wrap=True), 5, Qt.AlignmentFlag.AlignVCenter)
        icon, text, act = words.left_fix(left_behind)
        if act:
            button = Button(text, icon=icon)
            button.clicked.connect(lambda: self.help_wanted.emit(left_behind))
            self.buttons.append(button)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def _named(rule: RuleCheck, *, hidden: bool) -> RuleCheck:
    """Shorten or hide the name of a driver; vehicles keep theirs."""
    name = rule.facts.get("name")
    if rule.kind is not RuleKind.DRIVER_CREDENTIAL or not isinstance(name, str):
        return rule
    return replace(rule, facts={**rule.facts, "name": shown(name, hidden=hidden)})


def _rule(rule: RuleCheck) -> Row:
    icon, title, line, state = words.rule_words(rule)
    return Row(title, line, icon=icon, tool=Pill(state, words.TONES[rule.state]))  # type: ignore[arg-type]
