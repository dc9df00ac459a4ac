"""The day as lanes over rooms, childcare and vehicles, and who is in the house now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kursplaner.basics.spans import clock_text, minute_at, minute_of
from kursplaner.desk.wording import names
from kursplaner.desk.wording.counts import counted
from kursplaner.desk.wording.words import said
from kursplaner.domain.kinds import Direction, LessonStatus, Mark, PlaceStatus, SeatResult
from kursplaner.store.queries.attendance import attendance_grid
from kursplaner.store.queries.childcare import SlotRow, childcare_day
from kursplaner.store.queries.lessons import LessonRow, lessons_between
from kursplaner.store.queries.rides import RideRow, rides_day
from kursplaner.store.queries.rooms import room_rows, room_uses
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

SHORT_MINUTES = 120
LONG_TITLE = 14
WITHOUT_ROOM = "Ohne Raum"
WITHOUT_VEHICLE = "Ohne Fahrzeug"
NOT_COMING = (PlaceStatus.EXCUSED.value, PlaceStatus.CANCELLED.value)


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


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that stands on one day, read once."""

    day: date
    lessons: tuple[LessonRow, ...]
    slots: tuple[SlotRow, ...]
    rides: tuple[RideRow, ...]
    lanes: tuple[DayLane, ...]


def read_day(db: Db, day: date) -> Day:
    """Return a day with its lanes: rooms by their first use, then childcare, then vehicles."""
    lessons = tuple(
        one for one in lessons_between(db, day, day) if one.status != LessonStatus.CANCELLED
    )
    slots = tuple(childcare_day(db, day))
    rides = tuple(rides_day(db, day))
    bars = [
        *(_lesson_bar(one, day) for one in lessons),
        *_booking_bars(db, day),
    ]
    care = [(one.room or WITHOUT_ROOM, _slot_bar(one, day)) for one in slots]
    drives = [(one.vehicle or WITHOUT_VEHICLE, _ride_bar(one, day)) for one in rides]
    lanes = (*_lanes(bars), *_lanes(care), *_lanes(drives))
    return Day(day, lessons, slots, rides, lanes)


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


def _lesson_bar(lesson: LessonRow, day: date) -> tuple[str, DayBar]:
    start = minute_of(day)
    teachers = ", ".join(one.name for one in lesson.teachers) or "ohne Lehrkraft"
    long = len(lesson.title) > LONG_TITLE
    short = long or lesson.ends - lesson.starts < SHORT_MINUTES
    people = str(lesson.enrolled) if short else counted(lesson.enrolled, "person")
    text = f"{lesson.title} · {people}" if lesson.enrolled else lesson.title
    bar = DayBar(
        "lesson",
        lesson.id,
        lesson.starts - start,
        lesson.ends - start,
        text,
        lesson.colour,
        f"{text}, {teachers}",
    )
    return lesson.room or WITHOUT_ROOM, bar


def _booking_bars(db: Db, day: date) -> list[tuple[str, DayBar]]:
    titles = {room.id: room.name for room in room_rows(db)}
    start = minute_of(day)
    return [
        (
            titles[use.room_id],
            DayBar(
                "booking",
                use.source_id,
                max(0, use.starts - start),
                min(1440, use.ends - start),
                use.title,
                3,
            ),
        )
        for use in room_uses(db, day, day)
        if use.source == "booking" and use.room_id in titles
    ]


def _slot_bar(slot: SlotRow, day: date) -> DayBar:
    start = minute_of(day)
    children = sum(one.status not in NOT_COMING for one in slot.children)
    carers = counted(len(slot.carers), "carer") if slot.carers else "ohne Betreuungsperson"
    text = f"{counted(children, 'child')} · {carers}"
    tip = f"{text}, {', '.join(slot.courses)}"
    return DayBar(
        "childcare", slot.id, slot.starts - start, slot.ends - start, text, slot.colour, tip
    )


def _ride_bar(ride: RideRow, day: date) -> DayBar:
    start = minute_of(day)
    driver = ride.driver or "niemand zum Fahren eingeteilt"
    text = f"{len(ride.passengers)}/{ride.seats}" if ride.seats else str(len(ride.passengers))
    tip = f"{said(Direction, ride.direction)} {', '.join(ride.courses)}, {text}, {driver}"
    return DayBar("ride", ride.id, ride.starts - start, ride.ends - start, text, ride.colour, tip)


def here_now(db: Db, day: Day, now: datetime) -> HereNow:
    """Return who is here at a moment of that day."""
    minute = minute_at(now)
    running = [one for one in day.lessons if one.starts <= minute < one.ends]
    courses = [_in_course(db, one) for one in running]
    care = [_in_childcare(one, minute) for one in day.slots if one.starts <= minute < one.ends]
    ratio = settings_of(db).number("childcare.children_per_carer")
    children = sum(len(found) for _, found, _ in care)
    carers = sum(count for _, _, count in care)
    driving = [one for one in day.rides if one.starts <= minute < one.ends]
    later = [one.starts for one in day.rides if one.starts > minute]
    return HereNow(
        adults=sum(len(one.people) for one, _ in courses),
        excused=sum(absent for _, absent in courses),
        children=children,
        expected=sum(_expected(one) for one in day.slots if one.starts <= minute < one.ends),
        carers=carers,
        free_places=max(0, carers * ratio - children),
        underway=sum(_aboard(one) for one in driving),
        next_ride=min(later) - minute_of(day.day) if later else None,
        rooms=(*(one for one, _ in courses), *(one for one, _, _ in care)),
    )


def _in_course(db: Db, lesson: LessonRow) -> tuple[RoomList, int]:
    grid = attendance_grid(db, lesson.course_id)
    present, absent = [], 0
    for person in grid.people:
        if not person.expected(lesson):
            continue
        mark = grid.marks.get((person.enrolment_id, lesson.id))
        if mark is not None and mark.mark != Mark.PRESENT:
            absent += 1
        else:
            present.append(person.name)
    staff = tuple(one.name for one in lesson.teachers)
    return RoomList(lesson.room or WITHOUT_ROOM, lesson.title, staff, tuple(present)), absent


def _in_childcare(slot: SlotRow, minute: int) -> tuple[RoomList, list[str], int]:
    carers = tuple(one.name for one in slot.carers if one.starts <= minute < one.ends)
    children = [one.name for one in slot.children if one.status == PlaceStatus.BROUGHT]
    room = RoomList(slot.room or WITHOUT_ROOM, "Kinderbetreuung", carers, tuple(children))
    return room, children, len(carers)


def _expected(slot: SlotRow) -> int:
    return sum(one.status == PlaceStatus.PLANNED for one in slot.children)


def _aboard(ride: RideRow) -> int:
    return sum(one.result in (SeatResult.OPEN, SeatResult.DONE) for one in ride.passengers)


def evacuation_text(rooms: Iterable[RoomList], now: datetime, *, hidden: bool = False) -> str:
    """Return the list as plain text, to copy."""
    lines = [f"Räumungsliste, {clock_text(now.hour * 60 + now.minute)} Uhr"]
    for room in rooms:
        lines += ["", f"{room.room}, {room.what}: {counted(len(room.everybody), 'person')}"]
        lines += [f"- {names.shown(one, hidden=hidden)}" for one in room.everybody]
    return "\n".join(lines)
