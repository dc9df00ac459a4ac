"""Cells of a people list that look like a name or a value and are none."""

from tests.exchange.people_list.test_rows import only, parsed


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
