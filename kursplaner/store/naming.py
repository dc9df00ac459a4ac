"""Gives a refusal the names of the records it is about, while they can still be read."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import Subject
from kursplaner.store.queries.labels import beginnings, labels
from kursplaner.store.session import Db

KINDS = {"id": ("person", "lesson"), "person_id": ("person",), "makeup_id": ("lesson",)}
"""What the ids among a refusal's facts may be of; its sentence says which is meant."""


@contextmanager
def named(db: Db) -> Iterator[None]:
    """Add names to a refusal that leaves the block: it was made where only ids are known."""
    try:
        yield
    except Refused as error:
        wanted = [
            (noun, key)
            for fact, nouns in KINDS.items()
            for noun in nouns
            if isinstance(key := error.facts.get(fact), int)
        ]
        if wanted:
            with suppress(SQLAlchemyError), db.no_autoflush:
                error.named.update(_names(db, wanted))
        raise


def _names(
    db: Db, wanted: list[tuple[str, int]]
) -> dict[tuple[str, int], tuple[object, int | None]]:
    known, begins = labels(db, wanted), beginnings(db, wanted)
    return {
        (noun, key): (Subject(noun, key, label), begins.get((noun, key)))
        for (noun, key), label in known.items()
    }
