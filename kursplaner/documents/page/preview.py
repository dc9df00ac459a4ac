"""A page of a PDF as a picture, for the preview and the printer."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

_PDFIUM: Final = Lock()  # PDFium is not safe to enter from two threads.
_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels row by row from the top, three bytes each: red, green, blue."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes | Path) -> int:
    """Return the number of pages."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render(pdf: bytes | Path, page: int, *, dpi: float = 96) -> Picture:
    """Return page `page` (from 0) drawn at `dpi` dots an inch.

    Raises:
        IndexError: if the document has no such page.
    """
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            bitmap = document[page].render(scale=dpi / _INCH, rev_byteorder=True)
            return _picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            document.close()


def _picture(width: int, height: int, stride: int, data: bytes) -> Picture:
    row = 3 * width
    if stride != row:
        data = b"".join(data[y * stride : y * stride + row] for y in range(height))
    return Picture(width, height, data[: row * height])
