"""The notice at the door: the room, the day, what happens when; nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.texts import texts

_LEFT, _RIGHT = 15.0, 195.0
_TIME_WIDTH: Final = 52.0
_TOP: Final = 104.0
_BOTTOM: Final = 268.0
_MOST_ROWS: Final = 8
_TALLEST_ROW: Final = 41.0
_REMARK: Final = 8.0


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
    starts = range(0, max(1, len(sheet.lessons)), _MOST_ROWS)
    for start in starts:
        drawing = _Drawing(sheet, sheet.lessons[start : start + _MOST_ROWS], language)
        with document.page(PORTRAIT, drawing.bookmark() if not start else "") as page:
            drawing.draw(page)


def page_count(sheet: DoorNotice) -> int:
    """Return how many sheets of paper the notice takes."""
    return max(1, -(-len(sheet.lessons) // _MOST_ROWS))


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(self, sheet: DoorNotice, lessons: Sequence[DoorLesson], language: str) -> None:
        self.sheet, self.lessons = sheet, lessons
        self.texts = texts(language, "door_notice")
        self.calendar = Calendar(language)

    def bookmark(self) -> str:
        day = f"{self.calendar.weekday(self.sheet.day)} {self.calendar.day(self.sheet.day)}"
        return f"{self.sheet.room}, {day}"

    def draw(self, page: Page) -> None:
        self._head(page)
        if not self.lessons:
            page.write(_LEFT, _TOP + 16, self.texts.plain("nothing"), 22, width=180)
        height = min(_TALLEST_ROW, (_BOTTOM - _TOP) / max(1, len(self.lessons)))
        for row, lesson in enumerate(self.lessons):
            self._lesson(page, Rect(_LEFT, _TOP + row * height, _RIGHT - _LEFT, height), lesson)
        page.across(_TOP + height * len(self.lessons), _LEFT, _RIGHT, RULE)
        self._foot(page)

    def _head(self, page: Page) -> None:
        sheet = self.sheet
        width = _RIGHT - _LEFT
        used = page.write(_LEFT, 22, sheet.letterhead.issuer, 13, bold=True, width=110)
        page.write(_LEFT + used + 2.4, 22, sheet.letterhead.office, 13, width=width - used - 4)
        page.across(27, _LEFT, _RIGHT, RULE)
        page.fit(
            _LEFT, 55, sheet.room, 62, bold=True, width=width, leading=12, single=32, minimum=16
        )
        page.write(_LEFT, 67, sheet.place, 17, shade=DIM, width=width, minimum=10)
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
        second = base + min(9.0, row.height * 0.36)
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
            share = width * 0.45 if lesson.note and not below else width - size * 0.5
            page.pictogram(Rect(x, y - size * 0.31, size * 0.38, size * 0.38), "blocks")
            used = page.write(x + size * 0.5, y, content, size, width=share, minimum=8)
            if not below:
                x, width = x + size * 0.5 + used + 5, width - size * 0.5 - used - 5
        if lesson.note:
            y += _REMARK if below else 0
            page.write(x, y, lesson.note, size, bold=True, width=width, minimum=8)

    def _foot(self, page: Page) -> None:
        head = self.sheet.letterhead
        key = "footer" if head.phone else "footer_plain"
        office = head.office or head.issuer
        content = self.texts.plain(key, office=office, phone=head.phone)
        page.write(105, 282, content, 12, align="centre", width=170, minimum=8)
