"""Which ideas suit which kind of conflict, the cheap and different ones first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.fixes import childcare, people, rooms, times
from kursplaner.planning.fixes.situation import ROOM, FixKind, Idea, Situation

Maker = Callable[[Situation], Iterable[Idea]]
Kind = ConflictKind

_TIMES: tuple[Maker, ...] = (times.other_times, times.shortened)
_ENDS: tuple[Maker, ...] = (times.swapped_lessons, times.cancelled)
_ROOMS: tuple[Maker, ...] = (rooms.other_rooms, rooms.swapped_rooms, rooms.without_room)
_WORK: tuple[Maker, ...] = (people.stand_ins, *_TIMES, times.cancelled)
_MEETING: tuple[Maker, ...] = (people.stand_ins, *_TIMES, *_ENDS)

MAKERS: Mapping[ConflictKind, tuple[Maker, ...]] = MappingProxyType(
    {
        Kind.ROOM: (*_ROOMS, *_TIMES, *_ENDS),
        Kind.TEACHER: _MEETING,
        Kind.CARER: _WORK,
        Kind.DRIVER: _WORK,
        Kind.VEHICLE: _WORK,
        Kind.CLOSURE: (*_ROOMS, *_MEETING),
        Kind.AVAILABILITY: (*_ROOMS, *_MEETING),
        Kind.COURSE: (*_TIMES, times.cancelled),
        Kind.HOLIDAY: (times.other_times, times.cancelled),
        Kind.CLOSING_DAY: (times.other_times, times.cancelled),
        Kind.PARTICIPANT: _MEETING,
        Kind.CHILD: _MEETING,
        Kind.GUARDIAN: _TIMES,
        Kind.NEVER_TOGETHER: _MEETING,
        Kind.TRAVEL: (*_MEETING, rooms.other_rooms),
        Kind.FAMILY_CHAIN: (childcare.other_hours, people.other_vehicles, *_TIMES),
        Kind.ROOM_CAPACITY: _ROOMS,
        Kind.ACCESSIBILITY: _ROOMS,
        Kind.EQUIPMENT: _ROOMS,
        Kind.NO_ROOM: (rooms.other_rooms, times.other_times),
        Kind.NO_TEACHER: (people.missing_people, times.cancelled),
        Kind.CARER_MISSING: (people.missing_people,),
        Kind.DRIVER_MISSING: (people.missing_people,),
        Kind.CHILDCARE_CAPACITY: (childcare.for_too_many,),
        Kind.VEHICLE_CAPACITY: (people.other_vehicles,),
        Kind.CHILD_SEAT: (people.other_vehicles,),
        Kind.CREDENTIAL: (people.throughout,),
        Kind.ROLE: (people.throughout,),
        Kind.CARER_HOURS: (people.fewer_hours,),
        Kind.WEEKLY_HOURS: (people.fewer_hours,),
    }
)
"""What can solve a kind of conflict; a kind without any can only be accepted."""


def ideas(situation: Situation) -> Iterator[Idea]:
    """Yield ideas: the best of each kind by rank, then the second of each, and so on."""
    by_kind: dict[FixKind, list[Idea]] = {}
    resource = situation.resource
    about_room = resource is None or resource[0] == ROOM or situation.conflict.kind is Kind.TRAVEL
    for maker in MAKERS.get(situation.conflict.kind, ()):
        if maker in _ROOMS and not about_room:
            continue
        for idea in maker(situation):
            by_kind.setdefault(idea.kind, []).append(idea)
    lines = [sorted(some, key=lambda idea: idea.rank) for some in by_kind.values()]
    for round_ in zip_longest(*lines):
        yield from sorted((idea for idea in round_ if idea is not None), key=lambda idea: idea.rank)
