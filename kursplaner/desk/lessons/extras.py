"""What else is said of a lesson: guests counted without a name, and who interprets."""

from kursplaner.basics import clock
from kursplaner.basics.money import euro_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, duration, number
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.planning.attendance.guests import GuestCount
from kursplaner.planning.attendance.guests import counted as counted_guests
from kursplaner.store.queries.lessons.interpreters import InterpreterRow, interpreters_of
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.session import Db

NOT_COUNTED = "noch nicht gezählt"


def guests_text(count: GuestCount) -> str:
    """Return "20 Erwachsene, davon 14 Frauen; 6 Kinder"."""
    grown = f"{number(count.adults)} {'Erwachsene:r' if count.adults == 1 else 'Erwachsene'}"
    women = f", davon {number(count.women)} Frau{'' if count.women == 1 else 'en'}"
    return f"{grown}{women if count.adults else ''}; {counted(count.children, 'child')}"


def interpreter_text(row: InterpreterRow, *, hidden: bool = False) -> str:
    """Return "Arabisch: Rima Haddad, 2 Std., 90,00 €"; hidden names stand as initials."""
    who = names.shown(row.person, hidden=True) if hidden else names.spoken(row.person)
    cost = "" if row.cost_cents is None else euro_text(row.cost_cents)
    parts = [row.agency or who, duration(row.minutes), cost]
    return f"{languages_text(row.language)}: {', '.join(part for part in parts if part)}"


def guests_of(db: Db, row: LessonRow) -> tuple[str, bool]:
    """Return what was counted in words, and whether it is still missing although it is over."""
    count = counted_guests(db, row.id)
    if count is None:
        return NOT_COUNTED, clock.has_come(row.ends)
    return guests_text(count), False


def interpreter_lines(db: Db, lesson_id: int, *, hidden: bool = False) -> list[str]:
    """Return a line for each interpreter of a lesson."""
    return [interpreter_text(row, hidden=hidden) for row in interpreters_of(db, [lesson_id])]
