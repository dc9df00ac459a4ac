"""A timetable being laid by hand: who uses what, as a bit mask a day, and what one place costs."""

from collections.abc import Iterator

from kursplaner.planning.timetable.checker import PERSONS
from kursplaner.planning.timetable.formula.strands import meet
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Event,
    Place,
    Placements,
    Problem,
    Wish,
    WishKind,
    cared_at,
    occupations,
)
from kursplaner.planning.timetable.search.ground import (
    Choice,
    beginnings,
    bits,
    ground_of,
    ones,
    reaching,
)


class Board:
    """Places laid so far; `put` asks nothing, `openings` and `blockers` answer.

    Attributes:
        problem: what is laid.
        places: place of each event that has one.
    """

    def __init__(self, problem: Problem, placements: Placements | None = None) -> None:
        """Begin with some places."""
        self.problem = problem
        self.places: Placements = {}
        self._ground = ground_of(problem)
        self._days = problem.grid.days
        self._periods = problem.grid.periods
        self._used = {each.id: [0] * self._days for each in problem.resources}
        self._users: dict[int, set[int]] = {each.id: set() for each in problem.resources}
        for key, place in (placements or {}).items():
            self.put(key, place)

    # --- Laying -------------------------------------------------------------------------------

    def put(self, key: int, place: Place) -> None:
        """Lay an event that is not on the board."""
        self.places[key] = place
        self._mark(key, place)
        for used, _, _ in occupations(self.problem.event[key], place):
            self._users[used].add(key)

    def take(self, key: int) -> Place:
        """Take an event off the board."""
        place = self.places.pop(key)
        for used, _, _ in occupations(self.problem.event[key], place):
            self._users[used].discard(key)
        self._mark(key, place)
        return place

    def _mark(self, key: int, place: Place) -> None:
        day, first = place.start // self._periods, place.start // self._periods * self._periods
        for used, starts, ends in occupations(self.problem.event[key], place):
            mask = bits(max(0, starts - first), min(self._periods, ends - first))
            for number in self._ground.classes[key]:
                self._used[used][day] ^= mask << number * self._periods

    # --- Asking -------------------------------------------------------------------------------

    def openings(self, key: int) -> Iterator[Place]:
        """Yield every place at which the event meets nobody and no closed time."""
        for choice, day, starts in self._starts(key, taken=True):
            place = Place(day * self._periods + starts, *choice)
            if not self.problem.travel or not self._late(key, place):
                yield place

    def conceivable(self, key: int) -> Iterator[Place]:
        """Yield every place that is open whoever else is there."""
        for choice, day, starts in self._starts(key, taken=False):
            yield Place(day * self._periods + starts, *choice)

    def blockers(self, key: int, place: Place) -> set[int]:
        """Return the events in the way of that place."""
        event = self.problem.event[key]
        found = self._late(key, place) if self.problem.travel else set()
        for used, starts, ends in occupations(event, place):
            for other in self._meeting(event, used):
                for their, begin, finish in occupations(
                    self.problem.event[other], self.places[other]
                ):
                    if their == used and begin < ends and starts < finish:
                        found.add(other)
        found.discard(key)
        return found

    def _meeting(self, event: Event, resource: int) -> list[int]:
        """Return the users of a resource in a common week."""
        events = self.problem.event
        return [each for each in self._users[resource] if meet(event.weeks, events[each].weeks)]

    def users(self, resource: int) -> frozenset[int]:
        """Return the events that use a resource."""
        return frozenset(self._users[resource])

    def cost_of(self, key: int, place: Place) -> int:
        """Return what laying the event there would add to the cost; hard wishes weigh most."""
        event = self.problem.event[key]
        cost = sum(each.penalty for each in event.rooms if each.room == place.room)
        for wish in self._ground.wishes.get(key, ()):
            cost += (PARKED_COST if wish.hard else wish.weight) * self._added(wish, event, place)
        for used, starts, ends in occupations(event, place):
            for wish in self._ground.days_wished.get(used, ()):
                weight = PARKED_COST if wish.hard else wish.weight
                cost += weight * self._day_added(wish, used, starts, ends)
        return cost

    # --- Parts --------------------------------------------------------------------------------

    def _starts(self, key: int, *, taken: bool) -> Iterator[tuple[Choice, int, int]]:
        options = Openings(self, key, taken=taken)
        for choice in self._ground.choices[key]:
            for day, mask in enumerate(options.with_choice(choice)):
                yield from ((choice, day, each) for each in ones(mask))

    def taken(self, resource: int, *, taken: bool) -> list[int]:
        """Return the masks of a resource: closed times, with `taken` also its uses."""
        busy = self._ground.busy[resource]
        if not taken:
            return busy
        return [closed | other for closed, other in zip(busy, self._used[resource], strict=True)]

    def folded(self, key: int, masks: list[int]) -> list[int]:
        """Return masks as an event meets them: those of its weeks in one."""
        return self._ground.folded(key, masks)

    def allowed(self, key: int) -> list[int]:
        """Return the starts the event itself allows, a mask a day."""
        return self._ground.allowed[key]

    def _late(self, key: int, place: Place) -> set[int]:
        """Return events at another site which a person could not reach, or come from, in time."""
        if place.room is None:
            return set()
        late: set[int] = set()
        site = self.problem.resource[place.room].site
        mine = list(occupations(self.problem.event[key], place))
        for used, starts, ends in mine:
            if self.problem.resource[used].kind not in PERSONS:
                continue
            for other in set(self._meeting(self.problem.event[key], used)) - {key}:
                there = self.places[other]
                if there.room is None or there.start // self._periods != starts // self._periods:
                    continue
                way = self.problem.travel_between(site, self.problem.resource[there.room].site)
                for their, begin, finish in occupations(self.problem.event[other], there):
                    if their == used and way and begin < ends + way and starts < finish + way:
                        late.add(other)
        return late

    def _added(self, wish: Wish, event: Event, place: Place) -> int:  # noqa: PLR0911 - one a kind
        grid = self.problem.grid
        others = [self.places[each] for each in wish.events if each in self.places]
        match wish.kind:
            case WishKind.STAY:
                return int(place != event.current)
            case WishKind.TIMES:
                return int(touches(wish, event, place))
            case WishKind.HOURS:
                return self._hours_added(wish, event, place)
            case WishKind.FEW_ROOMS:
                rooms = {each.room for each in others} - {None}
                return int(bool(rooms) and place.room not in rooms | {None})
            case WishKind.SAME_TIME:
                cycle = wish.cycle or grid.periods
                phases = {each.start % cycle for each in others}
                return int(bool(others) and place.start % cycle not in phases)
            case WishKind.SPREAD:
                days = {grid.day(each.start) for each in others}
                enough = len(others) >= (wish.limit or len(wish.events))
                return int(grid.day(place.start) in days and not enough)
            case WishKind.CARERS:
                return self._carers_added(wish, event, place)
            case WishKind.WAVES:
                starts = {each.start for each in others}
                near = sum(abs(each - place.start) < (wish.cycle or 1) for each in starts)
                return int(place.start not in starts and near >= wish.limit)
            case _:
                return 0

    def _carers_added(self, wish: Wish, event: Event, place: Place) -> int:
        grid, events = self.problem.grid, self.problem.event
        mine, beyond = cared_at(event, place.start, grid), 0
        for number in self._ground.classes[event.id]:
            needed = dict.fromkeys(mine, 0)
            for other in wish.events:
                there = self.places.get(other)
                if there is None or other == event.id or number not in self._ground.classes[other]:
                    continue
                theirs = cared_at(events[other], there.start, grid)
                for tick in range(max(mine.start, theirs.start), min(mine.stop, theirs.stop)):
                    needed[tick] += events[other].cared_by
            beyond += sum(
                max(0, count + event.cared_by - max(wish.limit, count))
                for tick, count in needed.items()
                if not wish.ticks or tick in wish.ticks
            )
        return beyond

    def _hours_added(self, wish: Wish, event: Event, place: Place) -> int:
        """Return 1 if the event is what makes the resource's work too much."""
        mine = self._worked(wish, event, place)
        before = sum(
            self._worked(wish, self.problem.event[key], self.places[key])
            for key in wish.events
            if key in self.places
        )
        return int(before <= wish.limit < before + mine)

    def _worked(self, wish: Wish, event: Event, place: Place) -> int:
        uses = occupations(event, place)
        return sum(ends - starts for used, starts, ends in uses if used == wish.resource)

    def _day_added(self, wish: Wish, used: int, starts: int, ends: int) -> int:
        day, first = starts // self._periods, starts // self._periods * self._periods
        before = self._in_any_week(self._used[used][day])
        after = before | bits(starts - first, ends - first)
        count = lonely if wish.kind is WishKind.COMPACT else idle
        return count(after) - count(before)

    def _in_any_week(self, mask: int) -> int:
        whole, found = (1 << self._periods) - 1, 0
        while mask:
            found |= mask & whole
            mask >>= self._periods
        return found


class Openings:
    """The starts open to one event, a mask a day, by what it chooses."""

    def __init__(self, board: Board, key: int, *, taken: bool) -> None:
        """Take away what the event's fixed needs bar."""
        self._board = board
        self._event = board.problem.event[key]
        self._seen = taken
        self._closed: dict[tuple[int, bool], list[int]] = {}
        self.starts = list(board.allowed(key))
        for need in self._event.needs:
            self.starts = _without(self.starts, self.closed(need))
        for each in self._event.along:
            masks = board.folded(key, board.taken(each.resource, taken=taken))
            shut = [reaching(mask, each.starts, each.ends) if mask else 0 for mask in masks]
            self.starts = _without(self.starts, shut)

    def closed(self, resource: int, *, care: bool = False) -> list[int]:
        """Return the starts a resource bars; with `care` also before and after."""
        known = self._closed.get((resource, care))
        if known is None:
            event = self._event
            before = event.care_before if care else 0
            length = event.length + (event.care_after if care else 0)
            masks = self._board.folded(event.id, self._board.taken(resource, taken=self._seen))
            known = [beginnings(mask, before, length) if mask else 0 for mask in masks]
            self._closed[resource, care] = known
        return known

    def with_choice(self, choice: Choice) -> list[int]:
        """Return the starts open with that room, teacher and carer."""
        room, teacher, carer = choice
        starts = self.starts
        for used in (room, teacher):
            if used is not None:
                starts = _without(starts, self.closed(used))
        return starts if carer is None else _without(starts, self.closed(carer, care=True))


def _without(starts: list[int], closed: list[int]) -> list[int]:
    return [mask & ~shut for mask, shut in zip(starts, closed, strict=True)]


def idle(mask: int) -> int:
    """Return the empty ticks between the first and the last."""
    return mask.bit_length() - (mask & -mask).bit_length() + 1 - mask.bit_count() if mask else 0


def lonely(mask: int) -> int:
    """Return the ticks that have no neighbour."""
    return (mask & ~(mask << 1) & ~(mask >> 1)).bit_count()


def touches(wish: Wish, event: Event, place: Place) -> bool:
    """Return whether an event at that place lies in the undesired times of the wish."""
    spans = [(place.start, place.start + event.length)]
    if wish.resource is not None:
        spans = [
            (starts, ends)
            for used, starts, ends in occupations(event, place)
            if used == wish.resource
        ]
    return any(not wish.ticks.isdisjoint(range(*span)) for span in spans)
