"""Conflicts of participants: two lessons at once, or a lesson while at work elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kursplaner.basics.spans import Span, Timed, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, pair_id, severity_of
from kursplaner.domain.kinds import ConflictKind, OccupationSource, ResourceKind
from kursplaner.planning.conflicts.limits import belongs
from kursplaner.store.queries.conflicts import participants as queries
from kursplaner.store.queries.conflicts.limits import Stay, planned_lessons
from kursplaner.store.queries.conflicts.participants import LessonTime
from kursplaner.store.queries.conflicts.scopes import Scope, begins_in
from kursplaner.store.session import Db

LESSON = OccupationSource.LESSON.value
Record = tuple[str, int]
Pair = tuple[LessonTime, LessonTime]


def clashes(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find participants with two lessons at once, or at work during a lesson of their course.

    Only lessons that somebody is expected in count: days joined and left, planned dates.
    """
    yield from _two_lessons(db, scope)
    yield from _at_work(db, scope)


def person_clash(
    kind: ConflictKind, person_id: int, records: tuple[Record, Record], time: Timed
) -> Conflict:
    """Return the conflict of a person wanted by two records at a time, the same from both sides."""
    first, second = sorted(records)
    return Conflict(
        id=pair_id(kind, person_id, *(f"{noun}{key}" for noun, key in (first, second))),
        kind=kind,
        severity=severity_of(kind),
        day=day_of(time.starts),
        starts=time.starts,
        ends=time.ends,
        subjects=(Subject(ResourceKind.PERSON.value, person_id), Subject(*first), Subject(*second)),
        facts={},
    )


def _two_lessons(db: Db, scope: Scope) -> Iterator[Conflict]:
    stays = queries.stays_in_two(db, scope)
    if not stays:
        return
    courses = {stay.course_id for pair in stays for stay in pair}
    lessons = queries.lessons_beside(db, scope, courses)
    mine = None if scope.whole else frozenset(scope.parameters["lessons"])
    some = [stay.enrolment_id for pair in stays for stay in pair if stay.only_planned_lessons]
    planned = planned_lessons(db, set(some))
    known: dict[tuple[int, int], list[Pair]] = {}
    for stay, other in stays:
        key = (stay.course_id, other.course_id)
        if key not in known:
            ours = [x for x in lessons.get(key[0], ()) if mine is None or x.id in mine]
            known[key] = [p for p in overlapping(ours, lessons.get(key[1], [])) if _in(scope, p)]
        for pair in known[key]:
            if _expected(stay, pair[0], planned) and _expected(other, pair[1], planned):
                records = ((LESSON, pair[0].id), (LESSON, pair[1].id))
                shared = Span.shared(*pair)
                yield person_clash(ConflictKind.PARTICIPANT, stay.person_id, records, shared)


def overlapping(lessons: Sequence[LessonTime], others: Sequence[LessonTime]) -> Iterator[Pair]:
    """Yield the pairs of two lists in order of start that overlap; end = start is none."""
    still_open: list[LessonTime] = []
    at = 0
    for lesson in lessons:
        while at < len(others) and others[at].starts < lesson.ends:
            still_open.append(others[at])
            at += 1
        still_open = [other for other in still_open if other.ends > lesson.starts]
        yield from ((lesson, other) for other in still_open if other.starts < lesson.ends)


def _in(scope: Scope, pair: Pair) -> bool:
    return begins_in(scope, pair[0].starts, pair[1].starts)


def _expected(stay: Stay, lesson: LessonTime, planned: dict[int, set[int]]) -> bool:
    return belongs(stay, lesson.id, day_of(lesson.starts), planned)


def _at_work(db: Db, scope: Scope) -> Iterator[Conflict]:
    found = queries.work_beside_lessons(db, scope)
    some = {work.stay.enrolment_id for work in found if work.stay.only_planned_lessons}
    planned = planned_lessons(db, some)
    for work in found:
        lesson = work.lesson
        if begins_in(scope, work.starts, lesson.starts) and _expected(work.stay, lesson, planned):
            records = ((LESSON, lesson.id), (work.source, work.source_id))
            shared = Span.shared(lesson, work)
            clash = person_clash(ConflictKind.PARTICIPANT, work.stay.person_id, records, shared)
            subjects = (clash.subjects[0], *(Subject(*record) for record in records))
            yield replace(clash, subjects=subjects, facts={"work": work.source})
