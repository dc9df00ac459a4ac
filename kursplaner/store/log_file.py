"""Does this log belong to this town? Told by the pages of the town that the log leaves alone.

SQLite replays whatever lies beside a file as `<name>-wal`. Laid on another state of the town it
destroys it, and SQLite cannot tell. So whoever begins a log writes down, before the first act, a
hash of every page of the file (`<name>-base`): the log belongs where all pages that it will not
replace are still the same.
"""

import struct
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from kursplaner.basics.owner_only import new_file
from kursplaner.store.held_file import HeldFile
from kursplaner.store.unfinished import put_in_place, unfinished_beside

HEADER, FRAME = 32, 24
MAGIC = (0x377F0682, 0x377F0683)
MARK = b"KPBASE1\n"
WIDTH = 8
AT_ONCE = 256
"""Pages read at a time."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a log would do.

    Attributes:
        page_size: bytes of a page.
        pages: numbers of the pages that its finished transactions replace.
    """

    page_size: int
    pages: frozenset[int]


def log_of(path: Path) -> Path:
    """Return where the log of a town lies."""
    return path.with_name(f"{path.name}-wal")


def base_of(path: Path) -> Path:
    """Return where the hashes of a town's pages lie while it has a log."""
    return path.with_name(f"{path.name}-base")


def log_is_empty(path: Path) -> bool:
    """Tell whether the next act begins a new log."""
    try:
        return log_of(path).stat().st_size == 0
    except FileNotFoundError:
        return True


def keep_base(held: HeldFile) -> None:
    """Write down the pages of a town whose log is about to begin; its write lock must be held."""
    page_size = _page_size(held.read(16, 2))
    hashes = b"".join(_hashes(held, page_size))
    content = MARK + struct.pack(">II", page_size, len(hashes) // WIDTH) + hashes
    base = base_of(held.path)
    unfinished = unfinished_beside(base)
    with new_file(unfinished) as file:
        file.write(content + blake2b(content, digest_size=WIDTH).digest())
    put_in_place(unfinished, base)


def read_log(path: Path) -> Log | None:
    """Return what the log beside a town would do; None where it is no log of SQLite.

    A log that holds no finished transaction replaces no pages.
    """
    size = log_of(path).stat().st_size
    with log_of(path).open("rb") as file:
        head = file.read(HEADER)
        if len(head) < HEADER:
            return Log(0, frozenset())
        magic, _version, page_size = struct.unpack(">III", head[:12])
        if magic not in MAGIC or not 512 <= page_size <= 65536:
            return None
        salts, step = head[16:24], FRAME + page_size
        finished: set[int] = set()
        begun: set[int] = set()
        for at in range(HEADER, size - step + 1, step):
            file.seek(at)
            frame = file.read(FRAME)
            if frame[8:16] != salts:
                break
            number, pages_after = struct.unpack(">II", frame[:8])
            begun.add(number)
            if pages_after:
                finished |= begun
                begun.clear()
    return Log(page_size, frozenset(finished))


def belongs(path: Path, log: Log) -> bool | None:
    """Tell whether a log belongs to the town as it lies there; None without written-down pages."""
    kept = _kept_base(path)
    if kept is None:
        return None
    page_size, hashes = kept
    held = HeldFile(path)
    try:
        if {page_size, log.page_size} != {_page_size(held.read(16, 2))}:
            return False
        found = list(_hashes(held, page_size))
    finally:
        held.close()
    return all(
        found[at : at + 1] == hashes[at : at + 1]
        for at in range(max(len(found), len(hashes)))
        if at + 1 not in log.pages
    )


def still_as_begun(held: HeldFile) -> bool:
    """Tell whether a town whose time of change moved is page by page what it was."""
    kept = _kept_base(held.path)
    return kept is not None and list(_hashes(held, kept[0])) == kept[1]


def _kept_base(path: Path) -> tuple[int, list[bytes]] | None:
    content = b""
    with suppress(OSError):
        content = base_of(path).read_bytes()
    body, check = content[:-WIDTH], content[-WIDTH:]
    whole = body.startswith(MARK) and blake2b(body, digest_size=WIDTH).digest() == check
    if not whole:
        return None
    page_size, count = struct.unpack(">II", body[len(MARK) : len(MARK) + 8])
    rest = body[len(MARK) + 8 :]
    return page_size, [rest[at : at + WIDTH] for at in range(0, count * WIDTH, WIDTH)]


def _hashes(held: HeldFile, page_size: int) -> "list[bytes]":
    found: list[bytes] = []
    offset, at_once = 0, page_size * AT_ONCE
    while piece := held.read(offset, at_once):
        found += [
            blake2b(piece[at : at + page_size], digest_size=WIDTH).digest()
            for at in range(0, len(piece), page_size)
        ]
        offset += len(piece)
    return found


def _page_size(two_bytes: bytes) -> int:
    size = int.from_bytes(two_bytes, "big")
    return 65536 if size == 1 else max(size, 512)
