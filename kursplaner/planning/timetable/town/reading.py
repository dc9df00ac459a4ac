"""From the file of a town to a problem: series, rooms, people, closed times and wishes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, minute_at, minute_of, minute_of_day
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Role, Severity
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.conflicts.severities import Rules, rules_of
from kursplaner.planning.fixes.needs import allowed_teachers, roles_teaching
from kursplaner.planning.timetable.mending import mending
from kursplaner.planning.timetable.mending.mending import Mending
from kursplaner.planning.timetable.problem import Busy, Event, Problem, Resource
from kursplaner.planning.timetable.town.agreed_hours import free_ticks
from kursplaner.planning.timetable.town.carers import carers_at, with_care
from kursplaner.planning.timetable.town.closed_ticks import (
    ClosedTicks,
    by_resource,
    closures,
    taken_ticks,
    unavailable,
    wished_ticks,
    without_touching,
)
from kursplaner.planning.timetable.town.options import (
    Hours,
    hours_of,
    room_options,
    starts_of,
    teacher_options,
)
from kursplaner.planning.timetable.town.series import Broken, Hanging, Series, hanging, series_of
from kursplaner.planning.timetable.town.week_grid import WeekGrid, week_grid
from kursplaner.planning.timetable.town.wishes import (
    Aim,
    Known,
    Meaning,
    used_now,
    weights,
    wishes_of,
)
from kursplaner.store.queries.choices import (
    RoomFacts,
    WorkerFacts,
    rooms_in_use,
    vehicles_in_use,
    workers,
)
from kursplaner.store.queries.conflicts.closed_times import (
    ClosedTime,
    ResourceTime,
    closing_days,
    closures_of,
    weekly_times,
)
from kursplaner.store.queries.lessons.bundles import bundle
from kursplaner.store.queries.taken_times import taken_times
from kursplaner.store.queries.timetable import (
    PlacedCourse,
    PlannedLesson,
    lessons_to_place,
    names_of_resources,
    people_in_several,
    placed_courses,
    teachers_of,
    who_must_not_come,
)
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

COURSE, TOGETHER = 1_000_000_000, 2_000_000_000
"""Ids of resources that are none in the file: a course, people who are in several courses."""
LONGEST_DAYS = 400
TEACHING = frozenset({Role.TEACHER.value, Role.SPEAKER.value, Role.VOLUNTEER.value})
MISSING = frozenset({ConflictKind.NO_ROOM, ConflictKind.NO_TEACHER})
DOUBLE = frozenset({ConflictKind.ROOM, ConflictKind.TEACHER})


@dataclass(frozen=True, slots=True)
class TimetableWish:
    """What shall be laid out: the days, what stays, what to aim for, or only mending.

    Courses in `freed_courses` may change their part of the day; without, none does.
    """

    first: date
    last: date
    pinned_courses: frozenset[int] = frozenset()
    aims: frozenset[Aim] = frozenset(Aim)
    mend: bool = False
    freed_courses: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Town:
    """A problem, and how to read its answers.

    Attributes:
        meanings: what each wish is about.
        names: of rooms and people.
        lost: by series and weekday, the lessons that stay where they are: a day off.
        homeless: lessons for which there is no room at all to choose from.
        owners: the lesson to which each lesson, slot and ride (noun, id) belongs.
        mending: what is troubled and what could be done, where something is and it is asked for.
    """

    wish: TimetableWish
    problem: Problem
    weeks: WeekGrid
    series: Mapping[int, Series]
    courses: Mapping[int, PlacedCourse]
    meanings: Mapping[int, Meaning]
    names: Mapping[int, str]
    lost: Mapping[int, Mapping[int, tuple[int, ...]]]
    homeless: tuple[Series, ...] = ()
    owners: Mapping[tuple[str, int], int] = field(default_factory=dict)
    mending: Mending | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was asked of the database."""

    settings: Settings
    rules: Rules
    lessons: Sequence[PlannedLesson]
    courses: Mapping[int, PlacedCourse]
    hangs: Hanging
    rooms: tuple[RoomFacts, ...]
    teachers: Mapping[int, Sequence[WorkerFacts]]
    unwelcome: Mapping[int, frozenset[int]]
    span: Span
    weeks: WeekGrid
    hours: Hours


def town_of(db: Db, wish: TimetableWish) -> Town:
    """Return the problem of a stretch of days; nothing is written.

    Raises:
        Refused: "period_reversed", "period_too_long" (with days), "hours_reversed",
            "no_lessons_to_place", "not_found" for a pinned course, "aim_unknown".
    """
    _check(wish)
    facts = _facts(db, wish)
    days = (wish.first, wish.last)
    conflicts = find(db, *days, settings=facts.settings)
    broken = _broken(conflicts, facts)
    if wish.mend and broken.lessons:
        facts = replace(facts, lessons=_in_broken_weeks(facts, broken))
    series = series_of(facts.lessons, facts.hangs, facts.weeks, broken, wish.pinned_courses)
    together = _together(db, wish, facts)
    events, lost = _events(series, facts, together)
    homeless = {event.id for event in events if not event.rooms}
    placed = [event for event in events if event.rooms]
    resources, soft, wished = _resources(db, facts, series, placed, together)
    known = Known(
        *(series, facts.courses, facts.weeks, lost, soft, wished),
        vehicles=len(vehicles_in_use(db, wish.first)),
        ride_ticks=facts.weeks.ticks(facts.settings.number("rides.longest_minutes")),
        choices={event.id: event.teachers for event in events},
        free_ticks=_agreed(db, facts, events),
        cared_by={event.id: event.cared_by for event in placed},
        carers_at=carers_at(db, facts.weeks, wish.first),
    )
    wishes, meanings = wishes_of(known, weights(facts.settings, wish.aims))
    return Town(
        wish=wish,
        problem=Problem(facts.weeks.grid, tuple(resources), tuple(placed), wishes),
        weeks=facts.weeks,
        series={weekly.id: weekly for weekly in series},
        courses=facts.courses,
        meanings=meanings,
        names=names_of_resources(db, {each.id for each in resources if each.id < COURSE}),
        lost=lost,
        homeless=tuple(weekly for weekly in series if weekly.id in homeless),
        owners=facts.hangs.owners | {("lesson", lesson.id): lesson.id for lesson in facts.lessons},
        mending=mending.read(db, days, conflicts, wish.pinned_courses) if wish.mend else None,
    )


def _events(
    series: Sequence[Series], facts: _Facts, together: Mapping[int, frozenset[int]]
) -> tuple[list[Event], dict[int, Mapping[int, tuple[int, ...]]]]:
    """Return the series as events, and by weekday what each would lose to days off."""
    lost, events = dict[int, Mapping[int, tuple[int, ...]]](), list[Event]()
    for weekly in series:
        course = facts.courses[weekly.course_id]
        starts, lost[weekly.id] = starts_of(weekly, course, facts.weeks, facts.hours)
        made = _event(weekly, starts, facts, together)
        events.append(with_care(made, weekly, facts.hangs, facts.weeks, facts.settings))
    return events, lost


def _check(wish: TimetableWish) -> None:
    if wish.last < wish.first:
        raise Refused("period_reversed", first=wish.first, last=wish.last)
    if (wish.last - wish.first).days > LONGEST_DAYS:
        raise Refused("period_too_long", days=LONGEST_DAYS)


def _facts(db: Db, wish: TimetableWish) -> _Facts:
    settings = settings_of(db)
    if settings.number("timetable.day_ends") <= settings.number("timetable.day_starts"):
        raise Refused("hours_reversed")
    now = minute_at(clock.now())
    starts, ends = max(minute_of(wish.first), now), minute_of(wish.last + timedelta(days=1))
    lessons = lessons_to_place(db, starts, ends)
    if not lessons:
        raise Refused("no_lessons_to_place", first=wish.first, last=wish.last)
    courses = placed_courses(db, {lesson.course_id for lesson in lessons})
    keys = [lesson.id for lesson in lessons]
    weeks = week_grid(wish.first, wish.last, (at for x in lessons for at in (x.starts, x.ends)))
    usual = frozenset(minute_of_day(lesson.starts) for lesson in lessons)
    off = DaysWithoutLessons(settings, closing_days(db, wish.first, wish.last))
    return _Facts(
        settings=settings,
        rules=rules_of(db, settings),
        lessons=lessons,
        courses=courses,
        hangs=hanging(bundle(db, keys), teachers_of(db, keys)),
        rooms=rooms_in_use(db, wish.first),
        teachers=_teachers(db, courses, wish.first),
        unwelcome=who_must_not_come(db, courses, wish.first),
        span=Span(starts, ends),
        weeks=weeks,
        hours=replace(
            hours_of(settings, (wish.first, wish.last), now, usual, off),
            freed=wish.freed_courses,
            mends=wish.mend,
        ),
    )


def _teachers(db: Db, keys: Iterable[int], on: date) -> dict[int, Sequence[WorkerFacts]]:
    """Return who may lead each course: of its roles, and women where it is for women only."""
    people = workers(db, TEACHING, on)
    return {
        course.id: allowed_teachers(
            db, course, tuple(x for x in people if x.role in roles_teaching(course))
        )
        for course in by_ids(db, Course, list(keys)).values()
    }


def _broken(conflicts: Iterable[Conflict], facts: _Facts) -> Broken:
    """Return the lessons that cannot stay: hard conflicts, accepted overlaps, nothing given."""
    lessons: set[int] = set()
    teachers: set[int] = set()
    for conflict in conflicts:
        if not (conflict.hard or conflict.kind in MISSING | DOUBLE):
            continue
        mine = {subject.id for subject in conflict.subjects if subject.noun == "lesson"}
        people = {subject.id for subject in conflict.subjects if subject.noun == "person"}
        lessons |= mine
        for lesson in mine:
            taught = set(facts.hangs.teachers.get(lesson, ()))
            if conflict.kind is ConflictKind.NO_TEACHER or taught & people:
                teachers.add(lesson)
    return Broken(frozenset(lessons), frozenset(teachers))


def _in_broken_weeks(facts: _Facts, broken: Broken) -> list[PlannedLesson]:
    """Return the lessons of the weeks in which something is broken; the others have no part."""
    week = facts.weeks.week
    weeks = {week(lesson.starts) for lesson in facts.lessons if lesson.id in broken.lessons}
    return [lesson for lesson in facts.lessons if week(lesson.starts) in weeks]


def _together(db: Db, wish: TimetableWish, facts: _Facts) -> dict[int, frozenset[int]]:
    """Return sets of courses that share people, by the id of their resource."""
    if facts.rules.of(ConflictKind.PARTICIPANT, facts.courses) is Severity.OFF:
        return {}
    shared = set(people_in_several(db, facts.courses, wish.first).values())
    if wish.mend:
        shared = {many for many in shared if not _meet_today(many, facts.lessons)}
    return {TOGETHER + number: many for number, many in enumerate(sorted(shared, key=sorted))}


def _meet_today(courses: frozenset[int], lessons: Iterable[PlannedLesson]) -> bool:
    """Tell whether courses overlap today; mending is not asked to part them."""
    spans = sorted(
        (lesson.starts, lesson.ends) for lesson in lessons if lesson.course_id in courses
    )
    return any(after[0] < before[1] for before, after in pairwise(spans))


def _event(
    series: Series, starts: tuple[int, ...], facts: _Facts, together: Mapping[int, frozenset[int]]
) -> Event:
    course = facts.courses[series.course_id]
    words = fold(facts.settings.text("rooms.accessible_words")).split()
    rooms = room_options(series, course, facts.rooms, facts.rules, words)
    place = series.place(facts.weeks)
    teachers = teacher_options(
        series,
        course,
        facts.teachers.get(course.id, ()),
        facts.unwelcome.get(course.id, ()),
    )
    groups = [key for key, many in together.items() if series.course_id in many]
    team = series.teachers if len(series.teachers) > 1 and not teachers else ()
    pinned = series.pinned and place.room is not None
    if pinned:
        rooms = tuple(
            replace(each, penalty=0, barred=None) for each in rooms if each.room == place.room
        )
        teachers = () if place.teacher is None else (place.teacher,)
        starts = tuple({*starts, place.start})
    return Event(
        id=series.id,
        course=series.course_id,
        length=facts.weeks.ticks(series.minutes),
        starts=starts,
        rooms=rooms,
        teachers=teachers,
        needs=(COURSE + series.course_id, *groups, *team),
        current=place,
        pinned=pinned,
        weeks=series.weeks(facts.weeks),
        along=series.along,
    )


def _resources(
    db: Db,
    facts: _Facts,
    series: Sequence[Series],
    events: Sequence[Event],
    together: Mapping[int, frozenset[int]],
) -> tuple[list[Resource], dict[int, tuple[Busy, ...]], dict[int, frozenset[int]]]:
    """Return all resources with their closed times, those used although closed, and wished ones."""
    kinds = _kinds(facts, series, events)
    busy, weekly = _busy(db, facts, kinds)
    now = used_now(series, facts.weeks)
    sites = {room.id: room.site_id for room in facts.rooms}
    found: list[Resource] = []
    soft: dict[int, tuple[Busy, ...]] = {}
    for key, kind in sorted(kinds.items()):
        stays, used = without_touching(busy[key], now.get(key, ()))
        found.append(Resource(key, kind, stays, sites.get(key, 0)))
        if used:
            soft[key] = used
    found += [Resource(COURSE + key, ConflictKind.COURSE) for key in sorted(facts.courses)]
    found += [Resource(key, ConflictKind.PARTICIPANT) for key in together]
    wished = {key: wished_ticks(times, facts.weeks) for key, times in weekly.items()}
    return found, soft, wished


def _agreed(db: Db, facts: _Facts, events: Sequence[Event]) -> dict[int, dict[int, int]]:
    if facts.rules.of(ConflictKind.WEEKLY_HOURS, facts.courses) is Severity.OFF:
        return {}
    chosen = {key for event in events if len(event.teachers) > 1 for key in event.teachers}
    return free_ticks(db, facts.weeks, chosen, {lesson.id for lesson in facts.lessons})


def _kinds(
    facts: _Facts, series: Sequence[Series], events: Collection[Event]
) -> dict[int, ConflictKind]:
    found: dict[int, ConflictKind] = {}
    for weekly in series:
        found |= weekly.kinds
    for weekly in series:
        found |= dict.fromkeys(weekly.teachers, ConflictKind.TEACHER)
    for event in events:
        found |= dict.fromkeys(event.teachers, ConflictKind.TEACHER)
        found |= {each.room: ConflictKind.ROOM for each in event.rooms}
    return found | {room.id: ConflictKind.ROOM for room in facts.rooms}


def _busy(
    db: Db, facts: _Facts, kinds: Mapping[int, ConflictKind]
) -> tuple[dict[int, tuple[Busy, ...]], Mapping[int, Sequence[ResourceTime]]]:
    moved = {("lesson", lesson.id) for lesson in facts.lessons} | facts.hangs.owners.keys()
    taken = taken_times(db, kinds, facts.span.starts, facts.span.ends)
    shut: dict[int, list[ClosedTime]] = defaultdict(list)
    for row in closures_of(db, list(kinds), facts.span):
        shut[row.resource_id].append(row)
    weekly = by_resource(weekly_times(db, list(kinds)))
    found: dict[int, tuple[Busy, ...]] = {}
    for key, kind in kinds.items():
        exact = kind in (ConflictKind.ROOM, ConflictKind.TEACHER)
        closed = ClosedTicks(facts.weeks, inward=not exact)
        taken_ticks(closed, taken.get(key, ()), kind, moved)
        closures(closed, shut[key])
        if facts.rules.of(ConflictKind.AVAILABILITY, facts.courses) is not Severity.OFF:
            unavailable(closed, weekly.get(key, ()), facts.weeks)
        found[key] = closed.busy()
    return found, weekly
