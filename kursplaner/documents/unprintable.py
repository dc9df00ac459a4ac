"""Signs on a sheet that no font has, and in whose entry they stand: said before it is printed.

Where the Latin form of a name is known it is printed in its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from kursplaner.documents.type import fonts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

AnySheet = TypeVar("AnySheet")


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Signs that no font has.

    Attributes:
        entry: whose they are: the name in the record they stand in, else the text itself.
        instead: the name that is printed in their place; empty: they come out as empty boxes.
        sheets: titles of the sheets they stand on.
    """

    entry: str
    signs: frozenset[str]
    instead: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LatinName:
    """A name no font has, in two parts, and the same name in Latin letters."""

    family: str
    given: str
    latin_family: str
    latin_given: str

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield how sheets write the name, each with its Latin form; longer ones first."""
        family, given = self.family, self.given
        latin, first = self.latin_family, self.latin_given
        if family and given:
            spoken = f"{first} {latin}".strip()
            yield f"{family}, {given}", ", ".join(part for part in (latin, first) if part)
            yield f"{given} {family}", spoken
            yield f"{given} {family[0]}.", f"{first} {latin[:1]}.".strip() if first else latin
            yield f"{given[0]}. {family}", f"{first[:1]}. {latin}" if first else latin
        yield from ((old, new) for old, new in ((family, latin), (given, first)) if old and new)


def unprintable(*sheets: object, title: str = "") -> tuple[Unprintable, ...]:
    """Return the signs without a font on sheets of any kind, each entry once, in their order."""
    texts = (text for sheet in sheets for text in _texts(sheet, ""))
    found = ((owner or text, fonts.missing_signs(text)) for owner, text in texts)
    named = (title,) if title else ()
    return joined(Unprintable(entry, signs, sheets=named) for entry, signs in found if signs)


def joined(found: Iterable[Unprintable]) -> tuple[Unprintable, ...]:
    """Return what was found on several sheets, each entry once."""
    by_entry: dict[str, Unprintable] = {}
    for entry in found:
        known = by_entry.setdefault(entry.entry, entry)
        by_entry[entry.entry] = replace(
            known,
            signs=known.signs | entry.signs,
            instead=known.instead and entry.instead,
            sheets=tuple(dict.fromkeys((*known.sheets, *entry.sheets))),
        )
    return tuple(by_entry.values())


def signs_of(found: Iterable[Unprintable]) -> frozenset[str]:
    """Return all the signs, whoever's they are."""
    return frozenset().union(*(entry.signs for entry in found))


def in_latin(sheet: AnySheet, names: Iterable[LatinName]) -> AnySheet:
    """Return a sheet on which names no font has are written in Latin letters."""
    pairs = {(name.family, name.given): name for name in names}
    forms = dict(form for name in pairs.values() for form in name.forms())
    if not forms:
        return sheet
    longest_first = dict(sorted(forms.items(), key=lambda form: -len(form[0])))
    written: AnySheet = _written(sheet, pairs, longest_first)
    return written


def _written(
    value: AnySheet, pairs: Mapping[tuple[str, str], LatinName], forms: Mapping[str, str]
) -> AnySheet:
    made: object = value
    if isinstance(value, str):
        made = _in_words(value, forms)
    elif isinstance(value, tuple):
        made = tuple(_written(item, pairs, forms) for item in value)
    elif _is_record(value):
        kept = {each.name: getattr(value, each.name) for each in fields(value)}
        pair = pairs.get((kept.get("family_name", ""), kept.get("given_name", "")))
        if pair is not None:
            kept |= {"family_name": pair.latin_family, "given_name": pair.latin_given}
        new = {name: _written(old, pairs, forms) for name, old in kept.items()}
        changed = {name: text for name, text in new.items() if text is not getattr(value, name)}
        made = replace(value, **changed) if changed else value
    return made  # type: ignore[return-value]


def _in_words(text: str, forms: Mapping[str, str]) -> str:
    if text.isascii() or not fonts.missing_signs(text):
        return text
    for old, new in forms.items():
        if old in text:
            text = text.replace(old, new)
    return text


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
