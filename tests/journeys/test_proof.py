"""The funder's workbook of last quarter: three clicks and one name."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kursplaner.ui.funding.page import FundingPage
from kursplaner.ui.widgets.pages.rail import RailButton
from tests.ui.town_window import Hands, town_window


def test_last_quarter_takes_at_most_four_steps(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, out = Hands(qtbot), tmp_path / "quartal.xlsx"

    def chosen(*_asked: object) -> tuple[str, str]:
        hands.count += 1  # Enter in the system's box
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    with town_window(qtbot, tmp_path) as window:
        rail = window.findChildren(RailButton)
        hands.click(next(each for each in rail if each.accessibleName().startswith("Förderung")))
        page = window.page("funding")
        assert isinstance(page, FundingPage)
        hands.click(page.filters.period.button("quarter"))
        qtbot.waitUntil(lambda: page.shown == page.asked and page.save_button.isEnabled())
        hands.click(page.save_button)
        qtbot.waitUntil(out.exists)
    assert hands.count <= 4
    cells = [str(cell.value) for row in load_workbook(out).worksheets[0] for cell in row]
    assert "01.10.2026 – 31.12.2026" in cells
