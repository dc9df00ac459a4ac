"""A seat counts the same wherever passengers are counted: card, board, plan, conflict, list."""

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import CancelReason, ConflictKind, SeatResult
from kursplaner.domain.kinds.counting import SEATS_RIDING
from kursplaner.domain.rides.rides import RideSeat, Vehicle
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.rides.day import riding, seats_used
from kursplaner.store.queries.lessons.lessons import lessons_by_id
from kursplaner.store.queries.lessons.touched import people_of_lessons
from kursplaner.store.queries.rides.rides import rides_day
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from tests.planning.family_town import Family
from tests.planning.small_town import NINE, TUESDAY, SmallTown

WEDNESDAY = TUESDAY.replace(day=3)


@pytest.mark.parametrize("result", sorted(SeatResult))
def test_card_board_and_plans_count_the_same_passengers(town: SmallTown, result: str) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        (seat,) = records(db, RideSeat, ride_id=town.rides[0], person_id=family.child)
        seat.result = result
        (back,) = records(db, RideSeat, ride_id=town.rides[1], person_id=family.child)
        back.result = result
    people = 2 if result in SEATS_RIDING else 1
    with town.workspace.read() as db:
        (lesson,) = lessons_by_id(db, [town.lessons[0]])
        assert [ride.taken for ride in lesson.rides] == [people, people]
        board = {ride.id: ride for ride in rides_day(db, TUESDAY)}
        assert len(riding(board[town.rides[0]])) == people
        assert seats_used(board[town.rides[0]]).total() == people - 1
        wish = MoveWish(town.lessons[0], minute_of(WEDNESDAY, NINE))
        moved = changing.propose(db, wish).moved
        assert [ride.passengers for ride in moved.rides] == [people, people]
        off = cancelling.propose_cancel(db, [town.lessons[0]], CancelReason.SNOW)
        assert off.passengers == people
        touched = people_of_lessons(db, [town.lessons[0]])
        assert (family.child in touched.passengers) is (people == 2)


@pytest.mark.parametrize("result", sorted(SeatResult))
def test_a_vehicle_is_too_small_only_for_those_who_ride(town: SmallTown, result: str) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        by_id(db, Vehicle, town.vehicle).seats = 2
        for seat in records(db, RideSeat, person_id=family.child):
            seat.result = result
    with town.workspace.read() as db:
        found = find(db, kinds=[ConflictKind.VEHICLE_CAPACITY])
    full = {(conflict.facts["people"], conflict.facts["capacity"]) for conflict in found}
    assert full == ({(2, 1)} if result in SEATS_RIDING else set())
