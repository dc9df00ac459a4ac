"""When resources, sites and the town are closed, at the first and the last minute and day."""

import pytest

from kursplaner.basics.spans import Span
from kursplaner.domain.courses import Course
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import ClosingDay
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.queries.conflicts import closed_times
from kursplaner.store.queries.conflicts.closed_times import (
    ClosedTime,
    ClosingDays,
    LessonPlace,
    ResourceTime,
    Use,
)
from kursplaner.store.queries.conflicts.scopes import LAST_MINUTE, of_lessons, stretch, uses_by
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_lesson
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY, lessons, touching, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
SPAN = (NINE, TEN)
TIMES = touching(SPAN)


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (None, None, [False, True, False]),
        (WEDNESDAY, WEDNESDAY, [False, True, False]),
        (WEDNESDAY + DAY, None, [False] * 3),
        (None, TUESDAY, [False] * 3),
    ],
)
def test_a_weekly_time_holds_on_its_weekday_while_it_is_valid(
    first: object, last: object, holds: list[bool]
) -> None:
    row = ResourceTime(2, 0, 9, 1, "available", first, last)  # type: ignore[arg-type]
    assert [row.holds_on(WEDNESDAY + number * DAY) for number in (-1, 0, 1)] == holds


def test_what_uses_a_resource_while_it_is_closed(kept: SmallTown, db: Db) -> None:
    room = kept.rooms["A"]
    lesson = add_lesson(db, kept.course, NINE, room=room, minutes=60)
    closures = [
        Closure(resource_id=room, starts=a, ends=b, reason="repair", note="neu") for a, b in TIMES
    ]
    ids = written(db, *closures)
    written(db, Closure(resource_id=kept.rooms["B"], starts=NINE, ends=TEN, reason="repair"))
    use = Use(room, "room", NINE, TEN, "lesson", lesson)
    times = [ClosedTime(ids[at], room, *TIMES[at], "repair", "neu") for at in (1, 2)]
    expected = [(use, time) for time in times]
    day = stretch(MIDNIGHT, MIDNIGHT + 1440)
    own, other = uses_by([room], MIDNIGHT), uses_by([kept.rooms["B"]], MIDNIGHT)
    for scope in (day, of_lessons(db, [lesson]), own):
        found = closed_times.closed_uses(db, scope)
        assert sorted(found, key=lambda each: each[1].id) == expected
    assert closed_times.closed_uses(db, other) == []
    assert closed_times.closed_uses(db, stretch(TEN, TEN + 9)) == []
    assert closed_times.closures_of(db, [room], Span(*SPAN)) == times


def test_a_room_that_ended_is_closed_from_the_next_day_on(kept: SmallTown, db: Db) -> None:
    room = kept.rooms["tiny"]
    by_id(db, Room, room).ended_on = TUESDAY
    ids = [
        add_lesson(db, kept.course, MIDNIGHT + minute, room=room, minutes=minutes)
        for minute, minutes in ((-5, 5), (0, 9))
    ]
    (over,) = lessons(db, kept.course, [(MIDNIGHT - 20, MIDNIGHT + 1)])
    occupy(db, [Claim(room, MIDNIGHT - 20, MIDNIGHT - 10, "lesson", over)])
    db.flush()
    end = ClosedTime(0, room, MIDNIGHT, LAST_MINUTE, "ended", "")
    expected = [(Use(room, "room", MIDNIGHT, MIDNIGHT + 9, "lesson", ids[1]), end)]
    scopes = (stretch(MIDNIGHT - 60, MIDNIGHT + 60), of_lessons(db, ids), uses_by([room], 0))
    assert [closed_times.closed_uses(db, scope) for scope in scopes] == [expected] * 3
    assert closed_times.closures_of(db, [room], Span(0, MIDNIGHT)) == []
    assert closed_times.closures_of(db, [room], Span(0, MIDNIGHT + 1)) == [end]


def test_a_use_within_a_weekly_time_is_plainly_open(kept: SmallTown, db: Db) -> None:
    room = kept.rooms["B"]
    lesson = add_lesson(db, kept.course, NINE, room=room, minutes=60)
    scope = stretch(MIDNIGHT, MIDNIGHT + 1440)
    use = [Use(room, "room", NINE, TEN, "lesson", lesson)]
    row = Availability(resource_id=room, kind="available", weekday=2, starts=540, ends=600)
    assert closed_times.uses_of(db, scope, [room]) == use
    written(db, row)
    assert closed_times.uses_of(db, scope, [room]) == []
    assert closed_times.uses_of(db, scope) == []
    for field, value, back in (
        *(("starts", 541, 540), ("ends", 599, 600), ("weekday", 3, 2), ("weekday", 1, 2)),
        *(("valid_from", TUESDAY, None), ("valid_until", WEDNESDAY, None)),
    ):
        setattr(row, field, value)
        db.flush()
        assert closed_times.uses_of(db, scope, [room]) == use, field
        setattr(row, field, back)
    barred = Availability(resource_id=room, kind="unavailable", weekday=0, starts=1, ends=2)
    written(db, barred)
    assert closed_times.uses_of(db, scope, [room]) == use
    assert closed_times.uses_of(db, of_lessons(db, [lesson])) == use
    times = [
        ResourceTime(2, 540, 600, room, "available", None, None),
        ResourceTime(0, 1, 2, room, "unavailable", None, None),
    ]
    assert closed_times.weekly_times(db) == times
    assert closed_times.weekly_times(db, [room]) == times
    assert closed_times.weekly_times(db, [kept.rooms["A"]]) == []


def test_where_lessons_are_and_when_their_site_is_closed(kept: SmallTown, db: Db) -> None:
    other = Site(name="Schule", land="BY")
    written(db, other)
    course, bare = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    by_id(db, Course, course).site_id, by_id(db, Course, bare).site_id = other.id, None
    times = [(MIDNIGHT + minute, MIDNIGHT + minute + 5) for minute in (-1, 0, 1439, 1440)]
    before, first, last, after = lessons(db, course, times)
    (placed,) = lessons(db, course, [SPAN], room_id=kept.rooms["A"])
    (nowhere,) = lessons(db, bare, [SPAN])
    places = [
        LessonPlace(first, course, *times[1], other.id, "BY"),
        LessonPlace(last, course, *times[2], other.id, "BY"),
        LessonPlace(placed, course, *SPAN, kept.site, "SN"),
        LessonPlace(nowhere, bare, *SPAN, None, ""),
    ]
    whole = stretch(MIDNIGHT - 1440, MIDNIGHT + 2880)
    on_day = closed_times.lessons_on(db, whole, [MIDNIGHT])
    assert sorted(on_day, key=lambda each: each.lesson_id) == places
    many = [MIDNIGHT + 1440 * number for number in range(10, 909)]
    on_day = closed_times.lessons_on(db, whole, [*many, MIDNIGHT])
    assert sorted(on_day, key=lambda each: each.lesson_id) == places
    some = closed_times.lessons_on(db, of_lessons(db, [before, after]), [])
    assert {each.lesson_id for each in some} == {before, after}
    assert closed_times.site_of_lesson(db, placed) == (kept.site, "SN")
    assert closed_times.site_of_lesson(db, first) == (other.id, "BY")
    assert closed_times.site_of_lesson(db, 10_000) == (None, "")
    assert closed_times.lands(db) == {"SN", "BY"}
    assert closed_times.sites_of(db, [course, bare], [kept.rooms["A"]]) == (
        {course: other.id, bare: None},
        {kept.rooms["A"]: kept.site},
        {kept.site: "SN", other.id: "BY"},
    )


def test_closing_days_that_touch_some_days(db: Db) -> None:
    days = [WEDNESDAY + number * DAY for number in range(-2, 4)]
    spans = [(days[0], days[1]), (days[0], days[2]), (days[3], days[5]), (days[4], days[5])]
    ids = written(db, *(ClosingDay(first_day=a, last_day=b, name="Fest") for a, b in spans))
    assert closed_times.closing_days(db, days[2], days[3]) == [
        ClosingDays(ids[at], *spans[at], "Fest", None) for at in (1, 2)
    ]
