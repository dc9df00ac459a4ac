from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Lesson, LessonPattern, LessonPerson, SkippedDate
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson, add_person
from tests.planning.stored_lessons import all_held, held, occupied

FRIDAY = date(2027, 3, 12)


def another(
    db: Db,
    lesson: int,
    comes: int | None,
    goes: int | None = None,
    *,
    on: bool = False,
    accept: str = "",
) -> LessonPlan[MoveWish]:
    return changing.propose(
        db,
        MoveWish(lesson, stand_in=StandIn(comes, goes), reach=Reach.REST if on else Reach.ONE),
        accept,
    )


def given(db: Db, plan: LessonPlan[MoveWish]) -> None:
    changing.apply(db, plan)


def give(
    town: SmallTown, at: int, comes: int | None, goes: int | None = None, **how: object
) -> None:
    """Give a lesson to somebody else, in one act."""
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        given(db, another(db, town.lessons[at], comes, goes, **how))  # type: ignore[arg-type]


def skipped_back(db: Db, town: SmallTown, day: date) -> LessonPlan[TakeInWish]:
    return changing.propose(db, TakeInWish(town.course, day))


def taken_in(db: Db, plan: LessonPlan[TakeInWish]) -> None:
    changing.apply(db, plan)


def take_in(town: SmallTown, day: date = FRIDAY) -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        taken_in(db, skipped_back(db, town, day))


def skip(town: SmallTown, day: date = FRIDAY, pause: int = 15, length: int = 150) -> None:
    """Let a day be skipped on which the template holds a lesson."""
    with town.workspace.fill() as db:
        db.add(SkippedDate(course_id=town.course, day=day, reason="by_hand"))
        row = LessonPattern(course_id=town.course, weekday=day.weekday(), starts=NINE)
        row.ends, row.pause_minutes = NINE + length, pause
        db.add(row)


def shorten(town: SmallTown, at: int, taught: int) -> None:
    with town.workspace.fill() as db:
        row = by_id(db, Lesson, town.lessons[at])
        row.ends, row.teaching_minutes = row.starts + taught, taught


def test_somebody_else_takes_the_rest_of_a_series(town: SmallTown) -> None:
    vogel, seidel = town.people["Vogel"], town.people["Seidel"]
    before = all_held(town)
    give(town, 2, vogel, on=True)
    who = [vogel if at in (2, 4) else seidel for at in range(6)]
    assert all_held(town) == [old._replace(people=(p,)) for old, p in zip(before, who, strict=True)]
    span = before[2][:2]
    busy = {(vogel, *span), (town.rooms["A"], *span)}
    assert occupied(town, "lesson", town.lessons[2]) == busy
    with town.workspace.read() as db:
        assert find(db) == []


def test_alone_it_leaves_the_series(town: SmallTown) -> None:
    give(town, 2, town.people["Vogel"])
    who = [lesson.people[0] for lesson in all_held(town)]
    assert who == [town.people["Vogel"] if at == 2 else town.people["Seidel"] for at in range(6)]


def test_one_goes_and_the_others_stay_or_all_go(town: SmallTown) -> None:
    seidel, vogel, wolf = (town.people[name] for name in ("Seidel", "Vogel", "driver"))
    with town.workspace.fill() as db:
        weiss = add_person(db, "Weiss")
        for at in (0, 1):
            db.add(LessonPerson(lesson_id=town.lessons[at], person_id=vogel))
            row = LessonPerson(lesson_id=town.lessons[at], person_id=weiss)
            row.role = "assistant"
            db.add(row)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = another(db, town.lessons[0], wolf, vogel)
        assert not plan.hard
    with town.workspace.rehearse() as db:
        everybody = another(db, town.lessons[1], wolf)
    (only,), (all_,) = plan.moved.lessons, everybody.moved.lessons
    assert set(only.people) == {seidel, wolf, weiss}
    assert set(all_.people) == {wolf, weiss}


def test_who_teaches_already_only_sees_the_other_go(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    give(town, 0, vogel, goes=town.people["Roth"])
    assert held(town, town.lessons[0]).people == tuple(sorted((seidel, vogel)))
    give(town, 0, vogel, goes=seidel)
    assert held(town, town.lessons[0]).people == (vogel,)


def test_a_teacher_at_work_elsewhere_is_refused_unless_accepted(town: SmallTown) -> None:
    vogel = town.people["Vogel"]
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY, NINE + 149), teachers=[vogel])
        add_lesson(db, other, minute_of(TUESDAY, NINE - 150), teachers=[vogel])
    before = held(town, town.lessons[0])
    with pytest.raises(HardConflict) as refused:
        give(town, 0, vogel)
    assert [c.kind for c in refused.value.conflicts] == [ConflictKind.TEACHER]  # type: ignore[attr-defined]
    assert held(town, town.lessons[0]) == before
    give(town, 0, vogel, accept="Beide Gruppen")
    assert held(town, town.lessons[0]).people == (vogel,)
    with town.workspace.read() as db:
        (found,) = find(db, kinds=[ConflictKind.TEACHER])
    assert found.facts["accepted"] == "Beide Gruppen"
    assert found.ends - found.starts == 1


def test_a_reason_given_before_stays_for_what_is_not_touched(town: SmallTown) -> None:
    vogel, wolf = town.people["Vogel"], town.people["driver"]
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY, NINE + 60), teachers=[vogel])
    give(town, 0, vogel, accept="Beide Gruppen")
    give(town, 0, wolf, goes=town.people["Roth"])
    assert held(town, town.lessons[0]).people == tuple(sorted((vogel, wolf)))
    with town.workspace.read() as db:
        (found,) = find(db, kinds=[ConflictKind.TEACHER])
        assert found.facts["accepted"] == "Beide Gruppen"


def test_a_room_shared_with_a_reason_stays_shared(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        elsewhere = add_lesson(db, other, minute_of(TUESDAY, NINE + 60), room=town.rooms["B"])

    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        plan = changing.propose(db, MoveWish(elsewhere, room_id=town.rooms["A"]), "Saal geteilt")
        changing.apply(db, plan)
    give(town, 0, town.people["Vogel"])
    assert held(town, town.lessons[0]).people == (town.people["Vogel"],)
    with town.workspace.read() as db:
        (found,) = find(db, kinds=[ConflictKind.ROOM])
        assert found.facts["accepted"] == "Saal geteilt"


def test_who_is_ill_then_is_told_and_what_concerns_others_is_not(town: SmallTown) -> None:
    starts = minute_of(TUESDAY, NINE)
    with town.workspace.fill() as db:
        for who in ("Vogel", "Roth"):
            closed = Closure(resource_id=town.people[who], starts=starts, ends=starts + 1)
            closed.reason = "ill"
            db.add(closed)
    with town.workspace.rehearse() as db:
        plan = another(db, town.lessons[0], town.people["Vogel"])
        assert [c.kind for c in plan.conflicts] == [ConflictKind.CLOSURE]
        driving = another(db, town.lessons[0], town.people["driver"])
        assert [c.kind for c in driving.conflicts] == [ConflictKind.ROLE, ConflictKind.TRAVEL]
        later = another(db, town.lessons[2], town.people["Vogel"])
        assert later.conflicts == ()
    with pytest.raises(HardConflict):
        give(town, 0, town.people["Vogel"])


def test_without_a_teacher_always_works(town: SmallTown) -> None:
    give(town, 0, None)
    with town.workspace.read() as db:
        assert [c.kind for c in find(db)] == [ConflictKind.NO_TEACHER]


def test_begun_and_cancelled_lessons_and_nobody_are_refused(town: SmallTown) -> None:
    vogel = town.people["Vogel"]
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[1]).status = "cancelled"
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="not_found"):
            another(db, town.lessons[0], 99_999)
        with pytest.raises(Refused, match="lesson_cancelled"):
            another(db, town.lessons[1], vogel)
    with (
        clock.pinned(datetime(2027, 3, 2, 9, 0)),
        town.workspace.read() as db,
        pytest.raises(Refused, match="lesson_past"),
    ):
        another(db, town.lessons[0], vogel)


def test_each_change_of_people_counts_for_plans_made_before(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        plan = another(db, town.lessons[0], town.people["driver"])
    give(town, 0, town.people["Vogel"])
    give(town, 0, town.people["Seidel"])
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_CHANGED) as db,
    ):
        given(db, plan)


def test_a_skipped_date_is_taken_in_and_the_units_stay(town: SmallTown) -> None:
    skip(town)
    shorten(town, 5, 45)
    before = all_held(town)
    take_in(town)
    after = all_held(town)
    at = minute_of(FRIDAY, NINE)
    assert after[5][:3] == (at, at + 150, 135)
    assert after[4] == before[4]._replace(ends=before[4].ends - 90, taught=45)
    assert after[:4] == before[:4]
    assert sum(lesson.taught for lesson in after) == sum(lesson.taught for lesson in before)
    with town.workspace.read() as db:
        assert records(db, SkippedDate) == []
        with pytest.raises(Refused, match="not_skipped"):
            skipped_back(db, town, FRIDAY)


def test_a_whole_last_lesson_comes_as_it_is(town: SmallTown) -> None:
    skip(town, pause=15)
    before = all_held(town)
    take_in(town)
    at = minute_of(FRIDAY, NINE)
    assert all_held(town) == [*before[:5], before[5]._replace(starts=at, ends=at + 150)]


@pytest.mark.parametrize("taught", [90, 91])
def test_the_one_before_is_shortened_only_if_something_is_left_of_it(
    town: SmallTown, taught: int
) -> None:
    """What the last one lacks is 90 minutes; a lesson of 90 would not be there any more."""
    skip(town)
    shorten(town, 5, 45)
    shorten(town, 4, taught)
    before = all_held(town)
    take_in(town)
    after, at = all_held(town), minute_of(FRIDAY, NINE)
    if taught == 90:
        assert after == [*before[:5], before[5]._replace(starts=at, ends=at + 45)]
    else:
        assert after[5][:3] == (at, at + 150, 135)
        assert (after[4].ends - after[4].starts, after[4].taught) == (1, 1)


def test_the_only_later_lesson_comes_short(town: SmallTown) -> None:
    day = date(2027, 3, 17)
    skip(town, day)
    shorten(town, 5, 45)
    before = all_held(town)
    take_in(town, day)
    at = minute_of(day, NINE)
    assert all_held(town) == [*before[:5], before[5]._replace(starts=at, ends=at + 45)]


def test_without_a_template_it_is_held_at_the_time_of_the_last(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        db.add(SkippedDate(course_id=town.course, day=FRIDAY, reason="by_hand"))
    before = all_held(town)
    take_in(town)
    at = minute_of(FRIDAY, NINE)
    assert all_held(town)[5] == before[5]._replace(starts=at, ends=at + 150)


def test_lessons_of_that_very_day_are_no_later_ones(town: SmallTown) -> None:
    last = TUESDAY + timedelta(days=16)
    skip(town, last)
    with town.workspace.read() as db:
        assert day_of(by_id(db, Lesson, town.lessons[5]).starts) == last
        with pytest.raises(Refused, match="nothing_to_bring_forward"):
            skipped_back(db, town, last)
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        db.add(SkippedDate(course_id=other, day=FRIDAY, reason="by_hand"))
    with town.workspace.read() as db, pytest.raises(Refused, match="not_skipped"):
        skipped_back(db, town, FRIDAY)


def test_a_date_is_taken_in_until_its_lesson_would_begin(town: SmallTown) -> None:
    skip(town)
    begin = datetime(2027, 3, 12, 9, 0)
    with clock.pinned(begin - timedelta(minutes=1)), town.workspace.read() as db:
        assert skipped_back(db, town, FRIDAY).conflicts == ()
    with (
        clock.pinned(begin),
        town.workspace.read() as db,
        pytest.raises(Refused, match="into_past"),
    ):
        skipped_back(db, town, FRIDAY)


def test_what_is_taken_that_day_stops_it_and_a_change_overtakes(town: SmallTown) -> None:
    skip(town)
    with town.workspace.read() as db:
        plan = skipped_back(db, town, FRIDAY)
    with town.workspace.fill() as db:
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(FRIDAY, NINE + 149), room=town.rooms["A"])
    with pytest.raises(HardConflict):
        take_in(town)
    with town.workspace.read() as db:
        assert len(records(db, SkippedDate)) == 1
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[5]).topic = "Wetter"
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_CHANGED) as db,
    ):
        taken_in(db, plan)
