"""Ideas about people and vehicles: somebody else teaches, cares or drives; another vehicle."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from kursplaner.basics.spans import Span, day_of, minute_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.choices.workers import WorkNeeds, worker_choices
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    DraftChange,
    Rearrange,
    Substitute,
)
from kursplaner.planning.fixes import needs
from kursplaner.planning.fixes.facts import FixFacts, of_record
from kursplaner.planning.fixes.situation import (
    PERSON,
    VEHICLE,
    FixKind,
    Idea,
    Record,
    Situation,
    best,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.queries.choices import WorkerFacts, workers
from kursplaner.store.queries.lessons.bundles import LessonRow
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.ride_facts import seats_of_rides
from kursplaner.store.queries.taken_times import taken_times
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

MOST_PEOPLE = 3
MOST_RECORDS = 60
"""Records in which somebody is replaced at once; who is away longer needs another plan."""
RANK_PERSON, RANK_VEHICLE, RANK_MORE = 12, 14, 25
YEAR_MINUTES = 366 * 1440

KINDS = {LESSON: FixKind.OTHER_TEACHER, CHILDCARE: FixKind.OTHER_CARER, RIDE: FixKind.OTHER_DRIVER}


def stand_ins(situation: Situation) -> Iterator[Idea]:
    """Yield others for the person or vehicle that the conflict is about, in each record."""
    resource = situation.resource
    if resource is None:
        return
    noun, key = resource
    for record in situation.records:
        if noun in (PERSON, VEHICLE) and situation.uses(record, noun, key):
            yield from instead(situation, [record], noun, key)


def instead(situation: Situation, records: Sequence[Record], noun: str, key: int) -> Iterator[Idea]:
    """Yield who or what could take a resource's place in some records of one source."""
    source = records[0].source
    kind = FixKind.OTHER_VEHICLE if noun == VEHICLE else KINDS[source]
    rank = RANK_VEHICLE if noun == VEHICLE else RANK_PERSON
    ids = tuple(record.id for record in records)
    facts: FixFacts = {**of_record(source, ids[0]), "records": len(ids)}
    names = person_names(situation.db, {key}) if noun == PERSON else {}
    label = names.get(key) or situation.conflict.subjects[0].label
    facts |= {"first": records[0].starts, "goes": key, "goes_name": label}
    facts |= {"title": _title(situation, records[0])}
    for at, choice in enumerate(best(_choices(situation, records, noun), {key}, MOST_PEOPLE)):
        change = Substitute(source, ids, key, choice.id)
        known: FixFacts = {**facts, "comes": choice.id, "name": choice.name}
        yield Idea(kind, (change,), known, rank + at)


def _title(situation: Situation, record: Record) -> str:
    """Return which course a record is for, where the conflict names it."""
    subjects = situation.conflict.subjects
    return next((s.label for s in subjects if (s.noun, s.id) == (record.source, record.id)), "")


def _choices(situation: Situation, records: Sequence[Record], noun: str) -> Sequence[Choice]:
    spans = [Span.of(record) for record in records]
    if noun == VEHICLE:
        return other_vehicle.choices(situation.db, records[0].id).vehicles
    if records[0].source == RIDE:
        return drivers(situation, spans)
    if records[0].source == CHILDCARE:
        return carers(situation, spans)
    return teachers(situation, situation.row(records[0].id), spans)


def teachers(situation: Situation, row: LessonRow, spans: Sequence[Span]) -> tuple[Choice, ...]:
    """Return who could teach a course at some times, the best first."""
    course = situation.course(row)
    there = workers(situation.db, needs.roles_teaching(course), spans[0].day)
    people = needs.allowed_teachers(situation.db, course, there)
    return _at_work(situation, people, needs.teaching_needs(course), spans)


def carers(situation: Situation, spans: Sequence[Span]) -> tuple[Choice, ...]:
    """Return who could look after children at some times, the best first."""
    people = workers(situation.db, needs.CARERS, spans[0].day)
    return _at_work(situation, people, needs.caring_needs(situation.settings), spans)


def drivers(situation: Situation, spans: Sequence[Span]) -> tuple[Choice, ...]:
    """Return who could drive at some times, the best first."""
    people = workers(situation.db, needs.DRIVERS, spans[0].day)
    return _at_work(situation, people, needs.driving_needs(situation.settings), spans)


def _at_work(
    situation: Situation, people: Sequence[WorkerFacts], wanted: WorkNeeds, spans: Sequence[Span]
) -> tuple[Choice, ...]:
    times = situation.times({worker.id for worker in people}, spans)
    return worker_choices(people, wanted, spans, times)


def missing_people(situation: Situation) -> Iterator[Idea]:
    """Yield a teacher, carer or driver for what has none."""
    for record in situation.records:
        if record.source == LESSON:
            yield from _teacher(situation, record)
        elif record.source == CHILDCARE:
            yield from more_carers(situation, record, FixKind.OTHER_CARER)
        else:
            yield from _driver(situation, record)


def _teacher(situation: Situation, record: Record) -> Iterator[Idea]:
    row = situation.row(record.id)
    place = (row.id, row.starts, row.ends, row.room_id)
    found = best(teachers(situation, row, [Span.of(record)]), (), MOST_PEOPLE)
    yield from _added(
        FixKind.OTHER_TEACHER,
        record,
        found,
        lambda key: Rearrange((LessonMove(*place, comes=key),)),
    )


def _driver(situation: Situation, record: Record) -> Iterator[Idea]:
    ride = situation.ride(record.id)
    found = best(drivers(situation, [Span.of(record)]), (), MOST_PEOPLE)
    yield from _added(
        FixKind.OTHER_DRIVER,
        record,
        found,
        lambda key: ChangeRide(ride.id, ride.vehicle_id, key),
    )


def more_carers(situation: Situation, record: Record, kind: FixKind) -> Iterator[Idea]:
    """Yield one carer more in a childcare slot."""
    found = best(carers(situation, [Span.of(record)]), (), MOST_PEOPLE)
    yield from _added(kind, record, found, lambda key: ChangeCarer(record.id, key))


def _added(
    kind: FixKind, record: Record, found: Iterable[Choice], change: Callable[[int], DraftChange]
) -> Iterator[Idea]:
    for at, choice in enumerate(found):
        facts = of_record(record.source, record.id)
        facts |= {"comes": choice.id, "name": choice.name}
        facts |= {"first": record.starts}
        yield Idea(kind, (change(choice.id),), facts, RANK_MORE + at)


def other_vehicles(situation: Situation) -> Iterator[Idea]:
    """Yield vehicles for a ride that has too few seats or not the right ones."""
    for record in situation.records:
        if record.source != RIDE:
            continue
        known = other_vehicle.choices(situation.db, record.id)
        passengers = len(seats_of_rides(situation.db, [record.id]).get(record.id, ()))
        for at, choice in enumerate(best(known.vehicles, (), MOST_PEOPLE + 1)):
            facts: FixFacts = {"ride": record.id, "comes": choice.id, "name": choice.name}
            facts |= {"people": passengers, "first": record.starts}
            change = ChangeRide(record.id, choice.id, situation.ride(record.id).driver_id)
            yield Idea(FixKind.OTHER_VEHICLE, (change,), facts, RANK_VEHICLE + at)


def throughout(situation: Situation) -> Iterator[Idea]:
    """Yield others for somebody without a needed credential, in all work from that day on."""
    resource = situation.resource
    if resource is None or len(situation.conflict.subjects) < 2:
        return
    conflict = situation.conflict
    source, first = conflict.subjects[1].noun, max(conflict.starts, situation.now)
    records = _work(situation, resource[1], source, first, first + YEAR_MINUTES)
    if records and len(records) <= MOST_RECORDS:
        yield from instead(situation, records, *resource)


def fewer_hours(situation: Situation) -> Iterator[Idea]:
    """Yield others for one or some records of a week in which somebody works too long."""
    resource = situation.resource
    if resource is None:
        return
    conflict = situation.conflict
    source = conflict.facts.get("work", CHILDCARE)
    monday = day_of(conflict.starts).weekday()
    week = minute_of(day_of(conflict.starts)) - monday * 1440
    records = _work(situation, resource[1], source, max(week, situation.now), week + 7 * 1440)
    over = conflict.facts.get("minutes", 0) - conflict.facts.get("limit_minutes", 0)
    over += conflict.kind is ConflictKind.CARER_HOURS
    some: list[Record] = []
    for record in sorted(records, key=lambda record: record.starts - record.ends):
        if over > 0:
            some.append(record)
            over -= record.ends - record.starts
    if some and over <= 0:
        yield from instead(situation, sorted(some, key=lambda record: record.starts), *resource)


def _work(situation: Situation, key: int, source: str, first: int, last: int) -> list[Record]:
    """Return the records of one source in which a resource works within [first, last)."""
    found = taken_times(situation.db, [key], first, last).get(key, [])
    return [
        Record(taken.source, taken.source_id, taken.starts, taken.ends)
        for taken in found
        if taken.source == source and taken.starts >= first
    ]
