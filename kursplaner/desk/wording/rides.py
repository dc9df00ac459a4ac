"""The shuttle's day in words: groups of tours, rules, who is left out, what would help."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from kursplaner.desk.wording.childcare import short_age
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, kilometres, listed
from kursplaner.desk.wording.words.credentials import has_run_out, how_long
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import CredentialKind, Direction, SeatKind
from kursplaner.planning.rides.day import RuleCheck, RuleKind
from kursplaner.planning.rides.day_plan import TOO_LATE, WOULD_FIT, CourseDay, DayPlan, LeftBehind
from kursplaner.store.queries.rides.rides import Halt, RideRow

NOON, AFTERNOON, EVENING = 11 * 60, 14 * 60, 17 * 60
TONES = {"good": "good", "warning": "warning", "bad": "bad"}


def part_of_day(minute: int) -> str:
    """Return "Morgen", "Mittag", "Nachmittag" or "Abend" for a minute of the day."""
    if minute < NOON:
        return "Morgen"
    if minute < AFTERNOON:
        return "Mittag"
    return "Nachmittag" if minute < EVENING else "Abend"


def place_name(name: str, municipality: str) -> str:
    """Return "Oelsnitz, Markt" whether or not the stop's name already begins with its place."""
    if not municipality or name.startswith(municipality):
        return name
    return f"{municipality}, {name}"


def tour_title(ride: RideRow) -> str:
    """Return the place farthest out, by which drivers call a tour, or that nobody rides."""
    stops = [halt for halt in ride.halts if not halt.is_site]
    if not stops:
        return "freigehalten"
    out = ride.direction == Direction.OUT
    farthest: Halt = stops[0] if out else stops[-1]
    return farthest.municipality or farthest.name


def rule_words(check: RuleCheck) -> tuple[str, str, str, str]:
    """Return icon, title, second line and the pill's words of one rule."""
    return _RULES[check.kind](check.facts, check.state)


def left_reason(left: LeftBehind) -> str:
    """Return the sentence why a party has no seat."""
    if left.reason in _SEATS:
        seat = said(SeatKind, left.reason)
        return f"Sitzplätze wären frei, aber es fehlt: {seat}."
    return _REASONS.get(left.reason, "Diese Fahrt passt in keine Tour.")


def left_who(left: LeftBehind, name: str, on: date) -> tuple[str, str]:
    """Return "Hana S. und Petr, 5 J." and "Oelsnitz, Siedlung, hin und zurück"."""
    children = [
        ", ".join(part for part in (child.name.partition(", ")[2] or child.name,
                                    short_age(child.born, on)) if part)
        for child in left.with_children
    ]  # fmt: skip
    where, _, rest = left.stop.partition(", ")
    stop = place_name(rest, where) if rest else where
    both = len(left.directions) > 1
    way = "hin und zurück" if both else "hin" if left.directions[:1] == ("out",) else "zurück"
    return listed([name, *children]), ", ".join(part for part in (stop, way) if part)


def left_fix(left: LeftBehind) -> tuple[str, str, str]:
    """Return icon, words and act ("plan", "fleet", "person" or "") of the button that helps."""
    if left.loan is not None:
        seat = said(SeatKind, left.loan.kind)
        return "repeat-2", f"{seat} aus {left.loan.from_name} nehmen", "plan"
    if left.reason == WOULD_FIT:
        return "wand-sparkles", "Einplanen", "plan"
    if left.reason == "no_stop":
        return "map-pin-plus", "Haltepunkt eintragen", "person"
    if left.reason == TOO_LATE:
        return "", "", ""
    return "bus", "Fahrzeuge und Sitze", "fleet"


def margin_text(minutes: int, direction: str) -> str:
    """Return "15 min vor Kursbeginn" or "10 min nach Kursende"."""
    return f"{minutes} min {'vor Kursbeginn' if direction == Direction.OUT else 'nach Kursende'}"


_SEATS = (SeatKind.CHILD_SEAT, SeatKind.BOOSTER, SeatKind.INFANT_CARRIER)
_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "seats": "In keinem Fahrzeug sind genug Sitzplätze frei.",
        "wheelchair": "Kein Fahrzeug hat einen freien Rollstuhlplatz.",
        "pram": "In keinem Fahrzeug ist Platz für den Kinderwagen.",
        "no_stop": "Der Haltepunkt gilt nicht mehr.",
        "no_vehicle": "An diesem Tag ist kein Fahrzeug frei.",
        WOULD_FIT: "Seit der Anmeldung wurde nicht neu geplant; es ist Platz.",
        TOO_LATE: "Der Kurs hat schon begonnen.",
    }
)
Facts = Mapping[str, object]
Words = tuple[str, str, str, str]


def _number(facts: Facts, key: str) -> int:
    value = facts.get(key)
    return value if isinstance(value, int) else 0


def _range(least: int, most: int) -> str:
    return f"{least}" if least == most else f"{least}–{most}"


def _arrival(facts: Facts, _state: str) -> Words:
    minutes = _range(_number(facts, "least"), _number(facts, "most"))
    allowed = _range(_number(facts, "allowed_least"), _number(facts, "allowed_most"))
    wrong = _number(facts, "wrong")
    title = f"Ankunft {minutes} min vor Kurs" if minutes != "0" else "Ankunft und Abfahrt"
    pill = f"{counted(wrong, 'ride')} daneben" if wrong else "passt"
    return "clock", title, f"Vorgabe {allowed} Minuten", pill


def _company(facts: Facts, _state: str) -> Words:
    children, alone = _number(facts, "children"), _number(facts, "alone")
    count = counted(children, "child") if children else "keine Kinder"
    line = f"{count}, alle mit Begleitung" if children and not alone else count
    pill = f"{alone} ohne Begleitung" if alone else "passt"
    return "users", f"Kinder unter {_number(facts, 'years')}", line, pill


def _child_seats(facts: Facts, _state: str) -> Words:
    vehicles = facts.get("vehicles")
    lines = vehicles if isinstance(vehicles, tuple) else ()
    text = ", ".join(
        f"{name}: {_kind(kind)}{used} von {stock}" for name, kind, used, stock in lines
    )
    missing = _number(facts, "missing")
    verb = "fehlt" if missing == 1 else "fehlen"
    return (
        "armchair",
        "Kindersitze",
        text or "keine gebraucht",
        f"{missing} {verb}" if missing else "passt",
    )


def _kind(kind: str) -> str:
    """Return the kind in front of a count, but for the child seat that the title names."""
    return "" if kind == SeatKind.CHILD_SEAT else f"{said(SeatKind, kind)} "


def _no_driver(facts: Facts, _state: str) -> Words:
    rides, vehicles = _number(facts, "rides"), _number(facts, "vehicles")
    without = f"{counted(vehicles, 'ride')} ohne Fahrzeug" if vehicles else ""
    if not rides:
        return "bus", "Ohne Fahrzeug", counted(vehicles, "ride"), "fehlt"
    line = ", ".join(part for part in (counted(rides, "ride"), without) if part)
    return "user-x", "Ohne Fahrer:in", line, "fehlt"


def _all_valid(facts: Facts, missing: str) -> tuple[str, str]:
    """Return the line and pill of credentials in order: of all rides, or of those that have one."""
    without = _number(facts, "without")
    if not without:
        return "alle gültig", "passt"
    return f"soweit eingeteilt gültig, {counted(without, 'ride')} ohne {missing}", "unvollständig"


def _paper(kind: str) -> str:
    return "HU" if kind == CredentialKind.INSPECTION else said(CredentialKind, kind)


def _credential(good: str, icon: str, missing: str) -> Callable[[Facts, str], Words]:
    def make(facts: Facts, state: str) -> Words:
        credential, until = facts.get("paper"), facts.get("until")
        if not isinstance(credential, str):
            kinds = facts.get("papers")
            looked = [_paper(str(kind)) for kind in kinds] if isinstance(kinds, tuple) else []
            return (icon, listed(looked) or good, *_all_valid(facts, missing))
        title, name = said(CredentialKind, credential), facts.get("name", "")
        if not isinstance(until, date):
            return icon, title, f"{name}, kein Nachweis", "fehlt"
        if state == "bad" and has_run_out(until):
            return icon, title, f"{name}, abgelaufen {days.dated(until)}", "abgelaufen"
        if state == "bad":
            return icon, title, f"{name}, {how_long(until)}", "gilt dann nicht"
        return icon, title, f"{name}, fällig am {days.dated(until)}", "bald fällig"

    return make


_RULES: Mapping[RuleKind, Callable[[Facts, str], Words]] = MappingProxyType(
    {
        RuleKind.ARRIVAL: _arrival,
        RuleKind.COMPANY: _company,
        RuleKind.CHILD_SEATS: _child_seats,
        RuleKind.NO_DRIVER: _no_driver,
        RuleKind.DRIVER_CREDENTIAL: _credential("Nachweise der Fahrenden", "id-card", "Fahrer:in"),
        RuleKind.VEHICLE_CREDENTIAL: _credential("HU und Versicherung", "shield-check", "Fahrzeug"),
    }
)


def planned_course(course: CourseDay) -> str:
    """Return "A2 Alltag: 4 Fahrten, 6 Personen, 37 km (bisher …)"."""
    before, after = course.before, course.after
    if not any((*before, *after)):
        return f"{course.title}: keine Fahrten mehr zu planen"
    changed = before != after
    told = f" (bisher {planned_figures(before)})" if changed else ", bleibt"
    return f"{course.title}: {planned_figures(after)}{told}"


def planned_figures(planned: tuple[int, int, int]) -> str:
    """Return "4 Fahrten, 6 Personen, 37 km"."""
    rides, people, metres = planned
    driven = kilometres(round(metres, -3))
    return f"{counted(rides, 'ride')}, {counted(people, 'person')}, {driven}"


def planned_note(plan: DayPlan) -> str:
    """Return who stays without a seat, how long it holds, and what stays."""
    if not plan.courses:
        return "An diesem Tag gibt es keinen Kurs mit Fahrdienst."
    out = len(plan.left_out)
    left = f"{counted(out, 'person')} {'bleibt' if out == 1 else 'bleiben'} ohne Platz. "
    what = (
        "Es ändert sich nichts."
        if plan.empty
        else "Die Touren gelten ab diesem Tag für alle weiteren Termine dieser Kurse."
    )
    kept = "Gesperrte, abgeschlossene und schon begonnene Fahrten bleiben, wie sie sind."
    return f"{left if out else ''}{what} {kept}"
