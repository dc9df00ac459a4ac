"""Rooms by their name, as commands are told them."""

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.session import Db


def room_id_of(db: Db, name: str) -> int:
    """Return the id of the room with this name, however it is capitalised.

    Raises:
        Refused: "room_unknown" with the names there are, "name_ambiguous".
    """
    rows = room_rows(db)
    wanted = fold(name)
    found = [row.id for row in rows if wanted in (fold(row.name), fold(f"{row.site} {row.name}"))]
    if not found:
        raise Refused("room_unknown", name=name, known=[row.name for row in rows])
    if len(found) > 1:
        raise Refused("name_ambiguous", name=name, count=len(found))
    return found[0]
