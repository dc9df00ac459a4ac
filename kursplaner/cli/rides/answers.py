"""What changed in the rides of a day, as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kursplaner.basics.spans import time_of
from kursplaner.desk.wording import ride_changes as wording
from kursplaner.planning.rides.nobody_drives import Offer, Offers
from kursplaner.planning.rides.other_stop import OtherStop
from kursplaner.planning.rides.swapping import RideSwap, SwappedRide

Names = Mapping[tuple[str, int], str]


def swap_answer(swap: RideSwap, lines: Sequence[str], *, stored: bool) -> dict[str, Any]:
    """Return the answer as docs/json-schema/ride-swap.json describes it."""
    return {
        "rides": [_swapped(ride, swap.names) for ride in swap.rides],
        "staying": swap.staying,
        "changes": _plain(lines),
        "stored": stored,
    }


def stop_answer(
    plan: OtherStop, lines: Sequence[str], day: date, *, stored: bool
) -> dict[str, Any]:
    """Return the answer as docs/json-schema/ride-stop.json describes it."""
    names = plan.change.names
    return {
        "day": day.isoformat(),
        "others": [
            {
                "id": other.person_id,
                "name": names.get(("person", other.person_id), ""),
                "direction": other.direction,
                "before": _time(other.before),
                "after": _time(other.after),
            }
            for other in plan.change.others
        ],
        "changes": _plain(lines),
        "stored": stored,
    }


def drive_answer(key: int, found: Offers, lines: Sequence[str], *, stored: bool) -> dict[str, Any]:
    """Return the answer as docs/json-schema/ride-drive.json describes it."""
    return {
        "id": key,
        "offers": [_offer(offer) for offer in (*found.drivers, *found.vehicles)],
        "people": list(found.passengers),
        "changes": _plain(lines),
        "stored": stored,
    }


def _swapped(ride: SwappedRide, names: Names) -> dict[str, Any]:
    return {
        "id": ride.id,
        "direction": ride.direction,
        "before": _pair(ride.before, ride.was, names),
        "after": _pair(ride.after, (ride.starts, ride.ends), names),
        "against": [line.strip() for line in wording.against_lines(ride.against)],
    }


def _pair(
    pair: tuple[int | None, int | None], span: tuple[int, int], names: Names
) -> dict[str, Any]:
    vehicle, driver = pair
    return {
        "starts": _time(span[0]),
        "ends": _time(span[1]),
        "vehicle": _named("vehicle", vehicle, names),
        "driver": _named("person", driver, names),
    }


def _named(noun: str, key: int | None, names: Names) -> dict[str, Any] | None:
    return None if key is None else {"id": key, "name": names.get((noun, key), "")}


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "vehicle": {"id": offer.vehicle.id, "name": offer.vehicle.name},
        "driver": {"id": offer.driver.id, "name": offer.driver.name},
        "note": wording.offer_note(offer),
    }


def _plain(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines]


def _time(minute: int) -> str:
    return f"{time_of(minute):%H:%M}"
