"""Printed letters of the program's own fonts: other shapes than those it compares with."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from kursplaner.basics.resources import path
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
