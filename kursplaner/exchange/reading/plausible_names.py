"""How much a text looks like names as people write them, in eight languages and more.

A list saved with other letters gives signs that stand in no name ("Schr”der", "KŠthe") or letters
side by side that no language has ("Jiøí"). The pairs of letters come from typical names
(resources/names/typical_names.toml): German, Czech and Slovak, Polish, Turkish, Romanian, South
Slavic, Hungarian, Albanian, Spanish, French and Portuguese, Ukrainian and Russian, Arabic.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from kursplaner.basics import resources

_INSIDE = set("-'’ʼ./&+@:_*")
_BROKEN, _NOT_IN_NAMES, _STRANGE, _STRANGE_CASE = -8.0, -5.0, -2.5, -5.0
_KNOWN, _PAIR, _MIXED = 1.0, 1.2, -6.0
_WORDS_LOOKED_AT = 4_000


def plausibility(text: str, languages: frozenset[str] = frozenset()) -> float:
    """Return how much the words beyond ASCII look like names; higher is better, 0 says nothing.

    Args:
        text: as one of several readings of the same bytes.
        languages: those expected ("de", "cs", …); none: all.
    """
    score = _BROKEN * sum(1 for char in text if _unprintable(char))
    words = dict.fromkeys(_non_ascii_words(text))
    for word in list(words)[:_WORDS_LOOKED_AT]:
        score += _worth(word, languages)
    return score


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cn", "Co"} and char not in "\t\r\n\x0b\x0c"


def _non_ascii_words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;|\"()]+", text) if word and not word.isascii()]


@lru_cache(maxsize=50_000)
def _worth(word: str, languages: frozenset[str]) -> float:
    letters = [char for char in word if not char.isascii()]
    signs = [char for char in letters if not char.isalpha() and char not in _INSIDE]
    signs = [char for char in signs if unicodedata.category(char) not in {"Nd", "Mn", "Cf"}]
    if signs:
        return _signs_within(word, signs)
    score = _odd_capitals(word) + _mixed_scripts(word)
    return score + max(
        _in_language(word, letters, name) for name in (languages or frozenset(_names()))
    )


def _signs_within(word: str, signs: list[str]) -> float:
    """Return what signs do to a word: around it they are quotes, within it they are wrong."""
    bare = word.strip("„“”‚‘’–—…«»›‹€§°•·¿¡®™©\u00a0")
    inside = [char for char in signs if char in bare]
    attached = any(char.isalpha() for char in word)
    if not attached:
        return -1.0 * len(signs)
    around = (len(signs) - len(inside)) * (-2.0 if word[0] not in "„“‚‘«»›‹•–" else -0.5)
    return _NOT_IN_NAMES * len(inside) + around


def _odd_capitals(word: str) -> float:
    """Return the fault of a capital within a word: "kŠthe", "SchrÃ¶der"."""
    found = 0
    for before, char in pairwise(word):
        if before.islower() and char.isupper() and not char.isascii():
            found += 1
    return _STRANGE_CASE * found


def _mixed_scripts(word: str) -> float:
    scripts = {_script(char) for char in word if char.isalpha()}
    return _MIXED if len(scripts - {""}) > 1 else 0.0


def _script(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "").partition(" ")[0]


def _in_language(word: str, letters: list[str], name: str) -> float:
    """Return how well a word suits one language, by its letters and the pairs of them."""
    weight, alphabet, pairs = _language(name)
    lowered = unicodedata.normalize("NFC", word).casefold() if "ß" not in word else word.lower()
    score = 0.0
    for char in letters:
        low = char.lower()[:1]
        if low not in alphabet:
            score += _STRANGE
    padded = f" {lowered} "
    for at in range(1, len(padded) - 1):
        if padded[at].isascii():
            continue
        if padded[at] in alphabet:
            score += _KNOWN + weight / 10
        score += _PAIR * (padded[at - 1 : at + 1] in pairs)
        score += _PAIR * (padded[at : at + 2] in pairs)
    return score


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[int, str]]:
    """Return weight and typical names of each language."""
    text = resources.path("names/typical_names.toml").read_text(encoding="utf-8")
    rows: dict[str, Any] = tomllib.loads(text)
    return {name: (int(row["weight"]), str(row["names"])) for name, row in rows.items()}


@lru_cache(maxsize=32)
def _language(name: str) -> tuple[int, frozenset[str], frozenset[str]]:
    """Return the weight of a language, its letters beyond ASCII, and its pairs of letters."""
    weight, text = _names()[name]
    words = [f" {word} " for word in text.lower().split()]
    pairs = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    letters = {char for word in words for char in word if char.isalpha() and not char.isascii()}
    return weight, frozenset(letters), frozenset(pairs)
