"""The funder's table of unmet demand: who waits, who was refused and why, by course."""

from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder.report import REFUSED, WAITS, FunderReport
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable


def unmet_table(report: FunderReport, keys: dict[int, int], numbers: dict[int, str]) -> ReportTable:
    """Return one row per course, state and reason; there is no name in it."""
    columns = (
        ReportColumn("Nr.", "number", 6),
        ReportColumn("Kurs", "text", 14),
        ReportColumn("Stand", "text", 14),
        ReportColumn("Grund", "text", 28),
        ReportColumn("Anmeldungen", "int", 14, total=True),
        ReportColumn("mit Kindern", "int", 13, total=True),
    )
    ordered = sorted(
        report.unmet, key=lambda unmet: (keys[unmet.course], not unmet.waits, unmet.reason)
    )
    rows = tuple(
        (
            keys[unmet.course],
            numbers[keys[unmet.course]],
            WAITS if unmet.waits else REFUSED,
            cell_text(unmet.reason),
            unmet.people,
            unmet.children,
        )
        for unmet in ordered
    )
    return ReportTable("TabBedarf", columns, rows)
