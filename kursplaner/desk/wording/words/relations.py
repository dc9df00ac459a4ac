"""How an adult is related to a child, from short keys or as it was typed."""

from collections.abc import Mapping
from types import MappingProxyType

RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "mother": "Mutter",
        "father": "Vater",
        "grandparent": "Großeltern",
        "foster": "Pflegeeltern",
        "grandmother": "Großmutter",
        "grandfather": "Großvater",
        "aunt": "Tante",
        "uncle": "Onkel",
        "sister": "Schwester",
        "brother": "Bruder",
        "neighbour": "Nachbarin oder Nachbar",
        "guardian": "Vormund",
        "other": "andere Bezugsperson",
    }
)


def relation_word(stored: str) -> str:
    """Return "Mutter" for "mother"; what is no key stays as it was typed."""
    return RELATIONS.get(stored, stored)
