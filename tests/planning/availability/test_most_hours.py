"""Most hours a week: stored from a day on, corrected, taken out again."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import Role
from kursplaner.domain.people import Profile, WeeklyLimit
from kursplaner.planning.availability import most_hours
from kursplaner.planning.availability.changing import AvailabilityWish, propose
from kursplaner.planning.availability.most_hours import MostMinutes, correct, limit_on
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown

MONDAY = TUESDAY + timedelta(days=6)
LATER = MONDAY + timedelta(days=7)
DAY = timedelta(days=1)


def store(db: Db, key: int, minutes: int | None, first: date | None) -> None:
    most_hours.store(db, key, MostMinutes(Role.TEACHER, minutes, first))
    db.flush()


def steps(db: Db, key: int) -> list[tuple[date, int | None]]:
    found = find(db, WeeklyLimit, person_id=key)
    return sorted((row.valid_from, row.minutes) for row in found)


def test_what_holds_from_a_day_on_leaves_earlier_weeks_alone(town: SmallTown) -> None:
    key = town.people["Seidel"]
    with town.workspace.fill() as db:
        store(db, key, 600, None)
        store(db, key, 300, MONDAY)
        store(db, key, None, LATER)
        days = (MONDAY - DAY, MONDAY, LATER - DAY, LATER)
        assert [limit_on(db, key, "teacher", day) for day in days] == [600, 300, 300, None]
        store(db, key, 330, MONDAY)
        assert steps(db, key) == [(MONDAY, 330), (LATER, None)]
        store(db, key, 330, LATER)
        assert steps(db, key) == [(MONDAY, 330)]
        store(db, key, 600, MONDAY)
        assert steps(db, key) == []
        store(db, key, 600, LATER)
        assert steps(db, key) == []


def test_the_form_of_a_person_corrects_what_holds_today(town: SmallTown) -> None:
    key = town.people["Seidel"]
    with town.workspace.fill() as db:
        correct(db, key, Role.TEACHER, 480, TUESDAY)
        db.flush()
        assert (steps(db, key), limit_on(db, key, "teacher", date(2000, 1, 1))) == ([], 480)
        store(db, key, 300, MONDAY)
        correct(db, key, Role.TEACHER, 240, LATER)
        db.flush()
        assert steps(db, key) == [(MONDAY, 240)]
        correct(db, key, Role.TEACHER, 540, MONDAY - DAY)
        db.flush()
        (profile,) = find(db, Profile, person_id=key, role="teacher")
        assert (profile.weekly_minutes, steps(db, key)) == (540, [(MONDAY, 240)])


@pytest.mark.parametrize("minutes", [0, -1, 7 * 24 * 60 + 1])
def test_hours_no_week_has_are_refused(town: SmallTown, minutes: int) -> None:
    with town.workspace.fill() as db, pytest.raises(Refused, match="hours_out_of_range"):
        store(db, town.people["Seidel"], minutes, MONDAY)
    with town.workspace.fill() as db, pytest.raises(Refused, match="role_unknown"):
        store(db, town.people["Roth"], 60, MONDAY)


def test_the_preview_counts_with_the_limit_that_holds_then(town: SmallTown) -> None:
    key = town.people["Seidel"]
    with town.workspace.fill() as db:
        store(db, key, 600, None)
    with town.workspace.rehearse() as db:
        most = MostMinutes(Role.TEACHER, 300, MONDAY)
        plan = propose(db, AvailabilityWish(key, most=most))
        assert (plan.limit, plan.minutes_before) == (300, 300)
        assert min(use.starts for use in plan.uses) >= 1440
        assert steps(db, key) == []
