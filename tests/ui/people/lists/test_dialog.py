"""A list of people read in through the window: preview, progress, stopping, storing."""

import os
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kursplaner.desk.people.importing import Outcome
from kursplaner.desk.people.list_storing import Decision
from kursplaner.desk.wording.words.counts import number
from kursplaner.domain.courses import Enrolment
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.queries.people.people import people_count, people_rows
from kursplaner.store.records import find
from kursplaner.ui import tasks
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.people.lists.additions import AdditionsDialog
from kursplaner.ui.people.lists.columns import AHEAD
from kursplaner.ui.people.lists.dialog import ImportDialog
from kursplaner.ui.people.lists.rows import ImportRows
from kursplaner.ui.people.lists.words import STOPPED
from kursplaner.ui.people.page import PeoplePage
from kursplaner.ui.widgets import ChoiceField
from kursplaner.ui.widgets.lists.model import Order
from tests.ui.office import Office

IN_THE_OFFICE = 24
LONG = 3_000
PATIENCE = 60_000


@pytest.fixture
def dialog(office_window: MainWindow, qtbot: QtBot) -> ImportDialog:
    page = office_window.page("people")
    assert isinstance(page, PeoplePage)
    page.read_file()
    found = page.findChild(ImportDialog)
    assert isinstance(found, ImportDialog)
    qtbot.waitUntil(found.isVisible)
    return found


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    letters = "bdfgklmnprst"
    names = (
        "".join(letters[at // 12**n % 12] + "aeiou"[n] for n in range(4)) for at in range(LONG)
    )
    lines = (f"{name.title()};{name[::-1].title()};;Deutsch" for name in names)
    return written(tmp_path / "lang.csv", "Nachname;Vorname;Geburtsdatum;Stimme", *lines)


@pytest.fixture
def short_list(tmp_path: Path) -> Path:
    return written(
        tmp_path / "kurz.csv",
        "Nachname;Vorname;Geburtsdatum;Telefon",
        "Haddad;Rima;05.05.1989;0171 39200 14",
        "Okafor;Chidi;12.04.1991;",
    )


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def finished(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog._task is None, timeout=PATIENCE)


def stop_midway(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Click „Anhalten“ once the work has told how far it is."""
    task = dialog._task
    assert task is not None
    with qtbot.waitSignal(task.progressed, timeout=PATIENCE):
        pass
    (button,) = (
        button for button in dialog.bar.findChildren(QPushButton) if button.text() == "Anhalten"
    )
    with qtbot.waitSignal(task.ended, timeout=PATIENCE):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert task.stop.is_set()


def stored(office: Office) -> int:
    with office.workspace.read() as db:
        return people_count(db)


def test_a_list_is_previewed_and_read_in_as_one_step(
    dialog: ImportDialog, office: Office, qtbot: QtBot, short_list: Path
) -> None:
    dialog.read(short_list)
    finished(qtbot, dialog)
    assert dialog.table.model.rowCount() == 2
    assert dialog.take.text() == "1 Person einlesen"
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert not dialog.take.isEnabled()
    finished(qtbot, dialog)
    with office.workspace.read() as db:
        (row,) = people_rows(db, "chidi")
    assert row.birth_date == date(1991, 4, 12)
    office.workspace.undo()
    assert stored(office) == IN_THE_OFFICE


def test_a_faulty_cell_makes_its_row_doubtful_and_keeps_nobody_else_out(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = ("Nachname;Vorname;Geburtsdatum", "Ahorn;Rima;31.02.1990", "Cedar;Sami;")
    dialog.read(written(tmp_path / "liste.csv", *lines))
    finished(qtbot, dialog)
    assert dialog.take.text() == "1 Person einlesen"
    assert "1 Zeile zu entscheiden" in dialog.told.text()
    assert dialog.table.choose(("liste", 2))
    assert "Den Tag „31.02.1990“ gibt es nicht" in dialog.decisions.detail.text()
    assert not dialog.decisions.buttons[Decision.SAME].isEnabled()
    QTest.mouseClick(dialog.decisions.buttons[Decision.NEW], Qt.MouseButton.LeftButton)
    assert dialog.take.text() == "2 Personen einlesen"
    assert "zu entscheiden" not in dialog.told.text()
    QTest.mouseClick(dialog.decisions.buttons[Decision.LEAVE], Qt.MouseButton.LeftButton)
    assert dialog.take.text() == "1 Person einlesen"
    QTest.mouseClick(dialog.decisions.all, Qt.MouseButton.LeftButton)
    assert dialog.take.text() == "2 Personen einlesen"


def test_another_encoding_is_one_click_away(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "cz.csv"
    path.write_bytes("Příjmení;Jméno\nDvořák;Jiří\nNovotný;Ondřej\n".encode("cp1250"))
    dialog.read(path)
    finished(qtbot, dialog)
    assert dialog.choices.letters.current() == "cp1250"
    assert not dialog.choices.sheets.isVisible()
    assert dialog._list is not None
    assert dialog._list.rows[0].name == "Dvořák, Jiří"
    dialog.choices.letters.choose("iso8859_2")
    dialog.choices.letters.chosen.emit("cp1252")
    finished(qtbot, dialog)
    assert dialog._list is not None
    assert dialog._list.table.encoding == "cp1252"


def test_sheets_are_chosen_and_their_people_enrolled(
    dialog: ImportDialog, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    with office.workspace.read() as db:
        number = course_rows(db, 0)[0].number
    path = tmp_path / "kurse.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, people in ((f"Kurs {number}", ("Okafor", "Zeder")), ("Andere", ("Birnbaum",))):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("Nachname", "Vorname"))
        for at, family in enumerate(people, start=1):
            sheet.write_row(at, 0, (family, "Chidi"))
    book.close()
    dialog.read(path)
    finished(qtbot, dialog)
    assert dialog.choices.sheets.isVisible()
    assert dialog.take.text() == "3 Personen einlesen"
    dialog.choices.sheets.chosen.emit(f"Kurs {number}")
    finished(qtbot, dialog)
    assert dialog.take.text() == "2 Personen einlesen"
    dialog.choices.course.choose("*")
    dialog.store()
    finished(qtbot, dialog)
    with office.workspace.read() as db:
        ids = [row.id for row in people_rows(db, "okafor")]
        assert len(find(db, Enrolment, person_id=ids)) == 1
    office.workspace.undo()
    assert stored(office) == IN_THE_OFFICE


def test_reading_is_shown_and_never_goes_back(
    dialog: ImportDialog, qtbot: QtBot, long_list: Path
) -> None:
    told: list[tuple[int, int]] = []
    dialog.read(long_list)
    assert dialog._task is not None
    dialog._task.progressed.connect(lambda done, total, _text: told.append((done, total)))
    assert dialog.bar.isVisible()
    assert not dialog.take.isEnabled()
    finished(qtbot, dialog)
    assert not dialog.bar.isVisible()
    assert dialog.take.isEnabled()
    assert told == sorted(told)
    assert {total for _, total in told} == {1000}


def test_reading_can_be_stopped(dialog: ImportDialog, qtbot: QtBot, long_list: Path) -> None:
    dialog.read(long_list)
    stop_midway(qtbot, dialog)
    assert dialog._list is None
    assert STOPPED in dialog.told.text()
    assert not dialog.table.isVisible()
    assert not dialog.take.isEnabled()


def test_another_file_chosen_meanwhile_wins(
    dialog: ImportDialog, qtbot: QtBot, long_list: Path, short_list: Path
) -> None:
    dialog.read(long_list)
    first = dialog._task
    dialog.read(short_list)
    assert first is not None
    assert first.stop.is_set()
    finished(qtbot, dialog)
    qtbot.waitUntil(tasks.nothing_runs, timeout=PATIENCE)
    assert dialog._list is not None
    assert dialog._list.table.path == short_list
    assert dialog.table.model.rowCount() == 2


def test_closing_stops_what_is_read(dialog: ImportDialog, qtbot: QtBot, long_list: Path) -> None:
    dialog.read(long_list)
    task = dialog._task
    assert task is not None
    with qtbot.waitSignal(task.cancelled, timeout=PATIENCE):
        dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_a_pipe_is_refused_with_a_sentence(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("pipes of POSIX")
    os.mkfifo(tmp_path / "liste.csv")
    dialog.read(tmp_path / "liste.csv")
    finished(qtbot, dialog)
    assert "ist keine gewöhnliche Datei" in dialog.told.text()


def test_another_meaning_of_a_column_is_judged_anew(
    dialog: ImportDialog, qtbot: QtBot, long_list: Path
) -> None:
    dialog.read(long_list)
    finished(qtbot, dialog)
    field = dialog.columns.field(3)
    field.choose("note")
    field.chosen.emit("note")
    assert not dialog.take.isEnabled()
    finished(qtbot, dialog)
    assert dialog._list is not None
    assert dialog._list.rows[0].draft.note == "Stimme: Deutsch"
    assert dialog.columns.field(3) is field


def test_a_judging_that_is_stopped_leaves_the_columns_as_they_were(
    dialog: ImportDialog, qtbot: QtBot, long_list: Path
) -> None:
    dialog.read(long_list)
    finished(qtbot, dialog)
    before = dialog._list
    dialog.columns.field(3).chosen.emit("note")
    assert dialog.columns.field(3).current() == "note"
    stop_midway(qtbot, dialog)
    assert dialog._list is before
    assert dialog.columns.field(3).current() == ""
    assert dialog.take.isEnabled()


def test_a_choice_without_names_can_be_chosen_otherwise(
    dialog: ImportDialog, qtbot: QtBot, short_list: Path
) -> None:
    dialog.read(short_list)
    finished(qtbot, dialog)
    for column, meaning in ((0, ""), (1, "")):
        dialog.columns.field(column).chosen.emit(meaning)
        finished(qtbot, dialog)
    assert "keine Spalte mit Namen" in dialog.told.text()
    assert not dialog.take.isEnabled()
    assert dialog.columns.isVisible()
    dialog.columns.field(1).chosen.emit("family_name")
    finished(qtbot, dialog)
    assert dialog.take.isEnabled()


def test_storing_can_be_stopped_and_leaves_nothing(
    dialog: ImportDialog, office: Office, qtbot: QtBot, long_list: Path
) -> None:
    dialog.read(long_list)
    finished(qtbot, dialog)
    acts = len(office.workspace.history())
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert not dialog.columns.isEnabled()
    stop_midway(qtbot, dialog)
    assert stored(office) == IN_THE_OFFICE
    assert len(office.workspace.history()) == acts
    assert dialog.isVisible()
    assert STOPPED in dialog.told.text()
    assert dialog.take.isEnabled()
    assert dialog.columns.isEnabled()


def test_closing_while_storing_stops_it_first(
    dialog: ImportDialog, office: Office, qtbot: QtBot, long_list: Path
) -> None:
    dialog.read(long_list)
    finished(qtbot, dialog)
    dialog.store()
    task = dialog._task
    assert task is not None
    with qtbot.waitSignal(task.progressed, timeout=PATIENCE):
        pass
    with qtbot.waitSignal(task.ended, timeout=PATIENCE):
        dialog.close()
        assert dialog.isVisible()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert stored(office) == IN_THE_OFFICE


def test_a_stop_that_comes_too_late_is_told_as_stored(
    dialog: ImportDialog, office: Office, qtbot: QtBot, short_list: Path
) -> None:
    dialog.read(short_list)
    finished(qtbot, dialog)
    dialog.store()
    task = dialog._task
    assert task is not None
    assert QThreadPool.globalInstance().waitForDone(PATIENCE)
    dialog.bar.stop()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert stored(office) == IN_THE_OFFICE + 1


def test_many_columns_come_as_one_scrolls(
    dialog: ImportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    headings = ["Nachname", *(f"Feld {at}" for at in range(255))]
    dialog.read(written(tmp_path / "breit.csv", ";".join(headings), ";".join(["Okafor"] * 256)))
    finished(qtbot, dialog)
    assert AHEAD < len(dialog.columns.findChildren(ChoiceField)) < 100
    bar = dialog.columns.horizontalScrollBar()
    bar.setValue(bar.maximum())
    names = [field.accessibleName() for field in dialog.columns.findChildren(ChoiceField)]
    assert len(names) == 256
    assert names[-1] == dialog.columns.field(255).accessibleName() == "Spalte IV: Feld 254"


def test_the_preview_is_sorted_and_finds_its_rows(
    dialog: ImportDialog, qtbot: QtBot, long_list: Path
) -> None:
    dialog.read(long_list)
    finished(qtbot, dialog)
    assert dialog._list is not None
    rows = ImportRows(dialog._list.rows, {})
    by_row = Order("row", descending=True)
    assert [row.key for row in rows.rows(0, 2, "", by_row)] == [("lang", LONG + 1), ("lang", LONG)]
    by_name = rows.rows(0, 1, "", Order("name"))
    assert rows.place_of(by_name[0].key, "", Order("name")) == 0
    assert rows.place_of(("lang", 1), "", None) is None
    new = dialog._list.counts[Outcome.NEW]
    assert new > LONG * 0.8
    last = dialog._list.with_outcome(Outcome.NEW)[-1].place
    dialog.toggle(last)
    assert dialog.take.text() == f"{number(new - 1)} Personen einlesen"
    assert dialog.table.current_key() == last


def test_what_the_same_person_is_told_is_chosen_field_by_field(
    dialog: ImportDialog, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    path = written(
        tmp_path / "mehr.csv",
        "Nachname;Vorname;Geburtsdatum;Telefon;E-Mail",
        "Haddad;Rima;05.05.1989;0171 39200 14;rima@example.org",
    )
    dialog.read(path)
    finished(qtbot, dialog)
    assert dialog.take.text() == "0 Personen einlesen, 1 ergänzen"
    assert dialog.take.isEnabled()
    dialog.table.choose(dialog._list.rows[0].place)  # type: ignore[union-attr]
    assert "ergänzt Kontakt" in dialog.decisions.detail.text()

    def leave_out() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, AdditionsDialog)
        (tick,) = box.ticks.values()
        assert "rima@example.org" in tick.text()
        tick.setChecked(False)
        box.accept()

    QTimer.singleShot(0, leave_out)
    dialog.decisions.fields.click()
    assert not dialog.take.isEnabled()
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())  # type: ignore[union-attr]
    dialog.decisions.fields.click()
    assert not dialog.take.isEnabled()
    assert stored(office) == IN_THE_OFFICE
