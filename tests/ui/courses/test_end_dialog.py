from datetime import timedelta

from kursplaner.domain.courses import Course
from kursplaner.store.records import by_id
from kursplaner.ui.courses.course_page import CoursePage
from kursplaner.ui.courses.end_dialog import EndDialog
from kursplaner.ui.main_window import MainWindow
from tests.ui.office import TODAY, Office


def dialog_of(window: MainWindow, office: Office, number: str) -> EndDialog:
    window.go("courses", course_id=office.courses[number])
    page = window.page("courses")
    assert page is not None
    (course,) = page.findChildren(CoursePage)
    dialog = course.end()
    assert isinstance(dialog, EndDialog)
    return dialog


def test_a_course_ends_with_its_people_shown_and_undone(
    office_window: MainWindow, office: Office
) -> None:
    dialog = dialog_of(office_window, office, "B1-01")
    assert "Kurs B1-01 endet am Di 02.03.2027" in dialog.told
    assert "Abgemeldet an diesem Tag: " in dialog.told
    dialog.how.choose("completed")
    dialog.how.chosen.emit("completed")
    assert "Abgeschlossen an diesem Tag: " in dialog.told
    dialog.store_button.click()
    key = office.courses["B1-01"]
    with office.workspace.read() as db:
        assert by_id(db, Course, key).ended_on == TODAY
    office_window.undo_steps.undo()
    with office.workspace.read() as db:
        assert by_id(db, Course, key).ended_on is None


def test_a_day_before_what_was_taught_is_complained_of(
    office_window: MainWindow, office: Office
) -> None:
    dialog = dialog_of(office_window, office, "A2-03")
    dialog.last.set_value(TODAY - timedelta(days=365))
    dialog.propose()
    assert not dialog.store_button.isEnabled()
    assert "beginnt erst am" in dialog.told
    dialog.last.set_value(None)
    dialog.propose()
    assert dialog.told == "Bitte geben Sie den letzten Tag an."
    dialog.close()
