"""The list for a fire drill: who is in which room now, with a box to tick; who is under way."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.documents.document import Document, Out
from kursplaner.documents.heading import Letterhead
from kursplaner.documents.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page import DIM, Page
from kursplaner.documents.texts import Calendar, Texts, texts

_LEFT, _RIGHT = 15.0, 195.0
_TOP, _BOTTOM = 44.0, 280.0
_COLUMNS: Final = 3
_WIDTH: Final = (_RIGHT - _LEFT) / _COLUMNS
_BOX: Final = 5.0
_HEAD, _LINE = 9.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationRoom:
    """A room or vehicle: what it is and what goes on there, and the names of those in it."""

    title: str
    names: tuple[str, ...]
    under_way: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationSheet:
    """Everybody at a moment; `count` in words, such as "14 Personen"."""

    letterhead: Letterhead
    day: date
    at: time
    count: str
    rooms: tuple[EvacuationRoom, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A title, or up to three names with their boxes."""

    title: str = ""
    names: tuple[str, ...] = ()
    boxes: bool = True

    @property
    def height(self) -> float:
        return _HEAD if self.title else _LINE


def draw(sheet: EvacuationSheet, out: Out, *, language: str = "de") -> int:
    """Write the sheet as a PDF and return its number of pages."""
    words = texts(language, "evacuation_sheet")
    with Document(out, words.plain("title"), language=language) as document:
        for number, rows in enumerate(_pages(_rows(sheet, words))):
            with document.page(PORTRAIT, "" if number else words.plain("title")) as page:
                _draw_page(page, sheet, rows, words, Calendar(language))
    return document.page_count


def _rows(sheet: EvacuationSheet, words: Texts) -> list[_Row]:
    found: list[_Row] = []
    inside = [room for room in sheet.rooms if not room.under_way]
    away = [room for room in sheet.rooms if room.under_way]
    for room in (*inside, *away):
        if away and room is away[0]:
            found.append(_Row(title=words.plain("under_way")))
        found.append(_Row(title=room.title))
        found += [
            _Row(names=room.names[at : at + _COLUMNS], boxes=not room.under_way)
            for at in range(0, len(room.names), _COLUMNS)
        ]
    return found


def _pages(rows: list[_Row]) -> list[list[_Row]]:
    """Part the rows into pages; a title never stands alone at the foot."""
    found: list[list[_Row]] = [[]]
    used = _TOP
    for row in rows:
        needed = row.height + (_LINE if row.title else 0)
        if used + needed > _BOTTOM and found[-1]:
            found.append([])
            used = _TOP
        found[-1].append(row)
        used += row.height
    return found


def _draw_page(
    page: Page, sheet: EvacuationSheet, rows: list[_Row], words: Texts, calendar: Calendar
) -> None:
    width = _RIGHT - _LEFT
    page.write(_LEFT, 18, sheet.letterhead.issuer, 10.5, bold=True, width=width, minimum=7)
    used = page.write(_LEFT, 30, words.plain("title"), 25.5, bold=True)
    day = calendar.long_day(sheet.day)
    page.write(_LEFT + used + 5, 30, day, 14.5, bold=True, width=width - used - 5, minimum=8)
    told = words.plain("count", count=sheet.count, clock=calendar.clock(sheet.at))
    page.write(_LEFT, 38, told, 11, width=width)
    page.across(_TOP - 3, _LEFT, _RIGHT, RULE)
    y = _TOP
    for row in rows:
        _draw_row(page, row, y)
        y += row.height
    if not rows:
        page.write(_LEFT, y + 6, words.plain("nobody"), 14, width=width)
    page.write(_LEFT, 289, words.plain("foot"), 8, shade=DIM, width=width)


def _draw_row(page: Page, row: _Row, y: float) -> None:
    if row.title:
        page.write(_LEFT, y + 6, row.title, 11.5, bold=True, width=_RIGHT - _LEFT, minimum=7)
        page.across(y + 7.5, _LEFT, _RIGHT, FINE)
        return
    for at, name in enumerate(row.names):
        x = _LEFT + at * _WIDTH
        if row.boxes:
            page.box(Rect(x, y + 1, _BOX, _BOX))
        page.write(x + _BOX + 2, y + 5.2, name, 11, width=_WIDTH - _BOX - 5, minimum=6)
