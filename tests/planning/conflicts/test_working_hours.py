from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Profile, WeeklyLimit
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, SmallTown, add_course, add_lesson

HOURS = [ConflictKind.WEEKLY_HOURS]
WORKED = {"Seidel": 300, "Roth": 360, "driver": 160}


def limit(db: Db, town: SmallTown, name: str, minutes: int) -> None:
    (profile,) = records(db, Profile, person_id=town.people[name])
    profile.weekly_minutes = minutes
    db.flush()


@pytest.mark.parametrize("name", WORKED)
def test_more_than_agreed_in_a_week_is_told_for_every_role(town: SmallTown, name: str) -> None:
    with town.workspace.fill() as db:
        limit(db, town, name, WORKED[name])
        assert find(db, kinds=HOURS) == []
        limit(db, town, name, WORKED[name] - 1)
        found = find(db, kinds=HOURS)
        assert [c.facts["minutes"] for c in found] == [WORKED[name]] * 3
        assert find_for(db, town.lessons[:1], HOURS) == found[:1]


def test_a_limit_counts_from_its_own_day_until_the_next_one(town: SmallTown) -> None:
    """Two lessons of 150 minutes a week, on Tuesday and Thursday, from the 2nd of March on."""
    monday, role = date(2027, 3, 8), {"role": "teacher", "person_id": town.people["Seidel"]}
    with town.workspace.fill() as db:
        limit(db, town, "Seidel", 299)
        db.add(WeeklyLimit(**role, valid_from=monday, minutes=300))
        last = WeeklyLimit(**role, valid_from=date(2027, 3, 17), minutes=150)
        db.add(last)
        db.flush()
        first = find(db, kinds=HOURS)
        assert [(c.day, c.facts["limit_minutes"]) for c in first] == [(date(2027, 3, 2), 299)]
        last.minutes = 149
        db.flush()
        told = [(c.facts["minutes"], c.facts["limit_minutes"]) for c in find(db, kinds=HOURS)]
        assert told == [(300, 299), (150, 149)]
        last.valid_from = date(2027, 3, 19)
        db.flush()
        assert find(db, kinds=HOURS) == first
        last.valid_from, last.minutes = date(2027, 3, 16), None
        db.flush()
        assert find(db, kinds=HOURS) == first


def test_a_limit_that_ends_within_the_week_counts_until_then(town: SmallTown) -> None:
    role = {"role": "teacher", "person_id": town.people["Seidel"]}
    with town.workspace.fill() as db:
        limit(db, town, "Seidel", 149)
        db.add(WeeklyLimit(**role, valid_from=date(2027, 3, 3), minutes=None))
        db.flush()
        (found,) = find(db, kinds=HOURS)
        assert (found.facts["minutes"], found.facts["limit_minutes"]) == (150, 149)
        assert find_for(db, town.lessons[1:2], HOURS) == [found]
        limit(db, town, "Seidel", 150)
        assert find(db, kinds=HOURS) == []


def test_a_week_is_whole_wherever_the_search_begins_or_ends(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        limit(db, town, "Seidel", 200)
        (week,) = find(db, date(2027, 3, 4), date(2027, 3, 4), kinds=HOURS)
        assert week.facts["minutes"] == 300
        (week,) = find(db, date(2027, 3, 1), date(2027, 3, 2), kinds=HOURS)
        assert week.facts["minutes"] == 300


def test_cancelled_lessons_and_other_work_do_not_count(town: SmallTown) -> None:
    teacher = town.people["Seidel"]
    with town.workspace.fill() as db:
        limit(db, town, "Seidel", 300)
        other = add_course(db, town, "K2")
        friday = minute_of(date(2027, 3, 5), NINE)
        add_lesson(db, other, friday, teachers=[teacher], status="cancelled")
        assert find(db, kinds=HOURS) == []
        add_lesson(db, other, friday + 300, teachers=[teacher], minutes=30)
        assert [c.facts["minutes"] for c in find(db, kinds=HOURS)] == [330]
