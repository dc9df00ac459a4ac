"""The attendance of a lesson: shown, or entered from a file or as it is told, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import clock_text
from kursplaner.cli.attendance.told import entries_told
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.marks_file import MarksReader, sums_text
from kursplaner.desk.wording.attendance import again_text
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import ActKind, ExcuseReason, Mark
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.closed_months import closed_by
from kursplaner.planning.attendance.entering import MarkEntry
from kursplaner.store.queries.attendance.attendance import (
    AttendanceGridAnswer,
    MarkRow,
    attendance_grid,
)
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a lesson; nothing of it: it is only shown."""

    marks: Path | None = None
    people: Sequence[str] = ()
    others: str = ""
    because: str = ""


def mark_attendance(file: Path, lesson_id: int, told: Told) -> None:
    """Enter all marks in one act, or none of them; told nothing, show those there are."""
    with town(file) as workspace:
        with workspace.read() as db:
            lesson = _lesson(db, lesson_id)
            grid = attendance_grid(db, lesson.course_id)
            entries = entries_told(db, grid, lesson_id, told.people, told.others)
        if told.marks is not None:
            people = {person.person_id: person.name for person in grid.people}
            with output.progress("Datei lesen") as tell:
                entries = MarksReader(told.marks, people).read(tell)
        elif not told.people and not told.others:
            _show(lesson, grid)
            return
        elif not entries:
            raise Refused("nothing_changes")
        with workspace.change(ActKind.ATTENDANCE_MARKED, [("lesson", lesson_id)]) as db:
            entering.mark(db, lesson_id, entries, because=told.because)
            closed = closed_by(db, lesson_id) if told.because.strip() else None
    if not output.kept():
        output.done("")
        return
    _say(lesson, entries, again_text(closed))


def _lesson(db: Db, lesson_id: int) -> LessonRow:
    lessons = lessons_by_id(db, [lesson_id])
    if not lessons:
        raise Refused("not_found", noun="lesson", id=lesson_id)
    return lessons[0]


def _say(lesson: LessonRow, entries: Sequence[MarkEntry], again: str) -> None:
    where = f"{lesson.title} am {days.full_day(lesson.day)}"
    output.say(f"{counted(len(entries), 'mark')} für {where}: {sums_text(entries)}.")
    if again:
        output.say(f"{again}.")
    signs = {entry.mark for entry in entries if entry.mark is not None}
    others = sorted(sign for sign in signs if not isinstance(sign, Mark))
    if others:
        output.say(f"Als unentschuldigt zählt: {listed(f'„{sign}“' for sign in others)}.")


def _show(lesson: LessonRow, grid: AttendanceGridAnswer) -> None:
    """Print who is expected in a lesson, each with her mark."""
    output.say(f"{lesson.title} am {days.full_day(lesson.day)}")
    expected = [person for person in grid.people if person.expected(lesson)]
    cells = [
        (person.person_id, person.name, *_cells(grid.marks.get((person.person_id, lesson.id))))
        for person in expected
    ]
    headings = ("ID", "Name", "Zeichen", "Grund", "Kommt", "Geht")
    output.say(output.table(headings, cells, right={0}) if cells else "Niemand wird erwartet.")


def _cells(mark: MarkRow | None) -> tuple[str, str, str, str]:
    if mark is None:
        return "", "", "", ""
    came = clock_text(mark.came_at) if mark.came_at is not None else ""
    left = clock_text(mark.left_at) if mark.left_at is not None else ""
    return mark.mark, said(ExcuseReason, mark.reason), came, left
