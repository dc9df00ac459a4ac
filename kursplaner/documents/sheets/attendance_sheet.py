"""The attendance list: names, dates, a field to sign in, the teacher's row, the sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from kursplaner.documents.page import heading
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.page.heading import Funding, Letterhead
from kursplaner.documents.page.language import number_text
from kursplaner.documents.page.layout import FINE, GRID, LANDSCAPE, RULE, Rect, SheetCode
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.sheets import attendance_layout
from kursplaner.documents.sheets.attendance_layout import AttendanceLayout

Profile: TypeAlias = Literal["simple", "bamf"]
KNOWN_MARKS: Final = ("X", "E", "U", "W", "P")
SECTION_UNITS: Final = Decimal(100)
RETENTION_YEARS: Final = 5
LATE_MINUTES: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLesson:
    """One date of the list; `units` count in the course's unit length."""

    day: date
    starts: time
    ends: time
    units: Decimal
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCell:
    """What is known of one person at one date.

    Attributes:
        mark: X, E, U, W or P; empty while open. Any other mark counts as U.
        outside: before a late entry, after leaving, or not planned: the field is hatched.
        came: given when more than 15 minutes late.
        left: given when more than 15 minutes early.
    """

    mark: str = ""
    outside: bool = False
    came: time | None = None
    left: time | None = None


OPEN: Final = AttendanceCell()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One person; `cells` stand in the order of the sheet's lessons, missing ones are open."""

    family_name: str
    given_name: str
    cells: tuple[AttendanceCell, ...] = ()

    def cell(self, lesson: int) -> AttendanceCell:
        """Return the cell of the lesson with this place."""
        return self.cells[lesson] if lesson < len(self.cells) else OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """A whole list; it is split into as many sheets as people and dates need.

    Attributes:
        number: the printing's number in the sheet's code; it names nobody.
        filled: print marks and sums instead of fields to sign in; `closed`: since when it is final.
        units_before: units of the course before the first lesson, for sections of 100 (bamf).
        section_units: units of a section; lists of the simple profile have none.
        retention_years: how long the list is kept after the proof was handed in.
        late_minutes: "Kommt/Geht" is filled in above this deviation (bamf).
    """

    number: int
    letterhead: Letterhead
    course_number: str
    course_title: str
    level: str
    place: str
    teachers: str
    unit_minutes: int
    lessons: tuple[AttendanceLesson, ...]
    people: tuple[AttendanceRow, ...]
    profile: Profile = "simple"
    filled: bool = False
    closed: date | None = None
    funding: Funding | None = None
    units_before: Decimal = Decimal(0)
    section_units: Decimal = SECTION_UNITS
    retention_years: int = RETENTION_YEARS
    late_minutes: int = LATE_MINUTES


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands on one sheet of paper: which people, which lessons."""

    people: range
    lessons: tuple[int, ...]
    section: int
    number: int
    sheet: int
    sheets: int


def draw(
    sheets: Sequence[AttendanceSheet], out: Out, *, title: str = "", language: str = "de"
) -> int:
    """Write the lists into one PDF and return its number of pages."""
    name = title or texts(language, "attendance_sheet").plain("title")
    with Document(out, name, language=language) as document:
        for sheet in sheets:
            draw_on(document, sheet, language=language)
    return document.page_count


def draw_on(document: Document, sheet: AttendanceSheet, *, language: str = "de") -> None:
    """Add one list to a document."""
    layout = attendance_layout.choose(sheet.profile, len(sheet.people))
    for place, part in enumerate(_parts(sheet, layout)):
        bookmark = f"{sheet.course_number} {sheet.course_title}" if not place else ""
        with document.page(LANDSCAPE, bookmark) as page:
            _Drawing(document, page, sheet, layout, part, language).draw()


def page_count(sheet: AttendanceSheet) -> int:
    """Return how many sheets of paper the list takes."""
    layout = attendance_layout.choose(sheet.profile, len(sheet.people))
    return sum(1 for _ in _parts(sheet, layout))


def _parts(sheet: AttendanceSheet, layout: AttendanceLayout) -> Iterator[_Part]:
    people = [
        range(start, min(start + layout.rows, len(sheet.people)))
        for start in range(0, max(1, len(sheet.people)), layout.rows)
    ]
    number = 0
    for section, lessons in _sections(sheet):
        dates = [
            lessons[start : start + layout.dates]
            for start in range(0, max(1, len(lessons)), layout.dates)
        ]
        total = len(dates) * len(people)
        for index, (some_dates, some_people) in enumerate(
            ((d, p) for d in dates for p in people), start=1
        ):
            number += 1
            yield _Part(some_people, some_dates, section, number, index, total)


def _sections(sheet: AttendanceSheet) -> list[tuple[int, tuple[int, ...]]]:
    """Return (section, lessons); section 0 stands for a list without sections."""
    everything = tuple(range(len(sheet.lessons)))
    if sheet.profile == "simple" or not everything:
        return [(0, everything)]
    found: dict[int, list[int]] = {}
    units = sheet.units_before
    for place, lesson in enumerate(sheet.lessons):
        found.setdefault(int(units // sheet.section_units) + 1, []).append(place)
        if not lesson.cancelled:
            units += lesson.units
    return [(section, tuple(lessons)) for section, lessons in found.items()]


class _Drawing:
    """One sheet of paper being drawn."""

    def __init__(
        self,
        document: Document,
        page: Page,
        sheet: AttendanceSheet,
        layout: AttendanceLayout,
        part: _Part,
        language: str,
    ) -> None:
        self.document, self.page, self.sheet = document, page, sheet
        self.layout, self.part = layout, part
        self.texts: Texts = texts(language, "attendance_sheet")
        self.calendar = Calendar(language)

    def draw(self) -> None:
        self._head()
        self._facts()
        self._table_head()
        self._names()
        self._cells()
        self._grid()
        self._foot()

    def _head(self) -> None:
        page, sheet, layout = self.page, self.sheet, self.layout
        page.marks()
        code = SheetCode("A", sheet.number, self.part.number, layout.version)
        page.qr(layout.qr, str(code))
        count = self.texts.parts("sheet", sheet=self.part.sheet, sheets=self.part.sheets)
        page.write(253, 16.4, count, 11, align="right")
        page.write(253, 22.1, str(code), 9, align="right")
        heading.draw_issuer(page, sheet.letterhead, 155, self.document)
        subtitle = self.calendar.months([lesson.day for lesson in sheet.lessons])
        if sheet.filled:
            key, day = ("final", f"{sheet.closed:%d.%m.%Y}") if sheet.closed else ("result", "")
            subtitle = " · ".join(filter(None, (subtitle, self.texts.plain(key, day=day))))
        heading.draw_title(page, self.texts.plain("title"), subtitle, 165, y=layout.title_y)
        box = Rect(182.9, 12, 44, layout.logo_height)
        heading.draw_funding(self.document, page, sheet.funding, box, self.texts.plain("logo"))
        page.rule(layout.rule_y)

    def _facts(self) -> None:
        sheet, plain = self.sheet, self.texts.plain
        lessons = [sheet.lessons[place] for place in self._list_lessons()]
        held = [lesson for lesson in lessons if not lesson.cancelled]
        units = sum((lesson.units for lesson in held), Decimal(0))
        told = {"units": number_text(units), "minutes": sheet.unit_minutes}
        extent = self.texts.counted("extent_value", len(held), **told)
        if self.part.section:
            extent = f"{plain('section', section=self.part.section)}: {extent}"
        days = [lesson.day for lesson in lessons]
        period = self.calendar.period(min(days), max(days)) if days else ""
        facts = [
            (12.0, plain("course"), f"{sheet.course_number}  {sheet.course_title}"),
            (86.0, plain("level"), sheet.level),
            (104.0, plain("place"), sheet.place),
            (150.0, plain("teachers"), sheet.teachers),
            (185.0, plain("period"), period),
            (233.0, plain("extent"), extent),
        ]
        heading.draw_facts(self.page, facts, self.layout.rule_y + 3.5, 285)

    def _list_lessons(self) -> tuple[int, ...]:
        return next(
            lessons for section, lessons in _sections(self.sheet) if section == self.part.section
        )

    def _table_head(self) -> None:
        page, layout, plain = self.page, self.layout, self.texts.plain
        y = layout.table.y + layout.head - 1.7
        page.write((12 + layout.name_x) / 2, y, plain("number"), 7.5, align="centre", shade=DIM)
        page.write(layout.name_x + 1.4, y, plain("family_name"), 7.5, shade=DIM)
        page.write(layout.given_x + 1.4, y, plain("given_name"), 7.5, shade=DIM)
        for column, lesson in enumerate(self.part.lessons):
            self._date_head(column, self.sheet.lessons[lesson])
        sums_middle = (layout.sums_x + layout.table.right) / 2
        page.write(sums_middle, layout.table.y + 4.3, plain("sums"), 9, bold=True, align="centre")
        for place, mark in enumerate("XEU"):
            x = layout.sum_cell(0, place).middle[0]
            page.write(x, y, mark, 8.5, bold=True, align="centre")

    def _date_head(self, column: int, lesson: AttendanceLesson) -> None:
        page, layout = self.page, self.layout
        cell = layout.date_cell(0, column)
        x, y = cell.x + 1.5, layout.table.y
        used = page.write(x, y + 4.3, self.calendar.weekday(lesson.day), 10.5)
        day = self.calendar.day(lesson.day)
        room = layout.signature_cell(0, column).width if layout.times_width else cell.width
        page.write(x + used + 1, y + 4.3, day, 10.5, bold=True, width=room - used - 3.2)
        clock = self.calendar.clocks(lesson.starts, lesson.ends)
        if lesson.cancelled:
            content = self.texts.plain("cancelled")
        else:
            content = self.texts.plain("lesson", clock=clock, units=number_text(lesson.units))
        base = y + layout.head - 1.7
        label = "" if self.sheet.filled or lesson.cancelled else self.texts.plain("mark")
        beside = page.write(cell.right - 0.8, base, label, 6.2, align="right", shade=DIM)
        page.write(x, base, content, 7.5, width=cell.width - 3.3 - beside, minimum=5)
        if label and layout.times_width:
            label = self.texts.plain("came_left")
            page.write(layout.times_cell(0, column).x + 0.6, y + 4.2, label, 6.2, shade=DIM)

    def _names(self) -> None:
        page, layout = self.page, self.layout
        for row in range(layout.rows):
            cell = layout.row_rect(row)
            base = cell.y + cell.height / 2 + 1.45
            number = self.part.people.start + row + 1
            middle = (cell.x + layout.name_x) / 2
            page.write(middle, base - 0.4, str(number), 7.5, align="centre", shade=DIM)
            if row >= len(self.part.people):
                continue
            person = self.sheet.people[self.part.people[row]]
            name_width = layout.given_x - layout.name_x - 2.4
            given_width = layout.dates_x - layout.given_x - 2.4
            page.fit(
                layout.name_x + 1.4, base, person.family_name, 11, bold=True,
                width=name_width, leading=3.1,
            )  # fmt: skip
            page.fit(
                layout.given_x + 1.4, base, person.given_name, 11,
                width=given_width, leading=3.1,
            )  # fmt: skip

    def _cells(self) -> None:
        for row in range(self.layout.rows):
            person = None
            if row < len(self.part.people):
                person = self.sheet.people[self.part.people[row]]
            for column, lesson in enumerate(self.part.lessons):
                cell = person.cell(lesson) if person else OPEN
                self._cell(row, column, cell, self.sheet.lessons[lesson])
            if person and self.sheet.filled:
                self._sums(row, person)
        for column, lesson in enumerate(self.part.lessons):
            if self.sheet.lessons[lesson].cancelled:
                self.page.hatch(self.layout.teacher_cell(column))

    def _cell(self, row: int, column: int, cell: AttendanceCell, lesson: AttendanceLesson) -> None:
        page, layout = self.page, self.layout
        if cell.outside or lesson.cancelled:
            page.hatch(layout.date_cell(row, column))
            return
        if not self.sheet.filled:
            page.frame(layout.mark_cell(row, column), GRID)
        if layout.times_width and not self.sheet.filled:
            times = layout.times_cell(row, column)
            page.down(times.x, times.y, times.bottom, GRID)
        if self.sheet.filled:
            self._result(row, column, cell)

    def _result(self, row: int, column: int, cell: AttendanceCell) -> None:
        page, layout = self.page, self.layout
        field = layout.signature_cell(row, column)
        x, y = field.middle
        page.write(x, y + 1.5, cell.mark, 11, bold=True, align="centre", width=field.width)
        notes = []
        if cell.came:
            notes.append(self.texts.plain("came", clock=self.calendar.clock(cell.came)))
        if cell.left:
            notes.append(self.texts.plain("left", clock=self.calendar.clock(cell.left)))
        right = layout.date_cell(row, column).right - 0.8
        first = y + 1.0 - 1.5 * (len(notes) - 1)
        for place, note in enumerate(notes):
            page.write(right, first + 3 * place, note, 6.5, align="right", shade=DIM)

    def _sums(self, row: int, person: AttendanceRow) -> None:
        marks = [
            person.cell(lesson).mark
            for lesson in self.part.lessons
            if person.cell(lesson).mark and not person.cell(lesson).outside
            and not self.sheet.lessons[lesson].cancelled
        ]  # fmt: skip
        counts = (
            marks.count("X"),
            marks.count("E"),
            sum(1 for mark in marks if mark == "U" or mark not in KNOWN_MARKS),
        )
        for place, count in enumerate(counts):
            x, y = self.layout.sum_cell(row, place).middle
            self.page.write(x, y + 1.3, str(count), 9.5, align="centre")

    def _grid(self) -> None:
        page, layout, table = self.page, self.layout, self.layout.table
        body = table.y + layout.head
        end = layout.teacher_y
        for row in range(1, layout.rows):
            strong = row % 5 == 0
            page.across(body + row * layout.row, table.x, table.right, FINE if strong else GRID)
        for x in (layout.name_x, layout.given_x):
            page.down(x, body - 5.5, end, GRID)
        page.down(layout.sum_cell(0, 1).x, body - 5.5, table.bottom, GRID)
        page.down(layout.sum_cell(0, 2).x, body - 5.5, table.bottom, GRID)
        for column in range(len(self.part.lessons)):
            page.down(layout.date_cell(0, column).x, table.y, table.bottom, FINE)
        self._unused_dates()
        page.down(layout.sums_x, table.y, table.bottom, RULE)
        page.across(body, table.x, table.right, RULE)
        page.across(end, table.x, table.right, RULE)
        page.frame(table, RULE)

    def _unused_dates(self) -> None:
        """Strike out the columns without a date, so that nothing is added afterwards."""
        layout, used = self.layout, len(self.part.lessons)
        if used == layout.dates:
            return
        x = layout.date_cell(0, used).x
        self.page.down(x, layout.table.y, layout.table.bottom, FINE)
        self.page.line((x, layout.table.bottom), (layout.sums_x, layout.table.y), FINE)

    def _foot(self) -> None:
        page, layout, sheet = self.page, self.layout, self.sheet
        base = layout.teacher_y + (layout.table.bottom - layout.teacher_y) / 2 + 1.3
        page.write(20.9, base, self.texts.parts("teacher"), 9.5, width=60)
        y = layout.table.bottom + layout.foot_gap
        page.write(20.9, y, self.texts.parts("marks"), 8.3, width=100)
        rule = "rule_result" if sheet.filled else f"rule_{sheet.profile}"
        signing = self.texts.plain(rule, late=sheet.late_minutes)
        page.paragraph(Rect(20.9, y + 1.0, 100, 7.1), signing, 7.5, leading=3.3, minimum=6)
        privacy = self.texts.parts("privacy", years=sheet.retention_years)
        page.paragraph(Rect(126, y - 2.7, 68, 10.2), privacy, 7.5, leading=3.35, minimum=6)
        page.across(194.6, 200, 276, FINE)
        page.write(200, 197.8, self.texts.plain("signature"), 7.5, shade=DIM)
