"""Stops by their name, as people type them."""

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.store.queries.rides.rides import stop_rows
from kursplaner.store.session import Db


def stop_id_of(db: Db, name: str) -> int:
    """Return the stop of that name, with or without its place.

    Raises:
        Refused: "stop_name_unknown", "name_ambiguous".
    """
    found = [row.id for row in stop_rows(db) if _is(row.municipality, row.name, name)]
    if len(found) != 1:
        kind = "name_ambiguous" if found else "stop_name_unknown"
        raise Refused(kind, name=name, count=len(found))
    return found[0]


def _is(place: str, name: str, wanted: str) -> bool:
    return fold(wanted) in {fold(name), fold(f"{place}, {name}"), fold(f"{place} {name}")}
