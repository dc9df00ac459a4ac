"""What an open proposal says of itself: above its title, as its title, in the history, as told."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.lessons.proposals import LessonWish, Proposal, shown
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.weekly_series import Reach
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build

NEXT = TODAY.replace(day=9)
LATER = minute_of(NEXT, 600)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return an office that these tests only read."""
    with passing(build, NOW) as made:
        yield made


def proposal(office: Office, wish: LessonWish) -> Proposal:
    with office.workspace.rehearse() as db:
        return shown(db, changing.propose(db, wish))


def words(found: Proposal) -> tuple[str, str, str, str]:
    return found.task, found.before, found.head, found.told


def test_a_move_says_whereto(office: Office) -> None:
    lesson = office.lessons["A2-03"][1]
    found = proposal(office, MoveWish(lesson, LATER))
    assert words(found) == (
        "Verschieben",
        "bisher Di 09.03. 9:00–11:30",
        "Verschieben auf Di 09.03. 10:00",
        "A2 Alltag auf Di 09.03. 10:00 verschoben",
    )
    assert found.act == (ActKind.LESSON_MOVED, [("lesson", lesson)])
    assert (found.reach, found.ways_out) == (Reach.ONE, ())
    assert [link.title for link in found.links] == ["Schulungsraum", "Lehrkraft"]
    assert {link.state for link in found.links} == {"frei"}


def test_a_series_says_how_many_move(office: Office) -> None:
    lesson = office.lessons["A2-03"][1]
    found = proposal(office, MoveWish(lesson, LATER, reach=Reach.REST))
    assert found.told == "A2 Alltag: 3 Termine verschoben, ab Di 09.03. 10:00"
    assert found.act == (ActKind.LESSONS_MOVED, [("lesson", lesson)])
    assert found.reach is Reach.REST


def test_another_room_or_teacher_at_the_same_time_is_no_move(office: Office) -> None:
    lesson, hall = office.lessons["A2-03"][1], office.rooms["Ratssaal"]
    room = proposal(office, MoveWish(lesson, room_id=hall))
    assert words(room) == (
        "Verschieben",
        "bisher Di 09.03. 9:00–11:30",
        "Anderer Raum am Di 09.03. 9:00",
        "A2 Alltag: Raum gewechselt",
    )
    assert room.links[0].title == "Ratssaal"
    martin = StandIn(office.people["Martin"])
    teacher = proposal(office, MoveWish(lesson, stand_in=martin))
    assert teacher.head == "Andere Lehrkraft am Di 09.03. 9:00"
    assert teacher.told == "A2 Alltag: Lehrkraft gewechselt"
    assert (teacher.links[1].subtitle, teacher.row.teachers[0].name) == (
        "Martin\u00a0V.",
        "Seidel, Katrin",
    )
    both = proposal(office, MoveWish(lesson, LATER, hall, stand_in=martin))
    assert both.head == "Verschieben auf Di 09.03. 10:00"
    assert proposal(office, MoveWish(lesson)).head == "Verschieben auf Di 09.03. 9:00"


def test_another_length_says_the_new_one(office: Office) -> None:
    lesson, starts = office.lessons["A2-03"][1], minute_of(NEXT, 540)
    found = proposal(office, StretchWish(lesson, starts, starts + 195, Reach.ALL))
    assert words(found) == (
        "Andere Länge",
        "bisher Di 09.03. 9:00–11:30",
        "Neu 9:00–12:15, 4 UE",
        "A2 Alltag: 9:00–12:15, 4 UE",
    )
    assert found.act == (ActKind.TIMES_CHANGED, [("lesson", lesson)])
    assert (found.reach, found.links, found.ways_out) == (Reach.ALL, (), ())


def test_a_copy_says_what_it_is_like(office: Office) -> None:
    lesson = office.lessons["A2-03"][1]
    found = proposal(office, CopyWish(lesson, minute_of(NEXT, 840)))
    assert words(found) == (
        "Termin kopieren",
        "wie Di 09.03. 9:00–11:30",
        "Neuer Termin am Di 09.03. 14:00",
        "A2 Alltag: Termin am Di 09.03. 14:00 dazu",
    )
    assert found.act == (ActKind.LESSON_ADDED, [("course", office.courses["A2-03"])])
    assert (found.reach, found.links) == (None, ())
    assert found.lines[0] != ""
