"""The day's rides as the map and the board along time want them."""

from __future__ import annotations

from collections.abc import Hashable

from kursplaner.basics.spans import clock_text, minute_of, minute_of_day
from kursplaner.desk.ride_board import RideBoard, RideGroup
from kursplaner.desk.wording import names
from kursplaner.desk.wording.counts import counted, kilometres
from kursplaner.desk.wording.rides import place_name, tour_title
from kursplaner.domain.kinds import Direction
from kursplaner.planning.ride_day import riding, seats_used, tightest_seat
from kursplaner.store.queries.rides import Halt, RideRow
from kursplaner.ui.widgets import (
    Bar,
    BoardBlock,
    BoardContent,
    BoardLane,
    BoardLine,
    MapContent,
    MapPlace,
    MapRoute,
    folded,
)
from kursplaner.ui.widgets.map_values import Shape

COLOURS = (0, 2, 3, 1, 4, 5)
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle")
NO_VEHICLE = 0


def shown(name: str, *, hidden: bool) -> str:
    """Return "Rima H.", or initials while names are hidden."""
    return names.initials(name) if hidden else names.short(name)


def colour_of(board: RideBoard, vehicle_id: int | None) -> int:
    """Return the colour a vehicle wears on map and board."""
    ids = [one.id for one in board.vehicles]
    at = ids.index(vehicle_id) if vehicle_id in ids else len(ids)
    return COLOURS[at % len(COLOURS)]


def map_content(board: RideBoard, group: RideGroup | None) -> MapContent:
    """Return the places and routes of a group of rides, and those left out."""
    rides = [one for one in board.rides if group is not None and one.id in group.ride_ids]
    places: dict[Hashable, MapPlace] = {}
    halts = [(ride, halt) for ride in rides for halt in ride.halts]
    for _, halt in halts:
        if halt.latitude is not None and halt.longitude is not None:
            places[_key(halt)] = _place(halt, halts)
    out = _left_out(board, group, places)
    routes = tuple(_route(board, ride, places, at) for at, ride in enumerate(rides))
    return MapContent(tuple(places.values()), routes, out)


def board_content(board: RideBoard, *, hidden: bool) -> BoardContent:
    """Return the vehicles with their tours along the day; a lane without a vehicle last."""
    start = minute_of(board.day)
    lanes = []
    for vehicle in board.vehicles:
        own = [ride for ride in board.rides if ride.vehicle_id == vehicle.id]
        drivers = dict.fromkeys(shown(one.driver, hidden=hidden) for one in own if one.driver)
        subtitle = " · ".join(part for part in (vehicle.plate, ", ".join(drivers)) if part)
        blocks = tuple(_block(board, ride, start) for ride in own)
        lanes.append(BoardLane(vehicle.id, vehicle.name, subtitle, blocks))
    without = [ride for ride in board.rides if ride.vehicle_id is None]
    if without:
        blocks = tuple(_block(board, ride, start) for ride in without)
        lanes.append(BoardLane(NO_VEHICLE, "Ohne Fahrzeug", "bitte zuteilen", blocks))
    heads = tuple(
        Bar(one.id, one.starts - start, one.ends - start, one.title, one.colour, one.title)
        for one in board.lessons
    )
    spans = [(ride.starts - start, ride.ends - start) for ride in board.rides]
    spans += [(bar.starts, bar.ends) for bar in heads]
    return BoardContent(tuple(lanes), heads, folded(spans))


def _key(halt: Halt) -> Hashable:
    return ("site", halt.name) if halt.is_site else ("stop", halt.stop_id)


def _place(halt: Halt, halts: list[tuple[RideRow, Halt]]) -> MapPlace:
    here = [(ride, other) for ride, other in halts if _key(other) == _key(halt)]
    same = {_key(other) for _, other in halts if other.municipality == halt.municipality}
    name = halt.municipality or halt.name
    if halt.is_site:
        name = name.partition("/")[0]
    elif len(same) > 1 or not halt.municipality:
        name = place_name(halt.name, halt.municipality)
    people = sum(
        one.stop_id == halt.stop_id for ride, _ in here for one in riding(ride) if not halt.is_site
    )
    note = f"{clock_text(minute_of_day(halt.at))} · {counted(people, 'person')}" if people else ""
    assert halt.latitude is not None and halt.longitude is not None
    return MapPlace(_key(halt), name, halt.latitude, halt.longitude, note, centre=halt.is_site)


def _left_out(
    board: RideBoard, group: RideGroup | None, places: dict[Hashable, MapPlace]
) -> int:
    """Mark the stops of those who have no seat in the group; returns how many people that is."""
    points = {stop.id: stop for stop in board.stops}
    waiting: dict[int, int] = {}
    for one in board.left:
        if group is None or group.direction not in one.directions:
            continue
        if one.course in {title for r in board.rides if r.id in group.ride_ids for title in r.courses}:
            waiting[one.stop_id or 0] = waiting.get(one.stop_id or 0, 0) + one.heads
    for stop_id, heads in waiting.items():
        stop, key = points.get(stop_id), ("stop", stop_id)
        known = places.get(key)
        problem = f"{heads} offen"
        if known is not None:
            places[key] = MapPlace(
                key, known.name, known.latitude, known.longitude, known.note, problem
            )
        elif stop is not None and stop.latitude is not None and stop.longitude is not None:
            name = stop.municipality
            if any(place.name == name for place in places.values()):
                name = place_name(stop.name, stop.municipality)
            places[key] = MapPlace(key, name, stop.latitude, stop.longitude, "", problem)
    return sum(waiting.values())


def _route(
    board: RideBoard, ride: RideRow, places: dict[Hashable, MapPlace], at: int
) -> MapRoute:
    stops = tuple(_key(halt) for halt in ride.halts if not halt.is_site and _key(halt) in places)
    site = next((_key(halt) for halt in ride.halts if halt.is_site), None)
    out = ride.direction == Direction.OUT
    km = kilometres(round(ride.metres, -3))
    return MapRoute(
        ride.id,
        ride.vehicle or "Ohne Fahrzeug",
        colour_of(board, ride.vehicle_id),
        stops,
        SHAPES[at % len(SHAPES)],
        start=site if out else None,
        target=site if out else None,
        note=km,
        origin=None if out else site,
    )


def _block(board: RideBoard, ride: RideRow, start: int) -> BoardBlock:
    people = len(riding(ride))
    full = "bad" if ride.seats and people > ride.seats else "text"
    count = f"{people}/{ride.seats}" if ride.seats else str(people)
    lines = [BoardLine("user", count, full)]
    tight = tightest_seat(seats_used(ride), board.stock(ride.vehicle_id))
    if tight is not None:
        lines.append(BoardLine("armchair", f"{tight.used}/{tight.stock}", tight.tone))
    elif ride.locked:
        lines.append(BoardLine("lock", "gesperrt"))
    return BoardBlock(
        ride.id,
        ride.starts - start,
        ride.ends - start,
        tour_title(ride),
        tuple(lines),
        colour_of(board, ride.vehicle_id),
        back=ride.direction == Direction.BACK,
    )
