"""Where things stand on an attendance list, measured in the finished PDF."""

import io
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from kursplaner.basics.layout import FINE, GRID, RULE
from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.sheets import attendance_layout, attendance_sheet
from kursplaner.documents.sheets.attendance_sheet import (
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)
from tests.documents import reading
from tests.documents.ink import Box, Ink, Words, ink
from tests.documents.sheets.test_attendance_sheet import SHEET, lessons, people

BODY = 57.0
"""Where the first person's row begins; each is 8.5 mm high, each date 30.2 mm wide."""
LONG = "i" * 170
ONE_PAGE = replace(SHEET, lessons=lessons(6), people=people(3))
BAMF = replace(ONE_PAGE, profile="bamf", lessons=lessons(5))


def drawn(sheet: AttendanceSheet, page: int = 0) -> Ink:
    out = io.BytesIO()
    attendance_sheet.draw([sheet], out)
    return ink(out.getvalue(), page)


def middle(words: Words) -> float:
    return (words.x + words.right) / 2


def near(value: float) -> Any:
    return pytest.approx(value, abs=0.15)


def test_the_head_says_which_course_and_sheet() -> None:
    found = drawn(ONE_PAGE)
    for text, y, size in (("Blatt 1 von 1", 16.4, 11), ("A 412-1-1", 22.1, 9)):
        assert (found.at(text).y, found.at(text).size) == (y, size)
        assert found.at(text).right == near(253)
    assert found.paths[0][:4] == (255.9, 12, 273.9, 30)
    funder = [w[:4] for w in found.words if w.x == 172 and w.y < 34.6]
    assert funder == [
        ("Mitfinanziert durch Steuermittel.", 172, 13.9, 6), ("Az. IM-2027-0184", 172, 16.3, 6)
    ]  # fmt: skip
    title, months = found.at("Anwesenheitsliste"), found.at("Februar und März 2027")
    assert (title.x, title.y) == (12, 28.2)
    assert (months.x, months.bold) == (near(title.right + 5), False)
    facts = (
        ("Kurs", 12, "A2-03 A2 Alltag am Vormittag"), ("Niveau", 86, "A2"),
        ("Ort und Raum", 104, "Markt 1, Schulungsraum"), ("Lehrkraft", 150, "Kathrin M."),
        ("Zeitraum der Liste", 185, "2. Feb. – 9. März 2027"),
        ("Umfang", 233, "6 Termine, 18 UE zu 45 min"),
    )  # fmt: skip
    for label, x, value in facts:
        assert (x, 38.1) in [words[1:3] for words in found.all(label)]
        assert (x, 42.5) in [words[1:3] for words in found.all(value)]
    assert (34.6, 12, 285) in found.across(RULE)


def test_a_long_head_keeps_to_its_width() -> None:
    head = Letterhead(issuer="Stadt", office=LONG * 2)
    found = drawn(replace(ONE_PAGE, letterhead=head, teachers="", lessons=()))
    issuer = [w for w in found.words if w.x == 20.9 and w.y < 20]
    assert [(w.y, w.size) for w in issuer] == [(13.33, 6), (15.83, 6), (18.33, 6)]
    assert "".join(w.text for w in issuer) == f"Stadt{LONG * 2}"
    assert 170.9 - 0.7 < max(w.right for w in issuer) <= 170.9
    assert not found.all("2. Feb. – 9. März 2027")
    assert found.at("A 412-1-1")


def test_what_has_no_room_in_the_head_stands_whole_in_a_strip_that_costs_rows() -> None:
    head = Letterhead(issuer="Stadt", office=LONG * 8)
    found = drawn(replace(ONE_PAGE, letterhead=head))
    strip = [w for w in found.words if w.x == 12 and 44.5 < w.y < 62]
    assert [(w.y, w.size) for w in strip] == [(near(47.42 + 3 * n), 7) for n in range(5)]
    assert "".join(w.text for w in strip) == f"Stadt{LONG * 8}"
    assert 284 < max(w.right for w in strip) <= 285
    assert found.at("A 412-1-21")
    assert Box(12, 45.5 + 2 * 8.5, 273, 139.5 - 2 * 8.5, RULE, 0) in found.boxes
    assert not found.all("13")
    extent = drawn(replace(ONE_PAGE, unit_minutes=10**60))
    assert (extent.at("siehe unten").x, extent.at("siehe unten").bold) == (233, True)
    told = extent.at(f"Umfang: 6 Termine, 18 UE zu {10**60} min")
    assert (told.x, told.y, told.size) == (12, near(49.17), 7)
    assert extent.at("A 412-1-11")


def test_a_subtitle_ends_where_its_room_does() -> None:
    far = (*lessons(1), replace(lessons(1)[0], day=date(2028, 11, 2)))
    plain, result = (
        drawn(replace(ONE_PAGE, lessons=far, filled=filled)) for filled in (False, True)
    )
    assert plain.at("Februar 2027 bis November 2028").size > 8
    words = result.at("Februar 2027 bis November 2028 · Ergebnis")
    assert words.size < 14.5
    assert words.right == near(169)
    assert drawn(replace(ONE_PAGE, lessons=(), filled=True)).at("Ergebnis").y == 28.2


def test_the_tables_head_names_columns_dates_and_sums() -> None:
    found = drawn(ONE_PAGE)
    assert (middle(found.at("Nr.")), found.at("Nr.").y) == (near(15.75), 55.3)
    assert found.at("Name")[1:4] == (20.9, 55.3, 7.5)
    assert found.at("Vorname")[1:4] == (47.3, 55.3, 7.5)
    for column, lesson in enumerate(ONE_PAGE.lessons):
        x = 82.8 + column * 30.2
        weekday = found.all("Di")[column]
        assert weekday[1:4] == (near(x + 1.5), 49.8, 10.5)
        day = found.at(f"{lesson.day.day}. {'Feb.' if lesson.day.month == 2 else 'März'}")
        assert day[1:4] == (near(weekday.right + 1), 49.8, 10.5)
        assert (weekday.bold, day.bold) == (False, True)
        times, mark = found.all("9:00–11:30 · 3 UE")[column], found.all("Verm.")[column]
        assert times[1:3] == (near(x + 1.5), 55.3)
        assert (times.grey, mark.grey, mark.y, mark.size) == (0, 0.28, 55.3, 6.2)
        assert mark.right == near(x + 30.2 - 0.8)
    sums = found.at("Summe")
    assert (middle(sums), sums.y, sums.size, sums.bold) == (near(274.5), 49.8, 9, True)
    for sign, x in (("X", 267.5), ("E", 274.5), ("U", 281.5)):
        assert (middle(found.at(sign)), found.at(sign).y, found.at(sign).bold) == (
            near(x),
            55.3,
            True,
        )


def test_dates_and_times_keep_to_their_cell() -> None:
    wide = replace(lessons(1)[0], units=Decimal(1234567890123456789))
    found = drawn(replace(ONE_PAGE, lessons=(wide,)))
    mark, times = found.at("Verm."), found.like("9:00–11:30")
    assert times.size == 5
    assert times.right <= mark.x - 0.9
    assert times.right > mark.x - 2.2
    bamf = drawn(replace(BAMF, lessons=lessons(5)))
    day = bamf.at("2. Feb.")
    field = attendance_layout.layout(3).signature_cell(0, 0)
    assert day.right <= field.right
    came = bamf.all("Kommt/Geht")
    assert len(came) == 5
    times_cell = attendance_layout.layout(3).times_cell(0, 0)
    assert came[0][1:4] == (near(times_cell.x + 0.6), near(45.2), 6.2)
    assert not drawn(ONE_PAGE).all("Kommt/Geht")
    assert not drawn(replace(BAMF, filled=True)).all("Kommt/Geht")
    assert not drawn(replace(BAMF, filled=True)).all("Verm.")


def test_a_cancelled_lesson_is_hatched_for_everybody_and_has_no_fields() -> None:
    first, *rest = lessons(6)
    found = drawn(replace(ONE_PAGE, lessons=(replace(first, cancelled=True), *rest)))
    assert found.at("entfällt")[1:3] == (near(84.3), 55.3)
    assert len(found.all("Verm.")) == 5
    assert not [box for box in found.boxes if box.width == 4.6 and box.x < 113]
    slanted = found.slanted()
    assert min(line.y for line in slanted) == BODY
    assert max(line.bottom for line in slanted) == 185
    assert {line.right >= 82.8 and line.x <= 113 for line in slanted} == {True}


def test_people_are_numbered_in_rows_that_go_on() -> None:
    found = drawn(ONE_PAGE)
    for row in range(14):
        number = found.all(str(row + 1))[0]
        base = BODY + row * 8.5 + 4.25 + 1.45
        assert (middle(number), number.y, number.size) == (near(15.75), near(base - 0.4), 7.5)
        assert number.grey == 0.28
    for row in range(3):
        base = BODY + row * 8.5 + 5.7
        family, given = found.at(f"Familie0{row}"), found.at(f"Vorname0{row}")
        assert (family[1:4], family.bold) == ((20.9, near(base), 11), True)
        assert (given[1:4], given.bold) == ((47.3, near(base), 11), False)
    second = drawn(replace(SHEET, lessons=lessons(6), people=people(20)), 1)
    assert second.at("Familie14").y == near(BODY + 5.7)
    assert middle(second.at("15")) == near(15.75)
    assert second.at("28").y == near(BODY + 13 * 8.5 + 5.3)


def test_long_names_take_two_lines_in_their_column() -> None:
    row = AttendanceRow(family_name=f"Anna {LONG[:34]}", given_name=f"Berta {LONG[:60]}")
    found = drawn(replace(ONE_PAGE, people=(row,)))
    for x, right in ((20.9, 44.9), (47.3, 81.8)):
        first, second = (w for w in found.words if w.x == x and BODY < w.y < BODY + 8.5)
        assert second.y - first.y == near(3.1)
        assert first.size == second.size >= 6
        assert right - 1.2 < max(first.right, second.right) <= right
    assert (near(BODY + 8.5), 12, 285) in found.across()
    assert found.all("14")


def test_names_of_more_lines_take_further_rows_and_lose_nothing() -> None:
    long = AttendanceRow(family_name=f"Anna {LONG}", given_name=f"Berta {LONG}")
    found = drawn(replace(ONE_PAGE, people=(long, *people(1))))
    for x, right, name in ((20.9, 44.9, f"Anna{LONG}"), (47.3, 81.8, f"Berta{LONG}")):
        lines = [w for w in found.words if w.x == x and BODY < w.y < BODY + 3 * 8.5]
        assert "".join(w.text for w in lines) == name
        assert {w.size for w in lines} == {6}
        assert [w.y - lines[0].y for w in lines] == [near(3.1 * n) for n in range(len(lines))]
        assert right - 0.7 < max(w.right for w in lines) <= right
    below = [y for y, left, right in found.across() if (left, right) == (12, 285) and y > BODY]
    assert below[0] == near(BODY + 3 * 8.5)
    assert found.at("Familie00").y == near(BODY + 3 * 8.5 + 5.7)
    marks = [box for box in found.boxes if box.width == 4.6 and box.x < 113]
    assert [round((box.y - BODY) // 8.5) for box in marks] == [0, *range(3, 14)]


def test_every_open_field_has_a_box_for_its_mark() -> None:
    found = drawn(ONE_PAGE)
    boxes = [box for box in found.boxes if box.width == 4.6]
    assert len(boxes) == 14 * 6
    assert {(box.weight, box.grey, box.height) for box in boxes} == {(GRID, 0.55, 4.6)}
    assert boxes[0][:2] == (near(82.8 + 30.2 - 5.4), near(BODY + 1.95))
    assert boxes[7][:2] == (near(82.8 + 2 * 30.2 - 5.4), near(BODY + 8.5 + 1.95))
    bamf = drawn(BAMF)
    times = attendance_layout.layout(3).times_cell(0, 0)
    lines = [line for line in bamf.down(GRID) if line[0] == near(times.x)]
    assert len(lines) == 16
    assert lines[0] == (near(times.x), near(52), near(60))
    assert not drawn(replace(BAMF, filled=True)).boxes[6:]


def result(*cells: AttendanceCell, **changes: object) -> Ink:
    row = AttendanceRow(family_name="Ng.", given_name="Hoa", cells=cells)
    return drawn(replace(ONE_PAGE, people=(row,), filled=True, **changes))  # type: ignore[arg-type]


def test_a_mark_stands_in_the_middle_with_times_beside_it() -> None:
    late, early = (
        AttendanceCell(mark="X", came=time(9, 20)),
        AttendanceCell(mark="X", left=time(11)),
    )
    both = AttendanceCell(mark="E", came=time(9, 30), left=time(10, 30))
    found = result(late, early, both)
    y = BODY + 4.25
    for column, mark in enumerate("XXE"):
        field = attendance_layout.layout(1).signature_cell(0, column)
        words = next(
            w for w in found.all(mark) if w.y > BODY and middle(w) == near(field.middle[0])
        )
        assert (words.y, words.size, words.bold) == (near(y + 1.5), 11, True)
    assert [(found.at(text).right, found.at(text).y) for text in (
        "ab 9:20", "bis 11:00", "ab 9:30", "bis 10:30")] == [
        (near(112.2), near(y + 1)), (near(142.4), near(y + 1)),
        (near(172.6), near(y - 0.5)), (near(172.6), near(y + 2.5)),
    ]  # fmt: skip
    assert found.at("ab 9:20").size == 6.5
    assert found.at("ab 9:20").grey == 0.28


def sums(found: Ink, y: float = BODY + 4.25 + 1.3) -> list[str]:
    words = [w for w in found.words if w.x > 264 and w.y == near(y) and w.size == 9.5]
    assert [middle(w) for w in words] == [near(267.5), near(274.5), near(281.5)]
    return [w.text for w in words]


def test_sums_count_what_was_held_and_planned() -> None:
    def cells(marks: str) -> list[AttendanceCell]:
        return [AttendanceCell(mark=mark.strip()) for mark in marks]

    assert sums(result(*cells("XXEUWP"))) == ["2", "1", "1"]
    assert sums(result(*cells("?EUU  "))) == ["0", "1", "3"]
    assert sums(result(*cells("XX"))) == ["2", "0", "0"]
    assert sums(result(*cells("XX"), replace(OUTSIDE, mark="X"))) == ["2", "0", "0"]
    held, *rest = lessons(6)
    cancelled = (replace(held, cancelled=True), *rest)
    assert sums(result(*cells("XXE"), lessons=cancelled)) == ["1", "1", "0"]
    later = lessons(7)
    row = AttendanceRow(family_name="Ng.", given_name="Hoa", cells=tuple(cells("XXXXXXE")))
    sheet = replace(ONE_PAGE, people=(row,), filled=True, lessons=later)
    assert [sums(drawn(sheet, page)) for page in (0, 1)] == [["6", "0", "0"], ["0", "1", "0"]]
    assert not [w for w in drawn(ONE_PAGE).words if w.x > 264 and w.size == 9.5]


OUTSIDE = AttendanceCell(outside=True)


def test_what_is_outside_is_hatched_also_in_a_result() -> None:
    for filled in (False, True):
        row = AttendanceRow(family_name="Ng.", given_name="Hoa", cells=(OUTSIDE, AttendanceCell()))
        found = drawn(replace(ONE_PAGE, people=(row,), filled=filled))
        slanted = found.slanted()
        assert min(line.y for line in slanted) == BODY
        assert max(line.bottom for line in slanted) == near(BODY + 8.5)
        assert max(line.x for line in slanted) == near(113)
        assert min(line.right for line in slanted) == near(82.8)


def test_lines_part_rows_and_columns() -> None:
    found = drawn(ONE_PAGE)
    for row in range(1, 14):
        weight = FINE if row % 5 == 0 else GRID
        assert (near(BODY + row * 8.5), 12, 285) in found.across(weight)
    assert [line for line in found.across() if line[0] == BODY] == [(57, 12, 285)]
    assert found.across(RULE) == [(34.6, 12, 285), (57, 12, 285), (176, 12, 285)]
    grid = found.down(GRID)
    assert grid == [(19.5, 51.5, 176), (45.9, 51.5, 176), (271, 51.5, 185), (278, 51.5, 185)]
    assert found.down(FINE) == [(near(82.8 + n * 30.2), 45.5, 185) for n in range(6)]
    assert found.down(RULE) == [(264, 45.5, 185)]
    assert Box(12, 45.5, 273, 139.5, RULE, 0) in found.boxes
    assert not found.slanted()


def test_columns_without_a_date_are_struck_out() -> None:
    found = drawn(replace(ONE_PAGE, lessons=lessons(4)))
    x = near(82.8 + 4 * 30.2)
    (line,) = found.slanted()
    assert tuple(line) == (x, 185, 264, 45.5, FINE, 0)
    assert found.down(FINE)[-1] == (x, 45.5, 185)
    assert len(found.down(FINE)) == 5


def test_the_foot_says_how_to_sign_and_what_becomes_of_it() -> None:
    found = drawn(ONE_PAGE)
    teacher = found.like("Lehrkraft unterschreibt")
    assert (teacher.x, teacher.y, teacher.size) == (20.9, near(176 + 4.5 + 1.3), 9.5)
    # Between two marks is a gap: readers differ in whether it parts the line.
    marks = [w for w in found.words if w.y == 190 and w.x < 126]
    assert marks[0].text.startswith("X anwesend")
    assert (marks[0].x, marks[-1].right) == (20.9, near(120.9))
    signing = found.like("Wer fehlt")
    assert (signing.x, signing.y) == (20.9, near(191 + 0.9 * signing.size / 72 * 25.4))
    privacy = [w for w in found.words if w.x == 126 and w.y > 180]
    assert privacy[0].y == near(187.3 + 0.9 * privacy[0].size / 72 * 25.4)
    assert all(w.right <= 194 for w in privacy)
    assert " ".join(w.text for w in privacy).endswith(
        "und wird 5 Jahre nach Abgabe des Nachweises gelöscht."
    )
    assert (194.6, 200, 276) in found.across(FINE)
    assert found.at("Ort, Datum, Unterschrift der Lehrkraft")[1:4] == (200, 197.8, 7.5)
    bamf = drawn(replace(BAMF, late_minutes=20, retention_years=7))
    flat = " ".join(w.text for w in bamf.words)
    assert "Kommt/Geht nur bei mehr als 20 Minuten." in flat
    assert "wird 7 Jahre" in flat
    assert bamf.like("X anwesend").y == near(188 + 3.4)
    assert drawn(replace(BAMF, filled=True)).like("Schraffiert").x == 20.9


def test_dates_go_on_before_people_do() -> None:
    sheet = replace(SHEET, lessons=lessons(7), people=people(17))
    out = io.BytesIO()
    assert attendance_sheet.draw([sheet], out, title="Listen") == 4
    shown = [
        (len(found.all("Di")), bool(found.all("Familie00")), found.like("A 412").text)
        for found in (ink(out.getvalue(), page) for page in range(4))
    ]
    assert shown == [
        (6, True, "A 412-1-1"), (6, False, "A 412-2-1"), (1, True, "A 412-3-1"),
        (1, False, "A 412-4-1"),
    ]  # fmt: skip
    assert reading.bookmarks(out.getvalue()) == ["A2-03 A2 Alltag am Vormittag"]
    assert reading.metadata(out.getvalue())["Title"] == "Listen"


def test_the_period_is_that_of_the_lessons_whatever_their_order() -> None:
    days = [date(2027, 3, 4), date(2027, 2, 2), date(2027, 2, 9)]
    some = tuple(
        AttendanceLesson(day=day, starts=time(9), ends=time(10), units=Decimal(1)) for day in days
    )
    assert drawn(replace(ONE_PAGE, lessons=some)).at("2. Feb. – 4. März 2027").x == 185


def funders(sheet: AttendanceSheet) -> list[tuple[str, float, float, float]]:
    """Return what stands above the rule, right of the title."""
    return [w[:4] for w in drawn(sheet).words if w.x == 172 and w.y < 34.6]


def test_funders_have_their_place_at_the_right_of_the_head() -> None:
    one = replace(ONE_PAGE, funding=Funding(line="Az. 1"))
    assert funders(one) == [("Az. 1", 172, 13.9, 6)]
    two = replace(one, further_funding=(Funding(line="Land. Az. 2"),))
    assert funders(two) == [("Az. 1", 172, 13.9, 6), ("Land. Az. 2", 172, near(16.3), 6)]
    assert not [box for box in drawn(two).boxes if box.y < 34.6 and box.width > 6]
    assert not funders(replace(ONE_PAGE, funding=None))
    assert not drawn(two).pictures
    assert all(size == 6 for *_, size in funders(BAMF))


def test_a_reference_is_never_parted() -> None:
    for before in range(30, 60):
        said = f"{'i' * before} Az. IM-2027-0184"
        lines = [text for text, *_ in funders(replace(ONE_PAGE, funding=Funding(line=said)))]
        assert any("Az. IM-2027-0184" in line for line in lines), lines
