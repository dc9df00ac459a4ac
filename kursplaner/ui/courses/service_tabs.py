"""Childcare and rides beside the lessons of a course, and the sheets made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import free_of
from kursplaner.desk.wording.words.kinds import said, word
from kursplaner.domain.kinds import Direction, SheetKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.exchange.lists.content import Kind
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.queries.lessons.lessons import LessonChildcare, LessonRide, LessonRow
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.sections_card import SectionsCard
from kursplaner.ui.courses.tabs import CourseTab, Host
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.widgets import (
    Button,
    Card,
    Cell,
    Column,
    EmptyState,
    FixedRows,
    ListRow,
    ListTable,
    Row,
    RowList,
)

CARE_COLUMNS = (
    Column("day", "Tag", 112, sortable=False, kind=Kind.DAY),
    Column("time", "Zeit", 112, sortable=False),
    Column("room", "Raum", 160, sortable=False),
    Column("children", "Kinder", 80, right=True, sortable=False),
    Column("carers", "Betreuungspersonen", 240, sortable=False, stretch=True),
    Column("state", "Stand", 140, sortable=False),
)
RIDE_COLUMNS = (
    Column("day", "Tag", 112, sortable=False, kind=Kind.DAY),
    Column("direction", "Richtung", 104, sortable=False),
    Column("time", "Zeit", 112, sortable=False),
    Column("vehicle", "Fahrzeug", 140, sortable=False),
    Column("driver", "Fahrer:in", 180, sortable=False, stretch=True),
    Column("seats", "Plätze", 80, right=True, sortable=False),
    Column("state", "Stand", 140, sortable=False),
)
SHEETS = (
    (SheetKind.ATTENDANCE, "clipboard-list", "mit Unterschrift, je Termin eine Spalte"),
    (SheetKind.CHILDCARE, "baby", "Kinder, Abholung, Hinweise für die Betreuung"),
    (SheetKind.DRIVER, "bus", "Halte in Reihenfolge mit Zeiten und Sitzen"),
    (SheetKind.DOOR, "door-open", "Was heute in diesem Raum ist"),
    (SheetKind.EVALUATION, "message-square", "Fragebogen zum Ende des Kurses"),
)


class ServiceTab(CourseTab):
    """What goes with the lessons, one line each; Enter opens its day in the place of it."""

    def __init__(
        self,
        context: AppContext,
        host: Host,
        title: str,
        columns: Sequence[Column],
        empty: EmptyState,
        opens: tuple[str, str],
    ) -> None:
        super().__init__(context, host)
        self.list = ListTable(title, columns, FixedRows(columns, ()), empty=empty)
        ListOutput(context, self.list, title)
        self.list.activated.connect(_Open(context, *opens))
        self.column.addWidget(self.list, 1)


class ChildcareTab(ServiceTab):
    """One line per slot; Enter opens the day in Betreuung."""

    def __init__(self, context: AppContext, host: Host) -> None:
        empty = EmptyState(
            "Dieser Kurs hat keine Kinderbetreuung.",
            hint="Sie wird beim Anlegen eines Kurses mit geplant.",
        )
        title, opens = "Betreuung des Kurses", ("childcare", "slot_id")
        super().__init__(context, host, title, CARE_COLUMNS, empty, opens)

    def show_course(self, course: CourseDetail) -> None:
        """List the slots of standing lessons."""
        super().show_course(course)
        rows = [
            self._row(lesson, lesson.childcare) for lesson in _standing(course) if lesson.childcare
        ]
        self.list.use(FixedRows(CARE_COLUMNS, rows))

    def _row(self, lesson: LessonRow, care: LessonChildcare) -> ListRow:
        tone = _tone(lesson)
        who = ", ".join(_shown(person.name, self.context) for person in care.carers)
        over = care.taken > care.places
        state = ("zu viele Kinder", "bad") if over else ("passt", "good")
        if not care.carers:
            state = ("unbesetzt", "warning")
        return ListRow(
            (care.slot_id, lesson.day),
            (
                Cell(days.short_day(lesson.day), tone=tone, strong=True, value=lesson.day),
                Cell(days.times(care.starts, care.ends), tone=tone),
                Cell(care.room or "ohne Raum", tone=tone),
                Cell(free_of(care.taken, care.places), tone="bad" if over else tone),
                Cell(who or "niemand", tone=tone),
                Cell(state[0], pill=state[1]),  # type: ignore[arg-type]
            ),
        )


class RidesTab(ServiceTab):
    """One line per ride; Enter opens the day in Fahrdienst."""

    def __init__(self, context: AppContext, host: Host) -> None:
        empty = EmptyState(
            "Dieser Kurs hat keinen Fahrdienst.",
            hint="Er wird beim Anlegen eines Kurses mit geplant.",
        )
        title, opens = "Fahrten des Kurses", ("rides", "ride_id")
        super().__init__(context, host, title, RIDE_COLUMNS, empty, opens)

    def show_course(self, course: CourseDetail) -> None:
        """List the rides to and from standing lessons."""
        super().show_course(course)
        rows = [self._row(lesson, ride) for lesson in _standing(course) for ride in lesson.rides]
        self.list.use(FixedRows(RIDE_COLUMNS, rows))

    def _row(self, lesson: LessonRow, ride: LessonRide) -> ListRow:
        tone = _tone(lesson)
        missing = ride.vehicle is None or ride.driver is None
        over = ride.taken > ride.seats
        state = ("überfüllt", "bad") if over else ("passt", "good")
        if missing:
            state = ("unbesetzt", "warning")
        return ListRow(
            (ride.id, lesson.day),
            (
                Cell(days.short_day(lesson.day), tone=tone, strong=True, value=lesson.day),
                Cell(said(Direction, ride.direction), tone=tone),
                Cell(days.times(ride.starts, ride.ends), tone=tone),
                Cell(ride.vehicle or "ohne Fahrzeug", tone=tone),
                Cell(_shown(ride.driver, self.context) if ride.driver else "niemand", tone=tone),
                Cell(free_of(ride.taken, ride.seats), tone="bad" if over else tone),
                Cell(state[0], pill=state[1]),  # type: ignore[arg-type]
            ),
        )


class SheetsTab(CourseTab):
    """What can be printed for this course, a button each."""

    def __init__(self, context: AppContext, host: Host) -> None:
        super().__init__(context, host)
        card = Card(margin=0, spacing=0)
        rows = RowList(top_line=False)
        self.print_buttons: dict[str, Button] = {}
        for kind, icon, text in SHEETS:
            button = Button("Drucken", icon="printer", name=f"{word(kind)} drucken")
            button.clicked.connect(self._printer(kind))
            self.print_buttons[kind.value] = button
            rows.add(Row(word(kind), text, icon=icon, tool=button))
        card.body.addWidget(rows)
        self.column.addWidget(card)
        self.sections = SectionsCard(context)
        self.column.addWidget(self.sections)
        self.column.addStretch(1)

    def show_course(self, course: CourseDetail) -> None:
        """Offer its sheets, and where the town prints by section one for each."""
        super().show_course(course)
        self.sections.show_course(course.row.id)

    def _printer(self, kind: SheetKind) -> Callable[[], None]:
        def go() -> None:
            if self.course is not None:
                self.context.go("printing", course_id=self.course.row.id, kind=kind.value)

        return go


class _Open:
    """Opens a record of the list at its day."""

    def __init__(self, context: AppContext, place: str, name: str) -> None:
        self._context, self._place, self._name = context, place, name

    def __call__(self, key: object) -> None:
        if isinstance(key, tuple):
            self._context.go(self._place, **{self._name: key[0], "day": key[1]})


def _standing(course: CourseDetail) -> list[LessonRow]:
    return [lesson for lesson in course.lessons if lesson.status in LESSONS_TAKING_PLACE]


def _tone(lesson: LessonRow) -> str:
    return "third" if lesson.ends <= minute_at(clock.now()) else "text"


def _shown(name: str, context: AppContext) -> str:
    return names.initials(name) if context.names_hidden else names.short(name)
