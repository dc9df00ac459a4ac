"""What to show: the period, the courses, the kinds, and how attendance lists shall look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kursplaner.desk.papers import SheetChoice
from kursplaner.desk.wording.print_words import GROUPS
from kursplaner.domain.kinds import SheetKind
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets import Button, Card, ChipRow, Choice, DateField, Divider, Segmented, Text

ALL: Final = "all"
TODAY, WEEK, NEXT, OWN = "today", "week", "next", "own"
PERIODS: Final = (
    Choice(TODAY, "Heute"),
    Choice(WEEK, "Diese Woche"),
    Choice(NEXT, "Nächste Woche"),
    Choice(OWN, "Von – bis"),
)
PROFILES: Final = (Choice("simple", "Einfach"), Choice("bamf", "BAMF"))
VARIANTS: Final = (Choice("blank", "Zum Unterschreiben"), Choice("filled", "Ergebnis"))
_CHIPS: Final = 4
_LABEL: Final = 68
_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters ask for; no course and no kind mean all."""

    first: date
    last: date
    courses: frozenset[int]
    kinds: frozenset[SheetKind]
    choice: SheetChoice


@dataclass(frozen=True, slots=True)
class CourseChip:
    """A course to choose."""

    id: int
    title: str


class SomeOrAll(QWidget):
    """Chips of which "Alle" stands for none in particular; many go into a menu.

    Signals:
        changed: another choice.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        self.chips = ChipRow((), name=name)
        self.chips.changed.connect(self._take)
        self.more = Button("Weitere", "chip", "chevron-down", name=f"{name}: weitere")
        self.more.clicked.connect(self._open_menu)
        self.menu = QMenu(self.more)
        self.menu.triggered.connect(self._take_from_menu)
        row.addWidget(self.chips)
        row.addWidget(self.more)
        row.addStretch(1)

    def chosen(self) -> frozenset[str]:
        """The keys chosen; none means all."""
        return self._chosen

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what was chosen stays where it is still offered."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self.choose(self._chosen & {one.key for one in choices})

    def choose(self, keys: frozenset[str]) -> None:
        """Choose without a signal."""
        self._chosen = keys
        ordered = sorted(self._choices, key=lambda one: one.key not in keys)
        room = _CHIPS if len(ordered) > _CHIPS + 1 else len(ordered)
        first = sorted(ordered[:room], key=self._choices.index)
        rest = [one for one in self._choices if one not in first]
        on = keys or {ALL}
        chips = [Choice(one.key, _short(one.text)) for one in first]
        self.chips.show_choices([Choice(ALL, "Alle"), *chips], sorted(on))
        self.more.setVisible(bool(rest))
        self.more.show_text(f"{len(rest)} weitere")
        self.menu.clear()
        for one in rest:
            action = QAction(one.text, self.menu)
            action.setData(one.key)
            self.menu.addAction(action)

    def _take(self, keys: object) -> None:
        if not isinstance(keys, frozenset):
            return
        all_now = ALL in keys and bool(self._chosen)
        self.choose(frozenset() if all_now else frozenset(keys) - {ALL})
        self.changed.emit()

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take_from_menu(self, action: QAction) -> None:
        self.choose(self._chosen | {str(action.data())})
        self.changed.emit()


class FilterCard(Card):
    """The filters in a card, one line each.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, today: date, profile: str, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self.setAccessibleName("Filter")
        self._today = today
        self.period = Segmented(PERIODS, WEEK, name="Zeitraum")
        self.first = DateField(today, name="Erster Tag")
        self.last = DateField(today, name="Letzter Tag")
        self.courses = SomeOrAll("Kurse")
        self.kinds = SomeOrAll("Arten")
        self.kinds.show_choices([Choice(kind.value, GROUPS[kind]) for kind in GROUPS_ORDER])
        self.profile = Segmented(PROFILES, profile, name="Form der Anwesenheitsliste")
        self.variant = Segmented(VARIANTS, "blank", name="Inhalt der Anwesenheitsliste")
        self._lines()
        self._listen()
        self._show_days()

    def _lines(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        for label, widgets in (
            ("Zeitraum", (self.period, self.first, self.last)),
            ("Kurse", (self.courses,)),
            ("Arten", (self.kinds,)),
            ("Listen", (self.profile, self.variant)),
        ):
            if self.body.count():
                self.body.addWidget(Divider())
            self.body.addWidget(_line(label, widgets))

    def _listen(self) -> None:
        self.period.chosen.connect(self._period_chosen)
        for field in (self.first, self.last):
            field.changed.connect(self._tell)
        for some in (self.courses, self.kinds):
            some.changed.connect(self.changed)
        for segments in (self.profile, self.variant):
            segments.chosen.connect(self._tell)

    def wanted(self) -> Wanted:
        """What is asked for now."""
        first, last = self._span()
        return Wanted(
            first,
            max(first, last),
            frozenset(int(key) for key in self.courses.chosen()),
            frozenset(SheetKind(key) for key in self.kinds.chosen()),
            SheetChoice(profile=self.profile.current(), filled=self.variant.current() == "filled"),
        )

    def show_days(self, first: date, last: date) -> None:
        """Take a period of its own."""
        self.period.choose(TODAY if first == last == self._today else OWN)
        self.first.set_value(first)
        self.last.set_value(last)
        self._show_days()

    def choose_week(self) -> None:
        """Take the rest of this week."""
        self.period.choose(WEEK)
        self._show_days()

    def show_courses(self, courses: Sequence[CourseChip]) -> None:
        """Offer the courses of the period."""
        self.courses.show_choices([Choice(str(one.id), one.title) for one in courses])

    def _span(self) -> tuple[date, date]:
        today = self._today
        monday = today - timedelta(days=today.weekday())
        match self.period.current():
            case "today":
                return today, today
            case "next":
                return monday + timedelta(days=7), monday + timedelta(days=13)
            case "own":
                first = self.first.value() or today
                return first, self.last.value() or first
            case _:
                return today, monday + timedelta(days=6)

    def _period_chosen(self, key: str) -> None:
        del key
        self._show_days()
        self.changed.emit()

    def _tell(self, value: object) -> None:
        del value
        self.changed.emit()

    def _show_days(self) -> None:
        own = self.period.current() == OWN
        self.first.setVisible(own)
        self.last.setVisible(own)


GROUPS_ORDER: Final = tuple(SheetKind(key) for key in GROUPS)


def _short(text: str) -> str:
    """Return a chip's word, not longer than a line of chips bears."""
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 2].rstrip()} …"


def _line(label: str, widgets: Sequence[QWidget]) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(theme().px(16), theme().px(8), theme().px(16), theme().px(8))
    row.setSpacing(theme().px(8))
    name = Text(label, "plain", "second")
    name.setFixedWidth(theme().px(_LABEL))
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return line
