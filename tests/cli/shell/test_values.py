from datetime import date
from pathlib import Path

import click
import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.cli.shell.values import (
    DAY,
    MOMENT,
    PATH,
    ChoiceType,
    DayType,
    MinutesType,
    MomentType,
    NumberType,
    PathType,
)

MARCH = date(2027, 3, 4)
NUMBER, MINUTES, CHOICE = NumberType(), MinutesType(), ChoiceType(["ill", "away"])
Type = DayType | MomentType | NumberType | MinutesType | PathType | ChoiceType


def complaint(kind: Type, text: str) -> str:
    with pytest.raises(click.BadParameter) as raised:
        kind.convert(text, None, None)
    return raised.value.message


def test_days_are_read_in_both_forms() -> None:
    assert DAY.convert("2027-03-04", None, None) == MARCH
    assert DAY.convert("04.03.2027", None, None) == MARCH
    assert DAY.convert(MARCH, None, None) == MARCH
    assert "„morgen“ ist kein Datum" in complaint(DAY, "morgen")
    with pytest.raises(Refused):
        DAY.convert("9999-12-31", None, None)


def test_moments_are_a_day_and_a_time() -> None:
    nine = minute_of(MARCH, 540)
    for text in ("2027-03-04 09:00", " 04.03.2027 9:00 ", "2027-03-04T09:00"):
        assert MOMENT.convert(text, None, None) == nine
    assert MOMENT.convert(nine, None, None) == nine
    hint = ' Beides zusammen zum Beispiel: --to "2027-03-04 09:00".'
    assert complaint(MOMENT, "2027-03-04").endswith(hint)
    assert complaint(MOMENT, "9:00").endswith(hint)


def test_numbers_are_whole_and_have_an_end() -> None:
    assert NUMBER.convert(" 12 ", None, None) == 12
    assert NUMBER.convert("9" * 18, None, None) == 10**18 - 1
    for text in ("", "-1", "1.5", "eins", "١٢", "²", "9" * 19):
        assert complaint(NUMBER, text) == (
            f"„{text}“ ist keine Nummer; gemeint ist eine ganze Zahl."
        )
    assert (NumberType().name, NumberType("N").name) == ("ID", "N")


def test_minutes_may_be_before_or_after() -> None:
    for text, minutes in (("60", 60), ("-30", -30), ("+30", 30), (" 99999 ", 99_999)):
        assert MINUTES.convert(text, None, None) == minutes
    for text in ("", "x", "100000", "١٢", "1.5", "²"):
        assert complaint(MINUTES, text) == f"„{text}“ ist keine Zahl von Minuten."


def test_a_file_has_a_name() -> None:
    assert PATH.convert("a/b.kursplan", None, None) == Path("a/b.kursplan")
    assert PATH.convert("~/b", None, None) == Path.home() / "b"
    assert complaint(PATH, " ") == "Der Name der Datei fehlt."


def test_one_of_some_words_however_it_is_capitalised() -> None:
    assert CHOICE.convert(" ILL ", None, None) == "ill"
    assert complaint(CHOICE, "krank") == (
        "„krank“ kennt das Programm nicht; möglich sind: ill, away."
    )
