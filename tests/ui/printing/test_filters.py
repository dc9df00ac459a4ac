"""Evaluation sheets in the print centre: their form, and for which courses they are offered."""

from pytestqt.qtbot import QtBot

from kursplaner.domain.kinds import SheetKind
from kursplaner.ui.main_window import MainWindow
from tests.ui.office import TODAY
from tests.ui.printing.test_page import click, opened, settled


def test_the_form_of_evaluation_sheets_is_asked_where_they_are_wanted(
    office_window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(office_window, qtbot, day=TODAY)
    assert not page.filters.version.isVisible()
    click(page.filters.kinds, SheetKind.EVALUATION.value)
    settled(page, qtbot)
    assert page.filters.version.isVisible()
    page._stack.no_end.button.click()
    settled(page, qtbot)
    for version, words in (("easy", "einfacher Bogen"), ("standard", "Standardbogen")):
        click(page.filters.version, version)
        settled(page, qtbot)
        assert page.all_jobs()
        assert all(words in job.subtitle for job in page.all_jobs())
    click(page.filters.kinds, SheetKind.DOOR.value)
    assert page.filters.version.isVisible()
    assert not page.filters.ends.isVisible()


def test_evaluation_sheets_are_offered_where_a_course_ends_soon_others_on_request(
    office_window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(office_window, qtbot, day=TODAY)
    click(page.filters.kinds, SheetKind.EVALUATION.value)
    settled(page, qtbot)
    soon = {job.key for job in page.all_jobs()}
    assert all("Kurs endet am" in job.subtitle for job in page.all_jobs())
    click(page.filters.ends, "every")
    settled(page, qtbot)
    assert soon < {job.key for job in page.all_jobs()}


def test_a_course_and_evaluation_asked_for_elsewhere_show_the_forms(
    office_window: MainWindow, qtbot: QtBot
) -> None:
    made = opened(office_window, qtbot, day=TODAY, kind=SheetKind.EVALUATION.value)
    assert made.filters.version.isVisible()
    assert not made.filters.profile.isVisible()
    made = opened(office_window, qtbot, day=TODAY, kind=SheetKind.DOOR.value)
    assert not made.filters.version.isVisible()
