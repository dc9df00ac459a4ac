"""People who are likely recorded twice, and those of whom somebody said that they are two."""

from collections.abc import Collection

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.progress import Tell, untold
from kursplaner.domain.conflicts.conflicts import double_id
from kursplaner.domain.people import Guardianship, Person
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.people.duplicates import LIKELY, KnownPeople, LikelyPair
from kursplaner.store.queries.people.duplicates import known_people
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

TWO_PEOPLE = "two_people"
"""The reason beside what somebody said."""


def doubles(db: Db, least: int = LIKELY, tell: Tell = untold) -> list[LikelyPair]:
    """Return who is likely recorded twice, best first; a child and its guardian are two."""
    apart = {row.conflict for row in find(db, AcceptedConflict, reason=TWO_PEOPLE)}
    family = {frozenset((row.child_id, row.adult_id)) for row in find(db, Guardianship)}
    return [
        pair
        for pair in KnownPeople(known_people(db), tell).pairs(least)
        if double_id(pair.first_id, pair.second_id) not in apart
        and frozenset((pair.first_id, pair.second_id)) not in family
    ]


def likeness(db: Db, first: int, second: int) -> LikelyPair | None:
    """Return how likely two records are one person, and why; None: nothing says so."""
    wanted = {first, second}
    known = KnownPeople([person for person in known_people(db) if person.id in wanted])
    return next(iter(known.pairs(1)), None)


def shared_children(db: Db, first: int, second: int) -> Collection[int]:
    """Return the children that hang on both records."""
    mine, others = (
        {bond.child_id for bond in find(db, Guardianship, adult_id=key)} for key in (first, second)
    )
    return mine & others


def keep_apart(db: Db, first: int, second: int) -> None:
    """Note that two records are two people: they are not offered again.

    Raises:
        Refused: "not_found"; "merge_self" for one record.
    """
    for person in (first, second):
        by_id(db, Person, person)
    if first == second:
        raise Refused("merge_self", id=first)
    key = double_id(first, second)
    if not find(db, AcceptedConflict, conflict=key):
        row = AcceptedConflict(conflict=key, reason=TWO_PEOPLE, accepted_at=clock.minute())
        db.add(row)
        db.flush()
