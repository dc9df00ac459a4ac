"""The day as lanes over rooms, childcare and vehicles, and who is in the house now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kursplaner.basics.spans import clock_text, minute_at, minute_of, minute_of_day
from kursplaner.desk.wording.houses import house_words
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.attendance.presence import (
    AFTER,
    BEFORE,
    Ground,
    Moment,
    Presence,
    Spot,
    Wait,
    children_here,
    presence,
)
from kursplaner.planning.childcare.beside_lessons import TENTHS
from kursplaner.planning.childcare.day_ratio import child_weight
from kursplaner.store.queries.lessons.lessons import (
    LessonChildcare,
    LessonRide,
    LessonRow,
    lessons_between,
)
from kursplaner.store.queries.rooms import RoomRow, room_rows, room_uses
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

SHORT_MINUTES = 120
LONG_TITLE = 14
WITHOUT_ROOM = "Ohne Raum"
WITHOUT_VEHICLE = "Ohne Fahrzeug"
WITHOUT_HOUSE = "Haus nicht eingetragen"
BEFORE_LESSON = "Vor dem Termin im Haus"
AFTER_LESSON = "Nach dem Termin im Haus"
NOT_BROUGHT = "Kinder erwartet, noch nicht als gebracht eingetragen"
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
    """Who is in a room now, for the fire drill: those who work there and those who came.

    Attributes:
        house: name and address of the house the room is in; empty for a vehicle.
        unclear: these children should be here, but nobody noted that they were brought.
        waits: these came by a ride before their lesson, or wait after it for the ride back.
    """

    room: str
    what: str
    staff: tuple[str, ...]
    people: tuple[str, ...]
    house: str = ""
    unclear: bool = False
    waits: bool = False

    @property
    def everybody(self) -> tuple[str, ...]:
        """Staff first."""
        return (*self.staff, *self.people)


@dataclass(frozen=True, slots=True)
class HouseList:
    """One house with its rooms; `sure` and `unclear` count people."""

    title: str
    rooms: tuple[RoomList, ...]

    @property
    def sure(self) -> int:
        """How many are taken to be in the house."""
        return sum(len(room.everybody) for room in self.rooms if not room.unclear)

    @property
    def unclear(self) -> int:
        """How many children should be here, without a note that they were brought."""
        return sum(len(room.everybody) for room in self.rooms if room.unclear)


@dataclass(frozen=True, slots=True)
class HereNow:
    """Who is here at one moment; nobody stands twice, in rooms and vehicles together.

    Attributes:
        excused: people of the running lessons who are known not to be here.
        expected: children of the running childcare who were not brought yet.
        free_places: children that the carers present may still take.
        next_ride: minute of the day of the next departure.
        rooms: who is in the house, by house and room; vehicles: who is under way, by vehicle.
        left_out: houses that are not asked for (`desk.today.drill.only_house`).
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
    left_out: tuple[HouseList, ...] = ()

    @property
    def houses(self) -> tuple[HouseList, ...]:
        """The rooms by house, in the order of the rooms."""
        found: dict[str, list[RoomList]] = {}
        for room in self.rooms:
            found.setdefault(room.house, []).append(room)
        return tuple(HouseList(title, tuple(rooms)) for title, rooms in found.items())


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
    lessons = [
        lesson for lesson in lessons_between(db, day, day) if lesson.status in LESSONS_TAKING_PLACE
    ]
    care = {lesson.childcare.slot_id: lesson for lesson in lessons if lesson.childcare is not None}
    drives = {ride.id: (lesson, ride) for lesson in lessons for ride in lesson.rides}
    start = minute_of(day)
    bars = [
        *(_lesson_bar(lesson, start, hidden=hidden) for lesson in lessons),
        *_booking_bars(db, day),
    ]
    slots = [(lesson, lesson.childcare) for lesson in care.values() if lesson.childcare is not None]
    lanes = (
        *_lanes(bars),
        *_lanes(_slot_bar(slot, lesson, start) for lesson, slot in slots),
        *_lanes(_ride_bar(ride, lesson, start, hidden=hidden) for lesson, ride in drives.values()),
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
    for title, bar in sorted(bars, key=lambda pair: pair[1].starts):
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
        row = next((row for row in rows if row[-1].ends <= bar.starts), None)
        if row is None:
            rows.append([bar])
        else:
            row.append(bar)
    return rows


def _lesson_bar(lesson: LessonRow, start: int, *, hidden: bool) -> tuple[str, DayBar]:
    named = [names.shown(person.name, hidden=hidden) for person in lesson.teachers]
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
    moment = presence(db, day.day, day.lessons, minute)
    there = [child for _, child in children_here(moment.slots)]
    settings = settings_of(db)
    waiting = [
        person for person in moment.people if person.ground in {Ground.ARRIVED, Ground.WAITS}
    ]
    waiting_children = sum(person.child for person in waiting)
    weight = sum(child_weight(child, day.day, settings) for child in there)
    carers = _count(moment, CHILDCARE, works=True)
    limit = carers * settings.number("childcare.children_per_carer")
    later = [ride.starts for ride in day.rides if ride.starts > minute]
    return HereNow(
        adults=_count(moment, LESSON, works=False) + len(waiting) - waiting_children,
        excused=moment.absent,
        children=sum(person.ground is Ground.BROUGHT for person in moment.people)
        + waiting_children,
        expected=sum(person.unclear for person in moment.people),
        carers=carers,
        free_places=max(0, (limit * TENTHS - weight) // TENTHS),
        underway=_count(moment, RIDE, works=False),
        next_ride=min(later) - minute_of(day.day) if later else None,
        rooms=_rooms(db, moment),
        vehicles=tuple(_vehicles(moment)),
    )


def _count(moment: Moment, kind: str, *, works: bool) -> int:
    return sum(person.spot.kind == kind and person.works == works for person in moment.people)


def _rooms(db: Db, moment: Moment) -> tuple[RoomList, ...]:
    """Return the lists of all rooms, by house, the rooms without a house last."""
    known = {room.id: room for room in room_rows(db, ended=True)}
    found = sorted(
        _lists_of_rooms(moment, known),
        key=lambda room: (
            room.house == WITHOUT_HOUSE,
            room.house,
            room.waits,
            room.room,
            room.unclear,
        ),
    )
    return tuple(found)


def _lists_of_rooms(moment: Moment, known: Mapping[int, RoomRow]) -> Iterator[RoomList]:
    for lesson in moment.lessons:
        people = moment.at(Spot(LESSON, lesson.id))
        yield _room_list(known.get(lesson.room_id or 0), lesson.title, people)
    for slot in moment.slots:
        room, people = known.get(slot.room_id or 0), moment.at(Spot(CHILDCARE, slot.id))
        yield _room_list(
            room, "Kinderbetreuung", [person for person in people if not person.unclear]
        )
        unclear = [person for person in people if person.unclear]
        if unclear:
            yield _room_list(room, NOT_BROUGHT, unclear, unclear=True)

    for wait in moment.waits:
        people = moment.at(wait.spot)
        found = _room_list(known.get(wait.lesson.room_id or 0), _wait_words(wait), people)
        yield replace(found, room=_WAITS[wait.spot.kind], waits=True)


_WAITS = {BEFORE: BEFORE_LESSON, AFTER: AFTER_LESSON}


def _wait_words(wait: Wait) -> str:
    """Return "A2 Alltag ab 9:00 Uhr, Schulungsraum" or "A2 Alltag, Rückfahrt 11:45 Uhr"."""
    time = f"{clock_text(minute_of_day(wait.until))} Uhr"
    if wait.spot.kind == AFTER:
        return f"{wait.lesson.title}, Rückfahrt {time}"
    return f"{wait.lesson.title} ab {time}, {wait.lesson.room or WITHOUT_ROOM}"


def _room_list(
    room: RoomRow | None, what: str, people: Iterable[Presence], *, unclear: bool = False
) -> RoomList:
    title, house = (room.name, house_words(room)) if room else (WITHOUT_ROOM, WITHOUT_HOUSE)
    there = list(people)
    staff = tuple(person.name for person in there if person.works)
    guests = tuple(person.name for person in there if not person.works)
    return RoomList(title, what, staff, guests, house, unclear)


def _vehicles(moment: Moment) -> Iterator[RoomList]:
    for ride in moment.rides:
        people = moment.at(Spot(RIDE, ride.id))
        yield RoomList(
            ride.vehicle or WITHOUT_VEHICLE,
            said(Direction, ride.direction),
            tuple(person.name for person in people if person.works),
            tuple(person.name for person in people if not person.works),
        )
