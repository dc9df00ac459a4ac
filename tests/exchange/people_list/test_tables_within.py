"""Several tables on one sheet are read as sheets of their own; nobody of them is lost."""

from kursplaner.exchange.people_list.columns import guess_sheet
from kursplaner.exchange.people_list.rows import parse_sheets
from kursplaner.exchange.people_list.tables_within import apart
from kursplaner.exchange.reading.tables import Table
from tests.exchange.people_list.test_rows import table_of


def people_of(table: Table) -> list[tuple[str, int, str, str, str]]:
    cut = apart(table)
    guesses = {sheet.name: (sheet, guess_sheet(sheet)) for sheet in cut.sheets}
    return [
        (p.sheet, p.row, p.family_name, p.given_name, p.course_number)
        for p in parse_sheets(cut, guesses).people
    ]


def test_tables_below_each_other_keep_their_rows_and_courses() -> None:
    table = table_of(
        ["Kurs A1-03"], ["Name", "Vorname"], ["Ahornfeld", "Rima"], [],
        ["Kurs B1-01"], ["Vorname", "Name", "Telefon"], ["Sami", "Cedar", "0151 1112223"],
    )  # fmt: skip
    assert people_of(table) == [
        ("Tabelle1", 3, "Ahornfeld", "Rima", "A1-03"),
        ("Tabelle1, Zeile 6", 7, "Cedar", "Sami", "B1-01"),
    ]


def test_headings_that_only_come_again_stay_one_table() -> None:
    table = table_of(
        ["Name", "Vorname"], ["Ahornfeld", "Rima"], ["Name", "Vorname"], ["Cedar", "Sami"]
    )
    assert apart(table).sheets == table.sheets


def test_tables_beside_each_other() -> None:
    table = table_of(
        ["Kurs A1-03", None, None, "Kurs B1-01"],
        ["Name", "Vorname", None, "Name", "Vorname"],
        ["Ahornfeld", "Rima", None, "Cedar", "Sami"],
        [None, None, None, "Dorn", "Ina"],
    )
    assert people_of(table) == [
        ("Tabelle1: Kurs A1-03", 3, "Ahornfeld", "Rima", "A1-03"),
        ("Tabelle1: Kurs B1-01", 3, "Cedar", "Sami", "B1-01"),
        ("Tabelle1: Kurs B1-01", 4, "Dorn", "Ina", "B1-01"),
    ]


def test_two_telephones_and_two_children_are_no_second_table() -> None:
    table = table_of(
        ["Name", "Vorname", "Telefon", "Telefon", "Kind 1", "Kind 2"],
        ["Ahornfeld", "Rima", "0171 2345678", "03741 556677", "Lina", "Omar"],
    )
    assert apart(table).sheets == table.sheets


def test_comments_stand_behind_the_last_column_as_one_of_their_own() -> None:
    table = table_of(["Name", "Vorname"], ["Ahornfeld", "Rima"], ["Cedar", "Sami"])
    marks = table.sheets[0].marks
    marks.comment(1, 0, "über der Überschrift")
    marks.comment(3, 1, "kommt erst ab März")
    marks.comment(3, 0, "Tante von Rima")
    marks.comment(9, 0, "unter der Liste")
    sheet = apart(table).sheets[0]
    assert [row.cells[2:] for row in sheet.rows] == [
        ("Zellkommentare",), (), ("Tante von Rima; kommt erst ab März",),
    ]  # fmt: skip
    assert guess_sheet(sheet).field_of(2) is None
