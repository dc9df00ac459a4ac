"""On which weekdays somebody rides; on the others she comes otherwise, and nobody fetches her.

Kept as dated exceptions of the standing wish, one a date still to come, so that days gone by stay
as they were wished then.
"""

from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import DemandException
from kursplaner.domain.rides.rides import RideDemand, RideDemandException
from kursplaner.planning.enrolments.family_fit import EVERY_DAY
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.records import find
from kursplaner.store.session import Db

OTHER_WAY = DemandException.OTHER_WAY.value


def ride_days_of(db: Db, enrolment_id: int, day: date) -> frozenset[int] | None:
    """Return the weekdays (Monday is 0) on which somebody rides from a day on; None: all."""
    demands = [row.id for row in find(db, RideDemand, enrolment_id=enrolment_id)]
    dated = find(db, RideDemandException, demand_id=demands, kind=OTHER_WAY)
    off = {row.day.weekday() for row in dated if row.day >= day}
    return EVERY_DAY - off if off else None


def store_ride_days(db: Db, enrolment: Enrolment, days: frozenset[int] | None) -> None:
    """Note for every date still to come whether somebody rides; absences noted there stay.

    Another stop for a single date falls away where she does not ride at all.
    """
    db.flush()
    coming = coming_lessons(db, enrolment.course_id, clock.minute())
    dates = {day_of(lesson.starts) for lesson in coming}
    off = {day for day in dates if days is not None and day.weekday() not in days}
    for demand in find(db, RideDemand, enrolment_id=enrolment.id):
        known = {row.day: row for row in find(db, RideDemandException, demand_id=demand.id)}
        for day, row in known.items():
            if row.kind == OTHER_WAY and day in dates - off:
                db.delete(row)
        for day in sorted(off):
            if day not in known:
                db.add(RideDemandException(demand_id=demand.id, day=day, kind=OTHER_WAY))
            elif known[day].kind == DemandException.OTHER_STOP.value:
                known[day].kind, known[day].stop_id = OTHER_WAY, None
    db.flush()
