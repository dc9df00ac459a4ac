"""The first page: a new town, a file that is there already, or the demo to play with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kursplaner.desk.wording.words.places import LANDS
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Button, Choice, PrimaryButton
from kursplaner.ui.widgets.cards import Card
from kursplaner.ui.widgets.fields import ChoiceField, Field, TextField
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.texts import IconLabel, Text, mark_bad

CARD = 272
WHOLE = 3 * CARD + 2 * 16
MOST_OF_IT = 1000
"""The share of a line that a sentence takes before what centres it."""
NO_NAME = "Bitte tragen Sie den Namen Ihrer Stadt oder Gemeinde ein."


class Welcome(QWidget):
    """Three ways to begin, side by side.

    Signals:
        new_wanted(str, str, str, bool): name of the town, its Land, a neighbouring Land or "", and
            whether it gets a password.
        open_wanted, demo_wanted: the other two ways.
        recent_wanted: the file opened last time.
        backup_wanted(object): the Path of a town of which a backup shall be brought back.
    """

    new_wanted = Signal(str, str, str, bool)
    open_wanted = Signal()
    demo_wanted = Signal()
    recent_wanted = Signal(str)
    backup_wanted = Signal(object)

    def __init__(self, recent: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kursplaner")
        self.setProperty("ground", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._recent = recent
        column = self._scrolled()
        column.setSpacing(theme().px(16))
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Text("Willkommen beim Kursplaner", "title"), 0, middle)
        column.addWidget(
            Text(
                "Kurse, Räume, Kinderbetreuung und Fahrdienst in einem Fenster.", "plain", "second"
            ),
            0,
            middle,
        )
        column.addSpacing(theme().px(8))
        row = self._cards = QHBoxLayout()
        row.setSpacing(theme().px(16))
        row.addStretch(1)
        for card in (self._new_card(), self._open_card(), self._demo_card()):
            card.setFixedWidth(theme().px(CARD))
            row.addWidget(card)
        row.addStretch(1)
        column.addLayout(row)
        self._message = Text("", "plain", "bad", wrap=True)
        self._message.setMaximumWidth(theme().px(WHOLE))
        told = QHBoxLayout()
        told.addStretch(1)
        told.addWidget(self._message, MOST_OF_IT)
        told.addStretch(1)
        column.addLayout(told)
        self._lost: Path | None = None
        self.backup = Button("Sicherung zurückholen", icon="rotate-ccw")
        self.backup.clicked.connect(lambda: self.backup_wanted.emit(self._lost))
        self.backup.hide()
        column.addWidget(self.backup, 0, middle)
        column.addStretch(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(WHOLE + 32)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(way)

    def _scrolled(self) -> QVBoxLayout:
        """The column of the page; it scrolls where the screen is small or the text large."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "background")
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._ring = FocusRing(self)
        return QVBoxLayout(inside)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._ring.watch_window)
        self._town.setFocus()

    def complain(self, sentence: str, lost: Path | None = None) -> None:
        """Say why a file could not be opened or made; offer a backup of a lost town."""
        self._message.show_text(sentence)
        self._lost = lost
        self.backup.setVisible(lost is not None)

    def _new_card(self) -> Card:
        card = _card("landmark", "Neue Stadt", "Legt eine leere Datei für Ihre Stelle an.")
        self._town = TextField(name="Name der Stadt oder Gemeinde", hint="z. B. Adorf/Vogtl.")
        self._town.setMaxLength(120)
        self._town.textChanged.connect(self._mended)
        card.body.addWidget(Field("Stadt oder Gemeinde", self._town))
        lands = [Choice(key, name) for key, name in LANDS]
        self._land = ChoiceField(lands, "SN", name="Bundesland")
        card.body.addWidget(Field("Bundesland (für Ferien und Feiertage)", self._land))
        none = [Choice("", "keines"), *lands]
        self._second = ChoiceField(none, "", name="Zweites Bundesland")
        card.body.addWidget(Field("Zweites Bundesland (Nachbarn)", self._second))
        self.password = QCheckBox("Mit Passwort verschlüsseln")
        self.password.setChecked(True)
        card.body.addWidget(self.password)
        card.body.addStretch(1)
        button = PrimaryButton("Anlegen", "plus")
        button.clicked.connect(self._create)
        self._town.returnPressed.connect(self._create)
        card.body.addWidget(button)
        return card

    def _open_card(self) -> Card:
        card = _card("folder-open", "Vorhandene Datei", "Öffnet eine Datei *.kursplan.")
        if self._recent:
            again = Button("Zuletzt geöffnete Datei", icon="history", tip=self._recent)
            again.clicked.connect(self._open_recent)
            card.body.addWidget(again)
        card.body.addStretch(1)
        button = Button("Öffnen", icon="folder-open")
        button.clicked.connect(self.open_wanted)
        card.body.addWidget(button)
        return card

    def _demo_card(self) -> Card:
        card = _card(
            "play",
            "Spielstadt",
            "Zum Ausprobieren: alle Namen sind erfunden, nichts kann kaputtgehen.",
        )
        card.body.addStretch(1)
        button = Button("Ausprobieren", icon="play")
        button.clicked.connect(self.demo_wanted)
        card.body.addWidget(button)
        return card

    def _create(self) -> None:
        name = self._town.text().strip()
        if name:
            lands = self._land.current(), self._second.current()
            self.new_wanted.emit(name, *lands, self.password.isChecked())
        else:
            mark_bad(self._town, bad=True)
            self._town.setFocus()
            self.complain(NO_NAME)

    def _mended(self) -> None:
        """Take back what was complained of the name, now that there is another."""
        if self._message.plain() == NO_NAME:
            mark_bad(self._town, bad=False)
            self.complain("")

    def _open_recent(self) -> None:
        self.recent_wanted.emit(self._recent)


def _card(icon: str, title: str, sentence: str) -> Card:
    card = Card(margin=20, spacing=12)
    card.setAccessibleName(title)
    card.body.setContentsMargins(theme().px(20), theme().px(20), theme().px(20), theme().px(20))
    card.body.addWidget(IconLabel(icon, "accent", 24), 0, Qt.AlignmentFlag.AlignLeft)
    card.body.addWidget(Text(title, "big"))
    card.body.addWidget(Text(sentence, "plain", "second", wrap=True))
    return card
