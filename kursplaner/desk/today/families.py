"""What is to do for families: children not collected yet, waiting lists that can move up."""

from datetime import datetime, timedelta

from kursplaner.basics.spans import day_of, minute_at, minute_of
from kursplaner.desk.today.values import Matter, ToDo, Weight
from kursplaner.desk.wording import to_do
from kursplaner.desk.wording import waiting as waiting_words
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.days import clock
from kursplaner.planning.enrolments import moving_up
from kursplaner.planning.enrolments.moving_up import Chance
from kursplaner.store.queries.courses.courses import CourseRow, course_rows
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.presence import OpenStay, open_stays
from kursplaner.store.session import Db

LOOK_BACK = timedelta(days=14)


def not_collected(db: Db, now: datetime) -> list[ToDo]:
    """Return the childcare that is over and still has children who were not collected."""
    minute = minute_at(now)
    since = minute_of(now.date() - LOOK_BACK)
    return [_not_collected(stay, now) for stay in open_stays(db, since, minute)]


def _not_collected(stay: OpenStay, now: datetime) -> ToDo:
    day = day_of(stay.starts)
    return ToDo(
        Matter.CHILDCARE,
        Weight.NOW,
        f"{counted(stay.children, 'child')} nicht abgeholt eingetragen",
        f"Kinderbetreuung {to_do.near(day, now.date())} bis {clock(stay.ends)}",
        "Eintragen",
        "childcare",
        {"day": day, "slot_id": stay.slot_id},
    )


def waiting(db: Db, minute: int, *, hidden: bool) -> list[ToDo]:
    """Return who of the waiting lists fits wholly; else where a seat is free, what lacks."""
    made = []
    rows = [row for row in course_rows(db, minute, status="active") if row.waiting]
    chances = moving_up.chances(db, [row.id for row in rows])
    for row in rows:
        found = chances[row.id]
        if found.fitting or row.enrolled < row.capacity:
            made.append(_move_up(row, found, _names(db, found, hidden=hidden)))
    return made


def _names(db: Db, found: Chance, *, hidden: bool) -> list[str]:
    known = person_names(db, {waiting_entry.person_id for waiting_entry in found.fitting})
    people = [known[waiting_entry.person_id] for waiting_entry in found.fitting]
    return waiting_words.short_names(people, hidden=hidden)


def _move_up(row: CourseRow, found: Chance, people: list[str]) -> ToDo:
    lacking = waiting_words.lacking_text(found.lacking)
    free = to_do.waiting_title(row.title, row.capacity - row.enrolled)
    return ToDo(
        Matter.WAITING,
        Weight.SOON if people else Weight.WHENEVER,
        waiting_words.fitting_title(len(people), row.title) if people else free,
        "; ".join(part for part in (listed(people), lacking) if part),
        "Nachrücken" if people else "Ansehen",
        "courses",
        {"course_id": row.id, "tab": "waiting"},
        about=row.title,
    )
