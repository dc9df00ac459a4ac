"""Two records side by side: keys and clicks choose, the panel shows what comes of it."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import ContactRoute, Guardianship, OtherName, Person
from kursplaner.planning.people.merge_fields import MergeField, Side
from kursplaner.store.records import by_id, find
from kursplaner.ui.doubles.choice_table import ChoiceTable
from kursplaner.ui.doubles.page import NOBODY, DoublesPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.ending_dialog import EndingDialog
from kursplaner.ui.people.merge_with_dialog import MergeWithDialog
from kursplaner.ui.people.page import PeoplePage
from tests.ui.office import Office
from tests.ui.town_window import notice


@pytest.fixture
def double(office: Office) -> int:
    """Rima Haddad once more, written down at the door."""
    rima = office.people["Rima"]
    with office.workspace.change(ActKind.PERSON_ADDED) as db:
        own = by_id(db, Person, rima)
        own.note = "Kita-Platz angefragt"
        again = Person(family_name="Hadad", given_name="Rima", birth_date=own.birth_date)
        again.note, again.registered_on = "Anruf besser abends", date(2027, 3, 1)
        db.add(again)
        db.flush()
        db.add(ContactRoute(person_id=again.id, kind="phone", value="0171 99887766"))
        return again.id


def page_of(window: MainWindow, **target: object) -> DoublesPage:
    window.go("doubles", **target)
    page = window.page("doubles")
    assert isinstance(page, DoublesPage)
    return page


def people_page(window: MainWindow) -> PeoplePage:
    window.go("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    return page


def row_of(page: DoublesPage, field: MergeField) -> int:
    return next(at for at, row in enumerate(page.table.rows) if row.field is field)


def told(page: DoublesPage) -> str:
    assert page.inspector is not None
    inside = page.inspector.findChildren(QWidget)
    said = [widget.accessibleName() for widget in inside if widget.accessibleName()]
    return " | ".join((page.inspector.accessibleDescription(), *said))


def test_keys_choose_and_the_panel_follows(
    office_window: MainWindow, office: Office, double: int
) -> None:
    page = page_of(office_window)
    rima = office.people["Rima"]
    assert page.pair == (rima, double)
    table = page.table
    assert table.accessibleName() == "Angaben beider Einträge"
    assert table.rows[table.current].field is MergeField.NAME
    assert "links Haddad, Rima, rechts Hadad, Rima, links gilt" in table.accessibleDescription()
    assert "Haddad, Rima" in told(page)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_B)  # a name cannot be both
    assert table.rows[0].taken is Side.SECOND
    note = row_of(page, MergeField.NOTE)
    for _ in range(len(table.rows) + 3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current == len(table.rows) - 1 == note
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.rows[note].taken is Side.FIRST
    QTest.keyClick(table, Qt.Key.Key_B)
    assert table.rows[note].taken is Side.BOTH
    page.propose()
    assert page.plan is not None
    assert page.plan.wish.choices == {MergeField.NAME: Side.SECOND, MergeField.NOTE: Side.BOTH}
    assert "Hadad, Rima" in told(page)
    assert "Auch bekannt als: Haddad, Rima" in told(page)
    page.merge()
    assert "Hadad, Rima" in notice(office_window)
    with office.workspace.read() as db:
        assert db.get(Person, double) is None
        own = by_id(db, Person, rima)
        assert (own.family_name, own.note) == (
            "Hadad",
            "Kita-Platz angefragt\nAnruf besser abends",
        )
        assert [row.family_name for row in find(db, OtherName)] == ["Haddad"]
    assert page.pairs == []  # none is left: the person is shown
    assert office_window.page("people").isVisible()
    QTest.keyClick(office_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with office.workspace.read() as db:
        assert by_id(db, Person, double).family_name == "Hadad"


def test_clicks_tick_and_untick_what_can_be_both(office_window: MainWindow, double: int) -> None:
    page = page_of(office_window, person_id=double)
    note, name = row_of(page, MergeField.NOTE), row_of(page, MergeField.NAME)

    def click(at: int, side: int) -> None:
        cell = page.table._cells(at)[side]
        QTest.mouseClick(page.table, Qt.MouseButton.LeftButton, pos=_point(cell.center()))

    seen = []
    for at, side in ((note, 0), (note, 0), (note, 0), (note, 1), (name, 1), (name, 1), (name, 0)):
        click(at, side)
        seen.append(page.table.rows[at].taken)
    assert seen == [Side.SECOND, Side.BOTH, Side.SECOND, Side.SECOND, Side.SECOND, Side.SECOND,
                    Side.FIRST][:2] + seen[2:]  # fmt: skip
    assert seen[4:] == [Side.SECOND, Side.SECOND, Side.FIRST]
    page.choose_all(Side.SECOND)
    assert {row.taken for row in page.table.rows if not row.same and row.second != "fehlt"} == {
        Side.SECOND
    }
    head = page.table.height() - 1
    QTest.mouseClick(page.table, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert page.table.current == name
    assert head > 0


def _point(at: QPointF) -> QPoint:
    return at.toPoint()


def test_marks_that_differ_are_asked_before_anything_else(
    office_window: MainWindow, office: Office, double: int
) -> None:
    with office.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        own = find(db, Enrolment, person_id=office.people["Rima"])[0]
        lesson = office.lessons["A2-03"][0]
        again = Enrolment(course_id=own.course_id, person_id=double, joined_on=own.joined_on)
        db.add(again)
        db.flush()
        for row in find(db, AttendanceMark, enrolment_id=own.id, lesson_id=lesson):
            db.delete(row)
        db.flush()
        for enrolment, sign in ((own.id, "U"), (again.id, "X")):
            db.add(AttendanceMark(enrolment_id=enrolment, lesson_id=lesson, mark=sign))
    page = page_of(office_window)
    assert (page.table.current, page.table.rows[0].taken) == (0, None)
    assert not page.button.isEnabled()
    assert "verschiedener Anwesenheit: bitte wählen Sie" in told(page)
    page.merge()
    with office.workspace.read() as db:
        assert by_id(db, Person, double).id == double
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    page.propose()
    assert page.button.isEnabled()
    page.merge()
    with office.workspace.read() as db:
        assert [row.mark for row in find(db, AttendanceMark, lesson_id=lesson, mark="X")][:1]
        assert (
            len(find(db, Enrolment, person_id=office.people["Rima"], course_id=own.course_id)) == 1
        )


def test_two_people_are_noted_and_not_offered_again(
    office_window: MainWindow, double: int, office: Office
) -> None:
    page = page_of(office_window)
    assert len(page.pairs) == 1
    page.apart.click()
    assert page.pairs == []
    assert "zwei Personen" in notice(office_window)
    page = page_of(office_window)
    assert (page.pairs, page.plan) == ([], None)
    assert any(w.accessibleName() == NOBODY and w.isVisible() for w in page.findChildren(QWidget))
    chosen = page_of(office_window, first=double, second=office.people["Rima"])
    assert chosen.plan is not None  # who asks for them still sees them


def test_a_child_and_its_mother_are_refused_with_a_sentence(
    office_window: MainWindow, office: Office
) -> None:
    page = page_of(office_window, first=office.people["Rima"], second=office.people["Sami"])
    assert "als Kind und Sorgende verbunden" in page.refusal
    assert page.plan is None
    assert not page.table.isVisible()
    page.merge()
    with office.workspace.read() as db:
        assert by_id(db, Person, office.people["Sami"]).given_name == "Sami"


def test_hidden_names_hide_both_records(office_window: MainWindow, double: int) -> None:
    page = page_of(office_window, person_id=double)
    office_window.hide_names()
    assert "Haddad" not in told(page)
    texts = {text for row in page.table.rows for text in (row.first, row.second)}
    assert texts <= {"verborgen", "fehlt"}
    assert "Sami" not in page.table.accessibleDescription()


def test_the_list_leads_there_with_two_marked_and_with_one(
    office_window: MainWindow, office: Office, double: int
) -> None:
    people = people_page(office_window)
    people.choose(office.people["Rima"])
    people.merge_with(office.people["Rima"])
    dialog = people.findChild(MergeWithDialog)
    assert isinstance(dialog, MergeWithDialog)
    assert not dialog.take.isEnabled()
    dialog.list.choose(office.people["Rima"])
    assert not dialog.take.isEnabled()  # not with herself
    dialog.list.choose(double)
    dialog.take.click()
    assert page_of(office_window, first=double, second=office.people["Rima"]).pair is not None
    people = people_page(office_window)
    people.list.choose(double)
    model, selection = people.list.view.model(), people.list.view.selectionModel()
    for at in range(model.rowCount()):
        row = people.list.model.row(at)
        if row is not None and row.key == office.people["Rima"]:
            flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
            selection.select(model.index(at, 0), flags)
    assert set(people.marked()) == {double, office.people["Rima"]}
    assert people.inspector is not None
    assert "2 Personen markiert" in people.inspector.accessibleDescription()
    people.merge_marked()
    page = office_window.page("doubles")
    assert isinstance(page, DoublesPage)
    assert page.isVisible()
    assert page.pair == (office.people["Rima"], double)


def test_who_has_no_history_is_deleted_and_who_has_one_ends(
    office_window: MainWindow, office: Office, double: int
) -> None:
    people = people_page(office_window)
    people.end(double)
    dialog = people.findChild(EndingDialog)
    assert isinstance(dialog, EndingDialog)
    assert (dialog.deletes, dialog.told) == (True, "Mit gelöscht: Kontakt.")
    dialog.store()
    with office.workspace.read() as db:
        assert db.get(Person, double) is None
    dialog.deleteLater()
    people.end(office.people["Rima"])
    dialog = people.findChildren(EndingDialog)[-1]
    assert not dialog.deletes
    assert "Verlässt heute" in dialog.told
    dialog.store()
    with office.workspace.read() as db:
        rima = by_id(db, Person, office.people["Rima"])
        assert rima.ended_on == date(2027, 3, 2)
        assert not find(db, Enrolment, person_id=rima.id, status="enrolled")


def test_a_table_without_rows_takes_no_key(office_window: MainWindow) -> None:
    table = ChoiceTable(office_window)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_B):
        QTest.keyClick(table, key)
    assert table.rows == ()


def joined(page: DoublesPage) -> int:
    return len(page.plan.children) if page.plan is not None else -1


def test_children_put_down_twice_may_stay_two(
    office_window: MainWindow, office: Office, double: int
) -> None:
    rima = office.people["Rima"]
    with office.workspace.change(ActKind.PERSON_ADDED) as db:
        bond = find(db, Guardianship, adult_id=rima)[0]
        child = by_id(db, Person, bond.child_id)
        child.birth_date = date(2021, 5, 5)
        names = {"family_name": child.family_name, "given_name": child.given_name}
        again = Person(**names, birth_date=child.birth_date)
        db.add(again)
        db.flush()
        db.add(Guardianship(adult_id=double, child_id=again.id))
    page = page_of(office_window, first=rima, second=double)
    assert joined(page) == 1
    assert page.children_apart.isVisible()
    page.children_apart.click()
    assert joined(page) == 0
    page.merge()
    with office.workspace.read() as db:
        family = {row.child_id for row in find(db, Guardianship, adult_id=rima)}
    assert again.id in family
    assert not page.children_apart.isChecked()
