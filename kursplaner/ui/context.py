"""What a page may ask of the window around it, and how a page is announced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from kursplaner.ui.look.theme import Theme
from kursplaner.ui.tasks import Progress, Task
from kursplaner.ui.widgets.command_palette import PaletteEntry
from kursplaner.ui.widgets.pages.frame import Page
from kursplaner.ui.widgets.pages.notice_bar import Offer

if TYPE_CHECKING:
    from kursplaner.store.workspace import Workspace
    from kursplaner.ui.undo import Undo

T = TypeVar("T")


class AppContext(Protocol):
    """The window as pages see it."""

    @property
    def workspace(self) -> Workspace:
        """The open town."""

    @property
    def theme(self) -> Theme:
        """Colours and sizes."""

    @property
    def names_hidden(self) -> bool:
        """Whether F12 hides names from a visitor; pages then show initials."""

    @property
    def undo_steps(self) -> Undo:
        """What takes back and repeats, and tells it."""
        ...

    def today(self) -> date:
        """The day the program takes for today."""

    def notice(self, text: str, undo: bool = False, offer: Offer | None = None) -> None:
        """Say in the quiet bar what was done.

        `undo` offers to take back the last act; `offer` is a second button with what comes next.
        """

    def problem(self, error: BaseException) -> None:
        """Say in words what was refused or went wrong."""

    def go(self, place: str, **target: object) -> None:
        """Open a place by its key and let it show one thing: `go("courses", course_id=5)`."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
    ) -> Task:
        """Run long work off the window's thread with a bar of progress and "Abbrechen"."""

    def want_file(self, wish: str) -> None:
        """Ask the program for another file, or to lock this one: "new", "open", "demo", "lock"."""

    def show_town(self) -> None:
        """Say anew in the frame whose town this is, and whether it is encrypted."""

    def want_backup(self, source: Path) -> None:
        """Close the town, bring a backup back in its place, and open it again."""

    def set_badge(self, place: str, count: int, meaning: str = "offen") -> None:
        """Show a number of open things at a place of the rail."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A place of the rail; `make` is called when it is opened first.

    Attributes:
        key: name used by `AppContext.go`.
        bottom: whether it stands under the gap of the rail.
        in_rail: False for places reached only by `go`, e.g. the print centre.
        home: the rail entry to mark when it is not in the rail itself.
        commands: entries for Strg+K, made with the context, e.g. "Neuer Kurs".
        search: entries for a text typed into Strg+K, e.g. people by name or phone.
    """

    key: str
    title: str
    icon: str
    make: Callable[[AppContext], Page]
    bottom: bool = False
    in_rail: bool = True
    home: str = ""
    commands: Callable[[AppContext], Sequence[PaletteEntry]] | None = None
    search: Callable[[AppContext, str], Sequence[PaletteEntry]] | None = None
