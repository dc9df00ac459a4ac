"""What families were told about absences, and what absences set because of it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select

from kursplaner.basics.spans import Span
from kursplaner.domain.absences import (
    AbsenceAnswer,
    AbsenceEffect,
    AbsenceWord,
    EffectCause,
    EffectSource,
)
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.store.queries.absences.absences import attending
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class WordRow:
    """What one person was told of one record; see `AbsenceWord`."""

    absence_id: int
    person_id: int
    source: str
    record_id: int
    starts: int
    state: str
    result: str


@dataclass(frozen=True, slots=True)
class Freed:
    """What absences took out, and has not come back.

    Attributes:
        marks: (lesson, enrolment) excused because of an absence.
        places: children's places excused.
        seats: seats given up because the family stays at home.
        left_out: seats given up because their village was called off.
        left: rides that go on without a village called off.
        lost, lost_places: seats and children's places that others have since.
    """

    marks: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    places: frozenset[int] = field(default_factory=frozenset)
    seats: frozenset[int] = field(default_factory=frozenset)
    left_out: frozenset[int] = field(default_factory=frozenset)
    left: frozenset[int] = field(default_factory=frozenset)
    lost: frozenset[int] = field(default_factory=frozenset)
    lost_places: frozenset[int] = field(default_factory=frozenset)


def words_of_people(db: Db, person_ids: Collection[int], span: Span) -> list[WordRow]:
    """Return what some people were told about what starts in a span of minutes, by any absence."""
    word = AbsenceWord
    wanted = (
        word.person_id.in_(list(person_ids)),
        word.starts >= span.starts,
        word.starts < span.ends,
    )
    return _words(db, *wanted)


def words_of_absence(db: Db, absence_id: int) -> list[WordRow]:
    """Return what was told about one absence."""
    return _words(db, AbsenceWord.absence_id == absence_id)


def _words(db: Db, *wanted: object) -> list[WordRow]:
    word = AbsenceWord
    query = select(
        *(word.absence_id, word.person_id, word.source, word.record_id),
        *(word.starts, word.state, word.result),
    )
    rows = db.execute(query.where(*wanted).order_by(word.starts, word.id))  # type: ignore[arg-type]
    return [WordRow(*row) for row in rows]


def freed(
    db: Db, lesson_ids: Collection[int], slot_ids: Collection[int], ride_ids: Collection[int]
) -> Freed:
    """Return what absences took out of some lessons, childcare slots and rides.

    What is out because she is missing herself, or the child, is left out: nobody calls her.
    """
    effect, mark, place, seat = AbsenceEffect, AttendanceMark, ChildcarePlace, RideSeat
    ours = effect.cause != EffectCause.ABSENT
    marks = (
        select(mark.lesson_id, mark.enrolment_id)
        .join(effect, effect.record_id == mark.id)
        .where(effect.source == EffectSource.MARK, mark.lesson_id.in_(list(lesson_ids)), ours)
    )
    places = (
        select(place.id, effect.cause)
        .join(effect, effect.record_id == place.id)
        .where(effect.source == EffectSource.PLACE, place.slot_id.in_(list(slot_ids)), ours)
    )
    seats = (
        select(seat.id, seat.ride_id, effect.cause)
        .join(effect, effect.record_id == seat.id)
        .where(effect.source == EffectSource.SEAT, seat.ride_id.in_(list(ride_ids)))
    )
    found, children = list(db.execute(seats)), list(db.execute(places))
    by_cause = {
        cause: frozenset(row[0] for row in found if row[2] == cause) for cause in EffectCause
    }
    return Freed(
        frozenset((row[0], row[1]) for row in db.execute(marks)),
        frozenset(row[0] for row in children),
        by_cause[EffectCause.EXCUSE] | by_cause[EffectCause.WITHOUT_CHILD],
        by_cause[EffectCause.CALLED_OFF],
        frozenset(row[1] for row in found if row[2] == EffectCause.CALLED_OFF),
        by_cause[EffectCause.TAKEN],
        frozenset(row[0] for row in children if row[1] == EffectCause.TAKEN),
    )


def left_at_home(db: Db, person_ids: Collection[int], span: Span) -> dict[int, frozenset[int]]:
    """Return the children without whom some people come to what begins in a span, by person."""
    effect, place, seat = AbsenceEffect, ChildcarePlace, RideSeat
    ours = (
        effect.cause == EffectCause.WITHOUT_CHILD,
        effect.person_id.in_(list(person_ids)),
        effect.starts >= span.starts,
        effect.starts < span.ends,
    )
    found: dict[int, set[int]] = {}
    for source, row, child in (
        (EffectSource.PLACE, place, place.child_id),
        (EffectSource.SEAT, seat, seat.person_id),
    ):
        query = select(effect.person_id, child).join(row, row.id == effect.record_id)
        for person, key in db.execute(query.where(effect.source == source, *ours)):
            found.setdefault(person, set()).add(key)
    return {person: frozenset(keys) for person, keys in found.items()}


def answers_of_people(db: Db, person_ids: Collection[int]) -> dict[tuple[int, str, int], str]:
    """Return what some people answered, by person, source and id of what they were told of."""
    given = AbsenceAnswer
    query = select(given.person_id, given.source, given.record_id, given.answer)
    rows = db.execute(query.where(given.person_id.in_(list(person_ids))))
    return {(person, source, key): answer for person, source, key, answer in rows}


def effects_ahead(db: Db, minute: int) -> list[int]:
    """Return the ids of what absences took out of what begins after a minute, oldest first."""
    effect, mark, place, seat = AbsenceEffect, AttendanceMark, ChildcarePlace, RideSeat
    records = (
        (EffectSource.MARK, mark, Lesson, mark.lesson_id),
        (EffectSource.PLACE, place, ChildcareSlot, place.slot_id),
        (EffectSource.SEAT, seat, Ride, seat.ride_id),
    )
    found: set[int] = set()
    for source, row, record, key in records:
        query = (
            select(effect.id).join(row, row.id == effect.record_id).join(record, record.id == key)
        )
        found |= set(db.scalars(query.where(effect.source == source, record.starts > minute)))
    return sorted(found)


def slots_of_lessons(db: Db, lesson_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the childcare slots that serve some lessons, by lesson."""
    link = ChildcareSlotLesson
    query = select(link.lesson_id, link.slot_id).where(link.lesson_id.in_(list(lesson_ids)))
    found: dict[int, set[int]] = {}
    for lesson, slot in db.execute(query):
        found.setdefault(lesson, set()).add(slot)
    return {key: frozenset(slots) for key, slots in found.items()}


def expected_in(db: Db, person_ids: Collection[int], span: Span) -> dict[int, dict[int, int]]:
    """Return the lessons in a span in which some people are expected: person, lesson, start."""
    query = (
        select(Lesson.id, Lesson.starts)
        .join(Enrolment, Enrolment.course_id == Lesson.course_id)
        .where(
            Enrolment.person_id.in_(list(person_ids)),
            Enrolment.status.in_(ENROLMENTS_WITH_STAY),
            Lesson.starts >= span.starts,
            Lesson.starts < span.ends,
        )
        .distinct()
    )
    starts: dict[int, int] = {row[0]: row[1] for row in db.execute(query)}
    wanted, found = set(person_ids), dict[int, dict[int, int]]()
    for who in attending(db, starts):
        if who.person_id in wanted:
            found.setdefault(who.person_id, {})[who.lesson_id] = starts[who.lesson_id]
    return found
