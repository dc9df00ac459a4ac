"""What moved lessons keep busy: rooms, people and vehicles, each over its own time."""

from kursplaner.planning.lessons.relocation import (
    LessonChange,
    MovedLesson,
    MovedRide,
    MovedSlot,
    Relocation,
)
from kursplaner.planning.lessons.uses import claims_of, uses_of
from kursplaner.store.occupations import Claim
from kursplaner.store.queries.conflicts.closed_times import Use

ROOM, SIDE, BUS = 11, 12, 13
SEIDEL, VOGEL, ROTH, KURZ, LANG, WOLF = range(21, 27)


def lesson(key: int, room: int | None, *people: int) -> MovedLesson:
    target = LessonChange(key, 100, 250, room, 135)
    return MovedLesson(key, 1, 1, 500, 650, 99, 135, target, people)


def slot(key: int, room: int | None, *carers: tuple[int, int | None, int | None]) -> MovedSlot:
    return MovedSlot(key, 1, frozenset({1}), 485, 665, 85, 265, room, carers, 4)


def ride(key: int, vehicle: int | None, driver: int | None) -> MovedRide:
    span = (450, 490, 50, 90)
    return MovedRide(key, 1, "out", frozenset({1}), *span, vehicle, driver, 3)


def test_everything_is_busy_at_its_new_time_carers_at_their_own() -> None:
    moved = Relocation(
        (lesson(1, ROOM, SEIDEL, VOGEL),),
        (slot(2, SIDE, (ROTH, None, None), (KURZ, 90, None), (LANG, None, 200)),),
        (ride(3, BUS, WOLF),),
    )
    expected = [
        Use(ROOM, "room", 100, 250, "lesson", 1),
        Use(SEIDEL, "person", 100, 250, "lesson", 1),
        Use(VOGEL, "person", 100, 250, "lesson", 1),
        Use(SIDE, "room", 85, 265, "childcare", 2),
        Use(ROTH, "person", 85, 265, "childcare", 2),
        Use(KURZ, "person", 90, 265, "childcare", 2),
        Use(LANG, "person", 85, 200, "childcare", 2),
        Use(BUS, "vehicle", 50, 90, "ride", 3),
        Use(WOLF, "person", 50, 90, "ride", 3),
    ]
    assert uses_of(moved) == expected
    assert claims_of(moved) == [
        Claim(use.resource_id, use.starts, use.ends, use.source, use.source_id) for use in expected
    ]


def test_what_has_no_room_vehicle_or_people_keeps_nothing_busy() -> None:
    bare = Relocation((lesson(1, None),), (slot(2, None),), (ride(3, None, None),))
    assert uses_of(bare) == []
    assert claims_of(bare) == []
    driven = Relocation((), (), (ride(3, None, WOLF), ride(4, BUS, None)))
    assert [use.resource_id for use in uses_of(driven)] == [WOLF, BUS]
