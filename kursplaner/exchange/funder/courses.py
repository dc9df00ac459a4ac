"""The course statistics: every figure a live formula over the other tables."""

from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder.report import CANCELLED, HELD, FunderReport
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable, Value, added, this


def course_table(
    report: FunderReport,
    lessons: ReportTable,
    attendance: ReportTable,
    childcare: ReportTable,
    rides: ReportTable,
) -> ReportTable:
    """Return one row per course, computed from the tables its formulas refer to."""
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
            added(row[9] for row in _of_course(rides, number)),
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
    planned = f"SUMIFS(TabTeilnahme[Termine erfasst],TabTeilnahme[Nr.],{number})"
    care = f"SUMIFS(TabBetreuung[Kinderstunden],TabBetreuung[Nr.],{number})"
    cancelled = f'COUNTIFS({lesson},TabTermine[Status],"{CANCELLED}")'
    women = f'COUNTIFS({visitor},TabTeilnahme[Geschlecht],"weiblich")'
    ride = f"TabFahrten[Nr.],{number}"
    return (
        ReportColumn("Nr.", "number", 5),
        ReportColumn("Kurs", "text", 10),
        ReportColumn("Titel", "text", 24),
        ReportColumn("Kursart", "text", 16),
        ReportColumn("Niveau", "text", 8),
        ReportColumn("Beginn", "day", 11),
        ReportColumn("Ende", "day", 11),
        ReportColumn("Termine", "int", 9, f"COUNTIFS({held})", total=True),
        ReportColumn("Ausfälle", "int", 9, cancelled, total=True),
        ReportColumn("UE", "units", 9, f"SUMIFS(TabTermine[UE],{held})", total=True),
        ReportColumn(
            "Zeitstunden", "hours", 12, f"SUMIFS(TabTermine[Minuten],{held})/60", total=True
        ),
        ReportColumn("Personen", "int", 10, f"COUNTIFS({visitor})"),
        ReportColumn("Frauen", "int", 8, women),
        ReportColumn(
            "Teilnahmestunden",
            "hours",
            17,
            f"SUMIFS(TabTermine[Teilnahmestunden],{held})",
            total=True,
        ),
        ReportColumn("Anwesenheit", "percent", 13, f"IF({planned}=0,0,{came}/{planned})"),
        ReportColumn("Kinderstunden", "hours", 14, care, total=True),
        ReportColumn("Fahrten", "int", 9, f"COUNTIFS({ride})", total=True),
        ReportColumn("Kilometer", "km", 11, f"SUMIFS(TabFahrten[Kilometer],{ride})", total=True),
    )


def _of_course(table: ReportTable, number: int) -> list[tuple[Value, ...]]:
    index = [column.title for column in table.columns].index("Nr.")
    return [row for row in table.rows if row[index] == number]


def _lesson_sums(rows: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    held = [row for row in rows if row[5] == HELD]
    units, minutes = added(row[7] for row in held), added(row[8] for row in held)
    cancelled = sum(1 for row in rows if row[5] == CANCELLED)
    return (len(held), cancelled, units, minutes / 60)


def _attendance_sums(rows: list[tuple[Value, ...]]) -> tuple[Value, ...]:
    came = [row for row in rows if added([row[5]]) > 0]
    return (len(came), sum(1 for row in came if row[3] == "weiblich"))


def _share(rows: list[tuple[Value, ...]]) -> float:
    planned = added(row[4] for row in rows)
    return added(row[5] for row in rows) / planned if planned else 0.0
