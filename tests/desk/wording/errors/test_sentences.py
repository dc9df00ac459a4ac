import re
from datetime import date
from pathlib import Path

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.desk.wording.errors.sentences import SENTENCES, UNEXPECTED, refusal, sentence
from kursplaner.store.refusals import SIGNS
from tests.desk.refusals import raised_kinds

TELLS_WHAT_TO_DO = re.compile(r"[Bb]itte|[Mm]öglich")


def test_every_kind_that_can_be_raised_has_a_sentence() -> None:
    kinds = raised_kinds() | {kind: "store/refusals.py" for _, kind in SIGNS}
    assert len(kinds) > 60
    assert {kind: where for kind, where in kinds.items() if kind not in SENTENCES} == {}


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_sentence_ends_and_says_what_to_do(kind: str) -> None:
    text = sentence(Refused(kind))
    assert TELLS_WHAT_TO_DO.search(text), text
    assert "{" not in text
    assert SENTENCES[kind].rstrip().endswith((".", "}")), text


def test_facts_are_shown_as_people_write_them() -> None:
    path = Path("liste.xlsx")
    assert "„liste.xlsx“" in sentence(Refused("file_empty", path=path))
    assert "Person 12" in sentence(Refused("not_found", noun="person", id=12))
    assert "02.03.2027" in sentence(Refused("day_out_of_range", day=date(2027, 3, 2)))
    too_long = Refused("text_too_long", noun="person", field="family_name", limit=200, length=500)
    assert "„Familienname“ ist mit 500 Zeichen zu lang (höchstens 200)" in sentence(too_long)
    assert "1.048.576" in sentence(Refused("file_too_big", path=path, limit=1_048_576))


def test_a_hostile_name_is_only_text() -> None:
    assert "„{path}{0}“" in sentence(Refused("room_unknown", name="{path}{0}"))


def test_errors_without_a_sentence() -> None:
    assert sentence(Refused("never_heard_of")) == UNEXPECTED
    assert sentence(ValueError("Rima Haddad")) == UNEXPECTED


def test_a_refusal_of_the_database_names_a_way_out() -> None:
    text = sentence(HardConflict(("occupied",)))
    assert "nichts gespeichert" in text
    assert "andere Zeit" in text


def test_a_file_that_cannot_be_written() -> None:
    assert "liste.pdf" in sentence(PermissionError(13, "denied", "liste.pdf"))


def test_a_long_text_is_not_repeated_whole() -> None:
    text = refusal("room_unknown", {"name": "x" * 500, "known": ["Saal"]})
    assert len(text) < 250
    assert text.endswith("Es gibt: Saal.")


def test_a_file_the_system_refuses_is_quoted() -> None:
    text = sentence(OSError(5, "Input/output error", "a/b.xlsx"))
    assert text.startswith("Die Datei „a/b.xlsx“ konnte nicht geschrieben werden.")
