"""Whose bus comes at another time than she was told: noted, told, and gone when it is as before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, Asking, Direction
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import Ride, RideStop
from kursplaner.domain.town import FollowUp
from kursplaner.planning.absences import other_times
from kursplaner.planning.absences.other_times import MOST_IN_A_LINE, Told, WayKey
from kursplaner.planning.enrolments.family_fit import RideChange
from kursplaner.planning.enrolments.seats_taken import seat_passengers
from kursplaner.planning.rides import day_plan, other_stop
from kursplaner.planning.rides.other_stop import StopWish
from kursplaner.planning.rides.tours import Halt, Seat, Tour
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import SINCE, RidingTown, build_riding_town, demands
from tests.planning.small_town import NOW, TUESDAY, add_person
from tests.towns import passing

LATER = TUESDAY + timedelta(days=7)


def with_neighbour(riding: RidingTown) -> int:
    """Let somebody from the stop beyond ride along, whose time depends on where others board."""
    town, beyond = riding.town, riding.stops["beyond"]
    with riding.workspace.fill() as db:
        key = add_person(db, "Nachbar")
        row = Enrolment(course_id=town.course, person_id=key, joined_on=date(2027, 2, 1))
        db.add(row)
        db.add(PersonAddress(person_id=key, valid_from=SINCE, stop_id=beyond))
        db.flush()
        demands(db, row.id, beyond)
    with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    with riding.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        other_times.told(db, riding.mother)
    return key


@pytest.fixture
def riding() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


def board(riding: RidingTown, stop: str | None, day: date = TUESDAY) -> None:
    """Let the mother board elsewhere on a day; None: where she usually does."""
    wish = StopWish(riding.mother, day, riding.stops[stop] if stop else None)
    with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        other_stop.apply(db, other_stop.propose(db, wish))


def open_(riding: RidingTown) -> dict[int, list[tuple[int, int]]]:
    """Return who is to be told, with the times told and now."""
    with riding.workspace.read() as db:
        return {
            person: [(way.told, way.now) for way in ways]
            for person, ways in other_times.to_tell(db).items()
        }


def now(riding: RidingTown, person: int) -> Told:
    with riding.workspace.read() as db:
        lessons = set(riding.town.lessons)
        return other_times.times_of(db, lessons).get(person, {})


def test_who_rides_along_is_noted_when_her_time_changes_and_who_asked_is_not(
    riding: RidingTown,
) -> None:
    neighbour = with_neighbour(riding)
    before = now(riding, neighbour)
    board(riding, "beyond")
    after = now(riding, neighbour)
    changed = {way: at for way, at in before.items() if after[way] != at}
    assert len(changed) > 0
    assert open_(riding) == {
        neighbour: sorted(
            ((at, after[way]) for way, at in changed.items()), key=lambda pair: pair[1]
        )
    }
    board(riding, None)
    assert now(riding, neighbour) == before
    assert open_(riding) == {}
    with riding.workspace.read() as db:
        assert not [row for row in find(db, FollowUp, person_id=neighbour) if not row.done_on]


def test_undo_takes_the_note_back(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    board(riding, "beyond")
    assert list(open_(riding)) == [neighbour]
    riding.workspace.undo()
    assert open_(riding) == {}


def test_who_was_told_is_called_again_when_it_changes_again(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    usual = now(riding, neighbour)
    board(riding, "beyond")
    with riding.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        other_times.told(db, neighbour)
    assert open_(riding) == {}
    heard = now(riding, neighbour)
    board(riding, None)
    wanted = [(heard[way], at) for way, at in usual.items() if heard[way] != at]
    assert sorted(open_(riding)[neighbour]) == sorted(wanted)


def test_planning_anew_notes_those_whose_time_changes(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    with riding.workspace.fill() as db:
        for ride in find(db, Ride):
            for halt in find(db, RideStop, ride_id=ride.id):
                halt.at += 3
    with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, TUESDAY))
    found = open_(riding)
    assert found.keys() == {neighbour, riding.mother}
    assert len(found[neighbour]) == 2 * len(riding.town.lessons)
    with riding.workspace.read() as db:
        rows = [row for row in find(db, FollowUp, person_id=neighbour) if row.done_on is None]
        assert len(rows) == -(-2 * len(riding.town.lessons) // MOST_IN_A_LINE)


def test_who_is_seated_in_a_ride_knows_and_those_in_it_are_noted(riding: RidingTown) -> None:
    ride, home, beyond = riding.town.rides[0], riding.stops["home"], riding.stops["beyond"]
    usual = now(riding, riding.mother)
    halts = (Halt(beyond, -70), Halt(home, -50), Halt(None, 0))
    tour = Tour(Direction.OUT, halts, (), -70, 5, 20_000, 10)
    with riding.workspace.change(ActKind.ENROLLED) as db:
        row = by_id(db, Ride, ride)
        new, zero = add_person(db, "Neu"), row.ends
        enrolment = Enrolment(course_id=riding.town.course, person_id=new, joined_on=SINCE)
        db.add(enrolment)
        db.flush()
        seat = RideChange(ride, (Seat(new, beyond),), tour, zero)
        seat_passengers(db, enrolment.id, [seat])
    (changed,) = (at for way, at in usual.items() if now(riding, riding.mother)[way] != at)
    assert open_(riding) == {riding.mother: [(changed, zero - 50)]}
    assert zero - 50 != changed


def test_what_is_over_is_not_told(riding: RidingTown) -> None:
    neighbour = with_neighbour(riding)
    board(riding, "beyond")
    (pairs,) = open_(riding).values()
    last = max(at for _, at in pairs)
    with clock.pinned(datetime.combine(day_of(last), datetime.max.time())):
        assert open_(riding) == {}
    assert neighbour in open_(riding)


def test_many_ways_fit_into_lines() -> None:
    with passing(build_riding_town, NOW) as made, made.workspace.rehearse() as db:
        told = {
            WayKey(9_999_990 + at, way): 99_999_999 for at in range(9) for way in ("out", "back")
        }
        other_times._write(db, made.mother, [], told)
        db.flush()
        rows = find(db, FollowUp, person_id=made.mother)
        assert len(rows) == 2
        assert all(row.line.startswith(Asking.TIMES) for row in rows)
        assert all(len(row.line) <= 200 for row in rows)
        assert other_times._told(rows) == told


STEPS = st.sampled_from(("near", "beyond", "usual", "tell"))


@contextmanager
def suppressed_where_nothing_changes() -> Iterator[None]:
    """Go on where she boards there anyway; any other refusal is a fault."""
    try:
        yield
    except Refused as refusal:
        if refusal.kind != "nothing_changes":
            raise


@settings(max_examples=12)
@given(steps=st.lists(st.tuples(STEPS, st.sampled_from((TUESDAY, LATER))), min_size=1, max_size=6))
def test_plan_and_last_word_agree_but_for_those_who_are_to_be_called(
    steps: list[tuple[str, date]],
) -> None:
    with passing(build_riding_town, NOW) as riding:
        neighbour = with_neighbour(riding)
        heard = now(riding, neighbour)
        for step, day in steps:
            if step == "tell":
                with riding.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
                    other_times.told(db, neighbour)
                heard = now(riding, neighbour)
            else:
                with suppressed_where_nothing_changes():
                    board(riding, None if step == "usual" else step, day)
            planned = now(riding, neighbour)
            wanted = sorted((heard[way], at) for way, at in planned.items() if heard[way] != at)
            assert sorted(open_(riding).get(neighbour, [])) == wanted
            assert riding.mother not in open_(riding)
