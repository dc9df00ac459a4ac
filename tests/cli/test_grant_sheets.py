import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image

from kursplaner.planning.funding.grants import GrantForm, logos_of, store_grant
from kursplaner.store.queries.funding.grants import grant_rows, logo_pictures
from kursplaner.store.queries.sheets import named_grants
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town


@pytest.fixture
def town(course: Callable[[], Town]) -> Town:
    made = course()
    workspace = Workspace.open(made.path, who="Test")
    with workspace.fill() as db:
        for reference in ("AZ-1", "AZ-2"):
            form = GrantForm(reference, "", "Gefördert", date(2027, 1, 1), date(2027, 12, 31))
            store_grant(db, form)
    workspace.close()
    for name in ("a", "b", "c"):
        with Image.new("RGB", (ord(name), 1)) as picture:
            picture.save(made.path.parent / f"{name}.png")
    return made


def logos(town: Town) -> str:
    """Return the names of a grant's logos in their order: each is as wide as its letter says."""
    workspace = Workspace.open(town.path, who="Test")
    with workspace.read() as db:
        (grant,) = (row for row in grant_rows(db) if row.reference == "AZ-1")
        keys = logos_of(db, grant.id)
        kept = logo_pictures(db, keys)
    workspace.close()
    return "".join(chr(Image.open(io.BytesIO(kept[key])).width) for key in keys)


def test_logos_are_added_ordered_removed_and_undone(town: Town) -> None:
    folder = town.path.parent
    pictures = [part for name in "abc" for part in ("--add", folder / f"{name}.png")]
    shown = town.run("grant-logos", town.path, "AZ-1", *pictures, "--dry-run")
    assert (shown.output.splitlines(), logos(town)) == (
        ["AZ-1: 3 Logos", "Nur gezeigt, nichts gespeichert."], "",
    )  # fmt: skip
    assert town.run("grant-logos", town.path, "AZ-1", *pictures).output == "AZ-1: 3 Logos\n"
    assert logos(town) == "abc"
    town.run("grant-logos", town.path, "AZ-1", "--first", "3", "--remove", "1")
    assert logos(town) == "cb"
    town.run("undo", town.path)
    assert logos(town) == "abc"
    assert town.run("grant-logos", town.path, "AZ-1").output == "AZ-1: 3 Logos\n"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            ("AZ-1", "--remove", "1"),
            "Ein Logo Nr. 1 gibt es bei dieser Förderung nicht, sie hat 0.",
        ),
        (("AZ-9",), "„AZ-9“ gibt es nicht"),
        (("AZ-1", "--add", "nicht da.png"), "gibt es nicht"),
    ],
)
def test_what_is_not_there_is_refused(town: Town, given: tuple[str, ...], words: str) -> None:
    result = town.run("grant-logos", town.path, *given)
    assert result.exit_code == 4
    assert words in result.output


def test_a_course_names_further_grants(town: Town) -> None:
    def named() -> int:
        workspace = Workspace.open(town.path, who="Test")
        with workspace.read() as db:
            found = named_grants(db, range(9))
        workspace.close()
        return sum(map(len, found.values()))

    both = town.run("grant-named", town.path, "27-A1", "AZ-2", "AZ-1")
    assert both.output == "Auf den Blättern von 27-A1 auch genannt: AZ-2, AZ-1\n"
    assert named() == 2
    dry = town.run("grant-named", town.path, "27-A1", "--none", "--dry-run")
    assert dry.output.splitlines()[-1] == "Nur gezeigt, nichts gespeichert."
    assert town.run("grant-named", town.path, "27-A1").output == both.output
    town.run("grant-named", town.path, "27-A1", "--none")
    assert named() == 0
    assert town.run("grant-named", town.path, "27-A1", "AZ-1", "--none").exit_code == 2
