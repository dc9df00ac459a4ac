"""What a search for a timetable found: moves, what has no place, wishes that clash."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording import timetable as words
from kursplaner.desk.wording.words.counts import counted, number
from kursplaner.planning.timetable.laying_out import TimetablePlan
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Card, ChipRow, Choice, PrimaryButton, Row, RowList, Text


class ResultView(QWidget):
    """The cards of one result; hidden until there is one.

    Attributes:
        keep: the button that stores it as a draft.
        courses: whose changes that takes over, where there are several.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Ergebnis der Suche")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        head = Card()
        self.ended = Text("", "note", "second", wrap=True)
        self.summary = Text("", "strong", wrap=True)
        self.keep = PrimaryButton("Als Entwurf öffnen", "notebook-pen")
        head.body.addWidget(self.summary)
        head.body.addWidget(self.ended)
        self.which = Text("Was Sie übernehmen", "label", "second")
        self.courses = ChipRow((), name="Was Sie übernehmen")
        self.courses.changed.connect(self._allow)
        head.body.addWidget(self.which)
        head.body.addWidget(self.courses)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        head.body.addLayout(row)
        column.addWidget(head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme().px(12))
        column.addLayout(self._cards)
        self.hide()

    def show_plan(self, plan: TimetablePlan) -> None:
        """Show a plan."""
        self._clear()
        self.ended.show_text(words.ended_sentence(plan))
        self.summary.show_text(words.summary(plan))
        self.keep.setVisible(bool(plan.changes))
        self.keep.setEnabled(True)
        numbers = {str(move.course_id): move.number for move in plan.moves}
        self.courses.show_choices([Choice(*pair) for pair in numbers.items()], tuple(numbers))
        for part in (self.which, self.courses):
            part.setVisible(len(numbers) > 1)
        for card in (_clash(plan), _parked(plan), _moves(plan), _costs(plan)):
            if card is not None:
                self._cards.addWidget(card)
        self.show()

    def chosen(self) -> frozenset[int]:
        """Return the courses whose changes are wanted."""
        return frozenset(int(key) for key in self.courses.chosen_keys())

    def _allow(self, _keys: object = None) -> None:
        self.keep.setEnabled(bool(self.courses.chosen_keys()))

    def _clear(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _list_card(title: str, lines: list[tuple[str, str, str, str]]) -> Card:
    card = Card(title, margin=0)
    rows = RowList()
    for head, rest, icon, tone in lines:
        rows.add(Row(head, rest, icon=icon, icon_tone=tone, wrap=True))  # type: ignore[arg-type]
    card.body.addWidget(rows)
    return card


def _moves(plan: TimetablePlan) -> Card | None:
    if not plan.moves:
        return None
    lines = []
    for move in plan.moves:
        sentence = words.move_sentence(move).removeprefix(f"{move.number}: ")
        rest = "\n".join(line for line in (sentence, words.stay_sentence(move)) if line)
        lines.append((f"{move.number} {move.title}", rest, "repeat-2", "second"))
    return _list_card(f"Was sich ändert: {counted(plan.lessons, 'lesson')}", lines)


def _parked(plan: TimetablePlan) -> Card | None:
    if not plan.parked:
        return None
    lines = [
        (
            f"{series.number} {series.title}",
            words.parked_sentence(series).removeprefix(f"{series.number}: "),
            "circle-dashed",
            "bad",
        )
        for series in plan.parked
    ]
    return _list_card(f"Ohne Platz: {number(len(lines))}", lines)


def _clash(plan: TimetablePlan) -> Card | None:
    if plan.clash is None:
        return None
    lines = [(line, "", "triangle-alert", "bad") for line in words.clash_sentences(plan.clash)]
    lines += [
        (words.price_sentence(wish), "", "corner-down-right", "second")
        for wish in plan.clash.wishes
    ]
    return _list_card(words.CLASH_HEAD.rstrip(":"), lines)


def _costs(plan: TimetablePlan) -> Card | None:
    lines = [
        (aim, f"vorher {number(before)}, nachher {number(after)} Punkte", "gauge", "second")
        for aim, before, after in words.cost_rows(plan)
    ]
    return _list_card("Was die Wünsche kosten", lines) if lines and plan.moves else None
