"""On which weekdays somebody rides; on the others she comes otherwise, and nobody fetches her.

Kept as dated exceptions of the standing wish, one a date still to come, so that days gone by stay
as they were wished then.
"""

from collections.abc import Collection, Iterable
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import DemandException
from kursplaner.domain.rides.rides import RideDemand, RideDemandException
from kursplaner.planning.enrolments.family_fit import EVERY_DAY
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db

OTHER_WAY = DemandException.OTHER_WAY.value


def ride_days_of(db: Db, demands: Iterable[RideDemand], day: date) -> dict[int, frozenset[int]]:
    """Return on which weekdays (Monday is 0) some ride from a day on, by enrolment.

    Who rides on all of them is left out.
    """
    owners = {demand.id: demand.enrolment_id for demand in demands}
    off: dict[int, set[int]] = {}
    for row in find(db, RideDemandException, demand_id=list(owners), kind=OTHER_WAY):
        if row.day >= day:
            off.setdefault(owners[row.demand_id], set()).add(row.day.weekday())
    return {key: EVERY_DAY - days for key, days in off.items()}


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


def carry_over(
    db: Db, course_ids: Collection[int], moves: Collection[tuple[date, date]], *, copied: bool
) -> None:
    """Note that who does not ride to a lesson does not ride on its new date either.

    To be called before the lessons are stored. On a weekday on which she rides to this course she
    is expected on the new date as well. Where lessons are `copied`, the old dates stay as noted.
    """
    off = _not_riding(db, course_ids, {before for before, after in moves if before != after})
    landing = {after for _, after in moves}
    for demand_id, (course_id, rows) in off.items():
        dated = {row.day: row for row in find(db, RideDemandException, demand_id=demand_id)}
        coming = {day_of(row.starts) for row in coming_lessons(db, course_id, clock.minute())}
        ridden = {
            day.weekday() for day in coming if day not in dated or dated[day].kind != OTHER_WAY
        }
        for before, after in moves:
            if before in rows and after not in dated and after.weekday() not in ridden:
                dated[after] = RideDemandException(demand_id=demand_id, day=after, kind=OTHER_WAY)
                db.add(dated[after])
        for day, row in rows.items():
            if not copied and day not in landing:
                db.delete(row)


def _not_riding(
    db: Db, course_ids: Collection[int], days: Collection[date]
) -> dict[int, tuple[int, dict[date, RideDemandException]]]:
    """Return the course and the dates not ridden on some days, by wish."""
    if not days:
        return {}
    rows = find(db, RideDemandException, day=set(days), kind=OTHER_WAY)
    if not rows:
        return {}
    demands = by_ids(db, RideDemand, {row.demand_id for row in rows})
    stays = by_ids(db, Enrolment, {demand.enrolment_id for demand in demands.values()})
    found: dict[int, tuple[int, dict[date, RideDemandException]]] = {}
    for row in rows:
        course_id = stays[demands[row.demand_id].enrolment_id].course_id
        if course_id in course_ids:
            found.setdefault(row.demand_id, (course_id, {}))[1][row.day] = row
    return found
