"""Which room suits a series of lessons, and what speaks against each other one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kursplaner.basics.spans import Span
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft
from kursplaner.domain.kinds import CourseType, RoomPurpose
from kursplaner.planning.choices.free_times import FreeTimes
from kursplaner.store.queries.choices import RoomFacts

PURPOSES: Mapping[CourseType, frozenset[str]] = MappingProxyType(
    {
        CourseType.SPORT: frozenset({RoomPurpose.SPORT, RoomPurpose.HALL}),
        CourseType.EVENING: frozenset({RoomPurpose.TEACHING, RoomPurpose.HALL}),
        CourseType.WORKSHOP: frozenset({RoomPurpose.TEACHING, RoomPurpose.HALL}),
        CourseType.CONVERSATION: frozenset({RoomPurpose.TEACHING, RoomPurpose.HALL}),
    }
)
TEACHING = frozenset({RoomPurpose.TEACHING.value})
CHILDCARE = frozenset({RoomPurpose.CHILDCARE.value})
AWAY_FROM_CHILDREN = 200
"""What a room in a house without childcare weighs, where childcare is wanted."""

WEIGHTS: Mapping[Obstacle, int] = MappingProxyType(
    {
        Obstacle.BUSY: 1000,
        Obstacle.CLOSED: 1000,
        Obstacle.NOT_AVAILABLE: 300,
        Obstacle.NOT_ACCESSIBLE: 900,
        Obstacle.OTHER_SITE: 800,
        Obstacle.TOO_SMALL: 700,
        Obstacle.OTHER_PURPOSE: 600,
        Obstacle.EQUIPMENT: 100,
    }
)
"""How much one obstacle on all dates weighs; on single dates its share."""


@dataclass(frozen=True, slots=True)
class RoomNeeds:
    """What a room must offer.

    Attributes:
        usual_id: a room used before ("wie im Herbst"), taken if nothing speaks against it.
        beside_wanted: a room with another one next door is better (childcare).
        childcare_sites: the houses with a room for children; elsewhere is worse. Empty: no matter.
    """

    people: int
    purposes: frozenset[str] = TEACHING
    accessible: bool = False
    equipment: frozenset[str] = frozenset()
    site_id: int | None = None
    usual_id: int | None = None
    beside_wanted: bool = False
    childcare_sites: frozenset[int | None] = frozenset()


def purposes_for(kind: CourseType) -> frozenset[str]:
    """Return the purposes of rooms that suit a kind of course."""
    return frozenset(str(purpose) for purpose in PURPOSES.get(kind, TEACHING))


def room_choices(
    rooms: Sequence[RoomFacts], needs: RoomNeeds, spans: Sequence[Span], times: FreeTimes
) -> tuple[Choice, ...]:
    """Return all rooms, the best first, each with what speaks against it."""
    found = [_choice(room, needs, spans, times) for room in rooms]
    return tuple(sorted(found, key=lambda choice: (choice.penalty, choice.name, choice.id)))


def weigh(against: Sequence[Against], weights: Mapping[Obstacle, int], of: int) -> int:
    """Return the penalty of what speaks against a choice."""
    total = 0
    for obstacle in against:
        share = len(obstacle.days) / max(1, of) if obstacle.days else 1
        total += round(weights.get(obstacle.obstacle, 50) * share)
    return total


def _choice(room: RoomFacts, needs: RoomNeeds, spans: Sequence[Span], times: FreeTimes) -> Choice:
    dated, free = times.against(room.id, spans)
    against = (*dated, *_fixed(room, needs))
    spare = max(0, room.capacity - needs.people) if room.capacity else 0
    penalty = weigh(against, WEIGHTS, len(spans)) + min(40, spare)
    penalty -= 60 if room.id == needs.usual_id else 0
    penalty -= 45 if needs.beside_wanted and room.beside_id is not None else 0
    apart = needs.childcare_sites and room.site_id not in needs.childcare_sites
    penalty += AWAY_FROM_CHILDREN if apart else 0
    facts = MappingProxyType(
        {
            "capacity": room.capacity,
            "accessible": room.accessible,
            "site": room.site,
            "purpose": room.purpose,
            "usual": room.id == needs.usual_id,
        }
    )
    return Choice(room.id, room.name, free, len(spans), against, facts, penalty)


def _fixed(room: RoomFacts, needs: RoomNeeds) -> list[Against]:
    found = []
    if room.capacity and room.capacity < needs.people:
        found.append(soft(Obstacle.TOO_SMALL, capacity=room.capacity, wanted=needs.people))
    if room.purpose not in needs.purposes:
        found.append(soft(Obstacle.OTHER_PURPOSE, purpose=room.purpose))
    if needs.accessible and not room.accessible:
        found.append(soft(Obstacle.NOT_ACCESSIBLE))
    missing = tuple(sorted(needs.equipment - room.equipment))
    if missing:
        found.append(soft(Obstacle.EQUIPMENT, missing=missing))
    if needs.site_id is not None and room.site_id != needs.site_id:
        found.append(soft(Obstacle.OTHER_SITE, site=room.site))
    return found
