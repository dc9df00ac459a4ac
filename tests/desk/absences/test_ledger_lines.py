"""When somebody leaves home, whom she brings and what it is about, from plain rows."""

from collections.abc import Sequence

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences import ledger
from kursplaner.desk.absences.ledger import Ledger
from kursplaner.domain.kinds import ContactResult
from kursplaner.planning.absences.words import Said
from kursplaner.store.queries.absences.absences import LookedAfter, Riding
from tests.planning.small_town import TUESDAY

RIMA, SAMI, MILA = 1, 2, 3
NINE = minute_of(TUESDAY, 540)


def seat(ride: int, at: int | None, person: int = RIMA, direction: str = "out") -> Riding:
    return Riding(ride, ride * 10, person, None, RIMA, "Raun", "Bus 1", direction, at, "open")


def asked(*seats: Riding, cared: Sequence[LookedAfter] = (), hidden: bool = False) -> Ledger:
    """Return a ledger that was told all of this: lesson 5 has rides 1 and 2 and slot 8."""
    made = object.__new__(Ledger)
    made._rides = {5: frozenset({1, 2})}
    made._seats = {RIMA: list(seats)}
    made._cared = {RIMA: list(cared)}
    made._lessons_of_slot = {8: frozenset({5}), 9: frozenset({6})}
    made._titles = {("lesson", 5): "A2 Alltag", ("childcare", 8): "A2 Alltag"}
    made._names = {("person", SAMI): "Sami Koval", ("person", MILA): "Mila Koval"}
    made._hidden = hidden
    return made


def said(source: str = "lesson", key: int = 5, starts: int = NINE, *, work: bool = False) -> Said:
    return Said(source, key, starts, "", work=work)


@pytest.mark.parametrize(
    ("seats", "leaves"),
    [
        ((seat(1, NINE - 40),), NINE - 40),
        ((seat(1, NINE - 30), seat(2, NINE - 40)), NINE - 40),
        ((seat(1, None),), NINE),
        ((seat(1, 0),), NINE),
        ((seat(3, NINE - 40),), NINE),
        ((seat(1, NINE - 40, direction="back"),), NINE),
        ((), NINE),
    ],
)
def test_she_leaves_when_her_bus_is_at_the_stop(seats: tuple[Riding, ...], leaves: int) -> None:
    assert asked(*seats)._leaves(RIMA, said()) == leaves
    assert asked(*seats)._leaves(SAMI, said()) == NINE


@pytest.mark.parametrize(
    "unit", [said(work=True), said("childcare"), said("ride"), said("ride", work=True)]
)
def test_on_duty_or_without_a_lesson_no_bus_counts(unit: Said) -> None:
    assert asked(seat(1, NINE - 40))._leaves(RIMA, unit) == NINE


def looked_after(child: int, slot: int) -> LookedAfter:
    return LookedAfter(slot, 0, child, "", None, "planned", None, RIMA)


def test_she_brings_who_is_looked_after_or_rides_along_then() -> None:
    cared = (looked_after(MILA, 8), looked_after(SAMI, 9))
    along = (seat(1, NINE), seat(1, NINE, SAMI), seat(3, NINE, MILA))
    assert asked(*along, cared=cared)._children(RIMA, {5}) == ((MILA, "Mila"), (SAMI, "Sami"))
    assert asked(cared=cared)._children(RIMA, {5}) == ((MILA, "Mila"),)
    assert asked(cared=cared)._children(RIMA, {6}) == ((SAMI, "Sami"),)
    assert asked(*along)._children(RIMA, {5}) == ((SAMI, "Sami"),)
    assert asked(*along, hidden=True)._children(RIMA, {5}) == ((SAMI, "S."),)
    assert asked(seat(1, 1, SAMI), cared=[looked_after(SAMI, 8)])._children(RIMA, {5}) == (
        (SAMI, "Sami"),
    )


def test_duties_are_named_and_lessons_called_by_their_title() -> None:
    made = asked()
    assert made._topic([said()]) == "9:00 A2 Alltag"
    assert made._topic([said(work=True)]) == "9:00 A2 Alltag"
    assert made._topic([said("childcare", 8, work=True)]) == "Betreuung 9:00"
    assert made._topic([said(), said(starts=NINE + 60)]) == "9:00 und 10:00 A2 Alltag"
    assert made._topic([said(), said("ride", 1, NINE - 40, work=True)]) == (
        "9:00 A2 Alltag; Fahrt 8:20"
    )


def test_the_way_is_the_first_bus_there() -> None:
    assert asked()._way(RIMA) == ""
    assert asked(seat(1, NINE, direction="back"))._way(RIMA) == ""
    assert asked(seat(1, NINE))._way(RIMA) == "Bus 1, Raun"
    later = Riding(2, 20, RIMA, None, RIMA, "", "", "out", NINE + 1, "open")
    assert asked(later, seat(1, NINE))._way(RIMA) == "Bus 1, Raun"
    assert asked(later)._way(RIMA) == "Fahrdienst"


@pytest.mark.parametrize(
    ("starts", "text"),
    [
        ((NINE,), "9:00"),
        ((NINE + 60, NINE, NINE), "9:00 und 10:00"),
        ((NINE + 1440, NINE), "2 × ab Di 02.03."),
        ((NINE + 1440, NINE + 1500, NINE), "2 × ab Di 02.03."),
    ],
)
def test_several_days_are_counted(starts: tuple[int, ...], text: str) -> None:
    units = [said(starts=start) for start in starts]
    assert ledger._when(units) == text
    assert ledger._timed("Bus fällt aus", units, 2) == f"Bus fällt aus ({text})"
    assert ledger._timed("Bus fällt aus", units, 1) == "Bus fällt aus"


@pytest.mark.parametrize(
    ("told", "result", "heard"),
    [
        ("", ContactResult.OPEN, False),
        ("free", ContactResult.OPEN, False),
        ("ride", ContactResult.OPEN, True),
        ("", ContactResult.REACHED, True),
        ("free", ContactResult.MAILBOX, True),
    ],
)
def test_what_she_knows_from_the_timetable_is_not_heard(
    told: str, result: ContactResult, *, heard: bool
) -> None:
    assert ledger._heard(Said("lesson", 5, NINE, "", told, result)) is heard
