"""The small town with one family: a mother in K1, her child in the childcare and in both rides."""

from datetime import date

from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import EnrolmentChild
from kursplaner.domain.people import Guardianship
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_person, enrol_plainly

BORN = date(2023, 1, 5)


class Family:
    """A mother in K1 with a child of four years; both ride there and back on every day."""

    def __init__(self, db: Db, town: SmallTown, name: str = "Haddad") -> None:
        self.mother = add_person(db, name)
        self.child = add_person(db, f"{name}kind", birth_date=BORN, height_cm=100)
        db.add(Guardianship(child_id=self.child, adult_id=self.mother))
        self.enrolment = enrol_plainly(db, town.course, self.mother)
        db.add(EnrolmentChild(enrolment_id=self.enrolment, child_id=self.child))
        for slot in town.slots:
            self.place(db, slot)
        for ride in town.rides:
            self.seat(db, town, ride, self.mother, "none")
            self.seat(db, town, ride, self.child, "child_seat")
        db.flush()

    def place(self, db: Db, slot: int) -> None:
        """Give the child a place."""
        place = ChildcarePlace(slot_id=slot, child_id=self.child, enrolment_id=self.enrolment)
        db.add(place)

    def seat(self, db: Db, town: SmallTown, ride: int, person: int, kind: str) -> None:
        """Give one of the family a seat from or to the stop."""
        seat = RideSeat(ride_id=ride, person_id=person, enrolment_id=self.enrolment, kind=kind)
        seat.stop_id = town.stop
        db.add(seat)
