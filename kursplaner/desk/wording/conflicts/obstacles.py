"""What speaks against a room, a person or a vehicle, beside the choice in a form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, duration, listed, number
from kursplaner.desk.wording.words.credentials import how_long
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle
from kursplaner.domain.kinds import (
    ClosureReason,
    CourseType,
    CredentialKind,
    Equipment,
    Role,
    RoomPurpose,
    SeatKind,
)

MOST_DAYS = 3
Facts = Mapping[str, object]


def against_text(against: Against) -> str:
    """Return "belegt am Di 02.03. und Do 04.03."."""
    text = _TEXTS[against.obstacle](against.facts)
    return f"{text} {on_days(against.days)}" if against.days else text


def on_days(found: Sequence[date]) -> str:
    """Return "am Di 02.03.", "am Di 02.03. und Do 04.03." or "an 12 Tagen (ab Di 02.03.)".

    A day with a ride out and one back comes twice and is told once.
    """
    found = list(dict.fromkeys(found))
    if len(found) > MOST_DAYS:
        return f"an {counted(len(found), 'day', dative=True)} (ab {days.short_day(min(found))})"
    return f"am {listed(days.short_day(day) for day in found)}"


def choice_text(choice: Choice) -> str:
    """Return "frei an 18 von 20 Terminen" or "frei" with what speaks against it."""
    of = counted(choice.of, "lesson", dative=True)
    free = "frei" if choice.wholly_free else f"frei an {number(choice.free)} von {of}"
    return "; ".join([free, *(against_text(obstacle) for obstacle in choice.against)])


def _words(enumeration: type[StrEnum], value: object) -> str:
    many = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return listed(said(enumeration, str(member)) for member in many)


def _number(facts: Facts, key: str) -> int:
    value = facts.get(key)
    return value if isinstance(value, int) else 0


def _fixed(text: str) -> Callable[[Facts], str]:
    return lambda _facts: text


def _closed(facts: Facts) -> str:
    reason = _words(ClosureReason, facts.get("reason", ""))
    return f"gesperrt ({reason})" if reason and reason != "gesperrt" else "gesperrt"


def _not_available(facts: Facts) -> str:
    weekday, start, end = (facts.get(key) for key in ("weekday", "from", "until"))
    if isinstance(weekday, int) and isinstance(start, int) and isinstance(end, int):
        hours = f"{days.clock(start)}–{days.clock(end)}"
        return f"nicht verfügbar ({days.weekday(weekday)} nur {hours})"
    return "nicht verfügbar"


def _too_small(facts: Facts) -> str:
    return f"zu klein ({_number(facts, 'capacity')} statt {_number(facts, 'wanted')} Plätze)"


def _limit(text: str) -> Callable[[Facts], str]:
    def make(facts: Facts) -> str:
        minutes, limit = _number(facts, "minutes"), _number(facts, "limit")
        return f"{text} ({duration(minutes)}, Grenze {duration(limit)})"

    return make


def _expires(facts: Facts) -> str:
    until = facts.get("valid_until")
    valid = how_long(until) if isinstance(until, date) else "läuft ab"
    return f"{_words(CredentialKind, facts.get('paper', ''))} {valid}; betrifft Termine"


_TEXTS: Mapping[Obstacle, Callable[[Facts], str]] = MappingProxyType(
    {
        Obstacle.BUSY: _fixed("belegt"),
        Obstacle.CLOSED: _closed,
        Obstacle.NOT_AVAILABLE: _not_available,
        Obstacle.IF_NEEDED: _fixed("nur wenn nötig"),
        Obstacle.TOO_SMALL: _too_small,
        Obstacle.OTHER_PURPOSE: lambda f: (
            f"eigentlich für: {_words(RoomPurpose, f.get('purpose', ''))}"
        ),
        Obstacle.NOT_ACCESSIBLE: _fixed("nicht barrierefrei"),
        Obstacle.EQUIPMENT: lambda f: f"es fehlt: {_words(Equipment, f.get('missing', ()))}",
        Obstacle.OTHER_SITE: lambda f: f"anderer Standort ({f.get('site', '')})",
        Obstacle.NO_PROFILE: lambda f: f"nicht eingetragen als {_words(Role, f.get('role', ''))}",
        Obstacle.LEVEL: lambda f: f"unterrichtet {f.get('level', '')} sonst nicht",
        Obstacle.COURSE_TYPE: lambda f: (
            f"unterrichtet sonst {_words(CourseType, str(f.get('course_types', '')).split())}"
        ),
        Obstacle.WEEKLY_LIMIT: _limit("über der Wochengrenze"),
        Obstacle.PERMIT_LIMIT: _limit("Pflegeerlaubnis prüfen"),
        Obstacle.CREDENTIAL_MISSING: lambda f: (
            f"Nachweis fehlt: {_words(CredentialKind, f.get('papers', ()))}"
        ),
        Obstacle.CREDENTIAL_EXPIRES: _expires,
        Obstacle.NO_DRIVER: _fixed("ohne Fahrer:in"),
        Obstacle.TOO_FEW_SEATS: lambda f: (
            f"zu wenige Sitze ({_number(f, 'seats')} statt {_number(f, 'wanted')})"
        ),
        Obstacle.CHILD_SEATS: lambda f: (
            f"{_words(SeatKind, f.get('kind', ''))} fehlt"
            f" ({_number(f, 'seats')} statt {_number(f, 'wanted')})"
        ),
        Obstacle.WHEELCHAIR: lambda f: (
            f"zu wenige Rollstuhlplätze ({_number(f, 'seats')} statt {_number(f, 'wanted')})"
        ),
        Obstacle.PRAM: lambda f: (
            f"kein Platz für den Kinderwagen ({_number(f, 'seats')} statt {_number(f, 'wanted')})"
        ),
        Obstacle.TRAVEL: _fixed("zu wenig Zeit für den Weg von oder zu einem anderen Ort"),
        Obstacle.BEGUN: _fixed("Tour hat schon begonnen"),
    }
)
