"""One conflict at the right: the sentence, what helps and what it costs, and accepting it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording.conflicts import fixes, groups
from kursplaner.desk.wording.conflicts.sentences import shown as shown_conflict
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.planning.conflicts.grouping import ConflictGroup
from kursplaner.planning.fixes.for_all import FixForAll
from kursplaner.planning.fixes.offering import Fix
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Dialog,
    Field,
    IconLabel,
    Inspector,
    Row,
    Text,
    TextField,
)

LOOKING = "Lösungen werden durchgerechnet …"
NONE_FOR_ALL = "Kein einzelner Schritt löst alle. Unten stehen sie einzeln, mit eigenen Auswegen."
MOST_SINGLES = 8
NONE = "Dafür gibt es keine Lösung, die überall aufgeht. Bitte ändern Sie den Plan von Hand."


class ConflictActs(Protocol):
    """What the buttons of the inspector do."""

    def apply(self, fix: Fix) -> None:
        """Take a way out."""

    def collect(self, fix: Fix) -> None:
        """Put a way out into the draft."""

    def accept(self, conflicts: Sequence[Conflict], reason: str) -> None:
        """Take conflicts on."""

    def take_back(self, conflicts: Sequence[Conflict]) -> None:
        """Take their acceptance back."""

    def choose(self, conflict: Conflict) -> None:
        """Bring a single one of a group in hand."""


class ConflictView:
    """Fills the inspector for one conflict after the other.

    Attributes:
        ways: the button of each way out that is shown; collectors: those for the draft.
        accept_button, take_back_button: while they are shown.
    """

    def __init__(self, context: AppContext, inspector: Inspector, acts: ConflictActs) -> None:
        self._context, self._inspector, self._acts = context, inspector, acts
        self.ways: list[Button] = []
        self.collectors: list[Button] = []
        self.accept_button: Button | None = None
        self.take_back_button: Button | None = None

    def show(self, group: ConflictGroup, *, hidden: bool) -> None:
        """Show a conflict, or those of one cause; the ways out follow by `show_fixes`."""
        inspector, first = self._inspector, group.first
        self.ways, self.collectors = [], []
        self.accept_button = self.take_back_button = None
        kind = word(first.kind)
        over = "Konflikt" if first.hard else "Hinweis"
        card = Card(spacing=4, tone="alert" if first.hard else "surface")
        if group.single:
            inspector.begin(over, f"{kind[0].upper()}{kind[1:]}", _when(first))
            card.body.addWidget(Text(shown_conflict(first, hidden=hidden), wrap=True))
            inspector.add(card)
            self._add_links(first)
        else:
            over = f"{len(group.conflicts)} {over}e"
            inspector.begin(over, f"{kind[0].upper()}{kind[1:]}")
            card.body.addWidget(Text(groups.title(group, hidden=hidden), "strong", wrap=True))
            card.body.addWidget(Text(groups.detail(group, hidden=hidden), wrap=True))
            inspector.add(card)
        inspector.section("Was helfen würde" if group.single else "Was für alle helfen würde")
        holder = QWidget()
        self._fixes = QVBoxLayout(holder)
        self._fixes.setContentsMargins(0, 0, 0, 0)
        self._fixes.setSpacing(theme().px(10))
        self._fixes.addWidget(Text(LOOKING, "note", "second", wrap=True))
        inspector.add(holder)
        inspector.space(8)
        self._add_acceptance(group)
        if not group.single:
            self._add_singles(group, hidden=hidden)
        inspector.finish()

    def _add_singles(self, group: ConflictGroup, *, hidden: bool) -> None:
        """List the single ones, each with the way to it."""
        self._inspector.section("Einzeln")
        for conflict in group.conflicts[:MOST_SINGLES]:
            text = shown_conflict(conflict, hidden=hidden)
            row = Row(_when(conflict), text, icon="chevron-right", margin=0, wrap=True)
            choose = _Choose(self._acts.choose, conflict)
            row.clicked.connect(choose)
            row.activated.connect(choose)
            self._inspector.add(row.make_clickable())
            self._inspector.divider()
        rest = len(group.conflicts) - MOST_SINGLES
        if rest > 0:
            self._inspector.add(Text(f"und {rest} weitere in der Liste", "note", "second"))

    def show_fixes(self, ways: Sequence[Fix], *, together: bool = False) -> None:
        """Show the ways out, the cheapest first."""
        while (item := self._fixes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        real = [fix for fix in ways if not fix.needs_reason]
        for at, fix in enumerate(real):
            self._fixes.addWidget(self._way(fix, first=at == 0))
        if not real:
            text = NONE_FOR_ALL if together else NONE
            self._fixes.addWidget(Text(text, "note", "second", wrap=True))

    def show_nothing(self, text: str) -> None:
        """Show that no conflict is in hand."""
        self.ways, self.collectors = [], []
        self._inspector.show_nothing(text)

    def _way(self, fix: Fix, *, first: bool) -> Card:
        hidden = self._context.names_hidden
        together = isinstance(fix, FixForAll)
        text = groups.fix_text(fix, hidden=hidden)
        card = Card(margin=12, spacing=4)
        card.setAccessibleName(text)
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(IconLabel(fixes.ICONS[fix.kind], "second"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Text(text, "strong", wrap=True), 1)
        card.body.addLayout(head)
        hints = [] if hidden else fixes.new_hints(fix)
        costs = "\n".join([fixes.cost_line(fix), *hints])
        card.body.addWidget(Text(costs, "note", "second", wrap=True))
        verb = "Alle übernehmen" if together else "Übernehmen"
        take = Button(verb, "primary" if first else "plain", name=f"{text}: übernehmen")
        take.clicked.connect(_Run(self._acts.apply, fix))
        collect = Button("In den Entwurf", "link", name=f"{text}: in den Entwurf")
        collect.clicked.connect(_Run(self._acts.collect, fix))
        line = QHBoxLayout()
        line.addWidget(take)
        line.addWidget(collect)
        line.addStretch(1)
        card.body.addLayout(line)
        self.ways.append(take)
        self.collectors.append(collect)
        return card

    def _add_links(self, conflict: Conflict) -> None:
        lesson = next(
            (subject.id for subject in conflict.subjects if subject.noun == "lesson"), None
        )
        if lesson is not None:
            link = Button("Im Kalender zeigen", "link")
            link.clicked.connect(lambda: self._context.go("calendar", lesson_id=lesson))
            self._inspector.add(link)

    def _add_acceptance(self, group: ConflictGroup) -> None:
        first, some = group.first, group.conflicts
        every = "" if group.single else "Alle "
        if "accepted" in first.facts and first.kind not in OVERLAPS:
            text = f"{every}nicht mehr annehmen"
            self.take_back_button = Button(f"{text[0].upper()}{text[1:]}", "link", "undo-2")
            self.take_back_button.clicked.connect(lambda: self._acts.take_back(some))
            self._inspector.add(self.take_back_button)
        elif "accepted" not in first.facts and all(takes_on(conflict) for conflict in some):
            text = f"{every}so lassen, mit Begründung …"
            self.accept_button = Button(f"{text[0].upper()}{text[1:]}", "link")
            self.accept_button.clicked.connect(lambda: self.ask_reason(some))
            self._inspector.add(self.accept_button)

    def ask_reason(self, conflicts: Sequence[Conflict]) -> Dialog:
        """Ask why conflicts may stay."""
        box = Dialog("So lassen", self._inspector.window(), width=440)
        line = TextField(name="Begründung", hint="zum Beispiel: mit allen abgesprochen")
        where = "am Konflikt" if len(conflicts) == 1 else f"an allen {len(conflicts)}"
        box.body.addWidget(Field(f"Begründung; sie bleibt {where} stehen", line))
        box.add_button(Button("Abbrechen"), rejects=True)
        box.add_button(Button("Annehmen", "primary"), accepts=True)
        box.accepted.connect(lambda: self._acts.accept(conflicts, line.text()))
        box.open()
        line.setFocus()
        return box


class _Choose:
    """Brings one conflict in hand."""

    def __init__(self, act: Callable[[Conflict], None], conflict: Conflict) -> None:
        self._act, self._conflict = act, conflict

    def __call__(self) -> None:
        self._act(self._conflict)


class _Run:
    """Does something with one way out."""

    def __init__(self, act: Callable[[Fix], None], fix: Fix) -> None:
        self._act, self._fix = act, fix

    def __call__(self) -> None:
        self._act(self._fix)


def _when(conflict: Conflict) -> str:
    day = days.short_day(conflict.day)
    whole = conflict.ends - conflict.starts >= 1440
    return day if whole else f"{day}, {days.times(conflict.starts, conflict.ends)}"
