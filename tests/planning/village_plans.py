"""What is planned in the village and whether it fits, asked of the records alone.

It is reckoned here by another way than the program does, so that the two can be compared.
"""

from kursplaner.domain.absences import Absence, AbsenceEffect, AbsenceEnding
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.rides.rides import Ride, RideSeat, RideStop, Stop, Vehicle
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.village_town import Village

NAMES = ("Rima", "Olena", "Layla")
DAYS = 2
CHILDREN_PER_CARER = 5
TEAM = ("driver", "Roth", "Weiss", "Seidel")
Key = tuple[str, int]
Duty = tuple[str, str, int]
BUS = {
    ("off", "off"): "ride",
    ("off", ""): "ride_out",
    ("", "off"): "ride_back",
    ("lost", ""): "seat_out",
    ("", "lost"): "seat_back",
    ("", ""): "",
}


class Plain:
    """What is planned on the days."""

    def __init__(self, db: Db, town: Village) -> None:
        """Read everything that can fail."""
        self.town, self.second_bus = town.town, town.second_bus
        self.people = {**town.people, **town.town.people}
        self.lessons = [by_id(db, Lesson, key) for key in self.town.lessons[:DAYS]]
        self.slots = [by_id(db, ChildcareSlot, key) for key in self.town.slots[:DAYS]]
        self.rides = [by_id(db, Ride, key) for key in self.town.rides[: 2 * DAYS]]
        ends = {row.absence_id: row.since for row in find(db, AbsenceEnding)}
        self.absences = [
            (row.kind, row.starts, min(row.ends, ends.get(row.id, row.ends)))
            for row in find(db, Absence)
        ]
        roth = self.town.people["Roth"]
        self.with_roth = {row.slot_id for row in find(db, ChildcareSlotCarer, person_id=roth)}
        left = {row.id for row in find(db, Enrolment) if row.status != "enrolled"}
        self.names = [name for name in NAMES if town.enrolments[name] not in left]
        self.keys = town.enrolments
        taken = {(row.source, row.record_id) for row in find(db, AbsenceEffect, cause="taken")}
        places, seats = find(db, ChildcarePlace), find(db, RideSeat)
        self.full = {(p.enrolment_id, p.slot_id) for p in places if ("place", p.id) in taken}
        village = by_id(db, Stop, self.town.stop).municipality
        stops = {stop.id for stop in find(db, Stop, municipality=village)}
        self.served = {seat.ride_id for seat in seats if seat.stop_id in stops}
        self.served |= {halt.ride_id for halt in find(db, RideStop) if halt.stop_id in stops}
        self.full_rides = {(s.enrolment_id, s.ride_id) for s in seats if ("seat", s.id) in taken}

    def holding(self, kind: str, day: int) -> bool:
        """Tell whether an absence of this kind holds on one of the days."""
        start = self.lessons[day].starts
        return any(of == kind and first <= start < last for of, first, last in self.absences)

    def planned(self, name: str, day: int) -> str:
        """Return what fails for a family on a day."""
        if self.lessons[day].status == "cancelled" or self.holding("day", day):
            return "lesson"
        slot, key = self.slots[day], self.keys[name]
        ill = slot.id in self.with_roth and self.holding("person", day)
        care = "place" if (key, slot.id) in self.full else ""
        care = "childcare" if slot.status == "cancelled" or ill else care
        from_there = name != "Layla" and self.holding("village", day)
        ways = []
        for ride in self.rides[2 * day : 2 * day + 2]:
            broken = ride.vehicle_id == self.town.vehicle and self.holding("vehicle", day)
            lost = "lost" if (key, ride.id) in self.full_rides else ""
            ways.append("off" if ride.status == "cancelled" or broken or from_there else lost)
        bus = BUS.get((ways[0], ways[1]), "seat")
        return "+".join(part for part in (care if name != "Layla" else "", bus) if part)

    def duties(self, db: Db) -> dict[Duty, str]:
        """Return what becomes of the work of the team: "off", without a village, or not hers."""
        found: dict[Duty, str] = {}
        for day in range(DAYS):
            slot = self.slots[day]
            there = {row.person_id for row in find(db, ChildcareSlotCarer, slot_id=slot.id)}
            off = slot.status == "cancelled" or self.holding("day", day)
            for name in ("Roth", "Weiss"):
                works = self.people[name] in there
                found[name, "childcare", slot.id] = ("childcare" if off else "") * works or (
                    "" if works else "free"
                )
            for ride in self.rides[2 * day : 2 * day + 2]:
                broken = ride.vehicle_id == self.town.vehicle and self.holding("vehicle", day)
                off = ride.status == "cancelled" or broken or self.holding("day", day)
                otherwise = ["detour"] * (ride.id in self.served and self.holding("village", day))
                otherwise += ["vehicle"] * (ride.vehicle_id == self.second_bus)
                found["driver", "ride", ride.id] = "ride" if off else "+".join(otherwise)
            called = self.lessons[day].status == "cancelled" or self.holding("day", day)
            found["Seidel", "lesson", self.lessons[day].id] = "lesson" if called else ""
        return found


def duties(town: Village) -> dict[Duty, str]:
    """Return what is planned of the work of the team, by name, source and id."""
    with town.workspace.read() as db:
        return Plain(db, town).duties(db)


def plans(town: Village) -> dict[Key, str]:
    """Return what fails for each family that is in the course, by name and day."""
    with town.workspace.read() as db:
        plain = Plain(db, town)
        return {
            (name, day): plain.planned(name, day) for name in plain.names for day in range(DAYS)
        }


def check_room(db: Db, town: Village) -> None:
    """See that no ride and no childcare has more than fit, and that every seat has its halt."""
    for key in town.town.rides[: 2 * DAYS]:
        ride = by_id(db, Ride, key)
        seats = [seat for seat in find(db, RideSeat, ride_id=key) if seat.result == "open"]
        if ride.status == "planned" and ride.vehicle_id is not None:
            assert len(seats) < by_id(db, Vehicle, ride.vehicle_id).seats, ("too full", key)
            halts = {halt.stop_id for halt in find(db, RideStop, ride_id=key)}
            assert {seat.stop_id for seat in seats} <= halts, ("nobody fetches her", key)
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
