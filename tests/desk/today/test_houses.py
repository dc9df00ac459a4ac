"""The day by houses: what stands in which, who is there, what the shuttle does."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import minute_of, moment_of
from kursplaner.desk.today.board import Day, HereNow, here_now, read_day
from kursplaner.desk.today.houses import HouseRow, house_rows, named_some, rides_now
from kursplaner.domain.courses import Lesson
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.rooms import Site
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

TEN = 600


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def looked(office: Office, minute: int = TEN) -> tuple[Day, HereNow, tuple[HouseRow, ...]]:
    with office.workspace.read() as db:
        day = read_day(db, TODAY)
        here = here_now(db, day, moment_of(minute_of(TODAY, minute)))
        return day, here, house_rows(db, day, here)


def test_every_lesson_stands_in_exactly_one_house(office: Office) -> None:
    day, here, rows = looked(office)
    found = [key for row in rows for bar in row.bars for key in bar.lesson_ids]
    assert sorted(found) == sorted(lesson.id for lesson in day.lessons)
    assert sum(row.adults for row in rows) == sum(
        len(room.people) for room in here.rooms if room.what != "Kinderbetreuung"
    )


def test_lessons_at_the_same_time_are_one_bar(office: Office) -> None:
    with office.workspace.rehearse() as db:
        day = read_day(db, TODAY)
        first = day.lessons[0]
        for lesson in day.lessons[1:]:
            other = by_id(db, Lesson, lesson.id)
            other.room_id, other.starts, other.ends = (
                first.room_id,
                first.starts + 30,
                first.ends + 30,
            )
        db.flush()
        day = read_day(db, TODAY)
        here = here_now(db, day, moment_of(minute_of(TODAY, TEN)))
        (row,) = house_rows(db, day, here)
        (bar,) = row.bars
    assert len(day.lessons) > 1
    assert (bar.text, bar.colour) == (f"{len(day.lessons)} Kurse", None)
    assert bar.ends - bar.starts == first.ends - first.starts + 30


def test_a_house_that_says_its_town_stands_in_two_lines(office: Office) -> None:
    with office.workspace.rehearse() as db:
        for site in find(db, Site):
            site.name, site.municipality = "Bürgerhaus Adorf", "Adorf/Vogtl."
        db.flush()
        day = read_day(db, TODAY)
        here = here_now(db, day, moment_of(minute_of(TODAY, TEN)))
        rows = house_rows(db, day, here)
    assert {(row.title, row.town) for row in rows} == {("Adorf", "Bürgerhaus")}


def test_the_shuttle_tells_what_leaves_next_and_what_nobody_drives(office: Office) -> None:
    day, _, _ = looked(office)
    first = min(ride.starts for ride in day.rides)
    before = rides_now(day, first - 1)
    assert before is not None
    assert before.next_minute == first - minute_of(TODAY)
    assert before.underway == ()
    at = rides_now(day, first)
    assert at is not None
    assert len(at.underway) == sum(r.starts <= first < r.ends for r in day.rides)
    after = rides_now(day, max(ride.ends for ride in day.rides))
    assert after is not None
    assert (after.next_minute, after.next_count, after.without_driver) == (None, 0, ())


def test_a_ride_without_driver_is_told_until_it_is_over(office: Office) -> None:
    with office.workspace.rehearse() as db:
        for ride in find(db, Ride):
            ride.driver_id = None
        db.flush()
        day = read_day(db, TODAY)
    ends = max(ride.ends for ride in day.rides if ride.taken)
    found, over = rides_now(day, ends - 1), rides_now(day, ends)
    assert found is not None
    assert found.without_driver
    assert over is not None
    assert not over.without_driver


def test_many_are_named_by_the_first_two() -> None:
    assert named_some(["Bus 7", "Bus 9"]) == "Bus 7 und Bus 9"
    assert named_some(["Bus 1", "Bus 2", "Bus 3"]) == "Bus 1, Bus 2 und 1 weitere"
    assert named_some([]) == ""
