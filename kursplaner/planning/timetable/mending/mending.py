"""Mending as a whole: read what is troubled, choose the least disturbance, try it on the file."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.weekly_hours import WeeklyLimits
from kursplaner.planning.choices.day_parts import day_parts
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.conflicts.severities import rules_of
from kursplaner.planning.drafts.rehearsals import Rehearsal, Standing, rehearse
from kursplaner.planning.fixes.cost import LESSON, PERSON, SOFT, cost, touched
from kursplaner.planning.fixes.needs import CARERS
from kursplaner.planning.timetable.mending.changes import changes_of, differs
from kursplaner.planning.timetable.mending.choices import MARGIN, choices_around
from kursplaner.planning.timetable.mending.choosing import PARKED, UNFILLED, Learned, chosen
from kursplaner.planning.timetable.mending.troubles import units_of
from kursplaner.planning.timetable.mending.units import Chosen, Hours, Unit, Way, WorkWeek
from kursplaner.planning.timetable.mending.ways import Around, Ways, shared_people
from kursplaner.store.queries.choices import workers
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.queries.conflicts.gaps import WEEK_MINUTES, monday_of
from kursplaner.store.queries.conflicts.work_hours import weekly_limits
from kursplaner.store.queries.timetable import (
    PlannedLesson,
    lessons_to_place,
    people_in_several,
    placed_courses,
)
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE

MOST_TRIES = 12
HARD = Severity.HARD
NEAREST_MOVE = 1
"""Points of the smallest way that a moved lesson goes."""


@dataclass
class Mending:
    """What is troubled, what could be done, and what was learned from trials.

    Attributes:
        learned: kept from one trial to the next.
        kept: the best that was tried.
    """

    units: tuple[Unit, ...]
    ways: Ways
    hours: Mapping[WorkWeek, Hours]
    learned: Learned = field(default_factory=Learned)
    kept: tuple[Chosen, ...] = ()
    _known: dict[int, list[Way]] = field(default_factory=dict)
    _widened: set[int] = field(default_factory=set)

    def choose(self, seconds: float) -> tuple[Chosen, ...]:
        """Return the least disturbance as far as it is known; reads and writes no file.

        Whoever can keep the time cheaply is not looked at further; then come other times of the
        same day, and other days only for those that must leave their time in any case.
        """
        ends = monotonic() + seconds
        if not self._known:
            self._known = {unit.id: self.ways.own(unit) for unit in self.units}
        found = self._chosen(ends)
        if self._widened or self._settled(found):
            return found
        for unit in self.units:
            self._known[unit.id] += self.ways.same_day(unit)
            self._widened.add(unit.id)
        found = self._chosen(ends)
        at_home = {each.unit for each in found if each.start == self._unit(each.unit).starts}
        away = [unit for unit in self.units if unit.id not in at_home and unit.movable]
        for unit in away:
            self._known[unit.id] += self.ways.other_days(unit)
        return self._chosen(ends) if away else found

    def without_way(self, found: Iterable[Chosen]) -> tuple[Unit, ...]:
        """Return the units that stay broken by what was chosen."""
        there = {each.unit for each in found}
        return tuple(u for u in self.units if u.id not in there and not u.optional)

    def way(self, each: Chosen) -> Way:
        """Return the way that was chosen."""
        return next(way for way in self._known[each.unit] if way.start == each.start)

    def pairs(self, found: Iterable[Chosen]) -> list[tuple[Unit, Chosen]]:
        """Return the units that change, with what was chosen for each."""
        pairs = [(self._unit(each.unit), each) for each in found]
        return [pair for pair in pairs if differs(*pair)]

    def _chosen(self, ends: float) -> tuple[Chosen, ...]:
        return chosen(self.units, self._known, self.hours, self.learned, ends - monotonic())

    def _settled(self, found: Sequence[Chosen]) -> bool:
        """Tell whether no move in time could cost less than what was chosen."""
        if {unit.id for unit in self.units if unit.movable} - {each.unit for each in found}:
            return False
        learned = {each for together in self.learned.prices for each in together}
        return all(
            each not in learned and self.way(each).cost(each.resources) <= _least_move(unit)
            for unit, each in ((self._unit(each.unit), each) for each in found)
        )

    def _unit(self, key: int) -> Unit:
        return self.units[key - 1]


def _least_move(unit: Unit) -> int:
    return PERSON * unit.people + LESSON + NEAREST_MOVE


@dataclass(frozen=True)
class Mended:
    """What was chosen and tried on the file.

    Attributes:
        pairs: the units that change; parked: those for which nothing was found.
        rehearsal: None where nothing changes.
        cost: in the points of single ways out, parked ones not counted.
    """

    pairs: tuple[tuple[Unit, Chosen], ...]
    parked: tuple[Unit, ...]
    rehearsal: Rehearsal | None
    cost: int


def read(
    db: Db,
    days: tuple[date, date],
    conflicts: Iterable[Conflict],
    pinned_courses: Collection[int] = (),
) -> Mending | None:
    """Return what is troubled among some conflicts, or None where nothing is."""
    units = units_of(db, conflicts, pinned_courses)
    if not units:
        return None
    settings = settings_of(db)
    known = choices_around(db, settings, units)
    mine = {unit.lesson_id for unit in units}
    starts = min(unit.starts for unit in units) - MARGIN
    ends = max(unit.ends for unit in units) + MARGIN
    lessons = [row for row in lessons_to_place(db, starts, ends) if row.id not in mine]
    by_course: dict[int, list[PlannedLesson]] = {}
    for row in lessons:
        by_course.setdefault(row.course_id, []).append(row)
    courses = {*by_course, *known.courses}
    several = people_in_several(db, courses, days[0]).values() if courses else ()
    around = Around(
        now=clock.minute(),
        first=days[0],
        last=days[1],
        lessons=by_course,
        shared=shared_people(several),
        lands={key: course.land for key, course in placed_courses(db, list(known.courses)).items()},
        off=DaysWithoutLessons(settings, closing_days(db, day_of(starts), day_of(ends))),
        public_off=settings.flag("calendar.holidays_without_lessons"),
        parts=day_parts(settings),
        hard=frozenset(
            k for k, severity in rules_of(db, settings).town.items() if severity is HARD
        ),
    )
    ways = Ways(known, around)
    fillable = tuple(unit for unit in units if not unit.optional or _fillable(unit, ways))
    numbered = tuple(replace(unit, id=number) for number, unit in enumerate(fillable, 1))
    return Mending(numbered, ways, _hours(db, units, known.times)) if numbered else None


def _fillable(unit: Unit, ways: Ways) -> bool:
    """Tell whether somebody is missing whom somebody else could be."""
    return any(role.troubled for role in unit.roles) and bool(ways.own(unit))


def _hours(db: Db, units: Sequence[Unit], times: FreeTimes) -> dict[WorkWeek, Hours]:
    """Return who works how long in the weeks around the units, with the limits not yet passed."""
    weeks = {monday_of(unit.starts) + WEEK_MINUTES * far for unit in units for far in (-1, 0, 1)}
    found: dict[WorkWeek, Hours] = {}
    now = _now(units)
    for (person, source), agreed in _limits(db).items():
        worked = times.week_minutes(person, source)
        by_week = {minute_of(monday): minutes for monday, minutes in worked.items()}
        for week in weeks:
            beside = by_week.get(week, 0)
            there = beside + now[person, source, week]
            limits = (each.most_in(day_of(week)) for each in agreed)
            open_ = tuple(most for most in limits if most is not None and there <= most)
            found[person, source, week] = Hours(beside, open_)
    return found


def _limits(db: Db) -> dict[tuple[int, str], tuple[WeeklyLimits, ...]]:
    """Return the minutes a week by (person, kind of record) beyond which there is a hint."""
    settings = settings_of(db)
    rules = rules_of(db, settings)
    found: dict[tuple[int, str], tuple[WeeklyLimits, ...]] = {}
    if rules.looked_for(ConflictKind.WEEKLY_HOURS):
        found = {key: (most,) for key, most in weekly_limits(db).items()}
    if rules.looked_for(ConflictKind.CARER_HOURS):
        permit = settings.number("childcare.permit_weekly_minutes")
        for worker in workers(db, CARERS, clock.today()):
            key = (worker.id, CHILDCARE)
            found[key] = (*found.get(key, ()), WeeklyLimits.of(permit))
    return found


def _now(units: Sequence[Unit]) -> Counter[WorkWeek]:
    """Return how long people work in the units as they are, by week."""
    found: Counter[WorkWeek] = Counter()
    for unit in units:
        for role in unit.roles:
            if role.current is not None:
                week = monday_of(unit.starts + role.begins)
                found[role.current, role.source, week] += role.ends - role.begins
    return found


def tried(db: Db, mending: Mending, seconds: float) -> Mended:
    """Return the cheapest choice that holds on the file; within `Workspace.rehearse`.

    What a trial shows to be impossible is barred, what brings hints is priced, and another choice
    is made, until a trial teaches nothing more.
    """
    ends = monotonic() + seconds
    best: tuple[int, tuple[Chosen, ...], Rehearsal | None] | None = None
    standing = Standing()
    for _ in range(MOST_TRIES):
        found = mending.choose(max(0.2, ends - monotonic()))
        waits = _cost_of_parking(mending.units, found)
        if best is not None and waits + _model_cost(mending, found) >= best[0]:
            break
        result, points, learned = _trial(db, mending, found, standing)
        if result is not None or not mending.pairs(found):
            total = points + waits
            if best is None or total < best[0]:
                best = (total, found, result)
        if not learned or (monotonic() > ends and best is not None):
            break
    if best is None:
        return Mended((), mending.without_way(()), None, 0)
    total, found, result = best
    mending.kept = found
    parked = mending.without_way(found)
    points = total - _cost_of_parking(mending.units, found)
    return Mended(tuple(mending.pairs(found)), parked, result, points)


def _cost_of_parking(units: Sequence[Unit], found: Iterable[Chosen]) -> int:
    there = {each.unit for each in found}
    return sum(UNFILLED if u.optional else PARKED for u in units if u.id not in there)


def _model_cost(mending: Mending, found: Iterable[Chosen]) -> int:
    some = set(found)
    own = sum(mending.way(each).cost(each.resources) for each in some)
    prices = mending.learned.prices.items()
    return own + sum(points for together, points in prices if together <= some)


def _trial(
    db: Db, mending: Mending, found: Sequence[Chosen], standing: Standing
) -> tuple[Rehearsal | None, int, bool]:
    """Return what a choice would do and cost, and whether something was learned from it."""
    pairs = mending.pairs(found)
    if not pairs:
        return None, 0, False
    lessons = [unit.lesson_id for unit, _ in pairs if unit.lesson_id is not None]
    try:
        result = rehearse(db, changes_of(pairs), lessons, with_people=False, before=standing)
    except KursplanerError as error:
        _bar(db, mending, pairs, error)
        return None, 0, True
    if result.hard:
        for conflict in result.hard:
            mending.learned.barred.add(_blamed(conflict, pairs))
        return None, 0, True
    learned = _priced(mending, pairs, result.come)
    return result, cost(result, touched(db, result)), learned


def _bar(
    db: Db, mending: Mending, pairs: Sequence[tuple[Unit, Chosen]], error: KursplanerError
) -> None:
    """Bar whoever cannot be changed alone; where everybody can, all of them together."""
    named = [each for each in getattr(error, "conflicts", ()) if isinstance(each, Conflict)]
    if isinstance(error, HardConflict) and named:
        for conflict in named:
            mending.learned.barred.add(_blamed(conflict, pairs))
        return
    alone = [each for unit, each in pairs if not _works(db, [(unit, each)])]
    some = [frozenset({each}) for each in alone] or [frozenset(each for _, each in pairs)]
    mending.learned.barred.update(some)


def _works(db: Db, pairs: Sequence[tuple[Unit, Chosen]]) -> bool:
    try:
        return not rehearse(db, changes_of(pairs), with_people=False).hard
    except KursplanerError:
        return False


def _blamed(conflict: Conflict, pairs: Sequence[tuple[Unit, Chosen]]) -> frozenset[Chosen]:
    """Return the choices that a conflict is about; all of them where it names none."""
    named = {(subject.noun, subject.id) for subject in conflict.subjects}
    mine = frozenset(
        each
        for unit, each in pairs
        if named & {(role.source, role.record_id) for role in unit.roles}
        or ("lesson", unit.lesson_id) in named
    )
    people = {key for noun, key in named if noun in ("person", "room", "vehicle")}
    used = frozenset(each for _, each in pairs if people & set(each.resources))
    return mine or used or frozenset(each for _, each in pairs)


def _priced(
    mending: Mending, pairs: Sequence[tuple[Unit, Chosen]], come: Iterable[Conflict]
) -> bool:
    """Price the hints that the model did not know of; returns whether there were any."""
    counts: dict[frozenset[Chosen], int] = {}
    for conflict in come:
        if conflict.kind in (ConflictKind.WEEKLY_HOURS, ConflictKind.CARER_HOURS):
            continue
        blamed = _blamed(conflict, pairs)
        counts[blamed] = counts.get(blamed, 0) + 1
    learned = False
    for together, count in counts.items():
        known = sum(mending.way(each).hints_with(each.resources) for each in together)
        price = SOFT * max(0, count - known)
        if price > mending.learned.prices.get(together, 0):
            mending.learned.prices[together] = price
            learned = True
    return learned
