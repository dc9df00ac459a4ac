"""What would solve a move that something stands against: another time, another room."""

from collections.abc import Iterable
from dataclasses import dataclass

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.desk.wording.conflicts import fixes as wording
from kursplaner.domain.kinds import ConflictKind, ResourceKind, RoomPurpose
from kursplaner.planning.lessons.moving import WITHOUT_ROOM, MovePlan, propose_move
from kursplaner.planning.lessons.places_in_a_week import VerdictState, verdicts
from kursplaner.store.queries.choices import rooms_in_use
from kursplaner.store.session import Db

MOST_ROOMS = 2
ROOM = ResourceKind.ROOM.value


@dataclass(frozen=True, slots=True)
class Fix:
    """Another place for the same lesson, in the words of a button."""

    icon: str
    text: str
    to: int
    room_id: int | None


def fixes(db: Db, plan: MovePlan, wanted_seats: int = 0) -> tuple[Fix, ...]:
    """Return up to five ways out of the hard conflicts of a move; none when there are none."""
    hard = [conflict for conflict in plan.conflicts if conflict.hard]
    if not hard:
        return ()
    found: list[Fix] = []
    lesson = next(lesson for lesson in plan.moved.lessons if lesson.id == plan.lesson_id)
    room = lesson.target.room_id
    if any(conflict.subjects[0][:2] == (ROOM, room) for conflict in hard if conflict.subjects):
        found += _other_rooms(db, plan, room, wanted_seats)
        if all(_about_room(conflict.kind, conflict.subjects[0].noun) for conflict in hard):
            found.append(Fix("circle-dashed", "Ohne Raum verschieben", plan.to, WITHOUT_ROOM))
    return (*found, *_other_times(db, plan))


def _about_room(kind: ConflictKind, noun: str) -> bool:
    return kind is ConflictKind.ROOM or noun == ROOM


def _other_rooms(db: Db, plan: MovePlan, room: int | None, seats: int) -> list[Fix]:
    found = []
    for other_room in rooms_in_use(db, day_of(plan.to)):
        if (
            other_room.id == room
            or other_room.purpose == RoomPurpose.CHILDCARE
            or other_room.capacity < seats
        ):
            continue
        other = propose_move(
            db, plan.lesson_id, plan.to, other_room.id, from_here_on=plan.from_here_on
        )
        if not any(conflict.hard for conflict in other.conflicts):
            found.append(
                Fix("door-open", wording.take_room(other_room.name), plan.to, other_room.id)
            )
        if len(found) == MOST_ROOMS:
            break
    return found


def _other_times(db: Db, plan: MovePlan) -> Iterable[Fix]:
    """Return the next free beginnings before and after on the same day."""
    day = day_of(plan.to)
    found = verdicts(db, plan.lesson_id, day, day, room_id=plan.room_id)
    usable = (VerdictState.FREE, VerdictState.SOFT)
    starts = sorted(
        minute_of(d, at) for (d, at), verdict in found.items() if verdict.state in usable
    )
    later = next((at for at in starts if at > plan.to), None)
    earlier = next((at for at in reversed(starts) if at < plan.to), None)
    for at in (later, earlier):
        if at is not None:
            yield Fix("clock", wording.other_beginning(plan.to, at), at, plan.room_id)
