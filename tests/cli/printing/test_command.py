from collections.abc import Callable

import pytest

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.documents.reading import pages


@pytest.mark.parametrize("kind", ["attendance", "childcare", "evaluation", "door"])
def test_a_sheet_of_every_kind(course: Callable[[], Town], kind: str) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    out = town.path.parent / "x.pdf"
    result = town.run("print", kind, town.path, "--course", "27-A1", "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("more", "said"), [((), "Noch nicht als gedruckt"), (("--printed",), "Als gedruckt vermerkt.")]
)
def test_it_says_whether_the_sheets_count_as_printed(
    course: Callable[[], Town], more: tuple[str, ...], said: str
) -> None:
    town = course()
    out = town.path.parent / "x.pdf"
    result = town.run("print", "door", town.path, "--out", out, *more)
    assert result.output.splitlines()[-1].startswith(said)


def test_the_list_for_a_fire_drill_of_one_house(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "x.pdf"
    wrong = town.run("print", "evacuation", town.path, "--house", "Schloss", "--out", out)
    assert (wrong.exit_code, out.exists()) == (4, False)
    assert "Einen Standort „Schloss“ gibt es nicht" in wrong.output
    name = wrong.output.partition("Es gibt: ")[2].partition(".")[0].split(", ")[0]
    right = town.run("print", "evacuation", town.path, "--house", name.strip("„“"), "--out", out)
    assert right.exit_code == 0, right.output
    assert out.read_bytes().startswith(b"%PDF")


def test_nothing_to_print(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "x.pdf"
    period = ("--from", "2027-03-20", "--to", "2027-03-21")
    result = town.run("print", "childcare", town.path, *period, "--out", out)
    assert result.exit_code == 4
    assert "nichts zu drucken" in result.output
    assert not out.exists()


def test_a_folder_that_does_not_exist(course: Callable[[], Town]) -> None:
    town = course()
    out = town.path.parent / "no" / "x.pdf"
    result = town.run("print", "attendance", town.path, "--out", out)
    assert result.exit_code == 4
    assert "Den Ordner" in result.output


def test_a_sign_without_a_font_is_said_with_whose_it_is(course: Callable[[], Town]) -> None:
    town = course()
    workspace = Workspace.open(town.path, who="Test")
    with workspace.change(ActKind.PERSON_CHANGED) as db:
        by_id(db, Person, town.ids.mother).given_name = "周"
    workspace.close()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    out = town.path.parent / "x.pdf"
    result = town.run("print", "attendance", town.path, "--course", "27-A1", "--out", out)
    first, second = result.output.splitlines()[:2]
    assert "Für das Zeichen 周 fehlt die Schrift" in first
    assert "(周)" in first
    assert "als PDF gespeichert" in second


def test_one_section_is_printed_alone(course: Callable[[], Town]) -> None:
    town = course()
    town.run("enrol", town.path, "--course", "27-A1", "--person", town.ids.mother)
    shown = town.run("course", "sections", town.path, "27-A1")
    assert "von 100 UE" in shown.output
    assert shown.output.splitlines()[-1] == "1 Abschnitt"
    out = town.path.parent / "x.pdf"
    wish = ("--course", "27-A1", "--out", out)
    result = town.run("print", "attendance", town.path, *wish, "--section", "1")
    assert result.exit_code == 0, result.output
    assert "dessen eigener Vordruck" in result.output
    assert "Abschnitt 1: " in " ".join(pages(out.read_bytes())[0].split())
    beyond = town.run("print", "attendance", town.path, *wish, "--section", "2")
    assert beyond.exit_code == 4
    assert "er hat 1" in beyond.output
    alone = town.run("print", "attendance", town.path, "--out", out, "--section", "1")
    assert alone.exit_code == 2
    assert "--course" in alone.output
