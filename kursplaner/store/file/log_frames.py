"""Reads a log of SQLite frame by frame, as the database itself reads it (its file format, 4.2)."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEADER, FRAME = 32, 24
MAGIC = (0x377F0682, 0x377F0683)
_WORD = 0xFFFFFFFF
Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Log:
    """What a log would do.

    Attributes:
        page_size: bytes of a page.
        pages: by number, the pages that its finished transactions replace: where their new
            contents stand in the log.
        whole: False when more was finished than the database will find, because the log was
            damaged in between.
    """

    page_size: int
    pages: Mapping[int, Sequence[int]]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Frame:
    page: int
    content_at: int
    commits: bool
    valid: bool


def read_log(log: Path) -> Log | None:
    """Return what a log would do; None where it is no log of SQLite.

    A log that holds no finished transaction replaces no pages.

    Raises:
        OSError: it cannot be read.
    """
    with log.open("rb") as file:
        head = file.read(HEADER)
        if len(head) < HEADER:
            return Log(0, {})
        magic, _version, page_size = struct.unpack(">III", head[:12])
        if magic not in MAGIC or not 512 <= page_size <= 65536:
            return None
        sums = _added((0, 0), head[:24], _order(head))
        if sums != struct.unpack(">II", head[24:]):
            return Log(page_size, {}, whole=False)
        finished: dict[int, list[int]] = {}
        begun: list[_Frame] = []
        valid = True
        for frame in _frames(file, head, page_size):
            valid = valid and frame.valid
            begun.append(frame)
            if frame.commits and not valid:
                return Log(page_size, finished, whole=False)
            if frame.commits:
                for written in begun:
                    finished.setdefault(written.page, []).append(written.content_at)
                begun.clear()
    return Log(page_size, finished)


def _frames(file: BinaryIO, head: bytes, page_size: int) -> Iterator[_Frame]:
    """Yield the frames of this log; what an earlier one left behind them has other salts."""
    order = _order(head)
    sums, valid = struct.unpack(">II", head[24:]), True
    while len(frame := file.read(FRAME + page_size)) == FRAME + page_size:
        page, pages_after = struct.unpack(">II", frame[:8])
        ours = frame[8:16] == head[16:24]
        if valid:
            sums = _added(sums, frame[:8] + frame[FRAME:], order)
            valid = ours and page > 0 and sums == struct.unpack(">II", frame[16:FRAME])
        yield _Frame(page, file.tell() - page_size, commits=ours and pages_after > 0, valid=valid)


def _order(head: bytes) -> str:
    """Return how the words of a log are added up: that depends on the machine that began it."""
    return ">" if head[3] & 1 else "<"


def _added(sums: Sums, content: bytes, order: str) -> Sums:
    """Return the checksum of a log so far, with some more of it."""
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, other in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
