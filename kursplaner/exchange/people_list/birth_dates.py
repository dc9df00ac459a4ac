"""Birth dates as people write them, with what is doubtful and what cannot be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kursplaner.basics.folding import fold
from kursplaner.exchange.people_list.values import UnreadableError, in_digits, value_text
from kursplaner.exchange.reading.tables import Cell

_EXCEL_EPOCH, _MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)
_NO_DATES = frozenset(
    {date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1, 1, 1), date(1601, 1, 1),
     date(4501, 1, 1), date(9999, 12, 31)}
)  # fmt: skip
"""What Excel, Outlook and databases write for no date: their day 0, and the last one they know."""
_FIRST_SERIALS = (0, 1, 2)
_EMPTY = re.compile(r"[0\s./\-xX?_*:]{0,16}")
_NO_DAY = re.compile(r"(?:[xX?*_0]{1,2})[./-]")
_OLDEST_YEAR = 1900
_MONTH_NAMES = """
I Januar Jan Jänner January leden ledna styczeń stycznia січень січня января janvier Ocak ianuarie
enero يناير
II Februar Feb Feber February únor února luty lutego лютий лютого февраля février Şubat februarie
febrero فبراير
III März Mrz Mär March Mar březen března marzec marca березень березня марта mars Mart martie marzo
مارس
IV April Apr duben dubna kwiecień kwietnia квітень квітня апреля avril Nisan aprilie abril أبريل
V Mai May květen května maj maja травень травня мая Mayıs mayo مايو
VI Juni Jun June červen června czerwiec czerwca червень червня июня juin Haziran iunie junio يونيو
VII Juli Jul July červenec července lipiec lipca липень липня июля juillet Temmuz iulie julio يوليو
VIII August Aug srpen srpna sierpień sierpnia серпень серпня августа août Ağustos agosto أغسطس
IX September Sep Sept září wrzesień września вересень вересня сентября septembre Eylül septembrie
septiembre سبتمبر
X Oktober Okt October Oct říjen října październik października жовтень жовтня октября octobre Ekim
octombrie octubre أكتوبر
XI November Nov listopadu листопад листопада ноября novembre Kasım noiembrie noviembre نوفمبر
XII Dezember Dez December Dec prosinec prosince grudzień grudnia грудень грудня декабря décembre
Aralık decembrie diciembre ديسمبر
"""
"""Months in the languages of those who write lists; "listopad" is November in Czech and Polish."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _months() -> dict[str, int]:
    found: dict[str, int] = {"listopad": 11, "listopada": 11}
    month = 0
    for word in _MONTH_NAMES.split():
        month = _ROMAN.index(word.lower()) + 1 if word.lower() in _ROMAN else month
        found.setdefault(fold(word), month)
    return found


_MONTHS = _months()

_DOTTED = re.compile(r"(\d{1,2})\s*[.,/-]\s*(\d{1,2})\s*[.,/-]\s*(\d{4}|\d{2})\.?")
_SPACED = re.compile(r"(\d{1,2})\s+(\d{1,2})\s+(\d{4})|(\d{2})(\d{2})(\d{2})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_WORDED = re.compile(r"(\d{1,2})\.?[\s.-]*([^\W\d]+)\.?,?[\s.-]*(\d{4}|\d{2})")
_WORD_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\.?,?\s*(\d{4})")
_MONTH_WORD_YEAR = re.compile(r"([^\W\d]+)\.?[\s'’-]+(\d{4}|\d{2})")
_BARE_DIGITS = re.compile(r"\d{8}")
_BEFORE = re.compile(r"^(?:\*|geb(?:oren)?\.?(?:\s+am)?|nar\.?)\s*", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"\d{5}(?:[.,]0+)?")
_DOUBT = re.compile(
    r"^(?:ca\.?|etwa|um|circa|cca\.?|about|evtl\.?|vermutl\.?)\s*(?=[\dxX])"
    r"|\s*(?:\(?\?+\)?|\(?(?:ca\.?|unsicher|geschätzt|vermutlich|laut Pass)\)?)$",
    re.IGNORECASE,
)
_CLOCK_BEHIND = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]m)?$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|\w+tag|mittwoch|\w+day)[.,]+\s+"
    r"(?=\d{1,2}[./])",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<=\d{2})(?:\s*[,/;]\s*|\s+(?:in\s+)?|\s*\()(?:\d{1,2}\s*(?:J\.?|Jahre|Jahr|M\.?)?"
    r"|[^\W\d][^\d]*)\)?$",
    re.IGNORECASE,
)
"""An age or the place of birth behind a date."""
_LETTER_O = re.compile(r"(?<=[\d.])[oO](?=[\d.])|(?<=\d)[oO]$|^[oO](?=\d)")
_STRANGE_DOTS = re.compile(r"(?<=\d)\s*(?:[´`'’·•]|\.\.|\.,|,\.)\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date; uncertain where only the year is known or it is the 1st of January."""

    day: date
    uncertain: bool


def birth_date(
    cell: Cell, today: date, *, since_1904: bool = False, month_first: bool | None = None
) -> BirthDate | None:
    """Return the birth date, None if the cell is empty or says no date ("0.0.00").

    `since_1904`: whether bare numbers count the days from 1904, as in workbooks of old Macs.
    `month_first`: whether 3/12/1990 is the 12th of March, as other days of the list tell.

    Raises:
        UnreadableError: "date_unreadable", "date_impossible", "date_future", "date_too_old".
    """
    text = value_text(cell)
    if not text or (_EMPTY.fullmatch(text) and not isinstance(cell, float)):
        return None
    if type(cell) is int and cell in _FIRST_SERIALS:
        return None
    text = in_digits(text)
    found = _typed_date(cell, since_1904=since_1904) or _written_date(
        text, today, since_1904=since_1904, month_first=month_first
    )
    if found is None or found.day in _NO_DATES:
        return None
    if found.day > today:
        raise UnreadableError("date_future")
    if found.day.year < _OLDEST_YEAR:
        raise UnreadableError("date_too_old")
    january_first = (found.day.month, found.day.day) == (1, 1)
    return BirthDate(found.day, found.uncertain or january_first)


def _typed_date(cell: Cell, *, since_1904: bool) -> BirthDate | None:
    if isinstance(cell, datetime):
        return BirthDate(cell.date(), uncertain=False)
    if isinstance(cell, date):
        return BirthDate(cell, uncertain=False)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    number = int(cell) if abs(cell) < 1e9 else -1
    if _BARE_DIGITS.fullmatch(str(number)):
        return _from_digits(str(number))
    return _from_number(number, since_1904=since_1904)


def _from_digits(digits: str) -> BirthDate:
    """Return "19900312" or "12031990" as a day."""
    year = int(digits[:4])
    if _OLDEST_YEAR <= year <= 2100 and int(digits[4:6]) <= 12:
        return _day(year, int(digits[4:6]), int(digits[6:]))
    return _day(int(digits[4:]), int(digits[2:4]), int(digits[:2]))


def _from_number(number: int, *, since_1904: bool) -> BirthDate:
    """Return a bare number as a year (1900 to 2100) or as the day Excel counts by it."""
    if _OLDEST_YEAR <= number <= 2100:
        return BirthDate(date(number, 1, 1), uncertain=True)
    if not 1 <= number <= 100_000:
        raise UnreadableError("date_unreadable")
    epoch = _MAC_EPOCH if since_1904 else _EXCEL_EPOCH
    return BirthDate(epoch + timedelta(days=number), uncertain=False)


def _written_date(
    text: str, today: date, *, since_1904: bool, month_first: bool | None
) -> BirthDate | None:
    bare = _CLOCK_BEHIND.sub("", text).strip()
    bare = _STRANGE_DOTS.sub(".", _LETTER_O.sub("0", _WEEKDAY.sub("", bare)))
    doubtful = _DOUBT.search(bare) is not None
    bare = _BEFORE.sub("", _DOUBT.sub("", bare)).strip()
    open_day = _NO_DAY.match(bare) is not None and not bare[0].isdigit()
    bare = re.sub(r"[xX?*_]", "0", bare) if open_day else bare
    if _EMPTY.fullmatch(bare):
        return None
    if (shorter := _BESIDE.sub("", bare)) != bare and _DOTTED.fullmatch(shorter):
        bare = shorter
    if _YEAR.fullmatch(bare) or _SERIAL.fullmatch(bare):
        found = _from_number(int(float(bare.replace(",", "."))), since_1904=since_1904)
    elif _BARE_DIGITS.fullmatch(bare):
        found = _from_digits(bare)
    elif match := _ISO.fullmatch(bare):
        found = _day(int(match[1]), int(match[2]), int(match[3]))
    elif match := _DOTTED.fullmatch(bare):
        found = _dotted(bare, match, today, month_first=month_first)
    elif match := _SPACED.fullmatch(bare):
        parts = [part for part in match.groups() if part]
        found = _dotted(bare, _DOTTED.fullmatch(".".join(parts)), today, month_first=None)
    elif match := _MONTH_YEAR.fullmatch(bare):
        found = _doubted(_day(int(match[2]), int(match[1]), 1))
    else:
        found = _with_word(bare, today)
    return _doubted(found) if doubtful else found


def _with_word(bare: str, today: date) -> BirthDate:
    """Return "12-Mar-1990", "12. Mrz 90", "March 12, 1990", "März 1990" as a day."""
    if (match := _WORDED.fullmatch(bare)) and fold(match[2]) in _MONTHS:
        day, month, year = int(match[1]), _MONTHS[fold(match[2])], int(match[3])
        year = _century(day, month, year, today) if len(match[3]) == 2 else year
        return _day(year, month, day)
    if (match := _WORD_FIRST.fullmatch(bare)) and fold(match[1]) in _MONTHS:
        return _day(int(match[3]), _MONTHS[fold(match[1])], int(match[2]))
    if (match := _MONTH_WORD_YEAR.fullmatch(bare)) and fold(match[1]) in _MONTHS:
        month, year = _MONTHS[fold(match[1])], int(match[2])
        year = _century(1, month, year, today) if len(match[2]) == 2 else year
        return _doubted(_day(year, month, 1))
    raise UnreadableError("date_unreadable")


def _doubted(found: BirthDate) -> BirthDate:
    """Return the same date, marked uncertain."""
    return BirthDate(found.day, uncertain=True)


def months_first(cells: Iterable[Cell]) -> bool | None:
    """Return whether a column of days writes the month first, None where no day tells."""
    told = [match for cell in cells if isinstance(cell, str) and (match := _SLASHES.match(cell))]
    if any(int(match[2]) > 12 for match in told) and not any(int(m[1]) > 12 for m in told):
        return True
    return False if any(int(match[1]) > 12 for match in told) else None


_SLASHES = re.compile(r"\s*(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*\d{2,4}\b")


def _dotted(
    text: str, match: re.Match[str] | None, today: date, *, month_first: bool | None
) -> BirthDate:
    """Read day.month.year; between slashes an impossible month means the American order."""
    if match is None:
        raise UnreadableError("date_unreadable")
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) == 2:
        year = _century(day, month, year, today)
    if "/" not in text:
        return _day(year, month, day)
    if month_first is not None:
        return _day(year, day, month) if month_first else _day(year, month, day)
    if month > 12 >= day:
        return _day(year, day, month)
    found = _day(year, month, day)
    return _doubted(found) if day <= 12 and day != month else found


def _century(day: int, month: int, year: int, today: date) -> int:
    """Return the year in full: the latest one that is not in the future."""
    this_century = today.year - today.year % 100 + year
    past = (this_century, month, day) <= (today.year, today.month, today.day)
    return this_century if past else this_century - 100


def _day(year: int, month: int, day: int) -> BirthDate:
    if day == month == 0:
        return _doubted(_day(year, 1, 1))
    if day == 0:
        return _doubted(_day(year, month, 1))
    try:
        return BirthDate(date(year, month, day), uncertain=False)
    except ValueError as fault:
        raise UnreadableError("date_impossible") from fault


def looks_like_birth_date(cell: Cell) -> bool:
    """Whether the cell is a date (a bare number could be anything)."""
    if isinstance(cell, datetime | date):
        return True
    return isinstance(cell, str) and bool(
        _DOTTED.fullmatch(cell.strip()) or _ISO.fullmatch(cell.strip())
    )
