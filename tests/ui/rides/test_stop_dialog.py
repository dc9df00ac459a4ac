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


def test_a_stop_is_set_by_a_click_on_the_map(dialog: StopDialog, office: Office) -> None:
    dialog.name.setText("Waldrand")
    asked = dialog.open_map()
    assert not asked.take.isEnabled()
    assert asked.where.plain().startswith("In der Mitte: 500 m südlich von Oelsnitz")
    asked.map.choose((50_300_000, 12_262_000))
    assert asked.where.plain() == "Gesetzt: 2,2 km südlich von Adorf, Sachsen"
    assert asked.where.plain() in asked.map.accessibleDescription()
    assert asked.take.isEnabled()
    asked.accept()
    assert dialog.point.text() == "50.30000, 12.26200"
    assert dialog.place.text() == "Adorf"
    assert dialog.told == "Auf der Karte gesetzt: 2,2 km südlich von Adorf, Sachsen."
    dialog.store()
    with office.workspace.read() as db:
        (stop,) = find(db, Stop, name="Waldrand")
        assert (stop.latitude, stop.longitude) == (50_300_000, 12_262_000)


def test_the_map_begins_at_the_point_there_is_and_leaves_the_place_named(
    dialog: StopDialog,
) -> None:
    dialog.place.setText("Raun")
    dialog.point.setText("50,25 12,3")
    asked = dialog.open_map()
    assert asked.map.middle == asked.map.chosen == (50_250_000, 12_300_000)
    assert asked.where.plain().startswith("Gesetzt: ")
    asked.map.looked_at.emit((50_320_000, 12_260_000))
    assert asked.where.plain().startswith("Hier: ")
    asked.map.choose((50_251_000, 12_301_000))
    asked.reject()
    assert dialog.point.text() == "50,25 12,3"
    dialog.take_point(None)
    assert dialog.point.text() == "50,25 12,3"
    dialog.take_point((50_251_000, 12_301_000))
    assert (dialog.place.text(), dialog.point.text()) == ("Raun", "50.25100, 12.30100")


def test_the_map_begins_in_town_where_the_point_cannot_be_read(dialog: StopDialog) -> None:
    dialog.point.setText("hinter dem Wald")
    asked = dialog.open_map()
    assert asked.map.chosen is None
    assert asked.where.plain().startswith("In der Mitte: ")
