"""The childcare sheet: who is brought and collected, when and by whom; it stays with the carer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.documents import heading, text
from kursplaner.documents.document import Document, Out
from kursplaner.documents.heading import Letterhead
from kursplaner.documents.layout import (
    FINE,
    GRID,
    LANDSCAPE,
    QR_SIDE,
    RULE,
    Rect,
    SheetCode,
    SheetLayout,
)
from kursplaner.documents.page import DIM, POINTS, Page
from kursplaner.documents.texts import Calendar, Texts, texts

LAYOUT_VERSION: Final = 1
ROWS: Final = 12
ROW: Final = 10.6
_TABLE: Final = Rect(12, 45.5, 273, 10.5 + ROWS * ROW)
_HEAD: Final = 10.5
_QR: Final = Rect(255.9, 12, QR_SIDE, QR_SIDE)
_CHILD_X, _AGE_X, _SIGN_X, _IN_AT_X, _IN_BY_X = 19.5, 66.0, 79.0, 87.0, 106.0
_OUT_AT_X, _OUT_BY_X, _MAY_X, _REMARK_X = 139.0, 158.0, 192.0, 241.0
_RIGHT: Final = 285.0
_YEARS_FROM_MONTHS: Final = 24
_COLLECTORS: Final = {1: (4.1, 5.6, 8.5, 3.5), 2: (3.3, 5.4, 7.5, 2.8), 3: (2.6, 4.6, 6.5, 2.4)}
"""By lines of who must not collect: where the others and the sign stand, type size, leading."""


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


def layout() -> SheetLayout:
    """Return the fields a carer fills, by name and row from 0."""
    cells = {}
    for row in range(ROWS):
        for name, left, right in (
            ("brought at", _IN_AT_X, _IN_BY_X),
            ("brought by", _IN_BY_X, _OUT_AT_X),
            ("collected at", _OUT_AT_X, _OUT_BY_X),
            ("collected by", _OUT_BY_X, _MAY_X),
            ("remark", _REMARK_X, _RIGHT),
        ):
            cells[f"{name} {row}"] = Rect(left, _row_y(row), right - left, ROW)
    return SheetLayout(LANDSCAPE, "K", LAYOUT_VERSION, _QR, cells)


def _row_y(row: int) -> float:
    return _TABLE.y + _HEAD + row * ROW


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
    """Add one slot to a document; a sheet holds twelve children."""
    starts = range(0, max(1, len(sheet.children)), ROWS)
    for place, start in enumerate(starts, start=1):
        drawing = _Drawing(sheet, start, (place, len(starts)), language)
        with document.page(LANDSCAPE, drawing.bookmark() if place == 1 else "") as page:
            drawing.draw(page)


def page_count(sheet: ChildcareSheet) -> int:
    """Return how many sheets of paper the slot takes."""
    return max(1, -(-len(sheet.children) // ROWS))


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(
        self, sheet: ChildcareSheet, start: int, part: tuple[int, int], language: str
    ) -> None:
        self.sheet, self.start, self.part = sheet, start, part
        self.children = sheet.children[start : start + ROWS]
        self.texts: Texts = texts(language, "childcare_sheet")
        self.calendar = Calendar(language)

    def bookmark(self) -> str:
        day = f"{self.calendar.weekday(self.sheet.day)} {self.calendar.day(self.sheet.day)}"
        clocks = self.calendar.clocks(self.sheet.starts, self.sheet.ends)
        return f"{self.texts.plain('title')} {day}, {clocks}, {self.sheet.room}"

    def draw(self, page: Page) -> None:
        self._head(page)
        self._table_head(page)
        for row, child in enumerate(self.children):
            self._child(page, row, child)
        self._grid(page)
        self._foot(page)

    def _head(self, page: Page) -> None:
        sheet, plain = self.sheet, self.texts.plain
        page.marks()
        code = SheetCode("K", sheet.number, self.part[0], LAYOUT_VERSION)
        page.qr(_QR, str(code))
        count = self.texts.spans("sheet", sheet=self.part[0], sheets=self.part[1])
        page.write(253, 16.4, count, 11, align="right")
        page.write(253, 22.1, str(code), 9, align="right")
        heading.draw_issuer(page, sheet.letterhead, 200)
        day = self.calendar.long_day(sheet.day)
        heading.draw_title(page, plain("title"), day, 210, bold=True)
        page.rule(34.6)
        facts = [
            (12.0, plain("time"), self.calendar.clocks(sheet.starts, sheet.ends)),
            (46.0, plain("room"), sheet.room),
            (106.0, plain("courses"), sheet.courses),
            (192.0, plain("carers"), ", ".join(sheet.carers)),
            (241.0, plain("children"), self._children_text()),
        ]
        heading.draw_facts(page, facts, 38.1, _RIGHT)

    def _children_text(self) -> str:
        count = len(self.sheet.children)
        if self.sheet.limit is None:
            return self.texts.plain("children_value_plain", children=count)
        return self.texts.plain("children_value", children=count, limit=self.sheet.limit)

    def _table_head(self, page: Page) -> None:
        plain, base = self.texts.plain, _TABLE.y + _HEAD - 1.7
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
            page.write(x + 1.4, _TABLE.y + 4.4, plain(key), 10, bold=True)

    def _child(self, page: Page, row: int, child: ChildRow) -> None:
        y = _row_y(row)
        middle = y + ROW / 2
        number = str(self.start + row + 1)
        page.write((_TABLE.x + _CHILD_X) / 2, middle + 1.1, number, 7.5, align="centre", shade=DIM)
        width = _AGE_X - _CHILD_X - 2.6
        base = middle + (0.1 if child.guardian else 1.4)
        page.fit(
            _CHILD_X + 1.4, base, child.name, 11, bold=True, width=width, leading=2.9, single=7.5
        )
        page.write(_CHILD_X + 1.4, y + 9.1, child.guardian, 7.5, shade=DIM, width=width)
        page.write(_AGE_X + 1.4, middle + 1.4, self._age(child), 9.5, width=10.4)
        if child.attention:
            sign = self.texts.plain("sign")
            x = (_SIGN_X + _IN_AT_X) / 2
            page.write(x, middle + 2, sign, 15, bold=True, align="centre")
        self._collectors(page, y, child)

    def _age(self, child: ChildRow) -> str:
        if child.age_months is None:
            return ""
        if child.age_months < _YEARS_FROM_MONTHS:
            return self.texts.plain("age_months", months=child.age_months)
        return self.texts.plain("age_years", years=child.age_months // 12)

    def _collectors(self, page: Page, y: float, child: ChildRow) -> None:
        x, width = _MAY_X + 1.4, _REMARK_X - _MAY_X - 2.8
        if not child.may_not_collect:
            allowed = self._names(child.may_collect, width, 2)
            one_line = text.shape(allowed).width * 8.5 <= width * POINTS
            top = y + (3.4 if one_line else 1.6)
            page.paragraph(Rect(x, top, width, 7.6), allowed, 8.5, leading=3.7, minimum=6)
            return
        allowed = self._names(child.may_collect, width, 1)
        names = self._names(child.may_not_collect, width - 4.8, 3, key="not_collect")
        forbidden, room = self.texts.spans("not_collect", names=names), (width - 4.8) * POINTS
        rows = min(3, len(text.wrapped(forbidden, 7, room)))
        first, icon, size, leading = _COLLECTORS[rows]
        page.write(x, y + first, allowed, min(8.5, size + 1), width=width, minimum=6)
        page.pictogram(Rect(x, y + icon, 3.8, 3.8), "ban", stroke=2.2)
        last = y + 8.8 + 0.5 * (rows - 1)
        top = last - (rows - 1) * leading - size * 0.9 / POINTS
        below = Rect(x + 4.8, top, width - 4.8, rows * leading)
        page.paragraph(below, forbidden, size, leading=leading, minimum=6)

    def _names(self, names: Sequence[str], width: float, rows: int, *, key: str = "") -> str:
        """Return all names if they fit, else the first ones and how many more there are."""
        for count in range(len(names), 0, -1):
            rest = len(names) - count
            listed = ", ".join(names[:count])
            content = self.texts.plain("more", names=listed, count=rest) if rest else listed
            whole: text.Text = self.texts.spans(key, names=content) if key else content
            if len(text.wrapped(whole, 6, width * POINTS)) <= rows:
                return content
        if len(names) < 2:
            return ", ".join(names)
        return self.texts.plain("only_count", count=len(names))

    def _grid(self, page: Page) -> None:
        body = _TABLE.y + _HEAD
        for row in range(1, ROWS):
            page.across(_row_y(row), _TABLE.x, _RIGHT, GRID if row % 5 else FINE)
        for x in (_CHILD_X, _AGE_X, _SIGN_X, _IN_BY_X, _OUT_BY_X, _REMARK_X):
            page.down(x, body - 5.5, _TABLE.bottom, GRID)
        for x in (_IN_AT_X, _OUT_AT_X, _MAY_X):
            page.down(x, _TABLE.y, _TABLE.bottom, FINE)
        page.across(body, _TABLE.x, _RIGHT, RULE)
        page.frame(_TABLE, RULE)

    def _foot(self, page: Page) -> None:
        y = _TABLE.bottom + 4.2
        page.write(20.9, y, self.texts.spans("legend_sign"), 7.8, width=104)
        page.pictogram(Rect(20.9, y + 1.5, 3.4, 3.4), "ban", stroke=2.2)
        phone = self.sheet.letterhead.phone
        key = "legend_stop" if phone else "legend_stop_plain"
        stop = self.texts.spans(key, phone=phone)
        page.write(25.4, y + 4.2, stop, 7.8, width=100, minimum=6)
        privacy = self.texts.spans("privacy")
        page.paragraph(Rect(130, y - 2.7, 64, 8), privacy, 7.5, leading=3.35, minimum=6)
        page.across(194.6, 200, 276, FINE)
        page.write(200, 197.8, self.texts.plain("signature"), 7.5, shade=DIM)
