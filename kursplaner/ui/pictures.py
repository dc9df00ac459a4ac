"""Pictures of one place of a town, for the handbook and to look at."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtWidgets import QApplication, QWidget

from kursplaner.ui.opening import Opened, opened, pin_demo
from kursplaner.ui.options import Options

LONGEST_READING = 20.0


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

    if options.file is None:
        sys.stderr.write("Für ein Bild fehlt die Datei.\n")
        return 2
    town: Opened | None = None
    try:
        town = opened(options.file)
    except KursplanerError as error:
        if error.kind != "locked":
            sys.stderr.write(f"{sentence(error)}\n")
            return 4
    window = _window(options, town)
    window.resize(*options.size)
    window.show()
    _settle(app)
    try:
        write_picture(window.grab(), target)
    except KursplanerError as error:
        sys.stderr.write(f"{sentence(error)}\n")
        return 4
    finally:
        window.close()
        if town is not None:
            town.workspace.close()
    return 0


def _window(options: Options, town: Opened | None) -> QWidget:
    """Return the window of a town at its place, or the page before it while it is locked."""
    from kursplaner.ui.keys.gate import Gate
    from kursplaner.ui.main_window import MainWindow

    if town is None:
        return Gate(options.file or Path())
    pin_demo(town.demo_day)
    window = MainWindow(town.workspace, town.places)
    window.go(options.place)
    return window
