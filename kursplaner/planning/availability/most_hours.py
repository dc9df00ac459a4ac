"""Most hours a week in a role, from a day on: stored as steps beside what holds ever since."""

from dataclasses import dataclass
from datetime import date

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import Role
from kursplaner.domain.people import Profile, WeeklyLimit
from kursplaner.domain.weekly_hours import NO_LIMIT
from kursplaner.store.queries.conflicts.work_hours import limits_by_role
from kursplaner.store.records import find
from kursplaner.store.session import Db

MOST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class MostMinutes:
    """How much somebody works at most in a week in a role; None: no limit.

    Attributes:
        first: from when on, until a later step begins; None: ever since.
    """

    role: Role
    minutes: int | None
    first: date | None = None


def limit_on(db: Db, person_id: int, role: str, day: date) -> int | None:
    """Return the minutes a week agreed on that hold on a day; None: no limit, or no such role."""
    return limits_by_role(db, person_id).get((person_id, role), NO_LIMIT).on(day)


def store(db: Db, person_id: int, most: MostMinutes) -> None:
    """Store a limit; a step that says what holds before it anyway is none.

    Raises:
        Refused: "hours_out_of_range", "role_unknown".
    """
    if most.minutes is not None and not 0 < most.minutes <= MOST_MINUTES:
        raise Refused("hours_out_of_range", most=MOST_MINUTES // 60)
    profiles = find(db, Profile, person_id=person_id, role=most.role.value)
    if not profiles:
        raise Refused("role_unknown", role=most.role.value)
    if most.first is None:
        if profiles[0].weekly_minutes != most.minutes:
            profiles[0].weekly_minutes = most.minutes
        return
    steps = find(db, WeeklyLimit, person_id=person_id, role=most.role.value)
    earlier = [step for step in steps if step.valid_from < most.first]
    before = max(earlier, key=lambda step: step.valid_from, default=None)
    held = profiles[0].weekly_minutes if before is None else before.minutes
    there = next((step for step in steps if step.valid_from == most.first), None)
    if most.minutes == held:
        if there is not None:
            db.delete(there)
    elif there is None:
        key = {"person_id": person_id, "role": most.role.value}
        db.add(WeeklyLimit(**key, valid_from=most.first, minutes=most.minutes))
    elif there.minutes != most.minutes:
        there.minutes = most.minutes


def correct(db: Db, person_id: int, role: Role, minutes: int | None, day: date) -> None:
    """Correct what holds on a day, since whenever it holds; other steps stay as they are.

    Raises:
        Refused: as `store`.
    """
    limits = limits_by_role(db, person_id).get((person_id, role.value), NO_LIMIT)
    if limits.on(day) != minutes:
        firsts = [first for first in limits.days if first <= day]
        store(db, person_id, MostMinutes(role, minutes, firsts[-1] if firsts else None))
