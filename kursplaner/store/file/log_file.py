"""Does this log belong to this town? Told by what the town's file may be while it has this log.

SQLite replays whatever lies beside a file as `<name>-wal`. Laid on another state of the town it
destroys it or takes its place, and SQLite cannot tell. So whoever begins a log writes down, before
the first act, a hash of every piece of the file (`<name>-base`): the log belongs where each piece
is still the same, or already what the log makes of it (a closing that was broken off).
"""

import struct
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from kursplaner.basics.owner_only import new_file
from kursplaner.store.file.held_file import ENCRYPTED_PAGE, HeldFile, is_plain
from kursplaner.store.file.log_frames import Log
from kursplaner.store.file.unfinished import put_in_place, take_away, unfinished_beside
from kursplaner.store.keys.chain import SALT

MARK = b"KPBASE1\n"
PIECE = 512
"""Bytes of which a disk writes all or none, also when the power fails."""
WIDTH = 8
AT_ONCE = 1024 * 1024
"""Bytes read at a time; a whole number of pages of any size."""


def log_of(path: Path) -> Path:
    """Return where the log of a town lies."""
    return path.with_name(f"{path.name}-wal")


def base_of(path: Path) -> Path:
    """Return where the hashes of a town's pieces lie while it has a log."""
    return path.with_name(f"{path.name}-base")


def log_is_empty(path: Path) -> bool:
    """Tell whether the next act begins a new log."""
    try:
        return log_of(path).stat().st_size == 0
    except FileNotFoundError:
        return True


def keep_base(held: HeldFile) -> None:
    """Write down the pieces of a town whose log is about to begin; its write lock must be held."""
    hashes = b"".join(hashes_of(held, PIECE))
    content = MARK + struct.pack(">II", page_size_of(held), len(hashes) // WIDTH) + hashes
    base = base_of(held.path)
    unfinished = unfinished_beside(base)
    try:
        with new_file(unfinished) as file:
            file.write(content + blake2b(content, digest_size=WIDTH).digest())
        put_in_place(unfinished, base)
    finally:
        take_away(unfinished)


def belongs(path: Path, log: Log) -> bool | None:
    """Tell whether a log belongs to the town as it lies there; None without a kept base."""
    kept = _kept_base(path)
    if kept is None:
        return None
    page_size, hashes = kept
    held = HeldFile(path)
    try:
        if {page_size, log.page_size} != {page_size_of(held)}:
            return False
        found = hashes_of(held, PIECE)
    finally:
        held.close()
    pieces = page_size // PIECE
    added = range(len(hashes) // pieces + 1, len(found) // pieces + 1)
    if len(found) < len(hashes) or not log.pages.keys() >= set(added):
        return False
    changed = [at for at, was in enumerate(hashes) if found[at] != was]
    with log_of(path).open("rb") as file:
        return all(found[at] in _made_by(log, file, *divmod(at, pieces)) for at in changed)


def _made_by(log: Log, file: BinaryIO, page: int, piece: int) -> set[bytes]:
    """Return what a log makes of one piece of a page, counted from 0, at any of its acts."""
    made: set[bytes] = set()
    for at in log.pages.get(page + 1, ()):
        file.seek(at + piece * PIECE)
        made.update(_hashes(file.read(PIECE), PIECE))
    return made


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


def hashes_of(held: HeldFile, length: int) -> list[bytes]:
    """Return the hashes of a town as it lies on the disk, without its log, piece by piece.

    Args:
        held: the town.
        length: bytes of a piece, a power of two up to 65536.

    Raises:
        OSError: it cannot be read.
    """
    found: list[bytes] = []
    offset = 0
    while content := held.read(offset, AT_ONCE):
        found += _hashes(content, length)
        offset += len(content)
    return found


def page_size_of(held: HeldFile) -> int:
    """Return how many bytes a page of a town has, as its header says; it is hidden by a key."""
    if not is_plain(held.read(0, SALT)):
        return ENCRYPTED_PAGE
    size = int.from_bytes(held.read(16, 2), "big")
    return 65536 if size == 1 else max(size, PIECE)


def _hashes(content: bytes, length: int) -> list[bytes]:
    return [
        blake2b(content[at : at + length], digest_size=WIDTH).digest()
        for at in range(0, len(content), length)
    ]
