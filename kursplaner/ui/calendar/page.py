"""The calendar page: a day, a week or a month, and the lesson in hand beside it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget

from kursplaner.basics.spans import day_of, minute_of, minute_of_day
from kursplaner.desk.lessons.card import lesson_card
from kursplaner.desk.lessons.proposals import Proposal
from kursplaner.planning.conflicts.grouping import ConflictGroup
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import WITHOUT_ROOM, MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.ui.calendar.choices import LANES, NOTHING, VIEWS
from kursplaner.ui.calendar.conflict_strip import ConflictStrip, list_groups
from kursplaner.ui.calendar.filters import FilterBar
from kursplaner.ui.calendar.judging import Judge, judge_of
from kursplaner.ui.calendar.lanes import MANY_ROOMS, NOWHERE, HouseKey
from kursplaner.ui.calendar.lesson_in_hand import LessonInHand
from kursplaner.ui.calendar.month import MonthContent, MonthView
from kursplaner.ui.calendar.periods import period_text, shown_days, stepped
from kursplaner.ui.calendar.proposal_panel import ProposalPanel
from kursplaner.ui.calendar.proposing import Proposing
from kursplaner.ui.calendar.reading import read_period
from kursplaner.ui.context import AppContext, PageSpec
from kursplaner.ui.courses.lessons.panel import show_lesson
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    CalendarBlock,
    CalendarContent,
    ChoiceField,
    PaletteEntry,
    PeriodStepper,
    PrimaryButton,
    Segmented,
    WeekCalendar,
)
from kursplaner.ui.widgets.pages.frame import NARROW

ROOM_OF_ROWS = 1080
"""Pixels that lanes as rows want beside the inspector: five days of four lessons each."""


class CalendarPage(LessonInHand):
    """Lessons by time; they are dragged, and what goes along is shown before it is stored.

    Attributes:
        week: the widget of days; month: that of a month.
        proposing: holds the open proposal; never more than one is open.
    """

    kinds = frozenset(
        {
            *("courses", "rooms", "childcare", "rides", "people"),
            *("settings", "town", "attendance", "conflicts"),
        }
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__("Kalender", context)
        self._day = context.today()
        self._content = CalendarContent(())
        self._folded: set[Hashable] = set()
        self._groups: tuple[ConflictGroup, ...] = ()
        self._asked_for_lanes = False
        self.proposing = Proposing(context, self)
        self.proposing.proposed.connect(self._show_proposal)
        self.proposing.ended.connect(self._proposal_ended)
        self._add_tools()
        self._add_views()
        self._bind_keys()
        panel = ProposalPanel(self.inspector, self.proposing, self) if self.inspector else None
        self.panel = panel
        self.refresh()

    # --- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the period again; an open proposal is judged anew."""
        view = self.view.current()
        self.week.step = self._context.workspace.settings.number("calendar.snap_minutes")
        with self._context.workspace.read() as db:
            period = read_period(
                db,
                self._context,
                (view, self._day),
                self.filters,
                lambda rows: self._lanes_for(rows, view),
                self._folded,
            )
        self._content, self._groups = period.content, period.groups
        self._stepper.show_text(period_text(view, self._day, self._context.today()))
        self.set_narrow(ROOM_OF_ROWS if self._content.across else NARROW)
        self.conflicts.show_groups(self._groups)
        self._place_conflicts()
        self._show(view)
        if self.proposing.current is not None:
            self.proposing.again()
        else:
            self._inspect(self._selected_key())

    def show_target(self, **target: object) -> None:
        """Show a day (`day`) or a lesson (`lesson_id`)."""
        day, lesson = target.get("day"), target.get("lesson_id")
        if isinstance(lesson, int):
            with self._context.workspace.read() as db:
                day = next((row.day for row in lessons_by_id(db, [lesson])), day)
        if isinstance(day, date):
            self._show_day(day)
        if isinstance(lesson, int):
            self.week.choose(lesson)
            if self._card is None or self._card.row.id != lesson:
                self._inspect(lesson)
            self.open_inspector()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_conflicts()

    def _place_conflicts(self) -> None:
        """Show the causes in a strip where the inspector, which lists them, is a drawer."""
        wanted = self._content.across and bool(self._groups) and self.has_drawer()
        if self.conflicts.isHidden() == wanted:
            self.conflicts.setVisible(wanted)

    def print_page(self) -> bool:
        """Open the print centre for the day of the lesson in hand, else the shown one."""
        day = self._card.row.day if self._card is not None else self._day
        self._context.go("printing", day=day)
        return True

    def _lanes_for(self, rows: Sequence[LessonRow], view: str) -> str:
        """Return what the lanes are; a county's week stands by rooms unless asked otherwise."""
        if view == "month":
            return ""
        rooms = {row.room_id for row in rows if row.room_id is not None}
        if not self._asked_for_lanes and len(rooms) >= MANY_ROOMS:
            self._asked_for_lanes = True
            self.lanes.choose(self.lanes.current() or "rooms")
        return self.lanes.current()

    def _fold(self, group: object) -> None:
        """Fold the rooms of a house into one lane, or unfold them."""
        if isinstance(group, HouseKey):
            self._folded ^= {group}
            self.refresh()

    def _switch_lanes(self, _key: str = "") -> None:
        self._asked_for_lanes = True
        self._switch()

    def _show(self, view: str) -> None:
        content = self._content
        self.lanes.setEnabled(view != "month")
        if view != "month":
            self._stack.setCurrentWidget(self.week)
            self.week.show_content(content)
            return
        self._stack.setCurrentWidget(self.month)
        holidays = {shade.day: shade.text for shade in content.shades if not shade.lane}
        self.month.show_content(
            MonthContent(content.days, self._day.month, content.blocks, holidays, content.today)
        )

    def _selected_key(self) -> Hashable | None:
        if self.view.current() == "month":
            return self._card.row.id if self._card is not None else None
        return self.week.current_key()

    def _show_day(self, day: date) -> None:
        """Go to a day; nothing is read again where its period is shown already."""
        same = shown_days(self.view.current(), day) == shown_days(self.view.current(), self._day)
        if same and self._content.days:
            self._discard()
            self._day = day
        else:
            self._go_to(day)

    def _go_to(self, day: date) -> None:
        self._discard()
        self._day = day
        self.refresh()

    def _step(self, steps: int) -> None:
        self._go_to(stepped(self.view.current(), self._day, steps))

    def _go_today(self) -> None:
        self._go_to(self._context.today())

    def _switch(self, _key: str = "") -> None:
        if self._card is not None:
            self._day = self._card.row.day
        self._go_to(self._day)

    def _open_day(self, day: object) -> None:
        if isinstance(day, date):
            self.view.choose("day")
            self._go_to(day)

    # --- building -----------------------------------------------------------------------------

    def _add_tools(self) -> None:
        self._stepper = PeriodStepper("", width=118)
        self._stepper.stepped.connect(self._step)
        self._stepper.today_wanted.connect(self._go_today)
        self.head.add_beside(self._stepper)
        self.view = Segmented(VIEWS, "week", name="Ansicht")
        self.view.chosen.connect(self._switch)
        self.lanes = ChoiceField(LANES, "", name="Bahnen nach")
        self.lanes.setFixedWidth(theme().px(118))
        self.lanes.chosen.connect(self._switch_lanes)
        lay_out = Button("Stundenplan", icon="wand-sparkles", tip="Stundenplan legen, reparieren")
        lay_out.clicked.connect(lambda: self._context.go("timetable"))
        new = PrimaryButton("Neuer Kurs", "plus", tip="Strg+N")
        new.clicked.connect(self._new_course)
        for tool in (self.view, self.lanes, lay_out, new):
            self.head.add_tool(tool)

    def _add_views(self) -> None:
        self.week, self.month = WeekCalendar(), MonthView()
        self.week.set_judge(self._judge)
        self.week.block_selected.connect(self._selected)
        self.week.block_activated.connect(self._open)
        self.week.block_dropped.connect(self._dropped)
        self.week.block_copied.connect(self._copied)
        self.week.block_stretched.connect(self._stretched)
        self.week.place_activated.connect(self._new_course_at)
        self.week.group_toggled.connect(self._fold)
        self.month.block_selected.connect(self._selected)
        self.month.block_activated.connect(self._open)
        self.month.day_activated.connect(self._open_day)
        self.filters = FilterBar()
        self.filters.changed.connect(self._switch)
        self.body.addWidget(self.filters)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.week)
        self._stack.addWidget(self.month)
        self.body.addWidget(self._stack, 1)
        self.conflicts = ConflictStrip(self._context)
        self.body.addWidget(self.conflicts)

    def _bind_keys(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Delete", self.cancel_lesson),
            ("Ctrl+D", self.add_lesson),
            ("PgUp", lambda: self._step(-1)),
            ("PgDown", lambda: self._step(1)),
        ):
            QShortcut(QKeySequence(keys), self._stack, act, context=here)
        self._escape = QShortcut(QKeySequence("Escape"), self, self._discard, context=here)
        self._escape.setEnabled(False)

    # --- the lesson in hand ---------------------------------------------------------------------

    def _selected(self, key: object) -> None:
        if self._pending() == key is not None:
            return
        self._discard()
        self._inspect(key)
        if isinstance(key, int):
            self.open_inspector()

    def _inspect(self, key: object) -> None:
        if self.inspector is None:
            return
        self._card = None
        if isinstance(key, int):
            with self._context.workspace.read() as db:
                self._card = lesson_card(db, key, hidden=self._context.names_hidden)
        if self._card is None and self._content.across and self._groups:
            list_groups(self.inspector, self._context, self._groups)
        elif self._card is None:
            self.inspector.show_nothing(NOTHING)
        else:
            show_lesson(self.inspector, self._card, self._acts(self._card), self._context)

    def _open(self, key: object) -> None:
        """Enter or double click: take over what is proposed, unfold a house, open the course."""
        if isinstance(key, tuple):
            self._fold(key[0])
            return
        if self._pending() == key is not None:
            self.proposing.apply()
            return
        if self._card is None or self._card.row.id != key:
            self._inspect(key)
        self.open_course()

    # --- moving ---------------------------------------------------------------------------------

    def _judge(self, block: CalendarBlock) -> Judge:
        shown = (self._content.days[0], self._content.days[-1])
        return judge_of(self._context, block, shown, self.lanes.current())

    def _dropped(self, key: object, day: date, minute: int, lane: str) -> None:
        if isinstance(key, int):
            room, stand_in = self._room_of(key, lane), self._stand_in(key, lane)
            reach = self.proposing.reach_for(key)
            to = minute_of(day, minute)
            self.proposing.propose(MoveWish(key, to, room, reach, stand_in))

    def _copied(self, key: object, day: date, minute: int, lane: str) -> None:
        if isinstance(key, int):
            wish = CopyWish(key, minute_of(day, minute), self._room_of(key, lane))
            self.proposing.propose(wish)

    def _room_of(self, key: int, lane: str) -> int | None:
        """Return the room a block was dropped on (0: none), None where it stays in its own."""
        if self.lanes.current() != "rooms" or lane in self._own_lanes(key):
            return None
        return WITHOUT_ROOM if lane == NOWHERE else int(lane) if lane.isdigit() else None

    def _stand_in(self, key: int, lane: str) -> StandIn | None:
        """Return who shall teach when a block was dropped on somebody else's lane."""
        own = self._own_lanes(key)
        if self.lanes.current() != "teachers" or lane in own or not lane.isdigit():
            return None
        held = self.week.current_block()
        goes = held.lane if held is not None and held.key == key and len(own) > 1 else ""
        return StandIn(int(lane), int(goes) if goes.isdigit() else None)

    def _own_lanes(self, key: int) -> set[str]:
        return {block.lane for block in self._content.blocks if block.key == key}

    def _stretched(self, key: object, starts: int, ends: int) -> None:
        if isinstance(key, int):
            block = next(block for block in self._content.blocks if block.key == key)
            midnight = minute_of(block.day)
            self._discard()
            self.proposing.propose(StretchWish(key, midnight + starts, midnight + ends))

    def _show_proposal(self, proposal: Proposal) -> None:
        wish = proposal.wish
        self.week.clear_ghost()
        self.week.choose(wish.lesson_id)
        if isinstance(wish, MoveWish | CopyWish):
            to = proposal.row.starts if wish.to is None else wish.to
            stand_in = wish.stand_in if isinstance(wish, MoveWish) else None
            lane = self._lane_of(wish.room_id, stand_in)
            text = "Kopie" if isinstance(wish, CopyWish) else ""
            place = (day_of(to), minute_of_day(to), lane)
            self.week.show_ghost(wish.lesson_id, *place, text=text)
        self._escape.setEnabled(True)
        if self.panel is not None:
            self.panel.show(proposal)
        self.open_inspector()

    def _lane_of(self, room: int | None, stand_in: StandIn | None) -> str:
        """Return the lane of the ghost, empty for that of its block."""
        if self.lanes.current() == "rooms" and room is not None:
            return str(room) if room else NOWHERE
        by_teacher = self.lanes.current() == "teachers" and stand_in is not None
        return str(stand_in.comes) if by_teacher and stand_in is not None else ""

    def _pending(self) -> int | None:
        """Return the lesson of the open proposal."""
        return None if self.proposing.current is None else self.proposing.current.row.id

    def _discard(self) -> None:
        self.proposing.discard()

    def _proposal_ended(self, added: object) -> None:
        self._escape.setEnabled(False)
        self.week.clear_ghost()
        (self.month if self.view.current() == "month" else self.week).setFocus()
        self._inspect(self._selected_key())
        if isinstance(added, int):
            self.week.choose(added)

    # --- a new course ---------------------------------------------------------------------------

    def _new_course(self) -> None:
        self._context.go("courses", new=True)

    def _new_course_at(self, day: date, minute: int, lane: str) -> None:
        target: dict[str, object] = {"day": day, "starts": minute}
        if self.lanes.current() == "rooms" and lane.isdigit():
            target["room_id"] = int(lane)
        self._context.go("courses", new=True, **target)


def _commands(context: AppContext) -> list[PaletteEntry]:
    today = context.today()
    return [
        PaletteEntry(
            "Heute im Kalender", lambda: context.go("calendar", day=today), icon="calendar-days"
        )
    ]


SPEC = PageSpec("calendar", "Kalender", "calendar-days", CalendarPage, commands=_commands)
