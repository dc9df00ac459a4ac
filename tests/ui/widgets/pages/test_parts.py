"""The head of a page where the room is short."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kursplaner.ui.widgets.pages.parts import PageHead


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
