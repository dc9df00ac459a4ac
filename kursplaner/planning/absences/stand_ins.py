"""Who or what can stand in for what is missing, and letting it: all touched records in one act."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, day_of, minute_at
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.conflicts.obstacles import Choice, Obstacle
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import CourseType, CredentialKind, OccupationSource, Role
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences import effects, words
from kursplaner.planning.absences.plan import FREE
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.planning.absences.reporting import open_parts, row_of, touched_by
from kursplaner.planning.childcare.beside_lessons import ratio_rules
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.choices.workers import WorkNeeds, teaching_roles, worker_choices
from kursplaner.planning.conflicts.missing_credentials import needed_credentials
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.planning.rides import other_vehicle
from kursplaner.store.queries.absences.absences import looked_after
from kursplaner.store.queries.absences.calls import known_children, teachers_before
from kursplaner.store.queries.choices import WorkerFacts, workers
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of
from kursplaner.store.whereabouts import CHILDCARE, reoccupy

BARRED = frozenset({CredentialKind.POLICE_CERTIFICATE.value, CredentialKind.LICENCE_CHECK.value})
"""Credentials without which nobody looks after children or drives."""


class Fit(StrEnum):
    """How well somebody can stand in."""

    FITS = "fits"
    RESERVE = "reserve"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, or a vehicle, that may stand in.

    Attributes:
        choice: name, on how many of the records free, and what speaks against it.
        records: the ids of the records it could take.
        knows, of: how many of the children, or whether (1 of 1) the course is known.
    """

    choice: Choice
    fit: Fit
    records: tuple[int, ...]
    knows: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What is missing for some records of one kind, and who could stand in, the best first."""

    part: Part
    touched: tuple[Touched, ...]
    candidates: tuple[Candidate, ...]


def needs(db: Db, absence_id: int) -> tuple[Need, ...]:
    """Return what still wants a stand-in; lessons of different courses stand apart.

    Raises:
        Refused: "not_found".
    """
    absent = row_of(db, absence_id).resource_id
    wanted = open_parts(touched_by(db, absence_id), minute_at(clock.now()))
    groups: dict[tuple[Part, int], list[Touched]] = {}
    found = by_ids(db, Lesson, [t.id for t in wanted if t.part is Part.TEACHER])
    for each in wanted:
        key = found[each.id].course_id if each.part is Part.TEACHER else 0
        groups.setdefault((each.part, key), []).append(each)
    return tuple(
        Need(part, tuple(each), candidates(db, part, course, each, absent))
        for (part, course), each in groups.items()
    )


def candidates(
    db: Db, part: Part, course_id: int, wanted: Sequence[Touched], absent: int | None
) -> tuple[Candidate, ...]:
    """Return who or what could take records of one part (lessons: of one course), the best first.

    `absent` is left out: whom they stand in for.
    """
    if part is Part.VEHICLE:
        found = _vehicles(db, wanted)
    elif part is Part.TEACHER:
        found = _teachers(db, by_id(db, Course, course_id), wanted)
    else:
        found = _carers(db, wanted) if part is Part.CARER else _drivers(db, wanted)
    order = list(Fit)
    others = [each for each in found if each.choice.id != absent]
    return tuple(
        sorted(
            others,
            key=lambda c: (order.index(c.fit), -len(c.records), -c.knows, c.choice.penalty),
        )
    )


def _teachers(db: Db, course: Course, wanted: Sequence[Touched]) -> list[Candidate]:
    kind = CourseType(course.course_type)
    people = workers(db, teaching_roles(kind), day_of(wanted[0].starts))
    before = teachers_before(db, course.id, wanted[0].starts)
    usual = WorkNeeds(OccupationSource.LESSON, course.level, course.course_type, usual_ids=before)
    found = _judged(db, people, usual, wanted)
    return [replace(c, knows=int(c.choice.id in before), of=1) for c in found]


def _carers(db: Db, wanted: Sequence[Touched]) -> list[Candidate]:
    people = workers(db, [Role.CARER.value], day_of(wanted[0].starts))
    children = {row.child_id for row in looked_after(db, [t.id for t in wanted])}
    known = known_children(db, children, wanted[0].starts)
    rules = ratio_rules(settings_of(db))
    usual = WorkNeeds(
        OccupationSource.CHILDCARE,
        credentials=rules.credentials,
        permit_minutes=rules.permit_minutes,
        role=Role.CARER,
    )
    found = _judged(db, people, usual, wanted)
    return [replace(c, knows=len(known.get(c.choice.id, ())), of=len(children)) for c in found]


def _drivers(db: Db, wanted: Sequence[Touched]) -> list[Candidate]:
    people = workers(db, [Role.DRIVER.value], day_of(wanted[0].starts))
    credentials = needed_credentials(settings_of(db), "driver")
    usual = WorkNeeds(OccupationSource.RIDE, credentials=credentials, role=Role.DRIVER)
    return _judged(db, people, usual, wanted)


def _judged(
    db: Db, people: Sequence[WorkerFacts], usual: WorkNeeds, wanted: Sequence[Touched]
) -> list[Candidate]:
    spans = [Span.of(t) for t in wanted]
    ids = {person.id for person in people}
    first, last = min(s.starts for s in spans), max(s.ends for s in spans)
    times = load_free_times(db, ids, first, last)
    return [
        _candidate(choice, _free(choice.id, wanted, times))
        for choice in worker_choices(people, usual, spans, times)
    ]


def _free(person_id: int, wanted: Iterable[Touched], times: FreeTimes) -> tuple[int, ...]:
    return tuple(t.id for t in wanted if times.free(person_id, Span.of(t)))


def _candidate(choice: Choice, records: tuple[int, ...]) -> Candidate:
    kinds = {against.obstacle for against in choice.against}
    if not records or Obstacle.NO_PROFILE in kinds or _barred(choice):
        return Candidate(choice, Fit.NO, ())
    if len(records) < choice.of:
        return Candidate(choice, Fit.PARTLY, records)
    return Candidate(choice, Fit.RESERVE if kinds else Fit.FITS, records)


def _barred(choice: Choice) -> bool:
    for against in choice.against:
        if against.obstacle is Obstacle.CREDENTIAL_EXPIRES and against.facts.get("paper") in BARRED:
            return True
        credentials = against.facts.get("papers", ())
        if isinstance(credentials, tuple) and BARRED & set(credentials):
            return True
    return False


def _vehicles(db: Db, wanted: Sequence[Touched]) -> list[Candidate]:
    """Return the vehicles; what speaks against one is gathered over all rides."""
    hard = {Obstacle.BUSY, Obstacle.CLOSED, Obstacle.TOO_FEW_SEATS, Obstacle.WHEELCHAIR}
    by_vehicle: dict[int, list[tuple[int, Choice]]] = {}
    for each in wanted:
        for choice in other_vehicle.choices(db, each.id).vehicles:
            by_vehicle.setdefault(choice.id, []).append((each.id, choice))
    found = []
    for choices in by_vehicle.values():
        free = tuple(key for key, c in choices if not hard & {a.obstacle for a in c.against})
        against = {str(a): a for _, c in choices for a in c.against}
        whole = replace(
            choices[0][1], free=len(free), of=len(wanted), against=tuple(against.values())
        )
        found.append(_candidate(whole, free))
    return found


def assign(
    db: Db, absence_id: int, part: Part, comes: int, record_ids: Collection[int]
) -> tuple[Touched, ...]:
    """Let somebody stand in for these records; returns those that were given to her.

    Whoever was told before is to be called again, with the good news; what was taken out for her
    comes back at once.

    Raises:
        Refused: "not_found", "nothing_to_stand_in".
        HardConflict: she is taken meanwhile; nothing is stored.
    """
    row = row_of(db, absence_id)
    touched = touched_by(db, absence_id)
    wanted = [
        t
        for t in open_parts(touched, minute_at(clock.now()))
        if t.part is part and t.id in record_ids
    ]
    if not wanted or row.resource_id is None:
        raise Refused("nothing_to_stand_in")
    lessons = tuple(each.id for each in wanted if each.part is Part.TEACHER)
    if lessons:
        changing.apply(db, changing.propose(db, ExchangeWish(lessons, row.resource_id, comes)))
    for each in wanted:
        _give(db, each, comes, row.resource_id)
    db.flush()
    if part is not Part.VEHICLE:
        units = {(each.source, each.id) for each in wanted}
        words.concern(db, absence_id, {comes: units}, FREE)
        words.concern(db, absence_id, {row.resource_id: units})
    effects.settle(db)
    words.reopen(db, absence_id)
    return tuple(wanted)


def _give(db: Db, each: Touched, comes: int, goes: int) -> None:
    match each.part:
        case Part.CARER:
            _give_slot(db, each, comes, goes)
        case Part.DRIVER:
            ride = by_id(db, Ride, each.id)
            other_vehicle.apply(db, other_vehicle.propose(db, each.id, ride.vehicle_id, comes))
        case Part.VEHICLE:
            ride = by_id(db, Ride, each.id)
            other_vehicle.apply(db, other_vehicle.propose(db, each.id, comes, ride.driver_id))


def _give_slot(db: Db, each: Touched, comes: int, goes: int) -> None:
    """Put another carer in the place of one, at her times and with her children."""
    slot = by_id(db, ChildcareSlot, each.id)
    times = load_free_times(db, [comes], each.starts, each.ends)
    there = find(db, ChildcareSlotCarer, slot_id=slot.id, person_id=goes)
    if not there or not times.usable(comes, Span.of(each)):
        raise HardConflict(["occupied"])
    there[0].person_id = comes
    for place in find(db, ChildcarePlace, slot_id=slot.id, carer_id=goes):
        place.carer_id = comes
    slot.version += 1
    reoccupy(db, {CHILDCARE: [slot.id]})
