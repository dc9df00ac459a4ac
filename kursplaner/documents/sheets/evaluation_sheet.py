"""The evaluation sheet: one question a row, one box a step, no name anywhere.

Four versions: in plain words, easy with smileys and pictures, and two with three faces, for those
who do not read yet and for children.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kursplaner.basics.layout import (
    FINE,
    GRID,
    PORTRAIT,
    RULE,
    Rect,
    SheetCode,
    SheetRecord,
)
from kursplaner.documents.page import heading
from kursplaner.documents.page.cells import Cell, draw_cell, set_cell
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.pictograms import Smiley
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.sheets.evaluation_layout import (
    COLUMN,
    COLUMNS_X,
    FACES_X,
    FACES_Y,
    LAYOUT_VERSION,
    LEAST_ROW,
    SKILL_COLUMN,
    SKILL_ROW,
    SKILLS,
    SKILLS_BEFORE_X,
    SKILLS_HEAD,
    SKILLS_NOW_X,
    TABLE_Y,
    Form,
    Version,
    free,
    items,
    keys,
    layout,
    rows,
)
from kursplaner.documents.type import text

__all__ = ("LAYOUT_VERSION", "Form", "Version", "layout")
THRESHOLD: Final = 5
STEPS: Final[tuple[Smiley, ...]] = ("very_good", "good", "poor", "bad", "not_concerned")
FACES: Final[tuple[Smiley, ...]] = ("good", "neutral", "poor")
_RIGHT: Final = 198.0
_TEXT_X: Final = {"easy": 30.0, "standard": 12.0}
_SUBJECT_LINES: Final = 2
_ROOMY: Final = 13.0
_LARGE: Final = 45.0
"""Rows higher than this (mm) have larger type; those of three faces larger faces, too."""
_SKILL_PICTURES: Final = ("ear", "message-circle", "book-open", "pencil-line")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSheet:
    """A pile of equal sheets, each with a code of its own so that none is read twice.

    Attributes:
        number: the printing's number in the code.
        subject: the course and month, such as "A2 Alltag am Vormittag, Juni 2027".
        copies: how many sheets.
        version: "easy" with smileys and pictograms, "standard" in plain words, "literacy" and
            "children" with few questions and three faces.
        threshold: from how many answers results are shown.
        first_copy: number of the first sheet, for printing some more later.
        childcare, shuttle: whether the course has them; else nothing is asked about them.
    """

    number: int
    letterhead: Letterhead
    subject: str
    copies: int = 1
    version: Version = "standard"
    threshold: int = THRESHOLD
    first_copy: int = 1
    childcare: bool = True
    shuttle: bool = True

    @property
    def form(self) -> Form:
        """What it asks."""
        return Form(self.version, self.childcare, self.shuttle)


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
    fields = layout(sheet.form)
    for copy in range(sheet.first_copy, sheet.first_copy + sheet.copies):
        bookmark = sheet.subject if copy == sheet.first_copy else ""
        with document.page(PORTRAIT, bookmark) as page:
            if not common:
                drawing = _Faces if sheet.form.faces else _Steps
                drawing(page, sheet, texts(language, "evaluation_sheet")).draw()
                common = list(page.instructions)
            else:
                page.repeat(common)
            town = sheet.letterhead.town
            code = SheetCode("E", sheet.number, copy, fields.version, town)
            heading.draw_code(page, fields, code)


def page_count(sheet: EvaluationSheet) -> int:
    """Return how many sheets of paper the pile has."""
    return sheet.copies


def records(sheet: EvaluationSheet) -> tuple[SheetRecord, ...]:
    """Return what a reader must know of any sheet of the pile: they are all alike."""
    asked = keys(sheet.form, texts("de", "evaluation_sheet"))
    return (SheetRecord(layout(sheet.form), items=asked),)


class _Drawing:
    """What all copies share, being drawn."""

    def __init__(self, page: Page, sheet: EvaluationSheet, wording: Texts) -> None:
        self.page, self.sheet, self.texts = page, sheet, wording
        self.form = sheet.form
        self.cells = layout(self.form).cells
        self.table = rows(self.form)
        self.items = items(self.form, wording)

    def _head(self) -> None:
        page, sheet = self.page, self.sheet
        heading.draw_issuer(page, sheet.letterhead, 140)
        heading.draw_title(page, self.texts.plain(f"title_{sheet.version}"), "", 154)
        self._subject()
        page.rule(37.1)

    def _subject(self) -> None:
        """Write what the sheet is about in two lines at most; a longer title says it is cut."""
        cell = _set_subject(self.sheet.subject)
        if len(cell.lines) > _SUBJECT_LINES:
            words, note = self.sheet.subject.split(), self.texts.plain("shortened")
            kept = bisect_left(
                range(len(words)),
                True,
                key=lambda count: not _fits(f"{' '.join(words[:count])} {note}"),
            )
            cell = _set_subject(f"{' '.join(words[: kept - 1])} {note}")
        draw_cell(self.page, 12, 34.4, cell, size=11)

    def _thanks(self) -> None:
        thanks = self.texts.parts("thanks", threshold=self.sheet.threshold)
        self.page.write(105, 280.9, thanks, 9.3, align="centre", width=166, minimum=6)
        about = self.texts.plain(f"layout_{self.sheet.version}", version=self.form.layout_version)
        self.page.write(105, 284.9, about, 6.5, align="centre", shade=DIM, width=166)


def _set_subject(subject: str) -> Cell:
    return set_cell(subject, 154, 11, leading=2.9, single=7.5)


def _fits(subject: str) -> bool:
    return len(_set_subject(subject).lines) <= _SUBJECT_LINES


class _Faces(_Drawing):
    """A few large questions, a picture and three faces each, nothing to write."""

    def draw(self) -> None:
        self._head()
        self.page.box(Rect(12.6, 39.1, 6.4, 6.4))
        self.page.line((12.0, 38.4), (19.6, 46.2), RULE)
        self.page.line((19.6, 38.4), (12.0, 46.2), RULE)
        how = self.texts.plain(f"how_{self.sheet.version}")
        self.page.write(22, 43.9, how, 12, width=118, minimum=9)
        self.page.pictogram(Rect(146.2, 39.1, 6.6, 6.6), "user-round-x")
        self.page.write(155, 43.9, self.texts.plain("no_name"), 12, width=42, minimum=8)
        self.page.rule(FACES_Y - 2.6)
        for question, item in enumerate(self.items):
            self._question(question, item)
        self._thanks()

    def _question(self, question: int, item: Mapping[str, Any]) -> None:
        page, y, high = self.page, self.table.y(question), self.table.height
        large = high > _LARGE
        side = 32.0 if large else min(24.0, high - 7)
        picture = Rect(15 + (36 - side) / 2, y + (high - side) / 2, side, side)
        page.pictogram(picture, str(item["pictogram"]), stroke=1.5)
        words = text.marked(str(item[self.sheet.version]))
        size, base = (20.0, y + 12.5) if large else (17.0, y + 8.6)
        used = page.write(FACES_X - 12, base, str(question + 1), size, bold=True)
        page.write(FACES_X - 9 + used, base, words, size, width=136 - used, minimum=11)
        for step, face in enumerate(FACES):
            box = self.cells[f"answer {question} {step}"]
            page.box(box)
            across = 20.0 if large else 14.0
            page.smiley(Rect(box.right + 3, box.middle[1] - across / 2, across, across), face)
        page.across(y + high, 12, _RIGHT, GRID)


class _Steps(_Drawing):
    """Questions in rows with four steps and one for what does not concern."""

    def draw(self) -> None:
        self.easy = self.sheet.version == "easy"
        self.roomy = self.table.height > _ROOMY
        self._head()
        self._instructions()
        self._steps()
        for question, item in enumerate(self.items):
            self._question(question, item)
        self._skills()
        self._free_text()
        self._thanks()

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
        page.rule(47.2)

    def _steps(self) -> None:
        for step, label in enumerate(self.texts.several(f"steps_{self.sheet.version}")):
            x = COLUMNS_X + COLUMN * step + COLUMN / 2
            self.page.write(
                x, 50.6, label, 8.5, bold=True, align="centre", width=COLUMN + 1, minimum=6
            )
        self.page.rule(TABLE_Y)

    def _question(self, question: int, item: Mapping[str, Any]) -> None:
        page, y, high = self.page, self.table.y(question), self.table.height
        x = _TEXT_X[self.sheet.version]
        base, size = y + 3.9 + (high - LEAST_ROW) * 0.4546, 12.5 if self.roomy else 11.5
        used = page.write(x, base, str(question + 1), size, bold=True)
        words = self._words(item)
        page.write(x + used + 2.3, base, words, size, width=_RIGHT - x - used - 3, minimum=8)
        if self.easy:
            picture = Rect(12.4, y + (high - 9) / 2, 9, 9)
            page.pictogram(picture, str(item["pictogram"]), stroke=1.5)
        self._boxes(question)
        if question + 1 in {self.table.count - self.table.yes_no, self.table.count}:
            page.rule(y + high)
        else:
            page.across(y + high, x, _RIGHT, GRID)

    def _words(self, item: Mapping[str, Any]) -> text.Text:
        return text.marked(str(item[self.sheet.version]))

    def _boxes(self, question: int) -> None:
        words = {0: self.texts.plain("yes"), 1: self.texts.plain("no")}
        yes_no = question >= self.table.count - self.table.yes_no
        for step, smiley in enumerate(STEPS):
            box = self.cells.get(f"answer {question} {step}")
            if box is None:
                continue
            self.page.box(box)
            if yes_no and step in words:
                self.page.write(box.right + 2.4, box.y + 4.55, words[step], 11, bold=True)
            elif self.easy:
                face = Rect(box.right + 2.4, box.y, 6, 6)
                self.page.smiley(face.inset(-0.4) if self.roomy else face, smiley)
            elif yes_no:
                label = self.texts.several("steps_standard")[step]
                self.page.write(box.right + 2.4, box.y + 4.25, label, 8.5, shade=DIM)

    def _skills(self) -> None:
        """Draw the rating of oneself: each skill before the course and now."""
        page, y = self.page, self.table.end
        title = self.texts.parts(f"skills_{self.sheet.version}")
        page.write(12, y + 3.9, title, 9.5, width=48, minimum=7)
        labels = self.texts.several("skill_steps")
        for key, left in (("before", SKILLS_BEFORE_X), ("now", SKILLS_NOW_X)):
            middle = left + len(labels) * SKILL_COLUMN / 2
            page.write(middle, y + 3.9, self.texts.plain(key), 9.5, bold=True, align="centre")
            for step, label in enumerate(labels):
                x = left + (step + 0.5) * SKILL_COLUMN
                page.write(x, y + 7.4, label, 7.5, align="centre", width=SKILL_COLUMN)
        for skill, name in enumerate(SKILLS):
            self._skill(skill, name, y + SKILLS_HEAD + skill * SKILL_ROW)

    def _skill(self, skill: int, name: str, y: float) -> None:
        page, x = self.page, 12.0
        if self.easy:
            page.pictogram(Rect(12.4, y + 0.55, 6, 6), _SKILL_PICTURES[skill], stroke=1.5)
            x = 22.0
        number = str(self.table.count + skill + 1)
        used = page.write(x, y + 4.94, number, 11, bold=True)
        page.write(x + used + 2, y + 4.94, self.texts.plain(name), 11, width=32)
        page.across(y, x, _RIGHT, GRID)
        for key in ("before", "now"):
            for step in range(len(self.texts.several("skill_steps"))):
                page.box(self.cells[f"{key} {skill} {step}"])

    def _free_text(self) -> None:
        frame = free(self.form)
        self.page.frame(frame, FINE)
        self.page.pictogram(Rect(15, frame.y + 1.7, 6, 6), "pencil-line", stroke=1.5)
        sentence = self.texts.parts(f"free_{self.sheet.version}")
        self.page.write(24, frame.y + 6.2, sentence, 11.5, width=170, minimum=8)
