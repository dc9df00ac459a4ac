"""Opening a town for a window: off its thread, with what the window needs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace
    from kursplaner.ui.context import PageSpec

DEMO_TIME = (10, 20)


@dataclass(frozen=True, slots=True)
class Opened:
    """A town as the worker brings it, with the places of its window."""

    workspace: Workspace
    places: Sequence[PageSpec]
    demo_day: str
    town: str
    said: str = ""


def opened(path: Path, source: Path | None = None) -> Opened:
    """Open a town off the window's thread, and import what its window needs meanwhile.

    With `source`, that backup is brought back in its place first.

    Raises:
        Refused: what `Workspace.open` says.
    """
    from kursplaner.desk.printing.further_fonts import use_beside
    from kursplaner.store.workspace import Workspace
    from kursplaner.ui import main_window
    from kursplaner.ui.places import all_places

    _unlock_as_kept(path)
    said = _brought_back(path, source) if source is not None else ""
    workspace = Workspace.open(path)
    use_beside(workspace.path)
    settings = workspace.settings
    del main_window
    name, day = settings.text("town.name"), settings.text("town.demo_day")
    return Opened(workspace, all_places(), day, name, said or _found_beside(workspace))


def _unlock_as_kept(path: Path) -> None:
    """Unlock a town with the password that the keyring of this PC keeps, if it keeps one."""
    from kursplaner.store.keys.standing import shut_because
    from kursplaner.store.keys.unlocking import unlock_as_kept

    if shut_because(path) == "locked":
        unlock_as_kept(path)


def _brought_back(path: Path, source: Path) -> str:
    from kursplaner.ui.settings.backup_list import bring_back

    return bring_back(path, source)


def _found_beside(workspace: Workspace) -> str:
    from kursplaner.desk.wording.restoring import set_aside

    return set_aside(workspace.set_aside)


def pin_demo(demo_day: str) -> None:
    """Hold the clock on the demo's day; a real town runs with the real clock."""
    from datetime import date, datetime, time

    from kursplaner.basics import clock

    if os.environ.get(clock.PIN_VARIABLE):
        return
    day = date.fromisoformat(demo_day) if demo_day else None
    clock.pin(datetime.combine(day, time(*DEMO_TIME)) if day else None)


def has_backups(path: Path) -> bool:
    """Tell whether a town that is missing or damaged can be brought back."""
    from kursplaner.store.backups.backup import backups_of

    return any(found.town for found in backups_of(path))
