"""An interpreter for a lesson: a person of the town, who is busy then, or one an agency sends."""

from dataclasses import dataclass, replace

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Lesson, LessonInterpreter, LessonPerson
from kursplaner.domain.kinds import LessonRole, LessonStatus
from kursplaner.planning.conflicts.double_use import overlap_conflicts
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.people.still_here import person_here
from kursplaner.store.occupations import Claim, overlaps
from kursplaner.store.records import by_id, find, save
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import LESSON, reoccupy

LONGEST_MINUTES = 24 * 60
INTERPRETS = LessonRole.INTERPRETER.value


@dataclass(frozen=True, slots=True)
class InterpreterForm:
    """An interpreter as a form holds her; `id` is None for a new one.

    Attributes:
        language: a code, or as it was typed.
        person_id: somebody of the town; else an agency is named.
        minutes: paid time; 0 is as long as the lesson.
        cost_cents: None while it is not known.
    """

    lesson_id: int
    language: str
    person_id: int | None = None
    agency: str = ""
    minutes: int = 0
    cost_cents: int | None = None
    note: str = ""
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Engagement:
    """An interpreter as she would be stored, with what stands against her time."""

    form: InterpreterForm
    conflicts: tuple[Conflict, ...] = ()


def form_of(db: Db, key: int) -> InterpreterForm:
    """Return an interpreter as the form shows her.

    Raises:
        Refused: "not_found".
    """
    row = by_id(db, LessonInterpreter, key)
    return InterpreterForm(
        row.lesson_id,
        row.language,
        row.person_id,
        row.agency,
        row.minutes,
        row.cost_cents,
        row.note,
        row.id,
        row.version,
    )


def propose(db: Db, form: InterpreterForm) -> Engagement:
    """Return the interpreter with what she does at that time; nothing is stored.

    Raises:
        Refused: "not_found", "lesson_cancelled", "language_missing", "interpreter_missing",
            "hours_of_day", "cost_negative", "works_here_already", "person_gone" (she is ended).
    """
    lesson = by_id(db, Lesson, form.lesson_id)
    whole = _checked(form, lesson)
    if whole.person_id is None:
        return Engagement(whole)
    before = form_of(db, form.id).person_id if form.id is not None else None
    if whole.person_id == before:
        return Engagement(whole)
    person_here(db, whole.person_id)
    if find(db, LessonPerson, lesson_id=lesson.id, person_id=whole.person_id):
        raise Refused("works_here_already", person_id=whole.person_id)
    claim = Claim(whole.person_id, lesson.starts, lesson.ends, LESSON, lesson.id)
    against = list(overlap_conflicts(overlaps(db, [claim]), {}))
    return Engagement(whole, tuple(named(db, against)))


def _checked(form: InterpreterForm, lesson: Lesson) -> InterpreterForm:
    if lesson.status == LessonStatus.CANCELLED.value:
        raise Refused("lesson_cancelled", id=lesson.id)
    language, agency = form.language.strip(), form.agency.strip()
    if not language:
        raise Refused("language_missing")
    if form.person_id is None and not agency:
        raise Refused("interpreter_missing")
    minutes = form.minutes or lesson.ends - lesson.starts
    if not 0 < minutes <= LONGEST_MINUTES:
        raise Refused("hours_of_day")
    if (form.cost_cents or 0) < 0:
        raise Refused("cost_negative")
    agency = agency if form.person_id is None else ""
    note = form.note.strip()
    return replace(form, language=language, agency=agency, minutes=minutes, note=note)


def apply(db: Db, plan: Engagement) -> int:
    """Store the interpreter and return her id; a person of the town is busy from now on.

    Raises:
        HardConflict: she is needed elsewhere by now.
        Refused: as `propose`, and "overtaken".
    """
    again = propose(db, plan.form)
    if again.conflicts:
        raise HardConflict(again.conflicts)
    form = again.form
    values = {
        "language": form.language,
        "person_id": form.person_id,
        "agency": form.agency,
        "minutes": form.minutes,
        "cost_cents": form.cost_cents,
        "note": form.note,
    }
    before = None
    if form.id is None:
        row = LessonInterpreter(lesson_id=form.lesson_id, **values)
        db.add(row)
    else:
        before = by_id(db, LessonInterpreter, form.id).person_id
        row = save(db, LessonInterpreter, form.id, form.version, **values)
    db.flush()
    _staff(db, form.lesson_id, before, form.person_id)
    return row.id


def remove(db: Db, key: int) -> None:
    """Take an interpreter off a lesson.

    Raises:
        Refused: "not_found".
    """
    row = by_id(db, LessonInterpreter, key)
    lesson_id, person_id = row.lesson_id, row.person_id
    db.delete(row)
    db.flush()
    _staff(db, lesson_id, person_id, None)


def _staff(db: Db, lesson_id: int, goes: int | None, comes: int | None) -> None:
    """Let the person work in the lesson, and nobody in her place."""
    if goes == comes:
        return
    for row in find(db, LessonPerson, lesson_id=lesson_id, person_id=goes) if goes else ():
        if row.role == INTERPRETS:
            db.delete(row)
    if comes is not None:
        db.add(LessonPerson(lesson_id=lesson_id, person_id=comes, role=INTERPRETS))
    by_id(db, Lesson, lesson_id).version += 1
    reoccupy(db, {LESSON: [lesson_id]})
