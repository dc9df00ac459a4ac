"""What one cell of an attendance list says: field and box together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import Flat
from kursplaner.scanning.ink import faintest, page_pen, pens
from kursplaner.scanning.letters import Letter
from kursplaner.scanning.marked import read_marks
from kursplaner.scanning.signatures import INSET, FieldState, SignedField, read_fields

Doubt: TypeAlias = Literal[
    "signed_and_marked",
    "struck_over",
    "struck_without_mark",
    "letter",
    "faint",
    "left_empty",
    "not_there",
]
"""Why a cell is asked: signed beside a letter; a signature struck through; struck through and no
letter beside it; a letter that is not certain; too little to be a signature; nothing, though
others signed for that day; its place lies beyond the picture."""
PRESENT = "X"
_ABSENT = frozenset("EUWP")


@dataclass(frozen=True, slots=True)
class ListCell:
    """What stands in a cell.

    Attributes:
        mark: "X", "E", "U", "W" or "P"; "" for nothing.
        doubt: why a person must decide, None where the mark is certain; then `mark` is a proposal.
    """

    mark: str
    doubt: Doubt | None = None


def read_list(flat: Flat, cells: Mapping[str, Rect]) -> dict[tuple[int, int], ListCell]:
    """Return what each cell of an attendance list says, by row and column from 0.

    `cells` are those of its layout ("signature 3 2", "mark 3 2") where they lie on this page.
    """
    fields = {name: cell for name, cell in cells.items() if name.startswith("signature ")}
    boxes = {name: cell for name, cell in cells.items() if name.startswith("mark ")}
    pen = page_pen(pens(flat, fields, INSET).values(), faintest(flat))
    signed, marked = read_fields(flat, fields), read_marks(flat, boxes, pen)
    found = {}
    for name in fields:
        _, row, column = name.split()
        field, box = signed.get(name), f"mark {row} {column}"
        seen = field is not None and box in marked
        cell = judge(field, marked[box]) if seen and field else ListCell("", "not_there")
        found[int(row), int(column)] = cell
    begun = {column for (_, column), cell in found.items() if cell.mark}
    return {
        place: ListCell("", "left_empty") if cell == _NOTHING and place[1] in begun else cell
        for place, cell in found.items()
    }


def judge(field: SignedField, mark: Letter | None) -> ListCell:
    """Return what a field to sign in and the box beside it say together."""
    if mark is None:
        return _UNMARKED[field.state]
    letter = mark.sign or mark.nearest
    if field.state in {"signed", "struck_over"}:
        if mark.sign == PRESENT and field.state == "signed":
            return ListCell(PRESENT)
        return ListCell(letter if letter in _ABSENT else PRESENT, "signed_and_marked")
    if field.state == "doubtful":
        return ListCell(letter if letter in _ABSENT else "", "faint")
    if mark.sign in _ABSENT:
        return ListCell(mark.sign)
    return ListCell(letter if letter in _ABSENT else "", "letter")


_NOTHING = ListCell("")
_UNMARKED: Mapping[FieldState, ListCell] = {
    "empty": ListCell(""),
    "signed": ListCell(PRESENT),
    "struck": ListCell("U", "struck_without_mark"),
    "struck_over": ListCell("", "struck_over"),
    "doubtful": ListCell("", "faint"),
}
