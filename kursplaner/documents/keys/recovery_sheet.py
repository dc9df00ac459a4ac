"""The recovery code on paper: large, group by group, with what to do with the sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kursplaner.basics.layout import FINE, PORTRAIT, RULE, Rect
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.texts import texts

_LEFT: Final = 24.0
_WIDTH: Final = 162.0
_GROUP: Final = 50.0
_STEP: Final = 56.0
_FOLD: Final = 148.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """A recovery code and what it opens.

    Attributes:
        groups: the code, six groups of four signs.
    """

    town: str
    file: str
    made_on: date
    groups: tuple[str, ...]


def draw(sheet: RecoverySheet, out: Out, *, language: str = "de") -> int:
    """Write the sheet as a PDF of one page; return the number of pages."""
    words = texts(language, "recovery_sheet")
    with (
        Document(out, words.plain("title"), language=language) as document,
        document.page(PORTRAIT, words.plain("title")) as page,
    ):
        _head(page, sheet, language)
        _code(page, sheet.groups)
        _advice(page, language)
    return document.page_count


def _head(page: Page, sheet: RecoverySheet, language: str) -> None:
    words = texts(language, "recovery_sheet")
    page.write(_LEFT, 32, words.plain("title"), 22, bold=True, width=_WIDTH)
    page.write(_LEFT, 42, sheet.town or sheet.file, 14, width=_WIDTH)
    day = Calendar(language).long_day(sheet.made_on)
    line = words.plain("line", file=sheet.file, day=day)
    page.write(_LEFT, 49, line, 10, shade=DIM, width=_WIDTH)
    page.across(54, _LEFT, _LEFT + _WIDTH, RULE)
    rect = Rect(_LEFT, 60, _WIDTH, 14)
    page.paragraph(rect, words.plain("about"), 10.5, leading=5)


def _code(page: Page, groups: tuple[str, ...]) -> None:
    for at, group in enumerate(groups):
        x, y = _LEFT + at % 3 * _STEP, 80.0 + at // 3 * 27
        page.frame(Rect(x, y, _GROUP, 20), FINE)
        page.write(x + 2, y + 5, str(at + 1), 9, shade=DIM)
        page.write(x + _GROUP / 2, y + 13.5, " ".join(group), 20, bold=True, align="centre")


def _advice(page: Page, language: str) -> None:
    words = texts(language, "recovery_sheet")
    page.across(_FOLD, 6, 204, FINE)
    page.write(_LEFT, _FOLD - 2, words.plain("fold"), 8.5, shade=DIM)
    y = _FOLD + 14
    page.write(_LEFT, y, words.plain("what"), 13, bold=True)
    for number in range(1, 7):
        y += 4
        page.write(_LEFT, y + 3.6, f"{number}.", 10.5)
        rect = Rect(_LEFT + 8, y, _WIDTH - 8, 11)
        page.paragraph(rect, words.plain(f"step_{number}"), 10.5, leading=5)
        y += 10
    page.write(_LEFT, 282, words.plain("foot"), 9, shade=DIM, width=_WIDTH)
