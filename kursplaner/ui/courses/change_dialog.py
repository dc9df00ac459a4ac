"""A box in which a course changes from a day on; what it would do stands there beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.courses.changes import Preview
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.desk.wording.errors.sentences import sentence as refusal
from kursplaner.desk.wording.words import days
from kursplaner.planning.lessons.dates import WeeklyTime
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Dialog, Field, Text, TextField, TimeField

MOST_CONFLICTS = 5
SHOWN_HEIGHT = 170


class ChangeDialog(Dialog):
    """Base of the boxes: fields above, the preview beneath, one button that does it.

    Attributes:
        reason: with which hard conflicts are taken on; shown where there are some.
        store_button: does it.
    """

    def __init__(
        self, context: AppContext, course: CourseDetail, title: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, parent, width=600)
        self._context, self._course = context, course
        row = course.row
        self.body.addWidget(Text(f"{row.number}, {row.title}", "plain", "second", wrap=True))
        self._fields = QVBoxLayout()
        self._fields.setSpacing(theme().px(12))
        self.body.addLayout(self._fields)
        self._says = Text("", wrap=True)
        self.body.addWidget(_scrolled(self._says), 1)
        self.reason = TextField(name="Begründung", hint="zum Beispiel: mit allen abgesprochen")
        self._reason_field = Field("Trotzdem, mit dieser Begründung", self.reason)
        self._reason_field.hide()
        self.reason.editingFinished.connect(self.propose)
        self.body.addWidget(self._reason_field)
        self._may_accept = True
        self.add_button(Button("Abbrechen"), rejects=True)
        self.store_button = self.add_button(Button("Übernehmen", "primary", "check"))
        self.store_button.clicked.connect(self.store)

    def add_line(self, *widgets: QWidget) -> None:
        """Put fields beside each other."""
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        for widget in widgets:
            line.addWidget(widget, 1)
        self._fields.addLayout(line)

    def add_field(self, widget: QWidget) -> None:
        """Put something under the fields."""
        self._fields.addWidget(widget)

    @property
    def accept_reason(self) -> str | None:
        """The reason typed in, or None."""
        return self.reason.text().strip() or None

    @property
    def told(self) -> str:
        """What is shown of it now."""
        return self._says.plain()

    def look(self) -> Preview | str:
        """Find out what it would do, or say what is still to be given."""
        raise NotImplementedError

    def change(self) -> str:
        """Do it; returns the notice."""
        raise NotImplementedError

    def propose(self, _changed: object = None) -> None:
        """Show what it would do."""
        try:
            found: Preview | str = self.look()
        except KursplanerError as error:
            found = refusal(error)
        if isinstance(found, str):
            self._says.show_text(found)
            self.store_button.setEnabled(False)
            return
        self._says.show_text("\n".join([*found.lines, *_sentences(found)]))
        accepted = self.accept_reason is not None
        self._reason_field.setVisible(self._may_accept and (bool(found.hard) or accepted))
        self.store_button.setEnabled(not found.hard)

    def store(self) -> None:
        """Do it; a refusal is told and the box stays open."""
        self.propose()
        if not self.store_button.isEnabled():
            return
        try:
            notice = self.change()
        except KursplanerError as error:
            self._context.problem(error)
            self.propose()
            return
        self.accept()
        self._context.notice(notice, undo=True)


def _sentences(preview: Preview) -> list[str]:
    hard = list(preview.hard)
    ordered = [*hard, *(conflict for conflict in preview.conflicts if not conflict.hard)]
    lines = list(dict.fromkeys(sentence(conflict) for conflict in ordered))
    shown = lines[:MOST_CONFLICTS]
    rest = len(lines) - len(shown)
    return [*shown, f"… und {rest} weitere"] if rest > 0 else shown


def _scrolled(text: Text) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setProperty("ground", "surface")
    area.setMinimumHeight(theme().px(SHOWN_HEIGHT))
    holder = QWidget()
    holder.setProperty("ground", "surface")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(text)
    column.addStretch(1)
    area.setWidget(holder)
    return area


class WeeklyFields(QWidget):
    """A beginning and an end for each weekly time of a course.

    Attributes:
        times: the fields, in the order of the week.
    """

    def __init__(self, weekly: Sequence[WeeklyTime], parent: QWidget | None = None) -> None:
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
            self.times.append((starts, ends))
            line = QHBoxLayout()
            line.setSpacing(theme().px(12))
            line.addWidget(Field(f"{day} von", starts), 1)
            line.addWidget(Field("bis", ends), 1)
            column.addLayout(line)

    def weekly(self) -> tuple[WeeklyTime, ...] | None:
        """Return what stands in the fields, or None where one cannot be read."""
        found = []
        for time, (starts, ends) in zip(self._weekly, self.times, strict=True):
            first, last = starts.value(), ends.value()
            if first is None or last is None:
                return None
            found.append(WeeklyTime(time.weekday, first, last, time.pause_minutes))
        return tuple(found)

    def changed(self) -> tuple[WeeklyTime, ...]:
        """Return the weekly times that differ from what they were."""
        return tuple(
            new
            for old, new in zip(self._weekly, self.weekly() or (), strict=False)
            if (old.starts, old.ends) != (new.starts, new.ends)
        )
