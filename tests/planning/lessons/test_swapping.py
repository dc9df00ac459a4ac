import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing, swapping
from kursplaner.planning.lessons.moving_together import LessonMove, RearrangeWish
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown, add_course, add_lesson
from tests.planning.stored_lessons import held

FOUR = 960
SHORT = 90


def places(db: Db, first: int, second: int) -> tuple[LessonMove, LessonMove]:
    return swapping.swapped(db, first, second)


def rooms(db: Db, first: int, second: int) -> tuple[LessonMove, LessonMove]:
    return swapping.rooms_swapped(db, first, second)


def store(db: Db, moves: tuple[LessonMove, ...]) -> None:
    changing.apply(db, changing.propose(db, RearrangeWish(tuple(moves))))


@pytest.fixture
def short(town: SmallTown) -> int:
    """A shorter lesson of another course, at four in room B."""
    with town.workspace.fill() as db:
        course, teachers = add_course(db, town, "K2"), [town.people["Vogel"]]
        at, room = minute_of(TUESDAY, FOUR), town.rooms["B"]
        return add_lesson(db, course, at, room=room, teachers=teachers, minutes=SHORT)


def test_two_lessons_change_places_and_each_keeps_its_own_length(
    town: SmallTown, short: int
) -> None:
    mine, other = held(town, town.lessons[0]), held(town, short)
    with town.workspace.change(ActKind.LESSONS_SWAPPED) as db:
        store(db, places(db, town.lessons[0], short))
    four, nine = minute_of(TUESDAY, FOUR), minute_of(TUESDAY, NINE)
    room_a, room_b = town.rooms["A"], town.rooms["B"]
    assert held(town, town.lessons[0]) == (four, four + 150, mine.taught, room_b, mine.people)
    assert held(town, short) == (nine, nine + SHORT, other.taught, room_a, other.people)


def test_it_is_the_same_from_both_sides_and_twice_is_nothing(town: SmallTown, short: int) -> None:
    before = [held(town, key) for key in (town.lessons[0], short)]
    with town.workspace.change(ActKind.LESSONS_SWAPPED) as db:
        moves = set(places(db, town.lessons[0], short))
        assert set(places(db, short, town.lessons[0])) == moves
        store(db, places(db, short, town.lessons[0]))
        store(db, places(db, town.lessons[0], short))
    assert [held(town, key) for key in (town.lessons[0], short)] == before


def test_rooms_change_and_times_stay(town: SmallTown, short: int) -> None:
    mine, other = held(town, town.lessons[0]), held(town, short)
    with town.workspace.change(ActKind.ROOMS_SWAPPED) as db:
        store(db, rooms(db, town.lessons[0], short))
    assert held(town, town.lessons[0]) == mine._replace(room=other.room)
    assert held(town, short) == other._replace(room=mine.room)


def test_a_lesson_without_a_room_gives_it_away(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        at = minute_of(TUESDAY, FOUR)
        other = add_lesson(db, add_course(db, town, "K2"), at)
    with town.workspace.change(ActKind.ROOMS_SWAPPED) as db:
        store(db, rooms(db, town.lessons[0], other))
    assert held(town, town.lessons[0]).room is None
    assert held(town, other).room == town.rooms["A"]


@pytest.mark.parametrize("swap", [places, rooms])
def test_one_lesson_is_no_pair_and_nobody_is_none(town: SmallTown, swap: object) -> None:
    assert callable(swap)
    first = town.lessons[0]
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="same_lesson"):
            swap(db, first, first)
        for pair in ((first, 99_999), (99_999, first)):
            with pytest.raises(Refused, match="not_found") as refused:
                swap(db, *pair)
            assert refused.value.facts["id"] == 99_999


def test_the_same_room_is_no_swap_of_rooms(town: SmallTown) -> None:
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="same_room"):
            rooms(db, *town.lessons[:2])
        assert len(places(db, *town.lessons[:2])) == 2
