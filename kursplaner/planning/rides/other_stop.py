"""Another stop for one day: somebody boards, or is set down, elsewhere on that date alone.

The standing wish stays; the day is noted with it, so that planning anew keeps to it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import DemandException, Direction
from kursplaner.domain.people import Person
from kursplaner.domain.rides.pick_ups import Homes
from kursplaner.domain.rides.rides import RideDemandException, Stop
from kursplaner.planning.rides import pick_ups
from kursplaner.planning.rides.pick_up_ways import WaySearch
from kursplaner.planning.rides.pick_ups import PickUpChange
from kursplaner.store.queries.rides.pick_ups import homes_of, wishes_of
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

BOTH = frozenset(Direction)


@dataclass(frozen=True, slots=True)
class StopWish:
    """Where somebody boards on one day; `stop_id` None: where she usually does."""

    person_id: int
    day: date
    stop_id: int | None
    directions: frozenset[Direction] = BOTH


@dataclass(frozen=True, slots=True)
class OtherStop:
    """What becomes of the rides of that day.

    Attributes:
        change: the ways of the party, and whose time changes with them.
        demands: the standing wishes from which the day differs, or differs no more.
    """

    wish: StopWish
    change: PickUpChange
    demands: tuple[int, ...] = ()

    @property
    def blocked(self) -> str:
        """Why no ride can come there, as in `WayChange`; "" where all can."""
        return next((way.reason for way in self.change.left_out), "")

    @property
    def empty(self) -> bool:
        """Tell whether no ride changes."""
        return self.change.empty


def propose(db: Db, wish: StopWish) -> OtherStop:
    """Return what would become of the rides; writes nothing.

    Raises:
        Refused: "not_found"; "no_ride_that_day" where nothing of the day can change any more.
    """
    by_id(db, Person, wish.person_id)
    if wish.stop_id is not None and by_id(db, Stop, wish.stop_id).ended_on is not None:
        raise Refused("not_found", noun="stop", id=wish.stop_id)
    homes = homes_of(db, [wish.person_id]).get(wish.person_id, Homes())
    wishes = wishes_of(db, wish.person_id, homes, clock.today())
    search = WaySearch(db, wish.person_id, wishes, homes)
    directions = {direction.value for direction in wish.directions}
    found = list(search.on_day(wish.day, wish.stop_id, directions))
    if not found:
        raise Refused("no_ride_that_day", day=wish.day)
    ways = [way for _, way in found if search.leads_elsewhere(way)]
    change = pick_ups.of_ways(db, search, wish.person_id, ways)
    demands = {demand for demand, _ in found if demand is not None}
    return OtherStop(wish, change, tuple(sorted(demands)))


def apply(db: Db, plan: OtherStop) -> None:
    """Store it.

    Raises:
        Refused: as `propose`; "overtaken" when the rides changed since, "stop_out_of_reach",
            "nothing_changes" where she boards there anyway.
        HardConflict: a vehicle or driver was taken in the meantime.
    """
    fresh = propose(db, plan.wish)
    if fresh != plan:
        raise Refused("overtaken", noun="ride", id=plan.wish.person_id)
    if fresh.blocked:
        raise Refused("stop_out_of_reach", reason=fresh.blocked)
    wanted, noted = plan.wish.stop_id, _noted(db, fresh.demands, plan.wish.day).values()
    if fresh.empty and all(wanted is not None and row.stop_id == wanted for row in noted):
        raise Refused("nothing_changes")
    _note(db, fresh.demands, plan.wish)
    pick_ups.apply(db, fresh.change)


def _noted(db: Db, demands: Collection[int], day: date) -> dict[int, RideDemandException]:
    rows = find(db, RideDemandException, demand_id=list(demands), day=day)
    return {row.demand_id: row for row in rows}


def _note(db: Db, demands: Collection[int], wish: StopWish) -> None:
    known = _noted(db, demands, wish.day)
    for key in demands:
        row = known.get(key)
        if wish.stop_id is None:
            if row is not None:
                db.delete(row)
            continue
        if row is None:
            row = RideDemandException(demand_id=key, day=wish.day)
            db.add(row)
        row.kind, row.stop_id = DemandException.OTHER_STOP.value, wish.stop_id
    db.flush()
