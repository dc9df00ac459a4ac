"""A lesson whose rides are called off, and what becomes of them when it takes place again."""

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rides.rides import Ride, RideStop
from kursplaner.planning.lessons import cancelling
from kursplaner.planning.rides.pick_up_strays import strays
from kursplaner.planning.rides.pick_ups import PickUpChange
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.riding_town import RidingTown

LESSON = 2
"""The first lesson of the second week, with its rides 4 and 5."""


def restored(riding: RidingTown, workspace: Workspace | None = None) -> tuple[PickUpChange, ...]:
    with (workspace or riding.town.workspace).change(ActKind.LESSON_ADDED) as db:
        plan = cancelling.propose_restore(db, riding.town.lessons[LESSON])
        return cancelling.apply_restore(db, plan)


def own_rides(riding: RidingTown) -> list[int]:
    return riding.town.rides[2 * LESSON : 2 * LESSON + 2]


def nothing_amiss(riding: RidingTown) -> bool:
    with riding.town.workspace.read() as db:
        return strays(db, [ride.id for ride in find(db, Ride)]) == ()


def halt_gone(db: Db, riding: RidingTown) -> None:
    (halt,) = find(db, RideStop, ride_id=own_rides(riding)[0], stop_id=riding.stops["home"])
    db.delete(halt)
