"""The driver's sheet: stops in order, who gets on, what to fit in, boxes for what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal, TypeAlias

from kursplaner.documents.page import heading
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.layout import (
    FINE,
    GRID,
    PORTRAIT,
    QR_SIDE,
    RULE,
    Rect,
    SheetCode,
    SheetLayout,
)
from kursplaner.documents.page.page import DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text

LAYOUT_VERSION: Final = 1
ROW: Final = 9.6
BOX: Final = 6.0
QR: Final = Rect(170, 12, QR_SIDE, QR_SIDE)
_LEFT, _RIGHT = 12.0, 198.0
_NAME_X, _PHONE_X, _SEAT_X, _NOTE_X = 30.0, 74.0, 108.0, 131.0
_ABOARD_X, _ABSENT_X, _CODE_X = 156.3, 169.7, 186.8
_FIELD: Final = 7.3
_TABLE_Y: Final = 68.0
_ROWS_WITH_FOOT: Final = 15
_ROWS_ALONE: Final = 21
Direction: TypeAlias = Literal["out", "back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passenger:
    """Who gets on at a stop.

    Attributes:
        name: first name and initial; for a child "Danylo, 4 J.".
        phone: for an adult; a child has none.
        child_of: the adult's first name; the child stands indented below.
        seat: the seat to fit in, such as "Kindersitz".
        note: such as "Rollstuhl, klappbar".
    """

    name: str
    phone: str = ""
    child_of: str = ""
    seat: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RideStop:
    """A place with a time; the last stop of a way out, and the first of a way back, has nobody."""

    at: time
    name: str
    passengers: tuple[Passenger, ...] = ()
    arrival: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverSheet:
    """One ride on one day.

    Attributes:
        number: the printing's number in the sheet's code.
        fit_in: what to fit in before leaving, such as "1 Babyschale".
        seats: passenger seats of the vehicle.
    """

    number: int
    letterhead: Letterhead
    direction: Direction
    day: date
    vehicle: str
    driver: str
    course: str
    seats: int
    stops: tuple[RideStop, ...]
    fit_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table: a stop, or a passenger at it."""

    stop: RideStop
    passenger: Passenger | None = None


def layout(lines: Sequence[bool]) -> SheetLayout:
    """Return the fields of a sheet; `lines` tells for each line whether it is a stop."""
    cells = {}
    for row, is_stop in enumerate(lines):
        y = _TABLE_Y + row * ROW
        if is_stop:
            for place, x in enumerate((_ABOARD_X, 165.4, 177.8, _CODE_X)):
                cells[f"time {row} {place}"] = _field(x, y)
        else:
            cells[f"aboard {row}"] = _box(_ABOARD_X, y)
            cells[f"absent {row}"] = _box(_ABSENT_X, y)
            cells[f"code {row}"] = _field(_CODE_X, y)
    return SheetLayout(PORTRAIT, "F", LAYOUT_VERSION, QR, cells)


def _box(x: float, y: float) -> Rect:
    return Rect(x, y + (ROW - BOX) / 2, BOX, BOX)


def _field(x: float, y: float) -> Rect:
    return Rect(x, y + (ROW - _FIELD) / 2, _FIELD, _FIELD)


def draw(sheets: Sequence[DriverSheet], out: Out, *, title: str = "", language: str = "de") -> int:
    """Write the sheets into one PDF and return its number of pages."""
    name = title or texts(language, "driver_sheet").plain("office")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: DriverSheet, *, language: str = "de") -> None:
    """Add one ride to a document."""
    parts = list(_parts(list(_lines(sheet))))
    for place, lines in enumerate(parts, start=1):
        drawing = _Drawing(sheet, lines, (place, len(parts)), language)
        bookmark = drawing.bookmark() if place == 1 else ""
        with document.page(PORTRAIT, bookmark) as page:
            drawing.draw(page)


def page_count(sheet: DriverSheet) -> int:
    """Return how many sheets of paper the ride takes."""
    return sum(1 for _ in _parts(list(_lines(sheet))))


def _lines(sheet: DriverSheet) -> Iterator[_Line]:
    for stop in sheet.stops:
        yield _Line(stop)
        for passenger in stop.passengers:
            yield _Line(stop, passenger)


def _parts(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Split long rides, best before a stop; the last sheet keeps room to sign."""
    while len(lines) > _ROWS_WITH_FOOT:
        most = min(_ROWS_ALONE, len(lines) - 1)
        stops = [place for place in range(1, most + 1) if lines[place].passenger is None]
        cut = stops[-1] if stops else most
        yield lines[:cut]
        lines = lines[cut:]
    yield lines


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(
        self, sheet: DriverSheet, lines: Sequence[_Line], part: tuple[int, int], language: str
    ) -> None:
        self.sheet, self.lines, self.part = sheet, lines, part
        self.layout = layout([line.passenger is None for line in lines])
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
        self._table_head(page)
        for row, line in enumerate(self.lines):
            if line.passenger is None:
                self._stop(page, row, line.stop)
            else:
                self._passenger(page, row, line.passenger)
        bottom = _TABLE_Y + len(self.lines) * ROW
        page.across(bottom, _LEFT, _RIGHT, RULE)
        if self.part[0] == self.part[1]:
            self._foot(page, bottom)
        self._last_line(page)

    def _head(self, page: Page) -> None:
        sheet, plain = self.sheet, self.texts.plain
        heading.draw_code(
            page, self.layout, SheetCode("F", sheet.number, self.part[0], LAYOUT_VERSION)
        )
        heading.draw_issuer(page, sheet.letterhead, 140)
        day = self.calendar.long_day(sheet.day)
        heading.draw_title(page, self._title(), day, 154, bold=True)
        if self.part[1] > 1:
            count = self.texts.parts("sheet", sheet=self.part[0], sheets=self.part[1])
            page.write(_LEFT, 34.1, count, 9)
        page.rule(35.9)
        aboard = sum(len(stop.passengers) for stop in sheet.stops)
        places = plain("passengers_value", passengers=aboard, seats=sheet.seats)
        facts = [
            (12.0, plain("vehicle"), sheet.vehicle),
            (66.0, plain("driver"), sheet.driver),
            (102.0, plain("course"), sheet.course),
            (152.0, plain("passengers"), places),
        ]
        heading.draw_facts(page, facts, 40, _RIGHT)

    def _fit_in(self, page: Page) -> None:
        page.frame(Rect(_LEFT, 48.4, _RIGHT - _LEFT, 9.6), RULE)
        page.pictogram(Rect(14.8, 49.9, 6.6, 6.6), "package-check")
        if not self.sheet.fit_in:
            page.write(23.8, 54.5, self.texts.parts("fit_in_nothing"), 10.5, width=172)
            return
        used = page.write(23.8, 54.5, self.texts.parts("fit_in"), 10.5)
        listed = "  ·  ".join(self.sheet.fit_in)
        page.write(26 + used, 54.5, listed, 10.5, width=_RIGHT - 28.5 - used, minimum=7)

    def _table_head(self, page: Page) -> None:
        plain, y = self.texts.plain, 66.0
        for x, key in (
            (13.5, "departure"),
            (_NAME_X, "stop"),
            (_PHONE_X, "phone"),
            (_SEAT_X, "seat"),
            (_NOTE_X, "note"),
        ):
            page.write(x, y, plain(key), 8, shade=DIM)
        for x, key in (
            (_ABOARD_X + BOX / 2, "aboard"),
            (_ABSENT_X + BOX / 2, "absent"),
            (_CODE_X + _FIELD / 2, "code"),
        ):
            page.write(x, y, plain(key), 8, bold=True, align="centre", width=13)
        page.across(_TABLE_Y, _LEFT, _RIGHT, RULE)

    def _stop(self, page: Page, row: int, stop: RideStop) -> None:
        y = _TABLE_Y + row * ROW
        if row:
            page.across(y, _LEFT, _RIGHT, RULE)
        page.write(13.5, y + 6.4, self.calendar.clock(stop.at), 13.5, bold=True)
        page.fit(_NAME_X, y + 6.2, stop.name, 11.5, bold=True, width=100, leading=3.7)
        key = "really_at" if stop.arrival else "really_from"
        page.write(153.6, y + 5.9, self.texts.plain(key), 8, align="right", shade=DIM)
        for place in range(4):
            page.frame(self.layout.cells[f"time {row} {place}"], GRID)
        page.write(175.2, y + 6.2, ":", 13, bold=True, align="centre")

    def _passenger(self, page: Page, row: int, who: Passenger) -> None:
        y = _TABLE_Y + row * ROW
        page.across(y, _NAME_X, _RIGHT, GRID)
        base = y + 6.1
        if who.child_of:
            page.pictogram(Rect(_NAME_X - 0.2, y + 2.8, 4.4, 4.4), "corner-down-right")
            page.write(_NAME_X + 6, base, who.name, 11, width=36, minimum=7)
            beside = self.texts.parts("with", name=who.child_of)
            page.write(_PHONE_X, base - 0.2, beside, 9, shade=DIM, width=32)
        else:
            page.fit(_NAME_X, base, who.name, 11, bold=True, width=42, leading=3.5)
            page.fit(_PHONE_X, base - 0.2, who.phone, 9.5, width=32, leading=3.5)
        page.write(_SEAT_X, base - 0.1, who.seat, 9.5, bold=True, width=21.5, minimum=6.5)
        self._note(page, y, who.note)
        page.box(self.layout.cells[f"aboard {row}"])
        page.box(self.layout.cells[f"absent {row}"])
        page.frame(self.layout.cells[f"code {row}"], GRID)

    @staticmethod
    def _note(page: Page, y: float, note: str) -> None:
        lines = text.wrapped(note, 8.3, 24 * POINTS)
        if len(lines) <= 1:
            page.lines(_NOTE_X, y + 5.7, lines, 8.3, leading=3.5)
        else:
            page.paragraph(Rect(_NOTE_X, y + 1.3, 24, 7.4), note, 8.3, leading=3.5)

    def _foot(self, page: Page, bottom: float) -> None:
        if any(who.child_of for stop in self.sheet.stops for who in stop.passengers):
            page.pictogram(Rect(12.8, bottom + 2.4, 5.2, 5.2), "blocks")
            sentence = self.texts.plain(f"children_first_{self.sheet.direction}")
            page.write(20.9, bottom + 6.1, sentence, 9.5, width=176)
        self._codes(page, bottom + 13.4)
        self._kilometres(page, bottom + 27.4)
        self._remarks(page, bottom + 47)
        y = 270.2
        page.across(y, _LEFT, 92, FINE)
        page.across(y, 104, _RIGHT, FINE)
        page.write(_LEFT, y + 3.3, self.texts.plain("signature"), 7.5, shade=DIM)
        page.write(104, y + 3.3, self.texts.plain("checked"), 7.5, shade=DIM)

    def _codes(self, page: Page, y: float) -> None:
        label = self.texts.plain("codes")
        page.paragraph(Rect(_LEFT, y - 2.6, 32, 8), label, 8, leading=3.6, bold=True)
        for place, meaning in enumerate(self.texts.several("code_list")):
            x, base = 52 + 49 * (place % 3), y + 4.9 * (place // 3)
            page.write(x, base, str(place + 1), 8.8, bold=True)
            page.write(x + 3.4, base, meaning, 8.8, width=45)

    def _kilometres(self, page: Page, y: float) -> None:
        for x, key in ((12.0, "odometer_start"), (82.0, "odometer_end")):
            page.write(x, y, self.texts.plain(key), 8, bold=True)
            for place in range(6):
                left = x + place * 8.6 + (2.6 if place > 2 else 0)
                page.frame(Rect(left, y + 2, 7.6, 9), FINE)
        page.write(152, y, self.texts.plain("kilometres"), 8, bold=True)
        page.frame(Rect(152, y + 2, 46, 9), FINE)

    def _remarks(self, page: Page, y: float) -> None:
        page.write(_LEFT, y, self.texts.plain("remarks"), 8, bold=True)
        line = y + 9.6
        while line < min(262.0, y + 34):
            page.across(line, _LEFT, _RIGHT, GRID)
            line += 8

    def _last_line(self, page: Page) -> None:
        head = self.sheet.letterhead
        reach = f"{head.office} {head.phone}".strip() if head.phone else ""
        parts = (self.texts.plain("emergency"), reach, self.texts.plain("return_sheet"))
        content = "  ·  ".join(part for part in parts if part)
        page.write(105, 282.9, content, 8, align="centre", width=166, minimum=6)
