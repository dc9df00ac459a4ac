"""How many came to an open evening: adults, women, children, by age if wished."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from kursplaner.desk.lessons.extras import guests_text
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.ages import age_words
from kursplaner.domain.attendance.rules import guest_groups
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.attendance import guests
from kursplaner.planning.attendance.guests import MOST_GUESTS, GuestCount
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Field, NumberField, Row, Switch, Text

COLUMNS = 4


class GuestsDialog(FormDialog):
    """Counts people whose names nobody asks for.

    Attributes:
        adults, women, young: how many; ages: the fields of the groups, by where each begins.
    """

    def __init__(self, context: AppContext, row: LessonRow, parent: QWidget | None = None) -> None:
        super().__init__(context, "Gäste zählen", parent, width=520)
        self._lesson = row
        with context.workspace.read() as db:
            known = guests.counted(db, row.id)
        count = known or GuestCount()
        when = f"{row.title}, {days.short_day(row.day)} {days.times(row.starts, row.ends)}"
        self.body.addWidget(Text(when, "plain", "second"))
        self.adults = NumberField(count.adults, name="Erwachsene", most=MOST_GUESTS)
        self.women = NumberField(count.women, name="davon Frauen", most=MOST_GUESTS)
        self.young = NumberField(count.children, name="Kinder", most=MOST_GUESTS)
        self.add_line(
            ("Erwachsene", self.adults, 1),
            ("davon Frauen", self.women, 1),
            ("Kinder", self.young, 1),
        )
        self.by_age = Switch("Nach Alter", on=bool(count.ages))
        self.body.addWidget(Row("Nach Alter zählen", tool=self.by_age, margin=0))
        self.ages: dict[int, NumberField] = {}
        self._groups = self._age_fields(count)
        self.body.addWidget(self._groups)
        self._groups.setVisible(bool(count.ages))
        if known is not None:
            self.add_end("Zahlen löschen", self.clear)
        fields = (self.adults, self.women, self.young, *self.ages.values())
        changed = [*(field.valueChanged for field in fields), self.by_age.toggled]
        self.begin("Speichern", "check", self._save, self._look, changed, self.adults)

    def count(self) -> GuestCount:
        """Return what stands in the fields."""
        ages = {age: field.value() for age, field in self.ages.items() if field.value()}
        return GuestCount(
            self.adults.value(),
            self.women.value(),
            self.young.value(),
            ages if self.by_age.isChecked() else {},
        )

    def clear(self) -> None:
        """Take the count away again."""
        lesson = self._lesson
        self.act(
            ActKind.TALLY_ENTERED,
            lambda db: guests.clear(db, lesson.id),
            f"{lesson.title}: Besuchszahlen gelöscht",
            [("lesson", lesson.id)],
        )

    def _look(self) -> Outlook:
        """Say what would be stored; the ages never count more than the sums."""
        self._groups.setVisible(self.by_age.isChecked())
        count = self.count()
        with self._context.workspace.read() as db:
            guests.check(db, self._lesson.id, count)
        return Outlook(guests_text(count), tone="second")

    def _save(self) -> None:
        lesson, count = self._lesson, self.count()
        self.act(
            ActKind.TALLY_ENTERED,
            lambda db: guests.enter(db, lesson.id, count),
            f"{lesson.title}: {guests_text(count)}",
            [("lesson", lesson.id)],
        )

    def _age_fields(self, count: GuestCount) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        groups = sorted({*guest_groups(self._context.workspace.settings), *count.ages})
        for place, age in enumerate(groups):
            words = age_words(age, groups)
            field = NumberField(count.ages.get(age, 0), name=f"Alter {words}", most=MOST_GUESTS)
            self.ages[age] = field
            grid.addWidget(Field(words, field), *divmod(place, COLUMNS))
        return holder
