"""Enrolments of one person that touch are one stay, however many rows there are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY
from kursplaner.store.queries.courses.courses import EnrolmentRow

ONE_DAY = timedelta(days=1)


def whole_stays(rows: Iterable[EnrolmentRow]) -> list[EnrolmentRow]:
    """Return the enrolments of a course, in their order, each stay once.

    A stay that went on stands as its last enrolment, from the day of the first. Who asked, waits
    or was refused stays as she is.
    """
    found: list[EnrolmentRow] = []
    for row in rows:
        at = next((n for n, before in enumerate(found) if _goes_on(before, row)), None)
        if at is None:
            found.append(row)
        else:
            found[at] = replace(row, joined_on=found[at].joined_on)
    return found


def touch(left_on: date | None, joined_on: date | None) -> bool:
    """Tell whether somebody came back on the day she left, or on the next."""
    if left_on is None or joined_on is None:
        return False
    return timedelta(0) <= joined_on - left_on <= ONE_DAY


def _goes_on(before: EnrolmentRow, row: EnrolmentRow) -> bool:
    ended = before.status == EnrolmentStatus.LEFT and row.status in ENROLMENTS_WITH_STAY
    return ended and before.person_id == row.person_id and touch(before.left_on, row.joined_on)
