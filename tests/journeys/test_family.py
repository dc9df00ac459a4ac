"""A parent with two children into course, childcare and shuttle, by keyboard alone."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kursplaner.store.queries.courses.courses import course_id_of, course_rows, enrolment_rows
from kursplaner.store.queries.people.people import people_rows, person_detail
from kursplaner.ui.people.family_dialog import FamilyDialog
from tests.journeys.keyboard import Keyboard
from tests.ui.town_window import notice, town_window

MOST = 16


def test_a_family_in_sixteen_steps(qtbot: QtBot, tmp_path: Path) -> None:
    with town_window(qtbot, tmp_path) as window:
        window.go("today")
        keys = Keyboard(qtbot, window)
        keys.command("Familie anmelden")
        box = QApplication.activeModalWidget()
        assert isinstance(box, FamilyDialog)
        keys.write("Yilmaz")
        keys.fill(box.given, "Derya")
        keys.fill(box.phone, "0160 998877")
        for number, (name, birth) in enumerate((("Ali", "12.05.2022"), ("Ece", "01.09.2023"))):
            keys.fill(box.children_.lines[number].given, name)
            keys.fill(box.children_.lines[number].birth, birth)
        keys.choose(box.course, lambda text: "A2 Alltag" in text)
        keys.choose(box.way, lambda text: "Oelsnitz" in text)
        keys.push(box.store_button)
        if box.isVisible():
            assert box.waiting.isVisible()
            keys.push(box.waiting)
        assert not box.isVisible()
        assert keys.count <= MOST, keys.count
        with window.workspace.read() as db:
            (adult,) = people_rows(db, "derya")
            detail = person_detail(db, adult.id)
            course = course_id_of(db, "A2-03")
            (seat,) = (
                enrolment
                for enrolment in enrolment_rows(db, course)
                if enrolment.person_id == adult.id
            )
        assert [family.name for family in detail.family] == ["Yilmaz, Ali", "Yilmaz, Ece"]
        with window.workspace.read() as db:
            (told,) = (row for row in course_rows(db, 0) if row.id == course)
        assert f"({told.enrolled}/{told.capacity})" in notice(window)
        assert seat.children == 2
        assert seat.way == "shuttle"
