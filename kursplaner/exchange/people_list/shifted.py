"""Rows that a bare comma pushed to the right: more cells than headings, each in a wrong column."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.birth_dates import birth_date
from kursplaner.exchange.people_list.contacts import emails, phones
from kursplaner.exchange.people_list.fields import ColumnGuess, Field
from kursplaner.exchange.reading.tables import Cell

_MOST_SURPLUS = 4


def _fits_address(cell: Cell) -> bool:
    street, postcode, place = values.address_parts(values.plain_text(cell))
    return bool(street and postcode and place)


def _no_digits(cell: Cell) -> bool:
    return not any(char.isdigit() for char in values.plain_text(cell))


def _one_name(cell: Cell) -> bool:
    return _no_digits(cell) and "," not in values.plain_text(cell)


_FITS: Mapping[Field, Callable[[Cell], object]] = MappingProxyType(
    {
        Field.PHONE: phones,
        Field.EMAIL: emails,
        Field.POSTCODE: values.looks_like_postcode,
        Field.POSTCODE_AND_MUNICIPALITY: values.looks_like_postcode_and_place,
        Field.BIRTH_DATE: lambda cell: birth_date(cell, date.max),
        Field.GENDER: values.looks_like_gender,
        Field.LEVEL: values.looks_like_level,
        Field.ADDRESS: _fits_address,
        Field.STREET: values.looks_like_street,
        Field.MUNICIPALITY: _no_digits,
        Field.FAMILY_NAME: _one_name,
        Field.GIVEN_NAME: _one_name,
        Field.NAME_FAMILY_FIRST: _no_digits,
        Field.NAME_GIVEN_FIRST: _no_digits,
    }
)


def fitting(cells: Sequence[Cell], guess: ColumnGuess) -> int:
    """Return how many cells are what their columns say, less those that are not."""
    score = 0
    for choice in guess.choices:
        fits = _FITS.get(choice.field)
        cell = cells[choice.column] if choice.column < len(cells) else None
        if fits is not None and values.plain_text(cell):
            score += 1 if _is(fits, cell) else -1
    return score


def _is(fits: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        return bool(fits(cell))
    except values.UnreadableError:
        return False


def pushed_back(cells: tuple[Cell, ...], width: int, guess: ColumnGuess) -> tuple[Cell, ...] | None:
    """Return a row that is too long with some of its cells joined again, None if none fits.

    Args:
        cells: of the row, up to the last filled one.
        width: how many columns have a heading.
        guess: what the columns mean.
    """
    surplus = len(cells) - width
    if not 0 < surplus <= _MOST_SURPLUS:
        return None
    best, found = (fitting(cells[:width], guess), 0), None
    for at in range(width):
        joined = ", ".join(filter(None, map(values.plain_text, cells[at : at + surplus + 1])))
        tried = (*cells[:at], joined, *cells[at + surplus + 1 :])
        blanks = sum(str(cell).startswith(" ") for cell in cells[at + 1 : at + surplus + 1])
        score = (fitting(tried, guess), blanks)  # a bare comma has a blank behind it
        if score > best:
            best, found = score, tried
    return found
