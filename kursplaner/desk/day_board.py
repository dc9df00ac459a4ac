"""The day as lanes over rooms, childcare and vehicles, and who is in the house now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kursplaner.basics.spans import clock_text, minute_at, minute_of
from kursplaner.desk.wording import names
from kursplaner.desk.wording.counts import counted
from kursplaner.desk.wording.words import said
from kursplaner.domain.kinds import Direction, LessonStatus, Mark, PlaceStatus
from kursplaner.planning.childcare import TENTHS
from kursplaner.planning.day_ratio import child_weight
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.queries.lessons import (
    LessonChildcare,
    LessonRide,
    LessonRow,
    lessons_between,
)
from kursplaner.store.queries.presence import Expected, expected_people, passengers
from kursplaner.store.queries.rooms import room_rows, room_uses
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

SHORT_MINUTES = 120
LONG_TITLE = 14
WITHOUT_ROOM = "Ohne Raum"
WITHOUT_VEHICLE = "Ohne Fahrzeug"
BOOKING_COLOUR = 3


@dataclass(frozen=True, slots=True)
class DayBar:
    """Something on a day between two of its minutes; `noun` and `id` name the record."""

    noun: str
    id: int
    starts: int
    ends: int
    text: str
    colour: int
    tip: str = ""


@dataclass(frozen=True, slots=True)
class DayLane:
    """A room or vehicle with what happens there."""

    title: str
    bars: tuple[DayBar, ...]


@dataclass(frozen=True, slots=True)
class RoomList:
    """Who is in a room now, for the fire drill: those who work there and those who came."""

    room: str
    what: str
    staff: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Staff first."""
        return (*self.staff, *self.people)


@dataclass(frozen=True, slots=True)
class HereNow:
    """Who is here at one moment.

    Attributes:
        excused: people of the running lessons who are known not to be here.
        expected: children with a place in the running childcare who were not brought yet.
        free_places: children that the carers present may still take.
        next_ride: minute of the day of the next departure.
        rooms: who is in the house, by room; vehicles: who is under way, by vehicle.
    """

    adults: int
    excused: int
    children: int
    expected: int
    carers: int
    free_places: int
    underway: int
    next_ride: int | None
    rooms: tuple[RoomList, ...]
    vehicles: tuple[RoomList, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that stands on one day, read once; a slot or ride of two lessons once."""

    day: date
    lessons: tuple[LessonRow, ...]
    slots: tuple[LessonChildcare, ...]
    rides: tuple[LessonRide, ...]
    lanes: tuple[DayLane, ...]


def read_day(db: Db, day: date, *, hidden: bool = False) -> Day:
    """Return a day with its lanes: rooms by their first use, then childcare, then vehicles.

    With `hidden` those who teach and drive are initials.
    """
    lessons = [one for one in lessons_between(db, day, day) if one.status != LessonStatus.CANCELLED]
    care = {one.childcare.slot_id: one for one in lessons if one.childcare is not None}
    drives = {ride.id: (one, ride) for one in lessons for ride in one.rides}
    start = minute_of(day)
    bars = [*(_lesson_bar(one, start, hidden=hidden) for one in lessons), *_booking_bars(db, day)]
    slots = [(one, one.childcare) for one in care.values() if one.childcare is not None]
    lanes = (
        *_lanes(bars),
        *_lanes(_slot_bar(slot, one, start) for one, slot in slots),
        *_lanes(_ride_bar(ride, one, start, hidden=hidden) for one, ride in drives.values()),
    )
    return Day(
        day,
        tuple(lessons),
        tuple(slot for _, slot in slots),
        tuple(ride for _, ride in drives.values()),
        lanes,
    )


def _lanes(bars: Iterable[tuple[str, DayBar]]) -> Sequence[DayLane]:
    by_title: dict[str, list[DayBar]] = {}
    for title, bar in sorted(bars, key=lambda one: one[1].starts):
        by_title.setdefault(title, []).append(bar)
    return [
        DayLane(title if number == 0 else "", tuple(row))
        for title, found in by_title.items()
        for number, row in enumerate(_rows(found))
    ]


def _rows(bars: Iterable[DayBar]) -> list[list[DayBar]]:
    """Part bars that overlap into rows of their own."""
    rows: list[list[DayBar]] = []
    for bar in bars:
        row = next((one for one in rows if one[-1].ends <= bar.starts), None)
        if row is None:
            rows.append([bar])
        else:
            row.append(bar)
    return rows


def _lesson_bar(lesson: LessonRow, start: int, *, hidden: bool) -> tuple[str, DayBar]:
    named = [names.shown(one.name, hidden=hidden) for one in lesson.teachers]
    teachers = ", ".join(named) or "ohne Lehrkraft"
    long = len(lesson.title) > LONG_TITLE
    short = long or lesson.ends - lesson.starts < SHORT_MINUTES
    people = str(lesson.enrolled) if short else counted(lesson.enrolled, "person")
    text = f"{lesson.title} · {people}" if lesson.enrolled else lesson.title
    tip = f"{lesson.title}, {counted(lesson.enrolled, 'person')}, {teachers}"
    span = (lesson.starts - start, lesson.ends - start)
    bar = DayBar("lesson", lesson.id, *span, text, lesson.colour, tip)
    return lesson.room or WITHOUT_ROOM, bar


def _booking_bars(db: Db, day: date) -> list[tuple[str, DayBar]]:
    start = minute_of(day)
    uses = [use for use in room_uses(db, day, day) if use.source == "booking"]
    titles = {room.id: room.name for room in room_rows(db)} if uses else {}
    found = []
    for use in uses:
        span = (max(0, use.starts - start), min(1440, use.ends - start))
        bar = DayBar("booking", use.source_id, *span, use.title, BOOKING_COLOUR)
        found.append((titles.get(use.room_id, WITHOUT_ROOM), bar))
    return found


def _slot_bar(slot: LessonChildcare, lesson: LessonRow, start: int) -> tuple[str, DayBar]:
    carers = counted(len(slot.carers), "carer") if slot.carers else "ohne Betreuungsperson"
    text = f"{counted(slot.taken, 'child')} · {carers}"
    span = (slot.starts - start, slot.ends - start)
    tip = f"{text}, {lesson.title}"
    bar = DayBar("childcare", slot.slot_id, *span, text, lesson.colour, tip)
    return slot.room or WITHOUT_ROOM, bar


def _ride_bar(
    ride: LessonRide, lesson: LessonRow, start: int, *, hidden: bool
) -> tuple[str, DayBar]:
    named = names.shown(ride.driver, hidden=hidden) if ride.driver else ""
    driver = named or "niemand zum Fahren eingeteilt"
    text = f"{ride.taken}/{ride.seats}" if ride.seats else str(ride.taken)
    tip = f"{said(Direction, ride.direction)} {lesson.title}, {text}, {driver}"
    span = (ride.starts - start, ride.ends - start)
    return ride.vehicle or WITHOUT_VEHICLE, DayBar("ride", ride.id, *span, text, lesson.colour, tip)


def here_now(db: Db, day: Day, now: datetime) -> HereNow:
    """Return who is here at a moment of that day."""
    minute = minute_at(now)
    courses, excused = _in_courses(db, day, minute)
    slots = [slot for slot in childcare_day(db, day.day) if _open(slot, minute)]
    settings = settings_of(db)
    care = [_in_childcare(one, minute) for one in slots]
    carers = sum(len(one.staff) for one in care)
    there = [child for slot in slots for child in slot.children if _is_here(child)]
    weight = sum(child_weight(child, day.day, settings) for child in there)
    limit = carers * settings.number("childcare.children_per_carer")
    vehicles = _under_way(db, day, minute)
    later = [one.starts for one in day.rides if one.starts > minute]
    return HereNow(
        adults=sum(len(one.people) for one in courses),
        excused=excused,
        children=len(there),
        expected=sum(_expected(slot, minute) for slot in slots),
        carers=carers,
        free_places=max(0, (limit * TENTHS - weight) // TENTHS),
        underway=sum(len(one.people) for one in vehicles),
        next_ride=min(later) - minute_of(day.day) if later else None,
        rooms=(*courses, *care),
        vehicles=vehicles,
    )


def _open(slot: SlotRow, minute: int) -> bool:
    """Tell whether a slot runs, or a child is there before it begins or after it ended."""
    return slot.starts <= minute < slot.ends or any(_is_here(child) for child in slot.children)


def _expected(slot: SlotRow, minute: int) -> int:
    """Return how many children of a running slot were not brought yet."""
    runs = slot.starts <= minute < slot.ends
    return sum(runs and child.status == PlaceStatus.PLANNED for child in slot.children)


def _is_here(child: SlotChild) -> bool:
    return child.status == PlaceStatus.BROUGHT


def _under_way(db: Db, day: Day, minute: int) -> tuple[RoomList, ...]:
    rides = [one for one in day.rides if one.starts <= minute < one.ends]
    people = passengers(db, [one.id for one in rides])
    return tuple(
        RoomList(
            one.vehicle or WITHOUT_VEHICLE,
            said(Direction, one.direction),
            (one.driver,) if one.driver else (),
            people.get(one.id, ()),
        )
        for one in rides
    )


def _in_courses(db: Db, day: Day, minute: int) -> tuple[list[RoomList], int]:
    running = [one for one in day.lessons if one.starts <= minute < one.ends]
    by_lesson: dict[int, list[Expected]] = defaultdict(list)
    for person in expected_people(db, [one.id for one in running], day.day):
        by_lesson[person.lesson_id].append(person)
    rooms, absent = [], 0
    for lesson in running:
        present = [one for one in by_lesson[lesson.id] if one.mark in (None, Mark.PRESENT)]
        absent += len(by_lesson[lesson.id]) - len(present)
        staff = tuple(one.name for one in lesson.teachers)
        room = lesson.room or WITHOUT_ROOM
        rooms.append(RoomList(room, lesson.title, staff, tuple(one.name for one in present)))
    return rooms, absent


def _in_childcare(slot: SlotRow, minute: int) -> RoomList:
    at = min(max(minute, slot.starts), slot.ends - 1)
    carers = tuple(one.name for one in slot.carers if one.starts <= at < one.ends)
    children = tuple(one.name for one in slot.children if _is_here(one))
    return RoomList(slot.room or WITHOUT_ROOM, "Kinderbetreuung", carers, children)


def evacuation_text(here: HereNow, now: datetime, *, hidden: bool = False) -> str:
    """Return the list as plain text, to copy."""
    lines = [f"Räumungsliste, {clock_text(now.hour * 60 + now.minute)} Uhr"]
    lines += _lists(here.rooms, hidden=hidden)
    if here.vehicles:
        lines += ["", "Unterwegs, nicht im Haus:", *_lists(here.vehicles, hidden=hidden)]
    return "\n".join(lines)


def _lists(rooms: Iterable[RoomList], *, hidden: bool) -> list[str]:
    lines = []
    for room in rooms:
        lines += ["", f"{room.room}, {room.what}: {counted(len(room.everybody), 'person')}"]
        lines += [f"- {names.shown(one, hidden=hidden)}" for one in room.everybody]
    return lines
