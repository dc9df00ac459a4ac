"""The funder's workbook: records, statistics and figures as real tables with live formulas.

Every formula is stored together with the value it gives. People and children stand under random
numbers that are new in every workbook; no name, no birth date and no address is in it.
"""

import io
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from kursplaner.basics import clock
from kursplaner.exchange.cell_text import cell_text
from kursplaner.exchange.excel_look import (
    ACCENT,
    EURO,
    HEADING,
    LINE,
    LOOK,
    SECOND_TEXT,
    WEAK_ACCENT,
    WORKBOOK_OPTIONS,
    print_landscape,
)
from kursplaner.exchange.funder_indicators import Indicator, breakdowns, indicators
from kursplaner.exchange.funder_report import FunderReport
from kursplaner.exchange.funder_tables import (
    ReportColumn,
    ReportTable,
    ReportTables,
    Value,
    added,
    report_tables,
)
from kursplaner.exchange.whole_file import write_whole

_NUMBERS = {
    "int": "#,##0",
    "units": "#,##0.00",
    "hours": "#,##0.00",
    "km": "#,##0.0",
    "euro": EURO,
    "percent": "0.0 %",
    "day": "dd.mm.yyyy",
    "time": "hh:mm",
    "person": '"P-"00000',
    "child": '"K-"00000',
}
_CENTRED = {"day", "time", "person", "child"}
_BLOCKS = (
    ("Unterricht", ("courses", "lessons", "units", "hours", "participant_hours", "cancelled")),
    ("Menschen", ("people", "women", "women_share", "municipalities", "attendance", "guests")),
    ("Kinderbetreuung", ("children", "child_hours")),
    ("Fahrdienst", ("rides", "passengers", "kilometres", "mileage")),
)


def write_funder_workbook(path: Path, report: FunderReport) -> tuple[Indicator, ...]:
    """Write the workbook and return its figures, the same as its sheet Indikatoren shows.

    Raises:
        OSError: untouched; nothing half written is left.
    """
    tables = report_tables(report)
    figures = indicators(tables)
    write_whole(path, _Book(report, tables, figures).content())
    return figures


def funder_figures(report: FunderReport) -> tuple[Indicator, ...]:
    """Return the figures of a report without writing anything."""
    return indicators(report_tables(report))


class _Book:
    """The workbook while it is being made."""

    def __init__(
        self, report: FunderReport, tables: ReportTables, figures: tuple[Indicator, ...]
    ) -> None:
        self._file = io.BytesIO()
        self._workbook = xlsxwriter.Workbook(self._file, WORKBOOK_OPTIONS)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._report = report
        self._tables = tables
        self._figures = figures

    def content(self) -> bytes:
        """Return the finished file."""
        tables = self._tables
        self._workbook.set_properties(
            {"title": "Zahlen zum Verwendungsnachweis", "created": clock.now()}
        )
        self._cover(self._sheet("Deckblatt"))
        self._list("Kursstatistik", tables.courses)
        self._list("Termine", tables.lessons)
        self._list("Teilnahme", tables.people)
        self._list("Teilnahme je Kurs", tables.attendance)
        self._list("Kinderbetreuung", tables.childcare, tables.children)
        self._list("Fahrten", tables.rides)
        self._indicators(self._sheet("Indikatoren"))
        self._workbook.close()
        return self._file.getvalue()

    def _sheet(self, name: str) -> Any:  # noqa: ANN401 -- XlsxWriter has no types
        sheet = self._workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(ACCENT if name in {"Deckblatt", "Indikatoren"} else LINE)
        return sheet

    def _format(self, **wishes: object) -> Any:  # noqa: ANN401 -- as above
        key = tuple(sorted(wishes.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({**LOOK, **wishes})
        return self._formats[key]

    def _number_format(self, form: str, **wishes: object) -> Any:  # noqa: ANN401 -- as above
        if form in _NUMBERS:
            wishes["num_format"] = _NUMBERS[form]
        if form in _CENTRED:
            wishes["align"] = "center"
        return self._format(**wishes)

    def _list(self, name: str, *tables: ReportTable) -> None:
        """Write a sheet of one or more tables below each other, the first heading frozen."""
        sheet = self._sheet(name)
        for index, column in enumerate(tables[0].columns):
            sheet.set_column(index, index, column.width)
        self._title(sheet, name)
        row = 3
        for table in tables:
            row = self._add_table(sheet, row, 0, table) + 2
        sheet.freeze_panes(4, 0)
        print_landscape(sheet, self._print_title(name), heading_rows=(3, 3))

    def _title(self, sheet: Any, name: str) -> None:  # noqa: ANN401 -- as above
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, name, self._format(bold=True, font_size=18, font_color=ACCENT))
        sheet.write_string(1, 0, self._scope(), self._format(font_color=SECOND_TEXT))

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

    def _add_table(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        first: int,
        table: ReportTable,
    ) -> int:
        """Write a table and return its last row."""
        last = row + max(1, len(table.rows)) + table.total
        sheet.add_table(
            row,
            first,
            last,
            first + len(table.columns) - 1,
            {
                "name": table.name,
                "style": "Table Style Light 1",
                "total_row": table.total,
                "columns": [self._column_options(column) for column in table.columns],
            },
        )
        sheet.set_row(row, 24)
        for index, column in enumerate(table.columns):
            place = first + index
            for offset in range(max(1, len(table.rows))):
                value = table.rows[offset][index] if table.rows else _blank(column)
                self._write(sheet, row + 1 + offset, place, column, value)
            if table.total:
                self._write_total(sheet, last, place, table, index)
        return last

    def _column_options(self, column: ReportColumn) -> dict[str, object]:
        align = (
            "left" if column.form == "text" else "center" if column.form in _CENTRED else "right"
        )
        options: dict[str, object] = {
            "header": column.title,
            "header_format": self._format(**{**HEADING, "align": align}),
        }
        if column.formula:
            options["formula"] = column.formula
        return options

    def _write(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        place: int,
        column: ReportColumn,
        value: Value,
    ) -> None:
        look = self._number_format(column.form, bottom=1, bottom_color=LINE)
        if column.formula:
            sheet.write_formula(row, place, f"={column.formula}", look, value)
        elif value is None or value == "":
            sheet.write_blank(row, place, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, place, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, look)
        elif column.form == "time":
            sheet.write_number(row, place, float(value) / 1440, look)
        else:
            sheet.write_number(row, place, value, look)

    def _write_total(
        self,
        sheet: Any,  # noqa: ANN401 -- as above
        row: int,
        place: int,
        table: ReportTable,
        index: int,
    ) -> None:
        column = table.columns[index]
        look: dict[str, object] = {
            "bold": True,
            "bg_color": WEAK_ACCENT,
            "top": 1,
            "top_color": ACCENT,
        }
        if column.total:
            formula = f"=SUBTOTAL(109,{table.name}[{column.title}])"
            total = added(each[index] for each in table.rows)
            sheet.write_formula(
                row, place, formula, self._number_format(column.form, **look), total
            )
        elif index == 0:
            sheet.write_string(row, place, "Summe", self._format(**look))
        else:
            sheet.write_blank(row, place, None, self._format(**look))

    def _indicators(self, sheet: Any) -> None:  # noqa: ANN401 -- as above
        for index, width in enumerate((28, 16, 16, 14, 12, 66)):
            sheet.set_column(index, index, width)
        self._title(sheet, "Indikatoren")
        row = self._add_table(sheet, 3, 0, _indicator_table(self._figures))
        for offset, figure in enumerate(self._figures, start=4):
            look = self._number_format(figure.form, bottom=1, bottom_color=LINE, bold=True)
            sheet.write_formula(offset, 1, f"={figure.formula}", look, figure.value)
        for table in breakdowns(self._report, self._tables):
            row = self._add_table(sheet, row + 2, 0, table)
        sheet.freeze_panes(4, 0)
        print_landscape(sheet, self._print_title("Indikatoren"))

    def _cover(self, sheet: Any) -> None:  # noqa: ANN401 -- as above
        for index, width in enumerate((3, 30, 18, 5, 30, 18)):
            sheet.set_column(index, index, width)
        sheet.set_row(1, 34)
        title = self._format(bold=True, font_size=24, font_color=ACCENT)
        sheet.write_string(1, 1, "Zahlen zum Verwendungsnachweis", title)
        row = self._facts(sheet, 3) + 1
        left = self._block(sheet, row, 1, *_BLOCKS[0])
        right = self._block(sheet, row, 4, *_BLOCKS[1])
        row = max(left, right) + 1
        left = self._block(sheet, row, 1, *_BLOCKS[2])
        right = self._block(sheet, row, 4, *_BLOCKS[3])
        row = self._checks(sheet, max(left, right) + 1)
        notes = (
            "Alle Zahlen sind Formeln über die Tabellen der folgenden Blätter; so gerechnet wird auf"
            " dem Blatt „Indikatoren“.",
            "Personen und Kinder stehen unter Zufallsnummern (P-…, K-…). Das Heft enthält keine"
            " Namen, Geburtsdaten und Anschriften.",
        )
        for offset, note in enumerate(notes, start=row + 1):
            sheet.write_string(offset, 1, note, self._format(font_size=9, font_color=SECOND_TEXT))
        print_landscape(sheet, self._print_title("Deckblatt"))
        sheet.print_area(0, 0, row + len(notes), 5)
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
                sheet.write_string(row, 1, name, self._format(font_color=SECOND_TEXT))
                sheet.write_string(row, 2, cell_text(value), self._format(bold=True))
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
        head = self._format(**{**HEADING, "font_size": 12})
        sheet.set_row(row, 22)
        sheet.write_string(row, place, title, head)
        sheet.write_blank(row, place + 1, None, head)
        order = [figure.key for figure in self._figures]
        for key in keys:
            row += 1
            position = order.index(key)
            figure = self._figures[position]
            line: dict[str, object] = {"bottom": 1, "bottom_color": LINE}
            sheet.set_row(row, 20)
            sheet.write_string(row, place, figure.title, self._format(**line))
            look = self._number_format(figure.form, **line, bold=True, font_size=12)
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
        head = self._format(bold=True, font_color=ACCENT)
        sheet.write_string(row, 1, "Abgleich der Tabellen", head)
        for title, difference, value in checks:
            row += 1
            sheet.write_string(row, 1, title, self._format(font_color=SECOND_TEXT))
            formula = f'=IF({difference}=0,"stimmt überein","Abweichung")'
            shown = "stimmt überein" if value == 0 else "Abweichung"
            sheet.write_formula(row, 4, formula, self._format(bold=True), shown)
        return row + 1


def _blank(column: ReportColumn) -> Value:
    """Return what the one row of an empty table holds: formulas over nothing give 0."""
    return 0 if column.formula else None


def _indicator_table(figures: tuple[Indicator, ...]) -> ReportTable:
    columns = (
        ReportColumn("Indikator", "text", 28),
        ReportColumn("Wert", "number", 16),
        ReportColumn("Einheit", "text", 16),
        ReportColumn("So gerechnet", "text", 66),
    )
    rows = tuple((each.title, each.value, each.unit, each.how) for each in figures)
    return ReportTable("TabIndikatoren", columns, rows, total=False)
