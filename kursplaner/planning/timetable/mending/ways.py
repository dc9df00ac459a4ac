"""What each unit could do: keep its time with others, another time of the day, another day.

Points are those of `planning.fixes.cost`, so that nothing mended costs more than a single way out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kursplaner.basics.settings import WEEKDAYS
from kursplaner.basics.spans import Span, day_of, minute_of, minute_of_day, overlap
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.choices.day_parts import DayParts
from kursplaner.planning.conflicts.closed_times import DaysWithoutLessons
from kursplaner.planning.fixes.cost import (
    LESSON,
    OUT_OF_HOURS,
    PERSON,
    PERSON_ELSEWHERE,
    SOFT,
    far,
)
from kursplaner.planning.fixes.needs import UNFIT
from kursplaner.planning.timetable.mending.choices import Choices
from kursplaner.planning.timetable.mending.units import Part, Pick, Role, Unit, Way
from kursplaner.store.queries.timetable import PlannedLesson
from kursplaner.store.whereabouts import LESSON as LESSON_SOURCE

LOOK_DAYS = 6
"""Less than a week before or after: the same weekday of another week has its own lesson."""
STEP_MINUTES = 30
MOST_ELSEWHERE = 4
NEVER = frozenset((Obstacle.BUSY, Obstacle.CLOSED, Obstacle.NO_PROFILE))
HINTS: Mapping[Obstacle, ConflictKind] = MappingProxyType(
    {
        Obstacle.NOT_AVAILABLE: ConflictKind.AVAILABILITY,
        Obstacle.TRAVEL: ConflictKind.TRAVEL,
        Obstacle.CREDENTIAL_MISSING: ConflictKind.CREDENTIAL,
        Obstacle.CREDENTIAL_EXPIRES: ConflictKind.CREDENTIAL,
        Obstacle.TOO_FEW_SEATS: ConflictKind.VEHICLE_CAPACITY,
        Obstacle.WHEELCHAIR: ConflictKind.CHILD_SEAT,
        Obstacle.CHILD_SEATS: ConflictKind.CHILD_SEAT,
    }
)
"""Obstacles that would be shown as a conflict afterwards: a hint, or a bar where it is hard."""
ROOMS = (Part.ROOM, Part.CHILDCARE_ROOM)


@dataclass(frozen=True)
class Around:
    """What else is held around the units.

    Attributes:
        now: nothing begins earlier.
        last: the last day that is looked at.
        lessons: planned lessons beside the units, by course.
        shared: how many people two courses share.
        off: days without lessons.
        hard: kinds of conflict that the town never allows.
    """

    now: int
    first: date
    last: date
    lessons: Mapping[int, Sequence[PlannedLesson]]
    shared: Mapping[tuple[int, int], int]
    lands: Mapping[int, str]
    off: DaysWithoutLessons
    public_off: bool
    parts: DayParts
    hard: frozenset[ConflictKind]


class Ways:
    """The ways of units, asked of what was read; no file is needed any more."""

    def __init__(self, known: Choices, around: Around) -> None:
        """Take what was read."""
        self.known = known
        self._around = around
        severe = {obstacle for obstacle, kind in HINTS.items() if kind in around.hard}
        self._strict = Obstacle.NOT_AVAILABLE in severe
        self._never = NEVER | severe
        self._partners: dict[int, list[int]] = defaultdict(list)
        for course, other in around.shared:
            self._partners[course].append(other)

    def own(self, unit: Unit) -> list[Way]:
        """Return the way that keeps the time, if there is one."""
        if unit.time_barred or unit.day_barred:
            return []
        return list(self._at(unit, [unit.starts]))

    def same_day(self, unit: Unit) -> list[Way]:
        """Return other beginnings of the same day."""
        if not unit.movable or unit.day_barred:
            return []
        return list(self._at(unit, self._starts(unit, day_of(unit.starts))))

    def other_days(self, unit: Unit) -> list[Way]:
        """Return the beginnings of the days around."""
        if not unit.movable:
            return []
        here = day_of(unit.starts)
        days = (here + timedelta(days=far) for far in range(-LOOK_DAYS, LOOK_DAYS + 1) if far)
        return [way for day in days for way in self._at(unit, self._on(unit, day))]

    # --- Times --------------------------------------------------------------------------------

    def _on(self, unit: Unit, day: date) -> Iterable[int]:
        return self._starts(unit, day) if self._held(unit, day) else ()

    def _held(self, unit: Unit, day: date) -> bool:
        """Tell whether the course has lessons on such a day."""
        around = self._around
        course = self.known.courses.get(unit.course_id)
        weekdays = set(map(WEEKDAYS.index, self.known.settings.text("timetable.weekdays").split()))
        weekdays.add(day_of(unit.starts).weekday())
        if course is None or day.weekday() not in weekdays:
            return False
        if not around.first <= day <= around.last:
            return False
        place = around.off.at(around.lands.get(unit.course_id, ""), course.site_id)
        public = around.public_off and place.public(day)
        return not (public or place.closed(day) or (course.pauses and place.school(day)))

    def _starts(self, unit: Unit, day: date) -> Iterator[int]:
        """Yield the whole and half hours of a day, and the minute at which the unit begins now."""
        settings, own = self.known.settings, minute_of_day(unit.starts)
        length = unit.ends - unit.starts
        latest = max(own, settings.number("timetable.day_ends") - length)
        earliest = min(own, settings.number("timetable.day_starts"))
        grid = range(-(-earliest // STEP_MINUTES) * STEP_MINUTES, latest + 1, STEP_MINUTES)
        for at in sorted({own, *grid}):
            start = minute_of(day, at)
            if start != unit.starts and start >= self._around.now:
                yield start

    # --- One time -----------------------------------------------------------------------------

    def _at(self, unit: Unit, starts: Iterable[int]) -> Iterator[Way]:
        for start in starts:
            length = unit.ends - unit.starts
            if unit.lesson_id is not None and self._beside_itself(unit, start, length):
                continue
            picks = []
            for role in unit.roles:
                some = self._picks(unit, role, start)
                if not some:
                    break
                picks.append(some)
            else:
                clashes = 0 if start == unit.starts else self._who_clashes(unit, start, length)
                points = self._points(unit, start) + SOFT * clashes
                yield Way(start, points, tuple(picks), clashes)

    def _beside_itself(self, unit: Unit, start: int, length: int) -> bool:
        return any(
            lesson.starts < start + length and start < lesson.ends
            for lesson in self._around.lessons.get(unit.course_id, ())
        )

    def _points(self, unit: Unit, start: int) -> int:
        if start == unit.starts:
            return 0
        out = unit.families and not self._around.parts.same(unit.starts, start)
        return PERSON * unit.people + LESSON + far(unit.starts, start) + OUT_OF_HOURS * out

    def _who_clashes(self, unit: Unit, start: int, length: int) -> int:
        """Count the people who would have two courses at a time."""
        span = Span(start, start + length)
        return sum(
            self._around.shared[unit.course_id, other]
            for other in self._partners.get(unit.course_id, ())
            for lesson in self._around.lessons.get(other, ())
            if overlap(lesson, span)
        )

    # --- Who and what -------------------------------------------------------------------------

    def _picks(self, unit: Unit, role: Role, start: int) -> tuple[Pick, ...]:
        own = start == unit.starts
        if own and not role.troubled:
            return (Pick(role.current),)
        span = Span(start + role.begins, start + role.ends)
        found = []
        stays = self._stays(role, span, own=own)
        if stays is not None:
            found.append(stays)
        fixed = role.part is Part.ROOM and not unit.movable and role.current is not None
        if fixed or (stays is not None and not own):
            return tuple(found)
        for rank, choice in enumerate(self.candidates(unit, role, span), 1):
            hints = sum(against.obstacle in HINTS for against in choice.against)
            points = self._changed(role, own=own) + SOFT * hints
            found.append(Pick(choice.id, points, min(rank, 20), hints))
        found.sort(key=lambda pick: (pick.points, pick.taste))
        return tuple(found if own else found[:MOST_ELSEWHERE])

    def _stays(self, role: Role, span: Span, *, own: bool) -> Pick | None:
        current = role.current
        if current is None or (own and role.barred) or not self.known.times.usable(current, span):
            return None
        away = not own and not self.known.times.available(current, span)
        if away and self._strict:
            return None
        return Pick(current, SOFT * away, hints=int(away))

    def _changed(self, role: Role, *, own: bool) -> int:
        """Return what another face or door costs; who is called anyway hears of it then."""
        if not own:
            return PERSON_ELSEWHERE * (role.part not in ROOMS)
        comes = role.part not in (*ROOMS, Part.VEHICLE)
        return PERSON_ELSEWHERE * (role.people + comes) + LESSON * (role.source == LESSON_SOURCE)

    def candidates(self, unit: Unit, role: Role, span: Span) -> Iterator[Choice]:
        """Yield who could take a role in place of whoever has it, the best first."""
        barring = self._never | UNFIT if role.part in ROOMS else self._never
        for choice in self.known.of(unit, role, span):
            if choice.id != role.current and not any(a.obstacle in barring for a in choice.against):
                yield choice


def shared_people(courses: Iterable[frozenset[int]]) -> dict[tuple[int, int], int]:
    """Return how many people each two courses share, from the courses of everybody."""
    found: Counter[tuple[int, int]] = Counter()
    for many in courses:
        found.update((course, other) for course in many for other in many if course != other)
    return dict(found)
