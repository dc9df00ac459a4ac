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

SHORTEST_FORGIVEN = 4
"""Shorter words have too many neighbours: "Ali" is one letter from "Ari"."""
FEWEST_DIGITS = 4


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
    return [f"%{_escaped(word)}%" for word in fold(text).split()]


def spelt(text: str) -> list[tuple[str, ...]]:
    """Return for each word the LIKE patterns of all its spellings: Müller, Mueller and Muller."""
    return [tuple(f"%{_escaped(each)}%" for each in _spellings(word)) for word in _words(text)]


def nearly(text: str) -> list[tuple[str, ...]]:
    """Return for each word LIKE patterns that forgive one slip in it, at the beginning of a word.

    A letter too many, too few, another one, or two that changed places. Words below four letters
    and numbers are taken as they stand. To be compared with a blank and the search column.
    """
    found = []
    for word in _words(text):
        forms = dict.fromkeys(slip for each in _spellings(word) for slip in _slips(each))
        found.append(tuple(f"% {form}%" for form in forms))
    return found


def phone_digits(text: str) -> str:
    """Return the digits of what was typed as a German number begins, "" if it is no number.

    "+49 171/39200", "0049 (0)171 39200" and "0171-39200" are one.
    """
    if not text.strip() or any(not (each.isdigit() or each in " +/-().") for each in text):
        return ""
    plain = text.replace("(0)", "").strip()
    digits = "".join(each for each in fold(plain) if each.isdigit())
    if plain.startswith("+49") or digits.startswith("0049"):
        digits = "0" + digits.removeprefix("00").removeprefix("49")
    return digits if len(digits) >= FEWEST_DIGITS else ""


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).replace(",", " ").split()


def _spellings(word: str) -> list[str]:
    """Return a word folded, with umlauts written out, and with those of it taken back."""
    plain = fold(word)
    back = plain
    for written, bare in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        back = back.replace(written, bare)
    return [each for each in dict.fromkeys((plain, fold(word.translate(UMLAUTS)), back)) if each]


def _slips(word: str) -> list[str]:
    if len(word) < SHORTEST_FORGIVEN or not word.isalpha():
        return [_escaped(word)]
    places = range(len(word))
    other = [f"{word[:at]}_{word[at + 1 :]}" for at in places]
    more = [f"{word[:at]}{word[at + 1 :]}" for at in places]
    fewer = [f"{word[:at]}_{word[at:]}" for at in range(1, len(word))]
    turned = [f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in places[:-1]]
    return [*other, *more, *fewer, *turned]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
