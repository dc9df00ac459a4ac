"""Days made coarse, so that they name nobody and all sums up to the end of a month stay."""

from datetime import date

LATE = 28
"""Reports count children by the 28th at the latest (`service_statistics`): no day crosses it."""


def blurred(day: date) -> date:
    """Return another day of the same month, on the same side of the 28th.

    Whoever has an age, or lives somewhere, at the end of a month still does. Only 29 February has
    no neighbour there and moves before it.
    """
    if day.day <= LATE:
        return day.replace(day=2 if day.day == 1 else 1)
    try:
        return day.replace(day=LATE + 2 if day.day == LATE + 1 else LATE + 1)
    except ValueError:
        return day.replace(day=1)
