"""A timetable as plain data: what is to be placed, where it may go, what is wished, what came out.

Time is a grid: `days` of equally many `periods`; a *tick* is `day * periods + period`. A day may be
a weekday (a week that repeats) or a date; what a period is (15 minutes, a lecture) is the caller's
choice. An event lies within one day and takes the ticks [start, start + length).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.formula.strands import Strand, meet, strands

PARKED_COST = 100_000
"""What one event left out costs in a score: more than any wishes together may gain."""


class WishKind(StrEnum):
    """What can be wished; beside each, what one unit of its penalty is.

    Attributes:
        FEW_ROOMS: rooms beyond the first used by the wish's events.
        CONNECTED: idle ticks between the first and the last use of its resource on a day.
        COMPACT: ticks its resource is used with no use right before or after on that day; for
            lectures of one period.
        SPREAD: days missing to `limit` (0: one day for each of its events).
        TIMES: placed events of it that touch one of its ticks; with a resource only those that
            use this resource then.
        SAME_TIME: different values of start modulo `cycle` (0: the time of day) beyond the first.
        WAVES: ticks and waves above `limit` vehicles: its events that start together at one site
            are one wave, which takes a vehicle for `cycle` ticks until the start.
        STAY: placed events that are elsewhere than at their current place.
        HOURS: 1 where the wish's events use its resource for more than `limit` ticks together.
        CARERS: carers beyond `limit` that the childcare of its events needs, tick by tick, at its
            ticks (none: at all).
    """

    FEW_ROOMS = "few_rooms"
    CONNECTED = "connected"
    COMPACT = "compact"
    SPREAD = "spread"
    TIMES = "times"
    SAME_TIME = "same_time"
    WAVES = "waves"
    STAY = "stay"
    HOURS = "hours"
    CARERS = "carers"


@dataclass(frozen=True, slots=True)
class Grid:
    """Days of equally many periods."""

    days: int
    periods: int

    @property
    def ticks(self) -> int:
        """How many ticks there are."""
        return self.days * self.periods

    def day(self, tick: int) -> int:
        """Return the day of a tick."""
        return tick // self.periods

    def fits(self, start: int, length: int) -> bool:
        """Return whether an event of that length from there stays within its day."""
        return start >= 0 and start % self.periods + length <= self.periods and start < self.ticks


@dataclass(frozen=True, slots=True)
class Busy:
    """Ticks [starts, ends) that cannot be used, and why; `weeks` as in Event (empty: always)."""

    starts: int
    ends: int
    reason: ConflictKind
    weeks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Resource:
    """What can be used once at a time: a room, a person, a group of participants.

    Attributes:
        id: unique over all kinds.
        kind: the conflict it would be to use it twice: ROOM, TEACHER, CARER, PARTICIPANT …
        busy: when it cannot be used at all.
        site: where a room is; for `Problem.travel` and WAVES.
    """

    id: int
    kind: ConflictKind
    busy: tuple[Busy, ...] = ()
    site: int = 0


@dataclass(frozen=True, slots=True)
class RoomOption:
    """A room an event may take: with what penalty, or the reason why it may not after all."""

    room: int
    penalty: int = 0
    barred: ConflictKind | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is: tick, room, teacher and carer; None for what it does not have."""

    start: int
    room: int | None = None
    teacher: int | None = None
    carer: int | None = None


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along with an event at a fixed distance: a carer, a room, a vehicle, a driver.

    `starts` and `ends` are ticks from the event's start, negative before it.
    """

    resource: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Event:
    """One lesson to be placed.

    Attributes:
        id: unique among the events.
        course: what its siblings share.
        length: in ticks.
        starts: where it may begin; `closed` names reasons for some of them.
        rooms: any one of them; none: it needs no room.
        teachers: any one of them; none: it needs none.
        carers: any one of them; none: it needs none.
        needs: resources it always uses: groups, participants, a vehicle.
        closed: ticks it may not touch, with the reason: holidays, closing days, the course's end.
        current: where it is today; one that may be barred by now.
        pinned: it stays at `current`.
        care_before: ticks the carer is there before it.
        care_after: and after it.
        weeks: the weeks in which it is held, where a day of the grid is a weekday: two events
            (or an event and a Busy) without a common week never meet; empty: in all weeks.
        along: what else it uses, at a fixed distance from its start.
        cared_by: how many carers its childcare needs, from `care_before` it to `care_after` it.
    """

    id: int
    course: int
    length: int
    starts: tuple[int, ...]
    rooms: tuple[RoomOption, ...] = ()
    teachers: tuple[int, ...] = ()
    carers: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    closed: tuple[Busy, ...] = ()
    current: Place | None = None
    pinned: bool = False
    care_before: int = 0
    care_after: int = 0
    weeks: frozenset[int] = frozenset()
    along: tuple[Along, ...] = ()
    cared_by: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish; a hard one must have no penalty, a soft one costs weight x penalty.

    Attributes:
        id: unique among the wishes.
        kind: what is counted.
        weight: cost of one unit; without meaning for a hard one.
        hard: whether it may be broken at a cost.
        events: ids of the events it is about (all kinds but CONNECTED and COMPACT).
        resource: whose day it is about (CONNECTED, COMPACT; TIMES if given), whose work (HOURS).
        ticks: undesired times (TIMES), those it is about (CARERS).
        limit: days wanted (SPREAD), vehicles (WAVES), ticks (HOURS), people (CARERS).
        cycle: see SAME_TIME and WAVES.
    """

    id: int
    kind: WishKind
    weight: int = 1
    hard: bool = False
    events: tuple[int, ...] = ()
    resource: int | None = None
    ticks: frozenset[int] = frozenset()
    limit: int = 0
    cycle: int = 0


@dataclass(frozen=True)
class Problem:
    """Everything a timetable is made from.

    Attributes:
        grid: days and periods.
        resources: every id named by an event or a wish.
        events: what is to be placed, or stays and counts.
        wishes: what is wished.
        travel: ticks between two different sites for any person, by (site, site), both ways.
    """

    grid: Grid
    resources: tuple[Resource, ...]
    events: tuple[Event, ...]
    wishes: tuple[Wish, ...] = ()
    travel: dict[tuple[int, int], int] = field(default_factory=dict)

    @cached_property
    def resource(self) -> dict[int, Resource]:
        """Resources by id."""
        return {each.id: each for each in self.resources}

    @cached_property
    def event(self) -> dict[int, Event]:
        """Events by id."""
        return {each.id: each for each in self.events}

    @cached_property
    def wish(self) -> dict[int, Wish]:
        """Wishes by id."""
        return {each.id: each for each in self.wishes}

    @cached_property
    def classes(self) -> tuple[frozenset[int], ...]:
        """Sets of events held in a same week, none within another; one of all without weeks.

        Who shares no class never meets. A closed time belongs to a class by its week.
        """
        return tuple(events for events, _ in self._strands)

    @cached_property
    def _strands(self) -> tuple[Strand, ...]:
        closed = {each.weeks for resource in self.resources for each in resource.busy}
        closed |= {each.weeks for event in self.events for each in event.closed}
        return strands({event.id: event.weeks for event in self.events}, closed)

    def classes_of(self, event: Event) -> tuple[int, ...]:
        """Return the numbers of the classes an event belongs to."""
        return tuple(at for at, events in enumerate(self.classes) if event.id in events)

    def classes_in(self, weeks: frozenset[int]) -> tuple[int, ...]:
        """Return the numbers of the classes that are held in some weeks (empty: in all)."""
        return tuple(at for at, (_, those) in enumerate(self._strands) if meet(weeks, those))

    def travel_between(self, site: int, other: int) -> int:
        """Return the ticks a person needs from one site to the other."""
        return self.travel.get((site, other), self.travel.get((other, site), 0))


Placements = dict[int, Place]
"""Places by event id; events that are not in it are parked."""


@dataclass(frozen=True, slots=True)
class Reason:
    """How many of an event's conceivable places are barred for one reason."""

    kind: ConflictKind
    count: int
    resource: int | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """An event left out: what bars its places, the most frequent first."""

    event: int
    places: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one wish costs: its penalty in units and the cost, weight included."""

    wish: int
    units: int
    cost: int


@dataclass(frozen=True, slots=True)
class Breach:
    """A hard rule broken: which, by which events, at which resource or wish."""

    kind: ConflictKind | None
    events: tuple[int, ...]
    resource: int | None = None
    wish: int | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of placements is worth.

    Attributes:
        cost: rooms' penalties and soft wishes, parked events not counted.
        rooms: the part of it that is room penalties.
        parts: soft wishes that cost something.
        parked: events without a place.
        moved: events that are elsewhere than their `current` place, or parked.
        breaches: hard rules broken; empty for everything this package returns.
    """

    cost: int
    rooms: int
    parts: tuple[Part, ...]
    parked: tuple[int, ...]
    moved: tuple[int, ...]
    breaches: tuple[Breach, ...]

    @property
    def total(self) -> int:
        """The cost with parked events."""
        return self.cost + PARKED_COST * len(self.parked)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands: best total so far, what cannot be beaten (if known), seconds."""

    best: int
    parked: int
    bound: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Solution:
    """The best timetable found.

    Attributes:
        placements: place of each event that has one.
        parked: the others, with reasons.
        score: as the checker counts it.
        proven: nothing better exists.
        stopped: it was cancelled before its time.
        seconds: how long it took.
        first_seconds: when the first complete timetable was there.
    """

    placements: Placements
    parked: tuple[Parked, ...]
    score: Score
    proven: bool
    stopped: bool
    seconds: float
    first_seconds: float


def cared_at(event: Event, start: int, grid: Grid) -> range:
    """Return the ticks of its day at which an event's childcare goes on."""
    first = grid.day(start) * grid.periods
    ends = min(first + grid.periods, start + event.length + event.care_after)
    return range(max(first, start - event.care_before), ends)


def occupations(event: Event, place: Place) -> Iterator[tuple[int, int, int]]:
    """Yield (resource, starts, ends) for everything the event uses at that place."""
    ends = place.start + event.length
    for used in (place.room, place.teacher, *event.needs):
        if used is not None:
            yield used, place.start, ends
    if place.carer is not None:
        yield place.carer, max(0, place.start - event.care_before), ends + event.care_after
    for each in event.along:
        yield each.resource, max(0, place.start + each.starts), place.start + each.ends
