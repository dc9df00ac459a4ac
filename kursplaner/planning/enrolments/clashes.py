"""What a family would have at the same hour elsewhere, if it came to a course."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ConflictKind, OccupationSource, SlotStatus
from kursplaner.domain.kinds.counting import ENROLMENTS_WITH_STAY, PLACES_TAKEN
from kursplaner.planning.conflicts.limits import belongs
from kursplaner.planning.conflicts.participant_clashes import LESSON, overlapping, person_clash
from kursplaner.planning.enrolments.family_fit import Fit
from kursplaner.store.queries.conflicts.limits import Stay, planned_lessons
from kursplaner.store.queries.conflicts.participants import LessonTime, lessons_beside
from kursplaner.store.queries.conflicts.scopes import of_lessons
from kursplaner.store.queries.lessons.bundles import lessons_by_id
from kursplaner.store.queries.taken_times import taken_times
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db

CHILDCARE = OccupationSource.CHILDCARE.value


def clashes(db: Db, course_id: int, person_id: int, fit: Fit) -> list[Conflict]:
    """Return where somebody or her children would be wanted twice, as a search would find it.

    The enrolment itself need not be stored; what is not hard is told before it is.
    """
    rows = sorted(lessons_by_id(db, fit.lessons), key=lambda row: (row.starts, row.id))
    lessons = [LessonTime(row.id, row.course_id, row.starts, row.ends) for row in rows]
    if not lessons:
        return []
    return [
        *_in_other_courses(db, course_id, person_id, lessons),
        *_at_work(db, person_id, lessons),
        *_children_elsewhere(db, fit.places),
    ]


def _in_other_courses(
    db: Db, course_id: int, person_id: int, lessons: list[LessonTime]
) -> Iterator[Conflict]:
    rows = find(db, Enrolment, person_id=person_id, status=ENROLMENTS_WITH_STAY)
    stays = [_stay(row) for row in rows if row.course_id != course_id]
    scope = of_lessons(db, [lesson.id for lesson in lessons])
    others = lessons_beside(db, scope, {stay.course_id for stay in stays})
    some = [stay.enrolment_id for stay in stays if stay.only_planned_lessons]
    planned = planned_lessons(db, some)
    for stay in stays:
        for lesson, other in overlapping(lessons, others.get(stay.course_id, [])):
            if belongs(stay, other.id, day_of(other.starts), planned):
                records = ((LESSON, lesson.id), (LESSON, other.id))
                shared = Span.shared(lesson, other)
                yield person_clash(ConflictKind.PARTICIPANT, person_id, records, shared)


def _stay(row: Enrolment) -> Stay:
    dates = (row.joined_on, row.left_on, row.only_planned_lessons)
    return Stay(row.id, row.course_id, row.person_id, row.status, *dates)


def _at_work(db: Db, person_id: int, lessons: list[LessonTime]) -> Iterator[Conflict]:
    last = max(lesson.ends for lesson in lessons)
    for work in taken_times(db, [person_id], lessons[0].starts, last)[person_id]:
        for lesson in lessons:
            record = (work.source, work.source_id)
            if lesson.starts < work.ends and work.starts < lesson.ends:
                records = ((LESSON, lesson.id), record)
                shared = Span.shared(lesson, work)
                clash = person_clash(ConflictKind.PARTICIPANT, person_id, records, shared)
                subjects = (clash.subjects[0], *(Subject(*each) for each in records))
                yield replace(clash, subjects=subjects, facts={"work": work.source})


def _children_elsewhere(db: Db, places: Collection[tuple[int, int]]) -> Iterator[Conflict]:
    """Find other childcare of the children at the hour of the places they would get."""
    children = {child for _, child in places}
    kept = find(db, ChildcarePlace, child_id=children, status=PLACES_TAKEN) if children else []
    slots = by_ids(db, ChildcareSlot, [key for key, _ in places] + [row.slot_id for row in kept])
    for slot_id, child in places:
        slot = slots[slot_id]
        for place in kept:
            other = slots[place.slot_id]
            if place.child_id == child and other.id != slot_id and _both(slot, other):
                records = ((CHILDCARE, slot_id), (CHILDCARE, other.id))
                yield person_clash(ConflictKind.CHILD, child, records, Span.shared(slot, other))


def _both(slot: ChildcareSlot, other: ChildcareSlot) -> bool:
    if other.status == SlotStatus.CANCELLED.value:
        return False
    return slot.starts < other.ends and other.starts < slot.ends
