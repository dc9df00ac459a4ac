"""The funder's tables of interpreters and of guests by age."""

from decimal import Decimal

from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder.report import FunderReport
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable, this

OWN = "Person der Stelle"


def interpreter_table(
    report: FunderReport, keys: dict[int, int], numbers: dict[int, str]
) -> ReportTable:
    """Return one row per interpreter and lesson; there is no name in it."""
    name = "TabSprachmittlung"
    columns = (
        ReportColumn("Datum", "day", 14),
        ReportColumn("Nr.", "number", 6),
        ReportColumn("Kurs", "text", 18),
        ReportColumn("Sprache", "text", 20),
        ReportColumn("durch", "text", 30),
        ReportColumn("Minuten", "int", 12, total=True),
        ReportColumn("Stunden", "hours", 12, f"{this(name, 'Minuten')}/60", total=True),
        ReportColumn("Kosten", "euro", 14, total=True),
    )
    rows = tuple(
        (
            each.day,
            keys[each.course],
            numbers[keys[each.course]],
            cell_text(each.language),
            cell_text(each.sent_by) or OWN,
            each.minutes,
            each.minutes / 60,
            None if each.cents is None else Decimal(each.cents).scaleb(-2),
        )
        for each in sorted(report.interpreters, key=lambda each: (each.day, keys[each.course]))
    )
    return ReportTable(name, columns, rows)


def guest_age_table(report: FunderReport) -> ReportTable:
    """Return visits without a name by age group."""
    columns = (
        ReportColumn("Altersgruppe der Gäste", "text", 28),
        ReportColumn("Besuche", "int", 14, total=True),
    )
    rows = tuple((cell_text(group), people) for group, people in report.guest_ages)
    return ReportTable("TabGastAlter", columns, rows)
