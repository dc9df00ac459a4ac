"""Who of a waiting list moves up when something becomes free, and what the others wait for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus, LeaveReason
from kursplaner.planning.enrolments import waiting_list
from kursplaner.planning.enrolments.judging import lines_of
from kursplaner.planning.enrolments.of_the_town import OfTheTown
from kursplaner.planning.enrolments.waiting_list import WaitingEntry
from kursplaner.planning.enrolments.wishes import EnrolPlan
from kursplaner.store.records import by_id, by_ids, find
from kursplaner.store.session import Db


class Want(StrEnum):
    """What a family waits for; together they are one condition."""

    COURSE = "course"
    CHILDCARE = "childcare"
    RIDE = "ride"
    CHILD_SEAT = "child_seat"
    OTHER = "other"


WANTS: Mapping[ConflictKind, Want] = MappingProxyType(
    {
        ConflictKind.COURSE_CAPACITY: Want.COURSE,
        ConflictKind.CHILDCARE_CAPACITY: Want.CHILDCARE,
        ConflictKind.CHILDCARE_MISSING: Want.CHILDCARE,
        ConflictKind.VEHICLE_CAPACITY: Want.RIDE,
        ConflictKind.RIDE_MISSING: Want.RIDE,
        ConflictKind.CHILD_SEAT: Want.CHILD_SEAT,
    }
)


LIKELY_REASON: Mapping[Want, LeaveReason] = MappingProxyType(
    {
        Want.COURSE: LeaveReason.FULL,
        Want.CHILDCARE: LeaveReason.CHILDCARE,
        Want.RIDE: LeaveReason.RIDE,
        Want.CHILD_SEAT: LeaveReason.RIDE,
    }
)
"""Why somebody is likely refused, by what she waits for."""


def wants(plan: EnrolPlan) -> tuple[Want, ...]:
    """Return what a family waits for, each once; nothing where it fits."""
    found = {WANTS.get(lack.kind, Want.OTHER) for lack in plan.lacks if lack.hard}
    return tuple(want for want in Want if want in found)


@dataclass(frozen=True, slots=True)
class Chance:
    """A waiting list judged for the first day from which somebody fits, else for today.

    Attributes:
        fitting: those who fit wholly together, in the order of the list.
        staying: those who do not, each judged after the fitting ones before it.
    """

    course_id: int
    day: date
    fitting: tuple[WaitingEntry, ...]
    staying: tuple[WaitingEntry, ...]

    @property
    def lacking(self) -> tuple[tuple[Want, int], ...]:
        """How many families wait for what; one may wait for several."""
        counts = Counter(want for entry in self.staying for want in wants(entry.plan))
        return tuple((want, counts[want]) for want in Want if counts[want])


def chance(db: Db, course_id: int, today: date | None = None) -> Chance:
    """Judge a waiting list: today, and after each known last day until somebody fits."""
    first = max(today or clock.today(), by_id(db, Course, course_id).first_day)
    now = _judged(db, course_id, first)
    return _best(db, now, _leaving(db, [course_id]).get(course_id, ()) if now.staying else ())


def chances(db: Db, course_ids: Collection[int]) -> dict[int, Chance]:
    """Judge several waiting lists in the same way; each kind of lack is told once, unnamed."""
    courses, town = by_ids(db, Course, course_ids), OfTheTown(db)
    leaving = _leaving(db, course_ids)
    by_day: dict[date, list[int]] = {}
    for course in courses.values():
        by_day.setdefault(max(clock.today(), course.first_day), []).append(course.id)
    found: dict[int, Chance] = {}
    for day, keys in by_day.items():
        for key, line in lines_of(db, keys, day).items():
            plans = waiting_list.judged(db, courses[key], day, line, town, once=True)
            now = _chance(key, day, waiting_list.as_entries(line, plans))
            found[key] = _best(db, now, leaving.get(key, ()))
    return found


def _best(db: Db, found: Chance, last_days: Iterable[date]) -> Chance:
    """Return the first later day from which somebody fits, if nobody does before."""
    days = [last + timedelta(days=1) for last in last_days if last >= found.day]
    for day in days if found.staying else ():
        if found.fitting:
            break
        later = _judged(db, found.course_id, day)
        found = later if later.fitting else found
    return found


def _judged(db: Db, course_id: int, day: date) -> Chance:
    return _chance(course_id, day, waiting_list.entries(db, course_id, day))


def _chance(course_id: int, day: date, entries: Sequence[WaitingEntry]) -> Chance:
    fitting = tuple(entry for entry in entries if entry.plan.fits)
    return Chance(course_id, day, fitting, tuple(e for e in entries if not e.plan.fits))


def _leaving(db: Db, course_ids: Collection[int]) -> dict[int, list[date]]:
    """Return on which last days somebody leaves, by course, in order."""
    found: dict[int, set[date]] = {}
    rows = find(db, Enrolment, course_id=list(course_ids), status=EnrolmentStatus.LEFT.value)
    for row in rows if course_ids else ():
        if row.left_on is not None:
            found.setdefault(row.course_id, set()).add(row.left_on)
    return {key: sorted(days) for key, days in found.items()}


def move_up_together(db: Db, enrolment_ids: Iterable[int], day: date) -> list[int]:
    """Enrol several families from one waiting list, each under the limits left by those before.

    Raises:
        HardConflict: with what lacks for the first who does not fit (any more); the act stores
            nothing then.
        Refused: "not_waiting".
    """
    return [waiting_list.move_up(db, key, day) for key in enrolment_ids]
