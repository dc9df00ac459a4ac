from datetime import date, timedelta

from kursplaner.domain.weekly_hours import NO_LIMIT, WeeklyLimits, largest

MONDAY = date(2027, 3, 8)
BEFORE, LATER = MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)


def test_each_step_holds_until_the_next_one_begins() -> None:
    limits = WeeklyLimits.of(600, [(LATER, None), (MONDAY, 300)])
    assert [limits.on(day) for day in (BEFORE, MONDAY, LATER - timedelta(days=1))] == [
        *(600, 300, 300)
    ]
    assert limits.on(LATER) is None
    assert (limits.ever, limits.days) == ((600, 300), (MONDAY, LATER))
    assert (NO_LIMIT.on(MONDAY), NO_LIMIT.ever, NO_LIMIT.days) == (None, (), ())


def test_of_several_roles_the_largest_limit_of_the_day_counts() -> None:
    both = largest([WeeklyLimits.of(100, [(MONDAY, 500)]), WeeklyLimits.of(None, [(LATER, 600)])])
    assert [both.on(day) for day in (BEFORE, MONDAY, LATER)] == [100, 500, 600]
    alone = WeeklyLimits.of(1)
    assert largest([alone]) is alone


WEDNESDAY, AFTER = MONDAY + timedelta(days=2), MONDAY + timedelta(days=7)
CHANGING = WeeklyLimits.of(100, [(WEDNESDAY, 200)])


def worked(*minutes: int) -> dict[date, int]:
    """Return what is worked on the days of the week, from the Sunday before it on."""
    return {BEFORE + timedelta(days=at): each for at, each in enumerate(minutes)}


def test_a_week_has_as_many_parts_as_limits() -> None:
    assert CHANGING.in_week(MONDAY) == ((MONDAY, WEDNESDAY, 100), (WEDNESDAY, AFTER, 200))
    assert CHANGING.in_week(AFTER) == ((AFTER, AFTER + timedelta(days=7), 200),)
    assert WeeklyLimits.of(1, [(MONDAY, 2)]).in_week(MONDAY) == ((MONDAY, AFTER, 2),)
    assert CHANGING.most_in(MONDAY) == 200
    assert WeeklyLimits.of(100, [(WEDNESDAY, None)]).most_in(MONDAY) is None


def test_each_part_is_measured_by_its_own_limit() -> None:
    assert CHANGING.passed(MONDAY, worked(999, 50, 50, 50, 50)) is None
    before = CHANGING.passed(MONDAY, worked(0, 51, 50))
    assert before == (101, 100, MONDAY, WEDNESDAY)
    behind = CHANGING.passed(MONDAY, worked(0, 0, 0, 1, 0, 0, 0, 200, 999))
    assert behind == (201, 200, WEDNESDAY, AFTER)


def test_a_week_with_a_limit_on_each_day_is_measured_by_the_largest() -> None:
    assert CHANGING.passed(MONDAY, worked(0, 100, 0, 100)) is None
    whole = CHANGING.passed(MONDAY, worked(0, 100, 0, 101))
    assert whole == (201, 200, MONDAY, AFTER)
    begins = WeeklyLimits.of(None, [(WEDNESDAY, 200)])
    assert begins.passed(MONDAY, worked(0, 999, 999, 200)) is None
    assert begins.passed(MONDAY, worked(0, 0, 0, 201)) == (201, 200, WEDNESDAY, AFTER)
