"""Which column means what, at the edges: headings, shares, sheets, corrections."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kursplaner.exchange.people_list.columns import (
    ColumnChoice,
    ColumnGuess,
    Field,
    cell_at,
    guess_columns,
    guess_sheet,
    guess_table,
)
from kursplaner.exchange.reading.file_guards import FileKind
from kursplaner.exchange.reading.tables import Cell, Row, Sheet, Table


def sheet(*rows: Sequence[Cell], name: str = "Liste", hidden: bool = False) -> Sheet:
    numbered = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
    return Sheet(name, numbered, hidden=hidden)


def fields(header: Sequence[str], *rows: Sequence[Cell]) -> dict[int, str]:
    return {choice.column: str(choice.field) for choice in guess_columns(header, rows).choices}


def test_a_guess_is_asked_by_column_and_by_meaning() -> None:
    guess = guess_columns(["Name", "Vorname", "Tel.", "Handy"], [])
    assert guess.columns(Field.PHONE) == (2, 3)
    assert guess.columns(Field.LEVEL) == ()
    assert [guess.field_of(column) for column in range(5)] == [
        Field.FAMILY_NAME, Field.GIVEN_NAME, Field.PHONE, Field.PHONE, None,
    ]  # fmt: skip
    assert guess.names_found
    assert not guess_columns(["Tel."], []).names_found
    assert not ColumnGuess((), 0).names_found


def test_a_correction_takes_a_meaning_away_from_the_column_that_had_it() -> None:
    guess = guess_columns(["Name", "Vorname", "Tel.", "X"], [])
    moved = guess.with_choice(3, Field.FAMILY_NAME)
    assert [(c.column, c.field, c.certain) for c in moved.choices] == [
        (1, Field.GIVEN_NAME, True), (2, Field.PHONE, True), (3, Field.FAMILY_NAME, True),
    ]  # fmt: skip
    second = guess.with_choice(3, Field.PHONE)
    assert second.columns(Field.PHONE) == (2, 3)
    assert guess.with_choice(0, Field.NOTE).choices[0] == ColumnChoice(0, Field.NOTE, certain=True)
    assert guess.with_choice(2, None).columns(Field.PHONE) == ()


def test_only_some_meanings_stand_in_several_columns() -> None:
    assert fields(["Name", "Vorname", "Nachname", "E-Mail", "E-Mail 2"]) == {
        1: "given_name", 2: "family_name", 3: "email", 4: "email",
    }  # fmt: skip


@pytest.mark.parametrize(("right", "found"), [(3, True), (2, False)])
def test_three_of_five_cells_give_a_column_its_meaning(right: int, *, found: bool) -> None:
    cells = ["a@b.de"] * right + ["sonst 1"] * (5 - right)
    guess = fields([], *[[cell, "Novák", "Jana"] for cell in cells])
    assert (guess.get(0) == "email") is found


def test_under_an_unknown_heading_only_mail_is_certain_enough() -> None:
    rows = [["Novák", "Jana", "a@b.de", "08626", "A1"]]
    assert fields(["Name", "Vorname", "Zusatz", "Zahl", "Art"], *rows) == {
        0: "family_name", 1: "given_name", 2: "email",
    }  # fmt: skip
    assert fields(["Name", "Vorname", "", "", ""], *rows) == {
        0: "family_name", 1: "given_name", 2: "email", 3: "postcode", 4: "level",
    }  # fmt: skip
    assert fields(["Name", "Vorname"], *rows)[4] == "level"


def test_empty_cells_say_nothing_about_a_column() -> None:
    rows: list[list[Cell]] = [["Novák", "Jana", None], ["Ünal", "Ali", "  "], ["Ng", "Hoa", "w"]]
    assert fields(["Name", "Vorname"], *rows)[2] == "gender"
    assert fields(["Name", "Vorname"], *rows[:2]) == {0: "family_name", 1: "given_name"}
    assert fields(["Name", "Vorname"], ["Novák", "Jana", "w", "A1"], ["Ünal"])[3] == "level"


def test_names_without_heading_are_the_first_columns_of_words() -> None:
    assert fields([], ["Novák", "Jana", "Adorf"]) == {0: "family_name", 1: "given_name"}
    assert fields([], [1, "Novák", "Jana"]) == {1: "family_name", 2: "given_name"}
    assert fields([], ["Jana Novák", "Adorf"]) == {0: "name_given_first"}
    assert fields([], ["Novák, Jana", "Adorf"]) == {0: "name_family_first"}
    assert fields([], ["Novák"]) == {0: "name_given_first"}
    assert fields(["Amt", ""], ["Stadt", "Novák"]) == {1: "name_given_first"}
    assert fields([], [1, 2]) == {}
    two = [["Jana Novák", "Adorf"]] * 3 + [["Jana", "Adorf"]] * 2
    assert fields([], *two) == {0: "name_given_first"}
    assert fields([], *two[1:]) == {0: "family_name", 1: "given_name"}


def test_name_alone_follows_the_commas_in_it() -> None:
    commas = [["Novák, Jana"]] * 3 + [["Jana Novák"]] * 2
    assert fields(["Name"], *commas) == {0: "name_family_first"}
    assert fields(["Name"], *commas[1:]) == {0: "name_given_first"}
    assert fields(["Nachname"], ["Novák"]) == {0: "family_name"}
    assert not guess_columns(["Name"], []).choices[0].certain


def test_headings_are_looked_for_in_the_first_25_rows() -> None:
    title: list[Cell] = ["Anmeldungen"]
    head: list[Cell] = ["Name", "Vorname"]
    for before, row in ((0, 1), (24, 25), (25, 0)):
        guess = guess_sheet(sheet(*[title] * before, head, ["Novák", "Jana"]))
        assert guess.header_row == row
    assert guess_sheet(sheet(head, [*head, "Tel."], ["Novák", "Jana", "1"])).header_row == 2
    assert guess_sheet(sheet(head, head)).header_row == 1


def test_a_single_word_is_a_heading_at_the_top_or_alone_in_its_row() -> None:
    assert guess_sheet(sheet(["Name", "X"], ["Novák", "1"])).header_row == 1
    assert guess_sheet(sheet([], ["Name", "X"], ["Novák", "1"])).header_row == 2
    assert guess_sheet(sheet(["Liste"], ["Name", "X"], ["Novák", "1"])).header_row == 0
    assert guess_sheet(sheet(["Liste"], ["Name", None], ["Novák"])).header_row == 2
    assert guess_sheet(sheet(["Liste"], ["Ort"], ["Adorf"])).header_row == 0
    assert guess_sheet(sheet(["Tel.", "Ort"], ["1", "Adorf"])).header_row == 1
    assert guess_sheet(sheet(["Tel.", "X"], ["1", "Adorf"])).header_row == 0


def test_sixty_rows_are_looked_at() -> None:
    rows: list[list[Cell]] = [["Novák", "Jana", 7]] * 24
    mails: list[list[Cell]] = [["Novák", "Jana", "a@b.de"]] * 36
    head: list[Cell] = ["Name", "Vorname"]
    assert guess_sheet(sheet(head, *rows, *mails)).field_of(2) is Field.EMAIL
    assert guess_sheet(sheet(head, *rows, [], *mails)).field_of(2) is Field.EMAIL
    assert guess_sheet(sheet(head, *rows, ["Novák", "Jana", 7], *mails)).field_of(2) is None
    assert guess_sheet(sheet(head, *rows, *mails, *rows[:9])).field_of(2) is Field.EMAIL


def table(*sheets: Sheet) -> Table:
    return Table(Path("liste.xlsx"), sheets, FileKind.XLSX)


def test_the_visible_sheet_with_names_and_most_columns_is_taken() -> None:
    names = sheet(["Name", "Vorname"], ["Novák", "Jana"], name="Namen")
    phones = sheet(["Tel.", "Ort", "E-Mail", "PLZ"], ["1", "Adorf", "", ""], name="Rest")
    more = sheet(["Name", "Vorname", "Ort"], ["Novák", "Jana", "Adorf"], name="Mehr")
    hidden = sheet(["Name", "Vorname", "Ort", "PLZ"], ["A", "B", "C", "D"], name="X", hidden=True)
    assert guess_table(table(phones, names)).sheet == "Namen"
    assert guess_table(table(names, more, phones)).sheet == "Mehr"
    assert guess_table(table(more, hidden)).sheet == "Mehr"
    assert guess_table(table(hidden)).sheet == "X"
    assert guess_table(table()) == ColumnGuess((), 0)


def test_a_short_row_has_empty_cells_behind_it() -> None:
    row = Row(1, ("a", "b"))
    assert [cell_at(row, column) for column in range(4)] == ["a", "b", None, None]
