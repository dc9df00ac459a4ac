"""The evaluation sheet: one question a row, one box a step, no name anywhere.

Boxes, smileys and their values stand at the same place in the easy and the standard version, and
in every language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from kursplaner.documents.page import heading
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.layout import (
    FINE,
    GRID,
    PORTRAIT,
    QR_SIDE,
    RULE,
    Rect,
    SheetCode,
    SheetLayout,
)
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.pictograms import Smiley
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.type import text

Version: TypeAlias = Literal["easy", "standard"]
LAYOUT_VERSION: Final = 1
THRESHOLD: Final = 5
STEPS: Final[tuple[Smiley, ...]] = ("very_good", "good", "poor", "bad", "not_concerned")
ROW: Final = 14.2
QUESTIONS: Final = 14
_SCALE_QUESTIONS: Final = 12
_YES_NO_STEPS: Final = (0, 1, 4)
_TABLE_Y: Final = 53.0
_COLUMNS_X: Final = 30.0
_COLUMN: Final = 30.0
_BOX: Final = 6.0
_RIGHT: Final = 198.0
_TEXT_X: Final = {"easy": 30.0, "standard": 12.0}
_FREE: Final = Rect(12, 254.4, 186, 19.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSheet:
    """A pile of equal sheets, each with a code of its own so that none is read twice.

    Attributes:
        number: the printing's number in the code.
        subject: the course and month, such as "A2 Alltag am Vormittag, Juni 2027".
        copies: how many sheets.
        version: "easy" with smileys and pictograms, or "standard" in plain words.
        threshold: from how many answers results are shown.
        first_copy: number of the first sheet, for printing some more later.
    """

    number: int
    letterhead: Letterhead
    subject: str
    copies: int = 1
    version: Version = "standard"
    threshold: int = THRESHOLD
    first_copy: int = 1


@cache
def layout() -> SheetLayout:
    """Return the boxes: "answer <question> <step>", both from 0, and "free" for the free text."""
    cells = {"free": _FREE}
    for question in range(QUESTIONS):
        steps = range(len(STEPS)) if question < _SCALE_QUESTIONS else _YES_NO_STEPS
        for step in steps:
            x = _COLUMNS_X + step * _COLUMN + 7.2
            cells[f"answer {question} {step}"] = Rect(x, _row_y(question) + 7.05, _BOX, _BOX)
    return SheetLayout(PORTRAIT, "E", LAYOUT_VERSION, Rect(170, 12, QR_SIDE, QR_SIDE), cells)


def _row_y(question: int) -> float:
    return _TABLE_Y + question * ROW


def draw(
    sheets: Sequence[EvaluationSheet], out: Out, *, title: str = "", language: str = "de"
) -> int:
    """Write the sheets into one PDF and return its number of pages."""
    name = title or texts(language, "evaluation_sheet").plain("title_standard")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: EvaluationSheet, *, language: str = "de") -> None:
    """Add a pile of sheets to a document; all but the code is drawn once."""
    common: list[str] = []
    for copy in range(sheet.first_copy, sheet.first_copy + sheet.copies):
        bookmark = sheet.subject if copy == sheet.first_copy else ""
        with document.page(PORTRAIT, bookmark) as page:
            if not common:
                _Drawing(page, sheet, texts(language, "evaluation_sheet")).draw()
                common = list(page.instructions)
            else:
                page.repeat(common)
            heading.draw_code(page, layout(), SheetCode("E", sheet.number, copy, LAYOUT_VERSION))


def page_count(sheet: EvaluationSheet) -> int:
    """Return how many sheets of paper the pile has."""
    return sheet.copies


class _Drawing:
    """What all copies share, being drawn."""

    def __init__(self, page: Page, sheet: EvaluationSheet, wording: Texts) -> None:
        self.page, self.sheet, self.texts = page, sheet, wording
        self.easy = sheet.version == "easy"

    def draw(self) -> None:
        self._head()
        self._instructions()
        self._steps()
        for question, item in enumerate(self.texts.tables("items")):
            self._question(question, item)
        self._free_text()
        self._thanks()

    def _head(self) -> None:
        page, sheet = self.page, self.sheet
        heading.draw_issuer(page, sheet.letterhead, 140)
        heading.draw_title(page, self.texts.plain(f"title_{sheet.version}"), "", 154)
        page.fit(12, 34.4, sheet.subject, 11, width=154, leading=2.9, single=7.5)
        page.rule(37.1)

    def _instructions(self) -> None:
        page = self.page
        ticked = Rect(12.6, 39.1, 6.4, 6.4)
        page.box(ticked)
        page.line((12.0, 38.4), (19.6, 46.2), RULE)
        page.line((19.6, 38.4), (12.0, 46.2), RULE)
        page.paragraph(Rect(21.6, 40.6, 48, 5), self.texts.plain("how_cross"), 9.5, leading=4.2)
        taken_back = Rect(74.4, 39.2, 6.2, 6.2)
        page.box(taken_back)
        for place in range(13):
            y = taken_back.y + 0.5 + place * 0.43
            ends = (75.0, 80.0) if place % 2 else (80.0, 75.0)
            page.line((ends[0], y), (ends[1], y + 0.43), RULE)
        correct = self.texts.plain("how_correct")
        page.paragraph(Rect(83.6, 38.6, 47, 8.6), correct, 9.5, leading=4.2)
        page.pictogram(Rect(136.2, 39.1, 6.6, 6.6), "user-round-x")
        page.paragraph(Rect(145.6, 40.6, 52, 5), self.texts.plain("how_name"), 9.5, leading=4.2)
        page.rule(47.7)

    def _steps(self) -> None:
        for step, label in enumerate(self.texts.several(f"steps_{self.sheet.version}")):
            x = _COLUMNS_X + _COLUMN * step + _COLUMN / 2
            self.page.write(
                x, 51.3, label, 8.5, bold=True, align="centre", width=_COLUMN + 1, minimum=6
            )
        self.page.rule(_TABLE_Y)

    def _question(self, question: int, item: Mapping[str, Any]) -> None:
        page, y = self.page, _row_y(question)
        x = _TEXT_X[self.sheet.version]
        used = page.write(x, y + 4.9, str(question + 1), 12.5, bold=True)
        words = self._words(item)
        page.write(x + used + 2.3, y + 4.9, words, 12.5, width=_RIGHT - x - used - 3, minimum=8)
        if self.easy:
            page.pictogram(Rect(12.4, y + 2.6, 9, 9), str(item["pictogram"]), stroke=1.5)
        self._boxes(question, y)
        if question in {_SCALE_QUESTIONS - 1, QUESTIONS - 1}:
            page.rule(y + ROW)
        else:
            page.across(y + ROW, x, _RIGHT, GRID)

    def _words(self, item: Mapping[str, Any]) -> text.Text:
        return text.marked(str(item[self.sheet.version]))

    def _boxes(self, question: int, y: float) -> None:
        words = {0: self.texts.plain("yes"), 1: self.texts.plain("no")}
        for step, smiley in enumerate(STEPS):
            box = layout().cells.get(f"answer {question} {step}")
            if box is None:
                continue
            self.page.box(box)
            if question >= _SCALE_QUESTIONS and step in words:
                self.page.write(box.right + 2.4, y + 11.6, words[step], 11, bold=True)
            elif self.easy:
                self.page.smiley(Rect(box.right + 2.4, box.y - 0.3, 6.8, 6.8), smiley)
            elif question >= _SCALE_QUESTIONS:
                label = self.texts.several("steps_standard")[step]
                self.page.write(box.right + 2.4, y + 11.3, label, 8.5, shade=DIM)

    def _free_text(self) -> None:
        self.page.frame(_FREE, FINE)
        self.page.pictogram(Rect(15, 256.1, 6, 6), "pencil-line", stroke=1.5)
        sentence = self.texts.parts(f"free_{self.sheet.version}")
        self.page.write(24, 260.6, sentence, 11.5, width=170, minimum=8)

    def _thanks(self) -> None:
        thanks = self.texts.parts("thanks", threshold=self.sheet.threshold)
        self.page.write(105, 280.9, thanks, 9.3, align="centre", width=166, minimum=6)
        about = self.texts.plain(f"layout_{self.sheet.version}", version=LAYOUT_VERSION)
        self.page.write(105, 284.9, about, 6.5, align="centre", shade=DIM, width=166)
