from kursplaner.domain.conflicts.obstacles import Against, Obstacle
from kursplaner.domain.kinds import Severity
from kursplaner.domain.rides.loads import Load
from kursplaner.planning.choices.vehicles import against_load
from kursplaner.store.queries.choices import VehicleFacts

BUS = VehicleFacts(1, "Bus", 9, 1, 2, None, None, {"booster": 3})
MUST = {Obstacle.TOO_FEW_SEATS, Obstacle.WHEELCHAIR}


def test_a_vehicle_carries_all_but_its_driver() -> None:
    capacity = BUS.capacity(6)
    assert (capacity.belted, capacity.wheelchairs, capacity.prams) == (8, 1, 2)
    assert (dict(capacity.child_seats), capacity.most, capacity.seats) == ({"booster": 3}, 6, 6)


def test_nothing_speaks_against_what_just_fits() -> None:
    assert against_load(BUS.capacity(8), Load(9 - 1, 8, 1, 2, {"booster": 3}), MUST) == []


def test_each_lack_is_a_reason_with_what_there_is_and_what_is_wanted() -> None:
    wanted = Load(10, 8, 2, 3, {"booster": 4, "child_seat": 1})
    found = against_load(BUS.capacity(8), wanted, MUST)
    hard, soft = Severity.HARD, Severity.SOFT
    assert found == [
        Against(Obstacle.TOO_FEW_SEATS, hard, (), {"seats": 8, "wanted": 10}),
        Against(Obstacle.WHEELCHAIR, hard, (), {"seats": 1, "wanted": 2}),
        Against(Obstacle.PRAM, soft, (), {"seats": 2, "wanted": 3}),
        Against(Obstacle.CHILD_SEATS, soft, (), {"kind": "booster", "seats": 3, "wanted": 4}),
        Against(Obstacle.CHILD_SEATS, soft, (), {"kind": "child_seat", "seats": 0, "wanted": 1}),
    ]
    assert {against.severity for against in against_load(BUS.capacity(8), wanted)} == {soft}
