"""Inputs with German formats: text, choice, number, date, time, search."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QFrame,
    QLineEdit,
    QSpinBox,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kursplaner.basics import clock
from kursplaner.ui import icons
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets.buttons import Choice
from kursplaner.ui.widgets.texts import Text, restyle

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_DATE = re.compile(r"^(?:\D{2}\.?\s+)?(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{2}|\d{4})?$")
_TIME = re.compile(r"^(\d{1,2})(?:[:.,h ]?\s*(\d{2}))?(?:\s*Uhr)?$")
_SEARCH_PAUSE = 120


def short_date(day: date, *, year: bool = False) -> str:
    """The date as "Di 02.03." or "Di 02.03.2027"."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d.%m.}{day.year if year else ''}"


def parsed_date(text: str, near: date) -> date | None:
    """The day meant by "2.3.", "02.03.27" or "Di 02.03.2027"; without a year the next to `near`."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    day, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            year = int(found[3])
            return date(year if year > 99 else 2000 + year, month, day)
        candidates = [
            date(near.year + step, month, day)
            for step in (-1, 0, 1)
            if day <= calendar.monthrange(near.year + step, month)[1]
        ]
    except (ValueError, calendar.IllegalMonthError):
        return None
    return min(candidates, key=lambda each: abs(each - near), default=None)


def parsed_time(text: str) -> int | None:
    """Minutes of the day meant by "9", "9:00", "0930" or "9.30"; None if nonsense."""
    squeezed = text.strip()
    if squeezed.isdigit() and len(squeezed) in {3, 4}:
        squeezed = f"{squeezed[:-2]}:{squeezed[-2:]}"
    found = _TIME.match(squeezed)
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return hours * 60 + minutes


class TextField(QLineEdit):
    """One line of text; `mark_bad(True)` gives it the red border."""

    def __init__(
        self, text: str = "", *, name: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def mark_bad(self, bad: bool) -> None:
        """Show or take away the red border."""
        if bool(self.property("bad")) != bad:
            self.setProperty("bad", bad)
            restyle(self)


class SearchField(QLineEdit):
    """Search as you type; `searched(str)` follows 120 ms after the last key.

    Signals:
        searched(str): the text to look for.
        left_downwards: arrow down, for the list beneath to take the focus.
    """

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str = "Suchen", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(icons.icon("search", "text2"), "", self),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        clear = self.findChild(QToolButton, "")
        if clear is not None:
            clear.setAccessibleName("Suche")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            self._tell()
        else:
            super().keyPressEvent(event)

    def _wait(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self.searched.emit(self.text().strip())


class ChoiceField(QComboBox):
    """One of several in a list.

    Signals:
        chosen(str): the key the user chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        current: str = "",
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.show_choices(choices, current)
        self.activated.connect(self._tell)

    def show_choices(self, choices: Sequence[Choice], current: str = "") -> None:
        """Replace the entries."""
        self.clear()
        for choice in choices:
            if choice.icon:
                self.addItem(icons.icon(choice.icon, "text2"), choice.text, choice.key)
            else:
                self.addItem(choice.text, choice.key)
        self.choose(current)

    def current(self) -> str:
        """The chosen key."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose without a signal."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def _tell(self) -> None:
        self.chosen.emit(self.current())


class NumberField(QSpinBox):
    """A whole number with its unit, e.g. "60 UE"; `valueChanged(int)`."""

    def __init__(
        self,
        value: int = 0,
        *,
        name: str,
        unit: str = "",
        least: int = 0,
        most: int = 999_999,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(value)
        if unit:
            self.setSuffix(f" {unit}")
        self.setAccessibleName(name)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setMinimumWidth(theme().px(64))
        self.lineEdit().setTextMargins(theme().px(7), 0, theme().px(4), 0)


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


class Field(QWidget):
    """A label above an input, with room for a note or a complaint beneath."""

    def __init__(
        self, label: str, inner: QWidget, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.inner = inner
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        self._label = Text(label, "note", "second")
        self._label.setBuddy(inner)
        if not inner.accessibleName():
            inner.setAccessibleName(label)
        column.addWidget(self._label)
        column.addWidget(inner)
        self._note = Text(note, "note", "second", wrap=True)
        self._note.setVisible(bool(note))
        self._usual = note
        column.addWidget(self._note)

    def complain(self, sentence: str) -> None:
        """Show what is wrong in red under the input; "" takes it away."""
        self._note.set_tone("bad" if sentence else "second")
        self._note.show_text(sentence or self._usual)
        self._note.setVisible(bool(sentence or self._usual))
        self.inner.setAccessibleDescription(sentence)


__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "ChoiceField",
    "DateField",
    "Field",
    "NumberField",
    "SearchField",
    "TextField",
    "TimeField",
    "parsed_date",
    "parsed_time",
    "short_date",
]
