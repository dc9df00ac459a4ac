"""Konflikte: each one a sentence; the one in hand offers ways out that were tried beforehand."""

from __future__ import annotations

from datetime import timedelta

from kursplaner.desk.wording.conflicts.sentences import shown as shown_conflict
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind
from kursplaner.exchange.lists.content import Kind
from kursplaner.planning.conflicts import finding as engine
from kursplaner.planning.drafts import drafts
from kursplaner.planning.fixes import offering
from kursplaner.planning.fixes.offering import Fix
from kursplaner.store.session import Db
from kursplaner.ui import tasks
from kursplaner.ui.acts import act
from kursplaner.ui.conflicts.inspector import ConflictView
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Cell,
    Choice,
    ChoiceField,
    Column,
    EmptyState,
    FixedRows,
    ListRow,
    ListTable,
    Page,
    PaletteEntry,
    Segmented,
)

COLUMNS = (
    Column("weight", "Gewicht", 110),
    Column("day", "Tag", 96, sortable=False, kind=Kind.DAY),
    Column("sentence", "Was", 480, stretch=True, sortable=False),
    Column("kind", "Art", 150),
)
HARD, SOFT, ACCEPTED, ALL = "hard", "soft", "accepted", "all"
WEIGHTS = (
    Choice(ALL, "Alle"),
    Choice(HARD, "Konflikte"),
    Choice(SOFT, "Hinweise"),
    Choice(ACCEPTED, "Angenommen"),
)
PERIODS = (
    Choice("7", "Nächste 7 Tage"),
    Choice("28", "Nächste 4 Wochen"),
    Choice("", "Alles ab heute"),
)
EMPTY = "Nichts steht dem Plan entgegen."


class ConflictsPage(Page):
    """The list of what clashes, and the ways out of the one in hand.

    Attributes:
        weight, period: what the list shows.
        list: one row a conflict, keyed by its id.
    """

    kinds = frozenset(
        {"courses", "rooms", "childcare", "rides", "people", "settings", "conflicts", "occupations"}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__("Konflikte", scroll=False, inspector=True)
        self._context = context
        self._found: dict[str, Conflict] = {}
        self._look = 0
        self._offered = 0
        self._wanted: str | None = None
        self.weight = Segmented(WEIGHTS, ALL, name="Welche")
        self.weight.chosen.connect(self._show_rows)
        self.period = ChoiceField(PERIODS, "28", name="Zeitraum")
        self.period.setFixedWidth(theme().px(184))
        self.period.chosen.connect(self.refresh)
        self.head.add_tool(self.weight)
        self.head.add_tool(self.period)
        self.list = ListTable("Konflikte", COLUMNS, FixedRows(COLUMNS, ()), empty=EmptyState(EMPTY))
        self.list.selected.connect(self._choose)
        ListOutput(context, self.list, "Konflikte")
        self.body.addWidget(self.list, 1)
        inspector = self.inspector
        self.view = ConflictView(context, inspector, self) if inspector is not None else None
        self.refresh()

    def refresh(self, _changed: object = None) -> None:
        """Look for conflicts anew, off the window's thread."""
        workspace, today = self._context.workspace, self._context.today()
        span = self.period.current()
        last = today + timedelta(days=int(span)) if span else None
        self._look += 1
        look = self._look

        def find(_progress: tasks.Progress) -> tuple[int, list[Conflict]]:
            with workspace.read() as db:
                return look, engine.find(db, today, last)

        tasks.start("Konflikte suchen", find, self._show_found)

    def show_target(self, **target: object) -> None:
        """Choose a conflict (`conflict_id`), among all that are to come."""
        wanted = target.get("conflict_id")
        if isinstance(wanted, str):
            self._wanted = wanted
            self.weight.choose(ALL)
            if wanted not in self._found:
                self.period.choose("")
                self.refresh()
            else:
                self.list.choose(wanted)

    def conflict(self) -> Conflict | None:
        """Return the conflict in hand."""
        key = self.list.current_key()
        return self._found.get(key) if isinstance(key, str) else None

    def _show_found(self, found: tuple[int, list[Conflict]]) -> None:
        look, conflicts = found
        if look == self._look:
            self._found = {conflict.id: conflict for conflict in conflicts}
            self._show_rows()

    def _show_rows(self, _changed: object = None) -> None:
        chosen = self.weight.current()
        shown = [
            conflict for conflict in self._found.values() if chosen in (ALL, _weight(conflict))
        ]
        before = self._wanted or self.list.current_key()
        self.list.blockSignals(True)
        self.list.use(FixedRows(COLUMNS, [self._row(conflict) for conflict in shown]))
        keys = [conflict.id for conflict in shown]
        if keys:
            self.list.choose(before if before in keys else keys[0])
            self._wanted = None if before in keys else self._wanted
        self.list.blockSignals(False)
        self._choose(self.list.current_key() if keys else None)

    def _row(self, conflict: Conflict) -> ListRow:
        weight = _weight(conflict)
        tone = {HARD: "bad", SOFT: "warning", ACCEPTED: "neutral"}[weight]
        text = {HARD: "Konflikt", SOFT: "Hinweis", ACCEPTED: "angenommen"}[weight]
        kind = word(conflict.kind)
        said = shown_conflict(conflict, hidden=self._context.names_hidden)
        return ListRow(
            conflict.id,
            (
                Cell(text, pill=tone),  # type: ignore[arg-type]
                Cell(days.short_day(conflict.day), value=conflict.day),
                Cell(said, strong=conflict.hard),
                f"{kind[0].upper()}{kind[1:]}",
            ),
        )

    def _choose(self, key: object) -> None:
        conflict = self._found.get(key) if isinstance(key, str) else None
        if self.view is None:
            return
        self._offered += 1
        if conflict is None:
            self.view.show_nothing(EMPTY if not self._found else "Wählen Sie einen Konflikt.")
            return
        self.view.show(conflict, hidden=self._context.names_hidden)
        self._look_for_fixes(conflict)

    def _look_for_fixes(self, conflict: Conflict) -> None:
        workspace, offered = self._context.workspace, self._offered

        def look(_progress: tasks.Progress) -> tuple[int, tuple[Fix, ...]]:
            with workspace.rehearse() as db:
                return offered, offering.offered(db, conflict)

        tasks.start("Lösungen suchen", look, self._show_fixes)

    def _show_fixes(self, found: tuple[int, tuple[Fix, ...]]) -> None:
        offered, ways = found
        if offered == self._offered and self.view is not None:
            self.view.show_fixes(ways)

    def apply(self, fix: Fix) -> None:
        """Take a way out, as one act."""
        done = act(
            self._context,
            ActKind.FIX_APPLIED,
            lambda db: offering.apply(db, fix),
            "Konflikt gelöst",
        )
        if done is None:
            self.refresh()

    def collect(self, fix: Fix) -> None:
        """Put a way out into the newest draft, or a new one; the plan stays as it is."""

        def work(db: Db) -> int:
            counts = [drafts.collect(db, "Was wäre wenn", change)[1] for change in fix.changes]
            return counts[-1] if counts else 0

        act(
            self._context,
            ActKind.DRAFT_CHANGED,
            work,
            lambda count: f"Im Entwurf vorgemerkt: {counted(count, 'change')}",
        )

    def take_back(self, conflict: Conflict) -> None:
        """Take the acceptance of a conflict back."""
        act(
            self._context,
            ActKind.CONFLICT_ACCEPTED,
            lambda db: engine.take_back(db, [conflict.id]),
            "Der Konflikt ist nicht mehr angenommen",
        )

    def accept(self, conflict: Conflict, reason: str) -> None:
        """Take the conflict on with a reason; it stays in the list."""
        if reason.strip():
            act(
                self._context,
                ActKind.CONFLICT_ACCEPTED,
                lambda db: engine.accept(db, [conflict], reason.strip()),
                "Konflikt mit Begründung angenommen",
            )


def _weight(conflict: Conflict) -> str:
    if "accepted" in conflict.facts:
        return ACCEPTED
    return HARD if conflict.hard else SOFT


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry(
            "Konflikte", lambda: context.go("conflicts"), "Was sich überschneidet", "triangle-alert"
        )
    ]


SPEC = PageSpec(
    "conflicts",
    "Konflikte",
    "triangle-alert",
    ConflictsPage,
    in_rail=False,
    home="calendar",
    commands=_commands,
)
