import numpy as np
import pytest

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import Flat
from kursplaner.scanning.stains import near, stains


def page(shade: int, side: int, at: int = 100) -> Flat:
    ink = np.zeros((240, 320), np.uint8)
    ink[at : at + side, at : at + side] = shade
    return Flat(255 - ink, ink, 0.0)


@pytest.mark.parametrize(("shade", "found"), [(120, False), (121, True)])
def test_a_stain_is_about_as_dark_as_the_pen(shade: int, found: bool) -> None:  # noqa: FBT001
    assert stains(page(shade, 40), [], 200.0).any() == found


@pytest.mark.parametrize(("side", "found"), [(12, 0), (14, 1), (16, 4)])
def test_a_stain_is_broader_than_any_pen(side: int, found: int) -> None:
    seen = stains(page(200, side), [], 200.0)
    assert seen.sum() == found
    assert seen[53, 53] == bool(found)
    assert seen.shape == (120, 160)


@pytest.mark.parametrize(("beside", "found"), [(0.5, False), (1.1, True)])
def test_what_was_drawn_close_around_a_box_is_no_stain(beside: float, found: bool) -> None:  # noqa: FBT001
    box = Rect(12.5, 12.5 + 1.75 + beside, 2.0, 2.0)  # the blot ends at 14.25 mm
    above = Rect(12.5, 12.5 - 2.0 - beside, 2.0, 2.0)
    assert stains(page(200, 14), [box], 200.0).any() == found
    assert stains(page(200, 14), [above], 200.0).any() == found


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (28, 50, True),
        (27, 50, False),
        (71, 50, True),
        (72, 50, False),
        (50, 28, True),
        (50, 27, False),
        (50, 71, True),
        (50, 72, False),
    ],
)
def test_a_stain_within_three_millimetres_is_near(row: int, column: int, found: bool) -> None:  # noqa: FBT001
    stained = np.zeros((100, 100), np.bool_)
    stained[row, column] = True
    assert near(stained, Rect(10, 10, 5, 5), 3.0) == found


def test_a_box_at_the_edge_of_the_page_is_looked_at_from_the_edge_on() -> None:
    stained = np.zeros((100, 100), np.bool_)
    stained[0, 0] = True
    assert near(stained, Rect(1, 1, 5, 5), 3.0)
    stained[0, 0], stained[99, 99] = False, True
    assert not near(stained, Rect(1, 1, 5, 5), 3.0)
