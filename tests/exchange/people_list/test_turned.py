"""A list on its side is read by its columns."""

from kursplaner.exchange.people_list.columns import guess_sheet
from kursplaner.exchange.people_list.rows import parse_people
from kursplaner.exchange.people_list.turned import lies_on_its_side, turned
from tests.exchange.people_list.test_rows import table_of

SIDE = (
    ["Nachname", "Ahornfeld", "Cedar"],
    ["Vorname", "Rima", "Sami"],
    ["Telefon", "0171 2345678", None],
)


def test_headings_below_each_other_are_found_and_people_keep_their_columns() -> None:
    table = table_of(*SIDE)
    guess = guess_sheet(table.sheets[0])
    assert guess.turned
    people = parse_people(table, guess).people
    assert [(p.row, p.family_name, p.given_name) for p in people] == [
        (2, "Ahornfeld", "Rima"),
        (3, "Cedar", "Sami"),
    ]


def test_a_list_that_stands_is_left_alone() -> None:
    standing = table_of(["Nachname", "Vorname", "Telefon"], ["A", "B", "1"], ["C", "D", "2"])
    assert not lies_on_its_side(standing.sheets[0])
    assert not lies_on_its_side(table_of(*SIDE[:2]).sheets[0])
    many = table_of(*SIDE, *[["x", "y"]] * 60)
    assert not lies_on_its_side(many.sheets[0])


def test_blank_rows_between_are_left_out() -> None:
    sheet = turned(table_of(SIDE[0], [], SIDE[1]).sheets[0])
    assert [row.cells for row in sheet.rows] == [
        ("Nachname", "Vorname"),
        ("Ahornfeld", "Rima"),
        ("Cedar", "Sami"),
    ]


def test_cards_below_each_other_are_people_each() -> None:
    card = (["Name:", "Ahornfeld"], ["Vorname:", "Rima"], ["Telefon:", "0171 2345678"])
    other = (["Name:", "Cedar"], ["Telefon:", "0151 1112223"])
    table = table_of(*card, [None], *other)
    guess = guess_sheet(table.sheets[0])
    assert guess.turned
    people = parse_people(table, guess).people
    assert [(p.row, p.family_name, p.given_name, p.phones[0].shown) for p in people] == [
        (2, "Ahornfeld", "Rima", "0171 2345678"),
        (5, "Cedar", "", "0151 1112223"),
    ]
