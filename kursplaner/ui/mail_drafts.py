"""Mail drafts as files, for mails too long for a link; gone when the program ends."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from kursplaner.basics.whole_file import write_whole
from kursplaner.ui.printing.printer import open_outside


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kursplaner-mail-")


def open_draft(content: bytes) -> Path:
    """Write a mail draft and open it in the mail program; returns where it is."""
    path = Path(_folder().name) / "Nachricht.eml"
    write_whole(path, content)
    open_outside(path)
    return path
