"""A small town in which something fails, and what mending makes of it."""

from datetime import date, timedelta

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ClosureReason
from kursplaner.domain.people import Closure, Credential
from kursplaner.domain.rides.rides import Vehicle, VehicleSeat
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetableWish
from kursplaner.planning.timetable.town.plan import TimetablePlan
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person

MONDAY = TUESDAY - timedelta(days=1)
LAST = TUESDAY + timedelta(days=20)
DAY = 1440


def fails(
    town: SmallTown, *resources: int, day: date = TUESDAY, span: tuple[int, int] = (0, DAY)
) -> None:
    """Close rooms, people or vehicles for a day, or from one minute of it to another."""
    with town.workspace.fill() as db:
        for resource in resources:
            starts, ends = (minute_of(day, at) for at in span)
            reason = ClosureReason.ILL.value
            db.add(Closure(resource_id=resource, starts=starts, ends=ends, reason=reason))


def mended(town: SmallTown, **values: object) -> TimetablePlan:
    """Return what mending proposes."""
    wish = TimetableWish(MONDAY, LAST, mend=True, **values)  # type: ignore[arg-type]
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish)
    found = laying_out.search(read, 3)
    with town.workspace.rehearse() as db:
        return laying_out.plan(db, read, found)


def carer(db: Db, name: str) -> int:
    """Add somebody who may look after children."""
    key = add_person(db, name, "carer")
    papers = ("police_certificate", "first_aid", "measles", "hygiene")
    db.add_all([Credential(resource_id=key, kind=kind) for kind in papers])
    return key


def bus(db: Db, name: str, seats: int = 8) -> int:
    """Add a vehicle that takes everybody."""
    vehicle = Vehicle(name=name, seats=seats)
    db.add(vehicle)
    db.flush()
    db.add_all([Credential(resource_id=vehicle.id, kind=k) for k in ("inspection", "insurance")])
    db.add_all(
        [VehicleSeat(vehicle_id=vehicle.id, kind=k, count=4) for k in ("child_seat", "booster")]
    )
    return vehicle.id
