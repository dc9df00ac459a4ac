"""Which moved lessons an error of the file is about: they stay where they are."""

import pytest

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetableWish
from tests.planning.small_town import NINE, TUESDAY, SmallTown
from tests.planning.timetable.mending.mended_towns import LAST, MONDAY

AT = minute_of(TUESDAY, NINE)
MOVES = {key: LessonMove(key, AT + 1440 * key, AT + 1440 * key + 90, None) for key in (1, 2, 3)}
OWNER = {("lesson", key): key for key in (1, 2, 3, 4)} | {("ride", 20): 2, ("ride", 10): 1}
CLOSURE = ConflictKind.CLOSURE


def conflict(*named: tuple[str, int], kind: ConflictKind = ConflictKind.ROOM) -> Conflict:
    subjects = tuple(Subject(*each) for each in named)
    return Conflict("x", kind, severity_of(kind), TUESDAY, AT, AT + 90, subjects, {})


@pytest.mark.parametrize(
    ("error", "lessons"),
    [
        (Refused("lesson_over", id=2), {2}),
        (Refused("lesson_over", id=4), set()),
        (Refused("closed", at=AT + 1440), {1}),
        (Refused("closed", at=AT + 1440 - 1), set()),
        (Refused("closed", at=AT + 1440 + 1), set()),
        (Refused("closed", at=AT + 1440 + 89), {1}),
        (Refused("closed", at=AT + 1440 + 90), set()),
        (Refused("closed", at=AT + 1440 + 88), set()),
        (Refused("closed", at=str(AT + 1440)), set()),
        (Refused("closed", id=3, at=AT + 1440), {1, 3}),
        (Refused("closed"), set()),
    ],
)
def test_a_refusal_names_a_lesson_or_a_minute(error: KursplanerError, lessons: set[int]) -> None:
    assert laying_out._blamed(error, OWNER, MOVES) == dict.fromkeys(lessons, CLOSURE)


@pytest.mark.parametrize(
    ("conflicts", "blamed"),
    [
        ([conflict(("lesson", 1))], {1: ConflictKind.ROOM}),
        ([conflict(("lesson", 4))], {}),
        ([conflict(("person", 1))], {}),
        ([conflict(("ride", 20), kind=ConflictKind.VEHICLE)], {2: ConflictKind.VEHICLE}),
        ([conflict(("room", 7), ("lesson", 3), ("lesson", 1))], {3: ConflictKind.ROOM}),
        ([conflict(("lesson", 4), ("ride", 10))], {1: ConflictKind.ROOM}),
        (
            [conflict(("lesson", 1)), conflict(("lesson", 2), ("lesson", 1), kind=CLOSURE)],
            {1: ConflictKind.ROOM},
        ),
        (
            [conflict(("lesson", 1)), conflict(("lesson", 2), kind=CLOSURE)],
            {1: ConflictKind.ROOM, 2: CLOSURE},
        ),
        (["occupied", conflict(("lesson", 2))], {2: ConflictKind.ROOM}),
    ],
)
def test_of_each_conflict_the_last_moved_lesson_stays(
    conflicts: list[object], blamed: dict[int, ConflictKind]
) -> None:
    assert laying_out._blamed(HardConflict(conflicts), OWNER, MOVES) == blamed


def test_a_whole_series_stays_with_the_first_of_it(town: SmallTown) -> None:
    with town.workspace.read() as db:
        read = laying_out.town_of(db, TimetableWish(MONDAY, LAST))
    series = {frozenset(lesson.id for lesson in each.lessons) for each in read.series.values()}
    mine = next(keys for keys in series if town.lessons[0] in keys)
    assert len(mine) > 1
    elsewhere = set(town.lessons) - mine
    assert elsewhere
    found = laying_out._whole_series(read, {town.lessons[0]: CLOSURE, 999: ConflictKind.ROOM})
    assert found == {**dict.fromkeys(mine, CLOSURE), 999: ConflictKind.ROOM}
    assert laying_out._whole_series(read, {}) == {}
