"""Ideas about people and vehicles: somebody else teaches, cares or drives; another vehicle."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from kursplaner.basics.spans import Span, day_of, minute_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, CourseType, Gender, OccupationSource, Role
from kursplaner.domain.people import Person
from kursplaner.planning.childcare.beside_lessons import ratio_rules
from kursplaner.planning.choices.workers import WorkNeeds, teaching_roles, worker_choices
from kursplaner.planning.conflicts.missing_papers import needed_papers
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    Rearrange,
    Step,
    Substitute,
)
from kursplaner.planning.fixes.situation import (
    CHILDCARE,
    LESSON,
    PERSON,
    RIDE,
    VEHICLE,
    FixKind,
    Idea,
    Record,
    Scene,
    best,
    span_of,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.queries.choices import WorkerFacts, workers
from kursplaner.store.queries.lessons.bundles import LessonRow
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.ride_facts import seats_of_rides
from kursplaner.store.queries.taken_times import taken_times
from kursplaner.store.records import by_ids

MOST_PEOPLE = 3
MOST_RECORDS = 60
"""Records in which somebody is replaced at once; who is away longer needs another plan."""
RANK_TEACHER, RANK_CARER, RANK_DRIVER, RANK_VEHICLE, RANK_MORE = 15, 12, 12, 14, 25
YEAR_MINUTES = 366 * 1440

KINDS = {LESSON: FixKind.OTHER_TEACHER, CHILDCARE: FixKind.OTHER_CARER, RIDE: FixKind.OTHER_DRIVER}


def stand_ins(scene: Scene) -> Iterator[Idea]:
    """Yield others for the person or vehicle that the conflict is about, in each record."""
    resource = scene.resource
    if resource is None:
        return
    noun, key = resource
    for record in scene.records:
        if noun in (PERSON, VEHICLE) and scene.uses(record, noun, key):
            yield from instead(scene, [record], noun, key)


def instead(scene: Scene, records: Sequence[Record], noun: str, key: int) -> Iterator[Idea]:
    """Yield who or what could take a resource's place in some records of one source."""
    source = records[0].source
    kind = FixKind.OTHER_VEHICLE if noun == VEHICLE else KINDS[source]
    rank = RANK_VEHICLE if noun == VEHICLE else RANK_CARER
    ids = tuple(record.id for record in records)
    facts: dict[str, object] = {source: ids[0], "records": len(ids), "first": records[0].starts}
    names = person_names(scene.db, {key}) if noun == PERSON else {}
    label = names.get(key) or scene.conflict.subjects[0].label
    facts |= {"goes": key, "goes_name": label, "title": _title(scene, records[0])}
    for at, one in enumerate(best(_choices(scene, records, noun), {key}, MOST_PEOPLE)):
        step = Substitute(source, ids, key, one.id)
        known = {**facts, "comes": one.id, "name": one.name}
        yield Idea(kind, (step,), known, rank + at)


def _title(scene: Scene, record: Record) -> str:
    """Return which course a record is for, where the conflict names it."""
    subjects = scene.conflict.subjects
    return next((s.label for s in subjects if (s.noun, s.id) == (record.source, record.id)), "")


def _choices(scene: Scene, records: Sequence[Record], noun: str) -> Sequence[Choice]:
    spans = [span_of(record) for record in records]
    if noun == VEHICLE:
        return other_vehicle.choices(scene.db, records[0].id).vehicles
    if records[0].source == RIDE:
        return drivers(scene, spans)
    if records[0].source == CHILDCARE:
        return carers(scene, spans)
    return teachers(scene, scene.row(records[0].id), spans)


def teachers(scene: Scene, row: LessonRow, spans: Sequence[Span]) -> tuple[Choice, ...]:
    """Return who could teach a course at some times, the best first."""
    course = scene.course(row)
    kind = CourseType(course.course_type)
    people = _allowed(scene, course, workers(scene.db, teaching_roles(kind), spans[0].day))
    needs = WorkNeeds(OccupationSource.LESSON, level=course.level, course_type=kind.value)
    return worker_choices(people, needs, spans, scene.times({one.id for one in people}, spans))


def _allowed(scene: Scene, course: Course, people: Sequence[WorkerFacts]) -> list[WorkerFacts]:
    """Leave out men where a course is for women only."""
    if not course.women_only:
        return list(people)
    known = by_ids(scene.db, Person, {one.id for one in people})
    return [one for one in people if known[one.id].gender != Gender.MALE.value]


def carers(scene: Scene, spans: Sequence[Span]) -> tuple[Choice, ...]:
    """Return who could look after children at some times, the best first."""
    people = workers(scene.db, [Role.CARER.value], spans[0].day)
    needs = WorkNeeds(
        OccupationSource.CHILDCARE,
        papers=needed_papers(scene.settings, "carer"),
        permit_minutes=ratio_rules(scene.settings).permit_minutes,
        role=Role.CARER,
    )
    return worker_choices(people, needs, spans, scene.times({one.id for one in people}, spans))


def drivers(scene: Scene, spans: Sequence[Span]) -> tuple[Choice, ...]:
    """Return who could drive at some times, the best first."""
    people = workers(scene.db, [Role.DRIVER.value], spans[0].day)
    papers = needed_papers(scene.settings, "driver")
    needs = WorkNeeds(OccupationSource.RIDE, papers=papers, role=Role.DRIVER)
    return worker_choices(people, needs, spans, scene.times({one.id for one in people}, spans))


def missing_people(scene: Scene) -> Iterator[Idea]:
    """Yield a teacher, carer or driver for what has none."""
    for record in scene.records:
        if record.source == LESSON:
            yield from _teacher(scene, record)
        elif record.source == CHILDCARE:
            yield from more_carers(scene, record, FixKind.OTHER_CARER)
        else:
            yield from _driver(scene, record)


def _teacher(scene: Scene, record: Record) -> Iterator[Idea]:
    row = scene.row(record.id)
    place = (row.id, row.starts, row.ends, row.room_id)
    found = best(teachers(scene, row, [span_of(record)]), (), MOST_PEOPLE)
    yield from _added(
        FixKind.OTHER_TEACHER,
        record,
        found,
        lambda key: Rearrange((LessonMove(*place, comes=key),)),
    )


def _driver(scene: Scene, record: Record) -> Iterator[Idea]:
    ride = scene.ride(record.id)
    found = best(drivers(scene, [span_of(record)]), (), MOST_PEOPLE)
    yield from _added(
        FixKind.OTHER_DRIVER,
        record,
        found,
        lambda key: ChangeRide(ride.id, ride.vehicle_id, key),
    )


def more_carers(scene: Scene, record: Record, kind: FixKind) -> Iterator[Idea]:
    """Yield one carer more in a childcare slot."""
    found = best(carers(scene, [span_of(record)]), (), MOST_PEOPLE)
    yield from _added(kind, record, found, lambda key: ChangeCarer(record.id, key))


def _added(
    kind: FixKind, record: Record, found: Iterable[Choice], step: Callable[[int], Step]
) -> Iterator[Idea]:
    for at, one in enumerate(found):
        facts = {record.source: record.id, "comes": one.id, "name": one.name}
        facts |= {"first": record.starts}
        yield Idea(kind, (step(one.id),), facts, RANK_MORE + at)


def other_vehicles(scene: Scene) -> Iterator[Idea]:
    """Yield vehicles for a ride that has too few seats or not the right ones."""
    for record in scene.records:
        if record.source != RIDE:
            continue
        known = other_vehicle.choices(scene.db, record.id)
        passengers = len(seats_of_rides(scene.db, [record.id]).get(record.id, ()))
        for at, one in enumerate(best(known.vehicles, (), MOST_PEOPLE + 1)):
            facts = {"ride": record.id, "comes": one.id, "name": one.name}
            facts |= {"people": passengers, "first": record.starts}
            step = ChangeRide(record.id, one.id, scene.ride(record.id).driver_id)
            yield Idea(FixKind.OTHER_VEHICLE, (step,), facts, RANK_VEHICLE + at)


def throughout(scene: Scene) -> Iterator[Idea]:
    """Yield others for somebody without a needed paper, in all work from that day on."""
    resource = scene.resource
    if resource is None or len(scene.conflict.subjects) < 2:
        return
    source, first = scene.conflict.subjects[1].noun, max(scene.conflict.starts, scene.now)
    records = _work(scene, resource[1], source, first, first + YEAR_MINUTES)
    if records and len(records) <= MOST_RECORDS:
        yield from instead(scene, records, *resource)


def fewer_hours(scene: Scene) -> Iterator[Idea]:
    """Yield others for one or some records of a week in which somebody works too long."""
    resource = scene.resource
    if resource is None:
        return
    conflict = scene.conflict
    source = str(conflict.facts.get("work", CHILDCARE))
    monday = day_of(conflict.starts).weekday()
    week = minute_of(day_of(conflict.starts)) - monday * 1440
    records = _work(scene, resource[1], source, max(week, scene.now), week + 7 * 1440)
    minutes, limit = (int(str(conflict.facts.get(k, 0))) for k in ("minutes", "limit_minutes"))
    over = minutes - limit + (conflict.kind is ConflictKind.CARER_HOURS)
    some: list[Record] = []
    for record in sorted(records, key=lambda one: one.starts - one.ends):
        if over > 0:
            some.append(record)
            over -= record.ends - record.starts
    if some and over <= 0:
        yield from instead(scene, sorted(some, key=lambda one: one.starts), *resource)


def _work(scene: Scene, key: int, source: str, first: int, last: int) -> list[Record]:
    """Return the records of one source in which a resource works within [first, last)."""
    found = taken_times(scene.db, [key], first, last).get(key, [])
    return [
        Record(one.source, one.source_id, one.starts, one.ends)
        for one in found
        if one.source == source and one.starts >= first
    ]
