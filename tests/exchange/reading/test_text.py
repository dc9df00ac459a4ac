"""Text files as tables: letters, delimiter, quotes and blanks."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kursplaner.basics.errors import Refused
from kursplaner.exchange.cell_text import LONGEST_CELL
from kursplaner.exchange.reading.list_limits import MOST_COLUMNS
from kursplaner.exchange.reading.text import TextTable, read_text_table
from tests.exchange.reading.conftest import FEW_ROWS as MOST_ROWS

PATH = Path("liste.csv")


def read(content: str | bytes, **asked: str) -> TextTable:
    data = content.encode() if isinstance(content, str) else content
    return read_text_table(PATH, data, **asked)  # type: ignore[arg-type]


def rows(content: str | bytes, **asked: str) -> tuple[tuple[str, ...], ...]:
    return read(content, **asked).rows


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Müller".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Müller".encode(), "utf-8"),
        ("Müller".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "Müller".encode("utf-16-be"), "utf-16"),
        ("Müller".encode("cp1252"), "cp1252"),
    ],
)
def test_the_letters_are_found_by_their_mark_or_tried(content: bytes, encoding: str) -> None:
    found = read(content)
    assert (found.encoding, found.rows) == (encoding, (("Müller",),))


def test_letters_that_were_asked_for_are_taken() -> None:
    assert read("Müller".encode("cp1252"), encoding="latin-1").encoding == "latin-1"
    assert rows(codecs.BOM_UTF8 + b"a", encoding="utf-8") == (("a",),)
    for content, encoding in ((b"\x81", "utf-8"), (b"a", "never"), (b"\xff\xfea", "utf-16")):
        with pytest.raises(Refused, match="file_encoding"):
            read(content, encoding=encoding)


def test_letters_that_windows_does_not_know_are_those_of_another_system() -> None:
    found = read(b"M\x81ller")
    assert (found.encoding, found.rows) == ("cp850", (("Müller",),))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\nc;d", ";"),
        ("a\tb\nc\td", "\t"),
        ("a,b\nc,d", ","),
        ("a|b\nc|d", "|"),
        ("a,1;b,2;c\nd,3;e,4;f", ";"),
        ("a;b;c,d\ne;f;g\n", ";"),
        ("a,b,c;d\ne,f,g;h\n", ","),
        ("a\nb", ";"),
        ("", ";"),
        ('"x;y;z",b\n"c;d;e",f', ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(text: str, delimiter: str) -> None:
    assert read(text).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter", "found"),
    [
        ("sep=,\na,b", ",", (("a", "b"),)),
        ("sep=|\r\na|b", "|", (("a", "b"),)),
        ("sep=;;\na", ";", (("sep=",), ("a",))),
        ("sep=\na;b", ";", (("sep=",), ("a", "b"))),
        ("x\nsep=,\na;b", ";", (("x",), ("sep=,",), ("a", "b"))),
    ],
)
def test_excels_own_line_tells_the_delimiter(
    text: str, delimiter: str, found: tuple[tuple[str, ...], ...]
) -> None:
    table = read(text)
    assert (table.delimiter, table.rows) == (delimiter, found)


def test_a_delimiter_that_was_asked_for_goes_before_both() -> None:
    assert rows("sep=;\na|b;c", delimiter="|") == (("a", "b;c"),)


def test_blank_cells_and_rows_behind_are_left_out_and_those_between_kept() -> None:
    assert rows("a;; \n;;\n \n;b;\n;;\n\n", delimiter=";") == (("a",), (), (), ("", "b"))


def test_quotes_hold_delimiters_and_lines() -> None:
    assert rows('"a;b";"c\nd"\ne;f') == (("a;b", "c\nd"), ("e", "f"))
    assert rows('a;"sagt ""ja"""\nb;c') == (("a", 'sagt "ja"'), ("b", "c"))


def test_quotes_written_by_hand_are_read_and_one_never_closed_is_not() -> None:
    assert rows('"Anna" Meier;b\nc;d')[1] == ("c", "d")
    with pytest.raises(Refused, match="file_truncated"):
        rows('a;"b\nc;d')


@pytest.mark.parametrize(("length", "fits"), [(LONGEST_CELL, True), (LONGEST_CELL + 1, False)])
def test_a_field_is_as_long_as_excel_allows(length: int, fits: bool) -> None:  # noqa: FBT001
    text = f"a;b\n\n{'x' * length};c"
    if fits:
        assert len(rows(text)[2][0]) == length
        return
    with pytest.raises(Refused, match="csv_field_too_long") as refused:
        rows(text)
    assert refused.value.facts["row"] == 3


def test_an_endless_field_is_named_with_its_row() -> None:
    with pytest.raises(Refused, match="csv_field_too_long") as refused:
        rows(f"a;b\n\n{'x' * 200_000};c")
    assert refused.value.facts["row"] == 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a\n" * MOST_ROWS, ""),
        ("a\n" * MOST_ROWS + ";\n \n", ""),
        ("a\n" * (MOST_ROWS + 1), "list_too_many_rows"),
        (";".join("a" * MOST_COLUMNS), ""),
        (";".join("a" * MOST_COLUMNS) + ";; ", ""),
        (";".join("a" * (MOST_COLUMNS + 1)), "list_too_many_columns"),
    ],
)
def test_what_is_filled_counts_against_the_limits(text: str, kind: str) -> None:
    if not kind:
        assert rows(text, delimiter=";")
        return
    with pytest.raises(Refused, match=kind):
        rows(text, delimiter=";")


def test_how_far_the_reading_is_is_told_now_and_then() -> None:
    heard: list[float] = []

    def listen(done: int, of: int) -> None:
        heard.append(done / of if of else 0)

    read_text_table(PATH, b"a;b\n" * 1_001, tell=listen)
    assert heard[-1] == 1
    assert heard == sorted(heard)
    assert len(heard) == 4, "at lines 1, 501 and 1001, and at the end"
    assert heard[1] == pytest.approx(0.25, abs=0.01)


@given(
    st.lists(st.lists(st.text("aB ü,;|\"'\t\n", max_size=4), min_size=2, max_size=4), max_size=4),
    st.sampled_from(";\t,|"),
)
def test_what_was_written_as_csv_is_read_again(lines: list[list[str]], delimiter: str) -> None:
    quoted = [
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    ]
    found = rows("\n".join(quoted), delimiter=delimiter)
    trimmed = [list(line) for line in lines]
    for line in trimmed:
        while line and not line[-1].strip():
            line.pop()
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    assert [list(line) for line in found] == trimmed


def test_a_second_reading_is_told_after_the_first() -> None:
    heard: list[float] = []

    def listen(done: int, of: int) -> None:
        heard.append(done / of if of else 0)

    found = read_text_table(PATH, b'"Anna" Meier;b\n' + b"a;b\n" * 1_001, tell=listen)
    assert len(found.rows) == 1_002
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert any(0.5 <= done < 1 for done in heard)
