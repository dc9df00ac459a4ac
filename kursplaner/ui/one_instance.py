"""One window for each town file: a second start raises the first instead."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLockFile, QObject, Signal

WAIT = 500


class OneInstance(QObject):
    """Holds the lock of one town file and listens for a second start.

    Signals:
        raise_wanted: somebody started the program again with this file.
    """

    raise_wanted = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"kursplaner-{sha256(str(path.resolve()).encode()).hexdigest()[:20]}"
        folder = Path(platformdirs.user_cache_dir("kursplaner", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QObject | None = None

    def claim(self) -> bool:
        """Take the file for this window; False when another window of it is open."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Let a second start raise this window."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._called)
        server.listen(self._name)
        self._server = server

    def call(self) -> bool:
        """Ask the window that holds the file to come to the front."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        return socket.waitForConnected(WAIT)

    def release(self) -> None:
        """Give the file back."""
        if self._server is not None:
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def _called(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            socket = self._server.nextPendingConnection()
            if socket is not None:
                socket.deleteLater()
        self.raise_wanted.emit()
