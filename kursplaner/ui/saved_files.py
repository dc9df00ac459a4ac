"""Files for others: where to, written off the window's thread, and opened with one more click."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import platformdirs
from PySide6.QtWidgets import QFileDialog, QWidget

from kursplaner.desk.named_files import told
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.printer import open_outside
from kursplaner.ui.tasks import Progress, Task

T = TypeVar("T")
EXCEL = "Excel (*.xlsx)"
LISTS = "Excel (*.xlsx);;OpenDocument (*.ods);;CSV (*.csv)"
CALENDAR = "Kalender (*.ics)"
ACCESS = "PDF (*.pdf);;JSON (*.json)"


def ask_where(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Ask under which name to save, with one proposed among the documents; None: not at all."""
    proposed = Path(platformdirs.user_documents_dir()) / plain_name(name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    return Path(chosen) if chosen else None


def save(
    context: AppContext,
    path: Path,
    write: Callable[[Path], T],
    done: Callable[[T], object] | None = None,
) -> Task:
    """Write a file off the window's thread, say so, and offer to open it.

    A name without an ending takes none: `write` refuses what it does not know.
    """

    def work(progress: Progress) -> T:
        progress.step(0, 1)
        with told(path):
            return write(path)

    def finish(value: T) -> None:
        context.notice(f"Gespeichert: {path.name}", offer=("Öffnen", lambda: open_outside(path)))
        if done is not None:
            done(value)

    return context.run(f"{path.name} wird geschrieben", work, finish)


def plain_name(name: str) -> str:
    """Return a name without signs that no system allows in file names."""
    return "".join("-" if char in '<>:"/\\|?*' else char for char in name)
