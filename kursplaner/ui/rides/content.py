"""The day's rides as the map and the board along time want them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from kursplaner.basics.places import point_of
from kursplaner.basics.spans import clock_text, minute_of, minute_of_day
from kursplaner.desk.ride_board import RideBoard, RideGroup
from kursplaner.desk.wording.rides import place_name, tour_title
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, kilometres
from kursplaner.domain.kinds import Direction
from kursplaner.planning.rides.day import riding, seats_used, tightest_seat
from kursplaner.store.queries.rides.rides import Halt, RideRow, StopRow
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
from kursplaner.ui.widgets.map.values import Shape

COLOURS = (0, 2, 3, 1, 4, 5)
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle")
NO_VEHICLE, TAXI = 0, -1


def shown(name: str, *, hidden: bool) -> str:
    """Return "Rima H.", or initials while names are hidden."""
    return names.initials(name) if hidden else names.short(name)


def colour_of(board: RideBoard, vehicle_id: int | None) -> int:
    """Return the colour a vehicle wears on map and board."""
    ids = [vehicle.id for vehicle in board.vehicles]
    at = ids.index(vehicle_id) if vehicle_id in ids else len(ids)
    return COLOURS[at % len(COLOURS)]


def map_content(board: RideBoard, group: RideGroup | None) -> MapContent:
    """Return the places and routes of a group of rides, and those left out."""
    rides = [ride for ride in board.rides if group is not None and ride.id in group.ride_ids]
    places: dict[Hashable, MapPlace] = {}
    halts = [(ride, halt) for ride in rides for halt in ride.halts]
    for _, halt in halts:
        place = _place(halt, halts)
        if place is not None:
            places[place.key] = place
    out = _left_out(board, group, places)
    routes = tuple(_route(board, ride, places, at) for at, ride in enumerate(rides))
    return MapContent(tuple(places.values()), routes, out)


def board_content(board: RideBoard, *, hidden: bool) -> BoardContent:
    """Return the vehicles with their tours along the day; a lane without a vehicle last."""
    start = minute_of(board.day)
    lanes = []
    for vehicle in board.vehicles:
        own = [ride for ride in board.rides if ride.vehicle_id == vehicle.id]
        drivers = dict.fromkeys(shown(ride.driver, hidden=hidden) for ride in own if ride.driver)
        subtitle = " · ".join(part for part in (vehicle.plate, ", ".join(drivers)) if part)
        blocks = tuple(_block(board, ride, start) for ride in own)
        lanes.append(BoardLane(vehicle.id, vehicle.name, subtitle, blocks))
    taxis = [ride for ride in board.rides if ride.by_taxi]
    if taxis:
        blocks = tuple(_block(board, ride, start) for ride in taxis)
        lanes.append(BoardLane(TAXI, "Taxi", "bestellt", blocks))
    without = [ride for ride in board.rides if ride.vehicle_id is None and not ride.by_taxi]
    if without:
        blocks = tuple(_block(board, ride, start) for ride in without)
        lanes.append(BoardLane(NO_VEHICLE, "Ohne Fahrzeug", "bitte zuteilen", blocks))
    heads = tuple(
        Bar(
            lesson.id,
            lesson.starts - start,
            lesson.ends - start,
            lesson.title,
            lesson.colour,
            lesson.title,
        )
        for lesson in board.lessons
    )
    spans = [(ride.starts - start, ride.ends - start) for ride in board.rides]
    spans += [(bar.starts, bar.ends) for bar in heads]
    return BoardContent(tuple(lanes), heads, _segments(spans))


def _segments(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Fold idle hours; a whole hour at the right edge gets room for its words."""
    *rest, (first, last) = folded(spans)
    return (*rest, (first, last + 15 if last % 60 == 0 else last))


def _key(halt: Halt) -> Hashable:
    return ("site", halt.name) if halt.is_site else ("stop", halt.stop_id)


def _place(halt: Halt, halts: list[tuple[RideRow, Halt]]) -> MapPlace | None:
    if halt.latitude is None or halt.longitude is None:
        return None
    here = [(ride, other) for ride, other in halts if _key(other) == _key(halt)]
    same = {_key(other) for _, other in halts if other.municipality == halt.municipality}
    name = halt.municipality or halt.name
    if halt.is_site:
        name = name.partition("/")[0]
    elif len(same) > 1 or not halt.municipality:
        name = place_name(halt.name, halt.municipality)
    people = sum(
        passenger.stop_id == halt.stop_id
        for ride, _ in here
        for passenger in riding(ride)
        if not halt.is_site
    )
    times = " und ".join(clock_text(minute_of_day(at)) for at in sorted({o.at for _, o in here}))
    note = f"{times} · {counted(people, 'person')}" if people else ""
    return MapPlace(_key(halt), name, halt.latitude, halt.longitude, note, centre=halt.is_site)


def _left_out(board: RideBoard, group: RideGroup | None, places: dict[Hashable, MapPlace]) -> int:
    """Mark the stops of those who have no seat in the group; returns how many people that is."""
    points = {stop.id: stop for stop in board.stops}
    waiting: dict[int, int] = {}
    served = [ride for ride in board.rides if group is not None and ride.id in group.ride_ids]
    courses = {title for ride in served for title in ride.courses}
    for left_behind in board.left:
        if (
            group is not None
            and group.direction in left_behind.directions
            and left_behind.course in courses
        ):
            waiting[left_behind.stop_id or 0] = (
                waiting.get(left_behind.stop_id or 0, 0) + left_behind.heads
            )
    for stop_id, heads in waiting.items():
        stop = points.get(stop_id)
        point = point_of(stop)
        if stop is None or point is None:
            continue
        key = _same_place(places, stop)
        key = ("stop", stop_id) if key is None else key
        known = places.get(key) or MapPlace(key, stop.municipality or stop.name, *point)
        places[key] = replace(known, problem=f"{heads} offen")
    return sum(waiting.values())


def _same_place(places: dict[Hashable, MapPlace], stop: StopRow) -> Hashable | None:
    """Return the key of a place of the same municipality that is shown already."""
    names = (stop.municipality, place_name(stop.name, stop.municipality))
    return next((key for key, place in places.items() if place.name in names), None)


def _route(board: RideBoard, ride: RideRow, places: dict[Hashable, MapPlace], at: int) -> MapRoute:
    stops = tuple(_key(halt) for halt in ride.halts if not halt.is_site and _key(halt) in places)
    site = next((_key(halt) for halt in ride.halts if halt.is_site), None)
    out = ride.direction == Direction.OUT
    km = kilometres(round(ride.metres, -3))
    return MapRoute(
        ride.id,
        "Taxi" if ride.by_taxi else ride.vehicle or "Ohne Fahrzeug",
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
        lines.append(BoardLine("lock", "fest"))
    return BoardBlock(
        ride.id,
        ride.starts - start,
        ride.ends - start,
        tour_title(ride),
        tuple(lines),
        colour_of(board, ride.vehicle_id),
        back=ride.direction == Direction.BACK,
    )
