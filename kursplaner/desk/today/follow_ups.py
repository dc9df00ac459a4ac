"""What to come back to, as Heute lists it: those a course asks again are one line."""

from dataclasses import dataclass
from datetime import date

from kursplaner.desk.ride_calls import ride_calls
from kursplaner.desk.wording.people.asking import course_line
from kursplaner.desk.wording.people.families import follow_up_line
from kursplaner.desk.wording.words import names
from kursplaner.domain.kinds import Asking, asked_in
from kursplaner.store.queries.courses.courses import course_numbers
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.follow_ups import FollowUpRow, open_follow_ups
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A line to come back to.

    Attributes:
        rows: the follow-ups behind it.
        course_id: the course whose list is to be opened; None: the line is ticked where it stands.
        to_call: who is to be told another time of her bus; ticked, she was.
    """

    text: str
    day: date
    rows: tuple[FollowUpRow, ...]
    course_id: int | None = None
    to_call: int | None = None


def follow_up_lines(db: Db, until: date, *, hidden: bool = False) -> list[FollowUpLine]:
    """Return what is open and due by a day, oldest first."""
    groups: dict[tuple[str, int], list[FollowUpRow]] = {}
    calls = {call.person_id: call for call in ride_calls(db, hidden=hidden)}
    for row in open_follow_ups(db, until):
        if asked_in(row.line, Asking.TIMES):
            groups.setdefault(("call", row.person_id or 0), []).append(row)
            continue
        asks = row.course_id is not None and asked_in(row.line, Asking.AGAIN)
        key = ("course", row.course_id or 0) if asks else ("row", row.id)
        groups.setdefault(key, []).append(row)
    rows = [row for some in groups.values() for row in some]
    people = person_names(db, {row.person_id for row in rows if row.person_id is not None})
    numbers = course_numbers(db, {number for noun, number in groups if noun == "course"})
    lines = []
    for (noun, whose), some in groups.items():
        if noun == "course":
            text = course_line(numbers[whose], len({row.person_id for row in some}))
            lines.append(FollowUpLine(text, some[0].day, tuple(some), course_id=whose))
            continue
        if noun == "call":
            if whose in calls:
                text = calls[whose].text
                lines.append(FollowUpLine(text, some[0].day, tuple(some), to_call=whose))
            continue
        name = names.shown(people.get(some[0].person_id or 0, ""), hidden=hidden)
        text = follow_up_line(some[0].line)
        lines.append(FollowUpLine(f"{name}: {text}" if name else text, some[0].day, tuple(some)))
    return lines
