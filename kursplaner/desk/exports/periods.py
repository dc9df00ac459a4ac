"""The periods a proof is usually about, seen from a day: last month, quarter, half-year, year."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
LENGTHS: Mapping[str, int] = MappingProxyType(
    {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
)
"""How many months each lasts; it begins with the year or such a length after."""
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "month": "Letzter Monat",
        "quarter": "Letztes Quartal",
        "half_year": "Letztes Halbjahr",
        "year": "Letztes Jahr",
    }
)


def last_whole(kind: str, day: date) -> tuple[date, date]:
    """Return the last month, quarter, half-year or year that was over before a day.

    Calendar ones: half-years end on 30 June and 31 December.
    """
    months = LENGTHS[kind]
    running = date(day.year, (day.month - 1) // months * months + 1, 1)
    last = running - ONE_DAY
    return date(last.year, last.month - months + 1, 1), last
