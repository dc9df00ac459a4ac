"""A file appears whole or not at all."""

import os
import secrets
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`: written beside it, forced to the disk, then moved into place.

    Whatever stood at `path` stays untouched until the new file is complete.

    Raises:
        OSError: as the system reports it (disk full, folder read-only, file open in Excel);
            nothing is left behind.
    """
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
