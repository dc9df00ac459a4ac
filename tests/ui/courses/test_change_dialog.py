from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kursplaner.domain.courses import Course, CourseChange, CourseGrant, Enrolment, Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import by_id, find
from kursplaner.ui.courses.change_dialog import ChangeDialog, DeleteDialog
from kursplaner.ui.courses.course_page import CoursePage
from kursplaner.ui.courses.lessons.times_dialog import TimesDialog
from kursplaner.ui.courses.merge_dialog import MergeDialog
from kursplaner.ui.courses.overview_tab import OverviewTab
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.courses.split_dialog import SplitDialog
from kursplaner.ui.main_window import MainWindow
from tests.ui.town_window import computed, notice, town_window

FROM, UNTIL = date(2027, 3, 8), date(2027, 3, 21)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with town_window(qtbot, tmp_path) as made:
        yield made


def course_page(window: MainWindow, number: str) -> CoursePage:
    with window.workspace.read() as db:
        key = course_id_of(db, number)
    window.go("courses", course_id=key, tab="overview")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    assert page.course.course is not None
    return page.course


def lessons(window: MainWindow, course_id: int) -> list[tuple[int, int, str]]:
    with window.workspace.read() as db:
        rows = find(db, Lesson, course_id=course_id)
        return [(row.starts, row.ends, row.status) for row in rows]


def key_of(page: CoursePage) -> int:
    assert page.course is not None
    return page.course.row.id


def test_the_menu_offers_all_changes(window: MainWindow) -> None:
    page = course_page(window, "A2-03")
    page.changes.click()
    menu = page.changes.findChild(QMenu) or page.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Kurs ändern …",
        "Andere Zeiten …",
        "Zusammenlegen …",
        "Teilen …",
        "Fortschreiben …",
        "Erneut fragen …",
        "Kurs beenden …",
        "Kurs löschen …",
    ]
    menu.close()


def test_other_times_show_what_is_missing_before_they_are_stored(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = course_page(window, "A2-03")
    before = lessons(window, key_of(page))
    dialog = page.change_times()
    assert isinstance(dialog, TimesDialog)
    assert "Bitte geben Sie den ersten" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.first.set_value(FROM)
    dialog.last.set_value(UNTIL)
    dialog.propose()
    assert "neuen Uhrzeiten" in dialog.told
    for _, ends in dialog.weekly.times:
        value = ends.value()
        assert value is not None
        ends.set_value(value - 45)
    dialog.propose()
    assert dialog.computing
    assert not dialog.store_button.isEnabled()
    computed(qtbot, dialog)
    assert "es fehlen" in dialog.told
    dialog.at_end.setChecked(True)
    computed(qtbot, dialog)
    assert "Am Ende komm" in dialog.told
    assert lessons(window, key_of(page)) == before
    assert dialog.store_button.isEnabled(), dialog.told
    dialog.store_button.click()
    assert lessons(window, key_of(page)) != before
    assert len(lessons(window, key_of(page))) > len(before)
    window.undo()
    assert lessons(window, key_of(page)) == before


def test_merging_names_who_changes_and_stops_at_what_lacks(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = course_page(window, "A2-03")
    dialog = page.merge()
    assert isinstance(dialog, MergeDialog)
    assert "anderen Kurs" in dialog.told
    other = next(key for key in dialog._others)
    dialog.into.choose(other)
    dialog._into_chosen(other)
    dialog.day.set_value(FROM)
    dialog.places.setValue(60)
    dialog.propose()
    computed(qtbot, dialog)
    assert "A2-03" in dialog.told
    assert not dialog._anyway_field.isHidden() or dialog.store_button.isEnabled()
    dialog.anyway.setText("Mit allen abgesprochen")
    dialog.propose()
    computed(qtbot, dialog)
    assert dialog.store_button.isEnabled(), dialog.told
    dialog.store_button.click()
    with window.workspace.read() as db:
        told = find(db, CourseChange, from_course_id=key_of(page))
        assert [change.kind for change in told] == ["merged"]
        assert by_id(db, Course, int(other)).capacity == 60
        assert find(db, Enrolment, course_id=key_of(page), status="enrolled") == []
    window.undo()
    with window.workspace.read() as db:
        assert find(db, Enrolment, course_id=key_of(page), status="enrolled") != []


def test_splitting_proposes_the_rest_of_the_new_course(window: MainWindow, qtbot: QtBot) -> None:
    page = course_page(window, "A2-03")
    dialog = page.split()
    assert isinstance(dialog, SplitDialog)
    first = dialog.chosen()
    assert 0 < len(first) < dialog.people.count()
    dialog.choose(first[0], goes=False)
    assert len(dialog.chosen()) == len(first) - 1
    dialog.day.set_value(FROM)
    dialog.propose()
    computed(qtbot, dialog)
    assert "A2-03-2" in dialog.told
    assert dialog.store_button.isEnabled(), dialog.told
    dialog.store_button.click()
    assert dialog.created is not None
    with window.workspace.read() as db:
        assert by_id(db, Course, dialog.created).number == "A2-03-2"
        people = find(db, Enrolment, course_id=dialog.created)
        assert {row.person_id for row in people} == set(first[1:])


def test_nothing_is_stored_when_somebody_was_faster(window: MainWindow, qtbot: QtBot) -> None:
    page = course_page(window, "A2-03")
    dialog = page.split()
    assert isinstance(dialog, SplitDialog)
    dialog.day.set_value(FROM)
    dialog.number.setText("A2-03")
    dialog.propose()
    computed(qtbot, dialog)
    assert "vergeben" in dialog.told
    assert not dialog.store_button.isEnabled()
    with window.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, key_of(page)).note = "neu"
    dialog.store()
    computed(qtbot, dialog)
    with window.workspace.read() as db:
        assert find(db, CourseChange, from_course_id=key_of(page), kind="split") == []


def test_a_course_without_history_is_deleted_and_one_with_it_stays(window: MainWindow) -> None:
    dialog = course_page(window, "A2-03").delete()
    assert isinstance(dialog, DeleteDialog)
    assert "hat schon eine Geschichte" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.reject()
    dialog = course_page(window, "IA-01").delete()
    assert isinstance(dialog, DeleteDialog)
    assert "Kurs IA-01 wird gelöscht, mit 1 Termin" in dialog.told
    dialog.store_button.click()
    with window.workspace.read() as db:
        assert find(db, Course, number="IA-01") == []
    assert notice(window) == "Kurs IA-01 gelöscht"
    window.undo()
    with window.workspace.read() as db:
        assert len(find(db, Course, number="IA-01")) == 1


def test_another_grant_from_a_day_on_is_shown_stored_and_told_on_the_overview(
    window: MainWindow,
) -> None:
    page = course_page(window, "A2-03")
    dialog = page.change()
    assert isinstance(dialog, ChangeDialog)
    dialog.open_part("from")
    dialog.from_day.day.set_value(date(2027, 4, 5))
    dialog.from_day.grant.choose("0")
    dialog.facts.language.setText("Arabisch")
    dialog.propose()
    told = dialog.told
    assert any("Unterrichtssprache: Deutsch → Arabisch" in line for line in told.splitlines())
    assert "Förderung ab Mo 05.04.2027: " in told
    dialog.store()
    with window.workspace.read() as db:
        steps = [row.grant_id for row in find(db, CourseGrant, course_id=key_of(page))]
    assert steps == [None]
    assert page.course is not None
    assert page.course.language == "Arabisch"
    overview = course_page(window, "A2-03").tabs["overview"]
    assert isinstance(overview, OverviewTab)
    assert ", ab Mo 05.04.2027 keine" in overview.grant.steps.text()
