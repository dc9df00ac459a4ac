import io
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PIL import Image

from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.sheets import attendance_layout, attendance_sheet
from kursplaner.documents.sheets.attendance_sheet import (
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)
from tests.documents import reading

FIRST = date(2027, 2, 2)
NAMES = [("Dvořáková", "Jana"), ("Мельник", "Олена"), ("", "محمد"), ("Nguyễn", "Hoa")]


def lessons(count: int) -> tuple[AttendanceLesson, ...]:
    return tuple(
        AttendanceLesson(
            day=FIRST + timedelta(days=7 * place),
            starts=time(9),
            ends=time(11, 30),
            units=Decimal(3),
        )
        for place in range(count)
    )


def people(count: int) -> tuple[AttendanceRow, ...]:
    return tuple(
        AttendanceRow(family_name=f"Familie{place:02}", given_name=f"Vorname{place:02}")
        for place in range(count)
    )


SHEET = AttendanceSheet(
    number=412,
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro"),
    course_number="A2-03",
    course_title="A2 Alltag am Vormittag",
    level="A2",
    place="Markt 1, Schulungsraum",
    teachers="Kathrin M.",
    unit_minutes=45,
    lessons=lessons(12),
    people=tuple(AttendanceRow(family_name=a, given_name=b) for a, b in NAMES),
    funding=Funding(line="Mitfinanziert durch Steuermittel. Az. IM-2027-0184"),
)


def drawn(sheet: AttendanceSheet) -> tuple[bytes, list[str]]:
    return reading.drawn(lambda out: attendance_sheet.draw([sheet], out))


def test_a_sheet_says_all_a_funder_asks_for() -> None:
    _, texts = drawn(SHEET)
    assert len(texts) == 2
    for wanted in (
        "Stadt Adorf/Vogtl.", "Anwesenheitsliste", "Blatt 1 von 2", "A 412-1-1", "A2-03",
        "Markt 1, Schulungsraum", "Kathrin M.", "12 Termine, 36 UE zu 45 min",
        "2. Feb. – 20. Apr. 2027", "Az. IM-2027-0184", "Lehrkraft",
        "X anwesend", "Datenschutz.", "9:00–11:30 · 3 UE", "Februar bis April 2027",
    ):  # fmt: skip
        assert wanted in texts[0], wanted
    for family, given in NAMES:
        assert family in texts[0]
        assert given in texts[0]
    assert "Blatt 2 von 2" in texts[1]
    assert "A 412-2-1" in texts[1]


@pytest.mark.parametrize(
    ("persons", "dates", "profile", "pages"),
    [(0, 0, "simple", 1), (14, 6, "simple", 1), (14, 7, "simple", 2), (16, 6, "simple", 1),
     (17, 6, "simple", 2), (40, 13, "simple", 9), (16, 5, "bamf", 1), (17, 5, "bamf", 2),
     (0, 0, "bamf", 1)],
)  # fmt: skip
def test_people_and_dates_are_split_over_sheets(
    persons: int, dates: int, profile: attendance_sheet.Profile, pages: int
) -> None:
    sheet = replace(SHEET, people=people(persons), lessons=lessons(dates), profile=profile)
    _, texts = drawn(sheet)
    assert len(texts) == pages == attendance_sheet.page_count(sheet)
    assert f"Blatt {pages} von {pages}" in texts[-1]
    assert all(any(row.family_name in text for text in texts) for row in sheet.people)


def test_bamf_sections_end_at_a_hundred_units() -> None:
    sheet = replace(SHEET, profile="bamf", people=people(16), lessons=lessons(60))
    _, texts = drawn(sheet)
    assert [text for text in texts if "Abschnitt 1" in text and "Blatt 7 von 7" in text]
    assert [text for text in texts if "Abschnitt 2" in text and "Blatt 1 von 6" in text]
    assert "Kommt/Geht" in texts[0]
    codes = {text[text.index("A 412-") :].split()[1] for text in texts}
    assert len(codes) == len(texts)


def test_a_result_list_holds_marks_and_sums() -> None:
    cells = tuple(AttendanceCell(mark=mark) for mark in "XXXEU?")
    rows = (AttendanceRow(family_name="Ng.", given_name="Hoa", cells=cells),)
    _, (text,) = drawn(replace(SHEET, people=rows, lessons=lessons(6), filled=True))
    assert "Ergebnis" in text
    words = text.split()
    start = words.index("X", words.index("Hoa"))
    assert words[start : start + 9] == ["X", "X", "X", "E", "U", "?", "3", "1", "2"]


def test_late_and_early_are_written_beside_the_mark() -> None:
    cell = AttendanceCell(mark="X", came=time(9, 20), left=time(11))
    rows = (AttendanceRow(family_name="Ng.", given_name="Hoa", cells=(cell,)),)
    _, (text, *_) = drawn(replace(SHEET, people=rows, filled=True))
    assert "ab 9:20" in text
    assert "bis 11:00" in text


def test_days_outside_the_enrolment_are_hatched_not_filled() -> None:
    outside = AttendanceRow(
        family_name="Ng.", given_name="Hoa", cells=(AttendanceCell(outside=True),)
    )
    data, _ = drawn(replace(SHEET, people=(outside,)))
    cell = attendance_layout.layout(1).date_cell(0, 0)
    samples = [
        reading.darkness(data, 0, cell.x + 1 + step * 0.1, cell.y + 4) for step in range(250)
    ]
    dark = sum(1 for sample in samples if sample > 60)
    assert 10 < dark < 120
    later = attendance_layout.layout(1).signature_cell(0, 1)
    assert reading.darkness(data, 0, *later.middle) == 0


def test_a_cancelled_lesson_counts_no_units() -> None:
    first, *rest = lessons(4)
    sheet = replace(SHEET, lessons=(replace(first, cancelled=True), *rest))
    _, (text,) = drawn(sheet)
    assert "entfällt" in text
    assert "3 Termine, 9 UE" in text


def test_geometry_is_the_layouts() -> None:
    data, _ = drawn(SHEET)
    layout = attendance_layout.layout(1)
    for mark in layout.sheet().page_size.corner_marks:
        assert reading.darkness(data, 0, *mark.middle) == 255
    box = layout.mark_cell(3, 2)
    assert reading.darkness(data, 0, box.x, box.middle[1]) > 40
    assert reading.darkness(data, 0, *box.middle) == 0
    assert not reading.ink_near_edge(data, 0, 5)


@pytest.mark.parametrize("name", ["X" * 500, "محمد " * 100, "😀", "=1+1", '"', "'; DROP"])
def test_any_name_stays_in_its_cell(name: str) -> None:
    rows = (AttendanceRow(family_name=name, given_name=name),)
    data, _ = drawn(replace(SHEET, people=rows))
    layout = attendance_layout.layout(1)
    signature = layout.signature_cell(0, 0)
    assert reading.darkness(data, 0, signature.x + 1, signature.middle[1]) == 0


def test_a_printing_holds_nothing_personal_in_its_code() -> None:
    _, (text, *_) = drawn(replace(SHEET, number=7))
    assert "A 7-1-1" in text


def test_the_issuers_own_logo_stands_before_its_name() -> None:
    image = io.BytesIO()
    Image.new("RGB", (60, 60), "black").save(image, "PNG")
    head = replace(SHEET.letterhead, logo=image.getvalue())
    data, (text, *_) = drawn(replace(SHEET, letterhead=head))
    assert reading.darkness(data, 0, 23, 14.5) > 200
    assert "Stadt Adorf/Vogtl." in text


def test_several_lists_are_one_document() -> None:
    out = io.BytesIO()
    assert attendance_sheet.draw([SHEET, replace(SHEET, number=413)], out) == 4


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("Abdulrahman Al-Hussein", "Mohammad Amin Sayed Ali"),
        ("Schmidt-Hohenberger-Abd", "Anastasia-Katharina Maria"),
        ("Müller-Lüdenscheidt von Hohenstein", "Karla Maria Theresia Josephine"),
    ],
)
def test_long_names_take_two_lines_and_lose_nothing(family: str, given: str) -> None:
    row = AttendanceRow(family_name=family, given_name=given)
    for profile in ("simple", "bamf"):
        _, (text, *_) = drawn(replace(SHEET, people=(row,), profile=profile))
        flat = reading.flat(text)
        assert family in flat
        assert given in flat


def test_a_long_head_loses_nothing() -> None:
    sheet = replace(
        SHEET,
        course_title="Deutsch für den Beruf und für den Alltag in der Familie, Vormittagsgruppe",
        place="Schulstraße 12, Raum im zweiten Obergeschoss links",
        teachers="Kathrin Langname-Doppelname, Uwe Wunderlich",
        funding=Funding(
            line="Dieses Projekt wird von der Europäischen Union über den Europäischen Sozialfonds"
            " Plus (ESF Plus) und durch das Bundesministerium für Arbeit und Soziales (BMAS)"
            " kofinanziert. Az. ESF-2027-0815/4711-IM"
        ),
    )
    for profile in ("simple", "bamf"):
        _, (text, *_) = drawn(replace(sheet, profile=profile))
        assert "…" not in text
        assert "4711-IM" in text


def test_times_and_units_stay_off_the_marks_heading() -> None:
    lesson = AttendanceLesson(
        day=FIRST, starts=time(17, 30), ends=time(20, 45), units=Decimal("4.33")
    )
    data, (text,) = drawn(replace(SHEET, lessons=(lesson,)))
    assert "17:30–20:45 · 4,33 UE" in text
    layout = attendance_layout.choose("simple", 4)
    label = reading.left_of(data, 0, "Verm.")
    times = reading.right_of(data, 0, "17:30–20:45 · 4,33 UE")
    assert times + 0.3 < label < layout.date_cell(0, 0).right
