from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, minute_of, overlap
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Availability, Closure, Credential
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.conflicts.double_use import clash, collisions
from kursplaner.planning.conflicts.finding import (
    FIRST_DAY,
    accept,
    acceptances,
    find,
    find_for,
    take_back,
)
from kursplaner.store.occupations import Claim, overlaps
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

Kind = ConflictKind
SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 90)).map(lambda s: Span(s[0], s[0] + s[1])),
    max_size=12,
)


@given(spans=SPANS)
def test_collisions_are_symmetric_and_complete(spans: Sequence[Span]) -> None:
    found = {frozenset(pair) for pair in collisions(spans)}
    expected = {
        frozenset((a, b))
        for a in range(len(spans))
        for b in range(a)
        if overlap(spans[a], spans[b]) and overlap(spans[b], spans[a])
    }
    assert found == expected
    assert len(collisions(spans)) == len(found)


@given(
    record=st.tuples(
        st.sampled_from(["lesson", "childcare", "ride", "booking"]), st.integers(1, 9)
    ),
    other=st.tuples(st.sampled_from(["lesson", "childcare", "ride"]), st.integers(1, 9)),
    kind=st.sampled_from(["room", "person", "vehicle"]),
)
def test_a_clash_is_the_same_from_both_sides(
    record: tuple[str, int], other: tuple[str, int], kind: str
) -> None:
    assert clash((kind, 5), (record, other), Span(1, 2)) == clash(
        (kind, 5), (other, record), Span(1, 2)
    )


def only(db: Db, *kinds: ConflictKind, first: date | None = None) -> list[Conflict]:
    return find(db, first, kinds=kinds)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    gap=st.integers(-160, 160),
    status=st.sampled_from(["planned", "cancelled"]),
    day=st.sampled_from([date(2027, 3, 28), date(2028, 2, 29), date(2026, 12, 31), TUESDAY]),
)
def test_cancelled_never_occupies_and_end_is_no_conflict_with_start(
    town: SmallTown, gap: int, status: str, day: date
) -> None:
    """Also at a change of clock, on 29 February and in week 53."""

    class TakenBack(Exception):  # noqa: N818
        """Ends one example without a trace."""

    starts = minute_of(day, 18 * 60)
    with pytest.raises(TakenBack), town.workspace.fill() as db:
        room, vogel = town.rooms["A"], town.people["Vogel"]
        other = add_course(db, town, "K2")
        add_lesson(db, other, starts, room=room, teachers=[vogel], status=status)
        claim = Claim(room, starts + gap, starts + gap + 150, "lesson", 999)
        met = overlaps(db, [claim])
        assert bool(met) == (status == "planned" and abs(gap) < 150)
        raise TakenBack


def test_a_course_beside_itself_is_found_once(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        again = add_lesson(db, town.course, minute_of(TUESDAY, NINE + 60))
        add_lesson(db, town.course, minute_of(TUESDAY, NINE + 70), status="cancelled")
        add_lesson(db, town.course, minute_of(TUESDAY, NINE + 210), minutes=30)
    with town.workspace.read() as db:
        found = only(db, Kind.COURSE)
        assert [c.id for c in found] == [f"course:{town.course}:lesson1-lesson{again}"]
        assert found[0].hard
        for lesson in (town.lessons[0], again):
            assert find_for(db, [lesson], [Kind.COURSE]) == found


def test_capacity_of_room_and_course(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
        by_id(db, Lesson, town.lessons[0]).room_id = town.rooms["tiny"]
        for name in ("Eins", "Zwei"):
            enrol_plainly(db, town.course, add_person(db, name))
    with town.workspace.read() as db:
        (room,) = only(db, Kind.ROOM_CAPACITY)
        assert room.facts == {"people": 2, "capacity": 1}
        assert [subject.label for subject in room.subjects] == ["tiny", "Kurs K1"]
        (course,) = only(db, Kind.COURSE_CAPACITY)
        assert course.facts == {"people": 2, "capacity": 1}
        assert find_for(db, town.lessons[:1], [Kind.ROOM_CAPACITY]) == [room]


def test_childcare_over_the_ratio_and_without_a_carer(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for number in range(4):
            child = add_person(db, f"Kind{number}", birth_date=date(2025, 6, 1))
            db.add(ChildcarePlace(slot_id=town.slots[0], child_id=child))
    with town.workspace.read() as db:
        (found,) = only(db, Kind.CHILDCARE_CAPACITY)
        assert found.hard
        assert (found.facts["weight_tenths"], found.facts["limit_tenths"]) == (60, 50)
    with town.workspace.fill() as db:
        from kursplaner.domain.childcare import ChildcareSlotCarer

        (carer,) = records(db, ChildcareSlotCarer, slot_id=town.slots[0])
        carer.starts, carer.ends = minute_of(TUESDAY, NINE), minute_of(TUESDAY, NINE + 60)
    with town.workspace.read() as db:
        assert only(db, Kind.CHILDCARE_CAPACITY)[0].facts["limit_tenths"] == 0
    with town.workspace.fill() as db:
        db.delete(records(db, ChildcareSlotCarer, slot_id=town.slots[0])[0])
    with town.workspace.read() as db:
        assert [c.kind for c in find(db)] == [Kind.CARER_MISSING]


def test_seats_and_child_seats_of_a_vehicle(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for number, kind in enumerate(("none", "child_seat", "child_seat", "none")):
            person = add_person(db, f"P{number}")
            db.add(RideSeat(ride_id=town.rides[0], person_id=person, kind=kind, stop_id=town.stop))
    with town.workspace.read() as db:
        found = only(db, Kind.VEHICLE_CAPACITY, Kind.CHILD_SEAT)
        facts = {(c.kind, c.facts["people"], c.facts["capacity"]) for c in found}
        assert facts == {(Kind.VEHICLE_CAPACITY, 4, 3), (Kind.CHILD_SEAT, 2, 1)}
        assert all(c.hard for c in found)
        by_id(db, Ride, town.rides[0])


def test_closures_of_rooms_people_and_vehicles_are_found_in_what_is_planned(
    town: SmallTown,
) -> None:
    at = minute_of(TUESDAY, NINE)
    with town.workspace.fill() as db:
        for key in (town.rooms["side"], town.people["Seidel"], town.vehicle):
            db.add(Closure(resource_id=key, starts=at - 20, ends=at + 10, reason="repair"))
        db.add(Closure(resource_id=town.rooms["A"], starts=at + 150, ends=at + 200, reason="x"))
    with town.workspace.read() as db:
        found = only(db, Kind.CLOSURE)
        subjects = {conflict.subjects[0].label: conflict.subjects[1].noun for conflict in found}
        assert subjects == {"side": "childcare", "Sei Seidel": "lesson", "Bus 1": "ride"}
        assert find_for(db, town.lessons[:1], [Kind.CLOSURE]) == found


def test_holidays_and_closing_days(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, town.course, minute_of(date(2027, 3, 26), NINE))
        day = date(2027, 3, 4)
        db.add(ClosingDay(first_day=day, last_day=day, name="Stadtfest"))
    with town.workspace.read() as db:
        found = only(db, Kind.HOLIDAY, Kind.CLOSING_DAY)
        assert [c.facts["name"] for c in found] == ["Stadtfest", "Karfreitag"]
        assert not any(c.hard for c in found)


def test_what_is_missing_is_soft(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 900))
        by_id(db, Ride, town.rides[0]).driver_id = None
    with town.workspace.read() as db:
        found = find(db)
        assert {c.kind for c in found} == {Kind.NO_ROOM, Kind.NO_TEACHER, Kind.DRIVER_MISSING}
        assert not any(c.hard for c in found)


def test_credentials_availability_and_hours(town: SmallTown) -> None:
    carer = town.people["Roth"]
    with town.workspace.fill() as db:
        (aid,) = records(db, Credential, resource_id=carer, kind="first_aid")
        aid.valid_until = date(2027, 3, 8)
        db.add(Credential(resource_id=carer, kind="inspection", valid_until=date(2027, 3, 1)))
        db.add(
            Availability(
                resource_id=town.people["Seidel"],
                kind="available",
                weekday=1,
                starts=NINE,
                ends=NINE + 150,
            )
        )
        from kursplaner.domain.town import Setting

        db.add(Setting(key="childcare.permit_weekly_minutes", value="359"))
    with town.workspace.read() as db:
        (credential,) = only(db, Kind.CREDENTIAL)
        assert (credential.day, credential.facts["paper"]) == (date(2027, 3, 9), "first_aid")
        assert [c.day.weekday() for c in only(db, Kind.AVAILABILITY)] == [3, 3, 3]
        weeks = only(db, Kind.CARER_HOURS)
        assert [c.facts["minutes"] for c in weeks] == [360, 360, 360]
        assert len(find_for(db, town.lessons[:1], [Kind.CARER_HOURS])) == 1


def test_an_accepted_conflict_is_soft_until_its_facts_change(town: SmallTown) -> None:
    at = minute_of(TUESDAY, NINE)
    with town.workspace.fill() as db:
        closure = Closure(resource_id=town.rooms["A"], starts=at, ends=at + 30, reason="repair")
        db.add(closure)
        db.flush()
        accept(db, only(db, Kind.CLOSURE), "Handwerker kommt später")
        (found,) = only(db, Kind.CLOSURE)
        assert (found.hard, found.facts["accepted"]) == (False, "Handwerker kommt später")
        closure.ends += 10
        db.flush()
        assert only(db, Kind.CLOSURE)[0].hard


def test_the_past_is_asked_about_only_on_request(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, town.course, minute_of(date(2027, 2, 2), NINE))
    with town.workspace.read() as db:
        assert only(db, Kind.NO_ROOM) == []
        assert len(only(db, Kind.NO_ROOM, first=FIRST_DAY)) == 1
        with clock.pinned(datetime(2027, 2, 1)):
            assert len(only(db, Kind.NO_ROOM)) == 1


def test_an_acceptance_keeps_its_reason_and_can_be_taken_back(town: SmallTown) -> None:
    at = minute_of(TUESDAY, NINE)
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=town.rooms["A"], starts=at, ends=at + 30, reason="repair"))
        db.flush()
        (found,) = only(db, Kind.CLOSURE)
        with pytest.raises(Refused, match="reason_missing"):
            accept(db, [found], "  ")
        with pytest.raises(Refused, match="not_accepted"):
            take_back(db, [found.id])
        accept(db, [found], "Handwerker kommt später")
        assert acceptances(db) == {found.id: "Handwerker kommt später"}
        take_back(db, [found.id])
        assert only(db, Kind.CLOSURE) == [found]
        assert acceptances(db) == {}


def test_a_crowded_course_stays_accepted_on_the_next_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).capacity = 1
        for name in ("Eins", "Zwei"):
            enrol_plainly(db, town.course, add_person(db, name))
        accept(db, only(db, Kind.COURSE_CAPACITY), "Raum reicht")
        (later,) = only(db, Kind.COURSE_CAPACITY, first=date(2027, 3, 3))
        assert later.facts["accepted"] == "Raum reicht"
        enrol_plainly(db, town.course, add_person(db, "Drei"))
        assert "accepted" not in only(db, Kind.COURSE_CAPACITY)[0].facts
