"""Two records become one by the keyboard alone, and Strg+Z gives both back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.planning.people import families, person_form
from kursplaner.planning.people.families import PersonDraft
from kursplaner.planning.people.merge_fields import Side
from kursplaner.store.records import by_id
from kursplaner.ui.doubles.page import DoublesPage
from kursplaner.ui.main_window import MainWindow
from tests.journeys.keyboard import CTRL, Keyboard
from tests.store.test_workspace import state
from tests.ui.town_window import town_window

NINA = 15
MOST = 6


def put_down_again(window: MainWindow) -> int:
    with window.workspace.change(ActKind.PERSON_ADDED) as db:
        known = person_form.load(db, NINA)
        phone = known.routes[0].value
        return families.add_person(
            db, PersonDraft("Schewtschuk", "Nina", birth_date=date(2005, 1, 3), phone=phone)
        )


def test_two_records_are_one_within_six_interactions(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        again = put_down_again(window)
        before = state(window.workspace)
        keys = Keyboard(qtbot, window)
        keys.command("Doppel")
        page = window.page("doubles")
        assert isinstance(page, DoublesPage)
        assert page.pair == (NINA, again)
        keys.press(Qt.Key.Key_Right)  # the other spelling is the right one
        assert page.table.rows[page.table.current].taken is Side.SECOND
        keys.press(Qt.Key.Key_Return, CTRL)
        assert keys.count <= MOST
        with window.workspace.read() as db:
            assert db.get(Person, again) is None
            assert by_id(db, Person, NINA).family_name == "Schewtschuk"
        keys.press(Qt.Key.Key_Z, CTRL)
        assert state(window.workspace) == before
