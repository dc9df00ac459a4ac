"""In which lanes the lessons stand, which of them are of one house, and what is folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics.spans import overlap
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.course_numbers import short_numbers
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.rooms import RoomRow
from kursplaner.ui.widgets import CalendarBlock, CalendarLane

NOWHERE = "-"
MOST_COLUMNS = 4
"""Lanes of a week that still stand beside each other within each day."""
MOST_COLUMNS_OF_A_DAY = 8
MANY_ROOMS = 6
"""Rooms in use from which the week is shown by rooms unless somebody wants another view."""
TWICE = "doppelt belegt"
SERVING = frozenset(("childcare",))
"""What a room is for that no course is planned into."""


@dataclass(frozen=True, slots=True)
class HouseKey:
    """Stands for a house among the lanes, and for what is merged of it while it is folded."""

    site_id: int


@dataclass(frozen=True, slots=True)
class RoomLane(CalendarLane):
    """The lane of a room; one that only serves is shown where something takes place in it."""

    serves: bool = False


def room_lanes(rooms: Sequence[RoomRow]) -> tuple[RoomLane, ...]:
    """Return a lane for every room, house by house, what only serves at the end of each."""
    ordered = sorted(rooms, key=lambda room: (room.site.casefold(), room.purpose in SERVING))
    return tuple(
        RoomLane(
            str(room.id),
            room.name,
            HouseKey(room.site_id),
            room.site,
            serves=room.purpose in SERVING,
        )
        for room in ordered
    )


def lane_keys(row: LessonRow, lanes: str) -> list[tuple[str, str]]:
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


def lanes_of(
    rows: Sequence[LessonRow],
    lanes: str,
    rooms: Iterable[RoomLane],
    *,
    single_day: bool,
    hidden: bool,
) -> tuple[CalendarLane, ...]:
    """Return the lanes in which something stands; of a single day all rooms."""
    if not lanes:
        return ()
    titles = {key: title for row in rows for key, title in lane_keys(row, lanes)}
    last = (CalendarLane(NOWHERE, titles.pop(NOWHERE)),) if NOWHERE in titles else ()
    if lanes == "rooms":
        twice = _booked_twice(rows)
        shown = [room for room in rooms if room.key in titles or (single_day and not room.serves)]
        marked = (replace(room, note=TWICE if room.key in twice else "") for room in shown)
        return (*marked, *last)
    if lanes in {"teachers", "carers"}:
        said = names.initials if hidden else names.short
        titles = {key: said(title) for key, title in titles.items()}
    ordered = sorted(titles.items(), key=lambda lane: lane[1].casefold())
    return (*(CalendarLane(key, title) for key, title in ordered), *last)


def stands_across(lanes: Sequence[CalendarLane], days: Sequence[date]) -> bool:
    """Tell whether so many lanes are read better as rows than as columns of each day."""
    return len(lanes) > (MOST_COLUMNS if len(days) > 1 else MOST_COLUMNS_OF_A_DAY)


def _booked_twice(rows: Iterable[LessonRow]) -> set[str]:
    by_room: dict[int, list[LessonRow]] = {}
    for row in rows:
        if row.room_id is not None and row.status in LESSONS_TAKING_PLACE:
            by_room.setdefault(row.room_id, []).append(row)
    return {
        str(room)
        for room, some in by_room.items()
        if any(overlap(row, other) for at, row in enumerate(some) for other in some[at + 1 :])
    }


def shortened(blocks: Iterable[CalendarBlock]) -> tuple[CalendarBlock, ...]:
    """Return blocks with the short form of their numbers, as unlike each other as they are."""
    some = tuple(blocks)
    short = short_numbers({block.number for block in some if block.number})
    return tuple(replace(block, short=short.get(block.number, "")) for block in some)


def folded(
    lanes: Sequence[CalendarLane], blocks: Sequence[CalendarBlock], closed: Collection[Hashable]
) -> tuple[tuple[CalendarLane, ...], tuple[CalendarBlock, ...]]:
    """Return lanes and blocks with each closed group as one lane and one block for each time."""
    if not closed:
        return tuple(lanes), tuple(blocks)
    group_of = {lane.key: lane.group for lane in lanes if lane.group in closed}
    kept = [lane for lane in lanes if lane.key not in group_of]
    groups = {lane.group: lane for lane in lanes if lane.key in group_of}
    stood = {lane.key: at for at, lane in enumerate(lanes)}
    first = {
        group: min(stood[key] for key, g in group_of.items() if g == group) for group in groups
    }
    made = [
        (first[group], replace(lane, key=f"house{first[group]}", title=lane.heading, folded=True))
        for group, lane in groups.items()
    ]
    ordered = sorted([*((stood[lane.key], lane) for lane in kept), *made], key=lambda pair: pair[0])
    inside: dict[Hashable, list[CalendarBlock]] = {}
    for block in blocks:
        if block.lane in group_of:
            inside.setdefault(group_of[block.lane], []).append(block)
    merged = [
        block
        for at, lane in made
        for block in _merged(lane.key, lane.group, inside.get(lane.group, []))
    ]
    rest = [block for block in blocks if block.lane not in group_of]
    return tuple(lane for _, lane in ordered), (*rest, *merged)


def _merged(lane: str, group: Hashable, blocks: Sequence[CalendarBlock]) -> Iterator[CalendarBlock]:
    """Yield one block for each stretch in which something takes place; a single one stays."""
    together: list[list[CalendarBlock]] = []
    for block in sorted(blocks, key=lambda block: (block.day, block.starts, block.ends)):
        before = together[-1] if together else None
        if before and before[0].day == block.day and max(b.ends for b in before) > block.starts:
            before.append(block)
        else:
            together.append([block])
    for some in together:
        if len(some) == 1:
            yield replace(some[0], lane=lane, movable=False)
            continue
        first, worst = some[0], sorted(some, key=lambda block: not block.hard)
        colours = Counter(block.colour for block in some)
        yield CalendarBlock(
            key=(group, first.day, first.starts),
            day=first.day,
            starts=first.starts,
            ends=max(block.ends for block in some),
            title=counted(len({block.number or block.title for block in some}), "course"),
            lines=(", ".join(block.mark for block in some),),
            colour=colours.most_common(1)[0][0],
            lane=lane,
            conflict=next((block.conflict for block in worst if block.conflict), ""),
            movable=False,
            cancelled=all(block.cancelled for block in some),
            hard=any(block.hard for block in some),
            grouped=True,
        )
