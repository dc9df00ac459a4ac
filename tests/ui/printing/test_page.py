"""The print centre, on the office of 2 March 2027, 10:20."""

from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kursplaner.basics.errors import Refused
from kursplaner.desk.printing.jobs import SheetState
from kursplaner.desk.printing.rendering import confirm, render, take_back
from kursplaner.desk.wording import print_words
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.domain.people import Person
from kursplaner.ui.look.theme import theme
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.printing.chips import Chips
from kursplaner.ui.printing.confirming import confirm_printed, stop_in_time
from kursplaner.ui.printing.job_list import Heading, JobLine
from kursplaner.ui.printing.page import PrintingPage
from kursplaner.ui.printing.printer import PRINT_FOLDER, PrintRun, free_path
from kursplaner.ui.tasks import Cancelled, Progress
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from tests.documents.reading import pages
from tests.ui.office import TODAY, Office


@pytest.fixture
def page(office_window: MainWindow, qtbot: QtBot) -> PrintingPage:
    return opened(office_window, qtbot, day=TODAY)


def opened(window: MainWindow, qtbot: QtBot, **target: object) -> PrintingPage:
    window.go("printing", **target)
    made = window.page("printing")
    assert isinstance(made, PrintingPage)
    settled(made, qtbot)
    return made


def settled(page: PrintingPage, qtbot: QtBot) -> None:
    """Wait until the sheets are listed; a second look may be on its way."""
    qtbot.waitUntil(lambda: page.shown == page.asked, timeout=20_000)


def shown(page: PrintingPage) -> list[JobLine]:
    return [line for line in page.jobs.jobs.lines if isinstance(line, JobLine)]


def ticked(page: PrintingPage) -> list[str]:
    return [job.title for job in page.ticked_jobs()]


def click(chips: Chips, key: str) -> None:
    chips.buttons[key].click()


def test_one_ride_is_ticked_alone(office_window: MainWindow, qtbot: QtBot) -> None:
    made = opened(office_window, qtbot, day=TODAY, kind=SheetKind.DRIVER.value)
    rides = [job.planned.owner.ride_id for job in made.all_jobs()]
    assert len(rides) > 1
    last = opened(office_window, qtbot, day=TODAY, kind=SheetKind.DRIVER.value, ride_id=rides[0])
    assert [job.planned.owner.ride_id for job in last.ticked_jobs()] == [rides[0]]
    assert last.jobs.current_key() == last.ticked_jobs()[0].key


def test_several_kinds_can_be_asked_for(office_window: MainWindow, qtbot: QtBot) -> None:
    kinds = (SheetKind.CHILDCARE, SheetKind.DRIVER.value)
    made = opened(office_window, qtbot, day=TODAY, kinds=kinds)
    assert {job.kind for job in made.all_jobs()} == {SheetKind.CHILDCARE, SheetKind.DRIVER}


def test_what_is_missing_today_is_ticked(page: PrintingPage) -> None:
    heading = page.jobs.jobs.lines[0]
    assert isinstance(heading, Heading)
    assert heading.title == "Heute, Di 02.03."
    assert heading.note.endswith("fehlen")
    assert {line.state for line in shown(page)} == {"noch nicht"}
    assert "Anwesenheitsliste A2 Alltag" in ticked(page)
    assert page.summary.chosen.text().endswith("Seiten")
    assert page.foot.print.text() == f"Drucken, {sum(j.pages for j in page.ticked_jobs())} Seiten"


def test_what_is_over_is_not_ticked(page: PrintingPage) -> None:
    over = [job for job in page.ticked_jobs() if job.title.endswith("Bus 1, Hinfahrt")]
    assert [job.planned.starts % 1440 for job in over] == [965]


def test_tonights_lists_are_printed_in_three_steps(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = opened(office_window, qtbot, day=TODAY)
    count = len(page.ticked_jobs())
    page.foot.print.click()
    folder = office.workspace.path.parent / PRINT_FOLDER
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 1, timeout=20_000)
    bar = said(office_window, qtbot, "als PDF gespeichert")
    settled(page, qtbot)
    assert not printed_keys(page)
    assert not page.ticked_jobs()
    assert not page.foot.print.isEnabled()
    assert bar.offer_button.text() == "Ist gedruckt"
    bar.offer_button.click()
    qtbot.waitUntil(lambda: len(printed_keys(page)) == count, timeout=20_000)
    assert bar.text() == print_words.confirmed(count)
    assert office.workspace.history(1)[0].kind == ActKind.SHEETS_PRINTED
    (path,) = folder.glob("*.pdf")
    assert path.name == "2027-03-02 Blätter.pdf"
    assert any("Anwesenheitsliste" in text for text in pages(path.read_bytes()))


def said(window: MainWindow, qtbot: QtBot, words: str) -> NoticeBar:
    """Wait until the bar says it."""
    bar = window.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    qtbot.waitUntil(lambda: words in bar.text(), timeout=20_000)
    return bar


def printed_by_hand(page: PrintingPage, window: MainWindow, qtbot: QtBot) -> None:
    """Save what is ticked as PDF and confirm it."""
    page.foot.print.click()
    said(window, qtbot, "als PDF gespeichert").offer_button.click()
    qtbot.waitUntil(lambda: bool(printed_keys(page)), timeout=20_000)


def printed_keys(page: PrintingPage) -> list[str]:
    return [line.key for line in shown(page) if line.state.startswith("gedruckt")]


def test_a_later_enrolment_changes_its_list(
    page: PrintingPage, office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    printed_by_hand(page, office_window, qtbot)
    with office.workspace.change(ActKind.ENROLLED) as db:
        person = Person(family_name="Ocean", given_name="Billie")
        db.add(person)
        db.flush()
        course = office.courses["A2-03"]
        db.add(Enrolment(course_id=course, person_id=person.id, joined_on=TODAY))
    qtbot.waitUntil(lambda: bool(changed(page)), timeout=20_000)
    (line,) = changed(page)
    assert (line.title, line.subtitle) == ("Anwesenheitsliste A2 Alltag", "seitdem neu: Billie O.")
    page.missing.click()
    assert page.summary.replaced.words.plain() == print_words.going_on(1)
    page.jobs.jobs.tick([job.key for job in page.all_jobs()])
    going_on = sum(job.stays_valid for job in page.all_jobs())
    replaced = sum(job.replaces for job in page.all_jobs())
    assert going_on
    assert replaced
    words = f"{print_words.replaced(replaced)} {print_words.going_on(going_on)}"
    assert page.summary.replaced.words.plain() == words
    office_window.hide_names()
    settled(page, qtbot)
    qtbot.waitUntil(lambda: "Billie" not in changed(page)[0].subtitle, timeout=20_000)
    assert not page.view.canvas.has_page


def changed(page: PrintingPage) -> list[JobLine]:
    return [line for line in shown(page) if line.state.startswith("geändert")]


def test_the_pages_are_shown_and_turned(page: PrintingPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.view.canvas.has_page, timeout=20_000)
    first = page.jobs.current_key()
    total = sum(job.pages for job in page.ticked_jobs())
    assert page.view.place.text() == f"1 von {total}"
    assert not page.view.back.isEnabled()
    for _ in range(total - 1):
        page.view.forth.click()
    assert page.view.place.text() == f"{total} von {total}"
    assert not page.view.forth.isEnabled()
    page.view.back.click()
    assert page.view.place.text() == f"{total - 1} von {total}"
    assert page.jobs.current_key() != first
    small = page.view.canvas.minimumSize()
    page.view.zoom.click()
    qtbot.waitUntil(
        lambda: page.view.canvas.minimumWidth() > small.width(), timeout=20_000
    )  # fmt: skip


def test_ticks_by_mouse_and_keyboard(page: PrintingPage) -> None:
    row = page.jobs.jobs.row_of(page.ticked_jobs()[0].key)
    index = page.jobs.jobs.index(row)
    box = page.jobs.visualRect(index)
    before = len(page.ticked_jobs())
    spot = QPoint(box.left() + theme().px(22), box.center().y())
    QTest.mouseClick(page.jobs.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(page.ticked_jobs()) == before - 1
    QTest.keyClick(page.jobs, Qt.Key.Key_Space)
    assert len(page.ticked_jobs()) == before
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(words, str)
    assert words.endswith("ausgewählt")


def test_filters_narrow(page: PrintingPage, office: Office, qtbot: QtBot) -> None:
    click(page.filters.kinds, SheetKind.DRIVER.value)
    settled(page, qtbot)
    assert {line.icon for line in shown(page)} == {"bus"}
    click(page.filters.kinds, "all")
    click(page.filters.courses, str(office.courses["NH-01"]))
    settled(page, qtbot)
    assert all("Nachhilfe" in line.title or "Bibliothek" in line.title for line in shown(page))
    click(page.filters.courses, "all")
    click(page.filters.period, "today")
    settled(page, qtbot)
    assert sum(isinstance(line, Heading) for line in page.jobs.jobs.lines) == 1


def test_a_period_of_ones_own(page: PrintingPage, qtbot: QtBot) -> None:
    click(page.filters.period, "own")
    page.filters.show_days(date(2031, 1, 1), date(2031, 1, 2))
    page.refresh()
    settled(page, qtbot)
    assert not shown(page)
    assert not page.foot.print.isEnabled()


def test_a_course_and_a_kind_are_shown(
    office_window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    page = opened(
        office_window, qtbot, course_id=office.courses["B1-01"], kind="attendance", day=TODAY
    )
    assert [line.title for line in shown(page)] == ["Anwesenheitsliste B1 Abend"]
    assert ticked(page) == ["Anwesenheitsliste B1 Abend"]


def test_another_day_is_shown(office_window: MainWindow, qtbot: QtBot) -> None:
    page = opened(office_window, qtbot, day=date(2027, 3, 8))
    assert {job.day for job in page.ticked_jobs()} == {date(2027, 3, 8)}


def test_a_pdf_where_one_wants_it(
    office_window: MainWindow,
    page: PrintingPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    wanted = tmp_path / "Meine Blätter"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted), ""))
    page.foot.pdf.click()
    made = tmp_path / "Meine Blätter.pdf"
    qtbot.waitUntil(made.exists, timeout=20_000)
    said(office_window, qtbot, str(made))
    settled(page, qtbot)
    assert {job.state for job in page.all_jobs()} == {SheetState.NEW}
    assert page.summary.waiting.isHidden()
    waiting = {line.key for line in shown(page) if line.state == "als PDF"}
    page.tick_missing()
    assert {job.key for job in page.ticked_jobs()} == waiting
    assert page.summary.waiting.words.plain() == print_words.waiting(len(waiting))
    page.summary.printed.click()
    qtbot.waitUntil(lambda: set(printed_keys(page)) == waiting, timeout=20_000)


def test_a_pdf_that_no_longer_waits_is_not_confirmed(
    page: PrintingPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(page.context, "problem", told.append)
    printed = render(page.workspace, page.ticked_jobs(), None)
    take_back(page.workspace, printed)
    confirm_printed(page.context, printed.numbers)
    assert [str(error) for error in told] == ["sheet_unknown"]
    settled(page, qtbot)
    assert not printed_keys(page)


def test_a_folder_that_cannot_be_written_is_told(
    page: PrintingPage, office_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page.save_pdf(tmp_path / "fehlt" / "x.pdf")
    qtbot.waitUntil(page.foot.isEnabled, timeout=20_000)
    assert not printed_keys(page)
    assert page.ticked_jobs()


def test_pages_go_to_a_printer(page: PrintingPage, tmp_path: Path, qtbot: QtBot) -> None:
    printed = render(page.workspace, page.ticked_jobs(), None)
    out = tmp_path / "Drucker.pdf"
    printer = QPrinter()
    printer.setOutputFileName(str(out))
    run = PrintRun(printed.pdf, printed.pages, printer, "Blätter", page)
    with qtbot.waitSignal(run.finished, timeout=60_000):
        run.start()
    assert len(pages(out.read_bytes())) == printed.pages


def test_sheets_count_as_printed_once_the_printer_took_every_page(
    page: PrintingPage,
    office_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    out = tmp_path / "Drucker.pdf"

    def into_file(name: str) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFileName(str(out))
        return printer

    monkeypatch.setattr("kursplaner.ui.printing.page.printer_named", into_file)
    monkeypatch.setattr(page.foot, "printer", "Laserdrucker")
    (key, *_) = [job.key for job in page.ticked_jobs() if job.kind == SheetKind.DRIVER]
    page.jobs.jobs.tick([key])
    page.print_now()
    bar = said(office_window, qtbot, "gedruckt")
    assert bar.text() == print_words.printed(1, 1, "Laserdrucker")
    assert not bar.offer_button.isVisibleTo(office_window)
    qtbot.waitUntil(lambda: printed_keys(page) == [key], timeout=20_000)
    assert out.exists()


def test_what_is_cancelled_before_it_goes_to_the_printer_is_taken_back(
    page: PrintingPage, office: Office
) -> None:
    stop = Event()
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *step: told.append(step), stop)
    made = render(office.workspace, page.ticked_jobs(), None)
    stop_in_time(progress, office.workspace, made)
    assert confirm(office.workspace, made.numbers[:1]) == made.numbers[:1]
    stop.set()
    with pytest.raises(Cancelled):
        stop_in_time(progress, office.workspace, made)
    with pytest.raises(Refused, match="sheet_unknown"):
        confirm(office.workspace, made.numbers[1:])


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_takes_the_record_back(
    page: PrintingPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    def broken(name: str) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFileName(str(tmp_path))
        return printer

    monkeypatch.setattr("kursplaner.ui.printing.page.printer_named", broken)
    monkeypatch.setattr(page.foot, "printer", "Laserdrucker")
    told: list[BaseException] = []
    monkeypatch.setattr(page.context, "problem", told.append)
    page.print_now()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0], Refused)
    assert told[0].kind == "printer_failed"
    settled(page, qtbot)
    qtbot.waitUntil(
        lambda: all(job.state == SheetState.NEW for job in page.all_jobs()), timeout=20_000
    )


def test_both_modes_and_a_large_text_are_painted(page: PrintingPage) -> None:
    pictures = set()
    for mode, scale in (("light", 100), ("dark", 100), ("light", 150)):
        theme().apply(mode, scale)  # type: ignore[arg-type]
        image = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        pictures.add(image.pixel(20, 200))
    theme().apply("light", 100)
    assert len(pictures) == 2


def test_a_file_name_that_is_free(tmp_path: Path) -> None:
    first = free_path(tmp_path, TODAY)
    first.touch()
    assert first.name == "2027-03-02 Blätter.pdf"
    assert free_path(tmp_path, TODAY).name == "2027-03-02 Blätter (2).pdf"
