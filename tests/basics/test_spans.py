from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import settings as sample
from hypothesis import strategies as st

from kursplaner.basics import spans
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, overlap

minutes = st.integers(min_value=-10_000_000, max_value=50_000_000)
lengths = st.integers(min_value=1, max_value=5_000)
some_spans = st.builds(lambda start, length: Span(start, start + length), minutes, lengths)


def test_a_minute_and_back() -> None:
    minute = spans.minute_of(date(2027, 3, 2), 9 * 60)
    assert spans.day_of(minute) == date(2027, 3, 2)
    assert spans.time_of(minute) == time(9)
    assert spans.minute_of_day(minute) == 540
    assert spans.moment_of(minute) == datetime(2027, 3, 2, 9)
    assert spans.iso_time(minute) == "09:00"
    assert spans.minute_of(spans.EPOCH) == 0


@sample(max_examples=30)
@given(minutes)
def test_every_minute_is_its_moment(minute: int) -> None:
    assert spans.minute_at(spans.moment_of(minute)) == minute


def test_the_days_that_calendars_get_wrong() -> None:
    assert spans.minute_of(date(2028, 3, 1)) - spans.minute_of(date(2028, 2, 28)) == 2 * 1440
    assert spans.minute_of(date(2027, 3, 29)) - spans.minute_of(date(2027, 3, 28)) == 1440
    assert spans.day_of(spans.minute_of(date(2026, 12, 31), 1440)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("9:00", 540), ("09:00", 540), (" 9.30 ", 570), ("0:00", 0), ("24:00", 1440)],
)
def test_times_people_type(text: str, minute: int) -> None:
    assert spans.parse_time(text) == minute


@pytest.mark.parametrize(
    "text", ["", "9", "25:00", "24:01", "9:60", "-1:00", "9:0", "٩:٠٠", "9:00x"]
)
def test_times_that_are_none(text: str) -> None:
    with pytest.raises(Refused, match="time_unreadable"):
        spans.parse_time(text)


@sample(max_examples=30)
@given(st.integers(min_value=0, max_value=1440))
def test_clock_text_reads_back(minute: int) -> None:
    assert spans.parse_time(spans.clock_text(minute)) == minute


def test_end_is_no_overlap_with_start() -> None:
    morning, noon = Span(540, 600), Span(600, 660)
    assert not spans.overlap(morning, noon)
    assert not spans.overlap(noon, morning)
    with pytest.raises(Refused, match="end_before_start"):
        Span.shared(morning, noon)
    assert Span.shared(morning, Span(599, 660)) == Span(599, 600)
    assert morning.contains(540)
    assert not morning.contains(600)


@sample(max_examples=30)
@given(some_spans, some_spans)
def test_overlap_is_symmetric_and_is_a_shared_stretch(span: Span, other: Span) -> None:
    assert spans.overlap(span, other) == spans.overlap(other, span)
    if spans.overlap(span, other):
        both = Span.shared(span, other)
        assert both == Span.shared(other, span)
        assert all(each.contains(both.starts) for each in (span, other))
        assert all(each.contains(both.ends - 1) for each in (span, other))
    else:
        assert max(span.starts, other.starts) >= min(span.ends, other.ends)


@dataclass(frozen=True)
class Record:
    """Something that begins and ends, as lessons and rides do."""

    name: str
    starts: int
    ends: int


@pytest.mark.parametrize(
    ("starts", "ends", "meet"),
    [(480, 540, False), (480, 541, True), (599, 660, True), (600, 660, False), (540, 600, True)],
)
def test_records_overlap_as_spans_do(starts: int, ends: int, *, meet: bool) -> None:
    lesson, other = Record("lesson", 540, 600), Record("ride", starts, ends)
    assert spans.overlap(lesson, other) is meet
    assert spans.overlap(Span.of(other), lesson) is meet
    assert Span.of(other) == Span(starts, ends)


@sample(max_examples=30)
@given(some_spans, minutes)
def test_moving_keeps_the_length(span: Span, by: int) -> None:
    assert span.moved(by).minutes == span.minutes
    assert span.moved(by).moved(-by) == span


def test_span_on_a_day() -> None:
    span = Span.on(date(2027, 3, 2), 540, 675)
    assert (span.day, span.minutes) == (date(2027, 3, 2), 135)


@pytest.mark.parametrize("ends", [540, 539])
def test_a_span_needs_length(ends: int) -> None:
    with pytest.raises(Refused, match="end_before_start"):
        Span(540, ends)


def test_a_day_can_be_planned_from_2000_to_2199() -> None:
    for day in (date(2000, 1, 1), date(2199, 12, 31)):
        assert spans.plannable(day) == day
    for day in (date(1999, 12, 31), date(2200, 1, 1)):
        with pytest.raises(Refused, match="day_out_of_range") as refused:
            spans.plannable(day)
        assert refused.value.facts == {"day": day}


def test_minutes_are_counted_from_the_start_of_2000() -> None:
    assert spans.minute_of(date(2000, 1, 2)) == 1440
    assert spans.minute_of(date(2000, 1, 2), 5) == 1445
    assert spans.minute_of(date(1999, 12, 31)) == -1440
    assert spans.minute_at(datetime(2000, 1, 1, 1, 2, 59)) == 62
    assert [spans.day_of(minute) for minute in (-1, 0, 1439, 1440)] == [
        *(date(1999, 12, 31), date(2000, 1, 1), date(2000, 1, 1), date(2000, 1, 2)),
    ]
    assert [spans.minute_of_day(minute) for minute in (-1, 0, 1439, 1440)] == [1439, 0, 1439, 0]
    assert [spans.parse_time(text) for text in ("0:01", "1:00", "23:59", "10:59")] == [
        *(1, 60, 1439, 659),
    ]
    assert [spans.clock_text(minute) for minute in (0, 59, 60, 605, 1440)] == [
        *("0:00", "0:59", "1:00", "10:05", "24:00"),
    ]


def test_a_span_holds_its_first_minute_and_not_its_last() -> None:
    span = Span(10, 20)
    assert [span.contains(minute) for minute in (9, 10, 19, 20)] == [False, True, True, False]
    others = [Span(5, 10), Span(5, 11), Span(12, 15), Span(19, 30), Span(20, 30), Span(5, 30)]
    met = [overlap(span, other) for other in others]
    assert met == [False, True, True, True, False, True]
    shared = [Span.shared(span, other) for other in others if overlap(span, other)]
    assert shared == [Span(10, 11), Span(12, 15), Span(19, 20), Span(10, 20)]
    assert span.moved(5) == Span(15, 25)
    assert span.moved(-5) == Span(5, 15)
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]
