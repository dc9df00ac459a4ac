from pathlib import Path

from openpyxl import load_workbook

from kursplaner.ui.list_output import ListOutput, page, typed
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rooms.page import RoomsPage


def test_a_list_becomes_a_workbook_of_numbers_and_texts(
    office_window: MainWindow, tmp_path: Path
) -> None:
    office_window.go("rooms")
    rooms = office_window.page("rooms")
    assert isinstance(rooms, RoomsPage)
    output = rooms.list.findChild(ListOutput)
    assert isinstance(output, ListOutput)
    output.write(tmp_path / "raeume.xlsx")
    sheet = load_workbook(tmp_path / "raeume.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:4] == ["Raum", "Standort", "Genutzt für", "Plätze"]
    assert sheet["D2"].value == 12
    assert "Schulungsraum" in output.document().toPlainText()


def test_a_phone_number_stays_text() -> None:
    columns, values = typed(["Telefon", "Plätze"], [["0171", "3"], ["", ""]])
    assert [one.kind.name for one in columns] == ["TEXT", "INT"]
    assert values == [["0171", 3], ["", ""]]


def test_the_printed_page_shows_signs_as_they_are() -> None:
    assert "&lt;b&gt;" in page("Liste", "02.03.2027", ["A"], [["<b>"]])
