from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.timetable.mending.troubles import troubling, units_of
from kursplaner.planning.timetable.mending.units import Part, Unit
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_lesson
from tests.planning.timetable.mending.mended_towns import fails

AT = minute_of(TUESDAY, NINE)


def units(town: SmallTown, *more: Conflict) -> tuple[Unit, ...]:
    with town.workspace.read() as db:
        return units_of(db, [*find(db), *more])


def conflict(kind: ConflictKind, *subjects: tuple[str, int], hard: bool = True) -> Conflict:
    severity = Severity.HARD if hard else Severity.SOFT
    some = tuple(Subject(*subject) for subject in subjects)
    return Conflict(f"{kind}", kind, severity, TUESDAY, AT, AT + 60, some, {})


@pytest.mark.parametrize(
    ("kind", "hard", "counts"),
    [
        (ConflictKind.CLOSURE, True, True),
        (ConflictKind.CLOSURE, False, False),
        (ConflictKind.ROOM, False, True),
        (ConflictKind.NO_ROOM, False, True),
        (ConflictKind.DRIVER_MISSING, False, True),
        (ConflictKind.AVAILABILITY, False, False),
        (ConflictKind.AVAILABILITY, True, True),
        (ConflictKind.RIDE_MISSING, True, False),
        (ConflictKind.COURSE_CAPACITY, True, False),
    ],
)
def test_what_must_change(kind: ConflictKind, hard: bool, counts: bool) -> None:  # noqa: FBT001
    assert troubling(conflict(kind, hard=hard)) is counts


def test_a_lesson_takes_along_what_it_has_alone(town: SmallTown) -> None:
    fails(town, town.people["Roth"])
    (found,) = units(town)
    assert (found.lesson_id, found.course_id) == (town.lessons[0], town.course)
    assert (found.starts, found.ends, found.families, found.movable) == (AT, AT + 150, True, True)
    assert [(role.part, role.begins, role.ends) for role in found.roles] == [
        (Part.ROOM, 0, 150),
        (Part.TEACHER, 0, 150),
        (Part.CHILDCARE_ROOM, -15, 165),
        (Part.CARER, -15, 165),
        (Part.VEHICLE, -50, -10),
        (Part.DRIVER, -50, -10),
        (Part.VEHICLE, 160, 200),
        (Part.DRIVER, 160, 200),
    ]
    assert [role.part for role in found.roles if role.troubled] == [Part.CARER]
    assert {each.kind for each in found.troubles} == {ConflictKind.CLOSURE}
    assert not found.optional


def test_childcare_of_two_lessons_stands_for_itself(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        beside = add_lesson(db, town.course, AT + 600)
        by_id(db, Lesson, beside).room_id = town.rooms["B"]
        db.add(ChildcareSlotLesson(slot_id=town.slots[0], lesson_id=beside))
    fails(town, town.people["Roth"])
    found = [unit for unit in units(town) if unit.lesson_id is None]
    assert [(unit.starts, unit.movable) for unit in found] == [(AT - 15, False)]
    assert [role.part for role in found[0].roles] == [Part.CHILDCARE_ROOM, Part.CARER]


def test_nobody_to_care_is_a_hint_for_which_nothing_moves(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for row in records(db, ChildcareSlotCarer, slot_id=town.slots[0]):
            db.delete(row)
    missing = conflict(ConflictKind.CARER_MISSING, ("childcare", town.slots[0]), hard=False)
    (found,) = units(town, missing)
    assert (found.optional, found.movable) == (True, False)
    assert [role.current for role in found.roles if role.troubled] == [None]


def test_a_pinned_lesson_is_not_moved(town: SmallTown) -> None:
    fails(town, town.rooms["A"], day=TUESDAY)
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).pinned = True
    assert [unit.movable for unit in units(town)] == [False]


@pytest.mark.parametrize(
    ("kind", "time", "day"),
    [
        (ConflictKind.HOLIDAY, False, True),
        (ConflictKind.PARTICIPANT, True, False),
        (ConflictKind.COURSE, False, False),
    ],
)
def test_some_conflicts_are_about_the_time_itself(
    town: SmallTown,
    kind: ConflictKind,
    time: bool,  # noqa: FBT001
    day: bool,  # noqa: FBT001
) -> None:
    (found,) = units(town, conflict(kind, ("lesson", town.lessons[0])))
    assert (found.time_barred, found.day_barred) == (time, day)
    assert not any(role.troubled for role in found.roles)


def test_of_two_that_must_not_meet_the_later_one_goes(town: SmallTown) -> None:
    pair = [("person", town.people["Vogel"]), *(("lesson", key) for key in town.lessons[:2])]
    (found,) = units(town, conflict(ConflictKind.NEVER_TOGETHER, *pair))
    assert found.lesson_id == max(town.lessons[:2])


def test_a_room_too_small_is_barred_where_it_is(town: SmallTown) -> None:
    room = ("room", town.rooms["A"])
    too_small = conflict(ConflictKind.ROOM_CAPACITY, room, ("lesson", town.lessons[0]))
    (found,) = units(town, too_small)
    assert [(role.part, role.barred) for role in found.roles if role.troubled] == [
        (Part.ROOM, True)
    ]


def test_what_is_over_is_left_alone(town: SmallTown) -> None:
    past = TUESDAY - timedelta(days=7)
    with town.workspace.fill() as db:
        before = add_lesson(db, town.course, minute_of(past, NINE), room=town.rooms["A"])
    assert units(town, conflict(ConflictKind.CLOSURE, ("lesson", before))) == ()
