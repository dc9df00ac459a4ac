from datetime import date, time

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import evacuation_sheet
from kursplaner.documents.sheets.evacuation_sheet import EvacuationRoom, EvacuationSheet
from tests.documents import reading
from tests.documents.reading import shapes


def drawn(*rooms: EvacuationRoom) -> tuple[bytes, list[str]]:
    sheet = EvacuationSheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        day=date(2027, 3, 2),
        at=time(10, 20),
        count="14 Personen",
        rooms=rooms,
    )
    return reading.drawn(lambda out: evacuation_sheet.draw(sheet, out))


def test_it_names_rooms_people_and_who_is_under_way() -> None:
    room = EvacuationRoom(title="Schulungsraum, A2 Alltag", names=("Haddad, Rima", "Novák, Jana"))
    bus = EvacuationRoom(title="Bus 1, Hinfahrt", names=("Wolf, Peter",), under_way=True)
    _, (text,) = drawn(bus, room)
    for wanted in ("Räumungsliste", "10:20", "14 Personen", "Haddad, Rima", "Unterwegs", "Wolf"):
        assert wanted in text, wanted
    assert text.index("Schulungsraum") < text.index("Unterwegs") < text.index("Bus 1")


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (60, 1), (200, 3)])
def test_everybody_has_a_place(count: int, pages: int) -> None:
    _, texts = drawn(*[EvacuationRoom(title="Halle", names=("Nour Haddad",) * count)][: count or 0])
    assert len(texts) == pages
    assert sum(text.count("Nour Haddad") for text in texts) == count


def test_long_names_stay_on_the_paper() -> None:
    data, _ = drawn(EvacuationRoom(title="T" * 200, names=("N" * 200,) * 5))
    assert not reading.ink_near_edge(data, 0, 5)


def house(title: str, *rooms: tuple[str, int]) -> list[EvacuationRoom]:
    return [
        EvacuationRoom(title=room, names=tuple(f"{room} {n}" for n in range(count)), house=title)
        for room, count in rooms
    ]


def test_houses_then_rooms_then_who_is_under_way() -> None:
    bus = EvacuationRoom(title="Bus 1, Hinfahrt", names=("Wolf, Peter",), under_way=True)
    first = house("Rathaus, Markt 1: 3 Personen", ("Saal", 2), ("Turm", 1))
    _, (text,) = drawn(bus, *first, *house("Schule: 1 Person", ("Aula", 1)))
    order = ["Rathaus, Markt 1: 3 Personen", "Saal 0", "Turm 0", "Schule: 1 Person", "Aula 0"]
    places = [text.index(title) for title in (*order, "Unterwegs", "Bus 1", "Wolf, Peter")]
    assert places == sorted(places)
    assert text.count("Rathaus") == 1


def test_pages_are_numbered_and_titles_said_again() -> None:
    _, texts = drawn(*house("Rathaus", ("Saal", 100)), *house("Schule", ("Aula", 100)))
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"Seite {number} von {len(texts)}" in text
    assert "Rathaus (Fortsetzung)" in texts[1]
    assert "Saal (Fortsetzung)" in texts[1]
    assert "Fortsetzung" not in texts[0]


@pytest.mark.parametrize("count", range(60, 84, 3))
def test_no_title_stands_alone_at_the_foot(count: int) -> None:
    _, texts = drawn(*house("Rathaus", ("Saal", count)), *house("Schule", ("Aula", 3)))
    assert sum("Schule" in text for text in texts) == 1
    (page,) = (text for text in texts if "Schule" in text)
    assert "Aula 0" in page
    assert page.count("Schule") == 1, "a house that begins a page goes on from none"


def test_many_rooms_without_anybody_fill_a_page_like_others() -> None:
    rooms = [EvacuationRoom(title=f"Raum {n:02}", names=(), house="Haus") for n in range(40)]
    _, texts = drawn(*rooms)
    assert len(texts) == 2
    assert all(any(room.title in text for text in texts) for room in rooms)


def test_long_names_are_whole_and_readable() -> None:
    name = "Müller-Lüdenscheidt-Wagenknecht, Maximilian Alexander Friedrich " * 3
    data, (text,) = drawn(EvacuationRoom(title="Saal " * 30, names=(name.strip(), "N" * 200)))
    flat = reading.flat(text)
    assert flat.count("Friedrich") == 3
    assert flat.count("Saal") == 30
    assert "N" * 200 in "".join(text.split())
    assert "…" not in flat
    assert min(reading.type_sizes(data, 0) - {8.0}) >= 9


NAMES = ("Wolf, Peter", "Haddad, Rima", "Novák, Jana", "Weber, Anna")


def test_each_name_has_its_box_before_it_in_three_columns() -> None:
    data, _ = drawn(EvacuationRoom(title="Saal", names=NAMES, house="Haus"))
    boxes = [shape for shape in shapes(data) if shape[2] == shape[3]]
    assert [(left, top == boxes[0][1]) for left, top, *_ in boxes] == [
        (15, True),
        (75, True),
        (135, True),
        (15, False),
    ]
    for (left, _, width, _), name in zip(boxes, NAMES, strict=True):
        assert 0 < reading.left_of(data, 0, name) - (left + width) < 3
    assert boxes[3][1] == boxes[0][1] + 8


def test_a_line_closes_each_title_and_stands_above_its_names() -> None:
    data, _ = drawn(EvacuationRoom(title="Saal", names=NAMES[:1], house="Haus"))
    head, house_line, room_line, box = (top for _, top, *_ in shapes(data))
    assert (house_line - head, room_line - house_line, box - room_line) == (13, 10, 2)
    long, _ = drawn(EvacuationRoom(title="Saal " * 60, names=NAMES[:1], house="Haus"))
    _, _, room_line, box = (top for _, top, *_ in shapes(long))
    assert box - room_line == 2


def test_who_is_under_way_has_no_box() -> None:
    data, (text,) = drawn(EvacuationRoom(title="Bus 1", names=NAMES, under_way=True))
    assert not [shape for shape in shapes(data) if shape[2] == shape[3]]
    assert all(name in text for name in NAMES)


def test_only_an_empty_list_says_that_nobody_is_there() -> None:
    nobody = "Gerade ist niemand im Haus eingetragen."
    assert nobody in drawn()[1][0]
    assert nobody not in drawn(EvacuationRoom(title="Saal", names=NAMES))[1][0]


def test_that_nobody_is_there_stands_large_below_the_head() -> None:
    data, _ = drawn()
    nobody = "Gerade ist niemand im Haus eingetragen."
    (head,) = [top for _, top, width, _ in shapes(data) if width > 100]
    assert 0 < reading.top_of(data, 0, nobody) - head < 10
    assert reading.left_of(data, 0, nobody) == pytest.approx(15, abs=1)
    assert 14.0 in reading.type_sizes(data, 0)


def test_only_the_first_page_is_marked_in_the_contents() -> None:
    data, texts = drawn(*house("Rathaus", ("Saal", 200)))
    assert len(texts) > 2
    assert reading.bookmarks(data) == ["Räumungsliste"]
