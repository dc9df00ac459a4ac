"""The tables of the funder's workbook: their columns, live formulas and computed values.

A column's formula is written as Excel stores it; the rows carry the value it must give, so that
a preview, protected view or program that does not calculate shows the same figures.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder.courses import course_table
from kursplaner.exchange.funder.interpreters import interpreter_table
from kursplaner.exchange.funder.report import (
    CANCELLED,
    HELD,
    PLANNED,
    UNKNOWN,
    FunderLesson,
    FunderReport,
    FunderRide,
)
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable, Value, this
from kursplaner.exchange.funder.unmet import unmet_table

_GENDERS = {"female": "weiblich", "male": "männlich", "diverse": "divers"}
_DIRECTIONS = {"out": "Hinfahrt", "back": "Rückfahrt"}


@dataclass(frozen=True, slots=True)
class ReportTables:
    """All tables that hold records; the indicators are counted over them."""

    lessons: ReportTable
    people: ReportTable
    attendance: ReportTable
    childcare: ReportTable
    children: ReportTable
    rides: ReportTable
    courses: ReportTable
    unmet: ReportTable
    interpreters: ReportTable


def report_tables(report: FunderReport) -> ReportTables:
    """Return the tables, people and children under fresh random numbers."""
    keys = {course.key: number for number, course in enumerate(report.courses, start=1)}
    numbers = {number: cell_text(c.number) for number, c in enumerate(report.courses, start=1)}
    places = _places(report)
    lessons = _lessons(report, keys, numbers)
    attendance = _attendance(report, keys, numbers)
    childcare = _childcare(report, keys, numbers)
    rides = _rides(report, keys, numbers)
    people_numbers = _random_numbers([person.key for person in report.people])
    attendance = _numbered(attendance, people_numbers)
    return ReportTables(
        lessons=lessons,
        people=_people(report, people_numbers, attendance, places),
        attendance=attendance,
        childcare=childcare,
        children=_children(report, places),
        rides=rides,
        courses=course_table(report, lessons, attendance, childcare, rides),
        unmet=unmet_table(report, keys, numbers),
        interpreters=interpreter_table(report, keys, numbers),
    )


def _random_numbers(keys: Sequence[int]) -> dict[int, int]:
    """Return a number per key that tells nothing about it and is new in every workbook."""
    pool = range(10_000, max(100_000, 10_000 + 10 * len(keys)))
    return dict(zip(keys, secrets.SystemRandom().sample(pool, len(keys)), strict=True))


def _places(report: FunderReport) -> dict[str, str]:
    """Return one spelling per municipality, because Excel's = does not know upper from lower."""
    spellings: dict[str, str] = {"": UNKNOWN, UNKNOWN: UNKNOWN}
    homes = [person.municipality for person in report.people]
    homes += [child.municipality for child in report.children]
    for place in homes:
        spellings.setdefault(place_key(place), " ".join(cell_text(place).split()) or UNKNOWN)
    return spellings


def place_key(place: str) -> str:
    """Return what makes two spellings of a municipality the same."""
    return " ".join(cell_text(place).split()).casefold()


def _lessons(report: FunderReport, keys: dict[int, int], numbers: dict[int, str]) -> ReportTable:
    name = "TabTermine"
    hours = (
        f"({this(name, 'Teilnahmeminuten')}"
        f"+{this(name, 'Gäste ohne Namen')}*{this(name, 'Minuten')})/60"
    )
    columns = (
        ReportColumn("Nr.", "number", 6),
        ReportColumn("Kurs", "text", 14),
        ReportColumn("Datum", "day", 12),
        ReportColumn("Beginn", "time", 9),
        ReportColumn("Ende", "time", 9),
        ReportColumn("Status", "text", 17),
        ReportColumn("Grund", "text", 22),
        ReportColumn("UE", "units", 9, total=True),
        ReportColumn("Minuten", "int", 11, total=True),
        ReportColumn("Anwesend", "int", 12, total=True),
        ReportColumn("Teilnahmeminuten", "int", 19, total=True),
        ReportColumn("Gäste ohne Namen", "int", 11, total=True),
        ReportColumn("davon Frauen", "int", 10, total=True),
        ReportColumn("Gastkinder", "int", 12, total=True),
        ReportColumn("Teilnahmestunden", "hours", 19, hours, total=True),
    )
    ordered = sorted(report.lessons, key=lambda each: (each.day, each.starts, keys[each.course]))
    rows = tuple(_lesson_row(each, keys[each.course], numbers) for each in ordered)
    return ReportTable(name, columns, rows)


def _lesson_row(lesson: FunderLesson, number: int, numbers: dict[int, str]) -> tuple[Value, ...]:
    head: tuple[Value, ...] = (
        number, numbers[number], lesson.day, lesson.starts % 1440, lesson.ends % 1440,
    )  # fmt: skip
    if not lesson.held:
        # What did not take place must not add up anywhere.
        status = PLANNED if lesson.planned else CANCELLED
        return (*head, status, cell_text(lesson.reason), 0, 0, 0, 0, 0, 0, 0, 0.0)
    hours = (lesson.present_minutes + lesson.guests * lesson.minutes) / 60
    return (
        *head, HELD, "", lesson.units, lesson.minutes, lesson.present, lesson.present_minutes,
        lesson.guests, lesson.guest_women, lesson.guest_children, hours,
    )  # fmt: skip


def _attendance(report: FunderReport, keys: dict[int, int], numbers: dict[int, str]) -> ReportTable:
    name = "TabTeilnahme"
    columns = (
        ReportColumn("Person", "person", 12),
        ReportColumn("Nr.", "number", 6),
        ReportColumn("Kurs", "text", 16),
        ReportColumn("Geschlecht", "text", 14),
        ReportColumn("Termine erfasst", "int", 18, total=True),
        ReportColumn("Termine anwesend", "int", 19, total=True),
        ReportColumn("Minuten", "int", 12, total=True),
        ReportColumn("Stunden", "hours", 12, f"{this(name, 'Minuten')}/60", total=True),
    )
    genders = {person.key: _GENDERS.get(person.gender, UNKNOWN) for person in report.people}
    rows = tuple(
        (
            each.person, keys[each.course], numbers[keys[each.course]], genders[each.person],
            each.planned, each.present, each.minutes, each.minutes / 60,
        )
        for each in report.attendance
    )  # fmt: skip
    return ReportTable(name, columns, rows)


def _numbered(table: ReportTable, numbers: dict[int, int]) -> ReportTable:
    """Return the table with random numbers for its keys, in the order of those numbers."""
    rows = [(numbers[int(str(row[0]))], *row[1:]) for row in table.rows]
    ordered = sorted(rows, key=lambda row: (row[0], row[1]))
    return ReportTable(table.name, table.columns, tuple(ordered))


def _people(
    report: FunderReport, numbers: dict[int, int], attendance: ReportTable, places: dict[str, str]
) -> ReportTable:
    name = "TabPersonen"
    mine = f"TabTeilnahme[Person],{this(name, 'Person')}"
    columns = (
        ReportColumn("Person", "person", 14),
        ReportColumn("Altersgruppe", "text", 18),
        ReportColumn("Geschlecht", "text", 16),
        ReportColumn("Wohngemeinde", "text", 28),
        ReportColumn("Kurse", "int", 11, f'COUNTIFS({mine},TabTeilnahme[Termine anwesend],">0")'),
        ReportColumn(
            "Termine", "int", 13, f"SUMIFS(TabTeilnahme[Termine anwesend],{mine})", total=True
        ),
        ReportColumn("Stunden", "hours", 13, f"SUMIFS(TabTeilnahme[Stunden],{mine})", total=True),
    )
    sums: dict[int, tuple[int, int, float]] = {}
    for row in attendance.rows:
        number, present, hours = int(str(row[0])), int(str(row[5])), float(str(row[7]))
        courses, lessons, total = sums.get(number, (0, 0, 0.0))
        sums[number] = (courses + (present > 0), lessons + present, total + hours)
    rows = [
        (
            numbers[person.key],
            cell_text(person.age_group) or UNKNOWN,
            _GENDERS.get(person.gender, UNKNOWN),
            places[place_key(person.municipality)],
            *sums.get(numbers[person.key], (0, 0, 0.0)),
        )
        for person in report.people
    ]
    return ReportTable(name, columns, tuple(sorted(rows)))


def _childcare(report: FunderReport, keys: dict[int, int], numbers: dict[int, str]) -> ReportTable:
    name = "TabBetreuung"
    columns = (
        ReportColumn("Datum", "day", 14),
        ReportColumn("Nr.", "number", 18),
        ReportColumn("Kurs", "text", 26),
        ReportColumn("Kinder", "int", 12, total=True),
        ReportColumn("Betreuungspersonen", "int", 22),
        ReportColumn("Minuten", "int", 14, total=True),
        ReportColumn("Kinderstunden", "hours", 18, f"{this(name, 'Minuten')}/60", total=True),
    )
    rows = tuple(
        (
            each.day, number, numbers[number] if number else None, each.children, each.carers,
            each.minutes, each.minutes / 60,
        )
        for each in sorted(report.childcare, key=lambda each: each.day)
        for number in (keys[each.course] if each.course is not None else None,)
    )  # fmt: skip
    return ReportTable(name, columns, rows)


def _children(report: FunderReport, places: dict[str, str]) -> ReportTable:
    name = "TabKinder"
    columns = (
        ReportColumn("Kind", "child", 14),
        ReportColumn("Altersgruppe", "text", 18),
        ReportColumn("Wohngemeinde", "text", 26),
        ReportColumn("Tage", "int", 12, total=True),
        ReportColumn("Minuten", "int", 22, total=True),
        ReportColumn("Stunden", "hours", 14, f"{this(name, 'Minuten')}/60", total=True),
    )
    numbers = _random_numbers([child.key for child in report.children])
    rows = [
        (
            numbers[child.key], cell_text(child.age_group) or UNKNOWN,
            places[place_key(child.municipality)], child.days, child.minutes, child.minutes / 60,
        )
        for child in report.children
    ]  # fmt: skip
    return ReportTable(name, columns, tuple(sorted(rows)))


def _rides(report: FunderReport, keys: dict[int, int], numbers: dict[int, str]) -> ReportTable:
    name = "TabFahrten"
    columns = (
        ReportColumn("Datum", "day", 12),
        ReportColumn("Nr.", "number", 6),
        ReportColumn("Kurs", "text", 16),
        ReportColumn("Richtung", "text", 13),
        ReportColumn("Fahrzeug", "text", 20),
        ReportColumn("Gehört", "text", 14),
        ReportColumn("Erwachsene", "int", 14, total=True),
        ReportColumn("Kinder", "int", 11, total=True),
        ReportColumn(
            "Fahrgäste", "int", 13, f"{this(name, 'Erwachsene')}+{this(name, 'Kinder')}", total=True
        ),
        ReportColumn("Kilometer", "km", 13, total=True),
        ReportColumn("Satz je km", "euro", 13),
        ReportColumn(
            "Betrag",
            "euro",
            14,
            f"ROUND({this(name, 'Kilometer')}*{this(name, 'Satz je km')},2)",
            total=True,
        ),
    )
    rows = tuple(
        (
            each.day, number, numbers[number] if number else None,
            _DIRECTIONS.get(each.direction, ""), cell_text(each.vehicle),
            cell_text(each.owner), each.adults, each.children, each.adults + each.children,
            each.metres / 1000, each.cents_per_kilometre / 100, _mileage(each),
        )
        for each in sorted(report.rides, key=lambda each: each.day)
        for number in (keys[each.course] if each.course is not None else None,)
    )  # fmt: skip
    return ReportTable(name, columns, rows)


def _mileage(ride: FunderRide) -> Decimal:
    euros = Decimal(ride.metres * ride.cents_per_kilometre) / 100_000
    return euros.quantize(Decimal("0.01"), ROUND_HALF_UP)
