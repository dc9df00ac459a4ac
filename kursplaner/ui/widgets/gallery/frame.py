"""The rail beside a page, as the window shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.ui.widgets import Rail, RailEntry

PLACES = (
    RailEntry("today", "Heute", "sun"),
    RailEntry("calendar", "Kalender", "calendar-days"),
    RailEntry("courses", "Kurse", "graduation-cap"),
    RailEntry("people", "Personen", "users"),
    RailEntry("rooms", "Räume", "door-open"),
    RailEntry("childcare", "Betreuung", "baby"),
    RailEntry("rides", "Fahrdienst", "bus"),
    RailEntry("history", "Verlauf", "history", bottom=True),
    RailEntry("settings", "Einstellungen", "settings", bottom=True),
)


def framed(page: QWidget, place: str) -> QWidget:
    """A page beside the rail, as the window shows it."""
    window = QWidget()
    window.setProperty("ground", "background")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    rail = Rail(PLACES)
    rail.show_town("Adorf/Vogtl.", "Frühjahr 2027")
    rail.choose(place)
    rail.set_badge("rides", 2)
    row.addWidget(rail)
    row.addWidget(page, 1)
    return window
