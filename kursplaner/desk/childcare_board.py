"""The board of the childcare: one room's day with its slots, ratio, gap and what would help."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kursplaner.basics.spans import day_of, minute_at
from kursplaner.desk.wording.callees import callees_text
from kursplaner.desk.wording.health import health_lines
from kursplaner.desk.wording.houses import house_words
from kursplaner.desk.wording.people.people import age_text
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import PlaceStatus, RoomPurpose
from kursplaner.domain.kinds.counting import PLACES_IN_CARE
from kursplaner.planning.attendance.presence import children_here
from kursplaner.planning.childcare import daycare
from kursplaner.planning.childcare.child_sharing import Sharing
from kursplaner.planning.childcare.day_ratio import (
    CarerFix,
    RatioStep,
    carer_fixes,
    child_weight,
    gap,
    ratio_steps,
)
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.queries.people.child_calls import CallRoute, call_routes
from kursplaner.store.queries.people.child_cards import (
    HealthText,
    collector_cards,
    health_of_children,
)
from kursplaner.store.queries.rooms import RoomRow, room_rows
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NO_ROOM = 0


@dataclass(frozen=True, slots=True)
class CareBoard:
    """What the board shows.

    Attributes:
        rooms: rooms with childcare on the day, as (id, name); 0 stands for no room.
        slots: those of the chosen room; slot: the one whose children are shown.
        steps: the ratio through each slot.
        weights: tenths of a place each child counts, by the id of its place.
        per_carer: tenths of places one carer allows; young: tenths and age of small children.
        sharing: to whom the children without a carer would go.
        room_known: whether the town has a room for childcare, asked on a day without any.
    """

    day: date
    rooms: tuple[tuple[int, str], ...] = ()
    room_id: int = NO_ROOM
    slots: tuple[SlotRow, ...] = ()
    slot: SlotRow | None = None
    steps: dict[int, tuple[RatioStep, ...]] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)
    per_carer: int = 50
    young: tuple[int, int] = (15, 3)
    step_minutes: int = 30
    gap: tuple[RatioStep, ...] = ()
    fixes: tuple[CarerFix, ...] = ()
    room_known: bool = True
    sharing: Sharing = field(default_factory=Sharing)

    def of_carer(self, carer_id: int | None) -> tuple[SlotChild, ...]:
        """Return the children with a carer who are there or expected; None: with nobody."""
        if self.slot is None:
            return ()
        known = {carer.person_id for carer in self.slot.carers}
        return tuple(
            child
            for child in self.slot.children
            if child.status in PLACES_IN_CARE
            and (child.carer_id if child.carer_id in known else None) == carer_id
        )

    def with_status(self, status: PlaceStatus) -> tuple[SlotChild, ...]:
        """Return the children of the slot in a state."""
        return tuple(c for c in self.slot.children if c.status == status) if self.slot else ()

    def load(self, carer_id: int | None) -> int:
        """Return how many tenths of places a carer's children take."""
        return sum(self.weights[child.place_id] for child in self.of_carer(carer_id))


def read_board(
    db: Db, day: date, now: datetime, room_id: int | None = None, slot_id: int | None = None
) -> CareBoard:
    """Return a day's board: the room and slot asked for, else those of now or next."""
    found, settings = childcare_day(db, day), settings_of(db)
    base = CareBoard(
        day,
        per_carer=settings.number("childcare.children_per_carer") * 10,
        young=(
            settings.number("childcare.under_three_weight_tenths"),
            settings.number("childcare.under_three_years"),
        ),
        step_minutes=settings.number("childcare.board_step_minutes"),
    )
    if not found:
        known = any(room.purpose == RoomPurpose.CHILDCARE for room in room_rows(db))
        return replace(base, room_known=known)
    rooms = {slot.room_id or NO_ROOM: slot.room or "ohne Raum" for slot in found}
    slot = _chosen(found, minute_at(now), rooms, room_id, slot_id)
    own = tuple(
        slot_row for slot_row in found if (slot_row.room_id or NO_ROOM) == (slot.room_id or NO_ROOM)
    )
    steps = {slot_row.id: ratio_steps(slot_row, settings) for slot_row in own}
    missing = gap(steps[slot.id])
    fixes = carer_fixes(db, slot, missing[0].starts, missing[-1].ends)[:2] if missing else ()
    return CareBoard(
        day,
        tuple(sorted(rooms.items(), key=lambda item: item[1])),
        slot.room_id or NO_ROOM,
        own,
        slot,
        steps,
        {child.place_id: child_weight(child, day, settings) for child in slot.children},
        base.per_carer,
        base.young,
        base.step_minutes,
        missing,
        fixes,
        sharing=daycare.sharing(db, slot.id),
    )


def _chosen(
    slots: list[SlotRow],
    now: int,
    rooms: dict[int, str],
    room_id: int | None,
    slot_id: int | None,
) -> SlotRow:
    wanted = next((slot for slot in slots if slot.id == slot_id), None)
    if wanted is not None:
        return wanted
    own = (
        [slot for slot in slots if (slot.room_id or NO_ROOM) == room_id] if room_id in rooms else []
    )
    among = own or slots
    return next((slot for slot in among if now < slot.ends), among[-1])


@dataclass(frozen=True, slots=True)
class EmergencyChild:
    """A child that is here now: whom to call, what a doctor must know, who may take it along.

    Attributes:
        health: lines such as "Allergie: Erdnuss".
        calls: every number, in the order in which to try.
        may_collect, may_not_collect: names as collectors are named at the door.
    """

    name: str
    birth_date: date | None
    languages: str
    room: str
    carer: str
    health: tuple[str, ...]
    calls: tuple[CallRoute, ...]
    house: str = ""
    may_collect: tuple[str, ...] = ()
    may_not_collect: tuple[str, ...] = ()


def emergency_children(db: Db, day: date) -> tuple[EmergencyChild, ...]:
    """Return every child present on a day, in all rooms, each once."""
    found = children_here(childcare_day(db, day))
    health = health_of_children(db, [child.child_id for _, child in found])
    rooms = {room.id: room for room in room_rows(db, ended=True)}
    return tuple(
        _emergency(db, slot, child, health.get(child.child_id), rooms.get(slot.room_id or 0))
        for slot, child in found
    )


def _emergency(
    db: Db, slot: SlotRow, child: SlotChild, health: HealthText | None, room: RoomRow | None
) -> EmergencyChild:
    carer = next(
        (carer.name for carer in slot.carers if carer.person_id == child.carer_id),
        "",
    )
    day = day_of(slot.starts)
    cards = collector_cards(db, child.child_id, day)
    return EmergencyChild(
        child.name,
        child.birth_date,
        languages_text(child.languages),
        slot.room or "",
        carer,
        health_lines(health),
        tuple(route for route in call_routes(db, child.child_id, day) if not route.written),
        house_words(room) if room else "",
        tuple(card.name for card in cards if card.allowed),
        tuple(card.name for card in cards if card.forbidden),
    )


def facts_text(child: EmergencyChild, day: date, *, hidden: bool = False) -> str:
    """Return "3 Jahre · Arabisch · Nebenraum, Rathaus, Markt 1 · Lehmann, Anke"."""
    facts = (
        age_text(child.birth_date, day),
        languages_text(child.languages),
        ", ".join(part for part in (child.room, child.house) if part),
        names.shown(child.carer, hidden=hidden) if child.carer else "",
    )
    return " · ".join(part for part in facts if part)


def emergency_text(
    children: tuple[EmergencyChild, ...], now: datetime, *, hidden: bool = False
) -> str:
    """Return the page as plain text, to copy."""
    head = f"Notfallblatt, {now:%d.%m.%Y}, {now.hour}:{now.minute:02} Uhr"
    lines = [head, f"{counted(len(children), 'child')} anwesend"]
    for child in children:
        where = ", ".join(part for part in (child.room, child.house) if part)
        lines += ["", names.shown(child.name, hidden=hidden) + (f", {where}" * bool(where))]
        if not hidden:
            lines += [f"  {text}" for text in child.health]
        lines += [f"  {route.value}: {callees_text(route, hidden=hidden)}" for route in child.calls]
        lines += [f"  {text}" for text in collector_lines(child, hidden=hidden)]
    return "\n".join(lines)


def collector_lines(child: EmergencyChild, *, hidden: bool = False) -> tuple[str, ...]:
    """Return "Darf abholen: …" and "Darf nicht abholen: …" with everybody's name."""
    both = (("Darf abholen", child.may_collect), ("Darf nicht abholen", child.may_not_collect))
    return tuple(
        f"{word}: {'; '.join(names.shown(name, hidden=hidden) for name in who)}"
        for word, who in both
        if who
    )
