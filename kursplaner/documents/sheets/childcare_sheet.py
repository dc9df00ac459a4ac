"""The childcare sheet: who is brought and collected, when and by whom; it stays with the carer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from math import ceil
from typing import Final

from kursplaner.basics.layout import (
    FINE,
    GRID,
    LANDSCAPE,
    QR_SIDE,
    RULE,
    Rect,
    SheetCode,
    SheetLayout,
    SheetRecord,
)
from kursplaner.documents.page import heading
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Fact, Letterhead, Strip
from kursplaner.documents.page.page import DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

LAYOUT_VERSION: Final = 1
ROWS: Final = 12
ROW: Final = 10.6
_TABLE: Final = Rect(12, 45.5, 273, 10.5 + ROWS * ROW)
_HEAD: Final = 10.5
_RULE: Final = 34.6
_ISSUER_WIDTH: Final = 190.0
_STRIPS: Final = 10
_LEAST_ROWS: Final = 3
_STOP_WIDTH: Final = 100.0
_QR: Final = Rect(255.9, 12, QR_SIDE, QR_SIDE)
_CHILD_X, _AGE_X, _SIGN_X, _IN_AT_X, _IN_BY_X = 19.5, 66.0, 79.0, 87.0, 106.0
_OUT_AT_X, _OUT_BY_X, _MAY_X, _REMARK_X = 139.0, 158.0, 192.0, 241.0
_RIGHT: Final = 285.0
_YEARS_FROM_MONTHS: Final = 24
_LINE: Final = 3.3
_SMALL: Final = 8.0
_LINES_A_ROW: Final = 3
_ICON: Final = 4.8
"""Who may collect stands in lines of 8 points, 3.3 mm apart, three in a row of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRow:
    """One child.

    Attributes:
        guardian: who is in the course, such as "Mutter Olena A."; may be empty.
        age_months: on the day of the sheet; None where the birth date is unknown.
        attention: something about health or food is on file; the sheet shows only "!".
        may_collect: the people authorised to collect the child.
        may_not_collect: people who must not; they stand out.
    """

    name: str
    age_months: int | None = None
    guardian: str = ""
    attention: bool = False
    may_collect: tuple[str, ...] = ()
    may_not_collect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildcareSheet:
    """One childcare slot on one day.

    Attributes:
        number: the printing's number in the sheet's code.
        limit: how many children may be there at once; None prints no limit.
    """

    number: int
    letterhead: Letterhead
    day: date
    starts: time
    ends: time
    room: str
    courses: str
    carers: tuple[str, ...]
    children: tuple[ChildRow, ...]
    limit: int | None = None


def layout(given: int = 0) -> SheetLayout:
    """Return the fields a carer fills, by name and row from 0.

    `given` rows are given to a strip below the head; the tens of the version tell how many.
    """
    cells = {}
    for row in range(ROWS - given):
        for name, left, right in (
            ("brought at", _IN_AT_X, _IN_BY_X),
            ("brought by", _IN_BY_X, _OUT_AT_X),
            ("collected at", _OUT_AT_X, _OUT_BY_X),
            ("collected by", _OUT_BY_X, _MAY_X),
            ("remark", _REMARK_X, _RIGHT),
        ):
            cells[f"{name} {row}"] = Rect(left, _row_y(row, given), right - left, ROW)
    return SheetLayout(LANDSCAPE, "K", LAYOUT_VERSION + _STRIPS * given, _QR, cells)


def _row_y(row: int, given: int) -> float:
    return _TABLE.y + _HEAD + (given + row) * ROW


def draw(
    sheets: Sequence[ChildcareSheet], out: Out, *, title: str = "", language: str = "de"
) -> int:
    """Write the sheets into one PDF and return its number of pages."""
    name = title or texts(language, "childcare_sheet").plain("title")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: ChildcareSheet, *, language: str = "de") -> None:
    """Add one slot to a document; a sheet holds twelve children, fewer where lists are long."""
    strip, given = _strip(sheet, language)
    pages = _pages(sheet, language)
    for place, parts in enumerate(pages, start=1):
        drawing = _Drawing(sheet, parts, (place, len(pages)), (strip, given), language)
        with document.page(LANDSCAPE, drawing.bookmark() if place == 1 else "") as page:
            drawing.draw(page)


def page_count(sheet: ChildcareSheet) -> int:
    """Return how many sheets of paper the slot takes."""
    return len(_pages(sheet, "de"))


def records(sheet: ChildcareSheet) -> tuple[SheetRecord, ...]:
    """Return what a reader of each sheet of paper must know: the row with each child's fields."""
    _, given = _strip(sheet, "de")
    return tuple(
        SheetRecord(layout(given), {part.row: part.number - 1 for part in parts if part.begins})
        for parts in _pages(sheet, "de")
    )


def _facts(sheet: ChildcareSheet, language: str) -> list[Fact]:
    words, calendar = texts(language, "childcare_sheet"), Calendar(language)
    count = len(sheet.children)
    key = "children_value_plain" if sheet.limit is None else "children_value"
    return [
        (12.0, words.plain("time"), calendar.clocks(sheet.starts, sheet.ends)),
        (46.0, words.plain("room"), sheet.room),
        (106.0, words.plain("courses"), sheet.courses),
        (192.0, words.plain("carers"), ", ".join(sheet.carers)),
        (241.0, words.plain("children"), words.plain(key, children=count, limit=sheet.limit)),
    ]


def _strip(sheet: ChildcareSheet, language: str) -> tuple[Strip, int]:
    """Return what the head has no room for, and how many rows it takes from the table."""
    more = heading.overlong(sheet.letterhead, _ISSUER_WIDTH, _facts(sheet, language), _RIGHT)
    strip = heading.strip(more, _RIGHT - _TABLE.x)
    return strip, min(ROWS - _LEAST_ROWS, ceil(strip.height / ROW))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in a cell, with the sign of who must not collect before it."""

    line: Shaped
    size: float = _SMALL
    ban: bool = False
    inset: float = 0.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A child on one sheet: from which row on, how many rows, and what stands in its cells.

    Without lines in `name` name and guardian stand in the row as usual, one line each.
    """

    number: int
    child: ChildRow
    row: int
    rows: int
    name: Sequence[_Line]
    may: Sequence[_Line]
    begins: bool


def _pages(sheet: ChildcareSheet, language: str) -> list[list[_Part]]:
    """Part the children into sheets; who may collect is never shortened, the row grows."""
    words = texts(language, "childcare_sheet")
    most = ROWS - _strip(sheet, language)[1]
    found: list[list[_Part]] = [[]]
    row = 0
    for number, child in enumerate(sheet.children, start=1):
        name, may, begins = _name_lines(child), _may_lines(child, words), True
        while begins or name or may:
            needed = max(1, -(-max(len(name), len(may)) // _LINES_A_ROW))
            if row and needed > most - row:
                found.append([])
                row = 0
            rows = min(needed, most)
            cut = rows * _LINES_A_ROW
            found[-1].append(_Part(number, child, row, rows, name[:cut], may[:cut], begins))
            name, may, row, begins = name[cut:], may[cut:], row + rows, False
            if name or may:
                again = words.parts("continued", bold=True, name=child.name)
                name = [*_wrapped(again, _SMALL, _NAME_WIDTH), *name]
    return found


_NAME_WIDTH: Final = _AGE_X - _CHILD_X - 2.6
_MAY_WIDTH: Final = _REMARK_X - _MAY_X - 2.8


def _wrapped(content: text.Text, size: float, width: float, inset: float = 0.0) -> list[_Line]:
    lines = text.wrapped(content, size, (width - inset) * POINTS)
    return [_Line(line, size, inset=inset) for line in lines]


def _name_lines(child: ChildRow) -> list[_Line]:
    """Return name and guardian in lines, none where both fit the row in a line each."""
    room = _NAME_WIDTH * POINTS
    name = text.parts_of(child.name, bold=True)
    fits = text.shape(name).width * 7.5 <= room and text.shape(child.guardian).width * 6 <= room
    if fits:
        return []
    return _wrapped(name, _SMALL, _NAME_WIDTH) + _wrapped(child.guardian, 7.5, _NAME_WIDTH)


def _may_lines(child: ChildRow, words: Texts) -> list[_Line]:
    """Return who must not collect, so that it never stands on a later sheet, then who may."""
    names = text.listed(child.may_collect)
    if not child.may_not_collect:
        return _wrapped(names, _SMALL, _MAY_WIDTH)
    may = words.parts("may_collect_too", names=names) if names else ""
    allowed = _wrapped(may, _SMALL, _MAY_WIDTH)
    barred = words.parts("not_collect", names=text.listed(child.may_not_collect))
    first, *others = _wrapped(barred, _SMALL, _MAY_WIDTH, _ICON)
    return [replace(first, ban=True), *others, *allowed]


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(
        self,
        sheet: ChildcareSheet,
        children: Sequence[_Part],
        part: tuple[int, int],
        strip: tuple[Strip, int],
        language: str,
    ) -> None:
        self.sheet, self.children, self.part = sheet, children, part
        self.strip, self.given = strip
        self.language = language
        self.texts: Texts = texts(language, "childcare_sheet")
        self.calendar = Calendar(language)

    def bookmark(self) -> str:
        day = f"{self.calendar.weekday(self.sheet.day)} {self.calendar.day(self.sheet.day)}"
        clocks = self.calendar.clocks(self.sheet.starts, self.sheet.ends)
        return f"{self.texts.plain('title')} {day}, {clocks}, {self.sheet.room}"

    def draw(self, page: Page) -> None:
        self._head(page)
        self._table_head(page)
        for child in self.children:
            self._child(page, child)
        self._grid(page)
        self._foot(page)

    def _head(self, page: Page) -> None:
        sheet, plain = self.sheet, self.texts.plain
        page.marks()
        version = LAYOUT_VERSION + _STRIPS * self.given
        code = SheetCode("K", sheet.number, self.part[0], version, sheet.letterhead.town)
        page.qr(_QR, str(code))
        count = self.texts.parts("sheet", sheet=self.part[0], sheets=self.part[1])
        page.write(253, 16.4, count, 11, align="right", width=38)
        page.write(253, 22.1, str(code), 9, align="right", width=38)
        heading.draw_issuer(page, sheet.letterhead, _ISSUER_WIDTH)
        day = self.calendar.long_day(sheet.day)
        heading.draw_title(page, plain("title"), day, 200, bold=True)
        page.rule(_RULE)
        facts = _facts(sheet, self.language)
        heading.draw_facts(page, facts, _RULE + 3.5, _RIGHT, plain("below"))
        self.strip.draw(page, _TABLE.x, _RULE + 9.9, self._top)

    @property
    def _top(self) -> float:
        return _TABLE.y + self.given * ROW

    def _row_y(self, row: int) -> float:
        return _row_y(row, self.given)

    def _table_head(self, page: Page) -> None:
        plain, base = self.texts.plain, self._top + _HEAD - 1.7
        page.write((_TABLE.x + _CHILD_X) / 2, base, plain("number"), 7.5, align="centre", shade=DIM)
        for x, key in (
            (_CHILD_X, "child"),
            (_AGE_X, "age"),
            (_IN_AT_X, "at"),
            (_IN_BY_X, "by"),
            (_OUT_AT_X, "at"),
            (_OUT_BY_X, "by"),
            (_MAY_X, "may_collect"),
            (_REMARK_X, "remarks"),
        ):
            page.write(x + 1.4, base, plain(key), 7.5, shade=DIM)
        page.write((_SIGN_X + _IN_AT_X) / 2, base, plain("sign"), 9, bold=True, align="centre")
        for x, key in ((_IN_AT_X, "brought"), (_OUT_AT_X, "collected")):
            page.write(x + 1.4, self._top + 4.4, plain(key), 10, bold=True)

    def _child(self, page: Page, part: _Part) -> None:
        y, child = self._row_y(part.row), part.child
        middle = y + ROW / 2
        self._name(page, part)
        self._lines(page, part, part.may, _MAY_X + 1.4)
        if not part.begins:
            self._not_here(page, part)
            return
        x = (_TABLE.x + _CHILD_X) / 2
        page.write(x, middle + 1.1, str(part.number), 7.5, align="centre", shade=DIM)
        page.write(_AGE_X + 1.4, middle + 1.4, self._age(child), 9.5, width=10.4)
        if child.attention:
            sign = self.texts.plain("sign")
            x = (_SIGN_X + _IN_AT_X) / 2
            page.write(x, middle + 2, sign, 15, bold=True, align="centre")

    def _name(self, page: Page, part: _Part) -> None:
        if part.name or not part.begins:
            self._lines(page, part, part.name, _CHILD_X + 1.4)
            return
        y, child = self._row_y(part.row), part.child
        base = y + ROW / 2 + (0.1 if child.guardian else 1.4)
        x, width = _CHILD_X + 1.4, _NAME_WIDTH
        page.write(x, base, child.name, 11, bold=True, width=width, minimum=7.5)
        page.write(x, y + 9.1, child.guardian, 7.5, shade=DIM, width=width)

    def _lines(self, page: Page, part: _Part, lines: Sequence[_Line], x: float) -> None:
        """Write the lines of a cell, in the middle of a single row, else from its top on."""
        rows = 1 if len(lines) <= _LINES_A_ROW else part.rows
        room = rows * ROW - len(lines) * _LINE if rows == 1 else ROW - _LINES_A_ROW * _LINE
        y = self._row_y(part.row) + room / 2 + 0.9 * _SMALL / POINTS
        for row, line in enumerate(lines):
            base = y + row * _LINE
            if line.ban:
                page.pictogram(Rect(x, base - 2.8, 3.6, 3.6), "ban", stroke=2.2)
            page.shaped(x + line.inset, base, line.line, line.size)

    def _not_here(self, page: Page, part: _Part) -> None:
        """Cover the fields that belong to the child's first row on the sheet before."""
        y, height = self._row_y(part.row), part.rows * ROW
        for left, right in ((_AGE_X, _MAY_X), (_REMARK_X, _RIGHT)):
            page.hatch(Rect(left, y, right - left, height))

    def _age(self, child: ChildRow) -> str:
        if child.age_months is None:
            return ""
        if child.age_months < _YEARS_FROM_MONTHS:
            return self.texts.plain("age_months", months=child.age_months)
        return self.texts.plain("age_years", years=child.age_months // 12)

    def _grid(self, page: Page) -> None:
        body = self._top + _HEAD
        inside = {part.row + at for part in self.children for at in range(1, part.rows)}
        for row in sorted(set(range(1, ROWS - self.given)) - inside):
            page.across(self._row_y(row), _TABLE.x, _RIGHT, GRID if row % 5 else FINE)
        for x in (_CHILD_X, _AGE_X, _SIGN_X, _IN_BY_X, _OUT_BY_X, _REMARK_X):
            page.down(x, body - 5.5, _TABLE.bottom, GRID)
        for x in (_IN_AT_X, _OUT_AT_X, _MAY_X):
            page.down(x, self._top, _TABLE.bottom, FINE)
        page.across(body, _TABLE.x, _RIGHT, RULE)
        page.frame(Rect(_TABLE.x, self._top, _TABLE.width, _TABLE.bottom - self._top), RULE)

    def _foot(self, page: Page) -> None:
        y = _TABLE.bottom + 4.2
        page.write(20.9, y, self.texts.parts("legend_sign"), 7.8, width=104)
        page.pictogram(Rect(20.9, y + 1.5, 3.4, 3.4), "ban", stroke=2.2)
        phone = self.sheet.letterhead.phone
        stop = self.texts.parts("legend_stop" if phone else "legend_stop_plain", phone=phone)
        if text.shape(stop).width * 6 > _STOP_WIDTH * POINTS:
            stop = self.texts.parts("legend_stop_plain")
        page.write(25.4, y + 4.2, stop, 7.8, width=_STOP_WIDTH, minimum=6)
        privacy = self.texts.parts("privacy")
        page.paragraph(Rect(130, y - 2.7, 64, 8), privacy, 7.5, leading=3.35, minimum=6)
        page.across(194.6, 200, 276, FINE)
        page.write(200, 197.8, self.texts.plain("signature"), 7.5, shade=DIM)
