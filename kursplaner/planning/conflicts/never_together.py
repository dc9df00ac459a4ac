"""Conflicts of people who must not meet ("nie zusammen mit"): one lesson, childcare or ride."""

from collections.abc import Collection, Iterator, Sequence

from kursplaner.basics.spans import Span, Timed, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, OccupationSource, ResourceKind
from kursplaner.planning.conflicts.limits import belongs, over
from kursplaner.planning.enrolments.family_fit import FamilyWish
from kursplaner.store.queries.conflicts import never_together as queries
from kursplaner.store.queries.conflicts.limits import planned_lessons
from kursplaner.store.queries.conflicts.never_together import Presences
from kursplaner.store.queries.conflicts.scopes import Scope, of_lessons
from kursplaner.store.session import Db

LESSON = OccupationSource.LESSON.value


def meetings(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find where two people meet who must not, whatever brings them there.

    In a lesson as participant or at work, in a childcare slot as child or carer, in a ride as
    passenger or driver.
    """
    pairs = queries.never_together(db)
    if not pairs:
        return
    found = queries.presences(db, scope, {person for pair in pairs for person in pair})
    stays = [stay for own in found.stays.values() for stay in own]
    some = {stay.enrolment_id for stay in stays if stay.only_planned_lessons}
    planned = planned_lessons(db, some)
    for pair in pairs:
        attended, other = (_lessons(found, person, planned) for person in pair)
        for key in sorted(attended & other):
            lesson = found.lessons[key]
            yield _meeting(pair, (LESSON, key), lesson)
        there = (found.there.get(person, set()) for person in pair)
        for noun, key, starts, ends in sorted(set.intersection(*there)):
            yield _meeting(pair, (noun, key), Span(starts, ends))


def newly_met(
    db: Db,
    wish: FamilyWish,
    lesson_ids: Collection[int],
    without: Collection[int] = (),
    known: Sequence[tuple[int, int]] | None = None,
) -> Iterator[Conflict]:
    """Tell whom a family must not meet in lessons it would join, and in their childcare.

    The enrolments in `without` count as gone. In which ride they would sit is not known yet.
    `known` are all pairs of the town, where they were read before.
    """
    children = {child.person_id for child in wish.children if child.childcare}
    family = {wish.person_id, *children}
    every = queries.never_together(db) if known is None else known
    pairs = [pair for pair in every if len(family & set(pair)) == 1]
    if not pairs:
        return
    others = {person for pair in pairs for person in pair} - family
    found = queries.presences(db, of_lessons(db, lesson_ids), others, without)
    some = [s.enrolment_id for own in found.stays.values() for s in own if s.only_planned_lessons]
    planned = planned_lessons(db, some)
    for pair in pairs:
        (other,) = set(pair) - family
        if wish.person_id in pair:
            for key in sorted(_lessons(found, other, planned) & set(lesson_ids)):
                lesson = found.lessons[key]
                yield _meeting(pair, (LESSON, key), lesson)
        else:
            for noun, key, starts, ends in sorted(found.there.get(other, ())):
                if noun == OccupationSource.CHILDCARE.value:
                    yield _meeting(pair, (noun, key), Span(starts, ends))


def _lessons(found: Presences, person: int, planned: dict[int, set[int]]) -> set[int]:
    """Return the lessons somebody is expected in or works in."""
    lessons = set(found.staff.get(person, ()))
    for stay in found.stays.get(person, ()):
        for key in found.of_course.get(stay.course_id, ()):
            if belongs(stay, key, day_of(found.lessons[key].starts), planned):
                lessons.add(key)
    return lessons


def _meeting(pair: tuple[int, int], record: tuple[str, int], time: Timed) -> Conflict:
    people = tuple(Subject(ResourceKind.PERSON.value, person) for person in sorted(pair))
    key = f"{pair[0]}-{pair[1]}:{record[0]}{record[1]}"
    return over(ConflictKind.NEVER_TOGETHER, key, time, (*people, Subject(*record)), {})
