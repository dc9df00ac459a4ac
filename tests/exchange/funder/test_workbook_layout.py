"""Where things stand in the funder's workbook, and every value of its tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kursplaner.basics import clock
from kursplaner.exchange.funder.report import FunderCourse, FunderReport
from kursplaner.exchange.funder.workbook import write_funder_workbook
from tests.exchange.funder.test_workbook import small

DAY = datetime(2027, 3, 2)
SCOPE = "Stadt Adorf   ·   Aktenzeichen IM-2027/0815   ·   01.01.2027 – 30.06.2027"


def written(path: Path, report: FunderReport) -> Any:
    with clock.pinned(datetime(2027, 7, 1, 8, 0)):
        write_funder_workbook(path, report)
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(tmp_path_factory.mktemp("funder") / "n.xlsx", small())


def rows(book: Any, name: str, first: int, last: int) -> list[tuple[object, ...]]:
    return list(book[name].iter_rows(first, last, values_only=True))


def near(*values: object) -> tuple[object, ...]:
    return tuple(pytest.approx(v) if isinstance(v, float) else v for v in values)


def test_tables_stand_below_their_title(book: Any) -> None:
    places = {
        sheet.title: {name: (sheet.tables[name].ref, sheet.tables[name].totalsRowCount)
                      for name in sheet.tables}
        for sheet in book
    }  # fmt: skip
    assert places == {
        "Deckblatt": {},
        "Kursstatistik": {"TabKurse": ("A4:R7", 1)},
        "Termine": {"TabTermine": ("A4:O8", 1)},
        "Teilnahme": {"TabPersonen": ("A4:G8", 1)},
        "Teilnahme je Kurs": {"TabTeilnahme": ("A4:H9", 1)},
        "Kinderbetreuung": {"TabBetreuung": ("A4:G6", 1)},
        "Betreute Kinder": {"TabKinder": ("A4:F7", 1)},
        "Fahrten": {"TabFahrten": ("A4:L7", 1)},
        "Sprachmittlung": {"TabSprachmittlung": ("A4:H7", 1)},
        "Nicht gedeckter Bedarf": {"TabBedarf": ("A4:F7", 1)},
        "Indikatoren": {
            "TabIndikatoren": ("A4:C30", None), "TabAlter": ("A32:D39", 1),
            "TabGeschlecht": ("A41:D46", 1), "TabGemeinden": ("A48:E53", 1),
            "TabGastAlter": ("A55:B58", 1),
        },
    }  # fmt: skip
    filters = {name for sheet in book for name in sheet.tables if sheet.tables[name].autoFilter}
    assert filters == {
        "TabTermine", "TabPersonen", "TabTeilnahme", "TabBetreuung", "TabKinder", "TabFahrten",
        "TabBedarf", "TabSprachmittlung",
    }  # fmt: skip


def test_sheets_say_what_they_are_and_keep_their_heading(book: Any) -> None:
    for sheet in book:
        assert not sheet.sheet_view.showGridLines
        accent = sheet.title in {"Deckblatt", "Indikatoren"}
        assert sheet.sheet_properties.tabColor.rgb == ("FF1A6B86" if accent else "FFDDE2E8")
        if sheet.title == "Deckblatt":
            continue
        assert (sheet["A1"].value, sheet["A2"].value) == (sheet.title, SCOPE)
        assert (sheet["A1"].font.sz, sheet["A1"].font.b) == (18, True)
        assert sheet.freeze_panes == "A5"
        repeated = None if sheet.title == "Indikatoren" else "$4:$4"
        assert (sheet.print_title_rows or None) == repeated
        assert sheet.oddHeader.left.text == f"{sheet.title} · {SCOPE}".replace("   ", " ")
        heights = sheet.row_dimensions
        assert (heights[1].height, heights[4].height) == (26.25, 33.75)


def test_every_sheet_prints_on_one_page_across_and_stays_legible(book: Any) -> None:
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize) == ("landscape", 9)
        assert (setup.fitToWidth or 1) == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        pixels = [
            round(part.width * 7) * (part.max - part.min + 1)
            for part in sheet.column_dimensions.values()
        ]
        inches = 11.69 - sheet.page_margins.left - sheet.page_margins.right
        assert 11 * inches * 96 / sum(pixels) >= 7.5, sheet.title


def test_columns_are_as_wide_as_their_tables_ask(book: Any) -> None:
    def widths(name: str, columns: str) -> list[int]:
        return [int(book[name].column_dimensions[column].width) for column in columns]

    assert widths("Termine", "ABCFG") == [6, 14, 12, 17, 22]
    assert widths("Deckblatt", "ABCDEF") == [3, 30, 18, 5, 30, 18]
    assert widths("Indikatoren", "ABDEF") == [28, 16, 14, 12, 34]
    assert book["Indikatoren"].column_dimensions["B"].max == 3


def test_every_indicator_is_bold_above_a_fine_line_with_how_it_was_reckoned(book: Any) -> None:
    sheet = book["Indikatoren"]
    assert sheet["D4"].value == "So gerechnet"
    figures = [sheet.cell(row, 2) for row in range(5, 31)]
    assert {figure.border.bottom.style for figure in figures} == {"thin"}
    assert all(figure.font.b for figure in figures)
    assert all(sheet.cell(row, 4).value for row in range(5, 31))
    assert {sheet.cell(row, 4).alignment.indent for row in range(5, 31)} == {1}


def test_the_cover_has_facts_and_blocks(book: Any) -> None:
    sheet = book["Deckblatt"]
    assert sheet["B2"].value == "Zahlen zum Verwendungsnachweis"
    assert (sheet["B2"].font.sz, sheet.row_dimensions[2].height) == (24, 33.75)
    assert rows(book, "Deckblatt", 4, 8) == [
        (None, "Kommune", "Stadt Adorf", None, None, None),
        (None, "Aktenzeichen", "IM-2027/0815", None, None, None),
        (None, "Zeitraum", "01.01.2027 – 30.06.2027", None, None, None),
        (None, "Erstellt am", "01.07.2027", None, None, None),
        (None,) * 6,
    ]
    assert rows(book, "Deckblatt", 9, 30) == [
        (None, "Unterricht", None, None, "Menschen", None),
        (None, "Kurse", 2, None, "Verschiedene Personen", 2),
        (None, "Termine", 2, None, "davon Frauen", 1),
        (None, "Unterrichtseinheiten", 3.25, None, "Frauenanteil", 0.5),
        (None, "Unterrichtsstunden", 2.5, None, "Wohngemeinden", 2),
        near(None, "Teilnahmestunden", 470 / 60, None, "Mittlere Anwesenheit", 0.6),
        (None, "Ausgefallene Termine", 1, None, "Gäste ohne Namen", 4),
        (None, "Noch geplante Termine", 0, None, "Weibliche Gäste", 4),
        (None, None, None, None, "Gastkinder ohne Namen", 1),
        (None, None, None, None, "Auf der Warteliste", 3),
        (None, None, None, None, "Abgesagt", 2),
        (None,) * 6,
        (None, "Kinderbetreuung", None, None, "Fahrdienst", None),
        (None, "Betreute Kinder", 2, None, "Fahrten", 2),
        (None, "Kinderstunden", 3, None, "Beförderte Personen", 4),
        (None, None, None, None, "Kilometer", 13),
        near(None, None, None, None, "Wegstreckenentschädigung", 3.9),
        (None,) * 6,
        (None, "Sprachmittlung", None, None, None, None),
        (None, "Einsätze der Sprachmittlung", 2, None, None, None),
        (None, "Stunden der Sprachmittlung", 2.5, None, None, None),
        (None, "Kosten der Sprachmittlung", 45, None, None, None),
    ]


def test_the_cover_ends_with_checks_and_notes(book: Any) -> None:
    sheet = book["Deckblatt"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        "B9:C9", "E9:F9", "B21:C21", "E21:F21", "B27:C27",
    }  # fmt: skip
    assert [sheet.row_dimensions[row].height for row in (9, 10, 17, 21, 25)] == [
        21.75, 20.25, 20.25, 21.75, 20.25,
    ]  # fmt: skip
    assert (sheet["C10"].font.sz, sheet["B9"].font.sz) == (12, 12)
    assert [sheet[cell].value for cell in ("B32", "B33", "E33", "B34", "E34", "B35")] == [
        "Abgleich der Tabellen", "Teilnahmeminuten: Termine = Teilnahme je Kurs", "stimmt überein",
        "Kinderminuten: Betreuungstage = Kinder", "stimmt überein", None,
    ]  # fmt: skip
    assert [bool(sheet[f"B{row}"].value) for row in (35, 36, 37, 38, 39)] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert sheet["B36"].font.sz == 9
    assert sheet.print_area == "'Deckblatt'!$A$1:$F$38"
    assert sheet.print_options.horizontalCentered
    assert not sheet.oddHeader.left.text


def test_the_cover_draws_its_figures_from_the_indicators(tmp_path: Path) -> None:
    write_funder_workbook(tmp_path / "n.xlsx", small())
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx")["Deckblatt"]
    assert sheet["C10"].value == "=INDEX(TabIndikatoren[Wert],1)"
    assert sheet["C11"].value == "=INDEX(TabIndikatoren[Wert],2)"
    assert sheet["F25"].value == "=INDEX(TabIndikatoren[Wert],21)"


def test_the_cover_leaves_out_what_is_not_known(tmp_path: Path) -> None:
    report = replace(small(), grant_reference="", grant_title="Integration", funder="Land")
    found = written(tmp_path / "n.xlsx", report)
    assert [row[1:3] for row in rows(found, "Deckblatt", 4, 9)] == [
        ("Kommune", "Stadt Adorf"), ("Zuwendung", "Integration"), ("Zuwendungsgeber", "Land"),
        ("Aktenzeichen", "alle Zuwendungen"), ("Zeitraum", "01.01.2027 – 30.06.2027"),
        ("Erstellt am", "01.07.2027"),
    ]  # fmt: skip
    assert found["Deckblatt"]["B11"].value == "Unterricht"
    assert found["Termine"]["A2"].value == "Stadt Adorf   ·   01.01.2027 – 30.06.2027"


def test_lessons_and_courses_hold_every_value(book: Any) -> None:
    took_place = "stattgefunden"
    assert rows(book, "Termine", 5, 8) == [
        near(
            1, "01", DAY, time(9), time(10, 40), took_place, None, 2, 90, 2, 170, 0, 0, 0, 170 / 60
        ),
        near(2, "1", DAY, time(9), time(10), took_place, None, 1.25, 60, 1, 60, 4, 4, 1, 5.0),
        near(1, "01", DAY, time(11, 40), time(13, 20), "ausgefallen", "krank", *[0] * 8),
        near("Summe", *[None] * 6, 3.25, 150, 3, 230, 4, 4, 1, 470 / 60),
    ]
    assert rows(book, "Kursstatistik", 5, 7) == [
        near(1, "01", "=Deutsch", "Kurs", "A1", DAY, DAY, 1, 1, 2, 1.5, 2, 1, 170 / 60, 1, 3, 1,
             12.345),
        near(2, "1", "Frauen", "Kurs", "A2", DAY, DAY, 1, 0, 1.25, 1, 1, 1, 5, 1 / 3, 0, 0, 0),
        near("Summe", *[None] * 6, 2, 1, 3.25, 2.5, None, None, 470 / 60, None, 3, 1, 12.345),
    ]  # fmt: skip


def test_people_and_children_hold_every_value_but_their_key(book: Any) -> None:
    def unnumbered(name: str, first: int, last: int) -> list[Sequence[object]]:
        found = rows(book, name, first, last)
        assert all(10_000 <= int(str(row[0])) < 100_000 for row in found)
        return sorted((row[1:] for row in found), key=str)

    assert unnumbered("Teilnahme je Kurs", 5, 8) == [
        near(1, "01", "männlich", 1, 1, 80, 80 / 60), near(1, "01", "weiblich", 1, 1, 90, 1.5),
        near(2, "1", "weiblich", 1, 0, 0, 0), near(2, "1", "weiblich", 2, 1, 60, 1),
    ]  # fmt: skip
    assert rows(book, "Teilnahme je Kurs", 9, 9) == [
        near("Summe", None, None, None, 5, 3, 230, 230 / 60)
    ]
    assert unnumbered("Betreute Kinder", 5, 6) == [
        ("3–5", "Adorf", 1, 90, 1.5), ("6–9", "Eichigt", 1, 90, 1.5),
    ]  # fmt: skip
    assert {row[1:4] for row in rows(book, "Teilnahme", 5, 7)} == {
        ("18–26", "weiblich", "Adorf"), ("27–39", "männlich", "Oelsnitz"),
        ("40–59", "weiblich", "unbekannt"),
    }  # fmt: skip


def test_childcare_rides_and_unmet_demand_hold_every_value(book: Any) -> None:
    assert rows(book, "Kinderbetreuung", 5, 6) == [
        (DAY, 1, "01", 2, 1, 180, 3), ("Summe", None, None, 2, None, 180, 3),
    ]  # fmt: skip
    assert rows(book, "Fahrten", 5, 7) == [
        near(DAY, 1, "01", "Hinfahrt", "Bus", "Kommune", 2, 1, 3, 12.345, 0.3, 3.7),
        near(DAY, None, None, "Rückfahrt", "Bus", "privat", 1, 0, 1, 0.655, 0.3, 0.2),
        near("Summe", *[None] * 5, 3, 1, 4, 13, None, 3.9),
    ]
    assert rows(book, "Nicht gedeckter Bedarf", 5, 7) == [
        (1, "01", "wartet", None, 3, 4), (2, "1", "abgesagt", "Kurs voll", 2, 1),
        ("Summe", None, None, None, 5, 5),
    ]  # fmt: skip


def test_breakdowns_hold_every_value(book: Any) -> None:
    found = [row[:5] for row in rows(book, "Indikatoren", 33, 53)]
    assert found[:7] == [
        ("unter 18", 0, 0, 0, None), ("18–26", 1, 1, 0.5, None), ("27–39", 1, 0, 0.5, None),
        ("40–59", 0, 0, 0, None), ("60 und älter", 0, 0, 0, None), ("unbekannt", 0, 0, 0, None),
        ("Summe", 2, 1, 1, None),
    ]  # fmt: skip
    assert found[9:14] == [
        ("weiblich", 1, 1, 0.5, None), ("männlich", 1, 0, 0.5, None), ("divers", 0, 0, 0, None),
        ("unbekannt", 0, 0, 0, None), ("Summe", 2, 1, 1, None),
    ]  # fmt: skip
    assert found[16:] == [
        ("Adorf", 1, 1, 0.5, 1), ("Eichigt", 0, 0, 0, 1), ("Oelsnitz", 1, 0, 0.5, 0),
        ("unbekannt", 0, 0, 0, 0), ("Summe", 2, 1, 1, 2),
    ]  # fmt: skip
    how = [row[3] for row in rows(book, "Indikatoren", 4, 30)]
    assert how[:3] == [
        "So gerechnet", "Kurse mit mindestens einem Termin, der stattfand",
        "Termine, die stattfanden",
    ]  # fmt: skip
    assert all(how)
    assert {str(merged) for merged in book["Indikatoren"].merged_cells.ranges} == {"D4:F4"}


def test_interpreters_and_guests_by_age_hold_every_value(book: Any) -> None:
    assert rows(book, "Sprachmittlung", 5, 7) == [
        (DAY, 1, "01", "Arabisch", "=Sprachbrücke", 90, 1.5, 45),
        (DAY, 2, "1", "Dari", "Person der Stelle", 60, 1, None),
        ("Summe", None, None, None, None, 150, 2.5, 45),
    ]
    assert [row[:2] for row in rows(book, "Indikatoren", 56, 58)] == [
        ("3–5", 1), ("27–39", 3), ("Summe", 4),
    ]  # fmt: skip


def test_forms_and_looks_of_columns(book: Any) -> None:
    sheet = book["Termine"]
    assert (sheet["C5"].number_format, sheet["D5"].number_format) == ("dd.mm.yyyy", "hh:mm")
    assert (sheet["H5"].number_format, sheet["I5"].number_format) == ("#,##0.00", "#,##0")
    assert (sheet["A5"].alignment.horizontal, sheet["F5"].alignment.horizontal) == (
        "center",
        "left",
    )
    assert (sheet["F5"].alignment.indent, sheet["F5"].alignment.wrap_text) == (1, True)
    assert (sheet["B4"].alignment.horizontal, sheet["B4"].alignment.indent) == ("left", 1)
    assert (sheet["A4"].alignment.horizontal, sheet["I4"].alignment.horizontal) == (
        "center", "right",
    )  # fmt: skip
    assert (sheet["A8"].font.b, sheet["A8"].alignment.indent) == (True, 1)
    assert sheet["A5"].border.bottom.style == "thin"
    assert sheet["A8"].border.top.style == "thin"
    assert book["Teilnahme"]["A5"].number_format == '"P-"00000'


def test_a_row_is_as_tall_as_its_longest_text_up_to_eight_lines(tmp_path: Path) -> None:
    tall = {0: 1, 19: 1, 20: 2, 38: 2, 39: 3, 133: 7, 134: 8, 900: 8}
    day = date(2027, 3, 2)
    courses = tuple(
        FunderCourse(length, f"{length}", "T" * length, "Kurs", "A1", day, day) for length in tall
    )
    report = FunderReport("Adorf", date(2027, 1, 1), date(2027, 6, 30), courses=courses)
    heights = written(tmp_path / "n.xlsx", report)["Kursstatistik"].row_dimensions
    assert [heights[row].height for row in range(5, 13)] == [
        pytest.approx(17 * lines, abs=0.5) for lines in tall.values()
    ]


def test_an_empty_table_keeps_a_row_to_fill(tmp_path: Path) -> None:
    found = written(tmp_path / "n.xlsx", FunderReport("Adorf", date(2027, 1, 1), date(2027, 6, 30)))
    assert found["Termine"].tables["TabTermine"].ref == "A4:O6"
    assert rows(found, "Termine", 5, 6) == [
        (*[None] * 14, 0), ("Summe", *[None] * 6, *[0] * 8),
    ]  # fmt: skip
    assert found["Betreute Kinder"].tables["TabKinder"].ref == "A4:F6"
