"""Dates of a person, a room or the town as iCalendar, for the calendar on a phone or in Outlook.

Importing a later file again moves and cancels what the earlier one brought: the UID of a lesson
or ride never changes and SEQUENCE rises with its version.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from kursplaner.basics import clock
from kursplaner.basics.whole_file import write_whole

TOWN_ZONE = "Europe/Berlin"
_CLOCK_CHANGES = (
    (TimezoneDaylight, "CEST", 3, (1, 2)),
    (TimezoneStandard, "CET", 10, (2, 1)),
)
"""Of the zone: what begins, its name, in which month, and hours ahead of UTC before and after."""
_LAST_SUNDAY_1970 = {3: 29, 10: 25}


class EventKind(StrEnum):
    """What an event stands for; part of its UID."""

    LESSON = "lesson"
    RIDE = "ride"
    CHILDCARE = "childcare"
    BOOKING = "booking"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One date. It goes to private phones: no participant's name belongs in its texts.

    Attributes:
        kind: lesson, ride, childcare slot or other booking of a room.
        id: its id in the town.
        starts: naive local moment.
        ends: naive local moment, after `starts`.
        title: such as "Deutsch A1.1 (2027-03)".
        place: room and site, or the first stop of a ride.
        description: more lines, such as the stops of a ride.
        cancelled: shown as cancelled instead of missing, so that it vanishes from the phone too.
        version: of the record; rises with every change.
    """

    kind: EventKind
    id: int
    starts: datetime
    ends: datetime
    title: str
    place: str = ""
    description: str = ""
    cancelled: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class PersonalCalendar:
    """The dates of one person who works in the town, of a room, or all.

    Attributes:
        town: the town's UUID, which makes UIDs unique in the world.
        name: the calendar's name, such as "Kurse Adorf".
        events: in any order.
    """

    town: str
    name: str
    events: tuple[CalendarEvent, ...]


def write_calendar(path: Path, calendar: PersonalCalendar) -> None:
    """Write the .ics file.

    Raises:
        OSError: untouched; nothing half written is left.
    """
    write_whole(path, calendar_bytes(calendar))


def calendar_bytes(calendar: PersonalCalendar) -> bytes:
    """Return the calendar in iCalendar's text, with the rules of the town's time zone in it."""
    made = Calendar()
    made.add("prodid", "-//Kursplaner//Kursplaner//DE")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _plain(calendar.name))
    made.add("x-wr-timezone", TOWN_ZONE)
    made.add_component(_zone())
    stamp = clock.now().replace(tzinfo=ZoneInfo(TOWN_ZONE)).astimezone(UTC)
    for event in sorted(calendar.events, key=lambda each: (each.starts, each.kind, each.id)):
        made.add_component(_event(event, calendar.town, stamp))
    return bytes(made.to_ical())


def event_uid(town: str, kind: EventKind, number: int) -> str:
    """Return the UID under which every file knows this lesson, ride or slot."""
    return f"{kind}-{number}@{_plain(town)}.kursplaner"


def _zone() -> Timezone:
    """Return the zone's two clock changes, each as a rule for every year.

    Classic Outlook takes a zone's times from such rules alone: it passes over lists of days, and
    then shows every date of the summer an hour late. The rule holds in the European Union since
    1996 (Directive 2000/84/EC); the first days are those that Google and Outlook write, too.
    """
    zone = Timezone()
    zone.add("tzid", TOWN_ZONE)
    for kind, name, month, (before, after) in _CLOCK_CHANGES:
        change = kind()
        change.add("tzname", name)
        change.add("tzoffsetfrom", timedelta(hours=before))
        change.add("tzoffsetto", timedelta(hours=after))
        change.add("dtstart", datetime(1970, month, _LAST_SUNDAY_1970[month], 1 + before))
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(change)
    return zone


def _event(event: CalendarEvent, town: str, stamp: datetime) -> Event:
    made = Event()
    made.add("uid", event_uid(town, event.kind, event.id))
    made.add("dtstamp", stamp)
    made.add("sequence", max(0, event.version - 1))
    made.add("dtstart", _local(event.starts))
    made.add("dtend", _local(max(event.ends, event.starts + timedelta(minutes=1))))
    made.add("summary", _plain(event.title))
    if event.place:
        made.add("location", _plain(event.place))
    if event.description:
        made.add("description", _plain(event.description))
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    return made


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(TOWN_ZONE))


def _plain(text: str) -> str:
    """Return the text with LF line ends and without control signs; the library escapes the rest."""
    lines = re.sub(r"\r\n?|[\u0085\u2028\u2029]", "\n", text)
    return "".join(
        char for char in lines if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    )
