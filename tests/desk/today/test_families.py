"""Children not collected and waiting lists, as today's list tells them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_at, minute_of, moment_of
from kursplaner.desk.today import families
from kursplaner.desk.today.values import ToDo, Weight
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

END = minute_of(TODAY, 705)


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def left(office: Office, minute: int) -> list[ToDo]:
    with office.workspace.read() as db:
        return families.not_collected(db, moment_of(minute))


def waiting(office: Office, *, hidden: bool = False) -> list[ToDo]:
    with office.workspace.read() as db:
        return families.waiting(db, minute_at(NOW), hidden=hidden)


@pytest.mark.parametrize(("minute", "count"), [(END - 1, 0), (END, 1), (END + 1, 1)])
def test_children_are_late_once_their_childcare_is_over(
    office: Office, minute: int, count: int
) -> None:
    found = left(office, minute)
    assert len(found) == count
    if found:
        assert found[0].title == "3 Kinder nicht abgeholt eingetragen"
        assert found[0].sentence == "Kinderbetreuung heute bis 11:45"
        assert (found[0].weight, found[0].place) == (Weight.NOW, "childcare")


@pytest.mark.parametrize(("days", "count"), [(1, 1), (14, 1), (15, 0)])
def test_two_weeks_are_looked_back(office: Office, days: int, count: int) -> None:
    found = left(office, END + days * 1440)
    assert len(found) == count
    if days == 1:
        assert found[0].sentence == "Kinderbetreuung gestern bis 11:45"
        assert found[0].target["day"] == TODAY


def test_each_childcare_counts_those_still_brought(office: Office) -> None:
    with office.workspace.fill() as db:
        (slot, *_) = sorted(find(db, ChildcareSlot), key=lambda each: each.starts)
        places = find(db, ChildcarePlace, slot_id=slot.id)
        for place in places[1:]:
            place.status = "collected"
    assert [thing.title for thing in left(office, END)] == ["1 Kind nicht abgeholt eingetragen"]


def test_who_fits_moves_up_soon(office: Office) -> None:
    (found,) = waiting(office)
    assert found.title == "1 Wartende:r kann nachrücken: A1.1 Frauen"
    assert (found.weight, found.verb, found.sentence) == (Weight.SOON, "Nachrücken", "Iryna K.")
    assert found.target == {"course_id": office.courses["A1-07"], "tab": "waiting"}
    (found,) = waiting(office, hidden=True)
    assert found.sentence == "I. K."


def test_a_full_course_with_nobody_who_fits_is_not_told(office: Office) -> None:
    with office.workspace.fill() as db:
        by_id(db, Course, office.courses["A1-07"]).capacity = 3
    assert waiting(office) == []


def without_seats(office: Office, capacity: int) -> None:
    """Let the family on the waiting list need a ride that nobody drives."""
    with office.workspace.fill() as db:
        course = by_id(db, Course, office.courses["A1-07"])
        course.shuttle, course.capacity = True, capacity
        person = office.people["Iryna"]
        (entry,) = find(db, Enrolment, course_id=course.id, person_id=person)
        entry.way = "shuttle"
        for direction in ("out", "back"):
            stop = office.stops["Oelsnitz"]
            db.add(RideDemand(enrolment_id=entry.id, direction=direction, stop_id=stop))


def test_a_free_place_without_anybody_who_fits_says_what_lacks(office: Office) -> None:
    without_seats(office, 4)
    (found,) = waiting(office)
    assert (found.title, found.sentence) == (
        "1 Platz frei in A1.1 Frauen",
        "1 wartet auf Sitz im Fahrzeug",
    )
    assert (found.weight, found.verb) == (Weight.WHENEVER, "Ansehen")


def test_without_a_free_place_what_lacks_is_not_told(office: Office) -> None:
    without_seats(office, 3)
    assert waiting(office) == []


def test_without_anybody_waiting_nothing_is_told(office: Office) -> None:
    with office.workspace.fill() as db:
        for entry in find(db, Enrolment, status="waiting"):
            db.delete(entry)
    assert waiting(office) == []


def test_the_day_of_a_childcare_is_its_own(office: Office) -> None:
    yesterday = TODAY - timedelta(days=1)
    with office.workspace.fill() as db:
        for slot in find(db, ChildcareSlot):
            slot.starts, slot.ends = minute_of(yesterday, 1300), minute_of(yesterday, 1439)
            break
    (found,) = left(office, minute_at(NOW))
    assert (found.sentence, found.target["day"]) == (
        "Kinderbetreuung gestern bis 23:59",
        yesterday,
    )
