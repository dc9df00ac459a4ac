"""Days, months and times of day as they stand on a sheet."""

from collections.abc import Sequence
from datetime import date, time

from kursplaner.documents.page.language import day_parts, day_text
from kursplaner.documents.page.texts import texts


class Calendar:
    """Days, months and times of day as a language writes them.

    Names and their order are Unicode's (`language`), what joins two of them is the house's.
    """

    def __init__(self, language: str) -> None:
        self._texts = texts(language, "calendar")
        self._language = language

    def weekday(self, day: date) -> str:
        """Return the short weekday, such as "Di"."""
        return day_text(self._language, day, "ccc")

    def day(self, day: date, *, year: bool = False) -> str:
        """Return a short date, such as "2. Feb." or "2. Feb. 2027"."""
        return day_parts(self._language, day, "yMMMd" if year else "MMMd")

    def long_day(self, day: date) -> str:
        """Return a full date, such as "Dienstag, 2. März 2027"."""
        return day_text(self._language, day, "full")

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
        first, last = min(days), max(days)
        whole = day_parts(self._language, last, "yMMMM")
        apart = (last.year - first.year) * 12 + last.month - first.month
        if not apart:
            return whole
        begin = day_text(self._language, first, "LLLL")
        if first.year != last.year:
            begin = day_parts(self._language, first, "yMMMM")
        key = "months_two" if apart == 1 else "months_range"
        return self._texts.plain(key, first=begin, last=whole)

    def clock(self, moment: time) -> str:
        """Return a time of day, such as "9:00"."""
        return f"{moment.hour}:{moment.minute:02}"

    def clocks(self, starts: time, ends: time) -> str:
        """Return two times of day, such as "9:00–11:30"."""
        return self._texts.plain("clock_range", first=self.clock(starts), last=self.clock(ends))
