"""The funder's workbook: records, statistics and figures as real tables with live formulas.

Every formula is stored together with the value it gives. People and children stand under random
numbers that are new in every workbook; no name, no birth date and no address is in it.
"""

import tomllib
from pathlib import Path
from typing import Any

from kursplaner.basics import clock, resources
from kursplaner.basics.whole_file import write_whole
from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.funder.book import ReportBook
from kursplaner.exchange.funder.indicators import Indicator, breakdowns, indicators
from kursplaner.exchange.funder.report import FunderReport
from kursplaner.exchange.funder.report_table import ReportColumn, ReportTable
from kursplaner.exchange.funder.tables import ReportTables, report_tables
from kursplaner.exchange.lists.excel_look import (
    ACCENT,
    HEADING,
    LINE,
    SECOND_TEXT,
    print_landscape,
)

BLOCKS = (
    (
        "Unterricht",
        ("courses", "lessons", "units", "hours", "participant_hours", "cancelled", "planned"),
    ),
    (
        "Menschen",
        (
            *("people", "women", "women_share", "municipalities", "attendance", "guests"),
            *("guest_women", "guest_children", "waiting", "refused"),
        ),
    ),
    ("Kinderbetreuung", ("children", "child_hours")),
    ("Fahrdienst", ("rides", "passengers", "kilometres", "mileage")),
    ("Sprachmittlung", ("interpreted", "interpreter_hours", "interpreter_cost")),
)
"""The blocks of the first sheet: what each is about, and the keys of its figures."""


def write_funder_workbook(path: Path, report: FunderReport) -> tuple[Indicator, ...]:
    """Write the workbook and return its figures, the same as its sheet Indikatoren shows.

    Raises:
        OSError: untouched; nothing half written is left.
    """
    tables = report_tables(report)
    figures = indicators(tables)
    write_whole(path, _Workbook(report, tables, figures).content())
    return figures


def funder_figures(report: FunderReport) -> tuple[Indicator, ...]:
    """Return the figures of a report without writing anything."""
    return indicators(report_tables(report))


class _Workbook:
    """The funder's sheets, written into a book."""

    def __init__(
        self, report: FunderReport, tables: ReportTables, figures: tuple[Indicator, ...]
    ) -> None:
        self._book = ReportBook("Zahlen zum Verwendungsnachweis")
        self._report = report
        self._tables = tables
        self._figures = figures
        file = resources.path("texts/de/funder_workbook.toml")
        self._texts = tomllib.loads(file.read_text("utf-8"))

    def content(self) -> bytes:
        """Return the finished file."""
        tables = self._tables
        self._cover(self._book.sheet("Deckblatt"))
        self._list("Kursstatistik", tables.courses)
        self._list("Termine", tables.lessons)
        self._list("Teilnahme", tables.people)
        self._list("Teilnahme je Kurs", tables.attendance)
        self._list("Kinderbetreuung", tables.childcare)
        self._list("Betreute Kinder", tables.children)
        self._list("Fahrten", tables.rides)
        self._list("Sprachmittlung", tables.interpreters)
        self._list("Nicht gedeckter Bedarf", tables.unmet)
        self._indicators(self._book.sheet("Indikatoren"))
        return self._book.content()

    def _list(self, name: str, table: ReportTable) -> None:
        """Write a sheet of a table, its heading frozen and on every printed page."""
        sheet = self._book.sheet(name)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
        self._title(sheet, name)
        self._book.add_table(sheet, 3, 0, table, filters=name != "Kursstatistik")
        sheet.freeze_panes(4, 0)
        widths = [column.width for column in table.columns]
        print_landscape(sheet, self._print_title(name), widths, heading_rows=(3, 3))

    def _title(self, sheet: Any, name: str) -> None:  # noqa: ANN401 -- as above
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, name, self._book.look(bold=True, font_size=18, font_color=ACCENT))
        sheet.write_string(1, 0, self._scope(), self._book.look(font_color=SECOND_TEXT))

    def _scope(self) -> str:
        parts = [self._report.town, self._reference(), self._period()]
        return "   ·   ".join(cell_text(part) for part in parts if part)

    def _reference(self) -> str:
        reference = self._report.grant_reference
        return f"Aktenzeichen {reference}" if reference else ""

    def _period(self) -> str:
        return f"{self._report.period_from:%d.%m.%Y} – {self._report.period_to:%d.%m.%Y}"

    def _print_title(self, name: str) -> str:
        return f"{name} · {self._scope()}".replace("   ", " ")

    def _indicators(self, sheet: Any) -> None:  # noqa: ANN401 -- as above
        widths = (28, 16, 16, 14, 12, 34)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        self._title(sheet, "Indikatoren")
        row = self._book.add_table(sheet, 3, 0, _indicator_table(self._figures))
        sheet.merge_range(3, 3, 3, 5, "So gerechnet", self._book.look(**HEADING))
        for offset, figure in enumerate(self._figures, start=4):
            look = self._book.number_look(figure.form, bottom=1, bottom_color=LINE, bold=True)
            sheet.write_formula(offset, 1, f"={figure.formula}", look, figure.value)
            sheet.write_string(
                offset,
                3,
                self._texts["how"][figure.key],
                self._book.look(font_color=SECOND_TEXT, indent=1),
            )
        for table in breakdowns(self._report, self._tables):
            row = self._book.add_table(sheet, row + 2, 0, table)
        sheet.freeze_panes(4, 0)
        print_landscape(sheet, self._print_title("Indikatoren"), widths)

    def _cover(self, sheet: Any) -> None:  # noqa: ANN401 -- as above
        widths = (3, 30, 18, 5, 30, 18)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.set_row(1, 34)
        title = self._book.look(bold=True, font_size=24, font_color=ACCENT)
        sheet.write_string(1, 1, "Zahlen zum Verwendungsnachweis", title)
        row = self._facts(sheet, 3) + 1
        left = self._block(sheet, row, 1, *BLOCKS[0])
        right = self._block(sheet, row, 4, *BLOCKS[1])
        row = max(left, right) + 1
        left = self._block(sheet, row, 1, *BLOCKS[2])
        right = self._block(sheet, row, 4, *BLOCKS[3])
        row = self._block(sheet, max(left, right) + 1, 1, *BLOCKS[4])
        row = self._checks(sheet, row + 1)
        notes = self._texts["notes"]
        for offset, note in enumerate(notes, start=row + 1):
            sheet.write_string(
                offset, 1, note, self._book.look(font_size=9, font_color=SECOND_TEXT)
            )
        print_landscape(sheet, self._print_title("Deckblatt"), widths)
        sheet.print_area(0, 0, row + len(notes), 5)
        sheet.fit_to_pages(1, 1)
        sheet.set_header("")
        sheet.center_horizontally()

    def _facts(self, sheet: Any, row: int) -> int:  # noqa: ANN401 -- as above
        report = self._report
        facts = (
            ("Kommune", report.town),
            ("Zuwendung", report.grant_title),
            ("Zuwendungsgeber", report.funder),
            ("Aktenzeichen", report.grant_reference or "alle Zuwendungen"),
            ("Zeitraum", self._period()),
            ("Förderhinweis", report.funding_line),
            ("Erstellt am", f"{clock.today():%d.%m.%Y}"),
        )
        for name, value in facts:
            if value:
                sheet.write_string(row, 1, name, self._book.look(font_color=SECOND_TEXT))
                sheet.write_string(row, 2, cell_text(value), self._book.look(bold=True))
                row += 1
        return row

    def _block(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        place: int,
        title: str,
        keys: tuple[str, ...],
    ) -> int:
        """Write a block of figures, each drawn from the sheet Indikatoren; return the next row."""
        head = self._book.look(**{**HEADING, "font_size": 12})
        sheet.set_row(row, 22)
        sheet.merge_range(row, place, row, place + 1, title, head)
        order = [figure.key for figure in self._figures]
        for key in keys:
            row += 1
            position = order.index(key)
            figure = self._figures[position]
            line: dict[str, object] = {"bottom": 1, "bottom_color": LINE}
            sheet.set_row(row, 20)
            sheet.write_string(row, place, figure.title, self._book.look(**line, indent=1))
            look = self._book.number_look(figure.form, **line, bold=True, font_size=12)
            formula = f"=INDEX(TabIndikatoren[Wert],{position + 1})"
            sheet.write_formula(row, place + 1, formula, look, figure.value)
        return row + 1

    def _checks(self, sheet: Any, row: int) -> int:  # noqa: ANN401 -- as above
        """Write whether the tables agree with one another; return the next row."""
        tables = self._tables
        checks = (
            (
                "Teilnahmeminuten: Termine = Teilnahme je Kurs",
                "SUM(TabTermine[Teilnahmeminuten])-SUM(TabTeilnahme[Minuten])",
                tables.lessons.sum("Teilnahmeminuten") - tables.attendance.sum("Minuten"),
            ),
            (
                "Kinderminuten: Betreuungstage = Kinder",
                "SUM(TabBetreuung[Minuten])-SUM(TabKinder[Minuten])",
                tables.childcare.sum("Minuten") - tables.children.sum("Minuten"),
            ),
        )
        head = self._book.look(bold=True, font_color=ACCENT)
        sheet.write_string(row, 1, "Abgleich der Tabellen", head)
        for title, difference, value in checks:
            row += 1
            sheet.write_string(row, 1, title, self._book.look(font_color=SECOND_TEXT))
            formula = f'=IF({difference}=0,"stimmt überein","Abweichung")'
            shown = "stimmt überein" if value == 0 else "Abweichung"
            sheet.write_formula(row, 4, formula, self._book.look(bold=True), shown)
        return row + 1


def _indicator_table(figures: tuple[Indicator, ...]) -> ReportTable:
    columns = (
        ReportColumn("Indikator", "text", 28),
        ReportColumn("Wert", "number", 16),
        ReportColumn("Einheit", "text", 16),
    )
    rows = tuple((each.title, each.value, each.unit) for each in figures)
    return ReportTable("TabIndikatoren", columns, rows, total=False)
