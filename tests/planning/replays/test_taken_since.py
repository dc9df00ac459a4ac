"""Which changes of a row take a place where it is too full, to the very day and number."""

import pytest

from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.limits import over
from kursplaner.planning.replays.fullness import Key, Overfull
from kursplaner.planning.replays.taken_since import adds
from kursplaner.store.journal.triggers import Row
from tests.planning.small_town import TUESDAY

MONDAY, TODAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"


def full(*held_by: Key, seat: str = "seats") -> Overfull:
    at = minute_of(TUESDAY)
    kind = ConflictKind.VEHICLE_CAPACITY
    facts: ConflictFacts = {"seat": seat, "wanted": 5, "limit": 4}
    return Overfull(over(kind, "1", Span(at, at + 60), (), facts), frozenset(held_by))


def stay(joined: str | None, left: str | None = None, status: str = "enrolled") -> Row:
    row: Row = {"course_id": 1, "joined_on": joined, "left_on": left, "status": status}
    return row | {"only_planned_lessons": 0}


COURSE = full(("enrolment", "course_id", 1), ("course", "id", 1))


def test_the_excess_is_what_is_beyond_the_limit() -> None:
    assert COURSE.excess == 1


@pytest.mark.parametrize(
    ("now", "counts"),
    [
        (stay(None), True),
        (stay(MONDAY), True),
        (stay(TODAY), True),
        (stay(WEDNESDAY), False),
        (stay(MONDAY, MONDAY), False),
        (stay(MONDAY, TODAY), True),
        (stay(MONDAY, WEDNESDAY, "left"), True),
        (stay(MONDAY, TODAY, "left"), True),
        (stay(MONDAY, None, "left"), False),
        (stay(MONDAY, None, "waiting"), False),
        (stay(MONDAY, WEDNESDAY, "waiting"), False),
        (stay(MONDAY) | {"only_planned_lessons": 1}, False),
        (stay(MONDAY) | {"course_id": 2}, False),
        (None, False),
    ],
)
def test_who_is_in_the_course_that_day(now: Row | None, *, counts: bool) -> None:
    assert adds(COURSE, "enrolment", None, now) is counts
    assert not adds(COURSE, "enrolment", stay(MONDAY), now)
    assert not adds(COURSE, "enrolment", now, None)
    assert adds(COURSE, "enrolment", stay(WEDNESDAY), now) is counts


@pytest.mark.parametrize(
    ("status", "counts"),
    [("planned", True), ("brought", True), ("excused", False)],
)
def test_children_there(status: str, *, counts: bool) -> None:
    group = full(("childcare_place", "slot_id", 3))
    assert adds(group, "childcare_place", None, {"slot_id": 3, "status": status}) is counts
    assert not adds(group, "childcare_place", None, {"slot_id": 4, "status": status})


@pytest.mark.parametrize(
    ("seat", "values", "counts"),
    [
        ("seats", {}, True),
        ("seats", {"result": "cancelled_in_time"}, False),
        ("booster", {}, False),
        ("booster", {"kind": "booster"}, True),
        ("booster", {"kind": "booster", "result": "refused"}, False),
        ("wheelchair", {"wheelchair": 1}, True),
        ("wheelchair", {"pram": 1}, False),
    ],
)
def test_seats_of_the_kind_that_lacks(seat: str, values: Row, *, counts: bool) -> None:
    row: Row = {"ride_id": 6, "kind": "none", "result": "open", "wheelchair": 0, "pram": 0}
    bus = full(("ride_seat", "ride_id", 6), seat=seat)
    assert adds(bus, "ride_seat", None, row | values) is counts
    assert not adds(bus, "ride_seat", None, row | values | {"ride_id": 7})


@pytest.mark.parametrize(("now", "counts"), [(4, True), (5, False), (6, False)])
def test_fewer_places_count(now: int, *, counts: bool) -> None:
    row: Row = {"id": 1, "capacity": 5, "title": "A"}
    assert adds(COURSE, "course", row, row | {"capacity": now}) is counts
    assert not adds(COURSE, "course", row | {"id": 2}, row | {"id": 2, "capacity": 4})
    assert not adds(COURSE, "course", row, row | {"title": "B"})
    assert not adds(COURSE, "course", None, row)
    assert not adds(COURSE, "course", row, None)


def test_what_means_something_else_counts() -> None:
    ride = full(("ride", "id", 6), ("vehicle_seat", "vehicle_id", 2))
    row: Row = {"id": 6, "vehicle_id": 2, "status": "planned"}
    assert not adds(ride, "ride", row, dict(row))
    assert adds(ride, "ride", row, row | {"vehicle_id": 3})
    seat: Row = {"vehicle_id": 2, "kind": "booster", "count": 2}
    assert adds(ride, "vehicle_seat", seat, None)
    assert not adds(ride, "vehicle_seat", None, seat)
    assert adds(ride, "vehicle_seat", seat, seat | {"count": 1})
    assert not adds(ride, "vehicle_seat", seat, seat | {"count": 3})
    assert adds(ride, "vehicle_seat", seat, seat | {"vehicle_id": 3})


def test_settings_that_say_how_many() -> None:
    group = full(("setting", "", 0))
    row: Row = {"key": "childcare.children_per_carer", "value": "5"}
    assert adds(group, "setting", row, row | {"value": "4"})
    assert adds(group, "setting", row, None)
    assert not adds(group, "setting", row | {"key": "town.name"}, row | {"key": "town.name"})
    assert not adds(COURSE, "setting", row, row | {"value": "4"})
