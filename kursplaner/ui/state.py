"""What the window remembers on this computer: mode, text size, columns, last file."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings

_opened: list[QSettings] = []


def _settings() -> QSettings:
    if not _opened:
        folder = Path(platformdirs.user_config_dir("kursplaner", appauthor=False))
        use_file(folder / "window.ini")
    return _opened[0]


def use_file(path: Path) -> None:
    """Keep the state in another file, e.g. beside a portable program or in a test."""
    _opened[:] = [QSettings(str(path), QSettings.Format.IniFormat)]


def remembered(key: str, default: str = "") -> str:
    """The remembered text, or `default`."""
    value = _settings().value(key, default)
    return value if isinstance(value, str) else default


def remember(key: str, value: str) -> None:
    """Remember a text until told otherwise."""
    _settings().setValue(key, value)


def remembered_bytes(key: str) -> bytes:
    """A remembered window geometry, or nothing."""
    return bytes.fromhex(remembered(key))


def remember_bytes(key: str, value: bytes) -> None:
    """Remember a window geometry."""
    remember(key, value.hex())
