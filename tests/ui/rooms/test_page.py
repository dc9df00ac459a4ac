from datetime import timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import RoomBooking
from kursplaner.planning.rooms.room_form import RoomForm, store_room
from kursplaner.store.queries.rooms import RoomUse, room_rows, room_uses
from kursplaner.store.records import find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.rooms.booking_dialog import DAILY, WEEKLY, BookingDialog, ClosureDialog
from kursplaner.ui.rooms.lift_dialog import LiftDialog
from kursplaner.ui.rooms.page import RoomsPage
from kursplaner.ui.rooms.room_dialog import NEW, RoomDialog
from tests.ui.office import TODAY, Office


@pytest.fixture
def page(office_window: MainWindow) -> RoomsPage:
    office_window.go("rooms")
    found = office_window.page("rooms")
    assert isinstance(found, RoomsPage)
    return found


def test_the_week_of_the_selected_room(page: RoomsPage, office: Office) -> None:
    page.list.choose(office.rooms["Schulungsraum"])
    words = page.week.accessibleDescription()
    assert "Di 02.03.: 9:00–11:30 A2 Alltag, 17:00–19:15 B1 Abend" in words
    assert "Mo 01.03.: 9:00–11:15 A1.1 Frauen" in words


def test_a_room_with_a_new_site(page: RoomsPage, office: Office) -> None:
    page.new_room()
    dialog = page.findChild(RoomDialog)
    assert isinstance(dialog, RoomDialog)
    dialog.store()
    assert dialog.isVisible()
    dialog.name.setText("Werkstatt")
    dialog.site.choose(NEW)
    dialog.site_name.setText("Bauhof")
    dialog.store()
    with office.workspace.read() as db:
        (room,) = (room for room in room_rows(db) if room.name == "Werkstatt")
    assert room.site == "Bauhof"
    assert page.list.current_key() == room.id
    office.workspace.undo()
    with office.workspace.read() as db:
        assert len(room_rows(db)) == 4


def test_a_room_that_is_not_used_any_more_ends(page: RoomsPage, office: Office) -> None:
    with office.workspace.fill() as db:
        store_room(db, RoomForm("Abstellkammer", office.site))
        rows = {room.name: room for room in room_rows(db)}
    used = RoomDialog(page._context, rows["Schulungsraum"], page)
    used.give_up()
    assert "Im Raum sind noch" in used.complaint
    used.reject()
    free = RoomDialog(page._context, rows["Abstellkammer"], page)
    free.give_up()
    with office.workspace.read() as db:
        assert {room.name for room in room_rows(db)} == rows.keys() - {"Abstellkammer"}


def test_a_booking_is_refused_where_the_room_is_taken(page: RoomsPage, office: Office) -> None:
    page.list.choose(office.rooms["Schulungsraum"])
    page.book()
    dialog = page.findChild(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    dialog.title_.setText("Chor")
    assert not dialog.store_button.isEnabled()
    dialog.starts.set_value(20 * 60)
    dialog.ends.set_value(21 * 60)
    dialog.propose()
    assert dialog.store_button.isEnabled()
    dialog.store()
    with office.workspace.read() as db:
        uses = room_uses(db, TODAY, TODAY, office.rooms["Schulungsraum"])
    (use,) = (use for use in uses if use.source == "booking")
    assert use.starts == minute_of(TODAY, 20 * 60)
    page.take_away(use)
    with office.workspace.read() as db:
        uses = room_uses(db, TODAY, TODAY, office.rooms["Schulungsraum"])
        assert find(db, RoomBooking, id=use.source_id)[0].cancelled
    assert not [use for use in uses if use.source == "booking"]


def test_an_end_before_the_beginning_is_said(page: RoomsPage) -> None:
    page.book()
    dialog = page.findChild(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    dialog.title_.setText("Chor")
    dialog.starts.set_value(20 * 60)
    dialog.ends.set_value(19 * 60)
    dialog.propose()
    assert not dialog.store_button.isEnabled()
    assert dialog.told


def test_a_closure_lists_what_needs_another_room(page: RoomsPage, office: Office) -> None:
    page.list.choose(office.rooms["Schulungsraum"])
    page.close_room()
    dialog = page.findChild(ClosureDialog)
    assert isinstance(dialog, ClosureDialog)
    assert "A2 Alltag, Di 02.03., 9:00–11:30" in dialog.told
    dialog.store()
    with office.workspace.read() as db:
        assert find(db, Closure, resource_id=office.rooms["Schulungsraum"])
    office.workspace.undo()
    with office.workspace.read() as db:
        assert not find(db, Closure)


def lifted(page: RoomsPage, *, all_of_them: bool, use: RoomUse) -> None:
    """Take a repeated use away for one date, or from it on."""
    page.take_away(use)
    dialog = page.findChildren(LiftDialog)[-1]
    (dialog.all if all_of_them else dialog.one).click()


def chor(office: Office) -> list[bool]:
    """Return which dates of the choir are given back."""
    with office.workspace.read() as db:
        return [row.cancelled for row in find(db, RoomBooking, title="Chor")]


def test_a_room_is_closed_each_evening_and_lifted_for_one(page: RoomsPage, office: Office) -> None:
    room = office.rooms["Schulungsraum"]
    page.list.choose(room)
    page.close_room()
    dialog = page.findChild(ClosureDialog)
    assert isinstance(dialog, ClosureDialog)
    dialog.last.set_value(TODAY + timedelta(days=13))
    dialog.starts.set_value(18 * 60)
    dialog.ends.set_value(21 * 60 + 30)
    dialog.note.setText("Stadtrat")
    dialog.rhythm.choose(DAILY)
    dialog.propose()
    assert "B1 Abend, Di 02.03., 17:00–19:15" in dialog.told
    assert "A2 Alltag" not in dialog.told
    dialog.store()
    with office.workspace.read() as db:
        lengths = [row.ends - row.starts for row in find(db, Closure, resource_id=room)]
        uses = [use for use in room_uses(db, TODAY, TODAY, room) if use.source == "closure"]
    assert lengths == [210] * 14
    assert [use.note for use in uses] == ["Stadtrat"]
    lifted(page, all_of_them=False, use=uses[0])
    with office.workspace.read() as db:
        assert len(find(db, Closure, resource_id=room)) == 13
    page.close_room()
    weekly = page.findChildren(ClosureDialog)[-1]
    weekly.last.set_value(TODAY + timedelta(days=13))
    weekly.rhythm.choose(WEEKLY)
    weekly.propose()
    weekly.store()
    with office.workspace.read() as db:
        assert len(find(db, Closure, resource_id=room)) == 15


def test_a_closure_wholly_in_the_past_is_asked_about(page: RoomsPage, office: Office) -> None:
    page.close_room()
    dialog = page.findChild(ClosureDialog)
    assert isinstance(dialog, ClosureDialog)
    assert dialog.past.isHidden()
    for field in (dialog.first, dialog.last):
        field.set_value(TODAY - timedelta(days=365))
    dialog.propose()
    assert "Stimmt das Jahr?" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.store()
    with office.workspace.read() as db:
        before = len(find(db, Closure))
    assert not dialog.past.isHidden()
    dialog.past.setChecked(True)
    assert dialog.store_button.isEnabled()
    dialog.store()
    with office.workspace.read() as db:
        assert len(find(db, Closure)) == before + 1


def test_a_club_books_every_week_and_gives_one_date_back(page: RoomsPage, office: Office) -> None:
    room = office.rooms["Schulungsraum"]
    page.list.choose(room)
    page.book()
    dialog = page.findChild(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    dialog.title_.setText("Chor")
    dialog.last.set_value(TODAY + timedelta(days=20))
    dialog.rhythm.choose(DAILY)
    dialog.propose()
    assert "An 3 von 21 Tagen ist er belegt:" in dialog.told
    assert not dialog.store_button.isEnabled()
    dialog.skip.setChecked(True)
    assert dialog.told == "18 Tage, Mi 03.03. bis Mo 22.03.; 3 Tage ausgelassen"
    dialog.rhythm.choose(WEEKLY)
    dialog.first.set_value(TODAY + timedelta(days=1))
    dialog.last.set_value(TODAY + timedelta(days=20))
    dialog.note.setText("Schlüssel beim Hausmeister")
    dialog.propose()
    assert dialog.told == "3 Tage, Mi 03.03. bis Mi 17.03."
    dialog.store()
    with office.workspace.read() as db:
        uses = room_uses(db, TODAY, TODAY + timedelta(days=30), room)
        made = [use for use in uses if use.source == "booking"]
    assert [(use.title, use.note) for use in made] == [("Chor", "Schlüssel beim Hausmeister")] * 3
    lifted(page, all_of_them=False, use=made[1])
    assert chor(office) == [False, True, False]
    lifted(page, all_of_them=True, use=made[0])
    assert chor(office) == [True, True, True]
    office.workspace.undo()
    assert chor(office) == [False, True, False]
    page.take_away(made[2])  # none follows: nothing is asked
    assert chor(office) == [False, True, True]
    office.workspace.undo()
    office.workspace.undo()
    office.workspace.undo()
    with office.workspace.read() as db:
        assert find(db, RoomBooking, title="Chor") == []


def test_a_mistyped_year_is_asked_about(page: RoomsPage, office: Office) -> None:
    page.list.choose(office.rooms["Schulungsraum"])
    page.book()
    dialog = page.findChild(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    dialog.title_.setText("Chor")
    dialog.first.set_value(TODAY + timedelta(days=3))
    dialog.propose()
    assert "Stimmt das Jahr?" not in dialog.told
    dialog.first.set_value(TODAY - timedelta(days=363))
    dialog.last.set_value(TODAY - timedelta(days=363))
    dialog.propose()
    assert dialog.told.endswith("Stimmt das Jahr?")
    assert not dialog.store_button.isEnabled()
    dialog.past.setChecked(True)
    assert dialog.store_button.isEnabled()
    dialog.store()
    assert office.workspace.history(1)[0].kind == "room_booked"
    page.close_room()
    closing = page.findChildren(ClosureDialog)[-1]
    closing.first.set_value(TODAY - timedelta(days=363))
    closing.last.set_value(TODAY - timedelta(days=362))
    closing.propose()
    assert closing.told.endswith("Stimmt das Jahr?")
