"""The confirmation that childcare failed: one page a family, with a line in its language."""

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

_LEFT, _RIGHT = 25.0, 190.0
_WIDTH: Final = _RIGHT - _LEFT
_LINE: Final = 6.5
_SIGN_Y: Final = 246.0
_MOST_DAYS: Final = 12


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
            with document.page(PORTRAIT, sheet.name) as page:
                _draw_page(page, sheet, language)
    return document.page_count


def explained(language: str) -> str:
    """Return what the letter says in another language, empty where there is no text."""
    if language == "de":
        return ""
    try:
        return texts(language, "childcare_failed").plain("explained")
    except (FileNotFoundError, KeyError):
        return ""


def _draw_page(page: Page, sheet: ChildcareFailed, language: str) -> None:
    words = texts(language, "childcare_failed")
    head = sheet.letterhead
    used = page.write(_LEFT, 22, head.issuer, 11, bold=True, width=110)
    page.write(_LEFT + used + 2.4, 22, head.office, 11, width=_WIDTH - used - 4)
    page.across(27, _LEFT, _RIGHT, RULE)
    page.write(_LEFT, 50, words.plain("title"), 25.5, bold=True, width=_WIDTH)
    page.write(_LEFT, 59, words.plain("subject"), 14.5, width=_WIDTH)
    page.write(_LEFT, 78, words.plain("person", name=sheet.name), 12.5, bold=True, width=_WIDTH)
    children = words.plain("children", names=", ".join(sheet.children))
    page.write(_LEFT, 85, children, 11, width=_WIDTH)
    body = Rect(_LEFT, 94, _WIDTH, 36)
    y = page.paragraph(body, words.plain("body"), 11, leading=5.6) + 6
    y = _days(page, sheet, language, y)
    other = explained(sheet.language)
    if other:
        page.paragraph(Rect(_LEFT, y + 8, _WIDTH, 24), other, 11, leading=5.6, shade=DIM)
    _signatures(page, sheet, language)


def _days(page: Page, sheet: ChildcareFailed, language: str, y: float) -> float:
    words, calendar = texts(language, "childcare_failed"), Calendar(language)
    for day in sheet.days[:_MOST_DAYS]:
        clocks = calendar.clocks(day.starts, day.ends)
        text = words.plain("when", day=calendar.long_day(day.day), clocks=clocks)
        used = page.write(_LEFT, y + 4.6, text, 11, bold=True, width=_WIDTH * 0.6)
        rest = _WIDTH - used - 6
        page.write(_LEFT + used + 6, y + 4.6, day.course, 11, width=rest, minimum=7)
        y += _LINE
        page.across(y, _LEFT, _RIGHT, FINE)
    return y


def _signatures(page: Page, sheet: ChildcareFailed, language: str) -> None:
    words = texts(language, "childcare_failed")
    third = _WIDTH / 3
    for column, key in enumerate(("place", "signature", "office")):
        x = _LEFT + column * third
        page.across(_SIGN_Y, x, x + third - 5, FINE)
        page.write(x, _SIGN_Y + 4, words.plain(key), 8, shade=DIM, width=third - 5)
    if sheet.place:
        page.write(_LEFT, _SIGN_Y - 2, f"{sheet.place},", 11, width=third - 5)
