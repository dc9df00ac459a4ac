"""Childcare and shuttle of a running course, taken away and added again."""

from datetime import timedelta

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import Ride, RideDemand, RideSeat
from kursplaner.planning.conflicts.finding import find as conflicts
from kursplaner.planning.courses.correcting import Correction
from kursplaner.store.records import by_id, find
from tests.planning.corrections import corrected, wish
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly
from tests.planning.two_courses import Two, build_two, enrol, state

LACKS = (ConflictKind.CHILDCARE_MISSING, ConflictKind.RIDE_MISSING)
DAY = TUESDAY + timedelta(days=7)


def family(town: SmallTown) -> tuple[Two, int]:
    """Enrol a mother with a child in the childcare, who both come by the shuttle."""
    two = build_two(town)
    return two, enrol(two, town.course, "Anna", child=True, rides=True)


def change(town: SmallTown, **services: bool) -> Correction:
    return corrected(town, wish(town, day=DAY, **services))


def counts(town: SmallTown, enrolment: int) -> tuple[int, int, int, int]:
    """Return how many slots and rides take place, places and seats the family has."""
    with town.workspace.read() as db:
        links = {slot.id: slot for slot in find(db, ChildcareSlot, status="planned")}
        mine = [key for key in town.slots if key in links]
        rides = [ride for ride in find(db, Ride, status="planned") if ride.id in town.rides]
        places = find(db, ChildcarePlace, enrolment_id=enrolment)
        return len(mine), len(rides), len(places), len(find(db, RideSeat, enrolment_id=enrolment))


def test_childcare_ends_on_the_day_for_the_families_named(town: SmallTown) -> None:
    two, key = family(town)
    with town.workspace.read() as db:
        before = state(db)
    plan = change(town, childcare=False)
    assert plan.childcare.losing == (two.people["Anna"],)
    assert counts(town, key) == (2, 12, 2, 12)
    with town.workspace.read() as db:
        assert not by_id(db, Course, town.course).childcare
        busy = find(db, Occupation, source="childcare", source_id=town.slots[2:], active=True)
        assert busy == []
        assert [row.childcare for row in find(db, EnrolmentChild)] == [False]
        assert conflicts(db, DAY, kinds=LACKS) == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_the_shuttle_ends_on_the_day_for_the_families_named(town: SmallTown) -> None:
    two, key = family(town)
    plan = change(town, shuttle=False)
    assert plan.shuttle.losing == (two.people["Anna"],)
    assert counts(town, key) == (6, 4, 6, 4)
    with town.workspace.read() as db:
        ends = {row.ended_on for row in find(db, RideDemand, enrolment_id=key)}
        assert ends == {DAY - timedelta(days=1)}
        assert by_id(db, Enrolment, key).way == "shuttle"
        busy = find(db, Occupation, source="ride", source_id=town.rides[4:], active=True)
        assert busy == []
        assert conflicts(db, DAY, kinds=LACKS) == []


def test_what_is_added_again_is_laid_for_those_who_had_it(town: SmallTown) -> None:
    two, key = family(town)
    change(town, childcare=False, shuttle=False)
    plan = change(town, childcare=True, shuttle=True)
    assert plan.childcare.served == (two.people["Anna"],)
    assert plan.shuttle.served == (two.people["Anna"],)
    assert (plan.childcare.without, plan.shuttle.without) == ((), ())
    with town.workspace.read() as db:
        places = find(db, ChildcarePlace, enrolment_id=key)
        seats = find(db, RideSeat, enrolment_id=key)
        assert (len(places), len(seats)) == (6, 12)
        assert [row.ended_on for row in find(db, RideDemand, enrolment_id=key)] == [None, None]
        carers = {c.kind for c in conflicts(db, DAY) if c.hard}
        assert carers == set()


def test_a_seat_that_hangs_on_no_enrolment_goes_with_its_ride(town: SmallTown) -> None:
    two, key = family(town)
    with town.workspace.fill() as db:
        guest = add_person(db, "Gast")
        for ride in (town.rides[3], town.rides[4]):
            db.add(RideSeat(ride_id=ride, person_id=guest, stop_id=town.stop))
    change(town, shuttle=False)
    with town.workspace.read() as db:
        assert [seat.ride_id for seat in find(db, RideSeat, person_id=guest)] == [town.rides[3]]
    assert counts(town, key) == (6, 4, 6, 4)
    assert two.people["Anna"] != guest


def test_who_comes_by_the_shuttle_is_fetched_at_her_own_stop(town: SmallTown) -> None:
    change(town, shuttle=False)
    keys, people = {}, {}
    with town.workspace.fill() as db:
        for way in ("shuttle", "unknown", "own"):
            people[way] = add_person(db, f"Berta {way}")
            db.add(PersonAddress(person_id=people[way], valid_from=TUESDAY, stop_id=town.stop))
            keys[way] = enrol_plainly(db, town.course, people[way], way=way)
    plan = change(town, shuttle=True)
    assert plan.shuttle.served == (people["shuttle"],)
    with town.workspace.read() as db:
        wishes = [(row.enrolment_id, row.direction, row.stop_id) for row in find(db, RideDemand)]
        mine = keys["shuttle"]
        assert wishes == [(mine, "out", town.stop), (mine, "back", town.stop)]
        assert [by_id(db, Enrolment, key).way for key in keys.values()] == list(keys)
