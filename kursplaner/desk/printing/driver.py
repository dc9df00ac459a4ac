"""Driver's sheets: one a ride, with stops in order and who gets on or off there."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kursplaner.basics.spans import clock_text, day_of, minute_of_day, time_of
from kursplaner.desk.printing.childcare import months_old
from kursplaner.desk.printing.sheets import (
    Owner,
    PlannedSheet,
    Rows,
    first_and_initial,
    letterhead,
    shown_head,
)
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets.driver_sheet import DriverSheet
from kursplaner.documents.sheets.driver_sheet import Passenger as PassengerLine
from kursplaner.documents.sheets.driver_sheet import RideStop as StopLine
from kursplaner.domain.kinds import Direction, DrivenBy, SeatKind, SheetKind
from kursplaner.domain.kinds.counting import SEATS_EXPECTED
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.rides.rides import Halt, Passenger, RideRow, rides_day
from kursplaner.store.queries.sheets import restricted_people
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

TO_FIT_IN = (SeatKind.INFANT_CARRIER, SeatKind.CHILD_SEAT, SeatKind.BOOSTER)
SEVERAL = {
    SeatKind.INFANT_CARRIER: "Babyschalen",
    SeatKind.CHILD_SEAT: "Kindersitze",
    SeatKind.BOOSTER: "Sitzerhöhungen",
}
OPEN_WORDS = "noch offen"
BY_TAXI = "vom Taxibetrieb"


def driver_sheets(
    db: Db, first: date, last: date, courses: Collection[int] | None
) -> list[PlannedSheet]:
    """Return the sheets of all rides in a period that carry somebody."""
    courses_of: dict[int, set[int]] = {}
    for lesson in lessons_between(db, first, last):
        for ride in lesson.rides:
            courses_of.setdefault(ride.id, set()).add(lesson.course_id)
    head = letterhead(settings_of(db))
    sheets = []
    day = first
    while day <= last:
        for row in rides_day(db, day):
            ids = frozenset(courses_of.get(row.id, ()))
            if _aboard(row) and (courses is None or ids & set(courses)):
                sheets.append(_planned(db, row, ids, head))
        day += timedelta(days=1)
    return sheets


def _aboard(ride: RideRow) -> list[Passenger]:
    return [passenger for passenger in ride.passengers if passenger.result in SEATS_EXPECTED]


def _planned(db: Db, ride: RideRow, courses: frozenset[int], head: Letterhead) -> PlannedSheet:
    aboard = _aboard(ride)
    restricted = restricted_people(db, [passenger.person_id for passenger in aboard])
    sheet = _sheet(ride, aboard, restricted, head)
    names = {
        passenger.seat_id: first_and_initial(passenger.given_name, passenger.family_name)
        for passenger in aboard
    }
    lines = [line for stop in sheet.stops for line in stop.passengers]
    day = day_of(ride.starts)
    clock = clock_text(minute_of_day(ride.starts))
    return PlannedSheet(
        kind=SheetKind.DRIVER,
        sheet=sheet,
        owner=Owner(ride_id=ride.id),
        first_day=day,
        last_day=day,
        layout=sheet.direction,
        day=day,
        starts=ride.starts,
        ends=ride.ends,
        title=_title(ride),
        subtitle=f"{clock}, {counted(len(aboard), 'person')}, {', '.join(ride.courses)}",
        course_ids=courses,
        shows={
            "head": (shown_head(head), sheet.direction),
            "course": sheet.course,
            "days": sheet.day,
            "times": [stop.at for stop in sheet.stops],
            "place": [stop.name for stop in sheet.stops],
            "staff": (sheet.vehicle, sheet.driver, sheet.seats),
            "people": [line.name for line in lines],
            "details": (sheet.fit_in, [(line.phone, line.seat, line.note) for line in lines]),
        },
        rows=Rows("ride_seat", names, _seats(ride, aboard)),
    )


def _sheet(
    ride: RideRow, aboard: Sequence[Passenger], restricted: Collection[int], head: Letterhead
) -> DriverSheet:
    out = ride.direction == Direction.OUT
    at = ride.lesson_starts[0] if ride.lesson_starts else None
    when = "" if at is None else clock_text(minute_of_day(at))
    titles = ", ".join(ride.courses)
    vehicle = ", ".join(part for part in (_vehicle(ride), ride.plate) if part)
    family, _, given = (ride.driver or "").partition(", ")
    return DriverSheet(
        number=0,
        letterhead=replace(head, office="Fahrdienst"),
        direction="out" if out else "back",
        day=day_of(ride.starts),
        vehicle=vehicle or OPEN_WORDS,
        driver=first_and_initial(given, family) or (BY_TAXI if ride.by_taxi else OPEN_WORDS),
        course=f"{titles}, {'Beginn' if out else 'Ende'} {when}" if when else titles,
        seats=ride.seats,
        stops=_stops(ride, aboard, restricted, head.phone),
        fit_in=_fit_in(aboard),
    )


def _title(ride: RideRow) -> str:
    vehicle = _vehicle(ride) or "ohne Fahrzeug"
    return f"Fahrtenblatt {vehicle}, {said(Direction, ride.direction)}"


def _vehicle(ride: RideRow) -> str:
    return said(DrivenBy, DrivenBy.TAXI) if ride.by_taxi else ride.vehicle or ""


def _stops(
    ride: RideRow, aboard: Sequence[Passenger], restricted: Collection[int], office: str
) -> tuple[StopLine, ...]:
    out, last = ride.direction == Direction.OUT, len(ride.halts) - 1
    places = _places(ride, aboard)
    day = day_of(ride.starts)
    stops = []
    for index, halt in enumerate(ride.halts):
        arrival = index == last if out else index > 0
        lines = tuple(
            _passenger(
                passenger, day, office if passenger.person_id in restricted else passenger.phone
            )
            for passenger in _families([p for p in aboard if places[p.seat_id] == index])
        )
        if halt.stop_id is not None and not lines:
            continue
        stops.append(
            StopLine(
                at=time_of(halt.at),
                name=_halt_words(halt, arrival=index == last and out, out=out),
                passengers=lines,
                arrival=arrival,
            )
        )
    return tuple(stops)


def _seats(ride: RideRow, aboard: Sequence[Passenger]) -> tuple[int, ...]:
    """Return the seats in the order in which their passengers stand on the sheet."""
    places = _places(ride, aboard)
    return tuple(
        passenger.seat_id
        for index in range(len(ride.halts))
        for passenger in _families([p for p in aboard if places[p.seat_id] == index])
    )


def _places(ride: RideRow, aboard: Sequence[Passenger]) -> dict[int, int]:
    """Return at which halt each seat's passenger stands; without a stop at the tour's far end."""
    by_stop = {
        halt.stop_id: index for index, halt in enumerate(ride.halts) if halt.stop_id is not None
    }
    out = ride.direction == Direction.OUT
    far = 0 if out else max(0, len(ride.halts) - 1)
    return {
        passenger.seat_id: by_stop.get(passenger.stop_id, far)
        if passenger.stop_id is not None
        else far
        for passenger in aboard
    }


def _halt_words(halt: Halt, *, arrival: bool, out: bool) -> str:
    place = _place(halt)
    if not halt.is_site:
        return place
    if arrival:
        return f"Ankunft {place}"
    return place if out else f"Abfahrt {place}"


def _place(halt: Halt) -> str:
    """Return "Bad Elster, Kurhaus"; a name that says its town already stands alone."""
    if not halt.municipality or halt.municipality in halt.name:
        return halt.name
    return f"{halt.municipality}, {halt.name}" if halt.name else halt.municipality


def _families(aboard: Sequence[Passenger]) -> list[Passenger]:
    """Return adults with their children right below, in the order of the adults' names."""
    alone = sorted(
        (passenger for passenger in aboard if not passenger.with_person),
        key=lambda passenger: (passenger.given_name or passenger.family_name, passenger.seat_id),
    )
    children = [passenger for passenger in aboard if passenger.with_person]
    ordered = []
    for adult in alone:
        own = [passenger for passenger in children if passenger.enrolment_id == adult.enrolment_id]
        ordered += [adult, *own]
        children = [passenger for passenger in children if passenger not in own]
    return [*ordered, *children]


def _passenger(passenger: Passenger, day: date, phone: str) -> PassengerLine:
    child = bool(passenger.with_person)
    name = first_and_initial(passenger.given_name, passenger.family_name)
    if child:
        age = age_words(passenger.birth_date, day)
        name = ", ".join(
            part for part in (passenger.given_name or passenger.family_name, age) if part
        )
    notes = (("Rollstuhl", passenger.wheelchair), ("Kinderwagen", passenger.pram))
    return PassengerLine(
        name=name,
        phone="" if child else phone or "ohne Telefon",
        child_of=passenger.with_person,
        seat=said(SeatKind, passenger.kind) if passenger.kind != SeatKind.NONE else "",
        note=", ".join(word for word, there in notes if there),
    )


def age_words(born: date | None, day: date) -> str:
    """Return "4 J.", under one year "9 Mon."; nothing where the birth date is unknown."""
    if born is None:
        return ""
    months = months_old(born, day)
    return f"{months // 12} J." if months >= 12 else f"{months} Mon."


def _fit_in(aboard: Sequence[Passenger]) -> tuple[str, ...]:
    kinds = Counter(passenger.kind for passenger in aboard)
    seats = [
        f"{kinds[kind]} {said(SeatKind, kind) if kinds[kind] == 1 else SEVERAL[kind]}"
        for kind in TO_FIT_IN
        if kinds[kind]
    ]
    if any(passenger.wheelchair or passenger.kind == SeatKind.WHEELCHAIR for passenger in aboard):
        seats.append("Platz für Rollstuhl")
    if any(passenger.pram for passenger in aboard):
        seats.append("Platz für Kinderwagen")
    return tuple(seats)
