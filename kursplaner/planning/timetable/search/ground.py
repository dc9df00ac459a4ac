"""What of a timetable does not change while it is laid: closed times as bit masks, choices, wishes.

A mask holds one bit a tick of a day; where events are held in some weeks only, the classes of
weeks stand one above the other in it.
"""

from collections.abc import Iterable, Iterator
from itertools import product

from kursplaner.planning.timetable.problem import Busy, Event, Problem, Resource, Wish, WishKind

Choice = tuple[int | None, int | None, int | None]
"""Room, teacher, carer."""


def bits(starts: int, ends: int) -> int:
    """Return a mask of the ticks [starts, ends)."""
    return ((1 << (ends - starts)) - 1) << starts if ends > starts else 0


def beginnings(taken: int, before: int, length: int) -> int:
    """Return the starts at which [start - before, start + length) would touch a taken tick."""
    return reaching(taken, -before, length)


def reaching(taken: int, first: int, after: int) -> int:
    """Return the starts at which [start + first, start + after) would touch a taken tick."""
    blocked = 0
    for shift in range(first, after):
        blocked |= taken >> shift if shift >= 0 else taken << -shift
    return blocked


class Ground:
    """The unchanging part of a board.

    Attributes:
        classes: numbers of the classes of weeks, by event.
        busy: closed times of each resource, a mask a day.
        allowed: starts of each event that it allows itself, a mask a day.
        choices: rooms, teachers and carers each event may take.
        wishes: soft and hard wishes by event.
        days_wished: those about the days of a resource, by resource.
    """

    def __init__(self, problem: Problem) -> None:
        """Compute all of it."""
        self.problem = problem
        self._days = problem.grid.days
        self._periods = problem.grid.periods
        self.classes = {each.id: problem.classes_of(each) for each in problem.events}
        self.busy = {each.id: self._busy_days(each) for each in problem.resources}
        self.allowed = {each.id: self._allowed_days(each) for each in problem.events}
        self.choices = {each.id: choices(each) for each in problem.events}
        self.wishes = _wishes_by_event(problem)
        self.days_wished = _wishes_by_resource(problem)

    def folded(self, key: int, masks: list[int]) -> list[int]:
        """Return masks as an event meets them: those of its weeks in one."""
        if len(self.problem.classes) == 1:
            return masks
        whole = (1 << self._periods) - 1
        found = [0] * len(masks)
        for day, mask in enumerate(masks):
            for number in self.classes[key] if mask else ():
                found[day] |= mask >> number * self._periods & whole
        return found

    def _busy_days(self, resource: Resource) -> list[int]:
        return self._masked(resource.busy)

    def _allowed_days(self, event: Event) -> list[int]:
        closed = self.folded(event.id, self._masked(event.closed))
        masks = [0] * self._days
        starts = event.starts
        if event.pinned:
            starts = () if event.current is None else (event.current.start,)
        for start in starts:
            if self.problem.grid.fits(start, event.length):
                masks[start // self._periods] |= 1 << start % self._periods
        return [
            mask & ~beginnings(shut, 0, event.length)
            for mask, shut in zip(masks, closed, strict=True)
        ]

    def _masked(self, closed: Iterable[Busy]) -> list[int]:
        """Return closed times as one mask a day, the classes of weeks one above the other."""
        masks = [0] * self._days
        for each in closed:
            classes = self.problem.classes_in(each.weeks)
            for day in range(each.starts // self._periods, -(-each.ends // self._periods)):
                if 0 <= day < self._days:
                    first = day * self._periods
                    low, high = max(0, each.starts - first), min(self._periods, each.ends - first)
                    for number in classes:
                        masks[day] |= bits(low, high) << number * self._periods
        return masks


def ground_of(problem: Problem) -> Ground:
    """Return the ground of a problem, which is kept with it like its cached properties."""
    known = problem.__dict__.get("ground")
    if not isinstance(known, Ground):
        known = problem.__dict__["ground"] = Ground(problem)
    return known


def choices(event: Event) -> tuple[Choice, ...]:
    """Return the combinations of room, teacher and carer an event may take."""
    if event.pinned and event.current is not None:
        here = event.current
        return ((here.room, here.teacher, here.carer),)
    rooms = [each.room for each in event.rooms if each.barred is None]
    return tuple(
        product(
            rooms if event.rooms else (None,), event.teachers or (None,), event.carers or (None,)
        )
    )


def ones(mask: int) -> Iterator[int]:
    """Yield the positions of the ones, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _wishes_by_event(problem: Problem) -> dict[int, list[Wish]]:
    found: dict[int, list[Wish]] = {}
    for wish in problem.wishes:
        for key in wish.events:
            found.setdefault(key, []).append(wish)
    return found


def _wishes_by_resource(problem: Problem) -> dict[int, list[Wish]]:
    found: dict[int, list[Wish]] = {}
    for wish in problem.wishes:
        if wish.resource is not None and wish.kind in {WishKind.CONNECTED, WishKind.COMPACT}:
            found.setdefault(wish.resource, []).append(wish)
    return found
