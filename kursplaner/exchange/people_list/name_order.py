"""Whether names in one cell begin with the family name: told by all of them together.

A list is sorted by family name, families share it, "von" and "Al-" belong to it, it is written in
capitals, and given names are known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kursplaner.basics.folding import fold, spellings

_CLEAR = 1.5
_FEWEST_SORTED = 3
_MOST_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class NameOrder:
    """In which order the words of names stand, and how clearly the list says so."""

    family_first: bool
    certain: bool


def order_of_names(names: Sequence[str], particles: frozenset[str]) -> NameOrder:
    """Return the order of names such as "Ahornfeld Rima"; without any sign the given name first."""
    commas = sum("," in name for name in names)
    if names and commas / len(names) >= 0.6:
        return NameOrder(family_first=True, certain=True)
    cut = [words for name in names[:_MOST_LOOKED_AT] if len(words := name.split()) > 1]
    if not cut:
        return NameOrder(family_first=False, certain=False)
    score = sum(
        (
            _by_given_names(cut) * 3,
            _by_sorting(cut) * 3,
            _by_capitals(cut) * 4,
            _by_particles(cut, particles) * 4,
            _by_repetition(cut) * 2,
        )
    )
    return NameOrder(family_first=score > 0, certain=abs(score) >= _CLEAR)


def looks_given(word: str) -> bool:
    """Whether a word is a common given name, in any spelling of the table."""
    return any(key.startswith("=") for key in spellings(word))


def _by_given_names(cut: Sequence[Sequence[str]]) -> float:
    """Return +1 where the last words are the given names, -1 where the first ones are."""
    last = sum(looks_given(words[-1]) for words in cut)
    first = sum(looks_given(words[0]) for words in cut)
    return (last - first) / max(2, last + first)


def _by_sorting(cut: Sequence[Sequence[str]]) -> float:
    if len(cut) < _FEWEST_SORTED:
        return 0.0
    first, last = (_sorted_share([fold(words[at]) for words in cut]) for at in (0, -1))
    if max(first, last) < 0.9:
        return 0.0
    weight = min(1.0, len(cut) / 6)
    return weight * ((first >= 0.9) - (last >= 0.9))


def _sorted_share(words: Sequence[str]) -> float:
    pairs = list(pairwise(words))
    return sum(before <= after for before, after in pairs) / len(pairs)


def _by_capitals(cut: Sequence[Sequence[str]]) -> float:
    def share(at: int) -> float:
        return sum(words[at].isupper() and len(words[at]) > 1 for words in cut) / len(cut)

    first, last = share(0), share(-1)
    return first - last


def _by_particles(cut: Sequence[Sequence[str]], particles: frozenset[str]) -> float:
    """Return what "von der Heide Karl" and "Karl von der Heide" say."""
    first = sum(words[0].casefold() in particles for words in cut)
    inside = sum(any(word.casefold() in particles for word in words[1:-1]) for words in cut)
    inside -= sum(words[0].casefold() in particles for words in cut if len(words) > 2)
    return (first - max(0, inside)) / max(1, first + max(0, inside)) if first or inside > 0 else 0.0


def _by_repetition(cut: Sequence[Sequence[str]]) -> float:
    """Return which words come again: the family names of families."""

    def again(at: int) -> float:
        return 1 - len({fold(words[at]) for words in cut}) / len(cut)

    first, last = again(0), again(-1)
    return (first - last) if abs(first - last) > 0.1 else 0.0
