"""The list of calls of an absence: the sentences, then whom to call, with boxes and room to write.

It is worked off in the order in which people leave home, where no screen is at hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.basics.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import Cell, set_cell
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.moment import BOTTOM, LEFT, RIGHT, WIDTH, MomentHead
from kursplaner.documents.page.page import BLACK, DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

COLUMNS: Final = {"leaves": 0.0, "who": 15.0, "topic": 68.0, "number": 111.0, "says": 148.0}
"""Where each column begins, from the left margin (mm)."""
_BOXES: Final = (158.0, 170.0)
_BOX: Final = 5.0
_HEADING: Final = 8.0
_ROW: Final = 18.5
_SAID: Final = 10.0
_LEADING: Final = 4.6
_CELL_LEADING: Final = 3.7


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledPerson:
    """One line: when she leaves, who and with whom, what it is about, how to reach her.

    `says` names the sentence, `told` and `answer` are the last word and what she said.
    """

    leaves: str
    name: str
    beneath: str
    topic: str
    way: str
    number: str
    route: str
    says: str
    told: str = ""
    answer: str = ""
    reached: bool = False
    mailbox: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """All calls of an absence; `sentences` are (letter, sentence), `done` how far they are."""

    letterhead: Letterhead
    day: date
    at: time
    what: str
    done: str
    sentences: tuple[tuple[str, str], ...]
    people: tuple[CalledPerson, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence, in as many lines as it needs."""

    letter: str
    lines: tuple[Shaped, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * _LEADING + 2.0


def draw(sheet: CallSheet, out: Out, *, language: str = "de") -> int:
    """Write the sheet as a PDF and return its number of pages."""
    return draw_all([sheet], out, language=language)


def draw_all(sheets: Sequence[CallSheet], out: Out, *, language: str = "de") -> int:
    """Write several sheets as one PDF, each from a page of its own on; return how many pages."""
    words = texts(language, "call_sheet")
    with Document(out, words.plain("title"), language=language) as document:
        for sheet in sheets:
            _draw(document, sheet, words, Calendar(language))
    return document.page_count


def _draw(document: Document, sheet: CallSheet, words: Texts, calendar: Calendar) -> None:
    told = words.plain("told", what=sheet.what, done=sheet.done, clock=calendar.clock(sheet.at))
    head = MomentHead(
        letterhead=sheet.letterhead, day=sheet.day, told=told, words=words, calendar=calendar
    )
    pages = list(_pages(sheet, words, head.top))
    for number, rows in enumerate(pages, start=1):
        with document.page(PORTRAIT, words.plain("title") if number == 1 else "") as page:
            head.draw(page, number, len(pages))
            if not rows:
                page.write(LEFT, head.top + 6, words.plain("nobody"), 14, width=WIDTH)
            _draw_rows(page, rows, words, head.top)


@dataclass(frozen=True, slots=True)
class _Called:
    """A person with the texts as they are set: two blocks side by side, and the last line."""

    who: CalledPerson
    first: dict[str, Cell]
    second: dict[str, Cell]
    last: dict[str, Cell]

    @property
    def height(self) -> float:
        return _ROW + sum(_more(block) for block in (self.first, self.second, self.last))


def _more(block: dict[str, Cell]) -> float:
    """Return by how much a block is higher than with one line in each cell."""
    return max(cell.height - cell.leading for cell in block.values())


_ROOM: Final = {
    name: end - x - 2
    for (name, x), end in zip(
        COLUMNS.items(), [*list(COLUMNS.values())[1:], _BOXES[0]], strict=True
    )
}


def _called(who: CalledPerson, words: Texts) -> _Called:
    first = {"leaves": who.leaves, "who": who.name, "topic": who.topic, "number": who.number}
    second = {"who": who.beneath, "topic": who.way, "number": who.route}
    told = words.plain("last", told=who.told) if who.told else ""
    last = {"who": (told, 90.0), "number": (words.plain("answer", answer=who.answer), 69.0)}
    return _Called(
        who,
        {
            name: _set(content, _ROOM[name], 10.5, bold=name in {"leaves", "who"})
            for name, content in first.items()
        },
        {name: _set(content, _ROOM[name], 8.5) for name, content in second.items()},
        {name: _set(content, width, 8.5) for name, (content, width) in last.items()},
    )


def _set(content: str, width: float, size: float, *, bold: bool = False) -> Cell:
    return set_cell(
        content, width, size, bold=bold, leading=_CELL_LEADING, most=1, single=7, least=7
    )


def _pages(sheet: CallSheet, words: Texts, top: float) -> Iterator[list[_Said | _Called]]:
    """Part sentences and people into pages; people stand below a line of headings."""
    rows: list[_Said | _Called] = [_said(*each) for each in sheet.sentences]
    rows += [_called(who, words) for who in sheet.people]
    page: list[_Said | _Called] = []
    used = 0.0
    for row in rows:
        heading = isinstance(row, _Called) and not any(isinstance(there, _Called) for there in page)
        needed = row.height + (_HEADING if heading else 0.0)
        if page and top + used + needed > BOTTOM:
            yield page
            page, used = [], 0.0
            needed = row.height + (_HEADING if isinstance(row, _Called) else 0.0)
        page.append(row)
        used += needed
    yield page


def _said(letter: str, sentence: str) -> _Said:
    room = (WIDTH - _SAID) * POINTS
    return _Said(letter, text.wrapped(sentence, 10.5, room) or (text.shape(""),))


def _draw_rows(page: Page, rows: Sequence[_Said | _Called], words: Texts, top: float) -> None:
    y, headed = top, False
    for row in rows:
        if isinstance(row, _Said):
            page.write(LEFT, y + 4, row.letter, 10.5, bold=True)
            page.lines(LEFT + _SAID, y + 4, row.lines, 10.5, leading=_LEADING)
        else:
            if not headed:
                _draw_headings(page, y, words)
                y, headed = y + _HEADING, True
            _draw_person(page, row, y)
        y += row.height


def _draw_headings(page: Page, y: float, words: Texts) -> None:
    for name, x in COLUMNS.items():
        page.write(LEFT + x, y + 5, words.plain(name), 8.5, shade=DIM)
    for x, name in zip(_BOXES, ("reached", "mailbox"), strict=True):
        page.write(LEFT + x, y + 5, words.plain(name), 7, shade=DIM, width=11)
    page.across(y + 6.5, LEFT, RIGHT, RULE)


def _draw_person(page: Page, row: _Called, y: float) -> None:
    who, base = row.who, y + 5
    _draw_block(page, row.first, base)
    page.write(LEFT + COLUMNS["says"], base, who.says, 12, bold=True)
    for x, ticked in zip(_BOXES, (who.reached, who.mailbox), strict=True):
        page.box(Rect(LEFT + x, y + 1.5, _BOX, _BOX))
        if ticked:
            page.write(LEFT + x + _BOX / 2, y + 5.6, "X", 11, bold=True, align="centre")
    base += 4.5 + _more(row.first)
    _draw_block(page, row.second, base)
    base += 5.0 + _more(row.second)
    _draw_block(page, {"who": row.last["who"]}, base, DIM)
    _draw_block(page, {"number": row.last["number"]}, base)
    page.across(y + row.height - 1.2, LEFT, RIGHT, FINE)


def _draw_block(page: Page, block: dict[str, Cell], base: float, shade: float = BLACK) -> None:
    for name, cell in block.items():
        x = LEFT + COLUMNS[name]
        page.lines(x, base, cell.lines, cell.size, leading=cell.leading, shade=shade)
