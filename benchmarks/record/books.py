"""A workbook cell by cell: what stands there, how it looks, and how its sheets are laid out."""

from collections.abc import Iterator
from pathlib import Path
from string import digits

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

ALIASES = frozenset({'"P-"00000', '"K-"00000'})
"""The formats of numbers that stand for people and are drawn by lot, and order the rows."""


def cells(path: Path) -> Iterator[str]:
    """Give a line for each row of a workbook, sheet by sheet; rows in the order of a lot sorted."""
    if path.suffix != ".xlsx":
        for name, rows in _values(path):
            for number, row in enumerate(rows, 1):
                yield f"{name} {number}: {row!r}"
        return
    for sheet in load_workbook(path).worksheets:
        yield from _sheet(sheet)


def _values(path: Path) -> Iterator[tuple[str, list[list[object]]]]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        yield name, [list(row) for row in book.get_sheet_by_name(name).to_python()]


def _sheet(sheet: Worksheet) -> Iterator[str]:
    yield f"[{sheet.title}] {sheet.dimensions} {sheet.sheet_state} freeze={sheet.freeze_panes}"
    yield f"merged {sorted(map(str, sheet.merged_cells.ranges))} filter={sheet.auto_filter.ref}"
    yield f"print {sheet.print_area} titles={sheet.print_title_rows} {sheet.page_setup.orientation}"
    widths = {name: round(column.width, 1) for name, column in sheet.column_dimensions.items()}
    yield f"widths {widths}"
    for validation in sheet.data_validations.dataValidation:
        yield f"choice {validation.sqref} {validation.type} {validation.formula1}"
    for formatting in sheet.conditional_formatting:
        yield f"rule {formatting.sqref} {[(rule.type, rule.formula) for rule in formatting.rules]}"
    lines = [" | ".join(map(_told, filter(_filled, row))) for row in sheet.iter_rows()]
    drawn_by_lot = any(cell.number_format in ALIASES for row in sheet.iter_rows() for cell in row)
    yield from sorted(lines) if drawn_by_lot else lines


def _filled(cell: Cell | MergedCell) -> bool:
    return cell.value is not None or cell.comment is not None


def _told(cell: Cell | MergedCell) -> str:
    value = "?" if cell.number_format in ALIASES else repr(cell.value)
    bold, ground, wrap = cell.font.b, cell.fill.fgColor.rgb, cell.alignment.wrap_text
    note = cell.comment.text if cell.comment else ""
    look = f"{cell.number_format} bold={bold} ground={ground} wrap={wrap}"
    return f"{cell.coordinate.rstrip(digits)} {value} {look} {note}"
