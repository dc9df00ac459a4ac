from kursplaner.domain.kinds import ActKind
from kursplaner.planning.people import follow_ups
from kursplaner.ui.history.page import HistoryPage
from kursplaner.ui.main_window import MainWindow
from tests.ui.office import TODAY, Office


def test_acts_stand_newest_first_and_can_be_taken_back(
    office_window: MainWindow, office: Office
) -> None:
    with office.workspace.change(
        ActKind.FOLLOW_UP_ADDED, [("person", office.people["Rima"])]
    ) as db:
        follow_ups.add_follow_up(db, TODAY, "Rückruf", office.people["Rima"])
    office_window.go("history")
    page = office_window.page("history")
    assert isinstance(page, HistoryPage)
    _titles, rows = page.list.shown_table()
    assert rows[0][0] == "Wiedervorlage angelegt: Rima Haddad"
    assert rows[0][3] == "Test"
    page.undo()
    _titles, rows = page.list.shown_table()
    assert rows[0][4] == "rückgängig gemacht"
    assert not page.undo_button.isEnabled()
    page.redo()
    assert page.undo_button.isEnabled()


def test_hidden_names_leave_the_titles(office_window: MainWindow, office: Office) -> None:
    with office.workspace.change(ActKind.PERSON_CHANGED, [("person", office.people["Rima"])]) as db:
        follow_ups.add_follow_up(db, TODAY, "x")
    office_window.hide_names()
    office_window.go("history")
    page = office_window.page("history")
    assert isinstance(page, HistoryPage)
    _titles, rows = page.list.shown_table()
    assert rows[0][0] == "Person geändert: R."
