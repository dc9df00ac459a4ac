import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import kursplaner.ui
from kursplaner.ui.courses.list_page import CourseListPage
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing.list_dialog import ListDialog
from kursplaner.ui.printing.printer import PRINT_FOLDER
from kursplaner.ui.rooms.page import RoomsPage
from kursplaner.ui.widgets.lists.model import Order
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from tests.documents.reading import pages


@pytest.fixture
def rooms(office_window: MainWindow) -> RoomsPage:
    office_window.go("rooms")
    page = office_window.page("rooms")
    assert isinstance(page, RoomsPage)
    return page


@pytest.fixture
def output(rooms: RoomsPage) -> ListOutput:
    found = rooms.list.findChild(ListOutput)
    assert isinstance(found, ListOutput)
    return found


def test_a_list_becomes_a_workbook_of_numbers_and_texts(output: ListOutput, tmp_path: Path) -> None:
    output.write(tmp_path / "raeume.xlsx")
    sheet = load_workbook(tmp_path / "raeume.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:4] == ["Raum", "Standort", "Genutzt für", "Plätze"]
    assert sheet["D2"].value == 12


def test_what_is_sorted_hidden_and_searched_on_the_screen_is_so_on_paper(
    rooms: RoomsPage, output: ListOutput
) -> None:
    rooms.list.order_by(Order("capacity", descending=True))
    view = rooms.list.view
    view.setColumnHidden(2, True)
    view.horizontalHeader().moveSection(3, 1)
    listing = output.listing()
    assert [column.title for column in listing.columns][:3] == ["Raum", "Plätze", "Standort"]
    counts = [row[1] for row in listing.values]
    assert counts == sorted(counts, reverse=True)  # type: ignore[type-var]
    rooms.list.search.setText("schulung")
    rooms.list.search.searched.emit("schulung")
    assert output.listing().narrowed == ("Suche: „schulung“",)
    assert all("schulung" in " ".join(row).casefold() for row in output.listing().texts)


def test_days_are_days_in_a_workbook(office_window: MainWindow, tmp_path: Path) -> None:
    office_window.go("courses")
    found = office_window.page("courses").findChild(CourseListPage)
    assert isinstance(found, CourseListPage)
    for at, column in enumerate(found.list.model.columns):
        found.list.view.setColumnHidden(at, column.key not in {"number", "first", "next", "units"})
    output = found.list.findChild(ListOutput)
    assert isinstance(output, ListOutput)
    output.write(tmp_path / "kurse.xlsx")
    sheet = load_workbook(tmp_path / "kurse.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Nummer", "Beginn", "UE", "Nächster Termin"]
    _number, first, units, coming = sheet[2]
    assert isinstance(first.value, date)
    assert first.number_format == "dd.mm.yyyy"
    assert isinstance(units.value, int | float)
    assert coming.value is None or isinstance(coming.value, date)
    assert output.listing().narrowed == ("Aktuell",)


def test_the_list_is_shown_before_it_is_printed(
    output: ListOutput, office_window: MainWindow, qtbot: QtBot
) -> None:
    dialog = shown(output, qtbot)
    text = pages(dialog.paper.pdf)[0]
    assert "Seite 1 von 1" in text
    assert "Schulungsraum" in text
    assert not dialog.signs.isVisible()
    dialog.print_now()
    folder = office_window.workspace.path.parent / PRINT_FOLDER
    made = folder / f"{date(2027, 3, 2)} Räume.pdf"
    qtbot.waitUntil(lambda: "Räume.pdf" in notice(office_window), timeout=5_000)
    assert made.read_bytes() == dialog.paper.pdf


def test_a_list_never_takes_the_place_of_a_town(
    output: ListOutput, office_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    town = b"SQLite format 3\0" + b"town"
    for name in ("stadt.xlsx", "stadt.csv", "stadt.pdf"):
        path = tmp_path / name
        path.write_bytes(town)
        if path.suffix == ".pdf":
            shown(output, qtbot).save(path)
        else:
            output.write(path)
        qtbot.waitUntil(lambda: "wird nicht überschrieben" in notice(office_window), timeout=5_000)
        assert path.read_bytes() == town


def test_keys_print_the_list_that_is_seen(
    rooms: RoomsPage, output: ListOutput, qtbot: QtBot
) -> None:
    keys = {shortcut.key().toString(): shortcut for shortcut in rooms.list.findChildren(QShortcut)}
    keys["Ctrl+Shift+P"].activated.emit()
    qtbot.waitUntil(lambda: hasattr(output, "dialog"), timeout=5_000)
    assert set(keys) >= {"Ctrl+Shift+P", "Ctrl+Shift+S"}


def test_every_list_with_buttons_can_be_printed() -> None:
    folder = Path(kursplaner.ui.__file__).parent
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        lists = re.findall(r"= ListTable\(([^\n]*)", text)
        with_buttons = [each for each in lists if "tools=False" not in each]
        if with_buttons and "gallery" not in path.parts:
            assert text.count("ListOutput(") >= len(with_buttons), path


def shown(output: ListOutput, qtbot: QtBot) -> ListDialog:
    output.print_list()
    qtbot.waitUntil(lambda: hasattr(output, "dialog"), timeout=5_000)
    return output.dialog


def notice(window: MainWindow) -> str:
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return " ".join(label.text() for label in bar.findChildren(QLabel))
