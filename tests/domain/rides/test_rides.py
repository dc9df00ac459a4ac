import pytest

from kursplaner.domain.kinds import CancelReason, DrivenBy, RideStatus
from kursplaner.domain.rides.rides import Ride


@pytest.mark.parametrize(
    ("status", "reason", "taxi"),
    [
        (RideStatus.PLANNED, DrivenBy.TAXI, True),
        (RideStatus.DONE, DrivenBy.TAXI, True),
        (RideStatus.CANCELLED, DrivenBy.TAXI, False),
        (RideStatus.PLANNED, None, False),
        (RideStatus.CANCELLED, CancelReason.SNOW, False),
    ],
)
def test_a_taxi_drives_what_takes_place(
    status: RideStatus, reason: str | None, *, taxi: bool
) -> None:
    ride = Ride(direction="out", starts=0, ends=1, status=status.value, cancel_reason=reason)
    assert ride.by_taxi is taxi
