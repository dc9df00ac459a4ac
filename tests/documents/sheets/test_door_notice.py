from dataclasses import replace
from datetime import date, time

import pytest

from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets import door_notice
from kursplaner.documents.sheets.door_notice import DoorLesson, DoorNotice
from tests.documents import reading

LESSON = DoorLesson(
    starts=time(9), ends=time(11, 30), title="A2 Alltag am Vormittag", childcare_room="Kinderzimmer"
)
NOTICE = DoorNotice(
    letterhead=Letterhead(issuer="Stadt Adorf/Vogtl.", office="Integrationsbüro", phone="0172 99"),
    room="Schulungsraum",
    place="Markt 1",
    day=date(2027, 3, 2),
    lessons=(LESSON, replace(LESSON, title="Infoabend", note="Heute im Saal")),
)


def drawn(notice: DoorNotice) -> tuple[bytes, list[str]]:
    return reading.drawn(lambda out: door_notice.draw([notice], out))


def test_a_visitor_reads_room_day_and_lessons() -> None:
    _, (text,) = drawn(NOTICE)
    for wanted in (
        "Schulungsraum", "Dienstag, 2. März 2027", "9:00", "bis 11:30", "A2 Alltag am Vormittag",
        "Kinderbetreuung: Kinderzimmer", "Heute im Saal", "0172 99",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_a_notice_has_no_place_for_names_of_people() -> None:
    assert set(DoorLesson.__dataclass_fields__) == {
        "starts", "ends", "title", "note", "childcare_room",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2)])
def test_every_lesson_is_shown(count: int, pages: int) -> None:
    lessons = tuple(replace(LESSON, title=f"Kurs{place:02}") for place in range(count))
    _, texts = drawn(replace(NOTICE, lessons=lessons))
    assert len(texts) == pages
    assert all(any(lesson.title in text for text in texts) for lesson in lessons)


def test_an_empty_day_says_so() -> None:
    _, (text,) = drawn(replace(NOTICE, lessons=()))
    assert "findet hier kein Kurs statt" in text


def test_long_titles_stay_on_the_paper() -> None:
    long = replace(LESSON, title="T" * 300, note="N" * 300, childcare_room="K" * 300)
    data, _ = drawn(replace(NOTICE, room="R" * 300, lessons=(long,) * 3))
    assert not reading.ink_near_edge(data, 0, 5)


def test_a_long_title_and_the_way_to_another_room_lose_nothing() -> None:
    room = "Raum im zweiten Obergeschoss links neben der Treppe"
    title = "Deutsch für den Beruf und für den Alltag in der Familie, Gruppe am Vormittag"
    lesson = replace(LESSON, title=title, note=f"heute in: {room}", childcare_room=room)
    _, (text,) = drawn(replace(NOTICE, room=room, lessons=(lesson, LESSON)))
    flat = reading.flat(text)
    assert "…" not in text
    assert title in flat
    assert flat.count(room) == 3
