"""Where things stand on a driver's sheet, measured in the finished PDF."""

import io
from dataclasses import replace
from datetime import time

import pytest

from kursplaner.basics.layout import FINE, GRID, RULE, Rect
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import driver_sheet
from kursplaner.documents.sheets.driver_sheet import DriverSheet, Passenger, RideStop
from tests.documents import reading
from tests.documents.ink import Box, Ink, ink, near
from tests.documents.sheets.test_driver_sheet import SHEET, STOPS

LONG = "i" * 170


def drawn(sheet: DriverSheet, page: int = 0) -> Ink:
    out = io.BytesIO()
    driver_sheet.draw([sheet], out)
    return ink(out.getvalue(), page)


def test_the_fields_of_a_sheet_follow_its_lines() -> None:
    cells = driver_sheet.layout([True, False]).cells
    assert cells == {
        "time 0 0": Rect(156.3, 69.15, 7.3, 7.3),
        "time 0 1": Rect(165.4, 69.15, 7.3, 7.3),
        "time 0 2": Rect(177.8, 69.15, 7.3, 7.3),
        "time 0 3": Rect(186.8, 69.15, 7.3, 7.3),
        "aboard 1": Rect(156.3, near(79.4), 6, 6),
        "absent 1": Rect(169.7, near(79.4), 6, 6),
        "code 1": Rect(186.8, near(78.75), 7.3, 7.3),
    }


def test_the_head_says_which_ride_of_which_day() -> None:
    found = drawn(SHEET)
    title = found.at("Hinfahrt")
    assert (title.x, title.y, title.size) == (12, 28.2, 25.5)
    day = found.at("Dienstag, 2. März 2027")
    assert (day.x, day.y, day.bold) == (near(title.right + 5, 0.2), 28.2, True)
    assert not [words for words in found.words if words.text.startswith("Blatt 1")]
    facts = (
        ("Fahrzeug", 12), ("Am Steuer", 66), ("Kurs", 102), ("Fahrgäste", 152),
    )  # fmt: skip
    assert [(found.at(key).x, found.at(key).y) for key, _ in facts] == [(x, 40) for _, x in facts]
    values = ("VW Bus, V-AD 214", "Günter W.", "A2-03, Beginn 9:00", "3 von 8 Plätzen")
    assert [(found.at(key).x, found.at(key).y) for key in values] == [(x, 44.4) for _, x in facts]
    assert found.across(RULE)[0][1:] == (12, 198)


def test_what_to_fit_in_stands_in_a_frame_behind_its_title() -> None:
    found = drawn(replace(SHEET, fit_in=("1 Kindersitz", "2 Babyschalen")))
    assert Box(12, 48.4, 186, 9.6, RULE, 0) in found.boxes
    title, listed = found.at("Vor der Abfahrt einbauen:"), found.at("1 Kindersitz · 2 Babyschalen")
    assert (title.x, title.y, title.size, title.bold) == (23.8, 54.5, 10.5, True)
    assert listed[1:4] == (near(title.right + 2.2, 0.2), 54.5, 10.5)
    box = found.paths[1]
    assert 14.8 < box.x < box.right < 21.4
    assert 49.9 < box.y < box.bottom < 56.5
    nothing = drawn(replace(SHEET, fit_in=())).like("Vor der Abfahrt")
    assert nothing.text == "Vor der Abfahrt einbauen: nichts, keine Kindersitze nötig"
    assert (nothing.x, nothing.size) == (23.8, 10.5)
    shrunk = drawn(replace(SHEET, fit_in=(LONG,))).at(LONG)
    assert (7 < shrunk.size < 10.5, shrunk.right) == (True, near(195.5, 0.3))


def test_what_to_fit_in_stands_whole_in_a_strip_where_its_frame_has_no_room() -> None:
    sheet = replace(SHEET, fit_in=(LONG * 2, "2 Babyschalen"))
    found = drawn(sheet)
    assert found.at("siehe unten")[2:4] == (54.5, 10.5)
    strip = [w for w in found.words if w.x == 12 and 58 < w.y < 75]
    assert [(w.y, w.size) for w in strip] == [(near(65.52 + 3 * n, 0.02), 7) for n in range(3)]
    said = "".join(w.text for w in found.words if 60 < w.y < 75)
    assert said.replace(" ", "") == f"VorderAbfahrteinbauen:{LONG * 2}·2Babyschalen"
    assert max(w.right for w in strip) <= 198
    assert found.at("Abfahrt").y == near(68 + 2 * 9.6 - 2)
    assert found.at("8:00").y == near(68 + 2 * 9.6 + 6.4)
    assert found.at("F 918-1-22")
    (record,) = driver_sheet.records(sheet)
    assert record.layout.cells["time 0 0"] == Rect(156.3, near(69.15 + 2 * 9.6), 7.3, 7.3)


def test_columns_are_named_above_their_fields() -> None:
    found = drawn(SHEET)
    for x, key in ((13.5, "Abfahrt"), (30, "Haltepunkt, Fahrgast"), (74, "Telefon"), (108, "Sitz"),
                   (131, "Hinweis")):  # fmt: skip
        assert found.at(key)[1:4] == (x, 66, 8)
        assert (found.at(key).bold, found.at(key).grey) == (False, 0.28)
    for middle, key in ((159.3, "an Bord"), (172.7, "nicht da"), (190.45, "Code")):
        words = found.at(key)
        assert (words.x + words.right) / 2 == near(middle, 0.1)
        assert (words.y, words.size, words.bold) == (66, 8, True)
    assert (68, 12, 198) in found.across(RULE)


def test_a_stop_has_its_time_its_name_and_four_fields() -> None:
    found = drawn(SHEET)
    clock, name = found.at("8:33"), found.at("Markneukirchen, Busbahnhof")
    y = 68 + 3 * 9.6
    assert clock[1:4] == (13.5, near(y + 6.4), 13.5)
    assert name[1:4] == (30, near(y + 6.2), 11.5)
    assert (clock.bold, name.bold) == (True, True)
    assert [(w.text, w.y) for w in found.words if w.text.startswith("tatsächlich")] == [
        ("tatsächlich ab", 73.9),
        ("tatsächlich ab", near(y + 5.9)),
        ("tatsächlich an", near(y + 2 * 9.6 + 5.9)),
    ]
    assert all(w.right == near(153.6, 0.1) for w in found.all("tatsächlich ab"))
    assert {(round((w.x + w.right) / 2, 1), w.size, w.bold) for w in found.all(":")} == {
        (175.2, 13, True)
    }
    assert [w.y for w in found.all(":")] == pytest.approx([74.2, y + 6.2, y + 2 * 9.6 + 6.2])
    fields = [box for box in found.boxes if (box.width, box.weight) == (7.3, GRID)]
    assert len(fields) == 3 * 4 + 3
    assert [box.x for box in fields if box.y == 97.95] == [156.3, 165.4, 177.8, 186.8]
    assert {box.grey for box in fields} == {0.55}


def test_a_line_parts_stops_strongly_and_passengers_finely() -> None:
    found = drawn(SHEET)
    strong = [(y, left) for y, left, right in found.across(RULE) if right == 198 and y > 60]
    assert strong == [(68, 12), (96.8, 12), (116, 12), (125.6, 12)]
    fine = [(y, left) for y, left, right in found.across(GRID) if right == 198 and y < 126]
    assert fine == [(77.6, 30), (87.2, 30), (106.4, 30)]


def test_a_child_stands_indented_below_its_adult() -> None:
    found = drawn(SHEET)
    adult, phone = found.at("Olena A."), found.at("0152 28817386")
    assert (adult[1:4], adult.bold) == ((30, 83.7, 11), True)
    assert (phone[1:4], phone.bold) == ((74, 83.5, 9.5), False)
    child, beside, seat = found.at("Danylo, 4 J."), found.at("mit Olena"), found.at("Kindersitz")
    assert (child[1:4], child.bold) == ((36, 93.3, 11), False)
    assert (beside[1:4], beside.grey) == ((74, 93.1, 9), 0.28)
    assert (seat[1:4], seat.bold) == ((108, 93.2, 9.5), True)
    arrow = found.paths[2]
    assert 29.8 < arrow.x < arrow.right < 34.2
    assert 90 < arrow.y < arrow.bottom < 94.4
    boxes = [(box.x, box.y, box.weight, box.grey) for box in found.boxes if box.width == 6][4:]
    assert boxes[:4] == [(156.3, 79.4, FINE, 0), (169.7, 79.4, FINE, 0),
                         (156.3, 89, FINE, 0), (169.7, 89, FINE, 0)]  # fmt: skip
    assert len(boxes) == 6


def test_a_note_stands_in_the_middle_or_takes_two_lines() -> None:
    short = replace(STOPS[1].passengers[0], note="Rollator")
    found = drawn(replace(SHEET, stops=(replace(STOPS[1], passengers=(short,)),)))
    assert found.at("Rollator")[1:4] == (131, 83.3, 8.3)
    two = drawn(SHEET)
    first, second = two.at("Rollstuhl,"), two.at("klappbar")
    assert first.y == near(106.4 + 1.3 + 0.9 * 8.3 / 72 * 25.4, 0.02)
    assert (first.x, second.x, second.y - first.y) == (131, 131, near(3.5, 0.02))
    long = replace(short, note="Rollstuhl " * 12)
    tall = drawn(replace(SHEET, stops=(replace(STOPS[1], passengers=(long,)),)))
    lines = [words for words in tall.words if words.x == 131 and words.y > 70]
    assert " ".join(words.text for words in lines) == ("Rollstuhl " * 12).strip()
    assert [w.y - lines[0].y for w in lines] == [near(3.5 * n, 0.02) for n in range(6)]
    assert lines[-1].y < 77.6 + 3 * 9.6
    assert all(words.right <= 155 for words in lines)
    assert {words.size for words in lines} == {6.5}
    assert (near(77.6 + 3 * 9.6), 12, 198) in tall.across(RULE)


def test_what_is_too_long_takes_further_rows_of_its_column() -> None:
    adult = Passenger(name=f"Anna {LONG}", phone=f"0172 {LONG}", seat=f"Sitz {LONG}")
    child = Passenger(name=f"Kind {LONG}", child_of=f"Frau {LONG}")
    stop = RideStop(at=time(8), name=f"Markt {LONG}", passengers=(adult, child))
    found = drawn(replace(SHEET, stops=(stop,)))
    rows = {"stop": (68, 87.2), "adult": (87.2, 116), "child": (116, 135.2)}
    for x, limit, row, said, apart in (
        (30, 130, "stop", f"Markt{LONG}", 3.7), (30, 72, "adult", f"Anna{LONG}", 3.5),
        (74, 106, "adult", f"0172{LONG}", 3.5), (108, 129.5, "adult", f"Sitz{LONG}", 3.5),
        (36, 72, "child", f"Kind{LONG}", 3.5), (74, 106, "child", f"mit Frau{LONG}", 3.5),
    ):  # fmt: skip
        top, bottom = rows[row]
        column = [w for w in found.words if w.x == x and top < w.y < bottom]
        assert "".join(w.text for w in column) == said
        assert {w.size for w in column} == {6.5}, said
        assert limit - 1.6 < max(w.right for w in column) <= limit, said
        for number, words in enumerate(column):
            assert words.y - column[0].y == near(apart * number, 0.02), said
        assert top + 1.5 < column[0].y < column[-1].y < bottom - 1, said
    assert [y for y, *_ in found.across(GRID) if 68 < y < 136] == [near(87.2), near(116)]
    assert (near(135.2), 12, 198) in found.across(RULE)
    boxes = [box.y for box in found.boxes if box.width == 6 and box.x == 156.3]
    assert boxes == [near(87.2 + 1.8), near(116 + 1.8)]


def test_the_foot_explains_codes_and_leaves_room_to_write() -> None:
    found = drawn(SHEET)
    bottom = 68 + 6 * 9.6
    hint = found.like("Mit Kind zuerst")
    assert hint[1:4] == (20.9, near(bottom + 6.1), 9.5)
    blocks = found.paths[3]
    assert 12.8 < blocks.x < blocks.right < 18
    assert bottom + 2.4 < blocks.y < blocks.bottom < bottom + 7.6
    first, second = found.at("Code, wenn jemand"), found.at("nicht da ist")
    assert first.y == near(bottom + 10.8 + 0.9 * 8 / 72 * 25.4, 0.02)
    assert (first.x, first.size, first.bold, second.y - first.y) == (
        12, 8, True, near(3.6, 0.02),
    )  # fmt: skip
    code = [(w.text, w.x, round(w.y - bottom, 1)) for w in found.words if w.size == 8.8]
    assert code == [
        ("1", 52, 13.4), ("rechtzeitig abgesagt", 55.4, 13.4),
        ("2", 101, 13.4), ("spät abgesagt", 104.4, 13.4),
        ("3", 150, 13.4), ("nicht erschienen", 153.4, 13.4),
        ("4", 52, 18.3), ("abgelehnt, Grund unten", 55.4, 18.3),
        ("5", 101, 18.3), ("nicht bedient, Grund unten", 104.4, 18.3),
    ]  # fmt: skip
    for x, key in ((12, "Kilometerstand bei Abfahrt"), (82, "Kilometerstand bei Ankunft"),
                   (152, "Gefahrene km")):  # fmt: skip
        assert found.at(key)[1:4] == (x, near(bottom + 27.4), 8)
        assert found.at(key).bold
    digits = sorted(box for box in found.boxes if box.height == 9)
    assert {(box.y, box.weight) for box in digits} == {(round(bottom + 29.4, 2), FINE)}
    starts = [0, 8.6, 17.2, 28.4, 37, 45.6]
    assert [box.x for box in digits] == pytest.approx(
        [12 + x for x in starts] + [82 + x for x in starts] + [152]
    )
    assert [box.width for box in digits] == [7.6] * 12 + [46]


def test_lines_to_write_on_end_above_the_signature() -> None:
    def lines(passengers: int) -> list[float]:
        stop = replace(STOPS[0], passengers=(Passenger(name="Anna"),) * passengers)
        found = drawn(replace(SHEET, stops=(stop,)))
        bottom = 68 + (passengers + 1) * 9.6
        title = found.at("Bemerkungen, Gründe, Schäden")
        assert title[1:4] == (12, near(bottom + 44), 8)
        below = [y for y, left, right in found.across(GRID) if left == 12 and y > bottom]
        assert all(270.2 - y > 7 for y in below)
        return [round(y - title.y, 1) for y in below]

    assert lines(1) == [9.6, 17.6, 25.6, 33.6]
    assert lines(8) == [9.6, 17.6, 25.6, 33.6]
    assert lines(10) == [9.6, 17.6, 25.6, 33.6]
    assert lines(11) == [9.6, 17.6, 25.6, 33.6]
    assert lines(12) == [9.6, 17.6, 25.6]


def test_driver_and_office_sign_at_the_foot_of_the_last_sheet() -> None:
    found = drawn(SHEET)
    assert list(found.across(FINE)) == [(270.2, 12, 92), (270.2, 104, 198)]
    assert found.at("Datum, Unterschrift am Steuer")[1:4] == (12, 273.5, 7.5)
    assert found.at("geprüft (Büro)")[1:4] == (104, 273.5, 7.5)
    last = found.like("Notfall 112")
    assert last.text == (
        "Notfall 112 · Fahrdienst 0172 9968532 · "
        "Blatt nach der Fahrt abgeben. Nicht kopieren, nicht fotografieren."
    )
    assert (last.y, last.size) == (282.9, 8)
    assert (last.x + last.right) / 2 == near(105, 0.1)


@pytest.mark.parametrize(
    ("office", "phone", "reach"),
    [("Büro", "0172", " · Büro 0172"), ("", "0172", " · 0172"), ("Büro", "", "")],
)
def test_the_last_line_names_the_office_only_with_its_number(
    office: str, phone: str, reach: str
) -> None:
    head = Letterhead(issuer="Stadt", office=office, phone=phone)
    assert drawn(replace(SHEET, letterhead=head)).like("Notfall").text == (
        f"Notfall 112{reach} · Blatt nach der Fahrt abgeben. Nicht kopieren, nicht fotografieren."
    )


@pytest.mark.parametrize(
    ("office", "phone", "reach"),
    [
        ("i" * 100, "0172", f" · {'i' * 100} 0172"),
        ("i" * 170, "0172", " · 0172"),
        ("Büro", "0" * 60, f" · Büro {'0' * 60}"),
        ("Büro", "0" * 200, ""),
    ],
)
def test_a_long_office_leaves_the_last_line_to_its_number(
    office: str, phone: str, reach: str
) -> None:
    head = Letterhead(issuer="Stadt", office=office, phone=phone)
    last = drawn(replace(SHEET, letterhead=head)).like("Notfall")
    assert last.text == (
        f"Notfall 112{reach} · Blatt nach der Fahrt abgeben. Nicht kopieren, nicht fotografieren."
    )
    assert 6 <= last.size <= 8
    assert last.right - last.x <= 166.02
    assert (last.x + last.right) / 2 == near(105, 0.1)


def rows_of(*stops: int) -> list[list[int]]:
    """Return the lines of each sheet's table: 0 for a stop, else the number of a passenger."""
    ride = tuple(
        RideStop(
            at=time(8),
            name=f"Halt{stop}",
            passengers=tuple(Passenger(name=f"Gast{n + 1}") for n in range(count)),
        )
        for stop, count in enumerate(stops)
    )
    sheet = replace(SHEET, stops=ride, fit_in=())
    out = io.BytesIO()
    count = driver_sheet.draw([sheet], out)
    assert count == driver_sheet.page_count(sheet)
    found = []
    for page in range(count):
        lines = [
            (w.y, int(w.text[4:]) if w.text[:4] == "Gast" else 0)
            for w in ink(out.getvalue(), page).words
            if w.x == 30 and w.y > 68
        ]
        assert lines == sorted(lines)
        found.append([number for _, number in lines])
    return found


def test_a_ride_is_parted_before_a_stop_so_that_the_last_sheet_keeps_its_foot() -> None:
    assert [len(rows) for rows in rows_of(12)] == [13]
    assert rows_of(13) == [list(range(13)), [13]]
    assert rows_of(14) == [list(range(14)), [14]]
    assert rows_of(15) == [list(range(15)), [15]]
    assert [len(rows) for rows in rows_of(30)] == [21, 10]
    assert rows_of(3, 17) == [[0, 1, 2, 3], list(range(17)), [17]]
    assert [len(rows) for rows in rows_of(3, 6, 8)] == [11, 9]
    assert [len(rows) for rows in rows_of(20, 2)] == [21, 3]
    assert [len(rows) for rows in rows_of(19, 2)] == [20, 3]
    assert rows_of(14, 0) == [list(range(15)), [0]]
    assert [len(rows) for rows in rows_of(0, 16)] == [1, 16, 1]


def test_a_further_sheet_is_numbered_and_only_the_last_is_signed() -> None:
    sheet = replace(SHEET, stops=STOPS * 7)
    out = io.BytesIO()
    count = driver_sheet.draw([sheet], out)
    pages = [ink(out.getvalue(), page) for page in range(count)]
    for number, found in enumerate(pages, start=1):
        words = found.at(f"Blatt {number} von {count}")
        assert (words.x, words.y, words.size) == (12, 34.1, 9)
        assert found.at(f"F 918-{number}-2")
        assert bool(found.all("geprüft (Büro)")) == (number == count)
        assert found.like("Notfall").y == 282.9
        assert found.at("21 von 8 Plätzen")
    assert reading.bookmarks(out.getvalue()) == ["Hinfahrt Di 2. März, 8:00, VW Bus, V-AD 214"]


def test_without_stops_a_ride_begins_at_midnight() -> None:
    out = io.BytesIO()
    driver_sheet.draw([replace(SHEET, stops=())], out)
    assert reading.bookmarks(out.getvalue()) == ["Hinfahrt Di 2. März, 0:00, VW Bus, V-AD 214"]
    assert reading.metadata(out.getvalue())["Title"] == "Fahrdienst"
