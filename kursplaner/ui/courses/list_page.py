"""All courses in a list: found by number, title and level, filtered by where they stand."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at, moment_of
from kursplaner.desk.wording.course_lines import course_state, short_state
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import decimal, free_of
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import CourseType
from kursplaner.exchange.lists.content import Kind
from kursplaner.store.queries.courses.courses import CourseRow, course_rows
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.lessons.next_lessons import next_lessons
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.tabs import add_facts
from kursplaner.ui.exports.files_button import FilesButton
from kursplaner.ui.list_output import ListOutput
from kursplaner.ui.widgets import (
    Button,
    Cell,
    Choice,
    Column,
    EmptyState,
    FixedRows,
    ListRow,
    ListTable,
    Order,
    Page,
    PrimaryButton,
    Segmented,
)

COLUMNS = (
    Column("number", "Nummer", 84, whole=True),
    Column("title", "Titel", 156, stretch=True),
    Column("kind", "Kursart", 180, shown=False),
    Column("level", "Niveau", 64, shown=False),
    Column("dates", "Zeitraum", 146, sortable=False),
    Column("first", "Beginn", 96, shown=False, kind=Kind.DAY),
    Column("last", "Ende", 96, shown=False, kind=Kind.DAY),
    Column("units", "UE", 44, right=True, sortable=False, kind=Kind.DECIMAL),
    Column("people", "Personen", 68, right=True, sortable=False),
    Column("waiting", "wartet", 54, right=True, sortable=False, kind=Kind.INT),
    Column("next", "Nächster Termin", 122, sortable=False, kind=Kind.MOMENT),
    Column("state", "Stand", 76),
)
FILTERS = (
    Choice("now", "Aktuell"),
    Choice("over", "Beendet"),
    Choice("all", "Alle"),
)


class CourseListPage(Page):
    """The courses; a click shows one at the right, Enter opens it.

    Signals:
        opened(int): id of a course. new_wanted: a new course. continued(int): the course goes on.
    """

    opened = Signal(int)
    new_wanted = Signal()
    continued = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__("Kurse", scroll=False, inspector=True)
        self._context = context
        self._rows: dict[int, CourseRow] = {}
        self._next: dict[int, LessonRow] = {}
        new = PrimaryButton("Neuer Kurs", "plus", tip="Strg+N")
        new.clicked.connect(self.new_wanted)
        self.files = FilesButton(context)
        for tool in (self.files, new):
            self.head.add_tool(tool)
        empty = EmptyState(
            "Hier stehen die Kurse.",
            "Neuer Kurs",
            "graduation-cap",
            hint="Termine, Raum, Lehrkraft, Betreuung und Fahrten entstehen in einem Schritt.",
        )
        empty.wanted.connect(self.new_wanted)
        self.list = ListTable("Kurse", COLUMNS, FixedRows(COLUMNS, ()), empty=empty)
        ListOutput(context, self.list, "Kurse")
        self.filter = Segmented(FILTERS, "now", name="Stand")
        self.filter.chosen.connect(self._show_rows)
        self.list.filters.addWidget(self.filter)
        self.list.selected.connect(self._inspect)
        self.list.activated.connect(self._open)
        if self.list.model.order is None:
            self.list.order_by(Order("number"))
        self.body.addWidget(self.list, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the courses again."""
        now = minute_at(clock.now())
        with self._context.workspace.read() as db:
            self._rows = {row.id: row for row in course_rows(db, now)}
            self._next = next_lessons(db, now)
        self._show_rows()

    def choose(self, course_id: int) -> None:
        """Make a course current."""
        self.list.choose(course_id)

    def _show_rows(self, _key: str = "") -> None:
        today, wanted = self._context.today(), self.filter.current()
        shown = [
            row
            for row in self._rows.values()
            if wanted == "all" or (course_state(row, today)[1] == "neutral") == (wanted == "over")
        ]
        self.list.use(FixedRows(COLUMNS, [self._row(row) for row in shown]))
        self._inspect(self.list.current_key())

    def _row(self, row: CourseRow) -> ListRow:
        words, tone = short_state(row, self._context.today())
        coming = self._next.get(row.id)
        full = row.enrolled >= row.capacity
        last = row.last_day or row.first_day
        return ListRow(
            row.id,
            (
                Cell(row.number, strong=True),
                row.title,
                said(CourseType, row.course_type),
                row.level,
                days.period(row.first_day, last),
                Cell(days.short_day(row.first_day), value=row.first_day),
                Cell(days.short_day(last), value=last),
                Cell(decimal(row.units, 2), value=row.units),
                Cell(free_of(row.enrolled, row.capacity), tone="bad" if full else "text"),
                str(row.waiting) if row.waiting else "",
                Cell(_when(coming), value=moment_of(coming.starts)) if coming else "",
                Cell(words, pill=tone),  # type: ignore[arg-type]
            ),
        )

    def _inspect(self, key: object) -> None:
        inspector = self.inspector
        row = self._rows.get(key) if isinstance(key, int) else None
        if inspector is None:
            return
        if row is None:
            inspector.show_nothing("Wählen Sie einen Kurs; Enter oder ein Doppelklick öffnet ihn.")
            return
        words, _tone = course_state(row, self._context.today())
        inspector.begin(row.number, row.title, words)
        coming = self._next.get(row.id)
        waiting = f", {row.waiting} auf der Warteliste" if row.waiting else ""
        services = [
            text for text, on in (("Betreuung", row.childcare), ("Fahrdienst", row.shuttle)) if on
        ]
        add_facts(
            inspector,
            [
                ("Kursart", said(CourseType, row.course_type)),
                ("Zeitraum", days.period(row.first_day, row.last_day or row.first_day)),
                ("Umfang", f"{decimal(row.units, 2)} von {row.required_units} UE"),
                ("Personen", f"{free_of(row.enrolled, row.capacity)}{waiting}"),
                ("Nächster Termin", _when(coming) if coming else ""),
                ("Raum", coming.room or "ohne Raum" if coming else ""),
                ("Dabei", ", ".join(services)),
            ],
        )
        inspector.space(12)
        for text, icon, act in (
            ("Kurs öffnen", "graduation-cap", self._open_current),
            ("Fortschreiben", "repeat", self._continue_current),
        ):
            button = Button(text, icon=icon)
            button.clicked.connect(act)
            inspector.add(button)
            inspector.space(4)
        inspector.finish()
        self.open_inspector()

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self.opened.emit(key)

    def _open_current(self) -> None:
        self._open(self.list.current_key())

    def _continue_current(self) -> None:
        key = self.list.current_key()
        if isinstance(key, int):
            self.continued.emit(key)


def _when(row: LessonRow) -> str:
    return f"{days.short_day(row.day)} {days.clock(row.starts % 1440)}"
