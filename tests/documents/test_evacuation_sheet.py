from datetime import date, time

import pytest

from kursplaner.documents import evacuation_sheet
from kursplaner.documents.evacuation_sheet import EvacuationRoom, EvacuationSheet
from kursplaner.documents.heading import Letterhead
from tests.documents import reading


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
