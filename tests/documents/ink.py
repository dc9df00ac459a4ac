"""What was drawn on a page of a PDF, part by part: where text stands, lines and boxes, in mm."""

import ctypes
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2
import pytest
from pypdfium2 import raw

_MM = 25.4 / 72
_TOGETHER = 0.15
"""Runs of one line follow each other without a gap; what stands further apart is another text."""


def near(value: float, within: float | None = None) -> Any:
    """Return what equals a number up to a tolerance (of rounding alone: None) as if it were one."""
    return pytest.approx(value, abs=within)


class Words(NamedTuple):
    """A text on one line: where it begins, its baseline, its type size in points, where it ends."""

    text: str
    x: float
    y: float
    size: float
    right: float
    bold: bool
    grey: float


class Stroke(NamedTuple):
    """A straight line, from its first point to its last, how thick and how grey (0 is black)."""

    x: float
    y: float
    right: float
    bottom: float
    weight: float
    grey: float


class Box(NamedTuple):
    """A rectangle; `weight` is its edge's, 0 where it is filled instead."""

    x: float
    y: float
    width: float
    height: float
    weight: float
    grey: float


class Path(NamedTuple):
    """Anything else, such as a pictogram or a QR code: the edges of its points, and how many."""

    x: float
    y: float
    right: float
    bottom: float
    weight: float
    points: int


class Ink(NamedTuple):
    """All that is drawn on a page, each kind in the order of drawing."""

    words: tuple[Words, ...]
    strokes: tuple[Stroke, ...]
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    pictures: tuple[tuple[float, float, float, float], ...]

    def at(self, text: str) -> Words:
        """Return the only words that read so."""
        found = [words for words in self.words if words.text == text]
        assert len(found) == 1, (text, [words.text for words in self.words])
        return found[0]

    def all(self, text: str) -> list[Words]:
        return [words for words in self.words if words.text == text]

    def like(self, beginning: str) -> Words:
        """Return the first words that begin so."""
        return next(words for words in self.words if words.text.startswith(beginning))

    def across(self, weight: float | None = None) -> list[tuple[float, float, float]]:
        """Return y, left and right of the horizontal lines, from the top."""
        return sorted(
            (line.y, line.x, line.right)
            for line in self.strokes
            if line.y == line.bottom and weight in {None, line.weight}
        )

    def down(self, weight: float | None = None) -> list[tuple[float, float, float]]:
        """Return x, top and bottom of the vertical lines, from the left."""
        return sorted(
            (line.x, line.y, line.bottom)
            for line in self.strokes
            if line.x == line.right and weight in {None, line.weight}
        )

    def slanted(self) -> list[Stroke]:
        return [line for line in self.strokes if line.x != line.right and line.y != line.bottom]


def about(value: float, within: float | None = None) -> Any:
    """Return what equals a measure that is as good as this one."""
    return pytest.approx(value, abs=within)


@lru_cache(maxsize=16)
def ink(pdf: bytes, page: int = 0) -> Ink:
    """Return what is drawn on a page, positions to a hundredth of a millimetre."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return _read(document[page])
    finally:
        document.close()


def _read(page: Any) -> Ink:
    tall, texts = page.get_height(), page.get_textpage()
    ends = _ends(texts)
    words: list[Words] = []
    paths: dict[type, list[Any]] = {Stroke: [], Box: [], Path: []}
    pictures = []
    for drawn in page.get_objects(max_depth=1):
        if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            _add(words, _words(drawn, texts, tall, ends))
        elif drawn.type == raw.FPDF_PAGEOBJ_PATH:
            part = _path(drawn, tall)
            paths[type(part)].append(part)
        else:
            left, bottom, right, top = drawn.get_bounds()
            pictures.append((_mm(left), _mm(tall - top), _mm(right), _mm(tall - bottom)))
    words = [part._replace(text=" ".join(part.text.split())) for part in words]
    return Ink(*(tuple(kind) for kind in (words, *paths.values(), pictures)))


def _mm(points: float) -> float:
    return round(points * _MM, 2)


def _grey(ask: Any, drawn: Any) -> float:
    parts = [ctypes.c_uint() for _ in range(4)]
    ask(drawn, *(ctypes.byref(part) for part in parts))
    return round(parts[0].value / 255, 2)


def _ends(texts: Any) -> dict[int, float]:
    """Return where each text object ends, with the room its last sign takes."""
    found: dict[int, float] = {}
    box = raw.FS_RECTF()
    for place in range(texts.count_chars()):
        drawn = raw.FPDFText_GetTextObject(texts, place)
        if drawn and raw.FPDFText_GetLooseCharBox(texts, place, ctypes.byref(box)):
            key = ctypes.addressof(drawn.contents)
            found[key] = max(found.get(key, 0.0), box.right)
    return found


def _words(drawn: Any, texts: Any, tall: float, ends: dict[int, float]) -> Words:
    length = raw.FPDFTextObj_GetText(drawn, texts, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(drawn, texts, buffer, length)
    text = bytes(buffer).decode("utf-16-le").rstrip("\0")
    size, matrix = ctypes.c_float(), drawn.get_matrix()
    raw.FPDFTextObj_GetFontSize(drawn, ctypes.byref(size))
    font = raw.FPDFTextObj_GetFont(drawn)
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(font, name, 100)
    x, y = _mm(matrix.e), _mm(tall - matrix.f)
    end = ends.get(ctypes.addressof(drawn.raw.contents))
    right = _mm(end if end is not None else drawn.get_bounds()[2])
    bold = name.value.endswith(b"Bold")
    return Words(
        text, x, y, round(size.value, 2), right, bold, _grey(raw.FPDFPageObj_GetFillColor, drawn)
    )


def _add(found: list[Words], words: Words) -> None:
    """Join the runs of one line, which differ in font or weight."""
    if found:
        last = found[-1]
        if (last.y, last.size) == (words.y, words.size) and abs(words.x - last.right) < _TOGETHER:
            text = last.text + words.text
            found[-1] = last._replace(text=text, right=words.right)
            return
    found.append(words)


def _path(drawn: Any, tall: float) -> Stroke | Box | Path:
    matrix, points = drawn.get_matrix(), []
    for place in range(raw.FPDFPath_CountSegments(drawn)):
        x, y = ctypes.c_float(), ctypes.c_float()
        segment = raw.FPDFPath_GetPathSegment(drawn, place)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        placed = matrix.on_point(x.value, y.value)
        points.append((_mm(placed[0]), _mm(tall - placed[1])))
    width, mode, stroke = ctypes.c_float(), ctypes.c_int(), ctypes.c_int()
    raw.FPDFPageObj_GetStrokeWidth(drawn, ctypes.byref(width))
    raw.FPDFPath_GetDrawMode(drawn, ctypes.byref(mode), ctypes.byref(stroke))
    weight = round(width.value * _MM * matrix.a, 2) if stroke.value else 0.0
    ask = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    if len(points) == 2:
        return Stroke(*points[0], *points[1], weight, _grey(ask, drawn))
    if len(points) in {4, 5} and {x for x, _ in points} == {left, right}:
        size = (round(right - left, 2), round(bottom - top, 2))
        return Box(left, top, *size, weight, _grey(ask, drawn))
    return Path(left, top, right, bottom, weight, len(points))
