"""Whoever looks at a lesson, from the whole file or from itself, sees the same against it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.spans import minute_of
from kursplaner.desk.lessons.card import lesson_card
from kursplaner.domain.childcare import ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Closure, Credential, Profile
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.conflicts.by_lesson import by_lesson, open_ones
from kursplaner.planning.conflicts.finding import accept, find, find_for
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE, reoccupy
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_lesson

LAST = TUESDAY + timedelta(days=20)
Seen = dict[int, set[tuple[ConflictKind, str]]]


def from_the_file(db: Db) -> Seen:
    found = by_lesson(lessons_between(db, TUESDAY, LAST), find(db, TUESDAY, LAST))
    return {key: {(c.kind, c.id) for c in many} for key, many in found.items()}


def from_each_lesson(db: Db) -> Seen:
    seen: Seen = {}
    for row in lessons_between(db, TUESDAY, LAST):
        mine = {(c.kind, c.id) for c in open_ones(find_for(db, [row.id]))}
        if mine:
            seen[row.id] = mine
    return seen


def test_a_credential_that_runs_out_stands_against_all_lessons_after_it(town: SmallTown) -> None:
    last_good = TUESDAY + timedelta(days=7)
    with town.workspace.fill() as db:
        (paper,) = records(db, Credential, resource_id=town.people["Roth"], kind="first_aid")
        paper.valid_until = last_good
    with town.workspace.read() as db:
        found = by_lesson(lessons_between(db, TUESDAY, LAST), find(db, TUESDAY, LAST))
    assert sorted(found) == town.lessons[3:]
    for key, slot in zip(town.lessons[3:], town.slots[3:], strict=True):
        (conflict,) = found[key]
        assert [each[:2] for each in conflict.subjects] == [
            ("person", town.people["Roth"]),
            ("childcare", slot),
        ]
        assert conflict.starts == minute_of(conflict.day, NINE - 15)


def test_what_somebody_took_on_stands_no_longer_against_it(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).room_id = None
    with town.workspace.rehearse() as db:
        conflicts = find(db, TUESDAY, TUESDAY)
        assert conflicts
        accept(db, conflicts, "draußen")
        again = find(db, TUESDAY, TUESDAY)
        assert again
        assert open_ones(again) == []
        assert by_lesson(lessons_between(db, TUESDAY, TUESDAY), again) == {}


def _credential(db: Db, town: SmallTown, at: int) -> None:
    papers = records(db, Credential)
    paper = papers[at % len(papers)]
    paper.valid_until = TUESDAY + timedelta(days=at % 23 - 1)


def _hours(db: Db, town: SmallTown, at: int) -> None:
    profiles = records(db, Profile)
    profiles[at % len(profiles)].weekly_minutes = 60 * (at % 7)


def _closed(db: Db, town: SmallTown, at: int) -> None:
    some = [*town.rooms.values(), *town.people.values(), town.vehicle]
    starts = minute_of(TUESDAY) + 1440 * (at % 20) + 60 * (at % 11)
    db.add(
        Closure(resource_id=some[at % len(some)], reason="ill", starts=starts, ends=starts + 1440)
    )


def _without(db: Db, town: SmallTown, at: int) -> None:
    lesson, slot = town.lessons[at % len(town.lessons)], town.slots[at % len(town.slots)]
    if at % 3 == 0:
        by_id(db, Lesson, lesson).room_id = None
    elif at % 3 == 1:
        for row in records(db, LessonPerson, lesson_id=lesson):
            db.delete(row)
    else:
        for carer in records(db, ChildcareSlotCarer, slot_id=slot):
            db.delete(carer)
    db.flush()
    reoccupy(db, {LESSON: [lesson], CHILDCARE: [slot]})


def _no_driver(db: Db, town: SmallTown, at: int) -> None:
    ride = town.rides[at % len(town.rides)]
    by_id(db, Ride, ride).driver_id = None
    db.flush()
    reoccupy(db, {RIDE: [ride]})


def _shared(db: Db, town: SmallTown, at: int) -> None:
    number = at % len(town.slots)
    day = TUESDAY + timedelta(days=7 * (number // 2) + 2 * (number % 2))
    beside = add_lesson(db, town.course, minute_of(day, 900 + at % 60), minutes=30)
    db.add(ChildcareSlotLesson(slot_id=town.slots[number], lesson_id=beside))


def _accepted(db: Db, town: SmallTown, at: int) -> None:
    conflicts = find(db, TUESDAY, LAST)
    if conflicts:
        accept(db, [conflicts[at % len(conflicts)]], "abgesprochen")


ACTS = (_credential, _hours, _closed, _without, _no_driver, _shared, _accepted)
DONE = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 999)), min_size=1, max_size=6)


@given(DONE)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_after_random_acts_all_places_agree_about_each_lesson(
    town: SmallTown, done: list[tuple[object, int]]
) -> None:
    with town.workspace.rehearse() as db:
        for act, at in done:
            act(db, town, at)  # type: ignore[operator]
            db.flush()
        whole, each = from_the_file(db), from_each_lesson(db)
        assert whole == each
        for key in town.lessons:
            card = lesson_card(db, key)
            assert card is not None
            troubled = any(link.tone in ("bad", "warning") for link in card.links)
            assert troubled <= (key in whole)


@pytest.mark.parametrize(("minutes", "counts"), [(299, True), (300, False)])
def test_hours_of_a_week_stand_against_each_lesson_of_that_week(
    town: SmallTown,
    minutes: int,
    counts: bool,  # noqa: FBT001
) -> None:
    with town.workspace.fill() as db:
        for profile in records(db, Profile, person_id=town.people["Seidel"]):
            profile.weekly_minutes = minutes
        records(db, Profile, person_id=town.people["Vogel"])[0].weekly_minutes = 0
    with town.workspace.read() as db:
        found = from_the_file(db)
    assert set(found) == (set(town.lessons) if counts else set())
    assert date(2027, 3, 2) == TUESDAY
