"""Rules about one mark of attendance (domain.md §3; the BAMF list's legend)."""

from datetime import date

from kursplaner.domain.kinds import Mark

KNOWN = frozenset(mark.value for mark in Mark)
ADULT_FROM = 18
GUEST_AGES = (0, 3, 6, 10, ADULT_FROM, 27, 40, 60)
"""Where the age groups begin in which guests are counted, those of children first."""

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


def minutes_present(
    starts: int, ends: int, teaching_minutes: int, came_at: int | None, left_at: int | None
) -> int:
    """Return the minutes taught that somebody present was there for (times of the day).

    The pause is taken off in proportion, so that nobody gets more than what was taught.
    """
    there = min(ends, left_at or ends) - max(starts, came_at or starts)
    return teaching_minutes * max(0, there) // (ends - starts)
