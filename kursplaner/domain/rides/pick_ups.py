"""Where somebody boards on a day: the stop of the address that holds then, or another wished."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Homes:
    """The pick-up stops of a person's addresses, by the day each holds from.

    A stop that is None was taken away from that day on; addresses before the first stop say
    nothing about where somebody boards and are left out.
    """

    rows: tuple[tuple[date, int | None], ...] = ()

    def stated_on(self, day: date) -> bool:
        """Tell whether an address says on that day where to board, or that there is no stop."""
        return bool(self.rows) and self.rows[0][0] <= day

    def on(self, day: date) -> int | None:
        """Return the stop of the address that holds on a day, or None."""
        at = bisect_right(self.rows, day, key=_first_day)
        return self.rows[at - 1][1] if at else None

    def last_on(self, day: date) -> int | None:
        """Return the stop of a day, or where it was taken away the one before, or None."""
        known = [stop for first, stop in self.rows if first <= day and stop is not None]
        return known[-1] if known else None


def homes_from(rows: Iterable[tuple[date, int | None]]) -> Homes:
    """Return the stops of addresses, given as (valid from, stop) in any order."""
    ordered = sorted(rows, key=_first_day)
    first = next((at for at, row in enumerate(ordered) if row[1] is not None), len(ordered))
    return Homes(tuple(ordered[first:]))


@dataclass(frozen=True, slots=True)
class PickUp:
    """A standing wish to board at a stop.

    Attributes:
        since: the first day of the enrolment it belongs to; None: from ever.
        homes: the stops of the person's addresses.
    """

    stop_id: int
    since: date | None = None
    homes: Homes = field(default_factory=Homes)

    @property
    def follows(self) -> bool:
        """Tell whether it goes with the address.

        A stop that was another than the address's when the enrolment began was chosen on purpose
        and stays, whatever the address says later. The stop that the address had before it was
        taken away was not.
        """
        since = self.since or date.min
        return not self.homes.stated_on(since) or self.homes.last_on(since) == self.stop_id

    def on(self, day: date) -> int | None:
        """Return where the person boards on a day; None: her address has no stop any more."""
        if self.follows and self.homes.stated_on(day):
            return self.homes.on(day)
        return self.stop_id


def _first_day(row: tuple[date, int | None]) -> date:
    return row[0]
