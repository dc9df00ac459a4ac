"""What Heute says of the next days: all that stands against them, each by its own weight."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.today.board import read_day
from kursplaner.desk.today.things_to_do import things_to_do
from kursplaner.desk.today.troubles import lines, runs_out, standing
from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.people import Closure, Credential, Profile
from kursplaner.domain.rides.rides import Ride, RideDemand
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.finding import accept, find
from kursplaner.planning.conflicts.severities import set_rule
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.whereabouts import LESSON, reoccupy
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_person,
    build,
    enrol_plainly,
)
from tests.towns import passing

Kind = ConflictKind
DAY = timedelta(days=1)


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def told(town: SmallTown, minute: int = 480, *, hidden: bool = False) -> list[ToDo]:
    """Return what stands there on the Tuesday of the first lesson."""
    with town.workspace.read() as db:
        found = standing(db, TUESDAY, minute_of(TUESDAY, minute))
        return lines(db, found, TUESDAY, hidden=hidden)


def closed(town: SmallTown, name: str, day: int = 0) -> None:
    span = {"starts": minute_of(TUESDAY + day * DAY), "ends": minute_of(TUESDAY + (day + 1) * DAY)}
    with town.workspace.fill() as db:
        key = town.people.get(name) or town.rooms[name]
        db.add(Closure(resource_id=key, reason="ill", **span))


def hours(town: SmallTown, *names: str) -> None:
    with town.workspace.fill() as db:
        for name in names:
            for profile in records(db, Profile, person_id=town.people[name]):
                profile.weekly_minutes = 60


def test_nothing_stands_against_a_town_that_is_settled(town: SmallTown) -> None:
    assert told(town) == []


@pytest.mark.parametrize(("day", "count"), [(13, 1), (14, 0)])
def test_it_looks_two_weeks_ahead(town: SmallTown, day: int, count: int) -> None:
    with town.workspace.fill() as db:
        lesson = by_id(db, Lesson, town.lessons[2])
        length = lesson.ends - lesson.starts
        lesson.starts = minute_of(TUESDAY + day * DAY, NINE + 300)
        lesson.ends = lesson.starts + length
        lesson.room_id = None
    assert len([thing for thing in told(town) if thing.kind == Kind.NO_ROOM]) == count


@pytest.mark.parametrize(("minute", "count"), [(689, 1), (690, 0)])
def test_what_is_over_is_not_told(town: SmallTown, minute: int, count: int) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).room_id = None
    assert len(told(town, minute)) == count


def test_what_lasts_is_told_after_the_lesson_that_showed_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        (paper,) = records(db, Credential, resource_id=town.people["Roth"], kind="first_aid")
        db.delete(paper)
    (thing,) = told(town, 1380)
    assert (thing.kind, thing.weight) == (Kind.CREDENTIAL, Weight.NOW)
    assert thing.title == "Rot Roth: Nachweis fehlt"


def test_what_was_taken_on_is_calm(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).room_id = None
    assert told(town)
    with town.workspace.fill() as db:
        accept(db, find(db, TUESDAY), "draußen")
    assert told(town) == []


def test_hard_ones_press_and_lead_to_their_lesson(town: SmallTown) -> None:
    closed(town, "Seidel", day=9)
    (thing,) = told(town)
    assert (thing.matter, thing.weight, thing.verb) == (Matter.CONFLICT, Weight.NOW, "Lösen")
    assert thing.place == "calendar"
    assert thing.target == {"day": TUESDAY + 9 * DAY, "lesson_id": town.lessons[3]}
    assert "Sei Seidel" in thing.sentence
    assert "Seidel" not in told(town, hidden=True)[0].sentence


@pytest.mark.parametrize(("at", "weight"), [(0, Weight.NOW), (1, Weight.SOON)])
def test_what_is_missing_presses_a_day_before(town: SmallTown, at: int, weight: Weight) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[at]).room_id = None
    (thing,) = told(town)
    assert (thing.matter, thing.kind, thing.weight) == (Matter.MISSING, Kind.NO_ROOM, weight)
    assert thing.title == "Raum für Kurs K1 fehlt"


def test_what_is_missing_presses_where_a_course_cannot_do_without(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[3]).room_id = None
        set_rule(db, town.course, Kind.NO_ROOM, Severity.HARD)
    (thing,) = told(town)
    assert (thing.matter, thing.weight) == (Matter.MISSING, Weight.NOW)


def test_many_dates_of_a_room_are_one_line(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["A"]).capacity = 1
        for name in ("Novák", "Horn"):
            enrol_plainly(db, town.course, add_person(db, name))
    (thing,) = (thing for thing in told(town) if thing.kind == Kind.ROOM_CAPACITY)
    assert (thing.title, thing.weight) == ("A: Raum zu klein", Weight.NOW)
    assert thing.sentence == "An 4 Tagen ab heute"
    assert len(thing.conflicts) == 4


def test_long_weeks_wait_and_are_one_line_however_many_work_them(town: SmallTown) -> None:
    hours(town, "Seidel")
    (thing,) = told(town)
    assert thing.title.startswith("Sei Seidel: ")
    assert (thing.kind, thing.weight) == (Kind.WEEKLY_HOURS, Weight.WHENEVER)
    hours(town, "Roth")
    (thing,) = told(town)
    assert thing.title.startswith("2 Personen: ")
    assert len(thing.conflicts) == 6


def test_a_hint_about_people_is_told_but_does_not_press(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Course, town.course).needs_accessible = False
        by_id(db, Course, town.course).capacity = 1
        for name in ("Novák", "Horn"):
            enrol_plainly(db, town.course, add_person(db, name))
    kinds = {thing.kind: thing.weight for thing in told(town)}
    assert kinds == {Kind.COURSE_CAPACITY: Weight.SOON}


def test_who_has_no_seat_stands_by_name_in_one_line_a_course(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        for name in ("Novák", "Horn"):
            key = enrol_plainly(db, town.course, add_person(db, name), way="shuttle")
            db.add(RideDemand(enrolment_id=key, direction="out", stop_id=town.stop))
    (thing,) = told(town)
    assert (thing.matter, thing.weight) == (Matter.UNSERVED, Weight.NOW)
    assert thing.title == "2 Personen ohne Platz im Fahrzeug"
    assert thing.sentence == "Kurs K1, an 4 Tagen ab heute"
    assert (thing.place, thing.target) == ("rides", {"day": TUESDAY})
    with town.workspace.fill() as db:
        db.delete(records(db, RideDemand)[0])
        for ride in town.rides[:2]:
            by_id(db, Ride, ride).status = "cancelled"
    (gap, seat) = told(town)
    assert (gap.matter, gap.title) == (Matter.MISSING, "Hinfahrt zu Kurs K1 fehlt")
    assert (seat.title, seat.weight) == ("Kein Platz im Fahrzeug für Hor H.", Weight.SOON)


@pytest.mark.parametrize(("lacking", "hard", "said"), [(0, 0, 1), (1, 0, 0), (0, 1, 0)])
def test_a_credential_that_ends_is_told_with_all_that_end(
    town: SmallTown, lacking: int, hard: int, said: int
) -> None:
    with town.workspace.fill() as db:
        (paper,) = records(db, Credential, resource_id=town.people["Roth"], kind="first_aid")
        if lacking:
            db.delete(paper)
        paper.valid_until = TUESDAY + 2 * DAY
        if hard:
            set_rule(db, town.course, Kind.CREDENTIAL, Severity.HARD)
    with town.workspace.read() as db:
        (conflict,) = standing(db, TUESDAY, minute_of(TUESDAY))
        assert runs_out(conflict) == bool(said)
        assert len(lines(db, [conflict], TUESDAY)) == 1 - said
        things = things_to_do(db, read_day(db, TUESDAY), NOW + DAY)
    papers = [thing for thing in things if thing.matter is Matter.CREDENTIAL]
    assert [thing.conflicts for thing in papers] == ([(conflict,)] if said else [()] * hard)


def test_a_lesson_without_a_teacher_is_reoccupied_and_told(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        lesson = by_id(db, Lesson, town.lessons[0])
        lesson.room_id = None
        db.flush()
        reoccupy(db, {LESSON: [lesson.id]})
    (thing,) = told(town)
    assert thing.target == {"day": TUESDAY, "lesson_id": town.lessons[0]}
