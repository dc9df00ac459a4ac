"""Where things stand on a childcare sheet, measured in the finished PDF."""

import io
from dataclasses import replace

import pytest

from kursplaner.basics.layout import FINE, GRID, RULE, Rect
from kursplaner.documents.sheets import childcare_sheet
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet, ChildRow
from tests.documents import reading
from tests.documents.ink import Box, Ink, ink, near
from tests.documents.sheets.test_childcare_sheet import SHEET, fields_of_children

TOP = 56.0
"""Where the first row begins; each is 10.6 mm high."""
LONG = "i" * 300
FULL = "Aaaaaaaaaaa Bbbbbbbbbbb"
"""Somebody whose name fills a line of who may collect."""


def pages(sheet: ChildcareSheet) -> list[Ink]:
    out = io.BytesIO()
    count = childcare_sheet.draw([sheet], out)
    assert count == childcare_sheet.page_count(sheet)
    return [ink(out.getvalue(), page) for page in range(count)]


def drawn(*children: ChildRow, **changes: object) -> Ink:
    (found,) = pages(replace(SHEET, children=children or SHEET.children, **changes))  # type: ignore[arg-type]
    return found


def test_the_fields_of_a_row_lie_side_by_side() -> None:
    cells = childcare_sheet.layout().cells
    assert len(cells) == 5 * 12
    for row in (0, 1, 11):
        y = near(TOP + row * 10.6)
        assert [cells[f"{name} {row}"] for name in (
            "brought at", "brought by", "collected at", "collected by", "remark")] == [
            Rect(87, y, 19, 10.6), Rect(106, y, 33, 10.6), Rect(139, y, 19, 10.6),
            Rect(158, y, 34, 10.6), Rect(241, y, 44, 10.6),
        ]  # fmt: skip


def test_the_head_says_when_where_and_who_looks_after_them() -> None:
    found = drawn()
    sheet, code = found.at("Blatt 1 von 1"), found.at("K 77-1-1")
    assert (sheet.y, sheet.size, code.y, code.size) == (16.4, 11, 22.1, 9)
    assert sheet.right == near(253, 0.1)
    assert code.right == near(253, 0.1)
    assert found.paths[0][:4] == (255.9, 12, 273.9, 30)
    day = found.at("Dienstag, 2. März 2027")
    assert (day.y, day.size, day.bold) == (28.2, 14.5, True)
    facts = (
        ("Zeit", 12, "8:45–11:45"), ("Raum", 46, "Kinderzimmer"), ("Kurs der Eltern", 106, "A2-03"),
        ("Betreuung", 192, "Anna S., Marie T."), ("Kinder", 241, "2 angemeldet, Grenze 10"),
    )  # fmt: skip
    for label, x, value in facts:
        assert found.at(label)[1:4] == (x, 38.1, 7.5)
        assert found.at(value)[1:3] == (x, 42.5)
    assert drawn(limit=None).at("2 angemeldet").x == 241
    assert (34.6, 12, 285) in found.across(RULE)


def test_a_long_head_keeps_to_its_width() -> None:
    head = replace(SHEET.letterhead, office=LONG * 2)
    issuer = [w for w in drawn(letterhead=head).words if w.x == 20.9 and w.y < 20]
    assert [(w.y, w.size) for w in issuer] == [(13.33, 6), (15.83, 6), (18.33, 6)]
    assert "".join(w.text for w in issuer) == f"Stadt Adorf/Vogtl.{LONG * 2}"
    assert 210.9 - 0.7 < max(w.right for w in issuer) <= 210.9


def test_what_has_no_room_in_the_head_stands_in_a_strip_that_costs_a_row() -> None:
    found = drawn(limit=10**40)
    assert found.at("siehe unten")[1:4] == (241, 42.5, 10)
    told = found.at(f"Kinder: 2 angemeldet, Grenze {10**40}")
    assert told[1:4] == (12, near(50.22, 0.02), 7)
    assert found.at("K 77-1-11")
    assert found.at("Adam H.").y == near(TOP + 2 * 10.6 + 6.7, 0.01)
    assert Box(12, 45.5 + 10.6, 273, 137.7 - 10.6, RULE, 0) in found.boxes
    (record,) = childcare_sheet.records(replace(SHEET, limit=10**40))
    assert record.layout.cells["brought at 0"] == Rect(87, near(TOP + 10.6), 19, 10.6)
    assert "brought at 11" not in record.layout.cells
    assert record.layout.version == 11


def test_columns_are_named_above_the_first_row() -> None:
    found = drawn()
    for x, key in ((19.5, "Kind"), (66, "Alter"), (192, "Darf abholen"), (241, "Bemerkung")):
        words = found.at(key)
        assert words[1:4] == (near(x + 1.4), 54.3, 7.5)
        assert words.grey == 0.28
    number, sign = found.at("Nr."), found.all("!")[0]
    assert ((number.x + number.right) / 2, number.y) == (near(15.75, 0.1), 54.3)
    assert ((sign.x + sign.right) / 2, sign.y, sign.size, sign.bold) == (
        near(83, 0.1), 54.3, 9, True,
    )  # fmt: skip
    assert [w.x for w in found.all("um")] == [88.4, 140.4]
    assert [w.x for w in found.all("von")] == [107.4, 159.4]
    for x, key in ((88.4, "gebracht"), (140.4, "abgeholt")):
        assert (found.at(key)[1:4], found.at(key).bold) == ((x, 49.9, 10), True)


def test_a_child_stands_in_its_row_with_age_sign_and_guardian() -> None:
    found = drawn()
    name, guardian = found.at("Danylo A."), found.at("Mutter Olena A.")
    assert (name[1:4], name.bold) == ((20.9, near(TOP + 5.4, 0.01), 11), True)
    assert guardian[1:4] == (20.9, near(TOP + 9.1), 7.5)
    assert (guardian.bold, guardian.grey) == (False, 0.28)
    alone = found.at("Adam H.")
    assert alone[1:4] == (20.9, near(TOP + 10.6 + 6.7, 0.01), 11)
    assert found.at("4 J.")[1:4] == (67.4, near(TOP + 6.7, 0.01), 9.5)
    months = found.at("14 Mon.")
    assert months[1:3] == (67.4, near(TOP + 17.3, 0.01))
    assert (months.right, months.size < 9.5) == (near(77.8, 0.05), True)
    for number, row in (("1", 0), ("2", 1)):
        words = found.at(number)
        assert (words.x + words.right) / 2 == near(15.75, 0.1)
        assert words[2:4] == (near(TOP + row * 10.6 + 6.4, 0.01), 7.5)
    (sign,) = [w for w in found.all("!") if w.size == 15]
    assert ((sign.x + sign.right) / 2, sign.y, sign.bold) == (
        near(83, 0.1), near(TOP + 7.3, 0.01), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("months", "age"),
    [(None, ""), (0, "0 Mon."), (23, "23 Mon."), (24, "2 J."), (35, "2 J."), (36, "3 J.")],
)
def test_age_is_told_in_months_up_to_two_years(months: int | None, age: str) -> None:
    found = drawn(ChildRow(name="Adam", age_months=months))
    ages = [w.text for w in found.words if w.x == 67.4 and w.y > TOP]
    assert ages == ([age] if age else [])


def test_name_and_guardian_shrink_on_their_line_and_then_take_several() -> None:
    found = drawn(
        ChildRow(name="Bohdan Maximilian Schewts", guardian="Mutter Bohdana Schewtschenk")
    )
    name, guardian = (w for w in found.words if w.x == 20.9 and TOP < w.y < 183)
    assert 7.5 < name.size < 11
    assert name.right == near(64.8, 0.1)
    assert guardian.right <= 64.8
    long = drawn(ChildRow(name="Bohdan Maximilian Schewtschenko-Dobrow", guardian="Olena"))
    first, second, third = (w for w in long.words if w.x == 20.9 and TOP < w.y < 183)
    assert [w.size for w in (first, second, third)] == [8, 8, 7.5]
    assert (first.bold, second.bold, third.bold) == (True, True, False)
    assert first.y == near(TOP + (10.6 - 3 * 3.3) / 2 + 0.9 * 8 / 72 * 25.4, 0.02)
    assert [w.y - first.y for w in (second, third)] == pytest.approx([3.3, 6.6], abs=0.02)
    several = drawn(ChildRow(name="Adam", guardian="Mutter und Grossmutter Bohdana Schewtschenko"))
    assert [w.size for w in several.words if w.x == 20.9 and TOP < w.y < 183] == [8, 7.5, 7.5]


def test_who_may_collect_stands_in_the_middle_of_its_row() -> None:
    def lines(count: int) -> list[float]:
        found = drawn(ChildRow(name="A", may_collect=(FULL,) * count))
        texts = [w for w in found.words if w.x == 193.4 and w.y > TOP]
        assert len(texts) == count
        assert {w.size for w in texts} == {8}
        return [w.y - TOP - 0.9 * 8 / 72 * 25.4 for w in texts]

    assert lines(1) == pytest.approx([3.65], abs=0.02)
    assert lines(2) == pytest.approx([2.0, 5.3], abs=0.02)
    assert lines(3) == pytest.approx([0.35, 3.65, 6.95], abs=0.02)
    assert lines(4) == pytest.approx([0.35, 3.65, 6.95, 10.25], abs=0.02)


def test_who_must_not_collect_is_marked_before_the_name() -> None:
    found = drawn(
        ChildRow(name="A", may_collect=("Anna",), may_not_collect=("Karim", "Omar")),
        ChildRow(name="B", may_collect=("Berta",)),
    )
    barred, allowed = found.like("Nicht abholen"), found.like("Darf abholen: Anna")
    assert barred.text == "Nicht abholen: Karim, Omar"
    assert barred.x == near(193.4 + 4.8)
    assert allowed.x == 193.4
    (ban,) = [path for path in found.paths if 190 < path.x < 241]
    assert barred.y - 2.8 < ban.y < ban.bottom < barred.y + 0.8
    assert 193.4 < ban.x < ban.right < 197
    assert ban.weight == near(2.2 / 24 * 3.6, 0.02)
    assert found.at("Berta").x == 193.4
    alone = drawn(ChildRow(name="A", may_not_collect=("Karim H.",)))
    assert [w.text for w in alone.words if 190 < w.x < 241 and w.y > TOP and w.y < 180] == [
        "Nicht abholen: Karim H."
    ]


def rows(*lines: int) -> tuple[tuple[int, int], ...]:
    children = tuple(ChildRow(name=f"Kind{n}", may_collect=(FULL,) * n) for n in lines)
    return fields_of_children(replace(SHEET, children=children))


def test_a_child_that_does_not_fit_the_rest_begins_a_sheet() -> None:
    assert rows(*[1] * 12) == tuple((1, row) for row in range(12))
    assert rows(*[1] * 13)[-2:] == ((1, 11), (2, 0))
    assert rows(*[1] * 10, 6, 1) == (*((1, row) for row in range(11)), (2, 0))
    assert rows(*[1] * 10, 7, 1)[-2:] == ((2, 0), (2, 3))
    assert rows(36, 1) == ((1, 0), (2, 0))
    assert rows(37, 1) == ((1, 0), (2, 1))
    assert rows(1, 37, 1) == ((1, 0), (2, 0), (3, 1))
    assert rows(1, 33, 1) == ((1, 0), (1, 1), (2, 0))


def test_a_child_that_goes_on_is_named_again_and_its_fields_are_covered() -> None:
    long = ChildRow(name="Nour H.", age_months=30, attention=True, may_collect=(FULL,) * 38)
    first, second = pages(replace(SHEET, children=(long, ChildRow(name="Adam H."))))
    assert [w.text for w in first.words if w.text.startswith("Nour")] == ["Nour H."]
    again = second.like("Nour H. (Forts")
    assert (again.x, again.bold, again.size) == (20.9, True, 8)
    assert len([w for w in first.words if w.x == 193.4 and w.y > TOP]) == 36
    assert len([w for w in second.words if w.x == 193.4 and w.y > TOP]) == 2
    assert first.all("1")
    assert not second.all("1")
    assert first.all("2 J.")
    assert not second.all("2 J.")
    assert len(second.all("!")) == 1
    assert second.at("2").y == near(TOP + 10.6 + 6.4, 0.01)
    slanted = second.slanted()
    assert not first.slanted()
    assert {66 <= line.x <= 192 or 241 <= line.x <= 285 for line in slanted} == {True}
    assert min(line.y for line in slanted) == TOP
    assert max(line.bottom for line in slanted) == near(TOP + 10.6)
    assert max(line.x for line in slanted) == 285


def test_lines_part_rows_and_every_fifth_is_strong() -> None:
    found = drawn()
    inside = [(y, weight) for weight in (GRID, FINE) for y, left, right in found.across(weight)
              if (left, right) == (12, 285)]  # fmt: skip
    assert sorted(inside) == [
        (near(TOP + row * 10.6, 0.01), FINE if row in {5, 10} else GRID) for row in range(1, 12)
    ]
    assert [y for y, *_ in found.across(RULE)] == [34.6, 56]
    assert Box(12, 45.5, 273, 137.7, RULE, 0) in found.boxes
    assert found.down(GRID) == [(x, 50.5, 183.2) for x in (19.5, 66, 79, 106, 158, 241)]
    assert found.down(FINE) == [(x, 45.5, 183.2) for x in (87, 139, 192)]


def test_no_line_goes_through_a_child_of_several_rows() -> None:
    child = ChildRow(name="A", may_collect=(FULL,) * 8)
    found = drawn(ChildRow(name="B"), child, ChildRow(name="C"))
    rows = [y for y, left, right in found.across() if (left, right) == (12, 285)]
    ys = {round((y - TOP) / 10.6, 2) for y in rows if TOP < y < 183}
    assert ys == {1, 4, 5, 6, 7, 8, 9, 10, 11}


def test_the_foot_explains_the_signs_and_is_signed() -> None:
    found = drawn()
    y = 183.2 + 4.2
    legend = found.like("! Besonderheit")
    assert legend[1:4] == (20.9, near(y), 7.8)
    ban = found.paths[-1]
    assert 20.9 < ban.x < ban.right < 24.3
    assert y + 1.5 < ban.y < ban.bottom < y + 4.9
    stop = found.like("Diese Person")
    assert stop.text.endswith("Im Zweifel das Büro anrufen: 0172 99")
    assert (stop.x, stop.y) == (25.4, near(y + 4.2))
    silent = drawn(letterhead=replace(SHEET.letterhead, phone="")).like("Diese Person")
    assert silent.text.endswith("das Büro anrufen.")
    for digits, ending in ((20, f"anrufen: {'0' * 20}"), (60, "das Büro anrufen.")):
        phone = replace(SHEET.letterhead, phone="0" * digits)
        long = drawn(letterhead=phone).like("Diese Person")
        assert long.text.endswith(ending)
        assert long.right <= 125.4
    privacy = [w for w in found.words if w.x == 130]
    assert privacy[0].y == near(y - 2.7 + 0.9 * privacy[0].size / 72 * 25.4, 0.02)
    assert {w.size for w in privacy} == {7.5}
    assert all(w.right <= 194 for w in privacy)
    assert (194.6, 200, 276) in found.across(FINE)
    assert found.at("Datum, Unterschrift der Betreuungsperson")[1:4] == (200, 197.8, 7.5)


def test_further_sheets_are_numbered_and_the_first_is_in_the_contents() -> None:
    children = tuple(ChildRow(name=f"Kind{place}") for place in range(25))
    sheet = replace(SHEET, children=children)
    found = pages(sheet)
    for number, page in enumerate(found, start=1):
        assert page.at(f"Blatt {number} von 3")
        assert page.at(f"K 77-{number}-1")
        assert page.at("25 angemeldet, Grenze 10")
    assert found[2].at("Kind24").y == near(TOP + 6.7, 0.01)
    out = io.BytesIO()
    childcare_sheet.draw([sheet], out)
    assert reading.bookmarks(out.getvalue()) == [
        "Kinderbetreuung Di 2. März, 8:45–11:45, Kinderzimmer"
    ]
    assert reading.metadata(out.getvalue())["Title"] == "Kinderbetreuung"
