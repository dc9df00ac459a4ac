"""A beginning and an end for each weekly time of a course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.desk.wording.words import days
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import TimeField, beside


class WeeklyFields(QWidget):
    """A beginning and an end for each weekly time of a course.

    Attributes:
        times: the fields, in the order of the week.

    Signals:
        edited(object): a time that was typed in.
    """

    edited = Signal(object)

    def __init__(self, weekly: Sequence[CourseTime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weekly = list(weekly)
        self.times: list[tuple[TimeField, TimeField]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for time in self._weekly:
            day = days.weekday_long(time.weekday)
            starts = TimeField(time.starts, name=f"{day}, Beginn")
            ends = TimeField(time.ends, name=f"{day}, Ende")
            for field in (starts, ends):
                field.changed.connect(self.edited)
            self.times.append((starts, ends))
            column.addLayout(beside((f"{day} von", starts, 1), ("bis", ends, 1)))

    def weekly(self) -> tuple[CourseTime, ...] | None:
        """Return what stands in the fields, or None where one cannot be read."""
        found = []
        for time, (starts, ends) in zip(self._weekly, self.times, strict=True):
            first, last = starts.value(), ends.value()
            if first is None or last is None:
                return None
            found.append(CourseTime(time.weekday, first, last, time.pause_minutes))
        return tuple(found)

    def changed(self) -> tuple[CourseTime, ...]:
        """Return the weekly times that differ from what they were."""
        return tuple(
            new
            for old, new in zip(self._weekly, self.weekly() or (), strict=False)
            if (old.starts, old.ends) != (new.starts, new.ends)
        )
