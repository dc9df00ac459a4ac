"""Pictures of the widgets with invented values."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kursplaner.ui.widgets.gallery.attendance import course
from kursplaner.ui.widgets.gallery.day import today
from kursplaner.ui.widgets.gallery.inputs import lists
from kursplaner.ui.widgets.gallery.service import childcare, rides
from kursplaner.ui.widgets.gallery.week import calendar

PICTURES: dict[str, Callable[[], QWidget]] = {
    "heute": today,
    "kalender": calendar,
    "kurs": course,
    "fahrdienst": rides,
    "betreuung": childcare,
    "personen": lists,
}
