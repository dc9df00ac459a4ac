"""Conflicts of age: a child in a course for adults, or younger than young people are."""

from collections.abc import Iterator
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of, minute_of
from kursplaner.domain.attendance.rules import ADULT_FROM
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, CourseType, ResourceKind
from kursplaner.domain.rides.seating import age_in_years
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts.ages import young_people
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db

FOR_CHILDREN = frozenset((CourseType.HOMEWORK.value,))
FOR_YOUTH = frozenset((CourseType.YOUTH.value,))


def least_age(course_type: str, settings: Settings) -> int:
    """Return from which age on a kind of course is meant, by the town's age groups.

    School children have their own; young people begin with the eldest group of children; all other
    courses are for adults.
    """
    if course_type in FOR_CHILDREN:
        return 0
    if course_type in FOR_YOUTH:
        ages = settings.ages("statistics.child_age_limits")
        return max((age for age in ages if age < ADULT_FROM), default=0)
    return ADULT_FROM


def too_young(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find those enrolled who are younger than their course is meant for, each once a course."""
    today = clock.today()
    born_after = date(today.year - ADULT_FROM - 1, 1, 1)
    told = set()
    for young in young_people(db, scope, born_after):
        day = max(day_of(young.starts), young.joined_on or date.min)
        whose = (young.person_id, young.course_id)
        needed = least_age(young.course_type, settings)
        found = age_conflict(whose, young.birth_date, day, needed)
        if found is not None and whose not in told:
            told.add(whose)
            yield found


def age_conflict(
    whose: tuple[int, int], birth_date: date | None, day: date, needed: int, course: str = ""
) -> Conflict | None:
    """Return that somebody is too young on a day for a course; None of an unknown age.

    `whose` are the ids of person and course. A birthday known only by its year counts as the first
    of January, so that nobody is called younger than she is.
    """
    if birth_date is None or age_in_years(birth_date, day) >= needed:
        return None
    person_id, course_id = whose
    subjects = (
        Subject(ResourceKind.PERSON.value, person_id),
        Subject("course", course_id, course),
    )
    facts: ConflictFacts = {"years": max(0, age_in_years(birth_date, day)), "needed": needed}
    begins = minute_of(day)
    key, span = f"{course_id}:{person_id}", Span(begins, begins + 1)
    return over(ConflictKind.AGE, key, span, subjects, facts)
