"""How many names are told, and how the parts of invented names are read."""

import pytest

from kursplaner.desk.demo.names import NamePart, _part
from kursplaner.desk.touched_people import MOST_NAMED, _some


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (1, "P1"),
        (2, "P1 und P2"),
        (MOST_NAMED, "P1, P2, P3, P4, P5, P6, P7 und P8"),
        (MOST_NAMED + 1, "P1, P2, P3, P4, P5, P6, P7, P8 und 1 weitere"),
        (MOST_NAMED + 3, "P1, P2, P3, P4, P5, P6, P7, P8 und 3 weitere"),
    ],
)
def test_eight_people_are_named_and_the_others_counted(count: int, says: str) -> None:
    assert _some([f"P{number}" for number in range(1, count + 1)]) == says


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Novák/Nováková", NamePart("Novák", "Nováková", "")),
        ("Nováková", NamePart("Nováková", "Nováková", "")),
        ("Olena|Олена", NamePart("Olena", "Olena", "Олена")),
    ],
)
def test_a_name_has_two_forms_and_a_script(text: str, part: NamePart) -> None:
    assert _part(text) == part
