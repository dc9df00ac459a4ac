"""The list for a fire drill: of all houses or of one, as text to copy and in single lines."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.spans import clock_text
from kursplaner.desk.today.board import HereNow, HouseList, RoomList
from kursplaner.desk.wording.houses import house_words
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.store.queries.rooms import room_rows
from kursplaner.store.session import Db


def houses(db: Db, here: HereNow) -> tuple[str, ...]:
    """Return the titles of all houses with rooms, and of those in which somebody is now."""
    known = [house_words(room) for room in room_rows(db)]
    return tuple(dict.fromkeys((*sorted(known), *(house.title for house in here.houses))))


def house_named(db: Db, here: HereNow, name: str) -> str:
    """Return the title of the house that is meant: its title or site, or how only one begins.

    Raises:
        Refused: "site_name_unknown" with the names there are.
    """
    titles = houses(db, here)
    sites = {room.site: house_words(room) for room in room_rows(db)}
    for known in (*sites, *titles):
        if fold(known) == fold(name):
            return sites.get(known, known)
    found = {title for title in titles if name.strip() and fold(title).startswith(fold(name))}
    if len(found) == 1:
        return found.pop()
    raise Refused("site_name_unknown", name=name, known=list(sites))


def only_house(here: HereNow, title: str) -> HereNow:
    """Return who is in one house, and under way; the other houses are told as left out."""
    return replace(
        here,
        rooms=tuple(room for room in here.rooms if room.house == title),
        expected=sum(house.unclear for house in here.houses if house.title == title),
        left_out=tuple(house for house in here.houses if house.title != title),
    )


def evacuation_text(here: HereNow, now: datetime, *, hidden: bool = False) -> str:
    """Return the list as plain text, to copy."""
    lines = [f"Räumungsliste, {clock_text(now.hour * 60 + now.minute)} Uhr", here_words(here)]
    for house in here.houses:
        lines += ["", house_line(house), *_lists(house.rooms, hidden=hidden)]
    if here.vehicles:
        lines += ["", "Unterwegs, nicht im Haus:", *_lists(here.vehicles, hidden=hidden)]
    return "\n".join(lines)


def here_words(here: HereNow) -> str:
    """Return "19 Personen im Haus, 2 Kinder erwartet", with the houses where there are some.

    Where one house was asked for, it says how many are in others and not on the list.
    """
    sure = sum(house.sure for house in here.houses)
    where = "im Haus" if len(here.houses) < 2 else f"in {len(here.houses)} Häusern"
    told = _with_unclear(f"{counted(sure, 'person')} {where}", here.expected)
    return f"{told}; {left_out_words(here)}" if here.left_out else told


def left_out_words(here: HereNow) -> str:
    """Return "nicht auf dieser Liste: 5 Personen in 2 anderen Häusern", "" where none is."""
    others = len(here.left_out)
    if not others:
        return ""
    among = "einem anderen Haus" if others == 1 else f"{others} anderen Häusern"
    elsewhere = sum(house.sure + house.unclear for house in here.left_out)
    return f"nicht auf dieser Liste: {counted(elsewhere, 'person')} in {among}"


def house_line(house: HouseList) -> str:
    """Return "Rathaus, Markt 1, Adorf/Vogtl.: 14 Personen, 1 Kind erwartet"."""
    return _with_unclear(f"{house.title}: {counted(house.sure, 'person')}", house.unclear)


def _with_unclear(words: str, unclear: int) -> str:
    return f"{words}, {counted(unclear, 'child')} erwartet" if unclear else words


def _lists(rooms: Iterable[RoomList], *, hidden: bool) -> list[str]:
    lines = []
    for room in rooms:
        lines += ["", f"{room.room}, {room.what}: {counted(len(room.everybody), 'person')}"]
        lines += [f"- {names.shown(name, hidden=hidden)}" for name in room.everybody]
    return lines
