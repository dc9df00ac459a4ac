from collections.abc import Callable
from datetime import date

import pytest

from kursplaner.domain.base import Base
from kursplaner.domain.conflicts.conflicts import Subject
from kursplaner.domain.conflicts.replays import ActSince
from kursplaner.domain.courses import Course, SkippedDate
from kursplaner.domain.kinds import ActKind, CourseType, OccupationSource
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride, RideStop, Stop
from kursplaner.domain.rooms import Room, RoomBooking, RoomEquipment, Site
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace, concerning
from tests.store.journal.two_logins import (
    START,
    act,
    add_room,
    book,
    booked,
    refused,
    remove,
    taken,
)


def told(found: object) -> ActSince:
    assert isinstance(found, ActSince)
    return found


def halt(ride: int, stop: int, position: int) -> RideStop:
    return RideStop(ride_id=ride, position=position, stop_id=stop, at=START)


def add_ride(workspace: Workspace) -> tuple[int, int]:
    """Add a ride and a stop without an act."""
    with workspace.fill() as db:
        stop, ride = Stop(name="Kirche"), Ride(direction="to", starts=START, ends=START + 30)
        db.add_all([stop, ride])
        db.flush()
        return ride.id, stop.id


def add_course(workspace: Workspace) -> int:
    with workspace.fill() as db:
        course = Course(
            number="A1",
            title="Deutsch",
            course_type=CourseType.GENERAL,
            required_units=30,
            capacity=12,
            first_day=date(2027, 2, 2),
        )
        db.add(course)
        db.flush()
        return course.id


def test_a_position_given_away_since_names_the_ride(workspace: Workspace, other: Workspace) -> None:
    """The first halt stood there before, the third has a position of its own."""
    ride, stop = add_ride(workspace)
    with workspace.fill() as db:
        db.add(halt(ride, stop, 5))
        db.flush()
    with workspace.change(ActKind.RIDE_CHANGED) as db:
        db.add(Person(family_name="Fahrerin"))
        old = db.query(RideStop).filter_by(position=5).one()
        db.delete(old)
        db.flush()
        db.add_all([halt(ride, stop, 2), halt(ride, stop, 3)])
    workspace.undo()
    act(other, halt(ride, stop, 1), kind=ActKind.LESSONS_MOVED)
    act(other, halt(ride, stop, 3), kind=ActKind.RIDE_CHANGED)
    act(other, halt(ride, stop, 4), kind=ActKind.LESSONS_MOVED)
    facts = refused(workspace, workspace.redo)
    assert facts["record"] == Subject("ride", ride, "")
    assert facts["starts"] == START
    assert (told(facts["act"]).kind, told(facts["act"]).who) == ("ride_changed", "Kollegin")
    assert told(facts["step"]).who == "Test"
    assert (facts["table"], facts["ids"], facts["backwards"]) == ("", (), False)


@pytest.mark.parametrize(
    ("made", "noun"),
    [
        (lambda room, _: RoomEquipment(room_id=room, kind="beamer"), "room"),
        (
            lambda _, course: SkippedDate(course_id=course, day=date(2027, 2, 9), reason="holiday"),
            "course",
        ),
    ],
)
def test_what_may_be_there_once_only(
    workspace: Workspace,
    other: Workspace,
    made: Callable[[int, int], Base],
    noun: str,
) -> None:
    keys = {"room": add_room(workspace), "course": add_course(workspace)}
    act(workspace, made(keys["room"], keys["course"]))
    workspace.undo()
    act(other, made(keys["room"], keys["course"]))
    act(other, RoomEquipment(room_id=keys["room"], kind="tafel"))
    facts = refused(workspace, workspace.redo)
    assert facts["record"] == Subject(noun, keys[noun], {"room": "Saal", "course": "Deutsch"}[noun])
    assert told(facts["act"]).kind == ActKind.ROOM_CHANGED
    assert facts["starts"] is None


def test_what_uses_a_new_record_by_now(workspace: Workspace, other: Workspace) -> None:
    """The last act counts, and the first thing it did there; what it did elsewhere does not."""
    site = act(workspace, Site(name="Schule"))[0]
    (room,) = act(workspace, Room(site_id=site, name="Aula"))
    elsewhere = add_room(workspace)
    span = {"starts": START, "ends": START + 60}
    act(other, RoomBooking(room_id=room, title="Chor", **span))
    act(
        other,
        RoomBooking(room_id=elsewhere, title="Skat", **span),
        RoomBooking(room_id=room, title="Rat", starts=START + 5, ends=START + 60),
        RoomBooking(room_id=room, title="Theater", **span),
        kind=ActKind.ROOM_BOOKED,
    )
    act(other, RoomBooking(room_id=elsewhere, title="Tanz", **span))
    facts = refused(workspace, workspace.undo)
    record = facts["record"]
    assert isinstance(record, Subject)
    assert (record.noun, record.label) == ("booking", "Rat")
    assert facts["starts"] == START + 5
    assert told(facts["act"]).kind == ActKind.ROOM_BOOKED
    assert facts["backwards"] is True


def test_what_was_taken_from_under_a_record(workspace: Workspace, other: Workspace) -> None:
    room, elsewhere = add_room(workspace), add_room(workspace)
    act(workspace, RoomEquipment(room_id=room, kind="beamer"))
    workspace.undo()
    remove(other, Room, room)
    remove(other, Room, elsewhere)
    facts = refused(workspace, workspace.redo)
    assert facts["record"] == Subject("room", room, "")
    assert facts["starts"] is None


def test_a_removed_record_is_not_laid_on_what_is_gone(
    workspace: Workspace, other: Workspace
) -> None:
    room = add_room(workspace)
    (booking,) = act(workspace, RoomBooking(room_id=room, starts=1, ends=2, title="Chor"))
    remove(workspace, RoomBooking, booking)
    remove(other, Room, room)
    facts = refused(workspace, workspace.undo)
    assert facts["record"] == Subject("room", room, "")


def test_a_row_changed_since_is_named_with_its_record(
    workspace: Workspace, other: Workspace
) -> None:
    room = add_room(workspace)
    (thing,) = act(workspace, RoomEquipment(room_id=room, kind="beamer"))
    with other.change(ActKind.ROOM_CHANGED) as db:
        concerning(db, "room", room)
        by_id(db, RoomEquipment, thing).count = 2
    facts = refused(workspace, workspace.undo)
    assert facts["record"] == Subject("room", room, "Saal")
    assert (facts["table"], facts["ids"]) == ("room_equipment", (thing,))
    assert told(facts["act"]).subjects == (Subject("room", room, "Saal"),)
    assert told(facts["act"]).taken_back is False


def test_a_booking_gone_since_has_no_time(workspace: Workspace, other: Workspace) -> None:
    room = add_room(workspace)
    (booking,) = act(workspace, RoomBooking(room_id=room, starts=1, ends=2, title="Chor"))
    remove(other, RoomBooking, booking)
    facts = refused(workspace, workspace.undo)
    assert facts["record"] == Subject("booking", booking, "")
    assert facts["starts"] is None


def test_a_row_changed_without_an_act_names_nobody(workspace: Workspace) -> None:
    room = add_room(workspace)
    (thing,) = act(workspace, RoomEquipment(room_id=room, kind="beamer"))
    with workspace.fill() as db:
        by_id(db, RoomEquipment, thing).count = 2
    facts = refused(workspace, workspace.undo)
    assert (facts["record"], facts["act"], facts["starts"]) == (None, None, None)


def test_a_room_taken_since(workspace: Workspace, other: Workspace) -> None:
    """What ends or begins exactly there, or lies in another room, is not in the way."""
    room, elsewhere = add_room(workspace), add_room(workspace, "Keller")
    book(workspace, booked(room, 0, 60, "Chor"), booked(room, 100, 200, "Rat"))
    workspace.undo()
    book(other, booked(room, 60, 100, "Skat"), booked(elsewhere, 100, 200, "Band"))
    (tanz,) = book(other, booked(room, 199, 250, "Tanz"))
    book(other, booked(room, 250, 300, "Chor"))
    found = taken(workspace, workspace.redo)
    assert not found.backwards
    assert found.resource == Subject("room", room, "Saal")
    assert found.by == Subject("booking", tanz, "Tanz")
    assert (found.starts, found.ends) == (START + 199, START + 250)
    assert told(found.act).who == "Kollegin"
    assert told(found.step).who == "Test"


@pytest.mark.parametrize(("until", "free"), [(100, True), (101, False)])
def test_a_stretch_ends_where_the_next_begins(
    workspace: Workspace,
    other: Workspace,
    until: int,
    free: bool,  # noqa: FBT001
) -> None:
    room = add_room(workspace)
    book(workspace, booked(room, 100, 200, "Chor"))
    workspace.undo()
    book(other, booked(room, 50, until, "Rat"))
    if free:
        assert workspace.redo() is not None
    else:
        assert taken(workspace, workspace.redo).by.label == "Rat"


def test_ones_own_stretch_is_not_in_the_way(workspace: Workspace, other: Workspace) -> None:
    room = add_room(workspace)
    (mine,) = book(workspace, booked(room, 100, 200, "Chor"))
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        release(db, OccupationSource.BOOKING, [mine])
        occupy(db, [Claim(room, START + 50, START + 150, OccupationSource.BOOKING, mine)])
    book(other, booked(room, 150, 170, "Rat"))
    found = taken(workspace, workspace.undo)
    assert found.by.label == "Rat"
    assert found.backwards


def test_an_accepted_overlap_is_not_in_the_way(workspace: Workspace, other: Workspace) -> None:
    """Neither the stretch that was accepted for this act, nor that of another since."""
    room = add_room(workspace)
    book(workspace, booked(room, 0, 50, "Chor"))
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        accepted = Claim(room, START, START + 90, OccupationSource.BOOKING, 7, "gemeinsam")
        occupy(db, [accepted])
    workspace.undo()
    with other.change(ActKind.ROOM_BOOKED) as db:
        occupy(db, [Claim(room, START + 20, START + 60, "booking", 8, "auch gemeinsam")])
    found = taken(workspace, workspace.redo)
    assert (found.starts, found.ends) == (START + 50, START + 60)


def test_a_person_taken_since_without_an_act(workspace: Workspace) -> None:
    (person,) = act(workspace, Person(family_name="Wolf", given_name="Ute"))
    span = START, START + 60
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        occupy(db, [Claim(person, *span, OccupationSource.LESSON, 1)])
    workspace.undo()
    with workspace.fill() as db:
        occupy(db, [Claim(person, *span, OccupationSource.LESSON, 2)])
    found = taken(workspace, workspace.redo)
    assert found.resource == Subject("person", person, "Ute Wolf")
    assert found.by == Subject("lesson", 2, "")
    assert found.act is None
