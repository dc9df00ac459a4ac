"""The course at a glance: how far it is, who comes, the next lesson, what is to be solved."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from shiboken6 import isValid

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.lessons.card import lesson_card
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, decimal
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import EnrolmentStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.entering import AttendanceSums
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.by_lesson import open_ones
from kursplaner.planning.conflicts.knock_ons import OF_WORKERS
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.store.session import Db
from kursplaner.ui.conflicts.acts import conflict_row
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.grant_choice import GrantChoice
from kursplaner.ui.courses.lessons.panel import chain
from kursplaner.ui.courses.tabs import CourseTab, Host, note
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Card, Figure, Row, RowList, Text, scrolled, show_in

MOST_CONFLICTS = 6
NARROW = 720


class OverviewTab(CourseTab):
    """Cards that answer what is next."""

    def __init__(self, context: AppContext, host: Host) -> None:
        super().__init__(context, host)
        self._beside: QHBoxLayout | None = None
        self._area = scrolled(height=100)
        self.column.addWidget(self._area, 1)

    def show_course(self, course: CourseDetail) -> None:
        """Read what is next and what stands against it."""
        super().show_course(course)
        now = minute_at(clock.now())
        coming = [
            lesson
            for lesson in course.lessons
            if lesson.ends > now and lesson.status in LESSONS_TAKING_PLACE
        ]
        with self.context.workspace.read() as db:
            found = finding.find_for(db, [lesson.id for lesson in coming]) if coming else []
            card = (
                lesson_card(db, coming[0].id, hidden=self.context.names_hidden) if coming else None
            )
            sums = _sums(db, course)
        beside = QWidget()
        row = self._beside = QHBoxLayout(beside)
        self._turn()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(16))
        left = Card("Nächster Termin", spacing=4)
        if card is None:
            left.body.addWidget(note("Kein Termin kommt mehr."))
        else:
            left.body.addWidget(Text(card.subtitle, "strong"))
            left.body.addWidget(chain(card.links))
        left.body.addStretch(1)
        row.addWidget(left, 1)
        row.addWidget(self._to_solve(found), 1)
        self.grant = GrantChoice(self.context, course)
        old = self._area.takeWidget()  # a button in it may have led here
        show_in(self._area, self._figures(course, sums), beside, self.grant, spacing=16)
        if old is not None:
            old.hide()
            old.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Lay the two cards under each other where side by side they could not be read."""
        if self._beside is not None and isValid(self._beside):
            narrow = self.width() < theme().px(NARROW)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._beside.setDirection(way)

    def _figures(self, course: CourseDetail, sums: AttendanceSums) -> Card:
        row = course.row
        waiting = [
            enrolment for enrolment in course.people if enrolment.status == EnrolmentStatus.WAITING
        ]
        women = sum(
            1
            for enrolment in course.people
            if enrolment.status == EnrolmentStatus.ENROLLED and enrolment.gender == "female"
        )
        free = max(0, row.capacity - row.enrolled)
        note_people = f"{counted(free, 'place')} frei, {women} Frauen" if free else "voll"
        refused = sum(
            1 for enrolment in course.people if enrolment.status == EnrolmentStatus.REFUSED
        )
        if waiting:
            note_people += f", {len(waiting)} {'wartet' if len(waiting) == 1 else 'warten'}"
        if refused:
            note_people += f", {refused} abgesagt"
        share = sums.share_tenths
        ends = days.short_day(row.last_day) if row.last_day is not None else ""
        card = Card(horizontal=True, spacing=16)
        for number, label, text in (
            (f"{row.lessons_past}/{row.lessons}", "Termine", f"bis {ends}" if ends else ""),
            (decimal(row.units, 2), "UE", f"vorgesehen {row.required_units}"),
            (f"{row.enrolled}/{row.capacity}", "Personen", note_people),
            ("–" if share is None else f"{round(share / 10)} %", "anwesend", _marks_text(sums)),
        ):
            card.body.addWidget(Figure(number, label, text), 1)
        return card

    def _to_solve(self, found: list[Conflict]) -> Card:
        card = Card("Zu klären", margin=0, spacing=0)
        card.body.setContentsMargins(0, 0, 0, theme().px(4))
        rows = RowList()
        waiting = open_ones(found)
        if not waiting:
            rows.add(
                Row(
                    "Alles geklärt",
                    "Gegen keinen kommenden Termin spricht etwas.",
                    icon="circle-check",
                    icon_tone="good",
                )
            )
        shown = sorted(found, key=_of_workers)
        for conflict in shown[:MOST_CONFLICTS]:
            rows.add(conflict_row(self.context, conflict, margin=16))
        rest = len(shown) - MOST_CONFLICTS
        if rest > 0:
            rows.add(Row(f"und {rest} weitere"))
        taken_on = [conflict for conflict in found if conflict not in shown]
        for conflict in taken_on[:MOST_CONFLICTS]:
            rows.add(conflict_row(self.context, conflict, margin=16))
        card.body.addWidget(rows)
        card.body.addStretch(1)
        return card


def _of_workers(conflict: Conflict) -> bool:
    """Tell whether it is a hint about somebody's papers or hours: those stand last."""
    return conflict.kind in OF_WORKERS and not conflict.hard


def _sums(db: Db, course: CourseDetail) -> AttendanceSums:
    key = course.row.id
    found = entering.sums(db, [key], course.row.first_day, clock.today())
    total = AttendanceSums()
    for sums in found.values():
        total = AttendanceSums(
            total.present + sums.present,
            total.excused + sums.excused,
            total.unexcused + sums.unexcused,
            total.changed + sums.changed,
            total.internship + sums.internship,
            total.minutes + sums.minutes,
        )
    return total


def _marks_text(sums: AttendanceSums) -> str:
    if not sums.marks:
        return "noch nichts eingetragen"
    return f"{sums.excused} entschuldigt, {sums.unexcused} unentschuldigt"
