"""A mended timetable in words of the town, and the problem that is left where others must move."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kursplaner.basics.spans import Span, day_of, minute_of_day
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.mending.mending import Mending
from kursplaner.planning.timetable.mending.units import Chosen, Part, Role, Unit
from kursplaner.planning.timetable.problem import Busy, Resource
from kursplaner.planning.timetable.town.plan import At, Bar, MovedSeries, ParkedSeries, StoodIn
from kursplaner.planning.timetable.town.reading import COURSE, Town
from kursplaner.planning.timetable.town.series import Series
from kursplaner.store.queries.labels import course_numbers
from kursplaner.store.queries.lessons.touched import lessons_served
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.timetable import placed_courses
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

Pair = tuple[Unit, Chosen]
MOST_TOLD = 3
USED_BY = {
    Part.ROOM: ConflictKind.ROOM,
    Part.CHILDCARE_ROOM: ConflictKind.ROOM,
    Part.TEACHER: ConflictKind.TEACHER,
    Part.CARER: ConflictKind.CARER,
    Part.VEHICLE: ConflictKind.VEHICLE,
    Part.DRIVER: ConflictKind.DRIVER,
}
NOBODY_ELSE = {
    Part.ROOM: ConflictKind.NO_ROOM,
    Part.CHILDCARE_ROOM: ConflictKind.NO_ROOM,
    Part.TEACHER: ConflictKind.NO_TEACHER,
    Part.CARER: ConflictKind.CARER_MISSING,
    Part.VEHICLE: ConflictKind.RIDE_MISSING,
    Part.DRIVER: ConflictKind.DRIVER_MISSING,
}
UNFIT = {
    Obstacle.CLOSED: ConflictKind.CLOSURE,
    Obstacle.TOO_SMALL: ConflictKind.ROOM_CAPACITY,
    Obstacle.NOT_ACCESSIBLE: ConflictKind.ACCESSIBILITY,
    Obstacle.EQUIPMENT: ConflictKind.EQUIPMENT,
}


# --- What is left -------------------------------------------------------------------------------


def left_over(town: Town, found: Sequence[Chosen]) -> Town:
    """Return the town with what was chosen taken out of the problem, its places closed."""
    if town.mending is None:
        return town
    pairs = [(unit, each) for unit in town.mending.units for each in found if each.unit == unit.id]
    gone = {unit.lesson_id for unit, _ in pairs}
    series = {key: _without(weekly, gone) for key, weekly in town.series.items()}
    series = {key: weekly for key, weekly in series.items() if weekly.lessons}
    problem = town.problem
    events = tuple(
        replace(event, weeks=series[event.id].weeks(town.weeks))
        for event in problem.events
        if event.id in series
    )
    there = {event.id for event in events}
    kept = (
        replace(wish, events=tuple(key for key in wish.events if key in there))
        for wish in problem.wishes
    )
    wishes = tuple(wish for wish in kept if wish.events or wish.resource is not None)
    resources = _closed(town, pairs)
    left = replace(problem, events=events, wishes=wishes, resources=resources)
    return replace(town, problem=left, series=series)


def _without(series: Series, gone: Collection[int | None]) -> Series:
    return replace(series, lessons=tuple(row for row in series.lessons if row.id not in gone))


def _closed(town: Town, pairs: Sequence[Pair]) -> tuple[Resource, ...]:
    """Return the resources, closed where the chosen ways take them."""
    busy: dict[int, list[Busy]] = defaultdict(list)
    for unit, each in pairs:
        spans = [(COURSE + unit.course_id, each.start, each.start + unit.ends - unit.starts)]
        spans += [
            (who, each.start + role.begins, each.start + role.ends)
            for role, who in zip(unit.roles, each.resources, strict=True)
            if who is not None
        ]
        for resource, starts, ends in spans:
            for week, first, after in town.weeks.pieces(starts, ends, inward=False):
                taken = Busy(first, after, ConflictKind.ROOM, frozenset({week}))
                busy[resource].append(taken)
    return tuple(
        replace(each, busy=(*each.busy, *(replace(b, reason=each.kind) for b in busy[each.id])))
        for each in town.problem.resources
    )


# --- What changes -------------------------------------------------------------------------------


def mended_series(db: Db, town: Town, pairs: Sequence[Pair]) -> Iterator[MovedSeries]:
    """Yield what changes, alike lessons of a course together."""
    names = _names(db, town, [unit for unit, _ in pairs])
    courses = placed_courses(db, {unit.course_id for unit, _ in pairs})
    groups: dict[tuple[int, int, At, At, tuple[StoodIn, ...]], list[Unit]] = defaultdict(list)
    for unit, each in pairs:
        shift = (day_of(each.start) - day_of(unit.starts)).days
        groups[unit.course_id, shift, *_before_after(unit, each, names)].append(unit)
    for (key, shift, before, after, stand_ins), units in groups.items():
        ids = tuple(dict.fromkeys(lesson for unit in units for lesson in _lessons(db, unit)))
        yield MovedSeries(
            *(key, courses[key].number, courses[key].title, ids, units[0].starts),
            before=before,
            after=after,
            stand_ins=stand_ins,
            shift=shift,
        )


def _lessons(db: Db, unit: Unit) -> Iterable[int]:
    """Return the lesson of a unit, or those that its childcare or ride serves."""
    if unit.lesson_id is not None:
        return (unit.lesson_id,)
    keys = {(role.source, role.record_id) for role in unit.roles}
    slots = {key for source, key in keys if source == CHILDCARE}
    return sorted(lessons_served(db, slots, {key for source, key in keys if source == RIDE}))


def _before_after(
    unit: Unit, each: Chosen, names: Mapping[int, str]
) -> tuple[At, At, tuple[StoodIn, ...]]:
    now = tuple(role.current for role in unit.roles)
    before, after = _at(unit, unit.starts, now, names), _at(unit, each.start, each.resources, names)
    others = dict.fromkeys(
        StoodIn(role.part, names.get(role.current or 0, ""), names.get(who or 0, ""))
        for role, who in zip(unit.roles, each.resources, strict=True)
        if who != role.current and role.source != LESSON
    )
    return before, after, tuple(others)


def _at(unit: Unit, start: int, who: Sequence[int | None], names: Mapping[int, str]) -> At:
    begins = minute_of_day(start)
    ends = begins + unit.ends - unit.starts
    by_part: dict[Part, list[str]] = defaultdict(list)
    for role, key in zip(unit.roles, who, strict=True):
        by_part[role.part].append(names.get(key or 0, ""))
    room, teacher = (by_part.get(part, []) for part in (Part.ROOM, Part.TEACHER))
    if unit.lesson_id is None:
        room = by_part.get(Part.CHILDCARE_ROOM, [])
    return At(day_of(start).weekday(), begins, ends, "; ".join(room), "; ".join(teacher))


def _names(db: Db, town: Town, units: Sequence[Unit]) -> dict[int, str]:
    known = {} if town.mending is None else town.mending.ways.known.names
    used = {role.current for unit in units for role in unit.roles if role.current is not None}
    missing = used - known.keys()
    return {**town.names, **known, **(person_names(db, missing) if missing else {})}


# --- What found no way --------------------------------------------------------------------------


def parked_units(db: Db, town: Town, units: Sequence[Unit]) -> Iterator[ParkedSeries]:
    """Yield what stays broken, with what truly stands in the way at its own time."""
    if town.mending is None or not units:
        return
    names = _names(db, town, units)
    courses = placed_courses(db, {unit.course_id for unit in units})
    for unit in units:
        before = _at(unit, unit.starts, tuple(role.current for role in unit.roles), names)
        course = courses[unit.course_id]
        bars = tuple(_bars(db, town.mending, unit, names))
        ids = tuple(_lessons(db, unit))
        yield ParkedSeries(
            *(course.id, course.number, course.title, ids, unit.starts, before, len(bars), bars)
        )


def _bars(db: Db, mending: Mending, unit: Unit, names: Mapping[int, str]) -> Iterator[Bar]:
    """Yield the trouble itself first, then why nobody and nothing else takes its place."""
    seen: set[tuple[ConflictKind, str]] = set()
    weight = 1000
    for conflict in unit.troubles:
        bar = Bar(conflict.kind, weight, _named(conflict, names), "")
        if (bar.kind, bar.name) not in seen:
            seen.add((bar.kind, bar.name))
            yield bar
            weight -= 1
    for role in unit.roles:
        if role.troubled:
            yield from _others(db, mending, unit, role, weight)
            weight -= MOST_TOLD


def _named(conflict: Conflict, names: Mapping[int, str]) -> str:
    first = conflict.subjects[0]
    if first.noun in ("room", "person", "vehicle"):
        return names.get(first.id, first.label)
    return ""


def _others(db: Db, mending: Mending, unit: Unit, role: Role, weight: int) -> Iterator[Bar]:
    span = Span(unit.starts + role.begins, unit.starts + role.ends)
    told = 0
    for choice in mending.ways.known.of(unit, role, span):
        found = {against.obstacle for against in choice.against}
        if choice.id == role.current or Obstacle.NO_PROFILE in found:
            continue
        kind = next((UNFIT[obstacle] for obstacle in UNFIT if obstacle in found), None)
        course = ""
        if Obstacle.BUSY in found:
            kind, course = USED_BY[role.part], _user(db, mending, choice.id, span)
        if kind is not None and told < MOST_TOLD:
            told += 1
            yield Bar(kind, weight - told, choice.name, course)
    if not told:
        yield Bar(NOBODY_ELSE[role.part], weight - 1, "", "")


def _user(db: Db, mending: Mending, resource: int, span: Span) -> str:
    """Return the number of the course that has somebody then, if it is one."""
    taken = mending.ways.known.times.taken(resource, span.starts, span.ends)
    if taken is None:
        return ""
    lessons = {taken.source_id} if taken.source == LESSON else frozenset[int]()
    if taken.source == CHILDCARE:
        lessons = lessons_served(db, {taken.source_id}, ())
    elif taken.source == RIDE:
        lessons = lessons_served(db, (), {taken.source_id})
    return next(iter(course_numbers(db, lessons)), "")


def owners_of(units: Sequence[Unit]) -> dict[tuple[str, int], int]:
    """Return the course of each record of some units."""
    return {(role.source, role.record_id): unit.course_id for unit in units for role in unit.roles}
