"""What stands against the shown period, one cause after the other, beneath the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.desk.wording.conflicts import groups as wording
from kursplaner.planning.conflicts.grouping import ConflictGroup
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Card, Elide, IconButton, IconLabel, Text
from kursplaner.ui.widgets.cards import Row
from kursplaner.ui.widgets.pages.inspector import Inspector

MOST = 10


class ConflictStrip(Card):
    """One line: the cause, how often, which of how many, and the way to what helps."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(horizontal=True, margin=12, spacing=8, parent=parent)
        self.setAccessibleName("Konflikte dieser Tage")
        self._context = context
        self._groups: tuple[ConflictGroup, ...] = ()
        self._at = 0
        self._icon = IconLabel("triangle-alert", "bad")
        self.title, self.detail = Elide("", "strong"), Elide("", "plain", "second")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self.count = Text("", "plain", "second")
        self._back = IconButton("chevron-left", "Voriger Konflikt", framed=True)
        self._back.clicked.connect(lambda: self.step(-1))
        self._next = IconButton("chevron-right", "Nächster Konflikt", framed=True)
        self._next.clicked.connect(lambda: self.step(1))
        self.solve = Button("Lösen", icon="list-checks")
        self.solve.clicked.connect(self._open)
        self.body.addWidget(self._icon)
        self.body.addLayout(words, 1)
        for widget in (self.count, self._back, self._next, self.solve):
            self.body.addWidget(widget)
        self.setFixedHeight(theme().px(56))
        self.hide()

    def show_groups(self, groups: Sequence[ConflictGroup]) -> None:
        """Show the first cause; keeps the one in view while it is still there."""
        before = self._groups[self._at].id if self._groups else ""
        self._groups = tuple(groups)
        ids = [group.id for group in groups]
        self._at = ids.index(before) if before in ids else 0
        self.step(0)

    def step(self, steps: int) -> None:
        """Go to the next cause or back, round and round."""
        if not self._groups:
            return
        self._at = (self._at + steps) % len(self._groups)
        group, hidden = self._groups[self._at], self._context.names_hidden
        self.set_tone("alert" if group.first.hard else "surface")
        self._icon.show_icon("triangle-alert", "bad" if group.first.hard else "warning")
        self.title.show_text(wording.title(group, hidden=hidden))
        self.detail.show_text(wording.detail(group, hidden=hidden))
        self.count.show_text(f"{self._at + 1} von {len(self._groups)}")
        several = len(self._groups) > 1
        self._back.setVisible(several)
        self._next.setVisible(several)

    def _open(self) -> None:
        if self._groups:
            self._context.go("conflicts", conflict_id=self._groups[self._at].id)


def list_groups(inspector: Inspector, context: AppContext, groups: Sequence[ConflictGroup]) -> None:
    """Fill the inspector with the causes of the shown period while no lesson is chosen."""
    inspector.begin("", "In diesen Tagen")
    for group in groups[:MOST]:
        row = Row(
            wording.title(group, hidden=context.names_hidden),
            wording.detail(group, hidden=context.names_hidden),
            icon="triangle-alert",
            icon_tone="bad" if group.first.hard else "warning",
            margin=0,
            wrap=True,
        )
        show = _Show(context, group.id)
        row.clicked.connect(show)
        row.activated.connect(show)
        inspector.add(row.make_clickable())
        inspector.divider()
    rest = len(groups) - MOST
    if rest > 0:
        inspector.add(Text(f"und {rest} weitere", "note", "second"))
    inspector.finish()


class _Show:
    """Opens the conflicts at one cause."""

    def __init__(self, context: AppContext, key: str) -> None:
        self._context, self._key = context, key

    def __call__(self) -> None:
        self._context.go("conflicts", conflict_id=self._key)
