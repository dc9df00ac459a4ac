import errno
import os
from datetime import UTC, datetime, timedelta
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


def test_an_event_says_where_and_what_and_whether_it_takes_up_time() -> None:
    nine = datetime(2027, 3, 2, 9)
    full = lesson(nine, place="Saal", description="Halt 1\r\nHalt 2", title="K\x07urs", version=2)
    _, (event, bare) = read_back(full, lesson(nine, 8, cancelled=True, version=0))
    names = ("summary", "location", "description", "status", "transp")
    assert [str(event[name]) for name in names] == [
        "Kurs", "Saal", "Halt 1\nHalt 2", "CONFIRMED", "OPAQUE",
    ]  # fmt: skip
    assert (event["sequence"], bare["sequence"]) == (1, 0)
    assert (str(bare["status"]), str(bare["transp"])) == ("CANCELLED", "TRANSPARENT")
    assert "location" not in bare
    assert "description" not in bare
    assert event_uid("a\tb", EventKind.CHILDCARE, 9) == "childcare-9@ab.kursplaner"


def test_an_event_lasts_a_minute_at_least() -> None:
    nine = datetime(2027, 3, 2, 9)
    ends = [nine + timedelta(minutes=minutes) for minutes in (-5, 0, 1, 2)]
    _, events = read_back(*(lesson(nine, number, ends=end) for number, end in enumerate(ends)))
    lasting = [event.decoded("dtend") - event.decoded("dtstart") for event in events]
    assert lasting == [timedelta(minutes=minutes) for minutes in (1, 1, 1, 2)]


def test_events_stand_in_order_of_time_kind_and_number() -> None:
    nine = datetime(2027, 3, 2, 9)
    ride = CalendarEvent(EventKind.RIDE, 1, nine, nine + timedelta(hours=1), "Fahrt")
    later, second, first = (
        lesson(nine + timedelta(minutes=1), 1), lesson(nine, 3), lesson(nine, 2),
    )  # fmt: skip
    made, events = read_back(later, ride, second, first)
    assert [str(event["uid"]).split("@")[0] for event in events] == [
        "lesson-2", "lesson-3", "ride-1", "lesson-1",
    ]  # fmt: skip
    names = ("prodid", "version", "calscale", "method", "x-wr-calname", "x-wr-timezone")
    assert [str(made[name]) for name in names] == [
        "-//Kursplaner//Kursplaner//DE", "2.0", "GREGORIAN", "PUBLISH", "Kurse Adorf",
        "Europe/Berlin",
    ]  # fmt: skip


def test_the_zone_changes_by_a_rule_for_every_year_as_classic_outlook_asks() -> None:
    made, _ = read_back(lesson(datetime(2027, 3, 2, 9)))
    text = made.timezones[0].to_ical().decode().replace("\r\n", "\n")
    assert (
        text
        == """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
    )


@given(st.datetimes(datetime(1997, 1, 1), datetime(2037, 12, 31)))
def test_the_rules_give_the_hour_of_the_real_zone(moment: datetime) -> None:
    made, _ = read_back()
    own = made.timezones[0].to_tz(lookup_tzid=False)
    aware = moment.replace(tzinfo=UTC)
    assert aware.astimezone(own).utcoffset() == aware.astimezone(BERLIN).utcoffset()


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_calendar(tmp_path / "a.ics", PersonalCalendar(TOWN, "Kurse", ()))
    assert list(tmp_path.iterdir()) == []
