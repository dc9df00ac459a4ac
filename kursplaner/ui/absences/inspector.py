"""The panel at the right: whom to call next, how, what to say, what she says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from kursplaner.basics.spans import clock_text, day_of, minute_of_day
from kursplaner.desk.absences.call_list import CallLine
from kursplaner.desk.wording.absences import answer_text
from kursplaner.desk.wording.to_do import near
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import CallAnswer, ContactResult
from kursplaner.store.queries.absences.calls import LogRow
from kursplaner.ui.absences.cards import spoken_card
from kursplaner.ui.absences.lines import icon_of
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    IconButton,
    IconLabel,
    Inspector,
    PrimaryButton,
    Text,
    ValueRow,
)

Tick = Callable[[CallLine, ContactResult, CallAnswer], None]
Copy = Callable[[str, str], None]
ASKED = frozenset({"childcare", "ride"})
MEANS = {
    CallAnswer.STAYS_HOME: "entschuldigt",
    CallAnswer.COMES: "kein Vermerk",
    CallAnswer.UNDECIDED: "bleibt auf der Liste",
}


class CallPanel:
    """Fills the inspector with one call."""

    def __init__(self, inspector: Inspector, tick: Tick, copy: Copy) -> None:
        self._inspector, self._tick, self._copy = inspector, tick, copy
        self._answers = QButtonGroup()
        self.line: CallLine | None = None
        self.reached: Button | None = None

    def show_nothing(self, sentence: str) -> None:
        """Say that nobody is to be called."""
        self.line = self.reached = None
        self._inspector.show_nothing(sentence)

    def show(
        self, line: CallLine, after: CallLine | None, log: Sequence[LogRow], today: date
    ) -> None:
        """Show one call; `after` is who comes next."""
        self.line = line
        inspector = self._inspector
        about = " · ".join(part for part in (line.children, line.language) if part)
        over = "Nächster Anruf" if not line.reached else "Anruf"
        inspector.begin(over, line.name, about)
        self._ways(line)
        self._sentences(line)
        if line.topic in ASKED and not line.again:
            self._ask(line)
        self._buttons(line, after)
        if log:
            self._before(log, today)
        inspector.finish()

    def answer(self) -> CallAnswer:
        """Return what the family says, as it is ticked."""
        button = self._answers.checkedButton()
        return CallAnswer(button.property("answer")) if button is not None else CallAnswer.OPEN

    def _ways(self, line: CallLine) -> None:
        inspector = self._inspector
        first, *others = line.ways
        inspector.divider()
        inspector.add(self._way(first.kind, first.value, first.label))
        for way in others:
            inspector.divider()
            text = f"Sonst: {way.label} {way.value}".strip()
            inspector.add(_line(icon_of(way.kind), Text(text, wrap=True)))
        inspector.divider()
        if line.protected:
            note = "Adresse und Nummern sind geschützt. Bitte nur über die Leitung der Stelle."
            inspector.add(Text(note, "note", "second", wrap=True))

    def _way(self, kind: str, value: str, label: str) -> QWidget:
        copy = IconButton("copy", f"Kopieren: {value}")
        copy.clicked.connect(lambda: self._copy(value, f"{label}: {value} (kopiert)"))
        big = Text(value, "big" if len(value) < 20 else "head", wrap=len(value) >= 20)
        hidden = value in {"verborgen", "geschützt", "Brief"}
        return _line(icon_of(kind), big, "accent", None if hidden else copy)

    def _sentences(self, line: CallLine) -> None:
        inspector = self._inspector
        inspector.section("Ihr Satz")
        for sentence in line.sentences:
            text = sentence.text
            inspector.add(
                spoken_card(
                    sentence.name,
                    text,
                    sentence.language,
                    lambda text=text: self._copy(text, "Satz kopiert"),  # type: ignore[misc]
                )
            )
            inspector.space(4)
        draft = [sentence.name for sentence in line.sentences if not sentence.checked]
        note = (
            f"{draft[0]}: Übersetzung bitte noch gegenlesen lassen; eingesetzt ist nur der Tag"
            if draft
            else "Geprüfter Satz, nur Tag und Datum eingesetzt"
        )
        inspector.add(Text(note, "note", "second", wrap=True))

    def _ask(self, line: CallLine) -> None:
        inspector = self._inspector
        inspector.section("Was sagt die Familie?" if line.has_children else "Was sagt die Person?")
        self._answers = QButtonGroup(inspector)
        for answer, means in MEANS.items():
            text = answer_text(answer, line.topic, children=line.has_children)
            button = QRadioButton(text[0].upper() + text[1:])
            button.setProperty("answer", answer.value)
            button.setAccessibleName(f"{text}: {means}")
            button.setChecked(line.answer == answer)
            self._answers.addButton(button)
            inspector.divider()
            inspector.add(_line("", button, tool=Text(means, "note", "second")))
        inspector.divider()

    def _buttons(self, line: CallLine, after: CallLine | None) -> None:
        inspector = self._inspector
        inspector.space(12)
        go_on = f", weiter zu {names.short(after.name)}" if after is not None else ""
        self.reached = PrimaryButton(f"Erreicht{go_on}", "check")
        self.reached.clicked.connect(lambda: self._tick(line, ContactResult.REACHED, self.answer()))
        inspector.add(self.reached)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, theme().px(4), 0, 0)
        row.setSpacing(theme().px(8))
        for text, icon, result in (
            ("Mailbox", "voicemail", ContactResult.MAILBOX),
            ("Offen lassen", "circle-dashed", ContactResult.OPEN),
        ):
            button = Button(text, icon=icon)
            button.clicked.connect(
                lambda _=False, result=result: self._tick(line, result, CallAnswer.OPEN)
            )
            row.addWidget(button, 1)
        inspector.add(holder)

    def _before(self, log: Sequence[LogRow], today: date) -> None:
        inspector = self._inspector
        inspector.space(8)
        inspector.divider()
        inspector.section("Bisher")
        for row in log:
            day, at = day_of(row.at), clock_text(minute_of_day(row.at))
            when = f"{near(day, today)} {at}" if day == today else near(day, today)
            inspector.add(ValueRow(when, row.note or said(ContactResult, row.result)))


def _line(icon: str, widget: QWidget, tone: str = "second", tool: QWidget | None = None) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme().px(6), 0, theme().px(6))
    row.setSpacing(theme().px(10))
    if icon:
        row.addWidget(IconLabel(icon, tone))  # type: ignore[arg-type]
    row.addWidget(widget, 1)
    if tool is not None:
        row.addWidget(tool)
    return holder
