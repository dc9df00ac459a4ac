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
