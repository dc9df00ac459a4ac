"""Which rows of a list are nobody, and which may be somebody."""

from collections.abc import Sequence

import pytest

from kursplaner.exchange.people_list.columns import guess_columns
from kursplaner.exchange.people_list.row_kinds import (
    RowJudge,
    RowKind,
    course_above,
    course_in,
    has_left,
    is_nobody,
    waits,
)
from kursplaner.exchange.reading.tables import Cell, Row, Sheet

HEADS = ["Nr.", "Nachname", "Vorname", "Telefon"]
FULL: list[list[Cell]] = [["1", "Ahornfeld", "Rima", "0171 2345678"], ["2", "Cedar", "Sami", None]]


def kind(*cells: Cell, heads: Sequence[str] = HEADS, rows: Sequence[Sequence[Cell]] = FULL) -> str:
    guess = guess_columns(heads, rows)
    sample = [Row(at, tuple(row)) for at, row in enumerate(rows, start=2)]
    return RowJudge(guess, sample).kind(Row(9, cells)).value


@pytest.mark.parametrize(
    "cells",
    [
        ("3", "Dorn", "Ina", "0151 1112223"),
        (None, "Dorn", "Ina"),
        ("3", "Summe", "Anna"),
        ("3", "Stand", "Eva", None),
        (None, "Montag", None, "0151 1112223"),
        (None, "Seite", "Karl"),
    ],
)
def test_who_is_somebody(cells: tuple[Cell, ...]) -> None:
    assert kind(*cells) == RowKind.PERSON


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Nr.", "Nachname", "Vorname", "Telefon"), RowKind.HEADING),
        ((None, "NACHNAME", "Vorname:", None), RowKind.HEADING),
        (("Warteliste",), RowKind.SECTION),
        ((None, "Warteliste:", None, "3"), RowKind.SECTION),
        (("Kurs A1-03",), RowKind.SECTION),
        ((None, "Gruppe B"), RowKind.SECTION),
        (("Abgemeldet",), RowKind.SECTION),
        (("A1-03",), RowKind.SECTION),
        (("Stand: 12.02.2027",), RowKind.NOTE),
        (("Stand", "12.02.2027"), RowKind.NOTE),
        (("Seite 1 von 2",), RowKind.NOTE),
        ((None, None, None, "2 / 3"), RowKind.NOTE),
        (("gedruckt am 3.3.2027",), RowKind.NOTE),
        (("Teilnehmer gesamt: 2",), RowKind.SUM),
        ((None, "Summe", None, "24"), RowKind.SUM),
        (("Anzahl Teilnehmende: 12",), RowKind.SUM),
        (("Gesamt",), RowKind.SUM),
        ((None, None, None, "24"), RowKind.SUM),
        ((None, "Dorn"), RowKind.LONE_CELL),
        (("3", "Dorn"), RowKind.LONE_CELL),
        ((None, "Block"), RowKind.LONE_CELL),
    ],
)
def test_who_is_nobody(cells: tuple[Cell, ...], found: RowKind) -> None:
    assert kind(*cells) == found


def test_in_a_list_of_one_column_a_lone_cell_is_somebody() -> None:
    names: list[list[Cell]] = [["Ahornfeld, Rima"], ["Cedar, Sami"]]
    assert kind("Dorn, Ina", heads=["Name"], rows=names) == RowKind.PERSON
    assert kind("Warteliste", heads=["Name"], rows=names) == RowKind.SECTION
    assert kind("Total", heads=["Name"], rows=names) == RowKind.PERSON
    assert kind("Gesamt: 2", heads=["Name"], rows=names) == RowKind.SUM


def test_a_list_without_headings_may_have_some_further_down() -> None:
    rows: list[list[Cell]] = [["Ahornfeld", "Rima", "0171 2345678"]] * 2
    assert kind("Nachname", "Vorname", "Telefon", heads=[], rows=rows) == RowKind.HEADING
    assert kind("Dorn", "Ina", "0171 2345679", heads=[], rows=rows) == RowKind.PERSON


def test_what_a_section_says() -> None:
    assert course_in("Kurs A1-03") == "A1-03"
    assert course_in("Kurs: B1-01") == "B1-01"
    assert course_in("Kurs Nr. 7") == "7"
    assert course_in("Warteliste") == course_in("Kurs") == course_in("Liste 2027") == ""
    assert waits("Warteliste")
    assert waits("Nachrücker")
    assert not waits("Angemeldet")
    assert has_left("Abgemeldete")
    assert has_left("Abbrüche")
    assert not has_left("Warteliste")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((None, "-> ruft zurück, wenn die Betreuung klar ist"), RowKind.NOTE),
        ((None, "(hat am 3.3. abgesagt)"), RowKind.NOTE),
        ((None, "*** ab hier neue Anmeldungen ***"), RowKind.NOTE),
        ((None, "bitte Frau Dorn nochmal anrufen!"), RowKind.NOTE),
        (("x = anwesend, U = unentschuldigt",), RowKind.NOTE),
        (("Unterschrift Lehrkraft: ________",), RowKind.NOTE),
        ((None, "Anwesend", "2", "3"), RowKind.SUM),
        ((None, "von der Heide"), RowKind.LONE_CELL),
        ((None, "Al Khatib"), RowKind.LONE_CELL),
        (("\x1b",), RowKind.NOTE),
    ],
)
def test_notes_between_the_rows_are_nobody_and_open_no_section(
    cells: tuple[Cell, ...], found: RowKind
) -> None:
    assert kind(*cells) == found


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Kurs: A1-03", True),
        ("3 Personen", True),
        ("Stand: 12.02.2027", True),
        ("Seite 1", True),
        ("Rima Ahornfeld", False),
        ("von der Heide, Karl", False),
    ],
)
def test_a_text_alone_may_say_that_it_is_nobody(text: str, *, nobody: bool) -> None:
    assert is_nobody(text) is nobody


def test_a_title_above_the_headings_names_the_course() -> None:
    rows = (
        Row(1, ("Anwesenheitsliste", None, "Kurs:", "A1-03")), Row(2, ("Name", "Vorname")),
    )  # fmt: skip
    assert course_above(Sheet("L", rows), 2) == "A1-03"
    assert course_above(Sheet("L", rows), 1) == ""
    assert course_above(Sheet("L", (Row(1, ("Kurs Deutsch",)), rows[1])), 2) == ""
