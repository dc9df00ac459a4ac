"""The least disturbance: one way for each unit, so that nobody and nothing is wanted twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from kursplaner.planning.fixes.cost import SOFT
from kursplaner.planning.timetable.mending.units import Chosen, Hours, Unit, Way, WorkWeek
from kursplaner.store.queries.conflicts.gaps import monday_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

PARKED = 2_000
"""Points for a unit that stays broken: more than anything that can be done with it."""
UNFILLED = 100
"""Points for somebody to care or drive who is still missing."""
SCALE = 10_000
NEW_FACE = 30
"""A matter of taste: one stand-in for a course rather than several."""
SEED, WORKERS = 0, 1
LEAST_SECONDS = 1.0


@dataclass
class Learned:
    """What trials on the file have shown: ways that are barred together, or cost more together."""

    barred: set[frozenset[Chosen]] = field(default_factory=set)
    prices: dict[frozenset[Chosen], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picked:
    """One literal of the model: a role of a unit taken by a resource at a start."""

    unit: int
    starts: int
    ends: int
    literal: "IntVar"


def chosen(
    units: Sequence[Unit],
    ways: Mapping[int, Sequence[Way]],
    hours: Mapping[WorkWeek, Hours],
    learned: Learned,
    seconds: float,
) -> tuple[Chosen, ...]:
    """Return the cheapest choice; units that find no way are missing in it."""
    from ortools.sat.python import cp_model

    model = _Model(units, ways)
    model.once_at_a_time()
    model.hours(hours)
    model.faces()
    model.learn(learned)
    model.finish()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(LEAST_SECONDS, seconds)
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = SEED
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ()
    return model.read(lambda literal: bool(solver.value(literal)))


class _Model:
    """The ways of all units as one model of CP-SAT."""

    def __init__(self, units: Sequence[Unit], ways: Mapping[int, Sequence[Way]]) -> None:
        from ortools.sat.python import cp_model

        self.model: CpModel = cp_model.CpModel()
        self._units = {unit.id: unit for unit in units}
        self._starts: dict[tuple[int, int], IntVar] = {}
        self._picks: dict[tuple[int, int, int, int | None], IntVar] = {}
        self._by_role: dict[tuple[int, int, int], dict[int | None, IntVar]] = defaultdict(dict)
        self._uses: dict[int, list[Picked]] = defaultdict(list)
        self._costs: list[LinearExprT] = []
        for unit in units:
            self._unit(unit, ways.get(unit.id, ()))

    def _unit(self, unit: Unit, ways: Sequence[Way]) -> None:
        parked = self.model.new_bool_var("")
        self._costs.append(parked * ((UNFILLED if unit.optional else PARKED) * SCALE))
        flags = [self._way(unit, way) for way in ways]
        self.model.add_exactly_one([*flags, parked])
        for role in unit.roles:
            if role.current is not None and not role.troubled:
                span = (unit.starts + role.begins, unit.starts + role.ends)
                self._uses[role.current].append(Picked(unit.id, *span, parked))

    def _way(self, unit: Unit, way: Way) -> "IntVar":
        flag = self.model.new_bool_var("")
        self._starts[unit.id, way.start] = flag
        self._costs.append(flag * (way.points * SCALE))
        if unit.lesson_id is not None:
            length = unit.ends - unit.starts
            key = -unit.course_id
            self._uses[key].append(Picked(unit.id, way.start, way.start + length, flag))
        for at, (role, picks) in enumerate(zip(unit.roles, way.picks, strict=True)):
            taken = []
            for pick in picks:
                literal = flag if len(picks) == 1 else self.model.new_bool_var("")
                taken.append(literal)
                self._picks[unit.id, way.start, at, pick.resource] = literal
                self._by_role[unit.id, way.start, at][pick.resource] = literal
                self._costs.append(literal * (pick.points * SCALE + pick.taste))
                if pick.resource is not None:
                    span = (way.start + role.begins, way.start + role.ends)
                    self._uses[pick.resource].append(Picked(unit.id, *span, literal))
            if len(picks) > 1:
                self.model.add(sum(taken) == flag)
        return flag

    def once_at_a_time(self) -> None:
        """Let two that meet not both have the same room, person or vehicle."""
        for uses in self._uses.values():
            active: list[Picked] = []
            uses.sort(key=lambda use: use.starts)
            for at, there in groupby(uses, key=lambda use: use.starts):
                still = [use for use in active if use.ends > at]
                if len(still) < len(active):
                    self._one_of(active)
                active = [*still, *there]
            self._one_of(active)

    def _one_of(self, uses: Sequence[Picked]) -> None:
        there = Counter(use.literal for use in uses)
        for literal, count in there.items():
            if count > 1:
                self.model.add_bool_or([~literal])
        if len(there) > 1:
            self.model.add_at_most_one(there)

    def hours(self, hours: Mapping[WorkWeek, Hours]) -> None:
        """Let more than the agreed hours of a week cost as much as a hint."""
        minutes: dict[WorkWeek, list[LinearExprT]] = defaultdict(list)
        for (key, start, at, resource), literal in self._picks.items():
            role = self._units[key].roles[at]
            week = (resource or 0, role.source, monday_of(start + role.begins))
            if week in hours:
                minutes[week].append(literal * (role.ends - role.begins))
        for week, terms in minutes.items():
            for limit in hours[week].limits:
                beyond = self.model.new_bool_var("")
                free = max(0, limit - hours[week].worked)
                self.model.add(sum(terms) <= free).only_enforce_if(~beyond)
                self._costs.append(beyond * (SOFT * SCALE))

    def faces(self) -> None:
        """Prefer one stand-in for a course to several."""
        faces: dict[tuple[int, str, int | None], list[IntVar]] = defaultdict(list)
        for (key, _, at, resource), literal in self._picks.items():
            unit = self._units[key]
            if resource != unit.roles[at].current:
                faces[unit.course_id, unit.roles[at].part, resource].append(literal)
        for literals in faces.values():
            seen = self.model.new_bool_var("")
            for literal in literals:
                self.model.add_implication(literal, seen)
            self._costs.append(seen * NEW_FACE)

    def learn(self, learned: Learned) -> None:
        """Leave out what was shown not to work, and price what brings hints."""
        for together in learned.barred:
            literals = self._literals(together)
            if literals:
                self.model.add_bool_or([~literal for literal in literals])
        for together, points in learned.prices.items():
            literals = self._literals(together)
            if literals:
                price = self.model.new_bool_var("")
                self.model.add_bool_or([*(~literal for literal in literals), price])
                self._costs.append(price * (points * SCALE))

    def _literals(self, together: Iterable[Chosen]) -> list["IntVar"]:
        """Return the literals that say all of this, or none where it is not possible at all."""
        found: dict[int, IntVar] = {}
        for each in together:
            keys = [(each.unit, each.start, at, who) for at, who in enumerate(each.resources)]
            some = [self._starts.get((each.unit, each.start)), *map(self._picks.get, keys)]
            if any(literal is None for literal in some):
                return []
            found |= {literal.index: literal for literal in some if literal is not None}
        return list(found.values())

    def finish(self) -> None:
        """Set what shall be small."""
        self.model.minimize(sum(self._costs))

    def read(self, is_set: Callable[["IntVar"], bool]) -> tuple[Chosen, ...]:
        """Return what a solution says."""
        found = []
        for (key, start), flag in self._starts.items():
            if is_set(flag):
                count = len(self._units[key].roles)
                who = (self._who((key, start, at), is_set) for at in range(count))
                found.append(Chosen(key, start, tuple(who)))
        return tuple(found)

    def _who(self, role: tuple[int, int, int], is_set: Callable[["IntVar"], bool]) -> int | None:
        picks = self._by_role[role]
        return next(who for who, literal in picks.items() if is_set(literal))
