"""What is missing: who and what a lesson, a childcare and a ride lack."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, EnrolmentChild, Lesson, LessonPerson, PlannedLesson
from kursplaner.domain.kinds import ConflictKind, Way
from kursplaner.domain.rides.rides import Ride, RideDemand, RideLesson, RideSeat
from kursplaner.domain.town import Setting
from kursplaner.planning.conflicts.finding import find, find_for, find_touching
from kursplaner.planning.conflicts.gaps import whole_weeks
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.records import find as rows
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

Kind = ConflictKind
WEEK = 7 * 1440
MISSING = [
    Kind.NO_ROOM,
    Kind.NO_TEACHER,
    Kind.CHILDCARE_MISSING,
    Kind.CARER_MISSING,
    Kind.DRIVER_MISSING,
    Kind.RIDE_MISSING,
]


def missing(db: Db) -> list[Conflict]:
    db.flush()
    return find(db, kinds=MISSING)


def rider(db: Db, town: SmallTown, name: str = "Rima", *directions: str) -> int:
    """Enrol somebody who wants to ride."""
    person = add_person(db, name)
    enrolment = enrol_plainly(db, town.course, person, way=Way.SHUTTLE.value)
    for direction in directions or ("out", "back"):
        db.add(RideDemand(enrolment_id=enrolment, direction=direction, stop_id=town.stop))
    db.flush()
    return person


def test_nothing_is_missing_where_all_is_placed(town: SmallTown) -> None:
    with town.workspace.read() as db:
        assert find(db, kinds=MISSING) == []


def test_a_lesson_without_a_room_and_without_a_teacher(town: SmallTown) -> None:
    lesson = town.lessons[0]
    with town.workspace.fill() as db:
        by_id(db, Lesson, lesson).room_id = None
        for work in rows(db, LessonPerson, lesson_id=lesson):
            db.delete(work)
        found = missing(db)
        assert [each.id for each in found] == [f"no_room:{lesson}", f"no_teacher:{lesson}"]
        for each in found:
            assert [(who.noun, who.id) for who in each.subjects] == [
                ("lesson", lesson),
                ("course", town.course),
            ]
            assert each.starts == minute_of(TUESDAY, 540)
            assert each.ends == minute_of(TUESDAY, 690)
            assert dict(each.facts) == {}


def test_childcare_without_a_carer_belongs_to_no_course(town: SmallTown) -> None:
    slot = town.slots[0]
    with town.workspace.fill() as db:
        for work in rows(db, ChildcareSlotCarer, slot_id=slot):
            db.delete(work)
        assert missing(db) == [], "nobody is to be looked after"
        db.add(ChildcarePlace(slot_id=slot, child_id=add_person(db, "Sami")))
        (found,) = missing(db)
        assert found.id == f"carer_missing:{slot}"
        assert found.subjects[0][:2] == ("childcare", slot)


def test_a_ride_without_a_driver(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).driver_id = None
        (found,) = missing(db)
        assert found.id == f"driver_missing:{town.rides[0]}"


def test_childcare_is_missing_once_a_child_comes_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for link in rows(db, ChildcareSlotLesson, lesson_id=town.lessons[0]):
            db.delete(link)
        assert missing(db) == []
        adult, child = add_person(db, "Rima"), add_person(db, "Sami")
        enrolment = enrol_plainly(db, town.course, adult)
        db.add(EnrolmentChild(enrolment_id=enrolment, child_id=child))
        (found,) = missing(db)
        assert found.id == f"childcare_missing:{town.lessons[0]}"


@pytest.mark.parametrize(("at", "direction"), [(0, "out"), (1, "back")])
def test_a_ride_that_is_missing_is_told_once_for_the_lesson(
    town: SmallTown, at: int, direction: str
) -> None:
    with town.workspace.fill() as db:
        for name in ("Rima", "Olena"):
            rider(db, town, name, direction)
        for number, ride in enumerate(town.rides):
            if number % 2 == at and number < 2:
                by_id(db, Ride, ride).status = "cancelled"
        of_lesson = [each for each in missing(db) if each.subjects[0].id == town.lessons[0]]
        (found,) = of_lesson
        assert found.id == f"ride_missing:{town.lessons[0]}:{direction}"
        assert found.facts == {"direction": direction}
        assert [who.noun for who in found.subjects] == ["lesson", "course"]


def test_who_has_no_seat_in_a_ride_that_goes_is_named(town: SmallTown) -> None:
    lesson = town.lessons[0]
    with town.workspace.fill() as db:
        person = rider(db, town, "Rima", "out")
        found = [each for each in missing(db) if each.subjects[0].id == lesson]
        assert [each.id for each in found] == [f"ride_missing:{lesson}:out:{person}"]
        assert [who[:2] for who in found[0].subjects] == [
            ("lesson", lesson),
            ("course", town.course),
            ("person", person),
        ]
        assert found[0].facts == {"direction": "out"}
        (entry,) = rows(db, Enrolment, person_id=person)
        seat = RideSeat(ride_id=town.rides[0], person_id=person, stop_id=town.stop)
        seat.enrolment_id = entry.id
        db.add(seat)
        assert not [each for each in missing(db) if each.subjects[0].id == lesson]


def test_a_ride_of_another_lesson_helps_nobody(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        rider(db, town, "Rima", "out")
        (link,) = rows(db, RideLesson, ride_id=town.rides[0])
        db.delete(link)
        db.flush()
        found = [each.id for each in missing(db) if each.subjects[0].id == town.lessons[0]]
        assert found == [f"ride_missing:{town.lessons[0]}:out"]


@pytest.mark.parametrize(("limit", "weeks"), [(360, 0), (359, 3)])
def test_a_week_of_care_is_long_beyond_the_limit(town: SmallTown, limit: int, weeks: int) -> None:
    with town.workspace.fill() as db:
        db.add(Setting(key="childcare.permit_weekly_minutes", value=f"{limit}"))
        db.flush()
        found = find(db, kinds=[Kind.CARER_HOURS])
    assert len(found) == weeks
    assert len({each.id for each in found}) == weeks
    for each in found:
        assert each.facts == {"minutes": 360, "limit_minutes": 359}
        assert each.subjects[0][:2] == ("person", town.people["Roth"])
    numbers = [int(each.id.rpartition(":")[2]) for each in found]
    assert numbers == [min(numbers, default=0) + later for later in range(weeks)]


def test_a_shorter_slot_makes_a_shorter_week(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(Setting(key="childcare.permit_weekly_minutes", value="359"))
        slot, carer = by_id(db, ChildcareSlot, town.slots[0]), town.people["Roth"]
        release(db, "childcare", [slot.id])
        occupy(db, [Claim(carer, slot.starts, slot.ends - 1, "childcare", slot.id)])
        assert len(find(db, kinds=[Kind.CARER_HOURS])) == 2


MONDAY = minute_of(TUESDAY - timedelta(days=1))


@example(MONDAY, 1)
@example(MONDAY, WEEK)
@example(MONDAY, WEEK + 1)
@example(MONDAY - 1, 2)
@given(st.integers(0, 20_000_000), st.integers(1, 3 * WEEK))
def test_a_stretch_grows_to_whole_weeks(starts: int, minutes: int) -> None:
    found = whole_weeks(stretch(starts, starts + minutes)).parameters
    first, last = int(found["scope_starts"]), int(found["scope_ends"])
    assert (first - MONDAY) % WEEK == 0
    assert (last - MONDAY) % WEEK == 0
    assert first <= starts < first + WEEK
    assert last - WEEK < starts + minutes <= last


def test_the_lessons_asked_about_stay_as_they_are(town: SmallTown) -> None:
    with town.workspace.read() as db:
        scope = of_lessons(db, town.lessons[:1])
        assert whole_weeks(scope) == scope


def test_hours_over_the_permit_are_found_by_the_carer_as_from_the_lessons(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(Setting(key="childcare.permit_weekly_minutes", value="100"))
    with town.workspace.read() as db:
        kinds, roth = {Kind.CARER_HOURS}, town.people["Roth"]
        from_lesson = {found.id for found in find_for(db, town.lessons[:1], kinds)}
        by_carer = {found.id for found in find_touching(db, [roth], kinds)}
        assert from_lesson
        assert from_lesson <= by_carer == {found.id for found in find(db, kinds=kinds)}
        assert find_touching(db, [town.people["Vogel"]], kinds) == []


def test_a_ride_is_missing_for_who_comes_on_planned_dates_alone(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        key = enrol_plainly(
            db, town.course, add_person(db, "Horn"), way="shuttle", only_planned_lessons=True
        )
        db.add(RideDemand(enrolment_id=key, direction="out", stop_id=town.stop))
        db.add(PlannedLesson(enrolment_id=key, lesson_id=town.lessons[2]))
        for ride in town.rides:
            by_id(db, Ride, ride).status = "cancelled"
        db.flush()
        for found in (
            find(db, TUESDAY, kinds={ConflictKind.RIDE_MISSING}),
            find_for(db, town.lessons, {ConflictKind.RIDE_MISSING}),
        ):
            assert [conflict.subjects[0].id for conflict in found] == [town.lessons[2]]
