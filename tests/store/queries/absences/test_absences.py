"""What an absence touches, to the minute and to the day; and how an absence stands."""

from typing import Any

from kursplaner.basics.spans import Span
from kursplaner.domain.absences import Absence, AbsenceEnding
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer
from kursplaner.domain.courses import Enrolment, LessonPerson, PlannedLesson
from kursplaner.domain.people import Guardianship
from kursplaner.domain.rides.rides import RideSeat, RideStop, Stop
from kursplaner.store.queries.absences import absences, duties
from kursplaner.store.queries.absences.absences import (
    AbsenceRow,
    Attending,
    LookedAfter,
    Record,
    Riding,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import (
    DAY,
    MIDNIGHT,
    WEDNESDAY,
    lessons,
    rides,
    slots,
    touching,
    written,
)

SPAN = (MIDNIGHT + 600, MIDNIGHT + 700)
WITHIN = Span(*SPAN)
TIMES = touching(SPAN)
ILL: dict[str, Any] = {"reason": "ill", "reported_at": 7}


def records(source: str, ids: list[int], **values: object) -> list[Record]:
    """Return the two records of four that touch the span."""
    return [Record(source, ids[at], *TIMES[at], **values) for at in (1, 2)]  # type: ignore[arg-type]


def row(key: int, kind: str, starts: int, ends: int, **more: Any) -> AbsenceRow:
    facts: dict[str, Any] = {
        "resource_id": None,
        "closure_id": None,
        "name": "",
        "municipality": "",
        "note": "",
        "until": ends,
        "withdrawn": False,
    }
    times: dict[str, Any] = {"starts": starts, "ends": ends}
    return AbsenceRow(id=key, version=1, kind=kind, **times, **ILL, **{**facts, **more})


def test_an_absence_as_it_was_reported_and_as_it_ended(kept: SmallTown, db: Db) -> None:
    driver, vehicle = kept.people["driver"], kept.vehicle
    rows = [
        Absence(kind="person", resource_id=driver, starts=a, ends=b, note=f"{at}", **ILL)
        for at, (a, b) in enumerate(TIMES)
    ]
    ids = written(db, *rows)
    rest = written(
        db,
        Absence(kind="vehicle", resource_id=vehicle, starts=SPAN[0], ends=SPAN[1], **ILL),
        Absence(kind="village", municipality="Plauen", starts=SPAN[0], ends=SPAN[1], **ILL),
        Absence(kind="day", starts=SPAN[0], ends=SPAN[0] + 1440, **ILL),
    )
    for key, since in ((rest[0], SPAN[0] + 1), (rest[1], SPAN[0])):
        db.add(AbsenceEnding(absence_id=key, since=since))
    db.flush()

    person: dict[str, Any] = {"resource_id": driver, "name": "Wolf, Wol"}
    expected = [
        row(ids[1], "person", *TIMES[1], note="1", **person),
        row(
            *(rest[0], "vehicle", SPAN[0], SPAN[0] + 1),
            resource_id=vehicle,
            name="Bus 1",
            until=SPAN[1],
        ),
        row(rest[1], "village", *SPAN, municipality="Plauen", withdrawn=True),
        row(rest[2], "day", SPAN[0], SPAN[0] + 1440),
        row(ids[2], "person", *TIMES[2], note="2", **person),
    ]
    assert absences.absences_between(db, WITHIN) == expected
    assert absences.absence(db, rest[0]) == expected[1]
    assert absences.absence(db, 10_000) is None
    midnight = row(1, "day", MIDNIGHT, MIDNIGHT + 1440)
    assert (midnight.first, midnight.last) == (WEDNESDAY, WEDNESDAY)
    assert row(1, "day", MIDNIGHT, MIDNIGHT + 1441).last == WEDNESDAY + DAY


def test_nobody_is_asked_for_where_nothing_was_reported(db: Db) -> None:
    assert absences.absences_between(db, WITHIN) == []
    db.add(Absence(kind="day", starts=SPAN[0], ends=SPAN[1], reason="weather", reported_at=7))
    db.flush()
    (found,) = absences.absences_between(db, WITHIN)
    assert (found.name, found.resource_id) == ("", None)


def test_the_work_of_a_person_or_vehicle_in_a_span(kept: SmallTown, db: Db) -> None:
    person, other = add_person(db, "Weiss"), kept.people["Vogel"]
    taught = lessons(db, kept.course, TIMES, cancel_reason="snow")
    helped, others = lessons(db, kept.course, [SPAN] * 2)
    db.add_all([LessonPerson(lesson_id=key, person_id=person) for key in taught])
    db.add(LessonPerson(lesson_id=helped, person_id=person, role="interpreter"))
    db.add(LessonPerson(lesson_id=others, person_id=other))
    cared = slots(db, TIMES)
    db.add_all([ChildcareSlotCarer(slot_id=key, person_id=person) for key in cared[:2]])
    own = {"starts": SPAN[1] + 1, "ends": SPAN[1] + 3}
    db.add_all([ChildcareSlotCarer(slot_id=key, person_id=person, **own) for key in cared[2:]])
    # Others' times in the same slot are their own.
    db.add(ChildcareSlotCarer(slot_id=cared[1], person_id=other, **own))
    driven = rides(db, TIMES, driver_id=person, vehicle_id=kept.vehicle)
    rides(db, TIMES, driver_id=other)
    assert absences.lessons_of_worker(db, person, WITHIN) == records(
        "lesson", taught, reason="snow"
    )
    assert absences.slots_of_carer(db, person, WITHIN) == [
        Record("childcare", cared[1], *TIMES[1]),
        Record("childcare", cared[2], SPAN[1] + 1, SPAN[1] + 3),
    ]
    assert absences.rides_of_driver(db, person, WITHIN) == records("ride", driven)
    assert absences.rides_of_vehicle(db, kept.vehicle, WITHIN) == records("ride", driven)


def test_the_rides_of_a_village_stop_there_or_carry_somebody_from_there(
    kept: SmallTown, db: Db
) -> None:
    there, elsewhere = written(
        db, Stop(name="Markt", municipality="Plauen"), Stop(name="Markt", municipality="Adorf")
    )
    halting, carrying = rides(db, TIMES), rides(db, TIMES)
    rides(db, TIMES)
    for ride in halting:
        db.add_all([RideStop(ride_id=ride, position=at, stop_id=there, at=1) for at in (1, 2)])
    for ride in carrying:
        db.add(RideStop(ride_id=ride, position=1, stop_id=elsewhere, at=1))
        db.add(RideSeat(ride_id=ride, person_id=kept.people["driver"], stop_id=there))
    db.flush()
    found = absences.rides_of_villages(db, ["Plauen"], WITHIN)
    both = [*records("ride", halting), *records("ride", carrying)]
    assert found == sorted(both, key=lambda each: (each.starts, each.id))


def test_everything_of_a_span_is_in_it_and_all_of_it(kept: SmallTown, db: Db) -> None:
    made = {
        "lesson": lessons(db, kept.course, TIMES),
        "childcare": slots(db, TIMES),
        "ride": rides(db, TIMES),
    }
    whole = [each for source, ids in made.items() for each in records(source, ids)]
    assert absences.everything(db, WITHIN) == whole


def test_what_somebody_takes_part_in(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    rima, sami = add_person(db, "Rima"), add_person(db, "Sami")
    stay = enrol_plainly(db, course, rima)
    waits = enrol_plainly(db, other, rima, status="waiting")
    held = lessons(db, course, TIMES)
    lessons(db, other, TIMES)
    (late,) = lessons(db, course, [SPAN])
    by_id(db, Enrolment, stay).only_planned_lessons = True
    db.add_all([PlannedLesson(enrolment_id=stay, lesson_id=key) for key in held])
    enrol_plainly(db, course, add_person(db, "Olena"))
    cared = slots(db, TIMES)
    for slot in cared:
        db.add(ChildcarePlace(slot_id=slot, child_id=sami, enrolment_id=stay, status="excused"))
    own, cancelled, strange = slots(db, [SPAN] * 3)
    db.add(ChildcarePlace(slot_id=own, child_id=rima))
    db.add(ChildcarePlace(slot_id=cancelled, child_id=rima, status="cancelled"))
    db.add(ChildcarePlace(slot_id=strange, child_id=sami))
    driven = rides(db, [SPAN] * 3)
    db.add(RideSeat(ride_id=driven[0], person_id=rima))
    db.add(RideSeat(ride_id=driven[1], person_id=sami, enrolment_id=waits))
    db.add(RideSeat(ride_id=driven[2], person_id=sami))
    db.flush()
    assert late not in held
    assert absences.records_of_participant(db, rima, WITHIN) == [
        *records("lesson", held),
        Record("childcare", cared[1], *TIMES[1]),
        Record("childcare", own, *SPAN),
        Record("childcare", cared[2], *TIMES[2]),
        *(Record("ride", key, *SPAN) for key in driven[:2]),
    ]


def stays(db: Db, course: int) -> dict[str, int]:
    """Enrol people who are in the course on Wednesday, just not yet, or just no more."""
    found: dict[str, int] = {}
    for name, status, joined, left in (
        ("Anna", "enrolled", WEDNESDAY, None),
        ("Berta", "enrolled", WEDNESDAY + DAY, None),
        ("Cora", "left", TUESDAY, WEDNESDAY),
        ("Dora", "left", TUESDAY, TUESDAY),
        ("Emma", "waiting", TUESDAY, None),
    ):
        found[name] = enrol_plainly(db, course, add_person(db, name), status=status, way="walk")
        by_id(db, Enrolment, found[name]).joined_on = joined
        by_id(db, Enrolment, found[name]).left_on = left
    db.flush()
    return found


def test_who_is_expected_in_a_lesson_on_its_day(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    second, first = lessons(db, course, [SPAN, TIMES[1]])
    people = stays(db, course)
    person = {name: by_id(db, Enrolment, key).person_id for name, key in people.items()}
    by_id(db, Enrolment, people["Cora"]).only_planned_lessons = True
    db.add(PlannedLesson(enrolment_id=people["Cora"], lesson_id=second))
    db.add(AttendanceMark(lesson_id=first, enrolment_id=people["Anna"], mark="E"))
    db.flush()
    assert absences.attending(db, [first, second]) == [
        Attending(first, people["Anna"], person["Anna"], "walk", "E"),
        Attending(second, people["Anna"], person["Anna"], "walk", None),
        Attending(second, people["Cora"], person["Cora"], "walk", None),
    ]
    assert [each.lesson_id for each in absences.attending(db, [first])] == [first]


def test_children_of_a_slot_and_the_adult_they_are_there_for(kept: SmallTown, db: Db) -> None:
    people = stays(db, kept.course)
    slot, other = slots(db, [SPAN, SPAN])
    mother, father, carer = (add_person(db, name) for name in ("Mut", "Vat", "Opa"))
    for number, stay in enumerate(people.values()):
        child = add_person(db, f"Kind {number}", birth_date=TUESDAY)
        db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay))
    guest, left_alone = add_person(db, "Gast"), add_person(db, "Zoe")
    for adult, custody in ((carer, False), (mother, True), (father, True)):
        db.add(Guardianship(child_id=guest, adult_id=adult, has_custody=custody))
        db.flush()
    places = written(
        db,
        ChildcarePlace(slot_id=slot, child_id=guest, status="excused"),
        ChildcarePlace(slot_id=other, child_id=left_alone),
        ChildcarePlace(slot_id=other, child_id=guest, status="cancelled"),
    )
    found = absences.looked_after(db, [slot, other])
    assert [(each.name, each.guardian_id) for each in found] == [
        ("Gast, Gas", mother),
        ("Kind 0, Kin", by_id(db, Enrolment, people["Anna"]).person_id),
        ("Kind 2, Kin", by_id(db, Enrolment, people["Cora"]).person_id),
        ("Zoe, Zoe", None),
    ]
    assert found[0] == LookedAfter(
        slot, places[0], guest, "Gast, Gas", None, "excused", None, mother
    )
    assert (found[1].birth_date, found[1].enrolment_id) == (TUESDAY, people["Anna"])
    assert [each.place_id for each in absences.looked_after(db, [other])] == [places[1]]


def test_seats_with_the_village_and_time_of_their_stop(kept: SmallTown, db: Db) -> None:
    people = stays(db, kept.course)
    (stop,) = written(db, Stop(name="Markt", municipality="Plauen"))
    late, early = rides(db, [SPAN, TIMES[1]], vehicle_id=kept.vehicle)
    (bare,) = rides(db, [SPAN], direction="back")
    db.add(RideStop(ride_id=late, position=2, stop_id=kept.stop, at=5))
    db.add(RideStop(ride_id=late, position=1, stop_id=stop, at=6))
    db.add(RideStop(ride_id=early, position=1, stop_id=stop, at=9))
    child = add_person(db, "Kind")
    seats = written(
        db,
        RideSeat(ride_id=late, person_id=child, enrolment_id=people["Cora"], stop_id=stop),
        RideSeat(ride_id=bare, person_id=child, result="no_show"),
        RideSeat(ride_id=early, person_id=child, enrolment_id=people["Anna"], stop_id=kept.stop),
    )
    for name in ("Berta", "Dora", "Emma"):
        person = by_id(db, Enrolment, people[name]).person_id
        db.add(RideSeat(ride_id=late, person_id=person, enrolment_id=people[name], stop_id=stop))
    db.flush()
    anna, cora = (by_id(db, Enrolment, people[name]).person_id for name in ("Anna", "Cora"))
    assert absences.riding(db, [late, early, bare]) == [
        Riding(early, seats[2], child, people["Anna"], anna, "", "Bus 1", "out", None, "open"),
        Riding(late, seats[0], child, people["Cora"], cora, "Plauen", "Bus 1", "out", 6, "open"),
        Riding(bare, seats[1], child, None, child, "", "", "back", None, "no_show"),
    ]
    assert [each.ride_id for each in absences.riding(db, [early])] == [early]


def test_who_works_where(kept: SmallTown, db: Db) -> None:
    people = kept.people
    (alone,) = rides(db, [SPAN])
    wanted = [("ride", kept.rides[0]), ("ride", alone), ("lesson", kept.lessons[1])]
    assert duties.at_work(db, [*wanted, ("childcare", kept.slots[2])]) == [
        ("lesson", kept.lessons[1], people["Seidel"]),
        ("childcare", kept.slots[2], people["Roth"]),
        ("ride", kept.rides[0], people["driver"]),
    ]
    assert duties.at_work(db, []) == []
