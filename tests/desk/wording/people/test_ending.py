"""A person who is deleted or ends, in words, from plans made by hand."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from kursplaner.desk.wording.people import ending as words
from kursplaner.planning.people.ending import OWN_COLUMNS, OWN_LINES, DeletePlan, EndPlan
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def leave(places: int, seats: int, moving_up: int = 0) -> Any:
    return SimpleNamespace(
        place_ids=range(places), seat_ids=range(seats), moving_up=range(moving_up)
    )


def test_every_line_of_a_person_has_its_word() -> None:
    assert set(words.LINES) == OWN_LINES | {reference.table for reference in OWN_COLUMNS}


def test_what_goes_with_somebody_who_is_deleted() -> None:
    assert words.delete_lines(DeletePlan(1, "", {}, "")) == ["Sonst ist nichts eingetragen."]
    plan = DeletePlan(1, "", {"profile": 2, "contact_route": 1}, "")
    assert words.delete_lines(plan) == ["Mit gelöscht: Kontakt, Rollen."]


def test_what_ends_with_somebody(town: SmallTown) -> None:
    course = town.course
    with town.workspace.read() as db:
        found = [
            words.end_lines(db, EndPlan(1, "", leaves, waiting, ""))
            for leaves, waiting in (
                ({}, ()),
                ({course: leave(0, 0)}, ()),
                ({course: leave(1, 2, 1)}, ()),
                ({course: leave(0, 1, 2)}, (course,)),
                ({}, (course,)),
            )
        ]
    title = found[1][0].removeprefix("Verlässt heute ").removesuffix(".")
    assert "K1" in title
    assert found == [
        ["Sie ist in keinem laufenden Kurs."],
        [f"Verlässt heute {title}."],
        [
            f"Verlässt heute {title}, frei werden 1 Platz und 2 Sitzplätze.",
            "Nachrücken kann dort 1 Person.",
        ],
        [
            f"Verlässt heute {title}, frei werden 1 Sitzplatz.",
            "Nachrücken können dort 2 Personen.",
            f"Verlässt die Warteliste von {title}.",
        ],
        [f"Verlässt die Warteliste von {title}."],
    ]


def test_names_are_hidden_in_notices() -> None:
    assert words.deleted("Haddad, Rima") == "Gelöscht: Haddad, Rima"
    assert "Haddad" not in words.deleted("Haddad, Rima", hidden=True)
    assert words.ended("Haddad, Rima") == "Beendet: Haddad, Rima steht nur noch in Nachweisen"
    assert "Haddad" not in words.ended("Haddad, Rima", hidden=True)
