"""Signs on a sheet that no font has, and in whose entry they stand: said before it is printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, TypeGuard

from kursplaner.documents.type import fonts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Signs that would come out as empty boxes.

    Attributes:
        entry: whose they are: the name in the record they stand in, else the text itself.
    """

    entry: str
    signs: frozenset[str]


def unprintable(*sheets: object) -> tuple[Unprintable, ...]:
    """Return the signs without a font on sheets of any kind, each entry once, in their order."""
    texts = (text for sheet in sheets for text in _texts(sheet, ""))
    found = ((owner or text, fonts.missing_signs(text)) for owner, text in texts)
    return joined(Unprintable(entry, signs) for entry, signs in found if signs)


def joined(found: Iterable[Unprintable]) -> tuple[Unprintable, ...]:
    """Return what was found on several sheets, each entry once."""
    by_entry: dict[str, frozenset[str]] = {}
    for entry in found:
        by_entry[entry.entry] = by_entry.get(entry.entry, frozenset()) | entry.signs
    return tuple(Unprintable(entry, signs) for entry, signs in by_entry.items())


def signs_of(found: Iterable[Unprintable]) -> frozenset[str]:
    """Return all the signs, whoever's they are."""
    return frozenset().union(*(entry.signs for entry in found))


def _texts(value: object, owner: str) -> Iterator[tuple[str, str]]:
    """Return the texts of a sheet, each with the name in the record it stands in."""
    if isinstance(value, str):
        yield owner, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, owner)
    elif _is_record(value):
        name = _name(value) or owner
        for field in fields(value):
            yield from _texts(getattr(value, field.name), name)


def _name(record: object) -> str:
    parts = (getattr(record, "family_name", ""), getattr(record, "given_name", ""))
    return ", ".join(part for part in parts if part) or str(getattr(record, "name", ""))


def _is_record(value: object) -> "TypeGuard[DataclassInstance]":
    return is_dataclass(value) and not isinstance(value, type)
