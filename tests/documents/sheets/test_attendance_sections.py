"""How an attendance list is parted into sections of a hundred units."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest

from kursplaner.documents.sheets import attendance_sheet
from tests.documents.ink import ink
from tests.documents.sheets.test_attendance_sheet import lessons, people
from tests.documents.sheets.test_attendance_sheet_geometry import BAMF


@pytest.mark.parametrize(
    ("before", "sections"),
    [
        (0, {1: (34, 100), 2: (7, 20)}),
        (97, {1: (1, 3), 2: (34, 100), 3: (6, 17)}),
        (99, {1: (1, 1), 2: (34, 100), 3: (7, 19)}),
        (100, {2: (34, 100), 3: (7, 20)}),
    ],
)
def test_a_lesson_across_a_border_counts_in_both_sections_with_its_share(
    before: int, sections: dict[int, tuple[int, int]]
) -> None:
    sheet = replace(BAMF, lessons=lessons(40), people=people(1), units_before=Decimal(before))
    out = io.BytesIO()
    count = attendance_sheet.draw([sheet], out)
    assert count == attendance_sheet.page_count(sheet)
    told = [
        next(w.text for w in ink(out.getvalue(), page).words if w.text.startswith("Abschnitt"))
        for page in range(count)
    ]
    expected = []
    for section, (held, units) in sections.items():
        words = "1 Termin" if held == 1 else f"{held} Termine"
        expected += [f"Abschnitt {section}: {words}, {units} UE zu 45 min"] * -(-held // 5)
    assert told == expected


def test_what_was_cancelled_does_not_fill_a_section() -> None:
    many = tuple(replace(lesson, cancelled=n < 10) for n, lesson in enumerate(lessons(45)))
    sheet = replace(BAMF, lessons=many, people=people(1), section_units=Decimal(99))
    assert attendance_sheet.page_count(sheet) == 9 + 1
    assert attendance_sheet.page_count(replace(sheet, section_units=Decimal(105))) == 9
    assert attendance_sheet.page_count(replace(sheet, lessons=())) == 1
