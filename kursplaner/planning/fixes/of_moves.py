"""Ways out for a move that something hard stands against: each is a wish, tried like the move."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.kinds import ConflictKind, ResourceKind, RoomPurpose
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.planning.lessons.changing import LessonPlan, Wish, glance, propose
from kursplaner.planning.lessons.moving import WITHOUT_ROOM, MoveWish
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from kursplaner.store.queries.choices import rooms_in_use
from kursplaner.store.session import Db

MOST_ROOMS = 2
MOST_TRIED = 3
ROOM = ResourceKind.ROOM.value


@dataclass(frozen=True, slots=True)
class WayOut:
    """Another place for the same lesson; `room` is the name of the one it takes."""

    kind: FixKind
    wish: MoveWish
    room: str = ""


def ways_out(db: Db, wish: MoveWish, plan: LessonPlan[Wish], seats: int = 0) -> tuple[WayOut, ...]:
    """Return up to five ways out of the hard conflicts of a move; none when there are none."""
    if not plan.hard:
        return ()
    room = plan.first.target.room_id
    found: list[WayOut] = []
    if any(c.subjects[0][:2] == (ROOM, room) for c in plan.hard if c.subjects):
        found += _other_rooms(db, wish, plan, room, seats)
        if all(c.kind is ConflictKind.ROOM or c.subjects[0].noun == ROOM for c in plan.hard):
            found.append(WayOut(FixKind.WITHOUT_ROOM, replace(wish, room_id=WITHOUT_ROOM)))
    return (*found, *_other_times(db, wish, plan))


def _other_rooms(
    db: Db, move: MoveWish, plan: LessonPlan[Wish], room_id: int | None, seats: int
) -> list[WayOut]:
    found: list[WayOut] = []
    for room in rooms_in_use(db, day_of(plan.first.target.starts)):
        small = room.purpose == RoomPurpose.CHILDCARE or room.capacity < seats
        wish = replace(move, room_id=room.id)
        if room.id != room_id and not small and _works(db, wish):
            found.append(WayOut(FixKind.OTHER_ROOM, wish, room.name))
        if len(found) == MOST_ROOMS:
            break
    return found


def _works(db: Db, wish: MoveWish) -> bool:
    return not glance(db, wish).hard and not propose(db, wish).hard


def _other_times(db: Db, wish: MoveWish, plan: LessonPlan[Wish]) -> Iterator[WayOut]:
    """Yield the next beginnings before and after on the same day at which it works."""
    at_first = plan.first
    to, day = at_first.target.starts, day_of(at_first.target.starts)
    stand_in = wish.stand_in
    found = verdicts(db, at_first.id, day, day, room_id=wish.room_id, stand_in=stand_in)
    usable = (VerdictState.FREE, VerdictState.SOFT)
    places = sorted(
        minute_of(d, at) for (d, at), verdict in found.items() if verdict.state in usable
    )
    by = wish.to - to if wish.to is not None else 0
    later = [at for at in places if at > to]
    earlier = [at for at in reversed(places) if at < to]
    for side in (later, earlier):
        for at in side[:MOST_TRIED]:
            other = replace(wish, to=at + by)
            if _works(db, other):
                yield WayOut(FixKind.OTHER_TIME, other)
                break
