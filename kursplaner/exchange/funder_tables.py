"""The tables of the funder's workbook: their columns, live formulas and computed values.

A column's formula is written as Excel stores it; the rows carry the value it must give, so that
a preview, protected view or program that does not calculate shows the same figures.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder_report import FunderLesson, FunderReport

Value = str | int | float | Decimal | date | None

HELD, CANCELLED = "stattgefunden", "ausgefallen"
UNKNOWN = "unbekannt"
_GENDERS = {"female": "weiblich", "male": "männlich", "diverse": "divers"}
_DIRECTIONS = {"out": "Hinfahrt", "back": "Rückfahrt"}


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table.

    Attributes:
        title: heading, also its name in formulas.
        form: text, int, hours, units, km, euro, rate, percent, day, time, person or child.
        width: in characters.
        formula: for calculated columns, what every row holds.
        total: whether the total row adds it up.
    """

    title: str
    form: str
    width: float
    formula: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A named table with its rows; columns with a formula hold its values."""

    name: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: bool = True

    def values(self, title: str) -> list[Value]:
        """Return the values of a column."""
        index = [column.title for column in self.columns].index(title)
        return [row[index] for row in self.rows]

    def sum(self, title: str) -> float:
        """Return what the column adds up to."""
        return added(self.values(title))


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


def added(values: Iterable[Value]) -> float:
    """Return the sum of the numbers among the values."""
    return float(sum(float(v) for v in values if isinstance(v, int | float | Decimal)))


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
        courses=_courses(report, lessons, attendance, childcare, rides),
    )


def this(table: str, column: str) -> str:
    """Return the reference to a column's cell in the same row."""
    return f"{table}[[#This Row],[{column}]]"


def _random_numbers(keys: Sequence[int]) -> dict[int, int]:
    """Return a number per key that tells nothing about it and is new in every workbook."""
    pool = range(10_000, max(100_000, 10_000 + 10 * len(keys)))
    return dict(zip(keys, secrets.SystemRandom().sample(pool, len(keys)), strict=True))


def _places(report: FunderReport) -> dict[str, str]:
    """Return one spelling per municipality, because Excel's = does not know upper from lower."""
    spellings: dict[str, str] = {"": UNKNOWN}
    for place in (each.municipality for each in (*report.people, *report.children)):
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
        ReportColumn("Nr.", "int", 6),
        ReportColumn("Kurs", "text", 14),
        ReportColumn("Datum", "day", 12),
        ReportColumn("Beginn", "time", 9),
        ReportColumn("Ende", "time", 9),
        ReportColumn("Status", "text", 15),
        ReportColumn("Grund", "text", 22),
        ReportColumn("UE", "units", 9, total=True),
        ReportColumn("Minuten", "int", 11, total=True),
        ReportColumn("Anwesend", "int", 12, total=True),
        ReportColumn("Teilnahmeminuten", "int", 19, total=True),
        ReportColumn("Gäste ohne Namen", "int", 19, total=True),
        ReportColumn("davon Frauen", "int", 14, total=True),
        ReportColumn("Gastkinder", "int", 13, total=True),
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
        return (*head, CANCELLED, cell_text(lesson.reason), 0, 0, 0, 0, 0, 0, 0, 0.0)
    hours = (lesson.present_minutes + lesson.guests * lesson.minutes) / 60
    return (
        *head, HELD, "", lesson.units, lesson.minutes, lesson.present, lesson.present_minutes,
        lesson.guests, lesson.guest_women, lesson.guest_children, hours,
    )  # fmt: skip


def _attendance(report: FunderReport, keys: dict[int, int], numbers: dict[int, str]) -> ReportTable:
    name = "TabTeilnahme"
    columns = (
        ReportColumn("Person", "person", 12),
        ReportColumn("Nr.", "int", 6),
        ReportColumn("Kurs", "text", 16),
        ReportColumn("Geschlecht", "text", 14),
        ReportColumn("Termine geplant", "int", 18, total=True),
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
        ReportColumn("Nr.", "int", 18),
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
        ReportColumn("Nr.", "int", 6),
        ReportColumn("Kurs", "text", 16),
        ReportColumn("Richtung", "text", 13),
        ReportColumn("Fahrzeug", "text", 20),
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
            f"{this(name, 'Kilometer')}*{this(name, 'Satz je km')}",
            total=True,
        ),
    )
    rows = tuple(
        (
            each.day, number, numbers[number] if number else None,
            _DIRECTIONS.get(each.direction, ""), cell_text(each.vehicle), each.adults,
            each.children, each.adults + each.children, each.metres / 1000,
            each.cents_per_kilometre / 100, each.metres * each.cents_per_kilometre / 100_000,
        )
        for each in sorted(report.rides, key=lambda each: each.day)
        for number in (keys[each.course] if each.course is not None else None,)
    )  # fmt: skip
    return ReportTable(name, columns, rows)


def _courses(
    report: FunderReport,
    lessons: ReportTable,
    attendance: ReportTable,
    childcare: ReportTable,
    rides: ReportTable,
) -> ReportTable:
    rows = tuple(
        (
            number, cell_text(course.number), cell_text(course.title), cell_text(course.kind),
            cell_text(course.level), course.first_day, course.last_day,
            *_lesson_sums(_of_course(lessons, number)),
            *_attendance_sums(_of_course(attendance, number)),
            added(row[14] for row in _of_course(lessons, number)),
            _share(_of_course(attendance, number)),
            added(row[6] for row in _of_course(childcare, number)),
            len(_of_course(rides, number)),
            added(row[8] for row in _of_course(rides, number)),
        )
        for number, course in enumerate(report.courses, start=1)
    )  # fmt: skip
    return ReportTable("TabKurse", _course_columns(), rows)


def _course_columns() -> tuple[ReportColumn, ...]:
    number = this("TabKurse", "Nr.")
    lesson = f"TabTermine[Nr.],{number}"
    held = f'{lesson},TabTermine[Status],"{HELD}"'
    visitor = f'TabTeilnahme[Nr.],{number},TabTeilnahme[Termine anwesend],">0"'
    came = f"SUMIFS(TabTeilnahme[Termine anwesend],TabTeilnahme[Nr.],{number})"
    planned = f"SUMIFS(TabTeilnahme[Termine geplant],TabTeilnahme[Nr.],{number})"
    care = f"SUMIFS(TabBetreuung[Kinderstunden],TabBetreuung[Nr.],{number})"
    cancelled = f'COUNTIFS({lesson},TabTermine[Status],"{CANCELLED}")'
    women = f'COUNTIFS({visitor},TabTeilnahme[Geschlecht],"weiblich")'
    ride = f"TabFahrten[Nr.],{number}"
    return (
        ReportColumn("Nr.", "int", 6),
        ReportColumn("Kurs", "text", 13),
        ReportColumn("Titel", "text", 30),
        ReportColumn("Kursart", "text", 22),
        ReportColumn("Niveau", "text", 10),
        ReportColumn("Beginn", "day", 12),
        ReportColumn("Ende", "day", 12),
        ReportColumn("Termine", "int", 11, f"COUNTIFS({held})", total=True),
        ReportColumn("Ausfälle", "int", 11, cancelled, total=True),
        ReportColumn("UE", "units", 10, f"SUMIFS(TabTermine[UE],{held})", total=True),
        ReportColumn(
            "Zeitstunden", "hours", 14, f"SUMIFS(TabTermine[Minuten],{held})/60", total=True
        ),
        ReportColumn("Personen", "int", 12, f"COUNTIFS({visitor})"),
        ReportColumn("Frauen", "int", 10, women),
        ReportColumn(
            "Teilnahmestunden",
            "hours",
            19,
            f"SUMIFS(TabTermine[Teilnahmestunden],{held})",
            total=True,
        ),
        ReportColumn("Anwesenheit", "percent", 14, f"IF({planned}=0,0,{came}/{planned})"),
        ReportColumn("Kinderstunden", "hours", 16, care, total=True),
        ReportColumn("Fahrten", "int", 11, f"COUNTIFS({ride})", total=True),
        ReportColumn("Kilometer", "km", 13, f"SUMIFS(TabFahrten[Kilometer],{ride})", total=True),
    )


def _of_course(table: ReportTable, number: int) -> list[tuple[Value, ...]]:
    index = [column.title for column in table.columns].index("Nr.")
    return [row for row in table.rows if row[index] == number]


def _lesson_sums(rows: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    held = [row for row in rows if row[5] == HELD]
    units, minutes = added(row[7] for row in held), added(row[8] for row in held)
    return (len(held), len(rows) - len(held), units, minutes / 60)


def _attendance_sums(rows: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    came = [row for row in rows if added([row[5]]) > 0]
    return (len(came), sum(1 for row in came if row[3] == "weiblich"))


def _share(rows: list[tuple[Value, ...]]) -> float:
    planned = added(row[4] for row in rows)
    return added(row[5] for row in rows) / planned if planned else 0.0
