from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind, DemandException, Direction
from kursplaner.domain.rides.rides import RideDemand, RideDemandException, RideSeat, Stop
from kursplaner.planning.rides import day_plan, other_stop
from kursplaner.planning.rides.other_stop import BOTH, OtherStop, StopWish
from kursplaner.store.queries.rides.unserved import unserved
from kursplaner.store.records import by_id, find
from tests.planning.riding_town import (
    BACK,
    OUT,
    SECOND_WEEK,
    RidingTown,
    build_riding_town,
    demands,
)
from tests.planning.small_town import NOW, add_person, enrol_plainly
from tests.towns import passing

ONLY_OUT = frozenset((Direction.OUT,))


@pytest.fixture
def riding() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


def wished(
    riding: RidingTown,
    stop: str | None,
    directions: frozenset[Direction] = BOTH,
    day: date = SECOND_WEEK,
) -> StopWish:
    key = riding.stops[stop] if stop is not None else None
    return StopWish(riding.mother, day, key, directions)


def seen(riding: RidingTown, wish: StopWish) -> OtherStop:
    with riding.workspace.read() as db:
        return other_stop.propose(db, wish)


def done(riding: RidingTown, wish: StopWish) -> OtherStop:
    plan = seen(riding, wish)
    with riding.workspace.change(ActKind.RIDE_CHANGED) as db:
        other_stop.apply(db, plan)
    return plan


def noted(riding: RidingTown) -> set[tuple[date, str, int | None]]:
    with riding.workspace.read() as db:
        return {(row.day, row.kind, row.stop_id) for row in find(db, RideDemandException)}


def test_the_party_boards_elsewhere_on_that_day_alone(riding: RidingTown) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    plan = done(riding, wished(riding, "near"))
    assert [(way.direction, way.people) for way in plan.change.ways] == [
        (OUT, (riding.mother, riding.child)),
        (BACK, (riding.mother, riding.child)),
    ]
    for person in (riding.mother, riding.child):
        assert riding.stops_of(person) == [home] * 4 + [near] * 2 + [home] * 6
    assert riding.halts(riding.town.rides[4]) == [(near, 516), (None, 530)]
    assert noted(riding) == {(SECOND_WEEK, DemandException.OTHER_STOP.value, near)}
    assert riding.workspace.undo() is not None
    assert riding.stops_of() == [home] * 12
    assert noted(riding) == set()


def test_planning_anew_keeps_to_it(riding: RidingTown) -> None:
    home, near = riding.stops["home"], riding.stops["near"]
    done(riding, wished(riding, "near", ONLY_OUT))
    with riding.workspace.change(ActKind.RIDES_PLANNED) as db:
        day_plan.apply_day(db, day_plan.propose_day(db, SECOND_WEEK))
    assert riding.stops_of() == [home] * 4 + [near] + [home] * 7


def test_another_address_leaves_that_day_alone(riding: RidingTown) -> None:
    near, beyond = riding.stops["near"], riding.stops["beyond"]
    done(riding, wished(riding, "beyond", ONLY_OUT))
    riding.move(near, SECOND_WEEK)
    assert riding.seats()[SECOND_WEEK, OUT] == beyond
    assert riding.seats()[SECOND_WEEK, BACK] == near


def test_as_usual_again_gives_the_day_back(riding: RidingTown) -> None:
    home = riding.stops["home"]
    done(riding, wished(riding, "near"))
    plan = done(riding, wished(riding, None))
    assert len(plan.change.ways) == 2
    assert riding.stops_of() == [home] * 12
    assert noted(riding) == set()
    assert riding.halts(riding.town.rides[4])[0][0] == home
    assert seen(riding, wished(riding, None)).empty


def test_who_rides_along_hears_of_another_time(riding: RidingTown) -> None:
    town = riding.town
    with town.workspace.fill() as db:
        other = add_person(db, "Weber")
        enrolment = enrol_plainly(db, town.course, other)
        demands(db, enrolment, town.stop)
        seat = RideSeat(ride_id=town.rides[4], person_id=other, enrolment_id=enrolment)
        seat.stop_id = town.stop
        db.add(seat)
    plan = done(riding, wished(riding, "near", ONLY_OUT))
    (late,) = plan.change.others
    assert (late.person_id, late.direction) == (other, OUT)
    with town.workspace.read() as db:
        (seat,) = find(db, RideSeat, ride_id=town.rides[4], person_id=other)
        assert seat.stop_id == town.stop


def test_where_nobody_can_stop_everything_stays(riding: RidingTown) -> None:
    plan = seen(riding, wished(riding, "far"))
    assert plan.blocked == "too_long"
    with (
        pytest.raises(Refused, match="stop_out_of_reach"),
        riding.workspace.change(ActKind.RIDE_CHANGED) as db,
    ):
        other_stop.apply(db, plan)
    assert riding.stops_of() == [riding.stops["home"]] * 12
    assert noted(riding) == set()


def test_who_had_no_seat_is_taken_where_the_bus_comes_by(riding: RidingTown) -> None:
    riding.move(riding.stops["far"])
    with riding.workspace.read() as db:
        assert {row.stop for row in unserved(db, SECOND_WEEK)} == {"Ort, Far"}
    plan = done(riding, wished(riding, "near"))
    assert [way.ride_id for way in plan.change.ways] == [None, None]
    assert riding.seats()[SECOND_WEEK, OUT] == riding.stops["near"]
    with riding.workspace.read() as db:
        assert unserved(db, SECOND_WEEK) == []


@pytest.mark.parametrize(
    ("at", "ways"), [(time(8, 9), {OUT, BACK}), (time(8, 10), {BACK}), (time(11, 40), set())]
)
def test_what_has_begun_stays(riding: RidingTown, at: time, ways: set[str]) -> None:
    with clock.pinned(datetime.combine(SECOND_WEEK, at)):
        if not ways:
            with pytest.raises(Refused, match="no_ride_that_day"):
                seen(riding, wished(riding, "near"))
            return
        plan = seen(riding, wished(riding, "near"))
        assert {way.direction for way in plan.change.ways} == ways
        assert len(plan.demands) == len(ways)


def test_a_day_without_a_lesson_or_of_an_absence_has_no_ride(riding: RidingTown) -> None:
    sunday = SECOND_WEEK + timedelta(days=5)
    with pytest.raises(Refused, match="no_ride_that_day"):
        seen(riding, wished(riding, "near", day=sunday))
    with riding.workspace.fill() as db:
        for demand in find(db, RideDemand, enrolment_id=riding.enrolment):
            skip = RideDemandException(demand_id=demand.id, day=SECOND_WEEK)
            skip.kind = DemandException.SKIP.value
            db.add(skip)
    with pytest.raises(Refused, match="no_ride_that_day"):
        seen(riding, wished(riding, "near"))
    with riding.workspace.fill() as db:
        by_id(db, Stop, riding.stops["near"]).ended_on = SECOND_WEEK
    with pytest.raises(Refused, match="not_found"):
        seen(riding, wished(riding, "near"))


def test_what_changed_since_is_shown_again(riding: RidingTown) -> None:
    plan = seen(riding, wished(riding, "near"))
    riding.move(riding.stops["beyond"], SECOND_WEEK)
    with (
        pytest.raises(Refused, match="overtaken"),
        riding.workspace.change(ActKind.RIDE_CHANGED) as db,
    ):
        other_stop.apply(db, plan)


WISHES = st.tuples(
    st.sampled_from(("near", "beyond", "far", None)),
    st.sampled_from((BOTH, ONLY_OUT, frozenset((Direction.BACK,)))),
)


@settings(max_examples=10)
@given(wishes=st.lists(WISHES, min_size=1, max_size=4))
def test_the_day_is_as_wished_last_and_all_others_are_as_before(
    wishes: list[tuple[str | None, frozenset[Direction]]],
) -> None:
    with passing(build_riding_town, NOW) as riding:
        home = riding.stops["home"]
        day = {OUT: home, BACK: home}
        for stop, directions in wishes:
            wish = wished(riding, stop, directions)
            if seen(riding, wish).blocked:
                assert stop == "far"
                continue
            if seen(riding, wish).empty:
                with pytest.raises(Refused, match="nothing_changes"):
                    done(riding, wish)
            else:
                done(riding, wish)
            day |= {way.value: riding.stops[stop] if stop else home for way in directions}
        found = riding.seats()
        assert {way: found.pop((SECOND_WEEK, way)) for way in (OUT, BACK)} == day
        assert set(found.values()) == {home}
        days = {stop for _, _, stop in noted(riding)}
        assert days == {stop for stop in day.values() if stop != home}
