"""What happens to rides of a day: swapped, driven by others, fetched elsewhere, other times."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kursplaner.basics.spans import day_of, minute_of_day
from kursplaner.desk.wording.conflicts.obstacles import against_text
from kursplaner.desk.wording.pick_ups import day_lines, reason_text
from kursplaner.desk.wording.rides import place_name, tour_title
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.conflicts.obstacles import Against
from kursplaner.domain.kinds import Direction, SeatKind, Severity
from kursplaner.planning.absences.other_times import OtherTime
from kursplaner.planning.rides.day import boarding, riding
from kursplaner.planning.rides.nobody_drives import Offer
from kursplaner.planning.rides.other_stop import OtherStop
from kursplaner.planning.rides.swapping import RideSwap, Swap, SwappedRide
from kursplaner.store.queries.rides.rides import Halt, RideRow

NOBODY, NO_VEHICLE = "niemand", "ohne Fahrzeug"
Names = Mapping[tuple[str, int], str]


def tour_name(ride: RideRow) -> str:
    """Return "7:50 Oelsnitz, Hinfahrt"."""
    return f"{days.clock(ride.starts)} {tour_title(ride)}, {said(Direction, ride.direction)}"


def swap_lines(
    swap: RideSwap, rides: Mapping[int, RideRow], *, hidden: bool = False
) -> Iterator[str]:
    """Return each ride with who and what drives it then, what speaks against it, what stays."""
    count, first = len(swap.rides), swap.rides[0]
    yield (
        f"{counted(count, 'ride')} am {days.full_day(day_of(first.starts))}"
        f" {'ändert' if count == 1 else 'ändern'} sich; Halte, Zeiten und Fahrgäste bleiben."
    )
    yield from _alone(swap, hidden=hidden)
    for ride in swap.rides:
        yield f"{tour_name(rides[ride.id])}: {_instead(ride, swap, hidden=hidden)}"
        yield from _empty_way(ride)
        yield from against_lines(ride.against)
    if swap.staying:
        stay = "bleibt" if swap.staying == 1 else "bleiben"
        yield (
            f"{counted(swap.staying, 'ride')} {stay}, wie sie {_is(swap.staying)}:"
            " schon begonnen oder gefahren."
        )


def _empty_way(ride: SwappedRide) -> Iterator[str]:
    """Tell when a vehicle that stands elsewhere sets off, or is back."""
    if ride.empty_way is not None:
        before, after = (days.clock(at) for at in ride.empty_way)
        out = ride.direction == Direction.OUT.value
        yield f"    Leerfahrt: {'los' if out else 'zurück'} um {after} statt {before}."


def against_lines(against: Iterable[Against]) -> Iterator[str]:
    """Return "Geht nicht: belegt." and "Hinweis: Nachweis fehlt …", hard ones first."""
    for severity, word in ((Severity.HARD, "Geht nicht"), (Severity.SOFT, "Hinweis")):
        for obstacle in against:
            if obstacle.severity == severity:
                yield f"    {word}: {against_text(replace(obstacle, days=()))}."


def swapped(swap: RideSwap, *, hidden: bool = False) -> str:
    """Return the notice afterwards."""
    rides = counted(len(swap.rides), "ride")
    return f"{rides} getauscht: {listed(_both(swap, hidden=hidden))}"


def _both(swap: RideSwap, *, hidden: bool) -> Sequence[str]:
    wish = swap.wish
    if wish.what is Swap.TOURS:
        found = {key: None for ride in swap.rides for key in ride.before if key is not None}
        nouns = ("vehicle", "person")
        return [
            _shown(name, noun, hidden=hidden)
            for noun in nouns
            for key in found
            if (name := swap.names.get((noun, key)))
        ]
    noun = "person" if wish.what is Swap.DRIVERS else "vehicle"
    keys = (wish.first_id, wish.second_id)
    return [_shown(swap.names.get((noun, key), ""), noun, hidden=hidden) for key in keys]


def _alone(swap: RideSwap, *, hidden: bool) -> Iterator[str]:
    """Tell where only one of them has rides that day: the other takes all of them."""
    wish = swap.wish
    if wish.what is Swap.TOURS:
        return
    at, noun = (1, "person") if wish.what is Swap.DRIVERS else (0, "vehicle")
    having = {ride.before[at] for ride in swap.rides}
    for key in (wish.first_id, wish.second_id):
        if key not in having:
            name = _shown(swap.names.get((noun, key), ""), noun, hidden=hidden)
            yield f"{name} hat an diesem Tag keine Fahrt und übernimmt alle."


def _instead(ride: SwappedRide, swap: RideSwap, *, hidden: bool) -> str:
    before, after = (_pair(pair, ride, swap, hidden=hidden) for pair in (ride.before, ride.after))
    return f"{after} statt {before}"


def _pair(
    pair: tuple[int | None, int | None], ride: SwappedRide, swap: RideSwap, *, hidden: bool
) -> str:
    """Return what of vehicle and driver changes, by name."""
    vehicle, driver = pair
    parts = []
    if ride.before[0] != ride.after[0]:
        name = swap.names.get(("vehicle", vehicle or 0), "")
        parts.append(name or NO_VEHICLE)
    if ride.before[1] != ride.after[1]:
        name = swap.names.get(("person", driver or 0), "")
        parts.append(names.said(name, hidden=hidden) if name else NOBODY)
    return " mit ".join(parts)


def _shown(name: str, noun: str, *, hidden: bool) -> str:
    return names.said(name, hidden=hidden) if noun == "person" else name


def _is(count: int) -> str:
    return "ist" if count == 1 else "sind"


def stop_lines(plan: OtherStop, who: str, stop: str, *, hidden: bool = False) -> list[str]:
    """Return where somebody boards on one day, her times and those of others that change."""
    day = days.full_day(plan.wish.day)
    if plan.blocked:
        return [f"{day}: In {stop} kann niemand halten. {reason_text(plan.blocked)}"]
    if plan.wish.stop_id is None:
        head = f"{day}: {who} fährt wieder wie sonst."
    else:
        head = f"Nur am {day}: Haltepunkt {stop} für {who}. Alle anderen Tage bleiben."
    told = day_lines(plan.change, hidden=hidden)
    people = len({other.person_id for other in plan.change.others})
    calls = [f"Danach anzurufen: {counted(people, 'person')}, steht unter Heute."] if people else []
    return [head, *(told or ["An den Fahrten ändert sich nichts."]), *calls]


def offer_name(offer: Offer, *, other_vehicle: bool, hidden: bool) -> str:
    """Return "Karl V. fährt", or "Bus 2 mit Karl V."."""
    name = offer.driver.name
    driver = names.initials(name) if hidden else names.short(name)
    return f"{offer.vehicle.name} mit {driver}" if other_vehicle else f"{driver} fährt"


def offer_note(offer: Offer) -> str:
    """Return "frei", or what should be known of vehicle and driver."""
    told = dict.fromkeys(against_text(replace(each, days=())) for each in offer.against)
    return "; ".join(["frei", *told])


def taxi_order(ride: RideRow) -> list[str]:
    """Return what to tell a taxi: places, times, how many and on what; no names."""
    seats = _on_seats(ride)
    count = counted(len(riding(ride)), "person")
    lines = [
        f"{days.full_day(day_of(ride.starts))}, {count}{f', davon {seats}' if seats else ''}",
        *(_halt_line(ride, halt) for halt in ride.halts),
    ]
    more = [
        text
        for text, there in (
            ("mit Rollstuhl", any(passenger.wheelchair for passenger in riding(ride))),
            ("mit Kinderwagen", any(passenger.pram for passenger in riding(ride))),
        )
        if there
    ]
    return [*lines, *([f"Bitte {listed(more)}"] if more else [])]


def without_ride(people: Sequence[str]) -> str:
    """Return who has no ride any more when one is called off."""
    if not people:
        return "Auf dieser Fahrt ist niemand eingeplant."
    return f"Ohne Fahrt, danach unter „Nicht eingeplant“: {listed(people)}."


def _halt_line(ride: RideRow, halt: Halt) -> str:
    here = sum(passenger in riding(ride) for passenger in boarding(ride, halt))
    count = f": {counted(here, 'person')}" if here else ""
    return f"{days.clock(halt.at)} {place_name(halt.name, halt.municipality)}{count}"


def _on_seats(ride: RideRow) -> str:
    kinds = Counter(p.kind for p in riding(ride) if p.kind != SeatKind.NONE)
    return listed(f"{count} {said(SeatKind, kind)}" for kind, count in sorted(kinds.items()))


def call_line(name: str, phone: str, sentence: str) -> str:
    """Return "Rima Haddad anrufen (0171 3920010): „Ihr Bus kommt …“"."""
    number = f" ({phone})" if phone else ""
    return f"{name} anrufen{number}: „{sentence}“"


def time_sentence(ways: Sequence[OtherTime]) -> str:
    """Return what to say, each other time once: "Ihr Bus kommt am Di 09.03. um 8:36 …"."""
    groups: dict[tuple[str, int | None, int, str], list[OtherTime]] = defaultdict(list)
    for way in ways:
        same_day = day_of(way.told) == day_of(way.now)
        told, now = minute_of_day(way.told) if same_day else None, minute_of_day(way.now)
        groups[way.way.direction, told, now, way.place].append(way)
    return " ".join(_other_time(key, found) for key, found in groups.items())


def _other_time(key: tuple[str, int | None, int, str], ways: Sequence[OtherTime]) -> str:
    direction, told, now, place = key
    first = days.short_day(day_of(ways[0].now))
    many = len({way.way.lesson_id for way in ways})
    when = f"am {first}" if many == 1 else f"ab {first} ({counted(many, 'ride')})"
    times = f"um {days.clock(now)}" + ("" if told is None else f" statt {days.clock(told)}")
    if direction == Direction.OUT.value:
        return f"Ihr Bus kommt {when} {times}{f' nach {place}' if place else ''}."
    return f"Auf der Rückfahrt sind Sie {when} {times}{f' in {place}' if place else ' da'}."
