"""Which questions an evaluation sheet asks, and where its boxes stand.

Boxes stand at the same place in the easy and the standard version, and in every language. What a
course has no use for is not asked; each set of questions has a layout of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from kursplaner.basics.layout import PORTRAIT, QR_SIDE, Rect, SheetLayout
from kursplaner.documents.page.texts import Texts

Version: TypeAlias = Literal["easy", "standard", "literacy", "children"]
LAYOUT_VERSION: Final = 3
TABLE_Y: Final = 52.0
COLUMNS_X, COLUMN, BOX = 30.0, 30.0, 6.0
YES_NO_STEPS: Final = (0, 1, 4)
STEPS: Final = 5
FREE_END: Final = 276.2
LEAST_FREE: Final = 17.6
"""The frame for free text ends here and takes all the room below the rating of oneself."""
SKILLS: Final = ("listening", "speaking", "reading", "writing")
SKILL_STEPS: Final = 4
SKILLS_HEAD, SKILL_ROW, SKILLS_GAP = 8.6, 7.1, 1.6
SKILLS_BEFORE_X, SKILLS_NOW_X, SKILL_COLUMN = 62.0, 134.0, 16.0
TALLEST_ROW: Final = 14.2
LEAST_ROW: Final = 12.0
"""The least a question and its boxes take with white between them and the lines (mm)."""
FACES: Final = 3
FACE_BOX: Final = 9.0
FACES_X, FACE_COLUMN = 66.0, 44.0
FACES_Y, FACES_END = 51.0, 274.0
_TALLEST_FACES: Final = 55.0
_QR: Final = Rect(170, 12, QR_SIDE, QR_SIDE)


@dataclass(frozen=True, slots=True)
class Form:
    """What a sheet asks.

    Attributes:
        childcare, shuttle: whether the course has them; else nothing is asked about them.
    """

    version: Version = "standard"
    childcare: bool = True
    shuttle: bool = True

    @property
    def faces(self) -> bool:
        """Whether three faces answer each question, for those who do not read."""
        return self.version in {"literacy", "children"}

    @property
    def layout_version(self) -> int:
        """The version in the sheet's code: tens for what is used, hundreds for the faces."""
        used = 0 if self.version == "children" else self.childcare + 2 * self.shuttle
        hundreds = {"literacy": 1, "children": 2}.get(self.version, 0)
        return LAYOUT_VERSION + 10 * used + 100 * hundreds

    def asks(self, item: Mapping[str, Any]) -> bool:
        """Tell whether a question belongs to the form."""
        used = {"childcare": self.childcare, "shuttle": self.shuttle}
        return self.version in item and used.get(str(item.get("when", "")), True)


def items(form: Form, words: Texts) -> tuple[Mapping[str, Any], ...]:
    """Return the questions of a form in their order; those with yes and no come last."""
    return tuple(item for item in words.tables("items") if form.asks(item))


def keys(form: Form, words: Texts) -> tuple[str, ...]:
    """Return the keys of all questions in the order of the boxes, the four skills last."""
    asked = tuple(str(item["key"]) for item in items(form, words))
    return asked if form.faces else (*asked, *SKILLS)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table of questions: how many, with yes and no, how high, from where on."""

    count: int
    yes_no: int
    height: float
    top: float = TABLE_Y

    def y(self, question: int) -> float:
        """Return the upper edge of a question's row."""
        return self.top + question * self.height

    @property
    def end(self) -> float:
        """Where the table ends."""
        return self.y(self.count)


@cache
def rows(form: Form) -> Rows:
    """Return the rows of a form: as high as the page allows, up to a limit."""
    if form.faces:
        count = 4 if form.version == "children" else 4 + form.childcare + form.shuttle
        return Rows(count, 0, min(_TALLEST_FACES, (FACES_END - FACES_Y) / count), FACES_Y)
    yes_no = form.childcare + form.shuttle
    count = 9 + 2 * form.childcare + form.shuttle + yes_no
    room = FREE_END - LEAST_FREE - SKILLS_GAP - TABLE_Y - SKILLS_HEAD - len(SKILLS) * SKILL_ROW
    return Rows(count, yes_no, min(TALLEST_ROW, room / count))


def free(form: Form) -> Rect:
    """Return the frame for free text of a form without faces."""
    y = rows(form).end + SKILLS_HEAD + len(SKILLS) * SKILL_ROW + SKILLS_GAP
    return Rect(12, y, 186, FREE_END - y)


@cache
def layout(form: Form = Form()) -> SheetLayout:
    """Return the boxes of a form.

    "answer <question> <step>", both from 0; "before <skill> <step>" and "now <skill> <step>" for
    the rating of oneself; "free" for the free text.
    """
    cells = _faces(form) if form.faces else _steps(form)
    return SheetLayout(PORTRAIT, "E", form.layout_version, _QR, cells)


def _faces(form: Form) -> dict[str, Rect]:
    table = rows(form)
    return {
        f"answer {question} {step}": Rect(
            FACES_X + step * FACE_COLUMN,
            table.y(question) + (table.height - FACE_BOX) / 2 + 4.5,
            FACE_BOX,
            FACE_BOX,
        )
        for question in range(table.count)
        for step in range(FACES)
    }


def _steps(form: Form) -> dict[str, Rect]:
    table, cells = rows(form), {"free": free(form)}
    lower = 5.4 + (table.height - LEAST_ROW) * 0.73
    for question in range(table.count):
        yes_no = question >= table.count - table.yes_no
        for step in YES_NO_STEPS if yes_no else range(STEPS):
            x = COLUMNS_X + step * COLUMN + 7.2
            cells[f"answer {question} {step}"] = Rect(x, table.y(question) + lower, BOX, BOX)
    for skill in range(len(SKILLS)):
        y = table.end + SKILLS_HEAD + skill * SKILL_ROW + (SKILL_ROW - BOX) / 2
        for name, left in (("before", SKILLS_BEFORE_X), ("now", SKILLS_NOW_X)):
            for step in range(SKILL_STEPS):
                x = left + step * SKILL_COLUMN + (SKILL_COLUMN - BOX) / 2
                cells[f"{name} {skill} {step}"] = Rect(x, y, BOX, BOX)
    return cells
