"""What is to do, in one line: numbers, days and nouns in their forms."""

from datetime import date, timedelta

import pytest

from kursplaner.desk.wording import to_do
from kursplaner.domain.kinds import ConflictKind

TODAY = date(2027, 3, 2)


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "says"),
    [(-2, "So 28.02."), (-1, "gestern"), (0, "heute"), (1, "morgen"), (2, "Do 04.03.")],
)
def test_a_near_day_has_a_word(days: int, says: str) -> None:
    assert to_do.near(after(days), TODAY) == says


def test_three_days_are_named_and_more_are_counted() -> None:
    assert to_do.some_days([after(1), after(0), after(1)], TODAY) == "heute und morgen"
    three = [after(2), after(0), after(1)]
    assert to_do.some_days(three, TODAY) == "heute, morgen und Do 04.03."
    assert to_do.some_days([*three, after(3)], TODAY) == "an 4 Tagen ab heute"


@pytest.mark.parametrize(
    ("open_", "total", "says"),
    [
        (1, 1, "1 Anruf ist offen"),
        (1, 2, "1 von 2 Anrufen ist offen"),
        (2, 2, "2 von 2 Anrufen sind offen"),
    ],
)
def test_open_calls(open_: int, total: int, says: str) -> None:
    assert to_do.calls_title(open_, total) == says


def test_lists_to_print() -> None:
    assert to_do.lists_title(1) == "1 Liste für heute ist nicht gedruckt"
    assert to_do.lists_title(2) == "2 Listen für heute sind nicht gedruckt"
    assert to_do.lists_sentence(1, 2, 1) == (
        "1 Anwesenheitsliste, 2 Betreuungslisten, 1 Fahrtenblatt"
    )
    assert to_do.lists_sentence(2, 0, 2) == "2 Anwesenheitslisten, 2 Fahrtenblätter"
    assert to_do.lists_sentence(0, 1, 0) == "1 Betreuungsliste"


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ([0], "Anwesenheit von heute fehlt"),
        ([-1], "Anwesenheit von gestern fehlt"),
        ([-2], "Anwesenheit vom So 28.02. fehlt"),
        ([-1, 0], "Anwesenheit an 2 Terminen fehlt"),
    ],
)
def test_attendance_that_is_missing(days: list[int], says: str) -> None:
    assert to_do.attendance_title([after(day) for day in days], TODAY) == says


@pytest.mark.parametrize(
    ("days", "credential", "proof"),
    [
        (-1, "ist seit Mo 01.03. abgelaufen", "war am Mo 01.03. fällig"),
        (0, "läuft heute ab", "fällig am Di 02.03."),
        (1, "läuft am Mi 03.03. ab", "fällig am Mi 03.03."),
    ],
)
def test_what_runs_out_and_what_is_due(days: int, credential: str, proof: str) -> None:
    until = after(days)
    assert to_do.credential_title("first_aid", until, TODAY) == f"Erste Hilfe am Kind {credential}"
    assert to_do.proof_title(until, TODAY) == f"Verwendungsnachweis {proof}"


@pytest.mark.parametrize(
    ("kind", "course", "directions", "says"),
    [
        (ConflictKind.RIDE_MISSING, "A2", ("back", "out"), "Hin- und Rückfahrt zu A2 fehlen"),
        (ConflictKind.RIDE_MISSING, "A2", ("back",), "Rückfahrt zu A2 fehlt"),
        (ConflictKind.RIDE_MISSING, "A2", (), "Fahrt für A2 fehlt"),
        (ConflictKind.NO_ROOM, "A2", ("back", "out"), "Raum für A2 fehlt"),
        (ConflictKind.NO_ROOM, "", (), "Raum fehlt"),
        (
            ConflictKind.CARER_MISSING,
            "A2",
            (),
            "Betreuungsperson für Kinderbetreuung zu A2 fehlt",
        ),
        (ConflictKind.CARER_MISSING, "", (), "Betreuungsperson fehlt"),
        (ConflictKind.DRIVER_MISSING, "A2", ("out",), "Fahrer:in für Fahrt zu A2 fehlt"),
        (ConflictKind.DRIVER_MISSING, "", (), "Fahrer:in fehlt"),
        (ConflictKind.CHILDCARE_MISSING, "A2", (), "Kinderbetreuung für A2 fehlt"),
    ],
)
def test_what_is_missing(
    kind: ConflictKind, course: str, directions: tuple[str, ...], says: str
) -> None:
    assert to_do.missing_title(kind, course, directions) == says


def test_every_gap_has_a_button() -> None:
    assert set(to_do.MISSING) == set(to_do.SOLVE)


def test_free_places_and_people_without_a_seat() -> None:
    assert to_do.waiting_title("A1", 1) == "1 Platz frei in A1"
    assert to_do.waiting_title("A1", 2) == "2 Plätze frei in A1"
    assert to_do.unserved_title(["Jana D."]) == "Kein Platz im Fahrzeug für Jana D."
    assert to_do.unserved_title(["A", "B"]) == "2 Personen ohne Platz im Fahrzeug"
