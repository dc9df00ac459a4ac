from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.store.records import by_id
from kursplaner.store.settings import store_settings
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.lessons.cancel_dialog import CancelDialog
from kursplaner.ui.courses.lessons.swap_dialog import SwapDialog
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets.calendar.values import spoken
from tests.ui.calendar.lesson_hands import lesson

TUESDAY, THURSDAY = date(2027, 3, 2), date(2027, 3, 4)


def test_the_calendar_reads_its_hours_and_its_grid(window: MainWindow, page: CalendarPage) -> None:
    assert (page._content.first_hour, page._content.last_hour) == (7, 22)
    with window.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        wanted = {"calendar.day_starts": "360", "calendar.snap_minutes": "5"}
        store_settings(db, wanted | {"calendar.day_ends": "1380"})
    page.refresh()
    assert (page._content.first_hour, page._content.last_hour) == (6, 23)
    assert page.week.step == 5


def test_a_week_shows_lessons_with_childcare_and_rides(page: CalendarPage) -> None:
    blocks = page._content.blocks
    assert {block.title for block in blocks} >= {"A1.1 Frauen", "B1 Abend", "Frauensport"}
    monday = next(block for block in blocks if block.title == "A1.1 Frauen")
    care, rides = monday.childcare.split("/"), monday.rides.split("/")
    assert 0 < int(care[0]) <= int(care[1])
    assert 0 < int(rides[0]) <= int(rides[1])
    assert len(page._content.days) == 5


def test_the_inspector_tells_the_lesson_and_its_chain(
    window: MainWindow, page: CalendarPage
) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    page.show_target(lesson_id=a2.id)
    card = page._card
    assert card is not None
    assert card.over == "Termin 6 von 20"
    icons = [link.icon for link in card.links]
    assert icons[:3] == ["door-open", "presentation", "baby"]
    assert set(icons[3:]) == {"bus"}
    assert "Kindern" in card.links[2].subtitle


def test_delete_asks_why_and_calls_the_lesson_off(window: MainWindow, page: CalendarPage) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    page.show_target(lesson_id=a2.id)
    dialog = page.cancel_lesson()
    assert isinstance(dialog, CancelDialog)
    assert "Betreuungszeit" in dialog.told
    dialog.store_button.click()
    with window.workspace.read() as db:
        assert by_id(db, Lesson, a2.id).status == "cancelled"
    [stays] = [block for block in page._content.blocks if block.key == a2.id]
    assert stays.cancelled
    assert not stays.movable
    assert not stays.childcare
    assert not stays.rides
    assert "fällt aus" in spoken(stays)
    others = [block for block in page._content.blocks if block.key != a2.id]
    assert not any(block.cancelled for block in others)


def test_another_room_is_taken_from_the_list(
    window: MainWindow, page: CalendarPage, qtbot: QtBot
) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    page.show_target(lesson_id=b1.id)
    dialog = page.other_room()
    assert isinstance(dialog, SwapDialog)
    qtbot.waitUntil(lambda: bool(dialog.lines), timeout=60_000)
    free = next(key for key, button in dialog.take_buttons.items() if button.isEnabled())
    dialog.take_buttons[free].click()
    with window.workspace.read() as db:
        assert by_id(db, Lesson, b1.id).room_id == free


def test_somebody_else_can_teach(window: MainWindow, page: CalendarPage, qtbot: QtBot) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    page.show_target(lesson_id=b1.id)
    dialog = page.other_teacher()
    assert isinstance(dialog, SwapDialog)
    qtbot.waitUntil(lambda: bool(dialog.lines), timeout=60_000)
    free = next(key for key, button in dialog.take_buttons.items() if button.isEnabled())
    dialog.take_buttons[free].click()
    assert [person.id for person in lesson(window, THURSDAY, "B1-02").teachers] == [free]


@pytest.mark.parametrize("lanes", ["rooms", "teachers", "carers", "vehicles"])
def test_lanes_hold_every_lesson_that_has_one(page: CalendarPage, lanes: str) -> None:
    page.lanes.choose(lanes)
    page.refresh()
    keys = {lane.key for lane in page._content.lanes}
    assert keys
    assert {block.lane for block in page._content.blocks} <= keys


def test_a_month_shows_holidays_by_name_and_opens_a_day(page: CalendarPage) -> None:
    page.view.choose("month")
    page._switch()
    page._go_to(date(2027, 3, 15))
    holidays = page.month._content.holidays or {}
    assert holidays[date(2027, 3, 26)] == "Karfreitag"
    page.month.setFocus()
    page.month._go(date(2027, 3, 9), None)
    QTest.keyClick(page.month, Qt.Key.Key_Return)
    assert page.view.current() == "day"
    assert page._content.days == (date(2027, 3, 9),)


def test_a_double_click_on_free_ground_begins_a_course(
    window: MainWindow, page: CalendarPage, qtbot: QtBot
) -> None:
    page.week.place_activated.emit(date(2027, 3, 12), 840, "")
    assert window.current_place == "courses"
    wizard = window.page("courses").wizard  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: wizard.plan is not None, timeout=5000)
    assert wizard.plan.draft.first_day == date(2027, 3, 12)
    assert wizard.plan.draft.starts == (840,)


def test_hidden_names_are_hidden(window: MainWindow, page: CalendarPage) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    page.show_target(lesson_id=a2.id)
    window.hide_names()
    assert page._card is not None
    assert page._card.links[1].subtitle == "S. R."
