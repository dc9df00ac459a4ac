"""`kursplaner enrolment` on the small town of the shell."""

from collections.abc import Callable

import pytest

from kursplaner.domain.courses import Enrolment, EnrolmentChild
from kursplaner.store.records import find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town


@pytest.fixture
def family(course: Callable[[], Town]) -> Town:
    town = course()
    asked = ("--course", "27-A1", "--person", town.ids.mother, "--with-children")
    assert town.run("enrol", town.path, *asked).exit_code == 0
    return town


def change(town: Town, *asked: object) -> tuple[int, str]:
    person = ("--course", "27-A1", "--person", town.ids.mother)
    done = town.run("enrolment", town.path, *person, *asked)
    return done.exit_code, done.output


def stored(town: Town) -> tuple[bool, str, list[bool]]:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        (row,) = find(db, Enrolment)
        found = (row.only_planned_lessons, row.way, [c.childcare for c in find(db, EnrolmentChild)])
    workspace.close()
    return found


def test_dates_way_and_child_are_changed_and_taken_back(family: Town) -> None:
    before = stored(family)
    asked = ("--dates", "tue", "--way", "walk", "--no-childcare", family.ids.child)
    code, said = change(family, *asked, "--dry-run")
    assert (code, "Termine: alle → nur Di" in said, stored(family)) == (0, True, before)
    assert change(family, *asked)[0] == 0
    assert stored(family) == (True, "walk", [False])
    family.run("undo", family.path)
    assert stored(family) == before
    assert change(family, "--childcare", family.ids.child) == (
        0,
        "Daran hat sich nichts geändert.\n",
    )


def test_what_is_not_there_is_refused(family: Town) -> None:
    for asked, said in (
        (("--dates", "sat"), "Solche Termine hat dieser Kurs nicht"),
        (("--stop", "Nirgends"), "Einen Haltepunkt „Nirgends“ gibt es nicht"),
        (("--no-childcare", family.ids.father), "Dieses Kind hat hier keinen Platz"),
        (("--person", family.ids.father), "nicht angemeldet"),
    ):
        code, text = change(family, *asked)
        assert (code, said in text) == (4, True), text
