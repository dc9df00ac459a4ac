"""Pictures of the window as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPixmap

from kursplaner.basics.errors import Refused
from kursplaner.basics.owner_only import private_folder
from kursplaner.basics.whole_file import write_whole
from kursplaner.desk.named_files import told

FORMATS = (".png", ".jpg", ".jpeg")


def write_picture(picture: QPixmap, path: Path) -> None:
    """Write a picture in the format its ending names, into a folder made where it is missing.

    Raises:
        Refused: "format_unknown" (path, formats), what `basics.whole_file.check_target` says, or
            why the file cannot be written.
    """
    if path.suffix.casefold() not in FORMATS:
        raise Refused("format_unknown", path=path, formats=FORMATS)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, path.suffix[1:].upper())
    with told(path):
        private_folder(path.parent)
        write_whole(path, bytes(buffer.data().data()))
