"""What is said to somebody whose lesson, childcare or ride is at another time, or off."""

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.changes.of_dates import date_sentence
from kursplaner.planning.absences.other_dates import (
    CARES,
    DRIVES,
    OFF,
    TAKES_PART,
    TEACHES,
    OtherDate,
    Part,
    Times,
)
from tests.planning.small_town import TUESDAY

NINE = minute_of(TUESDAY, 540)
TOLD = (NINE, NINE + 90)
LATER = (NINE + 30, NINE + 120)
NEXT_DAY = (NINE + 1440, NINE + 1530)


@pytest.mark.parametrize(
    ("role", "told", "now", "said"),
    [
        (TAKES_PART, TOLD, LATER, "A2 am Di 02.03. ist 9:30–11:00 statt 9:00–10:30."),
        (TEACHES, TOLD, OFF, "A2 am Di 02.03., 9:00–10:30, fällt aus."),
        (TAKES_PART, OFF, TOLD, "A2 am Di 02.03., 9:00–10:30, findet statt."),
        (TEACHES, OFF, TOLD, "A2 am Di 02.03., 9:00–10:30, braucht Sie."),
        (
            TEACHES,
            TOLD,
            NEXT_DAY,
            "A2 am Di 02.03., 9:00–10:30, ist verlegt auf Mi 03.03., 9:00–10:30.",
        ),
        (CARES, TOLD, LATER, "Ihre Kinderbetreuung am Di 02.03. ist 9:30–11:00 statt 9:00–10:30."),
        (DRIVES, TOLD, OFF, "Ihre Fahrt am Di 02.03., 9:00–10:30, fällt aus."),
    ],
)
def test_each_change_is_a_sentence(role: str, told: Times, now: Times, said: str) -> None:
    assert date_sentence([OtherDate(Part(role, 1), told, now)], {1: "A2"}) == said


def test_what_somebody_else_does_now_does_not_fall_out() -> None:
    other = OtherDate(Part(TEACHES, 1), TOLD, OFF, hers=False)
    said = date_sentence([other], {1: "A2"})
    assert said == "A2 am Di 02.03., 9:00–10:30, übernimmt jemand anderes."


def test_the_same_sentence_is_said_once() -> None:
    rides = [OtherDate(Part(DRIVES, key), TOLD, OFF) for key in (1, 2)]
    assert date_sentence(rides, {}).count("Ihre Fahrt") == 1
