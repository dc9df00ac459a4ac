from dataclasses import dataclass

import pytest

from kursplaner.domain.kinds import SeatKind
from kursplaner.domain.rides.loads import CHILD_SEATS, Capacity, Lack, Load, child_seats


@dataclass(frozen=True)
class Passenger:
    """A passenger of a ride."""

    kind: str = "none"
    wheelchair: bool = False
    pram: bool = False


PLAIN, CHAIR, PRAM = Passenger(), Passenger(wheelchair=True), Passenger(pram=True)
BOOSTER, SEAT = Passenger("booster"), Passenger("child_seat")


def taking(most: int = 8) -> Capacity:
    return Capacity(belted=3, wheelchairs=1, prams=1, child_seats={"booster": 1}, most=most)


@pytest.mark.parametrize(
    ("seats", "most", "lacking"),
    [
        ([], 8, []),
        ([PLAIN] * 3, 8, []),
        ([PLAIN] * 4, 8, [Lack("seats", 4, 3)]),
        ([PLAIN] * 2, 2, []),
        ([PLAIN] * 3, 2, [Lack("seats", 3, 2)]),
        ([*[PLAIN] * 3, CHAIR], 8, []),
        ([*[PLAIN] * 4, CHAIR], 8, [Lack("seats", 5, 4)]),
        ([*[PLAIN] * 3, CHAIR], 3, [Lack("seats", 4, 3)]),
        ([Passenger("wheelchair")], 8, []),
        ([CHAIR] * 2, 8, [Lack("wheelchair", 2, 1)]),
        ([PRAM], 8, []),
        ([PRAM] * 2, 8, [Lack("pram", 2, 1)]),
        ([BOOSTER], 8, []),
        ([BOOSTER] * 2, 8, [Lack("booster", 2, 1)]),
        ([SEAT], 8, [Lack("child_seat", 1, 0)]),
        ([SEAT, *[CHAIR] * 2, *[PRAM] * 3], 8, [
            Lack("seats", 6, 5), Lack("wheelchair", 2, 1), Lack("pram", 3, 1),
            Lack("child_seat", 1, 0),
        ]),
    ],
)  # fmt: skip
def test_a_vehicle_takes_as_many_as_it_has_of_each(
    seats: list[Passenger], most: int, lacking: list[Lack]
) -> None:
    capacity = taking(most)
    assert capacity.lacking(Load.of(seats)) == lacking
    assert capacity.lack(iter(seats)) == (lacking[0].what if lacking else None)


def test_it_has_as_many_seats_as_belts_and_never_more_than_the_law_lets_ride() -> None:
    assert [taking(most).seats for most in (2, 3, 4)] == [2, 3, 3]


def test_rides_one_after_the_other_need_the_most_of_either() -> None:
    chairs = Load.of([CHAIR, CHAIR, PLAIN, BOOSTER])
    many = Load.of([PLAIN, PLAIN, PLAIN, BOOSTER, BOOSTER, PRAM])
    both = Load(6, 6, 2, 1, {"booster": 2})
    assert chairs.beside(many) == many.beside(chairs) == both
    assert Load.of(()).beside(chairs) == chairs == Load(4, 2, 2, 0, {"booster": 1})


def test_child_seats_are_what_is_neither_a_bare_seat_nor_a_wheelchair() -> None:
    assert set(CHILD_SEATS) == set(SeatKind) - {SeatKind.NONE, SeatKind.WHEELCHAIR}
    found = child_seats([BOOSTER, *(Passenger(kind.value) for kind in SeatKind), Passenger("sofa")])
    assert found == {"booster": 2, "child_seat": 1, "infant_carrier": 1}
    assert found["none"] == 0
