"""What no text may show: codes, keys and numbers of the inside."""

import re
from enum import StrEnum

from kursplaner.desk.wording.words.kinds import WORDS
from kursplaner.domain import kinds
from kursplaner.domain.conflicts.obstacles import Obstacle
from kursplaner.planning.fixes.situation import FixKind

KEY = re.compile(r"[A-Za-z]+_[A-Za-z_]+|[{}]|\b(?:None|True|False|nan)\b|\.\.|\. ?\.|, ?,|\( *\)")
GERMAN = frozenset(
    part.casefold() for words in WORDS.values() for word in words.values() for part in word.split()
)
ENUMERATIONS: tuple[type[StrEnum], ...] = (
    Obstacle,
    FixKind,
    *(
        found
        for found in vars(kinds).values()
        if isinstance(found, type) and issubclass(found, StrEnum) and found is not StrEnum
    ),
)
ENGLISH = frozenset(
    value.value
    for enumeration in ENUMERATIONS
    for value in enumeration
    if value.value.isalpha() and value.value.islower() and len(value.value) > 1
) - {*GERMAN, "person"}
"""Stored words that are no German ones; German nouns begin with a capital."""


def faults(text: str) -> list[str]:
    """Return what of a text comes from the inside."""
    words = re.findall(r"(?<![\w-])[a-z]{2,}(?![\w-])", text)
    return [*KEY.findall(text), *(word for word in words if word in ENGLISH)]
