"""What is not known yet of a family or is asked again, in words."""

from collections.abc import Iterable, Mapping

from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.kinds import WORDS, word
from kursplaner.domain.kinds import Asking, MissingDetail, asked_in

OF_A_NEWER_PROGRAM = "weitere Angaben"

OF_IDS = frozenset((Asking.VEHICLE, Asking.TIMES, Asking.DATES))
"""Lines that list no details, but what has words of its own."""


def details_text(kinds: Iterable[str]) -> str:
    """Return "Haltepunkt und Geburtsdatum der Kinder"."""
    words = [WORDS[MissingDetail].get(kind, OF_A_NEWER_PROGRAM) for kind in kinds]
    return listed(dict.fromkeys(words))


def missing_line(kinds: Iterable[str]) -> str:
    """Return "Angaben fehlen: Haltepunkt und Geburtsdatum der Kinder"."""
    return f"{word(Asking.MISSING)}: {details_text(kinds)}"


def still_missing(by_person: Mapping[int, Iterable[str]]) -> str:
    """Return what is missing of a whole family: "Angaben fehlen: Telefon und Allergien"."""
    return missing_line(kind for kinds in by_person.values() for kind in kinds)


def follow_up_line(line: str) -> str:
    """Return a follow-up's line as it is shown: kinds of what is asked become words."""
    for asking in Asking:
        kinds = asked_in(line, asking)
        if kinds and asking in OF_IDS:
            return word(asking)
        if kinds:
            return f"{word(asking)}: {details_text(kinds)}"
    return line
