"""The states of a box, pixel by pixel: its inner side is 5 mm, 40 pixels, 1 600 in all."""

import numpy as np
import pytest

from kursplaner.basics.layout import Rect
from kursplaner.scanning.boxes import FRAME, Box, read_boxes
from kursplaner.scanning.flat import Flat
from tests.scanning.inked import Drawn, block, counted, empty, page_of

CROSS = np.where(np.eye(40) + np.fliplr(np.eye(40)) > 0, 200, 0).astype(np.uint8)


def read(*drawings: Drawn, grain: float = 0.0) -> list[Box]:
    return list(read_boxes(*page_of(list(drawings), FRAME, grain=grain)).values())


def holed(high: int, wide: int) -> Drawn:
    drawn = block(0, 0, 40, 40)
    drawn[10 : 10 + high, 10 : 10 + wide] = 0
    return drawn


@pytest.mark.parametrize(
    ("drawn", "state"),
    [
        (empty(), "empty"),
        (counted(12, 12), "empty"),
        (counted(13, 13), "doubtful"),
        (block(18, 18, 4, 4), "empty"),
        (block(18, 18, 5, 3), "doubtful"),
        (block(18, 18, 3, 5), "doubtful"),
        (counted(35, 14), "doubtful"),
        (counted(36, 14), "ticked"),
        (counted(39, 13), "doubtful"),
        (counted(39, 13).T, "doubtful"),
        (counted(36, 14).T, "ticked"),
        (holed(5, 9), "filled"),
        (holed(5, 10), "doubtful"),
        (holed(9, 9), "doubtful"),
        (holed(6, 17), "ticked"),
        (block(0, 0, 11, 13), "grazed"),
        (block(29, 20, 11, 13), "grazed"),
        (block(20, 0, 13, 11), "grazed"),
        (block(5, 29, 13, 11), "grazed"),
        (block(0, 0, 12, 11), "grazed"),
        (block(10, 10, 12, 11), "doubtful"),
        (block(0, 0, 9, 16), "ticked"),
    ],
)
def test_a_box_is_told_by_how_much_of_it_is_inked_and_how_far(drawn: Drawn, state: str) -> None:
    assert read(drawn)[0].state == state


@pytest.mark.parametrize(("beyond", "state"), [(4, "grazed"), (5, "ticked")])
@pytest.mark.parametrize("turns", range(4))
def test_a_stroke_that_grazes_leaves_hardly_anything_in_the_rest(
    beyond: int, state: str, turns: int
) -> None:
    drawn = block(0, 0, 5, 25)
    drawn[20, 18 : 18 + beyond] = 200
    assert read(np.rot90(drawn, turns))[0].state == state


def test_a_box_says_how_much_of_it_is_inked_how_far_and_how_dark() -> None:
    (box,) = read(block(4, 8, 10, 20))
    assert (box.cover, box.span, box.peak) == (200 / 1600, 0.5, 200.0)
    assert box.gaps == pytest.approx(1 - 14 * 24 / 36**2)
    (tall,) = read(block(4, 8, 30, 20))
    assert tall.span == 0.75


@pytest.mark.parametrize(("shade", "cover"), [(80, 0.025), (81, 0.05)])
def test_a_stroke_ends_where_its_ink_has_fallen_to_two_fifths(shade: int, cover: float) -> None:
    drawn = block(10, 10, 2, 20)
    drawn[12:14, 10:30] = shade
    assert read(drawn)[0].cover == cover


@pytest.mark.parametrize(
    ("shade", "grain", "cover"), [(26, 0.0, 0.0), (27, 0.0, 1.0), (50, 10.0, 0.0), (51, 10.0, 1.0)]
)
def test_what_is_fainter_than_paper_can_be_is_no_ink(
    shade: int, grain: float, cover: float
) -> None:
    (box,) = read(block(0, 0, 40, 40, shade), grain=grain)
    assert (box.cover, box.peak) == (cover, shade)


def faint(drawn: Drawn, crosses: int = 4) -> Box:
    """Return a box as it is beside crosses of a pen of 200, and beside empty ones."""
    return read(*[CROSS] * crosses, *[empty()] * 12, drawn)[-1]


@pytest.mark.parametrize(
    ("drawn", "state"),
    [
        (counted(60, 20, 124), "ticked"),
        (counted(60, 20, 123), "doubtful"),
        (counted(35, 13, 123), "empty"),
        (counted(36, 13, 123), "doubtful"),
        (counted(28, 14, 123), "doubtful"),
        (counted(28, 13, 123), "empty"),
        (counted(35, 13, 124), "doubtful"),
        (block(0, 0, 5, 25, 123), "grazed"),
        (block(0, 0, 40, 40, 123), "doubtful"),
    ],
)
def test_what_is_far_lighter_than_the_pen_of_the_page_is_asked_or_a_speck(
    drawn: Drawn, state: str
) -> None:
    assert faint(drawn).state == state


@pytest.mark.parametrize(("crosses", "state"), [(2, "ticked"), (3, "doubtful")])
def test_four_written_boxes_tell_the_pen_of_a_page(crosses: int, state: str) -> None:
    # The lighter one is itself the third or fourth that was written.
    assert faint(counted(60, 20, 90), crosses).state == state


def test_a_doubted_box_keeps_its_measures() -> None:
    box = faint(counted(60, 20, 120))
    assert (box.cover, box.span, box.peak) == (60 / 1600, 0.5, 120.0)
    speck = faint(counted(28, 13, 120))
    assert (speck.state, speck.cover, speck.span) == ("empty", 28 / 1600, 13 / 40)
    assert (speck.gaps < 1, speck.peak) == (True, 120.0)


def test_a_hard_pencil_is_read_where_the_whole_page_is_written_so() -> None:
    pencil = CROSS // 200 * 60
    found = read(*[pencil] * 8, *[empty()] * 32)
    assert [box.state for box in found] == ["ticked"] * 8 + ["empty"] * 32


def stained_page(distance: int) -> tuple[Flat, dict[str, Rect]]:
    """Return a page whose first box, a cross, has a broad stain so many pixels below."""
    flat, cells = page_of([*[CROSS] * 4, *[empty()] * 12], FRAME)
    ink = np.vstack([flat.ink, np.zeros((120, flat.ink.shape[1]), np.uint8)])
    start = round(cells["box 0"].bottom * 8) + distance
    ink[start : start + 40, 20:60] = 150
    return Flat(255 - ink, ink, 0.0), cells


@pytest.mark.parametrize(("distance", "state"), [(15, "doubtful"), (17, "ticked")])
def test_a_box_beside_a_stain_is_asked(distance: int, state: str) -> None:
    found = read_boxes(*stained_page(distance))
    assert found["box 0"].state == state
    assert [found[f"box {at}"].state for at in (1, 2, 3)] == ["ticked"] * 3
    assert {found[f"box {at}"].state for at in range(4, 16)} == {"empty"}


def test_an_empty_box_beside_a_stain_stays_empty() -> None:
    flat, cells = stained_page(15)
    flat.ink[32:72, 32:72] = 0
    flat.ink[32:72, 32 + 4 * 72 : 72 + 4 * 72] = CROSS
    assert read_boxes(flat, cells)["box 0"].state == "empty"


@pytest.mark.parametrize(("pixels", "state"), [(43, "doubtful"), (44, "ticked")])
def test_the_least_ink_of_a_tick_is_enough(pixels: int, state: str) -> None:
    # 44 of 2 000 pixels are 0.022.
    assert read(counted(pixels, 14, size=(50, 40)))[0].state == state
