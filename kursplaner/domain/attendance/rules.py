"""Rules about one mark of attendance (domain.md §3; the BAMF list's legend)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import Mark

KNOWN = frozenset(mark.value for mark in Mark)
ADULT_FROM = 18

ANNOUNCED = frozenset((Mark.EXCUSED, Mark.CHANGED, Mark.INTERNSHIP))
"""What may be known, and stand, before a lesson begins."""


def count_as(mark: str) -> Mark:
    """Return what a mark counts as: any sign but X, E, W and P is an unexcused absence."""
    sign = mark.strip().upper()
    return Mark(sign) if sign in KNOWN else Mark.UNEXCUSED


def announces(mark: str) -> bool:
    """Tell whether a mark only announces an absence: it alone does not make a lesson held."""
    return count_as(mark) in ANNOUNCED


def may_be_marked(day: date, joined_on: date | None, left_on: date | None) -> bool:
    """Tell whether a day lies within a stay: no mark before a late entry or after leaving."""
    return (joined_on is None or day >= joined_on) and (left_on is None or day <= left_on)


class Marked(Protocol):
    """A mark, whose it is, and in which lesson."""

    @property
    def person_id(self) -> int:
        """Whose."""
        ...

    @property
    def lesson_id(self) -> int:
        """In which lesson."""
        ...

    @property
    def mark(self) -> str:
        """The sign."""
        ...


AnyMark = TypeVar("AnyMark", bound=Marked)


def once_a_lesson(marks: Iterable[AnyMark]) -> dict[tuple[int, int], AnyMark]:
    """Return the mark that counts of each person in each lesson, in the order given.

    Who left a course and came back on the same day may have one by each enrolment: who was there
    was there, else the last one counts.
    """
    found: dict[tuple[int, int], AnyMark] = {}
    for each in marks:
        key = (each.person_id, each.lesson_id)
        if key not in found or count_as(found[key].mark) is not Mark.PRESENT:
            found[key] = each
    return found


def minutes_present(
    starts: int, ends: int, teaching_minutes: int, came_at: int | None, left_at: int | None
) -> int:
    """Return the minutes taught that somebody present was there for (times of the day).

    The pause is taken off in proportion, so that nobody gets more than what was taught.
    """
    there = min(ends, left_at or ends) - max(starts, came_at or starts)
    return teaching_minutes * max(0, there) // (ends - starts)


def guest_groups(settings: Settings) -> tuple[int, ...]:
    """Return where the age groups begin in which guests are counted, those of children first.

    They are the town's groups of participants and of children; who is of age always begins one.
    """
    children = [age for age in settings.ages("statistics.child_age_limits") if age < ADULT_FROM]
    adults = [age for age in settings.ages("statistics.age_limits") if age > ADULT_FROM]
    return (0, *children, ADULT_FROM, *adults)
