"""The sentences of a sheet in the language asked for, from resources/texts/<language>/."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from kursplaner.basics import resources
from kursplaner.documents.type.shaping import Span
from kursplaner.documents.type.text import marked


class Texts:
    """The texts of one kind of sheet in one language.

    A missing text raises `KeyError`: a sheet never goes out with a hole in it.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def plain(self, key: str, **values: object) -> str:
        """Return a text with its values filled in."""
        return str(self._values[key]).format_map(values)

    def spans(self, key: str, *, bold: bool = False, **values: object) -> tuple[Span, ...]:
        """Return a text whose `**…**` is bold, its values isolated."""
        return marked(str(self._values[key]), bold=bold, **values)

    def several(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(value) for value in self._values[key])

    def tables(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """Return a list of tables, such as the items of a questionnaire."""
        return tuple(self._values[key])


@cache
def texts(language: str, document: str) -> Texts:
    """Return the texts of a kind of sheet.

    Raises:
        FileNotFoundError: if there is no translation into this language.
    """
    path = resources.path(f"texts/{language}/{document}.toml")
    return Texts(tomllib.loads(path.read_text(encoding="utf-8")))


class Calendar:
    """Days, months and times of day as a language writes them."""

    def __init__(self, language: str) -> None:
        self._texts = texts(language, "calendar")

    def weekday(self, day: date) -> str:
        """Return the short weekday, such as "Di"."""
        return self._texts.several("weekdays_short")[day.weekday()]

    def day(self, day: date, *, year: bool = False) -> str:
        """Return a short date, such as "2. Feb." or "2. Feb. 2027"."""
        month = self._texts.several("months_short")[day.month - 1]
        key = "day_year" if year else "day"
        return self._texts.plain(key, day=day.day, month=month, year=day.year)

    def long_day(self, day: date) -> str:
        """Return a full date, such as "Dienstag, 2. März 2027"."""
        return self._texts.plain(
            "day_long",
            weekday=self._texts.several("weekdays")[day.weekday()],
            day=day.day,
            month=self._texts.several("months")[day.month - 1],
            year=day.year,
        )

    def period(self, first: date, last: date) -> str:
        """Return a span of days, such as "2. Feb. – 25. März 2027"."""
        if first == last:
            return self.day(last, year=True)
        begin = self.day(first, year=first.year != last.year)
        return self._texts.plain("range", first=begin, last=self.day(last, year=True))

    def months(self, days: Sequence[date]) -> str:
        """Return the months some days lie in, such as "Februar und März 2027"."""
        if not days:
            return ""
        names = self._texts.several("months")
        first, last = min(days), max(days)
        whole = self._texts.plain("month_year", month=names[last.month - 1], year=last.year)
        apart = (last.year - first.year) * 12 + last.month - first.month
        if not apart:
            return whole
        begin = names[first.month - 1]
        if first.year != last.year:
            begin = self._texts.plain("month_year", month=begin, year=first.year)
        key = "months_two" if apart == 1 else "months_range"
        return self._texts.plain(key, first=begin, last=whole)

    def clock(self, moment: time) -> str:
        """Return a time of day, such as "9:00"."""
        return f"{moment.hour}:{moment.minute:02}"

    def clocks(self, starts: time, ends: time) -> str:
        """Return two times of day, such as "9:00–11:30"."""
        return self._texts.plain("clock_range", first=self.clock(starts), last=self.clock(ends))


def number_text(value: Decimal) -> str:
    """Return a number of units as German paper writes it: "3", "2,5"."""
    text = f"{value.normalize():f}"
    return text.replace(".", ",")
