from dataclasses import replace

from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.timetable.formula.demands import Clash, Demand, DemandKind, Price
from kursplaner.planning.timetable.problem import (
    Along,
    Busy,
    Event,
    Place,
    Resource,
    RoomOption,
    WishKind,
)
from kursplaner.planning.timetable.town.clash import MOST_HOURS, clash_of, strict, told
from kursplaner.planning.timetable.town.reading import Town
from tests.planning.timetable.small_series import PERIODS, lesson, series, town_with

TUESDAY = PERIODS
AWAY, ROOM = ConflictKind.AVAILABILITY, ConflictKind.ROOM
LONG = 600.0
"""Seconds that no clash of these takes, however busy the machine is."""
ALL_DAY = tuple(range(TUESDAY, 2 * PERIODS))


def event(key: int, course: int, **values: object) -> Event:
    rooms = (RoomOption(101), RoomOption(102))
    plain = Event(key, course, 6, (TUESDAY + 36, TUESDAY + 42), rooms, (201,))
    return replace(plain, **values)  # type: ignore[arg-type]


def town(*events: Event, **busy: tuple[Busy, ...]) -> Town:
    kinds = {
        **dict.fromkeys((101, 102), ROOM),
        **dict.fromkeys((201, 202), ConflictKind.TEACHER),
        401: ConflictKind.VEHICLE,
    }
    resources = [Resource(key, kind, busy.get(f"of_{key}", ())) for key, kind in kinds.items()]
    many = [series(each.id, [lesson(10 + each.id, course_id=each.course)]) for each in events]
    return town_with(many, events, resources)


def evening() -> Busy:
    return Busy(TUESDAY + 42, 2 * PERIODS, AWAY)


def test_hours_of_teachers_become_wishes_that_could_be_given_up() -> None:
    shut = Busy(0, 4, ConflictKind.CLOSURE)
    once = Busy(0, 4, AWAY, frozenset({2}))
    made = strict(
        town(
            event(1, 7),
            event(2, 8, teachers=(201, 202)),
            of_201=(evening(), shut, once),
            of_101=(evening(),),
        )
    )
    (wish,) = made.problem.wishes
    assert (wish.kind, wish.hard, wish.events, wish.resource) == (WishKind.TIMES, True, (1, 2), 201)
    assert wish.ticks == frozenset(range(TUESDAY + 42, 2 * PERIODS))
    assert made.persons == {wish.id: 201}
    assert made.problem.resource[201].busy == (shut, once)
    assert made.problem.resource[101].busy == (evening(),)


def test_two_teachers_are_told_apart() -> None:
    made = strict(
        town(event(1, 7), event(2, 8, teachers=(202,)), of_201=(evening(),), of_202=(evening(),))
    )
    assert made.persons == {1: 201, 2: 202}
    assert [wish.events for wish in made.problem.wishes] == [(1,), (2,)]
    assert strict(town(event(1, 7), of_202=(evening(),))).problem.wishes == ()


def test_two_courses_for_one_hour_of_their_teacher() -> None:
    only = (TUESDAY + 36,)
    found = clash_of(town(event(1, 7, starts=only), event(2, 8, starts=only)), [2], LONG)
    assert found is not None
    assert found.minimal
    assert {wish.number for wish in found.wishes} == {"A2-03", "B1-01"}
    first = next(wish for wish in found.wishes if wish.number == "A2-03")
    assert (first.kind, first.title, first.person) == (DemandKind.COURSE, "A2 Alltag", "")
    assert (first.lessons, first.rooms, first.teachers) == (1, ("Saal",), ("Seidel",)) or (
        first.rooms == ("Saal", "Turm")
    )
    assert first.hours == (WeeklyTime(1, 540, 630),)
    assert [wish.parked for wish in found.wishes] == [1, 1]


def test_a_course_against_the_hours_of_its_teacher() -> None:
    late = event(1, 7, starts=(TUESDAY + 42,))
    found = clash_of(town(late, of_201=(evening(),)), [1], LONG)
    assert found is not None
    by_kind = {wish.kind: wish for wish in found.wishes}
    assert set(by_kind) == {DemandKind.COURSE, DemandKind.WISH}
    hours = by_kind[DemandKind.WISH]
    assert (hours.person, hours.number, hours.lessons) == ("Seidel", "", 0)
    assert hours.hours == (
        WeeklyTime(0, 0, 1440),
        WeeklyTime(1, 0, 630),
        *(WeeklyTime(weekday, 0, 1440) for weekday in range(2, 7)),
    )


def test_no_clash_and_no_time_are_none() -> None:
    free = town(event(1, 7), event(2, 8))
    assert clash_of(free, [1], LONG) is None
    only = (TUESDAY + 36,)
    assert clash_of(town(event(1, 7, starts=only), event(2, 8, starts=only)), [2], 0) is None


def test_who_shares_a_vehicle_is_looked_at_together() -> None:
    bus = (Along(401, -3, -1),)
    starts = (TUESDAY + 36,)
    events = (
        event(1, 7, starts=starts, along=bus),
        event(2, 8, starts=starts, along=bus, teachers=(202,)),
    )
    found = clash_of(town(*events), [1], LONG, prices=False)
    assert found is not None
    assert len(found.wishes) == 2
    assert {(wish.parked, wish.cost) for wish in found.wishes} == {(None, None)}


def test_a_pin_is_told_as_one_lesson_of_its_course() -> None:
    here = Place(TUESDAY + 36, 102, 201)
    pinned = event(1, 7, pinned=True, current=here)
    made = town(pinned, event(3, 7))
    clash = Clash((Demand(DemandKind.PIN, 1), Demand(DemandKind.COURSE, 7)), (), minimal=False)
    pin, course = told(made, strict(made), clash).wishes
    assert (pin.lessons, pin.rooms, pin.hours) == (1, ("Turm",), (WeeklyTime(1, 540, 630),))
    assert (course.lessons, course.rooms) == (2, ("Saal", "Turm"))
    assert course.hours == (WeeklyTime(1, 540, 630), WeeklyTime(1, 630, 720))
    assert not told(made, strict(made), clash).minimal


def test_the_cheapest_to_give_up_comes_first_and_what_has_no_price_last() -> None:
    made = town(event(1, 7), event(2, 8))
    demands = (Demand(DemandKind.COURSE, 7), Demand(DemandKind.COURSE, 8))
    clash = Clash(demands, (Price(demands[1], (2,), 3, 40),), minimal=True)
    first, second = told(made, strict(made), clash).wishes
    assert (first.number, first.parked, first.cost) == ("B1-01", 3, 40)
    assert (second.number, second.parked, second.cost) == ("A2-03", None, None)


def test_hours_are_told_up_to_a_dozen() -> None:
    made = town(event(1, 7, starts=ALL_DAY[:60]))
    clash = Clash((Demand(DemandKind.COURSE, 7),), (), minimal=True)
    (course,) = told(made, strict(made), clash).wishes
    assert len(course.hours) == MOST_HOURS
    assert course.hours[:2] == (WeeklyTime(1, 0, 90), WeeklyTime(1, 15, 105))


def test_places_that_are_closed_are_no_choice() -> None:
    made = town(event(1, 7), of_101=(Busy(0, 7 * PERIODS, ConflictKind.CLOSURE),))
    clash = Clash((Demand(DemandKind.COURSE, 7),), (), minimal=True)
    (course,) = told(made, strict(made), clash).wishes
    assert course.rooms == ("Turm",)


def test_courses_that_share_nobody_clash_over_the_room_alone() -> None:
    starts, room = (TUESDAY + 36,), (RoomOption(101),)
    events = (
        event(1, 7, starts=starts, rooms=room),
        event(2, 8, starts=starts, rooms=room, teachers=(202,)),
    )
    found = clash_of(town(*events), [2], LONG, prices=False)
    assert found is not None
    assert {wish.number for wish in found.wishes} == {"A2-03", "B1-01"}
    assert {wish.rooms for wish in found.wishes} == {("Saal",)}
