import errno
import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from kursplaner.basics import clock
from kursplaner.exchange.calendar_file import (
    CalendarEvent,
    EventKind,
    PersonalCalendar,
    calendar_bytes,
    event_uid,
    write_calendar,
)

TOWN = "6f1c0f0e-9d0e-4d53-8f5b-0d5cbb1f4a11"
BERLIN = ZoneInfo("Europe/Berlin")


def lesson(day: datetime, number: int = 7, **facts: object) -> CalendarEvent:
    kept: dict[str, object] = {
        "title": "Deutsch A1.1",
        "ends": day + timedelta(minutes=90),
        **facts,
    }
    return CalendarEvent(EventKind.LESSON, number, day, **kept)  # type: ignore[arg-type]


def read_back(*events: CalendarEvent) -> tuple[Calendar, list[Event]]:
    made = Calendar.from_ical(calendar_bytes(PersonalCalendar(TOWN, "Kurse Adorf", events)))
    assert isinstance(made, Calendar)
    return made, list(made.events)


def test_a_lesson_keeps_its_uid_and_its_sequence_rises() -> None:
    day = datetime(2027, 3, 2, 9)
    _, (first,) = read_back(lesson(day, version=1))
    _, (moved,) = read_back(lesson(day + timedelta(days=1), version=4))
    assert first["uid"] == moved["uid"] == event_uid(TOWN, EventKind.LESSON, 7)
    assert (first["sequence"], moved["sequence"]) == (0, 3)
    assert event_uid(TOWN, EventKind.RIDE, 7) != first["uid"]


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (datetime(2027, 3, 27, 9), 1),
        (datetime(2027, 3, 29, 9), 2),
        (datetime(2027, 10, 30, 9), 2),
        (datetime(2027, 11, 2, 9), 1),
        (datetime(2040, 7, 1, 9), 2),
    ],
)
def test_nine_oclock_is_nine_oclock_across_the_clock_change(day: datetime, offset: int) -> None:
    made, (event,) = read_back(lesson(day))
    start = event.decoded("dtstart")
    assert start.replace(tzinfo=None) == day
    assert start.utcoffset() == timedelta(hours=offset)
    (zone,) = made.timezones
    own = zone.to_tz(lookup_tzid=False)
    assert day.replace(tzinfo=own).utcoffset() == timedelta(hours=offset)


def test_a_cancelled_lesson_is_there_as_cancelled() -> None:
    _, (event,) = read_back(lesson(datetime(2027, 3, 2, 9), cancelled=True))
    assert event["status"] == "CANCELLED"


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_escaped_and_read_back(title: str, place: str) -> None:
    hostile = f"{title};,\\ \r\nEND:VEVENT\nBEGIN:VEVENT"
    made, events = read_back(lesson(datetime(2027, 3, 2, 9), title=hostile, place=place))
    assert len(events) == 1
    assert "END:VEVENT" in str(events[0]["summary"])
    assert len(made.subcomponents) == 2


def test_lines_are_short_and_end_as_the_format_asks() -> None:
    content = calendar_bytes(
        PersonalCalendar(TOWN, "Ü" * 200, (lesson(datetime(2027, 3, 2, 9), title="é" * 500),))
    )
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_stamp_is_universal_time_of_the_pinned_clock() -> None:
    with clock.pinned(datetime(2027, 7, 1, 12)):
        _, (event,) = read_back(lesson(datetime(2027, 7, 2, 9)))
    assert event.decoded("dtstamp") == datetime(2027, 7, 1, 12, tzinfo=BERLIN)


def test_an_empty_calendar_is_valid() -> None:
    made, events = read_back()
    assert events == []
    assert len(made.timezones) == 1


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_calendar(tmp_path / "a.ics", PersonalCalendar(TOWN, "Kurse", ()))
    assert list(tmp_path.iterdir()) == []
