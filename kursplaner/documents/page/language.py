"""Days, months and numbers as a language writes them, from Unicode's own tables (Babel).

Digits are Latin in every language: what stands on paper is typed into forms again. Babel is
imported when first asked: it takes some 30 ms, and the window opens without paper.
"""

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

REGIONS = {"ar": "ar_SY"}
"""Where a language differs by country: Arabic with the names of months used in Syria."""


@cache
def locale_of(language: str) -> "Locale":
    """Return what Unicode says of a language.

    Raises:
        babel.core.UnknownLocaleError: where it says nothing.
    """
    from babel.core import Locale

    return Locale.parse(REGIONS.get(language, language))


@lru_cache(maxsize=4096)
def day_text(language: str, day: date, form: str) -> str:
    """Return a day in one of Unicode's patterns: "full", "EEEE", "MMMM", "ccc"."""
    from babel.dates import format_date

    return format_date(day, form, locale=locale_of(language))


@lru_cache(maxsize=4096)
def day_parts(language: str, day: date, parts: str) -> str:
    """Return the parts of a day in the order and the forms of the language.

    `parts` is one of Unicode's skeletons: "MMMd" is "2. Feb." and "2 февр."; "yMMMM" is
    "Februar 2027" and "лютий 2027 р.".
    """
    from babel.dates import format_skeleton

    return format_skeleton(parts, day, locale=locale_of(language))


@lru_cache(maxsize=4096)
def number_text(value: Decimal, language: str = "de") -> str:
    """Return a number of units as paper writes it: "3", "2,5", nothing rounded."""
    from babel.numbers import format_decimal

    return format_decimal(
        value, locale=locale_of(language), decimal_quantization=False, group_separator=False
    )


@lru_cache(maxsize=4096)
def plural_category(language: str, count: int) -> str:
    """Return which form a noun takes behind a count: one, two, few, many or other."""
    return locale_of(language).plural_form(count)
