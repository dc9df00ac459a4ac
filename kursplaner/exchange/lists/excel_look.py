"""How our workbooks look on the screen and on paper."""

import math
from collections.abc import Sequence
from typing import Any

from kursplaner.basics import clock

ACCENT = "#1A6B86"
WEAK_ACCENT = "#E2F0F4"
LINE = "#DDE2E8"
TEXT = "#1B2430"
SECOND_TEXT = "#596575"
EURO = "#,##0.00 €"
FONT_POINTS = 11
LEAST_POINTS = 7.5
"""The smallest letters of a printed list; what is wider goes on beside."""
MARGIN_INCHES = 0.4
DIGIT_PIXELS, CELL_PIXELS = 7, 5
"""Of a character of Calibri 11 on the screen, and of a cell's inner margins."""
PAGE_PIXELS = (11.69 - 2 * MARGIN_INCHES) * 96
"""A4 landscape between the margins."""

WORKBOOK_OPTIONS = {
    "in_memory": True,  # nothing unencrypted in the system's folder for temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

LOOK: dict[str, object] = {
    "font_name": "Calibri",
    "font_size": FONT_POINTS,
    "font_color": TEXT,
    "valign": "vcenter",
}
HEADING: dict[str, object] = {
    **LOOK,
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": ACCENT,
    "text_wrap": True,
    "indent": 1,
}


def pages_wide(widths: Sequence[float], repeated: int = 0) -> int:
    """Return on how many pages side by side a sheet prints so that its letters stay legible.

    Args:
        widths: of the columns, in characters as Excel measures them.
        repeated: how many of the first columns stand on every page.
    """
    pixels = [int(width * DIGIT_PIXELS + CELL_PIXELS) for width in widths]
    room = PAGE_PIXELS * FONT_POINTS / LEAST_POINTS - sum(pixels[:repeated])
    return max(1, math.ceil(sum(pixels[repeated:]) / max(room, PAGE_PIXELS / 4)))


def print_landscape(
    sheet: Any,  # noqa: ANN401 -- XlsxWriter has no types
    title: str,
    widths: Sequence[float],
    *,
    heading_rows: tuple[int, int] | None = None,
    repeated: int = 0,
) -> None:
    """Set a sheet up for A4 landscape: as few pages wide as stay legible, heading on every page.

    Where it takes several, its first columns (`repeated`) begin each of them.
    """
    pages = pages_wide(widths, repeated)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages, 0)
    sheet.set_margins(left=MARGIN_INCHES, right=MARGIN_INCHES, top=0.75, bottom=0.7)
    sheet.set_header(f"&L&9{_in_header(title)}")
    sheet.set_footer(f"&L&9Stand {clock.today():%d.%m.%Y}&R&9Seite &P von &N")
    if heading_rows is not None:
        sheet.repeat_rows(*heading_rows)
    if pages > 1 and repeated:
        sheet.repeat_columns(0, repeated - 1)


def _in_header(text: str) -> str:
    """Return the text for a printed header, where & commands and 255 signs are all."""
    return " ".join(text.split())[:120].replace("&", "&&")
