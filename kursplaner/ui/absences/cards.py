"""The cards above and below the calls: what fails, who stands in, the message to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kursplaner.basics.spans import day_of
from kursplaner.desk.absences.call_list import CallLine, CallList, Message
from kursplaner.desk.absences.call_texts import RIGHT_TO_LEFT
from kursplaner.desk.absences.outcomes import Outcome
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.replays import away_text, away_title
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, noun
from kursplaner.desk.wording.words.languages import LANGUAGES
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.absences.returns import StaysAway
from kursplaner.planning.absences.stand_ins import Candidate, Fit, Need
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    ChoiceField,
    Elide,
    Figure,
    IconButton,
    Pill,
    Row,
    RowList,
    Segmented,
    Text,
)

MOST_CANDIDATES = 4
MOST_OUTCOMES = 6
SOURCE_ICONS = {"lesson": "graduation-cap", "childcare": "baby", "ride": "bus"}
MOST_SIDE_BY_SIDE = 3
NARROW = 420
PERSON_ICONS = {
    Fit.FITS: ("user-check", "good"),
    Fit.RESERVE: ("user", "warning"),
    Fit.PARTLY: ("user", "warning"),
    Fit.NO: ("user", "second"),
}


class HeadCard(Card):
    """Who is missing, and what that does to rides, childcare and lessons.

    Signals:
        end_wanted: the button.
    """

    end_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._rows = RowList(top_line=False)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
        self._back = Button("")

    def show_state(
        self,
        calls: CallList,
        title: str,
        reported: str,
        found: Sequence[Outcome],
        *,
        running: bool,
    ) -> None:
        """Show the absence and what becomes of what it touches; `running` ends it instead.

        One that was taken back stays as long as somebody was told of it, without a button.
        """
        self._rows.clear()
        if calls.absence.withdrawn:
            self._rows.add(Row(title, reported, icon="user-check", icon_tone="good"))
            self._show_outcomes(calls, found)
            return
        word, icon = ("Wieder da", "user-check") if running else ("Rückgängig", "undo-2")
        back = self._back = Button(word, "quiet", icon)
        back.clicked.connect(self.end_wanted)
        back.collapse(collapsed=self.width() < theme().px(NARROW))
        self._rows.add(Row(title, reported, icon="user-x", icon_tone="bad", tool=back))
        self._show_outcomes(calls, found)

    def _show_outcomes(self, calls: CallList, found: Sequence[Outcome]) -> None:
        """Show what becomes of each; where that is too much, how many there are."""
        if not 0 < len(found) <= MOST_OUTCOMES:
            self._rows.add(_figures(calls))
            return
        for outcome in found:
            pill = Pill(outcome.word, outcome.tone, "check" if outcome.tone == "good" else "")  # type: ignore[arg-type]
            row = Row(outcome.title, outcome.text, icon=SOURCE_ICONS[outcome.source], tool=pill)
            row.setAccessibleName(f"{outcome.title}, {outcome.text}, {outcome.word}")
            self._rows.add(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._back.collapse(collapsed=self.width() < theme().px(NARROW))

    def show_away(self, found: Sequence[StaysAway], *, hidden: bool) -> None:
        """Show what did not come back because others have it now."""
        for away in found:
            title, text = away_title(away, hidden=hidden), away_text(away, hidden=hidden)
            self._rows.add(Row(title, text, icon="circle-alert", icon_tone="warning", wrap=True))


def _figures(calls: CallList) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(12))
    row.setSpacing(theme().px(16))
    people = len([line for line in calls.lines if not line.again])
    families = people > 0 and all(line.has_children for line in calls.lines)
    again = len(calls.lines) - people
    days = len({day_of(touched.starts) for touched in calls.touched})
    on_days = f"an {counted(days, 'day', dative=True)}" if days > 1 else ""
    open_ = sum(not touched.cancelled for touched in calls.touched)
    told = f"{again} mit guter Nachricht" if again else on_days
    figures = (
        (people, wording.families_word(people, families=families), told),
        (calls.children, noun("child", calls.children), ""),
        wording.records_figure(calls.touched),
    )
    for number, label, note in figures:
        figure = Figure(str(number), label, note or ("" if open_ else "abgesagt"))
        figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(figure, 1)
    return holder


class StandInCard(Card):
    """Who could stand in, with the reason in words, and calling off what nobody takes.

    Signals:
        assign_wanted(object, object), ask_wanted(object): part and candidate.
        call_off_wanted(object): the CallingOff that was shown.
    """

    assign_wanted = Signal(object, object)
    ask_wanted = Signal(object)
    call_off_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Vertretung", margin=0, spacing=0, parent=parent)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._tasks = Elide("", "plain", "second")
        self.head.add(self._tasks)
        self._numbers: Mapping[int, str] = {}
        self._rows = RowList()
        self.body.addWidget(self._rows)
        self.body.addStretch(1)
        self.buttons: list[Button] = []

    def show_needs(
        self,
        needs: Sequence[Need],
        plans: Sequence[CallingOff],
        done: tuple[str, str],
        *,
        hidden: bool,
        staff: bool,
        absent: str = "",
        numbers: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Show the candidates of each need, then what would be called off, else what is `done`.

        `absent` is instead of whom they come; `numbers` are those of the candidates.
        """
        self._numbers = numbers
        self._rows.clear()
        self.buttons = []
        self.head.title.show_text("Vertretung" if staff else "Absagen")
        self._tasks.show_text(wording.tasks_text(len(needs)))
        for need in needs:
            self._rows.add(_part_row(need, absent))
            for candidate in need.candidates[:MOST_CANDIDATES]:
                self._rows.add(self._candidate(need.part, candidate, hidden=hidden))
            if not need.candidates:
                self._rows.add(Row("Niemand kommt infrage", icon="user-x"))
        for plan in plans:
            self._rows.add(self._call_off(plan))
        if not needs and not plans:
            self._rows.add(Row(*done, icon="circle-check", icon_tone="good"))

    def _candidate(self, part: Part, candidate: Candidate, *, hidden: bool) -> QWidget:
        icon, tone = PERSON_ICONS[candidate.fit]
        if part is Part.VEHICLE:
            icon = "bus"
        name = candidate.choice.name
        if part is not Part.VEHICLE:
            name = names.initials(name) if hidden else names.short(name)
        word, pill = wording.FITS[candidate.fit]
        return _candidate_row(
            (icon, tone), name, Pill(word, pill), self._text(part, candidate),  # type: ignore[arg-type]
            self._tool(part, candidate, name),
        )  # fmt: skip

    def _text(self, part: Part, candidate: Candidate) -> str:
        text, number = (
            wording.candidate_text(candidate, part),
            self._numbers.get(candidate.choice.id),
        )
        return f"{number} · {text}" if number and part is not Part.VEHICLE else text

    def _tool(self, part: Part, candidate: Candidate, name: str) -> QWidget | None:
        if candidate.fit is Fit.NO:
            return None
        word = f"{name} einteilen{', soweit frei' if candidate.fit is Fit.PARTLY else ''}"
        button = Button("Einteilen", icon="user-plus", name=word)
        button.clicked.connect(lambda: self.assign_wanted.emit(part, candidate))
        self.buttons.append(button)
        if candidate.fit is Fit.FITS or part is Part.VEHICLE:
            return button
        ask = IconButton("phone", f"{name} anfragen: Nummer kopieren", framed=True)
        ask.clicked.connect(lambda: self.ask_wanted.emit(candidate))
        return _side_by_side(ask, button)

    def _call_off(self, plan: CallingOff) -> QWidget:
        text = wording.calling_off_text(plan)
        title = "Am Ende nachholen" if plan.make_up else "Ohne Vertretung"
        shown = "Ersatztermine am Ende der Kurse" if plan.make_up else text
        word = "Nachholen" if plan.make_up else "Absagen"
        button = Button(word, icon="calendar-x", name=f"{text}{', nachholen' * plan.make_up}")
        button.clicked.connect(lambda: self.call_off_wanted.emit(plan))
        self.buttons.append(button)
        return Row(title, shown, icon="repeat" if plan.make_up else "calendar-x", tool=button)


def _side_by_side(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(8))
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _part_row(need: Need, absent: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme().px(16), theme().px(8), theme().px(16), theme().px(2))
    title = need.touched[0].title or wording.PART_TITLES[need.part]
    several = len({day_of(touched.starts) for touched in need.touched}) > 1
    when = wording.times_text(need.touched, several_days=several)
    whom = f", statt {absent}" if absent else ""
    text = f"{wording.PART_TITLES[need.part]} {when}: {title}{whom}"
    row.addWidget(Elide(text, "label", "second"))
    return holder


def _candidate_row(
    icon: tuple[str, str], name: str, pill: Pill, text: str, tool: QWidget | None
) -> QWidget:
    row = Row(name, text, icon=icon[0], icon_tone=icon[1], tool=tool)  # type: ignore[arg-type]
    line = QHBoxLayout()
    line.setSpacing(theme().px(8))
    column = row.layout().itemAt(1).layout()  # type: ignore[union-attr]
    column.removeWidget(row.title)  # type: ignore[union-attr]
    line.addWidget(row.title)
    line.addWidget(pill)
    line.addStretch(1)
    column.insertLayout(0, line)  # type: ignore[union-attr]
    row.setAccessibleName(f"{name}, {pill.text()}, {text}")
    return row


class MessageCardToAll(Card):
    """One message for all who share a language: to copy, or as a mail with hidden recipients.

    Signals:
        copy_wanted(str): the text; mail_wanted(object, str): lines and text.
    """

    copy_wanted = Signal(str)
    mail_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=16, spacing=10, parent=parent)
        self.setAccessibleName("Nachricht")
        self._messages: tuple[Message, ...] = ()
        self._language = "de"
        self._head = QHBoxLayout()
        self._head.setSpacing(theme().px(12))
        self._head.addWidget(Text("Nachricht", "head"))
        self._choice: Segmented | ChoiceField | None = None
        self.text: Text = Text("", "plain", "second", wrap=True)
        self._head.addStretch(1)
        self.copy_button = Button("Text kopieren", icon="copy")
        tip = "Die Empfänger:innen sehen einander nicht (Blindkopie)."
        self.mail_button = Button("E-Mail-Entwurf", icon="mail", tip=tip)
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.text.plain()))
        self.mail_button.clicked.connect(
            lambda: self.mail_wanted.emit(self._lines(), self.text.plain())
        )
        self._head.addWidget(self.copy_button)
        self._head.addWidget(self.mail_button)
        self.body.addLayout(self._head)
        self.body.addWidget(self.text)

    def show_calls(self, calls: CallList, *, hidden: bool) -> None:
        """Show the message in the language chosen before, where it is still wanted."""
        self._messages = calls.messages
        self.setVisible(bool(calls.lines))
        choices = _message_choices(self._messages)
        keys = [choice.key for choice in choices]
        if self._language not in keys:
            self._language = keys[0] if keys else "de"
        if self._choice is not None:
            self._head.removeWidget(self._choice)
            self._choice.hide()
            self._choice.deleteLater()
        made = Segmented if len(choices) <= MOST_SIDE_BY_SIDE else ChoiceField
        self._choice = made(choices, self._language, name="Sprache der Nachricht")
        self._choice.chosen.connect(self._show)
        self._head.insertWidget(1, self._choice)
        self.mail_button.setEnabled(not hidden)
        self._show(self._language)

    def _show(self, key: str) -> None:
        self._language = key
        found = self._message()
        self.text.show_text(found.text if found else "")
        set_direction(self.text, found.language if found else "de")

    def _message(self) -> Message | None:
        keyed = zip(_message_choices(self._messages), self._messages, strict=True)
        return next((message for choice, message in keyed if choice.key == self._language), None)

    def _lines(self) -> list[CallLine]:
        """Return those for whom the message is."""
        found = self._message()
        return list(found.lines) if found else []


def _message_choices(messages: Sequence[Message]) -> list[Choice]:
    """Return one choice a message; where a language has several, with what they bring."""
    made: list[Choice] = []
    for message in messages:
        alike = [other for other in messages if other.language == message.language]
        name, at = LANGUAGES.get(message.language, message.language), alike.index(message)
        if len(alike) > 1:
            again, count = message.lines[0].again, len(message.lines)
            name = f"{name}: {wording.message_word(again=again, count=count)}"
        made.append(Choice(f"{message.language}{at or ''}", name))
    return made


def set_direction(text: Text, language: str) -> None:
    """Let a text of another direction begin at its own side."""
    back = language in RIGHT_TO_LEFT
    way = Qt.LayoutDirection.RightToLeft if back else Qt.LayoutDirection.LeftToRight
    text.setLayoutDirection(way)
    text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)


def spoken_card(title: str, body: str, language: str, copy: Callable[[], None]) -> Card:
    """Return a ready sentence on a shaded ground with a button that copies it."""
    card = Card(margin=12, spacing=2, tone="shade")
    head = QHBoxLayout()
    head.addWidget(Text(title, "note", "second"))
    head.addStretch(1)
    button = IconButton("copy", f"Satz kopieren: {title}")
    button.clicked.connect(copy)
    head.addWidget(button)
    card.body.addLayout(head)
    text = Text(body, wrap=True)
    set_direction(text, language)
    card.body.addWidget(text)
    return card
