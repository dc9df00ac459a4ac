"""Public holidays, school holidays and closing days, offline, for one Land or two.

The days come from the `holidays` package (public holidays of the Länder; school holidays as the
Kultusministerkonferenz published them, which end with the summer of 2029). Some are holidays in a
part of a Land only: a town switches them on. Bavaria's schools are free on the Buß- und Bettag
(Art. 4 FTG; KMBek of 7 July 2015, no. 1), which no list of school holidays has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import SkipReason

LANDS: tuple[str, ...] = (
    *("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV"),
    *("NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"),
)
FIRST_YEAR, LAST_YEAR = 2020, 2060
SUMMER = "Sommerferien"
ONE_DAY = timedelta(days=1)
LOCAL: Mapping[str, tuple[tuple[str, ...], str, str]] = MappingProxyType(
    {
        "corpus_christi": (("SN", "TH"), "", "Fronleichnam"),
        "assumption": (("BY",), "", "Mariä Himmelfahrt"),
        "peace_festival": (("BY",), "Augsburg", "Augsburger Hohes Friedensfest"),
    }
)
"""Holidays of a part of a Land: its Länder, the town whose calendar has it, and its name there.

Without a town it stands among those of the Land's mostly catholic places.
"""
NOWHERE: frozenset[str] = frozenset()
PRAYER_DAY = "Buß- und Bettag"
_TOWNS = frozenset(town for _, town, _ in LOCAL.values() if town)


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """Days without lessons; both ends belong to it.

    Attributes:
        reason: public holiday, school holiday or closing day.
        land: the Land it holds in; empty for closing days.
    """

    first_day: date
    last_day: date
    name: str
    reason: SkipReason
    land: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the day belongs to it."""
        return self.first_day <= day <= self.last_day

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last_day - self.first_day).days + 1


def checked_land(land: str) -> str:
    """Return the Land's code in capitals.

    Raises:
        Refused: kind "land_unknown".
    """
    code = land.strip().upper()
    if code not in LANDS:
        raise Refused("land_unknown", land=land)
    return code


def local_setting(key: str) -> str:
    """Return the setting that switches a holiday of `LOCAL` on."""
    return f"calendar.local.{key}"


def local_keys(settings: Settings) -> frozenset[str]:
    """Return which holidays of a part of a Land a town has switched on, by their keys."""
    return frozenset(key for key in LOCAL if settings.flag(local_setting(key)))


@lru_cache(maxsize=512)
def public_holidays(land: str, year: int, local: frozenset[str] = NOWHERE) -> tuple[Holiday, ...]:
    """Return the public holidays of a Land and year, in order, with those of some places."""
    days = _package_days(land, range(year, year + 1), "public")
    for key in local:
        lands, town, name = LOCAL[key]
        if land in lands:
            category = "public" if town else "catholic"
            there = _package_days(town or land, range(year, year + 1), category)
            days += [(day, named) for day, named in there if named == name]
    return tuple(
        Holiday(day, day, name, SkipReason.PUBLIC_HOLIDAY, land) for day, name in sorted(set(days))
    )


@lru_cache(maxsize=32)
def school_holidays(land: str) -> tuple[Holiday, ...]:
    """Return all school holidays known for a Land, as whole ranges, in order."""
    days = _package_days(land, range(FIRST_YEAR, LAST_YEAR + 1), "school")
    if land == "BY":
        days += [found for year in range(FIRST_YEAR, days[-1][0].year) for found in _prayer(year)]
    return merged(Holiday(day, day, name, SkipReason.SCHOOL_HOLIDAY, land) for day, name in days)


def _prayer(year: int) -> list[tuple[date, str]]:
    """Return the Buß- und Bettag of a year: the Wednesday before 23 November."""
    last = date(year, 11, 22)
    return [(last - timedelta(days=(last.weekday() - 2) % 7), PRAYER_DAY)]


def data_end(land: str) -> date:
    """Return the last day up to which the school holidays of a Land are known."""
    return school_holidays(land)[-1].last_day


def closing(first_day: date, last_day: date, name: str) -> Holiday:
    """Return a closing day of the town (or several) as a holiday."""
    return Holiday(first_day, last_day, name, SkipReason.CLOSING_DAY)


def merged(holidays: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """Join touching and overlapping days of one name, reason and Land into ranges."""
    joined: list[Holiday] = []
    for holiday in sorted(holidays, key=_identity):
        last = joined[-1] if joined else None
        if last and _same(last, holiday) and holiday.first_day <= last.last_day + ONE_DAY:
            joined[-1] = replace(last, last_day=max(last.last_day, holiday.last_day))
        else:
            joined.append(holiday)
    return tuple(sorted(joined))


def term_end(day: date, land: str) -> date:
    """Return the last day of the half-year a day lies in.

    The spring ends before the summer holidays (31 July where they are not known), the autumn
    on 31 December.
    """
    summers = [h for h in school_holidays(land) if h.name == SUMMER and h.last_day.year == day.year]
    spring = summers[0].first_day - ONE_DAY if summers else date(day.year, 7, 31)
    return spring if day <= spring else date(day.year, 12, 31)


class DaysOff:
    """Which days have no lessons at a place.

    Public holidays count in both Länder, because a town on a border asks for the second one for
    its neighbours' sake; school holidays count in the first only.

    Attributes:
        land: the Land of the place.
        second_land: its neighbour, or empty.
        closings: closing days of the town or site.
        local: which holidays of a part of a Land hold here, by the keys of `LOCAL`.
    """

    def __init__(
        self,
        land: str,
        second_land: str = "",
        closings: Sequence[Holiday] = (),
        local: frozenset[str] = NOWHERE,
    ) -> None:
        """Take the Länder (Refused "land_unknown"), the closing days and local holidays."""
        self.local = local
        self.land = checked_land(land)
        self.second_land = checked_land(second_land) if second_land.strip() else ""
        self.closings = merged(closings)

    def public(self, day: date) -> Holiday | None:
        """Return the public holiday on a day."""
        lands = (self.land, self.second_land) if self.second_land else (self.land,)
        found = (
            holiday
            for land in lands
            for holiday in public_holidays(land, day.year, self.local)
            if holiday.covers(day)
        )
        return next(found, None)

    def closed(self, day: date) -> Holiday | None:
        """Return the closing days a day belongs to."""
        return next((h for h in self.closings if h.covers(day)), None)

    def school(self, day: date) -> Holiday | None:
        """Return the school holidays a day belongs to."""
        return next((h for h in school_holidays(self.land) if h.covers(day)), None)

    def between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Return everything that touches a stretch of days, for calendars: all three kinds."""
        lands = [land for land in (self.land, self.second_land) if land]
        found = [h for land in lands for h in school_holidays(land)]
        years = range(first.year, last.year + 1)
        found += [
            h for land in lands for year in years for h in public_holidays(land, year, self.local)
        ]
        touching = (h for h in (*found, *self.closings) if h.first_day <= last)
        return tuple(sorted(h for h in touching if h.last_day >= first))


def _identity(holiday: Holiday) -> tuple[str, str, str, date]:
    return (holiday.reason, holiday.land, holiday.name, holiday.first_day)


def _same(holiday: Holiday, other: Holiday) -> bool:
    return _identity(holiday)[:3] == _identity(other)[:3]


def _package_days(land: str, years: range, category: str) -> list[tuple[date, str]]:
    import holidays

    code = land if land in _TOWNS else checked_land(land)
    found = holidays.country_holidays(
        "DE", subdiv=code, years=years, categories=(category,), language="de"
    )
    return sorted((day, name) for day, name in found.items() if day.year in years)
