"""Every substitute, room and time of the same day for some troubled lessons, each rehearsed.

A search of its own, by depth and with bounds, over what is free by the file's occupations and
closures; it shares with mending only how a trouble is read and how changes are made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, product

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import DAY_MINUTES, Span
from kursplaner.domain.kinds import Role as Work
from kursplaner.planning.drafts.rehearsals import Standing, rehearse
from kursplaner.planning.fixes.cost import LESSON, PERSON, PERSON_ELSEWHERE, cost, far, touched
from kursplaner.planning.timetable.mending.changes import changes_of, differs
from kursplaner.planning.timetable.mending.choosing import PARKED
from kursplaner.planning.timetable.mending.mending import Mending
from kursplaner.planning.timetable.mending.units import Chosen, Part, Role, Unit
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

STEP, FEW = 30, 2
"""At other times whoever is there now stays if free, else the first few stand in: all are called
anyway, so that one of them costs what the next does."""
MOST_REHEARSED = 400
TEACH = frozenset((Work.TEACHER.value, Work.SPEAKER.value, Work.VOLUNTEER.value))
WORK = {Part.TEACHER: TEACH, Part.CARER: {Work.CARER.value}, Part.DRIVER: {Work.DRIVER.value}}
Pair = tuple[Unit, Chosen | None]
Use = tuple[int, int, int]
"""Resource, first minute, minute after the last."""


class TooMany(Exception):  # noqa: N818 (no error: there is more to try than time for it)
    """There are more options than this measurement rehearses."""


def cheapest(db: Db, mending: Mending) -> tuple[int, int]:
    """Return the least that all units can cost together, and what was chosen for them costs.

    What units cost alone bounds what they cost together; each better sum is rehearsed as a whole.

    Raises:
        TooMany: it was not looked at to the end.
    """
    units = [unit for unit in mending.units if not unit.optional]
    tries = _Tries(db, mending)
    ours = {each.unit: each for each in mending.kept}
    mine = tries.together([(unit, ours.get(unit.id)) for unit in units])
    tries.best = tries.most = mine
    order = sorted(units, key=lambda unit: len(tries.options(unit)))
    tries.look(order, 0, [], [])
    return tries.best, mine


@dataclass
class _Tries:
    """The search: the best sum so far, and what each option was found to cost.

    Attributes:
        most: what costs as much alone is not looked at, for less is known already.
    """

    db: Db
    mending: Mending
    best: int = 0
    most: int = 0
    _costs: dict[Chosen, int] = field(default_factory=dict)
    _options: dict[int, list[tuple[int, Chosen]]] = field(default_factory=dict)
    _standing: Standing = field(default_factory=Standing)

    def look(self, units: Sequence[Unit], total: int, taken: list[Use], done: list[Pair]) -> None:
        """Go through all options of the first unit, and of the others after it."""
        if not units:
            self.best = min(self.best, self.together(done))
            return
        unit, *others = units
        rest = sum(self._least(other) for other in others)
        for bound, option in self.options(unit):
            if total + bound + rest >= self.best:
                break
            uses = list(_uses(unit, option))
            if any(_meet(use, other) for use in uses for other in taken):
                continue
            price = self.cost(unit, option)
            if total + price + rest < self.best:
                self.look(others, total + price, [*taken, *uses], [*done, (unit, option)])
        if total + PARKED + rest < self.best:
            self.look(others, total + PARKED, taken, [*done, (unit, None)])

    def together(self, pairs: Sequence[Pair]) -> int:
        """Return what options cost together, rehearsed as a whole."""
        parked = PARKED * sum(option is None for _, option in pairs)
        some = [(unit, option) for unit, option in pairs if option is not None]
        some = [pair for pair in some if differs(*pair)]
        if not some:
            return parked
        lessons = [unit.lesson_id for unit, _ in some if unit.lesson_id is not None]
        try:
            result = rehearse(self.db, changes_of(some), lessons, with_people=False)
        except KursplanerError:
            return PARKED * len(pairs)
        price = cost(result, touched(self.db, result))
        return PARKED * len(pairs) if result.hard else parked + price

    def _least(self, unit: Unit) -> int:
        options = self.options(unit)
        return min(options[0][0] if options else PARKED, PARKED)

    def cost(self, unit: Unit, option: Chosen | None) -> int:
        """Return what an option costs alone, rehearsed on the file; what fails costs a parking."""
        if option is None:
            return PARKED
        if option not in self._costs:
            if len(self._costs) >= MOST_REHEARSED:
                raise TooMany
            self._costs[option] = self._rehearsed(unit, option)
        return self._costs[option]

    def _rehearsed(self, unit: Unit, option: Chosen) -> int:
        if not differs(unit, option):
            return 0
        lessons = [] if unit.lesson_id is None else [unit.lesson_id]
        changes = changes_of([(unit, option)])
        try:
            result = rehearse(self.db, changes, lessons, with_people=False, before=self._standing)
        except KursplanerError:
            return PARKED
        return PARKED if result.hard else cost(result, touched(self.db, result))

    # --- Options ------------------------------------------------------------------------------

    def options(self, unit: Unit) -> list[tuple[int, Chosen]]:
        """Return all options of a unit with the least each can cost, the cheapest first."""
        if unit.id not in self._options:
            self._options[unit.id] = sorted(self._all(unit), key=lambda pair: pair[0])
        return self._options[unit.id]

    def _all(self, unit: Unit) -> Iterator[tuple[int, Chosen]]:
        for start in self._starts(unit):
            own = start == unit.starts
            moved = PERSON * unit.people + LESSON + far(unit.starts, start)
            if not own and moved >= self.most:
                continue
            roles = [self._who(role, start, own=own) for role in unit.roles]
            for who in product(*roles):
                option = Chosen(unit.id, start, who)
                uses = list(_uses(unit, option))
                if not any(_meet(*pair) for pair in combinations(uses, 2)):
                    yield _bound(unit, option), option

    def _starts(self, unit: Unit) -> Iterator[int]:
        if not (unit.time_barred or unit.day_barred):
            yield unit.starts
        if not unit.movable or unit.day_barred:
            return
        settings = settings_of(self.db)
        midnight = unit.starts - unit.starts % DAY_MINUTES
        latest = settings.number("timetable.day_ends") - (unit.ends - unit.starts)
        for at in range(settings.number("timetable.day_starts"), latest + 1, STEP):
            if midnight + at != unit.starts:
                yield midnight + at

    def _who(self, role: Role, start: int, *, own: bool) -> list[int | None]:
        town = self.mending.ways.known
        span = Span(start + role.begins, start + role.ends)
        if own and not role.troubled:
            return [role.current]
        free = role.current is not None and town.times.usable(role.current, span)
        if free and not (own and role.barred):
            if not own:
                return [role.current]
            return [role.current, *self._others(role, span)]
        return list(islice(self._others(role, span), None if own else FEW))

    def _others(self, role: Role, span: Span) -> Iterator[int]:
        town = self.mending.ways.known
        if role.part in (Part.ROOM, Part.CHILDCARE_ROOM):
            known = [room.id for room in town.rooms if self._fits(role, room.capacity)]
        elif role.part is Part.VEHICLE:
            known = [vehicle.id for vehicle in town.vehicles]
        else:
            known = [worker.id for worker in town.workers if worker.role in WORK[role.part]]
        for key in dict.fromkeys(known):
            if key != role.current and town.times.usable(key, span):
                yield key

    def _fits(self, role: Role, capacity: int) -> bool:
        town = self.mending.ways.known
        people = town.heads if role.part is Part.ROOM else town.children
        return not capacity or capacity >= people.get(role.record_id, 0)


def _bound(unit: Unit, option: Chosen) -> int:
    if option.start != unit.starts:
        return PERSON * unit.people + LESSON + far(unit.starts, option.start)
    changed = [
        role for role, who in zip(unit.roles, option.resources, strict=True) if who != role.current
    ]
    return max((PERSON_ELSEWHERE * role.people for role in changed), default=0)


def _uses(unit: Unit, option: Chosen) -> Iterator[Use]:
    if unit.lesson_id is not None:
        yield -unit.course_id, option.start, option.start + unit.ends - unit.starts
    for role, who in zip(unit.roles, option.resources, strict=True):
        if who is not None:
            yield who, option.start + role.begins, option.start + role.ends


def _meet(use: Use, other: Use) -> bool:
    return use[0] == other[0] and use[1] < other[2] and other[1] < use[2]
