"""A town packed for a new computer: one file with a backup of it and its envelope."""

import io
import zipfile
from pathlib import Path

from kursplaner.store.keys.envelope import envelope_path


def packed(backup: Path, name: str) -> bytes:
    """Return a zip of a backup and the envelope beside it, under the names of the town.

    Encrypted pages cannot be made smaller, so nothing is compressed.

    Args:
        backup: a file that nobody writes to.
        name: what the town's file is called.

    Raises:
        OSError: it cannot be read.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, backup.read_bytes())
        envelope = envelope_path(backup)
        if envelope.exists():
            archive.writestr(envelope_path(Path(name)).name, envelope.read_bytes())
    return out.getvalue()
