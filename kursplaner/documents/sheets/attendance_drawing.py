"""One sheet of an attendance list, drawn."""

from kursplaner.basics.layout import FINE, Rect, SheetCode
from kursplaner.documents.page import heading
from kursplaner.documents.page.calendar import Calendar
from kursplaner.documents.page.cells import draw_cell
from kursplaner.documents.page.document import Document
from kursplaner.documents.page.language import number_text
from kursplaner.documents.page.page import DIM, Page
from kursplaner.documents.page.texts import Texts, texts
from kursplaner.documents.sheets.attendance_content import (
    KNOWN_MARKS,
    AttendanceCell,
    AttendanceLesson,
    AttendanceRow,
    AttendanceSheet,
)
from kursplaner.documents.sheets.attendance_parts import (
    ISSUER_WIDTH,
    NAME_SIZE,
    RIGHT,
    Part,
    PartDate,
    facts,
    funding_area,
)
from kursplaner.documents.sheets.attendance_ruling import Ground, ruled


class AttendanceDrawing:
    """One sheet of paper being drawn."""

    def __init__(
        self, document: Document, page: Page, sheet: AttendanceSheet, part: Part, language: str
    ) -> None:
        self.document, self.page, self.sheet = document, page, sheet
        self.layout, self.part = part.layout, part
        self.language = language
        self.texts: Texts = texts(language, "attendance_sheet")
        self.calendar = Calendar(language)

    def draw(self) -> None:
        """Draw the whole sheet of paper."""
        self._head()
        self._table_head()
        self.page.repeat(
            ruled(self.layout, self._ground(), len(self.part.dates), filled=self.sheet.filled)
        )
        self._names()
        if self.sheet.filled:
            self._results()
        self._foot()

    def _head(self) -> None:
        page, sheet, layout = self.page, self.sheet, self.layout
        town = sheet.letterhead.town
        code = SheetCode(sheet.letter, sheet.number, self.part.number, layout.version, town)
        page.qr(layout.qr, str(code))
        count = self.texts.parts("sheet", sheet=self.part.sheet, sheets=self.part.sheets)
        page.write(253, 16.4, count, 11, align="right", width=36)
        page.write(253, 22.1, str(code), 9, align="right", width=36, minimum=6)
        heading.draw_issuer(page, sheet.letterhead, ISSUER_WIDTH, self.document)
        subtitle = self.calendar.months([lesson.day for lesson in sheet.lessons])
        if sheet.filled:
            key, day = ("final", f"{sheet.closed:%d.%m.%Y}") if sheet.closed else ("result", "")
            subtitle = " · ".join(filter(None, (subtitle, self.texts.plain(key, day=day))))
        heading.draw_title(page, self.texts.plain("title"), subtitle, 157, y=layout.title_y)
        heading.draw_funding(self.document, page, sheet.paid_by, *funding_area(layout))
        page.rule(layout.rule_y)
        told = facts(sheet, self.part.section, self.part.all_dates, self.language)
        heading.draw_facts(page, told, layout.rule_y + 3.5, RIGHT, self.texts.plain("below"))
        self.part.strip.draw(page, layout.table.x, layout.rule_y + 9.9, layout.table.y)

    def _table_head(self) -> None:
        page, layout, plain = self.page, self.layout, self.texts.plain
        y = layout.table.y + layout.head - 1.7
        page.write((12 + layout.name_x) / 2, y, plain("number"), 7.5, align="centre", shade=DIM)
        page.write(layout.name_x + 1.4, y, plain("family_name"), 7.5, shade=DIM)
        page.write(layout.given_x + 1.4, y, plain("given_name"), 7.5, shade=DIM)
        for column, date in enumerate(self.part.dates):
            self._date_head(column, date, self.sheet.lessons[date.lesson])
        sums_middle = (layout.sums_x + layout.table.right) / 2
        page.write(sums_middle, layout.table.y + 4.3, plain("sums"), 9, bold=True, align="centre")
        for place, mark in enumerate("XEU"):
            x = layout.sum_cell(0, place).middle[0]
            page.write(x, y, mark, 8.5, bold=True, align="centre")

    def _date_head(self, column: int, date: PartDate, lesson: AttendanceLesson) -> None:
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
        elif lesson.elsewhere:
            content = self.texts.plain("elsewhere", sheet=lesson.elsewhere)
        else:
            units = number_text(date.units)
            if date.divided:
                units = self.texts.plain("share", units=units, of=number_text(lesson.units))
            content = self.texts.plain("lesson", clock=clock, units=units)
        base = y + layout.head - 1.7
        label = "" if self.sheet.filled or lesson.closed else self.texts.plain("mark")
        beside = page.write(cell.right - 0.8, base, label, 6.2, align="right", shade=DIM)
        page.write(x, base, content, 7.5, width=cell.width - 3.3 - beside, minimum=5)
        if label and layout.times_width:
            label = self.texts.plain("came_left")
            page.write(layout.times_cell(0, column).x + 0.6, y + 4.2, label, 6.2, shade=DIM)

    def _names(self) -> None:
        page, layout = self.page, self.layout
        middle = (layout.table.x + layout.name_x) / 2
        number, free = 0, 0
        for placed in self.part.rows:
            line = layout.row_rect(placed.row)
            base = line.y + line.height / 2 + 1.45
            number, free = placed.person + 1, placed.row + placed.rows
            page.write(middle, base - 0.4, str(number), 7.5, align="centre", shade=DIM)
            if placed.rows > 1:
                base = line.y + placed.rows * line.height / 2 + 1.45
            for x, cell in ((layout.name_x, placed.family), (layout.given_x, placed.given)):
                draw_cell(page, x + 1.4, base, cell, size=NAME_SIZE, top=line.y + 0.5)
        for row in range(free, layout.rows):
            line = layout.row_rect(row)
            number += 1
            base = line.y + line.height / 2 + 1.05
            page.write(middle, base, str(number), 7.5, align="centre", shade=DIM)

    def _ground(self) -> Ground:
        """Return what is hatched and which rows are one, so that equal sheets are ruled once."""
        hatched = {
            (placed.row, column)
            for placed in self.part.rows
            for column, date in enumerate(self.part.dates)
            if self.sheet.people[placed.person].cell(date.lesson).outside
        }
        closed = {
            column
            for column, date in enumerate(self.part.dates)
            if self.sheet.lessons[date.lesson].closed
        }
        tall = {placed.row: placed.rows for placed in self.part.rows if placed.rows > 1}
        return Ground(frozenset(hatched), frozenset(closed), tuple(tall.items()))

    def _results(self) -> None:
        for placed in self.part.rows:
            person = self.sheet.people[placed.person]
            for column, date in enumerate(self.part.dates):
                cell = person.cell(date.lesson)
                if not cell.outside and not self.sheet.lessons[date.lesson].closed:
                    self._result(placed.row, column, cell)
            self._sums(placed.row, person)

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
            person.cell(date.lesson).mark
            for date in self.part.dates
            if person.cell(date.lesson).mark and not person.cell(date.lesson).outside
            and not self.sheet.lessons[date.lesson].closed
        ]  # fmt: skip
        counts = (
            marks.count("X"),
            marks.count("E"),
            sum(1 for mark in marks if mark == "U" or mark not in KNOWN_MARKS),
        )
        total = person.whole_course
        for place, count in enumerate(counts):
            x, y = self.layout.sum_cell(row, place).middle
            base = y + 1.3 if total is None else y - 0.3
            self.page.write(x, base, str(count), 9.5, align="centre")
            if total is not None:
                self.page.write(x, y + 3.2, str(total[place]), 7, align="centre", shade=DIM)

    def _foot(self) -> None:
        page, layout, sheet = self.page, self.layout, self.sheet
        base = layout.teacher_y + (layout.table.bottom - layout.teacher_y) / 2 + 1.3
        page.write(20.9, base, self.texts.parts("teacher"), 9.5, width=60)
        y = layout.table.bottom + layout.foot_gap
        page.write(20.9, y, self.texts.parts("marks"), 8.3, width=100)
        rule = "rule_result" if sheet.filled else f"rule_{sheet.profile}"
        if sheet.filled and any(person.whole_course for person in sheet.people):
            rule = "rule_result_course"
        below = Rect(20.9, y + 1.0, 103, 7.1)
        signing = self.texts.plain(rule, late=sheet.late_minutes)
        leading = 2.35 if rule == "rule_bamf" else 3.3
        page.paragraph(below, signing, 7.5, leading=leading, minimum=6)
        privacy = self.texts.parts("privacy", years=sheet.retention_years)
        page.paragraph(Rect(126, y - 2.7, 68, 10.2), privacy, 7.5, leading=3.35, minimum=6)
        page.across(194.6, 200, 276, FINE)
        page.write(200, 197.8, self.texts.plain("signature"), 7.5, shade=DIM)
