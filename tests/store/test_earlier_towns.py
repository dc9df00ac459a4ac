"""A town that an earlier program left goes on: its acts, its draft, its settings.

`fixtures/kleinstadt_0004.kursplan.gz` was made by commit 7497bfd (schema 0004) through the public
acts, on 1 March 2027. Anke Muster changed settings, added, changed and enrolled a person, booked a
room, moved a lesson onto the booking with a reason, accepted a missing credential, printed a list,
wrote a draft of two steps, cancelled lesson 6 and moved lesson 5; then Boris Beispiel added a
person, and Anke Muster took her last two acts back. A town of every further schema joins it, none
goes: with commits 607c24c^ (0005) and 80634be (0006) Anke Muster opened that town on 2 March, gave
its course two other titles, and took the second back.
"""

import gzip
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.domain.town import AcceptedConflict, PrintedSheet
from kursplaner.planning.conflicts import finding
from kursplaner.planning.drafts import drafts
from kursplaner.planning.replays import playing
from kursplaner.store.file.connection import raw_connection
from kursplaner.store.queries.drafts import open_drafts
from kursplaner.store.records import by_id, find
from kursplaner.store.workspace import Workspace
from tests.store.file.test_check import everything
from tests.store.test_workspace import state

FIXTURES = Path(__file__).parent / "fixtures"
TOWN = FIXTURES / "kleinstadt_0004.kursplan.gz"
NINE = 9 * 60
OFFICE = "Amt für Bildung, „Haus 3“\nZi. 12, Müller's Hof"
NOTE = "Sagt: 'ja'\nruft zurück, 100 % sicher; \\ und \"x\""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    laid = tmp_path / "Kleinstadt.kursplan"
    laid.write_bytes(gzip.decompress(TOWN.read_bytes()))
    return laid


@pytest.fixture
def town(path: Path) -> Iterator[Workspace]:
    with clock.pinned(datetime(2027, 3, 1, 9, 0)):
        opened = Workspace.open(path, who="Anke Muster")
        yield opened
        opened.close()


def starts(town: Workspace, lesson: int) -> tuple[int, str]:
    with town.read() as db:
        found = by_id(db, Lesson, lesson)
        return found.starts, found.status


def told_of_person(town: Workspace) -> list[tuple[object, ...]]:
    columns = (Person.birth_date, Person.birth_uncertain, Person.call_name, Person.note)
    with town.read() as db:
        query = select(*columns).where(Person.family_name == "O'Çelik-Großmann")
        return [tuple(row) for row in db.execute(query)]


def test_it_opens_as_it_was_left(town: Workspace) -> None:
    everything(town)
    assert town.settings.text("town.office") == OFFICE
    assert town.settings.number("attendance.late_minutes") == 20
    acts = [(act.kind, act.who, act.undone) for act in town.history()]
    assert len(acts) == 13
    assert acts[:3] == [
        ("person_added", "Boris Beispiel", False),
        ("lesson_moved", "Anke Muster", True),
        ("lesson_cancelled", "Anke Muster", True),
    ]
    with town.read() as db:
        assert [sheet.code for sheet in find(db, PrintedSheet)] == ["A 1"]
        reasons = [conflict.facts.get("accepted") for conflict in finding.find(db)]
    assert reasons == ["Chor kommt später", "Abgesprochen mit dem Träger"]


def test_what_was_taken_back_is_done_again(town: Workspace) -> None:
    assert starts(town, 5) == (minute_of(date(2027, 3, 16), NINE), "planned")
    assert starts(town, 6)[1] == "planned"
    assert [playing.redo(town) is not None for _ in range(3)] == [True, True, False]
    assert starts(town, 5) == (minute_of(date(2027, 3, 17), NINE), "planned")
    assert starts(town, 6)[1] == "cancelled"


def test_all_its_acts_are_undone_and_done_again(town: Workspace) -> None:
    states = [state(town)]
    people = [told_of_person(town)]
    while playing.undo(town) is not None:
        states.append(state(town))
        people.append(told_of_person(town))
    changed, added = (None, False, "L''", ""), (date(1988, 2, 29), True, "", NOTE)
    assert people == [*[[changed]] * 6, [added], [], []]
    assert town.settings.text("town.office") == "Integrationsbüro"
    assert starts(town, 2) == (minute_of(date(2027, 3, 4), NINE), "planned")
    with town.read() as db:
        assert find(db, AcceptedConflict) == []
        assert open_drafts(db) == []
    for before in reversed(states[:-1]):
        assert playing.redo(town) is not None
        assert state(town) == before


def test_its_draft_is_applied_and_taken_back(town: Workspace) -> None:
    before = state(town)
    with town.read() as db:
        [draft] = open_drafts(db)
    assert (draft.title, draft.steps) == ("Nach Ostern", 2)
    with town.rehearse() as db:
        view = drafts.view(db, draft.id)
    assert view.works
    assert view.rehearsal is not None
    with town.change(ActKind.DRAFT_APPLIED) as db:
        drafts.apply(db, draft.id, view.rehearsal.state)
    assert starts(town, 3) == (minute_of(date(2027, 3, 10), NINE), "planned")
    assert starts(town, 4)[1] == "cancelled"
    assert playing.undo(town) is not None
    assert state(town) == before


def test_somebody_else_finds_only_own_acts(path: Path) -> None:
    with clock.pinned(datetime(2027, 3, 1, 9, 0)):
        town = Workspace.open(path, who="Boris Beispiel")
        assert town.redo_summary is None
        act = playing.undo(town)
        assert act is not None
        assert act.id == 13
        assert playing.undo(town) is None
        town.close()


@pytest.mark.parametrize("revision", ["0005", "0006"])
def test_its_courses_without_a_language_are_changed_back_and_forth(
    revision: str, tmp_path: Path
) -> None:
    laid = tmp_path / "Kleinstadt.kursplan"
    packed = FIXTURES / f"kleinstadt_{revision}.kursplan.gz"
    laid.write_bytes(gzip.decompress(packed.read_bytes()))
    with clock.pinned(datetime(2027, 3, 2, 9, 30)):
        town = Workspace.open(laid, who="Anke Muster")
        everything(town)
        assert titles(town) == [("Deutsch, Stufe „A“", "")]
        assert playing.redo(town) is not None
        assert titles(town) == [("Deutsch am Vormittag", "")]
        assert playing.undo(town) is not None
        assert playing.undo(town) is not None
        assert titles(town)[0][0] not in {"Deutsch, Stufe „A“", "Deutsch am Vormittag"}
        town.close()


def titles(town: Workspace) -> list[tuple[str, str]]:
    with town.read() as db:
        return [(course.title, course.language) for course in find(db, Course)]


def test_its_vehicles_are_the_towns_and_a_changed_rate_goes_on(path: Path) -> None:
    connection = raw_connection(path)
    connection.execute("INSERT INTO setting (key, value) VALUES ('mileage.charged_cents', '30')")
    connection.close()
    with clock.pinned(datetime(2027, 3, 1, 9, 0)):
        town = Workspace.open(path, who="Anke Muster")
        rates = [town.settings.text(f"mileage.{whose}") for whose in ("town", "private", "lent")]
        assert rates == ["30", "35", "0"]
        with town.read() as db:
            rows = db.execute(
                text("SELECT old_row, new_row FROM journal WHERE table_name='vehicle'")
            )
            words = [word for row in rows for word in row if word is not None]
        assert all(word.endswith(",'town'") for word in words)
        town.close()
