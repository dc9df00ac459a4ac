"""Children wanted at two places at once, and places without their adult."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import ConflictKind, Direction, EnrolmentStatus, PlaceStatus
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, RideStop
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.store.records import by_id
from kursplaner.store.records import find as rows
from kursplaner.store.session import Db
from tests.planning.family_town import Family
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
    enrol_plainly,
)

Kind = ConflictKind


def at(minute: int) -> int:
    return minute_of(TUESDAY, minute)


def clashes(db: Db, kind: ConflictKind = Kind.CHILD) -> list[Conflict]:
    return find(db, kinds=[kind])


def second_slot(db: Db, town: SmallTown, starts: int = 660) -> tuple[int, int]:
    """Add a lesson of another course with childcare in another room; returns (lesson, slot)."""
    lesson = add_lesson(db, add_course(db, town, "K2"), at(starts + 15))
    return lesson, add_slot(db, [lesson], (at(starts), at(starts + 120)), town.rooms["B"], [])


def test_an_ordinary_family_has_none(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        assert not find(db, kinds=[Kind.CHILD, Kind.GUARDIAN, Kind.FAMILY_CHAIN])


def test_two_childcare_slots_at_once(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        lesson, slot = second_slot(db, town)
        family.place(db, slot)
        db.flush()
        (found,) = clashes(db)
        assert found.id == f"child:{family.child}:childcare{town.slots[0]}-childcare{slot}"
        assert sentence(found) == (
            "Had Haddadkind ist am Di 02.03.2027, 11:00–11:45 an zwei Orten zugleich eingeplant:"
            " Kinderbetreuung zu „Kurs K1“ und Kinderbetreuung zu „Kurs K2“."
        )
        for key in (town.lessons[0], lesson):
            assert find_for(db, [key], [Kind.CHILD]) == [found]


@pytest.mark.parametrize("status", [PlaceStatus.EXCUSED, PlaceStatus.CANCELLED])
def test_an_excused_child_is_nowhere(town: SmallTown, status: PlaceStatus) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        lesson, slot = second_slot(db, town)
        family.place(db, slot)
        db.flush()
        rows(db, ChildcarePlace, slot_id=slot)[0].status = status.value
        db.flush()
        assert not clashes(db)
        assert not find_for(db, [lesson], [Kind.CHILD])
        assert not find_for(db, town.lessons[:1], [Kind.CHILD])


def test_one_slot_may_begin_when_the_other_ends(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        _, slot = second_slot(db, town, 705)
        family.place(db, slot)
        db.flush()
        assert not clashes(db)
        by_id(db, ChildcareSlot, slot).starts -= 1
        db.flush()
        assert clashes(db)
        by_id(db, ChildcareSlot, slot).status = "cancelled"
        db.flush()
        assert not clashes(db)


def extra_ride(db: Db, town: SmallTown, starts: int, direction: str = "out") -> int:
    ride = Ride(direction=direction, starts=at(starts), ends=at(starts + 40))
    db.add(ride)
    db.flush()
    db.add(RideLesson(ride_id=ride.id, lesson_id=town.lessons[0]))
    for place, minute in ((town.stop, starts + 10), (None, starts + 38)):
        site = town.site if place is None else None
        halt = RideStop(ride_id=ride.id, stop_id=place, site_id=site, at=at(minute))
        halt.position = minute
        db.add(halt)
    return ride.id


def test_two_rides_at_once_while_on_board(town: SmallTown) -> None:
    """The first ride is under way from 8:10 to 8:50; the second takes the child on 10 min later."""
    with town.workspace.fill() as db:
        family = Family(db, town)
        late = extra_ride(db, town, NINE - 15)
        family.seat(db, town, late, family.child, "child_seat")
        db.flush()
        assert not clashes(db), "the child is on board only from 8:55 on"
        early = extra_ride(db, town, NINE - 30)
        family.seat(db, town, early, family.child, "child_seat")
        db.flush()
        found = clashes(db)
        assert {conflict.id for conflict in found} == {
            f"child:{family.child}:ride{town.rides[0]}-ride{early}",
            f"child:{family.child}:ride{late}-ride{early}",
        }
        assert find_for(db, town.lessons[:1], [Kind.CHILD]) == found
        for seat in rows(db, RideSeat, ride_id=early):
            seat.result = "cancelled_late"
        db.flush()
        assert not clashes(db)


def test_own_lesson_during_the_childcare(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        homework = add_course(db, town, "Nachhilfe")
        lesson = add_lesson(db, homework, at(660), minutes=60)
        stay = enrol_plainly(db, homework, family.child)
        (found,) = clashes(db)
        assert (found.starts, found.ends) == (at(660), at(705))
        assert "Kinderbetreuung zu „Kurs K1“ und Kurs „Kurs Nachhilfe“" in sentence(found)
        for key in (town.lessons[0], lesson):
            assert find_for(db, [key], [Kind.CHILD]) == [found]
        by_id(db, Enrolment, stay).status = EnrolmentStatus.WAITING.value
        db.flush()
        assert not clashes(db)


def test_a_place_whose_adult_has_no_lesson(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
        db.flush()
        (found,) = clashes(db, Kind.GUARDIAN)
        assert found.id == f"guardian:{family.child}:childcare{town.slots[0]}"
        assert sentence(found) == (
            "Had Haddadkind hat am Di 02.03.2027, 8:45–11:45 einen Platz in der Kinderbetreuung,"
            " Kurs „Kurs K1“ von Had Haddad hat dann aber keinen Termin."
        )
        assert find_for(db, town.lessons[:1], [Kind.GUARDIAN]) == [found]
        rows(db, ChildcarePlace, slot_id=town.slots[0])[0].status = "excused"
        db.flush()
        assert not clashes(db, Kind.GUARDIAN)


def test_a_place_whose_adult_is_not_expected(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        family = Family(db, town)
        stay = by_id(db, Enrolment, family.enrolment)
        stay.left_on = TUESDAY + timedelta(days=13)
        db.flush()
        found = clashes(db, Kind.GUARDIAN)
        assert [conflict.subjects[2].id for conflict in found] == town.slots[4:]
        assert "wird dann aber nicht in Kurs „Kurs K1“ erwartet" in sentence(found[0])
        stay.left_on, stay.only_planned_lessons = None, True
        for lesson in town.lessons[1:]:
            db.add(PlannedLesson(enrolment_id=family.enrolment, lesson_id=lesson))
        db.flush()
        assert [conflict.subjects[2].id for conflict in clashes(db, Kind.GUARDIAN)] == town.slots[
            :1
        ]


def test_moved_away_from_its_childcare(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        lesson = by_id(db, Lesson, town.lessons[0])
        lesson.starts, lesson.ends = at(705), at(855)
        db.flush()
        assert [conflict.facts["why"] for conflict in clashes(db, Kind.GUARDIAN)] == ["no_lesson"]


class TakenBack(Exception):  # noqa: N818
    """Ends a property's example."""


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    slots=st.lists(st.tuples(st.integers(0, 300), st.integers(10, 120)), max_size=5),
    places=st.sets(st.tuples(st.integers(0, 4), st.integers(0, 1)), max_size=8),
    cancelled=st.sets(st.integers(0, 4), max_size=2),
)
def test_it_finds_what_counting_by_hand_finds(
    town: SmallTown,
    slots: list[tuple[int, int]],
    places: set[tuple[int, int]],
    cancelled: set[int],
) -> None:
    with pytest.raises(TakenBack), town.workspace.fill() as db:
        children = [add_person(db, f"Kind{n}") for n in range(2)]
        keys, lessons = [], []
        for number, (starts, long) in enumerate(slots):
            lessons.append(add_lesson(db, town.course, at(starts + 1000), minutes=5))
            slot = ChildcareSlot(starts=at(starts), ends=at(starts + long))
            slot.status = "cancelled" if number in cancelled else "planned"
            db.add(slot)
            db.flush()
            db.add(ChildcareSlotLesson(slot_id=slot.id, lesson_id=lessons[-1]))
            keys.append(slot.id)
        there = {(keys[n], children[who]) for n, who in places if n < len(keys)}
        db.add_all([ChildcarePlace(slot_id=slot, child_id=child) for slot, child in there])
        db.flush()
        spans = {key: (s, s + long) for key, (s, long) in zip(keys, slots, strict=True)}
        off = {keys[n] for n in cancelled if n < len(keys)}
        expected = {
            f"child:{child}:{'-'.join(sorted((f'childcare{a}', f'childcare{b}')))}"
            for a, child in there
            for b, other in there
            if a < b and child == other and not off & {a, b}
            if spans[a][0] < spans[b][1] and spans[b][0] < spans[a][1]
        }
        assert {conflict.id for conflict in clashes(db)} == expected
        by_lesson = {f.id for key in lessons for f in find_for(db, [key], [Kind.CHILD])}
        assert by_lesson == expected
        raise TakenBack


def test_rides_out_and_back_are_no_clash(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        Family(db, town)
        assert by_id(db, Ride, town.rides[1]).direction == Direction.BACK.value
        assert not clashes(db)
