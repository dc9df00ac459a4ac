"""The course a family comes to, and its way there, each in one choice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import CourseStatus, Way
from kursplaner.store.queries.courses.courses import CourseRow, course_rows
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import Choice, ChoiceField

WAY_STOP = "stop:"
OTHER_WAYS = (Way.UNKNOWN, Way.WALK, Way.BUS, Way.CAR, Way.LIFT)


class CourseField(ChoiceField):
    """The courses that still run, with what is free in each."""

    def __init__(
        self, context: AppContext, course_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._context = context
        with context.workspace.read() as db:
            rows = course_rows(db, minute_at(clock.now()), status=CourseStatus.ACTIVE.value)
        today = context.today()
        self._rows = {
            course.id: course
            for course in rows
            if course.last_day is None or course.last_day >= today
        }
        choices = [Choice("", "noch kein Kurs")]
        choices += [Choice(str(course.id), _title(course)) for course in self._rows.values()]
        super().__init__(choices, str(course_id or ""), name="Kurs", parent=parent)

    def course_id(self) -> int | None:
        """Return the chosen course."""
        return int(self.current()) if self.current() else None

    def row(self) -> CourseRow | None:
        """Return the chosen course with its figures."""
        return self._rows.get(self.course_id() or 0)

    def as_it_is(self) -> str:
        """Return the chosen course with the figures of this moment, after something was stored."""
        chosen = self.course_id()
        with self._context.workspace.read() as db:
            rows = course_rows(db, minute_at(clock.now()))
        return next((_title(course) for course in rows if course.id == chosen), "")

    def hint(self) -> str:
        """Return what is known of the chosen course, in a sentence."""
        row = self.row()
        if row is None:
            return "Ohne Kurs werden die Personen nur angelegt."
        free = max(0, row.capacity - row.enrolled)
        seats = f"{counted(free, 'place')} frei" if free else "voll"
        waiting = f", {counted(row.waiting, 'person')} auf der Warteliste" if row.waiting else ""
        care = "mit Kinderbetreuung" if row.childcare else "ohne Kinderbetreuung"
        ride = "mit Fahrdienst" if row.shuttle else "ohne Fahrdienst"
        return (
            f"{seats}{waiting}, {care}, {ride}. Kurs, Betreuung und Fahrt werden zusammen geprüft."
        )


def _title(row: CourseRow) -> str:
    return f"{row.number} {row.title} ({row.enrolled}/{row.capacity})"


class WayField(ChoiceField):
    """How the family comes: with the shuttle from a stop, or otherwise."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        with context.workspace.read() as db:
            stops = stop_rows(db)
        choices = [Choice(way.value, word(way)) for way in OTHER_WAYS]
        choices += [
            Choice(f"{WAY_STOP}{stop.id}", f"Fahrdienst ab {stop.municipality}, {stop.name}", "bus")
            for stop in stops
        ]
        super().__init__(choices, Way.UNKNOWN.value, name="Weg zum Kurs", parent=parent)

    def way_and_stop(self) -> tuple[Way, int | None]:
        """Return the way, and the stop for the shuttle."""
        key = self.current()
        if key.startswith(WAY_STOP):
            return Way.SHUTTLE, int(key.removeprefix(WAY_STOP))
        return Way(key), None
