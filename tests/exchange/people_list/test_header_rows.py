"""Headings over one row or two, and where they stand among titles and names."""

from kursplaner.exchange.people_list.columns import Field, guess_sheet
from kursplaner.exchange.people_list.header_rows import fields_in, header_row, headings, texts_of
from kursplaner.exchange.people_list.rows import parse_people
from kursplaner.exchange.reading.book_marks import Area
from kursplaner.exchange.reading.tables import Cell
from tests.exchange.people_list.test_rows import table_of

GROUPED: tuple[list[Cell], ...] = (
    [None, "Teilnehmer/in", None, "Kind 1", None, "Kind 2"],
    ["Nr.", "Name", "Vorname", "Name", "Geb.", "Name"],
    [1, "Ahornfeld", "Rima", "Lina", "01.02.2023", "Omar"],
)


def test_a_group_over_two_columns_tells_whose_they_are() -> None:
    table = table_of(*GROUPED)
    sheet = table.sheets[0]
    sheet.marks.merged += [Area(0, 1, 0, 2), Area(0, 3, 0, 4), Area(0, 5, 0, 6)]
    last, titles = headings(sheet, header_row(sheet))
    assert last == 2
    assert titles == ["Nr.", "Name", "Vorname", "Kind 1 Name", "Kind 1 Geb.", "Kind 2 Name"]
    person = parse_people(table, guess_sheet(sheet)).people[0]
    assert (person.family_name, person.given_name) == ("Ahornfeld", "Rima")
    assert [child.name for child in person.named_children] == ["Lina", "Omar"]
    assert str(person.named_children[0].birth_date) == "2023-02-01"


def test_a_second_row_of_headings_fills_the_gaps_of_the_first() -> None:
    table = table_of(
        ["Name", "Vorname", "Mutter", None],
        [None, None, "Name", "Telefon"],
        ["Ahornfeld", "Lina", "Rima", "0171 2345678"],
    )
    guess = guess_sheet(table.sheets[0])
    assert guess.header_row == 2
    assert guess.columns(Field.GUARDIAN) == (2,)
    assert guess.columns(Field.GUARDIAN_PHONE) == (3,)


def test_headings_that_are_repeated_at_once_are_no_second_row() -> None:
    table = table_of(["Name", "Vorname"], ["Name", "Vorname"], ["Ahornfeld", "Rima"])
    assert guess_sheet(table.sheets[0]).header_row == 1


def test_a_lone_heading_for_names_counts_where_names_stand_below() -> None:
    attendance = table_of(
        ["Lehrkraft:", "Frau Holm"], ["Nr.", "Name, Vorname", "02.03."],
        [1, "Ahornfeld, Rima", "x"], [2, "Cedar, Sami", "x"],
    )  # fmt: skip
    assert header_row(attendance.sheets[0]) == 2
    sums = table_of(["Kurse"], ["Nr.", "Name", "02.03."], [1, 17, "x"], [2, 18, "x"])
    assert header_row(sums.sheets[0]) == 0
    assert fields_in(texts_of(attendance.sheets[0].rows[1])) == {Field.NAME_FAMILY_FIRST}
