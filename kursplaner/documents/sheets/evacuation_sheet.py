"""The list for a fire drill: who is in which house and room now, with boxes; who is under way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from kursplaner.basics.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.moment import BOTTOM, LEFT, RIGHT, WIDTH, MomentHead
from kursplaner.documents.page.page import POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

_COLUMNS: Final = 3
_WIDTH: Final = WIDTH / _COLUMNS
_BOX: Final = 5.0
_NAME: Final = 11.0
_TITLES: Final = {"house": 14.0, "room": 11.5}
_ABOVE: Final = {"house": 8.0, "room": 6.0, "names": 5.2}
_BELOW: Final = {"house": 3.5, "room": 3.0, "names": 2.8}
"""By kind of row: from its top to the first baseline, and from the last one to its end (mm)."""
_LEADING: Final = {"house": 6.0, "room": 5.0, "names": 4.6}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationRoom:
    """A room or vehicle: what it is and what goes on there, and the names of those in it.

    `house` says where it is and how many are in it; rooms of one house follow each other.
    """

    title: str
    names: tuple[str, ...]
    under_way: bool = False
    house: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvacuationSheet:
    """Everybody at a moment; `count` in words, such as "14 Personen in 2 Häusern"."""

    letterhead: Letterhead
    day: date
    at: time
    count: str
    rooms: tuple[EvacuationRoom, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A title, or up to three names with their boxes, each in as many lines as it needs."""

    kind: str
    cells: tuple[tuple[Shaped, ...], ...]
    boxes: bool = False
    room: EvacuationRoom | None = None

    @property
    def height(self) -> float:
        lines = max(len(cell) for cell in self.cells)
        return _ABOVE[self.kind] + (lines - 1) * _LEADING[self.kind] + _BELOW[self.kind]


def draw(sheet: EvacuationSheet, out: Out, *, language: str = "de") -> int:
    """Write the sheet as a PDF and return its number of pages."""
    words, calendar = texts(language, "evacuation_sheet"), Calendar(language)
    told = words.plain("count", count=sheet.count, clock=calendar.clock(sheet.at))
    head = MomentHead(
        letterhead=sheet.letterhead, day=sheet.day, told=told, words=words, calendar=calendar
    )
    pages = _pages(list(_rows(sheet, words)), words, head.top)
    with Document(out, words.plain("title"), language=language) as document:
        for number, rows in enumerate(pages, start=1):
            mark = words.plain("title") if number == 1 else ""
            with document.page(PORTRAIT, mark) as page:
                head.draw(page, number, len(pages))
                if not rows:
                    page.write(LEFT, head.top + 6, words.plain("nobody"), 14, width=WIDTH)
                y = head.top
                for row in rows:
                    _draw_row(page, row, y)
                    y += row.height
    return document.page_count


def _rows(sheet: EvacuationSheet, words: Texts) -> Iterator[_Row]:
    away = words.plain("under_way")
    inside = [room for room in sheet.rooms if not room.under_way]
    outside = [replace(room, house=away) for room in sheet.rooms if room.under_way]
    house = ""
    for room in (*inside, *outside):
        if room.house != house:
            house = room.house
            yield _title("house", house, room)
        yield _title("room", room.title, room)
        for at in range(0, len(room.names), _COLUMNS):
            names = room.names[at : at + _COLUMNS]
            cells = tuple(_lines(name, _NAME, _WIDTH - _BOX - 5) for name in names)
            yield _Row("names", cells, not room.under_way, room)


def _title(kind: str, title: str, room: EvacuationRoom) -> _Row:
    return _Row(kind, (_lines(title, _TITLES[kind], WIDTH, bold=True),), room=room)


def _lines(content: str, size: float, width: float, *, bold: bool = False) -> tuple[Shaped, ...]:
    return text.wrapped(content, size, width * POINTS, bold=bold) or (text.shape(""),)


def _pages(rows: Sequence[_Row], words: Texts, top: float) -> list[list[_Row]]:
    """Part the rows into pages; titles never stand alone at the foot and are said again."""
    found: list[list[_Row]] = [[]]
    used = top
    for place, row in enumerate(rows):
        if used + _kept_together(rows, place) > BOTTOM and found[-1]:
            again = _again(row, words)
            found.append(again)
            used = top + sum(repeated.height for repeated in again)
        found[-1].append(row)
        used += row.height
    return found


def _kept_together(rows: Sequence[_Row], place: int) -> float:
    """Return the height of a row and, of a title, of what must follow it on the same page."""
    height = 0.0
    kinds: tuple[str, ...] = ("house", "room", "names")
    for row in rows[place:]:
        if row.kind not in kinds:
            break
        height += row.height
        kinds = kinds[kinds.index(row.kind) + 1 :]
    return height


def _again(row: _Row, words: Texts) -> list[_Row]:
    """Return the titles above a row that begins a page."""
    room = row.room
    if room is None or row.kind == "house":
        return []
    titles = [("house", room.house)] if room.house else []
    if row.kind == "names":
        titles.append(("room", room.title))
    return [_title(kind, words.plain("continued", title=title), room) for kind, title in titles]


def _draw_row(page: Page, row: _Row, y: float) -> None:
    base, leading = y + _ABOVE[row.kind], _LEADING[row.kind]
    if row.kind != "names":
        size = _TITLES[row.kind]
        last = page.lines(LEFT, base, row.cells[0], size, leading=leading) - leading
        page.across(last + 1.5, LEFT, RIGHT, RULE if row.kind == "house" else FINE)
        return
    for at, name in enumerate(row.cells):
        x = LEFT + at * _WIDTH
        if row.boxes:
            page.box(Rect(x, y + 1, _BOX, _BOX))
        page.lines(x + _BOX + 2, base, name, _NAME, leading=leading)
