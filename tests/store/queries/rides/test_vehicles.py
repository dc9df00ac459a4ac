"""What still hangs on vehicles and stops, and what the odometer said before a ride."""

from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import Ride, RideDemand
from kursplaner.store.queries.rides import ride_log, vehicles
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, WEDNESDAY, rides


def test_rides_a_vehicle_is_planned_for_from_a_day_on(kept: SmallTown, db: Db) -> None:
    before = vehicles.vehicle_rides_after(db, kept.vehicle, WEDNESDAY)
    assert before == 10
    spans = [(MIDNIGHT - 1, MIDNIGHT), (MIDNIGHT, MIDNIGHT + 5)]
    rides(db, spans, vehicle_id=kept.vehicle)
    rides(db, spans, vehicle_id=kept.vehicle, status="done")
    rides(db, spans)
    assert vehicles.vehicle_rides_after(db, kept.vehicle, WEDNESDAY) == before + 1


def test_who_names_a_stop(kept: SmallTown, db: Db) -> None:
    assert vehicles.stop_users(db, kept.stop) == 0
    person = add_person(db, "Rima")
    stay = enrol_plainly(db, kept.course, person)
    for direction, ended in (("out", None), ("back", TUESDAY)):
        wish = RideDemand(enrolment_id=stay, direction=direction, stop_id=kept.stop)
        wish.ended_on = ended
        db.add(wish)
    for day in (TUESDAY, WEDNESDAY):
        db.add(PersonAddress(person_id=person, valid_from=day, stop_id=kept.stop))
    db.flush()
    assert vehicles.stop_users(db, kept.stop) == 3
    assert vehicles.stop_users(db, kept.stop + 1) == 0


def test_credentials_are_those_of_the_ones_asked_for(kept: SmallTown, db: Db) -> None:
    assert vehicles.credentials_by_resource(db, []) == {}
    found = vehicles.credentials_by_resource(db, [kept.vehicle])
    assert found == {kept.vehicle: {"inspection": None, "insurance": None}}


def test_the_odometer_before_a_ride(kept: SmallTown, db: Db) -> None:
    assert ride_log.last_odometer(db, kept.vehicle, MIDNIGHT) is None
    keys = rides(db, [(MIDNIGHT - 1, MIDNIGHT), (MIDNIGHT, MIDNIGHT + 5)], vehicle_id=kept.vehicle)
    (other,) = rides(db, [(MIDNIGHT - 1, MIDNIGHT)])
    for key, kilometres in ((keys[0], 70), (keys[1], 90), (other, 95)):
        by_id(db, Ride, key).odometer_end_km = kilometres
    db.flush()
    assert ride_log.last_odometer(db, kept.vehicle, MIDNIGHT) == 70
    assert ride_log.last_odometer(db, kept.vehicle, MIDNIGHT + 1) == 90
