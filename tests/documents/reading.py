"""What a finished PDF says and shows."""

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2

from kursplaner.documents.page import preview


def pages(pdf: bytes) -> list[str]:
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def flat(content: str) -> str:
    """Return a page's text as one line; PDFium marks a hyphen at a line's end by U+FFFE."""
    joined = " ".join(content.split())
    return joined.replace("\ufffe", "-")


def drawn(draw: Callable[[io.BytesIO], int]) -> tuple[bytes, list[str]]:
    out = io.BytesIO()
    count = draw(out)
    data = out.getvalue()
    texts = pages(data)
    assert len(texts) == count
    return data, texts


@lru_cache(maxsize=4)
def shown(pdf: bytes, page: int) -> preview.Picture:
    return preview.render(pdf, page, dpi=150)


def darkness(pdf: bytes, page: int, x: float, y: float) -> int:
    """Return 0 (white) to 255 (black) at a place in millimetres."""
    picture = shown(pdf, page)
    column, row = int(x / 25.4 * 150), int(y / 25.4 * 150)
    return 255 - picture.rgb[(row * picture.width + column) * 3]


def ink_near_edge(pdf: bytes, page: int, margin: float) -> bool:
    """Tell whether anything is printed where an old printer cannot reach."""
    picture = preview.render(pdf, page, dpi=72)
    edge = int(margin / 25.4 * 72)
    for row in range(picture.height):
        line = picture.rgb[row * picture.width * 3 : (row + 1) * picture.width * 3]
        inner = edge <= row < picture.height - edge
        seen = line[: edge * 3] + line[-edge * 3 :] if inner else line
        if min(seen) < 250:
            return True
    return False


def metadata(pdf: Path | bytes) -> dict[str, str]:
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def bookmarks(pdf: Path | bytes) -> list[str]:
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return [entry.get_title() for entry in document.get_toc()]
    finally:
        document.close()


def left_of(pdf: bytes, page: int, content: str) -> float:
    """Return where a text first begins, in millimetres from the left."""
    return _reach(pdf, page, content)[0]


def right_of(pdf: bytes, page: int, content: str) -> float:
    """Return where a text first ends, in millimetres from the left."""
    return _reach(pdf, page, content)[1]


def top_of(pdf: bytes, page: int, content: str) -> float:
    """Return where the highest sign of a text begins, in millimetres from the top."""
    return _reach(pdf, page, content)[2]


Shape = tuple[int, int, int, int]


def shapes(pdf: bytes, page: int = 0) -> list[Shape]:
    """Return left, top, width and height of what is drawn beside text, in whole millimetres."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        tall, found = document[page].get_height(), list[Shape]()
        for drawn_path in document[page].get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,)):
            left, bottom, right, top = (side / 72 * 25.4 for side in drawn_path.get_bounds())
            high = tall / 72 * 25.4 - top
            found.append((round(left), round(high), round(right - left), round(top - bottom)))
        return found
    finally:
        document.close()


def _reach(pdf: bytes, page: int, content: str) -> tuple[float, float, float]:
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        texts, tall = document[page].get_textpage(), document[page].get_height()
        start, count = texts.search(content).get_next()
        boxes = [texts.get_charbox(start + place) for place in range(count)]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        top = tall - max(box[3] for box in boxes)
        return left / 72 * 25.4, right / 72 * 25.4, top / 72 * 25.4
    finally:
        document.close()


def type_sizes(pdf: bytes, page: int) -> set[float]:
    """Return the type sizes (points) in which a page is set."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        texts = document[page].get_textpage()
        raw = pypdfium2.raw
        count = texts.count_chars()
        return {round(raw.FPDFText_GetFontSize(texts, at), 1) for at in range(count)} - {1.0}
    finally:
        document.close()
