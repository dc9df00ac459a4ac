"""Entwürfe ("Was wäre wenn"): several changes side by side, what they do together, apply or not."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of
from kursplaner.desk.draft_board import DraftBoard, StepLine, draft_board
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.drafts import drafts
from kursplaner.store.queries.drafts import DraftSummary, open_drafts
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.courses.lessons.panel import conflict_card
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceField,
    EmptyState,
    IconButton,
    Page,
    PaletteEntry,
    PrimaryButton,
    Row,
    RowList,
    Text,
)

EMPTY = (
    "Hier sammeln Sie Änderungen, ohne den Plan anzufassen: im Kalender einen Termin ziehen und"
    " „In den Entwurf“ wählen."
)
MOST_LINES = 8
MOST_CARDS = 6


class DraftsPage(Page):
    """One open draft with all its changes.

    Attributes:
        choice: which draft is shown, where there are several.
        take_over, discard: the buttons of the whole draft.
        removers: the button that takes a change out, by the change's id.
    """

    kinds = frozenset({"drafts", "courses", "rooms", "childcare", "rides", "people", "settings"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Entwürfe", inspector=True)
        self._context = context
        self._board: DraftBoard | None = None
        self._wanted: int | None = None
        self.removers: dict[int, IconButton] = {}
        self.choice = ChoiceField([], name="Entwurf")
        self.choice.chosen.connect(self._chosen)
        self.head.add_beside(self.choice)
        self.discard_button = Button("Verwerfen", icon="trash-2")
        self.discard_button.clicked.connect(self.discard)
        self.take_over = PrimaryButton("Übernehmen", "check")
        self.take_over.clicked.connect(self.apply)
        self.head.add_tool(self.discard_button)
        self.head.add_tool(self.take_over)
        self._column = QVBoxLayout()
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Read the drafts again and try the shown one anew."""
        with self._context.workspace.read() as db:
            found = open_drafts(db)
        keys = [summary.id for summary in found]
        wanted = self._wanted if self._wanted in keys else (keys[0] if keys else None)
        self._wanted = wanted
        self.choice.setVisible(len(found) > 1)
        self.choice.show_choices(
            [Choice(str(summary.id), _named(summary)) for summary in found], str(wanted)
        )
        self._board = self._read(wanted) if wanted is not None else None
        self._show()

    def show_target(self, **target: object) -> None:
        """Show one draft (`draft_id`)."""
        draft_id = target.get("draft_id")
        if isinstance(draft_id, int):
            self._wanted = draft_id
            self.refresh()

    def apply(self) -> None:
        """Do all changes as one act."""
        board = self._board
        if board is None or not board.ready:
            return
        done = act(
            self._context,
            ActKind.DRAFT_APPLIED,
            lambda db: drafts.apply(db, board.id, board.state),
            f"Entwurf „{board.title}“ übernommen",
        )
        if done is None:
            self.refresh()

    def discard(self) -> None:
        """Throw the draft away; the plan stays as it is."""
        board = self._board
        if board is not None:
            act(
                self._context,
                ActKind.DRAFT_DISCARDED,
                lambda db: drafts.discard(db, board.id),
                f"Entwurf „{board.title}“ verworfen",
            )

    def take_out(self, step_id: int) -> None:
        """Take one change out of the draft."""
        act(
            self._context,
            ActKind.DRAFT_CHANGED,
            lambda db: drafts.take_out(db, step_id),
            "Änderung aus dem Entwurf genommen",
        )

    def _chosen(self, key: str) -> None:
        if key.isdigit():
            self._wanted = int(key)
            self.refresh()

    def _read(self, draft_id: int) -> DraftBoard | None:
        try:
            with self._context.workspace.rehearse() as db:
                return draft_board(db, draft_id, hidden=self._context.names_hidden)
        except KursplanerError as error:
            self._context.problem(error)
            return None

    def _show(self) -> None:
        board = self._board
        self._clear()
        self.take_over.setEnabled(board is not None and board.ready)
        self.discard_button.setEnabled(board is not None)
        if board is None:
            empty = EmptyState(EMPTY, "Zum Kalender", "calendar-days")
            empty.wanted.connect(self._to_calendar)
            self._column.addWidget(empty)
            self._show_nothing()
            return
        self._column.addWidget(Text(board.title, "title"))
        self._column.addWidget(self._changes(board))
        self._inspect(board)

    def _clear(self) -> None:
        self.removers = {}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _changes(self, board: DraftBoard) -> Card:
        card = Card(f"Was sich ändert: {counted(len(board.steps), 'change')}", margin=0)
        rows = RowList()
        for step in board.steps:
            rows.add(self._row(step))
        card.body.addWidget(rows)
        return card

    def _row(self, step: StepLine) -> Row:
        remove = IconButton("x", "Änderung herausnehmen")
        remove.clicked.connect(_TakeOut(self, step.id))
        self.removers[step.id] = remove
        title = step.lines[0] if step.lines else "Bleibt, wie es ist"
        told = step.lines[1 : MOST_LINES + 1]
        more = len(step.lines) - 1 - len(told)
        also = (f"… und {more} weitere Folgen",) if more > 0 else ()
        rest = "\n".join((*told, *also)) or step.problem
        icon, tone = ("triangle-alert", "bad") if step.problem else ("repeat-2", "second")
        return Row(title, rest, icon=icon, icon_tone=tone, tool=remove, wrap=True)  # type: ignore[arg-type]

    def _inspect(self, board: DraftBoard) -> None:
        inspector = self.inspector
        if inspector is None:
            return
        inspector.begin("Entwurf", board.title, "noch nicht im Plan")
        if board.summary:
            inspector.add(Text(board.summary, wrap=True))
        for title, found in (("Kommt dazu", board.come), ("Löst sich", board.gone)):
            if found:
                inspector.section(f"{title}: {counted(len(found), 'conflict')}")
            for conflict in found[:MOST_CARDS]:
                inspector.add(conflict_card(conflict))
                inspector.space(4)
        if board.people:
            inspector.section("Wen es betrifft")
        for count, named in board.people:
            inspector.add(Text(count, "strong"))
            inspector.add(Text(named, "note", "second", wrap=True))
            inspector.space(4)
        if not board.ready:
            inspector.space(8)
            inspector.add(
                Text("Übernehmen geht erst, wenn jede Änderung geht.", "note", "second", wrap=True)
            )
        inspector.finish()

    def _show_nothing(self) -> None:
        if self.inspector is not None:
            self.inspector.show_nothing("Kein Entwurf ist offen.")

    def _to_calendar(self) -> None:
        self._context.go("calendar")


class _TakeOut:
    """Takes one change out of the draft."""

    def __init__(self, page: DraftsPage, step_id: int) -> None:
        self._page, self._step_id = page, step_id

    def __call__(self) -> None:
        self._page.take_out(self._step_id)


def _named(draft: DraftSummary) -> str:
    day = days.short_day(day_of(draft.made_at))
    return f"{draft.title} · {day} · {counted(draft.steps, 'change')}"


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry("Entwürfe", lambda: context.go("drafts"), "Was wäre wenn", icon="notebook-pen")
    ]


SPEC = PageSpec(
    "drafts",
    "Entwürfe",
    "notebook-pen",
    DraftsPage,
    in_rail=False,
    home="calendar",
    commands=_commands,
)
