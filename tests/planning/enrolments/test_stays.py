from datetime import date, timedelta

import pytest

from kursplaner.planning.enrolments.stays import touch, whole_stays
from kursplaner.store.queries.courses.courses import EnrolmentRow

TUESDAY = date(2027, 3, 2)


def on(day: int | None) -> date | None:
    return None if day is None else TUESDAY + timedelta(days=day)


def row(
    key: int, status: str, joined: int | None, left: int | None, person: int = 1
) -> EnrolmentRow:
    return EnrolmentRow(
        *(key, person, "A", "", status, on(joined), on(left)),
        *(None, None, "walk"),
        childcare_wanted=False,
        children=0,
    )


@pytest.mark.parametrize(("gap", "touches"), [(-1, False), (0, True), (1, True), (2, False)])
def test_back_on_that_day_or_the_next_touches(gap: int, *, touches: bool) -> None:
    assert touch(TUESDAY, TUESDAY + timedelta(days=gap)) is touches
    assert not touch(None, TUESDAY)
    assert not touch(TUESDAY, None)


def test_a_stay_that_goes_on_is_its_last_row_from_its_first_day() -> None:
    rows = [row(1, "left", 0, 3), row(2, "left", 3, 6), row(3, "enrolled", 7, None)]
    (whole,) = whole_stays(rows)
    assert (whole.id, whole.joined_on, whole.left_on) == (3, TUESDAY, None)


@pytest.mark.parametrize(
    "other",
    [
        row(2, "enrolled", 5, None),
        row(2, "waiting", None, None),
        row(2, "enrolled", 3, None, person=2),
        row(2, "refused", 3, 3),
    ],
)
def test_other_rows_stay_two(other: EnrolmentRow) -> None:
    assert whole_stays([row(1, "left", 0, 3), other]) == [row(1, "left", 0, 3), other]
