"""The shuttle of a day: whole rides, what is in use, and who has no seat, to the minute and day."""

from datetime import date, timedelta
from typing import Any

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.people import ContactRoute, Person, PersonAddress
from kursplaner.domain.rides.rides import (
    Ride,
    RideDemand,
    RideDemandException,
    RideLesson,
    RideSeat,
    RideStop,
    Stop,
    Vehicle,
    VehicleSeat,
)
from kursplaner.store.queries.rides import rides
from kursplaner.store.queries.rides.rides import (
    Halt,
    Passenger,
    RideRow,
    StopRow,
    VehicleRow,
)
from kursplaner.store.queries.rides.unserved import Unserved, unserved
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

DAY = timedelta(days=1)
WEDNESDAY = TUESDAY + DAY
MIDNIGHT = minute_of(WEDNESDAY)
WORN: dict[str, Any] = {
    "kind": "child_seat",
    "wheelchair": True,
    "result": "no_show",
    "result_reason": "krank",
}
PLAIN = ("seated", "cancelled", "way back", "ended", "skips", "later", "other", "elsewhere")
STAYS: dict[str, dict[str, object]] = {
    "plain": {},
    "from today": {"joined": WEDNESDAY},
    "until today": {"left_on": WEDNESDAY},
    "ever": {"joined": None},
    "from tomorrow": {"joined": WEDNESDAY + DAY},
    "until yesterday": {"left_on": TUESDAY},
    "waiting": {"status": "waiting"},
    "planned": {"only_planned_lessons": True},
    "not planned": {"only_planned_lessons": True},
    **{key: {} for key in PLAIN},
}


def add_ride(db: Db, starts: int, direction: str = "out", **values: object) -> int:
    row = Ride(direction=direction, starts=starts, ends=starts + 30, **values)
    db.add(row)
    db.flush()
    return row.id


def add_seat(db: Db, ride: int, person: int, enrolment: int | None, **values: object) -> int:
    row = RideSeat(ride_id=ride, person_id=person, enrolment_id=enrolment, **values)
    db.add(row)
    db.flush()
    return row.id


def add_stop(db: Db, name: str, **values: object) -> int:
    row = Stop(name=name, **values)
    db.add(row)
    db.flush()
    return row.id


def add_wish(db: Db, town: SmallTown, enrolment: int, direction: str = "out") -> RideDemand:
    row = RideDemand(enrolment_id=enrolment, direction=direction, stop_id=town.stop)
    db.add(row)
    db.flush()
    return row


def a_seat(key: int, person: int, name: str, **values: object) -> Passenger:
    given, family = name[:3], name
    usual: dict[str, object] = {
        "enrolment_id": None,
        "name": f"{family}, {given}",
        "given_name": given,
        "family_name": family,
        "birth_date": None,
        "phone": "",
        "stop_id": None,
        "kind": "none",
        "wheelchair": False,
        "pram": False,
        "with_person": "",
        "result": "open",
        "result_reason": "",
    }
    return Passenger(key, person, **{**usual, **values})  # type: ignore[arg-type]


def test_a_day_has_the_rides_that_begin_in_it_and_take_place(kept: SmallTown, db: Db) -> None:
    made = {minute: add_ride(db, MIDNIGHT + minute) for minute in (1440, 1439, 0, -1)}
    done = add_ride(db, MIDNIGHT + 20, status="done")
    add_ride(db, MIDNIGHT + 10, status="cancelled")
    found = rides.rides_day(db, WEDNESDAY)
    assert [each.id for each in found] == [made[0], done, made[1439]]
    assert [each.id for each in rides.rides_day(db, TUESDAY)] == [*kept.rides[:2], made[-1]]
    assert rides.ride(db, 10_000) is None


def test_a_ride_without_anything_has_no_seats(kept: SmallTown, db: Db) -> None:
    bare = add_ride(db, MIDNIGHT, "back", odometer_start_km=7, odometer_end_km=9, remark="leer")
    found = rides.ride(db, bare)
    assert found == RideRow(
        *(bare, 1, "back", None, None, "", None, None, MIDNIGHT, MIDNIGHT + 30, 0, "planned"),
        *(False, 7, 9, "leer", 0, (), (), 0, (), ()),
    )
    assert rides.rides_day(db, WEDNESDAY) == [found]
    # The vehicle and driver of another ride stay with it.
    assert rides.rides_day(db, TUESDAY)[0].driver == "Wolf, Wol"


def test_a_ride_has_its_vehicle_lessons_and_halts(kept: SmallTown, db: Db) -> None:
    second = add_course(db, kept, "K2")
    by_id(db, Course, kept.course).colour, by_id(db, Course, second).colour = 4, 5
    by_id(db, Stop, kept.stop).municipality = "Oelsnitz"
    at = MIDNIGHT + 600
    lessons = [
        add_lesson(db, course, at + number * 5)
        for number, course in enumerate((kept.course, second, kept.course))
    ]
    by_id(db, Vehicle, kept.vehicle).plate = "V-KP 1"
    market = add_stop(db, "Markt", municipality="Plauen", latitude=1, longitude=2)
    for direction, starts in (("out", at - 40), ("back", at + 200)):
        bus = {"vehicle_id": kept.vehicle, "driver_id": kept.people["driver"]}
        ride = add_ride(db, starts, direction, metres=900, locked=True, **bus)
        db.add_all([RideLesson(ride_id=ride, lesson_id=lesson) for lesson in lessons])
        places = ((3, None, kept.site), (1, market, None), (2, kept.stop, None))
        for position, stop, site in places:
            minute = starts + position
            halt = RideStop(ride_id=ride, position=position, stop_id=stop, at=minute)
            halt.site_id = site
            db.add(halt)
        db.flush()
        times = [at, at + 5, at + 10] if direction == "out" else [at + 150, at + 155, at + 160]
        facts: Any = (
            *(ride, 1, direction, kept.vehicle, "Bus 1", "V-KP 1", kept.people["driver"]),
            *("Wolf, Wol", starts, starts + 30, 900, "planned", True, None),
            *(None, "", 3, ("Kurs K1", "Kurs K2"), tuple(times), 4),
            (
                Halt(market, "Plauen, Markt", "Plauen", 1, 2, starts + 1, False),
                Halt(
                    *(kept.stop, "Oelsnitz", "Oelsnitz", 50_410_000, 12_170_000),
                    *(starts + 2, False),
                ),
                Halt(None, "Rathaus", "", 50_320_000, 12_260_000, starts + 3, True),
            ),
            (),
        )
        assert rides.ride(db, ride) == RideRow(*facts)


def test_passengers_come_by_family_with_the_phone_to_call(kept: SmallTown, db: Db) -> None:
    rima, olena, sami, guest = (add_person(db, each) for each in ("Rima", "Olena", "Sami", "Gast"))
    families = [enrol_plainly(db, kept.course, person) for person in (rima, olena)]
    db.add(EnrolmentChild(enrolment_id=families[0], child_id=sami))
    by_id(db, Person, rima).birth_date = date(1990, 1, 1)
    by_id(db, Person, sami).birth_date = date(2022, 1, 1)
    by_id(db, Person, olena).address_restricted = True
    routes = (
        (rima, 3, "messenger", "0171 9"),
        (rima, 1, "email", "rima@example.org"),
        (rima, 2, "phone", "0171 1"),
        (olena, 1, "phone", "0171 2"),
        (sami, 1, "messenger", "0171 3"),
    )
    for person, position, kind, value in routes:
        db.add(ContactRoute(person_id=person, position=position, kind=kind, value=value))
    ride, other = add_ride(db, MIDNIGHT), add_ride(db, MIDNIGHT + 60)
    strapped: dict[str, Any] = {"kind": "child_seat", "wheelchair": True}
    strapped |= {"result": "no_show", "result_reason": "krank"}
    seats = [
        add_seat(db, ride, sami, families[0], **strapped),
        add_seat(db, ride, olena, families[1], pram=True, stop_id=kept.stop),
        add_seat(db, ride, rima, families[0]),
        add_seat(db, ride, guest, None),
        add_seat(db, other, rima, families[0]),
    ]
    first, second = rides.rides_day(db, WEDNESDAY)
    born: dict[str, Any] = {"birth_date": date(1990, 1, 1), "phone": "0171 1"}
    born["enrolment_id"] = families[0]
    assert first.passengers == (
        a_seat(seats[3], guest, "Gast"),
        a_seat(seats[2], rima, "Rima", **born),
        a_seat(
            *(seats[0], sami, "Sami"),
            **(born | strapped | {"birth_date": date(2022, 1, 1), "phone": "0171 3"}),
            with_person="Rim",
        ),
        a_seat(seats[1], olena, "Olena", enrolment_id=families[1], pram=True, stop_id=kept.stop),
    )
    assert second.passengers == (a_seat(seats[4], rima, "Rima", **born),)
    by_id(db, Person, rima).given_name = ""
    db.flush()
    assert rides.rides_day(db, WEDNESDAY)[0].passengers[2].with_person == "Rima"


def test_vehicles_and_stops_in_use(kept: SmallTown, db: Db) -> None:
    values = {"plate": "V-KP 2", "wheelchair_places": 2, "pram_places": 3, "odometer_km": 77}
    small = Vehicle(name="Auto", seats=5, **values)
    db.add_all([small, Vehicle(name="Alt", seats=9, ended_on=TUESDAY)])
    db.flush()
    db.add(VehicleSeat(vehicle_id=small.id, kind="infant_carrier", count=2))
    later = add_stop(db, "Markt", municipality="Plauen", latitude=1, longitude=2)
    first = add_stop(db, "Bahnhof", municipality="Plauen")
    add_stop(db, "Alt", ended_on=TUESDAY)
    assert rides.vehicle_rows(db) == [
        VehicleRow(
            *(small.id, 1, "Auto", "V-KP 2", 5, 2, 3, None, None, (("infant_carrier", 2),), 77)
        ),
        VehicleRow(
            *(kept.vehicle, 1, "Bus 1", "", 4, 0, 1, kept.people["driver"], "Wolf, Wol"),
            *((("booster", 1), ("child_seat", 1)), None),
        ),
    ]
    assert rides.stop_rows(db) == [
        StopRow(kept.stop, 1, "Oelsnitz", "", 50_410_000, 12_170_000),
        StopRow(first, 1, "Bahnhof", "Plauen", None, None),
        StopRow(later, 1, "Markt", "Plauen", 1, 2),
    ]


def test_lessons_of_the_day_that_take_place_want_rides(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    lessons = [add_lesson(db, course, MIDNIGHT + minute) for minute in (-1, 0, 1439, 1440)]
    lessons.append(add_lesson(db, course, MIDNIGHT + 500, status="held"))
    add_lesson(db, course, MIDNIGHT + 800, status="cancelled")
    rima = add_person(db, "Rima")
    enrolment = enrol_plainly(db, course, rima)
    wish = add_wish(db, kept, enrolment)
    found = sorted(unserved(db, WEDNESDAY), key=lambda each: each.lesson_id)
    assert found == [
        Unserved(wish.id, enrolment, rima, "Rima, Rim", "out", "Oelsnitz", "Kurs K2", lesson)
        for lesson in lessons[1:3] + lessons[4:]
    ]
    for day, stop in ((TUESDAY, kept.stop), (WEDNESDAY, None)):
        db.add(PersonAddress(person_id=rima, valid_from=day, stop_id=stop))
    db.flush()
    assert {each.stop for each in unserved(db, WEDNESDAY)} == {""}


def test_who_has_no_seat_and_wants_one_that_day(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    lesson = add_lesson(db, course, MIDNIGHT + 600)
    enrolments: dict[str, int] = {}
    wishes: dict[str, RideDemand] = {}
    for name, values in STAYS.items():
        rest = {key: value for key, value in values.items() if key != "joined"}
        enrolments[name] = enrol_plainly(db, course, add_person(db, name.title()), **rest)
        if "joined" in values:
            by_id(db, Enrolment, enrolments[name]).joined_on = values["joined"]  # type: ignore[assignment]
        wishes[name] = add_wish(db, kept, enrolments[name])
    db.add(PlannedLesson(enrolment_id=enrolments["planned"], lesson_id=lesson))
    wishes["ended"].ended_on = WEDNESDAY + DAY
    for name, day, kind in (
        ("skips", WEDNESDAY, "skip"),
        ("later", WEDNESDAY + DAY, "skip"),
        ("other", WEDNESDAY, "other_stop"),
    ):
        db.add(RideDemandException(demand_id=wishes[name].id, day=day, kind=kind))
    for name, status, direction in (
        ("seated", "done", "out"),
        ("cancelled", "cancelled", "out"),
        ("way back", "planned", "back"),
        ("elsewhere", "planned", "out"),
    ):
        ride = add_ride(db, MIDNIGHT, direction, status=status)
        if name != "elsewhere":
            db.add(RideLesson(ride_id=ride, lesson_id=lesson))
        add_seat(db, ride, kept.people["driver"], enrolments[name])
    db.flush()
    found = {each.enrolment_id: each for each in unserved(db, WEDNESDAY)}
    names = {key: name for name, key in enrolments.items()}
    assert [names[key] for key in sorted(found)] == [
        *("plain", "from today", "until today", "ever", "planned"),
        *("cancelled", "way back", "later", "other", "elsewhere"),
    ]
