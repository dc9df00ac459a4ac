"""Houses in words."""

from kursplaner.store.queries.rooms import RoomRow


def house_words(room: RoomRow) -> str:
    """Return the house a room is in, as "Rathaus, Markt 1, Adorf/Vogtl."."""
    parts = (room.site, room.street, room.municipality)
    return ", ".join(dict.fromkeys(part for part in parts if part))
