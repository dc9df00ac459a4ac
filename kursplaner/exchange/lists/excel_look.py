"""How our workbooks look on the screen and on paper."""

from typing import Any

from kursplaner.basics import clock

ACCENT = "#1A6B86"
WEAK_ACCENT = "#E2F0F4"
LINE = "#DDE2E8"
TEXT = "#1B2430"
SECOND_TEXT = "#596575"
EURO = "#,##0.00 €"

WORKBOOK_OPTIONS = {
    "in_memory": True,  # nothing unencrypted in the system's folder for temporary files
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

LOOK: dict[str, object] = {
    "font_name": "Calibri",
    "font_size": 11,
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


def print_landscape(
    sheet: Any,  # noqa: ANN401 -- XlsxWriter has no types
    title: str,
    *,
    heading_rows: tuple[int, int] | None = None,
) -> None:
    """Set a sheet up for A4 landscape, as wide as the paper, heading and page on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
    sheet.set_header(f"&L&9{_in_header(title)}")
    sheet.set_footer(f"&L&9Stand {clock.today():%d.%m.%Y}&R&9Seite &P von &N")
    if heading_rows is not None:
        sheet.repeat_rows(*heading_rows)


def _in_header(text: str) -> str:
    """Return the text for a printed header, where & commands and 255 signs are all."""
    return " ".join(text.split())[:120].replace("&", "&&")
