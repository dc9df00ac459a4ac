"""The German sentence for everything that was refused: what is wrong, and what to do."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType

from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.basics.settings import DEFAULTS
from kursplaner.desk.wording import days, nouns, words
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.desk.wording.counts import listed, number
from kursplaner.desk.wording.file_errors import FILE_SENTENCES
from kursplaner.desk.wording.input_errors import INPUT_SENTENCES
from kursplaner.desk.wording.plan_errors import PLAN_SENTENCES

SENTENCES: Mapping[str, str] = MappingProxyType(
    {**FILE_SENTENCES, **PLAN_SENTENCES, **INPUT_SENTENCES}
)
"""By the kind of a Refused; the names in braces are its facts."""

UNEXPECTED = (
    "Ein unerwarteter Fehler ist aufgetreten. Ihre gespeicherten Daten sind unversehrt. Was"
    " geschah, steht ohne Namen im Fehlerprotokoll."
)
MOST_LISTED = 5


class _Facts(dict[str, str]):
    """Facts as words; one that is missing is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(error: BaseException) -> str:
    """Return what to tell about an error; several lines for several conflicts."""
    if isinstance(error, HardConflict):
        return conflict_text(error)
    if isinstance(error, KursplanerError):
        return refusal(error.kind, error.facts)
    if isinstance(error, OSError):
        return refusal("write_failed", {"path": error.filename or ""})
    return UNEXPECTED


def refusal(kind: str, facts: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return the sentence for a kind of Refused with its facts."""
    template = SENTENCES.get(kind)
    if template is None:
        return UNEXPECTED
    shown = _Facts({name: _shown(name, value) for name, value in facts.items()})
    shown["Noun"] = nouns.record(facts.get("noun"))
    shown["Field"] = nouns.field(facts.get("field"))
    return template.format_map(shown)


def conflict_text(error: HardConflict) -> str:
    """Return one line for each conflict after a heading."""
    lines = sentences(error.conflicts)
    return "\n".join(["Das geht so nicht; es wurde nichts gespeichert.", *lines])


def _shown(name: str, value: object) -> str:
    if isinstance(value, PurePath):
        return f"„{value}“"
    if name == "key" and value in DEFAULTS:
        return DEFAULTS[str(value)].label
    if isinstance(value, datetime):
        return days.moment(value)
    if isinstance(value, date):
        return days.dated(value)
    if isinstance(value, StrEnum) and type(value) in words.WORDS:
        return words.word(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int):
        return str(value) if name in PLAIN else number(value)
    return _text(name, value)


PLAIN = frozenset({"id", "row", "year", "revision", "number"})


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (tuple, list, set, frozenset)):
        texts = [_shown(name, one) for one in value]
        rest = len(texts) - MOST_LISTED
        if rest > 0:
            return f"{', '.join(texts[:MOST_LISTED])} und {number(rest)} weitere"
        return listed(texts)
    return str(value)
