"""What stands on a driver's sheet, as plain data, and how it is parted into sheets of paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from math import ceil
from typing import Final, Literal, TypeAlias

from kursplaner.basics.layout import PORTRAIT, QR_SIDE, Rect, SheetLayout, SheetRecord
from kursplaner.documents.page import heading
from kursplaner.documents.page.cells import Cell, set_cell
from kursplaner.documents.page.heading import Fact, Letterhead, Strip
from kursplaner.documents.page.texts import texts
from kursplaner.documents.type import text

LAYOUT_VERSION: Final = 2
ROW: Final = 9.6
BOX: Final = 6.0
FIELD: Final = 7.3
QR: Final = Rect(170, 12, QR_SIDE, QR_SIDE)
LEFT, RIGHT = 12.0, 198.0
NAME_X, PHONE_X, SEAT_X, NOTE_X = 30.0, 74.0, 108.0, 131.0
ABOARD_X, ABSENT_X, CODE_X = 156.3, 169.7, 186.8
TABLE_Y: Final = 68.0
ISSUER_WIDTH: Final = 140.0
LEADING: Final = 3.5
KILOMETRES_BELOW, REMARKS_BELOW = 27.4, 44.0
SIGN_Y: Final = 270.2
"""Millimetres from the end of the table to the odometers and to the remarks."""
_ROWS_WITH_FOOT: Final = 13
_ROWS_ALONE: Final = 21
_LEAST_ROWS: Final = 4
_FIT_IN_WIDTH: Final = 116.0
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
class Line:
    """A stop, or a passenger at it, with its texts as they are set and the rows they need."""

    stop: RideStop
    passenger: Passenger | None
    place: int
    cells: dict[str, Cell] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows of the table it takes."""
        return max((cell.rows(ROW) for cell in self.cells.values()), default=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of paper: its lines, which of how many it is, and what the head has no room for."""

    lines: tuple[Line, ...]
    number: int
    parts: int
    strip: Strip
    given: int

    @property
    def top(self) -> float:
        """Where the table begins."""
        return TABLE_Y + self.given * ROW

    @property
    def bottom(self) -> float:
        """Where the table ends."""
        return self.top + sum(line.rows for line in self.lines) * ROW

    def layout(self) -> SheetLayout:
        """Return the fields of this sheet; fields are named by their line, from 0."""
        kinds = [line.passenger is None for line in self.lines]
        rows = [line.rows for line in self.lines]
        return layout(kinds, rows, self.given, foot=self.number == self.parts)

    def record(self) -> SheetRecord:
        """Return what a reader of this sheet must know."""
        people: dict[int, int] = {}
        stops: dict[int, int] = {}
        for row, line in enumerate(self.lines):
            (stops if line.passenger is None else people)[row] = line.place
        return SheetRecord(self.layout(), people, stops=stops)


def layout(
    lines: Sequence[bool], rows: Sequence[int] = (), given: int = 0, *, foot: bool = False
) -> SheetLayout:
    """Return the fields of a sheet; `lines` tells for each line whether it is a stop.

    `rows` tells how many rows of the table each takes, one each if left out; `given` rows above
    are given to a strip. Only a sheet with its `foot` has the fields for the odometer.
    """
    cells, y = {}, TABLE_Y + given * ROW
    for row, is_stop in enumerate(lines):
        if is_stop:
            for place, x in enumerate((ABOARD_X, 165.4, 177.8, CODE_X)):
                cells[f"time {row} {place}"] = _field(x, y)
        else:
            cells[f"aboard {row}"] = _box(ABOARD_X, y)
            cells[f"absent {row}"] = _box(ABSENT_X, y)
            cells[f"code {row}"] = _field(CODE_X, y)
        y += ROW * (rows[row] if rows else 1)
    if foot:
        cells |= _foot_cells(y)
    return SheetLayout(PORTRAIT, "F", LAYOUT_VERSION + 10 * given, QR, cells)


def _foot_cells(bottom: float) -> dict[str, Rect]:
    y = bottom + KILOMETRES_BELOW + 2
    cells = {"kilometres": Rect(152, y, 46, 9)}
    for x, key in ((12.0, "odometer start"), (82.0, "odometer end")):
        for place in range(6):
            left = x + place * 8.6 + (2.6 if place > 2 else 0)
            cells[f"{key} {place}"] = Rect(left, y, 7.6, 9)
    below = bottom + REMARKS_BELOW + 1.6
    cells["remarks"] = Rect(LEFT, below, RIGHT - LEFT, SIGN_Y - 7 - below)
    return cells


def _box(x: float, y: float) -> Rect:
    return Rect(x, y + (ROW - BOX) / 2, BOX, BOX)


def _field(x: float, y: float) -> Rect:
    return Rect(x, y + (ROW - FIELD) / 2, FIELD, FIELD)


def facts(sheet: DriverSheet, language: str) -> list[Fact]:
    """Return the labelled values of the head."""
    plain = texts(language, "driver_sheet").plain
    aboard = sum(len(stop.passengers) for stop in sheet.stops)
    places = plain("passengers_value", passengers=aboard, seats=sheet.seats)
    return [
        (12.0, plain("vehicle"), sheet.vehicle),
        (66.0, plain("driver"), sheet.driver),
        (102.0, plain("course"), sheet.course),
        (152.0, plain("passengers"), places),
    ]


def listed_fit_in(sheet: DriverSheet) -> str:
    """Return what to fit in as one line, "" where it has no room in its frame."""
    listed = "  ·  ".join(sheet.fit_in)
    return listed if text.shape(listed).width * 7 <= _FIT_IN_WIDTH * 72 / 25.4 else ""


def parts(sheet: DriverSheet, language: str) -> list[Part]:
    """Part a ride into sheets of paper; there is always one."""
    more = heading.overlong(sheet.letterhead, ISSUER_WIDTH, facts(sheet, language), RIGHT)
    if sheet.fit_in and not listed_fit_in(sheet):
        label = texts(language, "driver_sheet").parts("fit_in")
        more.append((*label, *text.parts_of("  " + "  ·  ".join(sheet.fit_in))))
    strip = heading.strip(more, RIGHT - LEFT)
    given = min(_ROWS_WITH_FOOT - _LEAST_ROWS, ceil(strip.height / ROW))
    split = list(_split(list(_lines(sheet, language)), given))
    return [
        Part(tuple(lines), number, len(split), strip, given)
        for number, lines in enumerate(split, start=1)
    ]


def _lines(sheet: DriverSheet, language: str) -> Iterator[Line]:
    people = 0
    for number, stop in enumerate(sheet.stops):
        name = set_cell(stop.name, 100, 11.5, bold=True, leading=3.7, least=6.5)
        yield Line(stop, None, number, {"name": name})
        for who in stop.passengers:
            yield Line(stop, who, people, _cells(who, language))
            people += 1


def _cells(who: Passenger, language: str) -> dict[str, Cell]:
    words = texts(language, "driver_sheet")
    child = bool(who.child_of)
    beside = words.parts("with", name=who.child_of) if child else who.phone
    return {
        "name": set_cell(
            who.name, 36 if child else 42, 11, bold=not child, leading=LEADING, least=6.5
        ),
        "phone": set_cell(beside, 32, 9 if child else 9.5, leading=LEADING, least=6.5),
        "seat": set_cell(who.seat, 21.5, 9.5, bold=True, leading=LEADING, least=6.5),
        "note": set_cell(who.note, 24, 8.3, leading=LEADING, single=8.3, least=6.5),
    }


def _split(lines: list[Line], given: int) -> Iterator[list[Line]]:
    """Split long rides, best before a stop; the last sheet keeps room to write and to sign."""
    while _rows(lines) > _ROWS_WITH_FOOT - given and len(lines) > 1:
        fitting = [n for n in range(1, len(lines)) if _rows(lines[:n]) <= _ROWS_ALONE - given]
        most = fitting[-1] if fitting else 1
        stops = [place for place in range(1, most + 1) if lines[place].passenger is None]
        cut = stops[-1] if stops else most
        yield lines[:cut]
        lines = lines[cut:]
    yield lines


def _rows(lines: Sequence[Line]) -> int:
    return sum(line.rows for line in lines)
