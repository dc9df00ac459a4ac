"""One line of text turned into glyphs: fonts chosen, HarfBuzz asked, put in reading order.

A text is cleaned, cut into runs of one font, one script and one direction, shaped by HarfBuzz and
put into the order of UAX #9. Widths are in em (multiply by the type size). What comes out are the
instructions of a PDF page, independent of the type size, so one shaping serves every size.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from kursplaner.documents.type import bidi, fonts

KEPT_IGNORABLES: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
_EMOJI_SELECTOR: Final = "\ufe0f"
_SCRIPTS: Final = ((0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, ""), (0x0900, "Deva"), (0x0980, ""))
_SMALLEST_SHIFT: Final = 0.01
_SHAPING: Final = Lock()


class TextPart(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Some glyphs at one height: how far raised (em), and how drawn."""

    rise: float
    drawing: str


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring glyphs of one font, from left to right, and their codes in it."""

    face: fonts.Face
    marks: tuple[Mark, ...]
    codes: frozenset[int]
    width: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """One line ready to draw.

    Attributes:
        runs: from left to right.
        width: in em.
        rtl: whether the line as a whole reads from right to left.
    """

    runs: tuple[Run, ...]
    width: float
    rtl: bool = False


def clean(parts: Sequence[TextPart]) -> tuple[TextPart, ...]:
    """Return parts without control signs and empty parts, composed (NFC)."""
    return tuple(TextPart(_clean_text(part.text), part.bold) for part in parts if part.text)


def _clean_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(_clean_char(char) for char in unicodedata.normalize("NFC", text))


def _clean_char(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "\ufffd" if kind == "Cs" else char


def shape_line(parts: tuple[TextPart, ...], direction: bidi.Direction) -> Shaped:
    """Return one line whose text is already clean."""
    base, levels = bidi.levels("".join(part.text for part in parts), direction)
    return assemble(parts, levels, base)


class _Piece(NamedTuple):
    """A stretch to shape at once; `family` is None where no font has its signs."""

    text: str
    family: str | None
    script: str
    bold: bool
    level: int


def assemble(parts: Sequence[TextPart], levels: Sequence[int], base: int) -> Shaped:
    """Return one line whose levels are known, such as a line of a wrapped paragraph."""
    pieces = _pieces(parts, levels)
    order = bidi.visual_order([piece.level for piece in pieces])
    runs = tuple(_run(pieces[place]) for place in order)
    return Shaped(runs, sum(run.width for run in runs), bool(base))


def _pieces(parts: Sequence[TextPart], levels: Sequence[int]) -> list[_Piece]:
    if len(parts) == 1 and parts[0].text and parts[0].text.isascii() and not any(levels):
        return [_Piece(parts[0].text, "NotoSans", "", parts[0].bold, 0)]
    text = "".join(part.text for part in parts)
    bolds = [part.bold for part in parts for _ in part.text]
    pieces: list[_Piece] = []
    for place, (family, script) in enumerate(_families(text)):
        char = text[place]
        if fonts.ignorable(char) and char not in KEPT_IGNORABLES:
            continue
        key = (family, script, bolds[place], levels[place])
        if pieces and pieces[-1][1:] == key:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + char)
        else:
            pieces.append(_Piece(char, *key))
    return pieces


def _script(char: str) -> str:
    sign = ord(char)
    found = ""
    for start, script in _SCRIPTS:
        if sign < start:
            break
        found = script
    return found


def _families(text: str) -> list[tuple[str | None, str]]:
    """Return font family and script for each sign.

    Letters take the first font that has them; digits, blanks and punctuation the font of their
    neighbours, the one before first.
    """
    if text.isascii():
        return [("NotoSans", "")] * len(text)
    result: list[tuple[str | None, str] | None] = [None] * len(text)
    current: tuple[str | None, str] | None = None
    for place, char in enumerate(text):
        wants_emoji = text[place + 1 : place + 2] == _EMOJI_SELECTOR
        if wants_emoji and fonts.face(fonts.EMOJI_FAMILY).covers(char):
            current = result[place] = (fonts.EMOJI_FAMILY, "")
        elif not _strong(char):
            if current and current[0] and _follows(char, current[0]):
                result[place] = current
        else:
            current = result[place] = (fonts.family_for(char), _script(char))
    following: tuple[str | None, str] | None = None
    for place in range(len(text) - 1, -1, -1):
        known = result[place]
        if known is None:
            char = text[place]
            beside = following and following[0] and _follows(char, following[0])
            known = following if beside else (fonts.family_for(char), "")
        following = result[place] = known
    return [known for known in result if known is not None]


def _strong(char: str) -> bool:
    """Tell whether a sign chooses its font itself: letters, and symbols such as emoji."""
    return unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lo", "Lm", "So"}


def _follows(char: str, family: str) -> bool:
    if char in KEPT_IGNORABLES:
        return True
    if family == fonts.EMOJI_FAMILY and unicodedata.category(char) not in {"Sk", "Me", "Cf"}:
        return False
    return fonts.face(family).covers(char)


def _run(piece: _Piece) -> Run:
    face = fonts.face(piece.family or "NotoSans", bold=piece.bold)
    buffer: Any = hb.Buffer()
    buffer.add_str(piece.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if piece.level % 2 else "ltr"
    with _SHAPING:
        hb.shape(face.font, buffer)
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    codes = _codes(face, piece, glyphs)
    marks = tuple(_marks(face, glyphs, codes))
    width = sum(position.x_advance for _, position in glyphs) / face.units
    return Run(face, marks, frozenset(codes), width)


def _codes(face: fonts.Face, piece: _Piece, glyphs: Sequence[tuple[Any, Any]]) -> list[int]:
    """Return the code of each glyph; nearly always each shows one sign, in their order."""
    rtl = bool(piece.level % 2)
    if not rtl and [info.cluster for info, _ in glyphs] == list(range(len(piece.text))):
        return face.codes([info.codepoint for info, _ in glyphs], piece.text)
    return [
        face.code(info.codepoint, said)
        for cluster, shown in _clusters(piece, glyphs)
        for (info, _), said in zip(cluster, _said(face, cluster, shown, rtl=rtl), strict=True)
    ]


def _marks(
    face: fonts.Face, glyphs: Sequence[tuple[Any, Any]], codes: Sequence[int]
) -> Iterable[Mark]:
    """Return the drawing of a run: glyphs on the line first, then those of each other height.

    So letters stay together for a searcher, and dots and accents follow them.
    """
    heights = [position.y_offset / face.units for _, position in glyphs]
    if not any(heights):
        yield Mark(0.0, _array(face, glyphs, codes, [True] * len(codes), 0.0))
        return
    back = 0.0
    for rise in sorted(set(heights), key=lambda height: (height != 0, height)):
        shown = [height == rise for height in heights]
        yield Mark(rise, _array(face, glyphs, codes, shown, back))
        back = sum(position.x_advance for _, position in glyphs) * 1000 / face.units


def _array(
    face: fonts.Face,
    glyphs: Sequence[tuple[Any, Any]],
    codes: Sequence[int],
    shown: Sequence[bool],
    back: float,
) -> str:
    """Return one array of codes and shifts (thousandths of an em, to the left)."""
    scale = 1000 / face.units
    parts: list[str] = []
    shift = back
    for (info, position), code, visible in zip(glyphs, codes, shown, strict=True):
        advance = position.x_advance * scale
        if not visible:
            shift -= advance
            continue
        aside = position.x_offset * scale
        shift -= aside
        if abs(shift) > _SMALLEST_SHIFT:
            parts.append(f">{_number(shift)}<")
        parts.append(f"{code:04X}")
        shift = face.advance(info.codepoint) - advance + aside
    tail = _number(shift) if abs(shift) > _SMALLEST_SHIFT else ""
    return f"[<{''.join(parts)}>{tail}] TJ".replace("<>", "")


def _number(shift: float) -> str:
    """Return a shift as PDF writes numbers: never with an exponent, however long the line is."""
    return f"{shift:.5g}" if abs(shift) < 99_999 else f"{shift:.0f}"


def _clusters(
    piece: _Piece, glyphs: Sequence[tuple[Any, Any]]
) -> Iterable[tuple[list[tuple[Any, Any]], str]]:
    """Return the glyphs that belong together, from left to right, with the text they show."""
    starts = sorted({info.cluster for info, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(piece.text)], strict=True))
    group: list[tuple[Any, Any]] = []
    for info, position in glyphs:
        if group and group[0][0].cluster != info.cluster:
            first = group[0][0].cluster
            yield group, piece.text[first : ends[first]]
            group = []
        group.append((info, position))
    if group:
        first = group[0][0].cluster
        yield group, piece.text[first : ends[first]]


def _said(
    face: fonts.Face, cluster: Sequence[tuple[Any, Any]], text: str, *, rtl: bool
) -> list[str]:
    """Return for each glyph of a cluster the text a searcher finds there: the widest says all."""
    if rtl and len(text) == len(cluster) == 1 and unicodedata.mirrored(text):
        return [face.own_sign(cluster[0][0].codepoint) or text]
    visible = "".join(char for char in text if not fonts.ignorable(char)) or text
    advances = [position.x_advance for _, position in cluster]
    widest = advances.index(max(advances))
    return [visible if place == widest else "" for place in range(len(cluster))]


def instructions(line: Shaped, size: float, keys: Sequence[str]) -> Iterable[str]:
    """Return the page's instructions for `line`; `keys` name the font of each run."""
    for run, key in zip(line.runs, keys, strict=True):
        if len(run.marks) == 1 and not run.marks[0].rise:
            yield f"/{key} {size:.4g} Tf {run.marks[0].drawing}"
            continue
        yield f"/{key} {size:.4g} Tf"
        raised = False
        for mark in run.marks:
            if mark.rise or raised:
                yield f"{mark.rise * size:.3f} Ts"
                raised = bool(mark.rise)
            yield mark.drawing
        if raised:
            yield "0 Ts"
