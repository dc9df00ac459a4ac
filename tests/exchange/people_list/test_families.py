"""Parents and children who stand in somebody else's row."""

from datetime import date

import pytest

from kursplaner.exchange.people_list.columns import guess_columns
from kursplaner.exchange.people_list.families import children_in, guardians_in
from kursplaner.exchange.people_list.headings import relation_of
from kursplaner.exchange.people_list.person_row import Guardian
from kursplaner.exchange.reading.tables import Cell, Row

TODAY = date(2027, 3, 2)


def children(cell: Cell, *births: Cell) -> list[tuple[str, str]]:
    heads = ["Nachname", "Vorname", "Kinder", *["Geburtsdatum Kind"] * len(births)]
    row = Row(2, ("Ahornfeld", "Rima", cell, *births))
    found = children_in(row, guess_columns(heads, [row.cells]), TODAY)
    return [(c.name, str(c.birth_date or "") + "?" * c.birth_uncertain) for c in found]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Lina", [("Lina", "")]),
        ("Lina, Omar", [("Lina", ""), ("Omar", "")]),
        ("Lina (01.02.2023); Omar *05.06.2024", [("Lina", "2023-02-01"), ("Omar", "2024-06-05")]),
        ("Lina 2023 und Omar", [("Lina", "2023-01-01?"), ("Omar", "")]),
        ("Ahornfeld, Lina; Ahornfeld, Omar", [("Ahornfeld, Lina", ""), ("Ahornfeld, Omar", "")]),
        ("Lina (4 J.)", [("Lina", "")]),
        ("2", []),
        ("2 Kinder", []),
        ("ja", []),
        ("keine", []),
        (None, []),
    ],
)
def test_children_of_a_cell(cell: Cell, named: list[tuple[str, str]]) -> None:
    assert children(cell) == named


def test_a_birth_date_beside_belongs_to_the_child() -> None:
    assert children("Lina", "01.02.2023") == [("Lina", "2023-02-01")]
    assert children("Lina", "bald") == [("Lina", "")]
    assert children("Lina, Omar", "01.02.2023") == [("Lina", ""), ("Omar", "")]


def test_each_parent_has_the_telephone_of_the_same_heading() -> None:
    heads = ["Name des Kindes", "Name Vater", "Tel. Mutter", "Name Mutter", "Tel. Vater"]
    row = Row(2, ("Lina", "Cedar, Sami", "0171 2345678", "Ahornfeld, Rima", ""))
    assert guardians_in(row, guess_columns(heads, [row.cells])) == (
        Guardian("Cedar, Sami", "father", ""),
        Guardian("Ahornfeld, Rima", "mother", "0171 2345678"),
    )
    one = guess_columns(["Kind", "Eltern", "Telefon Eltern"], [])
    row = Row(2, ("Lina", "Rima Ahornfeld und Sami Cedar", "0171 2345678"))
    assert guardians_in(row, one) == (
        Guardian("Rima Ahornfeld", "", "0171 2345678"),
        Guardian("Sami Cedar", "", "0171 2345678"),
    )
    assert guardians_in(Row(2, ("Lina",)), one) == ()


def test_whom_a_heading_means() -> None:
    assert relation_of("Name der Mutter") == "mother"
    assert relation_of("Tel. Vater") == "father"
    assert relation_of("Eltern") == ""
