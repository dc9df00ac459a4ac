"""The overview of a course in a small window."""

from kursplaner.ui.courses.overview_tab import OverviewTab
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Row
from tests.ui.office import Office


def test_a_small_window_scrolls_and_cuts_no_line(office: Office, office_window: MainWindow) -> None:
    office_window.resize(1280, 560)
    office_window.go("courses", course_id=office.courses["A2-03"], tab="overview")
    tab = office_window.findChild(OverviewTab)
    assert isinstance(tab, OverviewTab)
    rows = [row for row in tab.findChildren(Row) if row.isVisible()]
    assert len(rows) > 4
    assert all(row.height() >= row.minimumSizeHint().height() for row in rows)
