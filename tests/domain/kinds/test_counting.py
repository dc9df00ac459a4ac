"""What each list of statuses means, status by status, and on which days an enrolment counts."""

from datetime import date, timedelta

import pytest

from kursplaner.domain.kinds import (
    EnrolmentStatus,
    LessonStatus,
    PlaceStatus,
    RideStatus,
    SeatResult,
    counting,
)
from kursplaner.domain.kinds.counting import stays_on

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)
ONE_DAY = timedelta(days=1)


def test_every_lesson_and_ride_that_is_not_cancelled_takes_place() -> None:
    assert {*LessonStatus} - {*counting.LESSONS_TAKING_PLACE} == {LessonStatus.CANCELLED}
    assert {*RideStatus} - {*counting.RIDES_TAKING_PLACE} == {RideStatus.CANCELLED}


def test_every_seat_is_ridden_given_back_or_waited_for_in_vain() -> None:
    ways = (counting.SEATS_RIDING, counting.SEATS_GIVEN_BACK, counting.SEATS_WAITED_FOR)
    assert sorted(result for way in ways for result in way) == sorted(SeatResult)
    assert {*counting.SEATS_EXPECTED} == {*SeatResult} - {*counting.SEATS_GIVEN_BACK}
    assert {*counting.SEATS_KNOWN_BEFOREHAND} == {"open", "cancelled_in_time", "cancelled_late"}


def test_a_child_is_in_care_until_it_is_collected_and_has_its_place_all_day() -> None:
    assert {*counting.PLACES_TAKEN} - {*counting.PLACES_IN_CARE} == {PlaceStatus.COLLECTED}
    assert {*counting.PLACES_TAKEN} - {*counting.PLACES_USED} == {PlaceStatus.PLANNED}
    assert {*PlaceStatus} - {*counting.PLACES_KEPT} == {PlaceStatus.CANCELLED}
    assert {*counting.PLACES_KEPT} - {*counting.PLACES_TAKEN} == {PlaceStatus.EXCUSED}


def test_every_enrolment_is_in_the_course_in_line_or_ended() -> None:
    ways = (
        *counting.ENROLMENTS_NOT_LEFT,
        *counting.ENROLMENTS_IN_LINE,
        *counting.ENROLMENTS_ENDED,
    )
    assert sorted(ways) == sorted(EnrolmentStatus)
    assert {*counting.ENROLMENTS_OPEN} == {*counting.ENROLMENTS_IN_LINE, EnrolmentStatus.ENROLLED}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (MONDAY - ONE_DAY, False),
        (MONDAY, True),
        (FRIDAY, True),
        (FRIDAY + ONE_DAY, False),
    ],
)
@pytest.mark.parametrize("status", ["enrolled", "left", "completed"])
def test_a_stay_counts_from_its_first_day_to_its_last(
    status: str, day: date, *, counts: bool
) -> None:
    assert stays_on(status, MONDAY, FRIDAY, day) is counts


@pytest.mark.parametrize("status", sorted(EnrolmentStatus))
def test_without_a_last_day_only_who_has_not_left_stays(status: str) -> None:
    stays = status in counting.ENROLMENTS_NOT_LEFT
    assert stays_on(status, None, None, FRIDAY) is stays
    assert not stays_on(status, FRIDAY + ONE_DAY, None, FRIDAY)
