from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kursplaner.domain.rides.rides import Ride
from kursplaner.store.records import find
from kursplaner.ui.funding.page import UNREADABLE, FundingPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.settings.page import SettingsPage
from kursplaner.ui.settings.rules import RuleRow
from tests.ui.office import Office


@pytest.fixture
def page(office_window: MainWindow, qtbot: QtBot) -> FundingPage:
    office_window.go("funding", first=date(2027, 2, 1), last=date(2027, 3, 31))
    found = office_window.page("funding")
    assert isinstance(found, FundingPage)
    wait(found, qtbot)
    return found


def wait(page: FundingPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.shown == page.asked and page.save_button.isEnabled())


def test_figures_and_gaps_of_the_period(page: FundingPage, office_window: MainWindow) -> None:
    assert page.figures.values["courses"] == "1"
    button = next(each for each in page.gaps.buttons if "Anwesenheit" in each.accessibleName())
    button.click()
    assert office_window.current_place == "courses"


def test_another_period_and_a_grant(page: FundingPage, qtbot: QtBot) -> None:
    page.filters.period.button("year").click()
    wait(page, qtbot)
    assert page.filters.days() == (date(2026, 1, 1), date(2026, 12, 31))
    assert page.figures.values["courses"] == "0"
    page.filters.grant.choose("DWK-2027-014")
    assert page.filters.reference() == "DWK-2027-014"


def test_what_cannot_be_meant_is_said_and_saves_nothing(page: FundingPage, qtbot: QtBot) -> None:
    page.filters.last.set_value(date(2020, 1, 1))
    page.filters.changed.emit()
    qtbot.waitUntil(page.filters.complaint.isVisible)
    assert "endet vor seinem Beginn" in page.filters.complaint.plain()
    assert not page.save_button.isEnabled()
    page.filters.last.clear()
    page.filters.last.set_value(None)
    page.refresh()
    assert page.filters.complaint.plain() == UNREADABLE
    assert page.write(Path("nie.xlsx")) is None


def test_the_workbook_is_saved_where_it_is_wanted(
    page: FundingPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nachweis"
    proposed: list[str] = []

    def chosen(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    page.save_button.click()
    qtbot.waitUntil(path.with_suffix(".xlsx").exists)
    assert proposed == ["Nachweis 2027-02-01 bis 2027-03-31.xlsx"]
    assert "Indikatoren" in load_workbook(path.with_suffix(".xlsx")).sheetnames


def test_the_settings_of_grants_are_near(page: FundingPage, office_window: MainWindow) -> None:
    del office_window
    assert page.filters.grant.count() == 2


def test_kilometres_without_a_rate_lead_to_the_rates(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    with office.workspace.fill() as db:
        for ride in find(db, Ride):
            ride.metres, ride.status = 12_500, "done"
    office_window.go("funding", first=date(2027, 2, 1), last=date(2027, 3, 31))
    found = office_window.page("funding")
    assert isinstance(found, FundingPage)
    wait(found, qtbot)
    next(each for each in found.gaps.buttons if "Betrag" in each.accessibleName()).click()
    settings = office_window.page("settings")
    assert isinstance(settings, SettingsPage)
    names = {row.accessibleName() for row in settings.findChildren(RuleRow) if row.isVisible()}
    assert "Satz in ct je km, privates Fahrzeug" in names


def test_hidden_names_stay_hidden(
    page: FundingPage, office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    del office
    office_window.hide_names()
    wait(page, qtbot)
    assert "Seidel" not in str([each.accessibleName() for each in page.gaps.buttons])
