"""Text as it stands on paper: measured, fitted into a width, wrapped into lines, in any script."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from kursplaner.documents.type import bidi, shaping
from kursplaner.documents.type.shaping import KEPT_IGNORABLES, Shaped, Span

Text: TypeAlias = "str | Sequence[Span]"
_ELLIPSIS: Final = "…"
_BREAK_AFTER: Final = " \u200b-–/"


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


def listed(names: Iterable[str]) -> str:
    """Return names in one text, each isolated, so that none disturbs the order of the others."""
    return ", ".join(bidi.isolate(name) for name in names)


def spans_of(text: Text, *, bold: bool = False) -> tuple[Span, ...]:
    """Return `text` as spans; a plain string becomes one of the given weight."""
    return (Span(text, bold),) if isinstance(text, str) else tuple(text)


def shape(text: Text, *, bold: bool = False, direction: bidi.Direction = "auto") -> Shaped:
    """Return `text` as one line, ready to draw."""
    return _shape_cached(spans_of(text, bold=bold), direction)


@lru_cache(maxsize=16384)
def _shape_cached(spans: tuple[Span, ...], direction: bidi.Direction) -> Shaped:
    return shaping.shape_line(shaping.clean(spans), direction)


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
    clean = shaping.clean(spans)
    low, high = 0, sum(len(span.text) for span in clean)
    best = shaping.shape_line((), "auto")
    while low <= high:
        middle = (low + high) // 2
        line = shaping.shape_line(_beginning(clean, middle), _direction(clean))
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
    return before == "\u200d" or char in KEPT_IGNORABLES or unicodedata.category(char)[0] == "M"


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
    clean = shaping.clean(spans)
    text = "".join(span.text for span in clean)
    base, levels = bidi.levels(text, direction)
    lines = []
    for start, end in _breaks(clean, text, width):
        line_text = text[start:end].rstrip()
        stop = start + len(line_text)
        line_levels = bidi.reset_line_end(line_text, levels[start:stop], base)
        lines.append(shaping.assemble(tuple(_slice(clean, start, stop)), line_levels, base))
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


def widest_word(text: Text, *, bold: bool = False) -> float:
    """Return the width (em) of what no line break divides."""
    spans = shaping.clean(spans_of(text, bold=bold))
    whole = "".join(span.text for span in spans)
    words = ((start, start + len(whole[start:end].rstrip())) for start, end in _words(whole))
    return max((_width(spans, start, end) for start, end in words), default=0.0)


def shortened_lines(text: Text, size: float, width: float, rows: int) -> tuple[Shaped, ...]:
    """Return at most `rows` lines of `text`; the last one ends in "…" where text is left out."""
    spans = shaping.clean(spans_of(text))
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
    for first, end in _words(text):
        begin = first
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
    return _shape_cached(tuple(_slice(spans, start, end)), "auto").width


def _cut(spans: Sequence[Span], start: int, end: int, width: float) -> int:
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if _width(spans, start, middle) <= width:
            low = middle
        else:
            high = middle - 1
    return low
