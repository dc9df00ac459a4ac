"""A list of this moment: read on the screen, copied as text, or printed without asking."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kursplaner.desk.printing.readable import AnySheet, paper_of
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.at_once import add_signs_note, print_at_once
from kursplaner.ui.widgets import Button, Dialog, scrolled


class SheetDialog(Dialog):
    """Head lines, the list beneath, and what can be done with it.

    Who makes one adds its head lines to `body` and ends with `fill`.

    Attributes:
        text: the list as it is copied.
        signs: the remark about signs that no font has.
    """

    def __init__(
        self, context: AppContext, title: str, now: datetime, parent: QWidget | None, *, width: int
    ) -> None:
        super().__init__(f"{title}, {now.hour}:{now.minute:02} Uhr", parent, width=width)
        self._context, self._title, self._now = context, title, now
        self.text = ""

    def fill(
        self,
        inside: QWidget,
        text: str,
        sheet: AnySheet,
        draw: Callable[[AnySheet, io.BytesIO], int],
        *,
        hidden: bool,
    ) -> None:
        """Show the list; `draw` draws the sheet and returns how many pages it has."""
        self.text = text
        with self._context.workspace.read() as db:
            self._paper = paper_of(db, self._title, sheet, draw)
        self.signs = add_signs_note(self.body, self._paper, hidden=hidden)
        self.body.addWidget(scrolled(inside, height=360, keys=True), 1)
        self.print_button = self.add_button(Button("Drucken", icon="printer"))
        self.print_button.clicked.connect(self.print_sheet)
        self.print_button.setEnabled(not hidden)
        copy = self.add_button(Button("Text kopieren", icon="copy"))
        copy.clicked.connect(self.copy)
        self.add_button(Button("Schließen", "primary"), accepts=True)

    def change(
        self, text: str, sheet: AnySheet, draw: Callable[[AnySheet, io.BytesIO], int]
    ) -> None:
        """Take another part of the list to be copied and printed."""
        self.text = text
        with self._context.workspace.read() as db:
            self._paper = paper_of(db, self._title, sheet, draw)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    def print_sheet(self) -> None:
        """Send the sheet to the printer; without one show it, and keep no file of it."""
        print_at_once(self._context, self._paper, f"{self._now:%H-%M}", self, told=True)
