"""No timetable holds everything: the smallest set that excludes itself, and what each would cost.

Each demand (a hard wish, a pin, a course that wants its place) gets an assumption of CP-SAT's own;
what it names as sufficient is thinned by leaving out one after the other, until leaving out any
one makes the rest possible. The search begins around an event that found no place.
"""

import time
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kursplaner.planning.timetable.formula.demands import Clash, Demand, DemandKind, Price
from kursplaner.planning.timetable.formula.engine import Limits
from kursplaner.planning.timetable.formula.formula import Formula, Scope
from kursplaner.planning.timetable.problem import Event, Problem, Wish, WishKind
from kursplaner.planning.timetable.search.solver import solve
from kursplaner.planning.timetable.search.start import first, reasons

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

    from kursplaner.planning.timetable.formula.sheet import Flag
    from kursplaner.planning.timetable.formula.teams import Team

START_SECONDS = 0.5
PRICE_SECONDS = 1.0

BETTER_WITH_MORE = frozenset({WishKind.CONNECTED, WishKind.COMPACT, WishKind.SPREAD})
"""What a further lesson can fulfil; all else is only harder with more."""

Demands = frozenset[Demand]


def smallest_clash(problem: Problem, seconds: float = 10.0, *, prices: bool = True) -> Clash | None:
    """Return the smallest clash found, or None if everything can be placed (or time ran out).

    Args:
        problem: what is to be laid; its soft wishes do not matter.
        seconds: for all of it.
        prices: also lay a timetable without each of its members.
    """
    ends = time.monotonic() + seconds
    found = _Filter(problem, ends).clash()
    if found is None:
        return None
    demands, minimal = found
    priced = _prices(problem, demands, ends) if prices else ()
    return Clash(tuple(sorted(demands, key=_order)), priced, minimal)


def demands_of(problem: Problem) -> Demands:
    """Return all that is demanded."""
    wishes = (Demand(DemandKind.WISH, each.id) for each in problem.wishes if each.hard)
    pins = (Demand(DemandKind.PIN, each.id) for each in problem.events if each.pinned)
    courses = (Demand(DemandKind.COURSE, each.course) for each in problem.events)
    return frozenset((*wishes, *pins, *courses))


def reduced(problem: Problem, demands: Collection[Demand]) -> Problem:
    """Return the problem with these demands only: other courses are gone, other pins loose."""
    courses = {each.id for each in demands if each.kind is DemandKind.COURSE}
    pins = {each.id for each in demands if each.kind is DemandKind.PIN}
    wishes = {each.id for each in demands if each.kind is DemandKind.WISH}
    events = tuple(
        replace(each, pinned=each.id in pins)
        for each in problem.events
        if each.course in courses or each.id in pins
    )
    there = {each.id for each in events}
    return replace(
        problem,
        events=events,
        wishes=tuple(
            replace(each, events=tuple(key for key in each.events if key in there))
            for each in problem.wishes
            if not each.hard or each.id in wishes
        ),
    )


class _Filter:
    """Thins out what excludes itself."""

    def __init__(self, problem: Problem, ends: float) -> None:
        self._problem = problem
        self._ends = ends
        self._in_time = True

    def clash(self) -> tuple[Demands, bool] | None:
        """Return the smallest set, and whether it is proven to be minimal."""
        everything = demands_of(self._problem)
        for demands in self._circles():
            core = self._core(demands)
            if core is None:
                continue
            if self._may_be_mended(core) and self._core(everything) is None:
                return None  # a lesson outside fills the gap
            return self._thinned(core), self._in_time
        return None

    def _may_be_mended(self, core: Demands) -> bool:
        """Tell whether more lessons could make it possible: one between two connects them."""
        wishes = (
            self._problem.wish[demand.id] for demand in core if demand.kind is DemandKind.WISH
        )
        return any(wish.kind in BETTER_WITH_MORE for wish in wishes)

    def _circles(self) -> Iterable[Demands]:
        """Yield ever wider sets of demands around the events that found no place."""
        problem = self._problem
        everything = demands_of(problem)
        limit = min(START_SECONDS, max(0.0, self._ends - time.monotonic()))
        placed = first(problem, 0, limit)
        parked = reasons(problem, placed)
        if not parked:
            return
        simplest = min(parked, key=lambda each: len({why.by for why in each.reasons}))
        inside = {problem.event[simplest.event].course}
        yield self._around(everything, inside)
        inside |= {problem.event[why.by].course for why in simplest.reasons if why.by is not None}
        yield self._around(everything, inside)
        known: set[int] = set()
        while known != inside and len(inside) < len({each.course for each in problem.events}):
            known = set(inside)
            used = {key for each in problem.events if each.course in inside for key in _uses(each)}
            inside |= {each.course for each in problem.events if used & _uses(each)}
            if len(inside) > 3 * len(known):
                break
            yield self._around(everything, inside)
        yield everything

    def _around(self, everything: Demands, courses: set[int]) -> Demands:
        """Return the courses' demands, with the pins and hard wishes of their events."""
        events = {each.id for each in self._problem.events if each.course in courses}
        kept = []
        for each in everything:
            if each.kind is DemandKind.COURSE:
                kept.append(each.id in courses)
            elif each.kind is DemandKind.PIN:
                kept.append(each.id in events)
            else:
                wish = self._problem.wish[each.id]
                kept.append(not wish.events or not events.isdisjoint(wish.events))
        return frozenset(each for each, keep in zip(everything, kept, strict=True) if keep)

    def _thinned(self, core: Demands) -> Demands:
        """Leave out one after the other until none can be left out any more."""
        again = True
        while again:
            again = False
            for demand in sorted(core, key=_order):
                if demand not in core:
                    continue
                smaller = self._core(core - {demand})
                if smaller is not None:
                    core, again = smaller, len(smaller) > 1
        return core

    def _core(self, demands: Demands) -> Demands | None:
        """Return those of the demands that exclude each other; None if all hold at once."""
        if not demands:
            return None
        left = self._ends - time.monotonic()
        if left <= 0:
            self._in_time = False
            return None
        from ortools.sat.python import cp_model

        asked = _Asked(reduced(self._problem, demands), demands)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = left
        status = solver.solve(asked.formula.sheet.model)
        if status == cp_model.INFEASIBLE:
            named = solver.sufficient_assumptions_for_infeasibility()
            return self._sure(asked.named(named), demands)
        if status == cp_model.UNKNOWN:
            self._in_time = False
        return None

    def _sure(self, named: Demands, demands: Demands) -> Demands:
        """Return what was named, if it excludes itself also where the other courses are gone."""
        if not named or named == demands:
            return demands
        return self._core(named) or demands


class _Asked:
    """A formula in which each demand is an assumption."""

    def __init__(self, problem: Problem, demands: Demands) -> None:
        self._problem = problem
        loose = replace(
            problem, events=tuple(replace(each, pinned=False) for each in problem.events)
        )
        scope = Scope(frozenset(problem.event), soft=False, hard=False)
        self.formula = Formula(loose, {}, scope)
        self._model = self.formula.sheet.model
        self._flags: dict[int, Demand] = {}
        for demand in sorted(demands, key=_order):
            flag = self.formula.sheet.flag(0)
            self._flags[flag.index] = demand
            self._ask(demand, flag)
        self._model.add_assumptions(
            [self._model.get_bool_var_from_proto_index(each) for each in self._flags]
        )

    def named(self, indices: Iterable[int]) -> Demands:
        """Return the demands of some assumptions."""
        return frozenset(self._flags[each] for each in indices if each in self._flags)

    def _ask(self, demand: Demand, flag: "IntVar") -> None:
        if demand.kind is DemandKind.WISH:
            self._ask_wish(self._problem.wish[demand.id], flag)
            return
        for team in self.formula.teams:
            for event in team.events:
                if demand.kind is DemandKind.COURSE and event.course == demand.id:
                    self._require(team.out, 0, flag)
                elif demand.kind is DemandKind.PIN and event.id == demand.id:
                    for kept in _pinned(team, event):
                        self._require(kept, 1, flag)

    def _require(self, amount: "Flag", value: int, flag: "IntVar") -> None:
        """Demand a value; of a plain number it holds or the demand cannot."""
        if not isinstance(amount, int):
            self._model.add(amount == value).only_enforce_if(flag)
        elif amount != value:
            self._model.add_bool_or([~flag])

    def _ask_wish(self, wish: Wish, flag: "IntVar") -> None:
        for term in self.formula.terms_of(wish):
            self._require(term, 0, flag)


def _pinned(team: "Team", event: Event) -> list["Flag"]:
    """Return the flags that must be set if an event is where it is today."""
    here = event.current
    if here is None:
        return []
    kept: list[Flag] = [team.starts.get(here.start, 0)]
    roles = ((team.rooms, here.room), (team.teachers, here.teacher), (team.carers, here.carer))
    for role, option in roles:
        if option is not None:
            kept.append(role.get(option, {}).get(here.start, 0))
    return kept


def _uses(event: Event) -> set[int]:
    rooms = (each.room for each in event.rooms)
    return {*rooms, *event.teachers, *event.carers, *event.needs}


def _order(demand: Demand) -> tuple[int, int]:
    """Order demands: courses are tried first, so that wishes are left where they explain."""
    kinds = (DemandKind.COURSE, DemandKind.PIN, DemandKind.WISH)
    return kinds.index(demand.kind), demand.id


def _prices(problem: Problem, demands: Demands, ends: float) -> tuple[Price, ...]:
    """Return what giving up each would cost, the cheapest first."""
    found: list[Price] = []
    for count, demand in enumerate(sorted(demands, key=_order)):
        left = (ends - time.monotonic()) / (len(demands) - count)
        without = reduced(problem, demands_of(problem) - {demand})
        affected = _affected(problem, demand)
        if left <= 0:
            found.append(Price(demand, affected, 0, None))
            continue
        laid = solve(without, Limits(seconds=min(PRICE_SECONDS, left)))
        gone = len(problem.events) - len(without.events)
        found.append(Price(demand, affected, len(laid.parked) + gone, laid.score.cost))
    return tuple(sorted(found, key=_dearness))


def _dearness(price: Price) -> tuple[bool, int, int]:
    return price.cost is None, price.parked, price.cost or 0


def _affected(problem: Problem, demand: Demand) -> tuple[int, ...]:
    if demand.kind is DemandKind.COURSE:
        return tuple(each.id for each in problem.events if each.course == demand.id)
    if demand.kind is DemandKind.PIN:
        return (demand.id,)
    wish = problem.wish[demand.id]
    users = (each.id for each in problem.events if wish.resource in _uses(each))
    return wish.events or tuple(users)
