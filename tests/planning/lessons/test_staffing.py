import pytest

from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import ActKind, LessonRole
from kursplaner.planning.lessons.staffing import StandIn, people_with, staff
from kursplaner.store.records import by_id, find
from tests.planning.small_town import SmallTown, add_person

TEACHER, INTERPRETER = LessonRole.TEACHER.value, LessonRole.INTERPRETER.value


@pytest.fixture
def staffed(town: SmallTown) -> SmallTown:
    """Let Kern interpret in the first lesson, which Seidel teaches; nobody is in the last."""
    with town.workspace.fill() as db:
        kern = town.people["Kern"] = add_person(db, "Kern")
        db.add(LessonPerson(lesson_id=town.lessons[0], person_id=kern, role=INTERPRETER))
        for row in find(db, LessonPerson, lesson_id=town.lessons[-1]):
            db.delete(row)
    return town


def asked(town: SmallTown, stand_in: StandIn | None, lesson: int = 0) -> set[str] | None:
    """Return the names of who would work in a lesson."""
    key = town.lessons[lesson]
    with town.workspace.read() as db:
        people = people_with(db, [key], stand_in)[key]
    names = {person: name for name, person in town.people.items()}
    return None if people is None else {names[person] for person in people}


def roles(town: SmallTown, lesson: int = 0) -> dict[str, str]:
    names = {person: name for name, person in town.people.items()}
    with town.workspace.read() as db:
        rows = find(db, LessonPerson, lesson_id=town.lessons[lesson])
        return {names[row.person_id]: row.role for row in rows}


def versions(town: SmallTown) -> list[int]:
    with town.workspace.read() as db:
        return [by_id(db, Lesson, key).version for key in town.lessons]


def put(town: SmallTown, people: dict[int, set[str]]) -> None:
    wanted = {
        town.lessons[at]: [town.people[name] for name in names] for at, names in people.items()
    }
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        staff(db, wanted)


def test_without_a_wish_nothing_changes(staffed: SmallTown) -> None:
    assert asked(staffed, None) is None
    with staffed.workspace.read() as db:
        assert people_with(db, staffed.lessons, None) == dict.fromkeys(staffed.lessons)


@pytest.mark.parametrize(
    ("comes", "goes", "there"),
    [
        ("Vogel", None, {"Vogel", "Kern"}),
        ("Vogel", "Seidel", {"Vogel", "Kern"}),
        ("Vogel", "Roth", {"Vogel", "Seidel", "Kern"}),
        ("Vogel", "Kern", {"Vogel", "Seidel", "Kern"}),
        ("Kern", "Seidel", {"Kern"}),
        ("Seidel", None, {"Seidel", "Kern"}),
        ("Seidel", "Seidel", {"Seidel", "Kern"}),
        (None, None, {"Kern"}),
        (None, "Seidel", {"Kern"}),
        (None, "Roth", {"Seidel", "Kern"}),
    ],
)
def test_who_works_there_once_somebody_came_and_went(
    staffed: SmallTown, comes: str | None, goes: str | None, there: set[str]
) -> None:
    keys = [None if name is None else staffed.people[name] for name in (comes, goes)]
    assert asked(staffed, StandIn(*keys)) == there


def test_where_nobody_was_only_who_comes_is(staffed: SmallTown) -> None:
    vogel = staffed.people["Vogel"]
    assert asked(staffed, StandIn(vogel), -1) == {"Vogel"}
    assert asked(staffed, StandIn(vogel, staffed.people["Seidel"]), -1) == {"Vogel"}
    assert asked(staffed, StandIn(None), -1) == set()


def test_each_lesson_is_told_for_itself_in_order_of_ids(staffed: SmallTown) -> None:
    first, second, last = staffed.lessons[0], staffed.lessons[1], staffed.lessons[-1]
    vogel, kern = staffed.people["Vogel"], staffed.people["Kern"]
    with staffed.workspace.read() as db:
        found = people_with(db, [first, second, last], StandIn(vogel))
    assert found == {first: tuple(sorted((vogel, kern))), second: (vogel,), last: (vogel,)}


def test_who_comes_takes_the_role_of_who_goes(staffed: SmallTown) -> None:
    put(staffed, {0: {"Seidel", "Vogel"}})
    assert roles(staffed) == {"Seidel": TEACHER, "Vogel": INTERPRETER}
    put(staffed, {0: {"Kern", "Vogel"}})
    assert roles(staffed) == {"Kern": TEACHER, "Vogel": INTERPRETER}


def test_who_comes_in_nobodys_place_teaches(staffed: SmallTown) -> None:
    put(staffed, {0: {"Seidel", "Kern", "Vogel"}, -1: {"Vogel"}})
    assert roles(staffed) == {"Seidel": TEACHER, "Kern": INTERPRETER, "Vogel": TEACHER}
    assert roles(staffed, -1) == {"Vogel": TEACHER}


def test_everybody_may_go(staffed: SmallTown) -> None:
    put(staffed, {0: set()})
    assert roles(staffed) == {}


def test_only_lessons_with_other_people_count_as_changed(staffed: SmallTown) -> None:
    before = versions(staffed)
    put(staffed, {0: {"Seidel", "Kern"}, 1: {"Vogel"}, 2: {"Seidel", "Roth"}, -1: set()})
    expected = [version + (at in {1, 2}) for at, version in enumerate(before)]
    assert versions(staffed) == expected
    assert roles(staffed) == {"Seidel": TEACHER, "Kern": INTERPRETER}
    assert roles(staffed, 3) == {"Seidel": TEACHER}
