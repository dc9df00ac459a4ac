"""Text as it stands on paper: measured, fitted into a width, wrapped into lines, in any script."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from kursplaner.documents.type import bidi, shaping
from kursplaner.documents.type.families import until_other_fonts
from kursplaner.documents.type.shaping import KEPT_IGNORABLES, Shaped, TextPart

Text: TypeAlias = "str | Sequence[TextPart]"
_ELLIPSIS: Final = "…"
_BREAK_AFTER: Final = " \u200b-–/"
_IN_NUMBERS: Final = frozenset({" ", "-", "–", "/", " - ", " – "})
"""What stands between the digits of one number, such as "0152 28817386" and "9:00–11:30"."""
_REFERENCE: Final = "Az."
_VIRAMA: Final = 9
"""The class of signs that join two consonants in scripts of India, Khmer and Burmese."""
_BEFORE_THEIR_LETTER: Final = frozenset("เแโใไເແໂໃໄ")
_LONGEST_PREFIX: Final = 4
"""A reference such as "Az. IM-2027-0184" is one word; so are short letters before its number."""


def marked(template: str, *, bold: bool = False, **values: object) -> tuple[TextPart, ...]:
    """Return `template` as parts: `**…**` is bold, `{name}` is filled in.

    Values are isolated, so that a name of the other direction does not disturb the sentence, and
    may hold asterisks and braces.
    """
    filled = {name: bidi.isolate(str(value)) for name, value in values.items()}
    parts = []
    for index, piece in enumerate(template.split("**")):
        if piece:
            parts.append(TextPart(piece.format_map(filled), bold != bool(index % 2)))
    return tuple(parts)


def listed(names: Iterable[str]) -> str:
    """Return names in one text, each isolated, so that none disturbs the order of the others."""
    return ", ".join(bidi.isolate(name) for name in names)


def parts_of(text: Text, *, bold: bool = False) -> tuple[TextPart, ...]:
    """Return `text` as parts; a plain string becomes one of the given weight."""
    return (TextPart(text, bold),) if isinstance(text, str) else tuple(text)


def shape(text: Text, *, bold: bool = False, direction: bidi.Direction = "auto") -> Shaped:
    """Return `text` as one line, ready to draw."""
    return _shape_cached(parts_of(text, bold=bold), direction)


@until_other_fonts
@lru_cache(maxsize=16384)
def _shape_cached(parts: tuple[TextPart, ...], direction: bidi.Direction) -> Shaped:
    return shaping.shape_line(shaping.clean(parts), direction)


def fitted(
    text: Text, size: float, width: float, minimum: float, *, bold: bool = False
) -> tuple[Shaped, float]:
    """Return `text` as one line no wider than `width` (points), and its type size.

    It shrinks from `size` down to `minimum`; what is still too long ends in "…".
    """
    parts = parts_of(text, bold=bold)
    line = _shape_cached(parts, "auto")
    if line.width * size <= width:
        return line, size
    smaller = width / line.width
    if smaller >= minimum:
        return line, smaller
    return _shortened(parts, width / minimum), minimum


@until_other_fonts
@lru_cache(maxsize=1024)
def _shortened(parts: tuple[TextPart, ...], width: float) -> Shaped:
    """Return the longest beginning that fits `width` (em) together with its "…"."""
    clean = shaping.clean(parts)
    low, high = 0, sum(len(part.text) for part in clean)
    best = shaping.shape_line((), "auto")
    while low <= high:
        middle = (low + high) // 2
        line = shaping.shape_line(_beginning(clean, middle), _direction(clean))
        if line.width <= width:
            best, low = line, middle + 1
        else:
            high = middle - 1
    return best


def _direction(parts: Sequence[TextPart]) -> bidi.Direction:
    base, _ = bidi.levels("".join(part.text for part in parts))
    return "rtl" if base else "ltr"


def _beginning(parts: Sequence[TextPart], length: int) -> tuple[TextPart, ...]:
    text = "".join(part.text for part in parts)
    while 0 < length < len(text) and _clings(text[length - 1], text[length]):
        length -= 1
    kept = list(_slice(parts, 0, length))
    last = kept.pop() if kept else TextPart("")
    return (*kept, TextPart(last.text.rstrip() + _ELLIPSIS, last.bold))


def _clings(before: str, char: str) -> bool:
    """Tell whether two neighbours are one letter to a reader: nothing may be cut between them.

    Marks follow their letter; a virama joins the next one; vowels of Thai and Lao stand before it.
    """
    if before == "\u200d" or before in _BEFORE_THEIR_LETTER or char in KEPT_IGNORABLES:
        return True
    joined = unicodedata.combining(before) == _VIRAMA and unicodedata.category(char)[0] == "L"
    return joined or unicodedata.category(char)[0] == "M"


def _slice(parts: Sequence[TextPart], start: int, end: int) -> Iterable[TextPart]:
    place = 0
    for part in parts:
        some = part.text[max(0, start - place) : max(0, end - place)]
        if some:
            yield TextPart(some, part.bold)
        place += len(part.text)


@until_other_fonts
@lru_cache(maxsize=2048)
def _wrapped(
    parts: tuple[TextPart, ...], width: float, direction: bidi.Direction
) -> tuple[Shaped, ...]:
    clean = shaping.clean(parts)
    text = "".join(part.text for part in clean)
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
    return _wrapped(parts_of(text, bold=bold), width / size, direction)


def widest_word(text: Text, *, bold: bool = False) -> float:
    """Return the width (em) of what no line break divides."""
    parts = shaping.clean(parts_of(text, bold=bold))
    whole = "".join(part.text for part in parts)
    words = ((start, start + len(whole[start:end].rstrip())) for start, end in _words(whole))
    return max((_width(parts, start, end) for start, end in words), default=0.0)


def shortened_lines(text: Text, size: float, width: float, rows: int) -> tuple[Shaped, ...]:
    """Return at most `rows` lines of `text`; the last one ends in "…" where text is left out."""
    parts = shaping.clean(parts_of(text))
    whole = "".join(part.text for part in parts)
    breaks = list(_breaks(parts, whole, width / size))
    lines = wrapped(parts, size, width)
    if len(lines) <= rows:
        return lines
    rest = tuple(_slice(parts, breaks[rows - 1][0], len(whole)))
    return (*lines[: rows - 1], _shortened(rest, width / size))


def _breaks(parts: Sequence[TextPart], text: str, width: float) -> Iterable[tuple[int, int]]:
    """Return where lines begin and end; widths in em, measured word by word."""
    start, reached, used = 0, 0, 0.0
    for first, end in _words(text):
        begin = first
        word = _width(parts, begin, begin + len(text[begin:end].rstrip()))
        if used + word > width and reached > start:
            yield start, reached
            start, used = begin, 0.0
        while word > width and end - begin > 1:
            cut = _cut(parts, begin, end, width)
            yield begin, cut
            start = begin = cut
            word = _width(parts, begin, end)
        used += _width(parts, begin, end)
        reached = end
    if reached > start:
        yield start, reached


def _words(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for place, char in enumerate(text):
        following = text[place + 1 : place + 2]
        if char in _BREAK_AFTER and following and following not in _BREAK_AFTER:
            if _within_number(text, place) or _within_reference(text, place):
                continue
            yield start, place + 1
            start = place + 1
    if start < len(text):
        yield start, len(text)


def _within_number(text: str, place: int) -> bool:
    """Tell whether a break after this sign would part a number, a time or a phone number."""
    if not text[place + 1].isdigit():
        return False
    before = text[max(0, place - 3) : place + 1]
    left = before.rstrip(_BREAK_AFTER)
    return before[len(left) :] in _IN_NUMBERS and left.rstrip(")")[-1:].isdigit()


def _within_reference(text: str, place: int) -> bool:
    """Tell whether a break after this sign would part a reference, or "Az." from it."""
    if text[place] == " ":
        return (" " + text[:place]).endswith(f" {_REFERENCE}")
    prefix = text[:place].rsplit(" ", maxsplit=1)[-1]
    joins = text[place] in "-–/" and text[place + 1].isdigit()
    return joins and len(prefix) <= _LONGEST_PREFIX


def _width(parts: Sequence[TextPart], start: int, end: int) -> float:
    return _shape_cached(tuple(_slice(parts, start, end)), "auto").width


def _cut(parts: Sequence[TextPart], start: int, end: int, width: float) -> int:
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if _width(parts, start, middle) <= width:
            low = middle
        else:
            high = middle - 1
    return _between_letters("".join(part.text for part in parts), start, low, end)


def _between_letters(text: str, start: int, cut: int, end: int) -> int:
    """Return the nearest place before `cut` at which no letter is parted, where there is one."""
    kept = cut
    while start < kept < end and _clings(text[kept - 1], text[kept]):
        kept -= 1
    return kept if kept > start else cut
