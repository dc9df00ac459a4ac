"""What becomes of rides of a day, as window and shell show it before it is done."""

from collections.abc import Collection

from kursplaner.desk.wording import ride_changes as wording
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.planning.rides.other_stop import OtherStop
from kursplaner.planning.rides.swapping import RideSwap
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.rides.pick_ups import stop_names
from kursplaner.store.queries.rides.rides import rides_by_id
from kursplaner.store.session import Db


def of_swap(db: Db, swap: RideSwap, *, hidden: bool = False) -> list[str]:
    """Return what a swap would do, ride by ride."""
    rides = rides_by_id(db, [ride.id for ride in swap.rides])
    return list(wording.swap_lines(swap, rides, hidden=hidden))


def of_stop(db: Db, plan: OtherStop, *, hidden: bool = False) -> list[str]:
    """Return what another stop on one day would do, for the whole party."""
    party = dict.fromkeys(key for way in plan.change.ways for key in way.people)
    who = listed(people(db, list(party) or [plan.wish.person_id], hidden=hidden))
    stop = stop_names(db, {plan.wish.stop_id or 0}).get(plan.wish.stop_id or 0, "")
    return wording.stop_lines(plan, who, stop, hidden=hidden)


def people(db: Db, ids: Collection[int], *, hidden: bool = False) -> list[str]:
    """Return the names of some people in the order given."""
    found = person_names(db, set(ids))
    return [names.said(found[key], hidden=hidden) for key in ids if key in found]
