"""A way out of a conflict in the words of a button, and what it costs in one line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.situation import FixKind

if TYPE_CHECKING:
    from kursplaner.planning.fixes.offering import Fix

NEAR_MINUTES = 90
MOST_TOLD = 3
STAYS = "Der Hinweis bleibt sichtbar, mit Ihrer Begründung."
NOBODY = "Sonst ist niemand betroffen."
ICONS: Mapping[FixKind, str] = MappingProxyType(
    {
        FixKind.OTHER_TIME: "clock",
        FixKind.OTHER_DAY: "calendar",
        FixKind.OTHER_ROOM: "door-open",
        FixKind.WITHOUT_ROOM: "circle-dashed",
        FixKind.SWAP_ROOMS: "repeat",
        FixKind.SWAP_LESSONS: "repeat",
        FixKind.OTHER_TEACHER: "user",
        FixKind.OTHER_CARER: "user",
        FixKind.MORE_CARERS: "user-plus",
        FixKind.SPLIT_CHILDCARE: "baby",
        FixKind.CHILDCARE_ROOM: "door-open",
        FixKind.CHILDCARE_TIMES: "clock",
        FixKind.OTHER_VEHICLE: "bus",
        FixKind.OTHER_DRIVER: "user",
        FixKind.SHORTEN: "unfold-horizontal",
        FixKind.CANCEL_MADE_UP: "calendar-x",
        FixKind.CANCEL: "ban",
        FixKind.ACCEPT: "check",
    }
)


def sentence(fix: "Fix", *, hidden: bool = False) -> str:
    """Return "M. Vogel fährt statt K. Roth", "30 Minuten später beginnen", "Ratssaal nehmen".

    The course stands in front where the conflict is about several; `hidden` shows initials.
    """
    facts = _with_short_names(fix, hidden=hidden)
    text = TEXTS[fix.kind](facts)
    records = sum(
        subject.noun in ("lesson", "childcare", "ride") for subject in fix.conflict.subjects
    )
    title = facts.get("title", "")
    return f"{title}: {text}" if title and records > 1 else text


def _with_short_names(fix: "Fix", *, hidden: bool) -> FixFacts:
    short = names.initials if hidden else names.brief
    facts: FixFacts = {**fix.facts}
    if "carer" in facts:
        facts["carer"] = short(facts["carer"])
    if "name" in facts and fix.kind in _PEOPLE:
        facts["name"] = short(facts["name"])
    if "goes_name" in facts and fix.kind in _PEOPLE:
        facts["goes_name"] = short(facts["goes_name"])
    return facts


def cost_line(fix: "Fix") -> str:
    """Return "2 Kinder, 1 Fahrt ziehen mit; 14 Personen sind betroffen. 1 neuer Hinweis."."""
    who, parts = fix.touched, list[str]()
    along = [
        counted(count, key)
        for count, key in ((who.children, "child"), (who.rides, "ride"))
        if count and fix.kind in _ALONG
    ]
    if along:
        alone = len(along) == 1 and along[0].startswith("1 ")
        verb = _ALONG[fix.kind][0 if alone else 1]
        parts.append(f"{', '.join(along)} {verb}")
    if who.people:
        parts.append(f"{counted(who.people, 'person')} {'ist' if who.people == 1 else 'sind'}"
                     " betroffen")  # fmt: skip
    line = f"{'; '.join(parts)}." if parts else ""
    if fix.come:
        count = len(fix.come)
        line += f" {count} {'neuer Hinweis' if count == 1 else 'neue Hinweise'}."
    return line.strip() or (STAYS if fix.needs_reason else NOBODY)


def new_hints(fix: "Fix") -> list[str]:
    """Return the sentences of the hints that a fix makes, the first few."""
    told = [sentences.sentence(conflict) for conflict in fix.come[:MOST_TOLD]]
    rest = len(fix.come) - len(told)
    return [*told, f"… und {rest} weitere."] if rest > 0 else told


def other_beginning(now: int, to: int) -> str:
    """Return "30 Minuten später beginnen", "Um 14:00 beginnen" or "Am Do 04.03. um 9:00 …"."""
    clock = days.clock(minute_of_day(to))
    if day_of(now) != day_of(to):
        return f"Am {days.short_day(day_of(to))} um {clock} beginnen"
    if abs(to - now) <= NEAR_MINUTES:
        return f"{_minutes(abs(to - now))} {'später' if to > now else 'früher'} beginnen"
    return f"Um {clock} beginnen"


def take_room(name: str) -> str:
    """Return "Ratssaal nehmen"."""
    return f"{name} nehmen"


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return counted(hours, "hour") if hours and not rest else counted(minutes, "minute")


def _work(verb: str) -> Callable[[FixFacts], str]:
    def make(facts: FixFacts) -> str:
        goes = f" statt {facts['goes_name']}" if facts.get("goes_name") else ""
        often = facts.get("records", 0)
        since = days.short_day(day_of(facts.get("first", 0)))
        many = f" ({often}-mal ab {since})" if often > 1 else ""
        return f"{facts.get('name')} {verb}{goes}{many}"

    return make


def _vehicle(facts: FixFacts) -> str:
    goes = f" statt {facts['goes_name']}" if facts.get("goes_name") else ""
    return f"{facts.get('name')}{goes} nehmen"


def _shorten(facts: FixFacts) -> str:
    cut = _minutes(facts.get("minutes", 0))
    if facts.get("at_end"):
        return f"{cut} früher enden (um {days.clock(facts.get('ends', 0))})"
    return f"{cut} später beginnen und so viel kürzer (um {days.clock(facts.get('from', 0))})"


def _made_up(facts: FixFacts) -> str:
    at = facts.get("made_up", 0)
    when = f" ({days.short_day(day_of(at))})" if at else ""
    return f"Absagen und am Ende nachholen{when}"


def _swapped(facts: FixFacts) -> str:
    to = days.short_day(day_of(facts.get("to", 0)))
    clock = days.clock(facts.get("to", 0))
    return f"Mit „{facts.get('other_title')}“ tauschen (dann {to}, {clock})"


def _split(facts: FixFacts) -> str:
    children = counted(facts.get("children", 0), "child")
    return f"{children} in einer zweiten Gruppe ({facts.get('name')}, {facts.get('carer')})"


def _care_times(facts: FixFacts) -> str:
    span = (facts.get("from", 0), facts.get("ends", 0))
    return f"Betreuung öffnet {days.times(*span)}"


TEXTS: Mapping[FixKind, Callable[[FixFacts], str]] = MappingProxyType(
    {
        FixKind.OTHER_TIME: lambda f: other_beginning(f.get("from", 0), f.get("to", 0)),
        FixKind.OTHER_DAY: lambda f: other_beginning(f.get("from", 0), f.get("to", 0)),
        FixKind.OTHER_ROOM: lambda f: take_room(f.get("name", "")),
        FixKind.WITHOUT_ROOM: lambda _: "Vorerst ohne Raum lassen",
        FixKind.SWAP_ROOMS: lambda f: (
            f"Raum mit „{f.get('other_title')}“ tauschen (dann {f.get('name')})"
        ),
        FixKind.SWAP_LESSONS: _swapped,
        FixKind.OTHER_TEACHER: _work("unterrichtet"),
        FixKind.OTHER_CARER: _work("betreut"),
        FixKind.MORE_CARERS: lambda f: f"{f.get('name')} betreut zusätzlich",
        FixKind.SPLIT_CHILDCARE: _split,
        FixKind.CHILDCARE_ROOM: lambda f: f"Betreuung nach {f.get('name')} legen",
        FixKind.CHILDCARE_TIMES: _care_times,
        FixKind.OTHER_VEHICLE: _vehicle,
        FixKind.OTHER_DRIVER: _work("fährt"),
        FixKind.SHORTEN: _shorten,
        FixKind.CANCEL_MADE_UP: _made_up,
        FixKind.CANCEL: lambda _: "Absagen, ohne nachzuholen",
        FixKind.ACCEPT: lambda _: "So lassen, mit Begründung",
    }
)
_PEOPLE = frozenset(
    (
        *(FixKind.OTHER_TEACHER, FixKind.OTHER_CARER, FixKind.MORE_CARERS),
        *(FixKind.OTHER_DRIVER,),
    )
)
_COME, _FALL = ("zieht mit", "ziehen mit"), ("fällt mit aus", "fallen mit aus")
_MOVE = ("wechselt", "wechseln")
_ALONG: Mapping[FixKind, tuple[str, str]] = MappingProxyType(
    {
        FixKind.OTHER_TIME: _COME,
        FixKind.OTHER_DAY: _COME,
        FixKind.SWAP_LESSONS: _COME,
        FixKind.SHORTEN: _COME,
        FixKind.CHILDCARE_ROOM: _MOVE,
        FixKind.CANCEL_MADE_UP: _FALL,
        FixKind.CANCEL: _FALL,
    }
)
"""What happens to children and rides; kinds that leave them where they are stand not here."""
