import os
import stat
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from kursplaner.basics.errors import Refused
from kursplaner.ui.look.picture_file import write_picture


@pytest.fixture
def red(qtbot: QtBot) -> QPixmap:
    del qtbot
    made = QPixmap(40, 30)
    made.fill("red")
    return made


@pytest.mark.parametrize("name", ["a.png", "a.JPG"])
def test_a_picture_is_written_into_a_new_folder(red: QPixmap, tmp_path: Path, name: str) -> None:
    write_picture(red, tmp_path / "bilder" / name)
    assert QImage(str(tmp_path / "bilder" / name)).width() == 40
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "bilder" / name).stat().st_mode) == 0o600


def test_what_cannot_be_written_is_named(red: QPixmap, tmp_path: Path) -> None:
    (tmp_path / "stadt.png").write_bytes(b"SQLite format 3\0")
    (tmp_path / "datei").touch()
    for path, kind in (
        (tmp_path / "a.bild", "format_unknown"),
        (tmp_path / "stadt.png", "out_is_town"),
        (tmp_path / "datei" / "a.png", "folder_missing"),
    ):
        with pytest.raises(Refused, match=kind):
            write_picture(red, path)
    assert {path.name for path in tmp_path.iterdir()} == {"stadt.png", "datei"}
