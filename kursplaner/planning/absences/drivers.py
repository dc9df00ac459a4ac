"""Who drives a ride that an absence is about, is on its list and told so."""

from collections.abc import Collection

from kursplaner.domain.absences import AbsenceWord
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences import words
from kursplaner.planning.absences.plan import FREE, RIDE_UNIT, Unit
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db


def follow_drivers(db: Db, ride_ids: Collection[int]) -> None:
    """Put those who drive some rides now on the lists of the absences the rides stand on.

    Until somebody calls them they believe that they are not needed.
    """
    db.flush()
    known = find(db, AbsenceWord, source=RIDE_UNIT, record_id=list(ride_ids))
    rides = by_ids(db, Ride, {word.record_id for word in known})
    units: dict[int, dict[int, set[Unit]]] = {}
    for word in known:
        driver = rides[word.record_id].driver_id
        if driver is not None:
            of_driver = units.setdefault(word.absence_id, {}).setdefault(driver, set())
            of_driver.add((RIDE_UNIT, word.record_id))
    for absence_id, found in units.items():
        words.concern(db, absence_id, found, FREE)
        words.reopen(db, absence_id)
