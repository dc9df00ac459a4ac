"""The hours of one person or vehicle as window and shell show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.base import Resource
from kursplaner.domain.kinds import Role
from kursplaner.domain.weekly_hours import WeeklyLimits
from kursplaner.planning.availability.exceptions import Stored, exceptions_of
from kursplaner.planning.availability.remarks import Remark, remarks_of
from kursplaner.planning.availability.weeks import Version, versions
from kursplaner.store.occupations import Busy, busy
from kursplaner.store.queries.conflicts.closed_times import weekly_times
from kursplaner.store.queries.conflicts.work_hours import SOURCE_OF_ROLE, limits_by_role
from kursplaner.store.queries.labels import labels
from kursplaner.store.records import by_id
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class WeekCard:
    """When somebody or something is there.

    Attributes:
        noun: "person" or "vehicle".
        versions: of the week, the last one as far as is known.
        exceptions: those that are not over.
        limits: the agreed minutes a week by role, the role that counts first.
        remarks: on the week, each from a day on.
    """

    id: int
    noun: str
    name: str
    versions: tuple[Version, ...]
    exceptions: tuple[Stored, ...]
    limits: Mapping[Role, WeeklyLimits]
    remarks: tuple[Remark, ...] = ()

    def most(self, day: date) -> dict[Role, int | None]:
        """Return the minutes a week by role as they hold on a day."""
        return {role: limits.on(day) for role, limits in self.limits.items()}


def noun_of(db: Db, resource_id: int) -> str:
    """Return "person" or "vehicle".

    Raises:
        Refused: "not_found".
    """
    return by_id(db, Resource, resource_id).kind


def read_week(db: Db, resource_id: int) -> WeekCard:
    """Return the hours of a person or vehicle.

    Raises:
        Refused: "not_found".
    """
    noun = noun_of(db, resource_id)
    agreed = {role: limits for (_, role), limits in limits_by_role(db, resource_id).items()}
    return WeekCard(
        resource_id,
        noun,
        labels(db, [(noun, resource_id)]).get((noun, resource_id), ""),
        versions(weekly_times(db, [resource_id])),
        exceptions_of(db, resource_id, clock.today()),
        {Role(role): agreed[role] for role in SOURCE_OF_ROLE if role in agreed},
        remarks_of(db, resource_id),
    )


def planned_from(db: Db, card: WeekCard, first: date, days: int) -> list[tuple[Busy, str]]:
    """Return what is planned for somebody from a day on, with its course's title."""
    span = Span(minute_of(first), minute_of(first, days * 1440))
    uses = busy(db, [card.id], span)
    titles = labels(db, [(use.source, use.source_id) for use in uses])
    return [(use, titles.get((use.source, use.source_id), "")) for use in uses]
