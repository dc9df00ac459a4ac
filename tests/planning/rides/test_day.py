from datetime import date, timedelta

from kursplaner.domain.courses import Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Credential
from kursplaner.domain.rides.rides import RideDemand, RideSeat, VehicleSeat
from kursplaner.planning.rides import day_plan
from kursplaner.planning.rides.day import RuleKind, day_rules, margin
from kursplaner.planning.rides.day_plan import WOULD_FIT, left_behind, propose_day
from kursplaner.store.queries.rides.rides import (
    RideRow,
    VehicleRow,
    rides_day,
    vehicle_rows,
)
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.records import find
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly


def day(town: SmallTown) -> tuple[list[RideRow], list[VehicleRow]]:
    with town.workspace.read() as db:
        return rides_day(db, TUESDAY), vehicle_rows(db)


def rider(town: SmallTown, name: str, children: int = 0) -> int:
    """Enrol somebody who wants to ride, with children that come along."""
    with town.workspace.fill() as db:
        person = add_person(db, name, birth_date=date(1990, 1, 1))
        enrolment = enrol_plainly(db, town.course, person)
        for direction in ("out", "back"):
            db.add(RideDemand(enrolment_id=enrolment, direction=direction, stop_id=town.stop))
        for number in range(children):
            child = add_person(db, f"{name}kind{number}", birth_date=date(2022, 1, 1))
            db.add(EnrolmentChild(enrolment_id=enrolment, child_id=child, rides=True))
        return person


def rules(town: SmallTown) -> dict[RuleKind, str]:
    rides, vehicles = day(town)
    with town.workspace.read() as db:
        return {rule.kind: rule.state for rule in day_rules(db, TUESDAY, rides, vehicles)}


def test_arrival_and_missing_credentials_are_judged(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for credential in find(db, Credential):
            db.delete(credential)
    rides, _ = day(town)
    assert [margin(ride) for ride in rides] == [10, 50]
    found = rules(town)
    assert found[RuleKind.ARRIVAL] == "bad"
    assert found[RuleKind.DRIVER_CREDENTIAL] == found[RuleKind.VEHICLE_CREDENTIAL] == "bad"


def test_credentials_in_order_and_soon_due(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for credential in find(db, Credential, resource_id=town.people["driver"]):
            credential.valid_until = date(2028, 1, 1)
        (inspection,) = find(db, Credential, resource_id=town.vehicle, kind="inspection")
        inspection.valid_until = date(2027, 3, 20)
    found = rules(town)
    assert found[RuleKind.DRIVER_CREDENTIAL] == "good"
    assert found[RuleKind.VEHICLE_CREDENTIAL] == "warning"


def test_a_small_child_alone_and_a_missing_seat_are_bad(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for number in range(2):
            child = add_person(db, f"Klein{number}", birth_date=date(2023, 1, 1))
            db.add(RideSeat(ride_id=town.rides[0], person_id=child, kind="child_seat"))
    found = rules(town)
    assert found[RuleKind.COMPANY] == "bad"
    assert found[RuleKind.CHILD_SEATS] == "bad"


def test_who_would_fit_is_told_and_planned_in_one_act(town: SmallTown) -> None:
    person = rider(town, "Nina")
    rides, vehicles = day(town)
    with town.workspace.read() as db:
        left = left_behind(db, TUESDAY, rides, vehicles)
        plan = propose_day(db, TUESDAY)
    assert [(behind.person_id, behind.reason) for behind in left] == [(person, WOULD_FIT)]
    assert plan.courses[0].joining == {person}
    with town.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, plan)
    with town.workspace.read() as db:
        assert unserved(db, TUESDAY) == []
        assert propose_day(db, TUESDAY).empty
    assert town.workspace.undo() is not None
    with town.workspace.read() as db:
        assert len(unserved(db, TUESDAY)) == 2


def test_a_missing_child_seat_is_named_though_seats_are_free(town: SmallTown) -> None:
    rider(town, "Zofia", children=2)
    rides, vehicles = day(town)
    with town.workspace.read() as db:
        left = left_behind(db, TUESDAY, rides, vehicles)
    assert [(behind.reason, behind.heads, behind.loan) for behind in left] == [
        ("child_seat", 3, None)
    ]


def test_nobody_is_left_where_everybody_rides(town: SmallTown) -> None:
    rides, vehicles = day(town)
    with town.workspace.read() as db:
        assert left_behind(db, TUESDAY, rides, vehicles) == ()
        assert find(db, VehicleSeat, vehicle_id=town.vehicle)


def test_who_comes_only_on_some_dates_is_not_left_out_on_the_others(town: SmallTown) -> None:
    person = rider(town, "Schicht")
    with town.workspace.fill() as db:
        enrolment = find(db, Enrolment, person_id=person)[0]
        enrolment.only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=enrolment.id, lesson_id=town.lessons[1]))
    with town.workspace.read() as db:
        assert unserved(db, TUESDAY) == []
        assert len(unserved(db, TUESDAY + timedelta(days=2))) == 2
