from datetime import date

import pytest

from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.domain.rooms import Room, RoomEquipment
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.store.records import by_id
from kursplaner.store.settings import store_settings
from tests.planning.small_town import SmallTown, add_person, enrol_plainly

STEPS, EQUIPMENT = [ConflictKind.ACCESSIBILITY], [ConflictKind.EQUIPMENT]


def test_a_course_that_wants_no_steps(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).needs_accessible = True
        db.flush()
        found = find(db, kinds=STEPS)
        assert len(found) == len(town.lessons)
        assert find_for(db, town.lessons[:1], STEPS) == found[:1]
        by_id(db, Room, town.rooms["A"]).accessible = True
        db.flush()
        assert find(db, kinds=STEPS) == []


@pytest.mark.parametrize(
    ("needs", "count"), [("sitzt im Rollstuhl", 1), ("GEHBEHINDERT", 1), ("hört schlecht", 0)]
)
def test_needs_written_down_count_while_somebody_is_in_the_course(
    town: SmallTown, needs: str, count: int
) -> None:
    with town.workspace.fill() as db:
        person = add_person(db, "Anna", needs=needs)
        left = {"status": "left", "left_on": date(2027, 3, 2)}
        enrol_plainly(db, town.course, person, **left)
        db.flush()
        found = find(db, kinds=STEPS)
        assert [(c.day, c.facts["people"]) for c in found] == [(date(2027, 3, 2), 1)] * count


def test_a_wheelchair_in_the_shuttle_and_words_of_the_town(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        stay = enrol_plainly(db, town.course, add_person(db, "Ben", needs="Krücken"))
        assert find(db, kinds=STEPS) == []
        store_settings(db, {"rooms.accessible_words": "Krücken"})
        assert len(find(db, kinds=STEPS)) == 6
        store_settings(db, {"rooms.accessible_words": ""})
        db.add(RideDemand(enrolment_id=stay, direction="out", stop_id=town.stop, wheelchair=True))
        db.flush()
        assert len(find(db, kinds=STEPS)) == 6


def test_equipment_wanted_against_given(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).needs_equipment = "projector computers"
        db.add(RoomEquipment(room_id=town.rooms["A"], kind="projector"))
        db.flush()
        found = find(db, kinds=EQUIPMENT)
        assert {c.facts["missing"] for c in found} == {("computers",)}
        assert find_for(db, town.lessons[:1], EQUIPMENT) == found[:1]
        db.add(RoomEquipment(room_id=town.rooms["A"], kind="computers"))
        db.flush()
        assert find(db, kinds=EQUIPMENT) == []
