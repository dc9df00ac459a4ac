"""What was driven: the odometer of a vehicle before a ride."""

from sqlalchemy import func, select

from kursplaner.domain.rides.rides import Ride
from kursplaner.store.session import Db


def last_odometer(db: Db, vehicle_id: int, before: int) -> int | None:
    """Return the odometer at the end of the vehicle's last recorded ride before a minute."""
    query = select(func.max(Ride.odometer_end_km)).where(
        Ride.vehicle_id == vehicle_id, Ride.starts < before
    )
    return db.scalar(query)
