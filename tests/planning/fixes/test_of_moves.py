"""Ways out of a move that something stands against: rooms, no room, another beginning."""

from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import hard_ones
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import Room
from kursplaner.planning.fixes.of_moves import MOST_ROOMS, WayOut, ways_out
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import WITHOUT_ROOM, MoveWish
from kursplaner.planning.lessons.weekly_series import Reach
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_lesson

AT = minute_of(TUESDAY, 900)


def add_room(town: SmallTown, name: str, capacity: int = 20, purpose: str = "teaching") -> int:
    with town.workspace.fill() as db:
        room = Room(name=name, site_id=town.site, capacity=capacity, purpose=purpose)
        db.add(room)
        db.flush()
        return room.id


def taken(town: SmallTown, room: int, starts: int = AT, minutes: int = 150) -> None:
    """Let another course be in a room."""
    with town.workspace.fill() as db:
        course = add_course(db, town, f"K{room}-{starts}")
        add_lesson(db, course, starts, room=room, minutes=minutes)


def closed(town: SmallTown, resource: int, reason: str) -> None:
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=resource, starts=AT, ends=AT + 30, reason=reason))


def offered(town: SmallTown, seats: int = 0, **values: object) -> tuple[WayOut, ...]:
    wish = MoveWish(town.lessons[0], AT, **values)  # type: ignore[arg-type]
    with town.workspace.rehearse() as db:
        return ways_out(db, wish, changing.propose(db, wish), seats)


def kinds(found: tuple[WayOut, ...]) -> list[FixKind]:
    return [way.kind for way in found]


def rooms(found: tuple[WayOut, ...]) -> list[str]:
    return [way.room for way in found if way.kind is FixKind.OTHER_ROOM]


def times(found: tuple[WayOut, ...]) -> list[int]:
    return [(way.wish.to or 0) - AT for way in found if way.kind is FixKind.OTHER_TIME]


def test_what_nothing_stands_against_needs_no_way_out(town: SmallTown) -> None:
    assert offered(town) == ()


def test_two_free_rooms_are_named_then_no_room_then_other_times(town: SmallTown) -> None:
    added = [add_room(town, name, 30) for name in ("Zaun", "Ahorn", "Buche")]
    taken(town, town.rooms["A"])
    found = offered(town)
    assert kinds(found) == [
        *([FixKind.OTHER_ROOM] * MOST_ROOMS),
        FixKind.WITHOUT_ROOM,
        *([FixKind.OTHER_TIME] * 2),
    ]
    assert rooms(found) == ["Ahorn", "B"]
    assert [way.wish.room_id for way in found[:3]] == [added[1], town.rooms["B"], WITHOUT_ROOM]
    assert {way.wish.to for way in found[:3]} == {AT}
    assert {way.wish.room_id for way in found[3:]} == {None}


@pytest.mark.parametrize(("seats", "offers"), [(29, True), (30, True), (31, False)])
def test_a_room_must_seat_everybody(town: SmallTown, seats: int, offers: bool) -> None:  # noqa: FBT001
    add_room(town, "Ahorn", 30)
    taken(town, town.rooms["A"])
    assert ("Ahorn" in rooms(offered(town, seats))) is offers


def test_rooms_of_children_and_taken_ones_are_not_offered(town: SmallTown) -> None:
    add_room(town, "Ahorn", 99, "childcare")
    other = add_room(town, "Buche", 99)
    add_room(town, "Eiche", 99)
    taken(town, town.rooms["A"])
    taken(town, other)
    assert rooms(offered(town, 99)) == ["Eiche"]


def test_every_way_works(town: SmallTown) -> None:
    for name in ("Ahorn", "Buche"):
        add_room(town, name, 30)
    taken(town, town.rooms["A"], AT, 60)
    found = offered(town)
    assert len(found) == 5
    for way in found:
        with town.workspace.rehearse() as db:
            assert hard_ones(changing.propose(db, way.wish).conflicts) == ()


def test_the_next_beginnings_before_and_after_are_offered(town: SmallTown) -> None:
    taken(town, town.rooms["A"], AT, 60)
    assert times(offered(town)) == [60, -150]


def test_other_beginnings_are_reckoned_from_the_lesson_that_was_asked_for(town: SmallTown) -> None:
    """The first lesson of a series may be another one than the one in hand."""
    taken(town, town.rooms["A"], AT, 60)
    wish = MoveWish(town.lessons[2], AT + 7 * 1440, reach=Reach.REST)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
        assert plan.first.id == town.lessons[2]
        assert not plan.hard
    later = MoveWish(town.lessons[0], AT, reach=Reach.REST)
    with town.workspace.rehearse() as db:
        found = ways_out(db, later, changing.propose(db, later))
    assert times(found) == [60, -150]
    assert all(way.wish.reach is Reach.REST for way in found)


def test_without_a_room_is_no_way_out_where_people_are_missing(town: SmallTown) -> None:
    taken(town, town.rooms["A"])
    closed(town, town.people["Seidel"], "ill")
    found = offered(town)
    assert kinds(found) == [FixKind.OTHER_TIME] * 2
    assert times(found) == [150, -150]


def test_a_closed_room_is_left_like_a_taken_one(town: SmallTown) -> None:
    closed(town, town.rooms["A"], "repair")
    assert FixKind.WITHOUT_ROOM in kinds(offered(town))


def test_people_alone_leave_the_room(town: SmallTown) -> None:
    closed(town, town.people["Seidel"], "ill")
    add_room(town, "Ahorn", 99)
    assert kinds(offered(town)) == [FixKind.OTHER_TIME] * 2


def test_a_room_asked_for_is_what_others_are_offered_beside(town: SmallTown) -> None:
    taken(town, town.rooms["B"])
    found = offered(town, room_id=town.rooms["B"])
    assert "A" in rooms(found)
    assert "B" not in rooms(found)


def test_a_room_given_up_by_that_day_is_not_offered(town: SmallTown) -> None:
    key = add_room(town, "Ahorn", 30)
    with town.workspace.fill() as db:
        room = db.get(Room, key)
        assert room is not None
        room.ended_on = TUESDAY
    taken(town, town.rooms["A"])
    assert "Ahorn" not in rooms(offered(town))
    with town.workspace.fill() as db:
        room = db.get(Room, key)
        assert room is not None
        room.ended_on = TUESDAY + timedelta(days=1)
    assert "Ahorn" in rooms(offered(town))
