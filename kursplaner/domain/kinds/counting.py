"""What counts: which status means there, expected, over or lost. Each list is named here once.

Values as they stand in the database, for queries and for rows of the journal alike. A status that
is asked for by itself (`== RideStatus.PLANNED`) needs no list; whoever means several takes one of
these, so that the card, the plan, the conflict and the sheet count the same.
"""

from datetime import date
from typing import Final

from kursplaner.domain.kinds.places import DemandException, RideStatus, SeatResult
from kursplaner.domain.kinds.teaching import (
    CourseStatus,
    EnrolmentStatus,
    LessonStatus,
    PlaceStatus,
)

Statuses = tuple[str, ...]

COURSES_OVER: Final[Statuses] = (CourseStatus.CANCELLED.value, CourseStatus.ENDED.value)
"""Courses that take nobody in any more."""

LESSONS_TAKING_PLACE: Final[Statuses] = (LessonStatus.PLANNED.value, LessonStatus.HELD.value)
"""Lessons that occupy room and people: to come or held, not cancelled."""

RIDES_TAKING_PLACE: Final[Statuses] = (RideStatus.PLANNED.value, RideStatus.DONE.value)
"""Rides that occupy vehicle and driver: to come or driven, not cancelled."""

ENROLMENTS_OPEN: Final[Statuses] = (
    EnrolmentStatus.ASKED.value,
    EnrolmentStatus.WAITING.value,
    EnrolmentStatus.ENROLLED.value,
)
"""Enrolments that are neither over nor refused: nobody has two of them in one course."""

ENROLMENTS_IN_LINE: Final[Statuses] = (EnrolmentStatus.ASKED.value, EnrolmentStatus.WAITING.value)
"""Enrolments that want a place in the course and have none yet."""

ENROLMENTS_WITH_STAY: Final[Statuses] = (
    EnrolmentStatus.ENROLLED.value,
    EnrolmentStatus.LEFT.value,
    EnrolmentStatus.COMPLETED.value,
)
"""Enrolments that have, or had, a place in the course, on the days that `stays_on` tells."""

ENROLMENTS_NOT_LEFT: Final[Statuses] = (
    EnrolmentStatus.ENROLLED.value,
    EnrolmentStatus.COMPLETED.value,
)
"""Enrolments of people who stay to the end: they go on into the next course."""

ENROLMENTS_BY_WEIGHT: Final[Statuses] = (
    EnrolmentStatus.ENROLLED.value,
    EnrolmentStatus.COMPLETED.value,
    EnrolmentStatus.LEFT.value,
    EnrolmentStatus.WAITING.value,
    EnrolmentStatus.ASKED.value,
    EnrolmentStatus.REFUSED.value,
)
"""Of two enrolments that become one, the status that stands first here stays."""

ENROLMENTS_ENDED: Final[Statuses] = (EnrolmentStatus.LEFT.value, EnrolmentStatus.REFUSED.value)
"""Enrolments that ended early or never began: shown with their reason."""

PLACES_TAKEN: Final[Statuses] = (
    PlaceStatus.PLANNED.value,
    PlaceStatus.BROUGHT.value,
    PlaceStatus.COLLECTED.value,
)
"""Childcare places of children who come or came: each counts in its slot."""

PLACES_IN_CARE: Final[Statuses] = (PlaceStatus.PLANNED.value, PlaceStatus.BROUGHT.value)
"""Childcare places of children to look after now or later: expected or here, not collected yet.

Who is collected takes no room any more: the ratio holds for children present (domain.md §4).
"""

PLACES_USED: Final[Statuses] = (PlaceStatus.BROUGHT.value, PlaceStatus.COLLECTED.value)
"""Childcare places of children who were there: what a funder counts."""

PLACES_BY_WEIGHT: Final[Statuses] = (
    PlaceStatus.COLLECTED.value,
    PlaceStatus.BROUGHT.value,
    PlaceStatus.PLANNED.value,
    PlaceStatus.EXCUSED.value,
    PlaceStatus.CANCELLED.value,
)
"""Of two places of a child in one slot, the one whose status stands first here stays."""

PLACES_KEPT: Final[Statuses] = (*PLACES_TAKEN, PlaceStatus.EXCUSED.value)
"""Childcare places that a good message gives back: the family is told, even while excused."""

SEATS_RIDING: Final[Statuses] = (SeatResult.OPEN.value, SeatResult.DONE.value)
"""Seats of passengers: who is expected aboard or was aboard.

Every other result says that somebody does not sit there, so that the seat is free (domain.md §5).
"""

SEATS_CALLED_OFF: Final[Statuses] = (
    SeatResult.CANCELLED_IN_TIME.value,
    SeatResult.CANCELLED_LATE.value,
)
"""Seats of people who said themselves that they do not come, early or late."""

SEATS_GIVEN_BACK: Final[Statuses] = (*SEATS_CALLED_OFF, SeatResult.REFUSED.value)
"""Seats that nobody waits for any more: called off, or the person is not taken along."""

SEATS_WAITED_FOR: Final[Statuses] = (SeatResult.NO_SHOW.value, SeatResult.NOT_SERVED.value)
"""Seats kept to the end for somebody who was not aboard: lost, neither ridden nor given back."""

SEATS_EXPECTED: Final[Statuses] = (*SEATS_RIDING, *SEATS_WAITED_FOR)
"""Seats of people who were to be fetched: the driver's sheet names them, a made-up ride too."""

DATES_NOT_RIDDEN: Final[Statuses] = (
    DemandException.SKIP.value,
    DemandException.OTHER_WAY.value,
)
"""Dated exceptions of a wish to ride on which nobody is to be fetched: away, or comes otherwise."""

SEATS_KNOWN_BEFOREHAND: Final[Statuses] = (SeatResult.OPEN.value, *SEATS_CALLED_OFF)
"""What may be known of a seat before its ride leaves; anything else says that it has begun."""


def stays_on(status: str, joined_on: date | None, left_on: date | None, day: date) -> bool:
    """Tell whether an enrolment has its place in the course on a day.

    Who left, or completed the course, is in it up to that day; where it is not known, somebody who
    left is not in it any more.
    """
    if status not in ENROLMENTS_WITH_STAY or (joined_on is not None and day < joined_on):
        return False
    if left_on is None:
        return status in ENROLMENTS_NOT_LEFT
    return day <= left_on
