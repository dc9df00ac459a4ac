from datetime import date

import pytest

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.people import person_form
from kursplaner.store.records import find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.people.pick_ups_dialog import PickUpsDialog
from tests.ui.office import TODAY, Office

TOMORROW = date(2027, 3, 3)


@pytest.fixture
def page(office_window: MainWindow) -> PeoplePage:
    office_window.go("people")
    found = office_window.page("people")
    assert isinstance(found, PeoplePage)
    return found


def editor(page: PeoplePage, person_id: int) -> PersonEditor:
    page.edit(person_id)
    found = page.findChildren(PersonEditor)[-1]
    found.open_part("contact")
    return found


def seats(office: Office) -> list[tuple[int, int | None]]:
    with office.workspace.read() as db:
        return [(seat.id, seat.stop_id) for seat in find(db, RideSeat)]


def test_who_does_not_ride_is_stored_at_once(page: PeoplePage, office: Office) -> None:
    form = editor(page, office.people["Anke"])
    form.contact.stop.choose(str(office.stops["Bad Elster"]))
    form.store()
    assert form.findChild(PickUpsDialog) is None
    with office.workspace.read() as db:
        stored = person_form.load(db, office.people["Anke"]).address
    assert stored is not None
    assert stored.stop_id == office.stops["Bad Elster"]


def rider(office: Office) -> int:
    """Return Rima, who rides today from the stop of her address."""
    with office.workspace.fill() as db:
        person = office.people["Rima"]
        stops = [seat.stop_id for seat in find(db, RideSeat, person_id=person)]
        for row in find(db, PersonAddress, person_id=person):
            row.stop_id = stops[0]
    return person


def test_going_back_changes_nothing_and_hidden_names_stay_hidden(
    page: PeoplePage, office: Office, office_window: MainWindow
) -> None:
    person = rider(office)
    before = seats(office)
    form = editor(page, person)
    office_window.hide_names()
    form.contact.stop.choose(str(office.stops["Bad Elster"]))
    form.contact.since.setText(f"{TODAY:%d.%m.%Y}")
    form.store()
    (shown,) = form.findChildren(PickUpsDialog)
    assert "Haddad" not in " ".join(f"{line.title} {line.detail}" for line in shown.lines)
    shown.back_button.click()
    assert seats(office) == before
    assert form.isVisible()


def test_rides_that_changed_meanwhile_are_shown_again(page: PeoplePage, office: Office) -> None:
    person = rider(office)
    form = editor(page, person)
    form.contact.stop.choose(str(office.stops["Bad Elster"]))
    form.contact.since.setText(f"{TODAY:%d.%m.%Y}")
    form.store()
    (shown,) = form.findChildren(PickUpsDialog)
    with office.workspace.change(ActKind.RIDE_CHANGED) as db:
        for seat in find(db, RideSeat, person_id=person):
            db.delete(seat)
    shown.store_button.click()
    assert form.isVisible()
    assert form._message is not None
    assert "inzwischen geändert" in form._message.toolTip()


def test_the_last_address_is_taken_back(page: PeoplePage, office: Office) -> None:
    person = office.people["Rima"]
    with office.workspace.fill() as db:
        row = PersonAddress(person_id=person, valid_from=TOMORROW)
        row.municipality, row.stop_id = "Plauen", office.stops["Bad Elster"]
        db.add(row)
        before = len(find(db, PersonAddress, person_id=person))
    form = editor(page, person)
    assert form.contact.municipality.text() == "Plauen"
    assert form.contact.taken_back.isVisible()
    form.contact.taken_back.setChecked(True)
    assert not form.contact.stop.isEnabled()
    form.store()
    with office.workspace.read() as db:
        rows = find(db, PersonAddress, person_id=person)
        assert len(rows) == before - 1
        assert "Plauen" not in {row.municipality for row in rows}
    again = editor(page, office.people["Jana"])
    assert not again.contact.taken_back.isVisible()
