"""Folded search columns, kept right with every save, so that LIKE finds all spellings alike."""

import unicodedata
from collections.abc import Iterable

from kursplaner.basics.folding import fold
from kursplaner.domain.courses import Course
from kursplaner.domain.organisations import Organisation
from kursplaner.domain.people import OtherName, Person

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"}
)


def _joined(parts: Iterable[str]) -> str:
    """Return the parts folded, and once more with umlauts written out (Ünal, Uenal)."""
    given = [part for part in parts if part]
    written = [unicodedata.normalize("NFC", part).translate(UMLAUTS) for part in given]
    return " ".join(dict.fromkeys(fold(part) for part in (*given, *written)))


def refresh(record: object) -> None:
    """Set the search column of a record that has one."""
    if isinstance(record, Person):
        record.search_text = "" if record.processing_restricted else person_text(record)
    elif isinstance(record, OtherName):
        family, given = record.family_name or "", record.given_name or ""
        record.search_text = _joined((f"{family} {given}", f"{given} {family}"))
    elif isinstance(record, Course):
        record.search_text = _joined((record.number, record.title, record.level))
    elif isinstance(record, Organisation):
        record.search_text = _joined((record.name, record.contact, record.municipality))


def person_text(person: Person) -> str:
    """Return everything a person is found by: each name, and first name before family name."""
    given, family = person.given_name or "", person.family_name or ""
    return _joined(
        (
            f"{family} {given}",
            f"{given} {family}",
            person.call_name or "",
            person.passport_name or "",
            person.own_script_name or "",
        )
    )


def pattern(text: str) -> list[str]:
    """Return LIKE patterns, one a word, for what somebody typed; escape sign is a backslash."""
    words = fold(text).split()
    escaped = (word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") for word in words)
    return [f"%{word}%" for word in escaped]
