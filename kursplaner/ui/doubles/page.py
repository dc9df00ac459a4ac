"""Mögliche Doppel: two records side by side, what goes along, and the person as she is then."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.people.merge_view import MergeView, view
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.people import merging as words
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.people import doubles, merging
from kursplaner.planning.people.merge_fields import MergeField, Side
from kursplaner.planning.people.merging import MergePlan, MergeWish
from kursplaner.store.session import Db
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.doubles.cards import AlongCard, show_after
from kursplaner.ui.doubles.choice_table import ChoiceTable
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Divider,
    EmptyState,
    IconButton,
    IconLabel,
    KeyHint,
    MessageCard,
    Page,
    PaletteEntry,
    Pill,
    PrimaryButton,
    Text,
)

TITLE, CRUMB = "Zwei Einträge, eine Person?", "Personen / Mögliche Doppel"
NOBODY = "Niemand ist wahrscheinlich zweimal angelegt."
HINT = "In der Liste der Personen lassen sich auch zwei Einträge markieren und zusammenführen."
REST = 180
"""After so many milliseconds without another choice, what comes of it is computed anew."""

Pair = tuple[int, int]


class DoublesPage(Page):
    """Goes through those who are likely recorded twice, or two who were chosen."""

    kinds = frozenset({"people", "courses", "attendance", "childcare", "rides", "conflicts"})

    def __init__(self, context: AppContext) -> None:
        super().__init__(TITLE, inspector=True)
        self._context = context
        self.pairs: list[Pair] = []
        self.at = 0
        self.plan: MergePlan | None = None
        self._wanted: Pair | None = None
        self._choices: dict[MergeField, Side] = {}
        self._marks: dict[int, Side] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.propose)
        self._add_head()
        self._add_body()
        keys = QKeySequence("Ctrl+Return")
        QShortcut(keys, self, self.merge, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.refresh()

    def refresh(self) -> None:
        """Read the pairs and the one in hand again; what was chosen stays."""
        pair = self.pair
        self._find()
        same = pair is not None and pair in self.pairs
        self._show(self.pairs.index(pair) if same and pair else 0, fresh=not same)

    def show_target(self, **target: object) -> None:
        """Show two records (`first`, `second`), the pairs of one (`person_id`), or all."""
        first, second = target.get("first"), target.get("second")
        both = isinstance(first, int) and isinstance(second, int)
        self._wanted = (first, second) if both else None  # type: ignore[assignment]
        self._find()
        person = target.get("person_id")
        self._show(next((at for at, pair in enumerate(self.pairs) if person in pair), 0))
        self.table.setFocus()

    @property
    def pair(self) -> Pair | None:
        """The two records in hand: the one that stays, the one that goes."""
        return self.pairs[self.at] if self.at < len(self.pairs) else None

    def choose_all(self, side: Side) -> None:
        """Take everything from one side."""
        if self.plan is None:
            return
        self._choices = merging.choosing(self.plan, side)
        self._marks = {mark.lesson_id: side for mark in self.plan.marks}
        self.propose()

    def propose(self, _toggled: object = None) -> None:
        """Compute and show what comes of the choices; a refusal is said."""
        self._rest.stop()
        pair = self.pair
        if pair is None:
            self._show_nothing()
            return
        wish = MergeWish(
            *pair,
            choices=dict(self._choices),
            marks=dict(self._marks),
            children_apart=self.children_apart.isChecked(),
        )
        try:
            with self._context.workspace.rehearse() as db:
                self.plan = merging.propose(db, wish)
            with self._context.workspace.read() as db:
                shown = view(db, self.plan, hidden=self._context.names_hidden)
        except KursplanerError as error:
            self.plan = None
            self._refuse(error)
            return
        self._fill(shown)

    def merge(self) -> None:
        """Make one of two, as shown."""
        if self._rest.isActive():
            self.propose()
        plan, pair = self.plan, self.pair
        if plan is None or pair is None or not plan.ready:
            return
        told = words.done_text(*self._told())

        def work(db: Db) -> None:
            merging.apply(db, plan)

        done = act(
            self._context, ActKind.PEOPLE_MERGED, work, told, [("person", pair[0])],
            refused=self._overtaken,
        )  # fmt: skip
        if done is not None:
            self._next(pair[0])

    def keep_apart(self) -> None:
        """Note that these are two people, and go on."""
        pair = self.pair
        if pair is None:
            return
        done = act(
            self._context,
            ActKind.PEOPLE_KEPT_APART,
            lambda db: doubles.keep_apart(db, *pair),
            words.apart_text(),
            [("person", key) for key in pair],
        )
        if done is not None:
            self._next(pair[0])

    def _told(self) -> tuple[str, str]:
        after = self._after_name
        other = next((name for name in reversed(self._names) if name != after), after)
        return after, other

    def _next(self, kept: int) -> None:
        """Show the next pair, or the person where there is none left."""
        self._wanted = None
        self._find()
        self._show(min(self.at, max(0, len(self.pairs) - 1)))
        if not self.pairs:
            self._context.go("people", person_id=kept)

    def _find(self) -> None:
        """Read who is likely recorded twice; two who were chosen stand first."""
        with self._context.workspace.read() as db:
            found = [_in_order(db, (p.first_id, p.second_id)) for p in doubles.doubles(db)]
            wanted = _in_order(db, self._wanted) if self._wanted else None
        self.pairs = list(dict.fromkeys(pair for pair in (wanted, *found) if pair is not None))

    def _show(self, at: int, *, fresh: bool = True) -> None:
        self.at = at
        if fresh:
            self._choices, self._marks = {}, {}
            self.children_apart.blockSignals(True)
            self.children_apart.setChecked(False)
            self.children_apart.blockSignals(False)
        self.propose()
        if fresh:
            self.table.first_open()

    def _step(self, by: int) -> None:
        if 0 <= self.at + by < len(self.pairs):
            self._show(self.at + by)
            self.table.setFocus()

    def _chosen(self, at: int, side: object) -> None:
        row = self.table.rows[at]
        if not isinstance(side, Side):
            return
        if row.field is None:
            self._marks[row.lesson_id] = side
        else:
            self._choices[row.field] = side
        self._rest.start()

    def _overtaken(self, error: KursplanerError) -> None:
        self._context.problem(error)
        self.refresh()

    def _add_head(self) -> None:
        self._likely = Pill("")
        self.head.add_beside(self._likely)
        self.head.crumb_clicked.connect(lambda: self._context.go("people"))
        self.apart = Button("Nicht dieselbe", icon="x")
        self.apart.clicked.connect(self.keep_apart)
        self.before = IconButton("chevron-left", "Voriges Paar")
        self.after = IconButton("chevron-right", "Nächstes Paar")
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        for tool in (self.apart, self.before, self.after):
            self.head.add_tool(tool)

    def _add_body(self) -> None:
        self._names, self._after_name = ("", ""), ""
        self._reasons = Text("", "plain", "second", wrap=True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(IconLabel("info", "second"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._reasons, 1)
        self.table = ChoiceTable()
        self.table.chosen.connect(self._chosen)
        self._card = Card(margin=0, spacing=0)
        self._card.body.addWidget(self.table)
        self._card.body.addWidget(Divider())
        self._card.body.addWidget(self._keys())
        self.along = AlongCard()
        self._empty = EmptyState(NOBODY, icon="users", hint=HINT)
        self._why: MessageCard | None = None
        self._parts: tuple[QWidget, ...] = (line, self._card, self.along)
        for widget in (*self._parts, self._empty):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _keys(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(theme().px(16), theme().px(8), theme().px(16), theme().px(8))
        row.setSpacing(theme().px(6))
        for keys, word in (("↑ ↓", "Zeile"), ("← →", "links oder rechts"), ("B", "beide")):
            for key in keys.split():
                row.addWidget(KeyHint(key))
            row.addWidget(Text(word, "note", "second"))
            row.addSpacing(theme().px(8))
        row.addStretch(1)
        self.children_apart = QCheckBox("Doppelte Kinder bleiben zwei")
        self.children_apart.toggled.connect(self.propose)
        row.addWidget(self.children_apart)
        for word, side in (("Alles von links", Side.FIRST), ("Alles von rechts", Side.SECOND)):
            button = Button(word, "link")
            button.clicked.connect(lambda _=False, side=side: self.choose_all(side))
            row.addWidget(button)
        return line

    def _button(self) -> PrimaryButton:
        self.button = PrimaryButton("Zusammenführen", "git-merge")
        self.button.setToolTip("Strg+Eingabe")
        self.button.clicked.connect(self.merge)
        self.button.setEnabled(self.plan is not None and self.plan.ready)
        return self.button

    def _fill(self, shown: MergeView) -> None:
        self._names, self._after_name = shown.names, shown.after.name
        self._head(len(self.pairs))
        self._likely.show_state(
            shown.likely[0], shown.likely[1], "circle-alert"  # type: ignore[arg-type]
        )  # fmt: skip
        self._reasons.show_text(shown.reasons)
        self.table.show_rows(shown.names, shown.made, shown.rows)
        self.along.show_rows(shown.names, shown.along)
        plan = self.plan
        twice = plan is not None and bool(plan.children or plan.children_refused)
        self.children_apart.setVisible(twice or self.children_apart.isChecked())
        if self.inspector is not None:
            show_after(self.inspector, shown.after, self._button())

    def _head(self, count: int) -> None:
        crumb = f"{CRUMB}, {self.at + 1} von {count}" if count else CRUMB
        self.head.show_title(TITLE if count else "Mögliche Doppel", crumb)
        self._likely.setVisible(self.plan is not None)
        self.apart.setEnabled(count > 0)
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < count)
        self._empty.setVisible(not count)
        for part in self._parts:
            part.setVisible(self.plan is not None)
        self._say("")

    def _show_nothing(self) -> None:
        self.plan = None
        self._head(0)
        if self.inspector is not None:
            self.inspector.show_nothing(HINT)

    def _refuse(self, error: KursplanerError) -> None:
        self._head(len(self.pairs))
        self._say(sentence(error, hidden=self._context.names_hidden))
        if self.inspector is not None:
            self.inspector.show_nothing("Diese zwei Einträge bleiben zwei.")

    def _say(self, text: str) -> None:
        if self._why is not None:
            self.body.removeWidget(self._why)
            self._why.hide()
            self._why.deleteLater()
            self._why = None
        if text:
            self._why = MessageCard("Geht nicht.", text, tone="warning")
            self.body.insertWidget(0, self._why)

    @property
    def refusal(self) -> str:
        """Why the two in hand cannot be one, or ""."""
        return self._why.accessibleName() if self._why is not None else ""


def _in_order(db: Db, pair: Pair) -> Pair | None:
    """Return the record that stays first; None where one of them is gone."""
    try:
        return merging.in_order(db, *pair)
    except KursplanerError:
        return None


def _commands(context: AppContext) -> list[PaletteEntry]:
    return [
        PaletteEntry(
            "Mögliche Doppel",
            lambda: context.go("doubles", first=None),
            "Personen zusammenführen",
            "users",
        )
    ]


SPEC = PageSpec(
    "doubles",
    "Mögliche Doppel",
    "git-merge",
    DoublesPage,
    in_rail=False,
    home="people",
    commands=_commands,
)
