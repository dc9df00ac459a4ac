"""The sections of a course, from its page to the one list in the print centre."""

from pytestqt.qtbot import QtBot

from kursplaner.store.settings import store_settings
from kursplaner.ui.courses.sections_card import SectionsCard
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing.page import PrintingPage
from tests.ui.office import Office


def test_a_section_is_chosen_at_its_course(
    office: Office, office_window: MainWindow, qtbot: QtBot
) -> None:
    card = SectionsCard(office_window)
    qtbot.addWidget(card)
    card.show_course(office.courses["A2-03"])
    assert card.buttons == []
    with office.workspace.fill() as db:
        store_settings(db, {"attendance.profile": "bamf", "attendance.section_units": "5"})
    card.show_course(office.courses["A2-03"])
    assert [button.accessibleName() for button in card.buttons] == [
        "Abschnitt 1 drucken", "Abschnitt 2 drucken", "Abschnitt 3 drucken"
    ]  # fmt: skip
    card.buttons[1].click()
    page = office_window.page("printing")
    assert isinstance(page, PrintingPage)
    qtbot.waitUntil(lambda: page.shown == page.asked and bool(page.ticked_jobs()), timeout=20_000)
    (job,) = page.ticked_jobs()
    assert job.planned.section == 2
    assert job.subtitle.startswith("Abschnitt 2, ")
    assert page.filters.federal.isVisibleTo(page)
