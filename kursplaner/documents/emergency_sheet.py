"""The emergency sheet: every child that is here now, whom to call, what a doctor must know."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from kursplaner.documents.document import Document, Out
from kursplaner.documents.heading import Letterhead
from kursplaner.documents.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page import DIM, Page
from kursplaner.documents.texts import Calendar, texts

_LEFT, _RIGHT = 15.0, 195.0
_TOP, _BOTTOM = 44.0, 280.0
_BOX: Final = 6.0
_TEXT_X: Final = _LEFT + _BOX + 4
_CALLS_X: Final = 122.0
_LINE: Final = 4.8
_MOST_CALLS: Final = 4
_MOST_HEALTH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentChild:
    """One child: `facts` such as age, languages, room and carer; `calls` are (name, number)."""

    name: str
    facts: str
    health: tuple[str, ...] = ()
    calls: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySheet:
    """All children present at a moment; `count` in words, such as "3 Kinder"."""

    letterhead: Letterhead
    day: date
    at: time
    count: str
    children: tuple[PresentChild, ...]


def draw(sheet: EmergencySheet, out: Out, *, language: str = "de") -> int:
    """Write the sheet as a PDF and return its number of pages."""
    words = texts(language, "emergency_sheet")
    with Document(out, words.plain("title"), language=language) as document:
        for number, children in enumerate(_pages(sheet)):
            with document.page(PORTRAIT, "" if number else words.plain("title")) as page:
                _draw_page(page, sheet, children, language)
    return document.page_count


def _height(child: PresentChild) -> float:
    left = 2 + min(len(child.health), _MOST_HEALTH)
    return max(left, min(len(child.calls), _MOST_CALLS), 2) * _LINE + 5


def _pages(sheet: EmergencySheet) -> list[list[PresentChild]]:
    found: list[list[PresentChild]] = [[]]
    used = _TOP
    for child in sheet.children:
        if used + _height(child) > _BOTTOM and found[-1]:
            found.append([])
            used = _TOP
        found[-1].append(child)
        used += _height(child)
    return found


def _draw_page(
    page: Page, sheet: EmergencySheet, children: list[PresentChild], language: str
) -> None:
    words, calendar = texts(language, "emergency_sheet"), Calendar(language)
    width = _RIGHT - _LEFT
    page.write(_LEFT, 18, sheet.letterhead.issuer, 10.5, bold=True, width=width, minimum=7)
    used = page.write(_LEFT, 30, words.plain("title"), 25.5, bold=True)
    day = calendar.long_day(sheet.day)
    page.write(_LEFT + used + 5, 30, day, 14.5, bold=True, width=width - used - 5, minimum=8)
    present = words.plain("present", count=sheet.count, clock=calendar.clock(sheet.at))
    page.write(_LEFT, 38, present, 11, width=width)
    page.across(_TOP - 3, _LEFT, _RIGHT, RULE)
    y = _TOP
    for child in children:
        _draw_child(page, child, y, words.plain("no_phone"))
        y += _height(child)
        page.across(y - 2, _LEFT, _RIGHT, FINE)
    if not children:
        page.write(_LEFT, y + 6, words.plain("nobody"), 14, width=width)
    page.write(_LEFT, 289, words.plain("foot"), 8, shade=DIM, width=width)


def _draw_child(page: Page, child: PresentChild, y: float, no_phone: str) -> None:
    page.box(Rect(_LEFT, y, _BOX, _BOX))
    width = _CALLS_X - _TEXT_X - 4
    page.write(_TEXT_X, y + 4.4, child.name, 12.5, bold=True, width=width, minimum=8)
    page.write(_TEXT_X, y + 4.4 + _LINE, child.facts, 9.5, shade=DIM, width=width, minimum=6)
    base = y + 4.4 + 2 * _LINE
    for row, line in enumerate(child.health[:_MOST_HEALTH]):
        last = row == _MOST_HEALTH - 1 and len(child.health) > _MOST_HEALTH
        content = "; ".join(child.health[row:]) if last else line
        page.write(_TEXT_X, base + row * _LINE, content, 10, bold=True, width=width, minimum=6)
    room = _RIGHT - _CALLS_X
    for row, (name, number) in enumerate(child.calls[:_MOST_CALLS]):
        used = page.write(_CALLS_X, y + 4.4 + row * _LINE, number, 10, bold=True, width=room / 2)
        x = _CALLS_X + used + 3
        page.write(x, y + 4.4 + row * _LINE, name, 9.5, width=_RIGHT - x, minimum=6)
    if not child.calls:
        page.write(_CALLS_X, y + 4.4, no_phone, 9.5, bold=True, width=room)
