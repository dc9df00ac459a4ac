"""A stop is found by the name of its place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kursplaner.domain.rides.rides import Stop
from kursplaner.store.records import find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rides.stop_dialog import AS_BEFORE, NOT_LISTED, StopDialog
from tests.ui.office import Office


@pytest.fixture
def dialog(office_window: MainWindow) -> StopDialog:
    found = StopDialog(office_window, None, office_window)
    found.open()
    return found


def typed(dialog: StopDialog, text: str) -> None:
    """Type into the field of the place, letter by letter."""
    dialog.place.setFocus()
    dialog.place.selectAll()
    QTest.keyClicks(dialog.place, text)


def test_a_place_is_proposed_and_brings_its_point(dialog: StopDialog, office: Office) -> None:
    typed(dialog, "bad elst")
    first, *_ = dialog.place.proposals()
    assert first.text.startswith("Bad Elster, Sachsen, ")
    dialog.place.choose(first.key)
    assert dialog.place.text() == "Bad Elster"
    assert "Die Lage ist die Ortsmitte: Bad Elster, Sachsen" in dialog.told
    dialog.name.setText("Kurhaus")
    dialog.store()
    with office.workspace.read() as db:
        (stop,) = find(db, Stop, name="Kurhaus")
        assert (stop.municipality, stop.latitude) == ("Bad Elster", 50_281_920)
    office.workspace.undo()
    with office.workspace.read() as db:
        assert find(db, Stop, name="Kurhaus") == []


def test_a_name_typed_to_its_end_is_found_without_choosing(dialog: StopDialog) -> None:
    typed(dialog, "Asch")
    QTest.keyClick(dialog.place, Qt.Key.Key_Escape)
    dialog.place.editingFinished.emit()
    assert dialog.point.text() == "50.22387, 12.19499"
    assert "Aš, Tschechien" in dialog.told


def test_another_place_brings_another_point_but_none_over_one_typed_by_hand(
    dialog: StopDialog,
) -> None:
    dialog.place.setText("Plauen")
    dialog.place.editingFinished.emit()
    first = dialog.point.text()
    dialog.place.setText("Hranice")
    dialog.place.editingFinished.emit()
    assert dialog.point.text() not in ("", first)
    dialog.point.setText("50,1 12,1")
    dialog.place.setText("Plauen")
    dialog.place.editingFinished.emit()
    assert dialog.point.text() == "50,1 12,1"
    assert dialog.told == ""


def test_a_stop_in_the_same_place_lends_its_point(dialog: StopDialog) -> None:
    dialog.place.setText("Oelsnitz")
    dialog.place.editingFinished.emit()
    assert dialog.told == AS_BEFORE
    assert dialog.point.text()


def test_a_village_that_is_not_listed_is_said_and_can_be_stored(
    dialog: StopDialog, office: Office
) -> None:
    dialog.place.setText("Gettengrün")
    dialog.place.editingFinished.emit()
    assert dialog.told == NOT_LISTED
    dialog.name.setText("Kirche")
    dialog.store()
    with office.workspace.read() as db:
        assert [stop.latitude for stop in find(db, Stop, name="Kirche")] == [None]


def test_a_village_lies_some_way_from_a_place(dialog: StopDialog, office: Office) -> None:
    dialog.place.setText("Gettengrün")
    dialog.place.editingFinished.emit()
    dialog.name.setText("Kirche")
    dialog.point.setText("5 km südwestlich von Nirgendwo")
    dialog.store()
    assert "„Nirgendwo“ steht nicht in der Ortsliste" in dialog.complaint
    dialog.point.setText("5 km südwestlich von Adorf")
    assert dialog.told == "Die Lage ist geschätzt: 5 km südwestlich von Adorf, Sachsen."
    dialog.store()
    with office.workspace.read() as db:
        (stop,) = find(db, Stop, name="Kirche")
        assert (stop.municipality, stop.latitude) == ("Gettengrün", 50_288_314)
