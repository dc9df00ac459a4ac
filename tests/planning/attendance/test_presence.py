"""Everybody who is here stands once, wherever she is most surely."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import (
    ChildcarePlace,
    ChildcareSlotCarer,
)
from kursplaner.domain.courses import (
    Enrolment,
    EnrolmentChild,
    LessonPerson,
    PlannedLesson,
)
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.attendance.presence import BEFORE, Spot
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE
from kursplaner.store.workspace import Workspace
from tests.planning.present_day import (
    DAY,
    a_lesson,
    a_person,
    a_ride,
    a_slot,
    add,
    at,
    moment,
    passing,
    spots,
)

PEOPLE = 4


def test_who_left_and_came_back_on_one_day_stands_once(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        person = a_person(db, "A")
        stays = [("left", DAY), ("left", DAY), ("enrolled", None)]
        for status, left in stays:
            db.add(Enrolment(course_id=course, person_id=person, status=status, joined_on=DAY,
                             left_on=left))  # fmt: skip
        assert spots(moment(db)) == {person: (LESSON, lesson)}


@pytest.mark.parametrize(
    ("marks", "here"),
    [
        ((None, None), True),
        (("E", None), True),
        ((None, "E"), False),
        (("E", "X"), True),
        (("X", "E"), True),
        (("X", None), True),
        (("E", "U"), False),
    ],
)
def test_of_two_stays_presence_counts_else_the_last(
    workspace: Workspace, marks: tuple[str | None, str | None], *, here: bool
) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        person = a_person(db, "A")
        for mark, status in zip(marks, ("left", "enrolled"), strict=True):
            left = DAY if status == "left" else None
            stay = Enrolment(course_id=course, person_id=person, status=status, left_on=left)
            key = add(db, stay)
            if mark:
                db.add(AttendanceMark(enrolment_id=key, lesson_id=lesson, mark=mark))
        found = moment(db)
        assert (person in spots(found)) == here
        assert found.absent == (not here)


def test_a_child_that_came_with_the_running_lesson_is_looked_for(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        slot = a_slot(db, (690, 770), lesson)
        other = a_slot(db, (690, 770), lesson)
        ids = {}
        for name, mark in (("Here", None), ("Gone", "E")):
            parent = a_person(db, name)
            stay = add(db, Enrolment(course_id=course, person_id=parent))
            if mark:
                db.add(AttendanceMark(enrolment_id=stay, lesson_id=lesson, mark=mark))
            for kind in ("new", "home", "elsewhere"):
                child = ids[name, kind] = a_person(db, f"{name} {kind}")
                care = kind != "home"
                db.add(EnrolmentChild(enrolment_id=stay, child_id=child, childcare=care))
            known = ids[name, "elsewhere"]
            db.add(ChildcarePlace(slot_id=other, child_id=known, status="collected"))
        found = moment(db)
        there = spots(found)
        assert there[ids["Here", "new"]] in {(CHILDCARE, slot), (CHILDCARE, other)}
        assert [presence.name for presence in found.people if presence.unclear] == ["Here new"]
        assert not {ids["Here", "home"], ids["Here", "elsewhere"], ids["Gone", "new"]} & set(there)
        assert [presence for presence in moment(db, 760).people if presence.unclear] == []


def test_a_planned_child_is_looked_for_while_the_childcare_runs(workspace: Workspace) -> None:
    with passing(workspace) as db:
        slot = a_slot(db, (700, 760))
        child = a_person(db, "Kind")
        db.add(ChildcarePlace(slot_id=slot, child_id=child))
        assert spots(moment(db, 699)) == {}
        assert spots(moment(db, 700)) == {child: (CHILDCARE, slot)}
        assert moment(db, 759).people[0].unclear
        assert spots(moment(db, 760)) == {}


def test_a_seat_counts_while_the_ride_is_under_way(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        ride = a_ride(db, (690, 710))
        ids = {}
        for result in ("open", "done", "no_show", "cancelled_late", "not_served", "refused"):
            person = ids[result] = a_person(db, result)
            db.add(Enrolment(course_id=course, person_id=person))
            db.add(RideSeat(ride_id=ride, person_id=person, result=result))
        under_way = spots(moment(db, 705))
        on_board = {"open", "done"}
        for result, person in ids.items():
            assert under_way[person] == ((RIDE, ride) if result in on_board else (LESSON, lesson))
        assert set(spots(moment(db, 710)).values()) == {(LESSON, lesson)}
        assert set(spots(moment(db, 699))) == {ids[result] for result in on_board}


@pytest.mark.parametrize(
    ("came", "left", "minute", "here"),
    [
        (None, 730, 729, True),
        (None, 730, 730, False),
        (None, 730, 759, False),
        (720, None, 719, False),
        (720, None, 720, True),
        (715, 725, 724, True),
        (715, 725, 725, False),
    ],
)
def test_who_left_early_or_comes_later_is_not_there(
    workspace: Workspace, came: int | None, left: int | None, minute: int, *, here: bool
) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        slot = a_slot(db, (690, 770), lesson)
        person, child, brought = (a_person(db, name) for name in ("A", "Kind", "Gebracht"))
        stay = add(db, Enrolment(course_id=course, person_id=person))
        times = {"came_at": came, "left_at": left}
        db.add(AttendanceMark(enrolment_id=stay, lesson_id=lesson, mark="X", **times))
        db.add(EnrolmentChild(enrolment_id=stay, child_id=child))
        db.add(ChildcarePlace(slot_id=slot, child_id=brought, status="brought"))
        found = moment(db, minute)
        there = spots(found)
        assert (person in there) == (child in there) == here
        assert brought in there
        assert found.absent == (not here)


def test_who_left_early_and_is_enrolled_anew_is_there_again(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        person = a_person(db, "A")
        first = Enrolment(course_id=course, person_id=person, status="left", left_on=DAY)
        key = add(db, first)
        db.add(AttendanceMark(enrolment_id=key, lesson_id=lesson, mark="X", left_at=720))
        db.add(Enrolment(course_id=course, person_id=person))
        assert spots(moment(db, 730)) == {person: (LESSON, lesson)}


def test_who_works_stands_once_and_first(workspace: Workspace) -> None:
    with passing(workspace) as db:
        course, lesson = a_lesson(db, (700, 760))
        slot = a_slot(db, (690, 740))
        teacher, carer = a_person(db, "Lehrkraft"), a_person(db, "Betreuung")
        pupil = a_person(db, "A")
        db.add(LessonPerson(lesson_id=lesson, person_id=teacher))
        for person in (pupil, teacher, carer):
            db.add(Enrolment(course_id=course, person_id=person))
        db.add(ChildcareSlotCarer(slot_id=slot, person_id=carer, ends=at(730)))
        found = moment(db)
        there = found.at(Spot(LESSON, lesson))
        assert [presence.name for presence in there] == ["Lehrkraft", "A"]
        assert [presence.name for presence in found.at(Spot(CHILDCARE, slot))] == ["Betreuung"]
        assert spots(moment(db, 730))[carer] == (LESSON, lesson)


@dataclass(frozen=True)
class Stay:
    person: int
    lesson: int
    joined: int
    left: int | None
    status: str
    mark: str | None
    left_early: int | None
    planned: bool | None

    @property
    def counts(self) -> bool:
        on_day = self.joined <= 0 and (self.left is None or self.left >= 0)
        return self.status in {"enrolled", "left"} and on_day and self.planned is not False


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    joined = draw(st.integers(-2, 1))
    left = draw(st.none() | st.integers(joined, 2))
    status = "left" if left is not None else draw(st.sampled_from(["enrolled", "waiting"]))
    return Stay(
        draw(st.integers(0, PEOPLE - 1)),
        draw(st.integers(0, 1)),
        joined,
        left,
        status,
        draw(st.sampled_from([None, None, "X", "X", "E", "U"])),
        draw(st.none() | st.integers(700, 780)),
        draw(st.sampled_from([None, None, True, False])),
    )


SPAN = st.tuples(st.integers(700, 740), st.integers(1, 40)).map(lambda pair: (pair[0], sum(pair)))
PLACE = st.tuples(
    st.sampled_from(["planned", "brought", "collected", "excused"]), st.integers(680, 719)
)


@dataclass(frozen=True)
class Situation:
    lessons: tuple[tuple[int, int], tuple[int, int]]
    slots: tuple[tuple[int, int], tuple[int, int]]
    ride: tuple[int, int]
    stays: tuple[Stay, ...]
    places: dict[tuple[int, int], tuple[str, int]]
    seats: frozenset[int]
    serves: frozenset[int]


SITUATIONS = st.builds(
    Situation,
    st.tuples(SPAN, SPAN),
    st.tuples(SPAN, SPAN),
    SPAN,
    st.lists(stays(), max_size=8).map(tuple),
    st.dictionaries(st.tuples(st.integers(0, 1), st.integers(0, PEOPLE - 1)), PLACE, max_size=5),
    st.frozensets(st.integers(0, PEOPLE - 1), max_size=2),
    st.frozensets(st.integers(0, 1)),
)


def answer(situation: Situation, minute: int) -> dict[int, set[tuple[str, int]]]:
    """Return by brute force where each person may be listed; who is missing is not here."""

    def on(span: tuple[int, int]) -> bool:
        return span[0] <= minute < span[1]

    found: dict[int, set[tuple[str, int]]] = {}
    for person in range(PEOPLE):
        marks: dict[int, list[str | None]] = {0: [], 1: []}
        for stay in situation.stays:
            if stay.person == person and stay.counts and on(situation.lessons[stay.lesson]):
                gone = stay.left_early is not None and minute >= stay.left_early
                marks[stay.lesson].append("gone" if stay.mark == "X" and gone else stay.mark)
        brought = [(situation.places[slot, person][1], slot) for slot in (0, 1)
                   if situation.places.get((slot, person), ("", 0))[0] == "brought"]  # fmt: skip
        planned = {(CHILDCARE, slot) for slot in (0, 1) if on(situation.slots[slot])
                   and situation.places.get((slot, person), ("", 0))[0] == "planned"}  # fmt: skip
        ahead = {serve: situation.lessons[serve][0] for serve in situation.serves
                 if situation.ride[1] <= minute < situation.lessons[serve][0]}  # fmt: skip
        latest = max((when for when, _ in brought), default=0)
        steps = [
            {(CHILDCARE, slot) for when, slot in brought if when == latest},
            {(LESSON, lesson) for lesson in (0, 1) if "X" in marks[lesson]},
            {(RIDE, 0)} if person in situation.seats and on(situation.ride) else set(),
            {(LESSON, lesson) for lesson in (0, 1) if marks[lesson] and marks[lesson][-1] is None},
            planned,
            {(BEFORE, lesson) for lesson in ahead
             if person in situation.seats and ahead[lesson] == min(ahead.values())},
        ]  # fmt: skip
        where = next((step for step in steps if step), None)
        if where:
            found[person] = where
    return found


def stored(db: Db, situation: Situation) -> tuple[list[int], dict[Spot, tuple[str, int]]]:
    """Store a situation; return the people's ids and what each spot is called in it."""
    people = [a_person(db, f"P{number}") for number in range(PEOPLE)]
    lessons = [a_lesson(db, span, str(number)) for number, span in enumerate(situation.lessons)]
    slots = [a_slot(db, span) for span in situation.slots]
    ride = a_ride(db, situation.ride, "out", *(lessons[number][1] for number in situation.serves))
    for stay in situation.stays:
        course, lesson = lessons[stay.lesson]
        left = None if stay.left is None else DAY + timedelta(days=stay.left)
        key = add(db, Enrolment(
            course_id=course, person_id=people[stay.person], status=stay.status, left_on=left,
            joined_on=DAY + timedelta(days=stay.joined),
            only_planned_lessons=stay.planned is not None))  # fmt: skip
        if stay.planned:
            db.add(PlannedLesson(enrolment_id=key, lesson_id=lesson))
        if stay.mark:
            mark = {"mark": stay.mark, "left_at": stay.left_early}
            db.add(AttendanceMark(enrolment_id=key, lesson_id=lesson, **mark))
    for (slot, person), (status, when) in situation.places.items():
        values = {"status": status, "brought_at": at(when) if status == "brought" else None}
        db.add(ChildcarePlace(slot_id=slots[slot], child_id=people[person], **values))
    db.add_all([RideSeat(ride_id=ride, person_id=people[seat]) for seat in situation.seats])
    names = {Spot(LESSON, lesson): (LESSON, number) for number, (_, lesson) in enumerate(lessons)}
    names |= {Spot(BEFORE, lesson): (BEFORE, number) for number, (_, lesson) in enumerate(lessons)}
    names |= {Spot(CHILDCARE, slot): (CHILDCARE, number) for number, slot in enumerate(slots)}
    return people, {**names, Spot(RIDE, ride): (RIDE, 0)}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SITUATIONS, st.integers(699, 781))
def test_everybody_stands_once_where_the_records_say(
    workspace: Workspace, situation: Situation, minute: int
) -> None:
    with passing(workspace) as db:
        people, called = stored(db, situation)
        there = {people.index(key): called[spot] for key, spot in spots(moment(db, minute)).items()}
        expected = answer(situation, minute)
        assert there.keys() == expected.keys()
        for person, spot in there.items():
            assert spot in expected[person]
