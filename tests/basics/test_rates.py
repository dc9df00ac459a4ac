"""Rates that change with time."""

from datetime import date

import pytest

from kursplaner.basics.rates import rate_on, rates


def test_the_rate_of_a_day_is_the_last_that_began() -> None:
    text = "35; ab 01.07.2027: 38;ab 1.1.2028:40"
    assert rates(text) == ((date.min, 35), (date(2027, 7, 1), 38), (date(2028, 1, 1), 40))
    days = [date(2020, 1, 1), date(2027, 6, 30), date(2027, 7, 1), date(2027, 12, 31)]
    assert [rate_on(text, day) for day in days] == [35, 35, 38, 38]
    assert rate_on(text, date(2028, 1, 1)) == 40
    assert rate_on("0", date(2028, 1, 1)) == 0


@pytest.mark.parametrize("text", ["0", "1000", " 35 ", "1; ab 29.02.2028: 0"])
def test_such_rates_can_be_read(text: str) -> None:
    assert rates(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "x",
            "-1",
            "35,5",
            "1001",
            "35;",
            "35; 38",
            "ab 01.07.2027: 38",
            "35; ab 01.07.27: 3",
        ),
        *("35; ab 31.06.2027: 38", "35; ab 01.07.2027: 1001", "35; ab 01.07.2027 38", "٣"),
        *("35; ab 02.07.2027: 1; ab 01.07.2027: 2", "35; ab 01.07.2027: 1; ab 01.07.2027: 2"),
    ],
)
def test_other_texts_cannot(text: str) -> None:
    with pytest.raises(ValueError, match=r"rates|day"):
        rates(text)
