"""What to show: the period, the courses, the kinds, and how attendance lists shall look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.print_words import GROUPS
from kursplaner.desk.wording.words.course_numbers import short_numbers
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.look.theme import theme
from kursplaner.ui.printing.chips import Chips, SomeOrAll
from kursplaner.ui.widgets import Card, Choice, DateField, Divider, Text
from kursplaner.ui.widgets.wrap_layout import WrapLayout

MOST_TITLES = 8
TODAY, WEEK, NEXT, OWN = "today", "week", "next", "own"
PERIODS: Final = (
    Choice(TODAY, "Heute"),
    Choice(WEEK, "Diese Woche"),
    Choice(NEXT, "Nächste Woche"),
    Choice(OWN, "Von – bis"),
)
PROFILES: Final = tuple(Choice(key, text) for key, text in print_words.PROFILES.items())
VERSIONS: Final = (
    Choice("", "Nach der Kursart"),
    Choice("standard", "Standard"),
    Choice("easy", "Leichte Sprache"),
    Choice("literacy", "Mit Bildern"),
    Choice("children", "Für Kinder"),
)
SOON, EVERY = "soon", "every"
ENDS: Final = (Choice(SOON, "Kurse, die enden"), Choice(EVERY, "Alle Kurse"))
VARIANTS: Final = (Choice("blank", "Zum Unterschreiben"), Choice("filled", "Ergebnis"))
_LABEL: Final = 68


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


def chips_of(rows: Iterable[LessonRow]) -> list[CourseChip]:
    """Return the courses of some lessons by title; many by number: titles repeat and take room."""
    some = list(rows)
    titles = {row.course_id: row.title or row.number for row in some}
    if len(titles) > MOST_TITLES:
        short = short_numbers({row.number for row in some if row.number})
        titles |= {row.course_id: short[row.number] for row in some if row.number}
    return sorted((CourseChip(*title) for title in titles.items()), key=lambda chip: chip.title)


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
        self.period = Chips(PERIODS, WEEK, name="Zeitraum")
        self.first = DateField(today, name="Erster Tag")
        self.last = DateField(today, name="Letzter Tag")
        self.courses = SomeOrAll("Kurse")
        self.kinds = SomeOrAll("Arten")
        self.kinds.show_choices([Choice(kind.value, GROUPS[kind]) for kind in GROUPS_ORDER])
        self.profile = Chips(PROFILES, profile, name="Form der Anwesenheitsliste")
        self.variant = Chips(VARIANTS, "blank", name="Inhalt der Anwesenheitsliste")
        self.version = Chips(VERSIONS, "", name="Form der Evaluationsbögen")
        self.ends = Chips(ENDS, SOON, name="Evaluationsbögen für")
        self._lines()
        self._listen()
        self._show_days()

    def _lines(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        days = QHBoxLayout()
        days.setSpacing(theme().px(6))
        for field in (self.first, self.last):
            field.setFixedWidth(theme().px(150))
            days.addWidget(field)
        days.addStretch(1)
        lists = WrapLayout()
        lists.addWidget(self.profile)
        lists.addWidget(self.variant)
        self.federal = Text(print_words.FEDERAL_FORM, "note", "second", wrap=True)
        for label, parts in (
            ("Zeitraum", (self.period, days)),
            ("Kurse", (self.courses,)),
            ("Arten", (self.kinds,)),
        ):
            if self.body.count():
                self.body.addWidget(Divider())
            self.body.addWidget(_line(label, parts))
        self._rule = Divider()
        self.body.addWidget(self._rule)
        self._lists = _line("Listen", (lists, self.federal))
        self.body.addWidget(self._lists)
        self._sheets = _line("Bögen", (self.version, self.ends))
        self.body.addWidget(self._sheets)
        self._kinds_chosen()
        self._profile_chosen()

    def _listen(self) -> None:
        self.period.changed.connect(self._period_chosen)
        for field in (self.first, self.last):
            field.changed.connect(self._tell)
        for some in (self.courses, self.kinds):
            some.changed.connect(self.changed)
        self.kinds.changed.connect(self._kinds_chosen)
        self.profile.changed.connect(self._profile_chosen)
        for chips in (self.profile, self.variant, self.version, self.ends):
            chips.changed.connect(self.changed)

    def wanted(self) -> Wanted:
        """What is asked for now."""
        first, last = self._span()
        return Wanted(
            first,
            max(first, last),
            frozenset(int(key) for key in self.courses.chosen()),
            frozenset(SheetKind(key) for key in self.kinds.chosen()),
            SheetChoice(
                profile=self.profile.current(),
                filled=self.variant.current() == "filled",
                version=self.version.current(),
                every=self.ends.current() == EVERY,
            ),
        )

    @property
    def evaluation_alone(self) -> bool:
        """Whether nothing but evaluation sheets is asked for."""
        return self.kinds.chosen() == {SheetKind.EVALUATION.value}

    @property
    def ending_alone(self) -> bool:
        """Whether evaluation sheets of courses that end are asked for, and nothing else."""
        given = self.courses.chosen() or self.ends.current() == EVERY
        return self.evaluation_alone and not given

    def show_kinds(self, kinds: frozenset[str]) -> None:
        """Ask for these kinds of sheets, none means all, without a signal."""
        self.kinds.choose_some(kinds)
        self._kinds_chosen()

    def show_every(self) -> None:
        """Ask for evaluation sheets of all courses."""
        self.ends.choose(EVERY)
        self.changed.emit()

    def show_days(self, first: date, last: date) -> None:
        """Take a period of its own."""
        self.period.choose(TODAY if first == last == self._today else OWN)
        self.first.set_value(first)
        self.last.set_value(last)
        self._show_days()

    def show_section(self, first: date, last: date) -> None:
        """Take the days of a section, and lists by section."""
        self.profile.choose("bamf_sections")
        self._profile_chosen()
        self.show_days(first, last)

    def choose_week(self) -> None:
        """Take the rest of this week."""
        self.period.choose(WEEK)
        self._show_days()

    def show_courses(self, courses: Sequence[CourseChip]) -> None:
        """Offer the courses of the period."""
        self.courses.show_choices([Choice(str(chip.id), chip.title) for chip in courses])

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

    def _period_chosen(self) -> None:
        self._show_days()
        self.changed.emit()

    def _kinds_chosen(self) -> None:
        """Ask for the form of lists and sheets where they are wanted."""
        chosen = self.kinds.chosen()
        self._sheets.setVisible(SheetKind.EVALUATION.value in chosen)
        self._lists.setVisible(not chosen or SheetKind.ATTENDANCE.value in chosen)
        self._rule.setVisible(self._lists.isVisibleTo(self) or self._sheets.isVisibleTo(self))
        self.ends.setVisible(self.evaluation_alone)

    def _profile_chosen(self) -> None:
        """Say with the strict form that the Federal Office has its own."""
        self.federal.setVisible(self.profile.current() != "simple")

    def _tell(self, value: object) -> None:
        del value
        self.changed.emit()

    def _show_days(self) -> None:
        own = self.period.current() == OWN
        self.first.setVisible(own)
        self.last.setVisible(own)


GROUPS_ORDER: Final = tuple(SheetKind(key) for key in GROUPS)


def _line(label: str, parts: Sequence[QWidget | QLayout]) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(theme().px(16), theme().px(6), theme().px(16), theme().px(6))
    row.setSpacing(theme().px(8))
    name = Text(label, "plain", "second")
    name.setFixedWidth(theme().px(_LABEL))
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
    column = QVBoxLayout()
    column.setSpacing(theme().px(6))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    row.addLayout(column, 1)
    return line
