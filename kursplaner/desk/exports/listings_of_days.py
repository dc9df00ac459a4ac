"""Lists of what is to be done and driven: rides, waiting lists, follow-ups, hours, conflicts."""

from collections.abc import Iterator, Sequence
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_at, minute_of_day
from kursplaner.desk.availability import read_week
from kursplaner.desk.exports.listings import EVER
from kursplaner.desk.printing.listing import Listing, listing_of
from kursplaner.desk.today.follow_ups import follow_up_lines
from kursplaner.desk.wording import availability as hours
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.rides import place_name
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.kinds import Direction, Role
from kursplaner.exchange.lists.content import Column, Kind, Value
from kursplaner.planning.conflicts import finding
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.queries.courses.enrolments import waiting_people
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.people import people_rows
from kursplaner.store.queries.rides.rides import RideRow, rides_between, vehicle_rows
from kursplaner.store.session import Db

RIDES = (
    Column("Datum", Kind.DAY),
    Column("Ab", Kind.TIME),
    Column("An", Kind.TIME),
    Column("Richtung"),
    Column("Kurs"),
    Column("Halte"),
    Column("Fahrzeug"),
    Column("Fahrer:in"),
    Column("Fahrgäste", Kind.INT),
    Column("Plätze", Kind.INT),
)
WAITING = (
    Column("Kurs"),
    Column("Titel"),
    Column("Platz", Kind.INT),
    Column("Name"),
    Column("Gefragt am", Kind.DAY),
    Column("Freie Plätze", Kind.INT),
)
FOLLOW_UPS = (Column("Fällig", Kind.DAY), Column("Was"))
HOURS = (
    Column("Wer"),
    Column("Rolle"),
    Column("Gilt"),
    *(Column(days.weekday_long(weekday)) for weekday in range(7)),
)
CONFLICTS = (
    Column("Gewicht"),
    Column("Datum", Kind.DAY),
    Column("Was"),
    Column("Art"),
)
WORKING = (Role.TEACHER, Role.CARER, Role.DRIVER)


def rides(db: Db, first: date, last: date) -> Listing:
    """Return the rides of a period that take place."""
    rows = [_ride(ride) for ride in rides_between(db, first, last)]
    return listing_of(_titled("Fahrten", first, last), RIDES, rows)


def _ride(ride: RideRow) -> tuple[Value, ...]:
    starts = minute_of_day(ride.starts)
    vehicle = ride.vehicle or ("Taxi" if ride.by_taxi else "ohne Fahrzeug")
    return (
        day_of(ride.starts),
        starts,
        starts + ride.ends - ride.starts,
        said(Direction, ride.direction),
        ", ".join(ride.courses),
        ", ".join(place_name(halt.name, halt.municipality) for halt in ride.halts),
        vehicle,
        ride.driver or ("" if ride.by_taxi else "niemand"),
        len(ride.passengers),
        ride.seats,
    )


def waiting(db: Db) -> Listing:
    """Return everybody who waits, course by course, in the order of the waiting lists."""
    rows: list[tuple[Value, ...]] = []
    for course in course_rows(db, minute_at(clock.now())):
        people = waiting_people(db, course.id) if course.waiting else []
        known = person_names(db, {entry.person_id for entry in people})
        free = max(0, course.capacity - course.enrolled)
        rows += [
            (course.number, course.title, place, known[entry.person_id], entry.asked_on, free)
            for place, entry in enumerate(people, start=1)
        ]
    return listing_of("Wartelisten", WAITING, rows)


def follow_ups(db: Db) -> Listing:
    """Return all open follow-ups, the oldest first."""
    rows = [(line.day, line.text) for line in follow_up_lines(db, EVER[1])]
    return listing_of("Wiedervorlagen", FOLLOW_UPS, rows)


def availability(db: Db) -> Listing:
    """Return when those who work here and the vehicles are there, a row for each week that holds.

    Weeks that are over are left out.
    """
    working: dict[int, list[str]] = {}
    for role in WORKING:
        for person in people_rows(db, role=role.value):
            working.setdefault(person.id, []).append(said(Role, role))
    keys = [(key, ", ".join(roles)) for key, roles in working.items()]
    keys += [(vehicle.id, "Fahrzeug") for vehicle in vehicle_rows(db)]
    rows = [row for key, role in keys for row in _weeks(db, key, role)]
    return listing_of("Verfügbarkeit", HOURS, sorted(rows, key=lambda row: str(row[0]).casefold()))


def _weeks(db: Db, key: int, role: str) -> Iterator[tuple[Value, ...]]:
    today, card = clock.today(), read_week(db, key)
    for version in card.versions:
        if version.last is not None and version.last < today:
            continue
        name = hours.version_name(version, today)
        of_days = (hours.parts_of_day(version, weekday) for weekday in range(7))
        yield (card.name, role, name, *of_days)


def conflicts(db: Db, first: date, last: date) -> Listing:
    """Return what clashes in a period, hard ones first."""
    rows: Sequence[tuple[Value, ...]] = [
        (
            _weight(hard=conflict.hard, accepted="accepted" in conflict.facts),
            conflict.day,
            sentence(conflict),
            word(conflict.kind)[:1].upper() + word(conflict.kind)[1:],
        )
        for conflict in finding.find(db, first, last)
    ]
    return listing_of(_titled("Konflikte", first, last), CONFLICTS, rows)


def _weight(*, hard: bool, accepted: bool) -> str:
    if accepted:
        return "angenommen"
    return "Konflikt" if hard else "Hinweis"


def _titled(title: str, first: date, last: date) -> str:
    """Return "Fahrten ab 02.03.2027" or "Fahrten 1.–31. März 2027"."""
    if last == EVER[1]:
        return f"{title} ab {days.dated(first)}"
    return f"{title} {days.period(first, last)}"
