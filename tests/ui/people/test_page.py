from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kursplaner.domain.kinds import ActKind, CredentialKind, MissingDetail
from kursplaner.planning.people import person_form
from kursplaner.store.open_forms import kept_forms
from kursplaner.store.queries.courses.courses import enrolment_rows
from kursplaner.store.queries.people.people import people_count, people_rows, person_detail
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.editor import PersonEditor
from kursplaner.ui.people.family_choices import WAY_STOP
from kursplaner.ui.people.family_dialog import FamilyDialog
from kursplaner.ui.people.page import SPEC, PeoplePage
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


def test_the_list_shows_everybody_and_filters_by_role(page: PeoplePage) -> None:
    assert page.list.model.rowCount() == 24
    page.chips.choose("carer")
    page._filter(frozenset({"carer"}))
    assert page.list.model.rowCount() == 2
    page._filter(frozenset())
    assert page.list.model.rowCount() == 24


def test_the_inspector_shows_the_family_and_what_is_missing(
    page: PeoplePage, office: Office
) -> None:
    page.choose(office.people["Rima"])
    assert page.inspector is not None
    assert page.inspector.accessibleDescription().startswith("Haddad, Rima")
    names = [widget.accessibleName() for widget in page.inspector.findChildren(QWidget)]
    assert any(name.startswith("Sami, 6 Jahre") for name in names)
    assert "Angaben fehlen" in names


def test_a_restricted_address_is_nowhere(page: PeoplePage, office: Office) -> None:
    page.choose(office.people["Amal"])
    _titles, rows = page.list.shown_table()
    (row,) = (row for row in rows if row[0] == "Hussein, Amal")
    assert "Auskunftssperre" in row
    assert not any("0171" in cell for cell in row)


def test_hidden_names_are_initials(page: PeoplePage, office_window: MainWindow) -> None:
    office_window.hide_names()
    _titles, rows = page.list.shown_table()
    assert not any("Haddad" in " ".join(row) for row in rows)
    assert any(row[0] == "R. H." for row in rows)


def test_a_new_person_is_stored_and_shown(page: PeoplePage, office: Office) -> None:
    form = editor(page, None)
    form.names.family.setText('O\'Neill "=SUM"')
    form.names.given.setText("Zoë 🌻")
    form.contact.routes.rows[0].value.setText("0151 2345")
    form.store()
    with office.workspace.read() as db:
        (row,) = people_rows(db, "zoe")
    assert row.name == 'O\'Neill "=SUM", Zoë 🌻'
    assert page.list.current_key() == row.id
    office.workspace.undo()
    with office.workspace.read() as db:
        assert people_count(db) == 24


def test_only_what_was_changed_is_stored(page: PeoplePage, office: Office) -> None:
    key = office.people["Anke"]
    form = editor(page, key)
    form.names.languages.setText("Deutsch, Englisch")
    form.health.allergies.setText("Haselnuss")
    form.store()
    with office.workspace.read() as db:
        stored = person_form.load(db, key)
        assert person_detail(db, key).credentials
    assert stored.languages == "Deutsch, Englisch"
    assert stored.health.allergies == "Haselnuss"
    assert len(stored.credentials) == 2
    assert stored.roles[0].weekly_minutes == 900


def test_a_day_of_issue_proposes_the_expiry(page: PeoplePage, office: Office) -> None:
    person = office.people["Rima"]
    form = editor(page, person)
    credentials = form.roles.credentials
    hygiene, licence = CredentialKind.HYGIENE, CredentialKind.LICENCE_CHECK
    credentials.issued[hygiene].setText("02.03.2027")
    credentials.issued[hygiene].editingFinished.emit()
    assert credentials.until[hygiene].value() == date(2029, 3, 2)
    credentials.issued[hygiene].setText("03.03.2027")
    credentials.issued[hygiene].editingFinished.emit()
    assert credentials.until[hygiene].value() == date(2029, 3, 3)
    credentials.until[licence].setText("01.05.2027")
    credentials.issued[licence].setText("02.03.2027")
    credentials.issued[licence].editingFinished.emit()
    assert credentials.until[licence].value() == date(2027, 5, 1)
    form.store()
    with office.workspace.read() as db:
        kept = {
            credential.kind: credential for credential in person_form.load(db, person).credentials
        }
    assert kept[hygiene].issued_on == date(2027, 3, 3)
    assert kept[licence].valid_until == date(2027, 5, 1)


def test_an_empty_name_and_a_bad_date_are_refused(page: PeoplePage, office: Office) -> None:
    form = editor(page, None)
    form.store()
    assert form.isVisible()
    form.names.family.setText("Test")
    form.names.birth.setText("32.13.1999")
    form.store()
    assert form.isVisible()
    assert office.workspace.undo_summary is None


def test_a_form_overtaken_by_somebody_else_loses_nothing(page: PeoplePage, office: Office) -> None:
    key = office.people["Anke"]
    form = editor(page, key)
    other = editor_values(office, key)
    assert other
    form.names.note.setText("kommt montags")
    form.store()
    assert form.isVisible()
    assert form.names.note.text() == "kommt montags"


def editor_values(office: Office, key: int) -> bool:
    from kursplaner.domain.kinds import ActKind

    with office.workspace.read() as db:
        before = person_form.load(db, key)
    from dataclasses import replace

    with office.workspace.change(ActKind.PERSON_CHANGED) as db:
        person_form.store(db, replace(before, note="neu"), before)
    return True


def test_a_parent_with_two_children_in_at_most_sixteen_interactions(
    office_window: MainWindow, page: PeoplePage, office: Office, qtbot: QtBot
) -> None:
    steps = 1  # the button "Familie anmelden"
    form = family(page)
    typed = (
        (form.family, "Yilmaz"),
        (form.given, "Derya"),
        (form.phone, "0160 998877"),
        (form.children_.lines[0].given, "Ali"),
        (form.children_.lines[0].birth, "12.05.2022"),
    )
    for field, text in typed:
        field.setFocus()
        QTest.keyClicks(field, text)
        steps += 1
    assert len(form.children_.lines) == 2
    for field, text in (
        (form.children_.lines[1].given, "Ece"),
        (form.children_.lines[1].birth, "01.09.2024"),
    ):
        QTest.keyClicks(field, text)
        steps += 1
    form.course.choose(str(office.courses["A2-03"]))
    form.course.chosen.emit(form.course.current())
    form.way.choose(f"{WAY_STOP}{office.stops['Oelsnitz']}")
    form.store()
    steps += 3
    if form.isVisible():
        assert form.waiting.isVisible()
        form.wait()
        steps += 1
    assert steps <= 16
    assert not form.isVisible()
    assert_enrolled(office)


def assert_enrolled(office: Office) -> None:
    with office.workspace.read() as db:
        (adult,) = people_rows(db, "derya")
        detail = person_detail(db, adult.id)
        enrolled = [
            enrolment
            for enrolment in enrolment_rows(db, office.courses["A2-03"])
            if enrolment.person_id == adult.id
        ]
    assert [member.name for member in detail.family] == ["Yilmaz, Ali", "Yilmaz, Ece"]
    assert enrolled[0].children == 2
    assert enrolled[0].way == "shuttle"
    office.workspace.undo()
    with office.workspace.read() as db:
        assert people_count(db) == 24


def test_somebody_known_is_recognised_and_taken(page: PeoplePage, office: Office) -> None:
    form = family(page)
    form.family.setText("Hadad")
    form.given.setText("Rima")
    form._look_for_double()
    assert form._message is not None
    form._take(office.people["Rima"])
    assert form.draft().adult_id == office.people["Rima"]
    assert len(form.draft().children) == 3
    assert form.way.way_and_stop()[1] == office.stops["Oelsnitz"]


def test_search_finds_people_by_any_spelling(office_window: MainWindow) -> None:
    assert SPEC.search is not None
    assert [palette.title for palette in SPEC.search(office_window, "sahin")] == ["Şahin, Elif"]
    assert [palette.title for palette in SPEC.search(office_window, "39200 14")] == ["Haddad, Rima"]


def test_enter_opens_the_form(page: PeoplePage, office: Office) -> None:
    page.choose(office.people["Rima"])
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.findChild(PersonEditor) is not None


def test_bonds_and_collectors_are_edited(page: PeoplePage, office: Office) -> None:
    sami, amal = office.people["Sami"], office.people["Amal"]
    form = editor(page, sami)
    assert [row.accessibleName() for row in form.family.bonds] == ["Haddad, Rima"]
    form.family.kind.choose("adult")
    form.family.look_for("Hussein")
    form.family.take(amal, "Hussein, Amal")
    form.family.bonds[1].collecting.choose("not")
    form.family.add_collector()
    form.family.collectors[-1].name.setText("Frau Nachbarin")
    form.store()
    with office.workspace.read() as db:
        detail = person_detail(db, sami)
    assert {member.person_id: member.may_not_collect for member in detail.family} == {
        office.people["Rima"]: False,
        amal: True,
    }
    assert [collector.name for collector in detail.collectors] == ["Omar H.", "Frau Nachbarin"]
    office.workspace.undo()
    with office.workspace.read() as db:
        assert len(person_detail(db, sami).family) == 1


def test_a_new_teacher_has_her_role(page: PeoplePage) -> None:
    page.show_target(new=True, role="teacher")
    form = page.findChild(PersonEditor)
    assert isinstance(form, PersonEditor)
    ticked = [role.value for role, box in form.roles.boxes.items() if box.isChecked()]
    assert ticked == ["teacher"]


def test_a_row_is_found_by_the_place_the_store_tells(page: PeoplePage, office: Office) -> None:
    zhou = office.people["Wei"]
    place = page.list.model.place_of(zhou)
    assert place is not None
    row = page.list.model.row(place)
    assert row is not None
    assert row.key == zhou
    page.list.model.search = "haddad"
    assert page.list.model.place_of(zhou) is None


def test_a_closed_form_is_not_kept(page: PeoplePage, office: Office, qtbot: QtBot) -> None:
    form = editor(page, None)
    form.reject()
    qtbot.waitUntil(lambda: page.findChild(PersonEditor) is None)
    with office.workspace.read() as db:
        assert kept_forms(db, office.workspace.who) == []


def test_languages_are_words_not_codes(page: PeoplePage, office: Office) -> None:
    with office.workspace.change(ActKind.PERSON_CHANGED) as db:
        before = person_form.load(db, office.people["Rima"])
        person_form.store(db, replace(before, languages="ar cs"), before)
    page.choose(office.people["Rima"])
    row = page.list.model.row(page.list.model.place_of(office.people["Rima"]) or 0)
    assert row is not None
    assert "Arabisch, Tschechisch" in row.cells


def test_what_is_missing_is_named_and_a_click_leads_to_its_field(
    page: PeoplePage, office: Office
) -> None:
    sami = office.people["Sami"]
    page.choose(sami)
    assert page.inspector is not None
    buttons = {each.accessibleName(): each for each in page.inspector.findChildren(Button)}
    assert {"Größe eintragen", "Gesundheitsangaben eintragen"} & buttons.keys()
    for kind, part, name in (
        (MissingDetail.HEIGHT, "names", "Größe in cm"),
        (MissingDetail.HEALTH, "health", "Allergien"),
        (MissingDetail.STOP, "contact", "Haltepunkt"),
        (MissingDetail.COLLECTORS, "family", "Name suchen und hinzufügen"),
    ):
        page.complete(sami, kind)
        (editor,) = [box for box in page.findChildren(PersonEditor) if box.isVisible()]
        assert editor.tabs.current() == part
        field = editor.focusWidget()
        assert field is not None
        assert field.accessibleName() == name
        editor.discard()
