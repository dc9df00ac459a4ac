"""Runs inside the process of one screen: walks a town and prints what it found as JSON."""

import json
import sys
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from benchmarks.screens.crawl import Crawl, nothing_leaves, settle
from benchmarks.screens.faults import beyond, faults_of
from benchmarks.screens.painted import grabbed
from benchmarks.screens.scenes import prepared, stands
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.store.workspace import Workspace
from kursplaner.ui import state
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.start import application

NOW = datetime(2027, 3, 2, 10, 20)
TITLE_BAR = 32
"""What Windows 11 takes of the height of a window, in the pixels of its scale."""


class Walk:
    """Looks at windows and collects what is wrong and what they look like."""

    def __init__(self, task: dict[str, Any]) -> None:
        self._task = task
        screen = QApplication.primaryScreen().availableGeometry().size()
        self.room = QSize(screen.width(), screen.height() - TITLE_BAR)
        self.faults: set[str] = set()
        self.looks = 0

    def look(self, shown: QWidget, name: str) -> None:
        """Look at a window or box."""
        self.looks += 1
        picture, painted = grabbed(shown)
        found = [*faults_of(shown), *painted, *beyond(shown, self.room)]
        if self._task["named"] and isinstance(shown, QDialog) and _scrolls(shown):
            self.faults.add(f"{name}: scrolled: {type(shown).__name__}")
        self.faults.update(f"{name}: {fault}" for fault in found)
        if self._task["pictures"]:
            folder = Path(self._task["pictures"])
            folder.mkdir(parents=True, exist_ok=True)
            picture.save(str(folder / f"{name}.png"))


def _scrolls(box: QDialog) -> bool:
    """Tell whether a box can only be read by scrolling it as a whole."""
    return bool(getattr(box, "scrolls_whole", False))


def main(task: dict[str, Any]) -> int:
    """Walk and tell."""
    application([])
    state.use_file(Path(task["folder"]) / "window.ini")
    theme().apply(task["mode"], task["text"])
    with clock.pinned(NOW), nothing_leaves():
        town = Workspace.open(fresh_copy(task["town"], Path(task["folder"])), who="Test")
        walk = Walk(task)
        window = MainWindow(town, all_places())
        window.resize(walk.room)
        window.show()
        settle()
        crawl = Crawl(window, walk.look)
        for stand in chain(stands(town), prepared(town)):
            if stand.name.startswith(task["only"]):
                crawl.visit(stand, boxes=not task["pages"])
        window.close()
        town.close()
    answer = {"faults": sorted(walk.faults), "boxes": sorted(crawl.seen), "looks": walk.looks}
    sys.stdout.write(f"\n{json.dumps(answer)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
