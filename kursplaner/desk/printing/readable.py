"""Paper whose every name somebody can read, or a word beforehand that one cannot be printed."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from kursplaner.documents.unprintable import (
    LatinName,
    Unprintable,
    in_latin,
    signs_of,
    unprintable,
)
from kursplaner.store.queries.people.passport_names import PassportName, names_with_signs
from kursplaner.store.session import Db

AnySheet = TypeVar("AnySheet")


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet drawn for this moment, of which no record is kept.

    Attributes:
        title: what it is called.
        unprintable: signs on it that no font has, and what is printed in their place.
    """

    title: str
    pdf: bytes
    pages: int
    unprintable: tuple[Unprintable, ...]


def paper_of(
    db: Db, title: str, sheet: AnySheet, draw: Callable[[AnySheet, io.BytesIO], int]
) -> Paper:
    """Return a sheet drawn, with names that no font has in Latin letters where they are known."""
    written, found = readable(db, sheet, title)
    out = io.BytesIO()
    pages = draw(written, out)
    return Paper(title, out.getvalue(), pages, found)


def readable(db: Db, sheet: AnySheet, title: str = "") -> tuple[AnySheet, tuple[Unprintable, ...]]:
    """Return a sheet as it can be printed, and the signs no font has, with whose they are.

    A name that has none is written as in the passport where that is known; it is said all the
    same.
    """
    found = unprintable(sheet, title=title)
    if not found:
        return sheet, ()
    names = [_latin(name) for name in names_with_signs(db, signs_of(found))]
    written = in_latin(sheet, names)
    left = unprintable(written, title=title)
    stay, known = {entry.entry for entry in left}, {entry.entry for entry in found}
    replaced = (
        entry if entry.entry in stay else replace(entry, instead=in_latin(entry.entry, names))
        for entry in found
    )
    return written, (*replaced, *(entry for entry in left if entry.entry not in known))


def _latin(name: PassportName) -> LatinName:
    """Return the two parts of a passport's name, which gives the family name first."""
    if "," in name.passport:
        family, _, given = (part.strip() for part in name.passport.partition(","))
    else:
        family, _, given = name.passport.strip().partition(" ")
    if not name.given_name:
        family, given = " ".join(part for part in (family, given.strip()) if part), ""
    return LatinName(name.family_name, name.given_name, family, given.strip())
