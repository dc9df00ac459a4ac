"""Dates as an iCalendar file for phones and Outlook; no participant's name is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import moment_of
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.mails import Attachment, mail_file
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.names import spoken
from kursplaner.domain.kinds import Direction, OccupationSource, RouteKind
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room
from kursplaner.exchange.calendar_file import (
    CalendarEvent,
    EventKind,
    PersonalCalendar,
    calendar_bytes,
    write_calendar,
)
from kursplaner.store.queries.absences.calls import contact_cards
from kursplaner.store.queries.people.own_dates import own_dates
from kursplaner.store.queries.people.work_dates import (
    WorkDate,
    all_dates,
    halts_of,
    room_dates,
    work_dates,
)
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

Halts = Sequence[tuple[int, str]]
CALLED_OFF = "Abgesagt:"
"""Stands before the title: classic Outlook and many phones show nothing of a status."""
MAIL = """Guten Tag,

im Anhang sind die Termine als Kalenderdatei ({file}). Beim Öffnen übernimmt das Kalenderprogramm \
sie; was sich seit der letzten Datei geändert hat, wird dabei geändert, und was entfällt, abgesagt.

Freundliche Grüße
"""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar: a person's, a room's, or with neither everything there is."""

    person_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar ready to be written or sent.

    Attributes:
        name: "Kalender Katrin Seidel", fit for a file's name.
        address: the person's e-mail address, or empty.
    """

    name: str
    calendar: PersonalCalendar
    address: str = ""

    @property
    def count(self) -> int:
        """How many entries it has."""
        return len(self.calendar.events)

    @property
    def cancelled(self) -> int:
        """How many of them take an entry away."""
        return sum(event.cancelled for event in self.calendar.events)


def read_calendar(db: Db, settings: Settings, whose: Whose) -> CalendarFile:
    """Return lessons, childcare times, rides and bookings as a calendar file.

    What is no longer theirs stands in it as cancelled as long as it is not over.

    Raises:
        Refused: "not_found".
    """
    name, address = "Termine", ""
    now = clock.minute()
    if whose.person_id is not None:
        by_id(db, Person, whose.person_id)
        card = contact_cards(db, [whose.person_id])[whose.person_id]
        name, mails = spoken(card.name), [r for r in card.routes if r.kind == RouteKind.EMAIL]
        address = mails[0].value if mails else ""
        found = _of_person(db, whose.person_id, now)
    elif whose.room_id is not None:
        name = by_id(db, Room, whose.room_id).name
        found = room_dates(db, whose.room_id, now)
    else:
        found = all_dates(db, now)
    halts = _halts(db, found)
    town = settings.text("town.name")
    title = f"Kurse {town}" if whose.room_id is None else f"{name}, {town}"
    events = tuple(_event(date, halts) for date in found)
    calendar = PersonalCalendar(settings.text("town.uuid"), title.strip(", "), events)
    return CalendarFile(f"Kalender {name}", calendar, address)


def _of_person(db: Db, person_id: int, now: int) -> list[WorkDate]:
    """Return where somebody works and takes part; what she still has goes before what is gone."""
    found: dict[tuple[str, int], WorkDate] = {}
    for date in (*own_dates(db, person_id, now), *work_dates(db, person_id, now)):
        known = found.get((date.source, date.id))
        if known is None or known.cancelled:
            found[date.source, date.id] = date
    return list(found.values())


def _halts(db: Db, dates: Sequence[WorkDate]) -> dict[int, Halts]:
    """Return the halts of rides; of a passenger's only her own and the site."""
    rides = {date.id: date for date in dates if date.source == OccupationSource.RIDE}
    return {
        key: [halt for halt in halts if rides[key].starts <= halt[0] <= rides[key].ends]
        for key, halts in halts_of(db, rides).items()
    }


def export_calendar(workspace: Workspace, whose: Whose, path: Path) -> int:
    """Write a calendar (.ics), or a mail draft with it (.eml); return how many entries it has.

    Raises:
        Refused: "not_found".
        OSError: the file could not be written; nothing half written is left.
    """
    settings = workspace.settings
    with workspace.read() as db:
        made = read_calendar(db, settings, whose)
    if path.suffix.casefold() == ".eml":
        write_whole(path, calendar_mail(made))
    else:
        write_calendar(path, made.calendar)
    return made.count


def calendar_mail(made: CalendarFile) -> bytes:
    """Return a mail draft (.eml) to the person with the calendar attached."""
    body = MAIL.format(file=f"{made.name}.ics")
    attached = Attachment(f"{made.name}.ics", calendar_bytes(made.calendar), "text/calendar")
    return mail_file((), made.name, body, to=made.address, attached=attached)


def _event(date: WorkDate, halts: Mapping[int, Halts]) -> CalendarEvent:
    stops = halts.get(date.id, ()) if date.source == OccupationSource.RIDE else ()
    return CalendarEvent(
        kind=EventKind(date.source),
        id=date.id,
        starts=moment_of(date.starts),
        ends=moment_of(date.ends),
        title=f"{CALLED_OFF} {_title(date)}" if date.cancelled else _title(date),
        place=_place(date, stops),
        description="\n".join(f"{days.clock(at)} {name}" for at, name in stops),
        cancelled=date.cancelled,
        version=date.version,
    )


def _title(date: WorkDate) -> str:
    course = f"{date.title} ({date.number})" if date.number else date.title
    if date.source == OccupationSource.CHILDCARE:
        return f"Kinderbetreuung: {course}" if course else "Kinderbetreuung"
    if date.source == OccupationSource.RIDE and date.direction:
        return f"{said(Direction, date.direction)}, {date.room or 'ohne Fahrzeug'}: {course}"
    if date.source == OccupationSource.RIDE:
        return f"Fahrt: {course}" if course else "Fahrt"
    return course or "Termin"


def _place(date: WorkDate, stops: Halts) -> str:
    if date.source == OccupationSource.RIDE:
        return stops[0][1] if stops else ""
    return ", ".join(part for part in (date.room, date.site, date.street) if part)
