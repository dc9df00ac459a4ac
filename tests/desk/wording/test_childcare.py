"""The childcare's board in words, from facts made by hand."""

from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import childcare as words
from kursplaner.domain.kinds import PlaceStatus
from kursplaner.store.queries.childcare import SlotChild

DAY = date(2027, 3, 2)
NINE = minute_of(DAY, 540)
CHILD = SlotChild(
    *(1, 1, 5, "Haddad, Noor", "Noor", "Haddad", None, "", "", 7, None),
    *(PlaceStatus.PLANNED.value, None, "", None, "", "", "", False),
)


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (None, ""),
        (date(2027, 3, 3), ""),
        (DAY, "0 Mon."),
        (date(2026, 4, 2), "11 Mon."),
        (date(2025, 3, 3), "23 Mon."),
        (date(2025, 3, 2), "2 J."),
        (date(2022, 3, 3), "4 J."),
    ],
)
def test_ages_are_months_below_two_years(born: date | None, says: str) -> None:
    assert words.short_age(born, DAY) == says


def test_places_are_told_in_tenths() -> None:
    assert words.places(45) == "4,5"
    assert words.of_places(45, 50) == "4,5 von 5"


@pytest.mark.parametrize(
    ("free", "says"),
    [(-30, "3 zu viel"), (-1, "0,1 zu viel"), (0, "voll"), (9, "voll"), (10, "1 frei")],
)
def test_less_than_a_place_is_full(free: int, says: str) -> None:
    assert words.free_text(free) == says


def test_a_child_that_was_there_says_since_when_and_by_whom() -> None:
    gone = replace(
        CHILD, status=PlaceStatus.COLLECTED, collected_at=NINE + 60, collected_by="Rima H."
    )
    assert words.child_state(gone, NINE, None) == (
        "log-out",
        "second",
        "abgeholt",
        "10:00, Rima H.",
    )
    here = replace(CHILD, status=PlaceStatus.BROUGHT, brought_at=NINE, brought_by="")
    assert words.child_state(here, NINE, None) == ("circle-check", "good", "gebracht", "9:00")
    guest = replace(here, enrolment_id=None)
    assert words.child_state(guest, NINE, None) == (
        "user-plus",
        "accent",
        "ohne Anmeldung",
        "seit 9:00",
    )
    ill = replace(CHILD, status=PlaceStatus.EXCUSED, remark="Fieber")
    assert words.child_state(ill, NINE, NINE + 9) == (
        "thermometer",
        "second",
        "entschuldigt",
        "Fieber",
    )


@pytest.mark.parametrize(
    ("now", "tone", "state"),
    [
        (None, "second", "angemeldet"),
        (NINE, "second", "angemeldet"),
        (NINE + 1, "warning", "noch nicht da"),
    ],
)
def test_a_child_is_late_from_the_first_minute_after(
    now: int | None, tone: str, state: str
) -> None:
    assert words.child_state(CHILD, NINE, now) == ("circle-dashed", tone, state, "erwartet 9:00")


@pytest.mark.parametrize(
    ("worst", "there", "strong", "who"),
    [
        (30, ["A. Lehmann"], "Ab 9:00 fehlen 3 Plätze:", "Nur A. Lehmann ist da."),
        (21, ["A. L.", "B. M."], "Ab 9:00 fehlen 3 Plätze:", "A. L. und B. M. sind da."),
        (10, [], "Ab 9:00 fehlt 1 Platz:", "Niemand ist eingeteilt."),
        (1, [], "Ab 9:00 fehlt 1 Platz:", "Niemand ist eingeteilt."),
    ],
)
def test_a_gap_tells_whole_places_and_who_is_there(
    worst: int, there: list[str], strong: str, who: str
) -> None:
    found = words.gap_text(NINE, worst, 80, 50, there)
    assert found == (strong, f"8 belegt, 5 erlaubt. {who}")


def test_a_child_too_many_is_told_in_places() -> None:
    assert words.over_text({"weight_tenths": 65, "limit_tenths": 50}) == (
        "Mit diesem Kind sind 6,5 von höchstens 5 Plätzen belegt."
    )
    assert words.over_text({}) == "Mit diesem Kind sind 0 von höchstens 0 Plätzen belegt."


def test_who_got_no_carer_is_counted() -> None:
    assert words.shared_text(3, 0) == "3 Kinder zugeteilt"
    assert words.shared_text(1, 1) == ("1 Kind zugeteilt, für 1 Kind ist im Schlüssel kein Platz")
