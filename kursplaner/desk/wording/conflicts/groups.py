"""Conflicts of one cause in one line, and the act that solves them all."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.desk.wording.conflicts import fixes
from kursplaner.desk.wording.conflicts.sentences import shown
from kursplaner.desk.wording.conflicts.subjects import subject_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.credentials import how_long
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ClosureReason, ConflictKind, CredentialKind, ResourceKind
from kursplaner.planning.conflicts.by_lesson import OF_HOURS
from kursplaner.planning.conflicts.grouping import ConflictGroup
from kursplaner.planning.fixes.for_all import BY_SHIFT, FixForAll
from kursplaner.planning.fixes.offering import Fix

Kind = ConflictKind
MOST_DAYS = 3
RESOURCES = frozenset(kind.value for kind in ResourceKind)


def title(group: ConflictGroup, *, hidden: bool = False) -> str:
    """Return what is wrong and with whom: "Raum 2 steht nicht zur Verfügung (Reparatur)"."""
    first = group.first
    name, kind = who(first, hidden=hidden), word(first.kind)
    if first.kind in OF_HOURS:
        return f"{name}: {hours(group.conflicts)}"
    if first.kind is Kind.CLOSURE:
        return f"{name} steht nicht zur Verfügung{_why(first)}"
    if first.kind is Kind.CREDENTIAL:
        return f"{name}: {_credential(first)}"
    if first.kind in {Kind.HOLIDAY, Kind.CLOSING_DAY}:
        return f"{first.facts.get('name') or word(first.kind)}: Kurse trotzdem geplant"
    return f"{name}: {kind}" if name else f"{kind[0].upper()}{kind[1:]}"


def _why(conflict: Conflict) -> str:
    reason = said(ClosureReason, conflict.facts.get("reason", ""))
    why = ", ".join(filter(None, (reason, conflict.facts.get("note", ""))))
    return f" ({why})" if why else ""


def _credential(conflict: Conflict) -> str:
    paper, until = said(CredentialKind, conflict.facts.get("paper", "")), None
    if not conflict.facts.get("lacking"):
        until = conflict.facts.get("valid_until")
    return f"{paper} {'fehlt' if until is None else how_long(until)}"


def detail(group: ConflictGroup, *, hidden: bool = False) -> str:
    """Return how often and when: "3 Termine, Do 04.03.", "in 8 Wochen ab Mo 01.03."."""
    if group.single:
        return shown(group.first, hidden=hidden)
    if group.first.kind in OF_HOURS:
        weeks = len({conflict.day for conflict in group.conflicts})
        since = days.short_day(group.first.day)
        return f"in {counted(weeks, 'week', dative=True)} ab {since}"
    return f"{_what(group.conflicts)}, {_when(group.conflicts)}"


def line(group: ConflictGroup, *, hidden: bool = False) -> str:
    """Return a group in one line; a single conflict as its sentence."""
    if group.single:
        return shown(group.first, hidden=hidden)
    return f"{title(group, hidden=hidden)}: {detail(group, hidden=hidden)}"


def marked_line(group: ConflictGroup) -> str:
    """Return the line with its weight in front, for plain text."""
    return f"{'Konflikt' if group.first.hard else 'Hinweis'}: {line(group)}"


def fix_text(fix: Fix, *, hidden: bool = False) -> str:
    """Return a way out in words; of an act for all: "Raum 201 nehmen (3-mal)"."""
    if not isinstance(fix, FixForAll):
        return fixes.sentence(fix, hidden=hidden)
    if fix.parts > 1 and fix.kind in BY_SHIFT:
        shift = fix.facts.get("to", 0) - fix.facts.get("from", 0)
        return f"{_shift(shift)} beginnen ({fix.parts}-mal)"
    text = fixes.sentence(fix, hidden=hidden)
    course = fix.facts.get("title", "")
    text = text.removeprefix(f"{course}: ") if course else text
    return text if "-mal" in text or fix.parts < 2 else f"{text} ({fix.parts}-mal)"


def _shift(minutes: int) -> str:
    """Return "1 Tag später" or "30 Minuten früher"."""
    passed, rest = divmod(abs(minutes), DAY_MINUTES)
    hours, rest = divmod(rest, 60)
    parts = ((passed, "day"), (hours, "hour"), (rest, "minute"))
    away = listed(counted(number, key) for number, key in parts if number)
    return f"{away} {'später' if minutes > 0 else 'früher'}"


def who(conflict: Conflict, *, hidden: bool) -> str:
    """Return the room, person, vehicle or course that a group is about."""
    first = conflict.subjects[0]
    if first.noun in RESOURCES and conflict.kind is not Kind.GUARDIAN:
        return names.shown(first.label, hidden=hidden and first.noun == "person") or _text(first)
    label = next((s.label for s in reversed(conflict.subjects) if s.noun not in RESOURCES), "")
    return label or _text(first)


def _text(subject: Subject) -> str:
    return subject_text(subject)


def _what(conflicts: Sequence[Conflict]) -> str:
    """Return "3 Termine" or "2 Fahrten" where all are of one sort, else how many dates."""
    if conflicts[0].kind is Kind.GUARDIAN:
        return counted(len(conflicts), "child")
    nouns = {next((s.noun for s in c.subjects if s.noun in _RECORDS), "") for c in conflicts}
    key = _RECORDS.get(nouns.pop(), "") if len(nouns) == 1 else ""
    return counted(len(conflicts), key) if key else f"{len(conflicts)}-mal"


def _when(conflicts: Sequence[Conflict]) -> str:
    found = sorted({conflict.day for conflict in conflicts})
    if len(found) <= MOST_DAYS:
        return listed(days.short_day(day) for day in found)
    many = counted(len(found), "day", dative=True)
    return f"an {many} ab {days.short_day(found[0])}"


def hours(conflicts: Sequence[Conflict]) -> str:
    """Return "zu viele Betreuungs- und Wochenstunden" without saying the same twice."""
    start, end = "zu viele ", "stunden"
    kinds = list(dict.fromkeys(word(conflict.kind) for conflict in conflicts))
    first = [kind.removeprefix(start).removesuffix(end) for kind in kinds[:-1]]
    return f"{start}{listed([*(f'{kind}-' for kind in first), kinds[-1].removeprefix(start)])}"


_RECORDS: Mapping[str, str] = MappingProxyType(
    {"lesson": "lesson", "childcare": "childcare_slot", "ride": "ride"}
)
