"""What another stop, or another child seat, makes of somebody's rides, in lines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction, SeatKind
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.rides.pick_ups import PickUpChange, SeatChange, WayChange

MOST_DAYS = 4
KEPT_AS_CHOSEN = "So bei der Anmeldung gewählt; der neue Haltepunkt gilt dafür nicht."
KEEPS = "Fahrzeug, Fahrer:in und Zeit am Kursort bleiben; nur der Weg ändert sich."
SHOWN_WITHOUT = "Steht danach unter „Konflikte“ und beim Fahrdienst unter „Nicht eingeplant“."


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what happens and its details; the tone is "second", "warning" or "bad"."""

    icon: str
    title: str
    detail: str
    tone: str = "second"


def headline(change: PickUpChange) -> str:
    """Return "Ab Do 01.04.2027 hält der Bus in Markt: 12 Fahrten werden neu gelegt."."""
    parts = [_of_stop(stop, ways, change) for stop, ways in _by_stop(change).items()]
    if change.seats:
        first = days.full_day(change.seats[0].day)
        parts.append(f"Ab {first} ändert sich der Sitz auf {counted(len(change.seats), 'ride')}.")
    return " ".join(parts)


def saved(*changes: PickUpChange) -> str:
    """Return ", 12 Fahrten neu gelegt" to go after "Person gespeichert", or nothing.

    A ride in which several people board elsewhere counts once.
    """
    kept = {way.into_id for change in changes for way in change.ways if way.into_id is not None}
    laid, out = len(kept), sum(len(change.left_out) for change in changes)
    parts = [f"{counted(laid, 'ride')} neu gelegt"] * bool(laid)
    parts += [f"{counted(out, 'ride')} ohne Platz"] * bool(out)
    return "".join(f", {part}" for part in parts)


def lines(change: PickUpChange, *, hidden: bool = False) -> tuple[Line, ...]:
    """Return what to know before saving: what cannot be had, then times, then the others."""
    return (
        *_left_out(change),
        *_seats(change.seats),
        *_times(change),
        *_others(change, hidden=hidden),
        *_locked(change),
        *_kept(change),
    )


def day_lines(change: PickUpChange, *, hidden: bool = False) -> list[str]:
    """Return what changes on one day on which all goes: her times, then the others'."""
    own = [f"{_time(way)} ({_where(way, change)})." for way in change.ways]
    others = [f"{line.title}: {line.detail}." for line in _others(change, hidden=hidden)]
    return [*own, *others]


def home_before(earlier: AddressLine, later: AddressLine, stop: str, *, hidden: bool) -> str:
    """Return "Bis 31.03.2027: Feldweg 1, 08606 Oelsnitz; Haltepunkt Markt"; a secret one not."""
    until = days.dated(later.valid_from - timedelta(days=1))
    town = " ".join(part for part in (earlier.postcode, earlier.municipality) if part)
    home = ", ".join(part for part in (earlier.street, town) if part)
    where = f"Haltepunkt {stop}" if stop else "kein Haltepunkt"
    return f"Bis {until}: {'; '.join(part for part in ('' if hidden else home, where) if part)}"


def home_taken_back(later: AddressLine) -> str:
    """Return what the box says that takes the last address back."""
    return f"Angaben ab {days.dated(later.valid_from)} zurücknehmen: die vorigen gelten weiter"


def _by_stop(change: PickUpChange) -> dict[int | None, list[WayChange]]:
    found: dict[int | None, list[WayChange]] = {}
    for way in change.ways:
        found.setdefault(way.stop_id, []).append(way)
    return found


def _of_stop(stop: int | None, ways: list[WayChange], change: PickUpChange) -> str:
    first = days.full_day(ways[0].day)
    if stop is None:
        return f"Ab {first} gibt es keinen Haltepunkt: {counted(len(ways), 'ride')} ohne Platz."
    laid, out = sum(way.into_id is not None for way in ways), sum(not way.into_id for way in ways)
    parts = []
    if laid:
        verb = "wird" if laid == 1 else "werden"
        parts.append(f"{counted(laid, 'ride')} {verb} neu gelegt")
    if out:
        parts.append(f"{counted(out, 'ride')} {'geht' if out == 1 else 'gehen'} nicht")
    return f"Ab {first} hält das Fahrzeug in {_name(change, 'stop', stop)}: {listed(parts)}."


def _left_out(change: PickUpChange) -> Iterator[Line]:
    groups: dict[tuple[str, str], list[date]] = {}
    for way in change.left_out:
        groups.setdefault((way.direction, way.reason), []).append(way.day)
    for (direction, reason), found in groups.items():
        verb = "geht" if len(found) == 1 else "gehen"
        title = f"{_counted(len(found), direction)} {verb} nicht: {_days(found)}"
        yield Line("triangle-alert", title, f"{reason_text(reason)} {SHOWN_WITHOUT}", "bad")


def _times(change: PickUpChange) -> Iterator[Line]:
    groups: dict[tuple[object, ...], list[WayChange]] = {}
    for way in change.ways:
        if way.into_id is not None:
            clocks = tuple(None if at is None else days.clock(at) for at in (way.before, way.after))
            key = (way.direction, way.course_id, way.old_stop_id, way.stop_id, way.vehicle_id)
            groups.setdefault((*key, *clocks), []).append(way)
    for ways in groups.values():
        way = ways[0]
        yield Line(
            "bus", _time(way), f"{_counted(len(ways), way.direction)}: {_where(way, change)}"
        )


def _time(way: WayChange) -> str:
    out = way.direction == Direction.OUT.value
    what = "Hinfahrt: Abfahrt" if out else "Rückfahrt: Ankunft"
    if way.after is None:
        return what.partition(":")[0]
    after = days.clock(way.after)
    if way.before is None:
        return f"{what} {after} (bisher ohne Platz)"
    before = days.clock(way.before)
    return f"{what} bleibt {after}" if before == after else f"{what} {after} statt {before}"


def _where(way: WayChange, change: PickUpChange) -> str:
    stop = _name(change, "stop", way.stop_id)
    parts = [_name(change, "course", way.course_id), stop]
    if way.old_stop_id is not None and way.old_stop_id != way.stop_id:
        parts[1] = f"{stop} statt {_name(change, 'stop', way.old_stop_id)}"
    if way.vehicle_id is not None:
        parts.append(f"jetzt mit {_name(change, 'vehicle', way.vehicle_id)}")
    return "; ".join(part for part in parts if part)


def _others(change: PickUpChange, *, hidden: bool) -> Iterator[Line]:
    times: dict[int, dict[tuple[str, str, str], int]] = {}
    for other in change.others:
        clocks = (other.direction, days.clock(other.after), days.clock(other.before))
        person = times.setdefault(other.person_id, {})
        person[clocks] = person.get(clocks, 0) + 1
    known = {key: _name(change, "person", key) for key in times}
    for key in sorted(times, key=known.__getitem__):
        told = (
            f"{_counted(count, direction)} {after} statt {before}"
            for (direction, after, before), count in times[key].items()
        )
        who = names.shown(known[key], hidden=hidden)
        yield Line("users", f"{who} fährt zu anderer Zeit", "; ".join(told), "warning")


def _seats(seats: Iterable[SeatChange]) -> Iterator[Line]:
    groups: dict[tuple[SeatKind, str], list[date]] = {}
    for change in seats:
        groups.setdefault((change.kind, change.lack), []).append(change.day)
    for (kind, lack), found in groups.items():
        none = kind is SeatKind.NONE
        title = "Kein Kindersitz mehr nötig" if none else f"Anderer Sitz: {said(SeatKind, kind)}"
        detail = f"{counted(len(found), 'ride')}: {_days(found)}"
        if lack:
            yield Line("triangle-alert", title, f"{detail}. Im Fahrzeug fehlt dieser Sitz.", "bad")
        else:
            yield Line("armchair", title, detail)


def _locked(change: PickUpChange) -> Iterator[Line]:
    count = sum(way.locked and way.into_id == way.ride_id for way in change.ways)
    if count:
        yield Line("lock", counted(count, "locked_ride"), KEEPS)


def _kept(change: PickUpChange) -> Iterator[Line]:
    for course, stop in change.kept:
        where = _name(change, "stop", stop)
        title = f"{_name(change, 'course', course)}: weiter ab {where}"
        yield Line("map-pin", title, KEPT_AS_CHOSEN)


def _name(change: PickUpChange, noun: str, key: int | None) -> str:
    return change.names.get((noun, key or 0), "")


def _counted(count: int, direction: str) -> str:
    word = said(Direction, direction)
    return f"{count} {word if count == 1 else f'{word}en'}"


def _days(found: Iterable[date]) -> str:
    """Return the first days, and how many more there are."""
    ordered = sorted(set(found))
    shown = [days.short_day(day) for day in ordered[:MOST_DAYS]]
    more = len(ordered) - MOST_DAYS
    return listed([*shown, f"{more} weitere"] if more > 0 else shown)


def reason_text(reason: str) -> str:
    """Return the sentence why there is no seat for somebody at a stop."""
    if reason in _SEATS:
        return f"Im Fahrzeug fehlt: {said(SeatKind, reason)}."
    return REASONS.get(reason, REASONS["no_seat"])


_SEATS = frozenset(kind.value for kind in SeatKind if kind is not SeatKind.WHEELCHAIR)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "no_stop": "Für diese Tage gibt es keinen gültigen Haltepunkt.",
        "no_time": "Fahrzeug oder Fahrer:in sind zu dieser Zeit schon anders unterwegs.",
        "too_long": "Die Fahrt würde für eine Person länger dauern als vorgesehen.",
        "seats": "Im Fahrzeug ist kein Platz mehr frei.",
        "wheelchair": "Im Fahrzeug ist kein Rollstuhlplatz mehr frei.",
        "pram": "Im Fahrzeug ist kein Platz für den Kinderwagen mehr frei.",
        "no_seat": "Kein anderes Fahrzeug fährt zu diesen Terminen.",
    }
)
