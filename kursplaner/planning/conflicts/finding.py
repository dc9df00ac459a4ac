"""All that stands against what is planned, in a stretch of time or for some lessons."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, in_order
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.conflicts import (
    ages,
    child_clashes,
    closed_times,
    double_use,
    family_chain,
    gaps,
    limits,
    missing_credentials,
    never_together,
    participant_clashes,
    roles,
    room_needs,
    travel,
    working_hours,
)
from kursplaner.planning.conflicts.severities import Rules, rules_of, weighed
from kursplaner.store import records
from kursplaner.store.queries.conflicts.accepted import accepted_conflicts
from kursplaner.store.queries.conflicts.scopes import (
    Scope,
    of_lessons,
    of_resources,
    stretch,
    uses_by,
)
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
Kind = ConflictKind


class Finder(Protocol):
    """Finds conflicts of some kinds in a scope."""

    def __call__(self, db: Db, scope: Scope, settings: Settings, /) -> Iterator[Conflict]:
        """Yield the conflicts, without labels."""
        ...


_DOUBLE_USE = frozenset((Kind.ROOM, Kind.TEACHER, Kind.CARER, Kind.DRIVER, Kind.VEHICLE))
_GAPS = frozenset(
    (
        *(Kind.NO_ROOM, Kind.NO_TEACHER, Kind.CHILDCARE_MISSING, Kind.CARER_MISSING),
        *(Kind.DRIVER_MISSING, Kind.RIDE_MISSING),
    )
)
OF_USES = frozenset(
    (
        *(Kind.CLOSURE, Kind.AVAILABILITY, Kind.CREDENTIAL),
        *(Kind.CARER_HOURS, Kind.WEEKLY_HOURS, Kind.ROLE),
    )
)
"""Kinds that a room, person or vehicle has by its own use, whoever else is concerned."""
_FINDERS: tuple[tuple[frozenset[ConflictKind], Finder], ...] = (
    (_DOUBLE_USE, lambda db, scope, _: double_use.double_uses(db, scope)),
    (frozenset((Kind.COURSE,)), lambda db, s, _: double_use.courses_beside_themselves(db, s)),
    (frozenset((Kind.ROOM_CAPACITY,)), lambda db, s, _: limits.crowded_rooms(db, s)),
    (frozenset((Kind.COURSE_CAPACITY,)), lambda db, s, _: limits.crowded_courses(db, s)),
    (frozenset((Kind.CHILDCARE_CAPACITY,)), limits.crowded_childcare),
    (frozenset((Kind.VEHICLE_CAPACITY, Kind.CHILD_SEAT)), limits.overfull_rides),
    (frozenset((Kind.CLOSURE,)), lambda db, s, _: closed_times.closed_in(db, s)),
    (frozenset((Kind.HOLIDAY, Kind.CLOSING_DAY)), closed_times.days_off_in),
    (frozenset((Kind.AVAILABILITY,)), lambda db, s, _: closed_times.unavailable_in(db, s)),
    (frozenset((Kind.CREDENTIAL,)), missing_credentials.missing_credentials),
    (frozenset((Kind.ROLE,)), lambda db, s, _: roles.without_role(db, s)),
    (frozenset((Kind.AGE,)), ages.too_young),
    (_GAPS, lambda db, s, _: gaps.gaps(db, s)),
    (frozenset((Kind.CARER_HOURS,)), gaps.long_carer_weeks),
    (frozenset((Kind.WEEKLY_HOURS,)), lambda db, s, _: working_hours.long_weeks(db, s)),
    (frozenset((Kind.ACCESSIBILITY,)), room_needs.rooms_with_steps),
    (frozenset((Kind.EQUIPMENT,)), lambda db, s, _: room_needs.rooms_without_equipment(db, s)),
    (frozenset((Kind.PARTICIPANT,)), lambda db, s, _: participant_clashes.clashes(db, s)),
    (frozenset((Kind.CHILD,)), lambda db, s, _: child_clashes.clashes(db, s)),
    (frozenset((Kind.GUARDIAN,)), lambda db, s, _: child_clashes.children_without_adult(db, s)),
    (frozenset((Kind.FAMILY_CHAIN,)), family_chain.broken_chains),
    (frozenset((Kind.NEVER_TOGETHER,)), lambda db, s, _: never_together.meetings(db, s)),
    (frozenset((Kind.TRAVEL,)), travel.hurried),
)


def find(
    db: Db,
    first: date | None = None,
    last: date | None = None,
    kinds: Collection[ConflictKind] | None = None,
    settings: Settings | None = None,
) -> list[Conflict]:
    """Return the conflicts of what begins from `first` to `last`, hard ones first.

    Without days: from today on. `FIRST_DAY` as the first asks about the whole file.
    """
    begins = minute_of(clock.today() if first is None else first)
    ends = minute_of((LAST_DAY if last is None else last) + timedelta(days=1))
    return _found(db, stretch(begins, ends), kinds, settings)


def find_for(
    db: Db,
    lesson_ids: Collection[int],
    kinds: Collection[ConflictKind] | None = None,
    settings: Settings | None = None,
) -> list[Conflict]:
    """Return the conflicts of some lessons, with the childcare and the rides that serve them."""
    return _found(db, of_lessons(db, lesson_ids), kinds, settings)


def find_touching(
    db: Db,
    resource_ids: Collection[int],
    kinds: Collection[ConflictKind] | None = None,
    settings: Settings | None = None,
    first: date | None = None,
) -> list[Conflict]:
    """Return the conflicts of the use of some rooms, people or vehicles from a day on.

    Of people these are their work and what they take part in.
    """
    return named(db, touching(db, resource_ids, kinds, settings, first))


def touching(
    db: Db,
    resource_ids: Collection[int],
    kinds: Collection[ConflictKind] | None = None,
    settings: Settings | None = None,
    first: date | None = None,
) -> list[Conflict]:
    """Return the same without names, for those that only compare."""
    begins = minute_of(clock.today() if first is None else first)
    known = settings or settings_of(db)
    rules = rules_of(db, known)
    asked = frozenset(ConflictKind if kinds is None else kinds)
    found = _looked_for(db, uses_by(resource_ids, begins), asked & OF_USES, known, rules)
    if asked - OF_USES:
        taking_part = of_resources(db, resource_ids, begins)
        found += _looked_for(db, taking_part, asked - OF_USES, known, rules)
    return judged(db, found, rules)


def _found(
    db: Db,
    scope: Scope,
    kinds: Collection[ConflictKind] | None,
    settings: Settings | None,
) -> list[Conflict]:
    return named(db, _unnamed(db, scope, kinds, settings))


def _unnamed(
    db: Db,
    scope: Scope,
    kinds: Collection[ConflictKind] | None,
    settings: Settings | None,
) -> list[Conflict]:
    known = settings or settings_of(db)
    rules = rules_of(db, known)
    asked = ConflictKind if kinds is None else kinds
    return judged(db, _looked_for(db, scope, asked, known, rules), rules)


def _looked_for(
    db: Db, scope: Scope, asked: Iterable[ConflictKind], settings: Settings, rules: Rules
) -> list[Conflict]:
    """Return what is found of the kinds that town or courses want to know of, not judged yet."""
    if scope.empty:
        return []
    wanted = frozenset(kind for kind in asked if rules.looked_for(kind))
    return [
        conflict
        for covered, finder in _FINDERS
        if covered & wanted
        for conflict in finder(db, scope, settings)
        if conflict.kind in wanted
    ]


def judged(db: Db, found: Iterable[Conflict], rules: Rules | None = None) -> list[Conflict]:
    """Return conflicts as serious as town and course have set them, hard ones first.

    Those switched off are left out; those that somebody accepted and whose facts are still the
    same are soft.
    """
    some = list(found)
    if not some:
        return []
    conflicts = [
        conflict for conflict in weighed(db, some, rules or rules_of(db)) if conflict is not None
    ]
    taken_on = accepted_conflicts(db) if conflicts else {}
    return in_order(_judged(conflict, taken_on.get(conflict.id)) for conflict in conflicts)


def _judged(conflict: Conflict, accepted: tuple[str, str] | None) -> Conflict:
    if accepted is None or accepted[1] not in ("", conflict.fingerprint()):
        return conflict
    return conflict.accepted(accepted[0])


def named(db: Db, conflicts: Collection[Conflict]) -> list[Conflict]:
    """Fill in the titles and names of all subjects, by one question a noun."""
    wanted = {(subject.noun, subject.id) for conflict in conflicts for subject in conflict.subjects}
    found = labels(db, wanted)
    return [
        replace(
            conflict,
            subjects=tuple(
                subject._replace(label=found.get((subject.noun, subject.id), subject.label))
                for subject in conflict.subjects
            ),
        )
        for conflict in conflicts
    ]


def accept(db: Db, conflicts: Iterable[Conflict], reason: str) -> None:
    """Store that conflicts are taken on with a reason, until their facts change.

    Raises:
        Refused: "reason_missing", "never_taken_on" for a limit that nobody passes.
    """
    if not reason.strip():
        raise Refused("reason_missing")
    for conflict in conflicts:
        if not takes_on(conflict):
            raise Refused("never_taken_on", kind=conflict.kind.value)
        for before in records.find(db, AcceptedConflict, conflict=conflict.id):
            db.delete(before)
        db.flush()
        db.add(
            AcceptedConflict(
                conflict=conflict.id,
                reason=reason.strip(),
                facts=conflict.fingerprint(),
                accepted_at=minute_at(clock.now()),
            )
        )


def take_back(db: Db, conflict_ids: Iterable[str]) -> None:
    """Forget that conflicts were accepted: they weigh again what their rule says.

    Raises:
        Refused: "not_accepted" for one that nobody accepted (an accepted double booking ends
            only when one side moves).
    """
    for key in conflict_ids:
        rows = records.find(db, AcceptedConflict, conflict=key)
        if not rows:
            raise Refused("not_accepted", id=key)
        for row in rows:
            db.delete(row)
    db.flush()


def acceptances(db: Db) -> dict[str, str]:
    """Return the reason of everything accepted that can be taken back, by the conflict's id."""
    return {key: reason for key, (reason, _) in accepted_conflicts(db).items()}
