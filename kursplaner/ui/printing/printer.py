"""Sending a PDF to a printer: as it is where CUPS is, else page by page as pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRectF, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
)
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kursplaner.basics.errors import Refused
from kursplaner.documents.page import preview
from kursplaner.ui import state, tasks
from kursplaner.ui.printing.pages_view import image_of
from kursplaner.ui.printing.spooler import SpoolRun, spooler
from kursplaner.ui.tasks import Progress

_REMEMBERED: Final = "printing/printer"
PRINT_FOLDER: Final = "Druck"
"""Where PDFs go without a printer, beside the town's file."""
_DPI: Final = 300
"""What a page is drawn with where a printer takes no PDF, as on Windows."""
_NATIVE: Final = QPrinter.OutputFormat.NativeFormat


def printer_names() -> list[str]:
    """Return the printers of this computer, the usual one first."""
    usual = state.remembered(_REMEMBERED) or QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def remember_printer(name: str) -> None:
    """Take this printer from now on."""
    state.remember(_REMEMBERED, name)


def printer_named(name: str) -> QPrinter:
    """Return a printer set to A4, black and white, the whole paper as its ground."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    return printer


def free_path(folder: Path, day: date, what: str = "Blätter") -> Path:
    """Return the path of a PDF for a day that is not there yet."""
    name = f"{day.isoformat()} {what}"
    for number in range(1, 10_000):
        path = folder / (f"{name}.pdf" if number == 1 else f"{name} ({number}).pdf")
        if not path.exists():
            return path
    return folder / f"{name}.pdf"


def open_outside(path: Path) -> None:
    """Show a file in the program the computer has for it; nothing without a screen."""
    if QGuiApplication.platformName() not in {"offscreen", "minimal"}:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class PrintRun(QObject):
    """One pile on its way to a printer; pages are drawn off the window's thread.

    Signals:
        finished: every page was handed over.
        failed(object): the printer refused; a Refused "printer_failed".
    """

    finished = Signal()
    failed = Signal(object)

    def __init__(
        self, pdf: bytes, pages: int, printer: QPrinter, title: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pdf, self._pages, self._printer = pdf, pages, printer
        self._painter = QPainter()
        self._page = 0
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(title)

    def start(self) -> None:
        """Hand the PDF itself to CUPS; where there is none begin to draw the first page."""
        program, name = spooler(), self._printer.printerName()
        if not program or not name or self._printer.outputFormat() != _NATIVE:
            self._draw_page()
            return
        self._spooled = SpoolRun(program, name, self._printer.docName(), self)
        self._spooled.ended.connect(self._spooled_or_not)
        self._spooled.start(self._pdf)

    def _spooled_or_not(self, taken: bool) -> None:
        if taken:
            self.finished.emit()
        else:
            self._refused(None)

    def _draw_page(self) -> None:
        pdf, page = self._pdf, self._page
        dpi = min(_DPI, self._printer.resolution())

        def work(progress: Progress) -> QImage:
            progress.step(page, self._pages)
            return image_of(preview.render(pdf, page, dpi=dpi))

        tasks.start("Drucken", work, self._put, self._refused)

    def _put(self, image: QImage) -> None:
        wide = image.width() > image.height()
        kinds = QPageLayout.Orientation
        self._printer.setPageOrientation(kinds.Landscape if wide else kinds.Portrait)
        ready = self._painter.begin(self._printer) if not self._page else self._printer.newPage()
        if not ready:
            self._refused(None)
            return
        page = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, page.width(), page.height()), image)
        self._page += 1
        if self._page < self._pages:
            self._draw_page()
            return
        if self._painter.end():
            self.finished.emit()
        else:
            self._refused(None)

    def _refused(self, error: BaseException | None) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        refusal = Refused("printer_failed", name=self._printer.printerName())
        refusal.__cause__ = error
        self.failed.emit(refusal)
