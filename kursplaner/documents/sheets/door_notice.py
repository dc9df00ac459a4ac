"""The notice at the door: the room, the day, what happens when; nobody's name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final, TypeAlias

from kursplaner.basics.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import draw_cell, set_cell
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead, draw_name
from kursplaner.documents.page.page import DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

_LEFT, _RIGHT = 15.0, 195.0
_TIME_WIDTH: Final = 52.0
_TOP: Final = 104.0
_BOTTOM: Final = 268.0
_MOST_ROWS: Final = 8
_TALLEST_ROW: Final = 41.0
_REMARK: Final = 8.0
_CARE_SHARE, _GAP = 0.45, 5.0
"""Of the width, what childcare takes at most before a note, and the distance between them."""
_TALLEST_LINES: Final = 26
_TALL_LEADING: Final = 0.42
"""Millimetres from line to line for each point of the type's size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorLesson:
    """One lesson in the room.

    Attributes:
        note: what else a visitor should know, such as "Heute im Saal"; stands out.
        childcare_room: where children are looked after meanwhile; empty without childcare.
    """

    starts: time
    ends: time
    title: str
    note: str = ""
    childcare_room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorNotice:
    """One room on one day, with its lessons in order of time."""

    letterhead: Letterhead
    room: str
    place: str
    day: date
    lessons: tuple[DoorLesson, ...]


def draw(sheets: Sequence[DoorNotice], out: Out, *, title: str = "", language: str = "de") -> int:
    """Write the notices into one PDF and return its number of pages."""
    name = title or texts(language, "door_notice").plain("today")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: DoorNotice, *, language: str = "de") -> None:
    """Add one notice to a document; more lessons than fit go on to a further page."""
    flowing = _flowing(sheet, language)
    pages: list[_Rows] = [*_flow_pages(flowing)] if flowing else [*_pages(sheet)]
    for number, rows in enumerate(pages):
        drawing = _Drawing(sheet, rows, language)
        with document.page(PORTRAIT, drawing.bookmark() if not number else "") as page:
            drawing.draw(page)


def page_count(sheet: DoorNotice) -> int:
    """Return how many sheets of paper the notice takes."""
    flowing = _flowing(sheet, "de")
    return len(_flow_pages(flowing)) if flowing else len(_pages(sheet))


def _pages(sheet: DoorNotice) -> list[Sequence[DoorLesson]]:
    starts = range(0, max(1, len(sheet.lessons)), _MOST_ROWS)
    return [sheet.lessons[start : start + _MOST_ROWS] for start in starts]


@dataclass(frozen=True, slots=True)
class _Tall:
    """A lesson whose texts need more room than a row gives: all of it, line below line."""

    lesson: DoorLesson
    lines: tuple[tuple[Shaped, float], ...]

    @property
    def height(self) -> float:
        return max(14.0, sum(size * _TALL_LEADING for _, size in self.lines) + 4.0)


_Rows: TypeAlias = Sequence[DoorLesson] | Sequence[_Tall]


def _flowing(sheet: DoorNotice, language: str) -> list[_Tall]:
    """Return the lessons one below the other where some text has no room in its row."""
    words = texts(language, "door_notice")
    pages = _pages(sheet)
    if all(_has_room(lesson, _row_height(page), words) for page in pages for lesson in page):
        return []
    return [row for lesson in sheet.lessons for row in _tall(lesson, words)]


def _row_height(lessons: Sequence[DoorLesson]) -> float:
    return min(_TALLEST_ROW, (_BOTTOM - _TOP) / max(1, len(lessons)))


def _second_line(height: float) -> float:
    """Return the baseline of a row's second line, below its upper edge."""
    return min(15.0, height * 0.52) + min(9.0, height * 0.36)


def _has_room(lesson: DoorLesson, height: float, words: Texts) -> bool:
    width, size = _RIGHT - _LEFT - _TIME_WIDTH, min(30.0, height * 1.15)
    beside = bool(lesson.note) and height - _second_line(height) <= 2 * _REMARK
    title = set_cell(lesson.title, width, size * 0.85, bold=True, leading=1, single=13, least=9)
    care = words.plain("childcare", room=lesson.childcare_room) if lesson.childcare_room else ""
    share = width * _CARE_SHARE if beside else width - size * 0.25
    note = width - size * 0.25 - share - _GAP if care and beside else width
    return (
        len(title.lines) <= 2
        and text.shape(care).width <= share * POINTS / 8
        and text.shape(lesson.note, bold=True).width <= note * POINTS / 8
    )


def _tall(lesson: DoorLesson, words: Texts) -> Iterator[_Tall]:
    room = (_RIGHT - _LEFT - _TIME_WIDTH) * POINTS
    lines = [(line, 14.0) for line in text.wrapped(lesson.title, 14, room, bold=True)]
    if lesson.childcare_room:
        care = words.plain("childcare", room=lesson.childcare_room)
        lines += [(line, 11.0) for line in text.wrapped(care, 11, room)]
    lines += [(line, 11.0) for line in text.wrapped(lesson.note, 11, room, bold=True)]
    for start in range(0, len(lines), _TALLEST_LINES):
        yield _Tall(lesson, tuple(lines[start : start + _TALLEST_LINES]))


def _flow_pages(rows: Sequence[_Tall]) -> list[Sequence[_Tall]]:
    found: list[list[_Tall]] = [[]]
    for row in rows:
        used = sum(there.height for there in found[-1])
        if found[-1] and _TOP + used + row.height > _BOTTOM:
            found.append([])
        found[-1].append(row)
    return list(found)


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(self, sheet: DoorNotice, rows: _Rows, language: str) -> None:
        self.sheet = sheet
        self.lessons = [row for row in rows if isinstance(row, DoorLesson)]
        self.tall = [row for row in rows if isinstance(row, _Tall)]
        self.texts = texts(language, "door_notice")
        self.calendar = Calendar(language)

    def bookmark(self) -> str:
        day = f"{self.calendar.weekday(self.sheet.day)} {self.calendar.day(self.sheet.day)}"
        return f"{self.sheet.room}, {day}"

    def draw(self, page: Page) -> None:
        self._head(page)
        if self.tall:
            self._flow(page)
            return
        if not self.lessons:
            page.write(_LEFT, _TOP + 16, self.texts.plain("nothing"), 22, width=180)
        height = _row_height(self.lessons)
        for row, lesson in enumerate(self.lessons):
            self._lesson(page, Rect(_LEFT, _TOP + row * height, _RIGHT - _LEFT, height), lesson)
        page.across(_TOP + height * len(self.lessons), _LEFT, _RIGHT, RULE)
        self._foot(page)

    def _flow(self, page: Page) -> None:
        y = _TOP
        for row in self.tall:
            if y > _TOP:
                page.across(y, _LEFT, _RIGHT, FINE)
            base = y + 2.0
            page.write(_LEFT, base + 5, self.calendar.clock(row.lesson.starts), 16, bold=True)
            until = self.texts.plain("until", clock=self.calendar.clock(row.lesson.ends))
            page.write(_LEFT, base + 10, until, 10, shade=DIM)
            for line, size in row.lines:
                page.shaped(_LEFT + _TIME_WIDTH, base + size * 0.32, line, size)
                base += size * _TALL_LEADING
            y += row.height
        page.across(y, _LEFT, _RIGHT, RULE)
        self._foot(page)

    def _head(self, page: Page) -> None:
        sheet = self.sheet
        width = _RIGHT - _LEFT
        draw_name(page, sheet.letterhead, (_LEFT, 22), width, size=13, gap=2.4)
        page.across(27, _LEFT, _RIGHT, RULE)
        room = set_cell(sheet.room, width, 62, bold=True, leading=12, single=32, least=16)
        if len(room.lines) > 2:
            room = set_cell(sheet.room, width, 16, bold=True, leading=6, most=4, single=16, least=8)
        draw_cell(page, _LEFT, 55 if room.leading > 6 else 45, room, size=62)
        place = set_cell(sheet.place, width, 17, leading=5, single=10, least=8)
        draw_cell(page, _LEFT, 67, place, size=17, shade=DIM)
        day = self.calendar.long_day(sheet.day)
        page.write(_LEFT, 91, day, 34, bold=True, width=width, minimum=16)
        page.across(_TOP, _LEFT, _RIGHT, RULE)

    def _lesson(self, page: Page, row: Rect, lesson: DoorLesson) -> None:
        if row.y > _TOP:
            page.across(row.y, row.x, row.right, FINE)
        base = row.y + min(15.0, row.height * 0.52)
        size = min(30.0, row.height * 1.15)
        page.write(row.x, base, self.calendar.clock(lesson.starts), size, bold=True)
        until = self.texts.plain("until", clock=self.calendar.clock(lesson.ends))
        second = row.y + _second_line(row.height)
        page.write(row.x, second, until, size * 0.5, shade=DIM)
        x, width = row.x + _TIME_WIDTH, row.width - _TIME_WIDTH
        page.fit(
            x, base, lesson.title, size * 0.85, bold=True, width=width,
            leading=min(5.5, row.height * 0.22), single=13, minimum=9,
        )  # fmt: skip
        self._remarks(page, Rect(x, second, width, row.bottom - second), lesson, size * 0.5)

    def _remarks(self, page: Page, place: Rect, lesson: DoorLesson, size: float) -> None:
        """Write the remarks from the upper edge of `place` on, below each other if they fit."""
        x, y, width = place.x, place.y, place.width
        below = bool(lesson.childcare_room) and place.height > 2 * _REMARK
        if lesson.childcare_room:
            content = self.texts.plain("childcare", room=lesson.childcare_room)
            share = width * _CARE_SHARE if lesson.note and not below else width - size * 0.5
            page.pictogram(Rect(x, y - size * 0.31, size * 0.38, size * 0.38), "blocks")
            used = page.write(x + size * 0.5, y, content, size, width=share, minimum=8)
            if not below:
                used += size * 0.5 + _GAP
                x, width = x + used, width - used
        if lesson.note:
            y += _REMARK if below else 0
            page.write(x, y, lesson.note, size, bold=True, width=width, minimum=8)

    def _foot(self, page: Page) -> None:
        head = self.sheet.letterhead
        key = "footer" if head.phone else "footer_plain"
        office = head.office or head.issuer
        content = self.texts.plain(key, office=office, phone=head.phone)
        cell = set_cell(content, 170, 12, leading=4, single=9, least=8)
        first = 282 - (len(cell.lines) - 1) * cell.leading / 2
        page.lines(105, first, cell.lines, cell.size, leading=cell.leading, align="centre")
