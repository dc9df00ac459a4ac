"""What is planned in the village and whether it fits, asked of the records alone.

It is reckoned here by another way than the program does, so that the two can be compared.
"""

from kursplaner.domain.absences import Absence, AbsenceEffect, AbsenceEnding
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.rides import Ride, RideSeat, RideStop, Vehicle
from kursplaner.store.records import find, one
from kursplaner.store.session import Db
from tests.planning.village_town import Village

NAMES = ("Rima", "Olena", "Layla")
DAYS = 2
CHILDREN_PER_CARER = 5
Key = tuple[str, int]
BUS = {
    ("off", "off"): "ride",
    ("off", ""): "ride_out",
    ("", "off"): "ride_back",
    ("lost", ""): "seat_out",
    ("", "lost"): "seat_back",
    ("", ""): "",
}


def holding(db: Db, kind: str, day: int) -> bool:
    """Tell whether an absence of this kind holds on one of the days, from its rows alone."""
    ends = {row.absence_id: row.since for row in find(db, AbsenceEnding)}
    start = one(db, Lesson, day).starts
    return any(
        row.starts <= start < min(row.ends, ends.get(row.id, row.ends))
        for row in find(db, Absence, kind=kind)
    )


def comes(db: Db, town: Village, name: str) -> bool:
    """Tell whether a family is still in the course."""
    return one(db, Enrolment, town.enrolments[name]).status == "enrolled"


def lost(db: Db, source: str, rows: list[RideSeat] | list[ChildcarePlace]) -> bool:
    """Tell whether others have some of these seats or places since."""
    gone = {row.record_id for row in find(db, AbsenceEffect, source=source, cause="taken")}
    return any(row.id in gone for row in rows)


def planned(db: Db, town: Village, name: str, day: int) -> str:
    """Return what fails for a family on a day, from the records alone."""
    lesson = one(db, Lesson, town.town.lessons[day])
    if lesson.status == "cancelled" or holding(db, "day", lesson.id):
        return "lesson"
    slot = one(db, ChildcareSlot, town.town.slots[day])
    roth = find(db, ChildcareSlotCarer, slot_id=slot.id, person_id=town.town.people["Roth"])
    no_care = slot.status == "cancelled" or (bool(roth) and holding(db, "person", lesson.id))
    key = town.enrolments[name]
    full = lost(db, "place", find(db, ChildcarePlace, enrolment_id=key, slot_id=slot.id))
    care = "childcare" if no_care else "place" if full else ""
    from_there = name != "Layla" and holding(db, "village", lesson.id)
    ways = []
    for ride_id in town.town.rides[2 * day : 2 * day + 2]:
        ride = one(db, Ride, ride_id)
        broken = ride.vehicle_id == town.town.vehicle and holding(db, "vehicle", lesson.id)
        seats = find(db, RideSeat, enrolment_id=key, ride_id=ride_id)
        taken = "lost" if lost(db, "seat", seats) else ""
        ways.append("off" if ride.status == "cancelled" or broken or from_there else taken)
    bus = BUS.get((ways[0], ways[1]), "seat")
    return "+".join(part for part in (care if name != "Layla" else "", bus) if part)


def plans(town: Village) -> dict[Key, str]:
    """Return what fails for each family that is in the course, by name and day."""
    with town.workspace.read() as db:
        here = [name for name in NAMES if comes(db, town, name)]
        return {(n, day): planned(db, town, n, day) for n in here for day in range(DAYS)}


def check_room(db: Db, town: Village) -> None:
    """See that no ride and no childcare has more than fit, and that every seat has its halt."""
    for key in town.town.rides[: 2 * DAYS]:
        ride = one(db, Ride, key)
        seats = [seat for seat in find(db, RideSeat, ride_id=key) if seat.result == "open"]
        if ride.status == "planned" and ride.vehicle_id is not None:
            assert len(seats) < one(db, Vehicle, ride.vehicle_id).seats, ("too full", key)
            halts = {halt.stop_id for halt in find(db, RideStop, ride_id=key)}
            there = {seat.stop_id for seat in seats if seat.stop_id == town.town.stop}
            assert there <= halts, ("nobody fetches her", key)
    for key in town.town.slots[:DAYS]:
        carers = len(find(db, ChildcareSlotCarer, slot_id=key))
        children = len(find(db, ChildcarePlace, slot_id=key, status="planned"))
        assert children <= CHILDREN_PER_CARER * carers, ("too many children", key)


def check_left(db: Db, town: Village, name: str) -> None:
    """See that nobody who left is waited for."""
    key = town.enrolments[name]
    rides = town.town.rides[: 2 * DAYS]
    assert [
        s for s in find(db, RideSeat, enrolment_id=key, ride_id=rides) if s.result == "open"
    ] == []
    assert find(db, ChildcarePlace, enrolment_id=key, status="planned") == []
