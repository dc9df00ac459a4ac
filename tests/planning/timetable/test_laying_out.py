from datetime import date, timedelta
from threading import Event

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Lesson
from kursplaner.domain.drafts import Draft
from kursplaner.domain.kinds import ActKind, ClosureReason, ConflictKind
from kursplaner.domain.people import Availability, Closure, NeverTogether, Profile
from kursplaner.domain.rooms import Room
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.drafts import drafts
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.checker import score, units
from kursplaner.planning.timetable.laying_out import TimetableWish
from kursplaner.planning.timetable.problem import WishKind
from kursplaner.planning.timetable.town.plan import TimetablePlan
from kursplaner.store.queries.timetable import who_must_not_come
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.settings import store_settings
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    add_slot,
    enrol_plainly,
    nobody_else_may_teach,
)

LAST = TUESDAY + timedelta(days=27)
MONDAY = date(2027, 3, 1)
Place = tuple[int, int | None]


def wish(town: SmallTown, **values: object) -> TimetableWish:
    return TimetableWish(MONDAY, LAST, **values)  # type: ignore[arg-type]


def laid(town: SmallTown, seconds: float = 3, **values: object) -> TimetablePlan:
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town, **values))
    found = laying_out.search(read, seconds)
    with town.workspace.rehearse() as db:
        return laying_out.plan(db, read, found)


def places(town: SmallTown) -> dict[int, Place]:
    with town.workspace.read() as db:
        return {row.id: (row.starts, row.room_id) for row in records(db, Lesson)}


def close(town: SmallTown, resource: int, first: date, last: date) -> None:
    with town.workspace.fill() as db:
        ends = minute_of(last + timedelta(days=1))
        reason = ClosureReason.CLOSED.value
        db.add(
            Closure(
                resource_id=resource, starts=minute_of(first), ends=ends, reason=reason, note=""
            )
        )


def hard(town: SmallTown) -> list[ConflictKind]:
    with town.workspace.read() as db:
        return [found.kind for found in find(db) if found.hard]


def applied(town: SmallTown, made: TimetablePlan) -> None:
    with town.workspace.change(ActKind.DRAFT_CHANGED) as db:
        draft = laying_out.keep(db, made, "Stundenplan")
    with town.workspace.rehearse() as db:
        view = drafts.view(db, draft)
    assert view.works
    assert view.rehearsal is not None
    with town.workspace.change(ActKind.DRAFT_APPLIED) as db:
        drafts.apply(db, draft, view.rehearsal.state)


def test_a_plan_without_faults_is_read_as_one(town: SmallTown) -> None:
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town))
    assert len(read.series) == 2
    assert sorted(len(series.lessons) for series in read.series.values()) == [3, 3]
    now = {event.id: event.current for event in read.problem.events if event.current is not None}
    assert score(read.problem, now).breaches == ()
    roth = next(key for key, name in read.names.items() if name.startswith("Roth"))
    assert all(roth in {each.resource for each in e.along} for e in read.problem.events)


@pytest.mark.parametrize(
    ("needs", "bars"), [("Rollstuhl", ConflictKind.ACCESSIBILITY), ("Hörgerät", None)]
)
def test_steps_bar_a_room_for_whoever_needs_a_wheelchair(
    town: SmallTown, needs: str, bars: ConflictKind | None
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Room, town.rooms["tiny"]).accessible = True
        enrol_plainly(db, town.course, add_person(db, "Haddad", needs=needs))
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town))
    for event in read.problem.events:
        barred = {option.room: option.barred for option in event.rooms}
        assert barred[town.rooms["tiny"]] is None
        assert barred[town.rooms["B"]] is bars


def test_lessons_without_a_room_find_one_and_nothing_changes_before_the_draft(
    town: SmallTown,
) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        vogel = town.people["Vogel"]
        new = [
            add_lesson(
                db, course, minute_of(TUESDAY + timedelta(days=7 * week), NINE), teachers=[vogel]
            )
            for week in range(3)
        ]
    before = places(town)
    made = laid(town, mend=True)
    assert made.parked == ()
    assert made.clash is None
    assert {move.number for move in made.moves} == {"K2"}
    assert places(town) == before
    applied(town, made)
    after = places(town)
    assert all(after[key][1] is not None for key in new)
    assert {key: at for key, at in after.items() if key not in new} == {
        key: at for key, at in before.items() if key not in new
    }
    assert hard(town) == []
    town.workspace.undo()
    assert places(town) == before


def test_closing_a_room_moves_only_its_lessons(town: SmallTown) -> None:
    before = places(town)
    close(town, town.rooms["A"], TUESDAY + timedelta(days=6), TUESDAY + timedelta(days=12))
    assert ConflictKind.CLOSURE in hard(town)
    made = laid(town, mend=True)
    assert made.parked == ()
    applied(town, made)
    moved = {key for key, at in places(town).items() if at != before[key]}
    assert moved == set(town.lessons[2:4])
    assert hard(town) == []
    with town.workspace.read() as db:
        for lesson, slot in zip(town.lessons, town.slots, strict=True):
            assert by_id(db, ChildcareSlot, slot).starts == by_id(db, Lesson, lesson).starts - 15


def test_who_is_away_is_stood_in_for_at_the_same_time(town: SmallTown) -> None:
    close(town, town.people["Seidel"], TUESDAY, LAST)
    made = laid(town, mend=True)
    assert made.parked == ()
    assert all(move.before.teacher.startswith("Seidel") for move in made.moves)
    assert all(move.after.teacher.startswith("Vogel") for move in made.moves)
    applied(town, made)
    assert hard(town) == []


def test_pinned_lessons_and_courses_stay(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        at = minute_of(TUESDAY + timedelta(days=1), NINE + 60)
        key = add_lesson(db, other, at, room=town.rooms["B"], teachers=[town.people["Vogel"]])
        by_id(db, Lesson, key).pinned = True
    made = laid(town, pinned_courses=frozenset({town.course}))
    assert made.moves == ()
    assert made.changes == ()
    with pytest.raises(Refused, match="timetable_unchanged"):
        laying_out.keep(None, made, "x")  # type: ignore[arg-type]


def test_past_lessons_are_not_part_of_it_announced_absences_are_no_hindrance(
    town: SmallTown,
) -> None:
    with town.workspace.fill() as db:
        enrolment = enrol_plainly(db, town.course, town.people["Vogel"])
        for at, sign in enumerate("EWPX"):
            key = town.lessons[at]
            db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=key, mark=sign))
        past = add_lesson(db, town.course, minute_of(MONDAY, 60))
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town))
    lessons = {lesson.id for series in read.series.values() for lesson in series.lessons}
    assert lessons == set(town.lessons)
    assert past not in lessons


def test_wishes_that_exclude_each_other_are_named(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        store_settings(db, {"conflicts.availability": "hard"})
        lonely = add_person(db, "Beck", "teacher")
        db.add(Availability(resource_id=lonely, kind="available", weekday=0, starts=NINE, ends=690))
        for hour, number in enumerate(("K2", "K3", "K4")):
            course = add_course(db, town, number)
            at = minute_of(TUESDAY + timedelta(days=8), NINE + 180 * hour)
            add_lesson(db, course, at, teachers=[lonely])
            nobody_else_may_teach(db, town, course)
    made = laid(town, mend=True)
    assert len(made.parked) == 1
    assert made.clash is not None
    assert made.clash.minimal
    assert len({clashing.number for clashing in made.clash.wishes} & {"K2", "K3", "K4"}) == 2
    assert [clashing.hours for clashing in made.clash.wishes if clashing.person] == [
        (WeeklyTime(0, NINE, 690),)
    ]


def test_a_stopped_search_still_gives_the_plan_as_it_is(town: SmallTown) -> None:
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town))
    stop = Event()
    stop.set()
    found = laying_out.search(read, 20, cancel=stop)
    assert found.solution.stopped
    assert found.solution.parked == ()
    with town.workspace.rehearse() as db:
        assert laying_out.plan(db, read, found).parked == ()


def test_no_plan_needs_more_carers_than_there_are(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        child = add_person(db, "Kind")
        stay = enrol_plainly(db, course, add_person(db, "Mutter"))
        for week in range(3):
            at = minute_of(TUESDAY + timedelta(days=7 * week), NINE)
            teacher = [town.people["Vogel"]]
            lesson = add_lesson(db, course, at, room=town.rooms["B"], teachers=teacher)
            slot = add_slot(db, [lesson], (at - 15, at + 165), town.rooms["tiny"], [])
            db.add(ChildcarePlace(slot_id=slot, child_id=child, enrolment_id=stay))
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town))
    (about,) = (each for each in read.problem.wishes if each.kind is WishKind.CARERS)
    current = {each.id: each.current for each in read.problem.events if each.current}
    assert units(read.problem, about, current) > 0
    found = laying_out.search(read, 3)
    assert found.solution.parked == ()
    assert units(read.problem, about, found.solution.placements) == 0


def test_an_impossible_wish_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="period_reversed"):
            laying_out.town_of(db, TimetableWish(LAST, MONDAY))
        with pytest.raises(Refused, match="no_lessons_to_place"):
            laying_out.town_of(db, TimetableWish(date(2028, 3, 1), date(2028, 3, 2)))
        with pytest.raises(Refused, match="period_too_long"):
            laying_out.town_of(db, TimetableWish(MONDAY, date(2099, 1, 1)))
        read = laying_out.town_of(db, wish(town))
    with pytest.raises(Refused, match="seconds_out_of_range"):
        laying_out.search(read, 0)


def test_no_lesson_is_laid_into_the_hour_that_a_spring_night_lacks(town: SmallTown) -> None:
    sunday = date(2027, 3, 28)
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        add_lesson(db, course, minute_of(sunday, NINE), room=None, minutes=60)
    with town.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"timetable.day_starts": "0", "timetable.weekdays": "sun"})
    with town.workspace.read() as db:
        read = laying_out.town_of(db, TimetableWish(sunday, sunday))
    starts = {
        start % read.weeks.periods * read.weeks.step for start in read.problem.events[0].starts
    }
    assert 60 in starts
    assert 180 in starts
    assert not starts & {90, 120, 150}


def test_drafts_are_all_that_is_stored(town: SmallTown) -> None:
    close(town, town.rooms["A"], TUESDAY, LAST)
    made = laid(town, mend=True)
    with town.workspace.change(ActKind.DRAFT_CHANGED) as db:
        draft = laying_out.keep(db, made, "Raum A zu")
    with town.workspace.read() as db:
        assert [row.title for row in records(db, Draft)] == ["Raum A zu"]
    assert draft
    assert made.rehearsal is not None
    assert made.rehearsal.people.everybody
    assert {day_of(move.first) for move in made.moves}


@pytest.mark.parametrize("who", ["Vogel", "Seidel"])
def test_a_missing_teacher_is_chosen_by_the_agreed_hours(town: SmallTown, who: str) -> None:
    with town.workspace.fill() as db:
        add_lesson(db, add_course(db, town, "K2"), minute_of(TUESDAY, 840), room=town.rooms["B"])
        for name in ("Seidel", "Vogel"):
            for profile in records(db, Profile, person_id=town.people[name]):
                taught = 300 if name == "Seidel" else 0
                profile.weekly_minutes = taught + (150 if name == who else 149)
    made = laid(town, seconds=2, pinned_courses=frozenset({town.course}))
    assert [move.after.teacher for move in made.moves] == [f"{who}, {who[:3]}"]


def test_who_must_never_meet_a_participant_does_not_teach_there(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        add_lesson(db, course, minute_of(TUESDAY, NINE), room=town.rooms["B"])
        guest = add_person(db, "Haddad")
        enrol_plainly(db, course, guest)
        db.add(NeverTogether(first_id=town.people["Vogel"], second_id=guest))
    with town.workspace.read() as db:
        read = laying_out.town_of(db, wish(town))
        assert who_must_not_come(db, [course, town.course], MONDAY) == {
            course: {town.people["Vogel"]}
        }
    (event,) = (event for event in read.problem.events if event.course == course)
    assert event.teachers == (town.people["Seidel"],)
