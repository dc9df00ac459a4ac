"""The foot of the preview: which printer, as PDF, print."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.desk.wording.words.counts import counted
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.printer import printer_names, remember_printer
from kursplaner.ui.widgets import Button, Elide, IconButton

NO_PRINTER = "Kein Drucker eingerichtet"
NARROW = 460


class PrintFoot(QWidget):
    """Printer at the left, the two buttons at the right.

    Signals:
        pdf_wanted, print_wanted: the buttons.
    """

    pdf_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), theme().px(10), theme().px(24), theme().px(10))
        row.setSpacing(theme().px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        named = QHBoxLayout()
        named.setSpacing(theme().px(4))
        self.name = Elide("", "strong")
        self.choice = IconButton("chevron-down", "Drucker wählen")
        self.menu = QMenu(self.choice)
        self.menu.triggered.connect(self._choose)
        self.choice.clicked.connect(self._open_menu)
        self.note = Elide("", "note", "second")
        named.addWidget(self.name)
        named.addWidget(self.choice)
        named.addStretch(1)
        words.addLayout(named)
        words.addWidget(self.note)
        row.addLayout(words, 1)
        self.pdf = Button("Als PDF", "plain", "file-down")
        self.print = Button("Drucken", "large", "printer")
        self.pdf.clicked.connect(self.pdf_wanted)
        self.print.clicked.connect(self.print_wanted)
        row.addWidget(self.pdf)
        row.addWidget(self.print)
        self.printer = ""
        self.look_for_printers()
        self.show_pages(0)

    def look_for_printers(self) -> None:
        """Offer the printers there are now."""
        names = printer_names()
        self.printer = names[0] if names else ""
        self.menu.clear()
        for name in names:
            self.menu.addAction(QAction(name, self.menu))
        self._show_printer()

    def show_pages(self, pages: int) -> None:
        """Say on the button how many pages are to be printed."""
        self.print.show_text(f"Drucken, {counted(pages, 'page')}" if pages else "Drucken")
        self.print.setEnabled(bool(pages))
        self.pdf.setEnabled(bool(pages))

    def _open_menu(self) -> None:
        self.menu.popup(self.choice.mapToGlobal(self.choice.rect().topLeft()))

    def _choose(self, action: QAction) -> None:
        self.printer = action.text()
        remember_printer(self.printer)
        self._show_printer()

    def _show_printer(self) -> None:
        self.name.show_text(self.printer or NO_PRINTER)
        self.name.set_tone("text" if self.printer else "second")
        self.choice.setVisible(len(self.menu.actions()) > 1)
        there = "A4, schwarz-weiß, Rand 5 mm, 1 Exemplar"
        self.note.show_text(there if self.printer else "Es entsteht ein PDF im Ordner „Druck“.")

    # --- Qt -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
