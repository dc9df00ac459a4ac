"""Heute."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Figure,
    NoticeBar,
    Page,
    PrimaryButton,
    Row,
    RowList,
    Text,
    Timeline,
    samples,
)
from kursplaner.ui.widgets.gallery.frame import framed
from kursplaner.ui.widgets.texts import Tone

TO_DO: tuple[tuple[str, Tone, str, str, str], ...] = (
    (
        "phone",
        "bad",
        "2 Familien nicht erreicht",
        "Betreuung am Donnerstag fällt aus, Absage an 5 Familien",
        "Anrufliste",
    ),
    (
        "bus",
        "bad",
        "Fahrerin für die Rückfahrt 19:25 fehlt",
        "Frau R. ist krank gemeldet; Herr V. wäre frei",
        "Herrn V. einteilen",
    ),
    (
        "clipboard-check",
        "warning",
        "Anwesenheit von gestern fehlt",
        "A1.1 Frauen, 1. März, 12 Personen",
        "Eintragen",
    ),
    (
        "file-clock",
        "warning",
        "Führungszeugnis läuft am 15. März ab",
        "Betreuerin, Vorlage alle 5 Jahre",
        "Öffnen",
    ),
    (
        "euro",
        "second",
        "Verwendungsnachweis fällig am 31. März",
        "DWK-Integration, Prüfung: 2 Hinweise",
        "Prüfen",
    ),
)


def today() -> QWidget:
    """Heute."""
    page = Page("Heute, Dienstag 2. März 2027")
    page.head.add_tool(Button("Ausfall melden", icon="user-x"))
    page.head.add_tool(PrimaryButton("Listen für heute drucken", "printer"))
    line = Timeline()
    line.show_day(samples.DAY, 620)
    page.body.addWidget(line)
    below = QHBoxLayout()
    below.setSpacing(theme().px(16))
    below.addWidget(_to_do(), 8)
    right = QVBoxLayout()
    right.setSpacing(theme().px(16))
    right.addWidget(_here())
    right.addWidget(_follow_ups())
    right.addStretch(1)
    below.addLayout(right, 5)
    below.setAlignment(Qt.AlignmentFlag.AlignTop)
    page.body.addLayout(below)
    page.body.addStretch(1)
    window = framed(page, "today")
    notice = NoticeBar(window, lambda: ["Anwesenheit gespeichert"])
    window.resize(1440, 900)
    notice.show_notice("A2 Alltag: 14 Anwesenheiten gespeichert", undo=True)
    return window


def _to_do() -> QWidget:
    card = Card("Zu tun", margin=0)
    card.body.setContentsMargins(1, 0, 1, 0)
    rows = RowList()
    for icon, tone, title, words, button in TO_DO:
        rows.add(Row(title, words, icon=icon, icon_tone=tone, tool=Button(button)))
    card.body.addWidget(rows)
    card.body.addStretch(1)
    return card


def _here() -> QWidget:
    card = Card("Jetzt hier")
    row = QHBoxLayout()
    for values in (
        ("13", "Erwachsene", "1 fehlt entschuldigt"),
        ("3", "Kinder", "1 Betreuerin, Platz für 2"),
        ("0", "unterwegs", "nächste Fahrt 11:45"),
    ):
        row.addWidget(Figure(*values), 1)
    card.body.addLayout(row)
    card.body.addWidget(Button("Räumungsliste", icon="siren"), 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _follow_ups() -> QWidget:
    card = Card("Wiedervorlage", margin=0)
    card.body.setContentsMargins(1, 0, 1, 0)
    rows = RowList(top_line=False)
    for title, day in (
        ("Kita-Platz für zwei Kinder nachfragen", "heute"),
        ("Zertifikat A2 im Rathaus abholen", "Do 04.03."),
        ("Praktikum Bäckerei: Rückruf", "Fr 05.03."),
    ):
        rows.add(Row(title, tool=Text(day, "plain", "second")))
    card.body.addWidget(rows)
    return card
