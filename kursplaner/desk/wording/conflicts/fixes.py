"""A way out of a conflict in the words of a button, and what it costs in one line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.wording.conflicts import sentences
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.planning.fixes.situation import FixKind

if TYPE_CHECKING:
    from kursplaner.planning.fixes.offering import Fix

NEAR_MINUTES = 90
MOST_TOLD = 3
STAYS = "Der Hinweis bleibt sichtbar, mit Ihrer Begründung."
NOBODY = "Sonst ist niemand betroffen."
Facts = Mapping[str, object]
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
    facts = dict(fix.facts)
    for key in ("name", "goes_name", "carer"):
        if key in facts and (key == "carer" or fix.kind in _PEOPLE):
            name = str(facts[key] or "")
            facts[key] = names.initials(name) if hidden else names.brief(name)
    text = TEXTS[fix.kind](facts)
    records = sum(
        subject.noun in ("lesson", "childcare", "ride") for subject in fix.conflict.subjects
    )
    title = str(facts.get("title") or "")
    return f"{title}: {text}" if title and records > 1 else text


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


def _number(facts: Facts, key: str) -> int:
    value = facts.get(key)
    return value if isinstance(value, int) else 0


def _work(verb: str) -> Callable[[Facts], str]:
    def make(facts: Facts) -> str:
        goes = f" statt {facts['goes_name']}" if facts.get("goes_name") else ""
        often = _number(facts, "records")
        since = days.short_day(day_of(_number(facts, "first")))
        many = f" ({often}-mal ab {since})" if often > 1 else ""
        return f"{facts.get('name')} {verb}{goes}{many}"

    return make


def _vehicle(facts: Facts) -> str:
    goes = f" statt {facts['goes_name']}" if facts.get("goes_name") else ""
    return f"{facts.get('name')}{goes} nehmen"


def _shorten(facts: Facts) -> str:
    cut = _minutes(_number(facts, "minutes"))
    if facts.get("at_end"):
        return f"{cut} früher enden (um {days.clock(_number(facts, 'ends'))})"
    return f"{cut} später beginnen und so viel kürzer (um {days.clock(_number(facts, 'from'))})"


def _made_up(facts: Facts) -> str:
    at = _number(facts, "made_up")
    when = f" ({days.short_day(day_of(at))})" if at else ""
    return f"Absagen und am Ende nachholen{when}"


def _swapped(facts: Facts) -> str:
    to = days.short_day(day_of(_number(facts, "to")))
    clock = days.clock(_number(facts, "to"))
    return f"Mit „{facts.get('other_title')}“ tauschen (dann {to}, {clock})"


def _split(facts: Facts) -> str:
    children = counted(_number(facts, "children"), "child")
    return f"{children} in einer zweiten Gruppe ({facts.get('name')}, {facts.get('carer')})"


def _care_times(facts: Facts) -> str:
    span = (_number(facts, "from"), _number(facts, "ends"))
    return f"Betreuung öffnet {days.times(*span)}"


TEXTS: Mapping[FixKind, Callable[[Facts], str]] = MappingProxyType(
    {
        FixKind.OTHER_TIME: lambda f: other_beginning(_number(f, "from"), _number(f, "to")),
        FixKind.OTHER_DAY: lambda f: other_beginning(_number(f, "from"), _number(f, "to")),
        FixKind.OTHER_ROOM: lambda f: take_room(str(f.get("name"))),
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
