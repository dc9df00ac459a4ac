"""Whom a course asks again, and what is known of them today."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from kursplaner.basics.spans import day_of
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import Asking, asked_in
from kursplaner.domain.people import Consent, Credential, Person
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.domain.town import FollowUp
from kursplaner.store.queries.courses.course_facts import end_of_lessons
from kursplaner.store.queries.names import name_column
from kursplaner.store.queries.people.follow_ups import still_asked
from kursplaner.store.queries.rides.pick_ups import boarding, stop_names
from kursplaner.store.queries.rides.ride_facts import riders
from kursplaner.store.session import Db

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A person to ask again with a course, and what is known today.

    Attributes:
        follow_up_id, version: the follow-up that asks.
        details: what to ask, as values of `MissingDetail`.
        done_on: when it was ticked off.
        stops: where the person boards, out and back if that differs.
        consents: purposes a consent is given for.
        credentials: proofs that end before the course does, with their last day.
    """

    follow_up_id: int
    version: int
    person_id: int
    name: str
    details: tuple[str, ...]
    done_on: date | None
    stops: tuple[str, ...]
    height_cm: int | None
    measured_on: date | None
    consents: tuple[str, ...]
    credentials: tuple[tuple[str, date], ...]


def asked_again(db: Db, course_id: int, today: date) -> tuple[AskedAgain, ...]:
    """Return whom a course asks again, by name, the ticked ones included.

    Who has left it by today, or goes along with such a family, is not asked any more.
    """
    query = (
        select(FollowUp, Person.id, name_column(), Person.height_cm, Person.height_measured_on)
        .join(Person, Person.id == FollowUp.person_id)
        .where(FollowUp.course_id == course_id, FollowUp.line.startswith(Asking.AGAIN.value))
        .where(FollowUp.done_on.is_not(None) | still_asked(today))
        .order_by(Person.search_text, FollowUp.id)
    )
    rows = db.execute(query).all()
    people = {row[1] for row in rows}
    first = db.scalars(select(Course.first_day).where(Course.id == course_id)).one()
    last = end_of_lessons(db, course_id)
    stops = _stops(db, course_id, people, max(today, first))
    consents = _consents(db, people)
    credentials = credentials_ending(db, people, first if last is None else day_of(last))
    return tuple(
        AskedAgain(
            follow_up.id,
            follow_up.version,
            person_id,
            name,
            asked_in(follow_up.line, Asking.AGAIN),
            follow_up.done_on,
            stops.get(person_id, ()),
            height,
            measured,
            consents.get(person_id, ()),
            credentials.get(person_id, ()),
        )
        for follow_up, person_id, name, height, measured in rows
    )


def credentials_ending(
    db: Db, resource_ids: Collection[int], before: date
) -> dict[int, tuple[tuple[str, date], ...]]:
    """Return the proofs of some people or vehicles that end before a day, soonest first."""
    query = (
        select(Credential.resource_id, Credential.kind, Credential.valid_until)
        .where(Credential.resource_id.in_(list(resource_ids)), Credential.valid_until < before)
        .order_by(Credential.valid_until, Credential.id)
    )
    return _grouped((key, (kind, day)) for key, kind, day in db.execute(query) if day is not None)


def _consents(db: Db, person_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(Consent.person_id, Consent.purpose)
        .where(Consent.person_id.in_(list(person_ids)), Consent.given)
        .where(Consent.revoked_on.is_(None))
        .order_by(Consent.id)
    )
    return _grouped((row[0], row[1]) for row in db.execute(query))


def _stops(
    db: Db, course_id: int, person_ids: Collection[int], day: date
) -> dict[int, tuple[str, ...]]:
    """Return where people board: as the course knows it, else at their address."""
    query = (
        select(RideDemand.id, RideDemand.stop_id, Enrolment.person_id, Enrolment.joined_on)
        .join(Enrolment, Enrolment.id == RideDemand.enrolment_id)
        .where(Enrolment.course_id == course_id, RideDemand.ended_on.is_(None))
        .order_by(RideDemand.id)
    )
    wishes = [(row[0], row[1], row[2], row[3]) for row in db.execute(query)]
    boards = boarding(db, wishes, day)
    found = _grouped((person, boards[key]) for key, _, person, _ in wishes)
    for person, rider in riders(db, set(person_ids) - found.keys(), day).items():
        found[person] = (rider.stop_id,)
    known = {stop for stops in found.values() for stop in stops if stop is not None}
    names = stop_names(db, known)
    return {
        person: tuple(dict.fromkeys(names[stop] for stop in stops if stop is not None))
        for person, stops in found.items()
    }


def _grouped(rows: Iterable[tuple[int, Value]]) -> dict[int, tuple[Value, ...]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
