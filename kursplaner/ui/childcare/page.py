"""Betreuung: the day's children at their carers, the ratio per half hour, one child whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.desk.childcare_board import CareBoard, emergency_children, read_board
from kursplaner.desk.wording import childcare as words
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import PlaceStatus, SheetKind
from kursplaner.store.queries.childcare import SlotChild
from kursplaner.ui.childcare.acts import CareActs
from kursplaner.ui.childcare.admission import AdmissionDialog
from kursplaner.ui.childcare.board_words import column_words
from kursplaner.ui.childcare.columns import CareColumns
from kursplaner.ui.childcare.content import ratio_content
from kursplaner.ui.childcare.emergency import EmergencyDialog
from kursplaner.ui.childcare.gap import gap_card
from kursplaner.ui.childcare.inspector import ChildView
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    EmptyState,
    IconLabel,
    Page,
    PaletteEntry,
    PeriodStepper,
    PrimaryButton,
    RatioStrip,
    Text,
)

ADMIT, ADMIT_SHORT, ADMIT_KEY = "Kind ohne Anmeldung aufnehmen", "Kind aufnehmen", "F6"
WIDE, ROOM = 860, 150
HALF_MINUTE = 30_000


class ChildcarePage(Page):
    """The day board."""

    kinds = frozenset({"childcare", "people", "courses", "rooms", "settings"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Betreuung", inspector=True)
        self._context = context
        self._day = context.today()
        self._room: int | None = None
        self._slot: int | None = None
        self._child: int | None = None
        self.board = CareBoard(self._day)
        self.acts = CareActs(context, self)
        self._add_head()
        self._add_body()
        self.view = ChildView(context, self.inspector, self.acts) if self.inspector else None
        self._pulse = QTimer(self)
        self._pulse.setInterval(HALF_MINUTE)
        self._pulse.timeout.connect(self._tick)
        self._pulse.start()
        self.refresh()

    # --- what the window asks -------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the day again."""
        with self._context.workspace.read() as db:
            self.board = read_board(db, self._day, self._now(), self._room, self._slot)
        self.acts.board = self.board
        self._show_head()
        self._show_body()
        self._show_child()

    def show_target(self, **target: object) -> None:
        """Show a day (`day`), a slot (`slot_id`), or a dialog (`admit`, `emergency`)."""
        day, slot_id = target.get("day"), target.get("slot_id")
        if isinstance(day, date):
            self._day = day
        if isinstance(slot_id, int):
            self._slot = slot_id
        if target.get("admit") and day is None and not self._is_today():
            self._day, self._slot = self._context.today(), None
        self.refresh()
        if target.get("admit"):
            self.admit()
        elif target.get("emergency"):
            self.show_emergency()

    def print_page(self) -> bool:
        """Go to the print centre with the day's childcare sheets."""
        self._context.go("printing", kind=SheetKind.CHILDCARE.value, day=self._day)
        return True

    # --- acts ----------------------------------------------------------------------------------

    def admit(self) -> None:
        """Take in a child at the door."""
        slot = self.board.slot
        if slot is None:
            self._context.notice("An diesem Tag gibt es keine Kinderbetreuung.")
            return
        dialog = AdmissionDialog(self._context, self.board.slots, slot.id, self)
        dialog.accepted.connect(lambda: self.choose(dialog.place_id))
        dialog.open()

    def show_emergency(self) -> None:
        """Show every child that is here."""
        with self._context.workspace.read() as db:
            children = emergency_children(db, self._context.today())
        hidden = self._context.names_hidden
        EmergencyDialog(self._context, children, self._now(), self, hidden=hidden).open()

    def choose(self, place_id: int) -> None:
        """Show a child at the right."""
        self._child = place_id
        self._show_child()
        self.open_inspector()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    # --- building -------------------------------------------------------------------------------

    def _add_head(self) -> None:
        self.stepper = PeriodStepper("", width=104)
        self.stepper.stepped.connect(self._step)
        self.stepper.today_wanted.connect(self._today)
        self.head.add_beside(self.stepper)
        self.room = ChoiceField([], name="Raum")
        self.room.setFixedWidth(theme().px(ROOM))
        self.room.chosen.connect(self._choose_room)
        self.head.add_beside(self.room)
        sheet = Button("Tagesliste", icon="printer")
        sheet.clicked.connect(self.print_page)
        emergency = Button("Notfallblatt", icon="siren")
        emergency.set_icon("siren", "bad")
        emergency.clicked.connect(self.show_emergency)
        admit = PrimaryButton(ADMIT, "user-plus", tip=f"{ADMIT} ({ADMIT_KEY})")
        admit.clicked.connect(self.admit)
        self.admit_button = admit
        for button in (sheet, emergency, admit):
            self.head.add_tool(button)

    def _add_body(self) -> None:
        self.empty = EmptyState(
            "An diesem Tag gibt es keine Kinderbetreuung.",
            "Zu den Kursen",
            "baby",
            hint="Betreuung entsteht mit einem Kurs, der sie anbietet.",
        )
        self.empty.wanted.connect(lambda: self._context.go("courses"))
        self.first = EmptyState(
            "Hier stehen die Kinder eines Tages bei ihren Betreuungspersonen.",
            "Betreuungsraum eintragen",
            "baby",
            hint="Zuerst braucht die Betreuung einen Raum, danach einen Kurs, der sie anbietet.",
        )
        self.first.wanted.connect(lambda: self._context.go("rooms", new=True))
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.first, 1)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        self.strip = RatioStrip()
        self.strip.selected.connect(self._choose_time)
        column.addWidget(self.strip)
        self._gap = QVBoxLayout()
        column.addLayout(self._gap)
        self.columns = CareColumns()
        self.columns.chosen.connect(self.choose)
        self.columns.opened.connect(self._open)
        self.columns.dropped.connect(self._drop)
        self.columns.help_wanted.connect(self.acts.spread)
        column.addWidget(self.columns, 1)
        column.addLayout(self._legend())
        self.body.addWidget(self._content, 1)

    def _legend(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(theme().px(4), 0, theme().px(4), 0)
        line.setSpacing(theme().px(6))
        line.addWidget(IconLabel("shield-alert", "warning", 15))
        line.addWidget(Text("Gesundheitsangabe, steht beim Kind", "note", "second"))
        line.addStretch(1)
        self._young = Text("", "note", "second")
        line.addWidget(self._young)
        return line

    # --- showing --------------------------------------------------------------------------------

    def _show_head(self) -> None:
        self.stepper.show_text(days.full_day(self._day))
        choices = [Choice(str(key), name) for key, name in self.board.rooms]
        self.room.show_choices(choices, str(self.board.room_id))
        self.room.setVisible(len(choices) > 1)
        self._fit_head()

    def _fit_head(self) -> None:
        """Shorten the primary button rather than the title, where the head is narrow."""
        needed = WIDE + (0 if self.room.isHidden() else ROOM + 8)
        wide = self.head.width() >= theme().px(needed)
        self.admit_button.show_text(ADMIT if wide else ADMIT_SHORT)
        self.head.show_title("Betreuung")

    def _show_body(self) -> None:
        there = self.board.slot is not None
        self.empty.setVisible(not there and self.board.room_known)
        self.first.setVisible(not there and not self.board.room_known)
        self._content.setVisible(there)
        self.admit_button.setEnabled(there)
        if not there:
            return
        hidden = self._context.names_hidden
        now = minute_at(self._now()) if self._is_today() else None
        of_day = now - minute_of(self._day) if now is not None else None
        self.strip.show_content(ratio_content(self.board, of_day, hidden=hidden))
        self._show_gap(hidden=hidden)
        self.columns.show_columns(column_words(self.board, now, hidden=hidden))
        weight, years = self.board.young
        counts = f"zählt ein Kind {words.places(weight)} Plätze"
        self._young.show_text(f"Unter {years} Jahren {counts}" if weight != 10 else "")

    def _show_gap(self, *, hidden: bool) -> None:
        while self._gap.count():
            old = self._gap.takeAt(0)
            widget = old.widget() if old is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        card = gap_card(self.board, self.acts.fill_gap, hidden=hidden)
        if card is not None:
            self._gap.addWidget(card)

    def _show_child(self) -> None:
        child = self._place(self._child)
        self.columns.choose(self._child if child else None)
        if self.view is None or self.inspector is None:
            return
        if child is None:
            self.inspector.show_nothing("Wählen Sie ein Kind aus.")
        else:
            self.view.show(self.board, child)

    # --- slots ----------------------------------------------------------------------------------

    def _step(self, step: int) -> None:
        self._day += timedelta(days=step)
        self._slot = None
        self.refresh()

    def _today(self) -> None:
        self._day, self._slot = self._context.today(), None
        self.refresh()

    def _choose_room(self, key: str) -> None:
        self._room, self._slot = int(key), None
        self.refresh()

    def _choose_time(self, minute: int) -> None:
        """Show the slot under a cell of the strip."""
        at = minute_of(self._day, minute) + self.board.step_minutes // 2
        under = next((slot for slot in self.board.slots if slot.starts <= at < slot.ends), None)
        if under is not None and self.board.slot is not under:
            self._slot = under.id
            self.refresh()

    def _open(self, place_id: int) -> None:
        """Do what comes next for a child: bring it, or let it be collected."""
        child = self._place(place_id)
        if child is None:
            return
        if child.status == PlaceStatus.BROUGHT:
            self.acts.collect(child)
        elif child.status == PlaceStatus.PLANNED:
            self.acts.bring(child)

    def _drop(self, place_id: int, carer_id: object) -> None:
        child = self._place(place_id)
        to = carer_id if isinstance(carer_id, int) else None
        if child is not None and child.carer_id != to:
            self.acts.assign(child, to)

    def _tick(self) -> None:
        if self.isVisible() and self._is_today():
            self.refresh()

    # --- small things ---------------------------------------------------------------------------

    def _place(self, place_id: int | None) -> SlotChild | None:
        children = self.board.slot.children if self.board.slot else ()
        return next((child for child in children if child.place_id == place_id), None)

    def _now(self) -> datetime:
        return datetime.combine(self._context.today(), clock.now().time())

    def _is_today(self) -> bool:
        return self._day == self._context.today()


def _commands(context: AppContext) -> list[PaletteEntry]:
    def go(**target: object) -> None:
        context.go("childcare", **target)

    return [
        PaletteEntry(
            ADMIT,
            lambda: go(admit=True),
            "Betreuung",
            "user-plus",
            ADMIT_KEY,
        ),
        PaletteEntry("Notfallblatt", lambda: go(emergency=True), "Kinder, die da sind", "siren"),
    ]


SPEC = PageSpec("childcare", "Betreuung", "baby", ChildcarePage, commands=_commands)
