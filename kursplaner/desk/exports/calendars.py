"""A person's dates at work as an iCalendar file for her phone; no participant's name in it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kursplaner.basics.spans import moment_of
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction, OccupationSource
from kursplaner.domain.people import Person
from kursplaner.exchange.calendar_file import (
    CalendarEvent,
    EventKind,
    PersonalCalendar,
    write_calendar,
)
from kursplaner.store.queries.people.work_dates import WorkDate, halts_of, work_dates
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace

Halts = Sequence[tuple[int, str]]


def export_calendar(workspace: Workspace, person_id: int, path: Path) -> int:
    """Write the lessons, childcare times and rides of a person and return how many they are.

    Raises:
        Refused: "not_found".
        OSError: the file could not be written; nothing half written is left.
    """
    with workspace.read() as db:
        by_id(db, Person, person_id)
        found = work_dates(db, person_id)
        rides = [date.id for date in found if date.source == OccupationSource.RIDE]
        halts = halts_of(db, rides)
    settings = workspace.settings
    name = f"Kurse {settings.text('town.name')}".strip()
    events = tuple(_event(date, halts) for date in found)
    write_calendar(path, PersonalCalendar(settings.text("town.uuid"), name, events))
    return len(events)


def _event(date: WorkDate, halts: Mapping[int, Halts]) -> CalendarEvent:
    stops = halts.get(date.id, ()) if date.source == OccupationSource.RIDE else ()
    return CalendarEvent(
        kind=EventKind(date.source),
        id=date.id,
        starts=moment_of(date.starts),
        ends=moment_of(date.ends),
        title=_title(date),
        place=_place(date, stops),
        description="\n".join(f"{days.clock(at)} {name}" for at, name in stops),
        cancelled=date.cancelled,
        version=date.version,
    )


def _title(date: WorkDate) -> str:
    course = f"{date.title} ({date.number})"
    if date.source == OccupationSource.CHILDCARE:
        return f"Kinderbetreuung: {course}"
    if date.source == OccupationSource.RIDE:
        return f"{said(Direction, date.direction)}, {date.room or 'ohne Fahrzeug'}: {course}"
    return course


def _place(date: WorkDate, stops: Halts) -> str:
    if date.source == OccupationSource.RIDE:
        return stops[0][1] if stops else ""
    return ", ".join(part for part in (date.room, date.site, date.street) if part)
