"""Inputs for days and times: typed as people write them, or picked."""

from __future__ import annotations

from datetime import date, timedelta

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
from kursplaner.ui.widgets.texts import restyle
from kursplaner.ui.widgets.written import parsed_date, parsed_time, short_date


class _ParsedField(QLineEdit):
    """A line whose text means a value; nonsense gets the red border and means nothing."""

    changed = Signal(object)

    def __init__(self, name: str, icon: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.picker = QAction(icons.icon(icon, "text2"), name, self)
        self.addAction(self.picker, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        raise NotImplementedError

    def _mark(self, bad: bool) -> None:
        if bool(self.property("bad")) != bad:
            self.setProperty("bad", bad)
            restyle(self)


class DateField(_ParsedField):
    """A day typed as "2.3." or picked; arrows up and down step by days.

    Signals:
        changed(object): the new date, or None when empty.
    """

    def __init__(
        self, day: date | None = None, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, "calendar", parent)
        self._day = day
        self.setPlaceholderText("TT.MM.JJJJ")
        self.set_value(day)
        self.picker.triggered.connect(self.open_calendar)

    def value(self) -> date | None:
        """The day, None when empty or not a day."""
        if not self.text().strip():
            return None
        return parsed_date(self.text(), self._day or clock.today())

    def set_value(self, day: date | None) -> None:
        """Show a day without a signal."""
        self._day = day
        self.setText(short_date(day, year=True) if day else "")
        self._mark(bad=False)

    def is_valid(self) -> bool:
        """Whether the text is empty or a day."""
        return not self.text().strip() or self.value() is not None

    def open_calendar(self) -> None:
        """Open the month beneath the field."""
        popup = _CalendarPopup(self._day or clock.today(), self)
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

    def _take(self, day: date) -> None:
        changed = day != self._day
        self.set_value(day)
        if changed:
            self.changed.emit(day)

    def _finish(self) -> None:
        day = self.value()
        self._mark(not self.is_valid())
        if not self.is_valid():
            return
        changed = day != self._day
        self.set_value(day)
        if changed:
            self.changed.emit(day)


class TimeField(_ParsedField):
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
        super().__init__(name, "clock", parent)
        self._minutes = minutes
        self._step = step
        self.setPlaceholderText("0:00")
        self.set_value(minutes)

    def value(self) -> int | None:
        """Minutes of the day, None when empty or not a time."""
        return parsed_time(self.text())

    def set_value(self, minutes: int | None) -> None:
        """Show a time without a signal."""
        self._minutes = minutes
        self.setText("" if minutes is None else f"{minutes // 60}:{minutes % 60:02}")
        self._mark(bad=False)

    def is_valid(self) -> bool:
        """Whether the text is empty or a time."""
        return not self.text().strip() or self.value() is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = self.value()
        at = 9 * 60 if at is None else max(0, min(24 * 60, at + step * self._step))
        self.set_value(at)
        self.changed.emit(at)

    def _finish(self) -> None:
        minutes = self.value()
        self._mark(not self.is_valid())
        if not self.is_valid():
            return
        changed = minutes != self._minutes
        self.set_value(minutes)
        if changed:
            self.changed.emit(minutes)


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
