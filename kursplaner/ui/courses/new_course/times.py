"""When the lessons of a new course begin and end: alike on all days, or each day otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording.words import days
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Field, Text, TimeField

DAY_WIDTH = 26
OTHERWISE, ALIKE = "Je Tag andere Zeiten", "Eine Zeit für alle Tage"
Times = Mapping[int, tuple[int, int]]
"""Beginning and end by weekday; Monday is 0."""


class CourseTimes(QWidget):
    """One beginning and end, or a line with both for each weekday.

    Attributes:
        starts, ends: what holds for all days.
        each: the two fields of each weekday; empty while all days are alike.
        parts: the labelled inputs, to write complaints under.

    Signals:
        changed: a time was typed, or the days became alike or different.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.starts, self.ends = TimeField(540, name="Von"), TimeField(675, name="Bis")
        self.each: dict[int, tuple[TimeField, TimeField]] = {}
        self._lines: list[QWidget] = []
        self._weekdays: tuple[int, ...] = ()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        self.parts = {
            "starts": Field("Von", self.starts),
            "ends": Field("Bis", self.ends),
            "times": Field("Zeiten", inside),
        }
        self.switch = Button(OTHERWISE, "link", "calendar-clock")
        self.switch.clicked.connect(self._switch)
        for field in (self.starts, self.ends):
            field.changed.connect(self._tell)
        self._lay_out()
        self.show_each({})

    def show_draft(self, draft: CourseDraft) -> None:
        """Show the times of a draft, a line a weekday where they differ; usual ones without any."""
        for field, times in ((self.starts, draft.starts), (self.ends, draft.ends)):
            if times:
                field.set_value(times[0])
        self._weekdays = draft.weekdays
        weekly = {}
        if draft.weekdays:
            weekly = {time.weekday: (time.starts, time.ends) for time in draft.weekly}
        self.show_each(weekly if len({*weekly.values()}) > 1 else {})

    def show_each(self, times: Times) -> None:
        """Show a line for each of these weekdays; without any, what holds for all days."""
        for line in self._lines:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self.each, self._lines = {}, []
        for weekday in sorted(times):
            self._add(weekday, *times[weekday])
        for key, part in self.parts.items():
            part.setVisible(bool(times) == (key == "times"))
        self.switch.show_text(ALIKE if times else OTHERWISE)

    def set_days(self, weekdays: tuple[int, ...]) -> None:
        """Take other weekdays: those that come are like the first, the others keep their times."""
        self._weekdays = weekdays
        known = self._typed()
        if known and weekdays and set(weekdays) != known.keys():
            usual = next(iter(known.values()))
            self.show_each({day: known.get(day, usual) for day in weekdays})

    def times(
        self, before: CourseDraft, weekdays: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return beginnings and ends, one of each for all weekdays or one a weekday."""
        typed = self._typed()
        if typed and weekdays:
            usual = next(iter(typed.values()))
            chosen = [typed.get(weekday, usual) for weekday in weekdays]
            return tuple(starts for starts, _ in chosen), tuple(ends for _, ends in chosen)
        starts, ends = (self.starts.value() or 0,), (self.ends.value() or 0,)
        if (set(starts), set(ends), weekdays) == (
            *({*before.starts}, {*before.ends}),
            before.weekdays,
        ):
            return before.starts, before.ends
        return starts, ends

    def _typed(self) -> dict[int, tuple[int, int]]:
        return {
            weekday: (starts.value() or 0, ends.value() or 0)
            for weekday, (starts, ends) in self.each.items()
        }

    def _switch(self) -> None:
        """Change between alike and different; the first day's times stay."""
        if self.each:
            starts, ends = next(iter(self._typed().values()))
            self.starts.set_value(starts)
            self.ends.set_value(ends)
            self.show_each({})
        else:
            pair = (self.starts.value() or 0, self.ends.value() or 0)
            self.show_each(dict.fromkeys(self._weekdays, pair))
        self.changed.emit()

    def _add(self, weekday: int, begins: int, finishes: int) -> None:
        name = days.weekday_long(weekday)
        starts = TimeField(begins, name=f"{name}, von")
        ends = TimeField(finishes, name=f"{name}, bis")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        label = Text(days.weekday(weekday), "plain", "second")
        label.setFixedWidth(theme().px(DAY_WIDTH))
        row.addWidget(label)
        for field in (starts, ends):
            field.changed.connect(self._tell)
            row.addWidget(field, 1)
        self.each[weekday] = (starts, ends)
        self._lines.append(line)
        self._column.addWidget(line)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for key in ("starts", "ends"):
            row.addWidget(self.parts[key], 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.parts["times"])
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()
