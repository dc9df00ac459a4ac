"""Whom to call because a bus comes at another time, or a lesson is at another or off."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kursplaner.desk.wording import ride_changes as wording
from kursplaner.desk.wording.callees import OWN_PHONES
from kursplaner.desk.wording.changes.of_dates import date_sentence
from kursplaner.desk.wording.words import names
from kursplaner.planning.absences import other_dates, other_times
from kursplaner.planning.absences.other_dates import SOURCES, OtherDate
from kursplaner.planning.absences.other_times import OtherTime
from kursplaner.store.queries.absences.calls import ContactCard, contact_cards
from kursplaner.store.queries.lessons.lessons import lessons_by_id
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import LESSON


@dataclass(frozen=True, slots=True)
class RideCall:
    """One person to call.

    Attributes:
        phone: empty where none is known, or names are hidden, or her address is protected.
        sentence: what to say.
        ways, dates: what is other than she was told.
        starts: when the first of it begins.
        text: all of it in one line.
    """

    person_id: int
    name: str
    phone: str
    sentence: str
    ways: tuple[OtherTime, ...]
    dates: tuple[OtherDate, ...]
    starts: int
    text: str


def ride_calls(db: Db, *, hidden: bool = False) -> list[RideCall]:
    """Return who is to be called, whose date or bus comes first before the others."""
    ways, dates = other_times.to_tell(db), other_dates.to_tell(db)
    cards = contact_cards(db, {**ways, **dates})
    titles = _titles(db, dates.values())
    calls = [
        _call(card, ways.get(key, ()), dates.get(key, ()), titles, hidden=hidden)
        for key, card in cards.items()
    ]
    return sorted(calls, key=lambda call: (call.starts, call.name, call.person_id))


def _titles(db: Db, found: Iterable[Collection[OtherDate]]) -> dict[int, str]:
    """Return what the courses of the lessons are called, by lesson."""
    parts = (other.part for others in found for other in others)
    lessons = {part.record_id for part in parts if SOURCES[part.role] == LESSON}
    return {row.id: row.title for row in lessons_by_id(db, sorted(lessons))}


def _call(
    card: ContactCard,
    ways: tuple[OtherTime, ...],
    dates: tuple[OtherDate, ...],
    titles: Mapping[int, str],
    *,
    hidden: bool,
) -> RideCall:
    name = names.said(card.name, hidden=hidden)
    phone = "" if hidden or card.restricted else _phone(card)
    parts = [date_sentence(dates, titles), wording.time_sentence(ways)]
    sentence = " ".join(part for part in parts if part)
    text = wording.call_line(name, phone, sentence)
    starts = min([*(way.now for way in ways), *(other.starts for other in dates)])
    return RideCall(card.person_id, name, phone, sentence, ways, dates, starts, text)


def _phone(card: ContactCard) -> str:
    return next((route.value for route in card.routes if route.kind in OWN_PHONES), "")
