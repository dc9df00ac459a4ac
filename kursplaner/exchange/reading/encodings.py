"""With which letters a text file was written: by its mark, strictly, or by what names look like."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from kursplaner.exchange.reading.plausible_names import plausibility

TWICE = "utf-8-twice"
"""UTF-8 that a program took for Windows letters and wrote as UTF-8 once more."""
MIXED = "utf-8-mixed"
"""Lines in UTF-8 beside lines in other letters: two files that were joined."""
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = (
    "cp1252", "cp1250", "cp1251", "cp850", "mac_roman", "cp852", "iso8859_2", "cp1254", "cp866",
    "koi8_u", "mac_latin2", "mac_cyrillic", "cp1256",
)  # fmt: skip
"""Looked at in this order; among readings alike the first one counts."""
OFFERED = ("utf-8", *SINGLE_BYTE, "utf-16-le", "utf-16-be", TWICE)
_BONUS = {"cp1252": 2.0, "cp1250": 0.5, "cp1251": 0.5, "cp850": 0.3, "mac_roman": 0.2}
_CLEAR = 2.0
"""A reading that is better by less than this is only the likelier one."""
_SAMPLE = 200_000
_MARGIN_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Letters:
    """How a file was read.

    Attributes:
        text: what stands in it.
        encoding: the name of its letters; "utf-8-twice" for text that was encoded twice.
        certain: whether nothing else is nearly as likely.
        others: further encodings in which the file could be read, likeliest first.
    """

    text: str
    encoding: str
    certain: bool = True
    others: tuple[str, ...] = ()


def letters_of(content: bytes) -> Letters | None:
    """Return a text file read with the letters it was most likely written with, None for none."""
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = decoded(content, "utf-8-sig" if name == "utf-8" else name)
            return None if text is None else _once_more(Letters(text, name))
    if b"\0" in content[:_SAMPLE]:
        return _without_mark(content)
    text = decoded(content, "utf-8")
    if text is not None:
        return _once_more(Letters(text, "utf-8"))
    return _mixed(content) or _likeliest(content)


def decoded(content: bytes, encoding: str) -> str | None:
    """Return the text in one encoding, None where it cannot be that or nobody knows it."""
    try:
        if encoding == MIXED:
            mixed = _mixed(content)
            return None if mixed is None else mixed.text
        if encoding == TWICE:
            text = content.decode("utf-8-sig")
            return repaired(text)
        return content.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def looks_like_utf16(content: bytes) -> bool:
    """Whether bytes without a mark can only be UTF-16: every second one is a zero."""
    sample = content[:2_000]
    pairs = len(sample) // 2
    if pairs < 2 or len(content) % 2:
        return False
    zeros = (sample[1::2].count(0), sample[0::2].count(0))
    signs = sum(1 for byte in sample if 0 < byte < 0x20 and byte not in b"\t\r\n")
    enough = max(zeros) > pairs * 0.4 and min(zeros) <= pairs * 0.05
    return enough and signs <= pairs * 0.1


def _without_mark(content: bytes) -> Letters | None:
    little = content[1:2_000:2].count(0) >= content[0:2_000:2].count(0)
    name = "utf-16-le" if little else "utf-16-be"
    text = decoded(content, name)
    return None if text is None else Letters(text, name)


def _likeliest(content: bytes) -> Letters | None:
    found: list[tuple[float, str]] = []
    for name in SINGLE_BYTE:
        text = decoded(content[:_SAMPLE], name)
        if text is not None:
            found.append((plausibility(text) + _BONUS.get(name, 0.0), name))
    if not found:
        return None
    found.sort(key=lambda pair: -pair[0])
    best, name = found[0]
    text = decoded(content, name)
    if text is None:
        return None
    sample = content[:_SAMPLE].decode(name, errors="replace")
    rivals = [
        other
        for score, other in found[1:_MARGIN_SHOWN]
        if score > best - _CLEAR and content[:_SAMPLE].decode(other, errors="replace") != sample
    ]
    return Letters(text, name, certain=best > 0 and not rivals, others=_others(found[1:]))


def _mixed(content: bytes) -> Letters | None:
    """Return lines of UTF-8 beside lines in other letters, None where there are not both."""
    lines = content.splitlines(keepends=True)
    beyond = [line for line in lines if not line.isascii()]
    utf8 = {line: text for line in beyond if (text := _strict(line)) is not None}
    if not utf8 or plausibility("".join(utf8.values())) <= 0:
        return None
    rest = _likeliest(b"".join(line for line in beyond if line not in utf8))
    if rest is None:
        return None
    text = "".join(
        utf8[line] if line in utf8 else line.decode(rest.encoding, errors="replace")
        for line in lines
    )
    return Letters(text, MIXED, certain=False, others=(rest.encoding, *rest.others))


def _strict(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _others(found: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in found)


def _once_more(letters: Letters) -> Letters:
    """Return text that was encoded twice as it was before, line by line."""
    better = repaired(letters.text)
    if better == letters.text:
        return letters
    return Letters(better, TWICE, certain=True, others=(letters.encoding,))


def repaired(text: str) -> str:
    """Return a text whose twice-encoded stretches are read once: "SchrÃ¶der" is "Schröder"."""
    if text.isascii() or not any(char in text for char in "ÃÄÅÂÐÑØÙ├┬"):
        return text
    return "".join(map(_repaired_line, text.splitlines(keepends=True)))


def _repaired_line(line: str) -> str:
    if line.isascii():
        return line
    for once in (_as_windows, _as_dos):
        raw = once(line)
        if raw is None:
            continue
        try:
            better = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if plausibility(better) > plausibility(line):
            return better
    return line


def _as_windows(line: str) -> bytes | None:
    """Return the bytes of a line in Windows letters; its five gaps stand for themselves."""
    found = bytearray()
    for char in line:
        try:
            found += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            found.append(ord(char))
    return bytes(found)


def _as_dos(line: str) -> bytes | None:
    for name in ("cp850", "cp437"):
        try:
            return line.encode(name)
        except UnicodeEncodeError:
            continue
    return None
