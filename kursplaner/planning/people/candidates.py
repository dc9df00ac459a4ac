"""Whom somebody is worth comparing with: who shares a whole name, or a trait and part of a name.

Comparing everybody with everybody takes minutes with some thousand people of nearly one name.
Likely the same is only who has both names alike, or one name or nothing alike and then a birth
date, telephone, e-mail or address in common; both are looked up. Of a crowd alike in all of that
some stand for all.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date
from typing import Protocol

CROWD = 16
"""From how many people of one key on only those are compared who share a second one."""


class Traits(Protocol):
    """What is looked up of somebody."""

    @property
    def id(self) -> int:
        """The number."""

    @property
    def family(self) -> frozenset[str]:
        """Keys of the family name."""

    @property
    def given(self) -> frozenset[str]:
        """Keys of the given names."""

    @property
    def whole(self) -> frozenset[str]:
        """Keys of whole names."""

    @property
    def born(self) -> date | None:
        """A certain birth date."""

    @property
    def phones(self) -> frozenset[str]:
        """Keys of telephones."""

    @property
    def emails(self) -> frozenset[str]:
        """E-mails in small letters."""

    @property
    def homes(self) -> frozenset[str]:
        """Keys of addresses."""


class Candidates:
    """All people by what they share with others."""

    def __init__(self) -> None:
        self._by_names: dict[Hashable, list[int]] = defaultdict(list)
        self._by_trait: dict[Hashable, list[Traits]] = defaultdict(list)
        self._within: dict[Hashable, dict[Hashable, list[int]]] = {}

    def add(self, person: Traits) -> None:
        """Take in somebody."""
        for pair in _pairs(person.family, person.given):
            self._by_names[pair].append(person.id)
        for whole in person.whole:
            self._by_names[whole].append(person.id)
        for trait in _traits(person):
            self._by_trait[trait].append(person)
            if trait in self._within:
                _sort_in(self._within[trait], person)

    def near(self, person: Traits) -> set[int]:
        """Return who may be likely the same, by their numbers."""
        found: set[int] = set()
        for key in _asked(person):
            found.update(self._by_names.get(key, ())[:CROWD])
        for trait in (*_traits(person), *_swapped(person)):
            crowd = self._by_trait.get(trait, ())
            if len(crowd) <= CROWD:
                found.update(other.id for other in crowd)
                continue
            within = self._sorted(trait, crowd)
            for key in _second(person):
                found.update(within.get(key, ())[:CROWD])
        return found

    def _sorted(self, trait: Hashable, crowd: Sequence[Traits]) -> dict[Hashable, list[int]]:
        """Return a crowd that shares one trait by what else each of them is known by."""
        if trait not in self._within:
            within: dict[Hashable, list[int]] = defaultdict(list)
            for person in crowd:
                _sort_in(within, person)
            self._within[trait] = within
        return self._within[trait]


def _sort_in(within: dict[Hashable, list[int]], person: Traits) -> None:
    for key in _second(person):
        within.setdefault(key, []).append(person.id)


def _pairs(family: frozenset[str], given: frozenset[str]) -> list[Hashable]:
    return [hash((name, other)) for name in family for other in given]


def _asked(person: Traits) -> list[Hashable]:
    """Return the keys of names to look up, also the other way round."""
    crossed = _pairs(person.given, person.family)
    return [*_pairs(person.family, person.given), *crossed, *person.whole]


def _traits(person: Traits) -> list[Hashable]:
    found: list[Hashable] = [*(("#", phone) for phone in person.phones)]
    found += [("@", email) for email in person.emails]
    found += [("home", home) for home in person.homes]
    return [*found, *((person.born,) if person.born is not None else ())]


def _swapped(person: Traits) -> list[Hashable]:
    """Return the birth date with day and month the other way round, if there is such a day."""
    born = person.born
    if born is None or born.day > 12 or born.day == born.month:
        return []
    return [date(born.year, born.day, born.month)]


def _second(person: Traits) -> list[Hashable]:
    return [*person.family, *person.given, *_traits(person)]
