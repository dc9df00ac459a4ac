"""Handing a PDF to CUPS itself: letters stay letters there, sharp in whatever the printer has."""

from __future__ import annotations

import shutil
import sys
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal

_OPTIONS: Final = (
    "-o",
    "media=A4",
    "-o",
    "print-scaling=none",
    "-o",
    "print-color-mode=monochrome",
)


def spooler() -> str:
    """Return the program that takes PDFs for a printer (`lp` of CUPS); "" on Windows."""
    return "" if sys.platform == "win32" else shutil.which("lp") or ""


class SpoolRun(QObject):
    """One PDF on its way to a printer of CUPS; it goes through a pipe, no file of it is left.

    Signals:
        ended(bool): whether CUPS took it.
    """

    ended = Signal(bool)

    def __init__(self, program: str, printer: str, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(program)
        self._process.setArguments(["-d", printer, "-t", title, *_OPTIONS])
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broken)

    def start(self, pdf: bytes) -> None:
        """Hand the PDF over."""
        self._process.start()
        self._process.write(pdf)
        self._process.closeWriteChannel()

    def _finished(self, code: int) -> None:
        self.ended.emit(code == 0)

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(False)
