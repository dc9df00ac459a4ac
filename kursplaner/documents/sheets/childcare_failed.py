"""The confirmation that childcare failed: one page a family, with a line in its language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from kursplaner.basics.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import Cell, set_cell
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead, draw_name
from kursplaner.documents.page.page import ASCENT, BLACK, DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

_LEFT, _RIGHT = 25.0, 190.0
_WIDTH: Final = _RIGHT - _LEFT
_LINE: Final = 6.5
_SIGN_Y: Final = 246.0
_TOP, _TOP_AGAIN, _BOTTOM = 74.03, 40.0, 232.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDay:
    """One time at which the childcare failed, and the course beside it."""

    day: date
    starts: time
    ends: time
    course: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildcareFailed:
    """The confirmation of one family; `language` adds a line in it where there is a text."""

    letterhead: Letterhead
    name: str
    children: tuple[str, ...]
    days: tuple[FailedDay, ...]
    place: str = ""
    language: str = "de"


def draw(sheets: Sequence[ChildcareFailed], out: Out, *, language: str = "de") -> int:
    """Write the confirmations into one PDF and return its number of pages."""
    words = texts(language, "childcare_failed")
    with Document(out, words.plain("subject"), language=language) as document:
        for sheet in sheets:
            pages = _pages(_blocks(sheet, language))
            for number, blocks in enumerate(pages, start=1):
                with document.page(PORTRAIT, sheet.name if number == 1 else "") as page:
                    _draw_page(page, sheet, blocks, (number, len(pages)), words)
    return document.page_count


def explained(language: str) -> str:
    """Return what the letter says in another language, empty where there is no text."""
    found = _explaining(language)
    return found.plain("explained") if found else ""


def unchecked(language: str) -> bool:
    """Tell whether there is a text that nobody who speaks the language has read yet."""
    found = _explaining(language)
    return found is not None and not found.flag("checked")


def _explaining(language: str) -> Texts | None:
    if language == "de":
        return None
    try:
        found = texts(language, "childcare_failed")
        return found if found.plain("explained") else None
    except (FileNotFoundError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of text that stay together: `gap` mm above the first, an edge below the last."""

    lines: tuple[Shaped, ...]
    size: float
    leading: float
    gap: float = 0.0
    shade: float = BLACK
    beside: Cell | None = None
    ruled: bool = False

    @property
    def height(self) -> float:
        beside = self.beside.height + 2 if self.beside and len(self.beside.lines) > 1 else 0.0
        return self.gap + max(len(self.lines) * self.leading, beside)


def _wrapped(content: text.Text, size: float, leading: float, *, bold: bool = False) -> _Block:
    return _Block(text.wrapped(content, size, _WIDTH * POINTS, bold=bold), size, leading)


def _blocks(sheet: ChildcareFailed, language: str) -> Iterator[_Block]:
    words, calendar = texts(language, "childcare_failed"), Calendar(language)
    name = words.plain("person", name=sheet.name)
    yield _wrapped(name, 12.5, 5.6, bold=True)
    names = text.listed(sheet.children)
    children = words.counted("children", len(sheet.children), names=names)
    yield replace(_wrapped(children, 11, 5.0), gap=1.88)
    yield replace(_wrapped(words.plain("body"), 11, 5.6), gap=7.49)
    for number, day in enumerate(sheet.days):
        clocks = calendar.clocks(day.starts, day.ends)
        when = text.shape(
            words.plain("when", day=calendar.long_day(day.day), clocks=clocks), bold=True
        )
        room = _WIDTH - when.width * 11 / POINTS - 6
        course = set_cell(day.course, room, 11, leading=4.2, most=1, single=8, least=8)
        yield _Block((when,), 11, _LINE, 9.49 if not number else 0.0, beside=course, ruled=True)
    other = explained(sheet.language)
    if other:
        yield replace(_wrapped(other, 11, 5.6), gap=8.0, shade=DIM)
    if unchecked(sheet.language):
        yield replace(_wrapped(words.plain("unchecked"), 8, 3.6), gap=1.6, shade=DIM)


def _pages(blocks: Iterable[_Block]) -> list[list[_Block]]:
    """Lay the blocks into pages; the last one keeps room to sign."""
    found: list[list[_Block]] = [[]]
    y = _TOP
    for block in blocks:
        if found[-1] and y + block.height > _BOTTOM:
            found.append([])
            y = _TOP_AGAIN
        found[-1].append(block)
        y += block.height
    return found


def _draw_page(
    page: Page,
    sheet: ChildcareFailed,
    blocks: Sequence[_Block],
    number: tuple[int, int],
    words: Texts,
) -> None:
    draw_name(page, sheet.letterhead, (_LEFT, 22), _WIDTH, size=11, gap=2.4)
    page.across(27, _LEFT, _RIGHT, RULE)
    if number[1] > 1:
        count = words.plain("page", page=number[0], pages=number[1])
        page.write(_RIGHT, _SIGN_Y + 14, count, 8, align="right")
    y = _TOP_AGAIN
    if number[0] == 1:
        page.write(_LEFT, 50, words.plain("title"), 25.5, bold=True, width=_WIDTH)
        page.write(_LEFT, 59, words.plain("subject"), 14.5, width=_WIDTH)
        y = _TOP
    for block in blocks:
        _draw_block(page, block, y)
        y += block.height
    if number[0] == number[1]:
        _signatures(page, sheet, words)


def _draw_block(page: Page, block: _Block, y: float) -> None:
    first = y + block.gap + ASCENT * block.size / POINTS
    if block.ruled:
        first = y + block.gap + 4.6
    rect = Rect(_LEFT, y, _WIDTH, block.height)
    page.set(rect, first, block.lines, block.size, leading=block.leading, shade=block.shade)
    if block.beside is not None:
        x = _LEFT + block.lines[0].width * block.size / POINTS + 6
        cell = block.beside
        page.lines(x, first, cell.lines, cell.size, leading=cell.leading)
    if block.ruled:
        page.across(y + block.height, _LEFT, _RIGHT, FINE)


def _signatures(page: Page, sheet: ChildcareFailed, words: Texts) -> None:
    third = (_WIDTH + 5) / 3
    for column, key in enumerate(("place", "signature", "office")):
        x = _LEFT + column * third
        page.across(_SIGN_Y, x, x + third - 5, FINE)
        page.write(x, _SIGN_Y + 4, words.plain(key), 8, shade=DIM, width=third - 5)
    place = text.shape(f"{sheet.place},")
    if sheet.place and place.width * 7 / POINTS <= third - 5:
        page.write(_LEFT, _SIGN_Y - 2, f"{sheet.place},", 11, width=third - 5, minimum=7)
