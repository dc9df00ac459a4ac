"""What follows from the first page: a new file, a file to open, the demo to build."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog

from kursplaner.basics.owner_only import private_folder
from kursplaner.store.keys.envelope import Access
from kursplaner.ui import tasks
from kursplaner.ui.keys.set_up_dialog import SetUpDialog
from kursplaner.ui.task_bar import TaskBar
from kursplaner.ui.tasks import Progress
from kursplaner.ui.welcome.page import Welcome

FILTER = "Kursplaner (*.kursplan)"
SUFFIX = ".kursplan"
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class WelcomeWays(QObject):
    """Carries out the three ways to begin.

    Signals:
        chosen(object): the Path of the town file to open.
        backup_chosen(object, object): the Paths of a town and of the backup to bring back.
    """

    chosen = Signal(object)
    backup_chosen = Signal(object, object)

    def __init__(self, page: Welcome) -> None:
        super().__init__(page)
        self._page = page
        self._bar = TaskBar(page)
        page.new_wanted.connect(self.create)
        page.open_wanted.connect(self.open)
        page.demo_wanted.connect(self.play)
        page.recent_wanted.connect(self._recent)
        page.backup_wanted.connect(self._bring_back)

    def create(self, town: str, land: str, second_land: str, locked: bool) -> None:
        """Ask where the new file shall lie, and for its password, then make it."""
        folder = Path(platformdirs.user_documents_dir())
        proposed = folder / f"{file_name(town)}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(
            self._page, "Wo soll die Datei liegen?", str(proposed), FILTER
        )
        if not name:
            return
        path = Path(name).with_suffix(SUFFIX)
        access = None
        if locked:
            box = SetUpDialog(path, (str(uuid.uuid4()), town), self._page)
            if box.exec() != QDialog.DialogCode.Accepted or box.made is None:
                return
            access = box.made.access
        self._run("Datei anlegen", lambda _: new_town(path, town, land, second_land, access))

    def open(self) -> None:
        """Ask which file."""
        folder = platformdirs.user_documents_dir()
        name, _ = QFileDialog.getOpenFileName(self._page, "Datei öffnen", folder, FILTER)
        if name:
            self._page.complain("")
            self.chosen.emit(Path(name))

    def play(self) -> None:
        """Open the demo, built first where it is not there yet."""
        folder = Path(platformdirs.user_data_dir("kursplaner", appauthor=False)) / "Spielstadt"
        path = folder / f"Spielstadt{SUFFIX}"
        if path.is_file():
            self.chosen.emit(path)
        else:
            self._run("Spielstadt bauen", lambda progress: demo_town(path, progress))

    def _recent(self, name: str) -> None:
        self.chosen.emit(Path(name))

    def _bring_back(self, path: Path) -> None:
        from kursplaner.ui.settings.backup_list import RestoreDialog

        dialog = RestoreDialog(path, self._page)
        if dialog.exec() and dialog.source is not None:
            self.backup_chosen.emit(path, dialog.source)

    def _run(self, title: str, work: object) -> None:
        self._page.complain("")
        task = tasks.start(title, work, self.chosen.emit, self._complain)  # type: ignore[arg-type]
        self._bar.watch(task)

    def _complain(self, error: BaseException) -> None:
        from kursplaner.desk.wording.errors.sentences import sentence

        self._page.complain(sentence(error))


def file_name(town: str) -> str:
    """Return a name that every file system takes: "Adorf-Vogtl." becomes "Adorf-Vogtl"."""
    return _NO_FILE_NAME.sub("-", town).strip(" .-")[:80] or "Stadt"


def new_town(
    path: Path, town: str, land: str, second_land: str, access: Access | None = None
) -> Path:
    """Make a new town file, encrypted with a new envelope, and return its path.

    Raises:
        Refused: what `Workspace.create` says.
    """
    from kursplaner.store.workspace import Workspace

    more = {"calendar.second_land": second_land} if second_land else {}
    Workspace.create(path, town=town, land=land, more=more, access=access).close()
    return path


def demo_town(path: Path, progress: Progress) -> Path:
    """Build the demo in a folder made where it is missing; returns its path."""
    from kursplaner.desk.demo.build import build_at

    private_folder(path.parent)
    progress.step(0, 0, "Personen, Kurse und Fahrten werden erfunden")
    build_at(path, size="town", seed=1)
    progress.step(1, 1)
    return path
