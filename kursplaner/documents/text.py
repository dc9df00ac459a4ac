"""Text as it stands on paper: any script in any direction, measured, fitted, wrapped.

A text is cleaned, cut into runs of one font, one script and one direction, shaped by HarfBuzz and
put into the order of UAX #9. Widths are in em (multiply by the type size). What comes out are the
instructions of a PDF page, independent of the type size, so one shaping serves every size.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Final, NamedTuple, TypeAlias

import uharfbuzz as hb

from kursplaner.documents import bidi, fonts

_KEPT_IGNORABLES: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
_EMOJI_SELECTOR: Final = "\ufe0f"
_ELLIPSIS: Final = "…"
_SCRIPTS: Final = ((0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, ""), (0x0900, "Deva"), (0x0980, ""))
_BREAK_AFTER: Final = " \u200b-–/"
_SMALLEST_SHIFT: Final = 0.01
_SHAPING: Final = Lock()


class Span(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


Text: TypeAlias = "str | Sequence[Span]"


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


def marked(template: str, *, bold: bool = False, **values: object) -> tuple[Span, ...]:
    """Return `template` as spans: `**…**` is bold, `{name}` is filled in.

    Values are isolated, so that a name of the other direction does not disturb the sentence, and
    may hold asterisks and braces.
    """
    filled = {name: bidi.isolate(str(value)) for name, value in values.items()}
    spans = []
    for index, part in enumerate(template.split("**")):
        if part:
            spans.append(Span(part.format_map(filled), bold != bool(index % 2)))
    return tuple(spans)


def spans_of(text: Text, *, bold: bool = False) -> tuple[Span, ...]:
    """Return `text` as spans; a plain string becomes one of the given weight."""
    return (Span(text, bold),) if isinstance(text, str) else tuple(text)


def shape(
    text: Text, *, bold: bool = False, direction: bidi.Direction = "auto"
) -> Shaped:
    """Return `text` as one line, ready to draw."""
    return _shape_cached(spans_of(text, bold=bold), direction)


@lru_cache(maxsize=16384)
def _shape_cached(spans: tuple[Span, ...], direction: bidi.Direction) -> Shaped:
    return _shape(_clean(spans), direction)


def fitted(
    text: Text, size: float, width: float, minimum: float, *, bold: bool = False
) -> tuple[Shaped, float]:
    """Return `text` as one line no wider than `width` (points), and its type size.

    It shrinks from `size` down to `minimum`; what is still too long ends in "…".
    """
    spans = spans_of(text, bold=bold)
    line = _shape_cached(spans, "auto")
    if line.width * size <= width:
        return line, size
    smaller = width / line.width
    if smaller >= minimum:
        return line, smaller
    return _shortened(spans, width / minimum), minimum


@lru_cache(maxsize=1024)
def _shortened(spans: tuple[Span, ...], width: float) -> Shaped:
    """Return the longest beginning that fits `width` (em) together with its "…"."""
    clean = _clean(spans)
    low, high = 0, sum(len(span.text) for span in clean)
    best = _shape((), "auto")
    while low <= high:
        middle = (low + high) // 2
        line = _shape(_beginning(clean, middle), _direction(clean))
        if line.width <= width:
            best, low = line, middle + 1
        else:
            high = middle - 1
    return best


def _direction(spans: Sequence[Span]) -> bidi.Direction:
    base, _ = bidi.levels("".join(span.text for span in spans))
    return "rtl" if base else "ltr"


def _beginning(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    text = "".join(span.text for span in spans)
    while 0 < length < len(text) and _clings(text[length - 1], text[length]):
        length -= 1
    kept = list(_slice(spans, 0, length))
    last = kept.pop() if kept else Span("")
    return (*kept, Span(last.text.rstrip() + _ELLIPSIS, last.bold))


def _clings(before: str, char: str) -> bool:
    return before == "\u200d" or char in _KEPT_IGNORABLES or unicodedata.category(char)[0] == "M"


def _slice(spans: Sequence[Span], start: int, end: int) -> Iterable[Span]:
    place = 0
    for span in spans:
        part = span.text[max(0, start - place) : max(0, end - place)]
        if part:
            yield Span(part, span.bold)
        place += len(span.text)


@lru_cache(maxsize=2048)
def _wrapped(
    spans: tuple[Span, ...], width: float, direction: bidi.Direction
) -> tuple[Shaped, ...]:
    clean = _clean(spans)
    text = "".join(span.text for span in clean)
    base, levels = bidi.levels(text, direction)
    lines = []
    for start, end in _breaks(clean, text, width):
        line_text = text[start:end].rstrip()
        end = start + len(line_text)
        line_levels = bidi.reset_line_end(line_text, levels[start:end], base)
        lines.append(_assemble(tuple(_slice(clean, start, end)), line_levels, base))
    return tuple(lines)


def wrapped(
    text: Text,
    size: float,
    width: float,
    *,
    bold: bool = False,
    direction: bidi.Direction = "auto",
) -> tuple[Shaped, ...]:
    """Return `text` in lines no wider than `width` (points) at `size`.

    Lines are broken first and put into reading order afterwards. A word wider than the line is
    cut.
    """
    return _wrapped(spans_of(text, bold=bold), width / size, direction)


def shortened_lines(
    text: Text, size: float, width: float, rows: int
) -> tuple[Shaped, ...]:
    """Return at most `rows` lines of `text`; the last one ends in "…" where text is left out."""
    spans = _clean(spans_of(text))
    whole = "".join(span.text for span in spans)
    breaks = list(_breaks(spans, whole, width / size))
    lines = wrapped(spans, size, width)
    if len(lines) <= rows:
        return lines
    rest = tuple(_slice(spans, breaks[rows - 1][0], len(whole)))
    return (*lines[: rows - 1], _shortened(rest, width / size))


def _breaks(spans: Sequence[Span], text: str, width: float) -> Iterable[tuple[int, int]]:
    """Return where lines begin and end; widths in em, measured word by word."""
    start, reached, used = 0, 0, 0.0
    for begin, end in _words(text):
        word = _width(spans, begin, begin + len(text[begin:end].rstrip()))
        if used + word > width and reached > start:
            yield start, reached
            start, used = begin, 0.0
        while word > width and end - begin > 1:
            cut = _cut(spans, begin, end, width)
            yield begin, cut
            start = begin = cut
            word = _width(spans, begin, end)
        used += _width(spans, begin, end)
        reached = end
    if reached > start:
        yield start, reached


def _words(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for place, char in enumerate(text):
        following = text[place + 1 : place + 2]
        if char in _BREAK_AFTER and following and following not in _BREAK_AFTER:
            yield start, place + 1
            start = place + 1
    if start < len(text):
        yield start, len(text)


def _width(spans: Sequence[Span], start: int, end: int) -> float:
    return _shape(tuple(_slice(spans, start, end)), "auto").width


def _cut(spans: Sequence[Span], start: int, end: int, width: float) -> int:
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if _width(spans, start, middle) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _clean(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(Span(_clean_text(span.text), span.bold) for span in spans if span.text)


def _clean_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(_clean_char(char) for char in unicodedata.normalize("NFC", text))


def _clean_char(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    return "\ufffd" if kind == "Cs" else char


def _shape(spans: tuple[Span, ...], direction: bidi.Direction) -> Shaped:
    base, levels = bidi.levels("".join(span.text for span in spans), direction)
    return _assemble(spans, levels, base)


class _Piece(NamedTuple):
    """A stretch to shape at once; `family` is None where no font has its signs."""

    text: str
    family: str | None
    script: str
    bold: bool
    level: int


def _assemble(spans: Sequence[Span], levels: Sequence[int], base: int) -> Shaped:
    pieces = _pieces(spans, levels)
    order = bidi.visual_order([piece.level for piece in pieces])
    runs = tuple(_run(pieces[place]) for place in order)
    return Shaped(runs, sum(run.width for run in runs), bool(base))


def _pieces(spans: Sequence[Span], levels: Sequence[int]) -> list[_Piece]:
    text = "".join(span.text for span in spans)
    bolds = [span.bold for span in spans for _ in span.text]
    pieces: list[_Piece] = []
    for place, (family, script) in enumerate(_families(text)):
        char = text[place]
        if fonts.ignorable(char) and char not in _KEPT_IGNORABLES:
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
    if char in _KEPT_IGNORABLES:
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
    codes = [
        face.code(info.codepoint, said)
        for cluster, shown in _clusters(piece, glyphs)
        for (info, _), said in zip(
            cluster, _said(face, cluster, shown, rtl=bool(piece.level % 2)), strict=True
        )
    ]
    marks = tuple(_marks(face, glyphs, codes))
    width = sum(position.x_advance for _, position in glyphs) / face.units
    return Run(face, marks, frozenset(codes), width)


def _marks(
    face: fonts.Face, glyphs: Sequence[tuple[Any, Any]], codes: Sequence[int]
) -> Iterable[Mark]:
    """Return the drawing of a run: glyphs on the line first, then those of each other height.

    So letters stay together for a searcher, and dots and accents follow them.
    """
    heights = [position.y_offset / face.units for _, position in glyphs]
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
            parts.append(f">{shift:.5g}<")
        parts.append(f"{code:04X}")
        shift = face.advance(info.codepoint) - advance + aside
    tail = f"{shift:.5g}" if abs(shift) > _SMALLEST_SHIFT else ""
    return f"[<{''.join(parts)}>{tail}] TJ".replace("<>", "")


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
        yield f"/{key} {size:.4g} Tf"
        raised = False
        for mark in run.marks:
            if mark.rise or raised:
                yield f"{mark.rise * size:.3f} Ts"
                raised = bool(mark.rise)
            yield mark.drawing
        if raised:
            yield "0 Ts"
