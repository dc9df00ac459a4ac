from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.changes import lines
from kursplaner.planning.drafts import draft_changes, rehearsals
from kursplaner.planning.drafts.draft_changes import DraftChange
from kursplaner.planning.drafts.rehearsals import Rehearsal
from kursplaner.planning.lessons.moving_together import LessonMove
from tests.planning.small_town import NINE, NOW, SmallTown, add_person, build
from tests.towns import passing

WEDNESDAY = minute_of(NOW.date().replace(day=3), NINE)


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def told(town: SmallTown, *wanted: DraftChange) -> tuple[list[str], Rehearsal]:
    with town.workspace.rehearse() as db:
        seen = rehearsals.rehearse(db, wanted)
        return lines.lines(db, seen), seen


def test_a_moved_lesson_is_one_line_and_what_goes_along_is_counted(town: SmallTown) -> None:
    move = LessonMove(town.lessons[0], WEDNESDAY, WEDNESDAY + 150, town.rooms["B"])
    found, seen = told(town, draft_changes.Rearrange((move,)))
    assert found == [
        "Kurs K1: Di 02.03. 9:00–11:30 → Mi 03.03. 9:00–11:30, A → B",
        "3 Personen sind anzurufen: Heute, Wiedervorlage",
    ]
    summary = lines.summary(seen)
    assert summary == "1 Termin, 3 Räume, 2 Fahrten ziehen mit; 3 Personen betroffen."


def test_the_same_day_is_said_once_and_a_new_teacher_is_named(town: SmallTown) -> None:
    tuesday = minute_of(NOW.date().replace(day=2), NINE)
    comes, goes = town.people["Vogel"], town.people["Seidel"]
    later = LessonMove(town.lessons[0], tuesday + 30, tuesday + 180, None, comes, goes)
    found, _ = told(town, draft_changes.Rearrange((later,)))
    assert found == [
        "Kurs K1: Di 02.03. 9:00–11:30 → 9:30–12:00, A → ohne Raum, V. Vogel statt S. Seidel",
        "4 Personen sind anzurufen: Heute, Wiedervorlage",
    ]


def test_a_cancelled_lesson_and_the_one_at_the_end(town: SmallTown) -> None:
    cancelled = draft_changes.CancelLessons((town.lessons[0],), "teacher_ill", make_up=True)
    found, seen = told(town, cancelled)
    assert found == [
        "Kurs K1: Di 02.03. 9:00–11:30 fällt aus (Lehrkraft krank)",
        "Kurs K1: Ersatztermin Di 23.03. 9:00–11:30, A",
        "3 Personen sind anzurufen: Heute, Wiedervorlage",
    ]
    assert lines.summary(seen) == (
        "1 Termin fällt aus mit 1 Betreuungszeit und 2 Fahrten, 1 Termin kommt dazu;"
        " 3 Personen betroffen."
    )


def test_childcare_and_rides_that_change_for_themselves_have_their_own_line(
    town: SmallTown,
) -> None:
    with town.workspace.fill() as db:
        carer = add_person(db, "Lang", "carer")
    found, seen = told(
        town,
        draft_changes.ChangeCarer(town.slots[0], carer, town.people["Roth"]),
        draft_changes.ChangeSlotRoom(town.slots[0], town.rooms["B"]),
        draft_changes.ChangeRide(town.rides[0], town.vehicle, town.people["Vogel"]),
    )
    assert found == [
        "Hinfahrt Kurs K1: Di 02.03. 8:10–8:50, V. Vogel fährt statt W. Wolf",
        "Betreuung zu Kurs K1: Di 02.03. 8:45–11:45, side → B, L. Lang statt R. Roth",
    ]
    assert lines.summary(seen) == "1 Betreuungszeit, 1 Fahrt; 4 Personen betroffen."


def test_nothing_changes(town: SmallTown) -> None:
    found, seen = told(town)
    assert found == []
    assert lines.summary(seen) == "Nichts ändert sich."


def test_names_are_hidden_on_request(town: SmallTown) -> None:
    ride = draft_changes.ChangeRide(town.rides[0], town.vehicle, town.people["Vogel"])
    with town.workspace.rehearse() as db:
        seen = rehearsals.rehearse(db, [ride])
        (line,) = lines.lines(db, seen, hidden=True)
    assert line.endswith("V. V. fährt statt W. W.")
