"""What stands against a relocation before it is stored."""

from collections.abc import Iterator, Mapping, Sequence

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts import closed_times, double_use
from kursplaner.planning.conflicts.limits import heads, over
from kursplaner.planning.conflicts.room_needs import Placed, lacking
from kursplaner.planning.lessons.relocation import MovedLesson, Relocation
from kursplaner.planning.lessons.uses import claims_of, uses_of
from kursplaner.store.occupations import overlaps
from kursplaner.store.queries.conflicts import closed_times as queries
from kursplaner.store.queries.conflicts.closed_times import LessonPlace
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_of_course
from kursplaner.store.records import by_ids
from kursplaner.store.session import Db
from kursplaner.store.whereabouts import CHILDCARE


def conflicts_of(
    db: Db, moved: Relocation, settings: Settings, rows: Sequence[LessonRow] | None = None
) -> Iterator[Conflict]:
    """Yield what the new places and times clash with, without labels.

    `rows` are all lessons of the course where the caller has them already.
    """
    uses = uses_of(moved)
    kinds = {use.resource_id: use.resource_kind for use in uses}
    met = overlaps(db, claims_of(moved), moved.records)
    yield from double_use.overlap_conflicts(met, kinds)
    yield from _beside_itself(db, moved, rows)
    if uses:
        first, last = min(use.starts for use in uses), max(use.ends for use in uses)
        closures = queries.closures_of(db, list(kinds), Span(first, last))
        yield from closed_times.closed(closed_times.met(uses, closures))
        yield from closed_times.unavailable(uses, queries.weekly_times(db, list(kinds)))
    yield from _days_off(db, moved, settings)
    yield from _too_small(db, moved, settings)
    yield from _left_behind(moved)


def _beside_itself(
    db: Db, moved: Relocation, rows: Sequence[LessonRow] | None
) -> Iterator[Conflict]:
    """Yield lessons of one course that would overlap, moved ones or with those that stay."""
    new = {lesson.id: Span.of(lesson.target) for lesson in moved.lessons}
    for course_id in dict.fromkeys(lesson.course_id for lesson in moved.lessons):
        spans = {
            row.id: new.get(row.id) or Span.of(row)
            for row in (rows or lessons_of_course(db, course_id))
            if row.status in LESSONS_TAKING_PLACE or row.id in new
        }
        keys = list(spans)
        for at, other in double_use.collisions(list(spans.values())):
            pair = (keys[at], keys[other])
            if pair[0] in new or pair[1] in new:
                shared = Span.shared(spans[pair[0]], spans[pair[1]])
                yield double_use.course_clash(course_id, pair, shared)


def _days_off(db: Db, moved: Relocation, settings: Settings) -> Iterator[Conflict]:
    away = [
        lesson for lesson in moved.lessons if day_of(lesson.starts) != day_of(lesson.target.starts)
    ]
    if not away:
        return iter(())
    days = [day_of(lesson.target.starts) for lesson in away]
    closings = queries.closing_days(db, min(days), max(days))
    off = closed_times.DaysWithoutLessons(settings, closings)
    sites = _sites(db, away)
    places = [
        LessonPlace(
            lesson.id, lesson.course_id, lesson.target.starts, lesson.target.ends, *sites[lesson.id]
        )
        for lesson in away
    ]
    return closed_times.days_off(places, off)


def _sites(db: Db, lessons: list[MovedLesson]) -> Mapping[int, tuple[int | None, str]]:
    """Return the site and Land of each lesson: of its room, else of its course."""
    rooms = {lesson.target.room_id for lesson in lessons if lesson.target.room_id is not None}
    by_course, by_room, lands = queries.sites_of(
        db, {lesson.course_id for lesson in lessons}, rooms
    )
    found: dict[int, tuple[int | None, str]] = {}
    for lesson in lessons:
        site = by_room.get(lesson.target.room_id or 0, by_course.get(lesson.course_id))
        found[lesson.id] = (site, lands.get(site or 0, ""))
    return found


def _too_small(db: Db, moved: Relocation, settings: Settings) -> Iterator[Conflict]:
    """Yield what another room lacks: places, a way without steps, equipment."""
    changed = [
        lesson
        for lesson in moved.lessons
        if lesson.target.room_id is not None and lesson.target.room_id != lesson.room_id
    ]
    if not changed:
        return
    rooms = by_ids(db, Room, {lesson.target.room_id or 0 for lesson in changed})
    counts = heads(
        db, [(lesson.id, lesson.course_id, day_of(lesson.target.starts)) for lesson in changed]
    )
    for lesson in changed:
        room = rooms[lesson.target.room_id or 0]
        if 0 < room.capacity < counts[lesson.id]:
            facts: ConflictFacts = {"people": counts[lesson.id], "capacity": room.capacity}
            subjects = (Subject("room", room.id), Subject("lesson", lesson.id))
            key = f"{lesson.id}"
            yield over(ConflictKind.ROOM_CAPACITY, key, lesson.target, subjects, facts)
    placed = [
        Placed(
            lesson.id,
            lesson.course_id,
            lesson.target.starts,
            lesson.target.ends,
            lesson.target.room_id or 0,
        )
        for lesson in changed
    ]
    yield from lacking(db, placed, settings)


def _left_behind(moved: Relocation) -> Iterator[Conflict]:
    """Yield what stays where it was because it serves other lessons, too."""
    if not moved.lessons:
        return
    first = moved.lessons[0]
    for untouched in moved.untouched:
        childcare = untouched.noun == CHILDCARE
        kind = ConflictKind.CHILDCARE_MISSING if childcare else ConflictKind.RIDE_MISSING
        subjects = (Subject(untouched.noun, untouched.id), Subject("lesson", first.id))
        key = f"{untouched.noun}{untouched.id}"
        yield over(kind, key, first.target, subjects, {"why": untouched.why})
