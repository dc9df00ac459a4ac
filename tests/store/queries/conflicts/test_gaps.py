"""What is missing from a plan, for the stretch of a day and for its lessons alone."""

import pytest

from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Enrolment,
    EnrolmentChild,
    LessonPerson,
    PlannedLesson,
)
from kursplaner.domain.kinds import Direction
from kursplaner.domain.rides.rides import RideDemand, RideDemandException, RideLesson, RideSeat
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.queries.conflicts import gaps
from kursplaner.store.queries.conflicts.gaps import CarerWeek, Gap, SeatGap
from kursplaner.store.queries.conflicts.scopes import Scope, of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY, lessons, rides, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
SPAN = (NINE, TEN)


def scopes(db: Db, *ids: int) -> tuple[Scope, Scope]:
    """Return the Wednesday, and the lessons alone."""
    return stretch(MIDNIGHT, MIDNIGHT + 1440), of_lessons(db, ids)


def test_lessons_without_room_and_without_anybody_who_leads(kept: SmallTown, db: Db) -> None:
    times = [(MIDNIGHT + minute, MIDNIGHT + minute + 5) for minute in (-1, 0, 1439, 1440)]
    _, first, last, _ = lessons(db, kept.course, times)
    lessons(db, kept.course, [SPAN], status="cancelled")
    (placed,) = lessons(db, kept.course, [SPAN], room_id=kept.rooms["A"])
    people = kept.people
    for lesson, person, role in (
        *((first, "Seidel", "interpreter"), (last, "Seidel", "teacher")),
        *((placed, "Vogel", "speaker"),),
    ):
        db.add(LessonPerson(lesson_id=lesson, person_id=people[person], role=role))
    db.flush()
    for scope in scopes(db, first, last, placed):
        assert gaps.lessons_without_room(db, scope) == [
            Gap("lesson", first, kept.course, *times[1]),
            Gap("lesson", last, kept.course, *times[2]),
        ]
        assert gaps.lessons_without_teacher(db, scope) == [
            Gap("lesson", first, kept.course, *times[1])
        ]


def test_lessons_without_the_childcare_that_families_want(kept: SmallTown, db: Db) -> None:
    wanted, other, unasked = (add_course(db, kept, number) for number in ("K2", "K3", "K4"))
    child = add_person(db, "Kind")
    for course, status, childcare in (
        *((wanted, "enrolled", True), (other, "enrolled", False), (unasked, "left", True)),
    ):
        stay = enrol_plainly(db, course, add_person(db, status), status=status)
        db.add(EnrolmentChild(enrolment_id=stay, child_id=child, childcare=childcare))
    bare, served, dropped = lessons(db, wanted, [SPAN] * 3)
    rest = [lessons(db, course, [SPAN])[0] for course in (other, unasked)]
    slot, cancelled = slots(db, [SPAN] * 2)
    by_id(db, ChildcareSlot, cancelled).status = "cancelled"
    db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=served))
    db.add(ChildcareSlotLesson(slot_id=cancelled, lesson_id=dropped))
    db.flush()
    expected = [Gap("lesson", key, wanted, *SPAN) for key in (bare, dropped)]
    for scope in scopes(db, bare, served, dropped, *rest):
        assert gaps.lessons_without_childcare(db, scope) == expected


@pytest.mark.parametrize(("direction", "other"), [("out", "back"), ("back", "out")])
def test_lessons_without_a_ride_somebody_wants(
    kept: SmallTown, db: Db, direction: str, other: str
) -> None:
    courses = {name: add_course(db, kept, name) for name in ("K2", "ended", "part", "left")}
    for name, course in courses.items():
        stay = enrol_plainly(db, course, add_person(db, name))
        wish = RideDemand(enrolment_id=stay, direction=direction, stop_id=kept.stop)
        wish.ended_on = TUESDAY if name == "ended" else None
        row = by_id(db, Enrolment, stay)
        row.only_planned_lessons = name == "part"
        row.status = "left" if name == "left" else "enrolled"
        db.add(wish)
    bare, served, turned, dropped = lessons(db, courses["K2"], [SPAN] * 4)
    rest = [lessons(db, courses[name], [SPAN])[0] for name in ("ended", "part", "left")]
    for lesson, way, status in (
        *((served, direction, "done"), (turned, other, "planned")),
        *((dropped, direction, "cancelled"),),
    ):
        (ride,) = rides(db, [SPAN], direction=way, status=status)
        db.add(RideLesson(ride_id=ride, lesson_id=lesson))
    db.flush()
    expected = [Gap("lesson", key, courses["K2"], *SPAN) for key in (bare, turned, dropped)]
    for scope in scopes(db, bare, served, turned, dropped, *rest):
        assert gaps.lessons_without_ride(db, scope, Direction(direction)) == expected
        assert gaps.lessons_without_ride(db, scope, Direction(other)) == []


def test_people_without_a_seat_on_days_on_which_they_ride(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    lesson, bare = lessons(db, course, [SPAN] * 2)
    (ride,) = rides(db, [SPAN])
    (dropped,) = rides(db, [SPAN], direction="back", status="cancelled")
    db.add_all([RideLesson(ride_id=key, lesson_id=lesson) for key in (ride, dropped)])
    names = (
        *("plain", "seated", "skips", "skips later", "other stop", "ended", "back", "planned"),
        *("unplanned", "tomorrow", "today", "until today", "gone", "waiting", "ever"),
    )
    people = {name: add_person(db, name) for name in names}
    joined = {"tomorrow": WEDNESDAY + DAY, "today": WEDNESDAY, "ever": None}
    left = {"until today": WEDNESDAY, "gone": TUESDAY}
    for name, person in people.items():
        stay = enrol_plainly(db, course, person, left_on=left.get(name))
        row = by_id(db, Enrolment, stay)
        row.joined_on = joined.get(name, TUESDAY)
        row.status = "waiting" if name == "waiting" else "enrolled"
        row.only_planned_lessons = name in {"planned", "unplanned"}
        wish = RideDemand(enrolment_id=stay, stop_id=kept.stop)
        wish.direction = "back" if name == "back" else "out"
        wish.ended_on = TUESDAY if name == "ended" else None
        written(db, wish)
        if name == "seated":
            db.add(RideSeat(ride_id=ride, person_id=person, enrolment_id=stay, result="no_show"))
        if name == "planned":
            db.add(PlannedLesson(enrolment_id=stay, lesson_id=lesson))
        kinds = {"skips": (0, "skip"), "skips later": (1, "skip"), "other stop": (0, "other_stop")}
        if name in kinds:
            days, kind = kinds[name]
            day = WEDNESDAY + days * DAY
            db.add(RideDemandException(demand_id=wish.id, day=day, kind=kind))
    db.flush()
    found = [
        SeatGap(lesson, course, *SPAN, people[name], "out")
        for name in names
        if name in {"plain", "skips later", "other stop", "planned", "today", "until today", "ever"}
    ]
    for scope in scopes(db, lesson, bare):
        seats = gaps.people_without_seat(db, scope)
        assert sorted(seats, key=lambda gap: gap.person_id) == found
    assert gaps.people_without_seat(db, stretch(0, 1)) == []


def test_slots_without_carer_and_rides_without_driver(kept: SmallTown, db: Db) -> None:
    (lesson,) = lessons(db, kept.course, [SPAN])
    bare, empty, cared = slots(db, [SPAN] * 3)
    for slot in (bare, empty, cared):
        db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    db.add_all(
        [ChildcarePlace(slot_id=key, child_id=kept.people["Vogel"]) for key in (bare, cared)]
    )
    db.add(ChildcareSlotCarer(slot_id=cared, person_id=kept.people["Roth"]))
    driver, vehicle = {"driver_id": kept.people["driver"]}, {"vehicle_id": kept.vehicle}
    found = [rides(db, [SPAN], **values)[0] for values in ({}, driver, vehicle, driver | vehicle)]
    db.add_all([RideLesson(ride_id=key, lesson_id=lesson) for key in found])
    db.flush()
    for scope in scopes(db, lesson):
        assert gaps.slots_without_carer(db, scope) == [Gap("childcare", bare, 0, *SPAN)]
        missing = gaps.rides_without_driver(db, scope)
        assert sorted(missing, key=lambda gap: gap.source_id) == [
            Gap("ride", key, 0, *SPAN) for key in found[:3]
        ]


def test_a_carer_may_work_so_many_minutes_from_monday_to_sunday(kept: SmallTown, db: Db) -> None:
    monday = MIDNIGHT - 2 * 1440 + 9 * 7 * 1440
    assert [gaps.monday_of(monday + at) for at in (-1, 0, 7 * 1440 - 1, 7 * 1440)] == [
        *(monday - 7 * 1440, monday, monday, monday + 7 * 1440),
    ]
    carer, driver = add_person(db, "Weiss", "carer"), kept.people["driver"]
    times = [
        *((monday - 9, monday), (monday, monday + 60)),
        *((monday + 7 * 1440 - 40, monday + 7 * 1440), (monday + 7 * 1440, monday + 7 * 1440 + 9)),
    ]
    for key, span in zip(slots(db, times), times, strict=True):
        db.add(ChildcareSlotCarer(slot_id=key, person_id=carer))
        occupy(db, [Claim(carer, *span, "childcare", key), Claim(driver, *span, "childcare", key)])
    (lesson,) = lessons(db, kept.course, [(monday + 100, monday + 200)])
    occupy(db, [Claim(carer, monday + 100, monday + 200, "lesson", lesson)])
    (slot, *_) = slots(db, [times[1]])
    written(db, ChildcareSlotCarer(slot_id=slot, person_id=carer))
    db.add(ChildcareSlotLesson(slot_id=slot, lesson_id=lesson))
    db.flush()
    week = CarerWeek(carer, monday, 100, monday, monday + 7 * 1440)
    for scope in (stretch(monday, monday + 7 * 1440), of_lessons(db, [lesson])):
        assert gaps.long_carer_weeks(db, scope, 99) == [week]
        assert gaps.long_carer_weeks(db, scope, 100) == []
    (alone,) = lessons(db, kept.course, [(monday, monday + 5)])
    assert gaps.long_carer_weeks(db, of_lessons(db, [alone]), 0) == []
