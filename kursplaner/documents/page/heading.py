"""The head every sheet shares: who issues it, its title, who funds it, its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kursplaner.basics.layout import Rect, SheetCode, SheetLayout
from kursplaner.documents.page.cells import Cell, draw_cell, set_cell
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.page import ASCENT, DIM, POINTS, Page
from kursplaner.documents.type import text
from kursplaner.documents.type.shaping import Shaped, TextPart

MARGIN: Final = 12.0
_TITLE: Final = 25.5
ISSUER_X: Final = 20.9
_ISSUER_Y: Final = 16.4
_FACT_LINES: Final = 2
_ISSUER_LINES: Final = 3
_LOGO_WIDTH, _LOGO_GAP = 22.0, 2.5
_FUNDING, _FUNDING_LINE = 6.0, 2.4
_STRIP, _STRIP_LINE = 7.0, 3.0
_LOGOS_A_ROW, _LOGO_ROWS = 4, 4
"""Type sizes (points) and distances of lines (mm) of what funders ask for, and of a strip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the sheet, such as "Stadt Adorf/Vogtl." and "Integrationsbüro".

    Attributes:
        logo: PNG or JPEG; attendance lists carry it before the name.
        town: the signs in the codes of this town's sheets (`layout.town_signs`).
    """

    issuer: str
    office: str = ""
    phone: str = ""
    logo: bytes | None = None
    town: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Who pays: the line the funder asks for, and logos as PNG or JPEG."""

    line: str
    logo: bytes | None = None
    further_logos: tuple[bytes, ...] = ()

    @property
    def logos(self) -> tuple[bytes, ...]:
        """All logos, the first one first."""
        return (*((self.logo,) if self.logo else ()), *self.further_logos)


def draw_issuer(
    page: Page, letterhead: Letterhead, width: float, document: Document | None = None
) -> None:
    """Write the issuer beside the upper left corner mark, after its logo where there is one.

    What does not fit one line goes on in smaller ones; what needs more is `overlong`.
    """
    x = ISSUER_X
    if document and letterhead.logo:
        box = Rect(x, 11, _LOGO_WIDTH, 7.5)
        x += document.logo(page, box, letterhead.logo, left=True)
        x += _LOGO_GAP if x > ISSUER_X else 0
    room = width - (x - ISSUER_X)
    draw_name(page, letterhead, (x, _ISSUER_Y), room, size=10.5, gap=2)


def draw_name(
    page: Page,
    letterhead: Letterhead,
    place: tuple[float, float],
    width: float,
    *,
    size: float,
    gap: float,
) -> None:
    """Write issuer and office on one line, or in up to three smaller lines as high as one."""
    x, y = place
    name = text.shape(letterhead.issuer, bold=True)
    office = text.shape(letterhead.office)
    space = gap if letterhead.office else 0.0
    em = (name.width + office.width) / POINTS
    fitting = (width - space) / em if em else size
    if fitting >= 7:
        used = page.shaped(x, y, name, min(size, fitting))
        page.shaped(x + used + space, y, office, min(size, fitting))
        return
    cell = _issuer_cell(letterhead, width)
    if len(cell.lines) > _ISSUER_LINES:
        lines = text.shortened_lines(_issuer(letterhead), 6, width * POINTS, _ISSUER_LINES)
        cell = Cell(lines, 6, cell.leading)
    draw_cell(page, x, y, cell, size=10.5)


def _issuer_cell(letterhead: Letterhead, width: float) -> Cell:
    content = _issuer(letterhead)
    return set_cell(content, width, 7, leading=2.5, most=_ISSUER_LINES, single=7)


def _issuer(letterhead: Letterhead) -> tuple[TextPart, ...]:
    return TextPart(letterhead.issuer, bold=True), TextPart(f"  {letterhead.office}")


def draw_title(
    page: Page,
    title: str,
    subtitle: str,
    width: float,
    *,
    y: float = 28.2,
    bold: bool = False,
) -> None:
    """Write the title and what it is about, both on one line."""
    used = page.write(MARGIN, y, title, _TITLE, bold=True, width=width, minimum=14)
    rest = width - used - 5
    if rest > 10:
        shade = 0.0 if bold else DIM
        page.write(
            MARGIN + used + 5, y, subtitle, 14.5, bold=bold, shade=shade, width=rest, minimum=8
        )


def draw_code(page: Page, layout: SheetLayout, code: SheetCode) -> None:
    """Draw the corner marks, the QR code and, below it, what it says."""
    page.marks()
    page.qr(layout.qr, str(code))
    right = page.page_size.width - MARGIN
    page.write(right, layout.qr.bottom + 4, str(code), 9, align="right", width=44)


def draw_funding(
    document: Document, page: Page, funding: Sequence[Funding], box: Rect, below: float
) -> None:
    """Draw the funders' logos from left to right in `box`, and their lines below it.

    Without a logo the lines begin at the top of the box. They end at `below`; where they do not
    fit, they are `overlong` and stand elsewhere on the sheet.
    """
    drawn = _draw_logos(document, page, [logo for each in funding for logo in each.logos], box)
    set_lines = _funding_lines(funding, box, below, logos=drawn)
    if set_lines is not None:
        area, lines = set_lines
        first = area.y + ASCENT * _FUNDING / POINTS
        page.lines(area.x, first, lines, _FUNDING, leading=_FUNDING_LINE)


def _draw_logos(document: Document, page: Page, logos: Sequence[bytes], box: Rect) -> bool:
    count = len(logos)
    rows = min(_LOGO_ROWS, -(-count // _LOGOS_A_ROW)) or 1
    columns = -(-count // rows) or 1
    width, height = box.width / columns, box.height / rows
    drawn = False
    for place, logo in enumerate(logos):
        row = place // columns
        column = columns - min(columns, count - row * columns) + place % columns
        gap = 1.0 if count > 1 else 0.0
        cell = Rect(box.x + column * width + gap, box.y + row * height, width - gap, height - gap)
        drawn |= bool(document.logo(page, cell, logo))
    return drawn


def _funding_lines(
    funding: Sequence[Funding], box: Rect, below: float, *, logos: bool
) -> tuple[Rect, tuple[Shaped, ...]] | None:
    """Return where the lines stand and the lines, None where they have no room or are none."""
    said = [each.line for each in funding if each.line]
    top = box.bottom + 1.2 if logos else box.y
    wide = 68.0 if logos else box.width
    area = Rect(box.x, top, wide, below - top)
    lines = [line for each in said for line in text.wrapped(each, _FUNDING, wide * POINTS)]
    if not lines or len(lines) * _FUNDING_LINE > area.height + 0.3:
        return None
    return area, tuple(lines)


Fact: TypeAlias = tuple[float, str, text.Text]
"""A labelled value of the head: (x, label, value)."""


def draw_facts(page: Page, facts: Sequence[Fact], y: float, right: float, below: str = "") -> None:
    """Write labelled values side by side, up to `right`; what has no room is told as `below`."""
    for (x, label, value), width in zip(facts, _widths(facts, right), strict=True):
        page.write(x, y, label, 7.5, shade=DIM, width=width)
        cell = _fact(value, width)
        if len(cell.lines) > _FACT_LINES:
            cell = _fact(below, width)
        draw_cell(page, x, y + 4.4, cell, size=10)


def _fact(value: text.Text, width: float) -> Cell:
    return set_cell(value, width, 10, bold=True, leading=2.6, single=6.6)


def _widths(facts: Sequence[Fact], right: float) -> list[float]:
    ends = [x for x, _, _ in facts[1:]] + [right + 3]
    return [end - x - 3 for (x, _, _), end in zip(facts, ends, strict=True)]


def overlong(
    letterhead: Letterhead,
    width: float,
    facts: Sequence[Fact],
    right: float,
    funding: tuple[Sequence[Funding], Rect, float] | None = None,
) -> list[text.Text]:
    """Return what of a sheet's head needs more room than it has there, one paragraph each."""
    found: list[text.Text] = []
    room = width - (_LOGO_WIDTH + _LOGO_GAP) if letterhead.logo else width
    if len(_issuer_cell(letterhead, room).lines) > _ISSUER_LINES:
        found.append(_issuer(letterhead))
    for (_, label, value), wide in zip(facts, _widths(facts, right), strict=True):
        if len(_fact(value, wide).lines) > _FACT_LINES:
            found.append((TextPart(f"{label}: ", bold=True), *text.parts_of(value)))
    if funding is not None:
        paid_by, box, below = funding
        logos = any(each.logos for each in paid_by)
        said = [each.line for each in paid_by if each.line]
        if said and _funding_lines(paid_by, box, below, logos=logos) is None:
            found += said
    return found


@dataclass(frozen=True, slots=True)
class Strip:
    """What the head has no room for, in lines of the sheet's whole width below it."""

    lines: tuple[Shaped, ...] = ()

    @property
    def height(self) -> float:
        """Millimetres from the facts to the table, 0 without lines."""
        return len(self.lines) * _STRIP_LINE + 1.6 if self.lines else 0.0

    def draw(self, page: Page, x: float, y: float, below: float) -> None:
        """Write the lines in the middle between `y` and what begins below them."""
        first = y + max(0.0, below - y - self.height) / 2 + ASCENT * _STRIP / POINTS
        page.lines(x, first, self.lines, _STRIP, leading=_STRIP_LINE)


def strip(paragraphs: Sequence[text.Text], width: float) -> Strip:
    """Return paragraphs as lines of 7 points, `width` mm wide."""
    return Strip(
        tuple(line for each in paragraphs for line in text.wrapped(each, _STRIP, width * POINTS))
    )
