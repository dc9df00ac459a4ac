"""Writes the pictures: `python -m kursplaner.ui.widgets.gallery FOLDER [SCALE] [NAME]`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kursplaner.ui.look.picture_file import write_picture
from kursplaner.ui.look.theme import theme
from kursplaner.ui.look.tokens import Mode
from kursplaner.ui.widgets.gallery import PICTURES


def main(folder: Path, scale: int = 100, only: str = "") -> None:
    """Write one picture per page and mode."""
    app = QApplication.instance() or QApplication([])
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode in modes:
        theme().apply(mode, scale)
        for name, make in PICTURES.items():
            if only and only != name:
                continue
            window = make()
            window.show()
            app.processEvents()
            write_picture(window.grab(), folder / f"{name}-{mode}-{scale}.png")
            window.close()
            window.deleteLater()
            app.processEvents()


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 100,
        sys.argv[3] if len(sys.argv) > 3 else "",
    )
