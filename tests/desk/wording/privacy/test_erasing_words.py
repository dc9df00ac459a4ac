"""What erasing a person does, in sentences, from plans made by hand."""

from datetime import date

import pytest

from kursplaner.desk.wording.privacy import erasing as wording
from kursplaner.desk.wording.privacy.registry import TABLES
from kursplaner.domain.kinds.privacy import ErasureAnswer, RetentionRule
from kursplaner.planning.privacy.erasing import ErasureItem, ErasurePlan

UNTIL = date(2032, 1, 1)
UNTIL_WORDS = "Gesperrt bis 01.01.2032 (Verwendungsnachweis, Nr. 6.5 ANBest-P)"
PERSON = ErasureItem("person", 1, ErasureAnswer.ERASED)
CALLS = ErasureItem("absence_call", 4, ErasureAnswer.ERASED)
SEATS = ErasureItem("ride_seat", 3, ErasureAnswer.NAMELESS)
MARKS = ErasureItem("attendance_mark", 2, ErasureAnswer.RESTRICTED, UNTIL, RetentionRule.PROOF)


def plan(
    *items: ErasureItem, until: date | None = None, mentioned: int = 0, steps: int = 0
) -> ErasurePlan:
    return ErasurePlan(1, "Roth, Karla", items, until, mentioned, steps, "")


@pytest.mark.parametrize(
    ("mentioned", "steps", "said"),
    [
        (0, 0, []),
        (1, 0, ["In einem anderen Text steht statt des Namens dann „…“."]),
        (2, 0, ["In 2 anderen Texten steht statt des Namens dann „…“."]),
        (0, 1, ["Ein Schritt im Verlauf lässt sich danach nicht mehr zurücknehmen."]),
        (0, 2, ["2 Schritte im Verlauf lassen sich danach nicht mehr zurücknehmen."]),
    ],
)
def test_what_happens_beside_is_said_where_it_happens(
    mentioned: int, steps: int, said: list[str]
) -> None:
    found = wording.besides(plan(mentioned=mentioned, steps=steps))
    assert list(found) == [*said, wording.FOR_GOOD]


def test_each_answer_has_its_own_sentence() -> None:
    found = wording.lines(plan(PERSON, SEATS, MARKS, CALLS, until=UNTIL))
    assert found == [
        f"Gelöscht: {TABLES['person']} und {TABLES['absence_call']}.",
        f"Bleibt ohne Namen, damit die Summen stimmen: {TABLES['ride_seat']}.",
        f"{UNTIL_WORDS}: {TABLES['attendance_mark']}.",
        wording.FOR_GOOD,
    ]


@pytest.mark.parametrize(
    ("items", "until", "begins"),
    [
        ((PERSON,), UNTIL, ["Gelöscht"]),
        ((SEATS,), None, ["Bleibt"]),
        ((MARKS,), UNTIL, ["Gesperrt"]),
        ((MARKS,), None, []),
        ((), UNTIL, []),
    ],
)
def test_an_answer_nothing_has_is_not_said(
    items: tuple[ErasureItem, ...], until: date | None, begins: list[str]
) -> None:
    found = wording.lines(plan(*items, until=until))
    assert [line.split()[0].strip(":") for line in found[:-1]] == begins


def test_each_kind_of_data_is_counted_with_its_answer() -> None:
    assert wording.item_lines(plan(PERSON, SEATS, MARKS)) == [
        (TABLES["person"], 1, "wird gelöscht"),
        (TABLES["ride_seat"], 3, "bleibt ohne Namen, für die Summen"),
        (
            TABLES["attendance_mark"],
            2,
            "gesperrt bis 01.01.2032 (Verwendungsnachweis, Nr. 6.5 ANBest-P)",
        ),
    ]
    assert wording.done(plan()) == "Personendaten gelöscht"
    assert wording.done(plan(until=UNTIL)) == (
        "Personendaten gelöscht, der Rest ist gesperrt bis 01.01.2032"
    )
