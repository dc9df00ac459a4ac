"""One person at one lesson: what became of children and seats that day, and the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.desk.wording.people.families import details_text
from kursplaner.desk.wording.people.people import age_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import Direction, PlaceStatus, SeatKind
from kursplaner.domain.kinds.counting import SEATS_GIVEN_BACK, SEATS_RIDING, SEATS_WAITED_FOR
from kursplaner.domain.rides.seating import seat_kind, seat_rules
from kursplaner.planning.people.missing_details import missing
from kursplaner.store.queries.people.people import family_of, person_detail
from kursplaner.store.queries.people.stay_day import stay_day
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

Seat = tuple[int, str, str, str]
STATES = (
    (PlaceStatus.COLLECTED, "abgeholt"),
    (PlaceStatus.BROUGHT, "gebracht"),
    (PlaceStatus.PLANNED, "angemeldet"),
)

SEATS = (
    (SEATS_RIDING, "{}"),
    (SEATS_GIVEN_BACK, "{} frei geworden"),
    (SEATS_WAITED_FOR, "{} nicht genutzt"),
)


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child of the family: "Sami, 6 Jahre" and what to know of it, with its tone."""

    text: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class StayCard:
    """What the inspector says beside a mark; empty texts are left out."""

    children: str = ""
    rides: str = ""
    family: tuple[ChildLine, ...] = ()


def stay_card(
    db: Db, stay: tuple[int, int], lesson_id: int, today: date, *, hidden: bool = False
) -> StayCard:
    """Return the card of a stay, given as (enrolment, person), at a lesson."""
    enrolment, person = stay
    found = stay_day(db, enrolment, lesson_id)
    family = tuple(
        _child(db, child.person_id, names.shown(child.name, hidden=hidden), today)
        for child in family_of(db, person)
        if child.is_child
    )
    return StayCard(children_text(found.children), rides_text(found.seats), family)


def children_text(states: Sequence[str]) -> str:
    """Return "2 gebracht, 1 angemeldet", "keines gebracht", or nothing without a place."""
    if not states:
        return ""
    parts = [
        f"{states.count(state.value)} {word}" for state, word in STATES if state.value in states
    ]
    return ", ".join(parts) or "keines gebracht"


def rides_text(seats: Sequence[Seat]) -> str:
    """Return "2 Plätze hin und zurück", "2 Plätze frei geworden", or nothing without a seat."""
    ways: dict[str, list[str]] = {}
    for direction in (Direction.OUT.value, Direction.BACK.value):
        results = [result for _, way, _, result in seats if way == direction]
        for states, word in SEATS:
            count = sum(result in states for result in results)
            if count:
                text = word.format(counted(count, "place"))
                ways.setdefault(text, []).append("hin" if direction == Direction.OUT else "zurück")
    whole = len(ways) == 1
    return "; ".join(_way(text, some, whole=whole) for text, some in ways.items())


def _way(text: str, ways: list[str], *, whole: bool) -> str:
    if whole and text.endswith("geworden") and len(ways) > 1:
        return text
    return f"{text} {' und '.join(ways)}" if whole else f"{' und '.join(ways)} {text}"


def _child(db: Db, child_id: int, name: str, today: date) -> ChildLine:
    detail, settings = person_detail(db, child_id), settings_of(db)
    born = detail.row.birth_date
    text = ", ".join(part for part in (name, age_text(born, today)) if part)
    asked = missing(detail, today, settings)
    if asked:
        return ChildLine(text, f"fehlt: {details_text(asked)}", "bad")
    kind = seat_kind(born, detail.height_cm, today, seat_rules(settings), child=True)
    return ChildLine(text, said(SeatKind, kind) if kind is not SeatKind.NONE else "", "neutral")
