"""Cells of a people list that look like a name or a value and are none."""

from dataclasses import replace

from kursplaner.exchange.people_list.columns import Field, guess_columns, guess_table
from kursplaner.exchange.people_list.rows import parse_people
from kursplaner.exchange.reading.book_marks import Area
from tests.exchange.people_list.test_rows import only, parsed, table_of


def test_a_number_is_no_name_and_a_sum_below_the_list_is_nobody() -> None:
    result = parsed(["Nr.", "Name, Vorname"], [1, "Ünal, Ali"], ["2", 4711], ["Summe:", 2])
    assert [person.row for person in result.clear] == [2]
    assert [(fault.row, fault.column, fault.kind) for fault in result.faults] == [
        (3, "B", "name_unreadable")
    ]


def test_somebody_may_be_called_like_a_sum() -> None:
    assert only(["Name", "Vorname"], ["Summe", "Anna"]).family_name == "Summe"
    assert only(["Name", "Vorname"], ["Total", None]).family_name == "Total"


def test_an_error_of_a_formula_is_a_fault_and_no_empty_cell() -> None:
    result = parsed(["Name", "Vorname", "Ort"], ["#DIV/0!", "Anna", "Adorf"], ["B", "C", "#NV"])
    assert result.clear == ()
    assert [(fault.row, fault.column, fault.kind) for fault in result.faults] == [
        (2, "A", "cell_error"),
        (3, "C", "cell_error"),
    ]


def test_a_family_name_beside_the_whole_name_leaves_the_given_one() -> None:
    guess = guess_columns(["Anzeigename", "X"], []).with_choice(1, Field.FAMILY_NAME)
    table = table_of(["Rima Ahorn", "Ahorn"], ["Cedar, Sami", "Cedar"])
    people = parse_people(table, replace(guess, header_row=0)).people
    assert [(p.family_name, p.given_name) for p in people] == [
        ("Ahorn", "Rima"),
        ("Cedar", "Sami"),
    ]


def test_a_merged_cell_counts_for_each_of_its_rows_and_for_nobody_else() -> None:
    table = table_of(
        ["Name", "Vorname", "Ort"],
        ["Ahorn", "Rima", "Adorf"],
        [None, "Sami", None],
        [],
        ["Cedar", "Ola", None],
    )
    table.sheets[0].marks.merged.extend([Area(1, 0, 3, 0), Area(1, 2, 2, 2), Area(0, 0, 0, 2)])
    people = parse_people(table, guess_table(table)).people
    assert [(p.row, p.family_name, p.municipality, p.doubts) for p in people] == [
        (2, "Ahorn", "Adorf", ()),
        (3, "Ahorn", "Adorf", ()),
        (5, "Cedar", "", ()),
    ]


def test_an_empty_family_name_is_that_of_the_row_above_and_doubtful() -> None:
    result = parsed(["Name", "Vorname"], ["Ahorn", "Rima"], [None, "Sami"], ["Cedar", "Ola"])
    assert [person.family_name for person in result.people] == ["Ahorn", "Ahorn", "Cedar"]
    assert [(fault.row, fault.kind, fault.value) for fault in result.faults] == [
        (3, "lone_cell", "Sami"),
        (3, "name_carried", "Ahorn"),
    ]


def test_hidden_and_struck_rows_are_doubtful() -> None:
    table = table_of(["Name", "Vorname"], ["Ahorn", "Rima"], ["Cedar", "Ola"], ["Dorn", "Ina"])
    table.sheets[0].marks.hidden.add(2)
    table.sheets[0].marks.struck.add(3)
    result = parse_people(table, guess_table(table))
    assert [(fault.row, fault.kind) for fault in result.faults] == [
        (2, "row_hidden"),
        (3, "row_struck"),
    ]


def test_a_row_pushed_by_a_bare_comma_is_put_right_and_doubtful() -> None:
    result = parsed(
        ["Name", "Vorname", "Anschrift", "Telefon"],
        ["Ahorn", "Rima", "Markt 3", " 08626 Adorf", "0171 2345678"],
        ["Cedar", "Ola", "Weg 2, 08626 Adorf", "0160 9876543", None],
    )
    first, second = result.people
    assert (first.street, first.municipality) == ("Markt 3", "Adorf")
    assert [phone.shown for phone in first.phones] == ["0171 2345678"]
    assert [doubt.kind for doubt in first.doubts] == ["row_shifted"]
    assert second.doubts == ()


def test_a_section_tells_the_course_and_who_waits_or_left() -> None:
    result = parsed(
        ["Name", "Vorname", "Telefon"], ["Kurs A1-03"], ["Ahorn", "Rima", "0171 2345678"],
        ["Warteliste"], ["Cedar", "Ola", "0160 9876543"], ["Abgemeldet"],
        ["Dorn", "Ina", "0151 1112223"],
    )  # fmt: skip
    assert [(p.course_number, p.waiting, p.section) for p in result.people] == [
        ("A1-03", False, "Kurs A1-03"),
        ("", True, "Warteliste"),
        ("", False, "Abgemeldet"),
    ]
    assert [(fault.row, fault.kind) for fault in result.faults] == [(7, "section_left")]
    assert [other.row for other in result.others] == [2, 4, 6]


def test_four_digits_of_a_postcode_are_mended_only_beside_a_german_place() -> None:
    result = parsed(
        ["Name", "Vorname", "PLZ", "Ort"], ["Ahorn", "Rima", "8626", "Adorf"],
        ["Cedar", "Ola", "8626", "Nirgendwo"], ["Dorn", "Ina", "A-1010", "Wien"],
        ["Eibe", "Tom", "Plauen", ""],
    )  # fmt: skip
    assert [person.postcode for person in result.people] == ["08626", "8626", "1010", ""]
    assert [(fault.row, fault.kind) for fault in result.faults] == [
        (3, "postcode_short"),
        (4, "postcode_short"),
        (5, "postcode_unreadable"),
    ]


def test_two_people_in_one_name_and_a_name_the_other_way_round_are_asked() -> None:
    assert [f.kind for f in parsed(["Name", "Vorname"], ["Ahorn", "Rima und Sami"]).faults] == [
        "two_people"
    ]
    assert [f.kind for f in parsed(["Name", "Vorname"], ["Ahorn 2", "Rima"]).faults] == [
        "name_digits"
    ]
    turned = parsed(["Nachname Vorname", "Ort"], ["Mohammed Wurzelbaum", "Adorf"])
    assert [fault.kind for fault in turned.faults] == ["name_order"]


def test_days_count_from_1904_in_workbooks_of_old_macs() -> None:
    table = replace(
        table_of(["Name", "Vorname", "geb."], ["Ahorn", "Rima", 31443]), since_1904=True
    )
    assert str(parse_people(table, guess_table(table)).people[0].birth_date) == "1990-02-01"


def test_a_birth_date_in_three_columns_is_one() -> None:
    heads = ["Nachname", "Vorname", "Geburtsjahr", "Geburtsmonat", "Geburtstag"]
    result = parsed(heads, ["Ahorn", "Rima", 1990, 2, 1], ["Cedar", "Ola", 1985, None, None])
    first, second = result.people
    assert (str(first.birth_date), first.birth_date_uncertain) == ("1990-02-01", False)
    assert (str(second.birth_date), second.birth_date_uncertain) == ("1985-01-01", True)
    assert parsed(heads, ["Ahorn", "Rima", 1990, 13, 1]).faults[0].kind == "date_impossible"
