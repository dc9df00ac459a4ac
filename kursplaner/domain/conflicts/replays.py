"""Why a step is not taken back or done again: what happened since, as everybody tells it."""

from dataclasses import dataclass
from datetime import datetime

from kursplaner.domain.conflicts.conflicts import Conflict, Subject


@dataclass(frozen=True, slots=True)
class ActSince:
    """An act with its names; `taken_back`: its undo is what happened since."""

    kind: str
    subjects: tuple[Subject, ...]
    who: str
    at: datetime
    taken_back: bool


@dataclass(frozen=True, slots=True)
class TakenSince:
    """A room, person or vehicle that the step needs and others have in [starts, ends) by now."""

    backwards: bool
    step: ActSince | None
    resource: Subject
    by: Subject
    starts: int
    ends: int
    act: ActSince | None


@dataclass(frozen=True, slots=True)
class Came:
    """What an act since has to do with it: who got places by it; nobody: it left fewer."""

    people: tuple[Subject, ...]
    act: ActSince


@dataclass(frozen=True, slots=True)
class Overfilled:
    """What would be too full.

    Attributes:
        backwards: whether it was an undo, else a redo.
        step: the act that was to be played again.
        conflict: what would be too full, on the first day of several alike; its facts "wanted"
            and "limit" are people, seats, or for childcare tenths of places.
        more: on how many further days.
        people: whom the step would bring back there.
        came: what happened since, in order.
    """

    backwards: bool
    step: ActSince | None
    conflict: Conflict
    more: int
    people: tuple[Subject, ...]
    came: tuple[Came, ...]
