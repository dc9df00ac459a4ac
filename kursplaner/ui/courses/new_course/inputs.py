"""The left side of the wizard: the few wishes from which a course is planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import CourseType, Level
from kursplaner.planning.courses.draft import MOST_PEOPLE, MOST_UNITS, CourseDraft
from kursplaner.ui.courses.grant_choice import NONE as NO_GRANT
from kursplaner.ui.courses.new_course.times import CourseTimes
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    WEEKDAYS,
    Button,
    Card,
    Choice,
    ChoiceField,
    DateField,
    Field,
    IconButton,
    NumberField,
    Row,
    RowList,
    Segmented,
    Switch,
    Text,
    TextField,
)

WIDTH = 296
DAYS = tuple(Choice(str(at), text) for at, text in enumerate(WEEKDAYS[:6]))
LEVELS = ("A1", "A2", "B1", "B2")
NO_LEVEL = "ohne"
FIELDS_OF = {
    "number_missing": "number",
    "number_too_long": "number",
    "number_taken": "number",
    "title_missing": "title",
    "title_too_long": "title",
    "language_too_long": "language",
    "units_out_of_range": "units",
    "units_missing": "units",
    "capacity_out_of_range": "capacity",
    "no_weekday": "days",
    "end_before_start": "ends",
    "lesson_too_short": "ends",
    "pause_too_long": "ends",
    "day_out_of_range": "first",
    "no_free_day": "first",
    "course_too_long": "units",
}


class DraftInputs(QFrame):
    """Every input of a draft; the draft behind keeps what has no input.

    Signals:
        changed: a value changed. kind_chosen(str): another kind of course.
        people_dropped: the people who were to go along are not wanted.
    """

    changed = Signal()
    kind_chosen = Signal(str)
    people_dropped = Signal()

    def __init__(self, kinds: Sequence[CourseType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Angaben")
        self.setFixedWidth(theme().px(WIDTH))
        self._draft: CourseDraft | None = None
        self._level = ""
        self.kind = ChoiceField([Choice(k.value, word(k)) for k in kinds], name="Kursart")
        self.number = TextField(name="Nummer")
        self.title = TextField(name="Titel")
        self.level = Segmented(
            [Choice(level, level) for level in LEVELS], name="Niveau", stretch=True
        )
        self.more_levels = IconButton("ellipsis", "Weitere Niveaus", framed=True)
        self.units = NumberField(60, name="Umfang", unit="UE", least=1, most=MOST_UNITS)
        self.capacity = NumberField(16, name="Höchstens", unit="Pers.", least=1, most=MOST_PEOPLE)
        self.days = Segmented(DAYS, name="Tage", several=True, stretch=True)
        self.times = CourseTimes()
        self.starts, self.ends = self.times.starts, self.times.ends
        self.first = DateField(None, name="Ab")
        self.language = TextField(name="Unterrichtssprache", hint="Deutsch")
        self.grant = ChoiceField([], name="Förderung")
        self.pause = Switch("Pause in Schulferien")
        self.childcare = Switch("Betreuung")
        self.shuttle = Switch("Fahrdienst")
        self.fields: dict[str, Field] = {}
        self._lay_out()
        self._listen()

    # --- values -------------------------------------------------------------------------------

    def show_draft(self, draft: CourseDraft, source: str) -> None:
        """Show a draft without a signal."""
        self._draft = draft
        self._source.show_text(
            f"Vorbelegt aus {source}" if source else "Vorbelegt mit dem Üblichen"
        )
        self.kind.choose(draft.kind.value)
        self.number.setText(draft.number)
        self.title.setText(draft.title)
        self.show_level(draft.level)
        for field, value in ((self.units, draft.units), (self.capacity, draft.capacity)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.days.choose(*map(str, draft.weekdays))
        self.times.show_draft(draft)
        self.first.set_value(draft.first_day)
        self.language.setText(draft.language)
        self.grant.choose(str(draft.grant_id or NO_GRANT))
        for switch, on in (
            (self.pause, draft.pause_in_school_holidays),
            (self.childcare, draft.childcare),
            (self.shuttle, draft.shuttle),
        ):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)
        self._show_people(draft)

    def show_grants(self, grants: Sequence[Choice]) -> None:
        """Show the grants to choose from, before a draft; without any there is no choice."""
        self.grant.show_choices(grants)
        self.fields["grant"].setVisible(len(grants) > 1)

    def show_names(self, number: str, title: str) -> None:
        """Show another number and title, as they follow from level or kind."""
        self.number.setText(number)
        self.title.setText(title)

    def show_level(self, level: str) -> None:
        """Mark the level; a finer one is written on its segment."""
        self._level = level
        main = level.split(".", maxsplit=1)[0]
        for known in LEVELS:
            self.level.button(known).setText(level if known == main else known)
        if main not in LEVELS:
            self.level.choose()
            self.fields["level"].complain("")
        else:
            self.level.choose(main)
        self.more_levels.setToolTip(f"Niveau {level or 'ohne'}")

    def draft(self) -> CourseDraft:
        """Return the draft as it stands in the inputs."""
        before = self._draft
        if before is None:
            raise LookupError
        weekdays = self._weekdays()
        starts, ends = self.times.times(before, weekdays)
        first = self.first.value() or before.first_day
        return replace(
            before,
            number=self.number.text(),
            title=self.title.text(),
            kind=CourseType(self.kind.current()),
            level=self._level,
            units=self.units.value(),
            capacity=self.capacity.value(),
            weekdays=weekdays,
            starts=starts,
            ends=ends,
            first_day=first,
            language=self.language.text(),
            grant_id=int(self.grant.current() or NO_GRANT) or None,
            pause_in_school_holidays=self.pause.isChecked(),
            childcare=self.childcare.isChecked(),
            shuttle=self.shuttle.isChecked(),
            taken_in=frozenset(day for day in before.taken_in if day >= first),
            left_out=frozenset(day for day in before.left_out if day >= first),
        )

    def keep(self, draft: CourseDraft) -> None:
        """Take over what has no input: choices of rooms, people, dates."""
        self._draft = draft
        self._show_people(draft)

    def complain(self, kind: str, sentence: str) -> bool:
        """Write a refusal under the input it is about; False if it is about none."""
        self.calm()
        key = FIELDS_OF.get(kind, "")
        field = self.fields.get("times" if key == "ends" and self.times.each else key)
        if field is None:
            return False
        field.complain(sentence)
        return True

    def calm(self) -> None:
        """Take all complaints away."""
        for field in self.fields.values():
            field.complain("")

    def show_note(self, text: str) -> None:
        """Show what the times come to: "3 UE je Termin, 15 Minuten Pause"."""
        self._note.show_text(text)

    def show_questions(self, text: str) -> None:
        """Show whom the new course will ask again."""
        self._questions.show_text(text)
        self._questions.setVisible(bool(text))

    @property
    def told_questions(self) -> str:
        """What is said about asking again."""
        return self._questions.plain()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painting.vertical(QPainter(self), self.width() - 1, 0, self.height(), theme().c("line"))

    # --- building -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        inside = QWidget()
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        area.setWidget(inside)
        column = QVBoxLayout(inside)
        side = theme().px(20)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme().px(12))
        column.addLayout(self._headline())
        self._add_fields(column)
        column.addWidget(self._switches())
        column.addStretch(1)
        self._people = Card(margin=12, spacing=4, tone="shade")
        self._people_text = Text("", "strong")
        drop = Button("Ohne diese Personen", "link")
        drop.clicked.connect(self.people_dropped)
        self._questions = Text("", "note", "second", wrap=True)
        self._people.body.addWidget(self._people_text)
        self._people.body.addWidget(self._questions)
        self._people.body.addWidget(drop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._people)

    def _headline(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(theme().px(2))
        head.addWidget(Text("NEUER KURS", "label", "third"))
        head.addWidget(Text("Angaben", "title"))
        self._source = Text("", "plain", "second", wrap=True)
        head.addWidget(self._source)
        return head

    def _add_fields(self, column: QVBoxLayout) -> None:
        column.addWidget(self._field("kind", "Kursart", self.kind))
        column.addLayout(
            self._pair(
                self._field("number", "Nummer", self.number),
                self._field("title", "Titel", self.title),
                (2, 5),
            )
        )
        level = QWidget()
        row = QHBoxLayout(level)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        row.addWidget(self.level, 1)
        row.addWidget(self.more_levels)
        column.addWidget(self._field("level", "Niveau", level))
        column.addLayout(
            self._pair(
                self._field("units", "Umfang", self.units),
                self._field("capacity", "Höchstens", self.capacity),
            )
        )
        column.addWidget(self._field("days", "Tage", self.days))
        column.addWidget(self.times)
        self.fields |= self.times.parts
        column.addLayout(
            self._pair(
                self._field("first", "Ab", self.first),
                self._field("language", "Sprache", self.language),
                (2, 1),
            )
        )
        column.addWidget(self._field("grant", "Förderung", self.grant))
        self.fields["grant"].hide()
        self._note = Text("", "note", "second", wrap=True)
        column.addWidget(self._note)

    def _switches(self) -> RowList:
        rows = RowList()
        for title, note, icon, switch in (
            ("Pause in Schulferien", "Feiertage fallen immer weg", "calendar-x", self.pause),
            ("Betreuung", "neben jedem Termin", "baby", self.childcare),
            ("Fahrdienst", "hin und zurück", "bus", self.shuttle),
        ):
            rows.add(Row(title, note, icon=icon, tool=switch, margin=0))
        return rows

    def _field(self, key: str, label: str, inner: QWidget) -> Field:
        self.fields[key] = Field(label, inner)
        return self.fields[key]

    @staticmethod
    def _pair(left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1)) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for widget, share in zip((left, right), shares, strict=True):
            row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        return row

    def _listen(self) -> None:
        self.kind.chosen.connect(self.kind_chosen)
        self.days.changed.connect(lambda _keys: self.times.set_days(self._weekdays()))
        self.level.chosen.connect(self._choose_level)
        self.more_levels.clicked.connect(self._open_levels)
        for signal in (
            *(self.number.textEdited, self.title.textEdited, self.units.valueChanged),
            *(self.capacity.valueChanged, self.days.changed, self.times.changed),
            *(self.first.changed, self.language.textEdited, self.pause.toggled),
            *(self.childcare.toggled, self.shuttle.toggled, self.grant.chosen),
        ):
            signal.connect(self._tell)

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()

    def _weekdays(self) -> tuple[int, ...]:
        return tuple(sorted(int(key) for key in self.days.chosen_keys()))

    def _choose_level(self, level: str) -> None:
        self.show_level(level)
        self.changed.emit()

    def _open_levels(self) -> None:
        menu = QMenu(self)
        for level in (NO_LEVEL, *(known.value for known in Level)):
            action = QAction(level, menu)
            action.setCheckable(True)
            action.setChecked(level == (self._level or NO_LEVEL))
            menu.addAction(action)
        menu.triggered.connect(self._level_from_menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more_levels.mapToGlobal(self.more_levels.rect().bottomLeft()))

    def _level_from_menu(self, action: QAction) -> None:
        text = action.text()
        self._choose_level("" if text == NO_LEVEL else text)

    def _show_people(self, draft: CourseDraft) -> None:
        self._people.setVisible(bool(draft.people))
        if draft.people:
            children = len(draft.children)
            more = f", {counted(children, 'child')}" if children else ""
            self._people_text.show_text(f"{counted(len(draft.people), 'person')} vorgemerkt{more}")
