"""What speaks against choosing a room, a person or a vehicle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kursplaner.domain.kinds import Severity

NOTHING: Mapping[str, object] = MappingProxyType({})


class Obstacle(StrEnum):
    """A reason against a choice; the facts of each stand behind it."""

    BUSY = "busy"  # days
    CLOSED = "closed"  # days, reason
    NOT_AVAILABLE = "not_available"  # days; weekday, from, until of the first one
    IF_NEEDED = "if_needed"  # days
    TOO_SMALL = "too_small"  # capacity, wanted
    OTHER_PURPOSE = "other_purpose"  # purpose
    NOT_ACCESSIBLE = "not_accessible"
    EQUIPMENT = "equipment"  # missing: kinds
    OTHER_SITE = "other_site"  # site
    NO_PROFILE = "no_profile"  # role
    LEVEL = "level"  # level, levels
    COURSE_TYPE = "course_type"  # course_types
    WEEKLY_LIMIT = "weekly_limit"  # days; minutes, limit
    PERMIT_LIMIT = "permit_limit"  # days; minutes, limit
    CREDENTIAL_MISSING = "paper_missing"  # papers: kinds
    CREDENTIAL_EXPIRES = "paper_expires"  # days; paper, valid_until
    NO_DRIVER = "no_driver"  # days
    TOO_FEW_SEATS = "too_few_seats"  # seats, wanted
    CHILD_SEATS = "child_seats"  # kind, seats, wanted
    WHEELCHAIR = "wheelchair"  # seats, wanted
    PRAM = "pram"  # seats, wanted
    TRAVEL = "travel"  # days
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Against:
    """One reason against a choice; `days` are the lessons' days it touches (empty: all)."""

    obstacle: Obstacle
    severity: Severity = Severity.SOFT
    days: tuple[date, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Choice:
    """A room, person or vehicle that could be taken, with all that speaks against it.

    Attributes:
        free: on how many of the `of` dates it can be had.
        facts: what a card shows beside the name (capacity, accessible, site, papers_until …).
        penalty: the lower the better; choices come sorted by it.
    """

    id: int
    name: str
    free: int
    of: int
    against: tuple[Against, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    penalty: int = 0

    @property
    def wholly_free(self) -> bool:
        """Tell whether it can be had on every date."""
        return self.free == self.of


def soft(obstacle: Obstacle, days: tuple[date, ...] = (), **facts: object) -> Against:
    """Return a reason that the clerk may judge."""
    return Against(obstacle, Severity.SOFT, days, MappingProxyType(facts))
