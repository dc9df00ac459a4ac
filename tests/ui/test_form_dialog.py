from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ActKind, ConflictKind, Severity
from kursplaner.domain.town import FollowUp
from kursplaner.planning.people.follow_ups import add_follow_up
from kursplaner.store.records import find
from kursplaner.ui.form_dialog import FormDialog, Later, Outlook
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import Field, TextField
from tests.ui.office import TODAY

HARD = Conflict(
    "room", ConflictKind.ROOM, Severity.HARD, TODAY, 600, 660, (Subject("room", 1, "Saal"),), {}
)


class NoteDialog(FormDialog):
    """Puts down a line; "nie" is refused, "eng" is hard, nothing typed cannot be stored."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(window, "Notiz", parent)
        self.line, self.other = TextField(name="Zeile"), TextField(name="Anderes")
        self.body.addWidget(Field("Anderes", self.other))
        self.body.addWidget(Field("Zeile", self.line))
        self.blames = {"name_missing": self.line}
        self.begin("Eintragen", "check", self._put, self._look, (self.line.textChanged,))

    def _look(self) -> Outlook:
        text = self.line.text()
        if text == "eng":
            found = HARD.accepted(self.accept_reason) if self.accept_reason else HARD
            return self.outlook(["Es wird eng."], [found])
        if text == "nie":
            raise Refused("date_unreadable")
        return Outlook(f"Zeile: {text}", ready=bool(text))

    def _put(self) -> None:
        text = self.line.text()
        if text == "fehlt":
            raise Refused("name_missing")
        self.act(
            ActKind.FOLLOW_UP_ADDED,
            lambda db: add_follow_up(db, TODAY, text),
            f"{text} eingetragen",
        )


@pytest.fixture
def box(office_window: MainWindow, qtbot: QtBot) -> Iterator[NoteDialog]:
    made = NoteDialog(office_window)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def lines(window: MainWindow) -> set[str]:
    with window.workspace.read() as db:
        return {row.line for row in find(db, FollowUp)}


def test_enter_stores_what_was_shown_and_escape_nothing(
    office_window: MainWindow, box: NoteDialog
) -> None:
    assert not box.store_button.isEnabled()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert box.isVisible()
    QTest.keyClicks(box.line, "Kita anrufen")
    assert box.told == "Zeile: Kita anrufen"
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert "Kita anrufen" in lines(office_window)
    office_window.undo()
    assert "Kita anrufen" not in lines(office_window)


def test_escape_stores_nothing(office_window: MainWindow, box: NoteDialog) -> None:
    QTest.keyClicks(box.line, "Kita anrufen")
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.isVisible()  # it asks first
    box.discard()
    assert not box.isVisible()
    assert "Kita anrufen" not in lines(office_window)


def test_a_refusal_says_why_and_leads_to_the_field(
    office_window: MainWindow, box: NoteDialog
) -> None:
    box.line.setText("fehlt")
    box.other.setFocus()
    box.store()
    assert box.isVisible()
    assert "Name fehlt" in box.complaint
    assert box.line.property("bad") is True
    assert box.focusWidget() is box.line
    box.line.setText("fehlt nicht")
    assert box.complaint == ""
    assert box.line.property("bad") is False
    assert "fehlt" not in lines(office_window)


def test_what_is_refused_already_cannot_be_stored(box: NoteDialog) -> None:
    box.line.setText("nie")
    assert "kein Datum" in box.told
    assert not box.store_button.isEnabled()


def test_something_hard_asks_for_a_reason(office_window: MainWindow, box: NoteDialog) -> None:
    assert not box.anyway.isVisible()
    box.line.setText("eng")
    assert box.told.startswith("Es wird eng.")
    assert not box.store_button.isEnabled()
    assert box.anyway.isVisible()
    QTest.keyClicks(box.anyway, "abgesprochen")
    QTest.keyClick(box.anyway, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert "eng" in lines(office_window)


def test_the_keyboard_comes_to_the_reason_after_the_fields(box: NoteDialog) -> None:
    box.line.setText("eng")
    order: list[QWidget | None] = [box.other]
    while order[-1] is not None and order[-1].nextInFocusChain() is not box.other:
        order.append(order[-1].nextInFocusChain())
    assert order.index(box.line) < order.index(box.anyway) < order.index(box.store_button)


class SlowDialog(FormDialog):
    """Computes in another thread what would come of a line, when it is let; "nie" is refused."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Langsam")
        self.line = TextField(name="Zeile")
        self.body.addWidget(Field("Zeile", self.line))
        self.lets: dict[str, Event] = {}
        self.stored: list[str] = []
        self.begin("Eintragen", "check", self._put, self._look, (self.line.textChanged,))

    def let(self, text: str) -> Event:
        return self.lets.setdefault(text, Event())

    def _look(self) -> Outlook | Later[str]:
        text = self.line.text()
        let = self.let(text)

        def work() -> str:
            let.wait(10)
            if text == "nie":
                raise Refused("date_unreadable")
            return text.upper()

        return Later(text, work, Outlook) if text else Outlook("", ready=False)

    def _put(self) -> None:
        self.stored.append(self.told)
        self.accept()


@pytest.fixture
def slow(office_window: MainWindow, qtbot: QtBot) -> Iterator[SlowDialog]:
    made = SlowDialog(office_window)
    qtbot.addWidget(made)
    made.show()
    yield made
    for let in made.lets.values():
        let.set()
    made.close()


def test_what_takes_a_moment_is_shown_when_it_is_there(slow: SlowDialog, qtbot: QtBot) -> None:
    slow.line.setText("a")
    assert slow.computing
    assert slow.told == "Wird berechnet …"
    assert not slow.store_button.isEnabled()
    slow.let("a").set()
    qtbot.waitUntil(lambda: not slow.computing)
    assert slow.told == "A"
    assert slow.store_button.isEnabled()
    slow.propose()
    assert not slow.computing, "the same is not computed again"


def test_only_the_last_that_was_asked_is_shown(slow: SlowDialog, qtbot: QtBot) -> None:
    slow.line.setText("a")
    slow.line.setText("b")
    slow.let("b").set()
    qtbot.waitUntil(lambda: not slow.computing)
    slow.let("a").set()
    qtbot.wait(50)
    assert slow.told == "B"


def test_nothing_is_stored_that_nobody_has_seen(slow: SlowDialog, qtbot: QtBot) -> None:
    slow.line.setText("a")
    QTest.keyClick(slow.line, Qt.Key.Key_Return)
    slow.store()
    slow.let("a").set()
    qtbot.waitUntil(lambda: not slow.computing)
    assert slow.stored == []
    QTest.keyClick(slow.line, Qt.Key.Key_Return)
    assert slow.stored == ["A"]


def test_a_refusal_from_the_other_thread_is_told_and_nothing_stored(
    slow: SlowDialog, qtbot: QtBot
) -> None:
    slow.line.setText("nie")
    QTest.keyClick(slow.line, Qt.Key.Key_Return)
    slow.let("nie").set()
    qtbot.waitUntil(lambda: not slow.computing)
    assert not slow.store_button.isEnabled()
    assert "kein Datum" in slow.told
    assert slow.stored == []


def test_what_arrives_after_the_box_was_closed_is_dropped(slow: SlowDialog, qtbot: QtBot) -> None:
    slow.line.setText("a")
    slow.reject()
    slow.let("a").set()
    qtbot.wait(50)
    assert slow.told == "Wird berechnet …"
