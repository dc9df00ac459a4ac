"""Conflicts of children: two places or rides at once, a lesson while cared for, no adult there."""

from collections.abc import Iterator

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, OccupationSource, ResourceKind
from kursplaner.domain.kinds.counting import stays_on
from kursplaner.planning.conflicts.limits import belongs, over
from kursplaner.planning.conflicts.participant_clashes import LESSON, person_clash
from kursplaner.store.queries.conflicts import child_clashes as queries
from kursplaner.store.queries.conflicts.child_clashes import PlaceOfAdult, PlacesOfAdult
from kursplaner.store.queries.conflicts.limits import planned_lessons
from kursplaner.store.queries.conflicts.scopes import Scope, begins_in
from kursplaner.store.session import Db

CHILDCARE, RIDE = OccupationSource.CHILDCARE.value, OccupationSource.RIDE.value
NO_LESSON, NOT_EXPECTED = "no_lesson", "not_expected"


def clashes(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find children wanted at two places at once.

    Two childcare slots, two rides (only while the child is on board in both), or a lesson of
    its own (homework help) during its childcare. The way to the childcare and the childcare
    itself may touch: the vehicle is still there when the child has got out.
    """
    for noun, found in (
        (CHILDCARE, queries.in_two_slots(db, scope)),
        (RIDE, queries.in_two_rides(db, scope)),
    ):
        for two in found:
            record, other = two.record, two.other
            if begins_in(scope, record.starts, other.starts):
                records = ((noun, record.id), (noun, other.id))
                shared = Span.shared(record, other)
                yield person_clash(ConflictKind.CHILD, two.child_id, records, shared)
    yield from _lessons_in_care(db, scope)


def _lessons_in_care(db: Db, scope: Scope) -> Iterator[Conflict]:
    found = queries.lessons_in_care(db, scope)
    some = {care.stay.enrolment_id for care in found if care.stay.only_planned_lessons}
    planned = planned_lessons(db, some)
    for care in found:
        lesson, slot = care.lesson, care.slot
        expected = belongs(care.stay, lesson.id, day_of(lesson.starts), planned)
        if expected and begins_in(scope, lesson.starts, slot.starts):
            records = ((LESSON, lesson.id), (CHILDCARE, slot.id))
            shared = Span.shared(lesson, slot)
            yield person_clash(ConflictKind.CHILD, care.stay.person_id, records, shared)


def children_without_adult(db: Db, scope: Scope) -> Iterator[Conflict]:
    """Find childcare places whose enrolled adult is not in a lesson then.

    The place hangs on an adult's stay in a course. There is no lesson of that course beside the
    childcare (cancelled, moved away), or the adult is not expected in it (not yet joined, left,
    another date planned). A guardian who works at the time is no conflict: that is one of the
    reasons for childcare. Places without an enrolment (guests at the door) are not judged.
    """
    doubtful = [
        adult.enrolment_id for adult in queries.places_by_adult(db, scope) if _doubtful(adult)
    ]
    if not doubtful:
        return
    places: dict[tuple[int, int], list[PlaceOfAdult]] = {}
    for place in queries.places_of(db, scope, doubtful):
        places.setdefault((place.slot_id, place.child_id), []).append(place)
    some = {p[0].stay.enrolment_id for p in places.values() if p[0].stay.only_planned_lessons}
    planned = planned_lessons(db, some)
    for found in places.values():
        if not any(_expected(place, planned) for place in found):
            yield _without_adult(found[0], NO_LESSON if _no_lesson(found) else NOT_EXPECTED)


def _doubtful(adult: PlacesOfAdult) -> bool:
    if not adult.served or adult.only_planned_lessons:
        return True
    return not all(
        stays_on(adult.status, adult.joined_on, adult.left_on, day_of(minute))
        for minute in (adult.first, adult.last)
    )


def _no_lesson(places: list[PlaceOfAdult]) -> bool:
    return all(place.lesson_id is None for place in places)


def _expected(place: PlaceOfAdult, planned: dict[int, set[int]]) -> bool:
    if place.lesson_id is None or place.lesson_starts is None:
        return False
    return belongs(place.stay, place.lesson_id, day_of(place.lesson_starts), planned)


def _without_adult(place: PlaceOfAdult, why: str) -> Conflict:
    person = ResourceKind.PERSON.value
    subjects = (
        Subject(person, place.child_id),
        Subject(person, place.stay.person_id),
        Subject(CHILDCARE, place.slot_id),
        Subject("course", place.stay.course_id),
    )
    key = f"{place.child_id}:{CHILDCARE}{place.slot_id}"
    return over(ConflictKind.GUARDIAN, key, place, subjects, {"why": why})
