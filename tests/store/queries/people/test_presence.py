"""Who is where on a day: expected, riding, cared for, still there; to the minute and the day."""

from typing import Any

import pytest

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotLesson
from kursplaner.domain.courses import Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.rides.rides import RideLesson, RideSeat
from kursplaner.store.queries.people import presence
from kursplaner.store.queries.people.presence import (
    Expected,
    OpenStay,
    Rider,
    Ticked,
    WithoutPlace,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY, lessons, rides, slots

UNTICKED = Ticked()
NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


@pytest.mark.parametrize(
    ("ticked", "there", "away"),
    [
        (Ticked(), [False] * 3, [False] * 3),
        (Ticked("X"), [True] * 3, [False] * 3),
        (Ticked("X", came_at=540), [False, True, True], [True, False, False]),
        (Ticked("X", left_at=541), [True, True, False], [False, False, True]),
        (Ticked("E"), [False] * 3, [True] * 3),
    ],
)
def test_what_is_ticked_tells_who_is_there(
    ticked: Ticked, there: list[bool], away: list[bool]
) -> None:
    assert [ticked.there(at) for at in (539, 540, 541)] == there
    assert [ticked.away(at) for at in (539, 540, 541)] == away


def stays(db: Db, course: int, lesson: int) -> dict[str, tuple[int, int]]:
    """Enrol people who are in a lesson of Wednesday, or just not; person and enrolment of each."""
    found: dict[str, tuple[int, int]] = {}
    for name, status, joined, left in (
        ("Anna", "enrolled", WEDNESDAY, None),
        ("Berta", "enrolled", WEDNESDAY + DAY, None),
        ("Cora", "left", None, WEDNESDAY),
        ("Dora", "left", TUESDAY, TUESDAY),
        ("Emma", "waiting", TUESDAY, None),
        ("Frida", "enrolled", TUESDAY, None),
        ("Gerda", "enrolled", TUESDAY, None),
    ):
        person = add_person(db, name)
        key = enrol_plainly(db, course, person, status=status)
        stay = by_id(db, Enrolment, key)
        stay.joined_on, stay.left_on = joined, left
        stay.only_planned_lessons = name in {"Frida", "Gerda"}
        found[name] = (person, key)
    db.add(PlannedLesson(enrolment_id=found["Frida"][1], lesson_id=lesson))
    db.flush()
    return found


def test_who_is_expected_by_name_and_once(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    lesson, other, rest = lessons(db, course, [(NINE, TEN)] * 3)
    people = stays(db, course, lesson)
    cora = people["Cora"][0]
    back = enrol_plainly(db, course, cora)
    by_id(db, Enrolment, back).joined_on = WEDNESDAY
    for stay, mark, came in ((people["Cora"][1], "X", 545), (back, "E", None)):
        tick = {"mark": mark, "came_at": came, "left_at": None if came is None else 590}
        db.add(AttendanceMark(lesson_id=lesson, enrolment_id=stay, **tick))
    db.flush()

    def expected(at: int) -> list[Expected]:
        return presence.expected_people(db, [lesson], WEDNESDAY, at)

    there = Ticked("X", 545, 590)
    assert expected(545) == [
        Expected(lesson, people["Anna"][0], "Anna, Ann", Ticked()),
        Expected(lesson, cora, "Cora, Cor", there),
        Expected(lesson, people["Frida"][0], "Frida, Fri", Ticked()),
    ]
    ticks = [expected(at)[1].ticked for at in (544, 545, 589, 590)]
    assert ticks == [Ticked("E"), there, there, Ticked("E")]
    found = presence.expected_people(db, [lesson, other], WEDNESDAY, 545)
    assert [(each.lesson_id, each.name) for each in found] == [
        *((lesson, "Anna, Ann"), (other, "Anna, Ann"), (lesson, "Cora, Cor")),
        *((other, "Cora, Cor"), (lesson, "Frida, Fri")),
    ]
    assert rest not in {each.lesson_id for each in found}


def test_riders_of_a_day_with_the_lessons_of_their_own_course(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    mine = lessons(db, course, [(TEN, TEN + 60), (NINE, TEN)])
    foreign = lessons(db, other, [(NINE, TEN)])
    cancelled = lessons(db, course, [(NINE, TEN)], status="cancelled")
    rima, sami, guest = (add_person(db, name) for name in ("Rima", "Sami", "Gast"))
    stay = enrol_plainly(db, course, rima)
    db.add(AttendanceMark(lesson_id=mine[1], enrolment_id=stay, mark="X", came_at=1, left_at=2))
    spans = [(MIDNIGHT + minute, MIDNIGHT + minute + 9) for minute in (-1, 0, 1439, 1440)]
    before, first, last, after = rides(db, spans)
    dropped = rides(db, [spans[1]], status="cancelled")
    for ride in (before, first, after, *dropped):
        seat = {"ride_id": ride, "enrolment_id": stay}
        db.add_all([RideSeat(person_id=person, **seat) for person in (sami, rima)])
        for lesson in (*mine, *foreign, *cancelled):
            db.add(RideLesson(ride_id=ride, lesson_id=lesson))
    db.add(RideLesson(ride_id=last, lesson_id=foreign[0]))
    db.add(RideSeat(ride_id=last, person_id=guest, result="done"))
    (bare,) = rides(db, [spans[2]], direction="back", status="done")
    db.add(RideSeat(ride_id=bare, person_id=sami, enrolment_id=stay))
    db.add(RideSeat(ride_id=last, person_id=rima, enrolment_id=stay, result="no_show"))
    db.flush()
    ticked = Ticked("X", 1, 2)

    def rider(
        person: int, name: str, lesson: tuple[int, int, int] | None, tick: Ticked = UNTICKED
    ) -> Rider:
        about = (person, name, "open", person == sami, *(lesson or (None,) * 3))
        whole: Any = (tick, first, "out", *spans[1], *about)
        return Rider(*whole)

    early, late = (mine[1], NINE, TEN), (mine[0], TEN, TEN + 60)
    gast: Any = (*(Ticked(), last, "out", *spans[2]), *(guest, "Gast, Gas", "done", False))
    sam: Any = (*(Ticked(), bare, "back", *spans[2]), *(sami, "Sami, Sam", "open", True))
    found = presence.riders(db, WEDNESDAY)
    assert [each for each in found if each.lesson_id is not None] == [
        Rider(*(*gast, foreign[0], NINE, TEN)),
        *(rider(rima, "Rima, Rim", early, ticked), rider(rima, "Rima, Rim", late)),
        *(rider(sami, "Sami, Sam", early, ticked), rider(sami, "Sami, Sam", late)),
    ]
    # Lessons of others and cancelled ones leave a row that names none of them.
    assert {each for each in found if each.lesson_id is None} == {
        *(rider(rima, "Rima, Rim", None), rider(sami, "Sami, Sam", None)),
        Rider(*(*sam, None, None, None)),
    }


def test_children_whose_care_is_wanted_without_a_place(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    lesson, other = lessons(db, course, [(NINE, TEN), (TEN, TEN + 9)])
    people = stays(db, course, lesson)
    slot, second, far = slots(db, [(NINE, TEN)] * 3)
    for key, served in ((slot, lesson), (second, lesson), (far, other)):
        db.add(ChildcareSlotLesson(slot_id=key, lesson_id=served))
    children = {name: add_person(db, f"Kind {name}") for name in people}
    for name, (_, stay) in people.items():
        db.add(EnrolmentChild(enrolment_id=stay, child_id=children[name]))
    placed, stranger, walks = (add_person(db, name) for name in ("Ada", "Bea", "Cleo"))
    anna = people["Anna"]
    db.add_all([EnrolmentChild(enrolment_id=anna[1], child_id=key) for key in (placed, stranger)])
    db.add(EnrolmentChild(enrolment_id=anna[1], child_id=walks, childcare=False))
    # A place beside the same lesson, in another slot; and one beside another lesson.
    db.add(ChildcarePlace(slot_id=second, child_id=placed))
    db.add(ChildcarePlace(slot_id=far, child_id=stranger))
    db.flush()
    found = presence.children_without_place(db, [slot], [lesson], WEDNESDAY)
    assert found == [
        WithoutPlace(slot, lesson, anna[0], stranger, "Bea, Bea"),
        *(
            WithoutPlace(slot, lesson, people[name][0], children[name], f"Kind {name}, Kin")
            for name in ("Anna", "Cora", "Frida")
        ),
    ]
    both = presence.children_without_place(db, [slot, second], [lesson], WEDNESDAY)
    assert [each.slot_id for each in both] == [slot, second] * 4
    assert presence.children_without_place(db, [slot], [other], WEDNESDAY) == []


def test_slots_that_are_over_with_children_still_there(kept: SmallTown, db: Db) -> None:
    times = [(NINE - 1, TEN), (NINE + 1, TEN), (NINE, TEN), (NINE, TEN + 1), (NINE, TEN)]
    early, later, same, running, empty = slots(db, times)
    child, other = add_person(db, "Ada"), kept.people["Roth"]
    for slot in (early, later, same, running):
        db.add(ChildcarePlace(slot_id=slot, child_id=child, status="brought"))
    db.add(ChildcarePlace(slot_id=same, child_id=other, status="brought"))
    db.add(ChildcarePlace(slot_id=later, child_id=other, status="collected"))
    db.add(ChildcarePlace(slot_id=empty, child_id=other, status="planned"))
    db.flush()
    assert presence.open_stays(db, NINE, TEN) == [
        OpenStay(same, NINE, TEN, 2),
        OpenStay(later, NINE + 1, TEN, 1),
    ]
