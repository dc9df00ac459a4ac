"""Conflicts of working hours: more in a week than was agreed with a person."""

from collections.abc import Iterator

from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.domain.weekly_hours import NO_LIMIT, Passed, WeeklyLimits
from kursplaner.planning.conflicts.gaps import whole_weeks
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts.gaps import WEEK_MINUTES
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.queries.conflicts.work_hours import (
    WorkWeek,
    weekly_limits,
    work_days,
    work_weeks,
)
from kursplaner.store.session import Db


def long_weeks(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find weeks in which somebody works longer than was agreed for the role.

    All work of a role counts: a teacher's lessons, a carer's childcare, a driver's rides.
    """
    limits = weekly_limits(db)
    if not limits:
        return
    people = {person for person, _ in limits if not scope.resources or person in scope.resources}
    if not people:
        return
    least = min(minutes for each in limits.values() for minutes in each.ever)
    for week in work_weeks(db, whole_weeks(scope), people, least):
        agreed = limits.get((week.person_id, week.source), NO_LIMIT)
        passed = _passed(db, week, agreed)
        if passed is None:
            continue
        subjects = (Subject(ResourceKind.PERSON.value, week.person_id),)
        facts: ConflictFacts = {
            "minutes": passed.minutes,
            "limit_minutes": passed.limit,
            "work": week.source,
        }
        key = f"{week.person_id}:{week.source}:{week.week // WEEK_MINUTES}"
        yield over(ConflictKind.WEEKLY_HOURS, key, week, subjects, facts)


def _passed(db: Db, week: WorkWeek, agreed: WeeklyLimits) -> Passed | None:
    """Return by how much a week passes what holds in it; its days are read only if they matter."""
    monday = day_of(week.week)
    whole = len(agreed.in_week(monday)) == 1
    by_day = {monday: week.minutes} if whole else work_days(db, week)
    return agreed.passed(monday, by_day)
