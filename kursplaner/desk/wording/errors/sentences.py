"""The German sentence for everything that was refused: what is wrong, and what to do."""

import errno
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType

from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.basics.settings import DEFAULTS
from kursplaner.desk.wording import attendance, replays
from kursplaner.desk.wording.conflicts.sentences import sentences
from kursplaner.desk.wording.errors.table import SENTENCES
from kursplaner.desk.wording.words import days, kinds, nouns
from kursplaner.desk.wording.words.counts import listed, number
from kursplaner.domain.conflicts.conflicts import Conflict, Subject

UNEXPECTED = (
    "Ein unerwarteter Fehler ist aufgetreten; der letzte Schritt ist wohl nicht gespeichert. Was"
    " geschah, steht ohne Namen im Fehlerprotokoll."
)
MOST_LISTED = 5
MOST_TOLD = 20
LONGEST_SHOWN = 120
"""Signs of a text that a sentence repeats; more of it would hide what to do."""
NAMED = "named"
NOT_FOUND, GONE = "not_found", "gone"
PLAIN = frozenset({"id", "row", "year", "revision", "number"})


class _Facts(dict[str, str]):
    """Facts as words; one that is missing is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(error: BaseException, *, hidden: bool = False, typed: bool = False) -> str:
    """Return what to tell about an error; several lines for several conflicts.

    With `hidden` names of conflicts and of what was done since are initials. Only where numbers of
    records are `typed`, as at the shell, a sentence names one that leads nowhere.
    """
    if isinstance(error, HardConflict):
        return conflict_text(error, hidden=hidden)
    if isinstance(error, KursplanerError):
        kind = GONE if error.kind == NOT_FOUND and not typed else error.kind
        return refusal(kind, {**error.facts, "hidden": hidden, NAMED: error.named})
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EFBIG)
        path = PurePath(str(error.filename)) if error.filename else ""
        return refusal("disk_full" if full else "write_failed", {"path": path})
    return UNEXPECTED


def refusal(kind: str, facts: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return the sentence for a kind of Refused with its facts."""
    template = SENTENCES.get(kind)
    if template is None:
        return UNEXPECTED
    shown = _Facts({name: _shown(name, value) for name, value in facts.items()})
    shown |= _derived(facts)
    return template.format_map(shown)


def _derived(facts: Mapping[str, object]) -> dict[str, str]:
    """Return what sentences say beside the bare facts: nouns, moments, what there is instead."""
    known = _shown("known", facts.get("known"))
    sheet = _shown("sheet", facts.get("sheet"))
    to, begins, month = facts.get("to"), facts.get("begins"), facts.get("month")
    return {
        "Noun": nouns.record(facts.get("noun")),
        "Field": nouns.field(facts.get("field")),
        "On_sheet": f"Auf dem Blatt „{sheet}“ der Datei" if sheet else "In der Datei",
        "There_is": f" Es gibt: {known}." if known else "",
        "when": days.when_from(to) if isinstance(to, int) else "",
        "begins": days.when_from(begins) if isinstance(begins, int) else "",
        "stay": _stay(facts),
        "Closed": attendance.closed_text(facts.get("closed")),
        "ClosePlan": attendance.plan_text(facts.get("plan")),
        "Month": attendance.month_text(month) if isinstance(month, date) else "",
        "Person": _person(facts),
        "Lesson": _lesson(facts, "id"),
        "Made_up": _lesson(facts, "makeup_id"),
        "Found": f", zum Beispiel {facts['found']}" if facts.get("found") else "",
        "Other": f" („{facts['other']}“)" if facts.get("other") else "",
        **_since(facts),
    }


def _person(facts: Mapping[str, object]) -> str:
    """Return "Rima Haddad"; whom nobody knows any more is told by the number that was given."""
    for fact in ("person_id", "id"):
        key = facts.get(fact)
        if isinstance(key, int):
            known, _ = _named(facts, "person", key)
            hidden = bool(facts.get("hidden"))
            return replays.record_text(known, hidden=hidden) if known else f"Person {key}"
    return "Die Person"


def _lesson(facts: Mapping[str, object], fact: str) -> str:
    """Return "Termin „A2 Alltag“ am Di 02.03.2027, 9:00"."""
    key = facts.get(fact)
    known, begins = _named(facts, "lesson", key)
    if known is None:
        return f"Termin {key}" if isinstance(key, int) else "Der Termin"
    when = f" am {days.when_from(begins)}" if begins is not None else ""
    return f"Termin „{known.label}“{when}"


def _named(
    facts: Mapping[str, object], noun: str, key: object
) -> tuple[Subject | None, int | None]:
    named = facts.get(NAMED)
    known = named.get((noun, key)) if isinstance(named, Mapping) else None
    return known or (None, None)


def _since(facts: Mapping[str, object]) -> dict[str, str]:
    """Return what was changed since a step that cannot be played again, and by whom."""
    hidden, backwards = bool(facts.get("hidden")), bool(facts.get("backwards", True))
    return {
        "Not_done": replays.not_done(facts.get("step"), backwards=backwards, hidden=hidden),
        "Record": replays.record_text(facts.get("record"), facts.get("starts"), hidden=hidden),
        "By": replays.by_text(facts.get("act"), hidden=hidden),
    }


def _stay(facts: Mapping[str, object]) -> str:
    """Return from when to when somebody is in a course, as far as that is known."""
    joined, left = facts.get("joined_on"), facts.get("left_on")
    since = f"angemeldet ab {days.dated(joined)}" if isinstance(joined, date) else ""
    until = f"abgemeldet {days.dated(left)}" if isinstance(left, date) else ""
    return ", ".join(part for part in (since, until) if part)


def conflict_text(error: HardConflict, *, hidden: bool = False) -> str:
    """Return one line for each conflict after a heading."""
    again = [conflict for conflict in error.conflicts if isinstance(conflict, replays.NOT_AGAIN)]
    if again:
        return replays.again_text(again[:MOST_TOLD], hidden=hidden)
    lines = sentences(
        replays.covered(conflict, hidden=hidden) if isinstance(conflict, Conflict) else conflict
        for conflict in error.conflicts[:MOST_TOLD]
    )
    rest = len(error.conflicts) - len(lines)
    if rest > 0:
        lines.append(f"… und {number(rest)} weitere.")
    return "\n".join(["Das geht so nicht; es wurde nichts gespeichert.", *lines])


def _shown(name: str, value: object) -> str:
    """Return a fact as a sentence shows it."""
    match value:
        case None:
            shown = ""
        case PurePath():
            shown = f"„{value}“"
        case datetime():
            shown = days.moment(value)
        case date():
            shown = days.dated(value)
        case StrEnum() if type(value) in kinds.WORDS:
            shown = kinds.word(value)
        case bool():
            shown = "ja" if value else "nein"
        case int():
            shown = _number(name, value)
        case tuple() | list() | set() | frozenset():
            shown = _list([_shown(name, item) for item in value])
        case _:
            shown = _text(name, str(value))
    return shown


def _number(name: str, value: int) -> str:
    return str(value) if name in PLAIN else number(value)


def _list(texts: list[str]) -> str:
    rest = len(texts) - MOST_LISTED
    if rest > 0:
        return f"{', '.join(texts[:MOST_LISTED])} und {number(rest)} weitere"
    return listed(texts)


def _text(name: str, text: str) -> str:
    if name == "key" and text in DEFAULTS:
        return DEFAULTS[text].label
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
