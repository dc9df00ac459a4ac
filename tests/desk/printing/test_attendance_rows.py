"""The rows of an attendance list: marks, sums and the order in which people stand."""

from decimal import Decimal
from typing import Any

import pytest

from kursplaner.desk.printing import attendance
from kursplaner.desk.printing.attendance import MadeList
from kursplaner.store.queries.attendance.attendance import GridPerson, GridStay, MarkRow
from kursplaner.store.queries.lessons.lessons import LessonRow

ANNA, BERTA = 1, 2


def person(key: int, *stays: int) -> GridPerson:
    every = tuple(GridStay(stay, None, None, None) for stay in stays)
    return GridPerson(key, f"P{key}", f"P{key}", "", 0, every)


def lesson(key: int, taught: int = 90, unit: int = 45) -> LessonRow:
    starts = 540 + 1440 * key
    values: Any = (starts, starts + taught, taught, unit, "held", None, False, None, None, 2, 1)
    return LessonRow(key, 1, "A2-01", "A2", "A2", 0, *values)


def made(marks: dict[tuple[int, int], str], **values: Any) -> MadeList:
    rows = {key: MarkRow(*key, key[1], mark, None, None, None, None) for key, mark in marks.items()}
    plain: dict[str, Any] = dict.fromkeys(MadeList.__dataclass_fields__)
    return MadeList(**{**plain, "marks": rows, **values})


@pytest.mark.parametrize(
    ("signs", "sums"),
    [
        ("", (0, 0, 0)),
        ("X", (1, 0, 0)),
        ("XXE", (2, 1, 0)),
        ("EU", (0, 1, 1)),
        ("UU", (0, 0, 2)),
        ("XEU?", (1, 1, 2)),
        ("??", (0, 0, 2)),
        ("WPX", (1, 0, 0)),
    ],
)
def test_each_sign_is_counted_and_an_unknown_one_is_not_excused(
    signs: str, sums: tuple[int, int, int]
) -> None:
    marks = {(ANNA, at): sign for at, sign in enumerate(signs)}
    found = made({**marks, (BERTA, 0): "X", (BERTA, 1): "E", (BERTA, 2): "U"})
    assert attendance._whole_course(found, person(ANNA, 1)) == sums


def test_who_came_since_stands_below_and_who_is_gone_keeps_an_empty_row() -> None:
    anna, berta, cora = person(1, 10, 11), person(2, 20), person(3, 30)
    found = made({}, people=(cora, anna), everybody=(anna, berta, cora))
    rows = attendance._in_their_places(found, [20, 99, 10])
    assert [row.person_id for row in rows] == [2, 0, 1, 3]
    assert [stay.enrolment_id for stay in rows[1].stays] == [99]
    assert (rows[1].name, rows[1].children, rows[1].expected(lesson(1))) == ("", 0, False)
    again = attendance._in_their_places(found, [11, 30])
    assert [row.person_id for row in again] == [1, 3]


@pytest.mark.parametrize(
    ("taught", "unit", "units"), [(90, 45, "2"), (100, 45, "2.22"), (30, 60, "0.5"), (0, 45, "0")]
)
def test_units_are_told_to_two_places(taught: int, unit: int, units: str) -> None:
    assert attendance._lesson(lesson(1, taught, unit)).units == Decimal(units)
    assert attendance._units([lesson(1, taught, unit), lesson(2)]) == Decimal(units) + 2
    assert attendance._units([]) == 0
