"""Ideas about rooms: which are offered, in which order, and which lessons exchange theirs."""

from collections.abc import Iterator

import pytest

from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ConflictKind, RoomPurpose
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import Room, RoomEquipment
from kursplaner.planning.drafts.draft_changes import ChangeSlotRoom, Rearrange
from kursplaner.planning.fixes.rooms import other_rooms, swapped_rooms, without_room
from kursplaner.planning.fixes.situation import FixKind, Idea
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.fixes.situations import AT, ENDS, FIRST_SLOT, situation, told
from tests.planning.small_town import (
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

Kind = ConflictKind


@pytest.fixture
def db(quiet: SmallTown) -> Iterator[Db]:
    with quiet.workspace.rehearse() as opened:
        yield opened


def add_room(db: Db, town: SmallTown, name: str, capacity: int, purpose: str = "teaching") -> int:
    room = Room(name=name, site_id=town.site, capacity=capacity, purpose=purpose)
    db.add(room)
    db.flush()
    return room.id


def names(found: Iterator[Idea]) -> list[object]:
    return [idea.facts["name"] for idea in found]


def test_a_lesson_may_go_to_a_room_that_is_free_and_seats_all(db: Db, quiet: SmallTown) -> None:
    lesson = quiet.lessons[0]

    def moved(room: int, name: str, rank: int) -> Idea:
        facts = {**told(quiet, lesson), "room": room, "name": name}
        change = Rearrange((LessonMove(lesson, AT, ENDS, room),))
        return Idea(FixKind.OTHER_ROOM, (change,), facts, rank)

    add_room(db, quiet, "three", 3)
    four, wide = add_room(db, quiet, "four", 4), add_room(db, quiet, "wide", 30)
    add_room(db, quiet, "wider", 31)
    about = (("room", quiet.rooms["A"]), ("lesson", lesson))
    assert list(other_rooms(situation(db, Kind.CLOSURE, *about))) == [
        moved(four, "four", 10),
        moved(quiet.rooms["B"], "B", 11),
        moved(wide, "wide", 12),
    ]


def test_only_what_uses_the_room_leaves_it(db: Db, quiet: SmallTown) -> None:
    lessons = [("lesson", key) for key in quiet.lessons[:1] + quiet.lessons[4:5]]
    ride = ("ride", quiet.rides[0])
    for room, moved in (("A", [quiet.lessons[0]]), ("tiny", [])):
        about = (("room", quiet.rooms[room]), *lessons, ride)
        found = list(other_rooms(situation(db, Kind.ROOM, *about)))
        assert [idea.facts["lesson"] for idea in found] == moved


def test_a_lesson_without_a_room_finds_any_that_is_free(db: Db, quiet: SmallTown) -> None:
    about = (("lesson", quiet.lessons[4]), ("course", quiet.course))
    found = other_rooms(situation(db, Kind.NO_ROOM, *about))
    assert names(found) == ["tiny", "side", "A"]


def test_childcare_goes_to_rooms_for_children_first(db: Db, quiet: SmallTown) -> None:
    slot = quiet.slots[0]
    add_room(db, quiet, "three", 3, RoomPurpose.CHILDCARE.value)
    play = add_room(db, quiet, "play", 9, RoomPurpose.CHILDCARE.value)
    found = list(
        other_rooms(situation(db, Kind.CLOSURE, ("room", quiet.rooms["side"]), ("childcare", slot)))
    )
    assert found == [
        Idea(
            FixKind.CHILDCARE_ROOM,
            (ChangeSlotRoom(slot, room),),
            {"childcare": slot, "room": room, "name": name},
            10 + at,
        )
        for at, (room, name) in enumerate(((play, "play"), (quiet.rooms["B"], "B")))
    ]


def test_a_room_must_be_free_for_as_long_as_children_are_there(db: Db, quiet: SmallTown) -> None:
    about = (("room", quiet.rooms["side"]), ("childcare", quiet.slots[0]))
    span = {"starts": FIRST_SLOT[1] - 1, "ends": FIRST_SLOT[1] + 60}
    db.add(Closure(resource_id=quiet.rooms["B"], reason="repair", **span))
    db.flush()
    assert list(other_rooms(situation(db, Kind.CLOSURE, *about))) == []


def test_what_a_course_needs_rules_rooms_out(db: Db, quiet: SmallTown) -> None:
    about = (("room", quiet.rooms["A"]), ("lesson", quiet.lessons[0]))
    easy = add_room(db, quiet, "easy", 20)
    by_id(db, Room, easy).accessible = True
    db.add(RoomEquipment(room_id=quiet.rooms["B"], kind="beamer", count=1))
    db.flush()
    assert names(other_rooms(situation(db, Kind.CLOSURE, *about))) == ["B", "easy"]
    assert names(other_rooms(situation(db, Kind.ACCESSIBILITY, *about))) == ["easy"]
    course = by_id(db, Course, quiet.course)
    course.needs_equipment = "beamer"
    db.flush()
    assert names(other_rooms(situation(db, Kind.EQUIPMENT, *about))) == ["B"]
    course.needs_accessible = True
    db.flush()
    assert names(other_rooms(situation(db, Kind.EQUIPMENT, *about))) == []


def test_a_lesson_or_slot_may_stay_without_a_place(db: Db, quiet: SmallTown) -> None:
    lesson, slot = quiet.lessons[0], quiet.slots[0]
    other = ("lesson", quiet.lessons[4])
    move = LessonMove(lesson, AT, ENDS, None)
    of_lesson = Idea(FixKind.WITHOUT_ROOM, (Rearrange((move,)),), told(quiet, lesson), 80)
    change = ChangeSlotRoom(slot, None)
    of_slot = Idea(FixKind.WITHOUT_ROOM, (change,), {"childcare": slot}, 80)
    for room, expected in (("A", [of_lesson]), ("side", [of_slot]), ("tiny", [])):
        first = ("room", quiet.rooms[room])
        about = (first, ("lesson", lesson), other, ("childcare", slot), ("ride", quiet.rides[0]))
        assert list(without_room(situation(db, Kind.ROOM, *about))) == expected
    lesson_alone = ("lesson", lesson)
    for others in ([("person", quiet.rooms["A"]), lesson_alone], [lesson_alone]):
        assert list(without_room(situation(db, Kind.CLOSURE, *others))) == []


def beside(db: Db, town: SmallTown, starts: int, minutes: int, room: str, people: int = 0) -> int:
    """Add a lesson of another course with some people in a room."""
    course = add_course(db, town, f"K{starts}-{room}")
    for number in range(people):
        enrol_plainly(db, course, add_person(db, f"Sand{number}"))
    return add_lesson(db, course, starts, minutes=minutes, room=town.rooms[room])


def swapped(db: Db, town: SmallTown, *lessons: int) -> list[Idea]:
    about = (("room", town.rooms["A"]), *(("lesson", key) for key in lessons))
    return list(swapped_rooms(situation(db, Kind.EQUIPMENT, *about)))


def test_lessons_at_the_same_time_exchange_their_rooms(db: Db, quiet: SmallTown) -> None:
    lesson = quiet.lessons[0]
    other = beside(db, quiet, AT + 30, 60, "B", people=12)
    facts = {**told(quiet, lesson), "other": other, "name": "B"}
    facts["other_title"] = f"Kurs K{AT + 30}-B"
    pair = (
        LessonMove(lesson, AT, ENDS, quiet.rooms["B"]),
        LessonMove(other, AT + 30, AT + 90, quiet.rooms["A"]),
    )
    assert swapped(db, quiet, lesson) == [Idea(FixKind.SWAP_ROOMS, (Rearrange(pair),), facts, 40)]


@pytest.mark.parametrize(
    ("starts", "minutes", "room", "people", "swaps"),
    [
        (AT - 240, 240, "B", 0, False),
        (AT - 240, 241, "B", 0, True),
        (AT - 241, 300, "B", 0, False),
        (ENDS - 1, 60, "B", 0, True),
        (ENDS, 60, "B", 0, False),
        (AT, 60, "B", 12, True),
        (AT, 60, "B", 13, False),
        (AT, 60, "tiny", 0, False),
    ],
)
def test_they_must_meet_and_each_must_fit_into_the_others_room(
    db: Db,
    quiet: SmallTown,
    starts: int,
    minutes: int,
    room: str,
    people: int,
    swaps: bool,  # noqa: FBT001
) -> None:
    beside(db, quiet, starts, minutes, room, people)
    assert bool(swapped(db, quiet, quiet.lessons[0])) is swaps


def test_a_room_of_unknown_size_takes_everybody(db: Db, quiet: SmallTown) -> None:
    beside(db, quiet, AT, 60, "B", people=13)
    by_id(db, Room, quiet.rooms["A"]).capacity = 0
    by_id(db, Room, quiet.rooms["B"]).capacity = 0
    db.flush()
    assert len(swapped(db, quiet, quiet.lessons[0])) == 1
    by_id(db, Room, quiet.rooms["B"]).capacity = 4
    db.flush()
    assert len(swapped(db, quiet, quiet.lessons[0])) == 1
    by_id(db, Room, quiet.rooms["B"]).capacity = 3
    db.flush()
    assert swapped(db, quiet, quiet.lessons[0]) == []


def test_without_a_room_there_is_nothing_to_exchange(db: Db, quiet: SmallTown) -> None:
    bare = add_lesson(db, add_course(db, quiet, "K8"), AT)
    beside(db, quiet, AT, 60, "B")
    assert swapped(db, quiet, bare) == []
    other = by_id(db, Lesson, quiet.lessons[0])
    other.room_id = None
    db.flush()
    assert swapped(db, quiet, quiet.lessons[0]) == []


def test_two_lessons_at_most_look_for_another_room(db: Db, quiet: SmallTown) -> None:
    days = [AT, AT + 2 * 1440, AT + 7 * 1440]
    for starts in days:
        beside(db, quiet, starts, 60, "B")
    found = swapped(db, quiet, *quiet.lessons[:3])
    assert {idea.facts["lesson"] for idea in found} == set(quiet.lessons[:2])
