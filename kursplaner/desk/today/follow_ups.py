"""What to come back to, as Heute lists it: those a course asks again are one line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.desk.ride_calls import ride_calls
from kursplaner.desk.wording.people.asking import course_line, vehicle_line
from kursplaner.desk.wording.people.families import follow_up_line
from kursplaner.desk.wording.words import names
from kursplaner.domain.kinds import Asking, ResourceKind, asked_in
from kursplaner.store.queries.courses.courses import course_numbers
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.follow_ups import FollowUpRow, open_follow_ups
from kursplaner.store.session import Db

VEHICLE = ResourceKind.VEHICLE.value


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A line to come back to.

    Attributes:
        rows: the follow-ups behind it.
        course_id: the course whose list is to be opened; None: the line is ticked where it stands.
        to_call: who is to be told another date or time of her bus; ticked, she was.
        person_id, missing: whose form to open, and where, as something is missing about her.
    """

    text: str
    day: date
    rows: tuple[FollowUpRow, ...]
    course_id: int | None = None
    to_call: int | None = None
    person_id: int | None = None
    missing: str = ""


def follow_up_lines(db: Db, until: date, *, hidden: bool = False) -> list[FollowUpLine]:
    """Return what is open and due by a day, oldest first; calls as the call list has them."""
    groups: dict[tuple[str, int], list[FollowUpRow]] = {}
    calls = {call.person_id: call for call in ride_calls(db, hidden=hidden)}
    for row in open_follow_ups(db, until):
        if asked_in(row.line, Asking.TIMES) or asked_in(row.line, Asking.DATES):
            groups.setdefault(("call", row.person_id or 0), []).append(row)
            continue
        asks = row.course_id is not None and asked_in(row.line, Asking.AGAIN)
        key = ("course", row.course_id or 0) if asks else ("row", row.id)
        groups.setdefault(key, []).append(row)
    said = _Said(db, [row for some in groups.values() for row in some], hidden=hidden)
    lines = []
    for (noun, whose), some in groups.items():
        if noun == "course":
            text = course_line(said.numbers[whose], len({row.person_id for row in some}))
            lines.append(FollowUpLine(text, some[0].day, tuple(some), course_id=whose))
        elif noun != "call":
            kinds = asked_in(some[0].line, Asking.MISSING)
            whom = some[0].person_id if kinds else None
            first = kinds[0] if kinds else ""
            line = FollowUpLine(said.text(some[0]), some[0].day, tuple(some))
            lines.append(replace(line, person_id=whom, missing=first))
        elif whose in calls:
            lines.append(FollowUpLine(calls[whose].text, some[0].day, tuple(some), to_call=whose))
    order = {person_id: at for at, person_id in enumerate(calls)}
    return sorted(lines, key=lambda line: (line.day, order.get(line.to_call or 0, len(order))))


class _Said:
    """Says single lines, with the names of those they are about."""

    def __init__(self, db: Db, rows: Iterable[FollowUpRow], *, hidden: bool) -> None:
        some = list(rows)
        keys = {int(key) for row in some for key in asked_in(row.line, Asking.VEHICLE)}
        self._people = person_names(db, {row.person_id for row in some if row.person_id})
        self._vehicles = labels(db, {(VEHICLE, key) for key in keys})
        self._hidden = hidden
        self.numbers = course_numbers(db, {row.course_id for row in some if row.course_id})

    def text(self, row: FollowUpRow) -> str:
        """Return the line of one follow-up."""
        for key in asked_in(row.line, Asking.VEHICLE):
            number = self.numbers.get(row.course_id or 0, "")
            return vehicle_line(self._vehicles.get((VEHICLE, int(key)), ""), number)
        name = names.shown(self._people.get(row.person_id or 0, ""), hidden=self._hidden)
        text = follow_up_line(row.line)
        return f"{name}: {text}" if name else text
