"""The German word for every kind, status, mark and reason."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from kursplaner.desk.wording.words.courses import COURSE_WORDS
from kursplaner.desk.wording.words.people import PEOPLE_WORDS
from kursplaner.desk.wording.words.services import (
    CARE_WORDS,
    OFFICE_WORDS,
    RIDE_WORDS,
    ROOM_WORDS,
)

Kind = TypeVar("Kind", bound=StrEnum)

WORDS: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {**PEOPLE_WORDS, **COURSE_WORDS, **ROOM_WORDS, **CARE_WORDS, **RIDE_WORDS, **OFFICE_WORDS}
)
"""By enumeration, then by value. Titles of acts stand in `acts`."""


def word(kind: StrEnum) -> str:
    """Return the German word for a value of an enumeration: CourseType.LITERACY, Mark.EXCUSED."""
    return WORDS[type(kind)][kind]


def said(enumeration: type[StrEnum], value: str | None) -> str:
    """Return the word for a stored value; empty for none, the value itself where unknown."""
    return WORDS[enumeration].get(value or "", value or "")


def choices(enumeration: type[Kind]) -> list[tuple[Kind, str]]:
    """Return every value of an enumeration with its word, in its order, for forms."""
    return [(value, word(value)) for value in enumeration]
