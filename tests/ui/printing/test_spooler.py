"""A PDF handed to CUPS, by a program that stands in for `lp`."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kursplaner.ui.printing.spooler import SpoolRun, spooler

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


def stand_in(folder: Path, code: int) -> Path:
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\ncat > {folder}/got\nexit {code}\n')
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(("code", "taken"), [(0, True), (1, False)])
def test_cups_gets_the_pdf_itself(qtbot: QtBot, tmp_path: Path, code: int, *, taken: bool) -> None:
    owner = QObject()
    run = SpoolRun(str(stand_in(tmp_path, code)), "Flur", "Listen und Blätter", owner)
    with qtbot.waitSignal(run.ended, timeout=5_000) as told:
        run.start(b"%PDF-1.4 " + b"x" * 200_000)
    assert told.args == [taken]
    assert (tmp_path / "got").stat().st_size == 200_009
    asked = (tmp_path / "asked").read_text()
    assert asked.startswith("-d Flur -t Listen und Blätter ")
    assert "print-scaling=none" in asked


def test_a_program_that_is_not_there_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    run = SpoolRun(str(tmp_path / "nowhere"), "Flur", "Blatt", owner)
    with qtbot.waitSignal(run.ended, timeout=5_000) as told:
        run.start(b"%PDF")
    assert told.args == [False]


def test_where_there_is_no_cups_pages_are_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert spooler() == ""
    stand_in(tmp_path, 0)
    assert spooler() == str(tmp_path / "lp")
