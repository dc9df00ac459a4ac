"""Pictures of one place of a town, for the handbook and to look at."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtWidgets import QApplication

from kursplaner.ui.opening import opened, pin_demo
from kursplaner.ui.options import Options

LONGEST_READING = 20.0
UNLOCKING = "unlock"
"""The place that is shown of a town that is still locked."""


def _settle(app: QApplication) -> None:
    """Let the window paint, and wait for what it reads off its thread."""
    from kursplaner.ui import tasks

    until = monotonic() + LONGEST_READING
    for _ in range(5):
        app.processEvents()
    while not tasks.nothing_runs() and monotonic() < until:
        app.processEvents()
        sleep(0.01)
    app.processEvents()


def picture(app: QApplication, options: Options, target: Path) -> int:
    """Write a picture of one place of a town; 4 when the file is refused."""
    from kursplaner.basics.errors import KursplanerError
    from kursplaner.desk.wording.errors.sentences import sentence
    from kursplaner.ui.look.picture_file import write_picture
    from kursplaner.ui.main_window import MainWindow

    if options.file is None:
        sys.stderr.write("Für ein Bild fehlt die Datei.\n")
        return 2
    try:
        town = opened(options.file)
    except KursplanerError as error:
        sys.stderr.write(f"{sentence(error)}\n")
        return 4
    pin_demo(town.demo_day)
    window = MainWindow(town.workspace, town.places)
    window.resize(*options.size)
    window.go(options.place)
    window.show()
    _settle(app)
    try:
        write_picture(window.grab(), target)
    except KursplanerError as error:
        sys.stderr.write(f"{sentence(error)}\n")
        return 4
    finally:
        window.close()
        town.workspace.close()
    return 0
