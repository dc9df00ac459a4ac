from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course
from kursplaner.domain.holidays import local_setting
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import AcceptedConflict, ClosingDay
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.planning.lessons import changing, moving
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.records import find as records
from kursplaner.store.settings import store_settings
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)
from tests.planning.stored_lessons import held

WEDNESDAY = TUESDAY + timedelta(days=1)
TO = minute_of(WEDNESDAY, NINE)
REASON = "so abgesprochen"


def against(
    town: SmallTown, to: int = TO, room: int | None = None, at: int = 0, **how: object
) -> tuple[Conflict, ...]:
    """Return what stands against moving a lesson."""
    with town.workspace.read() as db:
        wish = MoveWish(town.lessons[at], to, room, **how)  # type: ignore[arg-type]
        return changing.glance(db, wish).conflicts


def move(town: SmallTown, to: int = TO, room: int | None = None, accept: str = "") -> None:
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        changing.apply(db, changing.propose(db, MoveWish(town.lessons[0], to, room), accept))


def close(town: SmallTown, resource: int, starts: int, ends: int) -> None:
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=resource, starts=starts, ends=ends, reason="closed"))


def what(found: tuple[Conflict, ...]) -> list[tuple[ConflictKind, int, int]]:
    return [(c.kind, c.starts, c.ends) for c in found]


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [("Seidel", 0, 150), ("Roth", -15, 165), ("driver", -50, 200), ("A", 0, 150)],
)
def test_a_closure_counts_from_its_first_to_its_last_minute(
    town: SmallTown, who: str, before: int, after: int
) -> None:
    resource = town.people.get(who) or town.rooms[who]
    close(town, resource, TO + before - 60, TO + before)
    close(town, resource, TO + after, TO + after + 60)
    assert against(town) == ()
    close(town, resource, TO + after - 1, TO + after)
    assert what(against(town)) == [(ConflictKind.CLOSURE, TO + after - 1, TO + after)]
    close(town, resource, TO + before, TO + before + 1)
    assert len(against(town)) == 2


def test_weekly_times_count_for_all_that_goes_along(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for who, starts in (("Seidel", NINE + 149), ("Roth", NINE + 164), ("driver", NINE - 50)):
            row = Availability(resource_id=town.people[who], kind="unavailable", weekday=2)
            row.starts, row.ends = starts, starts + 1
            db.add(row)
    assert [c.kind for c in against(town)] == [ConflictKind.AVAILABILITY] * 3
    assert not any(c.hard for c in against(town))
    assert against(town, TO + 1440) != against(town)


def test_a_course_beside_itself_shares_its_minutes(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        there = add_lesson(db, town.course, TO + 149)
        add_lesson(db, town.course, TO - 150)
        add_lesson(db, town.course, TO, status="cancelled")
        # Two that lie over each other already are not the move's matter.
        for at in (TO + 5000, TO + 5010):
            add_lesson(db, town.course, at)
    (found,) = against(town)
    assert (found.kind, found.starts, found.ends) == (ConflictKind.COURSE, TO + 149, TO + 150)
    assert {s.id for s in found.subjects[1:]} == {town.lessons[0], there}


def test_a_day_off_is_told_only_where_the_day_is_another(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(ClosingDay(first_day=TUESDAY, last_day=WEDNESDAY, name="Umzug"))
    assert what(against(town)) == [(ConflictKind.CLOSING_DAY, TO, TO + 150)]
    assert against(town, minute_of(TUESDAY, NINE + 60)) == ()
    assert against(town, minute_of(WEDNESDAY + timedelta(days=2), NINE)) == ()
    assert [c.kind for c in against(town, minute_of(TUESDAY, NINE + 300), at=1)] == [
        ConflictKind.CLOSING_DAY
    ]


def test_the_days_off_are_those_of_the_room_it_goes_to(town: SmallTown) -> None:
    corpus_christi = minute_of(date(2027, 5, 27), NINE)
    with town.workspace.fill() as db:
        site = Site(name="Hof", land="BY", latitude=50_320_000, longitude=12_260_000)
        db.add(site)
        db.flush()
        room = Room(name="Hof", site_id=site.id, capacity=12)
        db.add(room)
        db.add(ClosingDay(first_day=WEDNESDAY, last_day=WEDNESDAY, name="zu", site_id=site.id))
        db.flush()
        there = room.id
    assert [c.kind for c in against(town, corpus_christi, there)] == [ConflictKind.HOLIDAY]
    assert against(town, corpus_christi) == ()
    assert against(town, corpus_christi, moving.WITHOUT_ROOM) == ()
    with town.workspace.fill() as db:
        store_settings(db, {local_setting("corpus_christi"): "true"})
    assert [c.kind for c in against(town, corpus_christi)] == [ConflictKind.HOLIDAY]
    assert [c.kind for c in against(town, TO, there)] == [ConflictKind.CLOSING_DAY]
    assert against(town, TO) == ()


@pytest.mark.parametrize(("people", "crowded"), [(7, False), (8, False), (9, True)])
def test_a_room_is_too_small_from_one_person_more(
    town: SmallTown, people: int, *, crowded: bool
) -> None:
    with town.workspace.fill() as db:
        for number in range(people):
            enrol_plainly(db, town.course, add_person(db, f"Person {number}"))
        records(db, Room, id=town.rooms["B"])[0].capacity = 8
    found = against(town, room=town.rooms["B"])
    assert [(c.kind, c.facts) for c in found] == [
        (ConflictKind.ROOM_CAPACITY, {"people": 9, "capacity": 8})
    ] * crowded


def test_the_room_it_is_in_is_not_measured_again(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        records(db, Room, id=town.rooms["A"])[0].capacity = 1
        for number in range(2):
            enrol_plainly(db, town.course, add_person(db, f"Person {number}"))
    assert against(town) == ()
    assert against(town, room=town.rooms["A"]) == ()
    with town.workspace.fill() as db:
        records(db, Room, id=town.rooms["B"])[0].capacity = 0
    # A room whose size nobody knows is not too small.
    assert against(town, room=town.rooms["B"]) == ()


def test_a_room_with_steps_is_told_where_one_without_is_needed(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        records(db, Course, id=town.course)[0].needs_accessible = True
    found = against(town, room=town.rooms["B"])
    assert [c.kind for c in found] == [ConflictKind.ACCESSIBILITY]
    assert against(town) == ()


def test_what_is_no_overlap_is_accepted_with_its_reason_and_remembered(town: SmallTown) -> None:
    close(town, town.people["Seidel"], TO, TO + 30)
    with pytest.raises(HardConflict):
        move(town)
    assert held(town, town.lessons[0]).starts != TO
    move(town, accept=REASON)
    with town.workspace.read() as db:
        (kept,) = records(db, AcceptedConflict)
        assert kept.reason == REASON
        (found,) = find_for(db, [town.lessons[0]], [ConflictKind.CLOSURE])
    assert (found.hard, found.facts["accepted"]) == (False, REASON)


def test_an_overlap_is_remembered_with_its_stretch_alone(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        teachers = [town.people["Seidel"]]
        add_lesson(db, other, TO + 100, room=town.rooms["A"], teachers=teachers)
    move(town, accept=REASON)
    with town.workspace.read() as db:
        assert records(db, AcceptedConflict) == []
        found = find(db, kinds=[ConflictKind.ROOM, ConflictKind.TEACHER])
    assert [(c.starts, c.ends, c.facts["accepted"]) for c in found] == [
        (TO + 100, TO + 150, REASON)
    ] * 2


def test_soft_ones_need_no_reason_and_get_none(town: SmallTown) -> None:
    holiday = minute_of(date(2027, 3, 26), NINE)
    move(town, holiday, accept=REASON)
    with town.workspace.read() as db:
        (found,) = find(db)
        assert found.kind is ConflictKind.HOLIDAY
        assert "accepted" not in found.facts
        assert records(db, AcceptedConflict) == []


def test_what_the_town_makes_hard_stops_and_what_it_leaves_out_is_silent(town: SmallTown) -> None:
    holiday = minute_of(date(2027, 3, 26), NINE)
    with town.workspace.fill() as db:
        store_settings(db, {f"conflicts.{ConflictKind.HOLIDAY}": Severity.HARD.value})
    with pytest.raises(HardConflict):
        move(town, holiday)
    move(town, holiday, accept=REASON)
    with town.workspace.read() as db:
        (kept,) = records(db, AcceptedConflict)
        assert kept.reason == REASON
    with town.workspace.fill() as db:
        store_settings(db, {f"conflicts.{ConflictKind.HOLIDAY}": Severity.OFF.value})
    assert against(town, minute_of(date(2027, 3, 29), NINE), at=2) == ()


def test_hard_ones_come_first_then_by_time(town: SmallTown) -> None:
    holiday = minute_of(date(2027, 3, 26), NINE)
    close(town, town.people["Roth"], holiday + 160, holiday + 165)
    close(town, town.people["Seidel"], holiday + 10, holiday + 20)
    found = against(town, holiday)
    assert [(c.hard, c.starts - holiday) for c in found] == [(True, 10), (True, 160), (False, 0)]
