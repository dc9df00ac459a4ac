"""The panel at the right: whom to call next, how, what to say, what she says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QWidget

from kursplaner.basics.spans import clock_text, day_of, minute_at, minute_of_day
from kursplaner.desk.absences.call_list import CallLine
from kursplaner.desk.wording.absences import answer_text
from kursplaner.desk.wording.ledger import leaves_in
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
    KeyHint,
    Pill,
    PrimaryButton,
    Text,
    ValueRow,
)

Tick = Callable[[CallLine, ContactResult, CallAnswer, tuple[int, ...]], None]
Copy = Callable[[str, str], None]
ASKED = frozenset({"childcare", "ride"})
PLAIN = (CallAnswer.STAYS_HOME, CallAnswer.UNDECIDED)
MEANS = {
    CallAnswer.STAYS_HOME: "entschuldigt",
    CallAnswer.COMES: "Betreuung bleibt",
    CallAnswer.WITHOUT_CHILD: "Betreuung frei",
    CallAnswer.UNDECIDED: "bleibt offen",
}
KEYS = {
    "1": CallAnswer.STAYS_HOME,
    "2": CallAnswer.COMES,
    "3": CallAnswer.WITHOUT_CHILD,
    "4": CallAnswer.UNDECIDED,
}
"""The key of each answer; what does not fit a call is left out, the others keep theirs."""


class CallPanel:
    """Fills the inspector with one call."""

    def __init__(self, inspector: Inspector, tick: Tick, copy: Copy) -> None:
        self._inspector, self._tick, self._copy = inspector, tick, copy
        self._answers = QButtonGroup()
        self._boxes: dict[int, QCheckBox] = {}
        self.line: CallLine | None = None
        self.reached: Button | None = None

    def show_nothing(self, sentence: str) -> None:
        """Say that nobody is to be called."""
        self.line = self.reached = None
        self._inspector.show_nothing(sentence)

    def show(
        self, line: CallLine, after: CallLine | None, log: Sequence[LogRow], now: datetime
    ) -> None:
        """Show one call; `after` is who comes next."""
        self._answers, self._boxes = QButtonGroup(self._inspector), {}
        today = now.date()
        self.line = line
        inspector = self._inspector
        role = line.ledger.role if line.ledger is not None else ""
        about = " · ".join(part for part in (role, line.children, line.language) if part)
        over = "Nächster Anruf" if not line.reached else "Anruf"
        inspector.begin(over, line.name, about)
        soon = leaves_in(line.leaves - minute_at(now))
        if soon and not line.reached:
            inspector.add(_left(Pill(soon, "warning", "clock")))
        self._ways(line)
        self._sentences(line)
        if answers_of(line):
            self._ask(line)
        self._buttons(line, after)
        if log:
            self._before(log, today)
        inspector.finish()

    def answer(self) -> CallAnswer:
        """Return what the family says, as it is ticked."""
        button = self._answers.checkedButton()
        return CallAnswer(button.property("answer")) if button is not None else CallAnswer.OPEN

    def children(self) -> tuple[int, ...]:
        """Return the children without whom she comes, as they are ticked; empty for all."""
        if self.answer() is not CallAnswer.WITHOUT_CHILD:
            return ()
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def press(self, key: str) -> bool:
        """Choose the answer of a key; tells whether this call has it."""
        for button in self._answers.buttons():
            if button.property("answer") == KEYS[key].value:
                button.setChecked(True)
                if self.reached is not None:
                    self.reached.setFocus()
                return True
        return False

    def tick(self, result: ContactResult) -> None:
        """Note what came of the call, with the answer that is chosen where she was reached."""
        if self.line is None:
            return
        reached = result is ContactResult.REACHED
        answer = self.answer() if reached else CallAnswer.OPEN
        self._tick(self.line, result, answer, self.children() if reached else ())

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
        keys = {answer: key for key, answer in KEYS.items()}
        for answer in answers_of(line):
            text = answer_text(answer, line.topic, children=line.has_children)
            means = MEANS[answer] if line.has_children or answer in PLAIN else "kein Vermerk"
            button = QRadioButton(text[0].upper() + text[1:])
            button.setProperty("answer", answer.value)
            button.setAccessibleName(f"{text}: {means}")
            button.setChecked(line.answer == answer)
            self._answers.addButton(button)
            inspector.divider()
            tool = _side_by_side(Text(means, "note", "second"), KeyHint(keys[answer]))
            inspector.add(_line("", button, tool=tool))
            if answer is CallAnswer.WITHOUT_CHILD:
                self._ask_children(line)
        inspector.divider()

    def _ask_children(self, line: CallLine) -> None:
        """Ask without which of several children she comes; without all is the usual."""
        said = line.ledger
        if said is None or len(said.children) < 2:
            return
        for key, name in said.children:
            box = self._boxes[key] = QCheckBox(f"ohne {name}")
            box.setChecked(key in said.without or not said.without)
            box.clicked.connect(lambda: self.press("3"))
            self._inspector.add(_line("corner-down-right", box))

    def _buttons(self, line: CallLine, after: CallLine | None) -> None:
        inspector = self._inspector
        inspector.space(12)
        go_on = f", weiter zu {names.short(after.name)}" if after is not None else ""
        self.reached = PrimaryButton(f"Erreicht{go_on}", "check")
        self.reached.clicked.connect(lambda: self.tick(ContactResult.REACHED))
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
            button.clicked.connect(lambda _=False, result=result: self.tick(result))
            row.addWidget(button, 1)
        inspector.add(holder)
        hints: list[QWidget] = []
        if answers_of(line):
            hints += [KeyHint("1"), Text("–", "note", "second"), KeyHint("4")]
            hints.append(Text("wählt", "note", "second"))
        for key, says in (("M", "Mailbox"), ("O", "offen")):
            hints += [KeyHint(key), Text(says, "note", "second")]
        inspector.add(_left(*hints))

    def _before(self, log: Sequence[LogRow], today: date) -> None:
        inspector = self._inspector
        inspector.space(8)
        inspector.divider()
        inspector.section("Bisher")
        for row in log:
            day, at = day_of(row.at), clock_text(minute_of_day(row.at))
            when = f"{near(day, today)} {at}" if day == today else near(day, today)
            inspector.add(ValueRow(when, row.note or said(ContactResult, row.result)))


def answers_of(line: CallLine) -> tuple[CallAnswer, ...]:
    """Return what can be answered in a call, in the order of the keys."""
    if line.topic not in ASKED or line.again:
        return ()
    bus, children = line.topic == "ride", line.has_children
    without = (CallAnswer.WITHOUT_CHILD,) if children else ()
    comes = (CallAnswer.COMES,) if bus or not children else ()
    return (CallAnswer.STAYS_HOME, *comes, *without, CallAnswer.UNDECIDED)


def _left(*widgets: QWidget) -> QWidget:
    holder = _side_by_side(*widgets)
    layout = holder.layout()
    if isinstance(layout, QHBoxLayout):
        layout.addStretch(1)
    return holder


def _side_by_side(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme().px(2), 0, theme().px(2))
    row.setSpacing(theme().px(6))
    for widget in widgets:
        row.addWidget(widget)
    return holder


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
