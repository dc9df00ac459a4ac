"""The cards of Heute: what is to do, who is here, what to come back to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kursplaner.basics.spans import clock_text
from kursplaner.desk.today.board import HereNow
from kursplaner.desk.today.follow_ups import FollowUpLine
from kursplaner.desk.today.things_to_do import Matter, ToDo, Weight
from kursplaner.desk.wording.to_do import near
from kursplaner.desk.wording.words.counts import noun
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.absences import other_times
from kursplaner.planning.people import follow_ups
from kursplaner.store.queries.people.follow_ups import FollowUpRow
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    DateField,
    Elide,
    Figure,
    IconButton,
    Row,
    RowList,
    Text,
    TextField,
)

SHOWN = 8
BAD_DAY = "Der Tag ist nicht lesbar. Bitte schreiben Sie zum Beispiel 02.03.2027."
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
        limit = len(self.things) if self._all or len(self.things) <= SHOWN + 1 else SHOWN
        for thing in self.things[:limit]:
            self._rows.add(self._row(thing))
        self._more.show_text(f"Alle {len(self.things)} zeigen")
        self._foot.setVisible(limit < len(self.things))

    def _row(self, thing: ToDo) -> Row:
        button = Button(thing.verb, name=f"{thing.verb}: {thing.title}")
        button.clicked.connect(lambda: self.wanted.emit(thing))
        gap = ConflictKind(thing.kind) if thing.matter is Matter.MISSING else None
        icon = _GAP_ICONS[gap] if gap is not None else _ICONS[thing.matter]
        tone = {Weight.NOW: "bad", Weight.SOON: "warning"}.get(thing.weight, "second")
        return Row(thing.title, thing.sentence, icon=icon, icon_tone=tone, tool=button)  # type: ignore[arg-type]

    def _unfold(self) -> None:
        self._all = True
        self._fill()


class HereCard(Card):
    """How many adults and children are here, and who is on the road.

    Signals:
        list_wanted: the list for a fire drill was asked for.
    """

    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Jetzt hier", spacing=12, parent=parent)
        row = QHBoxLayout()
        row.setSpacing(theme().px(16))
        self.adults, self.children_here, self.underway = (
            Figure("0", label) for label in ("Erwachsene", "Kinder", "unterwegs")
        )
        for figure in (self.adults, self.children_here, self.underway):
            figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(figure, 1)
        self.body.addLayout(row)
        button = Button("Räumungsliste", icon="siren", tip="Wer ist jetzt in welchem Raum?")
        button.clicked.connect(self.list_wanted)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, here: HereNow) -> None:
        """Show who is here."""
        note = ""
        if here.excused:
            note = f"{here.excused} {'fehlt' if here.excused == 1 else 'fehlen'}"
        elif not here.adults:
            note = "kein Kurs läuft"
        self.adults.show_values(str(here.adults), "Erwachsene", note)
        care = "keine Betreuung"
        if here.expected:
            care = f"{here.expected} erwartet"
        elif here.carers:
            care = f"{here.carers} Betreuung, Platz für {here.free_places}"
        self.children_here.show_values(str(here.children), noun("child", here.children), care)
        ride = "keine Fahrt mehr heute"
        if here.next_ride is not None:
            ride = f"nächste Fahrt {clock_text(here.next_ride)}"
        self.underway.show_values(str(here.underway), "unterwegs", ride)


class FollowUpCard(Card):
    """Lines to come back to: tick what is done, open a course's list, add at the foot."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("Wiedervorlage", margin=0, spacing=0, parent=parent)
        self._context = context
        self.body.setContentsMargins(0, 0, 0, 0)
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.line = TextField(name="Neue Wiedervorlage", hint="Neue Wiedervorlage")
        self.line.returnPressed.connect(self.add)
        self.day = DateField(context.today(), name="Tag der Wiedervorlage")
        self.day.setFixedWidth(theme().px(148))
        self.day.returnPressed.connect(self.add)
        add = IconButton("plus", "Wiedervorlage hinzufügen", framed=True)
        add.clicked.connect(self.add)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(14))
        foot.setSpacing(theme().px(8))
        foot.addWidget(self.line, 1)
        foot.addWidget(self.day)
        foot.addWidget(add)
        self.body.addLayout(foot)

    def show_lines(self, lines: Sequence[FollowUpLine], today: date) -> None:
        """Show the open lines, the overdue ones in red."""
        self._rows.clear()
        for line in lines:
            self._rows.add(self._row(line, today))

    def add(self) -> None:
        """Store what is written at the foot."""
        line, day = self.line.text(), self.day.value() or self._context.today()
        if not line.strip():
            return
        if not self.day.is_valid():
            self.day.setFocus()
            self._context.notice(BAD_DAY)
            return
        if act(
            self._context,
            ActKind.FOLLOW_UP_ADDED,
            lambda db: follow_ups.add_follow_up(db, day, line),
            "Wiedervorlage angelegt",
        ):
            self.line.clear()

    def finish(self, row: FollowUpRow) -> None:
        """Tick a line off."""
        act(
            self._context,
            ActKind.FOLLOW_UP_DONE,
            lambda db: follow_ups.finish_follow_up(db, row.id, row.version),
            "Wiedervorlage erledigt",
        )

    def told(self, person_id: int) -> None:
        """Note that somebody knows the new times of her bus."""
        act(
            self._context,
            ActKind.FOLLOW_UP_DONE,
            lambda db: other_times.told(db, person_id),
            "Neue Abfahrtszeit ist gesagt",
            [("person", person_id)],
        )

    def open_list(self, course_id: int) -> None:
        """Open whom a course asks again."""
        self._context.go("courses", course_id=course_id, ask=True)

    def _row(self, shown: FollowUpLine, today: date) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName(shown.text)
        line = QHBoxLayout(holder)
        course_id, person_id = shown.course_id, shown.to_call
        edge = theme().px(1 if person_id is None else 6)
        line.setContentsMargins(theme().px(10), edge, theme().px(16), edge)
        line.setSpacing(theme().px(4))
        if person_id is not None:
            button = IconButton("phone", f"Angerufen: {shown.text}")
            button.clicked.connect(lambda: self.told(person_id))
        elif course_id is None:
            button = IconButton("square", f"Erledigt: {shown.text}")
            button.clicked.connect(lambda: self.finish(shown.rows[0]))
        else:
            button = IconButton("list-checks", f"Liste öffnen: {shown.text}")
            button.clicked.connect(lambda: self.open_list(course_id))
        line.addWidget(button)
        words = Elide(shown.text) if person_id is None else Text(shown.text, wrap=True)
        line.addWidget(words, 1)
        tone = "bad" if shown.day < today else "second"
        line.addWidget(Text(near(shown.day, today), "plain", tone))  # type: ignore[arg-type]
        return holder
