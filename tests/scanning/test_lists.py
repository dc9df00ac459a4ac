import numpy as np
import pytest

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import Flat
from kursplaner.scanning.letters import Letter
from kursplaner.scanning.lists import ListCell, judge, read_list
from kursplaner.scanning.signatures import INSET, FieldState, SignedField
from tests.scanning.inked import Drawn, block, empty, page_of

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


WIDE, SMALL = (48, 128), (32, 32)


def written(rows: int, columns: int, drawn: dict[str, Drawn]) -> dict[tuple[int, int], ListCell]:
    """Return what a list says of which some cells are written into."""
    names = [f"signature {row} {column}" for row in range(rows) for column in range(columns)]
    boxes = [name.replace("signature", "mark") for name in names]
    fields, at = page_of([drawn.get(name, empty(*WIDE)) for name in names], INSET)
    marks, beside = page_of([drawn.get(name, empty(*SMALL)) for name in boxes], 0.5)
    below = fields.ink.shape[0]
    ink = np.zeros((below + marks.ink.shape[0], fields.ink.shape[1]), np.uint8)
    ink[:below], ink[below:, : marks.ink.shape[1]] = fields.ink, marks.ink
    cells = dict(zip(names, at.values(), strict=True))
    for name, cell in zip(boxes, beside.values(), strict=True):
        cells[name] = Rect(cell.x, cell.y + below / 8, cell.width, cell.height)
    return read_list(Flat(255 - ink, ink, 0.0), cells)


SIGNATURE = block(15, 30, 20, 50, size=WIDE)
STRUCK = block(22, 12, 4, 100, size=WIDE)
LETTER = empty(*SMALL)
LETTER[4:28, 6:9] = LETTER[4:7, 6:24] = LETTER[15:18, 6:20] = LETTER[25:28, 6:24] = 200


def test_a_list_is_read_cell_by_cell() -> None:
    found = written(
        4,
        3,
        {
            "signature 0 0": SIGNATURE,
            "signature 1 0": STRUCK,
            "signature 2 0": STRUCK,
            "mark 2 0": LETTER,
            "mark 0 2": LETTER,
        },
    )
    assert [found[row, 0] for row in range(4)] == [
        ListCell("X"),
        ListCell("U", "struck_without_mark"),
        ListCell("E"),
        ListCell("", "left_empty"),
    ]
    assert {found[row, 1] for row in range(4)} == {ListCell("")}
    assert [found[row, 2] for row in range(2)] == [ListCell("E"), ListCell("", "left_empty")]
    assert len(found) == 12


def test_letters_are_measured_by_the_pens_that_signed() -> None:
    faint = np.minimum(LETTER, 70)
    signed = {f"signature {row} 0": np.roll(SIGNATURE, 4 * row, 1) for row in range(4)}
    found = written(5, 3, {**signed, "mark 4 0": faint})
    assert found[4, 0] == ListCell("", "left_empty")
    assert written(5, 3, {"mark 4 0": faint})[4, 0] == ListCell("E")


def test_a_cell_beyond_the_picture_or_without_its_box_is_told() -> None:
    flat, cells = page_of([SIGNATURE], INSET, "signature 0")
    assert read_list(flat, cells) == {(0, 0): ListCell("", "not_there")}
    (field,) = cells.values()
    box = Rect(field.x, field.y, 4, 4)
    beyond = Rect(field.x - 9, field.y, field.width, field.height)
    assert read_list(flat, {"signature 0 0": beyond, "mark 0 0": box}) == {
        (0, 0): ListCell("", "not_there")
    }
