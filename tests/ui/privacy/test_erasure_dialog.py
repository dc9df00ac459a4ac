"""Erasing in the window: shown, ticked, done; and why not."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kursplaner.domain.people import ContactRoute, Person
from kursplaner.store.records import by_id, find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.privacy.erasure_dialog import ErasureDialog
from tests.ui.office import Office


def opened(window: MainWindow, person: int) -> tuple[PeoplePage, ErasureDialog]:
    window.go("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.choose(person)
    page.erase(person)
    return page, page.findChildren(ErasureDialog)[-1]


def test_it_is_ticked_and_then_erased(office_window: MainWindow, office: Office) -> None:
    with office.workspace.fill() as db:
        person = Person(family_name="Alt", given_name="Ada")
        db.add(person)
        db.flush()
        key = person.id
        db.add(ContactRoute(person_id=key, kind="phone", value="0176 1234"))
    _, dialog = opened(office_window, key)
    assert "Gelöscht: Wege, sie zu erreichen." in dialog.told
    assert "nicht rückgängig" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.sure.setChecked(True)
    assert dialog.store_button.isEnabled()
    dialog.store()
    with office.workspace.read() as db:
        assert by_id(db, Person, key).family_name == "–"
        assert not find(db, ContactRoute, person_id=key)


def test_who_is_in_a_course_stays(office_window: MainWindow, office: Office) -> None:
    _, dialog = opened(office_window, office.people["Rima"])
    assert "noch in einem Kurs" in dialog.told
    dialog.sure.setChecked(True)
    assert not dialog.store_button.isEnabled()


def test_the_report_is_written(
    office_window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    office_window.go("people")
    page = office_window.page("people")
    assert isinstance(page, PeoplePage)
    out = tmp_path / "auskunft"
    page.write_access(office.people["Rima"], out)
    qtbot.waitUntil(lambda: out.with_suffix(".pdf").exists())
