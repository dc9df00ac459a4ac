"""The sheet with the recovery code, drawn for window and shell; no file of it is kept."""

import io
from pathlib import Path

from kursplaner.basics import clock
from kursplaner.documents.keys.recovery_sheet import RecoverySheet, draw


def recovery_pdf(path: Path, town: str, groups: list[str]) -> tuple[bytes, int]:
    """Return the sheet as a PDF, and its number of pages."""
    out = io.BytesIO()
    sheet = RecoverySheet(town=town, file=path.name, made_on=clock.today(), groups=tuple(groups))
    pages = draw(sheet, out)
    return out.getvalue(), pages
