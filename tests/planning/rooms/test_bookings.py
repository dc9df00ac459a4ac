"""Others use a room once or again and again; the room is never given twice, one date comes back."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import Span, day_of, minute_of, overlap
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rooms import RoomBooking
from kursplaner.planning.availability.exceptions import EVERY_DAY, SpecialHours
from kursplaner.planning.rooms import bookings
from kursplaner.planning.rooms.bookings import BookingPlan
from kursplaner.store.occupations import busy
from kursplaner.store.records import find
from tests.planning.small_town import NOW, TUESDAY, SmallTown, build
from tests.towns import passing

EVENING = Span(minute_of(TUESDAY, 1080), minute_of(TUESDAY, 1200))
MORNING = Span(minute_of(TUESDAY, 600), minute_of(TUESDAY, 660))
NEXT = timedelta(days=1)


def proposed(town: SmallTown, *spans: Span, title: str = "Chor") -> BookingPlan:
    with town.workspace.read() as db:
        return bookings.propose(db, town.rooms["A"], spans, title, " hinten ")


def booked(town: SmallTown, plan: BookingPlan, *, skip_taken: bool = False) -> list[int]:
    with town.workspace.change(ActKind.ROOM_BOOKED) as db:
        return bookings.apply(db, plan, skip_taken=skip_taken)


def days_booked(town: SmallTown) -> list[date]:
    with town.workspace.read() as db:
        return [day_of(row.starts) for row in find(db, RoomBooking, cancelled=False)]


def test_a_booking_takes_the_room_once(town: SmallTown) -> None:
    plan, taken = proposed(town, EVENING, title=" Chor "), proposed(town, MORNING)
    assert (plan.title, plan.note, plan.conflicts, plan.free) == ("Chor", "hinten", (), (EVENING,))
    assert [conflict.kind for conflict in taken.conflicts] == [ConflictKind.ROOM]
    assert taken.free == ()
    (key,) = booked(town, plan)
    for skip in (False, True):
        with pytest.raises(HardConflict):
            booked(town, plan, skip_taken=skip)
    with town.workspace.change(ActKind.ROOM_BOOKED) as db:
        bookings.cancel(db, key)
    assert proposed(town, EVENING).conflicts == ()


def test_daily_and_weekly_until_a_day_in_one_act(town: SmallTown) -> None:
    daily = SpecialHours(TUESDAY, TUESDAY + 3 * NEXT, 1080, 1290)
    weekly = SpecialHours(TUESDAY, TUESDAY + 21 * NEXT, 1290, 1380, weekdays=frozenset({2}))
    keys = booked(town, proposed(town, *bookings.spans_of(daily)))
    assert days_booked(town) == [TUESDAY + number * NEXT for number in range(4)]
    with town.workspace.change(ActKind.ROOM_BOOKED) as db:
        bookings.cancel(db, keys[1])
    assert days_booked(town) == [TUESDAY, TUESDAY + 2 * NEXT, TUESDAY + 3 * NEXT]
    booked(town, proposed(town, *bookings.spans_of(weekly)))
    assert [day.weekday() for day in days_booked(town)[3:]] == [2, 2, 2]
    for expected in (3, 4, 0):
        town.workspace.undo()
        assert len(days_booked(town)) == expected


def test_days_on_which_it_is_taken_are_told_and_left_out_if_wished(town: SmallTown) -> None:
    special = SpecialHours(TUESDAY, TUESDAY + 3 * NEXT, 600, 660)
    plan = proposed(town, *bookings.spans_of(special))
    assert [conflict.day for conflict in plan.conflicts] == [TUESDAY, TUESDAY + 2 * NEXT]
    assert [day_of(span.starts) for span in plan.free] == [TUESDAY + NEXT, TUESDAY + 3 * NEXT]
    with pytest.raises(HardConflict):
        booked(town, plan)
    assert days_booked(town) == []
    booked(town, plan, skip_taken=True)
    assert days_booked(town) == [TUESDAY + NEXT, TUESDAY + 3 * NEXT]


def test_end_is_no_overlap_and_what_cannot_be_is_refused(town: SmallTown) -> None:
    starts = minute_of(TUESDAY, 540)
    for free in (Span(starts - 60, starts), Span(starts + 150, starts + 200)):
        assert proposed(town, free).conflicts == ()
    (found,) = proposed(town, Span(starts + 149, starts + 200)).conflicts
    assert (found.starts, found.ends) == (starts + 149, starts + 150)
    with pytest.raises(Refused, match="end_before_start"):
        proposed(town, Span(starts, starts))
    with pytest.raises(Refused, match="title_missing"):
        proposed(town, EVENING, title=" ")
    with town.workspace.read() as db, pytest.raises(Refused, match="not_found"):
        bookings.propose(db, 999, [EVENING], "Chor")


def test_what_is_wholly_gone_by_is_asked_about(town: SmallTown) -> None:
    before = [Span(span.starts - 1440 * 400, span.ends - 1440 * 400) for span in (EVENING, MORNING)]
    with pytest.raises(Refused, match="wholly_past"):
        proposed(town, *before)
    assert proposed(town, EVENING, *before).past is False
    with town.workspace.read() as db:
        plan = bookings.propose(db, town.rooms["A"], before, "Chor", past=True)
    assert len(booked(town, plan)) == 2


HOURS = st.tuples(st.integers(0, 23), st.integers(1, 6)).map(
    lambda h: (h[0] * 60, min(1440, (h[0] + h[1]) * 60))
)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(HOURS, st.integers(0, 9), st.integers(0, 9), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_the_room_is_never_given_twice(
    wishes: list[tuple[tuple[int, int], int, int, bool]],
) -> None:
    with passing(build, NOW) as town:
        for hours, begin, length, weekly in wishes:
            first = TUESDAY + begin * NEXT
            weekdays = frozenset({first.weekday()}) if weekly else EVERY_DAY
            special = SpecialHours(first, first + length * NEXT, *hours, weekdays=weekdays)
            plan = proposed(town, *bookings.spans_of(special))
            if plan.free:
                assert len(booked(town, plan, skip_taken=True)) == len(plan.free)
            else:
                with pytest.raises(HardConflict):
                    booked(town, plan, skip_taken=True)
        whole = Span(minute_of(TUESDAY), minute_of(TUESDAY + 30 * NEXT))
        with town.workspace.read() as db:
            uses = busy(db, [town.rooms["A"]], whole)
        assert not any(
            overlap(use, other) for at, use in enumerate(uses) for other in uses[at + 1 :]
        )
