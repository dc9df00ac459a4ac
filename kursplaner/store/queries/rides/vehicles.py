"""What still hangs on vehicles, drivers and stops, and their credentials."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import RideStatus
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import Ride, RideDemand
from kursplaner.store.queries.choices import credentials_of
from kursplaner.store.session import Db


def vehicle_rides_after(db: Db, vehicle_id: int, day: date) -> int:
    """Return how many rides a vehicle is planned for from a day on."""
    query = select(func.count()).where(
        Ride.vehicle_id == vehicle_id,
        Ride.starts >= minute_of(day),
        Ride.status == RideStatus.PLANNED.value,
    )
    return db.execute(query).scalar_one()


def stop_users(db: Db, stop_id: int) -> int:
    """Return how many standing ride wishes and addresses name a stop."""
    wishes = select(func.count()).where(
        RideDemand.stop_id == stop_id, RideDemand.ended_on.is_(None)
    )
    homes = select(func.count()).where(PersonAddress.stop_id == stop_id)
    return db.execute(wishes).scalar_one() + db.execute(homes).scalar_one()


def credentials_by_resource(db: Db, ids: Collection[int]) -> dict[int, dict[str, date | None]]:
    """Return the last valid day of each credential of some people or vehicles, by kind."""
    return credentials_of(db, ids) if ids else {}
