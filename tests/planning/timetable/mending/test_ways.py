from collections.abc import Iterator
from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.rooms import Room
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.fixes.cost import OUT_OF_HOURS
from kursplaner.planning.timetable.mending import mending
from kursplaner.planning.timetable.mending.choices import Choices
from kursplaner.planning.timetable.mending.mending import Mending
from kursplaner.planning.timetable.mending.units import Part, Way
from kursplaner.planning.timetable.mending.ways import shared_people
from kursplaner.store.records import by_id
from tests.planning.small_town import NINE, TUESDAY, SmallTown
from tests.planning.timetable.mending.mended_towns import LAST, MONDAY, fails

AT = minute_of(TUESDAY, NINE)


def read(town: SmallTown) -> Mending:
    with town.workspace.read() as db:
        found = mending.read(db, (MONDAY, LAST), find(db))
    assert found is not None
    return found


def clock_times(ways: list[Way]) -> Iterator[tuple[int, int]]:
    for way in ways:
        yield (way.start - minute_of(TUESDAY)) // 1440, way.start % 1440


def test_who_is_there_now_stays_and_others_come_for_who_fails(town: SmallTown) -> None:
    fails(town, town.people["Seidel"])
    made = read(town)
    (way,) = made.ways.own(made.units[0])
    by_part = dict(zip((role.part for role in made.units[0].roles), way.picks, strict=True))
    assert way.points == 0
    assert [pick.resource for pick in by_part[Part.TEACHER]] == [town.people["Vogel"]]
    assert [pick.points for pick in by_part[Part.TEACHER]] == [len(made_people(town)) + 11]
    assert [pick.resource for pick in by_part[Part.ROOM]] == [town.rooms["A"]]
    assert isinstance(made.ways.known, Choices)


def made_people(town: SmallTown) -> set[int]:
    return {town.people[name] for name in ("Seidel", "Roth", "driver")}


def test_other_times_are_whole_and_half_hours_of_the_town(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    made = read(town)
    times = list(clock_times(made.ways.same_day(made.units[0])))
    assert {day for day, _ in times} == {0}
    assert {at % 30 for _, at in times} == {0}
    assert min(times) == (0, 480)
    assert max(times) == (0, 1260 - 150)
    assert (0, NINE) not in times


def test_the_evening_costs_families_dear(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    made = read(town)
    points = {way.start - AT: way.points for way in made.ways.same_day(made.units[0])}
    assert points[210] == points[150] + 2 + OUT_OF_HOURS


def test_other_days_are_those_on_which_courses_are_held(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        day = TUESDAY + timedelta(days=1)
        db.add(ClosingDay(first_day=day, last_day=day, name="Betriebsausflug"))
    fails(town, town.rooms["A"])
    made = read(town)
    days = {day for day, _ in clock_times(made.ways.other_days(made.units[0]))}
    assert days == {-1, 2, 3, 6}, "no weekend and no closed day"


def test_a_course_is_not_held_beside_itself_and_people_are_not_torn(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    made = read(town)
    thursday = AT + 2 * 1440
    starts = {way.start for way in made.ways.other_days(made.units[0])}
    assert not starts & set(range(thursday - 149, thursday + 150))
    assert thursday + 270 in starts
    assert shared_people([frozenset({1, 2}), frozenset({1, 2, 3})]) == {
        (1, 2): 2,
        (2, 1): 2,
        (1, 3): 1,
        (3, 1): 1,
        (2, 3): 1,
        (3, 2): 1,
    }


@pytest.mark.parametrize(("capacity", "there"), [(0, True), (3, True)])
def test_rooms_too_small_are_no_choice(
    town: SmallTown,
    capacity: int,
    there: bool,  # noqa: FBT001
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["B"]).capacity = capacity
    fails(town, town.rooms["A"])
    made = read(town)
    (way,) = made.ways.own(made.units[0])
    assert (town.rooms["B"] in {pick.resource for pick in way.picks[0]}) is there
