"""The day by houses, for an office with many: one row each, and who is there now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics.spans import clock_text, minute_of
from kursplaner.desk.today.board import WITHOUT_HOUSE, Day, HereNow
from kursplaner.desk.wording.houses import house_words
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.course_numbers import short_numbers
from kursplaner.store.queries.lessons.lessons import LessonRide, LessonRow
from kursplaner.store.queries.rooms import RoomRow, room_rows
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

CARE = "Kinderbetreuung"
NOT_PLACED = "Ohne Raum"
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class HouseBar:
    """What takes place in a house between two minutes of the day, in whichever of its rooms.

    Attributes:
        text: the number of the course, or how many there are.
        colour: that of the course; None where there are several.
        childcare, rides: whether any of them has some.
    """

    lesson_ids: tuple[int, ...]
    starts: int
    ends: int
    text: str
    tip: str
    colour: int | None
    childcare: bool
    rides: bool


@dataclass(frozen=True, slots=True)
class HouseRow:
    """A house with its day; `children` and `places` of the childcare that is open now."""

    title: str
    town: str
    bars: tuple[HouseBar, ...]
    adults: int
    children: int
    places: int


@dataclass(frozen=True, slots=True)
class RidesNow:
    """The shuttle at one moment: who is under way, what leaves next, what nobody drives yet."""

    total: int
    vehicles: int
    underway: tuple[str, ...]
    next_minute: int | None
    next_count: int
    next_people: int
    without_driver: tuple[str, ...]


def house_rows(db: Db, day: Day, here: HereNow) -> tuple[HouseRow, ...]:
    """Return the houses in which something takes place on a day, by name."""
    rooms = {room.id: room for room in room_rows(db, ended=True)}
    ratio = settings_of(db).number("childcare.children_per_carer")
    found: dict[tuple[str, str], list[LessonRow]] = {}
    words: dict[tuple[str, str], str] = {}
    for lesson in day.lessons:
        room = rooms.get(lesson.room_id or 0)
        key = _named(room)
        words[key] = house_words(room) if room is not None else WITHOUT_HOUSE
        found.setdefault(key, []).append(lesson)
    short = short_numbers({lesson.number for lesson in day.lessons})
    ordered = sorted(found, key=lambda key: (key[0] == NOT_PLACED, key[0].casefold()))
    return tuple(
        HouseRow(*key, tuple(_bars(found[key], day.day, short)), *_now(here, words[key], ratio))
        for key in ordered
    )


def _named(room: RoomRow | None) -> tuple[str, str]:
    """Return the two lines of a house: its town and what it is called there.

    A house whose name says the town ("Bürgerhaus Adorf") is parted, others stand above theirs.
    """
    if room is None:
        return NOT_PLACED, ""
    town = room.municipality.partition("/")[0].strip()
    house, _, last = room.site.rpartition(" ")
    if house and last and town.split(" ")[0].casefold() == last.casefold():
        return last, house
    return room.site, town


def _now(here: HereNow, house: str, ratio: int) -> tuple[int, int, int]:
    """Return adults, children and places of the carers who are in a house now."""
    rooms = [room for room in here.rooms if room.house == house and not room.unclear]
    adults = sum(len(room.people) for room in rooms if room.what != CARE)
    care = [room for room in rooms if room.what == CARE]
    children = sum(len(room.people) for room in care)
    return adults, children, ratio * sum(len(room.staff) for room in care)


def _bars(lessons: Iterable[LessonRow], day: date, short: Mapping[str, str]) -> list[HouseBar]:
    together: list[list[LessonRow]] = []
    for lesson in sorted(lessons, key=lambda lesson: (lesson.starts, lesson.id)):
        if together and max(other.ends for other in together[-1]) > lesson.starts:
            together[-1].append(lesson)
        else:
            together.append([lesson])
    return [_bar(some, day, short) for some in together]


def _bar(some: Sequence[LessonRow], day: date, short: Mapping[str, str]) -> HouseBar:
    midnight = minute_of(day)
    numbers = [short.get(lesson.number, lesson.number) or lesson.title for lesson in some]
    tip = "; ".join(f"{number} {lesson.title}, {lesson.room or NOT_PLACED}"
                    for number, lesson in zip(numbers, some, strict=True))  # fmt: skip
    return HouseBar(
        tuple(lesson.id for lesson in some),
        some[0].starts - midnight,
        max(lesson.ends for lesson in some) - midnight,
        numbers[0] if len(some) == 1 else counted(len(some), "course"),
        tip,
        some[0].colour if len(some) == 1 else None,
        any(lesson.childcare is not None for lesson in some),
        any(lesson.rides for lesson in some),
    )


def rides_now(day: Day, minute: int) -> RidesNow | None:
    """Return the shuttle at a minute of the town's time; None on a day without rides."""
    if not day.rides:
        return None
    later = [ride for ride in day.rides if ride.starts > minute]
    first = min((ride.starts for ride in later), default=None)
    leaving = [ride for ride in later if ride.starts == first]
    free = [ride for ride in day.rides if ride.ends > minute and not ride.driver and ride.taken]
    return RidesNow(
        total=len(day.rides),
        vehicles=len({ride.vehicle_id for ride in day.rides if ride.vehicle_id is not None}),
        underway=tuple(
            ride.vehicle or "" for ride in day.rides if ride.starts <= minute < ride.ends
        ),
        next_minute=None if first is None else first - minute_of(day.day),
        next_count=len(leaving),
        next_people=sum(ride.taken for ride in leaving),
        without_driver=tuple(_when(ride, day.day) for ride in free),
    )


def named_some(names: Sequence[str]) -> str:
    """Return "Bus 7 und Bus 9", or "Bus 7, Bus 9 und 3 weitere"."""
    some = [name for name in names if name]
    rest = len(some) - MOST_NAMED
    return listed([*some[:MOST_NAMED], f"{rest} weitere"]) if rest > 0 else listed(some)


def _when(ride: LessonRide, day: date) -> str:
    at = clock_text(ride.starts - minute_of(day))
    return f"{ride.vehicle}, {at}" if ride.vehicle else at
