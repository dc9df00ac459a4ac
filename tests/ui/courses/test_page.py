from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Course, Enrolment, Lesson, SkippedDate
from kursplaner.domain.kinds import ActKind, EnrolmentStatus
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.funding.grants import GrantForm, store_grant
from kursplaner.store.queries.attendance.attendance import attendance_grid
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.sheets import named_grants
from kursplaner.store.records import by_id, find
from kursplaner.ui.attendance.tab import AttendanceTab
from kursplaner.ui.courses.grant_choice import GrantChoice
from kursplaner.ui.courses.lessons.cancel_dialog import CancelDialog
from kursplaner.ui.courses.lessons.place_dialogs import MoveDialog
from kursplaner.ui.courses.lessons.tab import LessonsTab
from kursplaner.ui.courses.overview_tab import OverviewTab
from kursplaner.ui.courses.page import SPEC, CoursesPage
from kursplaner.ui.courses.people.dialogs import LeaveDialog, PersonPicker
from kursplaner.ui.courses.people.tab import PeopleTab
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import town_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def page(window: MainWindow) -> CoursesPage:
    window.go("courses")
    found = window.page("courses")
    assert isinstance(found, CoursesPage)
    return found


def number(window: MainWindow, wanted: str) -> int:
    with window.workspace.read() as db:
        return course_id_of(db, wanted)


def paid_by(window: MainWindow, course_id: int) -> int | None:
    with window.workspace.read() as db:
        return by_id(db, Course, course_id).grant_id


def opened(window: MainWindow, page: CoursesPage, wanted: str, tab: str) -> int:
    key = number(window, wanted)
    window.go("courses", course_id=key, tab=tab)
    assert page.course.course is not None
    return key


def shown_dialog(tab: LessonsTab) -> object:
    return tab._dialog


def test_the_list_finds_filters_and_opens(window: MainWindow, page: CoursesPage) -> None:
    assert page.list.list.model.rowCount() == 6
    page.list.list._look_for("frauen")
    assert page.list.list.model.rowCount() == 2
    page.list.list._look_for("")
    page.list.filter.button("over").click()
    assert page.list.list.model.rowCount() == 0
    page.list.filter.button("all").click()
    page.list.choose(number(window, "B1-02"))
    QTest.keyClick(page.list.list.view, Qt.Key.Key_Return)
    assert page.course.course is not None
    assert page.course.course.row.number == "B1-02"
    assert page.course.head.title.text() == "B1 Abend"


def test_an_empty_town_says_how_to_begin(window: MainWindow, page: CoursesPage) -> None:
    wanted: list[bool] = []
    page.list.new_wanted.connect(lambda: wanted.append(True))
    page.list.list._nothing.wanted.emit()
    assert wanted


def test_the_state_says_how_far_a_course_is(window: MainWindow, page: CoursesPage) -> None:
    opened(window, page, "A2-03", "overview")
    assert page.course.state.text() == "läuft, 5 von 20 Terminen"


@pytest.mark.parametrize(
    "tab", ["overview", "lessons", "people", "attendance", "childcare", "rides", "sheets"]
)
@pytest.mark.parametrize("wanted", ["A2-03", "IA-01"])
def test_every_tab_opens(window: MainWindow, page: CoursesPage, tab: str, wanted: str) -> None:
    opened(window, page, wanted, tab)
    assert page.course.bar.current() == tab
    window.hide_names()
    assert page.course.bar.current() == tab


def test_a_skipped_date_is_taken_in(window: MainWindow, page: CoursesPage) -> None:
    key = opened(window, page, "A2-03", "lessons")
    tab = page.course.tabs["lessons"]
    assert isinstance(tab, LessonsTab)
    with window.workspace.read() as db:
        day = max(row.day for row in find(db, SkippedDate, course_id=key))
    assert tab.list.choose(day)
    assert tab.take_in_button is not None
    tab.take_in_button.click()
    with window.workspace.read() as db:
        assert day not in {row.day for row in find(db, SkippedDate, course_id=key)}


def test_a_lesson_is_moved_and_called_off_and_restored(
    window: MainWindow, page: CoursesPage
) -> None:
    opened(window, page, "B1-02", "lessons")
    tab = page.course.tabs["lessons"]
    assert isinstance(tab, LessonsTab)
    assert page.course.course is not None
    lesson = next(row for row in page.course.course.lessons if row.day == date(2027, 3, 9))
    tab.list.choose(lesson.id)
    tab.move_lesson()
    move = tab._dialog
    assert isinstance(move, MoveDialog)
    move.day.set_value(date(2027, 3, 12))
    move.propose()
    move.store_button.click()
    with window.workspace.read() as db:
        assert by_id(db, Lesson, lesson.id).starts == lesson.starts + 3 * 1440
    tab.list.choose(lesson.id)
    tab.cancel()
    off = shown_dialog(tab)
    assert isinstance(off, CancelDialog)
    off.make_up.setChecked(False)
    off.store_button.click()
    with window.workspace.read() as db:
        assert by_id(db, Lesson, lesson.id).status == "cancelled"
    tab.restore()
    with window.workspace.read() as db:
        assert by_id(db, Lesson, lesson.id).status == "planned"


def test_somebody_is_found_and_handed_to_the_family_form(
    window: MainWindow, page: CoursesPage
) -> None:
    opened(window, page, "B1-02", "people")
    page.course.enrol()
    tab = page.course.tabs["people"]
    assert isinstance(tab, PeopleTab)
    assert isinstance(tab.dialog, PersonPicker)
    picker = tab.dialog
    picked: list[int] = []
    picker.picked.connect(picked.append)
    picker.look_for("farhad")
    picker.take.click()
    assert picked
    assert tab.dialog is not picker
    tab.dialog.reject()


def test_somebody_leaves_and_it_can_be_taken_back(window: MainWindow, page: CoursesPage) -> None:
    key = opened(window, page, "A2-03", "people")
    tab = page.course.tabs["people"]
    assert isinstance(tab, PeopleTab)
    row = next(enrolment for enrolment in page.course.course.people if enrolment.children)  # type: ignore[union-attr]
    tab.list.choose(row.id)
    tab.leave()
    assert isinstance(tab.dialog, LeaveDialog)
    assert "Betreuung" in tab.dialog.told
    tab.dialog.store_button.click()
    with window.workspace.read() as db:
        assert by_id(db, Enrolment, row.id).status == EnrolmentStatus.LEFT
    window.undo()
    with window.workspace.read() as db:
        assert by_id(db, Enrolment, row.id).status == EnrolmentStatus.ENROLLED
        assert by_id(db, Course, key).status == "active"


def test_the_waiting_list_moves_up(window: MainWindow, page: CoursesPage) -> None:
    key = number(window, "NH-01")
    with window.workspace.read() as db:
        person = attendance_grid(db, number(window, "B1-02")).people[0].person_id
    with window.workspace.change(ActKind.WAITLISTED) as db:
        waiting = enrolling.enlist(db, enrolling.propose_enrol(db, EnrolDraft(key, person)))
    window.go("courses", course_id=key, tab="waiting")
    tab = page.course.tabs["people"]
    assert isinstance(tab, PeopleTab)
    assert tab.filter.current() == "waiting"
    tab.list.choose(waiting)
    tab.move_up()
    with window.workspace.read() as db:
        assert by_id(db, Enrolment, waiting).status == EnrolmentStatus.ENROLLED


def test_the_grid_marks_sums_and_undoes(window: MainWindow, page: CoursesPage) -> None:
    key = opened(window, page, "A2-03", "attendance")
    tab = page.course.tabs["attendance"]
    assert isinstance(tab, AttendanceTab)
    at = tab.grid.current_cell()
    assert at is not None
    assert tab._shown[at[1]].day == date(2027, 3, 2)
    QTest.keyClick(tab.grid, Qt.Key.Key_A)
    people = len(tab._answer.people)
    assert tab.grid._grid.sums[at[1]] == str(people)
    tab.grid.choose(2, at[1])
    QTest.keyClick(tab.grid, Qt.Key.Key_E)
    assert tab.grid._grid.sums[at[1]] == str(people - 1)
    tab.grid.choose(2, at[1])
    assert tab.panel is not None
    assert tab.panel.reason is not None
    tab.panel.reason.choose("ill")
    tab.panel._changed()
    with window.workspace.read() as db:
        marks = attendance_grid(db, key).marks
        lesson = tab._shown[at[1]].id
        assert by_id(db, Lesson, lesson).attendance_done
        person = tab._answer.people[2].person_id
        assert marks[person, lesson].reason == "ill"
    for _ in range(3):
        window.undo()
    assert tab.grid._grid.sums[at[1]] == ""


def test_times_of_a_late_comer_are_kept(window: MainWindow, page: CoursesPage) -> None:
    opened(window, page, "A2-03", "attendance")
    tab = page.course.tabs["attendance"]
    assert isinstance(tab, AttendanceTab)
    at = tab.grid.current_cell()
    assert at is not None
    tab.grid.times_wanted.emit(*at, 560, None)
    assert tab.grid._grid.cell(*at).came == 560
    tab.grid.times_wanted.emit(*at, 100, None)
    assert tab.grid._grid.cell(*at).came == 560


def test_a_newcomer_is_put_down_while_marking(window: MainWindow, page: CoursesPage) -> None:
    key = opened(window, page, "NH-01", "attendance")
    tab = page.course.tabs["attendance"]
    assert isinstance(tab, AttendanceTab)
    before = len(tab._answer.people)
    tab.grid.newcomer_wanted.emit("Kovalenko, Iryna")
    assert len(tab._answer.people) == before + 1
    with window.workspace.read() as db:
        assert any(row.name == "Kovalenko, Iryna" for row in attendance_grid(db, key).people)


def test_names_are_hidden_in_list_and_grid(window: MainWindow, page: CoursesPage) -> None:
    opened(window, page, "A2-03", "attendance")
    tab = page.course.tabs["attendance"]
    assert isinstance(tab, AttendanceTab)
    whole = tab.grid._grid.people[0].name
    window.hide_names()
    assert tab.grid._grid.people[0].name != whole


def test_courses_are_found_by_name(window: MainWindow, page: CoursesPage) -> None:
    assert SPEC.search is not None
    found = SPEC.search(window, "abend")
    assert [entry.title for entry in found] == ["B1 Abend"]
    found[0].run()
    assert page.course.course is not None


def test_the_grant_is_changed_in_place_and_undone(window: MainWindow, page: CoursesPage) -> None:
    key = opened(window, page, "B1-02", "overview")
    tab = page.course.tabs["overview"]
    assert isinstance(tab, OverviewTab)
    before = paid_by(window, key)
    assert before is not None
    assert tab.grant.field.current() == str(before)
    tab.grant.store("0")
    assert paid_by(window, key) is None
    window.workspace.undo()
    assert paid_by(window, key) == before


def test_a_grant_chosen_in_an_overtaken_form_is_refused(
    window: MainWindow, page: CoursesPage
) -> None:
    key = opened(window, page, "B1-02", "overview")
    tab = page.course.tabs["overview"]
    assert isinstance(tab, OverviewTab)
    before, form = paid_by(window, key), tab.grant
    with window.workspace.fill() as db:
        further = store_grant(db, GrantForm("AZ-9", "", "", date(2027, 1, 1), date(2027, 12, 31)))
    card = GrantChoice(window, form._course)
    card.further.more.chosen.emit(str(further))
    with window.workspace.read() as db:
        assert named_grants(db, [key])[key] == (further,)
    window.undo()
    with window.workspace.read() as db:
        assert key not in named_grants(db, [key])
    stale = GrantChoice(window, replace(form._course, version=form._course.version - 1))
    stale.store("0")
    assert paid_by(window, key) == before
    assert stale.field.current() == str(before)
