import random
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.exchange.funder.report import (
    AGE_GROUPS,
    CHILD_AGE_GROUPS,
    FunderAttendance,
    FunderChild,
    FunderChildcare,
    FunderCourse,
    FunderInterpreter,
    FunderLesson,
    FunderPerson,
    FunderReport,
    FunderRide,
    FunderUnmet,
    age_group,
    child_age_group,
)
from kursplaner.exchange.funder.workbook import funder_figures, write_funder_workbook

SHEETS = [
    "Deckblatt",
    "Kursstatistik",
    "Termine",
    "Teilnahme",
    "Teilnahme je Kurs",
    "Kinderbetreuung",
    "Betreute Kinder",
    "Fahrten",
    "Sprachmittlung",
    "Nicht gedeckter Bedarf",
    "Indikatoren",
]


def small() -> FunderReport:
    day = date(2027, 3, 2)
    return FunderReport(
        town="Stadt Adorf",
        period_from=date(2027, 1, 1),
        period_to=date(2027, 6, 30),
        grant_reference="IM-2027/0815",
        courses=(FunderCourse(50, "01", "=Deutsch", "Kurs", "A1", day, day),
                 FunderCourse(60, "1", "Frauen", "Kurs", "A2", day, day)),
        lessons=(
            FunderLesson(50, day, 540, 640, 90, Decimal(2), present=2, present_minutes=170),
            FunderLesson(50, day, 700, 800, 90, Decimal(2), held=False, reason="krank", present=9),
            FunderLesson(60, day, 540, 600, 60, Decimal("1.25"), present=1, present_minutes=60,
                         guests=4, guest_women=4, guest_children=1),
        ),
        people=(FunderPerson(910, "18–26", "female", "Adorf"),
                FunderPerson(911, "27–39", "male", "Oelsnitz"),
                FunderPerson(912, "40–59", "female", "")),
        attendance=(FunderAttendance(910, 50, 1, 1, 90), FunderAttendance(911, 50, 1, 1, 80),
                    FunderAttendance(910, 60, 2, 1, 60), FunderAttendance(912, 60, 1, 0, 0)),
        childcare=(FunderChildcare(day, 50, 2, 1, 180),),
        children=(FunderChild(1, "3–5", "ADORF", 1, 90), FunderChild(2, "6–9", "Eichigt", 1, 90)),
        rides=(FunderRide(day, 50, "out", "Bus", "Kommune", 2, 1, 12_345, 30),
               FunderRide(day, None, "back", "Bus", "privat", 1, 0, 655, 30)),
        interpreters=(FunderInterpreter(day, 50, "Arabisch", "=Sprachbrücke", 90, 4_500),
                      FunderInterpreter(day, 60, "Dari", "", 60, None)),
        guest_ages=(("3–5", 1), ("27–39", 3)),
        unmet=(FunderUnmet(60, False, "Kurs voll", 2, 1), FunderUnmet(50, True, "", 3, 4)),
    )  # fmt: skip


def figures(report: FunderReport) -> dict[str, float]:
    return {figure.key: figure.value for figure in funder_figures(report)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nachweis.xlsx"
    write_funder_workbook(path, small())
    return path


def test_every_figure_of_a_small_report() -> None:
    assert figures(small()) == pytest.approx(
        {
            "courses": 2, "lessons": 2, "cancelled": 1, "planned": 0, "units": 3.25, "hours": 2.5,
            "participant_hours": (170 + 60 + 4 * 60) / 60, "people": 2, "women": 1,
            "women_share": 0.5, "municipalities": 2, "attendance": 3 / 5, "guests": 4,
            "children": 2, "child_hours": 3, "rides": 2, "passengers": 4, "kilometres": 13.0,
            "mileage": 3.90, "waiting": 3, "refused": 2, "guest_women": 4, "guest_children": 1,
            "interpreted": 2, "interpreter_hours": 2.5, "interpreter_cost": 45.0,
        }
    )  # fmt: skip


def test_what_is_still_to_come_is_no_proof(tmp_path: Path) -> None:
    report = small()
    day = date(2027, 6, 1)
    coming = FunderLesson(50, day, 540, 640, 90, Decimal(2), held=False, planned=True)
    path = tmp_path / "n.xlsx"
    before = figures(report)
    report = replace(report, lessons=(*report.lessons, coming))
    assert figures(report) == pytest.approx({**before, "planned": 1})
    write_funder_workbook(path, report)
    book = openpyxl.load_workbook(path, data_only=True)
    assert [cell.value for cell in book["Termine"]["F"]][-3:].count("geplant") == 1
    assert [book["Kursstatistik"][cell].value for cell in ("H5", "I5")] == [1, 1]


def test_the_sheets_and_their_tables(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEETS
    tables = {name for sheet in book for name in sheet.tables}
    assert tables == {
        "TabKurse", "TabTermine", "TabPersonen", "TabTeilnahme", "TabBetreuung", "TabKinder",
        "TabFahrten", "TabIndikatoren", "TabAlter", "TabGeschlecht", "TabGemeinden",
        "TabBedarf", "TabSprachmittlung", "TabGastAlter",
    }  # fmt: skip
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    footers = [sheet.oddFooter for sheet in book]
    assert all(footer and footer.right and "&P" in str(footer.right.text) for footer in footers)
    assert any("€" in cell.number_format for row in book["Fahrten"].iter_rows() for cell in row)


def test_every_formula_stores_its_value(path: Path) -> None:
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    counted = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    counted += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell.coordinate
    assert counted > 100


def test_the_cover_shows_the_figures_before_anything_is_calculated(path: Path) -> None:
    sheet = openpyxl.load_workbook(path, data_only=True)["Deckblatt"]
    shown: dict[object, Any] = {}
    for row in sheet.iter_rows(values_only=True):
        shown[row[1]] = row[2]
        shown[row[4]] = row[5]
    assert (shown["Kurse"], shown["Termine"], shown["Unterrichtseinheiten"]) == (2, 2, 3.25)
    assert (shown["Verschiedene Personen"], shown["davon Frauen"]) == (2, 1)
    assert shown["Wegstreckenentschädigung"] == pytest.approx(3.90)
    assert shown["Aktenzeichen"] == "IM-2027/0815"
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert cells.count("stimmt überein") == 2


def test_tables_that_disagree_are_said_to(tmp_path: Path) -> None:
    report = FunderReport(
        "Adorf", date(2027, 1, 1), date(2027, 6, 30),
        childcare=(FunderChildcare(date(2027, 3, 2), None, 1, 1, 90),),
    )  # fmt: skip
    write_funder_workbook(tmp_path / "n.xlsx", report)
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx", data_only=True)["Deckblatt"]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert cells.count("Abweichung") == 1


def test_texts_are_no_formulas_and_course_01_is_not_course_1(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["Kursstatistik"]
    assert sheet["C5"].value == "=Deutsch"
    assert sheet["C5"].data_type == "s"
    values = openpyxl.load_workbook(path, data_only=True)["Kursstatistik"]
    assert [values["B5"].value, values["B6"].value] == ["01", "1"]
    assert [values["L5"].value, values["L6"].value] == [2, 1]


def test_a_criterion_is_never_a_text_of_the_town(path: Path) -> None:
    report = small()
    write_funder_workbook(path, report)
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert "Adorf" not in str(cell.value)
                    assert "Deutsch" not in str(cell.value)


def test_nothing_leads_back_to_a_person(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<v>910</v>" not in content
    numbers = _people(path)
    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers)
    write_funder_workbook(path, small())
    assert _people(path) != numbers


def _people(path: Path) -> list[int]:
    sheet = openpyxl.load_workbook(path, data_only=True)["Teilnahme"]
    return [int(str(row[0])) for row in sheet.iter_rows(5, 7, values_only=True)]


def test_a_cancelled_lesson_counts_nowhere(path: Path) -> None:
    sheet = openpyxl.load_workbook(path, data_only=True)["Termine"]
    rows = {row[6]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert rows["krank"][7:] == (0,) * 8


def test_municipalities_are_one_whatever_their_capitals(path: Path) -> None:
    sheet = openpyxl.load_workbook(path, data_only=True)["Indikatoren"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert rows["Adorf"][1:5] == (1, 1, 0.5, 1)
    assert rows["Eichigt"][1:5] == (0, 0, 0, 1)
    assert rows["unbekannt"][1] == 0
    assert "ADORF" not in rows


def test_an_empty_period_is_a_valid_workbook(tmp_path: Path) -> None:
    report = FunderReport("Adorf", date(2027, 1, 1), date(2027, 6, 30))
    made = write_funder_workbook(tmp_path / "leer.xlsx", report)
    assert {figure.value for figure in made} == {0.0}
    assert openpyxl.load_workbook(tmp_path / "leer.xlsx").sheetnames == SHEETS


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False))
def test_sums_of_any_report_agree(tmp_path: Path, dice: random.Random) -> None:
    report = _any_report(dice)
    path = tmp_path / "n.xlsx"
    made = {figure.key: figure.value for figure in write_funder_workbook(path, report)}
    book = openpyxl.load_workbook(path, data_only=True)
    totals = [row for row in book["Kursstatistik"].iter_rows(values_only=True) if row[0] == "Summe"]
    total = totals[0]
    assert total[7] == made["lessons"]
    assert total[9] == pytest.approx(made["units"])
    assert total[13] == pytest.approx(made["participant_hours"])
    rows = list(book["Indikatoren"].iter_rows(values_only=True))
    sums = [row[1] for row in rows if row[0] == "Summe"]
    assert sums == [made["people"]] * 3


def _any_report(dice: random.Random) -> FunderReport:
    day = date(2027, 3, 2)
    courses = tuple(
        FunderCourse(n, f"{n}", "T", "K", "A1", day, day) for n in range(dice.randint(0, 4))
    )
    people = tuple(
        FunderPerson(
            n, dice.choice((*AGE_GROUPS, "6-12", ">1")), dice.choice(("female", "male", "", "x")),
            dice.choice(("Adorf", "adorf", "", "*", ">1", "=2", "Unbekannt", "Groß", "GROSS")),
        )
        for n in range(dice.randint(0, 8))
    )  # fmt: skip
    return FunderReport(
        town="Adorf",
        period_from=day,
        period_to=day,
        courses=courses,
        lessons=tuple(
            FunderLesson(each.key, day, 540, 600, 60, Decimal("1.25"), held=dice.random() < 0.7,
                         planned=dice.random() < 0.5, present=1,
                         present_minutes=dice.randint(0, 60), guests=dice.randint(0, 3))
            for each in courses for _ in range(dice.randint(0, 5))
        ),
        people=people,
        attendance=tuple(
            FunderAttendance(person.key, course.key, 2, dice.randint(0, 2), 60)
            for person in people for course in courses if dice.random() < 0.5
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("born", "group"),
    [(date(2009, 3, 3), "unter 18"), (date(2009, 3, 2), "18–26"), (date(2000, 3, 3), "18–26"),
     (date(2000, 3, 2), "27–39"), (date(1950, 1, 1), "60 und älter"), (None, "unbekannt")],
)  # fmt: skip
def test_age_groups_change_on_the_birthday(born: date | None, group: str) -> None:
    assert age_group(born, date(2027, 3, 2)) == group


def test_child_age_groups() -> None:
    day = date(2027, 3, 2)
    found = [child_age_group(date(year, 3, 2), day) for year in (2026, 2024, 2021, 2017)]
    assert (*found, child_age_group(None, day)) == CHILD_AGE_GROUPS


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_another_program_computes_the_same(tmp_path: Path, seed: int | None) -> None:
    path, again = tmp_path / "n.xlsx", tmp_path / "again"
    write_funder_workbook(path, small() if seed is None else _any_report(random.Random(seed)))
    wrong = _with_wrong_values(path, tmp_path / "wrong.xlsx")
    (tmp_path / "profile" / "user").mkdir(parents=True)
    (tmp_path / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(again), str(wrong)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    computed = openpyxl.load_workbook(again / "wrong.xlsx", data_only=True)
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            expected = stored[sheet.title][cell.coordinate].value
            found = computed[sheet.title][cell.coordinate].value
            assert found == (expected if isinstance(expected, str) else pytest.approx(expected)), (
                sheet.title, cell.coordinate, cell.value
            )  # fmt: skip


def _with_wrong_values(source: Path, target: Path) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                xml = re.sub(rb"</f><v>[^<]*</v>", b"</f><v>12345</v>", xml)
            new.writestr(name, xml.replace(b' t="str"><f>', b"><f>"))
    return target
