import numpy as np
import pytest

from kursplaner.basics.layout import Rect
from kursplaner.scanning import ink
from kursplaner.scanning.flat import Flat
from tests.scanning.inked import block, empty, page_of


@pytest.mark.parametrize(("grain", "least"), [(0, 26), (5.2, 26), (5.4, 27), (10, 50)])
def test_the_grain_of_the_paper_raises_what_is_ink(grain: float, least: float) -> None:
    flat, _ = page_of([empty()], 0.0, grain=grain)
    assert ink.faintest(flat) == least


@pytest.mark.parametrize(
    ("peaks", "pen"),
    [
        ([], 0),
        ([60, 80, 100], 0),
        ([60, 80, 100, 120], 90),
        ([52, 60, 70, 80, 90], 70),
        ([51, 60, 70, 80, 90], 75),
        ([51, 60, 70, 80], 0),
    ],
)
def test_the_pen_of_a_page_is_the_middle_of_what_is_clearly_written(
    peaks: list[int], pen: float
) -> None:
    cells = [np.full((10, 10), peak, np.float32) for peak in peaks]
    assert ink.page_pen(cells, 26.0) == pen


def test_one_dark_pixel_of_a_hundred_is_no_peak() -> None:
    cell = np.full((20, 20), 60, np.float32)
    cell[0, :3] = 200
    assert ink.page_pen([cell] * 4, 26.0) == 60
    cell[0, :8] = 200
    assert ink.page_pen([cell] * 4, 26.0) == 200


@pytest.mark.parametrize(("cells", "left"), [(3, 100.0), (4, 0.0)])
def test_what_all_cells_of_a_size_show_is_printed(cells: int, left: float) -> None:
    found = ink.pens(*page_of([block(5, 5, 4, 4, 100)] * cells, 0.5), 0.5)
    assert {float(each.max()) for each in found.values()} == {left}
    assert {each.shape for each in found.values()} == {(40, 40)}


@pytest.mark.parametrize(("shown", "left"), [(7, 100.0), (8, 0.0)])
def test_what_seven_of_ten_show_is_printed(shown: int, left: float) -> None:
    # Of eleven cells, the share of 30 in a hundred lies just behind the third.
    drawn = [block(5, 5, 4, 4, 100)] * shown + [empty()] * (11 - shown)
    found = list(ink.pens(*page_of(drawn, 0.5), 0.5).values())
    assert float(found[0].max()) == left
    assert float(found[-1].max()) == 0.0


def test_a_pen_over_what_is_printed_keeps_what_it_added() -> None:
    drawn = [block(5, 5, 4, 4, 100)] * 5 + [block(5, 5, 4, 4, 180)]
    found = list(ink.pens(*page_of(drawn, 0.5), 0.5).values())
    assert float(found[-1].max()) == 80.0


def test_cells_of_two_sizes_are_compared_each_with_their_like() -> None:
    small, large = block(5, 5, 4, 4, 100), block(5, 5, 4, 4, 100, size=(40, 48))
    flat, cells = page_of([small] * 4 + [large] * 3, 0.5)
    found = ink.pens(flat, cells, 0.5)
    assert list(found) == list(cells)
    assert [float(each.max()) for each in found.values()] == [0] * 4 + [100] * 3


@pytest.mark.parametrize(
    ("x", "y", "seen"),
    [
        (0, 0, True),
        (-0.2, 0, False),
        (0, -0.2, False),
        (7, 5, True),
        (7.2, 5, False),
        (7, 5.2, False),
    ],
)
def test_a_cell_beyond_the_page_is_left_out(x: float, y: float, seen: bool) -> None:  # noqa: FBT001
    grey = np.zeros((80, 112), np.uint8)
    found = ink.pens(Flat(grey, grey, 0.0), {"a": Rect(x, y, 7, 5)}, 0.0)
    assert list(found) == (["a"] if seen else [])


def test_a_cell_is_cut_where_it_lies() -> None:
    grey = np.arange(80 * 112, dtype=np.uint32).reshape(80, 112) % 251
    flat = Flat(grey.astype(np.uint8), grey.astype(np.uint8), 0.0)
    found = ink.pens(flat, {"a": Rect(2, 3, 4, 5)}, 0.5)["a"]
    assert (found == grey[28:60, 20:44]).all()
    wider = ink.pens(flat, {"a": Rect(2, 3, 4, 5)}, -0.5)["a"]
    assert (wider == grey[20:68, 12:52]).all()
