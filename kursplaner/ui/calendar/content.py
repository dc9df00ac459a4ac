"""What the calendar shows of a stretch of days: lanes, blocks, shades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from kursplaner.store.queries.rooms import room_rows, room_uses
from kursplaner.store.session import Db
from kursplaner.ui.widgets import CalendarBlock, CalendarContent, CalendarLane, CalendarShade

NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was read of some days.

    Attributes:
        lanes: "" for none, else rooms, teachers, carers or vehicles.
        marks: the sentence of a conflict by lesson.
    """

    days: tuple[date, ...]
    lessons: tuple[LessonRow, ...]
    off: DaysOff
    lanes: str = ""
    marks: Mapping[int, str] | None = None
    all_lanes: tuple[CalendarLane, ...] = ()
    closed: tuple[CalendarShade, ...] = ()


def days_off(db: Db, settings: Settings, first: date, last: date) -> DaysOff:
    """Return the holidays and closing days of the town."""
    closings = [
        closing(day.first_day, day.last_day, day.name)
        for day in closing_days(db, first, last)
        if day.site_id is None
    ]
    land, second = settings.text("calendar.land"), settings.text("calendar.second_land")
    return DaysOff(land, second, closings, local_keys(settings))


def room_lanes(db: Db) -> tuple[CalendarLane, ...]:
    """Return a lane for every room in use."""
    return tuple(CalendarLane(str(room.id), room.name) for room in room_rows(db))


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


def conflict_marks(rows: Iterable[LessonRow], conflicts: Iterable[Conflict]) -> dict[int, str]:
    """Return the gravest sentence that stands against each lesson, its childcare or its rides."""
    return {key: sentence(found[0]) for key, found in by_lesson(rows, conflicts).items()}


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
    shown = stretch.lessons
    blocks = [block for row in shown for block in _blocks(row, stretch)]
    lanes = _lanes(shown, stretch, hidden=hidden)
    starts = min((block.starts for block in blocks), default=first * 60)
    ends = max((block.ends for block in blocks), default=last * 60)
    return CalendarContent(
        days=stretch.days,
        blocks=tuple(blocks),
        lanes=lanes,
        shades=(*_holidays(stretch), *(stretch.closed if stretch.lanes == "rooms" else ())),
        first_hour=min(first, starts // 60),
        last_hour=max(last, -(-ends // 60)),
        today=today,
    )


def _holidays(stretch: Stretch) -> Iterator[CalendarShade]:
    for day in stretch.days:
        public, closed = stretch.off.public(day), stretch.off.closed(day)
        school = stretch.off.school(day)
        found = public or closed or school
        if found is not None:
            kind = "closed" if closed and not public else "holiday"
            yield CalendarShade(day, text=found.name, kind=kind)  # type: ignore[arg-type]


def _lanes(
    rows: Sequence[LessonRow], stretch: Stretch, *, hidden: bool
) -> tuple[CalendarLane, ...]:
    if not stretch.lanes:
        return ()
    titles = {key: title for row in rows for key, title in _lane_keys(row, stretch.lanes)}
    if stretch.lanes in {"teachers", "carers"}:
        shown = names.initials if hidden else names.short
        titles = {key: title if key == NOWHERE else shown(title) for key, title in titles.items()}
    if stretch.lanes == "rooms":
        known = {lane.key: lane.title for lane in stretch.all_lanes}
        titles = {**{k: t for k, t in known.items() if k in titles or len(stretch.days) == 1},
                  **({NOWHERE: titles[NOWHERE]} if NOWHERE in titles else {})}  # fmt: skip
    ordered = sorted(titles.items(), key=lambda lane: (lane[0] == NOWHERE, lane[1].casefold()))
    return tuple(CalendarLane(key, title) for key, title in ordered)


def _lane_keys(row: LessonRow, lanes: str) -> list[tuple[str, str]]:
    """Return key and title of each lane a lesson stands in; one without stands in the last."""
    found: list[tuple[str, str]] = []
    if lanes == "rooms" and row.room_id is not None:
        found = [(str(row.room_id), row.room or "")]
    elif lanes == "teachers":
        found = [(str(person.id), person.name) for person in row.teachers]
    elif lanes == "carers" and row.childcare is not None:
        found = [(str(person.id), person.name) for person in row.childcare.carers]
    elif lanes == "vehicles":
        cars = {ride.vehicle_id: ride.vehicle or "" for ride in row.rides}
        found = [(str(key), title) for key, title in cars.items() if key is not None]
    missing = {"rooms": "ohne Raum", "teachers": "ohne Lehrkraft"}
    services = {"carers": row.childcare is not None, "vehicles": bool(row.rides)}
    if not found and services.get(lanes, True):
        return [(NOWHERE, missing.get(lanes, "unbesetzt"))]
    return found


def _blocks(row: LessonRow, stretch: Stretch) -> Iterator[CalendarBlock]:
    midnight = minute_of(row.day)
    care = row.childcare
    out = [ride for ride in row.rides if ride.direction == Direction.OUT]
    cancelled = row.status not in LESSONS_TAKING_PLACE
    movable = not clock.has_come(row.starts) and not row.recorded and not cancelled
    lanes = [key for key, _ in _lane_keys(row, stretch.lanes)] if stretch.lanes else [""]
    for lane in lanes:
        yield CalendarBlock(
            key=row.id,
            day=row.day,
            starts=minute_of_day(row.starts),
            ends=row.ends - midnight,
            title=row.title,
            lines=(row.room or "ohne Raum",) if stretch.lanes != "rooms" else (),
            colour=row.colour,
            lane=lane,
            childcare=free_of(care.taken, care.places) if care and not cancelled else "",
            rides=free_of(sum(r.taken for r in out), sum(r.seats for r in out))
            if out and not cancelled
            else "",
            conflict=(stretch.marks or {}).get(row.id, ""),
            movable=movable,
            cancelled=cancelled,
            number=row.number,
        )
