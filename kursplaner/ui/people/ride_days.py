"""On which weekdays a family rides with the shuttle, as chips; the same for every form."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import Way
from kursplaner.planning.enrolments.family_fit import EVERY_DAY
from kursplaner.store.queries.courses.enrolments import coming_lessons
from kursplaner.ui.context import AppContext
from kursplaner.ui.people.family_choices import WayField
from kursplaner.ui.widgets import ChipRow, Choice, Field

TITLE = "Fährt mit am"


class RideDays(Field):
    """Offers the weekdays of a course where there are several, to those who ride.

    Attributes:
        chips: one a weekday; off are those on which they come otherwise.
    """

    def __init__(self, context: AppContext, way: WayField, parent: QWidget | None = None) -> None:
        self.chips = ChipRow((), name=TITLE)
        super().__init__(TITLE, self.chips, parent=parent)
        self._context, self._way = context, way
        way.chosen.connect(self._show)
        self.hide()

    def show_course(self, course_id: int | None, chosen: Collection[int] | None = None) -> None:
        """Offer the weekdays on which a course still has lessons; None: all are on."""
        held: list[int] = []
        if course_id is not None:
            with self._context.workspace.read() as db:
                coming = coming_lessons(db, course_id, clock.minute())
            held = sorted({day_of(lesson.starts).weekday() for lesson in coming})
        on = [str(day) for day in held if chosen is None or day in chosen]
        self.chips.show_choices([Choice(str(day), days.weekday(day)) for day in held], on)
        self._show()

    def days_ridden(self) -> frozenset[int] | None:
        """Return the weekdays on which they ride; None: on all."""
        off = {int(key) for key in self.chips.all_keys() - self.chips.chosen_keys()}
        if off and off == {int(key) for key in self.chips.all_keys()}:
            return frozenset()
        return EVERY_DAY - off if off else None

    def _show(self, _way: object = None) -> None:
        several = len(self.chips.all_keys()) > 1
        self.setVisible(several and self._way.way_and_stop()[0] is Way.SHUTTLE)
