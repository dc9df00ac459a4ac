"""Whom a course asks again, as window, shell and paper show it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kursplaner.desk.wording.people import asking
from kursplaner.desk.wording.people.merging import consents_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import MissingDetail
from kursplaner.planning.courses.asking_again import day_to_ask
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.queries.courses.asked_again import AskedAgain, asked_again
from kursplaner.store.session import Db

ASKED = (
    *(MissingDetail.STOP, MissingDetail.HEIGHT),
    *(MissingDetail.CONSENT, MissingDetail.CREDENTIAL),
)
"""What is asked again, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class AskLine:
    """A person on the list.

    Attributes:
        known: for each of `ASKED` what is known today; empty where it is not asked.
        done_on: when it was ticked off.
    """

    person_id: int
    name: str
    known: tuple[str, ...]
    done_on: date | None


def ask_lines(db: Db, course_id: int, today: date, *, hidden: bool = False) -> tuple[AskLine, ...]:
    """Return whom a course asks again, by name; one line a person."""
    found: dict[int, list[AskedAgain]] = {}
    for row in asked_again(db, course_id, today):
        found.setdefault(row.person_id, []).append(row)
    return tuple(_line(rows, hidden=hidden) for rows in found.values())


def _line(rows: list[AskedAgain], *, hidden: bool) -> AskLine:
    """Return one line; after a merge of two people there may be two follow-ups behind it."""
    first = rows[0]
    asked = {detail for row in rows for detail in row.details}
    days = [row.done_on for row in rows]
    done = max((day for day in days if day), default=None) if all(days) else None
    known = tuple(_known(first, detail) if detail in asked else "" for detail in ASKED)
    return AskLine(first.person_id, names.shown(first.name, hidden=hidden), known, done)


def _known(row: AskedAgain, detail: MissingDetail) -> str:
    if detail is MissingDetail.STOP:
        return asking.stops_text(row.stops)
    if detail is MissingDetail.HEIGHT:
        return asking.height_text(row.height_cm, row.measured_on)
    if detail is MissingDetail.CONSENT:
        return consents_text(row.consents)
    return asking.credentials_text(row.credentials)


def planned_line(plan: CoursePlan) -> str:
    """Return whom a plan will ask again from when on, and what; empty for nobody."""
    if not plan.questions:
        return ""
    counts = Counter(detail for question in plan.questions for detail in question.details)
    kinds = [(word(detail), counts[detail]) for detail in ASKED if counts[detail]]
    return asking.planned_line(len(plan.questions), day_to_ask(plan.first_day), kinds)
