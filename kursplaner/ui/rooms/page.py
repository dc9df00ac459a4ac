"""Räume: the list, one room's week beneath, its facts, bookings and closures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout

from kursplaner.desk.exports.calendars import Whose
from kursplaner.desk.wording.words.counts import counted, decimal
from kursplaner.desk.wording.words.days import period
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, ClosureReason, RoomPurpose
from kursplaner.exchange.lists.content import Kind
from kursplaner.planning.rooms.series import BOOKING, Date, following, lift
from kursplaner.store.queries.courses.courses import course_colours
from kursplaner.store.queries.rooms import RoomRow, RoomUse, room_rows
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.exports.calendar_dialog import CalendarDialog
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.look.theme import theme
from kursplaner.ui.rooms.booking_dialog import BookingDialog, ClosureDialog
from kursplaner.ui.rooms.inspector import RoomView
from kursplaner.ui.rooms.lift_dialog import LiftDialog
from kursplaner.ui.rooms.room_dialog import RoomDialog
from kursplaner.ui.rooms.week import busy_minutes, monday_of, named_uses, week_lanes
from kursplaner.ui.widgets import (
    Button,
    Cell,
    Column,
    EmptyState,
    FixedRows,
    ListRow,
    ListTable,
    Page,
    PaletteEntry,
    PeriodStepper,
    PrimaryButton,
    Text,
    Timeline,
)

COLUMNS = (
    Column("name", "Raum", 190),
    Column("site", "Standort", 150, stretch=True),
    Column("purpose", "Genutzt für", 130),
    Column("capacity", "Plätze", 72, right=True, kind=Kind.INT),
    Column("accessible", "Barrierefrei", 110),
    Column("week", "Diese Woche", 110, right=True, kind=Kind.DECIMAL),
    Column("street", "Adresse", 180, shown=False),
)
AHEAD = timedelta(days=60)
NO_ROOM = "Es gibt noch keinen Raum. „Neuer Raum“ legt den ersten an."


class RoomsPage(Page):
    """All rooms; the selected one is shown with its week."""

    kinds = frozenset({"rooms", "courses", "childcare", "occupations", "conflicts", "settings"})

    def __init__(self, context: AppContext) -> None:
        super().__init__("Räume", inspector=True)
        self._context = context
        self._monday = monday_of(context.today())
        self._rooms: dict[int, RoomRow] = {}
        self._add_tools()
        empty = EmptyState(
            "Hier stehen die Räume mit Plätzen und Ausstattung.", "Neuer Raum", "door-open"
        )
        empty.wanted.connect(self.new_room)
        self.list = ListTable("Räume", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
        self.list.selected.connect(self._choose)
        self.list.activated.connect(self._open)
        ListOutput(context, self.list, "Räume")
        self.body.addWidget(self.list, 1)
        self._add_week()
        inspector = self.inspector
        self._view = RoomView(context, inspector, self) if inspector is not None else None
        self.refresh()

    def refresh(self) -> None:
        """Read the rooms and the week of the selected one again."""
        with self._context.workspace.read() as db:
            self._rooms = {room.id: room for room in room_rows(db)}
            busy = busy_minutes(db, self._monday)
        rows = [_row(room, busy.get(room.id, 0)) for room in self._rooms.values()]
        before = self.list.current_key()
        self.list.blockSignals(True)
        self.list.use(FixedRows(COLUMNS, rows))
        if self.list.current_key() is None and rows:
            self.list.choose(before if before in self._rooms else rows[0].key)
        self.list.blockSignals(False)
        for tool in (self._book_tool, self._close_tool):
            tool.setEnabled(bool(rows))
        for part in (self.week, self._stepper, self._week_title):
            part.setVisible(bool(rows))
        self._choose(self.list.current_key())

    def show_target(self, **target: object) -> None:
        """Show one room (`room_id`) or open a dialog (`new`, `booking`, `closure`)."""
        room_id = target.get("room_id")
        if isinstance(room_id, int):
            self.list.choose(room_id)
        if target.get("new"):
            self.new_room()
        elif target.get("booking"):
            self.book()
        elif target.get("closure"):
            self.close_room()

    def current(self) -> RoomRow | None:
        """Return the selected room."""
        key = self.list.current_key()
        return self._rooms.get(key) if isinstance(key, int) else None

    def new_room(self) -> None:
        """Open the form of a new room."""
        self._dialog(RoomDialog(self._context, None, self))

    def edit(self, room: RoomRow) -> None:
        """Open the form of a room."""
        self._dialog(RoomDialog(self._context, room, self))

    def book(self, room: RoomRow | None = None) -> None:
        """Open the form of a use by somebody else."""
        found = room or self.current()
        if found is None:
            self._context.notice(NO_ROOM)
        else:
            rooms = list(self._rooms.values())
            BookingDialog(self._context, rooms, found.id, self).open()

    def close_room(self, room: RoomRow | None = None) -> None:
        """Open the form of a closure."""
        found = room or self.current()
        if found is None:
            self._context.notice(NO_ROOM)
        else:
            rooms = list(self._rooms.values())
            ClosureDialog(self._context, rooms, found.id, self).open()

    def save_calendar(self, room: RoomRow) -> None:
        """Open the dialog with the calendar file of a room."""
        CalendarDialog(self._context, Whose(room_id=room.id), self).open()

    def take_away(self, use: RoomUse) -> None:
        """Take away a booking or a closure; of repeated ones also all that follow."""
        with self._context.workspace.read() as db:
            dates = list(following(db, use.source, use.source_id))
        if len(dates) < 2:
            self._lift(use, dates)
            return
        word = "Belegung" if use.source == BOOKING else "Sperrzeit"
        title = use.title if use.source == BOOKING else said(ClosureReason, use.title)
        dialog = LiftDialog(word, f"„{title}“", dates, self)
        dialog.chosen.connect(
            lambda all_of_them: self._lift(use, dates if all_of_them else dates[:1])
        )
        dialog.open()

    def _lift(self, use: RoomUse, dates: Sequence[Date]) -> None:
        booking = use.source == BOOKING
        kind = ActKind.BOOKING_LIFTED if booking else ActKind.CLOSURE_REMOVED
        done = "Belegung aufgehoben" if booking else "Sperrzeit aufgehoben"
        if len(dates) > 1:
            done = f"{done} an {counted(len(dates), 'day', dative=True)}"
        gone = [(use.source, key) for key, _ in dates]
        act(self._context, kind, lambda db: lift(db, gone), done, [("room", use.room_id)])

    def _dialog(self, dialog: RoomDialog) -> None:
        dialog.stored.connect(self.list.choose)
        dialog.open()

    def _add_tools(self) -> None:
        book = self._book_tool = Button("Belegung eintragen", icon="calendar-plus")
        book.clicked.connect(self._book_here)
        closed = self._close_tool = Button("Sperrzeit", icon="ban")
        closed.clicked.connect(self._close_here)
        new = PrimaryButton("Neuer Raum", "plus")
        new.clicked.connect(self.new_room)
        for button in (book, closed, new):
            self.head.add_tool(button)

    def _book_here(self) -> None:
        self.book()

    def _close_here(self) -> None:
        self.close_room()

    def _add_week(self) -> None:
        row = QHBoxLayout()
        self._week_title = Text("", "head")
        row.addWidget(self._week_title)
        row.addStretch(1)
        self._stepper = PeriodStepper("", width=150)
        self._stepper.stepped.connect(self._step)
        self._stepper.today_wanted.connect(self._this_week)
        row.addWidget(self._stepper)
        self.body.setSpacing(theme().px(12))
        self.body.addLayout(row)
        self.week = Timeline()
        self.week.setAccessibleName("Woche des Raums")
        self.week.activated.connect(self._open_use)
        self.body.addWidget(self.week)

    def _choose(self, key: object) -> None:
        room = self._rooms.get(key) if isinstance(key, int) else None
        last = self._monday + timedelta(days=6)
        self._stepper.show_text(period(self._monday, last))
        if room is None or self._view is None:
            self._week_title.show_text("Woche")
            self.week.show_day(week_lanes((), self._monday, {}))
            if self.inspector is not None:
                self.inspector.show_nothing("Wählen Sie einen Raum aus.")
            return
        today = self._context.today()
        with self._context.workspace.read() as db:
            uses = named_uses(db, self._monday, last, room.id)
            colours = course_colours(db)
            coming = named_uses(db, today, today + AHEAD, room.id)
        self._week_title.show_text(f"Woche: {room.name}")
        self.week.show_day(week_lanes(uses, self._monday, colours), None, 450, 1290)
        self._view.show(room, self._rooms, coming)

    def _step(self, step: int) -> None:
        self._monday += timedelta(days=7 * step)
        self.refresh()

    def _this_week(self) -> None:
        self._monday = monday_of(self._context.today())
        self.refresh()

    def _open(self, key: object) -> None:
        room = self._rooms.get(key) if isinstance(key, int) else None
        if room is not None:
            self.edit(room)

    def _open_use(self, key: object) -> None:
        if not isinstance(key, tuple):
            return
        source, number = key
        day: date = self._monday
        if source == "lesson":
            self._context.go("calendar", lesson_id=number)
        elif source == "childcare":
            self._context.go("childcare", slot_id=number, day=day)


def _row(room: RoomRow, minutes: int) -> ListRow:
    accessible = Cell("ja", icon="accessibility") if room.accessible else Cell("nein", tone="third")
    hours = f"{decimal(minutes / 60)} Std."
    return ListRow(
        room.id,
        (
            Cell(room.name, strong=True),
            room.site,
            Cell(said(RoomPurpose, room.purpose), tone="second"),
            str(room.capacity),
            accessible,
            Cell(hours, value=minutes / 60) if minutes else Cell("frei", tone="third"),
            ", ".join(part for part in (room.street, room.municipality) if part),
        ),
    )


def _commands(context: AppContext) -> list[PaletteEntry]:
    def go(**target: object) -> None:
        context.go("rooms", **target)

    return [
        PaletteEntry("Neuer Raum", lambda: go(new=True), icon="plus"),
        PaletteEntry("Raum belegen", lambda: go(booking=True), "Rat, Verein …", "calendar-plus"),
        PaletteEntry("Raum sperren", lambda: go(closure=True), icon="ban"),
    ]


def _search(context: AppContext, text: str) -> list[PaletteEntry]:
    from kursplaner.basics.folding import fold

    words = fold(text).split()
    with context.workspace.read() as db:
        rooms = room_rows(db)
    return [
        PaletteEntry(
            room.name,
            lambda key=room.id: context.go("rooms", room_id=key),  # type: ignore[misc]
            f"Raum, {room.site}",
            "door-open",
        )
        for room in rooms
        if all(word in fold(f"{room.name} {room.site}") for word in words)
    ]


SPEC = PageSpec("rooms", "Räume", "door-open", RoomsPage, commands=_commands, search=_search)
