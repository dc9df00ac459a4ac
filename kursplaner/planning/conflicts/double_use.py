"""Conflicts of double use: a room, person or vehicle wanted twice, a course beside itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kursplaner.basics.spans import Span, Timed, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, pair_id, severity_of
from kursplaner.domain.kinds import ConflictKind, OccupationSource, ResourceKind
from kursplaner.store.occupations import Overlap
from kursplaner.store.queries.conflicts import double_use as queries
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db

_OF_THINGS = {
    ResourceKind.ROOM.value: ConflictKind.ROOM,
    ResourceKind.VEHICLE.value: ConflictKind.VEHICLE,
}
_OF_PEOPLE = {
    OccupationSource.LESSON.value: ConflictKind.TEACHER,
    OccupationSource.CHILDCARE.value: ConflictKind.CARER,
    OccupationSource.RIDE.value: ConflictKind.DRIVER,
}
_RANK = {source.value: rank for rank, source in enumerate(OccupationSource)}

Record = tuple[str, int]


def kind_of_use(resource_kind: str, sources: Iterable[str]) -> ConflictKind:
    """Return which kind of double use it is, the same whichever record is named first."""
    if resource_kind in _OF_THINGS:
        return _OF_THINGS[resource_kind]
    first = min(sources, key=lambda source: _RANK[source])
    return _OF_PEOPLE.get(first, ConflictKind.TEACHER)


def clash(resource: tuple[str, int], records: tuple[Record, Record], time: Timed) -> Conflict:
    """Return the conflict of two records that want a resource at a time."""
    resource_kind, resource_id = resource
    first, second = sorted(records)
    kind = kind_of_use(resource_kind, (first[0], second[0]))
    record, other = (f"{source}{key}" for source, key in (first, second))
    return Conflict(
        id=pair_id(kind, resource_id, record, other),
        kind=kind,
        severity=severity_of(kind),
        day=day_of(time.starts),
        starts=time.starts,
        ends=time.ends,
        subjects=(Subject(resource_kind, resource_id), Subject(*first), Subject(*second)),
        facts={},
    )


def double_uses(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find what was accepted with a reason; the database lets no other overlap in."""
    for found in queries.double_uses(db, scope):
        records = ((found.source, found.source_id), (found.other_source, found.other_id))
        resource = (found.resource_kind, found.resource_id)
        yield clash(resource, records, found).accepted(found.reason)


def overlap_conflicts(overlaps: Iterable[Overlap], kinds: Mapping[int, str]) -> Iterator[Conflict]:
    """Tell what the database would refuse; `kinds` says what each resource is."""
    for found in overlaps:
        mine = (str(found.claim.source), found.claim.source_id)
        records = (mine, (str(found.other_source), found.other_id))
        resource = (kinds.get(found.resource_id, ResourceKind.PERSON.value), found.resource_id)
        yield clash(resource, records, found)


def course_clash(course_id: int, lesson_ids: tuple[int, int], time: Timed) -> Conflict:
    """Return the conflict of two lessons of one course at the same time."""
    lesson = OccupationSource.LESSON.value
    first, second = sorted(lesson_ids)
    kind = ConflictKind.COURSE
    return Conflict(
        id=pair_id(kind, course_id, f"{lesson}{first}", f"{lesson}{second}"),
        kind=kind,
        severity=severity_of(kind),
        day=day_of(time.starts),
        starts=time.starts,
        ends=time.ends,
        subjects=(Subject("course", course_id), Subject(lesson, first), Subject(lesson, second)),
        facts={},
    )


def courses_beside_themselves(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find lessons of one course that overlap (a series that collides with itself)."""
    for found in queries.course_overlaps(db, scope):
        pair = (found.first_id, found.second_id)
        yield course_clash(found.course_id, pair, found)


def collisions(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the positions of spans that overlap each other, each pair once, earlier one first.

    One sweep in order of start; the end of one at the start of another is no collision.
    """
    order = sorted(range(len(spans)), key=lambda at: (spans[at].starts, spans[at].ends, at))
    found: list[tuple[int, int]] = []
    still_open: list[int] = []
    for at in order:
        still_open = [earlier for earlier in still_open if spans[earlier].ends > spans[at].starts]
        found += [(earlier, at) for earlier in still_open]
        still_open.append(at)
    return found
