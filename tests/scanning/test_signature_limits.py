"""The states of a field to sign in, pixel by pixel: 16 mm wide and 6 mm high, 128 by 48 pixels."""

import numpy as np
import pytest

from kursplaner.scanning.signatures import INSET, SignedField, read_fields
from tests.scanning.inked import Drawn, block, empty, page_of
from tests.scanning.inked import counted as pixels_of

SIZE = (48, 128)
SCRAWL = np.where(np.add.outer(np.arange(48), np.arange(128)) % 5 < 2, 200, 0).astype(np.uint8)
SCRAWL[:10] = SCRAWL[38:] = SCRAWL[:, :20] = SCRAWL[:, 90:] = 0


def read(*drawings: Drawn, grain: float = 0.0) -> list[SignedField]:
    return list(read_fields(*page_of(list(drawings), INSET, grain=grain)).values())


def inked(top: int, left: int, high: int, wide: int, shade: int = 200) -> Drawn:
    return block(top, left, high, wide, shade, size=SIZE)


def counted(pixels: int, wide: int) -> Drawn:
    return pixels_of(pixels, wide, size=SIZE)


@pytest.mark.parametrize(
    ("drawn", "state"),
    [
        (empty(*SIZE), "empty"),
        (counted(7, 7), "empty"),
        (counted(8, 8), "doubtful"),
        (counted(44, 16), "doubtful"),
        (counted(45, 16), "signed"),
        (counted(45, 15), "doubtful"),
        (inked(20, 20, 2, 70), "signed"),
        (inked(20, 20, 2, 71), "struck"),
        (inked(16, 20, 10, 90), "struck"),
        (inked(15, 20, 11, 90), "struck_over"),
        (inked(16, 20, 11, 90), "signed"),
        (inked(17, 20, 11, 90), "struck_over"),
        (inked(17, 20, 12, 90), "signed"),
        (inked(17, 20, 11, 70), "signed"),
    ],
)
def test_a_field_is_told_by_the_ink_in_it(drawn: Drawn, state: str) -> None:
    assert read(drawn)[0].state == state


def test_a_field_says_how_much_ink_it_holds_and_how_wide() -> None:
    drawn = inked(10, 16, 4, 32)
    drawn[30:34, 40:64] = 200
    assert read(drawn) == [SignedField("signed", (4 * 32 + 4 * 24) / 64, 48 / 128)]
    assert read(counted(7, 7)) == [SignedField("empty")]


@pytest.mark.parametrize(
    ("top", "high", "state"),
    [(0, 20, "empty"), (0, 21, "signed"), (1, 19, "signed"), (28, 20, "empty"), (27, 21, "signed")],
)
def test_what_reaches_in_from_the_rows_beside_is_not_ones_own(
    top: int, high: int, state: str
) -> None:
    assert read(inked(top, 30, high, 30))[0].state == state
    assert read(inked(27, 30, 20, 30))[0].state == "signed"


def test_only_the_group_that_reaches_in_is_left_out() -> None:
    drawn = inked(20, 30, 4, 32)
    drawn[0:8, 80:100] = 200
    drawn[40:48, 10:30] = 200
    drawn[25, 70:77] = 200
    assert read(drawn) == [SignedField("signed", 128 / 64, 32 / 128)]


def wave(height: float) -> Drawn:
    drawn = empty(*SIZE)
    x = np.arange(20, 110)
    top = np.round(22 + height * np.sin(x / 3)).astype(int)
    for row in range(4):
        drawn[top + row, x] = 200
    return drawn


@pytest.mark.parametrize(("height", "state"), [(3, "struck"), (4, "struck"), (6, "signed")])
def test_a_stroke_may_tremble_a_little(height: float, state: str) -> None:
    assert read(wave(height))[0].state == state


@pytest.mark.parametrize("rise", [-18, -6, 0, 6, 18])
def test_a_field_is_struck_through_at_any_slope(rise: int) -> None:
    drawn = empty(*SIZE)
    x = np.arange(10, 118)
    y = np.round(24 + rise * (x - 64) / 54).astype(int)
    drawn[y, x] = drawn[y + 1, x] = 200
    assert read(drawn)[0].state == "struck"


def through(row: int, *, share: float = 0.3, gap: int = 0) -> Drawn:
    """Return stems as in a signature, of which so many columns are inked, and a stroke through."""
    drawn = empty(*SIZE)
    stems = [x for x in range(20, 110) if (x % 10) / 10 < share]
    drawn[10:40, stems] = 200
    drawn[row, 20:110] = 200
    drawn[row - 1 : row + 2, 45 : 45 + gap] = 0
    drawn[row, 109] = drawn[10:40, 20] = 200
    return drawn


@pytest.mark.parametrize(
    ("row", "share", "gap", "state"),
    [
        (24, 0.3, 0, "struck_over"),
        (24, 0.4, 0, "struck_over"),
        (24, 0.5, 0, "signed"),
        (24, 0.3, 6, "struck_over"),
        (24, 0.3, 9, "signed"),
        (16, 0.3, 0, "struck_over"),
        (34, 0.3, 0, "struck_over"),
        (4, 0.3, 0, "signed"),
        (44, 0.3, 0, "signed"),
    ],
)
def test_a_stroke_through_a_signature_stands_out_of_it(
    row: int, share: float, gap: int, state: str
) -> None:
    assert read(through(row, share=share, gap=gap))[0].state == state


@pytest.mark.parametrize(("beside", "state"), [(1, "struck_over"), (2, "signed")])
def test_a_stroke_through_may_waver_by_a_pixel(beside: int, state: str) -> None:
    drawn = through(24)
    stems = drawn[12].copy()
    drawn[24] = stems
    for x in range(20, 110):
        drawn[24 + (beside if x // 10 % 2 else -beside), x] = 200
    assert read(drawn)[0].state == state


def test_a_stroke_through_one_half_is_none() -> None:
    drawn = through(24)
    drawn[24, 70:110] = drawn[24, 20:22] = 0
    drawn[10:40, 109] = 200
    assert read(drawn)[0].state == "signed"


@pytest.mark.parametrize(("shade", "state"), [(26, "empty"), (27, "signed")])
def test_ink_is_darker_than_paper_can_be(shade: int, state: str) -> None:
    assert read(inked(15, 30, 10, 30, shade))[0].state == state


@pytest.mark.parametrize(("pens", "state"), [(3, "signed"), (4, "empty")])
def test_four_written_fields_tell_what_is_too_faint_beside_them(pens: int, state: str) -> None:
    signed = [inked(10, 20 + 2 * at, 8, 40) for at in range(pens)]
    blank = [empty(*SIZE)] * 12
    assert read(*signed, *blank, inked(30, 90, 10, 30, 50))[-1].state == state


@pytest.mark.parametrize(("shade", "state"), [(80, "empty"), (81, "signed")])
def test_two_fifths_of_the_pens_of_the_page_are_ink(shade: int, state: str) -> None:
    signed = [inked(10, 20 + 2 * at, 8, 40) for at in range(5)]
    blank = [empty(*SIZE)] * 14
    assert read(*signed, *blank, inked(30, 90, 10, 30, shade))[-1].state == state


@pytest.mark.parametrize(
    ("top", "high", "state"), [(29, 21, "signed"), (30, 20, "empty"), (0, 21, "signed")]
)
def test_two_fifths_of_a_field_are_reached_by_its_own_signature(
    top: int, high: int, state: str
) -> None:
    assert read(block(top, 30, high, 30, size=(50, 128)))[0].state == state
