"""A timetable as a formula for CP-SAT: all of it, its times alone, its rooms alone, or a part.

Times alone (`Scope.counted`) does not choose rooms but counts them: at every tick no more events
than rooms that may take them, and the least penalty any choice of rooms could have. Each formula
begins with a complete hint.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kursplaner.planning.timetable.checker import PERSONS
from kursplaner.planning.timetable.formula.sheet import Sheet
from kursplaner.planning.timetable.formula.teams import Team, TeamMaker, fixed_team, grouped
from kursplaner.planning.timetable.formula.terms import Terms, by_site, terms
from kursplaner.planning.timetable.problem import (
    PARKED_COST,
    Event,
    Place,
    Placements,
    Problem,
    RoomOption,
    Wish,
    WishKind,
)

if TYPE_CHECKING:
    from kursplaner.planning.timetable.formula.sheet import Flag


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula is about.

    Attributes:
        free: events that may change; the others stay where the hint has them.
        counted: rooms are counted, not chosen.
        park: events may be left out.
        only: starts to look at for some of the free events.
        soft: whether soft wishes and penalties are part of it.
        counting: the soft wishes that count, and no penalties; None: all.
        hard: whether hard wishes are, and events must be placed; a search for clashes asks for
            each on its own.
    """

    free: frozenset[int]
    counted: bool = False
    park: bool = True
    only: Mapping[int, Collection[int]] = field(default_factory=dict)
    soft: bool = True
    counting: frozenset[int] | None = None
    hard: bool = True


class Formula:
    """A model of a scope, and how to read what came out.

    Attributes:
        sheet: the model, its hint and its objective.
        teams: those free first.
    """

    def __init__(self, problem: Problem, hint: Placements, scope: Scope) -> None:
        """Build the whole model."""
        self._problem = problem
        self._scope = scope
        self._closed: dict[int, list[set[int]]] = {}
        self.sheet = Sheet()
        fixed = {key: place for key, place in hint.items() if key not in scope.free}
        maker = TeamMaker(problem, self.sheet, fixed, counted=scope.counted)
        self.teams = [
            maker.team(events, hint, scope.only.get(events[0].id), park=scope.park)
            for events in grouped(problem, scope.free)
        ]
        self._free = len(self.teams)
        self.teams += [fixed_team(problem.event[key], place) for key, place in fixed.items()]
        self._by_event = {event.id: team for team in self.teams for event in team.events}
        self._by_resource: dict[int, list[Team]] = {}
        for team in self.teams:
            for each in team.resources:
                self._by_resource.setdefault(each, []).append(team)
        self._once_at_a_time()
        if scope.counted:
            self._rooms_counted()
        if problem.travel:
            self._travel()
        self._costs()
        self.sheet.finish()

    def placements(self, values: "Values") -> Placements:
        """Return the places of the free events in a solution; rooms None where only counted."""
        found: Placements = {}
        for team in self.teams[: self._free]:
            starts = [start for start, flag in team.starts.items() if values.is_set(flag)]
            for event, start in zip(_in_order(team.events, starts), starts, strict=False):
                chosen = [
                    next((key for key, flags in role.items() if values.set_at(flags, start)), None)
                    for role in (team.rooms, team.teachers, team.carers)
                ]
                found[event.id] = Place(start, *chosen)
        return found

    # --- Rules --------------------------------------------------------------------------------

    def _once_at_a_time(self) -> None:
        for key, teams in self._by_resource.items():
            free = [team for team in teams if not team.fixed]
            cliques: list[list[Flag]] = []
            for events in self._problem.classes if free else ():
                ticks: dict[int, list[Flag]] = {}
                for team in free:
                    if team.event.id in events:
                        _spread_out(ticks, team.used(key))
                cliques += ticks.values()
            for flags in _largest(cliques):
                self.sheet.at_most_one(flags)

    def _rooms_counted(self) -> None:
        """At each tick, let no more events be than rooms; leaving the best rooms costs."""
        layers: dict[tuple[frozenset[int], int], list[Team]] = {}
        for team in self.teams:
            least = min((each.penalty for each in _options(team.event)), default=0)
            self.sheet.constant += least * len(team.events)
            for rooms, worse in _levels(team.event):
                layers.setdefault((rooms, worse), []).append(team)
        chains: dict[frozenset[int], list[int]] = {}
        for rooms, worse in layers:
            chains.setdefault(rooms, []).append(worse)
        everything = {room for rooms in chains for room in rooms}
        for rooms, steps in chains.items():
            inside = [team for team in self.teams if _bound_to(team.event, rooms)]
            self._counted(rooms, inside, None)
            before = 0
            for worse in sorted(each for each in steps if each):
                dearer = [team for each in steps if each >= worse for team in layers[rooms, each]]
                self._counted(rooms, [*dearer, *inside], worse - before)
                before = worse
        self._counted(
            frozenset(everything), [team for team in self.teams if team.event.rooms], None
        )

    def _counted(self, rooms: frozenset[int], teams: list[Team], weight: int | None) -> None:
        """Let as many teams run at a tick as rooms are open; each more costs, or is forbidden."""
        classes = self._problem.classes
        if weight is not None and len(classes) > 1:
            return
        for number, events in enumerate(classes):
            inside = [team for team in teams if team.event.id in events]
            self._counted_in(number, rooms, inside, weight)

    def _counted_in(
        self, number: int, rooms: frozenset[int], teams: list[Team], weight: int | None
    ) -> None:
        """Count rooms in one class of weeks."""
        ticks: dict[int, list[Flag]] = {}
        for team in {id(each): each for each in teams}.values():
            length = team.event.length
            _spread_out(ticks, [(at, at + length, flag) for at, flag in team.starts.items()])
        for tick, flags in ticks.items():
            limit = sum(not self._shut(room, tick, number) for room in rooms)
            if len(flags) <= limit:
                continue
            if weight is None:
                self.sheet.model.add(sum(flags) <= limit)
            else:
                self.sheet.cost(self.sheet.above(flags, limit), weight)

    def _shut(self, room: int, tick: int, number: int) -> bool:
        return tick in self._closed_ticks(room)[number]

    def _closed_ticks(self, room: int) -> list[set[int]]:
        """Return the closed ticks of a room in each class of weeks."""
        known = self._closed.get(room)
        if known is None:
            known = [set() for _ in self._problem.classes]
            for each in self._problem.resource[room].busy:
                for number in self._problem.classes_in(each.weeks):
                    known[number].update(range(each.starts, each.ends))
            self._closed[room] = known
        return known

    def _travel(self) -> None:
        for key, teams in self._by_resource.items():
            if self._problem.resource[key].kind in PERSONS:
                self._ways_of(key, teams)

    def _ways_of(self, person: int, teams: list[Team]) -> None:
        """Keep the time between two sites free for one person."""
        sites: dict[int, list[tuple[int, int, Flag]]] = {}
        for team in teams:
            here = by_site(self._problem, team)
            if self._scope.counted and len(_sites(self._problem, team.event)) > 1:
                continue
            uses = team.used(person)
            event = team.event
            for site, starts in here.items():
                shift = event.care_before if person in team.carers else 0
                for begins, ends, flag in uses:
                    for other in starts.get(begins + shift, []):
                        both = flag if len(here) == 1 else self.sheet.both(flag, other)
                        sites.setdefault(site, []).append((begins, ends, both))
        for own, mine in sites.items():
            for other, theirs in sites.items():
                way = self._problem.travel_between(own, other)
                if own != other and way:
                    self._apart(mine, theirs, way)

    def _apart(
        self,
        mine: list[tuple[int, int, "Flag"]],
        theirs: list[tuple[int, int, "Flag"]],
        way: int,
    ) -> None:
        here: dict[int, list[Flag]] = {}
        there: dict[int, list[Flag]] = {}
        periods = self._problem.grid.periods
        for begins, ends, flag in mine:
            evening = (begins // periods + 1) * periods
            _spread_out(here, [(begins, min(ends + way, evening), flag)])
        _spread_out(there, theirs)
        for tick in here.keys() & there.keys():
            own, other = (self.sheet.raised_by(each[tick]) for each in (here, there))
            if not (isinstance(own, int) and isinstance(other, int)):
                self.sheet.model.add(own + other <= 1)

    # --- Costs --------------------------------------------------------------------------------

    def _costs(self) -> None:
        for team in self.teams[: self._free]:
            if self._scope.hard:
                self.sheet.cost(team.out, PARKED_COST)
            if self._scope.soft and self._scope.counting is None:
                for option in team.event.rooms:
                    for flag in team.rooms.get(option.room, {}).values():
                        self.sheet.cost(flag, option.penalty)
        for wish in self._problem.wishes:
            if self._counts(wish):
                self._wish(wish)

    def _counts(self, wish: Wish) -> bool:
        if wish.hard:
            return self._scope.hard
        counting = self._scope.counting
        return self._scope.soft and wish.weight > 0 and (counting is None or wish.id in counting)

    def _wish(self, wish: Wish) -> None:
        for term in self.terms_of(wish):
            if not wish.hard:
                self.sheet.cost(term, wish.weight)
            elif not isinstance(term, int):
                self.sheet.model.add(term == 0)
            elif term:
                self.sheet.model.add_bool_or([])

    def terms_of(self, wish: Wish) -> Terms:
        """Return the terms of a wish; none if nothing about it can change."""
        if wish.kind in {WishKind.CONNECTED, WishKind.COMPACT}:
            teams = self._by_resource.get(wish.resource or 0, [])
        else:
            found = (self._by_event[key] for key in wish.events if key in self._by_event)
            teams = list({id(team): team for team in found}.values())
        if all(team.fixed for team in teams):
            return []
        return terms(self._problem, self.sheet, wish, teams)


class Values:
    """The values of a solution."""

    def __init__(self, values: list[int]) -> None:
        """Take the values by the variables' index."""
        self._values = values

    def is_set(self, flag: "Flag") -> bool:
        """Return whether a flag is set."""
        return bool(flag if isinstance(flag, int) else self._values[flag.index])

    def set_at(self, starts: Mapping[int, "Flag"], start: int) -> bool:
        """Return whether the flag of a start is there and set."""
        return start in starts and self.is_set(starts[start])


def _in_order(events: list[Event], starts: list[int]) -> list[Event]:
    """Return the events so that as many as possible keep their current start."""
    keeping = {each.current.start: each for each in events if each.current is not None}
    kept = [keeping.get(start) for start in starts]
    staying = {each.id for each in kept if each is not None}
    others = iter([each for each in events if each.id not in staying])
    return [each if each is not None else next(others) for each in kept]


def _spread_out(ticks: dict[int, list["Flag"]], uses: Iterable[tuple[int, int, "Flag"]]) -> None:
    for starts, ends, flag in uses:
        for tick in range(starts, ends):
            ticks.setdefault(tick, []).append(flag)


def _largest(cliques: Iterable[list["Flag"]]) -> list[list["Flag"]]:
    """Return the sets that are no part of the one right before or after them."""
    found: list[tuple[frozenset[int], list[Flag]]] = []
    for clique in cliques:
        names = frozenset(each if isinstance(each, int) else each.index + 2 for each in clique)
        if found and names <= found[-1][0]:
            continue
        if found and found[-1][0] <= names:
            found.pop()
        found.append((names, clique))
    return [clique for _, clique in found]


def _options(event: Event) -> list[RoomOption]:
    """Return the rooms an event may take; of a pinned one its own."""
    if event.pinned and event.current is not None:
        return [each for each in event.rooms if each.room == event.current.room]
    return [each for each in event.rooms if each.barred is None]


def _levels(event: Event) -> Iterable[tuple[frozenset[int], int]]:
    """Yield sets of ever more rooms, with what the next dearer ones cost more; 0: none are."""
    options = _options(event)
    steps = sorted({each.penalty for each in options})
    for step, dearer in zip(steps, [*steps[1:], None], strict=False):
        rooms = frozenset(each.room for each in options if each.penalty <= step)
        yield rooms, 0 if dearer is None else dearer - step


def _bound_to(event: Event, rooms: frozenset[int]) -> bool:
    """Return whether the event can be in these rooms only."""
    options = {each.room for each in _options(event)}
    return bool(options) and options <= rooms


def _sites(problem: Problem, event: Event) -> set[int]:
    return {problem.resource[each.room].site for each in event.rooms}
