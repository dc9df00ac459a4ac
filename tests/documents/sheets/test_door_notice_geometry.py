"""Where things stand on the notice at a door, measured in the finished PDF."""

import io
import itertools
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from kursplaner.basics.layout import FINE, RULE
from kursplaner.documents.page.page import POINTS
from kursplaner.documents.sheets import door_notice
from kursplaner.documents.sheets.door_notice import DoorNotice
from kursplaner.documents.type import text
from tests.documents import reading
from tests.documents.ink import Ink, Words, about, ink
from tests.documents.sheets.test_door_notice import LESSON, NOTICE

LONG = "i" * 230
PLAIN = replace(LESSON, title="Deutsch", childcare_room="")


def drawn(notice: DoorNotice, page: int = 0) -> Ink:
    out = io.BytesIO()
    assert door_notice.draw([notice], out) == door_notice.page_count(notice)
    return ink(out.getvalue(), page)


def near(value: float) -> Any:
    return about(value, within=0.2)


def test_the_head_names_room_place_and_day() -> None:
    found = drawn(NOTICE)
    issuer, office = found.at("Stadt Adorf/Vogtl."), found.at("Integrationsbüro")
    assert (issuer[1:4], issuer.bold) == ((15, 22, 13), True)
    assert (office[1:4], office.bold) == ((near(issuer.right + 2.4), 22, 13), False)
    room = next(w for w in found.words if w.text == "Schulungsraum")
    assert (room[1:4], room.bold) == ((15, 55, 62), True)
    assert (found.at("Markt 1")[1:4], found.at("Markt 1").grey) == ((15, 67, 17), 0.28)
    day = found.at("Dienstag, 2. März 2027")
    assert (day[1:4], day.bold) == ((15, 91, 34), True)
    assert found.across(RULE)[:2] == [(27, 15, 195), (104, 15, 195)]


def test_a_long_head_keeps_to_the_margins() -> None:
    head = replace(NOTICE.letterhead, issuer=f"Stadt {LONG}", office=f"Amt {LONG}")
    found = drawn(replace(NOTICE, letterhead=head, room=f"Saal {LONG}", place=f"Markt {LONG}"))
    head_lines = [w for w in found.words if w.y < 27]
    assert [w[:4] for w in head_lines] == [
        (f"Stadt {LONG}", 15, 20.31, 7), (f"Amt {LONG}", 15, 22.81, 7)
    ]  # fmt: skip
    room = [w for w in found.words if 27 < w.y < 60]
    assert "".join(w.text for w in room) == f"Saal{LONG}"
    assert [(w.y, w.size) for w in room] == [(32.2, 8), (38.2, 8), (44.2, 8)]
    place = [w for w in found.words if 60 < w.y < 80]
    assert "".join(w.text for w in place) == f"Markt{LONG}"
    assert [w.y for w in place] == [63.43, 68.43]
    assert {w.size for w in place} == {8.5}
    for lines in (head_lines, room, place):
        assert 195 - 3.2 < max(w.right for w in lines) <= 195
    two = [w for w in drawn(replace(NOTICE, room=f"Saal {LONG[:100]}")).words if 27 < w.y < 66]
    assert [w.y - two[0].y for w in two] == [0, near(12)]
    assert {w.size >= 16 for w in two} == {True}


def test_a_long_room_shrinks_before_it_takes_two_lines() -> None:
    name = "Veranstaltungsraum Nord"
    em = text.shape(name, bold=True).width / POINTS
    one = drawn(replace(NOTICE, room=name)).at(name)
    assert one.size == about(180 / em, within=0.02)
    assert 32 < one.size < 62
    two = drawn(replace(NOTICE, room=f"{name} im zweiten Stock")).words
    assert [w.size for w in two if w.y < 60 and w.size > 16] == [32, 32]


def of_lesson(found: Ink, title: str = "Deutsch") -> tuple[Words, Words, Words]:
    return found.at("9:00"), found.at("bis 11:30"), found.at(title)


@pytest.mark.parametrize("count", [1, 3, 4, 5, 8])
def test_lessons_share_the_height_and_are_no_taller_than_a_quarter(count: int) -> None:
    lessons = tuple(replace(PLAIN, title=f"Kurs{n}", starts=time(9 + n)) for n in range(count))
    found = drawn(replace(NOTICE, lessons=lessons))
    height = min(41, 164 / count)
    size = min(30, height * 1.15)
    for row in range(count):
        top = 104 + row * height
        start, title = found.at(f"{9 + row}:00"), found.at(f"Kurs{row}")
        base = top + min(15, height * 0.52)
        assert start[1:4] == (15, near(base), near(size))
        assert title[1:4] == (67, near(base), near(size * 0.85))
        assert (start.bold, title.bold) == (True, True)
        until = found.all("bis 11:30")[row]
        assert until[1:4] == (15, near(base + min(9, height * 0.36)), near(size * 0.5))
        assert until.grey == 0.28
    assert found.across(FINE) == [(near(104 + row * height), 15, 195) for row in range(1, count)]
    assert [y for y, *_ in found.across(RULE)] == [27, 104, near(104 + count * height)]


def test_a_day_without_lessons_says_so_below_the_head() -> None:
    found = drawn(replace(NOTICE, lessons=()))
    words = found.like("An diesem Tag")
    assert words[1:4] == (15, 120, 22)
    assert [y for y, *_ in found.across(RULE)] == [27, 104, 104]
    assert not drawn(NOTICE).like("Dienstag").text.startswith("An diesem")


def test_long_titles_take_two_lines() -> None:
    long = replace(PLAIN, title=f"Deutsch {LONG}")
    fitting = replace(PLAIN, title=f"Deutsch {LONG[:134]}")
    for count, apart in ((1, 5.5), (8, 164 / 8 * 0.22)):
        found = drawn(replace(NOTICE, lessons=(fitting,) * count))
        lines = [w for w in found.words if w.x == 67][:2]
        assert lines[1].y - lines[0].y == near(apart)
        assert {9 <= w.size < 9.3 for w in lines} == {True}
        assert 185 < max(w.right for w in lines) <= 195
    found = drawn(replace(NOTICE, lessons=(long,)))
    lines = [w for w in found.words if w.x == 67]
    assert "".join(w.text for w in lines) == f"Deutsch{LONG}"
    assert {w.size for w in lines} == {14}
    assert [w.y - 104 for w in lines] == [near(6.48 + 5.88 * n) for n in range(4)]
    assert 193 < max(w.right for w in lines) <= 195
    assert found.across(RULE)[-1][0] == near(104 + 4 * 5.88 + 4)
    middle = drawn(replace(NOTICE, lessons=(replace(PLAIN, title="Deutsch für alle " * 5),)))
    assert {w.size for w in middle.words if w.x == 67} == {13}


def blocks(found: Ink) -> tuple[float, ...]:
    (path,) = found.paths
    return path[:4]


def test_childcare_stands_behind_its_blocks_and_a_note_below() -> None:
    lesson = replace(LESSON, note="Heute im Saal")
    found = drawn(replace(NOTICE, lessons=(lesson,)))
    care, note = found.like("Kinderbetreuung"), found.at("Heute im Saal")
    second = 104 + 15 + 9
    assert care[1:4] == (near(67 + 7.5), near(second), 15)
    assert note[1:4] == (67, near(second + 8), 15)
    assert (care.bold, note.bold) == (False, True)
    left, top, right, bottom = blocks(found)
    assert 67 < left < right < 67 + 15 * 0.38
    assert second - 15 * 0.31 < top < bottom < second + 15 * 0.07
    alone = drawn(replace(NOTICE, lessons=(replace(PLAIN, note="Heute im Saal"),)))
    assert alone.at("Heute im Saal")[1:3] == (67, near(second))
    assert not alone.paths


def test_in_low_rows_a_note_follows_the_childcare() -> None:
    lesson = replace(LESSON, note="Heute im Saal")
    found = drawn(replace(NOTICE, lessons=(lesson,) * 8))
    height = 164 / 8
    size = height * 1.15 / 2
    care, note = found.all("Kinderbetreuung: Kinderzimmer")[0], found.all("Heute im Saal")[0]
    second = 104 + height * 0.88
    assert care.x == near(67 + size * 0.5)
    assert (care.y, note.y) == (near(second), near(second))
    assert note.x == near(care.right + 5)
    long = replace(lesson, childcare_room=f"Raum {LONG}", note=f"Heute {LONG}")
    assert_flows(
        replace(NOTICE, lessons=(long,) * 8),
        f"A2 Alltag am VormittagKinderbetreuung: Raum{LONG}Heute{LONG}",
    )
    assert_flows(
        replace(NOTICE, lessons=(replace(long, note=""),) * 8),
        f"A2 Alltag am VormittagKinderbetreuung: Raum{LONG}",
    )


@pytest.mark.parametrize("count", [1, 4, 5, 8])
def test_a_note_of_any_length_is_whole(count: int) -> None:
    for more in range(6, 100, 2):
        lesson = replace(LESSON, childcare_room="Raum" + "i" * 20, note="i" * more)
        notice = replace(NOTICE, lessons=(lesson,) * count)
        first = drawn(notice)
        assert first.all("i" * more), (count, more)
        assert all(w.right <= 195.05 and not w.text.endswith("…") for w in first.words)


def test_a_note_below_has_the_whole_width_and_one_beside_what_childcare_leaves() -> None:
    lesson = replace(LESSON, childcare_room="Raum", note="i" * 120)
    low, high = (drawn(replace(NOTICE, lessons=(lesson,) * count)) for count in (5, 4))
    assert {w.size for w in low.words if w.x == 67} == {14, 11}
    note = high.all("i" * 120)[0]
    assert (note.x, note.y) == (67, near(104 + 24 + 8))
    assert high.paths
    assert not low.paths


def test_what_fits_the_first_page_but_not_the_larger_rows_of_the_last_flows() -> None:
    def flows(lessons: int) -> bool:
        notice = replace(NOTICE, lessons=(replace(lesson, note=""),) * lessons)
        return not drawn(notice).paths

    for more in range(100, 140):
        lesson = replace(LESSON, title="Deutsch", childcare_room="i" * more)
        assert flows(9) is (flows(8) or flows(1))
        if not flows(8) and flows(1):
            return
    pytest.fail("no length fits low rows alone")


def assert_flows(notice: DoorNotice, each: str) -> None:
    """All of it stands line below line, every lesson on one page, above the foot."""
    out = io.BytesIO()
    count = door_notice.draw([notice], out)
    assert count > 1
    said = []
    for page in range(count):
        found = ink(out.getvalue(), page)
        lines = [w for w in found.words if w.x == 67]
        assert {w.size for w in lines} == {14, 11}
        assert 193 < max(w.right for w in lines) <= 195
        rules = [104, *(y for y, *_ in found.across(FINE)), found.across(RULE)[-1][0]]
        assert rules[-1] <= 268
        for top, bottom in itertools.pairwise(sorted(rules)):
            said.append("".join(w.text for w in lines if top < w.y < bottom))
            assert len([w for w in found.all("9:00") if top < w.y < bottom]) == 1
    assert said == [each] * len(notice.lessons)


@pytest.mark.parametrize(("count", "below"), [(4, True), (5, False)])
def test_a_note_stands_below_where_two_lines_fit(count: int, below: bool) -> None:  # noqa: FBT001
    lesson = replace(LESSON, note="Heute im Saal")
    found = drawn(replace(NOTICE, lessons=(lesson,) * count))
    care, note = found.all("Kinderbetreuung: Kinderzimmer")[0], found.all("Heute im Saal")[0]
    assert (note.y > care.y) is below


@pytest.mark.parametrize(
    ("office", "phone", "question"),
    [
        ("Büro", "0172", "Fragen? Büro, 0172"), ("", "0172", "Fragen? Stadt, 0172"),
        ("Büro", "", "Fragen? Büro"), ("", "", "Fragen? Stadt"),
    ],
)  # fmt: skip
def test_the_foot_says_whom_to_ask(office: str, phone: str, question: str) -> None:
    head = replace(NOTICE.letterhead, issuer="Stadt", office=office, phone=phone)
    words = drawn(replace(NOTICE, letterhead=head)).at(question)
    assert ((words.x + words.right) / 2, words.y, words.size) == (near(105), 282, 12)


def test_a_long_foot_keeps_to_its_width() -> None:
    head = replace(NOTICE.letterhead, office=LONG * 2)
    found = drawn(replace(NOTICE, letterhead=head))
    words = [w for w in found.words if w.y > 270]
    assert "".join(w.text for w in words) == f"Fragen?{LONG * 2},0172 99"
    assert [(w.y, w.size) for w in words] == [(y, 8) for y in (276, 280, 284, 288)]
    assert 170 - 0.8 < max(w.right - w.x for w in words) <= 170
    assert all((w.x + w.right) / 2 == near(105) for w in words)


def test_the_ninth_lesson_goes_on_to_a_further_page() -> None:
    lessons = tuple(replace(PLAIN, title=f"Kurs{n}") for n in range(10))
    sheet = replace(NOTICE, lessons=lessons)
    out = io.BytesIO()
    door_notice.draw([sheet], out)
    first, second = (ink(out.getvalue(), page) for page in range(2))
    assert [w.text for w in first.words if w.x == 67] == [f"Kurs{n}" for n in range(8)]
    assert [w.text for w in second.words if w.x == 67] == ["Kurs8", "Kurs9"]
    assert reading.bookmarks(out.getvalue()) == ["Schulungsraum, Di 2. März"]
    assert reading.metadata(out.getvalue())["Title"] == "Heute in diesem Raum"
