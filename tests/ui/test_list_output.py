from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QLabel

from kursplaner.documents.page import preview
from kursplaner.ui.list_output import ListOutput, page, typed
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rooms.page import RoomsPage
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar


@pytest.fixture
def output(office_window: MainWindow) -> ListOutput:
    office_window.go("rooms")
    rooms = office_window.page("rooms")
    assert isinstance(rooms, RoomsPage)
    found = rooms.list.findChild(ListOutput)
    assert isinstance(found, ListOutput)
    return found


def test_a_list_becomes_a_workbook_of_numbers_and_texts(output: ListOutput, tmp_path: Path) -> None:
    output.write(tmp_path / "raeume.xlsx")
    sheet = load_workbook(tmp_path / "raeume.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:4] == ["Raum", "Standort", "Genutzt für", "Plätze"]
    assert sheet["D2"].value == 12
    assert "Schulungsraum" in output.document().toPlainText()


def test_a_phone_number_stays_text() -> None:
    columns, values = typed(["Telefon", "Plätze"], [["0171", "3"], ["", ""]])
    assert [column.kind.name for column in columns] == ["TEXT", "INT"]
    assert values == [["0171", 3], ["", ""]]


def test_the_printed_page_shows_signs_as_they_are() -> None:
    assert "&lt;b&gt;" in page("Liste", "02.03.2027", ["A"], [["<b>"]])


def test_the_systems_box_may_print_into_a_file(output: ListOutput, tmp_path: Path) -> None:
    output.print_into(tmp_path / "raeume.pdf", landscape())
    content = (tmp_path / "raeume.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    picture = preview.render(content, 0)
    assert picture.width > picture.height


def test_a_list_never_takes_the_place_of_a_town(
    output: ListOutput, office_window: MainWindow, tmp_path: Path
) -> None:
    town = b"SQLite format 3\0" + b"town"
    for name in ("stadt.xlsx", "stadt.csv", "stadt.pdf", "neu.kursplan"):
        path = tmp_path / name
        if path.suffix != ".kursplan":
            path.write_bytes(town)
        if path.suffix in {".pdf", ".kursplan"}:
            output.print_into(path, landscape())
        else:
            output.write(path)
        assert "wird nicht überschrieben" in notice(office_window)
        assert not path.exists() or path.read_bytes() == town
    assert {file.name for file in tmp_path.glob("*.*")} >= {"stadt.xlsx", "stadt.csv", "stadt.pdf"}


def landscape() -> QPageLayout:
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(10, 10, 10, 10))


def notice(window: MainWindow) -> str:
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return " ".join(label.text() for label in bar.findChildren(QLabel))
