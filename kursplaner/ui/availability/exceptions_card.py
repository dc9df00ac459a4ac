"""The exceptions of a week in a card, and the box that asks for one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import DAY_MINUTES
from kursplaner.desk.wording import availability as wording
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.gone_by import ask_past
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    DateField,
    Elide,
    Field,
    IconButton,
    IconLabel,
    Pill,
    RowList,
    Segmented,
    Text,
    TextField,
    TimeField,
)

AWAY, PRESENT = "away", "present"
NONE = "Keine Ausnahme. Urlaub, Fortbildung oder ein Aktionstag gehören hierher."


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One exception as it is shown.

    Attributes:
        key: names it; new ones are numbered.
        touched: how many records it touches; None: not known now.
        removable: whether it can be taken away here.
    """

    key: str
    special: SpecialHours
    touched: int | None = None
    new: bool = False
    removable: bool = True


class ExceptionsCard(Card):
    """What is different on some days.

    Signals:
        wanted: another one shall be entered. removed(str): one shall go.
    """

    wanted = Signal()
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__("Ausnahmen", margin=0, spacing=0)
        self.add = Button("Tag oder Zeitraum", "quiet", "plus")
        self.add.clicked.connect(self.wanted)
        self.head.add(self.add)
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.buttons: dict[str, IconButton] = {}

    def show_lines(self, lines: Sequence[ExceptionLine]) -> None:
        """Show the exceptions in order of time."""
        self._rows.clear()
        self.buttons = {}
        for line in lines:
            self._rows.add(self._row(line))
        if not lines:
            empty = Text(NONE, "plain", "third", wrap=True)
            empty.setContentsMargins(theme().px(16), theme().px(10), theme().px(16), 0)
            self._rows.add(empty)

    def _row(self, line: ExceptionLine) -> QWidget:
        special = line.special
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(theme().px(16), theme().px(6), theme().px(12), theme().px(6))
        row.setSpacing(theme().px(12))
        icon, tone = ("calendar-check", "good") if special.present else ("calendar-x", "bad")
        row.addWidget(IconLabel(icon, tone))  # type: ignore[arg-type]
        texts = (wording.exception_days(special), wording.exception_hours(special))
        cells = [Elide(text) for text in texts]
        cells.append(Elide(wording.exception_note(special), "plain", "second"))
        for cell in cells:
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(cell, 1)
        end = QWidget()
        end.setFixedWidth(theme().px(200))
        tools = QHBoxLayout(end)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addStretch(1)
        tools.addWidget(_pill(line))
        row.addWidget(end)
        if line.removable:
            gone = IconButton("x", f"Ausnahme {texts[0]} streichen")
            gone.clicked.connect(lambda: self.removed.emit(line.key))
            self.buttons[line.key] = gone
            tools.addWidget(gone)
        holder.setAccessibleName(", ".join(texts))
        return holder


def _pill(line: ExceptionLine) -> Pill:
    if line.touched:
        return Pill(f"{counted(line.touched, 'lesson')} betroffen", "bad", "triangle-alert")
    if not line.removable:
        return Pill("gemeldeter Ausfall", "neutral")
    if line.new:
        return Pill("passt", "good", "check")
    return Pill("eingetragen", "neutral")


class ExceptionDialog(FormDialog):
    """Asks for a day or some days on which somebody is not there, or there beside the week."""

    def __init__(
        self,
        context: AppContext,
        take: Callable[[SpecialHours], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "Tag oder Zeitraum", parent, width=520)
        self._take = take
        choices = [Choice(AWAY, "nicht da"), Choice(PRESENT, "zusätzlich da")]
        self.kind = Segmented(choices, AWAY, name="Was")
        self.first = DateField(context.today(), name="Erster Tag")
        self.last = DateField(context.today(), name="Letzter Tag")
        self.starts = TimeField(name="Beginn")
        self.ends = TimeField(name="Ende")
        self.note = TextField(name="Bemerkung", hint="zum Beispiel: Fortbildung in Plauen")
        self.body.addWidget(self.kind)
        self.add_line(("Erster Tag", self.first, 1), ("Letzter Tag", self.last, 1))
        self.add_line(("Von (leer: ganztags)", self.starts, 1), ("Bis", self.ends, 1))
        self._note_field = Field("Bemerkung", self.note)
        self.body.addWidget(self._note_field)
        self.first.changed.connect(self._first_changed)
        self.kind.chosen.connect(self._kind_chosen)
        changed = (self.last.changed, self.starts.changed, self.ends.changed, self.kind.chosen)
        self.begin("Eintragen", "check", self._store, self._look, changed, self.first)

    def special(self) -> SpecialHours:
        """Return what stands in the fields.

        Raises:
            Refused: "date_unreadable", and as `SpecialHours.days`.
        """
        first, last = self.first.value(), self.last.value() or self.first.value()
        readable = self.starts.is_valid() and self.ends.is_valid()
        if first is None or last is None or not readable:
            raise Refused("date_unreadable")
        starts, ends = self.starts.value(), self.ends.value()
        hours = (starts or 0, DAY_MINUTES if ends is None else ends)
        present = self.kind.current() == PRESENT
        note = "" if present else self.note.text().strip()
        past = self.past.isChecked()
        found = SpecialHours(first, last, *hours, present, note, past=past)
        found.days()
        ask_past(last, meant=past)
        return found

    def _look(self) -> Outlook:
        special = self.special()
        text = f"{wording.exception_days(special)}: {wording.exception_hours(special)}"
        return Outlook(text, tone="second")

    def _store(self) -> None:
        self._take(self.special())
        self.accept()

    def _kind_chosen(self) -> None:
        self._note_field.setVisible(self.kind.current() == AWAY)

    def _first_changed(self) -> None:
        first, last = self.first.value(), self.last.value()
        if first is not None and (last is None or last < first):
            self.last.set_value(first)
        self.propose()


def lines_of(
    stored: Mapping[str, tuple[SpecialHours, bool]],
    added: Mapping[str, SpecialHours],
    removed: Collection[str],
    touched: Mapping[SpecialHours, int],
) -> list[ExceptionLine]:
    """Return what is stored and stays, and what is new, in order of time."""
    found = [
        ExceptionLine(key, special, removable=removable)
        for key, (special, removable) in stored.items()
        if key not in removed
    ]
    found += [
        ExceptionLine(key, special, touched.get(special, 0), new=True)
        for key, special in added.items()
    ]
    return sorted(found, key=lambda line: line.special)
