"""What a room, a course, childcare and a vehicle hold, at the exact number."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.conflicts.limits import (
    belongs,
    carers_at_least,
    child_tenths,
    childcare_conflict,
    head_counts,
    heads,
)
from kursplaner.store.queries.conflicts.limits import SlotCarer, SlotChild, SlotTime, Stay
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

DAY = TUESDAY
SLOT = SlotTime(1, minute_of(DAY, 540), minute_of(DAY, 690), 1)
OLD = date(2020, 1, 1)


def only(db: Db, kind: ConflictKind) -> list[Conflict]:
    db.flush()
    return find(db, kinds=[kind])


def carer(starts: int = 540, ends: int = 690, person: int = 1) -> SlotCarer:
    return SlotCarer(1, person, minute_of(DAY, starts), minute_of(DAY, ends))


def children(count: int, reason: str = "", born: date | None = OLD) -> list[SlotChild]:
    return [SlotChild(1, number, born, reason) for number in range(count)]


def stay(**values: object) -> Stay:
    usual: dict[str, object] = {
        "enrolment_id": 1,
        "course_id": 1,
        "person_id": 1,
        "status": "enrolled",
        "joined_on": None,
        "left_on": None,
        "only_planned_lessons": False,
    }
    return Stay(**{**usual, **values})  # type: ignore[arg-type]


def test_a_child_weighs_more_until_its_third_birthday() -> None:
    settings = Settings()
    young = settings.number("childcare.under_three_weight_tenths")
    assert young > 10
    assert child_tenths(date(2024, 3, 3), DAY, settings) == young
    assert child_tenths(date(2024, 3, 2), DAY, settings) == 10
    assert child_tenths(None, DAY, settings) == 10


@pytest.mark.parametrize(
    ("carers", "least"),
    [
        ([], 0),
        ([carer()], 1),
        ([carer(541)], 0),
        ([carer(540, 689)], 0),
        ([carer(500, 800)], 1),
        ([carer(540, 600), carer(600, 690)], 1),
        ([carer(540, 599), carer(600, 690)], 0),
        ([carer(), carer(600, 690)], 1),
        ([carer(), carer()], 2),
        ([carer(500, 540), carer()], 1),
        ([carer(690, 700), carer()], 1),
    ],
)
def test_the_fewest_carers_of_any_minute_count(carers: list[SlotCarer], least: int) -> None:
    assert carers_at_least(SLOT, carers) == least


@given(
    st.lists(
        st.tuples(st.integers(530, 700), st.integers(1, 160)).map(
            lambda span: carer(span[0], span[0] + span[1])
        ),
        max_size=5,
    )
)
def test_the_fewest_carers_are_those_counted_minute_by_minute(carers: list[SlotCarer]) -> None:
    minutes = range(SLOT.starts, SLOT.ends)
    counted = [sum(each.starts <= minute < each.ends for each in carers) for minute in minutes]
    assert carers_at_least(SLOT, carers) == min(counted)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"joined_on": DAY}, True),
        ({"joined_on": DAY + timedelta(days=1)}, False),
        ({"left_on": DAY}, True),
        ({"left_on": DAY - timedelta(days=1)}, False),
        ({"status": "left", "left_on": DAY}, True),
        ({"status": "left"}, False),
        ({"only_planned_lessons": True}, False),
        ({"only_planned_lessons": True, "enrolment_id": 2}, True),
    ],
)
def test_who_belongs_to_a_lesson(values: dict[str, object], expected: bool) -> None:  # noqa: FBT001
    assert belongs(stay(**values), 7, DAY, {2: {7}, 1: {8}}) is expected


def test_only_the_people_of_its_course_count_for_a_lesson() -> None:
    again = stay(enrolment_id=4)
    stays = [stay(), again, stay(enrolment_id=2, person_id=2), stay(enrolment_id=3, course_id=2)]
    lessons = [(7, 1, DAY), (8, 2, DAY), (9, 3, DAY)]
    assert head_counts(lessons, stays, {}) == {7: 2, 8: 1, 9: 0}


def test_enrolments_taken_as_gone_do_not_count(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = (
            enrol_plainly(db, town.course, add_person(db, name)) for name in ("Eins", "Zwei")
        )
        lesson = (town.lessons[0], town.course, DAY)
        assert heads(db, [lesson]) == {town.lessons[0]: 2}
        assert heads(db, [lesson], [second]) == {town.lessons[0]: 1}
        assert heads(db, [lesson], [first, second]) == {town.lessons[0]: 0}


@pytest.mark.parametrize(("people", "found"), [(1, 0), (2, 1)])
def test_a_room_is_crowded_by_one_more_than_it_holds(
    town: SmallTown, people: int, found: int
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).room_id = town.rooms["tiny"]
        for number in range(people):
            enrol_plainly(db, town.course, add_person(db, f"P{number}"))
        conflicts = only(db, ConflictKind.ROOM_CAPACITY)
        assert [each.facts for each in conflicts] == [{"people": 2, "capacity": 1}] * found
        assert all(each.id == f"room_capacity:{town.lessons[0]}" for each in conflicts)


@pytest.mark.parametrize(("people", "found"), [(2, 0), (3, 1)])
def test_a_course_is_crowded_by_one_more_than_it_may_have(
    town: SmallTown, people: int, found: int
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 2
        for number in range(people):
            enrol_plainly(db, town.course, add_person(db, f"P{number}"))
        conflicts = only(db, ConflictKind.COURSE_CAPACITY)
        assert len(conflicts) == found
        assert all(each.ends - each.starts == 1 for each in conflicts)


@pytest.mark.parametrize(("count", "over"), [(5, False), (6, True)])
def test_childcare_is_over_by_one_child_more(count: int, over: bool) -> None:  # noqa: FBT001
    found = childcare_conflict(SLOT, children(count), [carer()], Settings())
    assert (found is not None) is over
    if found:
        assert found.hard
        assert found.facts == {
            "children": 6,
            "weight_tenths": 60,
            "limit_tenths": 50,
            "carers": 1,
        }


def test_without_children_or_without_carers_it_is_no_matter_of_the_ratio() -> None:
    assert childcare_conflict(SLOT, [], [carer(540, 541)], Settings()) is None
    assert childcare_conflict(SLOT, children(6), [], Settings()) is None
    gone = childcare_conflict(SLOT, children(1), [carer(540, 541)], Settings())
    assert gone is not None
    assert (gone.facts["carers"], gone.facts["limit_tenths"]) == (0, 0)


@pytest.mark.parametrize(("plain", "accepted"), [(5, True), (6, False)])
def test_a_reason_for_each_child_beyond_the_limit_makes_it_accepted(
    plain: int,
    accepted: bool,  # noqa: FBT001 (a case)
) -> None:
    there = [*children(plain), *children(1, "Notfall"), *children(1, "Zweiter")]
    found = childcare_conflict(SLOT, there, [carer()], Settings())
    assert found is not None
    assert found.hard is not accepted
    assert found.facts.get("accepted") == ("Notfall" if accepted else None)


@pytest.mark.parametrize(("count", "found"), [(5, 0), (6, 1)])
def test_the_ratio_is_found_in_the_file(town: SmallTown, count: int, found: int) -> None:
    with town.workspace.fill() as db:
        for number in range(count):
            child = add_person(db, f"Kind{number}", birth_date=OLD)
            db.add(ChildcarePlace(slot_id=town.slots[0], child_id=child))
        assert len(only(db, ConflictKind.CHILDCARE_CAPACITY)) == found


@pytest.mark.parametrize(
    ("kinds", "kind", "count"),
    [
        (("none",) * 3, ConflictKind.VEHICLE_CAPACITY, 0),
        (("none",) * 4, ConflictKind.VEHICLE_CAPACITY, 1),
        (("booster",), ConflictKind.CHILD_SEAT, 0),
        (("booster",) * 2, ConflictKind.CHILD_SEAT, 1),
    ],
)
def test_a_vehicle_is_overfull_by_one_more(
    town: SmallTown, kinds: tuple[str, ...], kind: ConflictKind, count: int
) -> None:
    ride = town.rides[0]
    with town.workspace.fill() as db:
        for number, seat in enumerate(kinds):
            person = add_person(db, f"P{number}")
            db.add(RideSeat(ride_id=ride, person_id=person, kind=seat, stop_id=town.stop))
        found = only(db, kind)
    assert len(found) == count
    ids = {ConflictKind.VEHICLE_CAPACITY: f"vehicle_capacity:{ride}"}
    for conflict in found:
        assert conflict.id == ids.get(kind, f"child_seat:{ride}:booster")
        assert conflict.subjects[0].id == town.vehicle
