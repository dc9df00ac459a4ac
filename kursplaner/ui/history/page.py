"""Verlauf: every act with its day, title and who did it; one's own last one can be taken back."""

from __future__ import annotations

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.wording import acts as words
from kursplaner.desk.wording.words.days import clock, full_day
from kursplaner.planning.replays import playing
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.queries.labels import labels
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
    Column("day", "Tag", 140, sortable=False),
    Column("time", "Uhrzeit", 90, right=True, sortable=False),
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
        with workspace.read() as db:
            named = labels(db, [subject for act in found for subject in act.subjects])
        if self._context.names_hidden:
            named = {key: label for key, label in named.items() if key[0] != "person"}
        rows = [_row(act, words.title(act.kind, act.subjects, named)) for act in found]
        self.list.use(FixedRows(COLUMNS, rows))
        undo, redo = workspace.undo_summary, workspace.redo_summary
        self.undo_button.setEnabled(undo is not None)
        self.redo_button.setEnabled(redo is not None)
        for button, act in ((self.undo_button, undo), (self.redo_button, redo)):
            button.setToolTip(words.title(act.kind, act.subjects, named) if act else "")

    def undo(self) -> None:
        """Take back one's own last act."""
        self._step(backwards=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(backwards=False)

    def _step(self, *, backwards: bool) -> None:
        workspace = self._context.workspace
        try:
            act = playing.undo(workspace) if backwards else playing.redo(workspace)
        except KursplanerError as error:
            self._context.problem(error)
            return
        if act is not None:
            title = words.short_title(act.kind)
            self._context.notice(words.undone(title) if backwards else words.redone(title))


def _row(act: ActSummary, title: str) -> ListRow:
    minute = act.at.hour * 60 + act.at.minute
    state = Cell("rückgängig gemacht", pill="neutral", icon="undo-2") if act.undone else ""
    day = Cell(full_day(act.at.date()), tone="second")
    return ListRow(act.id, (Cell(title, strong=True), day, clock(minute), act.who, state))


SPEC = PageSpec("history", "Verlauf", "history", HistoryPage, bottom=True)
