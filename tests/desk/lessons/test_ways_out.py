"""Ways out of a move that something stands against: rooms, no room, another beginning."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.lessons.proposals import way_out
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import Room
from kursplaner.planning.fixes.of_moves import ways_out
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.store.queries.lessons.lessons import lessons_by_id
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_course, add_lesson, build
from tests.towns import passing

AT = minute_of(TUESDAY, 900)


class Fix(NamedTuple):
    """A way out as a button shows it, and the place it leads to."""

    icon: str
    text: str
    to: int
    room_id: int | None


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


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


def offered(town: SmallTown, seats: int = 0, to: int = AT, room: int | None = None) -> list[Fix]:
    wish = MoveWish(town.lessons[0], to, room)
    with town.workspace.rehearse() as db:
        row = lessons_by_id(db, [wish.lesson_id])[0]
        found = ways_out(db, wish, changing.propose(db, wish), seats)
    return [Fix(*way_out(row, wish, way), way.wish.to or 0, way.wish.room_id) for way in found]


def rooms(found: list[Fix]) -> list[str]:
    return [fix.text for fix in found if fix.icon == "door-open"]


def times(found: list[Fix]) -> list[int]:
    return [fix.to - AT for fix in found if fix.icon == "clock"]


def test_what_nothing_stands_against_needs_no_way_out(town: SmallTown) -> None:
    assert offered(town) == []


def test_two_free_rooms_are_named_then_no_room_then_other_times(town: SmallTown) -> None:
    for name in ("Zaun", "Ahorn", "Buche"):
        add_room(town, name, 30)
    taken(town, town.rooms["A"])
    found = offered(town)
    assert len(rooms(found)) == 2
    assert [fix.icon for fix in found[:3]] == ["door-open", "door-open", "circle-dashed"]
    without = found[2]
    assert (without.text, without.to, without.room_id) == ("Ohne Raum verschieben", AT, 0)
    assert all(fix.to == AT and fix.room_id != town.rooms["A"] for fix in found[:2])
    assert [fix.icon for fix in found[3:]] == ["clock", "clock"]


@pytest.mark.parametrize(("seats", "offers"), [(29, True), (30, True), (31, False)])
def test_a_room_must_seat_everybody(town: SmallTown, seats: int, offers: bool) -> None:  # noqa: FBT001
    add_room(town, "Ahorn", 30)
    taken(town, town.rooms["A"])
    assert ("Ahorn nehmen" in rooms(offered(town, seats))) is offers


def test_rooms_of_children_and_taken_ones_are_not_offered(town: SmallTown) -> None:
    add_room(town, "Ahorn", 99, "childcare")
    other = add_room(town, "Buche", 99)
    add_room(town, "Eiche", 99)
    taken(town, town.rooms["A"])
    taken(town, other)
    assert rooms(offered(town, 99)) == ["Eiche nehmen"]


def test_the_next_beginnings_before_and_after_are_offered(town: SmallTown) -> None:
    taken(town, town.rooms["A"], AT, 60)
    later, earlier = times(offered(town))
    assert (later, earlier) == (60, -150)
    texts = [fix.text for fix in offered(town) if fix.icon == "clock"]
    assert texts == ["1 Stunde später beginnen", "Um 12:30 beginnen"]


def test_without_a_room_is_no_way_out_where_people_are_missing(town: SmallTown) -> None:
    taken(town, town.rooms["A"])
    with town.workspace.fill() as db:
        teacher = town.people["Seidel"]
        db.add(Closure(resource_id=teacher, starts=AT, ends=AT + 30, reason="ill"))
    found = offered(town)
    assert "circle-dashed" not in [fix.icon for fix in found]
    assert rooms(found) == []
    assert times(found) == [150, -150]


def test_a_closed_room_is_left_like_a_taken_one(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        room = town.rooms["A"]
        db.add(Closure(resource_id=room, starts=AT, ends=AT + 30, reason="repair"))
    assert "Ohne Raum verschieben" in [fix.text for fix in offered(town)]


def test_people_alone_leave_the_room(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        teacher = town.people["Seidel"]
        db.add(Closure(resource_id=teacher, starts=AT, ends=AT + 30, reason="ill"))
    add_room(town, "Ahorn", 99)
    found = offered(town)
    assert [fix.icon for fix in found] == ["clock", "clock"]
    assert {fix.room_id for fix in found} == {None}
