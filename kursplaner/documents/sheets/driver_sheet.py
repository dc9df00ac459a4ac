"""The driver's sheet: stops in order, who gets on, what to fit in, boxes for what happened."""

from collections.abc import Sequence
from datetime import time
from typing import Final

from kursplaner.basics.layout import (
    FINE,
    GRID,
    PORTRAIT,
    RULE,
    Rect,
    SheetCode,
    SheetRecord,
)
from kursplaner.documents.page import heading
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import draw_cell
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.page import DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.sheets.driver_parts import (
    ABOARD_X,
    ABSENT_X,
    BOX,
    CODE_X,
    FIELD,
    ISSUER_WIDTH,
    KILOMETRES_BELOW,
    LAYOUT_VERSION,
    LEFT,
    NAME_X,
    NOTE_X,
    PHONE_X,
    QR,
    REMARKS_BELOW,
    RIGHT,
    ROW,
    SEAT_X,
    SIGN_Y,
    Direction,
    DriverSheet,
    Line,
    Part,
    Passenger,
    RideStop,
    facts,
    layout,
    listed_fit_in,
    parts,
)
from kursplaner.documents.type import text

__all__ = (
    "BOX",
    "LAYOUT_VERSION",
    "QR",
    "ROW",
    "Direction",
    "DriverSheet",
    "Passenger",
    "RideStop",
    "layout",
)
_LAST_WIDTH: Final = 166.0
_STRIP_Y: Final = 59.0


def draw(sheets: Sequence[DriverSheet], out: Out, *, title: str = "", language: str = "de") -> int:
    """Write the sheets into one PDF and return its number of pages."""
    name = title or texts(language, "driver_sheet").plain("office")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: DriverSheet, *, language: str = "de") -> None:
    """Add one ride to a document."""
    for part in parts(sheet, language):
        drawing = _Drawing(sheet, part, language)
        with document.page(PORTRAIT, drawing.bookmark() if part.number == 1 else "") as page:
            drawing.draw(page)


def page_count(sheet: DriverSheet) -> int:
    """Return how many sheets of paper the ride takes."""
    return len(parts(sheet, "de"))


def records(sheet: DriverSheet) -> tuple[SheetRecord, ...]:
    """Return what a reader of each sheet of paper must know."""
    return tuple(part.record() for part in parts(sheet, "de"))


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(self, sheet: DriverSheet, part: Part, language: str) -> None:
        self.sheet, self.part = sheet, part
        self.layout = part.layout()
        self.language = language
        self.texts: Texts = texts(language, "driver_sheet")
        self.calendar = Calendar(language)

    def bookmark(self) -> str:
        first = self.sheet.stops[0].at if self.sheet.stops else time()
        day = f"{self.calendar.weekday(self.sheet.day)} {self.calendar.day(self.sheet.day)}"
        return f"{self._title()} {day}, {self.calendar.clock(first)}, {self.sheet.vehicle}"

    def _title(self) -> str:
        return self.texts.plain(f"title_{self.sheet.direction}")

    def draw(self, page: Page) -> None:
        self._head(page)
        self._fit_in(page)
        self.part.strip.draw(page, LEFT, _STRIP_Y, _STRIP_Y + self.part.given * ROW)
        self._table_head(page)
        y = self.part.top
        for row, line in enumerate(self.part.lines):
            if line.passenger is None:
                self._stop(page, row, y, line)
            else:
                self._passenger(page, row, y, line)
            y += line.rows * ROW
        page.across(self.part.bottom, LEFT, RIGHT, RULE)
        if self.part.number == self.part.parts:
            self._foot(page, self.part.bottom)
        self._last_line(page)

    def _head(self, page: Page) -> None:
        sheet = self.sheet
        code = SheetCode(
            "F", sheet.number, self.part.number, self.layout.version, sheet.letterhead.town
        )
        heading.draw_code(page, self.layout, code)
        heading.draw_issuer(page, sheet.letterhead, ISSUER_WIDTH)
        day = self.calendar.long_day(sheet.day)
        heading.draw_title(page, self._title(), day, 154, bold=True)
        if self.part.parts > 1:
            count = self.texts.parts("sheet", sheet=self.part.number, sheets=self.part.parts)
            page.write(LEFT, 34.1, count, 9)
        page.rule(35.9)
        below = self.texts.plain("below")
        heading.draw_facts(page, facts(sheet, self.language), 40, RIGHT, below)

    def _fit_in(self, page: Page) -> None:
        page.frame(Rect(LEFT, 48.4, RIGHT - LEFT, 9.6), RULE)
        page.pictogram(Rect(14.8, 49.9, 6.6, 6.6), "package-check")
        if not self.sheet.fit_in:
            page.write(23.8, 54.5, self.texts.parts("fit_in_nothing"), 10.5, width=172)
            return
        used = page.write(23.8, 54.5, self.texts.parts("fit_in"), 10.5)
        listed = listed_fit_in(self.sheet) or self.texts.plain("below")
        page.write(26 + used, 54.5, listed, 10.5, width=RIGHT - 28.5 - used, minimum=7)

    def _table_head(self, page: Page) -> None:
        plain, y = self.texts.plain, self.part.top - 2
        for x, key in (
            (13.5, "departure"),
            (NAME_X, "stop"),
            (PHONE_X, "phone"),
            (SEAT_X, "seat"),
            (NOTE_X, "note"),
        ):
            page.write(x, y, plain(key), 8, shade=DIM)
        for x, key in (
            (ABOARD_X + BOX / 2, "aboard"),
            (ABSENT_X + BOX / 2, "absent"),
            (CODE_X + FIELD / 2, "code"),
        ):
            page.write(x, y, plain(key), 8, bold=True, align="centre", width=13)
        page.across(self.part.top, LEFT, RIGHT, RULE)

    def _stop(self, page: Page, row: int, y: float, line: Line) -> None:
        stop = line.stop
        if row:
            page.across(y, LEFT, RIGHT, RULE)
        page.write(13.5, y + 6.4, self.calendar.clock(stop.at), 13.5, bold=True)
        self._write(page, NAME_X, y + 6.2, line, "name", 11.5)
        key = "really_at" if stop.arrival else "really_from"
        page.write(153.6, y + 5.9, self.texts.plain(key), 8, align="right", shade=DIM)
        for place in range(4):
            page.frame(self.layout.cells[f"time {row} {place}"], GRID)
        page.write(175.2, y + 6.2, ":", 13, bold=True, align="centre")

    def _passenger(self, page: Page, row: int, y: float, line: Line) -> None:
        who = line.passenger
        page.across(y, NAME_X, RIGHT, GRID)
        base = y + 6.1
        child = who is not None and bool(who.child_of)
        if child:
            page.pictogram(Rect(NAME_X - 0.2, y + 2.8, 4.4, 4.4), "corner-down-right")
        self._write(page, NAME_X + (6 if child else 0), base, line, "name", 11)
        self._write(page, PHONE_X, base - 0.2, line, "phone", 9.5, shade=DIM if child else 0.0)
        self._write(page, SEAT_X, base - 0.1, line, "seat", 9.5)
        self._write(page, NOTE_X, base - 0.4, line, "note", 8.3)
        page.box(self.layout.cells[f"aboard {row}"])
        page.box(self.layout.cells[f"absent {row}"])
        page.frame(self.layout.cells[f"code {row}"], GRID)

    @staticmethod
    def _write(
        page: Page, x: float, base: float, line: Line, key: str, size: float, shade: float = 0.0
    ) -> None:
        """Write a cell around the baseline of the first row, a tall one from its top on."""
        cell = line.cells[key]
        top = base - 5.0 if cell.rows(ROW) > 1 else None
        draw_cell(page, x, base, cell, size=size, top=top, shade=shade)

    def _foot(self, page: Page, bottom: float) -> None:
        if any(who.child_of for stop in self.sheet.stops for who in stop.passengers):
            page.pictogram(Rect(12.8, bottom + 2.4, 5.2, 5.2), "blocks")
            sentence = self.texts.plain(f"children_first_{self.sheet.direction}")
            page.write(20.9, bottom + 6.1, sentence, 9.5, width=176)
        self._codes(page, bottom + 13.4)
        self._kilometres(page, bottom + KILOMETRES_BELOW)
        self._remarks(page, bottom + REMARKS_BELOW)
        y = SIGN_Y
        page.across(y, LEFT, 92, FINE)
        page.across(y, 104, RIGHT, FINE)
        page.write(LEFT, y + 3.3, self.texts.plain("signature"), 7.5, shade=DIM)
        page.write(104, y + 3.3, self.texts.plain("checked"), 7.5, shade=DIM)

    def _codes(self, page: Page, y: float) -> None:
        label = self.texts.plain("codes")
        page.paragraph(Rect(LEFT, y - 2.6, 32, 8), label, 8, leading=3.6, bold=True)
        for place, meaning in enumerate(self.texts.several("code_list")):
            x, base = 52 + 49 * (place % 3), y + 4.9 * (place // 3)
            page.write(x, base, str(place + 1), 8.8, bold=True)
            page.write(x + 3.4, base, meaning, 8.8, width=45)

    def _kilometres(self, page: Page, y: float) -> None:
        for x, key in ((12.0, "odometer_start"), (82.0, "odometer_end"), (152.0, "kilometres")):
            page.write(x, y, self.texts.plain(key), 8, bold=True)
        for name, rect in self.layout.cells.items():
            if name.startswith(("odometer", "kilometres")):
                page.frame(rect, FINE)

    def _remarks(self, page: Page, y: float) -> None:
        page.write(LEFT, y, self.texts.plain("remarks"), 8, bold=True)
        line = y + 9.6
        while line < min(SIGN_Y - 7, y + 34):
            page.across(line, LEFT, RIGHT, GRID)
            line += 8

    def _last_line(self, page: Page) -> None:
        head = self.sheet.letterhead
        named = f"{head.office} {head.phone}".strip() if head.phone else ""
        lines = [self._last_words(reach) for reach in (named, head.phone, "")]
        room = _LAST_WIDTH * POINTS
        content = next((line for line in lines if text.shape(line).width * 6 <= room), lines[-1])
        page.write(105, 282.9, content, 8, align="centre", width=_LAST_WIDTH, minimum=6)

    def _last_words(self, reach: str) -> str:
        parts = (self.texts.plain("emergency"), reach, self.texts.plain("return_sheet"))
        return "  ·  ".join(part for part in parts if part)
