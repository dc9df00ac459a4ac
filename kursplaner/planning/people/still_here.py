"""Whether somebody can still be asked: not who is kept in the papers alone."""

from kursplaner.basics.errors import Refused
from kursplaner.domain.people import Person
from kursplaner.store.queries.names import person_names
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


def person_here(db: Db, person_id: int) -> Person:
    """Return a person who is not ended.

    Raises:
        Refused: "not_found", "person_gone" (name, day).
    """
    person = by_id(db, Person, person_id)
    if person.ended_on is not None:
        raise Refused(
            "person_gone", name=person_names(db, {person_id})[person_id], day=person.ended_on
        )
    return person
