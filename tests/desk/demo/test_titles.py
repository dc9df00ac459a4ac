from datetime import date
from random import Random

import pytest

from kursplaner.desk.demo import titles
from kursplaner.domain.kinds import CourseType, Level


@pytest.mark.parametrize("course_type", list(CourseType))
def test_every_kind_has_a_title_and_a_number(course_type: CourseType) -> None:
    for level in (Level.A2_1, None):
        title = titles.any_title(Random(1), course_type, level)
        assert title
        assert "{" not in title
        assert title == title.strip()
    assert titles.course_number(course_type, date(2027, 3, 2), 3).endswith("-27-1-03")


def test_the_autumn_is_the_second_half_year() -> None:
    assert titles.course_number(CourseType.MUNICIPAL, date(2027, 9, 7), 12) == "DE-27-2-12"
