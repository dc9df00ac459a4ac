"""Conflicts of working hours: more in a week than was agreed with a person."""

from collections.abc import Iterator

from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, ResourceKind
from kursplaner.domain.weekly_hours import NO_LIMIT
from kursplaner.planning.conflicts.gaps import whole_weeks
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts.gaps import WEEK_MINUTES
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.queries.conflicts.work_hours import weekly_limits, work_weeks
from kursplaner.store.session import Db


def long_weeks(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find weeks in which somebody works longer than was agreed for the role in that week.

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
        limit = agreed.on(day_of(week.week))
        if limit is None or week.minutes <= limit:
            continue
        subjects = (Subject(ResourceKind.PERSON.value, week.person_id),)
        facts: ConflictFacts = {
            "minutes": week.minutes,
            "limit_minutes": limit,
            "work": week.source,
        }
        key = f"{week.person_id}:{week.source}:{week.week // WEEK_MINUTES}"
        yield over(ConflictKind.WEEKLY_HOURS, key, week, subjects, facts)
