"""A process that opens a town, writes into a form and waits to be killed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from kursplaner.basics import clock
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import SPEC
from kursplaner.ui.start import application


def main(path: Path, at: str) -> None:
    """Type a name letter by letter; say when it has stood there for long enough to be kept."""
    app = application([])
    state.use_file(path.with_name("killed.ini"))
    with clock.pinned(datetime.fromisoformat(at)):
        window = MainWindow(Workspace.open(path, who="Test"), [SPEC])
        window.show()
        editor = PersonEditor(window, None, window)
        editor.open()
        QTest.keyClicks(editor.names.family, "Zwetkowa")
        QTimer.singleShot(1000, lambda: sys.stdout.write("kept\n") and sys.stdout.flush())
        app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
