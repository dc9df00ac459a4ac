"""Where things stand on the confirmation that childcare failed, measured."""

import io
import itertools
from dataclasses import replace
from datetime import date, time
from typing import Any

from kursplaner.basics.layout import FINE, RULE
from kursplaner.documents.sheets import childcare_failed
from kursplaner.documents.sheets.childcare_failed import ChildcareFailed, FailedDay
from tests.documents import reading
from tests.documents.ink import Ink, about, ink
from tests.documents.sheets.test_childcare_failed import SHEET

LONG = "i" * 300


def drawn(sheet: ChildcareFailed) -> Ink:
    out = io.BytesIO()
    childcare_failed.draw([sheet], out)
    return ink(out.getvalue())


def near(value: float) -> Any:
    return about(value, within=0.2)


def test_the_head_names_office_subject_family_and_children() -> None:
    found = drawn(SHEET)
    issuer = found.at("Stadt Adorf/Vogtl.")
    assert (issuer[1:4], issuer.bold) == ((25, 22, 11), True)
    office = found.at("Integrationsbüro")
    assert (office[1:4], office.bold) == ((near(issuer.right + 2.4), 22, 11), False)
    assert [w[1:4] for w in found.words if w.x == 25 and 27 < w.y < 90] == [
        (25, 50, 25.5), (25, 59, 14.5), (25, 78, 12.5), (25, 85, 11),
    ]  # fmt: skip
    assert [w.bold for w in found.words if w.x == 25 and 27 < w.y < 90] == [
        True,
        False,
        True,
        False,
    ]
    assert found.across(RULE) == [(27, 25, 190)]


def test_what_is_too_long_keeps_to_the_margins() -> None:
    head = replace(SHEET.letterhead, issuer=f"Stadt {LONG}", office=f"Amt {LONG}")
    (day,) = SHEET.days
    found = drawn(
        replace(
            SHEET,
            letterhead=head,
            name=LONG,
            children=(LONG * 2,),
            days=(replace(day, course=f"Kurs {LONG}"),),
            place=f"Adorf {LONG}",
        )
    )
    issuer = [w for w in found.words if w.y < 27]
    assert [(w.x, w.y, w.size) for w in issuer] == [(25, 18.93, 6), (25, 21.43, 6), (25, 23.93, 6)]
    whole = (
        (25, f"Für{LONG}", [12.5] * 4, 75, 100), (25, f"Kind:{LONG * 2}", [11] * 5, 100, 125),
        (101.5, f"Kurs{LONG}", [8] * 4, 150, 180),
    )  # fmt: skip
    for x, said, sizes, top, bottom in whole:
        words = [w for w in found.words if w.x == near(x) and top < w.y < bottom]
        assert "".join(w.text for w in words) == said
        assert [w.size for w in words] == sizes
        assert 189 < max(w.right for w in words) <= 190
    assert not [w for w in found.words if w.y == 244]


def test_a_place_stands_before_the_date_as_long_as_its_line_has_room() -> None:
    fitting, longer = f"Adorf {LONG[:66]}", f"Adorf {LONG[:72]}"
    (place,) = [w for w in drawn(replace(SHEET, place=fitting)).words if w.y == 244]
    assert (place.text, place.x) == (f"{fitting},", 25)
    assert 7 <= place.size < 11
    assert place.right == near(76.67)
    assert not [w for w in drawn(replace(SHEET, place=longer)).words if w.y == 244]


def test_a_name_of_several_lines_moves_what_follows_down() -> None:
    found = drawn(replace(SHEET, name=LONG, children=(LONG * 2,)))
    lines = [w.y for w in found.words if w.x == 25 and 75 < w.y < 125]
    assert lines == [near(y) for y in (78, 83.6, 89.2, 94.8, 101.8, 106.8, 111.8, 116.8, 121.8)]
    assert found.like("Wir bestätigen").y == near(134.29)
    assert found.like("Donnerstag").y == near(161.69)


def test_days_stand_below_the_text_with_a_line_each() -> None:
    (first,) = SHEET.days
    days = tuple(replace(first, day=date(2027, 3, 4 + n), course=f"Kurs{n}") for n in range(3))
    found = drawn(replace(SHEET, days=days))
    body = [w for w in found.words if w.x == 25 and 90 < w.y < 125 and not w.bold]
    assert body[0].y == near(94 + 0.9 * 11 / 72 * 25.4)
    assert [round(b.y - a.y, 1) for a, b in itertools.pairwise(body)] == [5.6] * (len(body) - 1)
    top = body[-1].y + 5.6 + 6
    for row in range(3):
        when, course = (
            found.all(found.like(f"{['Donnerstag', 'Freitag', 'Samstag'][row]}").text)[0],
            found.at(f"Kurs{row}"),
        )
        assert when[1:4] == (25, near(top + row * 6.5 + 4.6), 11)
        assert when.bold
        assert not course.bold
        assert course[1:4] == (near(when.right + 6), near(top + row * 6.5 + 4.6), 11)
    days_lines = [line for line in found.across(FINE) if line[0] < 240]
    assert days_lines == [(near(top + row * 6.5), 25, 190) for row in (1, 2, 3)]


def days_of_pages(count: int) -> list[int]:
    day = FailedDay(day=date(2027, 3, 4), starts=time(9), ends=time(11), course="A2")
    out = io.BytesIO()
    total = childcare_failed.draw([replace(SHEET, days=(day,) * count)], out)
    pages = [ink(out.getvalue(), page) for page in range(total)]
    for number, found in enumerate(pages, start=1):
        signed = [w for w in found.words if w.y == 250]
        assert bool(signed) is (number == total)
        told = [w for w in found.words if w.y == 260]
        assert [w.text for w in told] == ([f"Seite {number} von {total}"] if total > 1 else [])
        assert all(w.right == near(190) for w in told)
        assert max(y for y, *_ in found.across(FINE) if y != 246) <= 232
    return [len(found.all("A2")) for found in pages]


def test_days_that_do_not_fit_go_on_to_further_pages() -> None:
    assert days_of_pages(1) == [1]
    assert days_of_pages(17) == [17]
    assert days_of_pages(18) == [17, 1]
    assert days_of_pages(17 + 29) == [17, 29]
    assert days_of_pages(17 + 30) == [17, 29, 1]


def test_a_line_in_the_familys_language_follows_the_days() -> None:
    found = drawn(replace(SHEET, language="en"))
    explained = childcare_failed.explained("en")
    grey = [w for w in found.words if w.grey == 0.28 and w.y < 240]
    unchecked = (
        "Diese Übersetzung hat noch niemand geprüft, der die Sprache spricht. "
        "Es gilt der deutsche Text."
    )
    assert " ".join(w.text for w in grey) == f"{explained} {unchecked}"
    assert childcare_failed.unchecked("en")
    assert not childcare_failed.unchecked("de")
    assert [w.size for w in grey if w.text.startswith("Diese")] == [8]
    line = [y for y, *_ in found.across(FINE) if y < 240][-1]
    assert grey[0][1:4] == (25, near(line + 8 + 0.9 * 11 / 72 * 25.4), 11)
    assert not [w for w in drawn(SHEET).words if w.grey == 0.28 and w.y < 240]
    assert childcare_failed.explained("de") == ""


def test_three_lines_to_sign_stand_at_the_foot() -> None:
    found = drawn(SHEET)
    signs = [line for line in found.across(FINE) if line[0] == 246]
    assert signs == [
        (246, 25, near(76.67)), (246, near(81.67), near(133.33)), (246, near(138.33), near(190)),
    ]  # fmt: skip
    labels = [w for w in found.words if w.y == 250]
    assert [(w.x, w.size, w.grey) for w in labels] == [
        (25, 8, 0.28), (near(81.67), 8, 0.28), (near(138.33), 8, 0.28),
    ]  # fmt: skip
    assert all(w.right <= w.x + 51.6 for w in labels)
    assert found.at("Adorf/Vogtl.,")[1:4] == (25, 244, 11)
    assert not [w for w in drawn(replace(SHEET, place="")).words if w.y == 244]


def test_each_family_stands_in_the_contents() -> None:
    out = io.BytesIO()
    assert childcare_failed.draw([SHEET, replace(SHEET, name="Anna")], out) == 2
    assert reading.bookmarks(out.getvalue()) == ["Rima Haddad", "Anna"]
