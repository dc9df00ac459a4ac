"""Heute: one time line, what is to do, who is here, what to come back to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.today import safety
from kursplaner.desk.today import things_to_do as to_do
from kursplaner.desk.today.board import Day, HereNow, here_now, read_day
from kursplaner.desk.today.drill import houses
from kursplaner.desk.today.follow_ups import follow_up_lines
from kursplaner.desk.today.houses import HouseRow, house_rows, rides_now
from kursplaner.desk.wording.words import days
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.ui import tasks
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.look.theme import theme
from kursplaner.ui.today.absence import AbsenceDialog
from kursplaner.ui.today.cards import FollowUpCard, HereCard
from kursplaner.ui.today.evacuation import EvacuationDialog
from kursplaner.ui.today.first_steps import FirstStepsCard, Step, first_steps
from kursplaner.ui.today.houses import HousesCard, RidesCard
from kursplaner.ui.today.to_do import ToDoCard
from kursplaner.ui.widgets import (
    Bar,
    Button,
    Lane,
    Page,
    PaletteEntry,
    PrimaryButton,
    Text,
    Timeline,
)
from kursplaner.ui.widgets.pages.tab_order import follow_layout

HALF_MINUTE = 30_000
LAST = 1230
NARROW = 860
MOST_LANES = 9
"""Rooms and vehicles with something on a day that still stand each in a lane of their own."""
FOLLOW_UPS_AHEAD = timedelta(days=7)
PLACES = {
    "lesson": ("calendar", "lesson_id"),
    "booking": ("rooms", "booking_id"),
    "childcare": ("childcare", "slot_id"),
    "ride": ("rides", "ride_id"),
}


class TodayPage(Page):
    """The first page: the clerk sees what is next.

    Signals:
        looked(): what is to do was found and is shown.
    """

    looked = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__("Heute")
        self._context = context
        self._absence: AbsenceDialog | None = None
        self._day: Day | None = None
        self._look = 0
        self._add_tools()
        self.timeline = Timeline()
        self.timeline.activated.connect(self._open_bar)
        self.to_do = ToDoCard()
        self.to_do.wanted.connect(self._do)
        self.here = HereCard()
        self.here.list_wanted.connect(self.show_evacuation)
        self.houses, self.rides = HousesCard(), RidesCard()
        self.houses.list_wanted.connect(self.show_evacuation)
        self.houses.bar_activated.connect(self._open_lessons)
        self._against: dict[int, bool] = {}
        self._rows: tuple[tuple[HouseRow, ...], HereNow] | None = None
        self.follow_ups = FollowUpCard(context)
        self.first_steps = FirstStepsCard()
        self.first_steps.wanted.connect(self._do)
        self._lay_out()
        self._pulse = QTimer(self)
        self._pulse.setInterval(HALF_MINUTE)
        self._pulse.timeout.connect(self._tick)
        self._pulse.start()
        self.refresh()

    def begun(self) -> dict[str, object]:
        begun = self.follow_ups.begun()
        return {"title": "Neue Wiedervorlage", "place": "today", **begun} if begun else {}

    def bring_back(self, kept: Mapping[str, object]) -> None:
        self.follow_ups.bring_back(kept)

    def refresh(self) -> None:
        """Read the day again."""
        now, today = self._now(), self._context.today()
        hidden = self._context.names_hidden
        head = f"{days.weekday_long(today.weekday())} {today.day}. {days.month(today.month)}"
        self.head.show_title(f"Heute, {head} {today.year}")
        with self._context.workspace.read() as db:
            day = self._day = read_day(db, today, hidden=hidden)
            self._show_day(day, now)
            self._show_here(db, day, now)
            steps = first_steps(db)
            lines = follow_up_lines(db, today + FOLLOW_UPS_AHEAD, hidden=hidden)
            self.follow_ups.show_lines(lines, today)
        self.first_steps.show_steps(steps)
        many = _by_houses(day)
        self.timeline.setVisible(not steps or bool(day.lanes))
        self._place_timeline(beneath=many)
        self.houses.setVisible(many)
        self.here.setVisible(not many)
        self._columns.setStretch(0, 5 if many else 8)
        self._columns.setStretch(1, 6 if many else 5)
        self.to_do.setVisible(not steps)
        follow_layout(self.body)
        self._look_for_things(day, now, hidden=hidden)

    def _look_for_things(self, day: Day, now: datetime, *, hidden: bool) -> None:
        """Look off the window's thread: the conflicts of the next days take a moment."""
        workspace = self._context.workspace
        self._look += 1
        look = self._look
        if hidden:
            self.to_do.show_things([])

        def things(_progress: tasks.Progress) -> tuple[int, list[to_do.ToDo]]:
            with workspace.read() as db:
                things = to_do.things_to_do(db, day, now, hidden=hidden)
                due = safety.code_trial(workspace.path, settings_of(db), now.date())
                return look, [*things, *due]

        tasks.start("Zu tun", things, self._show_things)

    def _show_things(self, found: tuple[int, list[to_do.ToDo]]) -> None:
        look, things = found
        if look == self._look:
            self.to_do.show_things(things)
            self._mark_lessons(things)
            follow_layout(self.body)
            self._count_badges()
            self.looked.emit()

    def _place_timeline(self, *, beneath: bool) -> None:
        """Lay the lanes of all rooms and vehicles above the cards, or beneath where many."""
        at = self.body.indexOf(self._lanes_head)
        if beneath != (self.body.indexOf(self.timeline) > at):
            self.body.removeWidget(self.timeline)
            self.body.insertWidget(at if beneath else at - 1, self.timeline)
        self._lanes_head.setVisible(beneath)

    def _show_here(self, db: Db, day: Day, now: datetime) -> None:
        """Show who is here; by houses where there is too much for lanes."""
        here = here_now(db, day, now)
        self.here.show_state(here)
        if _by_houses(day):
            rows = house_rows(db, day, here)
            self._rows = (rows, here)
            self.houses.show_houses(rows, here, now, self._against)
        self.rides.show_rides(rides_now(day, minute_at(now)) if _by_houses(day) else None)

    def _mark_lessons(self, things: Iterable[to_do.ToDo]) -> None:
        """Mark the lessons of today against which something stands, hard ones in red."""
        found: dict[int, bool] = {}
        for conflict in (conflict for thing in things for conflict in thing.conflicts):
            for subject in conflict.subjects:
                if subject.noun == "lesson":
                    found[subject.id] = found.get(subject.id, False) or conflict.hard
        if found != self._against and self._rows is not None:
            self._against = found
            self.houses.show_houses(*self._rows, self._now(), found)

    def show_target(self, **target: object) -> None:
        """Open the dialog that a command asks for: `absence` or `evacuation`."""
        if target.get("absence"):
            self.report_absence()
        elif target.get("evacuation"):
            self.show_evacuation()
        elif target.get("follow_up"):
            self.follow_ups.line.setFocus()

    def print_page(self) -> bool:
        """Go to the print centre with today's lists."""
        self._context.go("printing", day=self._context.today())
        return True

    def report_absence(self) -> None:
        """Ask who is missing and when, and show what that touches."""
        self._absence = AbsenceDialog(self._context, self)
        self._absence.open()

    def show_evacuation(self) -> None:
        """Show who is in which room now."""
        now = self._now()
        with self._context.workspace.read() as db:
            here = here_now(db, read_day(db, self._context.today()), now)
            there = houses(db, here)
        hidden = self._context.names_hidden
        dialog = EvacuationDialog(self._context, here, now, self, houses=there, hidden=hidden)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() != way:
            self._columns.setDirection(way)

    def _add_tools(self) -> None:
        absence = Button("Ausfall melden", icon="user-x")
        absence.clicked.connect(self.report_absence)
        lists = PrimaryButton("Listen für heute drucken", "printer")
        lists.clicked.connect(self.print_page)
        self.head.add_tool(absence)
        self.head.add_tool(lists)

    def _lay_out(self) -> None:
        self.body.addWidget(self.first_steps)
        self.body.addWidget(self.timeline)
        columns = self._columns = QHBoxLayout()
        columns.setSpacing(theme().px(16))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.to_do)
        left.addStretch(1)
        right.setSpacing(theme().px(16))
        right.addWidget(self.here)
        right.addWidget(self.houses)
        right.addWidget(self.rides)
        right.addWidget(self.follow_ups)
        right.addStretch(1)
        columns.addLayout(left, 8)
        columns.addLayout(right, 5)
        self.body.addLayout(columns)
        self._lanes_head = Text("Räume, Betreuung und Fahrzeuge", "head")
        self._lanes_head.hide()
        self.body.addWidget(self._lanes_head)
        self.body.addStretch(1)

    def _now(self) -> datetime:
        return datetime.combine(self._context.today(), clock.now().time())

    def _show_day(self, day: Day, now: datetime) -> None:
        lanes = [
            Lane(
                lane.title,
                tuple(
                    Bar((bar.noun, bar.id), bar.starts, bar.ends, bar.text, bar.colour, bar.tip)
                    for bar in lane.bars
                ),
            )
            for lane in day.lanes
        ]
        minute = now.hour * 60 + now.minute
        ends = max((bar.ends for lane in day.lanes for bar in lane.bars), default=0)
        last = max(LAST, -(-ends // 60) * 60 + 30)
        self.timeline.show_day(lanes or [Lane("Nichts geplant")], now=minute, last=last)

    def _count_badges(self) -> None:
        counts = {"rides": 0, "childcare": 0}
        for thing in self.to_do.things:
            if thing.place in counts and thing.weight is to_do.Weight.NOW:
                counts[thing.place] += 1
        for place, count in counts.items():
            self._context.set_badge(place, count)

    def _tick(self) -> None:
        """Move the line of now and count anew; the rest changes by notices only."""
        if not self.isVisible():
            return
        if self._day is None or self._day.day != self._context.today():
            self.refresh()
            return
        now = self._now()
        self._show_day(self._day, now)
        with self._context.workspace.read() as db:
            self._show_here(db, self._day, now)

    def _open_lessons(self, keys: object) -> None:
        """Open the lesson of a bar; of several the calendar of the day."""
        if isinstance(keys, tuple):
            target = {"lesson_id": keys[0]} if len(keys) == 1 else {}
            self._context.go("calendar", day=self._context.today(), **target)

    def _open_bar(self, key: Hashable) -> None:
        if isinstance(key, tuple):
            noun, number = key
            place, name = PLACES[noun]
            self._context.go(place, day=self._context.today(), **{name: number})

    def _do(self, thing: object) -> None:
        if isinstance(thing, to_do.ToDo | Step):
            self._context.go(thing.place, **dict(thing.target))


def _by_houses(day: Day) -> bool:
    """Tell whether a day is read by houses: too many rooms and vehicles for lanes of their own."""
    return len(day.lanes) > MOST_LANES and len(set(_rooms(day))) > 1


def _rooms(day: Day) -> Iterator[int | None]:
    return (lesson.room_id for lesson in day.lessons)


def _commands(context: AppContext) -> list[PaletteEntry]:
    def go(**target: object) -> None:
        context.go("today", **target)

    day: date = context.today()
    return [
        PaletteEntry(
            "Listen für heute drucken", lambda: context.go("printing", day=day), icon="printer"
        ),
        PaletteEntry("Ausfall melden", lambda: go(absence=True), "Person fällt aus", "user-x"),
        PaletteEntry("Räumungsliste", lambda: go(evacuation=True), "Wer ist jetzt hier?", "siren"),
        PaletteEntry("Neue Wiedervorlage", lambda: go(follow_up=True), icon="calendar-clock"),
    ]


SPEC = PageSpec("today", "Heute", "sun", TodayPage, commands=_commands)
