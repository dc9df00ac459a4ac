"""Who is ended, who is known, and what a family takes over or corrects: through the window."""

from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.enrolments.family_fit import EVERY_DAY
from kursplaner.planning.people import ending
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.queries.people.people import people_rows, person_detail
from kursplaner.store.records import by_id, find
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.family_choices import WAY_STOP
from kursplaner.ui.people.family_dialog import FamilyDialog
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.widgets import Button
from tests.ui.office import Office


@pytest.fixture
def page(office_window: MainWindow) -> PeoplePage:
    office_window.go("people")
    found = office_window.page("people")
    assert isinstance(found, PeoplePage)
    return found


def editor(page: PeoplePage, person_id: int | None) -> PersonEditor:
    page.edit(person_id)
    found = page.findChild(PersonEditor)
    assert isinstance(found, PersonEditor)
    return found


def family(page: PeoplePage, person_id: int | None = None) -> FamilyDialog:
    page.enrol_family(person_id)
    found = page.findChild(FamilyDialog)
    assert isinstance(found, FamilyDialog)
    return found


def test_who_is_ended_is_shown_at_a_switch_and_taken_back(page: PeoplePage, office: Office) -> None:
    wei = office.people["Wei"]
    with office.workspace.change(ActKind.PERSON_ENDED) as db:
        ending.apply_end(db, ending.propose_end(db, wei))
    assert page.list.model.rowCount() == 23
    assert page.list.model.place_of(wei) is None
    page.ended.setChecked(True)
    assert page.list.model.rowCount() == 24
    row = page.list.model.row(page.list.model.place_of(wei) or 0)
    assert row is not None
    assert any("beendet" in str(getattr(cell, "text", cell)) for cell in row.cells)
    page.choose(wei)
    assert page.inspector is not None
    assert "beendet am" in page.inspector.accessibleDescription()
    page.ended.setChecked(False)
    page.reopen(wei)
    assert page.list.model.rowCount() == 24


def test_children_of_a_known_parent_take_over_what_nobody_changed(
    page: PeoplePage, office: Office
) -> None:
    form = family(page, office.people["Rima"])
    form.children_.lines[-1].given.setText("Lina")
    form.children_._begun()
    form.children_.lines[-1].given.setText("Yilmaz, Ece")
    form.course.choose("")
    form.enrol()
    with office.workspace.read() as db:
        rima = person_detail(db, office.people["Rima"])
        found = {name: person_detail(db, people_rows(db, name)[0].id) for name in ("Lina", "Ece")}
    for child in found.values():
        assert (child.municipality, child.stop_id) == (rima.municipality, rima.stop_id)
        assert child.row.languages == rima.row.languages
    assert [child.family_name for child in found.values()] == ["Haddad", "Yilmaz"]


def test_a_new_child_of_a_guardian_is_filled_in_where_nothing_stands(
    page: PeoplePage, office: Office
) -> None:
    form, rima = editor(page, None), office.people["Rima"]
    form.names.given.setText("Lina")
    form.names.languages.setText("Deutsch")
    form.family.kind.choose("adult")
    form.family.take(rima, "Haddad, Rima")
    with office.workspace.read() as db:
        told = person_detail(db, rima)
    assert (form.names.family.text(), form.names.languages.text()) == ("Haddad", "Deutsch")
    assert form.contact.municipality.text() == told.municipality
    assert form.contact.stop.current() == str(told.stop_id)
    form.contact.municipality.setText("Plauen")
    form.family.take(office.people["Amal"], "Hussein, Amal")
    assert (form.names.family.text(), form.contact.municipality.text()) == ("Haddad", "Plauen")


def test_a_new_form_names_who_is_known_and_opens_her(page: PeoplePage, office: Office) -> None:
    form, opened = editor(page, None), list[int]()
    form.known.disconnect()
    form.known.connect(opened.append)
    form.names.family.setText("Hadad")
    form.names.given.setText("Rima")
    form.names.given.editingFinished.emit()
    assert form._message is not None
    (button,) = form._message.findChildren(Button)
    button.click()
    assert opened == [office.people["Rima"]]


def test_a_wrong_custody_is_corrected_and_past_collections_stay(
    page: PeoplePage, office: Office
) -> None:
    nour = office.people["Nour"]
    with office.workspace.fill() as db:
        place = find(db, ChildcarePlace, child_id=nour)[0]
        place.status, place.collected_by = "collected", "Haddad, Rima"
        place.brought_by, key = "Haddad, Rima", place.id
    form = editor(page, nour)
    (bond,) = form.family.bonds
    bond.custody.setChecked(False)
    bond.collecting.choose("not")
    form.store()
    with office.workspace.read() as db:
        (told,) = person_detail(db, nour).family
        assert (told.has_custody, told.may_not_collect) == (False, True)
    form = editor(page, nour)
    form.family.bonds[0].gone.click()
    form.store()
    with office.workspace.read() as db:
        assert person_detail(db, nour).family == ()
        kept = by_id(db, ChildcarePlace, key)
        assert (kept.status, kept.collected_by) == ("collected", "Haddad, Rima")
    office.workspace.undo()
    office.workspace.undo()
    with office.workspace.read() as db:
        (told,) = person_detail(db, nour).family
        assert (told.has_custody, told.may_not_collect) == (True, False)


def test_the_days_somebody_rides_are_chosen_while_enrolling(
    page: PeoplePage, office: Office
) -> None:
    with office.workspace.fill() as db:
        with_rides, without = (course_id_of(db, number) for number in ("A2-03", "A1-07"))
        at = minute_of(date(2027, 3, 11), 540)
        db.add(Lesson(course_id=with_rides, starts=at, ends=at + 90, teaching_minutes=90))
    form = family(page, office.people["Wei"])
    form.course.choose(str(without))
    form._course_changed()
    assert form.ride_days.isHidden()
    form.course.choose(str(with_rides))
    form._course_changed()
    form.way.choose(f"{WAY_STOP}{office.stops['Oelsnitz']}")
    form.way.chosen.emit("")
    assert not form.ride_days.isHidden()
    assert form.ride_days.chips.chosen_keys() == {"1", "3"}
    assert form.draft().ride_days is None
    form.ride_days.chips.choose("1")
    assert form.draft().ride_days == EVERY_DAY - {3}
    form.ride_days.chips.choose()
    assert form.draft().ride_days == frozenset()
    form.way.choose("walk")
    form.way.chosen.emit("walk")
    assert form.ride_days.isHidden()
    assert form.draft().ride_days is None
