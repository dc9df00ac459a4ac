from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind, Direction
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.places_in_a_week import (
    Place,
    Verdict,
    VerdictState,
    open_places,
    verdicts,
)
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.store.records import find as records
from kursplaner.store.settings import settings_of
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_ride,
)

Places = dict[Place, Verdict]
FREE = Verdict(VerdictState.FREE)
MONDAY = date(2027, 3, 1)
SUNDAY = date(2027, 3, 7)
FRIDAY = date(2027, 3, 5)


def test_each_place_says_whether_it_is_free(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(FRIDAY, NINE), room=town.rooms["A"])
        friday = FRIDAY.weekday()
        db.add(
            Availability(
                resource_id=town.people["Seidel"],
                kind="unavailable",
                weekday=friday,
                starts=900,
                ends=960,
            )
        )
    with town.workspace.read() as db:
        found = verdicts(db, town.lessons[0], MONDAY, SUNDAY)
    assert found[TUESDAY, NINE].state is VerdictState.FREE
    assert found[FRIDAY, NINE].state is VerdictState.TAKEN
    assert found[FRIDAY, NINE].why[0].kind is ConflictKind.ROOM
    assert found[FRIDAY, NINE + 150].state is VerdictState.FREE
    assert found[FRIDAY, NINE + 135].state is VerdictState.TAKEN
    assert found[FRIDAY, 15 * 60].state is VerdictState.SOFT
    assert found[MONDAY, 7 * 60].state is VerdictState.PAST


def test_a_recorded_or_past_lesson_has_no_verdicts(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        past = add_lesson(db, town.course, minute_of(date(2027, 2, 23), NINE))
    with town.workspace.read() as db, pytest.raises(Refused, match="lesson_past"):
        verdicts(db, past, MONDAY, SUNDAY)


def test_verdicts_and_proposals_agree_everywhere(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(FRIDAY, 777), room=town.rooms["A"], minutes=43)
        add_lesson(db, other, minute_of(FRIDAY, 1000), teachers=[town.people["driver"]])
        starts = minute_of(FRIDAY, 600)
        db.add(
            Closure(resource_id=town.rooms["side"], starts=starts, ends=starts + 5, reason="closed")
        )
    with town.workspace.read() as db:
        found = verdicts(db, town.lessons[0], MONDAY, MONDAY + timedelta(days=4), 30)
        for (day, minute), verdict in found.items():
            if verdict.state is VerdictState.PAST:
                continue
            plan = changing.glance(db, MoveWish(town.lessons[0], minute_of(day, minute)))
            kinds = {(c.id, c.kind) for c in plan.conflicts}
            assert kinds == {(c.id, c.kind) for c in verdict.why}, (day, minute)


def asked(town: SmallTown, first: date = MONDAY, last: date = SUNDAY, **how: object) -> Places:
    """Return the verdicts on the first lesson's places, minute by minute unless told otherwise."""
    values = {"resolution": 1, **how}
    with town.workspace.read() as db:
        return verdicts(db, town.lessons[0], first, last, **values)  # type: ignore[arg-type]


def not_free(found: Places, day: date, around: int, state: VerdictState) -> tuple[int, int]:
    """Return the first and last minute of the places in this state around one of them."""
    first = last = around
    assert found[day, around].state is state
    while found.get((day, first - 1), FREE).state is state:
        first -= 1
    while found.get((day, last + 1), FREE).state is state:
        last += 1
    return first, last


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        # So many minutes after the lesson's start it begins to be needed, and so many it ends.
        ("A", 0, 150),
        ("Seidel", 0, 150),
        ("side", -15, 165),
        ("Roth", -15, 165),
        ("driver", -50, 200),
        ("bus", -50, 200),
    ],
)
def test_what_is_taken_bars_exactly_the_places_that_would_meet_it(
    town: SmallTown, who: str, before: int, after: int
) -> None:
    starts, ends = minute_of(FRIDAY, 800), minute_of(FRIDAY, 830)
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        lesson = add_lesson(db, other, minute_of(FRIDAY, 400), minutes=10)
        if who == "bus":
            add_ride(db, town, lesson, Direction.OUT, (starts, ends), vehicle=town.vehicle)
        else:
            room = town.rooms.get(who)
            people = [town.people[who]] if who in town.people else []
            add_lesson(db, other, starts, minutes=30, room=room, teachers=people)
    found = asked(town, FRIDAY, FRIDAY)
    taken = not_free(found, FRIDAY, 845 if before == -50 else 800, VerdictState.TAKEN)
    if before == -50:
        # Between the way there and the way back vehicle and driver are free.
        assert taken == (800 + 11, 830 + 49)
        assert not_free(found, FRIDAY, 650, VerdictState.TAKEN) == (800 - 199, 830 - 161)
    else:
        assert taken == (800 - after + 1, 830 - before - 1)


def test_a_course_bars_its_own_times_unless_cancelled(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, town.course, minute_of(FRIDAY, 900), minutes=20)
        add_lesson(db, town.course, minute_of(FRIDAY, 540), minutes=20, status="cancelled")
    found = asked(town, FRIDAY, FRIDAY)
    assert not_free(found, FRIDAY, 900, VerdictState.TAKEN) == (751, 919)
    assert found[FRIDAY, 540].state is VerdictState.FREE
    assert {c.kind for c in found[FRIDAY, 751].why} == {ConflictKind.COURSE}
    assert found[FRIDAY, 751].why[0].starts == minute_of(FRIDAY, 900)
    # The lesson itself is in nobody's way.
    assert asked(town, TUESDAY, TUESDAY)[TUESDAY, NINE + 10].state is VerdictState.FREE


def test_closures_bar_to_the_minute_and_over_midnight(town: SmallTown) -> None:
    seidel = town.people["Seidel"]
    with town.workspace.fill() as db:
        for starts, ends in (
            (minute_of(FRIDAY, 800), minute_of(FRIDAY, 801)),
            (minute_of(SUNDAY, 1430), minute_of(SUNDAY, 1440 + 600)),
        ):
            db.add(Closure(resource_id=seidel, starts=starts, ends=ends, reason="ill"))
    monday = SUNDAY + timedelta(days=1)
    found = asked(town, FRIDAY, monday)
    assert not_free(found, FRIDAY, 800, VerdictState.TAKEN) == (651, 800)
    assert not_free(found, monday, 590, VerdictState.TAKEN) == (420, 599)
    assert [c.kind for c in found[FRIDAY, 700].why] == [ConflictKind.CLOSURE]


def test_weekly_times_are_judged_where_each_would_be(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        row = Availability(resource_id=town.people["Roth"], kind="unavailable", weekday=4)
        row.starts, row.ends = 800, 801
        db.add(row)
    found = asked(town, FRIDAY, FRIDAY)
    assert not_free(found, FRIDAY, 800, VerdictState.SOFT) == (800 - 164, 800 + 15)
    assert [c.kind for c in found[FRIDAY, 800].why] == [ConflictKind.AVAILABILITY]


def test_days_off_are_soft_from_the_first_to_the_last_place(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for day in (TUESDAY, FRIDAY):
            db.add(ClosingDay(first_day=day, last_day=day, name="Umzug"))
    found = asked(town, TUESDAY, SUNDAY, resolution=30)
    days = {key: verdict.state for key, verdict in found.items()}
    for (day, _), state in days.items():
        # It is on that Tuesday already.
        off = day == FRIDAY
        assert (state is VerdictState.SOFT) is off, day
    assert [c.kind for c in found[FRIDAY, NINE].why] == [ConflictKind.CLOSING_DAY]


def test_places_go_by_the_step_from_the_first_to_the_last_that_fits(town: SmallTown) -> None:
    with town.workspace.read() as db:
        hours = settings_of(db)
        begins, ends = hours.number("calendar.day_starts"), hours.number("calendar.day_ends")
    for step in (1, 7, 15, 30):
        found = asked(town, FRIDAY, FRIDAY, resolution=step)
        assert [minute for _, minute in found] == list(range(begins, ends - 150 + 1, step))
    assert {day for day, _ in asked(town, resolution=60)} == {
        MONDAY + timedelta(days=days) for days in range(7)
    }
    assert len(asked(town, FRIDAY, FRIDAY, resolution=0)) == ends - 150 - begins + 1


@pytest.mark.parametrize("spare", [-1, 0, 1])
def test_a_lesson_as_long_as_the_day_may_only_begin_with_it(town: SmallTown, spare: int) -> None:
    with town.workspace.fill() as db:
        hours = settings_of(db)
        begins, ends = hours.number("calendar.day_starts"), hours.number("calendar.day_ends")
        row = records(db, Lesson, id=town.lessons[0])[0]
        row.ends = row.starts + ends - begins - spare
    found = [minute for _, minute in asked(town, FRIDAY, FRIDAY)]
    assert found == list(range(begins, begins + max(spare, 0) + 1))


def test_what_begins_now_is_not_past(town: SmallTown) -> None:
    with clock.pinned(datetime(2027, 3, 1, 9, 0)):
        found = asked(town, MONDAY, TUESDAY)
    assert found[MONDAY, 539].state is VerdictState.PAST
    assert found[MONDAY, 540].state is VerdictState.FREE
    assert found[TUESDAY, 420].state is VerdictState.FREE


def test_another_room_none_or_another_teacher_are_judged_in_their_place(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        at = minute_of(FRIDAY, NINE)
        seidel, vogel = town.people["Seidel"], town.people["Vogel"]
        add_lesson(db, other, at, room=town.rooms["A"])
        add_lesson(db, other, at + 200, teachers=[seidel])
        add_lesson(db, other, at + 400, teachers=[vogel])

    def state(after: int, **how: object) -> VerdictState:
        return asked(town, FRIDAY, FRIDAY, resolution=1, **how)[FRIDAY, NINE + after].state

    taken, free = VerdictState.TAKEN, VerdictState.FREE
    assert [state(at) for at in (0, 200, 400)] == [taken, taken, free]
    assert state(0, room_id=town.rooms["B"]) is free
    assert state(0, room_id=0) is free
    other_one = {"stand_in": StandIn(vogel)}
    assert [state(at, **other_one) for at in (0, 200, 400)] == [taken, free, taken]


def test_open_places_say_the_same_without_names(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(FRIDAY, 777), room=town.rooms["A"], minutes=43)
        row = Availability(resource_id=town.people["Roth"], kind="unavailable", weekday=4)
        row.starts, row.ends = 700, 1000
        db.add(row)
    with town.workspace.read() as db:
        plain = open_places(db, town.lessons[0], MONDAY, SUNDAY, 5)
    full = asked(town, resolution=5)
    assert {key: one.state for key, one in plain.items()} == {
        key: one.state for key, one in full.items()
    }
    for key, verdict in plain.items():
        assert bool(verdict.why) is bool(full[key].why)
        assert {c.id for c in verdict.why} <= {c.id for c in full[key].why}
        if verdict.state is VerdictState.TAKEN:
            assert all(c.hard for c in verdict.why)
    assert all(s.label for v in full.values() for c in v.why for s in c.subjects)
