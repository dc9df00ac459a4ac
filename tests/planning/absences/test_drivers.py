"""Who drives a ride of an absence is told: another vehicle, somebody new, nobody any more."""

from kursplaner.domain.kinds import ActKind, CallAnswer
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences.plan import FREE, VEHICLE, aspects
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.rides import nobody_drives, swapping
from kursplaner.planning.rides.swapping import Swap, SwapWish
from kursplaner.store.records import by_id
from tests.planning.small_town import TUESDAY, add_person
from tests.planning.village_town import Village

CHANGE = ActKind.RIDE_CHANGED


def planned(oelsnitz: Village, absence_id: int, name: str = "driver") -> list[str] | None:
    """Return what is planned of each ride of somebody who drives; None: not on the list."""
    oelsnitz.people.setdefault(name, oelsnitz.town.people.get(name, 0))
    found = oelsnitz.standing(absence_id, name)
    return None if found is None else [unit.now for unit in found.units if not unit.beside]


def agrees(oelsnitz: Village, absence_id: int, name: str = "driver") -> bool:
    found = oelsnitz.standing(absence_id, name)
    return found is None or found.agrees


def newcomer(oelsnitz: Village) -> int:
    with oelsnitz.workspace.fill() as db:
        oelsnitz.people["Zander"] = add_person(db, "Zander", "driver")
    return oelsnitz.people["Zander"]


def test_a_driver_hears_of_another_vehicle_and_that_it_is_the_usual_one_again(
    oelsnitz: Village,
) -> None:
    absence_id, out = oelsnitz.report("bus"), oelsnitz.town.rides[0]
    assert planned(oelsnitz, absence_id) == ["ride", "ride"]
    oelsnitz.call(absence_id, "driver", CallAnswer.OPEN)
    oelsnitz.stand_in(absence_id, Part.VEHICLE, oelsnitz.town.rides[:1])
    other = f"{VEHICLE}:{oelsnitz.second_bus}"
    assert planned(oelsnitz, absence_id) == [other, "ride"]
    found = oelsnitz.standing(absence_id, "driver")
    assert found is not None
    assert found.otherwise
    assert found.units[0].vehicle == oelsnitz.second_bus
    oelsnitz.call(absence_id, "driver", CallAnswer.OPEN)
    assert agrees(oelsnitz, absence_id)
    oelsnitz.end(absence_id)
    assert planned(oelsnitz, absence_id) == [other, ""]
    with oelsnitz.workspace.change(CHANGE) as db:
        driver = by_id(db, Ride, out).driver_id
        nobody_drives.take(db, out, oelsnitz.town.vehicle, driver)
    assert planned(oelsnitz, absence_id) == ["", ""]
    assert not agrees(oelsnitz, absence_id)
    oelsnitz.call(absence_id, "driver", CallAnswer.OPEN)
    assert agrees(oelsnitz, absence_id)


def test_without_halts_and_with_another_vehicle_both_are_said(oelsnitz: Village) -> None:
    village, bus = oelsnitz.report(), oelsnitz.report("bus")
    oelsnitz.stand_in(bus, Part.VEHICLE, oelsnitz.town.rides[:2])
    for absence_id in (village, bus):
        (state, _) = planned(oelsnitz, absence_id) or ["", ""]
        assert aspects(state) == ("detour", "vehicle")


def test_who_takes_a_ride_over_by_hand_is_told_and_the_other_is_not_needed(
    oelsnitz: Village,
) -> None:
    absence_id, new = oelsnitz.report(), newcomer(oelsnitz)
    assert planned(oelsnitz, absence_id, "Zander") is None
    wish = SwapWish(Swap.DRIVERS, oelsnitz.town.people["driver"], new, TUESDAY)
    with oelsnitz.workspace.change(ActKind.RIDES_SWAPPED) as db:
        swapping.apply(db, swapping.propose(db, wish))
    assert [aspects(state) for state in planned(oelsnitz, absence_id, "Zander") or []] == [
        ("detour",),
        ("detour",),
    ]
    assert planned(oelsnitz, absence_id) == [FREE, FREE]
    assert not agrees(oelsnitz, absence_id, "Zander")
    assert oelsnitz.workspace.undo() is not None
    assert planned(oelsnitz, absence_id, "Zander") is None


def test_a_taxi_frees_the_driver_and_the_families_hear_that_they_are_fetched(
    oelsnitz: Village,
) -> None:
    absence_id, out = oelsnitz.report("bus"), oelsnitz.town.rides[0]
    back = oelsnitz.town.rides[1]
    for key in (out, back):
        with oelsnitz.workspace.change(CHANGE) as db:
            nobody_drives.order_taxi(db, key)
    assert planned(oelsnitz, absence_id) == [FREE, FREE]
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is None or found.again


def test_a_ride_of_no_absence_puts_nobody_on_a_list(oelsnitz: Village) -> None:
    absence_id, new = oelsnitz.report(), newcomer(oelsnitz)
    with oelsnitz.workspace.change(CHANGE) as db:
        nobody_drives.take(db, oelsnitz.town.rides[4], oelsnitz.town.vehicle, new)
    assert planned(oelsnitz, absence_id, "Zander") is None
