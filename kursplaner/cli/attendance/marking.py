"""Entering the attendance of a lesson from a file."""

from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.marks_file import MarksReader, sums_text
from kursplaner.desk.wording.attendance import again_text
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.domain.kinds import ActKind, Mark
from kursplaner.planning.attendance import entering
from kursplaner.planning.attendance.closed_months import closed_by
from kursplaner.store.queries.attendance.attendance import grid_people
from kursplaner.store.queries.lessons.lessons import lessons_by_id


def mark_attendance(file: Path, lesson_id: int, marks: Path, because: str) -> None:
    """Enter all marks of the file in one act, or none of them."""
    with town(file) as workspace:
        with workspace.read() as db:
            lessons = lessons_by_id(db, [lesson_id])
            if not lessons:
                raise Refused("not_found", noun="lesson", id=lesson_id)
            people = {
                person.person_id: person.name for person in grid_people(db, lessons[0].course_id)
            }
        with output.progress("Datei lesen") as tell:
            entries = MarksReader(marks, people).read(tell)
        with workspace.change(ActKind.ATTENDANCE_MARKED, [("lesson", lesson_id)]) as db:
            entering.mark(db, lesson_id, entries, because=because)
            closed = closed_by(db, lesson_id) if because.strip() else None
    if not output.kept():
        output.done("")
        return
    lesson = f"{lessons[0].title} am {days.full_day(lessons[0].day)}"
    told = f"{counted(len(entries), 'mark')} für {lesson}: {sums_text(entries)}."
    output.say(told)
    again = again_text(closed)
    if again:
        output.say(f"{again}.")
    signs = {entry.mark for entry in entries if entry.mark is not None}
    others = sorted(sign for sign in signs if not isinstance(sign, Mark))
    if others:
        output.say(f"Als unentschuldigt zählt: {listed(f'„{sign}“' for sign in others)}.")
