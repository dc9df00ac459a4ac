"""Where things stand on the list for a fire drill, and where a page ends, measured."""

from typing import Any

from kursplaner.basics.layout import FINE, RULE
from kursplaner.documents.sheets.evacuation_sheet import EvacuationRoom
from tests.documents.ink import Ink, about, ink
from tests.documents.sheets import test_evacuation_sheet as sheets


def pages(*rooms: EvacuationRoom) -> list[Ink]:
    data, texts = sheets.drawn(*rooms)
    return [ink(data, page) for page in range(len(texts))]


def room(
    names: int, title: str = "Saal", house: str = "Haus", *, away: bool = False
) -> EvacuationRoom:
    return EvacuationRoom(
        title=title, names=tuple(f"N{n}" for n in range(names)), house=house, under_way=away
    )


def near(value: float) -> Any:
    return about(value, within=0.02)


def test_that_nobody_is_there_stands_below_the_head() -> None:
    (page,) = pages()
    assert page.at("Gerade ist niemand im Haus eingetragen.")[1:4] == (15, 50, 14)
    assert page.at("14 Personen, Stand 10:20 Uhr").y == 38


def test_titles_names_boxes_and_lines_have_their_places() -> None:
    (page,) = pages(room(4), room(1, "Turm"), room(1, "Aula", "Schule"), room(1, "Bus", away=True))
    shown = [(w.text, w.x, w.y, w.size, w.bold) for w in page.words if 44 < w.y < 285]
    assert shown == [
        ("Haus", 15, 52, 14, True),
        ("Saal", 15, near(61.5), 11.5, True),
        ("N0", 22, near(69.7), 11, False), ("N1", 82, near(69.7), 11, False),
        ("N2", 142, near(69.7), 11, False), ("N3", 22, near(77.7), 11, False),
        ("Turm", 15, near(86.5), 11.5, True), ("N0", 22, near(94.7), 11, False),
        ("Schule", 15, near(105.5), 14, True), ("Aula", 15, near(115), 11.5, True),
        ("N0", 22, near(123.2), 11, False),
        ("Unterwegs, nicht im Haus", 15, near(134), 14, True), ("Bus", 15, near(143.5), 11.5, True),
        ("N0", 22, near(151.7), 11, False),
    ]  # fmt: skip
    assert [box[:5] for box in page.boxes] == [
        (15, near(65.5), 5, 5, FINE), (75, near(65.5), 5, 5, FINE), (135, near(65.5), 5, 5, FINE),
        (15, near(73.5), 5, 5, FINE), (15, near(90.5), 5, 5, FINE), (15, near(119), 5, 5, FINE),
    ]  # fmt: skip
    assert page.across(RULE) == [
        (41, 15, 195), (53.5, 15, 195), (near(107), 15, 195), (near(135.5), 15, 195),
    ]  # fmt: skip
    assert [y for y, *_ in page.across(FINE)] == [
        near(63), near(88), near(116.5), near(145),
    ]  # fmt: skip


def test_a_room_without_a_house_has_no_title_above_it() -> None:
    (page,) = pages(room(1, house=""))
    assert [w.text for w in page.words if 44 < w.y < 285] == ["Saal", "N0"]


def test_names_and_titles_of_several_lines_push_down_what_follows() -> None:
    long = EvacuationRoom(title="Saal " * 40, names=("Anna " * 20, "Berta"), house="Haus " * 40)
    (page,) = pages(long, room(1, "Turm", "Haus " * 40))
    house = [w.y for w in page.words if w.size == 14]
    title = [w.y for w in page.words if w.size == 11.5 and w.text.startswith("Saal")]
    name = [w.y for w in page.words if w.text.startswith("Anna")]
    assert len(house) == 4
    assert house == [near(52 + 6 * line) for line in range(4)]
    assert title == [near(house[-1] + 3.5 + 6 + 5 * line) for line in range(len(title))]
    assert len(title) > 1
    assert name == [near(title[-1] + 3 + 5.2 + 4.6 * line) for line in range(len(name))]
    assert page.at("Berta").y == name[0]
    assert all(w.right <= 72 for w in page.words if w.text.startswith("Anna"))
    assert max(w.right for w in page.words if w.text.startswith("Anna")) > 60
    assert page.at("Turm").y == near(name[-1] + 2.8 + 6)


def names_of(found: list[Ink]) -> list[int]:
    return [len([w for w in page.words if w.size == 11 and w.y > 44]) for page in found]


def test_a_page_is_filled_down_to_its_foot() -> None:
    # 11.5 mm for the house and 9 for the room leave 215.5 mm: 26 rows of 8 mm.
    assert names_of(pages(room(26 * 3))) == [78]
    assert names_of(pages(room(26 * 3 + 1))) == [78, 1]
    second = pages(room(26 * 3 + 1))[1]
    assert [(w.text, w.y) for w in second.words if 44 < w.y < 285] == [
        ("Haus (Fortsetzung)", 52), ("Saal (Fortsetzung)", near(61.5)), ("N78", near(69.7)),
    ]  # fmt: skip
    # The titles said again take as much of the next page.
    assert names_of(pages(room(26 * 6))) == [78, 78]
    assert names_of(pages(room(26 * 6 + 1))) == [78, 78, 1]
    # Without a house there is room for 28 rows, of which the last ends exactly at the foot.
    assert names_of(pages(room(28 * 3, house=""))) == [84]
    assert names_of(pages(room(28 * 3 + 1, house=""))) == [84, 1]
    assert not pages(room(28 * 3 + 1, house=""))[1].all("Haus (Fortsetzung)")


def test_titles_go_with_what_follows_them() -> None:
    # A second room takes 9 mm and its first row 8.
    for rows, parted in ((24, [73]), (25, [75, 1])):
        assert names_of(pages(room(rows * 3), room(1, "Turm"))) == parted
    # A further house needs 28.5 mm with its room and the first row.
    assert names_of(pages(room(23 * 3), room(1, "Aula", "Schule"))) == [69 + 1]
    assert names_of(pages(room(24 * 3), room(1, "Aula", "Schule"))) == [72, 1]
    begun = pages(room(24 * 3), room(1, "Aula", "Schule"))[1]
    assert [w.text for w in begun.words if 44 < w.y < 285] == ["Schule", "Aula", "N0"]
    later = pages(room(25 * 3), room(1, "Turm"))[1]
    assert [w.text for w in later.words if 44 < w.y < 285] == ["Haus (Fortsetzung)", "Turm", "N0"]


def test_empty_rooms_keep_only_their_title() -> None:
    found = pages(*[room(0, f"Raum {n:02}") for n in range(30)])
    titles = [len([w for w in page.words if w.text.startswith("Raum")]) for page in found]
    # Each takes 9 mm of the 224.5 mm below the house.
    assert titles == [24, 6]


def test_what_follows_a_row_taller_than_a_page_begins_one() -> None:
    endless = EvacuationRoom(title="Saal", names=("Anna " * 500,), house="")
    found = pages(endless, room(1, "Turm", ""))
    assert [w.text for w in found[-1].words if 44 < w.y < 285] == ["Turm", "N0"]
