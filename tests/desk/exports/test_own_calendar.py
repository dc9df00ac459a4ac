"""The calendar of somebody who takes part: lessons, childcare and rides, and nothing vanishes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import moment_of
from kursplaner.desk.exports.calendars import Whose, read_calendar
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import ActKind, LeaveReason, Way
from kursplaner.domain.rides.rides import RideSeat, RideStop, Stop
from kursplaner.exchange.calendar_file import CalendarEvent
from kursplaner.planning.enrolments import leaving
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id, find
from tests.planning.new_families import BIG, draft
from tests.planning.new_families import enrol as enrol_family
from tests.planning.small_town import NOW, TUESDAY, SmallTown, build
from tests.planning.two_courses import Two, build_two, enrol, merge
from tests.store.queries.written import written
from tests.towns import passing

Events = dict[str, CalendarEvent]


def build_family(path: Path) -> Two:
    """Return both courses; Anna with her child comes to the second one by the bus."""
    two = build_two(build(path))
    enrol(two, two.course, "Anna", child=True, rides=True)
    return two


@pytest.fixture
def two() -> Iterator[Two]:
    with passing(build_family, NOW) as made:
        yield made


def read(town: SmallTown, person: int) -> Events:
    """Return the entries by kind and id, in which no name of anybody stands."""
    with town.workspace.read() as db:
        made = read_calendar(db, town.workspace.settings, Whose(person))
    return {f"{event.kind}-{event.id}": event for event in made.calendar.events}


def live(events: Events) -> set[str]:
    return {key for key, event in events.items() if not event.cancelled}


def keys(kind: str, ids: list[int]) -> set[str]:
    return {f"{kind}-{key}" for key in ids}


def test_lessons_childcare_and_rides_from_her_own_halt(two: Two) -> None:
    town = two.town
    key = enrol(two, town.course, "Bea", child=True, rides=True)
    with town.workspace.fill() as db:
        stop = Stop(name="Markt", municipality="Plauen")
        db.add(stop)
        db.flush()
        ride = town.rides[0]
        (first,) = find(db, RideStop, ride_id=ride, position=1)
        (site,) = find(db, RideStop, ride_id=ride, position=2)
        site.position = 3
        db.flush()
        db.add(RideStop(ride_id=ride, position=2, stop_id=stop.id, at=first.at + 7))
        (seat,) = find(db, RideSeat, ride_id=ride, enrolment_id=key)
        seat.stop_id = stop.id
        leaves, arrives = first.at + 7, site.at
    events = read(town, two.people["Bea"])
    lessons, slots = keys("lesson", town.lessons), keys("childcare", town.slots)
    assert live(events) == lessons | slots | keys("ride", town.rides)
    out = events[f"ride-{ride}"]
    assert (out.starts, out.ends) == (moment_of(leaves), moment_of(arrives))
    assert (out.title, out.place) == ("Hinfahrt, Bus 1: Kurs K1 (K1)", "Plauen, Markt")
    assert out.description.startswith(f"{moment_of(leaves):%-H:%M} Plauen, Markt\n")
    assert events[f"childcare-{town.slots[0]}"].title == "Kinderbetreuung: Kurs K1 (K1)"
    assert not any("Bea" in str(event) for event in events.values())


def test_only_planned_dates_and_days_of_the_stay_are_hers(two: Two) -> None:
    town = two.town
    some = enrol(two, town.course, "Some")
    late = enrol(two, town.course, "Late")
    with town.workspace.fill() as db:
        by_id(db, Enrolment, some).only_planned_lessons = True
        db.add(PlannedLesson(enrolment_id=some, lesson_id=town.lessons[1]))
        second = by_id(db, Lesson, town.lessons[1])
        by_id(db, Enrolment, late).joined_on = moment_of(second.starts).date()
        by_id(db, Lesson, town.lessons[2]).status = "cancelled"
    assert set(read(town, two.people["Some"])) == {f"lesson-{town.lessons[1]}"}
    events = read(town, two.people["Late"])
    assert set(events) == keys("lesson", town.lessons[1:])
    called_off = events[f"lesson-{town.lessons[2]}"]
    assert called_off.cancelled
    assert called_off.title == "Abgesagt: Kurs K1 (K1)"


def test_who_leaves_or_waits_loses_what_is_to_come(two: Two) -> None:
    town, anna = two.town, two.people["Anna"]
    before = read(town, anna)
    _leave(two)
    after = read(town, anna)
    assert after.keys() == before.keys()
    gone = before.keys() - live(after)
    assert gone
    assert all(after[key].starts.date() > TUESDAY for key in gone)
    assert all(after[key].version > before[key].version for key in gone)
    last = max(event.ends for event in before.values())
    with clock.pinned(last - timedelta(minutes=1)):
        assert any(event.cancelled for event in read(town, anna).values())
    with clock.pinned(last):
        assert not any(event.cancelled for event in read(town, anna).values())


def test_an_enrolment_taken_back_is_called_off_with_its_rides(two: Two) -> None:
    town = two.town
    wish = draft(town, (BIG,), rides=True)
    enrol_family(town, wish)
    before = read(town, wish.person_id)
    assert {key.partition("-")[0] for key in live(before)} == {"lesson", "childcare", "ride"}
    town.workspace.undo()
    after = read(town, wish.person_id)
    assert after.keys() == before.keys()
    assert not live(after)
    town.workspace.redo()
    assert live(read(town, wish.person_id)) == live(before)


def test_a_merged_and_a_deleted_course_are_called_off(two: Two) -> None:
    town, anna = two.town, two.people["Anna"]
    before = read(town, anna)
    merge(two, two.wish)
    merged = read(town, anna)
    assert before.keys() <= merged.keys()
    assert live(merged) - live(before)
    town.workspace.undo()
    assert live(read(town, anna)) == live(before)
    assert set(read(town, anna)) == set(merged)


def test_lessons_of_another_time_than_her_stay_are_none_of_hers(two: Two) -> None:
    town, anna, act = two.town, two.people["Anna"], ActKind.LESSON_CHANGED
    starts = town_minute(town, 1)

    def lesson(course: int) -> int:
        with town.workspace.change(act) as db:
            return written(db, Lesson(course_id=course, starts=starts, ends=starts + 9,
                                      teaching_minutes=9))[0]  # fmt: skip

    early = lesson(town.course)
    with town.workspace.change(act) as db:
        db.delete(by_id(db, Lesson, early))
    wish = draft(town)
    enrol_family(town, wish)
    assert f"lesson-{early}" not in read(town, wish.person_id)
    late = lesson(town.course)
    assert f"lesson-{late}" in live(read(town, wish.person_id))
    with town.workspace.change(act) as db:
        db.delete(by_id(db, Lesson, late))
    assert read(town, wish.person_id)[f"lesson-{late}"].cancelled
    _leave(two)
    after = lesson(two.course)
    assert f"lesson-{after}" not in read(town, anna)


def town_minute(town: SmallTown, number: int) -> int:
    with town.workspace.read() as db:
        return by_id(db, Lesson, town.lessons[number]).ends + 60


def test_who_also_works_there_has_both(two: Two) -> None:
    town = two.town
    seidel = town.people["Seidel"]
    with town.workspace.fill() as db:
        db.add(Enrolment(course_id=two.course, person_id=seidel, joined_on=TUESDAY))
    assert live(read(town, seidel)) == keys("lesson", [*town.lessons, *two.lessons])


Step = Callable[[Two], object]


def _enrol(two: Two) -> None:
    wish = EnrolDraft(two.town.course, two.people["Anna"], way=Way.SHUTTLE, stop_id=two.town.stop)
    enrol_family(two.town, wish)


def _leave(two: Two) -> None:
    with two.workspace.read() as db:
        plan = leaving.propose_leave(db, two.course, two.people["Anna"], TUESDAY, LeaveReason.MOVED)
    with two.workspace.change(ActKind.LEFT_COURSE) as db:
        leaving.apply_leave(db, plan)


STEPS: dict[str, Step] = {
    "enrol": _enrol,
    "leave": _leave,
    "merge": lambda two: merge(two, two.wish),
    "undo": lambda two: two.workspace.undo(),
    "redo": lambda two: two.workspace.redo(),
}


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=6))
def test_whatever_happens_nothing_to_come_vanishes(steps: list[str]) -> None:
    with passing(build_family, NOW) as two:
        town = two.town
        before = read(town, two.people["Anna"])
        for step in steps:
            try:
                STEPS[step](two)
            except (Refused, HardConflict):
                continue
            after = read(town, two.people["Anna"])
            assert before.keys() <= after.keys()
            for key, event in before.items():
                same = (after[key].cancelled, after[key].starts) == (event.cancelled, event.starts)
                assert same or after[key].version > event.version
            before = after
