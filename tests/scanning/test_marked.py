"""Boxes for a letter, pixel by pixel: 31 pixels inside, and 10 to 11 around that are seen, too."""

from dataclasses import replace

import numpy as np
import pytest

from kursplaner.scanning.letters import Letter, read_letter
from kursplaner.scanning.marked import read_marks
from tests.scanning.inked import Drawn, empty, page_of

EDGE = 10
"""Pixels from what is seen around a box to its inner side."""


def letter(shade: int = 200) -> Drawn:
    """Return an E within the inner side of a box, and what is seen around it."""
    drawn = empty(52, 52)
    drawn[14:38, 16:19] = drawn[14:17, 16:34] = drawn[25:28, 16:30] = shade
    drawn[35:38, 16:34] = shade
    return drawn


def read(*drawings: Drawn, pen: float = 0.0, grain: float = 0.0) -> list[Letter | None]:
    # A box is 1.3 mm smaller at each side than what is drawn here, and half a millimetre larger.
    flat, cells = page_of(list(drawings), -0.8, grain=grain)
    return list(read_marks(flat, cells, pen).values())


def test_a_letter_in_its_box_is_read() -> None:
    (found,) = read(letter())
    assert found == read_letter(letter() > 0)
    assert found == replace(read_letter(letter() > 0), sign="E")


@pytest.mark.parametrize(("pixels", "seen"), [(15, False), (16, True)])
def test_a_quarter_of_a_square_millimetre_is_a_letter(pixels: int, seen: bool) -> None:  # noqa: FBT001
    drawn = empty(52, 52)
    drawn[20, 14 : 14 + pixels] = 200
    drawn[0:5] = 200  # beyond the box: no letter of its own
    assert (read(drawn)[0] is not None) == seen


def test_what_stands_beside_the_box_only_is_nothing() -> None:
    drawn = empty(52, 52)
    drawn[:EDGE] = drawn[42:] = 200
    drawn[:, :EDGE] = drawn[:, 42:] = 200
    assert read(drawn) == [None]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [((41, 48), (20, 40)), ((4, 10), (20, 40)), ((20, 32), (41, 48)), ((20, 30), (4, 10))],
)
def test_a_stroke_that_only_passes_by_is_left_out(
    rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    drawn = letter()
    drawn[slice(*rows), slice(*columns)] = 200
    assert read(drawn) == [read_letter(letter() > 0)]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [((40, 48), (20, 40)), ((4, 11), (20, 40)), ((20, 32), (40, 48)), ((20, 30), (4, 11))],
)
def test_a_stroke_that_comes_in_belongs_to_the_letter(
    rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    drawn = letter()
    drawn[slice(*rows), slice(*columns)] = 200
    assert read(drawn) == [read_letter(drawn > 0)]
    assert read(drawn) != [read_letter(letter() > 0)]


@pytest.mark.parametrize(("pixels", "kept"), [(6, False), (7, True)])
def test_a_speck_in_the_box_is_left_out(pixels: int, kept: bool) -> None:  # noqa: FBT001
    drawn = letter()
    drawn[40, 30 : 30 + pixels] = 200
    assert read(drawn) == [read_letter(drawn > 0 if kept else letter() > 0)]


@pytest.mark.parametrize(("shade", "kept"), [(33, False), (34, True)])
def test_around_the_box_only_what_is_clearly_ink_is_seen(shade: int, kept: bool) -> None:  # noqa: FBT001
    drawn = letter()
    drawn[38:42, 20:30] = 200
    drawn[42:48, 20:30] = shade
    wanted = drawn.copy()
    wanted[42:48] = wanted[42:48] if kept else 0
    assert read(drawn) == [read_letter(wanted > 0)]


@pytest.mark.parametrize(
    ("shade", "pen", "grain", "seen"),
    [
        (26, 0.0, 0.0, False),
        (27, 0.0, 0.0, True),
        (80, 200.0, 0.0, False),
        (81, 200.0, 0.0, True),
        (100, 200.0, 20.0, False),
        (101, 200.0, 20.0, True),
    ],
)
def test_a_letter_is_darker_than_paper_and_not_far_lighter_than_the_pen(
    shade: int,
    pen: float,
    grain: float,
    seen: bool,  # noqa: FBT001
) -> None:
    assert (read(letter(shade), pen=pen, grain=grain)[0] is not None) == seen


def test_a_box_at_the_edge_of_the_picture_is_read_without_what_lies_around() -> None:
    flat, cells = page_of([letter()], -0.8)
    cut = type(flat)(flat.picture[40:, 40:], flat.ink[40:, 40:], 0.0)
    (box,) = cells.values()
    moved = type(box)(box.x - 5, box.y - 5, box.width, box.height)
    drawn = letter()[EDGE:42, EDGE:42]
    assert read_marks(cut, {"mark 0 0": moved}) == {"mark 0 0": read_letter(drawn > 0)}
    assert np.count_nonzero(drawn) == np.count_nonzero(letter())
