"""Every number a law or a habit gives: its value, where it comes from, and back to the default."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.basics.settings import NO, WEEKDAYS, YES, SettingDefault, SettingKind
from kursplaner.desk.town_settings import (
    CLOCK_UNIT,
    CONFLICTS,
    PROFILES,
    SEVERITIES,
    RuleGroup,
    shown,
)
from kursplaner.desk.wording.words.days import weekday
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import (
    Card,
    Choice,
    ChoiceField,
    Divider,
    Elide,
    IconButton,
    NumberField,
    RowList,
    Segmented,
    Switch,
    TextField,
    TimeField,
)

INPUT_WIDTH = 168
FEW = 6
"""So many rules stand in one column however wide the page is."""
ROOM_FOR_TWO, WIDEST = 1160, 1480
UNCHECKED = "(zu prüfen)"
DAYS = tuple(Choice(key, weekday(number)) for number, key in enumerate(WEEKDAYS))
PROFILE_CHOICES = tuple(Choice(key, word) for key, word in PROFILES.items())
SEVERITY_CHOICES = tuple(Choice(key, word) for key, word in SEVERITIES.items())


class RuleRow(QWidget):
    """One setting: label and source, its input, and the way back to the default."""

    def __init__(self, default: SettingDefault, section: Section) -> None:
        super().__init__()
        self.default, self._section = default, section
        self.setAccessibleName(default.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), theme().px(9), theme().px(8), theme().px(9))
        row.setSpacing(theme().px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elide(default.label, "strong"))
        tone = "warning" if UNCHECKED in default.source else "second"
        words.addWidget(Elide(default.source, "note", tone))  # type: ignore[arg-type]
        row.addLayout(words, 1)
        self.input = self._input()
        row.addWidget(self.input, 0, Qt.AlignmentFlag.AlignVCenter)
        self.back = IconButton("rotate-ccw", f"Voreinstellung: {default.label}")
        self.back.clicked.connect(self.reset)
        keep = self.back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keep)
        row.addWidget(self.back)

    def show_value(self, text: str) -> None:
        """Show the stored value."""
        self.back.setVisible(text != self.default.value)
        self.back.setToolTip(
            f"Zurück zur Voreinstellung: {shown(self.default, self.default.value)}"
        )
        field = self.input
        if isinstance(field, Switch):
            field.blockSignals(True)
            field.setChecked(text == YES)
            field.blockSignals(False)
        elif isinstance(field, Segmented):
            field.choose(*text.split())
        elif isinstance(field, ChoiceField):
            field.choose(text)
        elif field.hasFocus():
            return
        elif isinstance(field, TimeField):
            field.set_value(int(text))
        elif isinstance(field, NumberField | TextField):
            field.setText(text)
            if isinstance(field, NumberField):
                field.setValue(int(text))

    def value(self) -> str:
        """Return what stands in the input, as settings are stored."""
        field = self.input
        if isinstance(field, Switch):
            return YES if field.isChecked() else NO
        if isinstance(field, Segmented):
            return " ".join(day for day in WEEKDAYS if day in field.chosen_keys())
        if isinstance(field, ChoiceField):
            return field.current()
        if isinstance(field, TimeField):
            minutes = field.value()
            return "" if minutes is None else str(minutes)
        if isinstance(field, NumberField):
            return str(field.value())
        return field.text() if isinstance(field, TextField) else ""

    def reset(self) -> None:
        """Go back to the default."""
        if self._section.store({self.default.key: self.default.value}):
            self._section.refresh()

    def keep(self) -> None:
        """Store what was typed; what is refused goes back to what is stored."""
        if not self._section.store({self.default.key: self.value()}):
            self.input.clearFocus()
        self._section.refresh()

    def _input(self) -> QWidget:
        default = self.default
        if default.kind is SettingKind.FLAG:
            switch = Switch(default.label)
            switch.toggled.connect(self.keep)
            return switch
        if default.unit == CLOCK_UNIT:
            clock = TimeField(name=default.label)
            clock.changed.connect(self.keep)
            clock.setFixedWidth(theme().px(INPUT_WIDTH))
            return clock
        if default.kind is SettingKind.NUMBER:
            number = NumberField(
                int(default.value),
                name=default.label,
                unit=default.unit,
                least=default.least,
                most=default.most,
            )
            number.editingFinished.connect(self.keep)
            number.setFixedWidth(theme().px(INPUT_WIDTH))
            return number
        if default.key.endswith(".weekdays"):
            week = Segmented(DAYS, name=default.label, several=True)
            week.changed.connect(self.keep)
            return week
        if default.key == "attendance.profile":
            profile = ChoiceField(PROFILE_CHOICES, name=default.label)
            profile.chosen.connect(self.keep)
            profile.setFixedWidth(theme().px(INPUT_WIDTH))
            return profile
        text = TextField(name=default.label)
        text.editingFinished.connect(self.keep)
        text.setFixedWidth(theme().px(INPUT_WIDTH))
        return text


class SeverityRow(RuleRow):
    """How serious one kind of conflict is in this town."""

    def value(self) -> str:
        return self.input.current() if isinstance(self.input, Segmented) else ""

    def _input(self) -> QWidget:
        severity = Segmented(SEVERITY_CHOICES, self.default.value, name=self.default.label)
        severity.chosen.connect(self.keep)
        return severity


def _rule_row(default: SettingDefault, section: Section) -> RuleRow:
    kind = SeverityRow if default.key.startswith(CONFLICTS) else RuleRow
    return kind(default, section)


class RuleSection(Section):
    """All settings of one group."""

    def __init__(self, context: AppContext, group: RuleGroup) -> None:
        super().__init__(
            context,
            group.title,
            "Voreinstellungen mit ihrer Quelle. Gesetze und Sätze ändern sich: jeder Wert lässt"
            " sich ändern und zurücksetzen.",
        )
        card = Card(margin=0, spacing=0)
        self.rows = {default.key: _rule_row(default, self) for default in group.settings()}
        halves = RowList(top_line=False), RowList(top_line=False)
        first = -(-len(self.rows) // 2) if len(self.rows) > FEW else len(self.rows)
        for at, row in enumerate(self.rows.values()):
            halves[at >= first].add(row)
        self._between = Divider()
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(0)
        self._beside.addWidget(halves[0], 1, Qt.AlignmentFlag.AlignTop)
        if first < len(self.rows):
            self._beside.addWidget(self._between)
            self._beside.addWidget(halves[1], 1, Qt.AlignmentFlag.AlignTop)
            self.widest = WIDEST
        card.body.addLayout(self._beside)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay many rules in two columns where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() >= theme().px(ROOM_FOR_TWO) and self._beside.count() > 1
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._beside.direction() != way:
            self._beside.setDirection(way)
            self._between.setVisible(not wide)

    def refresh(self) -> None:
        settings = self.context.workspace.settings
        for key, row in self.rows.items():
            row.show_value(settings.text(key))
