"""What stands on every page, read whole: no code, key or number of the inside."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTableView,
    QWidget,
)

from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.ui.courses.page import CoursesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.places import PLACES
from kursplaner.ui.widgets import Elide, Text
from tests.desk.wording.plain import faults
from tests.ui.office import Office

LANGUAGES = re.compile(r"(?<!\w)(?:cs|uk|fa|prs|ti|ro|vi)(?!\w)")
TABS = ("overview", "lessons", "people", "attendance", "childcare", "rides", "sheets")


def texts(root: QWidget) -> Iterator[str]:
    """Yield all that somebody reads or hears of a widget and what is in it."""
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
        match widget:
            case Text() | Elide():
                yield widget.plain() if isinstance(widget, Text) else widget.text()
            case QLabel() | QAbstractButton() | QLineEdit():
                yield widget.text()
            case QComboBox():
                yield from (widget.itemText(at) for at in range(widget.count()))
            case QListWidget():
                yield from (widget.item(at).text() for at in range(widget.count()))
            case QTableView():
                model = widget.model()
                for row in range(min(model.rowCount(), 80)):
                    for column in range(model.columnCount()):
                        yield str(model.index(row, column).data() or "")


def inside(root: QWidget) -> set[str]:
    """Return what of the texts comes from the inside."""
    read = {re.sub(r"<[^>]*>", "", text) for text in texts(root) if text}
    return {text for text in read if faults(text) or LANGUAGES.search(text)}


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
