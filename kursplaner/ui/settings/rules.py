"""Every number a law or a habit gives: its value, where it comes from, and back to the default."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.basics.settings import DEFAULTS, NO, WEEKDAYS, YES, SettingDefault, SettingKind
from kursplaner.desk.wording.words.days import weekday
from kursplaner.domain.holidays import LOCAL, local_setting
from kursplaner.domain.kinds import Severity
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.settings.section import Section
from kursplaner.ui.widgets import (
    Card,
    Choice,
    ChoiceField,
    Elide,
    IconButton,
    NumberField,
    RowList,
    Segmented,
    Switch,
    TextField,
    TimeField,
)

CLOCK_UNIT = "Min. ab 0 Uhr"
INPUT_WIDTH = 168
UNCHECKED = "(zu prüfen)"
DAYS = tuple(Choice(key, weekday(number)) for number, key in enumerate(WEEKDAYS))
PROFILES = (Choice("simple", "Einfach"), Choice("bamf", "BAMF"))
SEVERITIES = (
    Choice(Severity.HARD, "hart"),
    Choice(Severity.SOFT, "Hinweis"),
    Choice(Severity.OFF, "aus"),
)
CONFLICTS = "conflicts."


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Settings that belong together: those whose key begins with one of these words."""

    key: str
    title: str
    starts: tuple[str, ...]
    without: str = " "

    def settings(self) -> list[SettingDefault]:
        """Return its settings in the order of the file, without those that nothing reads yet."""
        return [
            default
            for key, default in DEFAULTS.items()
            if key.startswith(self.starts)
            and not key.startswith(self.without)
            and key not in ELSEWHERE
            and not default.waits
        ]


ELSEWHERE = frozenset(
    {"calendar.land", "calendar.second_land", *(local_setting(key) for key in LOCAL)}
)
_GROUPS = (
    RuleGroup("keys", "Sperre", ("keys.",)),
    RuleGroup("calendar", "Kalender", ("calendar.",)),
    RuleGroup("conflicts", "Konflikte", ("conflicts.", "rooms.")),
    RuleGroup("timetable", "Stundenplan", ("timetable.",)),
    RuleGroup("course", "Kurse", ("course.", "exam."), "course.type."),
    RuleGroup("types", "Kursarten", ("course.type.",)),
    RuleGroup("attendance", "Anwesenheit", ("attendance.",)),
    RuleGroup("childcare", "Kinderbetreuung", ("childcare.",)),
    RuleGroup("rides", "Fahrdienst", ("rides.", "mileage.")),
    RuleGroup("papers", "Nachweise", ("papers.",)),
    RuleGroup("grants", "Verwendungsnachweis", ("grants.",)),
    RuleGroup("evaluation", "Auswertung", ("evaluation.", "statistics.")),
    RuleGroup("privacy", "Aufbewahrung", ("privacy.",)),
    RuleGroup("paper", "Papier", ("paper.",)),
)
RULES = tuple(group for group in _GROUPS if group.settings())


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
        self.back.setToolTip(f"Zurück zur Voreinstellung: {self._shown_default()}")
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

    def _shown_default(self) -> str:
        default = self.default
        if default.kind is SettingKind.FLAG:
            return "ja" if default.value == YES else "nein"
        if default.unit == CLOCK_UNIT:
            minutes = int(default.value)
            return f"{minutes // 60}:{minutes % 60:02}"
        return f"{default.value} {default.unit}".strip() or "leer"

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
        if default.key == "course.weekdays":
            week = Segmented(DAYS, name=default.label, several=True)
            week.changed.connect(self.keep)
            return week
        if default.key == "attendance.profile":
            profile = ChoiceField(PROFILES, name=default.label)
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

    def _shown_default(self) -> str:
        return next(choice.text for choice in SEVERITIES if choice.key == self.default.value)

    def _input(self) -> QWidget:
        severity = Segmented(SEVERITIES, self.default.value, name=self.default.label)
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
        rows = RowList(top_line=False)
        self.rows = {default.key: _rule_row(default, self) for default in group.settings()}
        for row in self.rows.values():
            rows.add(row)
        card.body.addWidget(rows)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        settings = self.context.workspace.settings
        for key, row in self.rows.items():
            row.show_value(settings.text(key))
