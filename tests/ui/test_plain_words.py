"""What stands on every page, read and painted, whole: no code, key or number of the inside."""

import pytest

from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.places import PLACES
from tests.ui.office import Office
from tests.ui.reading import inside, inside_of, painted

VIEWS = (
    ("month", ""),
    ("day", "room"),
    *(("week", lanes) for lanes in ("", "teacher", "carer", "vehicle")),
)
TABS = ("overview", "lessons", "people", "attendance", "childcare", "rides", "sheets")


def test_nothing_painted_shows_a_word_of_the_inside(
    office_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with painted(monkeypatch) as seen:
        for place in PLACES:
            office_window.go(place.key)
            office_window.grab()
        with office_window.workspace.read() as db:
            course_id = course_id_of(db, "A2-03")
        for tab in TABS:
            office_window.go("courses", course_id=course_id, tab=tab)
            office_window.grab()
        office_window.go("calendar")
        calendar = office_window.page("calendar")
        assert isinstance(calendar, CalendarPage)
        for view, lanes in VIEWS:
            calendar.view.choose(view)
            calendar.lanes.choose(lanes)
            calendar.refresh()
            assert inside(calendar) == set(), (view, lanes)
            calendar.grab()
    assert {"A2 Alltag", "Schulungsraum"} <= {text.split(" · ")[0] for text in seen}
    assert inside_of(iter(seen)) == set()


def test_no_page_shows_a_word_of_the_inside(office_window: MainWindow, office: Office) -> None:
    for place in PLACES:
        office_window.go(place.key)
        page = office_window.page(place.key)
        assert inside(page) == set(), place.key
    _courses(office_window)
    _people(office_window, office)


def _courses(window: MainWindow) -> None:
    with window.workspace.read() as db:
        course_id = course_id_of(db, "A2-03")
    page = window.page("courses")
    assert isinstance(page, CoursesPage)
    for tab in TABS:
        window.go("courses", course_id=course_id, tab=tab)
        assert inside(page.course) == set(), tab
    dialog = page.course.change()
    assert dialog is not None
    assert inside(dialog) == set()
    dialog.reject()
    page.continue_course(course_id)
    assert inside(page.wizard) == set()


def _people(window: MainWindow, office: Office) -> None:
    window.go("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    for name in ("Rima", "Amal"):
        page.choose(office.people[name])
        page.edit(office.people[name])
        assert inside(page) == set(), name
        form = page.findChild(PersonEditor)
        assert form is not None
        form.reject()
        form.setParent(None)
