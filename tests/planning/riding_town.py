"""The small town with families that ride, two further stops, and a form that moves one of them."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import EnrolmentChild
from kursplaner.domain.kinds import ActKind, Direction
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import Ride, RideDemand, RideSeat, RideStop, Stop
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.planning.rides.pick_ups import PickUpChange
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.family_town import Family
from tests.planning.small_town import SmallTown, build

SINCE = date(2026, 8, 1)
SECOND_WEEK = date(2027, 3, 9)
OUT, BACK = Direction.OUT.value, Direction.BACK.value
POINTS = {
    "near": (50_380_000, 12_240_000),
    "beyond": (50_500_000, 12_100_000),
    "far": (51_400_000, 13_200_000),
}


@dataclass
class RidingTown:
    """Ids of what was added; `mother` rides with `child`, both from the town's stop."""

    town: SmallTown
    mother: int = 0
    child: int = 0
    enrolment: int = 0
    stops: dict[str, int] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self.town.workspace

    def form(self, person: int = 0) -> PersonForm:
        """Return somebody's form as it is stored."""
        with self.town.workspace.read() as db:
            return person_form.load(db, person or self.mother)

    def proposed(self, form: PersonForm) -> PickUpChange:
        """Return what storing a form would make of the rides."""
        with self.town.workspace.read() as db:
            return person_form.ride_changes(db, form, self.form(form.id or 0))

    def stored(self, form: PersonForm) -> None:
        """Store a form in one act."""
        before = self.form(form.id or 0)
        with self.town.workspace.change(ActKind.PERSON_CHANGED) as db:
            person_form.store(db, form, before)

    def move(self, stop: int | None, day: date = SECOND_WEEK, person: int = 0) -> None:
        """Give somebody another stop from a day on."""
        form = self.form(person)
        address = form.address or AddressLine(day)
        self.stored(replace(form, address=replace(address, valid_from=day, stop_id=stop)))

    def seats(self, person: int = 0) -> dict[tuple[date, str], int | None]:
        """Return somebody's stop by day and direction, of rides not cancelled."""
        with self.town.workspace.read() as db:
            rides = {ride.id: ride for ride in find(db, Ride) if ride.status != "cancelled"}
            return {
                (day_of(rides[seat.ride_id].starts), rides[seat.ride_id].direction): seat.stop_id
                for seat in find(db, RideSeat, person_id=person or self.mother)
                if seat.ride_id in rides
            }

    def stops_of(self, person: int = 0) -> list[int | None]:
        """Return the stops of somebody's seats in order of time, there and back."""
        found = self.seats(person)
        return [found[key] for key in sorted(found, key=lambda key: (key[0], key[1] == BACK))]

    def halts(self, ride: int) -> list[tuple[int | None, int]]:
        """Return the halts of a ride as (stop, minute of the day); the site is None."""
        with self.town.workspace.read() as db:
            rows = sorted(find(db, RideStop, ride_id=ride), key=lambda row: row.position)
            return [(row.stop_id, row.at - minute_of(day_of(row.at))) for row in rows]


def demands(db: Db, enrolment: int, stop: int) -> None:
    """Let an enrolment ride there and back."""
    for direction in (OUT, BACK):
        db.add(RideDemand(enrolment_id=enrolment, direction=direction, stop_id=stop))
    for row in find(db, EnrolmentChild, enrolment_id=enrolment):
        row.rides = True
    db.flush()


def build_riding_town(path: Path) -> RidingTown:
    """Make the small town with the family that rides in a new file."""
    return build_riding(build(path))


def build_riding(town: SmallTown) -> RidingTown:
    """Add the family with its address, and stops nearer, beyond its own, and too far away."""
    made = RidingTown(town)
    with town.workspace.fill() as db:
        family = Family(db, town)
        made.mother, made.child, made.enrolment = family.mother, family.child, family.enrolment
        demands(db, family.enrolment, town.stop)
        for name, (latitude, longitude) in POINTS.items():
            stop = Stop(name=name.title(), municipality="Ort")
            stop.latitude, stop.longitude = latitude, longitude
            db.add(stop)
            db.flush()
            made.stops[name] = stop.id
        made.stops["home"] = town.stop
        home = PersonAddress(person_id=made.mother, valid_from=SINCE, stop_id=town.stop)
        db.add(home)
    return made
