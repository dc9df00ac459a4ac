"""A step that is played again is judged as the act itself is: by what was entered since."""

from datetime import timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown
from tests.planning.two_desks import Desk, people, places

THURSDAY = TUESDAY + timedelta(days=2)


def mark(desk: Desk, enrolment: int, lesson: int, sign: str = "X") -> None:
    def put(db: Db) -> None:
        db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=lesson, mark=sign))

    desk.change(ActKind.ATTENDANCE_MARKED, put)


@pytest.mark.parametrize(
    ("sign", "lesson", "again"), [("X", 1, False), ("E", 1, True), ("X", 0, True)]
)
def test_redo_of_leaving_asks_what_was_attended_since(
    town: SmallTown, desks: tuple[Desk, Desk], sign: str, lesson: int, *, again: bool
) -> None:
    first, second = desks
    (anna,) = people(town, "Anna")
    stay = second.enrol(anna)
    with clock.pinned(NOW + timedelta(days=4)):
        first.leave(anna, TUESDAY)
        first.undo()
        mark(second, stay, town.lessons[lesson], sign)
        if again:
            assert first.redo()
            return
        with pytest.raises(Refused, match="left_before_attended") as refused:
            first.redo()
    assert (refused.value.facts["day"], refused.value.facts["attended_on"]) == (TUESDAY, THURSDAY)
    with town.workspace.read() as db:
        assert by_id(db, Enrolment, stay).status == "enrolled"


def waits(desk: Desk, town: SmallTown, person: int) -> int:
    def put(db: Db) -> None:
        enrolling.enlist(db, enrolling.propose_enrol(db, EnrolDraft(town.course, person)))

    desk.change(ActKind.WAITLISTED, put)
    with town.workspace.read() as db:
        return find(db, Enrolment, person_id=person)[0].id


def test_redo_brings_nobody_in_before_who_has_waited_since(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    anna, bakr = people(town, "Anna", "Bakr")
    first.enrol(anna)
    first.undo()
    waits(second, town, bakr)
    with pytest.raises(HardConflict) as refused:
        first.redo()
    (told,) = refused.value.conflicts
    assert isinstance(told, Conflict)
    assert told.kind is ConflictKind.WAITING_ORDER
    assert [subject.id for subject in told.subjects[1:]] == [anna, bakr]
    places(town, 2)
    assert first.redo()


def test_undo_of_leaving_takes_the_place_back_from_nobody_who_waited_before(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    anna, bakr, cem = people(town, "Anna", "Bakr", "Cem")
    first.enrol(anna)
    waits(second, town, bakr)
    first.leave(anna)
    assert first.undo()
    first.leave(anna)
    waits(second, town, cem)
    with town.workspace.fill() as db:
        db.delete(find(db, Enrolment, person_id=bakr)[0])
    with pytest.raises(HardConflict):
        first.undo()
