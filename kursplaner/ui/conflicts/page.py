"""Konflikte: each one a sentence; the one in hand offers ways out that were tried beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from kursplaner.desk.wording.conflicts import groups
from kursplaner.desk.wording.conflicts.sentences import shown as shown_conflict
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.conflicts import finding as engine
from kursplaner.planning.conflicts.grouping import ConflictGroup, grouped
from kursplaner.planning.drafts import drafts
from kursplaner.planning.fixes import for_all
from kursplaner.planning.fixes.for_all import FixForAll
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
from kursplaner.ui.widgets.texts import PillTone

COLUMNS = (
    Column("weight", "Gewicht", 116, sortable=False),
    Column("sentence", "Was", 420, stretch=True, sortable=False),
    Column("when", "Wann", 262, sortable=False),
    Column("kind", "Art", 170, sortable=False, shown=False),
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
PILLS: dict[str, tuple[PillTone, str]] = {
    HARD: ("bad", "Konflikt"),
    SOFT: ("warning", "Hinweis"),
    ACCEPTED: ("neutral", "angenommen"),
}
AFTER_ROWS = 60
"""Milliseconds that the list gets to be painted before ways out are looked for."""
ROOM_OF_LIST = 760
"""Pixels that the list wants beside the inspector, so that its causes can be read."""
EMPTY = "Nichts steht dem Plan entgegen."


class ConflictsPage(Page):
    """The list of what clashes, and the ways out of the one in hand.

    Attributes:
        weight, period: what the list shows.
        list: one row for each cause, keyed by the id of its group, and beneath an opened one a
            row a conflict, keyed by its id.
    """

    kinds = frozenset(
        {"courses", "rooms", "childcare", "rides", "people", "settings", "conflicts", "occupations"}
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__("Konflikte", scroll=False, inspector=True)
        self._context = context
        self._found: dict[str, Conflict] = {}
        self._groups: dict[str, ConflictGroup] = {}
        self._open: set[str] = set()
        self._skipped = False
        self._look = 0
        self._offered = 0
        self._wanted: str | None = None
        self.weight = Segmented(WEIGHTS, ALL, name="Welche")
        self.weight.chosen.connect(self._show_rows)
        self.period = ChoiceField(PERIODS, "28", name="Zeitraum")
        self.period.setFixedWidth(theme().px(172))
        self.period.chosen.connect(self.refresh)
        self.head.add_tool(self.weight)
        self.list = ListTable("Konflikte", COLUMNS, FixedRows(COLUMNS, ()), empty=EmptyState(EMPTY))
        self.list.filters.addWidget(self.period)
        self.list.selected.connect(self._chosen)
        self.set_narrow(ROOM_OF_LIST)
        self.list.activated.connect(self._unfold)
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
        """Choose a conflict or those of its cause (`conflict_id`), among all that are to come."""
        wanted = target.get("conflict_id")
        if isinstance(wanted, str):
            self._wanted = wanted
            self.weight.choose(ALL)
            if wanted not in self._found and wanted not in self._groups:
                self.period.choose("")
                self.refresh()
            else:
                self._show_rows()

    def conflict(self) -> Conflict | None:
        """Return the conflict in hand; of a group the first."""
        group = self._group_of(self.list.current_key())
        return group.first if group is not None else None

    def choose(self, conflict: Conflict) -> None:
        """Bring a single one of a group in hand."""
        self._wanted = conflict.id
        self._show_rows()

    def _show_found(self, found: tuple[int, list[Conflict]]) -> None:
        look, conflicts = found
        if look == self._look:
            self._found = {conflict.id: conflict for conflict in conflicts}
            self._groups = {group.id: group for group in grouped(conflicts)}
            self._show_rows()

    def _show_rows(self, _changed: object = None) -> None:
        self._choose(self._fill_rows())

    def _fill_rows(self) -> object:
        """Fill the list; returns the key of the row that is chosen then, None if there is none."""
        chosen = self.weight.current()
        shown = [g for g in self._groups.values() if chosen in (ALL, _weight(g.first))]
        before = self._wanted or self.list.current_key()
        for group in shown:
            if any(conflict.id == self._wanted for conflict in group.conflicts):
                self._open.add(group.id)
        rows = [row for group in shown for row in self._rows(group)]
        self.list.blockSignals(True)
        self.list.use(FixedRows(COLUMNS, rows))
        keys = [row.key for row in rows]
        if keys:
            self.list.choose(before if before in keys else keys[0])
            self._wanted = None if before in keys else self._wanted
        self.list.blockSignals(False)
        return self.list.current_key() if keys else None

    def _rows(self, group: ConflictGroup) -> Iterator[ListRow]:
        """Give a group as one row, and beneath it the single ones while it is open."""
        if group.single:
            yield self._row(group.first)
            return
        opened = group.id in self._open
        hidden = self._context.names_hidden
        weight, text = self._pill(group.first)
        many = f"{len(group.conflicts)} {text}{'' if weight == 'neutral' else 'e'}"
        yield ListRow(
            group.id,
            (
                Cell(many, pill=weight),
                Cell(
                    groups.title(group, hidden=hidden),
                    strong=group.first.hard,
                    icon="chevron-down" if opened else "chevron-right",
                ),
                groups.detail(group, hidden=hidden),
                self._kind(group.first),
            ),
        )
        if opened:
            yield from (self._row(conflict, inside=True) for conflict in group.conflicts)

    def _unfold(self, key: object) -> None:
        """Show the single ones of a group, or hide them again."""
        if isinstance(key, str) and key in self._groups and not self._groups[key].single:
            self._open ^= {key}
            self._fill_rows()

    def _group_of(self, key: object) -> ConflictGroup | None:
        if not isinstance(key, str):
            return None
        single = self._found.get(key)
        if single is not None:
            return ConflictGroup(key, (single,))
        return self._groups.get(key)

    @staticmethod
    def _kind(conflict: Conflict) -> str:
        kind = word(conflict.kind)
        return f"{kind[0].upper()}{kind[1:]}"

    @staticmethod
    def _pill(conflict: Conflict) -> tuple[PillTone, str]:
        return PILLS[_weight(conflict)]

    def _row(self, conflict: Conflict, *, inside: bool = False) -> ListRow:
        tone, text = self._pill(conflict)
        said = shown_conflict(conflict, hidden=self._context.names_hidden)
        return ListRow(
            conflict.id,
            (
                Cell(text, tone="text2") if inside else Cell(text, pill=tone),
                Cell(
                    said,
                    strong=conflict.hard and not inside,
                    icon="corner-down-right" if inside else "",
                ),
                days.short_day(conflict.day),
                self._kind(conflict),
            ),
        )

    def _chosen(self, key: object) -> None:
        self._choose(key)
        if key is not None:
            self.open_inspector()

    def _choose(self, key: object) -> None:
        group = self._group_of(key)
        if self.view is None:
            return
        self._offered += 1
        if group is None:
            self.view.show_nothing(EMPTY if not self._found else "Wählen Sie einen Konflikt.")
            return
        self.view.show(group, hidden=self._context.names_hidden)
        self._look_for_fixes(group)

    def _look_for_fixes(self, group: ConflictGroup) -> None:
        """Look once the rows are painted: ways out are reckoned for longer than these take."""
        offered = self._offered
        QTimer.singleShot(AFTER_ROWS, self, lambda: self._search(group, offered))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._skipped:
            self._skipped = False
            self._choose(self.list.current_key())

    def _search(self, group: ConflictGroup, offered: int) -> None:
        if offered != self._offered:
            return
        if self.isHidden():
            self._skipped = True
            return
        workspace = self._context.workspace

        def look(_progress: tasks.Progress) -> tuple[int, tuple[Fix, ...], bool]:
            with workspace.rehearse() as db:
                wanted = lambda: offered == self._offered  # noqa: E731
                return offered, for_all.ways_out(db, group, wanted), not group.single

        tasks.start("Lösungen suchen", look, self._show_fixes)

    def _show_fixes(self, found: tuple[int, tuple[Fix, ...], bool]) -> None:
        offered, ways, together = found
        if offered == self._offered and self.view is not None:
            self.view.show_fixes(ways, together=together)

    def apply(self, fix: Fix) -> None:
        """Take a way out, as one act."""
        done = act(
            self._context,
            ActKind.FIX_APPLIED,
            lambda db: for_all.apply(db, fix),
            f"{len(fix.conflicts)} Konflikte gelöst"
            if isinstance(fix, FixForAll)
            else "Konflikt gelöst",
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

    def take_back(self, conflicts: Sequence[Conflict]) -> None:
        """Take the acceptance of conflicts back, as one act."""
        act(
            self._context,
            ActKind.CONFLICT_ACCEPTED,
            lambda db: engine.take_back(db, [conflict.id for conflict in conflicts]),
            "Der Konflikt ist nicht mehr angenommen"
            if len(conflicts) == 1
            else f"{len(conflicts)} Konflikte sind nicht mehr angenommen",
        )

    def accept(self, conflicts: Sequence[Conflict], reason: str) -> None:
        """Take conflicts on with a reason, as one act; they stay in the list."""
        if reason.strip():
            act(
                self._context,
                ActKind.CONFLICT_ACCEPTED,
                lambda db: engine.accept(db, conflicts, reason.strip()),
                "Konflikt mit Begründung angenommen"
                if len(conflicts) == 1
                else f"{len(conflicts)} Konflikte mit Begründung angenommen",
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
