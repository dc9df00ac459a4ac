from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    Rearrange,
    Substitute,
)
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable.mending.changes import changes_of, differs
from kursplaner.planning.timetable.mending.units import Chosen, Part, Role, Unit

ROOM, SIDE, SEIDEL, ROTH, BUS, WOLF = 1, 2, 11, 12, 21, 13
OTHER = 99
ROLES = (
    Role(Part.ROOM, "lesson", 5, ROOM, 0, 90, 9),
    Role(Part.TEACHER, "lesson", 5, SEIDEL, 0, 90, 9),
    Role(Part.CHILDCARE_ROOM, "childcare", 6, SIDE, -15, 105, 4),
    Role(Part.CARER, "childcare", 6, ROTH, -15, 105, 4),
    Role(Part.VEHICLE, "ride", 7, BUS, -60, -10, 3),
    Role(Part.DRIVER, "ride", 7, WOLF, -60, -10, 3),
)
UNIT = Unit(1, 3, 5, 1000, 1090, ROLES, 9, True, True, False, False)
NOW = tuple(role.current for role in ROLES)


def with_(part: Part, start: int = 1000) -> tuple[tuple[Unit, Chosen], ...]:
    who = tuple(OTHER if role.part is part else role.current for role in ROLES)
    return ((UNIT, Chosen(1, start, who)),)


def test_nothing_differs_where_all_stays() -> None:
    assert not differs(UNIT, Chosen(1, 1000, NOW))
    assert differs(UNIT, Chosen(1, 1001, NOW))
    assert differs(*with_(Part.DRIVER)[0])
    assert changes_of([(UNIT, Chosen(1, 1000, NOW))]) == ()


def test_each_part_is_exchanged_at_the_same_time() -> None:
    found = {part: changes_of(with_(part)) for part in Part}
    assert found == {
        Part.ROOM: (Rearrange((LessonMove(5, 1000, 1090, OTHER),)),),
        Part.TEACHER: (Rearrange((LessonMove(5, 1000, 1090, ROOM, OTHER, SEIDEL),)),),
        Part.CHILDCARE_ROOM: (Substitute("childcare", (6,), SIDE, OTHER),),
        Part.CARER: (Substitute("childcare", (6,), ROTH, OTHER),),
        Part.VEHICLE: (Substitute("ride", (7,), BUS, OTHER),),
        Part.DRIVER: (Substitute("ride", (7,), WOLF, OTHER),),
    }


def test_what_moves_lets_go_first_and_finds_others_afterwards() -> None:
    move = Rearrange((LessonMove(5, 1060, 1150, ROOM),))
    assert changes_of(with_(Part.CARER, 1060)) == (
        Substitute("childcare", (6,), ROTH, None),
        move,
        ChangeCarer(6, OTHER),
    )
    assert changes_of(with_(Part.CHILDCARE_ROOM, 1060)) == (
        Substitute("childcare", (6,), SIDE, None),
        move,
        ChangeSlotRoom(6, OTHER),
    )
    assert changes_of(with_(Part.DRIVER, 1060)) == (
        Substitute("ride", (7,), WOLF, None),
        move,
        ChangeRide(7, BUS, OTHER),
    )


def test_the_same_exchange_in_several_records_is_one_change() -> None:
    later = Role(Part.DRIVER, "ride", 8, WOLF, 100, 150, 3)
    unit = Unit(1, 3, 5, 1000, 1090, (ROLES[5], later), 9, True, True, False, False)
    assert changes_of([(unit, Chosen(1, 1000, (OTHER, OTHER)))]) == (
        Substitute("ride", (7, 8), WOLF, OTHER),
    )


def test_whoever_was_missing_comes_without_anybody_going() -> None:
    driver, carer = (
        Role(part, source, key, None, 0, 50, 3, troubled=True)
        for part, source, key in ((Part.DRIVER, "ride", 7), (Part.CARER, "childcare", 6))
    )
    unit = Unit(1, 3, None, 1000, 1050, (ROLES[4], driver, carer), 0, True, False, False, False)
    assert changes_of([(unit, Chosen(1, 1000, (BUS, OTHER, ROTH)))]) == (
        ChangeCarer(6, ROTH),
        ChangeRide(7, BUS, OTHER),
    )


def test_others_move_in_the_same_step_as_the_lessons() -> None:
    beside = LessonMove(50, 1000, 1090, ROOM)
    mine = LessonMove(5, 1000, 1090, OTHER)
    assert changes_of(with_(Part.ROOM), (mine, beside)) == (Rearrange((mine, beside)),)
