"""The emergency sheet: every child that is here now, whom to call, what a doctor must know.

Nothing on it is shortened: what does not fit a line goes on in the next, what does not fit a page
goes on under the child's name on the next one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.basics.layout import FINE, PORTRAIT, Rect
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.moment import BOTTOM, LEFT, RIGHT, WIDTH, MomentHead
from kursplaner.documents.page.page import BLACK, DIM, POINTS, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped

_BOX: Final = 6.0
_TEXT_X: Final = LEFT + _BOX + 4
_CALLS_X: Final = 122.0
_LINE: Final = 4.8
_ABOVE, _BELOW = 4.4, 5.0
_FEWEST_ROWS: Final = 2
_WORTH_STARTING: Final = 6
"""A child that takes more than a page begins where at least so many lines of it fit."""
_MOST_AGAIN: Final = 20
"""Lines of a name said again on the next page, so that something else has room on it too."""
_NAME, _BODY, _FACTS = 12.5, 10.0, 9.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCall:
    """A number with those who are reached there; `barred` must not collect the child."""

    number: str
    who: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentChild:
    """One child.

    Attributes:
        facts: such as age, languages, room and carer.
        health: lines such as "Allergie: Erdnuss"; what stands before the colon is bold.
        calls: in the order in which to try.
        may_collect, may_not_collect: who may take the child along, and who must not.
    """

    name: str
    facts: str
    health: tuple[str, ...] = ()
    calls: tuple[PhoneCall, ...] = ()
    may_collect: tuple[str, ...] = ()
    may_not_collect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySheet:
    """All children present at a moment; `count` in words, such as "3 Kinder"."""

    letterhead: Letterhead
    day: date
    at: time
    count: str
    children: tuple[PresentChild, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text, ready to draw; `begins`: the first of its paragraph."""

    line: Shaped
    size: float
    shade: float = BLACK
    begins: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands of a child on one page, from `y` on; the box only where it begins."""

    y: float
    left: Sequence[_Line]
    right: Sequence[_Line]
    begins: bool

    @property
    def bottom(self) -> float:
        return self.y + _height(self.left, self.right)


def draw(sheet: EmergencySheet, out: Out, *, language: str = "de") -> int:
    """Write the sheet as a PDF and return its number of pages."""
    words, calendar = texts(language, "emergency_sheet"), Calendar(language)
    told = words.plain("present", count=sheet.count, clock=calendar.clock(sheet.at))
    head = MomentHead(
        letterhead=sheet.letterhead, day=sheet.day, told=told, words=words, calendar=calendar
    )
    pages = _pages(sheet.children, words, head.top)
    with Document(out, words.plain("title"), language=language) as document:
        for number, parts in enumerate(pages, start=1):
            mark = words.plain("title") if number == 1 else ""
            with document.page(PORTRAIT, mark) as page:
                head.draw(page, number, len(pages))
                if not parts:
                    page.write(LEFT, head.top + 6, words.plain("nobody"), 14, width=WIDTH)
                for part in parts:
                    _draw_part(page, part)
    return document.page_count


def _height(left: Sequence[_Line], right: Sequence[_Line]) -> float:
    return max(len(left), len(right), _FEWEST_ROWS) * _LINE + _BELOW


def _pages(children: Sequence[PresentChild], words: Texts, top: float) -> list[list[_Part]]:
    found: list[list[_Part]] = [[]]
    y = top
    for child in children:
        left, right = _left(child, words), _right(child, words)
        again = _again(child, words)
        fits_a_page = top + _height(left, right) <= BOTTOM
        begins = True
        while left or right:
            rows = int((BOTTOM - y - _BELOW) / _LINE + 0.001)
            whole = max(len(left), len(right), _FEWEST_ROWS) <= rows
            if not whole and found[-1] and (fits_a_page or rows < len(again) + _WORTH_STARTING):
                found.append([])
                y = top
                continue
            calls = _whole_calls(right, rows)
            part = _Part(y, left[:rows], right[:calls], begins)
            found[-1].append(part)
            left, right, begins, y = left[rows:], right[calls:], False, part.bottom
            if left or right:
                left = [*again, *left]
                found.append([])
                y = top
    return found


def _whole_calls(lines: Sequence[_Line], rows: int) -> int:
    """Return how many lines stand on a page of so many rows: a number stays with its names."""
    if len(lines) <= rows:
        return len(lines)
    return next((row for row in range(rows, 0, -1) if lines[row].begins), rows)


_LEFT_WIDTH: Final = _CALLS_X - _TEXT_X - 4
_RIGHT_WIDTH: Final = RIGHT - _CALLS_X


def _wrapped(content: text.Text, size: float, width: float, shade: float = BLACK) -> list[_Line]:
    lines = text.wrapped(content, size, width * POINTS)
    return [_Line(shaped, size, shade, begins=not row) for row, shaped in enumerate(lines)]


def _again(child: PresentChild, words: Texts) -> list[_Line]:
    """Return the name above what goes on; it stands whole where the child begins."""
    name = words.parts("continued", name=child.name, bold=True)
    return _wrapped(name, _NAME, _LEFT_WIDTH)[:_MOST_AGAIN]


def _left(child: PresentChild, words: Texts) -> list[_Line]:
    name = text.parts_of(child.name, bold=True)
    found = _wrapped(name, _NAME, _LEFT_WIDTH) + _wrapped(child.facts, _FACTS, _LEFT_WIDTH, DIM)
    for content in _paragraphs(child, words):
        found += _wrapped(content, _BODY, _LEFT_WIDTH)
    return found


def _paragraphs(child: PresentChild, words: Texts) -> Iterator[text.Text]:
    for line in child.health:
        label, colon, value = line.partition(": ")
        if colon:
            yield words.parts("labelled", label=label, value=value)
        else:
            yield text.parts_of(line, bold=True)
    for key in ("may_not_collect", "may_collect"):
        people = getattr(child, key)
        if people:
            yield words.parts(key, names=text.listed(people))


def _right(child: PresentChild, words: Texts) -> list[_Line]:
    if not child.calls:
        none = text.parts_of(words.plain("no_phone"), bold=True)
        return _wrapped(none, _FACTS, _RIGHT_WIDTH)
    calls = (_call(call, words) for call in child.calls)
    return [line for call in calls for line in _wrapped(call, _BODY, _RIGHT_WIDTH)]


def _call(call: PhoneCall, words: Texts) -> text.Text:
    key = "call" if not call.barred else "call_shared" if call.who else "call_barred"
    who, barred = text.listed(call.who), text.listed(call.barred)
    return words.parts(key, number=call.number, names=who, barred=barred)


def _draw_part(page: Page, part: _Part) -> None:
    if part.begins:
        page.box(Rect(LEFT, part.y, _BOX, _BOX))
    for x, lines in ((_TEXT_X, part.left), (_CALLS_X, part.right)):
        for row, line in enumerate(lines):
            page.shaped(x, part.y + _ABOVE + row * _LINE, line.line, line.size, shade=line.shade)
    page.across(part.bottom - 2, LEFT, RIGHT, FINE)
