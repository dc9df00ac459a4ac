"""What single cells of a people list say, at the edges."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.values import UnreadableError
from kursplaner.exchange.reading.tables import Cell


def said(read: Callable[[Cell], object], cell: Cell) -> object:
    try:
        return read(cell)
    except UnreadableError as fault:
        return str(fault)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (3.0, "3"), (100.0, "100"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (7, "7"),
        (date(2027, 3, 2), "02.03.2027"), (datetime(2027, 3, 2, 9), "02.03.2027"), (True, "True"),
        (" a\u2028b\tc\x00d\u202ee\ufeff ", "a b cde"),
    ],
)  # fmt: skip
def test_a_cell_is_one_line_of_text(cell: Cell, text: str) -> None:
    assert values.plain_text(cell) == text


def test_what_says_that_nothing_is_known_is_empty() -> None:
    for nothing in (
        "-",
        "–",
        "?",
        "k. A.",
        "K.A.",
        "ka",
        "n/a",
        "Keine",
        "unbekannt",
        "entfällt",
        "",
    ):
        assert values.value_text(nothing) == "", nothing
    assert values.value_text("Karla") == "Karla"
    assert said(values.value_text, "#NV") == "cell_error"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("W.", "female"), ("Madchen", "female"), ("Junge", "male"), ("X", "diverse"), ("", ""),
        ("k. A.", ""), ("weib", "gender_unreadable"),
    ],
)  # fmt: skip
def test_genders(cell: Cell, found: str) -> None:
    assert said(values.gender, cell) == found
    one_of_them = found in {"female", "male", "diverse"} and cell != "X"  # an X marks anything
    assert values.looks_like_gender(cell) is one_of_them


@pytest.mark.parametrize(
    ("cell", "found", "looks"),
    [
        (8626, "08626", True), ("8626", "8626", False), (86260, "86260", True), (862, "862", False),
        ("D-08626", "08626", True), ("CZ 352 01", "352 01", True), (None, "", False),
        ("086261", "086261", False),
    ],
)  # fmt: skip
def test_postcodes(cell: Cell, found: str, *, looks: bool) -> None:
    assert values.postcode(cell) == found
    assert values.looks_like_postcode(cell) is looks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("08626 Adorf", ("08626", "Adorf")), ("D-08626, Adorf", ("08626", "Adorf")),
        ("352 01 Aš", ("352 01", "Aš")), ("8626 Adorf", ("8626", "Adorf")),
        ("Adorf", ("", "Adorf")), ("08626", ("", "08626")), ("862 Adorf", ("", "862 Adorf")),
    ],
)  # fmt: skip
def test_postcode_and_place_in_a_cell(text: str, parts: tuple[str, str]) -> None:
    assert values.postcode_and_place(text) == parts
    assert values.looks_like_postcode_and_place(text) is bool(parts[0])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Markt 1, 08626 Adorf", ("Markt 1", "08626", "Adorf")),
        ("Markt 1 ; CZ-352 01 Aš, ", ("Markt 1", "352 01", "Aš")),
        ("08626 Adorf", ("", "08626", "Adorf")), ("Markt 1", ("Markt 1", "", "")),
    ],
)  # fmt: skip
def test_an_address_in_a_cell(text: str, parts: tuple[str, str, str]) -> None:
    assert values.address_parts(text) == parts


@pytest.mark.parametrize(
    ("cell", "centimetres"),
    [
        (110, 110), ("1,10 m", 110), ("110 cm", 110), (2.99, "height_unreadable"),
        (2.5, 250), (2.51, "height_unreadable"), (250, 250), (251, "height_unreadable"),
        (30, 30), (29, "height_unreadable"), (0.3, 30), (0.29, "height_unreadable"),
        (3, "height_unreadable"), ("1.5 Meter", 150), ("groß", "height_unreadable"), ("-", None),
    ],
)  # fmt: skip
def test_heights_are_between_thirty_centimetres_and_two_and_a_half_metres(
    cell: Cell, centimetres: object
) -> None:
    assert said(values.height_cm, cell) == centimetres


def test_what_a_cell_lists_is_named_once_in_its_order() -> None:
    assert values.listed("Dari, Farsi und Deutsch; Dari/Englisch & a") == (
        "Dari", "Farsi", "Deutsch", "Englisch", "a",
    )  # fmt: skip
    assert values.listed(" , ") == ()
    assert values.listed("Hund") == ("Hund",)


@pytest.mark.parametrize(
    ("text", "family_first", "given_first"),
    [
        ("Novák, Jana", ("Novák", "Jana"), ("Novák", "Jana")),
        ("Novák,", ("Novák", ""), ("Novák", "")),
        ("Novák", ("Novák", ""), ("Novák", "")),
        ("Jana Novák", ("Jana", "Novák"), ("Novák", "Jana")),
        ("von Berg", ("von", "Berg"), ("Berg", "von")),
        ("von der Berg Anna", ("von der Berg", "Anna"), ("Anna", "von der Berg")),
        ("Anna von der Berg", ("Anna", "von der Berg"), ("von der Berg", "Anna")),
        ("Anna Maria Berg", ("Anna", "Maria Berg"), ("Berg", "Anna Maria")),
        ("von der Anna", ("von der", "Anna"), ("der Anna", "von")),
        ("Al Said Omar", ("Al Said", "Omar"), ("Omar", "Al Said")),
    ],
)  # fmt: skip
def test_a_name_in_one_cell_is_parted(
    text: str, family_first: tuple[str, str], given_first: tuple[str, str]
) -> None:
    assert values.name_parts(text, family_first=True) == family_first
    assert values.name_parts(text, family_first=False) == given_first


@pytest.mark.parametrize(
    ("looks", "yes", "no"),
    [
        (values.looks_like_level, ("A1", "b2.1", "C0", "A1,2+", "ALPHA"), ("D1", "A3", "A1.3", "")),
        (values.looks_like_street, ("Markt 1", "Am Ring 12 a"), ("Markt", "08626 Adorf", "M 1")),
        (values.looks_like_name, ("Jana", "Novák Jana"), ("A1", "a@b", "", 7, None)),
    ],
)
def test_what_a_cell_looks_like(
    looks: Callable[[Cell], bool], yes: tuple[Cell, ...], no: tuple[Cell, ...]
) -> None:
    assert [cell for cell in yes if not looks(cell)] == []
    assert [cell for cell in no if looks(cell)] == []
