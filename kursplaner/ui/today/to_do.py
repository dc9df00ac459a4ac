"""What is to do on Heute: by how much it presses, many of one sort in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.today.gathering import FEW, gathered
from kursplaner.desk.today.things_to_do import Matter, ToDo, Weight
from kursplaner.desk.wording.words.counts import number
from kursplaner.domain.kinds import ConflictKind
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Band, Button, Card, IconButton, Pill, Row, RowList, Text

SHOWN = 8
SECTIONS = {
    Weight.NOW: "Sofort",
    Weight.SOON: "In diesen Tagen",
    Weight.WHENEVER: "Wenn Zeit ist",
}
_ICONS = {
    Matter.ABSENCE: "phone",
    Matter.CONFLICT: "triangle-alert",
    Matter.UNSERVED: "bus",
    Matter.PRINT: "printer",
    Matter.ATTENDANCE: "clipboard-check",
    Matter.CREDENTIAL: "file-clock",
    Matter.WAITING: "users",
    Matter.CHILDCARE: "baby",
    Matter.PROOF: "euro",
    Matter.CODE: "key",
}
_GAP_ICONS = {
    ConflictKind.NO_ROOM: "door-open",
    ConflictKind.NO_TEACHER: "graduation-cap",
    ConflictKind.CARER_MISSING: "baby",
    ConflictKind.CHILDCARE_MISSING: "baby",
    ConflictKind.DRIVER_MISSING: "bus",
    ConflictKind.RIDE_MISSING: "bus",
}


class ToDoCard(Card):
    """What is to do, one button each; the long tail folds behind a link.

    Signals:
        wanted(object): the `ToDo` whose button was pressed.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Zu tun", margin=0, spacing=0, parent=parent)
        self.things: tuple[ToDo, ...] = ()
        self._all = False
        self._open: set[str] = set()
        self._count = Text("", "plain", "second")
        self._pressing = Pill("", "bad")
        self._pressing.hide()
        self.head.add_beside(self._count)
        self.head.add(self._pressing)
        self._rows = RowList()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._rows)
        self._more = Button("", "link")
        self._more.clicked.connect(self._unfold)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(theme().px(16), theme().px(4), theme().px(16), theme().px(10))
        foot.addWidget(self._more)
        foot.addStretch(1)
        self.body.addWidget(self._foot)
        self._foot.hide()
        self._rows.add(Row("Wird zusammengestellt …", icon="refresh-cw"))

    def show_things(self, things: Sequence[ToDo]) -> None:
        """Show what is to do, what presses most first."""
        if self.things == tuple(things) and things:
            return
        self.things = tuple(things)
        self._fill()

    def _fill(self) -> None:
        self._rows.clear()
        if not self.things:
            done = Row(
                "Alles erledigt",
                "Neues erscheint hier von selbst.",
                icon="circle-check",
                icon_tone="good",
            )
            self._rows.add(done)
        lines = gathered(self.things)
        many = len(self.things) > FEW
        self._show_counts(len(lines), many=many)
        limit = len(lines) if self._all or len(lines) <= SHOWN + 1 else SHOWN
        before: Weight | None = None
        for thing in lines[:limit]:
            if many and thing.weight is not before:
                self._rows.add(Band(SECTIONS[thing.weight]))
            before = thing.weight
            self._rows.add(self._row(thing))
            if thing.title in self._open:
                for part in thing.parts:
                    self._rows.add(self._row(part, inside=True))
        self._more.show_text(f"Alle {len(lines)} zeigen")
        self._foot.setVisible(limit < len(lines))

    def _show_counts(self, lines: int, *, many: bool) -> None:
        pressing = sum(thing.weight is Weight.NOW for thing in gathered(self.things))
        self._count.show_text(f"{number(lines)} Aufgaben" if many else "")
        self._pressing.show_state(f"{number(pressing)} sofort", "bad")
        self._pressing.setVisible(many and pressing > 0)

    def _row(self, thing: ToDo, *, inside: bool = False) -> Row:
        gap = ConflictKind(thing.kind) if thing.matter is Matter.MISSING else None
        icon = _GAP_ICONS[gap] if gap is not None else _ICONS[thing.matter]
        tone = {Weight.NOW: "bad", Weight.SOON: "warning"}.get(thing.weight, "second")
        row = Row(
            thing.title,
            thing.sentence,
            icon="corner-down-right" if inside else icon,
            icon_tone="second" if inside else tone,  # type: ignore[arg-type]
            tool=self._tools(thing),
            margin=32 if inside else 16,
        )
        return row.make_dense() if len(self.things) > FEW else row

    def _tools(self, thing: ToDo) -> QWidget:
        button = Button(thing.verb, name=f"{thing.verb}: {thing.title}")
        button.clicked.connect(lambda: self.wanted.emit(thing))
        if not thing.parts:
            return button
        opened = thing.title in self._open
        words = "Einzelne verbergen" if opened else f"Alle {len(thing.parts)} einzeln"
        fold = IconButton("chevron-up" if opened else "chevron-down", f"{words}: {thing.title}")
        fold.clicked.connect(lambda: self._toggle(thing))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(4))
        line.addWidget(fold)
        line.addWidget(button)
        return holder

    def _toggle(self, thing: ToDo) -> None:
        self._open ^= {thing.title}
        self._fill()

    def _unfold(self) -> None:
        self._all = True
        self._fill()
