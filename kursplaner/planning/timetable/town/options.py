"""Where and with whom a series may be held: rooms with what bars them, teachers, starts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics.folding import fold
from kursplaner.basics.settings import WEEKDAYS, Settings
from kursplaner.basics.spans import DAY_MINUTES, day_of
from kursplaner.basics.summer_time import exists
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.domain.kinds import ConflictKind, CourseType, OccupationSource, Severity
from kursplaner.planning.choices.day_parts import DayParts, day_parts
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.planning.choices.rooms import purposes_for
from kursplaner.planning.choices.workers import WorkNeeds, worker_choices
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.conflicts.severities import Rules
from kursplaner.planning.timetable.problem import RoomOption
from kursplaner.planning.timetable.town.series import Series
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.queries.choices import RoomFacts, WorkerFacts
from kursplaner.store.queries.timetable import PlacedCourse

HELD_TODAY, OTHER_ROOM, OTHER_SITE, OTHER_PURPOSE = 20, 1, 15, 40
"""A room meant for something else does, as for single ways out, but last of all."""
MOST_SPARE, SPARE_STEP = 3, 10
NIGHT_ENDS = 180
"""Minutes of the day before which an hour may be missing."""
UNFIT = frozenset({Obstacle.LEVEL, Obstacle.COURSE_TYPE, Obstacle.NO_PROFILE})


def room_options(
    series: Series,
    course: PlacedCourse,
    rooms: Sequence[RoomFacts],
    rules: Rules,
    words: Collection[str],
) -> tuple[RoomOption, ...]:
    """Return all rooms; the one held today is never barred unless it is broken, but dear."""
    found = []
    for room in rooms:
        beside = room.id in series.kinds
        bar = ConflictKind.ROOM if beside else _bar(room, course, rules, words)
        here = room.id == series.first.room_id
        if bar is not None and here and not series.broken:
            found.append(RoomOption(room.id, HELD_TODAY))
        else:
            found.append(RoomOption(room.id, 0 if here else _penalty(room, course), bar))
    return tuple(found)


def _bar(
    room: RoomFacts, course: PlacedCourse, rules: Rules, words: Collection[str]
) -> ConflictKind | None:
    if _elsewhere(room, course) and (course.childcare or course.shuttle):
        return ConflictKind.TRAVEL
    needs = {
        ConflictKind.ROOM_CAPACITY: bool(room.capacity) and room.capacity < course.people,
        ConflictKind.ACCESSIBILITY: not room.accessible and _steps_bar(course, words),
        ConflictKind.EQUIPMENT: not course.equipment <= room.equipment,
    }
    barring = (kind for kind, lacking in needs.items() if lacking)
    return next((k for k in barring if rules.of(k, (course.id,)) is not Severity.OFF), None)


def _steps_bar(course: PlacedCourse, words: Collection[str]) -> bool:
    told = (fold(text) for text in course.needs)
    return course.accessible or course.wheelchair or any(w in text for text in told for w in words)


def _penalty(room: RoomFacts, course: PlacedCourse) -> int:
    spare = max(0, room.capacity - course.people) // SPARE_STEP if room.capacity else 0
    no_door = course.childcare and room.beside_id is None
    way = OTHER_SITE if _elsewhere(room, course) else 0
    kind = CourseType(course.kind) if course.kind in set(CourseType) else CourseType.MUNICIPAL
    use = OTHER_PURPOSE if room.purpose not in purposes_for(kind) else 0
    return OTHER_ROOM + min(MOST_SPARE, spare) + int(no_door) + way + use


def _elsewhere(room: RoomFacts, course: PlacedCourse) -> bool:
    return course.site_id is not None and room.site_id != course.site_id


def teacher_options(
    series: Series,
    course: PlacedCourse,
    workers: Sequence[WorkerFacts],
    unwelcome: Collection[int] = (),
) -> tuple[int, ...]:
    """Return who may teach: who does today; where somebody is missing, all who are able to.

    `workers` are those who may lead such a course at all; the `unwelcome` must not meet somebody
    who comes to it.
    """
    if series.teachers and not series.teacher_wanted:
        return series.teachers if len(series.teachers) == 1 else ()
    needs = WorkNeeds(OccupationSource.LESSON, course.level, course.kind)
    choices = worker_choices(workers, needs, (), FreeTimes({}))
    able = [choice.id for choice in choices if not UNFIT & {a.obstacle for a in choice.against}]
    able = [key for key in able if key not in series.kinds and key not in unwelcome]
    own = [teacher for teacher in series.teachers[:1] if teacher not in able]
    return (*own, *able)


@dataclass(frozen=True, slots=True)
class Hours:
    """When lessons may begin: the days of the stretch, the hours of the town, days off.

    Attributes:
        now: lessons begin later.
        usual: minutes of the day at which lessons begin today.
        parts: courses keep their part of the day but for those in `freed`; None: nobody has to.
        mends: what is broken need not keep it either.
    """

    first: date
    last: date
    now: int
    weekdays: frozenset[int]
    day_starts: int
    day_ends: int
    step: int
    lost_percent: int
    usual: frozenset[int]
    off: DaysWithoutLessons
    public_off: bool
    parts: DayParts | None = None
    freed: frozenset[int] = frozenset()
    mends: bool = False

    def allows(self, series: Series, minute: int) -> bool:
        """Tell whether a series may begin at a minute of the day, for its part of the day."""
        free = series.course_id in self.freed or (self.mends and series.broken)
        return free or self.parts is None or self.parts.same(series.first.starts, minute)


def hours_of(
    settings: Settings,
    days: tuple[date, date],
    now: int,
    usual: frozenset[int],
    off: DaysWithoutLessons,
) -> Hours:
    """Return the hours as the town set them."""
    words = settings.text("timetable.weekdays").split()
    return Hours(
        *days,
        now,
        frozenset(WEEKDAYS.index(word) for word in words),
        settings.number("timetable.day_starts"),
        settings.number("timetable.day_ends"),
        settings.number("timetable.step_minutes"),
        settings.number("timetable.lost_percent"),
        usual,
        off,
        settings.flag("calendar.holidays_without_lessons"),
        day_parts(settings),
    )


def starts_of(
    series: Series, course: PlacedCourse, weeks: WeekGrid, hours: Hours
) -> tuple[tuple[int, ...], Mapping[int, tuple[int, ...]]]:
    """Return the ticks at which a series may begin, and by weekday the lessons lost to days off."""
    found: list[int] = []
    lost: dict[int, tuple[int, ...]] = {}
    here = weeks.tick(series.first.starts)
    for weekday in range(7):
        own = weekday == here // weeks.periods
        gone = () if own and not series.broken else _lost(series, course, weeks, hours, weekday)
        if 100 * len(gone) > hours.lost_percent * len(series.lessons) and not own:
            continue
        if own or weekday in hours.weekdays:
            lost[weekday] = gone
            times = {here % weeks.periods * weeks.step} if own else set[int]()
            if weekday in hours.weekdays:
                usual = _times(hours, series.minutes)
                times |= {at for at in usual if hours.allows(series, at)}
            found += _possible(series, weeks, hours, weekday, times)
    return tuple(sorted(found)), {day: gone for day, gone in lost.items() if gone}


def _times(hours: Hours, minutes: int) -> Iterator[int]:
    latest = hours.day_ends - minutes
    grid = range(-(-hours.day_starts // hours.step) * hours.step, latest + 1, hours.step)
    yield from grid
    yield from (at for at in hours.usual if hours.day_starts <= at <= latest)


def _possible(
    series: Series, weeks: WeekGrid, hours: Hours, weekday: int, times: Collection[int]
) -> Iterator[int]:
    first = weekday * weeks.periods
    days = [weeks.day(weeks.week(lesson.starts), weekday) for lesson in series.lessons]
    if any(not hours.first <= day <= hours.last for day in days):
        return
    for minute in times:
        tick, odd = divmod(minute, weeks.step)
        if odd or minute + series.minutes > DAY_MINUTES:
            continue
        begins = [
            weeks.minute(weeks.week(lesson.starts), first + tick) for lesson in series.lessons
        ]
        ends = (at + series.minutes - 1 for at in begins)
        night = minute < NIGHT_ENDS
        if min(begins) >= hours.now and not (night and not all(map(exists, (*begins, *ends)))):
            yield first + tick


def _lost(
    series: Series, course: PlacedCourse, weeks: WeekGrid, hours: Hours, weekday: int
) -> tuple[int, ...]:
    """Return the lessons that would lie on a day off on another weekday."""
    place = hours.off.at(course.land, course.site_id)
    found = []
    for lesson in series.lessons:
        day = weeks.day(weeks.week(lesson.starts), weekday)
        if day == day_of(lesson.starts) and not series.broken:
            continue
        public = place.public(day) if hours.public_off else None
        school = place.school(day) if course.pause_in_school_holidays else None
        if public or place.closed(day) or school:
            found.append(lesson.id)
    return tuple(found)
