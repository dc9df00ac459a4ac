"""The lessons of a stretch as weekly series: those at the same weekday, time and place are one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kursplaner.domain.kinds import ConflictKind, RideStatus
from kursplaner.planning.timetable.problem import Along, Place
from kursplaner.planning.timetable.town.week_grid import WEEK_MINUTES, WeekGrid
from kursplaner.store.queries.lessons.bundles import Bundle, RideRow, SlotRow
from kursplaner.store.queries.timetable import PlannedLesson

Uses = dict[int, list[tuple[int, int]]]
"""Stretches in minutes from the lesson's start, by resource."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What no longer works: lessons, and those of them that need somebody else to teach."""

    lessons: frozenset[int] = frozenset()
    teachers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Series:
    """Lessons of one course that move together.

    Attributes:
        id: the event's in the problem.
        along: what goes along, in ticks from the start.
        kinds: what each resource of `along` is.
        broken: something hard stands against them where they are, or something is missing.
        teacher_wanted: it is the teacher who is missing.
    """

    id: int
    course_id: int
    lessons: tuple[PlannedLesson, ...]
    teachers: tuple[int, ...]
    along: tuple[Along, ...]
    kinds: Mapping[int, ConflictKind]
    pinned: bool
    broken: bool
    teacher_wanted: bool

    @property
    def first(self) -> PlannedLesson:
        """Its first lesson."""
        return self.lessons[0]

    @property
    def minutes(self) -> int:
        """How long each of them is."""
        return self.first.ends - self.first.starts

    def place(self, weeks: WeekGrid) -> Place:
        """Return where they are."""
        alone = self.teachers[0] if len(self.teachers) == 1 else None
        return Place(weeks.tick(self.first.starts), self.first.room_id, alone)

    def weeks(self, weeks: WeekGrid) -> frozenset[int]:
        """Return in which weeks they are held."""
        return frozenset(weeks.week(lesson.starts) for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on lessons: their teachers, and by lesson the slots and rides they have alone."""

    teachers: Mapping[int, tuple[int, ...]]
    slots: Mapping[int, tuple[SlotRow, ...]]
    rides: Mapping[int, tuple[RideRow, ...]]

    @property
    def owners(self) -> dict[tuple[str, int], int]:
        """The lesson of each slot and ride that goes along, as occupations name them."""
        slots = {("childcare", slot.id): key for key, many in self.slots.items() for slot in many}
        return slots | {("ride", ride.id): key for key, many in self.rides.items() for ride in many}


def hanging(bundle: Bundle, teachers: Mapping[int, tuple[int, ...]]) -> Hanging:
    """Return what goes along with single lessons; what serves several stays where it is."""
    slots: dict[int, list[SlotRow]] = defaultdict(list)
    rides: dict[int, list[RideRow]] = defaultdict(list)
    for slot in bundle.slots:
        if len(slot.lesson_ids) == 1:
            slots[next(iter(slot.lesson_ids))].append(slot)
    for ride in bundle.rides:
        if len(ride.lesson_ids) == 1 and ride.status == RideStatus.PLANNED.value:
            rides[next(iter(ride.lesson_ids))].append(ride)
    return Hanging(
        teachers,
        {lesson: tuple(many) for lesson, many in slots.items()},
        {lesson: tuple(many) for lesson, many in rides.items()},
    )


def series_of(
    lessons: Iterable[PlannedLesson],
    hangs: Hanging,
    weeks: WeekGrid,
    broken: Broken,
    pinned_courses: Collection[int] = (),
) -> tuple[Series, ...]:
    """Return the series, numbered from 1."""
    groups: dict[tuple[object, ...], list[PlannedLesson]] = defaultdict(list)
    used = {lesson.id: _uses(lesson, hangs) for lesson in lessons}
    for lesson in lessons:
        groups[_signature(lesson, hangs, used[lesson.id], broken, pinned_courses)].append(lesson)
    return tuple(
        _series(number, group, hangs, used, weeks, broken, pinned_courses)
        for number, group in enumerate(groups.values(), 1)
    )


def _signature(
    lesson: PlannedLesson,
    hangs: Hanging,
    used: tuple[Uses, dict[int, ConflictKind]],
    broken: Broken,
    pinned_courses: Collection[int],
) -> tuple[object, ...]:
    return (
        *(
            lesson.course_id,
            lesson.starts % WEEK_MINUTES,
            lesson.ends - lesson.starts,
            lesson.room_id,
        ),
        hangs.teachers.get(lesson.id, ()),
        frozenset(used[0]),
        lesson.pinned or lesson.course_id in pinned_courses,
        lesson.id in broken.lessons,
        lesson.id in broken.teachers,
    )


def _series(
    number: int,
    group: Sequence[PlannedLesson],
    hangs: Hanging,
    used: Mapping[int, tuple[Uses, dict[int, ConflictKind]]],
    weeks: WeekGrid,
    broken: Broken,
    pinned_courses: Collection[int],
) -> Series:
    first = group[0]
    teachers = hangs.teachers.get(first.id, ())
    return Series(
        id=number,
        course_id=first.course_id,
        lessons=tuple(group),
        teachers=teachers,
        along=tuple(
            _along([used[lesson.id][0] for lesson in group], weeks, (*teachers, first.room_id))
        ),
        kinds={key: kind for lesson in group for key, kind in used[lesson.id][1].items()},
        pinned=first.pinned or first.course_id in pinned_courses,
        broken=first.id in broken.lessons,
        teacher_wanted=first.id in broken.teachers,
    )


def _uses(lesson: PlannedLesson, hangs: Hanging) -> tuple[Uses, dict[int, ConflictKind]]:
    """Return what one lesson takes along, beside its room and teachers."""
    uses: Uses = defaultdict(list)
    kinds: dict[int, ConflictKind] = {}
    for slot in hangs.slots.get(lesson.id, ()):
        for carer, own_starts, own_ends in slot.carers:
            uses[carer].append((own_starts or slot.starts, own_ends or slot.ends))
            kinds[carer] = ConflictKind.CARER
        if slot.room_id is not None:
            uses[slot.room_id].append((slot.starts, slot.ends))
            kinds[slot.room_id] = ConflictKind.ROOM
    for ride in hangs.rides.get(lesson.id, ()):
        for key, kind in (
            (ride.vehicle_id, ConflictKind.VEHICLE),
            (ride.driver_id, ConflictKind.DRIVER),
        ):
            if key is not None:
                uses[key].append((ride.starts, ride.ends))
                kinds.setdefault(key, kind)
    shifted = {
        key: sorted((starts - lesson.starts, ends - lesson.starts) for starts, ends in many)
        for key, many in uses.items()
    }
    return shifted, kinds


def _along(
    used: Sequence[Uses], weeks: WeekGrid, without: Collection[int | None]
) -> Iterable[Along]:
    """Yield what all lessons of a series use alike; minutes that only some need are left out.

    So no clash is seen that no day has; a rehearsal finds those of single days.
    """
    for key in used[0]:
        if key in without:
            continue
        for stretches in zip(*(uses.get(key, []) for uses in used), strict=False):
            starts = -(-max(each[0] for each in stretches) // weeks.step)
            ends = min(each[1] for each in stretches) // weeks.step
            if starts < ends:
                yield Along(key, starts, ends)
