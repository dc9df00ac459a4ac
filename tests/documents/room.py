"""Whether what stands on a page has room there: faults in words, found in the finished PDF."""

import itertools
import unicodedata

import pypdfium2

from tests.documents.ink import Box, Ink, Words, ink

LEAST_SIZE = 6.0
EDGE = 5.0
"""Millimetres that old printers leave out at each edge of the paper."""
_CAPITALS = 0.714 * 25.4 / 72
_MM = 25.4 / 72
_TOUCH = 0.12
_APART = 1.0
_MOST_PAGES = 8
"""Of more pages as many are looked at, spread over all."""


def faults(pdf: bytes) -> list[str]:
    """Return what is cut, too small, outside the paper, or drawn over something else."""
    found, papers = [], sizes(pdf)
    for page in sorted({at * len(papers) // _MOST_PAGES for at in range(_MOST_PAGES)}):
        width, height = papers[page]
        drawn = ink(pdf, page)
        drawn = drawn._replace(words=_without_signs_apart(drawn))
        told = [
            *_each_word(drawn, width, height),
            *_words_on_words(drawn),
            *_words_on_lines(drawn),
            *_words_on_boxes(drawn),
        ]
        found += [f"{page + 1}: {fault}" for fault in told]
    return found


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            tuple(side * _MM for side in document[at].get_size()) for at in range(len(document))
        ]
    finally:
        document.close()


def _top(words: Words) -> float:
    return words.y - _CAPITALS * words.size


def _each_word(drawn: Ink, width: float, height: float) -> list[str]:
    found = []
    for words in drawn.words:
        if not words.text:
            continue
        if "…" in words.text:
            found.append(f"cut: {words.text}")
        if words.size < LEAST_SIZE - 0.01:
            found.append(f"{words.size} points: {words.text}")
        inside = words.x >= EDGE and words.right <= width - EDGE
        if not (inside and _top(words) >= EDGE and words.y <= height - EDGE):
            found.append(f"off the paper: {words.text}")
    return found


def _words_on_words(drawn: Ink) -> list[str]:
    some = sorted((words for words in drawn.words if words.text), key=_top)
    found = []
    for at, words in enumerate(some):
        for other in itertools.islice(some, at + 1, None):
            if _top(other) >= words.y - _TOUCH:
                break
            if other.x < words.right - _TOUCH and words.x < other.right - _TOUCH:
                found.append(f"over each other: {words.text} / {other.text}")
    return found


def _without_signs_apart(drawn: Ink) -> tuple[Words, ...]:
    """Return the words; signs above and below letters are drawn apart and belong to their line."""
    some = [words for words in drawn.words if words.text]
    bearing = [words for words in some if any(map(_bears_signs, words.text))]
    return tuple(
        words
        for words in some
        if words in bearing
        or not any(
            line.size == words.size
            and abs(line.y - words.y) < 1.2 * _CAPITALS * words.size
            and line.x - _APART <= words.x
            and words.right <= line.right + _APART
            for line in bearing
        )
    )


def _bears_signs(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.bidirectional(sign) in {"R", "AL"}


def _words_on_lines(drawn: Ink) -> list[str]:
    found = []
    for x, top, bottom in drawn.down():
        found += [
            f"over a line at {x}: {words.text}"
            for words in drawn.words
            if words.x + _TOUCH < x < words.right - _TOUCH
            and top < words.y - _TOUCH
            and _top(words) + _TOUCH < bottom
        ]
    for y, left, right in drawn.across():
        found += [
            f"over a line {y} below: {words.text}"
            for words in drawn.words
            if _top(words) + _TOUCH < y < words.y - _TOUCH
            and left < words.right - _TOUCH
            and words.x + _TOUCH < right
        ]
    return found


def _words_on_boxes(drawn: Ink) -> list[str]:
    """Words lie wholly inside a box or wholly outside; in a filled one none are."""
    found = []
    pictures = [Box(x, y, right - x, low - y, 0, 0) for x, y, right, low in drawn.pictures]
    for box in (*drawn.boxes, *pictures):
        right, bottom = box.x + box.width, box.y + box.height
        for words in drawn.words:
            aside = words.right <= box.x + _TOUCH or right - _TOUCH <= words.x
            apart = words.y <= box.y + _TOUCH or bottom - _TOUCH <= _top(words)
            inside = (
                box.weight
                and box.x <= words.x
                and words.right <= right
                and box.y <= _top(words)
                and words.y <= bottom
            )
            if words.text and not aside and not apart and not inside:
                found.append(f"over a box at {box.x}, {box.y}: {words.text}")
    return found
