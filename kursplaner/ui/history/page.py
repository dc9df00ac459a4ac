"""Verlauf: every act with its day, title and who did it; one's own last one can be taken back."""

from __future__ import annotations

from kursplaner.desk.history import titles
from kursplaner.desk.wording.words.days import clock, full_day
from kursplaner.exchange.lists.content import Kind
from kursplaner.store.journal.acts import ActSummary
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.widgets import (
    Button,
    Cell,
    Column,
    EmptyState,
    FixedRows,
    ListRow,
    ListTable,
    Page,
)

MOST = 1000
COLUMNS = (
    Column("title", "Was", 420, stretch=True),
    Column("day", "Tag", 140, sortable=False, kind=Kind.DAY),
    Column("time", "Uhrzeit", 90, right=True, sortable=False, kind=Kind.TIME),
    Column("who", "Wer", 150),
    Column("state", "Stand", 150),
)


class HistoryPage(Page):
    """All acts, newest first."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Verlauf", scroll=False)
        self._context = context
        self.undo_button = Button("Rückgängig", icon="undo-2")
        self.undo_button.clicked.connect(self.undo)
        self.redo_button = Button("Wiederholen", icon="redo-2")
        self.redo_button.clicked.connect(self.redo)
        self.head.add_tool(self.undo_button)
        self.head.add_tool(self.redo_button)
        empty = EmptyState("Hier steht, was geändert wurde, von wem und wann.")
        self.list = ListTable("Verlauf", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
        ListOutput(context, self.list, "Verlauf")
        self.body.addWidget(self.list, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the acts again."""
        workspace = self._context.workspace
        found = workspace.history(MOST)
        steps = (
            (self.undo_button, workspace.undo_summary),
            (self.redo_button, workspace.redo_summary),
        )
        nexts = [act for _, act in steps if act is not None]
        with workspace.read() as db:
            told = titles(db, [*found, *nexts], hidden=self._context.names_hidden)
        rows = [_row(act, title) for act, title in zip(found, told, strict=False)]
        self.list.use(FixedRows(COLUMNS, rows))
        tips = dict(zip((act.id for act in nexts), told[len(found) :], strict=True))
        for button, act in steps:
            button.setEnabled(act is not None)
            button.setToolTip(tips[act.id] if act is not None else "")

    def undo(self) -> None:
        """Take back one's own last act."""
        self._step(backwards=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(backwards=False)

    def _step(self, *, backwards: bool) -> None:
        steps = self._context.undo_steps
        if backwards:
            steps.undo()
        else:
            steps.redo()


def _row(act: ActSummary, title: str) -> ListRow:
    minute = act.at.hour * 60 + act.at.minute
    state = Cell("rückgängig gemacht", pill="neutral", icon="undo-2") if act.undone else ""
    day = Cell(full_day(act.at.date()), tone="second", value=act.at.date())
    time = Cell(clock(minute), value=minute)
    return ListRow(act.id, (Cell(title, strong=True), day, time, act.who, state))


SPEC = PageSpec("history", "Verlauf", "history", HistoryPage, bottom=True)
