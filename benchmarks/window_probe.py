"""Runs inside the measured process: tells when a window was first painted, and when usable.

Called as `python -m benchmarks.window_probe empty|FILE`; prints "NAME seconds" with the clock of
the machine, so that the parent can subtract the moment in which it started the process.
"""

import sys
import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


def tell(name: str) -> None:
    """Print a moment."""
    sys.stdout.write(f"{name} {time.time()}\n")
    sys.stdout.flush()


class Watch(QObject):
    """Waits for the first paint of any window and of the main window."""

    def __init__(self, app: QApplication, last: str) -> None:
        super().__init__(app)
        self._last = last
        self._seen: set[str] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note paints of top-level widgets."""
        if (
            event.type() == QEvent.Type.Paint
            and isinstance(watched, QWidget)
            and watched.isWindow()
        ):
            QTimer.singleShot(0, lambda: self._painted(type(watched).__name__))
        return False

    def _painted(self, kind: str) -> None:
        if not self._seen:
            tell("first")
        if kind not in self._seen:
            self._seen.add(kind)
            if kind == self._last:
                tell("usable")
                QTimer.singleShot(0, lambda: QApplication.exit(0))


def empty() -> int:
    """Show an empty Qt window."""
    app = QApplication(sys.argv)
    watch = Watch(app, "QWidget")
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    del watch
    return app.exec()


def program(path: str) -> int:
    """Show the program with a town."""
    from kursplaner import app as front_door
    from kursplaner.ui import start

    make = start.application

    def watched(arguments: Sequence[str] | None = None) -> QApplication:
        found = make(arguments)
        if not found.findChildren(Watch):
            Watch(found, "MainWindow")
        return found

    vars(front_door)["application"] = watched
    return front_door.main([path])


if __name__ == "__main__":
    sys.exit(empty() if sys.argv[1] == "empty" else program(sys.argv[1]))
