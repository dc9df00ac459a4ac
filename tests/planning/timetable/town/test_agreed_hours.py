from datetime import timedelta

from kursplaner.basics.spans import minute_of
from kursplaner.domain.people import Profile, WeeklyLimit
from kursplaner.planning.timetable.town.agreed_hours import free_ticks
from kursplaner.planning.timetable.town.week_grid import WeekGrid
from kursplaner.store.records import find
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson

WEEKS = WeekGrid(TUESDAY - timedelta(days=1), 3, 15)


def test_what_is_left_of_the_agreed_hours_in_each_week(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        for profile in find(db, Profile, person_id=[seidel, vogel]):
            profile.weekly_minutes = 320
        at = minute_of(TUESDAY + timedelta(days=7), NINE)
        beside = add_lesson(db, add_course(db, town, "K2"), at, teachers=[vogel], minutes=60)
    with town.workspace.read() as db:
        assert free_ticks(db, WEEKS, [seidel, vogel], town.lessons) == {
            seidel: {0: 21, 1: 21, 2: 21},
            vogel: {0: 21, 1: 17, 2: 21},
        }
        assert free_ticks(db, WEEKS, [vogel], [beside]) == {vogel: {0: 21, 1: 21, 2: 21}}
        assert free_ticks(db, WEEKS, [seidel], []) == {seidel: {0: 1, 1: 1, 2: 1}}
        assert free_ticks(db, WEEKS, [town.people["Roth"]], []) == {}
    with town.workspace.fill() as db:
        step = {"person_id": seidel, "role": "teacher", "minutes": None}
        db.add(WeeklyLimit(valid_from=WEEKS.day(1, 0), **step))
        db.add(WeeklyLimit(valid_from=WEEKS.day(2, 0), **{**step, "minutes": 330}))
        db.flush()
        assert free_ticks(db, WEEKS, [seidel], town.lessons) == {seidel: {0: 21, 2: 22}}
