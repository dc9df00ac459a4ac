from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlot,
    ChildcareSlotCarer,
    ChildcareSlotLesson,
)
from kursplaner.domain.courses import (
    Course,
    Enrolment,
    Lesson,
    LessonPattern,
    LessonPerson,
    PlannedLesson,
)
from kursplaner.domain.kinds import ActKind, CancelReason
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop, Vehicle
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import (
    HALF_PAST_ELEVEN,
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
    enrol_plainly,
)
from tests.planning.stored_lessons import held, occupied, times_of_ride

Maker = Callable[[SmallTown], int]


def cancel(town: SmallTown, *lessons: int) -> tuple[int, ...]:
    """Cancel lessons and make them up at the end; returns what was made."""
    with town.workspace.change(ActKind.LESSON_CANCELLED) as db:
        plan = cancelling.propose_cancel(db, lessons, CancelReason.SNOW, make_up=True)
        return cancelling.apply(db, plan)


def lacking(town: SmallTown, *lessons: int) -> list[tuple[tuple[str, int], ...]]:
    """Return what would be lacking for each lesson made up."""
    with town.workspace.read() as db:
        plan = cancelling.propose_cancel(db, lessons, CancelReason.SNOW, make_up=True)
        return [made.lacking for made in plan.made_up]


def made_up(town: SmallTown) -> int:
    return cancel(town, town.lessons[0])[0]


def copied(town: SmallTown) -> int:
    """One lesson more, like the first, on a Wednesday."""
    with town.workspace.change(ActKind.LESSON_ADDED) as db:
        to = minute_of(TUESDAY + timedelta(days=1), NINE)
        return changing.apply(
            db, changing.propose(db, CopyWish(town.lessons[0], to), "so voll wie sonst")
        )[0]


def slots_of(db: Db, lesson: int) -> list[int]:
    return [row.slot_id for row in find(db, ChildcareSlotLesson, lesson_id=lesson)]


def rides_of(db: Db, lesson: int) -> list[Ride]:
    keys = [row.ride_id for row in find(db, RideLesson, lesson_id=lesson)]
    return find(db, Ride, id=keys)


@pytest.mark.parametrize("make", [made_up, copied])
def test_all_that_hangs_on_it_comes_as_much_later(town: SmallTown, make: Maker) -> None:
    before = held(town, town.lessons[0])
    old = [times_of_ride(town, key) for key in town.rides[:2]]
    with town.workspace.fill() as db:
        by_id(db, Ride, town.rides[0]).metres = 12_300
        by_id(db, Lesson, town.lessons[0]).topic = "Wetter"
    key = make(town)
    after = held(town, key)
    by = after.starts - before.starts
    assert after == before._replace(starts=before.starts + by, ends=before.ends + by)
    with town.workspace.read() as db:
        assert by_id(db, Lesson, key).topic == "Wetter"
        (slot,) = [by_id(db, ChildcareSlot, slot) for slot in slots_of(db, key)]
        span = (slot.starts, slot.ends)
        assert (slot.room_id, *span) == (town.rooms["side"], after.starts - 15, after.ends + 15)
        rides = rides_of(db, key)
        assert [(r.direction, r.metres) for r in rides] == [("out", 12_300), ("back", 0)]
        driven = {(ride.vehicle_id, ride.driver_id) for ride in rides}
        assert driven == {(town.vehicle, town.people["driver"])}
        made, slot_id = [ride.id for ride in rides], slot.id
    for ride_id, (starts, ends, halts) in zip(made, old, strict=True):
        later = (starts + by, ends + by, [at + by for at in halts])
        assert times_of_ride(town, ride_id) == later
        busy = {(thing, *later[:2]) for thing in (town.vehicle, town.people["driver"])}
        assert occupied(town, "ride", ride_id) == busy
    busy = {(thing, *span) for thing in (town.rooms["side"], town.people["Roth"])}
    assert occupied(town, "childcare", slot_id) == busy
    busy = {(thing, *after[:2]) for thing in (town.rooms["A"], town.people["Seidel"])}
    assert occupied(town, "lesson", key) == busy


@pytest.mark.parametrize("make", [made_up, copied])
@pytest.mark.parametrize(
    ("result", "comes"),
    [("open", True), ("no_show", True), ("cancelled_in_time", False), ("refused", False)],
)
def test_seats_given_up_are_not_copied(
    town: SmallTown, make: Maker, result: str, *, comes: bool
) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        bus = by_id(db, Vehicle, town.vehicle)
        bus.wheelchair_places = bus.pram_places = 1
        for seat in find(db, RideSeat, person_id=family.child, ride_id=town.rides[:2]):
            seat.result, seat.wheelchair, seat.pram = result, True, True
    key = make(town)
    with town.workspace.read() as db:
        for ride in rides_of(db, key):
            seats = find(db, RideSeat, ride_id=ride.id)
            who = {family.mother} | ({family.child} if comes else set())
            assert {seat.person_id for seat in seats} == who
            assert {seat.enrolment_id for seat in seats} == {family.enrolment}
            assert {(seat.stop_id, seat.result) for seat in seats} == {(town.stop, "open")}
            kinds = {seat.person_id: (seat.kind, seat.wheelchair, seat.pram) for seat in seats}
            assert kinds[family.mother] == ("none", False, False)
            assert not comes or kinds[family.child] == ("child_seat", True, True)


@pytest.mark.parametrize("make", [made_up, copied])
@pytest.mark.parametrize(
    ("status", "comes"),
    [("planned", True), ("brought", True), ("collected", True), ("excused", False)],
)
def test_places_of_children_who_stay_away_are_not_copied(
    town: SmallTown, make: Maker, status: str, *, comes: bool
) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        (place,) = find(db, ChildcarePlace, slot_id=town.slots[0])
        place.status, place.over_limit_reason = status, "Geschwister"
    key = make(town)
    with town.workspace.read() as db:
        places = find(db, ChildcarePlace, slot_id=slots_of(db, key))
        found = [(p.child_id, p.enrolment_id, p.status, p.over_limit_reason) for p in places]
    expected = (family.child, family.enrolment, "planned", "Geschwister")
    assert found == ([expected] if comes else [])


@pytest.mark.parametrize(("days", "comes"), [(-1, False), (0, True), (1, True)])
def test_who_left_before_that_day_does_not_come(town: SmallTown, days: int, *, comes: bool) -> None:
    made_on = date(2027, 3, 23)
    with town.workspace.fill() as db:
        family = Family(db, town)
        by_id(db, Enrolment, family.enrolment).left_on = made_on + timedelta(days=days)
    key = made_up(town)
    with town.workspace.read() as db:
        assert day_of(by_id(db, Lesson, key).starts) == made_on
        places = find(db, ChildcarePlace, slot_id=slots_of(db, key))
        assert [p.child_id for p in places] == [family.child] * comes
        for ride in rides_of(db, key):
            assert len(find(db, RideSeat, ride_id=ride.id)) == 2 * comes


@pytest.mark.parametrize("make", [made_up, copied])
def test_roles_and_planned_dates_come_along(town: SmallTown, make: Maker) -> None:
    with town.workspace.fill() as db:
        vogel = town.people["Vogel"]
        row = LessonPerson(lesson_id=town.lessons[0], person_id=vogel, role="interpreter")
        db.add(row)
        enrolment = enrol_plainly(db, town.course, add_person(db, "Schicht"))
        db.add(PlannedLesson(enrolment_id=enrolment, lesson_id=town.lessons[0]))
    key = make(town)
    with town.workspace.read() as db:
        roles = {row.person_id: row.role for row in find(db, LessonPerson, lesson_id=key)}
        assert roles == {town.people["Seidel"]: "teacher", vogel: "interpreter"}
        planned = find(db, PlannedLesson, lesson_id=key)
        assert [row.enrolment_id for row in planned] == [enrolment]


def test_each_thing_that_is_taken_is_lacking_by_its_name(town: SmallTown) -> None:
    at = minute_of(date(2027, 3, 23), NINE)
    people, rooms = town.people, town.rooms
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        # By one minute each: childcare opens before the lesson, the way back ends last.
        add_lesson(db, course, at - 29, room=rooms["side"], minutes=15)
        add_lesson(db, course, at + 149, teachers=[people["Seidel"]], minutes=30)
        add_lesson(db, course, at + 164, teachers=[people["Roth"]], minutes=30)
        add_lesson(db, course, at - 79, teachers=[people["driver"]], minutes=30)
    (found,) = lacking(town, town.lessons[0])
    assert found == (
        ("teacher", people["Seidel"]),
        ("childcare_room", rooms["side"]),
        ("carer", people["Roth"]),
        ("driver", people["driver"]),
    )
    key = made_up(town)
    assert held(town, key)[3:] == (rooms["A"], ())
    with town.workspace.read() as db:
        (slot,) = find(db, ChildcareSlot, id=slots_of(db, key))
        assert slot.room_id is None
        assert find(db, ChildcareSlotCarer, slot_id=slot.id) == []
        drivers = {ride.direction: ride.driver_id for ride in rides_of(db, key)}
        assert drivers == {"out": None, "back": people["driver"]}


def test_what_only_touches_it_is_free(town: SmallTown) -> None:
    at = minute_of(date(2027, 3, 23), NINE)
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        add_lesson(db, course, at - 30, room=town.rooms["side"], minutes=15)
        add_lesson(db, course, at + 150, teachers=[town.people["Seidel"]], minutes=30)
        add_lesson(db, course, at + 165, teachers=[town.people["Roth"]], minutes=30)
        add_lesson(db, course, at - 80, teachers=[town.people["driver"]], minutes=30)
    assert lacking(town, town.lessons[0]) == [()]


def test_several_are_made_up_one_after_the_other(town: SmallTown) -> None:
    made = cancel(town, *town.lessons[:3])
    days = [day_of(held(town, key).starts) for key in made]
    # The last of the course is on Thursday 18 March, Easter holidays begin on the 26th.
    assert days == [date(2027, 3, 23), date(2027, 3, 25), date(2027, 4, 6)]
    with town.workspace.read() as db:
        whole = [by_id(db, Lesson, key).makeup_for_id for key in made]
    assert whole == town.lessons[:3]


def test_one_school_holiday_more_or_less(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).pause_in_school_holidays = False
    made = cancel(town, *town.lessons[:3])
    assert day_of(held(town, made[2]).starts) == date(2027, 3, 30)


def test_closing_days_and_public_holidays_are_passed_over(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(ClosingDay(first_day=date(2027, 3, 23), last_day=date(2027, 3, 24), name="zu"))
        for weekday in (1, 3, 4):
            times = {"starts": NINE, "ends": HALF_PAST_ELEVEN}
            db.add(LessonPattern(course_id=town.course, weekday=weekday, **times))
        add_lesson(db, town.course, minute_of(date(2027, 3, 19), NINE))
        by_id(db, Course, town.course).pause_in_school_holidays = False
    made = cancel(town, *town.lessons[:2])
    days = [day_of(held(town, key).starts) for key in made]
    assert days == [date(2027, 3, 25), date(2027, 3, 30)]


def test_the_last_one_is_made_up_after_the_day_it_was_on(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for weekday in (1, 3):
            times = {"starts": NINE, "ends": HALF_PAST_ELEVEN}
            db.add(LessonPattern(course_id=town.course, weekday=weekday, **times))
    assert day_of(held(town, cancel(town, town.lessons[5])[0]).starts) == date(2027, 3, 23)


def test_without_a_template_it_is_made_up_on_its_own_weekday(town: SmallTown) -> None:
    assert day_of(held(town, cancel(town, town.lessons[5])[0]).starts) == date(2027, 3, 25)


def test_a_template_that_ended_says_nothing_about_the_end(town: SmallTown) -> None:
    ended = date(2027, 3, 17)
    with town.workspace.fill() as db:
        for weekday, until in ((0, ended), (1, None), (3, date(2027, 3, 18))):
            times = {"starts": NINE, "ends": HALF_PAST_ELEVEN, "valid_until": until}
            db.add(LessonPattern(course_id=town.course, weekday=weekday, **times))
        # Mondays were held once, within the two rounds looked at, and are in no template then.
        add_lesson(db, town.course, minute_of(date(2027, 3, 15), NINE))
    made = cancel(town, *town.lessons[:2])
    days = [day_of(held(town, key).starts) for key in made]
    assert days == [date(2027, 3, 23), date(2027, 3, 25)]


def test_two_lessons_of_one_day_are_made_up_at_their_times(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for week in range(3):
            day = TUESDAY + timedelta(days=7 * week)
            town.lessons.append(add_lesson(db, town.course, minute_of(day, 840)))
        for weekday, starts in ((1, NINE), (1, 840), (3, NINE)):
            times = {"starts": starts, "ends": starts + 150}
            db.add(LessonPattern(course_id=town.course, weekday=weekday, **times))
    made = cancel(town, town.lessons[0], town.lessons[6])
    at = [held(town, key).starts for key in made]
    assert at == [minute_of(date(2027, 3, 23), NINE), minute_of(date(2027, 3, 23), 840)]


def test_what_serves_two_goes_with_the_first_and_only_if_both_go(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        at = minute_of(TUESDAY, 840)
        second = add_lesson(db, town.course, at)
        both = [town.lessons[0], second]
        span = (at - 60, at + 200)
        shared = add_slot(db, both, span, town.rooms["tiny"], [town.people["Vogel"]])
    with town.workspace.read() as db:
        plan = cancelling.propose_cancel(db, both[:1], CancelReason.SNOW, make_up=True)
        assert [slot.like for slot in plan.made_up[0].slots] == [town.slots[0]]
        plan = cancelling.propose_cancel(db, both, CancelReason.SNOW, make_up=True)
        assert [[slot.like for slot in made.slots] for made in plan.made_up] == [
            [town.slots[0], shared],
            [],
        ]


def test_without_a_free_day_in_two_years_it_is_refused(town: SmallTown) -> None:
    last = date(2027, 3, 18)
    with town.workspace.fill() as db:
        until = last + timedelta(days=729)
        db.add(ClosingDay(first_day=last, last_day=until, name="Umbau"))
    with town.workspace.read() as db, pytest.raises(Refused, match="no_free_day"):
        cancelling.propose_cancel(db, town.lessons[:1], CancelReason.SNOW, make_up=True)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        (closing,) = find(db, ClosingDay)
        closing.last_day = last + timedelta(days=720)
    assert day_of(held(town, made_up(town)).starts) > last + timedelta(days=720)


def test_halts_keep_their_order_and_places(town: SmallTown) -> None:
    key = made_up(town)
    with town.workspace.read() as db:
        for ride, old in zip(rides_of(db, key), town.rides[:2], strict=True):
            rows = [find(db, RideStop, ride_id=ride_id) for ride_id in (ride.id, old)]
            new, before = ([(r.position, r.stop_id, r.site_id) for r in row] for row in rows)
            assert new == before
