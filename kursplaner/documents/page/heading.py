"""The head every sheet shares: who issues it, its title, who funds it, its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kursplaner.documents.page.document import Document
from kursplaner.documents.page.layout import FINE, Rect, SheetCode, SheetLayout
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.type import text

MARGIN: Final = 12.0
_TITLE: Final = 25.5
_ISSUER_X: Final = 20.9
_ISSUER_Y: Final = 16.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the sheet, such as "Stadt Adorf/Vogtl." and "Integrationsbüro".

    Attributes:
        logo: PNG or JPEG; attendance lists carry it before the name.
    """

    issuer: str
    office: str = ""
    phone: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Who pays: the line the funder asks for, and a logo as PNG or JPEG."""

    line: str
    logo: bytes | None = None


def draw_issuer(
    page: Page, letterhead: Letterhead, width: float, document: Document | None = None
) -> None:
    """Write the issuer beside the upper left corner mark, after its logo where there is one."""
    x = _ISSUER_X
    if document and letterhead.logo:
        x += document.logo(page, Rect(x, 11, 22, 7.5), letterhead.logo, left=True)
        x += 2.5 if x > _ISSUER_X else 0
    room = width - (x - _ISSUER_X)
    name = page.write(x, _ISSUER_Y, letterhead.issuer, 10.5, bold=True, width=room * 0.7, minimum=7)
    rest = room - name - 2
    page.write(x + name + 2, _ISSUER_Y, letterhead.office, 10.5, width=rest, minimum=7)


def draw_title(
    page: Page, title: str, subtitle: str, width: float, *, y: float = 28.2, bold: bool = False
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
    page.write(page.page_size.width - MARGIN, layout.qr.bottom + 4, str(code), 9, align="right")


def draw_funding(
    document: Document, page: Page, funding: Funding | None, box: Rect, placeholder: str
) -> None:
    """Draw the funder's logo, or a frame for it, and the funding line below."""
    if funding is None:
        return
    if not (funding.logo and document.logo(page, box, funding.logo)):
        page.frame(box, FINE)
        x, y = box.middle
        page.write(x, y + 1, placeholder, 8, align="centre", shade=DIM, width=box.width - 4)
    below = Rect(box.x, box.bottom + 1.2, 68, 7.2)
    page.paragraph(below, funding.line, 6, leading=2.4, minimum=4.5)


def draw_facts(
    page: Page, facts: Sequence[tuple[float, str, text.Text]], y: float, right: float
) -> None:
    """Write labelled values side by side: (x, label, value) each, up to `right`."""
    ends = [x for x, _, _ in facts[1:]] + [right + 3]
    for (x, label, value), end in zip(facts, ends, strict=True):
        page.write(x, y, label, 7.5, shade=DIM, width=end - x - 3)
        page.fit(x, y + 4.4, value, 10, bold=True, width=end - x - 3, leading=2.6, single=6.6)
