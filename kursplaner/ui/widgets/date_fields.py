"""Inputs for days and times: typed as people write them, or picked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kursplaner.basics import clock
from kursplaner.ui.look import icons
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.texts import mark_bad
from kursplaner.ui.widgets.written import parsed_date, parsed_time, short_date

T = TypeVar("T")


class _ParsedField(QLineEdit, Generic[T]):
    """A line whose text means a value; nonsense gets the red border and means nothing.

    `read` and `write` say what a text means and how a value is written.
    """

    changed = Signal(object)

    def __init__(
        self,
        kept: T | None,
        read: Callable[[str], T | None],
        write: Callable[[T], str],
        icon: str,
        *,
        name: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._kept, self._read, self._write = kept, read, write
        self.setAccessibleName(name)
        self.picker = QAction(icons.icon(icon, "text2"), name, self)
        self.addAction(self.picker, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._finish)
        self.set_value(kept)

    def value(self) -> T | None:
        """What stands there, None when empty or nonsense."""
        return self._read(self.text()) if self.text().strip() else None

    def set_value(self, value: T | None) -> None:
        """Show a value without a signal."""
        self._kept = value
        self.setText("" if value is None else self._write(value))
        mark_bad(self, bad=False)

    def is_valid(self) -> bool:
        """Whether the text is empty or means something."""
        return not self.text().strip() or self.value() is not None

    def _take(self, value: T | None) -> None:
        changed = value != self._kept
        self.set_value(value)
        if changed:
            self.changed.emit(value)

    def _finish(self) -> None:
        if self.is_valid():
            self._take(self.value())
        else:
            mark_bad(self, bad=True)


class DateField(_ParsedField[date]):
    """A day typed as "2.3." or picked; arrows up and down step by days.

    Signals:
        changed(object): the new date, or None when empty.
    """

    def __init__(
        self, day: date | None = None, *, name: str, parent: QWidget | None = None
    ) -> None:
        def read(text: str) -> date | None:
            return parsed_date(text, self._kept or clock.today())

        def write(day: date) -> str:
            return short_date(day, year=True)

        super().__init__(day, read, write, "calendar", name=name, parent=parent)
        self.setPlaceholderText("TT.MM.JJJJ")
        self.picker.triggered.connect(self.open_calendar)

    def open_calendar(self) -> None:
        """Open the month beneath the field."""
        popup = _CalendarPopup(self._kept or clock.today(), self)
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 7,
            Qt.Key.Key_PageDown: -7,
        }.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif step is not None:
            self._take((self.value() or clock.today()) + timedelta(days=step))
        else:
            super().keyPressEvent(event)


class TimeField(_ParsedField[int]):
    """A time of day typed as "9", "930" or "9:30"; arrows step by a quarter of an hour.

    Signals:
        changed(object): minutes of the day, or None when empty.
    """

    def __init__(
        self,
        minutes: int | None = None,
        *,
        name: str,
        step: int = 15,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(minutes, parsed_time, _clock, "clock", name=name, parent=parent)
        self._step = step
        self.setPlaceholderText("0:00")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = self.value()
        self._take(9 * 60 if at is None else max(0, min(24 * 60, at + step * self._step)))


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


class _CalendarPopup(QFrame):
    """A month to pick a day from."""

    picked = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        month = QCalendarWidget()
        month.setLocale(QLocale(QLocale.Language.German))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        month.setSelectedDate(QDate(day.year, day.month, day.day))
        self._dress(month)
        month.clicked.connect(self._pick)
        month.activated.connect(self._pick)
        column.addWidget(month)
        month.setFocus()
        self._month = month

    def _dress(self, month: QCalendarWidget) -> None:
        weekend = QTextCharFormat()
        weekend.setForeground(theme().c("text3"))
        for each in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(each, weekend)
        head = QTextCharFormat()
        head.setForeground(theme().c("text2"))
        head.setBackground(theme().c("surface"))
        month.setHeaderTextFormat(head)
        for name, picture in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            arrow = month.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icons.icon(picture))

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()
