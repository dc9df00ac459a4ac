"""Whom to call because the bus comes at another time, and what to say."""

from dataclasses import dataclass

from kursplaner.desk.wording import ride_changes as wording
from kursplaner.desk.wording.callees import OWN_PHONES
from kursplaner.desk.wording.words import names
from kursplaner.planning.absences.other_times import OtherTime, to_tell
from kursplaner.store.queries.absences.calls import ContactCard, contact_cards
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RideCall:
    """One person to call.

    Attributes:
        phone: empty where none is known, or names are hidden, or her address is protected.
        sentence: what to say.
        text: all of it in one line.
    """

    person_id: int
    name: str
    phone: str
    sentence: str
    ways: tuple[OtherTime, ...]
    text: str


def ride_calls(db: Db, *, hidden: bool = False) -> list[RideCall]:
    """Return who is to be called, whose bus comes first before the others."""
    found = to_tell(db)
    cards = contact_cards(db, found)
    ordered = sorted(found.items(), key=lambda pair: min(way.now for way in pair[1]))
    return [_call(cards[key], ways, hidden=hidden) for key, ways in ordered if key in cards]


def _call(card: ContactCard, ways: tuple[OtherTime, ...], *, hidden: bool) -> RideCall:
    name = names.said(card.name, hidden=hidden)
    phone = "" if hidden or card.restricted else _phone(card)
    sentence = wording.time_sentence(ways)
    text = wording.call_line(name, phone, sentence)
    return RideCall(card.person_id, name, phone, sentence, ways, text)


def _phone(card: ContactCard) -> str:
    return next((route.value for route in card.routes if route.kind in OWN_PHONES), "")
