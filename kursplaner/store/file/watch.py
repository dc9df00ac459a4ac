"""Sees that a town on the disk stays what it was when it was opened."""

import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest

from kursplaner.basics.errors import Refused
from kursplaner.store.file.held_file import HeldFile, Identity, identity_of
from kursplaner.store.file.log_file import hashes_of, log_of, page_size_of
from kursplaner.store.file.log_frames import read_log


@dataclass(frozen=True, slots=True)
class Standing:
    """How a town stands on the disk: while it is open, nobody changes it but its last closing.

    What is stored meanwhile goes to the log beside it, which stays the same file just as long.
    Windows writes the time of a change late, so it does not count there.
    """

    file: Identity | None
    log: Identity | None
    size: int = 0
    changed: int = 0


class Watch:
    """Watches the file of one open town."""

    def __init__(self, held: HeldFile) -> None:
        """Watch which file lies under the name; `begin` adds what is in it."""
        self._held = held
        self._pages: list[bytes] = []
        self._standing: Standing | None = None

    def begin(self) -> None:
        """Remember the town as it is now; somebody must be connected, so that nobody closes last.

        Raises:
            OSError: it cannot be read.
        """
        self._standing = self._now()
        self._pages = self._pages_now()

    def end(self) -> None:
        """Watch no longer what is in the town and its log: the last closing changes both."""
        self._standing = None

    def look(self) -> None:
        """See that town and log are still the files that were opened, and the town unchanged.

        Raises:
            Refused: "town_gone", "town_replaced": nothing may be stored any more.
        """
        now, then = self._now(), self._standing
        if now == then:
            return
        path = self._held.path
        if now.file is None:
            raise Refused("town_gone", path=path)
        if now.file != self._held.identity:
            raise Refused("town_replaced", path=path)
        if then is None:
            return
        if now.log != then.log:
            raise Refused("town_gone", path=log_of(path))
        if self._pages_now() != self._pages:
            raise Refused("town_replaced", path=path)
        self._standing = now

    @property
    def overwritten(self) -> bool:
        """Whether the file is the one that was opened, with other things in it."""
        now = self._now()
        if self._standing in {now, None} or now.file != self._held.identity:
            return False
        return self._pages_now() != self._pages

    @property
    def readable(self) -> bool:
        """Whether the town can still be read whole: no page is lost that its log does not hold."""
        if not self.overwritten:
            return True
        with suppress(OSError):
            log = read_log(log_of(self._held.path))
            return log is not None and log.pages.keys() >= self._lost_pages()
        return False

    def _lost_pages(self) -> set[int]:
        paired = zip_longest(self._pages_now(), self._pages)
        return {at for at, (now, then) in enumerate(paired, 1) if now != then}

    def _pages_now(self) -> list[bytes]:
        return hashes_of(self._held, page_size_of(self._held))

    def _now(self) -> Standing:
        path = self._held.path
        log: Identity | None = None
        with suppress(OSError):
            log = identity_of(log_of(path))
        try:
            found = path.stat()
        except OSError:
            return Standing(None, log)
        changed = 0 if os.name == "nt" else found.st_mtime_ns
        return Standing((found.st_dev, found.st_ino), log, found.st_size, changed)
