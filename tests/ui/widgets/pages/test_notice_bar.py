from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kursplaner.ui.widgets import NoticeBar

SENTENCE = "Dieser Bildschirm ist klein: Alles ist erreichbar, manches nur durch Scrollen hier."


def test_what_stays_takes_as_many_lines_as_the_window_leaves_it(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1200, 600)
    bar = NoticeBar(over)
    over.show()
    bar.show_notice(SENTENCE, stay=True)
    flat = bar.height()
    over.resize(600, 600)
    QApplication.processEvents()
    assert bar.height() > flat
    assert over.rect().contains(bar.geometry())
    over.resize(1200, 600)
    QApplication.processEvents()
    assert bar.height() == flat


def test_what_goes_stays_in_one_line(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(500, 600)
    bar = NoticeBar(over)
    over.show()
    bar.show_notice("Kurz")
    flat = bar.height()
    bar.show_notice(SENTENCE)
    assert bar.height() == flat
