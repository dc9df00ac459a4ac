"""Weeks of a timetable that need not be told apart: who is held in none together never meets."""

from collections.abc import Collection, Mapping

Weeks = frozenset[int]
Strand = tuple[frozenset[int], Weeks]
"""Events held together, and their weeks."""


def meet(weeks: Weeks, other: Weeks) -> bool:
    """Tell whether two sets of weeks have a common one; an empty set is all weeks."""
    return not weeks or not other or not weeks.isdisjoint(other)


def strands(held: Mapping[int, Weeks], closed: Collection[Weeks]) -> tuple[Strand, ...]:
    """Return the sets of events with a common week, none within another; all without weeks in one.

    Args:
        held: weeks of each event.
        closed: weeks of closed times; weeks that differ in them are told apart.
    """
    weeks = {week for event_weeks in held.values() for week in event_weeks}
    if not weeks:
        return ((frozenset(held), frozenset()),)
    found: dict[tuple[frozenset[int], frozenset[int]], set[int]] = {}
    shut = dict(enumerate({closed_weeks for closed_weeks in closed if closed_weeks}))
    for week in weeks:
        together = frozenset(
            key for key, event_weeks in held.items() if not event_weeks or week in event_weeks
        )
        bars = frozenset(number for number, those in shut.items() if week in those)
        found.setdefault((together, bars), set()).add(week)
    return tuple(
        (together, frozenset(those))
        for (together, bars), those in found.items()
        if not any(
            (together, bars) != (more, other) and together <= more and bars <= other
            for more, other in found
        )
    )
