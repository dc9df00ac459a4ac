"""What goes along with a merge, as a card, and the person as she is then, at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kursplaner.desk.people.merge_view import After, AlongRow
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Card,
    Divider,
    Elide,
    IconLabel,
    Inspector,
    Pill,
    PrimaryButton,
    Row,
    Text,
    ValueRow,
)

TWO_RECORDS = "aus zwei Einträgen"
HEADS = ("Was mitgeht", "danach")
LABEL = 156


class AlongCard(Card):
    """Which courses, marks, children, rides … hang on each record, and on the one that stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self._inside: QWidget | None = None

    def show_rows(self, names: tuple[str, str], rows: Sequence[AlongRow]) -> None:
        """Show what goes along."""
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, theme().px(LABEL))
        for column, stretch in enumerate((0, 9, 9, 7)):
            grid.setColumnStretch(column, stretch)
        heads = (HEADS[0], *names, HEADS[1])
        for column, head in enumerate(heads):
            label = Text(head, "head") if column == 0 else Elide(head, "note", "second")
            grid.addWidget(_cell(label, column), 0, column)
        for at, row in enumerate(rows, start=1):
            grid.addWidget(Divider(), 2 * at - 1, 0, 1, 4)
            for column, widget in enumerate(_texts(row)):
                grid.addWidget(_cell(widget, column, row.icon), 2 * at, column)
        self.body.addWidget(self._inside)
        self.setVisible(bool(rows))


def _texts(row: AlongRow) -> tuple[QWidget, ...]:
    return (
        Elide(row.label, "strong"),
        Elide(row.first),
        Elide(row.second),
        Elide(row.after, "strong"),
    )


def _cell(widget: QWidget, column: int, icon: str = "") -> QWidget:
    cell = QWidget()
    line = QHBoxLayout(cell)
    side = theme().px(16)
    line.setContentsMargins(
        side if column == 0 else 0, theme().px(8), side if column == 3 else 0, theme().px(8)
    )
    line.setSpacing(theme().px(8))
    if column == 0 and icon:
        line.addWidget(IconLabel(icon, "second"))
    line.addWidget(widget, 1)
    return cell


def show_after(inspector: Inspector, after: After, button: PrimaryButton) -> None:
    """Show the person as she is then, and the button that makes her so."""
    inspector.begin("Danach", after.name, after.subtitle)
    if after.own_script:
        inspector.add(Elide(after.own_script, "strong", "second"))
    inspector.space(4)
    for label, text in after.values:
        inspector.add(ValueRow(label, text))
    if after.family:
        inspector.section("Familie", small=True)
        for name, joined in after.family:
            pill = Pill(TWO_RECORDS, "accent", "git-merge") if joined else None
            inspector.add(Row(name, tool=pill, margin=0))
            inspector.divider()
    if after.courses:
        inspector.section("Kurse", small=True)
        for title, number, state, tone in after.courses:
            pill = Pill(state, tone)  # type: ignore[arg-type]
            inspector.add(Row(title, number, tool=pill, margin=0))
            inspector.divider()
    inspector.space(8)
    for sentence in after.good:
        inspector.add(_said(sentence, "check", "good"))
    for sentence in after.warnings:
        inspector.add(_said(sentence, "circle-alert", "warning"))
    inspector.space(8)
    inspector.add(button)
    inspector.add(_said("Ein Schritt, mit Strg+Z zurück in zwei Einträge.", "undo-2", "second"))
    inspector.finish()


def _said(sentence: str, icon: str, tone: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, theme().px(2), 0, theme().px(2))
    row.setSpacing(theme().px(8))
    row.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
    row.addWidget(Text(sentence, "plain", tone, wrap=True), 1)  # type: ignore[arg-type]
    return line
