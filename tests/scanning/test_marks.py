"""Corner marks on a small sheet, four pixels to a millimetre."""

import numpy as np
import pytest

from kursplaner.basics.layout import PageSize, Rect
from kursplaner.scanning.codes import FoundCode, Grey
from kursplaner.scanning.marks import GATE, Placing, place

PAGE = PageSize(100, 80)
QR = Rect(41, 12, 18, 18)
CORNERS = np.array([(41, 12), (59, 12), (41, 30), (59, 30)], float)


def sheet(*, marks: int = 4, fineness: int = 4, shade: int = 0) -> Grey:
    grey = np.full((80 * fineness, 100 * fineness), 255, np.uint8)
    for mark in PAGE.corner_marks[4 - marks :]:
        blot(grey, mark, fineness, shade)
    return grey


def blot(grey: Grey, rect: Rect, fineness: int = 4, shade: int = 0) -> None:
    sides = (rect.y, rect.bottom, rect.x, rect.right)
    top, bottom, left, right = (round(side * fineness) for side in sides)
    grey[top:bottom, left:right] = shade


def placed(grey: Grey, fineness: float = 4, moved: float = 0.0) -> Placing | None:
    return place(grey, FoundCode("E 1-1-1", (CORNERS + np.array((moved, 0))) * fineness), PAGE, QR)


@pytest.mark.parametrize("fineness", [3, 4, 6, 8])
def test_a_sheet_lies_where_its_marks_are(fineness: int) -> None:
    found = placed(sheet(fineness=fineness), fineness)
    assert found
    assert found.error < 0.15
    assert found.passes
    middle = found.projection(np.array([(50.0, 40.0)]))[0]
    assert middle == pytest.approx((50 * fineness, 40 * fineness), abs=0.6)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_sheet_is_found_however_it_is_turned(turns: int) -> None:
    grey = np.ascontiguousarray(np.rot90(sheet(), turns))
    x, y = CORNERS.T * 4
    corners = {1: (y, 400 - x), 2: (400 - x, 320 - y), 3: (320 - y, x)}[turns]
    found = place(grey, FoundCode("E 1-1-1", np.array(corners).T), PAGE, QR)
    assert found
    assert found.error < 0.15
    assert found.projection.turn_at((50, 40)) % 360 == pytest.approx(-90 * turns % 360, abs=0.5)


@pytest.mark.parametrize("marks", [0, 1, 3])
def test_without_four_marks_it_lies_nowhere(marks: int) -> None:
    assert placed(sheet(marks=marks)) is None


@pytest.mark.parametrize(("error", "passes"), [(0.0, True), (GATE, True), (GATE + 0.001, False)])
def test_the_gate_is_closed_beyond_its_measure(error: float, passes: bool) -> None:  # noqa: FBT001
    found = placed(sheet())
    assert found
    assert Placing(found.projection, error).passes is passes


@pytest.mark.parametrize("moved", [0.5, -0.5, 2.0])
def test_the_error_is_how_far_the_code_misses_its_place(moved: float) -> None:
    found = placed(sheet(), moved=moved)
    assert found
    assert found.error == pytest.approx(abs(moved), abs=0.02)


@pytest.mark.parametrize(
    ("shade", "paper", "seen"),
    [(150, 255, True), (160, 255, False), (120, 200, True), (126, 200, False)],
)
def test_a_mark_is_clearly_darker_than_its_paper(shade: int, paper: int, seen: bool) -> None:  # noqa: FBT001
    grey = np.minimum(sheet(shade=shade), paper)
    assert (placed(grey) is not None) == seen


@pytest.mark.parametrize(
    ("high", "wide", "seen"),
    [
        (11, 12, False),
        (12, 12, True),
        (35, 35, True),
        (36, 36, False),
        (21, 40, True),
        (20, 40, False),
        (40, 21, True),
        (40, 20, False),
    ],
)
def test_a_mark_has_about_its_printed_size(high: int, wide: int, seen: bool) -> None:  # noqa: FBT001
    grey = sheet(marks=3)
    top, left = 60 - high // 2, 60 - wide // 2
    grey[top : top + high, left : left + wide] = 0
    assert (placed(grey) is not None) == seen


@pytest.mark.parametrize("decoys", [1, 2])
def test_spots_farther_out_do_not_hide_the_mark(decoys: int) -> None:
    grey = sheet()
    for x, y in ((1, 1), (9, 1))[:decoys]:
        blot(grey, Rect(x, y, 4, 4))
    found = placed(grey)
    assert found
    assert found.error < 0.15


def test_three_spots_farther_out_hide_it() -> None:
    grey = sheet()
    for x, y in ((1, 1), (9, 1), (1, 9)):
        blot(grey, Rect(x, y, 4, 4))
    found = placed(grey)
    assert found is None or not found.passes


def test_a_spot_in_the_middle_changes_nothing() -> None:
    grey = sheet()
    blot(grey, Rect(47, 50, 6, 6))
    found = placed(grey)
    assert found
    assert found.error < 0.15


def test_a_mark_at_the_very_edge_of_the_picture_is_seen() -> None:
    grey = sheet()[48:-48, 48:-48]
    found = place(grey, FoundCode("E 1-1-1", CORNERS * 4 - 48), PAGE, QR)
    assert found
    assert found.projection(np.array([(50.0, 40.0)]))[0] == pytest.approx((152, 112), abs=0.6)
