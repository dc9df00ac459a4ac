"""The hour that a spring night lacks (summer time, directive 2000/84/EC)."""

from datetime import date

from kursplaner.basics.spans import DAY_MINUTES, day_of

MARCH = 3
SUNDAY = 6
GAP_STARTS, GAP_ENDS = 120, 180
"""Minutes of the day that do not exist: the clock jumps from 2:00 to 3:00."""


def jumps_on(day: date) -> bool:
    """Tell whether the clock jumps forward that night: the last Sunday of March."""
    return day.month == MARCH and day.weekday() == SUNDAY and day.day > 24


def exists(minute: int) -> bool:
    """Tell whether an absolute local minute is ever shown by a clock."""
    inside = GAP_STARTS <= minute % DAY_MINUTES < GAP_ENDS
    return not (inside and jumps_on(day_of(minute)))
