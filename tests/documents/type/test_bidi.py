from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.documents.type import bidi

SAMPLE = Path(__file__).parents[1] / "data" / "bidi_character_sample.txt"
WHOLE = Path("/usr/share/unicode/BidiCharacterTest.txt")
"""All of Unicode's cases, where Debian's package `unicode-data` is installed."""
DIRECTIONS: dict[str, bidi.Direction] = {"0": "ltr", "1": "rtl", "2": "auto"}


def cases(file: Path) -> Iterator[tuple[str, bidi.Direction, int, list[str], list[int]]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            signs, direction, base, levels, order = line.split(";")
            text = "".join(chr(int(sign, 16)) for sign in signs.split())
            places = [int(place) for place in order.split()]
            yield text, DIRECTIONS[direction], int(base), levels.split(), places


def cases_right(file: Path) -> int:
    """How many cases there are; each is right."""
    count = 0
    for text, direction, base, expected, order in cases(file):
        found_base, levels = bidi.levels(text, direction)
        kept = [place for place, level in enumerate(expected) if level != "x"]
        assert found_base == base, text
        assert [levels[place] for place in kept] == [int(expected[place]) for place in kept], text
        visual = bidi.visual_order([levels[place] for place in kept])
        assert [kept[place] for place in visual] == order, text
        count += 1
    return count


def test_a_sample_of_unicodes_own_cases() -> None:
    assert cases_right(SAMPLE) > 1400


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE.exists(), reason="needs Debian's package unicode-data")
def test_all_of_unicodes_own_cases() -> None:
    assert cases_right(WHOLE) > 91_000


@pytest.mark.parametrize("number", ["0152 28817386", "+49 37423 575-0", "9:00–11:30", "A2-03"])
def test_numbers_stay_left_to_right_in_an_arabic_sentence(number: str) -> None:
    text = f"اتصل {bidi.isolate(number)} الآن"
    _, levels = bidi.levels(text)
    start = text.index(number)
    order = [place for place in bidi.visual_order(levels) if start <= place < start + len(number)]
    assert order == list(range(start, start + len(number)))


def test_trailing_blank_of_a_wrapped_line_takes_the_base() -> None:
    base, levels = bidi.levels("Ali محمد ")
    assert bidi.reset_line_end("Ali محمد ", levels, base)[-1] == 0


@given(st.text(max_size=60))
def test_every_text_has_one_place_for_every_sign(text: str) -> None:
    base, levels = bidi.levels(text)
    assert base in {0, 1}
    assert sorted(bidi.visual_order(levels)) == list(range(len(text)))
