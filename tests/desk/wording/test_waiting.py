"""The waiting list in words."""

from datetime import date

import pytest

from kursplaner.desk.wording import waiting
from kursplaner.planning.enrolments.moving_up import Want


@pytest.mark.parametrize(
    ("wants", "says"),
    [
        ((), "wartet"),
        ((Want.OTHER,), "wartet"),
        ((Want.CHILDCARE, Want.RIDE, Want.OTHER), "wartet auf Betreuung und Sitz"),
        ((Want.CHILD_SEAT,), "wartet auf Kindersitz"),
    ],
)
def test_what_a_family_waits_for(wants: tuple[Want, ...], says: str) -> None:
    assert waiting.waiting_for(wants) == says


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ((), ""),
        (((Want.COURSE, 1),), "1 wartet auf Kursplatz"),
        (((Want.CHILDCARE, 4), (Want.RIDE, 2)), "4 warten auf Betreuung, 2 auf Sitz im Fahrzeug"),
        (((Want.OTHER, 1),), "1 wartet aus anderen Gründen"),
        (((Want.OTHER, 2),), "2 warten aus anderen Gründen"),
        (((Want.COURSE, 2), (Want.OTHER, 1)), "2 warten auf Kursplatz, 1 aus anderen Gründen"),
    ],
)
def test_how_many_wait_for_what(lacking: tuple[tuple[Want, int], ...], says: str) -> None:
    assert waiting.lacking_text(lacking) == says


def test_who_can_move_up() -> None:
    day = date(2027, 3, 2)
    assert waiting.fitting_text(["A"], "A2", day) == "Nachrücken kann A in A2, ab Di 02.03."
    assert waiting.fitting_text(["A", "B"]) == "Nachrücken können A und B"
    assert waiting.fitting_title(1, "A2") == "1 Wartende:r kann nachrücken: A2"
    assert waiting.fitting_title(2, "A2") == "2 Wartende können nachrücken: A2"
    assert waiting.moved_text(1) == "1 Wartende:r ist nachgerückt"
    assert waiting.moved_text(2) == "2 Wartende sind nachgerückt"


def test_names_are_short_or_initials() -> None:
    assert waiting.short_names(["Haddad, Rima"], hidden=False) == ["Rima H."]
    assert waiting.short_names(["Haddad, Rima"], hidden=True) == ["R. H."]
