"""The frame of the sheets that show one moment: who issues them, title, day, page n of m."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kursplaner.basics.layout import RULE
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import Cell, set_cell
from kursplaner.documents.page.heading import Letterhead, draw_name
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.texts import Texts

LEFT, RIGHT = 15.0, 195.0
TOP, BOTTOM = 44.0, 280.0
WIDTH: Final = RIGHT - LEFT
_NUMBER_WIDTH: Final = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentHead:
    """What stands above and below; `told` says how many are there at which time."""

    letterhead: Letterhead
    day: date
    told: str
    words: Texts
    calendar: Calendar

    @property
    def top(self) -> float:
        """Where the sheet's own content begins; what is told may take several lines."""
        return TOP + self._told.height - self._told.leading

    @property
    def _told(self) -> Cell:
        return set_cell(self.told, WIDTH, 11, leading=4.6, most=1, single=9, least=9)

    def draw(self, page: Page, number: int, pages: int) -> None:
        """Draw head and foot of one page; `number` counts from 1."""
        plain = self.words.plain
        room = WIDTH - _NUMBER_WIDTH
        issuer = replace(self.letterhead, office="")
        draw_name(page, issuer, (LEFT, 18), room, size=10.5, gap=0)
        count = plain("page", page=number, pages=pages)
        page.write(RIGHT, 18, count, 10.5, align="right")
        used = page.write(LEFT, 30, plain("title"), 25.5, bold=True)
        day = self.calendar.long_day(self.day)
        rest = WIDTH - used - 5
        page.write(LEFT + used + 5, 30, day, 14.5, bold=True, width=rest, minimum=8)
        page.lines(LEFT, 38, self._told.lines, self._told.size, leading=self._told.leading)
        page.across(self.top - 3, LEFT, RIGHT, RULE)
        page.write(LEFT, 289, plain("foot"), 8, shade=DIM, width=WIDTH)
