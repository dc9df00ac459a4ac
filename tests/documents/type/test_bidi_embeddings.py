"""Embeddings, overrides and isolates in paragraphs of mixed direction (UAX #9, X1 to X10).

Small letters stand for Latin ones, capitals for Hebrew ones, the signs of `MARKS` for the marks.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.documents.type import bidi

MARKS = {
    ">": "\u202a",  # LRE
    "<": "\u202b",  # RLE
    "}": "\u202d",  # LRO
    "{": "\u202e",  # RLO
    "^": "\u202c",  # PDF
    "/": "\u2066",  # LRI
    "\\": "\u2067",  # RLI
    "?": "\u2068",  # FSI
    "|": "\u2069",  # PDI
}
HEBREW = {chr(ord("A") + number): chr(0x5D0 + number) for number in range(26)}
DEEPEST = 63  # so many RLE reach level 125


def written(text: str) -> str:
    return "".join(MARKS.get(sign) or HEBREW.get(sign, sign) for sign in text)


def levels(text: str, direction: bidi.Direction = "ltr") -> list[int]:
    return list(bidi.levels(written(text), direction)[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b^c", [0, 0, 2, 2, 0]),
        ("a<A^c", [0, 0, 1, 1, 0]),
        ("a>A^c", [0, 0, 3, 3, 0]),
        ("a{b^c", [0, 0, 1, 1, 0]),
        ("a{b1^c", [0, 0, 1, 1, 1, 0]),
        ("A}B^C", [1, 1, 2, 2, 1]),
        ("<a>b^c^d", [0, 2, 2, 2, 2, 2, 2, 0]),
        ("<A<B^C^d", [0, 1, 1, 3, 3, 1, 1, 0]),
        ("<1^c", [0, 2, 2, 0]),
        ("a^bA", [0, 0, 0, 1]),
        ("<A^^b", [0, 1, 1, 1, 0]),
        ("a/<A|^b", [0, 0, 0, 3, 0, 0, 0]),
        ("</^A|B^c", [0, 1, 1, 3, 1, 1, 1, 0]),
        ("a|<A^b", [0, 0, 0, 1, 1, 0]),
        ("{a/b|c^d", [0, 1, 1, 2, 1, 1, 1, 0]),
    ],
)
def test_levels_follow_embeddings_in_a_line_from_the_left(text: str, expected: list[int]) -> None:
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A>b^C", [1, 1, 2, 2, 1]),
        ("A<b^C", [1, 1, 4, 4, 1]),
        ("A}B^C", [1, 1, 2, 2, 1]),
        ("A{b^C", [1, 1, 3, 3, 1]),
        ("A/B|c", [1, 1, 3, 1, 2]),
        ("A\\b|C", [1, 1, 4, 1, 1]),
    ],
)
def test_levels_follow_embeddings_in_a_line_from_the_right(text: str, expected: list[int]) -> None:
    assert levels(text, "rtl") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x?A|z", [0, 0, 1, 0, 0]),
        ("x?a|A", [0, 0, 2, 0, 1]),
        ("x?/a|A|z", [0, 0, 1, 2, 1, 1, 0, 0]),
        ("x?1A|z", [0, 0, 2, 1, 0, 0]),
        ("x?1|A", [0, 0, 2, 0, 1]),
        ("x?(|A", [0, 0, 2, 0, 1]),
    ],
)
def test_an_isolate_takes_the_direction_of_its_own_first_strong_sign(
    text: str, expected: list[int]
) -> None:
    assert levels(text) == expected


def test_the_sign_before_an_isolate_does_not_turn_it() -> None:
    for text, direction, expected in (
        ("a\u2068א\u2069", "ltr", (0, 0, 1, 0)),
        ("א\u2068a\u2069", "rtl", (1, 1, 2, 1)),
        ("\u2068אa\u2069a", "ltr", (0, 1, 2, 0, 0)),
        ("\u2068aא\u2069א", "rtl", (1, 2, 3, 1, 1)),
    ):
        assert bidi.levels(text, "rtl" if direction == "rtl" else "ltr")[1] == expected, ascii(text)


def test_the_first_strong_sign_outside_isolates_gives_the_base() -> None:
    for text, base in (("/A|a", 0), ("/a|A", 1), ("//a|b|A", 1), ("|A", 1), ("1 ", 0), ("", 0)):
        assert bidi.levels(written(text))[0] == base, text
    assert bidi.levels(written("/A"))[0] == 0, "an isolate that is never closed hides the rest"


def test_embeddings_go_no_deeper_than_level_125() -> None:
    assert levels("<" * (DEEPEST - 1) + "Az")[-2] == 123
    assert levels("<" * DEEPEST + "Az")[-2] == 125
    assert levels("<" * (DEEPEST + 1) + "Az")[-2] == 125
    assert levels(">" * 62 + "az")[-2] == 124
    assert levels(">" * 63 + "az")[-2] == 124


def test_each_mark_too_many_is_closed_before_one_that_counted() -> None:
    found = levels("<" * (DEEPEST + 1) + "A^B^Cz")
    assert (found[DEEPEST + 1], found[DEEPEST + 3], found[DEEPEST + 5]) == (125, 125, 123)
    two = levels("<" * (DEEPEST + 2) + "A^B^C^Dz")
    assert [two[DEEPEST + 2 + 2 * number] for number in range(4)] == [125, 125, 125, 123]


def test_an_isolate_too_many_keeps_the_embeddings_outside() -> None:
    deep = "<" * DEEPEST
    assert levels(f"{deep}\\A|Bz")[-2] == 125
    assert levels(f"{deep}\\^A|^Bz")[-2] == 123, "PDF within it closes nothing"
    assert levels(f"{deep}\\<|^Bz")[-2] == 123, "RLE within it is not counted"
    assert levels(f"{deep}\\\\||^Bz")[-2] == 123
    assert levels(f"{deep}<\\|^^Bz")[-2] == 123


def test_the_end_of_an_isolate_forgets_what_was_too_many_within() -> None:
    assert levels("\\" + "<" * DEEPEST + "|>Az")[-2] == 3
    assert levels("\\<<|>Az")[-2] == 3
    assert levels("\\\\<|<|>Az")[-2] == 3


def test_levels_begin_again_after_the_end_of_a_paragraph() -> None:
    found = levels("<A\u2029Ab")
    assert found == [0, 1, 0, 1, 0]


@pytest.mark.parametrize("kind", ["/", "\\", "?"])
@given(
    before=st.text(alphabet="aA1 (", max_size=6),
    after=st.text(alphabet="aA1 )", max_size=6),
    inside=st.tuples(*[st.text(alphabet="aA1 ,<>{}^", max_size=8)] * 2),
)
def test_what_stands_in_an_isolate_moves_nothing_outside(
    kind: str, before: str, after: str, inside: tuple[str, str]
) -> None:
    outside = []
    for content in inside:
        # The last letter keeps blanks after the isolate from standing at the end of the line.
        found = levels(f"xA{before}{kind}{content}|{after}z")
        end = len(before) + 3
        outside.append((found[:end], found[end + len(content) :]))
    assert outside[0] == outside[1]


@given(st.text(alphabet="aA1 (,)", max_size=12))
def test_an_override_gives_every_sign_its_direction(content: str) -> None:
    within = slice(2, 2 + len(content))
    assert set(levels(f"a{{{content}^z")[within]) <= {1}
    assert set(levels(f"A}}{content}^Z", "rtl")[within]) <= {2}


@given(st.text(alphabet="aA1 ()<>{}^/\\?|", max_size=30))
def test_marks_stand_where_the_sign_before_them_stands(text: str) -> None:
    found = levels(f"A{text}z")
    for place, sign in enumerate(text, start=1):
        if sign in "<>{}^":
            assert found[place] == found[place - 1]
    assert all(0 <= level <= 126 for level in found)


@given(st.lists(st.integers(0, 6), max_size=12))
def test_the_order_turns_every_run_of_a_level_or_higher(line: list[int]) -> None:
    odd = [level for level in line if level % 2]
    lowest = min(odd, default=len(line) + 7)
    expected = list(range(len(line)))
    for level in range(max(line, default=0), lowest - 1, -1):
        place = 0
        while place < len(expected):
            end = place
            while end < len(expected) and line[expected[end]] >= level:
                end += 1
            expected[place:end] = reversed(expected[place:end])
            place = max(end, place + 1)
    assert bidi.visual_order(line) == expected


def test_blanks_and_marks_at_the_end_of_a_line_take_its_base() -> None:
    text = written("AB |^ ")
    assert bidi.reset_line_end(text, [1] * 6, 0) == [1, 1, 0, 0, 0, 0]
    assert bidi.reset_line_end(written("AB1"), [1, 1, 2], 0) == [1, 1, 2]
    assert bidi.reset_line_end("  ", [1, 1], 0) == [0, 0]


def test_numbers_and_their_signs_in_a_line_from_the_right() -> None:
    assert levels("A1+2B", "rtl") == [1, 2, 2, 2, 1]
    assert levels("A1,2B", "rtl") == [1, 2, 2, 2, 1]
    assert levels("A1+,2B", "rtl") == [1, 2, 1, 1, 2, 1]
    assert levels("A$1B", "rtl") == [1, 2, 2, 1]
    assert levels("A1%%B", "rtl") == [1, 2, 2, 2, 1]
    assert levels("A$$B", "rtl") == [1, 1, 1, 1]
    assert levels("a1A", "ltr") == [0, 0, 1]


def test_brackets_take_the_direction_of_what_they_hold_or_stand_in() -> None:
    assert levels("a(B)c") == [0, 0, 1, 0, 0]
    assert levels("A(B)c", "rtl") == [1, 1, 1, 1, 2]
    assert levels("A(b)C") == [1, 0, 0, 0, 1]
    assert levels("A(1)b") == [1, 1, 2, 1, 0]
    assert levels("A(b]C", "rtl") == [1, 1, 2, 1, 1]
