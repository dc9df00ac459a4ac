"""What the page shows: the figures by subject, and what is missing for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kursplaner.desk.exports.proof import Gap, figure_text
from kursplaner.exchange.funder.indicators import Indicator
from kursplaner.exchange.funder.workbook import BLOCKS
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Row, RowList, Text, ValueRow

COLUMNS = 2


class FigureCard(Card):
    """All figures of the workbook's first sheet, in its blocks."""

    def __init__(self) -> None:
        super().__init__("Diese Zahlen stehen in der Datei")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(32))
        self._grid.setVerticalSpacing(theme().px(16))
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self.values: dict[str, str] = {}

    def show_figures(self, figures: Sequence[Indicator]) -> None:
        """Show other figures."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        by_key = {figure.key: figure for figure in figures}
        self.values = {key: figure_text(figure) for key, figure in by_key.items()}
        for place, (title, keys) in enumerate(BLOCKS):
            rows = [(by_key[key].title, self.values[key]) for key in keys if key in by_key]
            self._grid.addWidget(_block(title, rows), place // COLUMNS, place % COLUMNS)


def _block(title: str, rows: Sequence[tuple[str, str]]) -> QWidget:
    block = QWidget()
    block.setAccessibleName(title)
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Text(title, "head"))
    for label, value in rows:
        column.addWidget(ValueRow(label, value, right=True))
    column.addStretch(1)
    return block


class GapCard(Card):
    """What is missing, each with the way there."""

    def __init__(self, go: Callable[[Gap], None]) -> None:
        super().__init__("Vorher zu klären", margin=0, spacing=0)
        self._go = go
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.buttons: list[Button] = []

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show other gaps; without any, that nothing is missing."""
        self._rows.clear()
        self.buttons = []
        if not gaps:
            words = "Anwesenheit, Fahrten und Angaben zu Personen sind vollständig."
            self._rows.add(Row("Es fehlt nichts", words, icon="circle-check", icon_tone="good"))
        for gap in gaps:
            tool = self._button(gap) if gap.place else None
            icon, tone = ("circle-alert", "warning") if gap.place else ("info", "second")
            self._rows.add(
                Row(gap.title, gap.reason, icon=icon, icon_tone=tone, tool=tool)  # type: ignore[arg-type]
            )

    def _button(self, gap: Gap) -> Button:
        button = Button(gap.verb, name=f"{gap.verb}: {gap.title}")
        button.clicked.connect(lambda: self._go(gap))
        self.buttons.append(button)
        return button
