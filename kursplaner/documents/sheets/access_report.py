"""The access report of a person (Art. 15 GDPR): what is stored, what for and how long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kursplaner.basics.layout import FINE, PORTRAIT, RULE
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import draw_cell, set_cell
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.page import DIM, POINTS, Page
from kursplaner.documents.page.texts import texts
from kursplaner.documents.type import shaping, text

_LEFT: Final = 20.0
_RIGHT: Final = 190.0
_TOP: Final = 24.0
_BOTTOM: Final = 276.0
_LABEL: Final = 52.0
_SIZE: Final = 9.5
_LEADING: Final = 4.6
_GAP: Final = 2.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One value under its word."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of data; `about` says what it is for and how long it is kept."""

    title: str
    about: str
    rows: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSheet:
    """All that is stored of a person, and `notes` on where it comes from and who gets it."""

    letterhead: Letterhead
    name: str
    made_on: date
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to draw: shaped, `x` from the left edge, and `height` it takes."""

    pieces: tuple[tuple[float, shaping.Shaped], ...]
    size: float
    height: float
    shade: float = 0.0
    ruled: bool = False
    keeps: int = 0


def draw(sheet: AccessSheet, out: Out, *, language: str = "de") -> int:
    """Write the report as a PDF and return its number of pages."""
    words = texts(language, "access_report")
    with Document(out, words.plain("title"), language=language) as document:
        waiting = list(_lines(sheet, words.plain("notes")))
        number = 0
        while waiting or not number:
            number += 1
            with document.page(PORTRAIT, words.plain("title") if number == 1 else "") as page:
                waiting = _fill(page, waiting, _head(page, sheet, language, number))
    return document.page_count


def _head(page: Page, sheet: AccessSheet, language: str, number: int) -> float:
    """Draw head and foot of a page and return where its lines begin."""
    words, calendar = texts(language, "access_report"), Calendar(language)
    issuer = set_cell(sheet.letterhead.issuer, _RIGHT - _LEFT, 9, leading=2.7, most=3, single=7)
    draw_cell(page, _LEFT, 16, issuer, size=9, shade=DIM)
    foot = words.plain("page", number=number)
    page.write(_RIGHT, 287, foot, 8.5, align="right", shade=DIM)
    name = set_cell(sheet.name, 140, 8.5, leading=2.6, single=6.5)
    last = 287 - (len(name.lines) - 1) * name.leading
    page.lines(_LEFT, last, name.lines, name.size, leading=name.leading, shade=DIM)
    page.across(19, _LEFT, _RIGHT, RULE)
    if number > 1:
        return _TOP + 6
    page.write(_LEFT, _TOP + 6, words.plain("title"), 20, bold=True, width=170)
    whole = text.wrapped(sheet.name, 12, (_RIGHT - _LEFT) * POINTS)
    y = page.lines(_LEFT, _TOP + 13, whole, 12, leading=5.4)
    day = words.plain("day", day=calendar.long_day(sheet.made_on))
    page.write(_LEFT, y + 0.6, day, _SIZE, shade=DIM, width=170)
    return y + 7.6


def _fill(page: Page, lines: Sequence[_Line], y: float) -> list[_Line]:
    """Draw what fits and return the rest; a heading stays with the lines it keeps."""
    for at, line in enumerate(lines):
        needed = sum(part.height for part in lines[at : at + 1 + line.keeps])
        if y + needed > _BOTTOM:
            return list(lines[at:])
        if line.ruled:
            page.across(y + 1, _LEFT, _RIGHT, FINE)
        for x, piece in line.pieces:
            page.shaped(_LEFT + x, y + line.height - 1.2, piece, line.size, shade=line.shade)
        y += line.height
    return []


def _lines(sheet: AccessSheet, notes: str) -> Iterator[_Line]:
    for part in sheet.parts:
        yield from _title(part.title)
        yield from _wrapped(part.about, shade=DIM)
        for number, row in enumerate(part.rows):
            yield _Line((), _SIZE, _GAP if number else 1.0)
            for entry in row:
                yield from _entry(entry)
    yield from _title(notes)
    for note in sheet.notes:
        yield from _wrapped(note)
        yield _Line((), _SIZE, _GAP / 2)


def _title(title: str) -> Iterator[_Line]:
    yield _Line((), _SIZE, 3.0, keeps=5)
    yield _Line(((0.0, text.shape(title, bold=True)),), 12, 7.5, ruled=True, keeps=2)


def _wrapped(content: str, *, shade: float = 0.0) -> Iterator[_Line]:
    for line in text.wrapped(content, _SIZE, (_RIGHT - _LEFT) * POINTS):
        yield _Line(((0.0, line),), _SIZE, _LEADING, shade)


def _entry(entry: Entry) -> Iterator[_Line]:
    """Yield a word and its value beside it, wrapped."""
    width = (_RIGHT - _LEFT - _LABEL) * POINTS
    label = text.wrapped(entry.label, _SIZE, (_LABEL - 3) * POINTS)
    value = [line for part in entry.value.split("\n") for line in text.wrapped(part, _SIZE, width)]
    for at in range(max(len(label), len(value))):
        pieces = []
        if at < len(label):
            pieces.append((0.0, label[at]))
        if at < len(value):
            pieces.append((_LABEL, value[at]))
        yield _Line(tuple(pieces), _SIZE, _LEADING)
