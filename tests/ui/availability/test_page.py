"""The week painted by mouse and by keys, exceptions, what changes, taken over and dropped."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.people import Availability
from kursplaner.planning.availability.exceptions import exceptions_of
from kursplaner.planning.availability.weeks import version_on
from kursplaner.store.queries.conflicts.closed_times import weekly_times
from kursplaner.store.queries.conflicts.work_hours import limits_by_role
from kursplaner.store.records import find
from kursplaner.ui.availability.exceptions_card import PRESENT, ExceptionDialog
from kursplaner.ui.availability.page import AvailabilityPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from kursplaner.ui.widgets.times.week_hours_values import HoursBar
from tests.ui.office import TODAY, Office

MONDAY = TODAY + timedelta(days=6)


@pytest.fixture
def page(office: Office, office_window: MainWindow) -> AvailabilityPage:
    office_window.go("availability", resource_id=office.people["Katrin"])
    made = office_window.page("availability")
    assert isinstance(made, AvailabilityPage)
    return made


def at(page: AvailabilityPage, weekday: int, minute: int) -> QPoint:
    frame = page.week.frame()
    box = frame.day_box(weekday)
    return QPointF(box.center().x(), frame.y_of(minute)).toPoint()


def drag(page: AvailabilityPage, first: tuple[int, int], last: tuple[int, int]) -> None:
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(page.week, button, pos=at(page, *first))
    QTest.mouseMove(page.week, at(page, *last))
    QTest.mouseRelease(page.week, button, pos=at(page, *last))
    page.look()


def hours(office: Office, name: str = "Katrin") -> list[tuple[int, int, int, str]]:
    with office.workspace.read() as db:
        version = version_on(weekly_times(db, [office.people[name]]), MONDAY)
    return [(t.weekday, t.starts, t.ends, t.kind) for t in version.hours]


def test_a_week_is_painted_taken_over_and_undone(
    page: AvailabilityPage, office: Office, office_window: MainWindow
) -> None:
    assert page.edit is not None
    assert page.edit.first == MONDAY
    assert page.panel.take_over is None
    page.clear()
    drag(page, (0, 480), (3, 840))
    drag(page, (4, 480), (4, 720))
    assert page.week.heads[0] == ("Mo", "8–14 Uhr")
    assert page.week.heads[5] == ("Sa", "nie")
    assert page.plan is not None
    page.store()
    days = [(day, 480, 840, "available") for day in range(4)]
    assert hours(office) == [*days, (4, 480, 720, "available")]
    notice = office_window.findChild(NoticeBar)
    assert notice is not None
    assert "Verfügbarkeit gespeichert: Katrin Seidel" in notice.text()
    assert page.panel.take_over is None
    office.workspace.undo()
    with office.workspace.read() as db:
        assert find(db, Availability, resource_id=office.people["Katrin"]) == []


def test_what_does_not_fit_is_shown_with_ways_and_goes_along(
    page: AvailabilityPage, office: Office
) -> None:
    page.brush.choose("shut")
    page.week.brush = ""
    drag(page, (1, 480), (1, 600))
    plan = page.plan
    assert plan is not None
    (misfit,) = [each for each in plan.misfits if each.group.source == "lesson"][:1]
    assert any(block.touched for block in page.week.blocks)
    open_way = misfit.ways[-2]
    radio = page.panel.radios[misfit.group.key, open_way.key]
    assert radio.text() == "Vorerst offen lassen"
    for other in plan.misfits:
        page.panel.radios[other.group.key, "open"].click()
    assert page.panel.take_over is not None
    assert "ziehen mit" in page.panel.take_over.text() or "zieht mit" in page.panel.take_over.text()
    page.panel.take_over.click()
    with office.workspace.read() as db:
        left = find(db, LessonPerson, lesson_id=list(misfit.group.ids))
        assert office.people["Katrin"] not in {row.person_id for row in left}


def test_painting_by_keys(page: AvailabilityPage, office: Office) -> None:
    page.clear()
    page.week.setFocus()
    for _ in range(2):
        QTest.keyClick(page.week, Qt.Key.Key_Down)
    QTest.keyClick(page.week, Qt.Key.Key_Right)
    shift = Qt.KeyboardModifier.ShiftModifier
    for _ in range(4):
        QTest.keyClick(page.week, Qt.Key.Key_Down, shift)
    QTest.keyClick(page.week, Qt.Key.Key_Right, shift)
    assert page.week.accessibleDescription() == "Di 9:00–11:00"
    QTest.keyClick(page.week, Qt.Key.Key_2)
    assert page.brush.current() == "needed"
    assert page.week.bars == (
        HoursBar(1, 540, 660, "if_needed"),
        HoursBar(2, 540, 660, "if_needed"),
    )
    control = Qt.KeyboardModifier.ControlModifier | shift
    QTest.keyClick(page.week, Qt.Key.Key_Down, control)
    QTest.keyClick(page.week, Qt.Key.Key_3)
    assert page.week.bars[0] == HoursBar(1, 555, 660, "if_needed")
    QTest.keyClick(page.week, Qt.Key.Key_Up, shift)
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    assert page.week.stroke is None
    page.as_before()
    page.look()
    assert page.panel.take_over is None


def test_exceptions_come_and_go(page: AvailabilityPage, office: Office) -> None:
    key = office.people["Katrin"]
    dialog = ExceptionDialog(page._context, page._add, page)
    dialog.first.set_value(TODAY + timedelta(days=7))
    dialog.last.set_value(TODAY + timedelta(days=6))
    dialog.propose()
    assert "endet vor seinem Beginn" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.last.set_value(TODAY + timedelta(days=7))
    dialog.starts.set_value(600)
    dialog.ends.set_value(540)
    dialog.propose()
    assert not dialog.store_button.isEnabled()
    dialog.starts.set_value(None)
    dialog.ends.set_value(None)
    dialog.note.setText("Fortbildung")
    dialog.propose()
    dialog.store()
    more = ExceptionDialog(page._context, page._add, page)
    more.kind.choose(PRESENT)
    more.starts.set_value(540)
    more.ends.set_value(780)
    more.propose()
    more.store()
    assert len(page.exceptions.buttons) == 2
    assert page.plan is not None
    assert page.plan.misfits
    page.store()
    with office.workspace.read() as db:
        stored = exceptions_of(db, key)
    assert {each.special.note for each in stored} == {"Fortbildung", ""}
    for each in stored:
        page.exceptions.buttons[each.key].click()
    assert page.exceptions.buttons == {}
    page.store()
    with office.workspace.read() as db:
        assert exceptions_of(db, key) == ()


def test_a_wish_is_painted_stored_and_shown_again(page: AvailabilityPage) -> None:
    page.brush.choose("wished")
    page.brush.chosen.emit("wished")
    drag(page, (1, 480), (1, 600))
    page.store()
    assert page.edit is not None
    assert page.edit.wish() is None
    assert HoursBar(1, 480, 600, "wish") in page.week.bars
    assert page.edit.base.limited


def test_the_limit_holds_from_its_day_and_is_seen_by_its_version(page: AvailabilityPage) -> None:
    for hours, first in (("12", MONDAY), ("8", MONDAY + timedelta(days=7))):
        page.first.set_value(first)
        page.first.changed.emit(first)
        page.most.setText(hours)
        page.most.textEdited.emit(hours)
        page.remark.setText(f"höchstens {hours}")
        page.remark.textEdited.emit(f"höchstens {hours}")
        page.store()
    assert page.edit is not None
    assert [remark.text for remark in page.edit.card.remarks] == ["höchstens 12", "höchstens 8"]
    shown = []
    for key in ("", *(day.isoformat() for day in (MONDAY, MONDAY + timedelta(days=7)))):
        page.versions.choose(key)
        page.versions.chosen.emit(key)
        shown.append((page.most.text(), page.remark.text()))
    assert shown == [("15", ""), ("12", "höchstens 12"), ("8", "höchstens 8")]


def test_versions_the_limit_and_another_day(page: AvailabilityPage, office: Office) -> None:
    page.clear()
    drag(page, (0, 480), (4, 960))
    page.most.setText("12")
    page.most.textEdited.emit("12")
    page.store()
    with office.workspace.read() as db:
        limits = limits_by_role(db, office.people["Katrin"]).values()
    assert [each.steps[1:] for each in limits] == [((MONDAY, 720),)]
    later = MONDAY + timedelta(days=14)
    page.first.set_value(later)
    page.first.changed.emit(later)
    assert page.edit is not None
    assert (page.edit.first, page.edit.wish()) == (later, None)
    page.week.brush = ""
    drag(page, (2, 480), (2, 960))
    assert page.panel.discard is not None
    page.panel.discard.click()
    assert page.edit.wish() is None
    drag(page, (2, 480), (2, 960))
    page.store()
    starts = [version.first for version in page.edit.card.versions]
    assert starts == [None, MONDAY, later]
    assert hours(office)[2] == (2, 480, 960, "available")
    page._version_chosen(MONDAY.isoformat())
    page.look()
    assert page.week.heads[2] == ("Mi", "8–16 Uhr")


def test_a_vehicle_somebody_unknown_and_hidden_names(
    page: AvailabilityPage, office: Office, office_window: MainWindow
) -> None:
    QTest.keyClick(office_window, Qt.Key.Key_F12)
    page.refresh()
    assert "Seidel" not in page.head._crumb.text()
    page.show_target(resource_id=office.vehicle)
    assert page.edit is not None
    assert page.edit.role is None
    page.clear()
    page.look()
    page._back()
    assert office_window.current_place == "rides"
    before = page.edit
    page.show_target(resource_id=987654)
    assert page.edit is before
