import pytest

from kursplaner.scanning import ink
from kursplaner.scanning.letters import Letter
from kursplaner.scanning.lists import ListCell, read_list
from kursplaner.scanning.marked import read_marks
from kursplaner.scanning.reading import FlatPage, read_page
from kursplaner.scanning.signatures import INSET, SignedField, read_fields
from tests.scanning.paper import SignedPaper

E = (((1, 0), (0, 0), (0, 1), (1, 1)), ((0, 0.5), (0.75, 0.5)))
U = (((0, 0), (0.05, 0.75), (0.3, 1), (0.7, 1), (0.95, 0.75), (1, 0)),)
W = (((0, 0), (0.25, 1), (0.5, 0.2), (0.75, 1), (1, 0)),)
P = (((0, 1), (0, 0), (0.7, 0.02), (0.9, 0.25), (0.7, 0.5), (0, 0.52)),)
LETTERS = {"E": E, "U": U, "W": W, "P": P}


class Read:
    """What was read from one list."""

    def __init__(self, paper: SignedPaper) -> None:
        page = read_page(paper.grey, lambda _: paper.layout)
        assert isinstance(page, FlatPage)
        fields = {name: at for name, at in page.cells.items() if name.startswith("signature")}
        boxes = {name: at for name, at in page.cells.items() if name.startswith("mark")}
        pen = ink.page_pen(ink.pens(page.flat, fields, INSET).values(), ink.faintest(page.flat))
        self._fields = read_fields(page.flat, fields)
        self._marks = read_marks(page.flat, boxes, pen)
        self.cells = read_list(page.flat, page.cells)

    def field(self, row: int, column: int) -> SignedField:
        return self._fields[f"signature {row} {column}"]

    def mark(self, row: int, column: int) -> Letter | None:
        return self._marks[f"mark {row} {column}"]


@pytest.fixture(scope="module")
def filled() -> Read:
    paper = SignedPaper(200)
    for row in range(5):
        for column in range(3):
            paper.sign(row, column)
    for row, strokes in enumerate(LETTERS.values()):
        paper.strike(row, 3, rise=(-2.2, -0.5, 0.5, 2.2)[row])
        paper.letter(row, 3, strokes)
        paper.letter(row, 4, strokes)
    paper.strike(4, 3)
    paper.sign(4, 4)
    paper.strike(4, 4)
    cell = paper.layout.cells["signature 1 5"]
    paper.line([(cell.x + 4, cell.y - 2), (cell.x + 6, cell.y + 1.6)], 0.4, 40)  # from above
    cell = paper.layout.cells["signature 2 5"]
    paper.line([(cell.x + 4, cell.y + 3), (cell.x + 5, cell.y + 4)], 0.4, 40)
    return Read(paper)


def test_the_list_says_who_was_there(filled: Read) -> None:
    assert len(filled.cells) == 14 * 6
    assert {filled.cells[row, column] for row in range(5) for column in range(3)} == {ListCell("X")}
    assert [filled.cells[row, 3].mark for row in range(5)] == ["E", "U", "W", "P", "U"]
    assert [filled.cells[row, 4].mark for row in range(4)] == ["E", "U", "W", "P"]
    assert filled.cells[5, 0] == ListCell("", "left_empty")
    assert filled.cells[5, 5] == ListCell("")


def test_signatures_are_seen(filled: Read) -> None:
    states = {filled.field(row, column).state for row in range(5) for column in range(3)}
    assert states == {"signed"}
    assert all(filled.mark(row, column) is None for row in range(5) for column in range(3))


@pytest.mark.parametrize(("row", "sign"), list(enumerate(LETTERS)))
def test_a_field_struck_through_stands_beside_its_letter(filled: Read, row: int, sign: str) -> None:
    assert filled.field(row, 3).state == "struck"
    mark = filled.mark(row, 3)
    assert mark
    assert (mark.nearest, mark.sign) == (sign, sign)


@pytest.mark.parametrize(("row", "sign"), list(enumerate(LETTERS)))
def test_a_letter_alone_leaves_the_field_empty(filled: Read, row: int, sign: str) -> None:
    assert filled.field(row, 4).state == "empty"
    mark = filled.mark(row, 4)
    assert mark
    assert mark.sign == sign


def test_a_signature_struck_through_is_told(filled: Read) -> None:
    assert filled.field(4, 3).state == "struck"
    assert filled.mark(4, 3) is None
    assert filled.field(4, 4).state == "struck_over"


def test_what_reaches_in_from_the_row_above_is_not_ones_own(filled: Read) -> None:
    assert filled.field(1, 5).state == "empty"
    assert filled.field(0, 5).state == "empty"


def test_a_short_stroke_is_doubtful(filled: Read) -> None:
    assert filled.field(2, 5).state == "doubtful"
