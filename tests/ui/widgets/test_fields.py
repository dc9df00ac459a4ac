from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    DateField,
    Field,
    NumberField,
    TimeField,
    parsed_date,
    parsed_time,
    short_date,
)

NEAR = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2.3.", date(2027, 3, 2)),
        ("02.03", date(2027, 3, 2)),
        ("2.3.27", date(2027, 3, 2)),
        ("Di 02.03.2027", date(2027, 3, 2)),
        ("30.12.", date(2026, 12, 30)),
        ("29.2.2028", date(2028, 2, 29)),
        ("29.2.", date(2028, 2, 29)),
        ("31.2.", None),
        ("1.13.", None),
        ("morgen", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(text: str, day: date | None) -> None:
    assert parsed_date(text, NEAR) == day


@given(st.dates(date(1920, 1, 1), date(2090, 12, 31)))
def test_a_shown_day_is_read_back(day: date) -> None:
    assert parsed_date(short_date(day, year=True), NEAR) == day


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9", 540),
        ("9:30", 570),
        ("930", 570),
        ("0930", 570),
        ("9.30", 570),
        ("17 Uhr", 1020),
        ("24:00", 1440),
        ("24:01", None),
        ("9:75", None),
        ("x", None),
        ("", None),
    ],
)
def test_times_as_people_write_them(text: str, minutes: int | None) -> None:
    assert parsed_time(text) == minutes


def test_a_day_is_typed_and_told(qtbot: QtBot) -> None:
    field = DateField(NEAR, name="Ab")
    qtbot.addWidget(field)
    field.selectAll()
    with clock.pinned(datetime(2027, 2, 1)), qtbot.waitSignal(field.changed) as told:
        QTest.keyClicks(field, "2.3.")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [date(2027, 3, 2)]
    assert field.text() == "Di 02.03.2027"
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == date(2027, 3, 3)


def test_nonsense_is_marked_and_not_told(qtbot: QtBot) -> None:
    field = DateField(NEAR, name="Ab")
    qtbot.addWidget(field)
    told: list[object] = []
    field.changed.connect(told.append)
    field.setText("morgen")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == []
    assert field.property("bad") is True
    assert not field.is_valid()


def test_a_time_steps_by_quarters(qtbot: QtBot) -> None:
    field = TimeField(540, name="Von")
    qtbot.addWidget(field)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert (field.value(), field.text()) == (555, "9:15")


def test_a_number_stays_in_its_limits(qtbot: QtBot) -> None:
    field = NumberField(60, name="Umfang", unit="UE", least=1, most=900)
    qtbot.addWidget(field)
    field.selectAll()
    with qtbot.waitSignal(field.valueChanged) as told:
        QTest.keyClicks(field, "7")
    assert told.args == [7]
    field.setValue(5000)
    assert (field.value(), field.text()) == (900, "900")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == 899
    assert field.accessibleName() == "Umfang in UE"


def test_a_choice_and_a_complaint(qtbot: QtBot) -> None:
    choice = ChoiceField([Choice("a", "Erste"), Choice("b", "Zweite")], "b", name="Art")
    field = Field("Art", choice, "freiwillig")
    qtbot.addWidget(field)
    assert choice.current() == "b"
    field.complain("Bitte wählen Sie.")
    assert choice.accessibleDescription() == "Bitte wählen Sie."
