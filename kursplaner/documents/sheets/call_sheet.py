"""The list of calls of an absence: the sentences, then whom to call, with boxes and room to write.

It is worked off in the order in which people leave home, where no screen is at hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.moment import BOTTOM, LEFT, RIGHT, TOP, WIDTH, MomentHead
from kursplaner.documents.page.page import DIM, POINTS, Page
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
    words, calendar = texts(language, "call_sheet"), Calendar(language)
    told = words.plain("told", what=sheet.what, done=sheet.done, clock=calendar.clock(sheet.at))
    head = MomentHead(
        letterhead=sheet.letterhead, day=sheet.day, told=told, words=words, calendar=calendar
    )
    pages = list(_pages(sheet))
    with Document(out, words.plain("title"), language=language) as document:
        for number, rows in enumerate(pages, start=1):
            with document.page(PORTRAIT, words.plain("title") if number == 1 else "") as page:
                head.draw(page, number, len(pages))
                if not sheet.people:
                    page.write(LEFT, TOP + 6, words.plain("nobody"), 14, width=WIDTH)
                _draw_rows(page, rows, words)
    return document.page_count


def _pages(sheet: CallSheet) -> Iterator[list[_Said | CalledPerson]]:
    """Part sentences and people into pages; people stand below a line of headings."""
    rows: list[_Said | CalledPerson] = [_said(*each) for each in sheet.sentences]
    rows += sheet.people
    page: list[_Said | CalledPerson] = []
    used = 0.0
    for row in rows:
        heading = isinstance(row, CalledPerson) and not any(
            isinstance(there, CalledPerson) for there in page
        )
        needed = _height(row) + (_HEADING if heading else 0.0)
        if page and TOP + used + needed > BOTTOM:
            yield page
            page, used = [], 0.0
            needed = _height(row) + (_HEADING if isinstance(row, CalledPerson) else 0.0)
        page.append(row)
        used += needed
    yield page


def _height(row: _Said | CalledPerson) -> float:
    return row.height if isinstance(row, _Said) else _ROW


def _said(letter: str, sentence: str) -> _Said:
    room = (WIDTH - _SAID) * POINTS
    return _Said(letter, text.wrapped(sentence, 10.5, room) or (text.shape(""),))


def _draw_rows(page: Page, rows: Sequence[_Said | CalledPerson], words: Texts) -> None:
    y, headed = TOP, False
    for row in rows:
        if isinstance(row, _Said):
            page.write(LEFT, y + 4, row.letter, 10.5, bold=True)
            page.lines(LEFT + _SAID, y + 4, row.lines, 10.5, leading=_LEADING)
        else:
            if not headed:
                _draw_headings(page, y, words)
                y, headed = y + _HEADING, True
            _draw_person(page, row, y, words)
        y += _height(row)


def _draw_headings(page: Page, y: float, words: Texts) -> None:
    for name, x in COLUMNS.items():
        page.write(LEFT + x, y + 5, words.plain(name), 8.5, shade=DIM)
    for x, name in zip(_BOXES, ("reached", "mailbox"), strict=True):
        page.write(LEFT + x, y + 5, words.plain(name), 7, shade=DIM, width=11)
    page.across(y + 6.5, LEFT, RIGHT, RULE)


def _draw_person(page: Page, who: CalledPerson, y: float, words: Texts) -> None:
    first = {"leaves": who.leaves, "who": who.name, "topic": who.topic, "number": who.number}
    second = {"who": who.beneath, "topic": who.way, "number": who.route}
    ends = [*list(COLUMNS.values())[1:], _BOXES[0]]
    room = {name: end - x - 2 for (name, x), end in zip(COLUMNS.items(), ends, strict=True)}
    for name, content in first.items():
        bold, x = name in {"leaves", "who"}, LEFT + COLUMNS[name]
        page.write(x, y + 5, content, 10.5, bold=bold, width=room[name], minimum=7)
    for name, content in second.items():
        page.write(LEFT + COLUMNS[name], y + 9.5, content, 8.5, width=room[name], minimum=6.5)
    page.write(LEFT + COLUMNS["says"], y + 5, who.says, 12, bold=True)
    for x, ticked in zip(_BOXES, (who.reached, who.mailbox), strict=True):
        page.box(Rect(LEFT + x, y + 1.5, _BOX, _BOX))
        if ticked:
            page.write(LEFT + x + _BOX / 2, y + 5.6, "X", 11, bold=True, align="centre")
    told = words.plain("last", told=who.told) if who.told else ""
    page.write(LEFT + COLUMNS["who"], y + 14.5, told, 8.5, shade=DIM, width=90, minimum=6.5)
    page.write(
        LEFT + COLUMNS["number"], y + 14.5, words.plain("answer", answer=who.answer), 8.5, width=69,
        minimum=6.5,
    )  # fmt: skip
    page.across(y + _ROW - 1.2, LEFT, RIGHT, FINE)
