"""The head of a page where the room is short."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.pages.parts import PageHead
from kursplaner.ui.widgets.texts import Pill


def test_a_title_nobody_could_read_is_left_out(qtbot: QtBot) -> None:
    head = PageHead("Kalender des ganzen Jahres")
    qtbot.addWidget(head)
    tool = QLabel("")
    tool.setFixedWidth(200)
    head.add_tool(tool)
    head.show()
    whole = head.title.sizeHint().width()
    room = head._needed([tool])
    for width, seen in (
        (room, True),
        (room - whole // 2 + 2, True),
        (room - whole // 2 - 2, False),
        (room, True),
    ):
        head.resize(width, 64)
        assert head.title.isVisible() is seen
    head.show_title("Kalender des ganzen Jahres", "Kurse / A2-03")
    head.resize(room - whole // 2 - 2, 64)
    assert head.title.isVisible()


def test_words_of_tools_go_before_the_title_when_a_state_is_told_later(qtbot: QtBot) -> None:
    head = PageHead("A2 Alltag am Vormittag")
    qtbot.addWidget(head)
    state, tool = Pill(""), Button("Liste drucken", icon="printer")
    head.add_beside(state)
    head.add_tool(tool)
    head.show()
    head.resize(2000, 64)
    assert tool.text() == "Liste drucken"
    head.resize(head._needed([tool]) + 90, 64)
    assert tool.text() == "Liste drucken"
    state.show_state("läuft, 4 von 20 Terminen")
    qtbot.waitUntil(lambda: tool.text() == "")
    qtbot.waitUntil(lambda: head.title.width() >= head.title.sizeHint().width())
    assert tool.accessibleName() == "Liste drucken"
    state.show_state("")
    qtbot.waitUntil(lambda: tool.text() == "Liste drucken")
