from datetime import date

from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rooms import Room
from kursplaner.store.records import by_id, find
from kursplaner.store.settings import store_settings
from tests.planning.small_town import SmallTown, add_course
from tests.planning.two_desks import Desk, named, people, places, refused

TWO_YEARS = date(2025, 2, 1)


def heads(town: SmallTown) -> int:
    with town.workspace.read() as db:
        return len(find(db, Enrolment, course_id=town.course, status="enrolled"))


def test_redo_does_not_pass_a_course_that_was_filled_since(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 2)
    amini, bakr, cerny = people(town, "Amini", "Bakr", "Cerny")
    second.enrol(amini)
    first.enrol(bakr)
    assert first.undo()
    second.enrol(cerny)
    with refused(first) as found:
        first.redo()
    (reason,) = found
    assert not reason.backwards
    assert named(reason) == (["Bakr"], ["Cerny"], ["second"])
    assert (reason.conflict.facts["wanted"], reason.conflict.facts["limit"]) == (3, 2)
    assert (reason.conflict.kind, reason.more) == (ConflictKind.COURSE_CAPACITY, 5)
    assert reason.step is not None
    assert reason.step.kind == ActKind.ENROLLED
    second.leave(cerny)
    assert first.redo()
    assert heads(town) == 2


def test_undo_of_leaving_asks_for_the_place_again(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    amini, bakr = people(town, "Amini", "Bakr")
    first.enrol(amini)
    first.leave(amini)
    second.enrol(bakr)
    with refused(first) as found:
        first.undo()
    assert named(found[0]) == (["Amini"], ["Bakr"], ["second"])
    second.undo()
    assert first.undo()
    assert heads(town) == 1


def test_the_last_place_may_be_taken_back(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    places(town, 2)
    amini, bakr = people(town, "Amini", "Bakr")
    first.enrol(amini)
    first.leave(amini)
    second.enrol(bakr)
    assert first.undo()
    assert heads(town) == 2


def test_a_place_taken_by_undo_or_redo_counts_as_taken_since(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    amini, bakr = people(town, "Amini", "Bakr")
    second.enrol(bakr)
    second.undo()
    first.enrol(amini)
    first.undo()
    assert second.redo()
    with refused(first) as found:
        first.redo()
    assert named(found[0]) == (["Amini"], ["Bakr"], ["second"])
    second.leave(bakr)
    assert first.redo()
    with refused(second) as found:
        second.undo()
    assert named(found[0]) == (["Bakr"], ["Amini"], ["first"])


def test_taking_back_a_leaving_counts_as_taken_since(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    amini, bakr = people(town, "Amini", "Bakr")
    second.enrol(bakr)
    second.leave(bakr)
    first.enrol(amini)
    first.undo()
    assert second.undo()
    with refused(first) as found:
        first.redo()
    (reason,) = found
    assert named(reason) == (["Amini"], ["Bakr"], ["second"])
    assert reason.came[0].act.taken_back


def test_shift_workers_count_on_their_days_only(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    places(town, 1)
    amini, bakr, cerny = people(town, "Amini", "Bakr", "Cerny")
    first.enrol(amini, only=town.lessons[:1])
    first.undo()
    second.enrol(bakr, only=town.lessons[1:])
    assert first.redo()
    first.undo()
    second.enrol(cerny, only=town.lessons[:1])
    with refused(first) as found:
        first.redo()
    assert named(found[0]) == (["Amini"], ["Cerny"], ["second"])
    assert found[0].more == 0


def test_a_course_without_lessons_is_judged_by_its_people(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        empty = add_course(db, town, "K9", capacity=1)
    amini, bakr = people(town, "Amini", "Bakr")
    first.enrol(amini, course=empty)
    first.undo()
    second.enrol(bakr, course=empty)
    with refused(first) as found:
        first.redo()
    assert found[0].conflict.facts["lasting"]


def test_a_course_that_may_be_overfilled_is_not_judged(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    with town.workspace.fill() as db:
        store_settings(db, {"conflicts.course_capacity": "off"})
    amini, bakr = people(town, "Amini", "Bakr")
    first.enrol(amini)
    first.undo()
    second.enrol(bakr)
    assert first.redo()


def test_undo_of_a_bigger_course_is_refused_once_it_is_filled(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    places(town, 1)
    amini, bakr = people(town, "Amini", "Bakr")
    second.enrol(amini)
    first.set(ActKind.COURSE_CHANGED, Course, town.course, capacity=2)
    second.enrol(bakr)
    with refused(first) as found:
        first.undo()
    assert named(found[0]) == ([], ["Bakr"], ["second"])


def test_a_course_made_smaller_since_is_named(town: SmallTown, desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    (amini,) = people(town, "Amini")
    first.enrol(amini)
    first.leave(amini)
    second.set(ActKind.COURSE_CHANGED, Course, town.course, capacity=0)
    with refused(first) as found:
        first.undo()
    assert named(found[0]) == (["Amini"], [], ["second"])
    assert found[0].came[0].act.kind == ActKind.COURSE_CHANGED


def test_a_room_too_small_counts_where_it_is_hard(
    town: SmallTown, desks: tuple[Desk, Desk]
) -> None:
    first, second = desks
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["A"]).capacity = 1
    amini, bakr, cerny = people(town, "Amini", "Bakr", "Cerny")
    first.enrol(amini)
    first.undo()
    second.enrol(bakr)
    assert first.redo()
    first.undo()
    with town.workspace.fill() as db:
        store_settings(db, {"conflicts.room_capacity": "hard"})
    second.leave(bakr)
    second.enrol(cerny)
    with refused(first) as found:
        first.redo()
    assert found[0].conflict.kind is ConflictKind.ROOM_CAPACITY
    assert named(found[0]) == (["Amini"], ["Cerny"], ["second"])
