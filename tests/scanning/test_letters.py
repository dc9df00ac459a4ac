"""Printed letters of the program's own fonts: other shapes than those it compares with."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from kursplaner.basics.resources import path
from kursplaner.scanning import letters
from kursplaner.scanning.letters import Mask, read_letter


def written(sign: str, turned: float = 0.0, size: int = 40) -> Mask:
    image = Image.new("L", (120, 120), 0)
    font = ImageFont.truetype(path("fonts/NotoSans-Regular.ttf"), size)
    ImageDraw.Draw(image).text((40, 30), sign, font=font, fill=255)
    return np.asarray(image.rotate(turned)) > 110


@pytest.mark.parametrize("sign", "EUWPX")
@pytest.mark.parametrize("turned", [-8, 0, 8])
@pytest.mark.parametrize("size", [24, 60])
def test_the_five_letters_are_read(sign: str, turned: float, size: int) -> None:
    letter = read_letter(written(sign, turned, size))
    assert letter.nearest == sign
    assert letter.sign in {sign, ""}


@pytest.mark.parametrize("sign", "EUWP")
def test_an_upright_letter_is_certain(sign: str) -> None:
    assert read_letter(written(sign)).sign == sign


@pytest.mark.parametrize("sign", "ABCDFGHKLMOQSTYZ123567890?!")
def test_no_other_sign_is_taken_for_one_of_them(sign: str) -> None:
    assert read_letter(written(sign)).sign in {"", "-"}


def test_nothing_is_no_letter() -> None:
    letter = read_letter(np.zeros((20, 20), np.bool_))
    assert (letter.sign, letter.nearest) == ("", "")


def test_a_slanting_stroke_is_a_stroke() -> None:
    thick = np.eye(30, dtype=np.bool_)
    for step in range(1, 4):
        thick[step:] |= thick[:-step]
    assert read_letter(thick).sign == "-"


def test_a_letter_is_read_wherever_it_stands_in_its_box() -> None:
    ink = written("P")
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    part = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert read_letter(part) == read_letter(ink) == read_letter(np.pad(part, ((7, 0), (0, 30))))


@pytest.mark.parametrize("sign", "EUWPXFBLMVHN+-")
def test_only_what_is_clearly_likest_one_letter_is_certain(sign: str) -> None:
    for turned in (-25, 0, 15):
        letter = read_letter(written(sign, turned))
        assert -1 <= letter.like <= 1.0001
        assert letter.lead >= 0
        certain = letter.like >= 0.72 and letter.lead >= 0.06
        assert letter.sign == (letter.nearest if certain else "")


def test_a_narrow_letter_is_laid_into_the_middle_of_a_square() -> None:
    tall = np.zeros((40, 40), np.bool_)
    tall[:, 10:14] = True
    seen = letters._seen(tall)
    assert seen is not None
    square = seen.reshape(20, 20)
    assert np.allclose(square, square[:, ::-1], atol=1e-6)
    assert np.allclose(square, square[::-1], atol=1e-6)
    assert square[10, 10] > 0 > square[10, 2]
    assert (float(np.linalg.norm(seen)), float(seen.sum())) == pytest.approx((1, 0), abs=1e-4)
    wide = letters._seen(tall.T)
    assert wide is not None
    assert np.allclose(wide.reshape(20, 20), square.T, atol=1e-6)
    assert letters._seen(np.zeros((4, 4), np.bool_)) is None


def test_every_way_of_writing_is_likest_to_its_own_letter() -> None:
    signs, ways = letters._written()
    assert len(signs) == len(ways) == 45 * sum(map(len, letters._STROKES.values()))
    assert ways.shape[1] == 400
    for sign in "EUWPX":
        middle = ways[signs == sign].mean(0)
        others = {other: float((ways[signs == other] @ middle).mean()) for other in "EUWPX"}
        assert max(others, key=others.__getitem__) == sign
