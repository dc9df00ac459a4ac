import numpy as np
import pytest

from kursplaner.basics.layout import PageSize, Rect
from kursplaner.scanning.codes import Grey
from kursplaner.scanning.flat import Flat, lay_flat
from kursplaner.scanning.geometry import Projection
from kursplaner.scanning.ink import FAINTEST

PAGE = PageSize(48, 36)


def laid(picture: Grey, fineness: float = 8, *, beyond: float = 0.0) -> Flat:
    sheet = np.array([(0, 0), (48, 0), (0, 36), (48, 36)], float)
    return lay_flat(picture, Projection.through(sheet, (sheet + beyond) * fineness), PAGE)


def paper(shade: int = 200, fineness: int = 8) -> Grey:
    return np.full((36 * fineness, 48 * fineness), shade, np.uint8)


@pytest.mark.parametrize("fineness", [4, 8, 12, 16, 24])
def test_a_page_is_laid_eight_pixels_to_a_millimetre(fineness: int) -> None:
    grey = paper(200, fineness)
    grey[10 * fineness : 14 * fineness, 20 * fineness : 26 * fineness] = 100
    flat = laid(grey, fineness)
    assert flat.picture.shape == flat.ink.shape == (288, 384)
    assert flat.ink[82:110, 162:206].min() >= 126
    outside = flat.ink.copy()
    outside[77:115, 157:211] = 0
    assert outside.max() == 0
    assert flat.picture[96, 180] == 100


@pytest.mark.parametrize(("shade", "on", "ink"), [(100, 200, 128), (0, 200, 255), (50, 100, 128)])
def test_ink_is_told_beside_the_white_of_its_paper(shade: int, on: int, ink: int) -> None:
    grey = paper(on)
    grey[80:112, 160:208] = shade
    assert laid(grey).ink[96, 184] == pytest.approx(ink, abs=1)


def test_paper_in_uneven_light_has_no_ink() -> None:
    light = np.linspace(160, 250, 384)
    flat = laid(np.tile(light, (288, 1)).astype(np.uint8))
    assert flat.ink.max() < FAINTEST


def test_a_black_picture_is_no_error() -> None:
    assert laid(paper(0)).ink.min() == 255


def test_what_lies_beyond_the_picture_is_white() -> None:
    flat = laid(paper(), beyond=-10.0)
    assert flat.picture[:76, :].min() == 255
    assert flat.picture[90:, 90:].max() == 200


def test_a_page_cut_out_of_a_larger_picture_is_laid_from_its_corner() -> None:
    grey = np.full((400, 500), 200, np.uint8)
    grey[80:120, 80:160] = 20
    flat = laid(grey, beyond=10.0)
    assert flat.ink[20, 40] > 200
    assert flat.ink[60, 40] == flat.ink[20, 100] == 0


def test_grain_is_that_of_the_calmest_quarter() -> None:
    noise = np.random.default_rng(3).integers(140, 220, (288, 384), np.uint8)
    assert laid(paper()).grain == 0.0
    grey = paper()
    grey[:, :240] = noise[:, :240]
    assert laid(grey).grain == pytest.approx(0, abs=0.5)
    grey[:, :360] = noise[:, :360]
    assert laid(grey).grain > 5


@pytest.mark.parametrize(("calm", "even"), [(48, False), (49, True)])
def test_a_quarter_of_the_blocks_is_a_quarter(calm: int, even: bool) -> None:  # noqa: FBT001
    # 12 by 16 blocks of 3 mm; the quarter of 192 lies between the 48th and the 49th.
    grey = np.random.default_rng(3).integers(140, 200, (288, 384), np.uint8)
    grey[:, : 4 * 24 + 3] = 200
    grey[: 24 * (calm - 48) + 3 if calm > 48 else 0, : 5 * 24 + 3] = 200
    assert (laid(grey).grain == 0) is even


@pytest.mark.parametrize(
    ("rect", "rows", "columns"),
    [
        (Rect(1, 2, 3, 4), (16, 48), (8, 32)),
        (Rect(-1, -2, 3, 4), (0, 16), (0, 16)),
        (Rect(46, 35, 5, 5), (280, 288), (368, 384)),
        (Rect(1.05, 2.07, 1, 1), (17, 25), (8, 16)),
        (Rect(-9, -9, 2, 2), (0, 0), (0, 0)),
    ],
)
def test_a_cut_holds_whole_pixels_within_the_page(
    rect: Rect, rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    numbers = (np.arange(288 * 384) % 251).astype(np.uint8).reshape(288, 384)
    cut = Flat(numbers, numbers, 0.0).cut(rect)
    assert np.array_equal(cut, numbers[slice(*rows), slice(*columns)])
