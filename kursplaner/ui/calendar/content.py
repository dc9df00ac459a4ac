"""What the calendar shows of a stretch of days: lanes, blocks, shades."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import DAY_MINUTES, minute_of, minute_of_day
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import free_of
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.holidays import DaysOff, closing, local_keys
from kursplaner.domain.kinds import ClosureReason, Direction, OccupationSource
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.conflicts.by_lesson import by_lesson
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.rooms import room_uses
from kursplaner.store.session import Db
from kursplaner.ui.calendar.lanes import (
    RoomLane,
    folded,
    lane_keys,
    lanes_of,
    shortened,
    stands_across,
)
from kursplaner.ui.widgets import CalendarBlock, CalendarContent, CalendarShade


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was read of some days.

    Attributes:
        lanes: "" for none, else rooms, teachers, carers or vehicles.
        marks: the gravest conflict by lesson.
        folded: the houses whose rooms stand in one lane.
    """

    days: tuple[date, ...]
    lessons: tuple[LessonRow, ...]
    off: DaysOff
    lanes: str = ""
    marks: Mapping[int, Conflict] | None = None
    all_lanes: tuple[RoomLane, ...] = ()
    closed: tuple[CalendarShade, ...] = ()
    folded: frozenset[Hashable] = frozenset()


def days_off(db: Db, settings: Settings, first: date, last: date) -> DaysOff:
    """Return the holidays and closing days of the town."""
    closings = [
        closing(day.first_day, day.last_day, day.name)
        for day in closing_days(db, first, last)
        if day.site_id is None
    ]
    land, second = settings.text("calendar.land"), settings.text("calendar.second_land")
    return DaysOff(land, second, closings, local_keys(settings))


def room_shades(db: Db, first: date, last: date) -> tuple[CalendarShade, ...]:
    """Return bookings of others and closures of rooms as shades on their lanes."""
    found = []
    for use in room_uses(db, first, last):
        if use.source not in {OccupationSource.BOOKING.value, "closure"}:
            continue
        text = use.title if use.source != "closure" else said(ClosureReason, use.title)
        found += list(_shades(use.room_id, use.starts, use.ends, (first, last), text))
    return tuple(found)


def _shades(
    room: int, starts: int, ends: int, within: tuple[date, date], text: str
) -> Iterator[CalendarShade]:
    day = within[0]
    while day <= within[1]:
        midnight = minute_of(day)
        begin, end = max(starts, midnight), min(ends, midnight + DAY_MINUTES)
        if begin < end:
            yield CalendarShade(day, begin - midnight, end - midnight, text, str(room))
        day += timedelta(days=1)


def gravest(rows: Iterable[LessonRow], conflicts: Iterable[Conflict]) -> dict[int, Conflict]:
    """Return the gravest that stands against each lesson, its childcare or its rides."""
    return {key: found[0] for key, found in by_lesson(rows, conflicts).items()}


def day_hours(settings: Settings) -> tuple[int, int]:
    """Return the first and the last full hour of the calendar's day, as the town has set it."""
    first = min(settings.number("calendar.day_starts") // 60, 23)
    last = min(-(-settings.number("calendar.day_ends") // 60), 24)
    return first, max(last, first + 1)


def content_of(
    stretch: Stretch, today: date, hours: tuple[int, int], *, hidden: bool = False
) -> CalendarContent:
    """Return what the widget shows; hours grow where a lesson lies before or after them."""
    first, last = hours
    lanes = lanes_of(
        stretch.lessons,
        stretch.lanes,
        stretch.all_lanes,
        single_day=len(stretch.days) == 1,
        hidden=hidden,
    )
    across = stands_across(lanes, stretch.days)
    found = [block for row in stretch.lessons for block in _blocks(row, stretch, hidden=hidden)]
    blocks: tuple[CalendarBlock, ...] = shortened(found)
    if across:
        lanes, blocks = folded(lanes, blocks, stretch.folded)
    starts = min((block.starts for block in blocks), default=first * 60)
    ends = max((block.ends for block in blocks), default=last * 60)
    return CalendarContent(
        days=stretch.days,
        blocks=blocks,
        lanes=lanes,
        shades=(*_holidays(stretch), *(stretch.closed if stretch.lanes == "rooms" else ())),
        first_hour=min(first, starts // 60),
        last_hour=max(last, -(-ends // 60)),
        today=today,
        across=across,
        now=clock.now().hour * 60 + clock.now().minute,
    )


def _holidays(stretch: Stretch) -> Iterator[CalendarShade]:
    for day in stretch.days:
        public, closed = stretch.off.public(day), stretch.off.closed(day)
        school = stretch.off.school(day)
        found = public or closed or school
        if found is not None:
            kind = "closed" if closed and not public else "holiday"
            yield CalendarShade(day, text=found.name, kind=kind)  # type: ignore[arg-type]


def _blocks(row: LessonRow, stretch: Stretch, *, hidden: bool) -> Iterator[CalendarBlock]:
    midnight = minute_of(row.day)
    care = row.childcare
    out = [ride for ride in row.rides if ride.direction == Direction.OUT]
    cancelled = row.status not in LESSONS_TAKING_PLACE
    movable = not clock.has_come(row.starts) and not row.recorded and not cancelled
    lanes = [key for key, _ in lane_keys(row, stretch.lanes)] if stretch.lanes else [""]
    against = (stretch.marks or {}).get(row.id)
    for lane in lanes:
        yield CalendarBlock(
            key=row.id,
            day=row.day,
            starts=minute_of_day(row.starts),
            ends=row.ends - midnight,
            title=row.title,
            lines=_lines(row, stretch.lanes, hidden=hidden),
            colour=row.colour,
            lane=lane,
            childcare=free_of(care.taken, care.places) if care and not cancelled else "",
            rides=free_of(sum(r.taken for r in out), sum(r.seats for r in out))
            if out and not cancelled
            else "",
            conflict=sentence(against) if against is not None else "",
            hard=against is not None and against.hard,
            movable=movable,
            cancelled=cancelled,
            number=row.number,
        )


def _lines(row: LessonRow, lanes: str, *, hidden: bool) -> tuple[str, ...]:
    """Return room and teachers of a lesson, without what its lane says already."""
    said = names.initials if hidden else names.short
    teachers = ", ".join(said(person.name) for person in row.teachers)
    room = "" if lanes == "rooms" else row.room or "ohne Raum"
    who = "" if lanes == "teachers" else teachers
    return tuple(filter(None, (room, who)))
