from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from kursplaner.basics import clock
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import ActKind, Asking, asking_line
from kursplaner.domain.people import Closure, Person
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat
from kursplaner.domain.town import FollowUp
from kursplaner.planning.absences.other_times import to_tell
from kursplaner.store.queries.people.follow_ups import open_follow_ups
from kursplaner.store.records import by_id, find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing import at_once
from kursplaner.ui.today.absence import AbsenceDialog
from kursplaner.ui.today.evacuation import EvacuationDialog
from kursplaner.ui.today.later_dialog import LaterDialog
from kursplaner.ui.today.page import TodayPage
from kursplaner.ui.widgets import Button, IconButton, Text
from tests.ui.office import NOW, TODAY, Office


def opened(window: MainWindow) -> TodayPage:
    window.go("today")
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def test_the_day_stands_at_the_head(office_window: MainWindow) -> None:
    page = opened(office_window)
    assert page.head.title.text() == "Heute, Dienstag 2. März 2027"
    assert "Schulungsraum: 9:00–11:30 A2 Alltag" in page.timeline.accessibleDescription()
    assert page.here.adults.accessibleName().startswith("14 Erwachsene")


def test_each_thing_to_do_has_one_button_that_leads_somewhere(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = opened(office_window)
    qtbot.waitUntil(lambda: bool(page.to_do.things))
    with qtbot.waitSignal(page.to_do.wanted) as wanted:
        button = next(
            button
            for button in page.to_do.findChildren(Button)
            if button.accessibleName().endswith("abgelaufen")
        )
        button.click()
    assert wanted.args
    assert office_window.current_place == "people"


def test_a_follow_up_is_added_ticked_and_taken_back(
    office_window: MainWindow, office: Office
) -> None:
    page = opened(office_window)
    page.follow_ups.line.setText("Frau H. zurückrufen")
    page.follow_ups.add()
    with office.workspace.read() as db:
        rows = open_follow_ups(db, TODAY)
    assert [row.line for row in rows][-1] == "Frau H. zurückrufen"
    page.follow_ups.finish(rows[-1])
    with office.workspace.read() as db:
        assert len(open_follow_ups(db, TODAY)) == len(rows) - 1
    office_window.undo_steps.undo()
    office_window.undo_steps.undo()
    with office.workspace.read() as db:
        assert len(open_follow_ups(db, TODAY)) == len(rows) - 1


def test_who_is_to_be_told_another_time_is_called_and_ticked(
    office_window: MainWindow, office: Office
) -> None:
    lesson, rima = office.lessons["B1-01"][0], office.people["Rima"]
    with office.workspace.fill() as db:
        keys = [link.ride_id for link in find(db, RideLesson, lesson_id=lesson)]
        out = next(ride for ride in find(db, Ride, direction="out") if ride.id in keys)
        for seat in find(db, RideSeat, ride_id=out.id):
            seat.stop_id = office.stops["Oelsnitz"]
        knew = asking_line(Asking.TIMES, [f"{lesson}.0.{out.starts + 10}"])
        db.add(FollowUp(day=TODAY, line=knew, person_id=rima))
    page = opened(office_window)
    page.refresh()
    words = "Rima Haddad anrufen (0171 39200 14): „Ihr Bus kommt am Di 02.03. um 16:05 statt 16:15"
    buttons = [b for b in page.follow_ups.findChildren(IconButton) if words in b.accessibleName()]
    buttons[-1].click()
    with office.workspace.read() as db:
        assert to_tell(db) == {}
    office_window.undo_steps.undo()
    with office.workspace.read() as db:
        assert list(to_tell(db)) == [rima]


def test_a_follow_up_is_put_off_to_another_day(office_window: MainWindow, office: Office) -> None:
    page = opened(office_window)
    page.follow_ups.line.setText("Frau H. zurückrufen")
    page.follow_ups.add()
    name = "Verschieben: Frau H. zurückrufen"
    later = next(b for b in page.findChildren(IconButton) if b.accessibleName() == name)
    later.click()
    box = office_window.findChild(LaterDialog)
    assert box is not None
    assert box.day.value() == TODAY + timedelta(days=7)
    box.day.set_value(TODAY)
    box.store()
    assert box.complaint.startswith("Es ändert sich nichts")
    box.day.set_value(TODAY + timedelta(days=3))
    box.store()
    with office.workspace.read() as db:
        assert "Frau H. zurückrufen" not in {row.line for row in open_follow_ups(db, TODAY)}
        due = open_follow_ups(db, TODAY + timedelta(days=3))
        assert "Frau H. zurückrufen" in {row.line for row in due}


def test_an_empty_follow_up_is_not_stored(office_window: MainWindow, office: Office) -> None:
    page = opened(office_window)
    page.follow_ups.line.setText("   ")
    page.follow_ups.add()
    assert office.workspace.undo_summary is None


def test_an_absence_shows_what_it_touches_and_becomes_a_conflict(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = opened(office_window)
    page.report_absence()
    dialog = page.findChild(AbsenceDialog)
    assert isinstance(dialog, AbsenceDialog)
    dialog.person.choose(str(office.people["Martin"]))
    dialog.propose()
    assert dialog.store_button.isEnabled()
    dialog.store()
    with office.workspace.read() as db:
        (closure,) = find(db, Closure, resource_id=office.people["Martin"])
        assert closure.reason == "ill"
    summary = office.workspace.undo_summary
    assert summary is not None
    assert summary.kind == ActKind.ABSENCE_REPORTED
    assert office_window.current_place == "absences"
    office_window.go("today")
    qtbot.waitUntil(lambda: any("Vogel" in entry.sentence for entry in page.to_do.things))


def test_the_evacuation_list_counts_and_copies(office_window: MainWindow) -> None:
    page = opened(office_window)
    page.show_evacuation()
    dialog = page.findChild(EvacuationDialog)
    assert isinstance(dialog, EvacuationDialog)
    assert len(dialog.boxes) == 19
    dialog.copy()
    assert "Räumungsliste, 10:20 Uhr" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_the_evacuation_list_is_printed(
    office_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(at_once, "printer_names", list)
    monkeypatch.setattr(at_once, "open_outside", shown.append)
    page = opened(office_window)
    page.show_evacuation()
    dialog = page.findChild(EvacuationDialog)
    assert isinstance(dialog, EvacuationDialog)
    dialog.print_button.click()
    assert shown[0].name == "Räumungsliste 10-20.pdf"
    dialog.accept()


def test_the_evacuation_list_parts_houses_and_looks_for_children(
    office_window: MainWindow, office: Office
) -> None:
    with office.workspace.fill() as db:
        (place, *_) = find(db, ChildcarePlace, child_id=office.people["Sami"], status="brought")
        place.status = "planned"
        by_id(db, Person, place.child_id).given_name = "Sami 周"
    page = opened(office_window)
    page.show_evacuation()
    dialog = page.findChild(EvacuationDialog)
    assert isinstance(dialog, EvacuationDialog)
    assert len(dialog.boxes) == 18
    assert [box.text() for box in dialog.unclear] == ["Haddad, Sami 周"]
    assert dialog.found.plain() == "0 von 1 erwarteten Kind gefunden"
    dialog.unclear[0].click()
    assert dialog.found.plain() == "1 von 1 erwarteten Kind gefunden"
    assert dialog._count.plain() == "0 von 18 draußen"
    words = [text.plain() for text in dialog.findChildren(Text)]
    assert "Rathaus, Markt 1, Adorf/Vogtl.: 18 Personen, 1 Kind erwartet" in words
    assert dialog.signs.isVisible()
    assert "Haddad, Sami 周 (周)" in dialog.signs.words.plain()
    here = (page.here.children_here, page.here.adults)
    assert [figure.accessibleName() for figure in here] == ["2 Kinder 1 erwartet", "14 Erwachsene"]
    dialog.accept()


def test_the_list_of_one_house_leaves_the_others_out_and_keeps_ticks(
    office_window: MainWindow, office: Office
) -> None:
    page = opened(office_window)
    page.show_evacuation()
    dialog = page.findChild(EvacuationDialog)
    assert isinstance(dialog, EvacuationDialog)
    whole, title = dialog.text, "Rathaus, Markt 1, Adorf/Vogtl."
    count = len(dialog.boxes)
    dialog.boxes[0].click()
    other = "Bibliothek, Schulstraße 4, Adorf/Vogtl."
    dialog.house.choose(other)
    dialog.house.chosen.emit(other)
    assert dialog._count.plain() == "0 von 0 draußen"
    assert dialog._elsewhere.plain() == (
        f"Nicht auf dieser Liste: {count} Personen in einem anderen Haus"
    )
    assert title not in dialog.text
    assert "nicht auf dieser Liste" in dialog.text
    dialog.house.choose(title)
    dialog.house.chosen.emit(title)
    assert dialog._count.plain() == f"1 von {count} draußen"
    assert not dialog._elsewhere.isVisible()
    assert dialog.text == whole
    dialog.accept()


def test_who_waits_for_the_bus_is_ticked_off_like_the_others(
    office_window: MainWindow, office: Office
) -> None:
    with clock.pinned(NOW.replace(hour=11, minute=35)):
        page = opened(office_window)
        page.refresh()
        page.show_evacuation()
    dialog = page.findChild(EvacuationDialog)
    assert isinstance(dialog, EvacuationDialog)
    words = [text.plain() for text in dialog.findChildren(Text)]
    waiting = "Nach dem Termin im Haus, A2 Alltag, Rückfahrt 11:45 Uhr · 4 Personen"
    assert words.index("Rathaus, Markt 1, Adorf/Vogtl.: 8 Personen") < words.index(waiting)
    assert "Haddad, Rima" in [box.text() for box in dialog.boxes]
    assert dialog._count.plain() == "0 von 8 draußen"
    assert page.here.adults.accessibleName().startswith("4 Erwachsene")
    dialog.accept()


def test_hidden_names_leave_the_page(office_window: MainWindow, qtbot: QtBot) -> None:
    page = opened(office_window)
    qtbot.waitUntil(lambda: bool(page.to_do.things))
    office_window.hide_names()
    assert not page.to_do.things
    qtbot.waitUntil(lambda: bool(page.to_do.things))
    words = " ".join(f"{entry.title} {entry.sentence}" for entry in page.to_do.things)
    assert "Roth" not in words


def test_nobody_is_chosen_beforehand(office_window: MainWindow) -> None:
    page = opened(office_window)
    page.report_absence()
    dialog = page.findChild(AbsenceDialog)
    assert isinstance(dialog, AbsenceDialog)
    assert dialog.person.current() == ""
    assert not dialog.store_button.isEnabled()


def test_a_day_that_cannot_be_read_is_not_taken_for_today(
    office_window: MainWindow, office: Office
) -> None:
    page = opened(office_window)
    page.follow_ups.line.setText("Kita anrufen")
    page.follow_ups.day.setText("99.99.2027")
    page.follow_ups.add()
    assert page.follow_ups.line.text() == "Kita anrufen"
    assert office.workspace.undo_summary is None


def test_large_text_puts_the_cards_below_one_another(office_window: MainWindow) -> None:
    page = opened(office_window)
    page.resize(1200, 800)
    assert page._columns.direction() is QBoxLayout.Direction.LeftToRight
    page.resize(700, 800)
    assert page._columns.direction() is QBoxLayout.Direction.TopToBottom


def test_a_town_with_courses_needs_no_first_steps(office_window: MainWindow) -> None:
    page = opened(office_window)
    assert page.first_steps.isHidden()
    assert not page.to_do.isHidden()
