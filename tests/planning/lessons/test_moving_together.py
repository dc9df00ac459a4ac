from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.changing import LessonPlan
from kursplaner.planning.lessons.moving_together import LessonMove, RearrangeWish
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson
from tests.planning.stored_lessons import held, occupied, times_of_ride, times_of_slot

WEDNESDAY = date(2027, 3, 3)
TO = minute_of(WEDNESDAY, NINE)


def proposed(db: Db, *moves: LessonMove) -> LessonPlan[RearrangeWish]:
    return changing.propose(db, RearrangeWish(tuple(moves)))


def stored(db: Db, plan: LessonPlan[RearrangeWish]) -> None:
    changing.apply(db, plan)


def at_once(db: Db, *moves: LessonMove) -> None:
    changing.store_at_once(db, RearrangeWish(tuple(moves)))


def to(town: SmallTown, at: int, starts: int, longer: int = 0, **values: int) -> LessonMove:
    """Return the move of a lesson to a minute, with its room."""
    row = held(town, town.lessons[at])
    ends = starts + row.ends - row.starts + longer
    return LessonMove(town.lessons[at], starts, ends, row.room, **values)


def put(town: SmallTown, *moves: LessonMove) -> None:
    with town.workspace.change(ActKind.LESSONS_MOVED) as db:
        at_once(db, *moves)


def test_what_is_taught_grows_and_shrinks_with_the_length(town: SmallTown) -> None:
    put(town, to(town, 0, TO, 30), to(town, 1, TO + 400, -134))
    first, second = held(town, town.lessons[0]), held(town, town.lessons[1])
    assert (first.ends - first.starts, first.taught) == (180, 165)
    assert (second.ends - second.starts, second.taught) == (16, 1)
    with town.workspace.read() as db, pytest.raises(Refused, match="lesson_too_short"):
        proposed(db, to(town, 1, TO + 400, -1))


def test_several_take_each_others_places_with_all_that_hangs_on_them(town: SmallTown) -> None:
    before = [held(town, key) for key in town.lessons[:3]]
    slots = [times_of_slot(town, key) for key in town.slots[:3]]
    rides = [times_of_ride(town, key) for key in town.rides[:6]]
    put(town, *(to(town, at, before[(at + 1) % 3].starts) for at in range(3)))
    for at in range(3):
        goal = before[(at + 1) % 3]
        assert held(town, town.lessons[at]) == before[at]._replace(
            starts=goal.starts, ends=goal.ends
        )
        assert times_of_slot(town, town.slots[at]) == slots[(at + 1) % 3]
        for way in (0, 1):
            assert times_of_ride(town, town.rides[2 * at + way]) == rides[(2 * at + 2 + way) % 6]


def test_two_at_one_place_are_refused_and_nothing_moves(town: SmallTown) -> None:
    before = [held(town, key) for key in town.lessons[:2]]
    with pytest.raises(HardConflict) as refused:
        put(town, to(town, 0, TO), to(town, 1, TO + 149))
    kinds = {c.kind for c in refused.value.conflicts}  # type: ignore[attr-defined]
    assert {ConflictKind.ROOM, ConflictKind.TEACHER, ConflictKind.COURSE} <= kinds
    assert [held(town, key) for key in town.lessons[:2]] == before
    with town.workspace.fill() as db:
        free = add_course(db, town, "K2")
        keys = [add_lesson(db, free, TO + 1440 * n, room=town.rooms["B"]) for n in (0, 1)]
    both = [LessonMove(key, TO + 150 * n, TO + 150 * n + 150, town.rooms["B"])
            for n, key in enumerate(keys)]  # fmt: skip
    put(town, *both)
    assert [held(town, key).starts for key in keys] == [TO, TO + 150]


def test_somebody_comes_and_all_or_only_one_goes(town: SmallTown) -> None:
    seidel, vogel, driver = (town.people[name] for name in ("Seidel", "Vogel", "driver"))
    with town.workspace.fill() as db:
        db.add(LessonPerson(lesson_id=town.lessons[0], person_id=driver))
        db.add(LessonPerson(lesson_id=town.lessons[1], person_id=driver))
    late = TO + 500
    put(town, to(town, 0, late, comes=vogel, goes=driver))
    assert held(town, town.lessons[0]).people == tuple(sorted((seidel, vogel)))
    put(town, to(town, 1, late + 1440, comes=vogel))
    assert held(town, town.lessons[1]).people == (vogel,)
    starts, ends = late + 1440, late + 1590
    assert occupied(town, "lesson", town.lessons[1]) == {
        (vogel, starts, ends),
        (town.rooms["A"], starts, ends),
    }
    before = held(town, town.lessons[2])
    put(town, to(town, 2, before.starts + 240))
    assert held(town, town.lessons[2]).people == (seidel,)


def test_who_interprets_stays_when_all_teachers_go(town: SmallTown) -> None:
    driver, vogel = town.people["driver"], town.people["Vogel"]
    with town.workspace.fill() as db:
        row = LessonPerson(lesson_id=town.lessons[0], person_id=driver, role="interpreter")
        db.add(row)
    put(town, to(town, 0, TO + 500, comes=vogel))
    with town.workspace.read() as db:
        rows = find(db, LessonPerson, lesson_id=town.lessons[0])
        roles = {row.person_id: row.role for row in rows}
    assert roles == {vogel: "teacher", driver: "interpreter"}


def test_another_teacher_alone_counts_as_a_change_of_the_lesson(town: SmallTown) -> None:
    before = held(town, town.lessons[0])
    with town.workspace.read() as db:
        plan = proposed(db, to(town, 0, before.starts))
    put(town, to(town, 0, before.starts, comes=town.people["Vogel"]))
    assert held(town, town.lessons[0]) == before._replace(people=(town.people["Vogel"],))
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_MOVED) as db,
    ):
        stored(db, plan)


def test_a_plan_is_stored_as_it_was_shown(town: SmallTown) -> None:
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        plan = proposed(db, to(town, 0, TO))
        assert plan.conflicts == ()
        stored(db, plan)
    assert held(town, town.lessons[0]).starts == TO
    with (
        pytest.raises(Refused, match="overtaken"),
        town.workspace.change(ActKind.LESSON_MOVED) as db,
    ):
        stored(db, plan)


def test_a_lesson_begins_now_at_the_earliest_unless_it_stays(town: SmallTown) -> None:
    now = minute_of(TUESDAY, 480)
    with clock.pinned(datetime(2027, 3, 2, 8, 0)), town.workspace.read() as db:
        assert proposed(db, to(town, 0, now)).moved.lessons
        with pytest.raises(Refused, match="into_past"):
            proposed(db, to(town, 0, now - 1))
    with (
        clock.pinned(datetime(2027, 3, 2, 9, 0)),
        town.workspace.read() as db,
        pytest.raises(Refused, match="lesson_past"),
    ):
        proposed(db, to(town, 0, TO))


def test_what_is_cancelled_or_unknown_is_refused(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[0]).status = "cancelled"
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="lesson_cancelled"):
            proposed(db, to(town, 0, TO))
        with pytest.raises(Refused, match="not_found"):
            proposed(db, to(town, 1, TO, comes=99_999))
        with pytest.raises(Refused, match="not_found"):
            proposed(db, LessonMove(town.lessons[1], TO, TO + 150, 99_999))
        with pytest.raises(Refused, match="end_before_start"):
            proposed(db, LessonMove(town.lessons[1], TO, TO, None))
        assert not proposed(db, LessonMove(town.lessons[1], TO, TO + 150, None)).hard
