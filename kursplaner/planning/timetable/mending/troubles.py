"""What is troubled: conflicts that cannot stay, by the lesson, childcare or ride they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kursplaner.basics import clock
from kursplaner.domain.conflicts.conflicts import OVERLAPS, Conflict
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind, RideStatus
from kursplaner.planning.lessons.weekly_series import why_untouched
from kursplaner.planning.timetable.mending.units import Part, Role, Unit
from kursplaner.store.queries.lessons.bundles import (
    Bundle,
    LessonRow,
    RideRow,
    SlotRow,
    bundle,
    lessons_by_id,
)
from kursplaner.store.queries.lessons.touched import (
    lessons_served,
    people_of_lessons,
    people_of_services,
)
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

Kind = ConflictKind
Record = tuple[str, int]
MISSING = {
    Kind.NO_ROOM: Part.ROOM,
    Kind.NO_TEACHER: Part.TEACHER,
    Kind.CARER_MISSING: Part.CARER,
    Kind.DRIVER_MISSING: Part.DRIVER,
}
"""Kinds that count although they are soft, with what is missing."""
SERVICES = frozenset((Kind.CARER_MISSING, Kind.DRIVER_MISSING))
OF_THE_DAY = frozenset((Kind.HOLIDAY, Kind.CLOSING_DAY))
USUAL = OVERLAPS | {Kind.CLOSURE}
"""Whether these hold at another moment is asked of the times themselves."""
UNTOLD = frozenset((Kind.CHILDCARE_MISSING, Kind.RIDE_MISSING, Kind.COURSE_CAPACITY))
"""Nothing of a lesson's place helps against these."""


def troubling(conflict: Conflict) -> bool:
    """Tell whether something must change: hard, an accepted double use, or nobody there."""
    wanted = conflict.hard or conflict.kind in OVERLAPS | MISSING.keys()
    return wanted and conflict.kind not in UNTOLD


@dataclass
class _Blame:
    """What conflicts say about one record.

    Attributes:
        resources: rooms, people and vehicles it cannot keep; barred: those nobody else blocks.
        missing: parts that nobody has.
        time: its time itself does not do; day: not on that day at all.
    """

    resources: set[int] = field(default_factory=set)
    barred: set[int] = field(default_factory=set)
    missing: set[Part] = field(default_factory=set)
    time: bool = False
    day: bool = False
    conflicts: list[Conflict] = field(default_factory=list)


def units_of(
    db: Db, conflicts: Iterable[Conflict], pinned_courses: Collection[int] = ()
) -> tuple[Unit, ...]:
    """Return the troubled lessons, childcare slots and rides that may still be changed."""
    blame = _blamed(conflicts)
    ids = {source: {key for noun, key in blame if noun == source} for source in _SOURCES}
    served = lessons_served(db, ids[CHILDCARE], ids[RIDE])
    rows = {row.id: row for row in lessons_by_id(db, ids[LESSON] | served)}
    hangs = bundle(db, rows)
    pinned = {
        lesson.id
        for lesson in by_ids(db, Lesson, rows).values()
        if lesson.pinned or lesson.course_id in pinned_courses
    }
    made = _Units(db, blame, rows, pinned)
    return tuple(made.all(hangs))


_SOURCES = (LESSON, CHILDCARE, RIDE)


def _blamed(conflicts: Iterable[Conflict]) -> Mapping[Record, _Blame]:
    found: dict[Record, _Blame] = defaultdict(_Blame)
    for conflict in conflicts:
        if not troubling(conflict):
            continue
        records = [(s.noun, s.id) for s in conflict.subjects if s.noun in _SOURCES]
        resources = {s.id for s in conflict.subjects if s.noun in ("room", "person", "vehicle")}
        if conflict.kind not in USUAL and len(records) > 1:
            records = [max(records)]
        for record in records:
            _note(found[record], conflict, resources)
    return found


def _note(blame: _Blame, conflict: Conflict, resources: set[int]) -> None:
    blame.conflicts.append(conflict)
    if conflict.kind in MISSING:
        blame.missing.add(MISSING[conflict.kind])
    elif conflict.kind in OF_THE_DAY:
        blame.day = True
    elif conflict.kind in USUAL:
        blame.resources |= resources
    elif resources and len(conflict.subjects) == 2:
        blame.barred |= resources
    elif conflict.kind is not Kind.COURSE:
        blame.time = True


def _optional(blames: Sequence[_Blame]) -> bool:
    """Tell whether all that is wrong is that nobody cares or drives, as a hint."""
    return all(
        conflict.kind in SERVICES and not conflict.hard
        for blame in blames
        for conflict in blame.conflicts
    )


class _Units:
    """Makes the units; a lesson takes along what it has alone."""

    def __init__(
        self,
        db: Db,
        blame: Mapping[Record, _Blame],
        rows: Mapping[int, LessonRow],
        pinned: Collection[int],
    ) -> None:
        self._db = db
        self._blame = blame
        self._rows = rows
        self._pinned = pinned
        self._count = 0

    def all(self, hangs: Bundle) -> Iterator[Unit]:
        """Yield the units of lessons, then childcare and rides that several lessons share."""
        slots: dict[int, list[SlotRow]] = defaultdict(list)
        rides: dict[int, list[RideRow]] = defaultdict(list)
        shared: list[SlotRow | RideRow] = []
        for slot in hangs.slots:
            own = len(slot.lesson_ids) == 1
            (slots[next(iter(slot.lesson_ids))] if own else shared).append(slot)
        for ride in hangs.rides:
            own = len(ride.lesson_ids) == 1 and ride.status == RideStatus.PLANNED.value
            (rides[next(iter(ride.lesson_ids))] if own else shared).append(ride)
        for row in self._rows.values():
            if why_untouched(row) is None:
                mine = slots.get(row.id, []), rides.get(row.id, [])
                yield from self._lesson(row, hangs.people.get(row.id, ()), *mine)
        for service in shared:
            yield from self._shared(service)

    def _lesson(
        self,
        row: LessonRow,
        teachers: Sequence[int],
        slots: Sequence[SlotRow],
        rides: Sequence[RideRow],
    ) -> Iterator[Unit]:
        records = [(LESSON, row.id)]
        records += [(CHILDCARE, slot.id) for slot in slots] + [(RIDE, ride.id) for ride in rides]
        blames = [self._blame[record] for record in records if record in self._blame]
        if not blames:
            return
        people = len(people_of_lessons(self._db, [row.id]).everybody)
        roles = [*self._roles_of_lesson(row, teachers, people)]
        for slot in slots:
            roles += self._roles_of_slot(slot, row.starts)
        for ride in rides:
            roles += self._roles_of_ride(ride, row.starts)
        own = self._blame.get((LESSON, row.id), _Blame())
        optional = _optional(blames)
        self._count += 1
        yield Unit(
            self._count,
            *(row.course_id, row.id, row.starts, row.ends),
            roles=tuple(roles),
            people=people,
            families=bool(slots or rides),
            movable=row.id not in self._pinned and not optional,
            time_barred=own.time,
            day_barred=own.day,
            optional=optional,
            troubles=tuple(each for blame in blames for each in blame.conflicts),
        )

    def _shared(self, service: SlotRow | RideRow) -> Iterator[Unit]:
        is_slot = isinstance(service, SlotRow)
        blame = self._blame.get((CHILDCARE if is_slot else RIDE, service.id))
        course = next((self._rows[k].course_id for k in service.lesson_ids if k in self._rows), 0)
        over = clock.has_come(service.starts)
        if isinstance(service, RideRow):
            over = over or service.status != RideStatus.PLANNED.value
            roles = tuple(self._roles_of_ride(service, service.starts))
        else:
            roles = tuple(self._roles_of_slot(service, service.starts))
        if blame is None or over:
            return
        self._count += 1
        yield Unit(
            *(self._count, course, None, service.starts, service.ends, roles, 0),
            families=True,
            movable=False,
            time_barred=blame.time,
            day_barred=blame.day,
            optional=_optional([blame]),
            troubles=tuple(blame.conflicts),
        )

    # --- Roles --------------------------------------------------------------------------------

    def _roles_of_lesson(
        self, row: LessonRow, teachers: Sequence[int], people: int
    ) -> Iterator[Role]:
        span = (0, row.ends - row.starts)
        record = (LESSON, row.id)
        yield from self._role(Part.ROOM, record, row.room_id, span, people)
        for teacher in teachers or (None,):
            yield from self._role(Part.TEACHER, record, teacher, span, people)

    def _roles_of_slot(self, slot: SlotRow, start: int) -> Iterator[Role]:
        record, span = (CHILDCARE, slot.id), (slot.starts - start, slot.ends - start)
        people = len(people_of_services(self._db, [slot.id], ()))
        yield from self._role(Part.CHILDCARE_ROOM, record, slot.room_id, span, people)
        for carer, begins, ends in slot.carers or ((None, None, None),):
            own = ((begins or slot.starts) - start, (ends or slot.ends) - start)
            yield from self._role(Part.CARER, record, carer, own, people)

    def _roles_of_ride(self, ride: RideRow, start: int) -> Iterator[Role]:
        record, span = (RIDE, ride.id), (ride.starts - start, ride.ends - start)
        people = len(people_of_services(self._db, (), [ride.id]))
        yield from self._role(Part.VEHICLE, record, ride.vehicle_id, span, people)
        yield from self._role(Part.DRIVER, record, ride.driver_id, span, people)

    def _role(
        self, part: Part, record: Record, current: int | None, span: tuple[int, int], people: int
    ) -> Iterator[Role]:
        """Yield a role that somebody has, or that is missing."""
        blame = self._blame.get(record, _Blame())
        if current is None:
            if part in blame.missing:
                yield Role(part, *record, None, *span, people, troubled=True)
            return
        barred = current in blame.barred
        troubled = barred or current in blame.resources
        yield Role(part, *record, current, *span, people, troubled, barred)
