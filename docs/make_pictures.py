"""Makes the handbook's pictures from the running program and the demo town.

`python docs/make_pictures.py` writes every place, light and dark, at 1440 x 900 to docs/bilder;
`--all` adds 1280 x 800, 1920 x 1080 and text at 150 %, for looking at before a change is done.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from kursplaner.basics import clock
from kursplaner.desk.demo.build import build
from kursplaner.store.workspace import Workspace
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.places import all_places
from kursplaner.ui.start import application
from kursplaner.ui.theme import theme

FOLDER = Path(__file__).resolve().parent / "bilder"
NOW = datetime(2027, 3, 2, 10, 20)
WEDNESDAY = date(2027, 3, 3)


@dataclass(frozen=True)
class Scene:
    """One picture: a place and what it shows."""

    name: str
    place: str
    target: dict[str, object] = field(default_factory=dict)


SCENES = (
    Scene("heute", "today"),
    Scene("kalender", "calendar", {"lesson_id": 45}),
    Scene("kurse", "courses"),
    Scene("kurs", "courses", {"course_id": 1}),
    Scene("anwesenheit", "courses", {"course_id": 1, "tab": "attendance"}),
    Scene("neuer-kurs", "courses", {"new": True}),
    Scene("personen", "people", {"person_id": 15}),
    Scene("raeume", "rooms"),
    Scene("betreuung", "childcare", {"day": WEDNESDAY}),
    Scene("fahrdienst", "rides", {"day": WEDNESDAY}),
    Scene("drucken", "printing", {"day": NOW.date()}),
    Scene("verlauf", "history"),
    Scene("einstellungen", "settings"),
)
USUAL = (("", (1440, 900), 100),)
MORE = (
    *USUAL,
    ("-1280", (1280, 800), 100),
    ("-1920", (1920, 1080), 100),
    ("-150", (1440, 900), 150),
)


def settle(app: QApplication) -> None:
    """Let the window paint and finish what it does in the background."""
    for _ in range(12):
        app.processEvents()
        QThreadPool.globalInstance().waitForDone(8000)
        time.sleep(0.03)


def pictures(app: QApplication, town: Workspace, *, everything: bool, only: str) -> Iterator[Path]:
    """Write the pictures one by one."""
    for mode in ("light", "dark"):
        for ending, size, scale in MORE if everything else USUAL:
            theme().apply(mode, scale)
            for scene in SCENES:
                if not only or scene.name == only:
                    yield picture(
                        app, town, scene, f"{'' if mode == 'light' else '-dunkel'}{ending}", size
                    )


def picture(
    app: QApplication, town: Workspace, scene: Scene, ending: str, size: tuple[int, int]
) -> Path:
    """Write one picture and return its path."""
    window = MainWindow(town, all_places())
    window.resize(*size)
    window.show()
    window.go(scene.place, **scene.target)
    settle(app)
    path = FOLDER / f"{scene.name}{ending}.png"
    window.grab().save(str(path))
    window.close()
    window.deleteLater()
    settle(app)
    return path


def main() -> int:
    """Build the demo town in a temporary folder and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="further sizes")
    parser.add_argument("--only", default="", help="one scene, e.g. kalender")
    wanted = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    app = application([])
    with tempfile.TemporaryDirectory() as folder, clock.pinned(NOW):
        path = Path(folder) / "Adorf.kursplan"
        build(path)
        town = Workspace.open(path)
        for written in pictures(app, town, everything=wanted.all, only=wanted.only):
            sys.stdout.write(f"{written.name}\n")
        town.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
