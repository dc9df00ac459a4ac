"""A bare comma pushes a row to the right; joined again it fits its columns."""

import pytest

from kursplaner.exchange.people_list.columns import guess_columns
from kursplaner.exchange.people_list.shifted import fitting, pushed_back
from kursplaner.exchange.reading.tables import Cell

HEADS = ["Nachname", "Vorname", "Anschrift", "Telefon", "E-Mail"]
GUESS = guess_columns(HEADS, [])


@pytest.mark.parametrize(
    ("cells", "back"),
    [
        (
            ("Ahorn", "Rima", "Markt 3", " 08626 Adorf", "0171 2345678", "a@b.de"),
            ("Ahorn", "Rima", "Markt 3, 08626 Adorf", "0171 2345678", "a@b.de"),
        ),
        (
            ("Ahorn", "Rima", "Haus A", "Markt 3", "08626 Adorf", "0171 2345678", "a@b.de"),
            ("Ahorn", "Rima", "Haus A, Markt 3, 08626 Adorf", "0171 2345678", "a@b.de"),
        ),
        (("Ahorn", "Rima", "Markt 3, 08626 Adorf", "0171 2345678", "a@b.de", "Gast"), None),
        (("Ahorn", "Rima", "Markt 3, 08626 Adorf", "0171 2345678", "a@b.de"), None),
        (("A",) * 10, None),
    ],
)
def test_a_row_is_joined_where_it_then_fits(
    cells: tuple[Cell, ...], back: tuple[Cell, ...] | None
) -> None:
    assert pushed_back(cells, len(HEADS), GUESS) == back


def test_cells_that_fit_count_for_a_row_and_others_against_it() -> None:
    assert fitting(("Ahorn", "Rima", "Markt 3, 08626 Adorf", "0171 2345678", "a@b.de"), GUESS) == 5
    assert fitting(("Ahorn", "Rima", None, None, ""), GUESS) == 2
    assert fitting(("Ahorn 3", "Rima", "Markt", "08626 Adorf"), GUESS) == -2
