import pytest

from kursplaner.scanning.letters import Letter
from kursplaner.scanning.lists import ListCell, judge, read_list
from kursplaner.scanning.reading import FlatPage, read_page
from kursplaner.scanning.signatures import FieldState, SignedField
from tests.scanning.paper import SignedPaper

E, UNSURE = Letter("E", "E", 0.9, 0.3), Letter("", "U", 0.7, 0.01)
X, STROKE = Letter("X", "X", 0.9, 0.3), Letter("-", "-", 0.9, 0.3)


@pytest.mark.parametrize(
    ("state", "mark", "wanted"),
    [
        ("empty", None, ListCell("")),
        ("signed", None, ListCell("X")),
        ("struck", None, ListCell("U", "struck_without_mark")),
        ("struck_over", None, ListCell("", "struck_over")),
        ("doubtful", None, ListCell("", "faint")),
        ("empty", E, ListCell("E")),
        ("struck", E, ListCell("E")),
        ("empty", UNSURE, ListCell("U", "letter")),
        ("struck", UNSURE, ListCell("U", "letter")),
        ("empty", X, ListCell("", "letter")),
        ("empty", STROKE, ListCell("", "letter")),
        ("signed", E, ListCell("E", "signed_and_marked")),
        ("signed", UNSURE, ListCell("U", "signed_and_marked")),
        ("signed", X, ListCell("X")),
        ("signed", STROKE, ListCell("X", "signed_and_marked")),
        ("struck_over", X, ListCell("X", "signed_and_marked")),
        ("struck_over", E, ListCell("E", "signed_and_marked")),
        ("doubtful", E, ListCell("E", "faint")),
        ("doubtful", STROKE, ListCell("", "faint")),
    ],
)
def test_field_and_box_are_judged_together(
    state: FieldState, mark: Letter | None, wanted: ListCell
) -> None:
    assert judge(SignedField(state), mark) == wanted


def test_a_list_is_read_cell_by_cell() -> None:
    paper = SignedPaper()
    for row in range(4):
        paper.sign(row, 0)
    paper.strike(4, 0)
    page = read_page(paper.grey, lambda _: paper.layout)
    assert isinstance(page, FlatPage)
    cells = read_list(page.flat, page.cells)
    assert len(cells) == 14 * 6
    assert [cells[row, 0] for row in range(5)] == [
        *[ListCell("X")] * 4,
        ListCell("U", "struck_without_mark"),
    ]
    assert cells[5, 0] == ListCell("", "left_empty")
    assert {cells[row, column] for row in range(5) for column in range(1, 6)} == {ListCell("")}
