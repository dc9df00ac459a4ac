"""How long people work in a week for each kind of record, beside what was agreed with them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from kursplaner.basics.spans import day_of
from kursplaner.domain.kinds import OccupationSource, Role
from kursplaner.domain.people import Profile, WeeklyLimit
from kursplaner.domain.weekly_hours import Step, WeeklyLimits, largest
from kursplaner.store.queries.conflicts.gaps import WEEK_MINUTES, monday_of
from kursplaner.store.queries.conflicts.scopes import OCCUPATION, Scope, began, uses_in
from kursplaner.store.session import Db

_PROFILE, _STEP = Profile.__table__, WeeklyLimit.__table__
SOURCE_OF_ROLE = {
    Role.TEACHER.value: OccupationSource.LESSON.value,
    Role.SPEAKER.value: OccupationSource.LESSON.value,
    Role.INTERPRETER.value: OccupationSource.LESSON.value,
    Role.VOLUNTEER.value: OccupationSource.LESSON.value,
    Role.CARER.value: OccupationSource.CHILDCARE.value,
    Role.DRIVER.value: OccupationSource.RIDE.value,
}
"""By which records the hours of a role are counted."""


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """Minutes a person works in one week for one kind of record; `starts` is the first of them."""

    person_id: int
    source: str
    week: int
    minutes: int
    starts: int
    ends: int


_LIMITS = select(_PROFILE.c.person_id, _PROFILE.c.role, _PROFILE.c.weekly_minutes).where(
    _PROFILE.c.ended_on.is_(None)
)
_LATER = select(_STEP.c.person_id, _STEP.c.role, _STEP.c.valid_from, _STEP.c.minutes)


def limits_by_role(db: Db, person_id: int | None = None) -> dict[tuple[int, str], WeeklyLimits]:
    """Return what was agreed by (person, role), of one person or of all who have a role."""
    roles, later = _LIMITS, _LATER
    if person_id is not None:
        roles = roles.where(_PROFILE.c.person_id == person_id)
        later = later.where(_STEP.c.person_id == person_id)
    steps: dict[tuple[int, str], list[Step]] = {}
    for person, role, day, minutes in db.execute(later):
        steps.setdefault((person, role), []).append((day, minutes))
    return {
        (person, role): WeeklyLimits.of(minutes, steps.get((person, role), ()))
        for person, role, minutes in db.execute(roles)
    }


def weekly_limits(db: Db) -> dict[tuple[int, str], WeeklyLimits]:
    """Return the agreed minutes a week by (person, kind of record), the largest of the roles.

    Who has agreed on none at any time is left out.
    """
    found: dict[tuple[int, str], list[WeeklyLimits]] = {}
    for (person, role), limits in limits_by_role(db).items():
        source = SOURCE_OF_ROLE.get(role)
        if source is not None and limits.ever:
            found.setdefault((person, source), []).append(limits)
    return {key: largest(roles) for key, roles in found.items()}


@cache
def _weeks(*, whole: bool) -> Select[Any]:
    minutes = func.sum(OCCUPATION.c.ends - OCCUPATION.c.starts)
    # Day 0 is a Saturday, so weeks begin on the Mondays with (day + 5) % 7 == 0.
    monday = OCCUPATION.c.starts - (OCCUPATION.c.starts + 5 * 1440) % WEEK_MINUTES
    query = select(
        OCCUPATION.c.resource_id,
        OCCUPATION.c.source,
        monday,
        minutes,
        func.min(OCCUPATION.c.starts),
        func.max(OCCUPATION.c.ends),
    ).where(
        OCCUPATION.c.resource_id.in_(bindparam("people", expanding=True)),
        OCCUPATION.c.active.in_([True, False]),
        began(OCCUPATION),
    )
    if not whole:
        query = query.where(monday.in_(bindparam("weeks", expanding=True)))
    return query.group_by(OCCUPATION.c.resource_id, OCCUPATION.c.source, monday).having(
        minutes > bindparam("least_minutes")
    )


_DAYS = select(OCCUPATION.c.starts, OCCUPATION.c.ends).where(
    OCCUPATION.c.resource_id == bindparam("person"),
    OCCUPATION.c.source == bindparam("source"),
    OCCUPATION.c.active.in_([True, False]),
    OCCUPATION.c.starts >= bindparam("first"),
    OCCUPATION.c.starts < bindparam("after"),
)


def work_days(db: Db, week: WorkWeek) -> dict[date, int]:
    """Return the minutes of a week's work by the day on which it begins."""
    whose = {"person": week.person_id, "source": week.source}
    when = {"first": week.week, "after": week.week + WEEK_MINUTES}
    found: Counter[date] = Counter()
    for starts, ends in db.execute(_DAYS, {**whose, **when}):
        found[day_of(starts)] += ends - starts
    return found


_WORK = select(OCCUPATION.c.resource_id, OCCUPATION.c.starts).where(
    uses_in(whole=False), OCCUPATION.c.resource_id.in_(bindparam("people", expanding=True))
)


def work_weeks(db: Db, scope: Scope, people: Collection[int], more_than: int = 0) -> list[WorkWeek]:
    """Return the weeks of some people with more than so many minutes of one kind of work.

    The weeks are whole where the scope begins on a Monday; of a scope of lessons, the weeks in
    which somebody works in them.
    """
    values: dict[str, Any] = {
        **scope.parameters,
        "people": sorted(people),
        "least_minutes": more_than,
    }
    if not scope.whole:
        work = db.execute(_WORK, values).all()
        if not work:
            return []
        weeks = sorted({monday_of(starts) for _, starts in work})
        values |= {"people": sorted({person for person, _ in work}), "weeks": weeks}
        values |= {"scope_starts": weeks[0], "scope_ends": weeks[-1] + WEEK_MINUTES}
    return [WorkWeek(*row) for row in db.execute(_weeks(whole=scope.whole), values)]
