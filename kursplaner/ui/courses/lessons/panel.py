"""The inspector of a lesson: where it stands, its chain with states, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from kursplaner.desk.lessons.card import ChainLink, LessonCard
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.ui.conflicts.acts import acceptance_tool
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, IconLabel, Inspector, Pill, Row, RowList, Text

MOST_CONFLICTS = 3
HALF = 132
"""The room for each of two buttons side by side in the inspector, beside its scroll bar."""


@dataclass(frozen=True, slots=True)
class LessonAct:
    """A button of the inspector."""

    text: str
    icon: str
    run: Callable[[], object]
    enabled: bool = True
    tip: str = ""


def show_lesson(
    inspector: Inspector,
    card: LessonCard,
    acts: Sequence[LessonAct],
    context: AppContext | None = None,
) -> None:
    """Fill the inspector with a lesson; with a context its conflicts can be accepted there."""
    inspector.begin(card.over, card.row.title, card.subtitle)
    if card.cancelled:
        inspector.add(Pill(f"fällt aus: {card.cancelled}", "bad"))
    inspector.add(chain(card.links))
    if card.conflicts:
        inspector.space(4)
        add_conflicts(inspector, card.conflicts, context)
    inspector.space(12)
    inspector.add(act_grid(acts))
    inspector.finish()


def chain(links: Iterable[ChainLink]) -> RowList:
    """Return room, teacher, childcare and rides as rows with a pill each."""
    rows = RowList()
    for link in links:
        pill = Pill(link.state, link.tone or "neutral") if link.state else None  # type: ignore[arg-type]
        row = Row(link.title, link.subtitle, icon=link.icon, tool=pill, margin=0, wrap=True)
        row.setAccessibleName(", ".join(p for p in (link.title, link.subtitle, link.state) if p))
        rows.add(row)
    return rows


def act_grid(acts: Sequence[LessonAct]) -> QWidget:
    """Return the buttons two by two; one too long for half the inspector has its own line."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(theme().px(8))
    row = column = 0
    for act in acts:
        button = Button(act.text, icon=act.icon, tip=act.tip, parent=holder)
        button.setEnabled(act.enabled)
        button.clicked.connect(_caller(act.run))
        button.ensurePolished()
        long = button.sizeHint().width() > theme().px(HALF)
        if long and column:
            row, column = row + 1, 0
        grid.addWidget(button, row, column, 1, 2 if long else 1)
        row, column = (row + 1, 0) if long or column else (row, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return holder


def add_conflicts(
    inspector: Inspector, conflicts: Sequence[Conflict], context: AppContext | None = None
) -> None:
    """Append a card for each of the gravest conflicts."""
    for conflict in conflicts[:MOST_CONFLICTS]:
        inspector.add(conflict_card(conflict, context))
        inspector.space(4)
    rest = len(conflicts) - MOST_CONFLICTS
    if rest > 0:
        more = "1 weiterer" if rest == 1 else f"{rest} weitere"
        inspector.add(Text(f"und {more} im Verlauf der Termine", "note", "second"))


def conflict_card(conflict: Conflict, context: AppContext | None = None) -> Card:
    """Return a conflict as a sentence in a card; with a context it can be accepted there."""
    tone = "bad" if conflict.hard else "warning"
    card = Card(spacing=4, tone="alert" if conflict.hard else "surface")
    card.setAccessibleName(sentence(conflict))
    title = word(conflict.kind)
    tool = acceptance_tool(context, conflict) if context is not None else None
    card.body.addWidget(_Heading(f"{title[0].upper()}{title[1:]}", tone, tool))
    card.body.addWidget(Text(sentence(conflict), wrap=True))
    return card


class _Heading(QWidget):
    """An icon and a title in the tone of the weight."""

    def __init__(self, title: str, tone: str, tool: QWidget | None = None) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(8))
        grid.addWidget(IconLabel("triangle-alert", tone), 0, 0)  # type: ignore[arg-type]
        grid.addWidget(Text(title, "head", tone, wrap=True), 0, 1)  # type: ignore[arg-type]
        grid.setColumnStretch(1, 1)
        if tool is not None:
            grid.addWidget(tool, 0, 2)


def _caller(run: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        run()

    return call
