"""What was called off is not called driven, and neither can be changed any more."""

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import RideStatus
from kursplaner.domain.rides.rides import Ride, check_planned


@pytest.mark.parametrize(
    ("status", "kind"),
    [(RideStatus.CANCELLED, "ride_called_off"), (RideStatus.DONE, "ride_closed")],
)
def test_a_ride_that_is_over_says_how(status: RideStatus, kind: str) -> None:
    check_planned(Ride(status=RideStatus.PLANNED.value))
    with pytest.raises(Refused) as refused:
        check_planned(Ride(status=status.value))
    assert refused.value.kind == kind
