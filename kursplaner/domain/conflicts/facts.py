"""What stands behind a conflict: the numbers and kinds its sentence needs, and of which type."""

from datetime import date
from typing import TypedDict

ConflictFacts = TypedDict(
    "ConflictFacts",
    {
        "accepted": str,  # the reason, where it was taken on
        "capacity": int,
        "carers": int,
        "childcare": bool,  # a slot lacks a room, not the lesson
        "childcare_at": int,
        "children": int,
        "closure": int,
        "course": bool,  # the course asks for it, whoever comes
        "direction": str,
        "for": str,  # the role of whose work it is needed
        "free_places": int,
        "free_tenths": int,
        "has": str,  # the kind of seat
        "lack": str,  # as of `domain.rides.loads.Lack`, or why a ride does not fetch
        "lacking": bool,
        "land": str,
        "lasting": bool,
        "lesson_at": int,
        "level": str,
        "limit": int,
        "limit_minutes": int,
        "limit_tenths": int,
        "minutes": int,
        "misfit": str,
        "missing": tuple[str, ...],
        "name": str,
        "needed": int,
        "note": str,
        "paper": str,
        "people": int,
        "reason": str,
        "ride_at": int,
        "seat": str,
        "valid_until": date | None,
        "wanted": int | str,  # how many; of a level or a child's seat: which
        "wanted_tenths": int,
        "weight_tenths": int,
        "why": str,
        "wished": bool,
        "work": str,
        "years": int,
    },
    total=False,
)
"""Each kind of conflict has some of them. An acceptance hangs on them: see `fingerprint`."""


def how_many(facts: ConflictFacts) -> int:
    """Return how many are wanted, 0 where that is not a number."""
    wanted = facts.get("wanted", 0)
    return wanted if isinstance(wanted, int) else 0
