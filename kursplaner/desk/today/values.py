"""What something to do is: its matter, how much it presses, and where its button leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kursplaner.domain.conflicts.conflicts import Conflict


class Weight(StrEnum):
    """How much something presses; the order is that of the list."""

    NOW = "now"
    SOON = "soon"
    WHENEVER = "whenever"


class Matter(StrEnum):
    """What something to do is about."""

    ABSENCE = "absence"
    CONFLICT = "conflict"
    MISSING = "missing"
    UNSERVED = "unserved"
    PRINT = "print"
    ATTENDANCE = "attendance"
    CREDENTIAL = "paper"
    WAITING = "waiting"
    CHILDCARE = "childcare"
    PROOF = "proof"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do.

    Attributes:
        verb: what its button says.
        place, target: where the button leads, as `AppContext.go` takes them.
        kind: the kind of conflict it tells of, if any.
        conflicts: what stands against the plan that this line is about.
        about: which course, person or house, in a word.
        parts: the single things, where the line stands for several (`gathering`).
    """

    matter: Matter
    weight: Weight
    title: str
    sentence: str
    verb: str
    place: str
    target: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    conflicts: tuple[Conflict, ...] = ()
    about: str = ""
    parts: "tuple[ToDo, ...]" = ()
