"""How an attendance list is parted into sheets: sections, dates, and rows as high as names need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil

from kursplaner.basics.layout import Rect, SheetRecord
from kursplaner.documents.page import heading
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import Cell, set_cell
from kursplaner.documents.page.heading import Fact, Strip
from kursplaner.documents.page.language import number_text
from kursplaner.documents.page.texts import texts
from kursplaner.documents.sheets import attendance_layout
from kursplaner.documents.sheets.attendance_content import AttendanceRow, AttendanceSheet
from kursplaner.documents.sheets.attendance_layout import AttendanceLayout
from kursplaner.documents.type.families import until_other_fonts

NAME_SIZE, NAME_LEADING = 11.0, 3.1
ISSUER_WIDTH, RIGHT = 150.0, 285.0


@dataclass(frozen=True, slots=True)
class PartDate:
    """A date in a column: which lesson, and how many of its units count in this section."""

    lesson: int
    units: Decimal
    divided: bool = False


@dataclass(frozen=True, slots=True)
class PartRow:
    """A person on a sheet: from which row on, how many rows, and the names as they are set."""

    person: int
    row: int
    rows: int
    family: Cell
    given: Cell


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on one sheet of paper.

    Attributes:
        section: 0 for a list without sections.
        all_dates: those of the whole section.
        number: of all sheets of the printing, from 1; `sheet` counts within the section.
    """

    layout: AttendanceLayout
    strip: Strip
    rows: tuple[PartRow, ...]
    dates: tuple[PartDate, ...]
    section: int
    all_dates: tuple[PartDate, ...]
    number: int
    sheet: int
    sheets: int

    def record(self) -> SheetRecord:
        """Return what a reader of this sheet must know."""
        rows = {placed.row: placed.person for placed in self.rows}
        return SheetRecord(self.layout.sheet(), rows, tuple(date.lesson for date in self.dates))


def funding_area(layout: AttendanceLayout) -> tuple[Rect, float]:
    """Return the place of the logos, and where the funders' lines below them end."""
    return Rect(172.0, 12, 44, layout.logo_height), layout.rule_y - 0.9


def facts(
    sheet: AttendanceSheet, section: int, dates: Sequence[PartDate], language: str
) -> list[Fact]:
    """Return the labelled values above the table; the extent is that of the section."""
    words, calendar = texts(language, "attendance_sheet"), Calendar(language)
    held = [date for date in dates if not sheet.lessons[date.lesson].cancelled]
    units = sum((date.units for date in held), Decimal(0))
    told = {"units": number_text(units), "minutes": sheet.unit_minutes}
    total = sheet.section_total(section) if section else Decimal(0)
    if total - units > _ROUNDED:
        told["units"] = words.plain("share", units=told["units"], of=number_text(total))
    extent = words.counted("extent_value", len(held), **told)
    if section:
        extent = f"{words.plain('section', section=section)}: {extent}"
    days = [sheet.lessons[date.lesson].day for date in dates]
    period = calendar.period(min(days), max(days)) if days else ""
    return [
        (12.0, words.plain("course"), f"{sheet.course_number}  {sheet.course_title}"),
        (86.0, words.plain("level"), sheet.level),
        (104.0, words.plain("place"), sheet.place),
        (150.0, words.plain("teachers"), sheet.teachers),
        (185.0, words.plain("period"), period),
        (233.0, words.plain("extent"), extent),
    ]


def parts(sheet: AttendanceSheet, language: str) -> Iterator[Part]:
    """Part a list into sheets of paper; there is always one."""
    number = 0
    for section, dates in sections(sheet):
        layout, strip = _layout(sheet, section, dates, language)
        rows = _pages(_names(sheet.people, layout), layout.rows)
        columns = [
            dates[start : start + layout.dates]
            for start in range(0, max(1, len(dates)), layout.dates)
        ]
        total = len(columns) * len(rows)
        several = ((some, placed) for some in columns for placed in rows)
        for index, (some, placed) in enumerate(several, start=1):
            number += 1
            yield Part(layout, strip, placed, some, section, dates, number, index, total)


def _layout(
    sheet: AttendanceSheet, section: int, dates: tuple[PartDate, ...], language: str
) -> tuple[AttendanceLayout, Strip]:
    """Return the layout, with so many rows less as the strip below the head needs."""
    plain = attendance_layout.choose(sheet.profile, len(sheet.people))
    box, below = funding_area(plain)
    more = heading.overlong(
        sheet.letterhead,
        ISSUER_WIDTH,
        facts(sheet, section, dates, language),
        RIGHT,
        (sheet.paid_by, box, below),
    )
    if not more:
        return plain, Strip()
    strip = heading.strip(more, RIGHT - plain.table.x)
    given = ceil(strip.height / plain.row)
    if plain.version == attendance_layout.SIMPLE_16 and given:
        plain = attendance_layout.layout(attendance_layout.SIMPLE)
        given = ceil(strip.height / plain.row)
    return attendance_layout.with_strip(plain, given), strip


def sections(sheet: AttendanceSheet) -> list[tuple[int, tuple[PartDate, ...]]]:
    """Return (section, dates), or the one asked for; section 0 stands for a list without any.

    A lesson across the border of a section stands in both, each with its own share of the units.
    """
    everything = tuple(PartDate(place, lesson.units) for place, lesson in enumerate(sheet.lessons))
    if sheet.profile == "simple" or not everything:
        return [(0, everything)]
    found: dict[int, list[PartDate]] = {}
    units, size = sheet.units_before, sheet.section_units
    for date in everything:
        if sheet.lessons[date.lesson].cancelled:
            found.setdefault(int(units // size) + 1, []).append(date)
            continue
        rest = date.units
        while True:
            section = int(units // size) + 1
            share = min(rest, section * size - units)
            found.setdefault(section, []).append(PartDate(date.lesson, share, share != date.units))
            units, rest = units + share, rest - share
            if rest <= 0:
                break
    wanted = found if not sheet.section else {sheet.section: found.get(sheet.section, [])}
    return [(section, tuple(dates)) for section, dates in wanted.items()]


def _names(people: Sequence[AttendanceRow], layout: AttendanceLayout) -> list[tuple[Cell, Cell]]:
    return [_name(person.family_name, person.given_name, layout) for person in people]


@until_other_fonts
@lru_cache(maxsize=2048)
def _name(family: str, given: str, layout: AttendanceLayout) -> tuple[Cell, Cell]:
    widths = (layout.given_x - layout.name_x - 2.4, layout.dates_x - layout.given_x - 2.4)
    return (
        set_cell(family, widths[0], NAME_SIZE, bold=True, leading=NAME_LEADING),
        set_cell(given, widths[1], NAME_SIZE, leading=NAME_LEADING),
    )


def _pages(names: Sequence[tuple[Cell, Cell]], most: int) -> list[tuple[PartRow, ...]]:
    """Lay people into sheets of `most` rows; a name that needs more rows gets them."""
    found: list[list[PartRow]] = [[]]
    row = 0
    for person, (family, given) in enumerate(names):
        lines = max(len(family.lines), len(given.lines))
        needed = 1 if lines <= 2 else min(most, ceil(lines * NAME_LEADING / _LEAST_ROW))
        if row + needed > most:
            found.append([])
            row = 0
        found[-1].append(PartRow(person, row, needed, family, given))
        row += needed
    return [tuple(placed) for placed in found]


_ROUNDED = Decimal("0.1")
"""By how much sums of rounded units may differ from the units of the whole."""
_LEAST_ROW = 8.0
