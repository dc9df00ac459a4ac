from datetime import date, time

import pytest

from kursplaner.documents import emergency_sheet
from kursplaner.documents.emergency_sheet import EmergencySheet, PresentChild
from kursplaner.documents.heading import Letterhead
from tests.documents import reading

CHILD = PresentChild(
    name="Nour Haddad",
    facts="3 Jahre · Arabisch · Nebenraum",
    health=("Allergie: Erdnuss",),
    calls=(("Rima Haddad", "0171 39200 14"),),
)


def drawn(count: int, child: PresentChild = CHILD) -> tuple[bytes, list[str]]:
    sheet = EmergencySheet(
        letterhead=Letterhead(issuer="Stadt Adorf/Vogtl."),
        day=date(2027, 3, 2),
        at=time(10, 20),
        count=f"{count} Kinder",
        children=(child,) * count,
    )
    return reading.drawn(lambda out: emergency_sheet.draw(sheet, out))


def test_it_names_child_health_and_phone() -> None:
    _, (text,) = drawn(1)
    for wanted in ("Notfallblatt", "10:20", "Nour Haddad", "Erdnuss", "0171 39200 14"):
        assert wanted in text, wanted


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (10, 1), (30, 3)])
def test_every_child_has_its_place(count: int, pages: int) -> None:
    _, texts = drawn(count)
    assert len(texts) == pages
    assert sum(text.count("Nour Haddad") for text in texts) == count


def test_long_words_stay_on_the_paper() -> None:
    long = PresentChild(
        name="N" * 200, facts="F" * 200, health=("H" * 200,) * 5, calls=(("C" * 99, "0" * 40),) * 6
    )
    data, _ = drawn(8, long)
    assert not reading.ink_near_edge(data, 0, 5)
