from collections.abc import Sequence

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.store.records import by_id, find
from tests.planning.small_town import SmallTown, add_course, add_lesson, add_person
from tests.planning.stored_lessons import Held, all_held, held, occupied


def exchange(town: SmallTown, lessons: Sequence[int], goes: int, comes: int) -> None:
    wish = ExchangeWish(tuple(lessons), goes, comes)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        changing.apply(db, plan)


def refused(town: SmallTown, lessons: Sequence[int], goes: int, comes: int) -> Refused:
    before = all_held(town)
    with pytest.raises(Refused) as told:
        exchange(town, lessons, goes, comes)
    assert all_held(town) == before
    return told.value


def test_another_room_for_some_lessons_and_nothing_else(town: SmallTown) -> None:
    before = all_held(town)
    exchange(town, town.lessons[:2], town.rooms["A"], town.rooms["B"])
    after = all_held(town)
    assert after[:2] == [row._replace(room=town.rooms["B"]) for row in before[:2]]
    assert after[2:] == before[2:]
    where = {resource for resource, _, _ in occupied(town, "lesson", town.lessons[0])}
    assert where == {town.rooms["B"], town.people["Seidel"]}


def test_another_person_and_the_others_stay(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        kern = add_person(db, "Kern")
        row = LessonPerson(lesson_id=town.lessons[0], person_id=kern, role="interpreter")
        db.add(row)
    before = all_held(town)
    exchange(town, town.lessons[:2], seidel, vogel)
    first, second, *rest = all_held(town)
    assert set(first.people) == {vogel, kern}
    assert second.people == (vogel,)
    assert rest == before[2:]
    assert [Held(*row[:4], ()) for row in (first, second)] == [
        Held(*row[:4], ()) for row in before[:2]
    ]
    exchange(town, town.lessons[:1], kern, seidel)
    with town.workspace.read() as db:
        rows = find(db, LessonPerson, lesson_id=town.lessons[0])
        assert {row.person_id: row.role for row in rows} == {
            vogel: "teacher",
            seidel: "interpreter",
        }


def test_who_works_there_already_only_sees_the_other_go(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        db.add(LessonPerson(lesson_id=town.lessons[0], person_id=vogel))
    exchange(town, town.lessons[:1], seidel, vogel)
    assert held(town, town.lessons[0]).people == (vogel,)


def test_who_is_not_in_each_of_them_is_not_replaced(town: SmallTown) -> None:
    seidel, vogel, a, b = (
        *(town.people["Seidel"], town.people["Vogel"]),
        *(town.rooms["A"], town.rooms["B"]),
    )
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[1]).room_id = b
        for row in find(db, LessonPerson, lesson_id=town.lessons[1]):
            db.delete(row)
    for goes, comes in ((seidel, vogel), (a, town.rooms["tiny"])):
        told = refused(town, town.lessons[:2], goes, comes)
        assert (told.kind, told.facts) == ("not_used_there", {"id": goes})
    assert refused(town, town.lessons[:1], vogel, seidel).kind == "not_used_there"
    assert refused(town, town.lessons[:1], seidel, b).kind == "not_used_there"


def test_nobody_under_an_unknown_number_comes(town: SmallTown) -> None:
    assert refused(town, town.lessons[:1], town.people["Seidel"], 99_999).kind == "not_found"


@pytest.mark.parametrize(("status", "kind"), [("cancelled", "lesson_cancelled")])
def test_a_lesson_that_may_not_be_changed_stops_them_all(
    town: SmallTown, status: str, kind: str
) -> None:
    with town.workspace.fill() as db:
        by_id(db, Lesson, town.lessons[1]).status = status
    assert refused(town, town.lessons[:2], town.rooms["A"], town.rooms["B"]).kind == kind


def test_one_lesson_in_which_it_is_taken_stops_them_all(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        starts = by_id(db, Lesson, town.lessons[1]).ends - 1
        add_lesson(db, add_course(db, town, "K2"), starts, room=town.rooms["B"], minutes=60)
    before = all_held(town)
    with pytest.raises(HardConflict) as told:
        exchange(town, town.lessons[:2], town.rooms["A"], town.rooms["B"])
    (conflict,) = told.value.conflicts
    assert conflict.kind is ConflictKind.ROOM  # type: ignore[attr-defined]
    assert all_held(town) == before


def test_it_is_about_the_first_lesson(town: SmallTown) -> None:
    assert ExchangeWish((7, 3), 1, 2).about == ("lesson", 7)
