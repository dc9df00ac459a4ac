"""What is chosen, and what to know before it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.printing.jobs import PrintJob
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.unprintable import joined
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, IconLabel, Text

MOST_ENTRIES = 6


class Summary(QWidget):
    """Under the list: how much is chosen, missing signs, what is replaced, goes on, or was saved.

    Signals:
        on_paper: these numbers of saved sheets are printed.
    """

    on_paper = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(4), 0, 0, 0)
        column.setSpacing(theme().px(4))
        row = QHBoxLayout()
        row.setSpacing(theme().px(10))
        self.chosen = Text("", "strong")
        self._order = Text("in der Reihenfolge des Tages", "plain", "second")
        row.addWidget(self.chosen)
        row.addWidget(self._order)
        row.addStretch(1)
        column.addLayout(row)
        self.signs = Note("triangle-alert", "warning")
        self.replaced = Note("info", "second")
        column.addWidget(self.signs)
        column.addWidget(self.replaced)
        self._saved: tuple[int, ...] = ()
        self.waiting = Note("file-down", "second")
        self.printed = Button("Ist gedruckt", icon="check", name="Das PDF ist gedruckt")
        self.printed.clicked.connect(lambda: self.on_paper.emit(self._saved))
        self.waiting.add(self.printed)
        column.addWidget(self.waiting)

    def show_jobs(self, jobs: Sequence[PrintJob], *, hidden: bool = False) -> None:
        """Tell about the chosen sheets; with `hidden` nobody is named."""
        pages = counted(sum(job.pages for job in jobs), "page")
        self.chosen.show_text(f"{len(jobs)} ausgewählt, {pages}" if jobs else "Nichts ausgewählt")
        self._order.setVisible(len(jobs) > 1)
        found = joined(unprintable for job in jobs for unprintable in job.unprintable)
        self.signs.show_words(print_words.without_font(found, hidden=hidden, most=MOST_ENTRIES))
        self.signs.setToolTip("" if hidden else print_words.without_font(found))
        old = sum(job.replaces for job in jobs)
        going_on = sum(job.stays_valid for job in jobs)
        words = (print_words.replaced(old), print_words.going_on(going_on))
        self.replaced.show_words(" ".join(sentence for sentence in words if sentence))
        self._saved = tuple(max(job.saved) for job in jobs if job.saved)
        self.waiting.show_words(print_words.waiting(len(self._saved)))


class Note(QWidget):
    """A remark; without words it is not there."""

    def __init__(self, icon: str, tone: Literal["warning", "second"]) -> None:
        super().__init__()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self._icon = IconLabel(icon, tone, 16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Text("", "plain", tone, wrap=True)
        row.addWidget(self.words, 1)
        self.hide()

    def add(self, button: Button) -> None:
        """Put a button behind the words, which stand at its middle."""
        self._row.addWidget(button)
        for part in (self._icon, self.words):
            self._row.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)

    def show_words(self, words: str) -> None:
        """Show a sentence, or hide."""
        self.words.show_text(words)
        self.setVisible(bool(words))
