"""What is kept of a printing suffices to find each field on the paper that comes back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from kursplaner.basics.layout import Rect, SheetCode, SheetLayout, town_signs
from kursplaner.desk.printing.jobs import jobs_due
from kursplaner.desk.printing.rendering import PrintedFile, render
from kursplaner.desk.printing.sheets import LETTERS, SheetChoice
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.queries.printed_sheets import PageRow, pages_of
from tests.desk.paper_town import NOW, TODAY, PaperTown, build
from tests.documents.ink import Ink, ink
from tests.towns import passing

SHEETS = (
    (SheetKind.ATTENDANCE, SheetChoice(profile="simple")),
    (SheetKind.ATTENDANCE, SheetChoice(profile="bamf")),
    (SheetKind.CHILDCARE, SheetChoice()),
    (SheetKind.DRIVER, SheetChoice()),
    *(
        (SheetKind.EVALUATION, SheetChoice(version=version, every=True))
        for version in ("standard", "easy", "literacy", "children")
    ),
)
BOXES = ("answer", "before", "now", "free", "mark", "aboard", "absent", "code", "time", "odometer")
"""Fields that are printed as a frame of their own; others lie between the lines of a table."""
NEAR = 0.3


@pytest.fixture(scope="module")
def town() -> Iterator[PaperTown]:
    with passing(build, NOW) as made:
        yield made


def printed(town: PaperTown, kind: SheetKind, choice: SheetChoice) -> PrintedFile:
    jobs = jobs_due(town.workspace, TODAY, date(2027, 3, 4), kinds={kind}, choice=choice)
    return render(town.workspace, jobs, None)


def kept(town: PaperTown, made: PrintedFile) -> Iterator[tuple[int, PageRow, Ink]]:
    """Give the number of each sheet with what is kept of each page, and what is drawn there."""
    with town.workspace.read() as db:
        for number, first in zip(made.numbers, made.first_pages, strict=True):
            for row in pages_of(db, number):
                yield number, row, ink(made.pdf, first + row.page - 1)


@pytest.mark.parametrize(("kind", "choice"), SHEETS)
def test_each_field_lies_where_the_measures_say(
    town: PaperTown, kind: SheetKind, choice: SheetChoice
) -> None:
    pages = list(kept(town, printed(town, kind, choice)))
    assert pages
    signs = town_signs(town.workspace.settings.text("town.uuid"))
    for number, row, drawn in pages:
        layout = SheetLayout.from_measures(row.measures)
        marks = [box for box in drawn.boxes if not box.weight and (box.width, box.height) == (6, 6)]
        assert [(box.x, box.y) for box in marks] == [
            (mark.x, mark.y) for mark in layout.page_size.corner_marks
        ]
        assert {(mark.x, mark.y) for mark in layout.page_size.corner_marks} >= {(12, 12)}
        (code,) = (words.text for words in drawn.words if words.text.startswith(f"{layout.kind} "))
        told = SheetCode.parse(code)
        assert told == SheetCode(LETTERS[kind], number, row.page, layout.version, signs)
        assert any(_frames(layout.qr, path.x, path.y, path.right, path.bottom)
                   for path in drawn.paths if path.points > 100)  # fmt: skip
        assert layout.cells
        for name, cell in layout.cells.items():
            if kind == SheetKind.ATTENDANCE and int(name.split()[-1]) >= len(row.columns):
                continue  # the layout has more columns than the list has dates
            assert _printed(drawn, name, cell), (name, cell)


def _frames(rect: Rect, x: float, y: float, right: float, bottom: float) -> bool:
    sides = (rect.x - x, rect.y - y, rect.right - right, rect.bottom - bottom)
    return all(abs(side) < NEAR for side in sides)


def _printed(drawn: Ink, name: str, cell: Rect) -> bool:
    boxes = ((box.x, box.y, box.x + box.width, box.y + box.height) for box in drawn.boxes)
    if any(_frames(cell, *box) for box in boxes):
        return True
    if name.split(maxsplit=1)[0] in BOXES:
        return False
    across = [
        line for line in drawn.across() if line[1] < cell.x + NEAR and line[2] > cell.right - NEAR
    ]
    down = [
        x for x, top, bottom in drawn.down() if top < cell.y + NEAR and bottom > cell.bottom - NEAR
    ]
    edges = [box.x for box in drawn.boxes] + [box.x + box.width for box in drawn.boxes]
    rules = (
        [y for y, *_ in across]
        + [box.y for box in drawn.boxes]
        + [box.y + box.height for box in drawn.boxes]
    )
    if name == "remarks":
        return any(cell.y < y < cell.bottom for y, *_ in across)
    return all(
        any(abs(place - side) < NEAR for place in places)
        for side, places in (
            (cell.y, rules), (cell.bottom, rules), (cell.x, [*down, *edges]),
        )
    )  # fmt: skip


def test_rows_and_columns_lead_to_records(town: PaperTown) -> None:
    found: Mapping[str, Any] = {}
    for kind, choice in SHEETS[:4]:
        for _, row, _drawn in kept(town, printed(town, kind, choice)):
            names = {name.split()[-1 if kind == SheetKind.CHILDCARE else 1]
                     for name in row.measures["cells"] if " " in name}  # fmt: skip
            assert {str(place) for place in row.rows} <= names, kind
            assert row.table, kind
            assert row.rows, kind
            if kind == SheetKind.ATTENDANCE:
                assert set(row.columns) <= set(town.lessons)
                assert set(row.rows.values()) <= set(town.enrolments.values())
            found = {**found, kind: row.table}
    assert found == {
        SheetKind.ATTENDANCE: "enrolment",
        SheetKind.CHILDCARE: "childcare_place",
        SheetKind.DRIVER: "ride_seat",
    }
