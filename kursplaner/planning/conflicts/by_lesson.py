"""One judgement of a lesson: which conflicts stand against it, whoever asks.

Overview, calendar, the card of a lesson and the day at a glance all ask here what counts, so that
none of them calls something settled that another complains about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kursplaner.basics.spans import day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, OccupationSource
from kursplaner.store.queries.conflicts.gaps import monday_of
from kursplaner.store.queries.lessons.lessons import LessonRow

Key = tuple[str, int]
OF_HOURS = frozenset((ConflictKind.CARER_HOURS, ConflictKind.WEEKLY_HOURS))
OF_WORK = frozenset((ConflictKind.CREDENTIAL, ConflictKind.ROLE))
CHILDCARE, RIDE, LESSON = (
    source.value
    for source in (OccupationSource.CHILDCARE, OccupationSource.RIDE, OccupationSource.LESSON)
)


def open_ones(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Return the conflicts that nobody took on with a reason."""
    return [conflict for conflict in conflicts if "accepted" not in conflict.facts]


def by_lesson(
    rows: Iterable[LessonRow], conflicts: Iterable[Conflict]
) -> dict[int, list[Conflict]]:
    """Return the open conflicts of each lesson that has some, the gravest first.

    A conflict found once for somebody's week or credential stands against every lesson in which
    that person or vehicle works then.
    """
    some = list(rows)
    owners = _owners(some)
    found: dict[int, list[Conflict]] = defaultdict(list)
    for conflict in open_ones(conflicts):
        for key, seen in _concerned(conflict, some, owners):
            found[key].append(seen)
    return dict(found)


def _owners(rows: Sequence[LessonRow]) -> Mapping[Key, set[int]]:
    """Return the lessons that each lesson, slot, ride and course belongs to."""
    owners: dict[Key, set[int]] = defaultdict(set)
    for row in rows:
        owners["lesson", row.id].add(row.id)
        owners["course", row.course_id].add(row.id)
        if row.childcare is not None:
            owners["childcare", row.childcare.slot_id].add(row.id)
        for ride in row.rides:
            owners["ride", ride.id].add(row.id)
    return owners


def _concerned(
    conflict: Conflict, rows: Sequence[LessonRow], owners: Mapping[Key, set[int]]
) -> Iterator[tuple[int, Conflict]]:
    """Yield the lessons that a conflict stands against, each with the conflict as seen there."""
    if conflict.kind in OF_WORK or conflict.kind in OF_HOURS:
        for row in rows:
            seen = _at_work(conflict, row)
            if seen is not None:
                yield row.id, seen
        return
    named = [(subject.noun, subject.id) for subject in conflict.subjects]
    of_lessons = [key for key in named if key[0] != "course"] or named
    for lesson in sorted({lesson for key in of_lessons for lesson in owners.get(key, ())}):
        yield lesson, conflict


def _at_work(conflict: Conflict, row: LessonRow) -> Conflict | None:
    """Return a conflict of somebody's work if it is about what they do in a lesson."""
    who = conflict.subjects[0]
    works = list(_works(row, (who.noun, who.id)))
    if conflict.kind in OF_WORK:
        return _lacking(conflict, row, works)
    sources = (
        {CHILDCARE} if conflict.kind is ConflictKind.CARER_HOURS else {LESSON, CHILDCARE, RIDE}
    )
    weeks = {monday_of(work.starts) for work in works if work.source in sources}
    return conflict if monday_of(conflict.starts) in weeks else None


def _lacking(conflict: Conflict, row: LessonRow, works: Iterable["_Work"]) -> Conflict | None:
    """Return a missing credential or role as it is felt in the first work it is needed for."""
    until = conflict.facts.get("valid_until")
    wanted = conflict.facts.get("work", CHILDCARE if conflict.facts.get("for") == "carer" else RIDE)
    for work in sorted(works, key=lambda work: work.starts):
        if work.source == wanted and (until is None or day_of(work.starts) > until):
            subjects = (conflict.subjects[0], Subject(work.source, work.id, row.title))
            seen = replace(conflict, starts=work.starts, ends=work.ends, subjects=subjects)
            return replace(seen, day=day_of(work.starts))
    return None


@dataclass(frozen=True, slots=True)
class _Work:
    """What somebody does in a lesson: the lesson itself, its childcare or a ride."""

    source: str
    id: int
    starts: int
    ends: int


def _works(row: LessonRow, who: Key) -> Iterator["_Work"]:
    noun, key = who
    for ride in row.rides:
        if key == (ride.vehicle_id if noun == "vehicle" else ride.driver_id):
            yield _Work(RIDE, ride.id, ride.starts, ride.ends)
    if noun == "vehicle":
        return
    if any(person.id == key for person in row.teachers):
        yield _Work(LESSON, row.id, row.starts, row.ends)
    care = row.childcare
    if care is not None and any(person.id == key for person in care.carers):
        yield _Work(CHILDCARE, care.slot_id, care.starts, care.ends)
