"""Which other rooms and teachers a lesson could have, and in which order."""

from collections.abc import Iterator

import pytest

from kursplaner.desk.lessons.candidates import Candidate, What, candidates, judged
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.weekly_series import Reach
from kursplaner.store.queries.lessons.lessons import lessons_by_id
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return an office that these tests only read."""
    with passing(build, NOW) as made:
        yield made


def offered(
    office: Office, lesson: int, what: What, reach: Reach = Reach.ONE, *, hidden: bool = False
) -> list[Candidate]:
    with office.workspace.rehearse() as db:
        row = lessons_by_id(db, [lesson])[0]
        return candidates(db, row, what, reach, hidden=hidden)


def test_other_rooms_stand_with_those_nothing_is_against_first(office: Office) -> None:
    lesson = office.lessons["A2-03"][1]
    found = offered(office, lesson, What.ROOM, Reach.REST)
    assert [(room.name, room.note, len(room.conflicts)) for room in found] == [
        ("Ratssaal", "60 Plätze, Rathaus", 0),
        ("Bibliothek", "12 Plätze, Bibliothek", 3),
        ("Nebenraum", "10 Plätze, Rathaus", 3),
    ]
    assert [room.wish for room in found] == [
        MoveWish(lesson, room_id=room.id, reach=Reach.REST) for room in found
    ]
    assert not any(room.hard or room.occupied for room in found)


def test_rooms_in_use_stand_last_and_cannot_be_taken(office: Office) -> None:
    found = offered(office, office.lessons["B1-01"][0], What.ROOM)
    assert [(room.name, room.hard, room.occupied) for room in found] == [
        ("Bibliothek", False, False),
        ("Nebenraum", True, True),
        ("Ratssaal", True, True),
    ]


def test_other_teachers_are_all_but_who_teaches(office: Office) -> None:
    lesson, martin = office.lessons["A2-03"][1], office.people["Martin"]
    wish = MoveWish(lesson, reach=Reach.ALL, stand_in=StandIn(martin))
    assert offered(office, lesson, What.TEACHER, Reach.ALL) == [
        Candidate(martin, "Vogel, Martin", "", wish)
    ]
    assert [them.name for them in offered(office, lesson, What.TEACHER, hidden=True)] == ["M. V."]


def test_only_a_hard_overlap_means_in_use() -> None:
    def against(kind: ConflictKind, severity: Severity) -> tuple[bool, bool]:
        conflict = Conflict("1", kind, severity, TODAY, 0, 60, (), {})
        found = Candidate(1, "A", "", MoveWish(1), (conflict,))
        return found.hard, found.occupied

    overlap, holiday = ConflictKind.ROOM, ConflictKind.HOLIDAY
    assert against(overlap, Severity.HARD) == (True, True)
    assert against(overlap, Severity.SOFT) == (False, False)
    assert against(holiday, Severity.HARD) == (True, False)


def test_a_candidate_is_judged_for_all_that_stands_against_it(office: Office) -> None:
    lesson = office.lessons["A2-03"][1]
    with office.workspace.rehearse() as db:
        row = lessons_by_id(db, [lesson])[0]
        library = candidates(db, row, What.ROOM, Reach.ONE)[1]
        found = judged(db, library)
    assert found.wish == library.wish
    assert {conflict.id for conflict in library.conflicts} <= {each.id for each in found.conflicts}
