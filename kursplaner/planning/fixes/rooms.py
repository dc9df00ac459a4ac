"""Ideas about rooms: another one, none, in each other's place."""

from collections.abc import Iterator

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.choices.rooms import room_choices
from kursplaner.planning.conflicts.limits import heads
from kursplaner.planning.drafts.draft_changes import ChangeSlotRoom, Rearrange
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.needs import UNFIT, childcare_room_needs, room_needs
from kursplaner.planning.fixes.situation import (
    ROOM,
    FixKind,
    Idea,
    Record,
    Situation,
    best,
)
from kursplaner.planning.lessons import swapping
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.queries.choices import rooms_in_use
from kursplaner.store.queries.conflicts.limits import slot_children
from kursplaner.store.queries.lessons.bundles import LessonRow
from kursplaner.store.queries.lessons.lessons_around import LessonAround, lessons_around
from kursplaner.store.whereabouts import CHILDCARE, LESSON

MOST_ROOMS = 3
RANK_ROOM, RANK_NONE, RANK_SWAP, RANK_SLOT_ROOM = 10, 80, 40, 10


def other_rooms(situation: Situation) -> Iterator[Idea]:
    """Yield free rooms for each lesson and childcare slot that uses the room, or has none."""
    room = situation.conflict.subjects[0]
    key = room.id if room.noun == ROOM else None
    for record in situation.records:
        if key is not None and not situation.uses(record, ROOM, key):
            continue
        if record.source == LESSON:
            yield from _lesson_rooms(situation, record, key)
        elif record.source == CHILDCARE:
            yield from slot_rooms(situation, record, key)


def _lesson_rooms(situation: Situation, record: Record, without: int | None) -> Iterator[Idea]:
    row = next(lesson for lesson in situation.lessons if lesson.id == record.id)
    found = lesson_room_choices(situation, row)
    usable = [choice for choice in found if not any(a.obstacle in UNFIT for a in choice.against)]
    for at, choice in enumerate(best(usable, {without or 0}, MOST_ROOMS)):
        move = LessonMove(row.id, row.starts, row.ends, choice.id)
        facts: FixFacts = {**situation.told(row), "room": choice.id, "name": choice.name}
        yield Idea(FixKind.OTHER_ROOM, (Rearrange((move,)),), facts, RANK_ROOM + at)


def lesson_room_choices(situation: Situation, row: LessonRow) -> tuple[Choice, ...]:
    """Return all rooms for a lesson, the best first."""
    day, course = day_of(row.starts), situation.course(row)
    rooms = rooms_in_use(situation.db, day)
    people = heads(situation.db, [(row.id, row.course_id, day)])[row.id]
    accessible = situation.conflict.kind is ConflictKind.ACCESSIBILITY
    needs = room_needs(course, people, accessible=accessible)
    span = Span.of(row)
    return room_choices(rooms, needs, [span], situation.times({room.id for room in rooms}, [span]))


def slot_rooms(situation: Situation, record: Record, without: int | None) -> Iterator[Idea]:
    """Yield free rooms for childcare."""
    children = len(slot_children(situation.db, [record.id]).get(record.id, ()))
    found = childcare_room_choices(situation, Span.of(record), children)
    for at, choice in enumerate(best(found, {without or 0}, MOST_ROOMS)):
        facts: FixFacts = {"childcare": record.id, "room": choice.id, "name": choice.name}
        change = ChangeSlotRoom(record.id, choice.id)
        yield Idea(FixKind.CHILDCARE_ROOM, (change,), facts, RANK_SLOT_ROOM + at)


def childcare_room_choices(situation: Situation, span: Span, children: int) -> list[Choice]:
    """Return the rooms big enough for some children, those for childcare first."""
    rooms = rooms_in_use(situation.db, span.day)
    needs = childcare_room_needs(children)
    found = room_choices(rooms, needs, [span], situation.times({room.id for room in rooms}, [span]))
    return [choice for choice in found if not any(a.obstacle in UNFIT for a in choice.against)]


def without_room(situation: Situation) -> Iterator[Idea]:
    """Yield the lesson left without a place, for the clerk to find one later."""
    room = situation.resource
    if room is None or room[0] != ROOM:
        return
    for record in situation.records:
        if not situation.uses(record, ROOM, room[1]):
            continue
        if record.source == LESSON:
            move = LessonMove(record.id, record.starts, record.ends, None)
            facts = situation.told(situation.row(record.id))
            yield Idea(FixKind.WITHOUT_ROOM, (Rearrange((move,)),), facts, RANK_NONE)
        elif record.source == CHILDCARE:
            change = ChangeSlotRoom(record.id, None)
            yield Idea(FixKind.WITHOUT_ROOM, (change,), {"childcare": record.id}, RANK_NONE)


def swapped_rooms(situation: Situation) -> Iterator[Idea]:
    """Yield lessons at the same time whose room suits this one, and this one's room them."""
    for row in situation.lessons[:2]:
        if row.room_id is None:
            continue
        around = lessons_around(situation.db, row.starts - 240, row.ends)
        here = next((lesson for lesson in around if lesson.id == row.id), None)
        for other in around:
            if here is not None and _may_swap(here, other):
                pair = swapping.rooms_swapped(situation.db, row.id, other.id)
                facts: FixFacts = {**situation.told(row), "other": other.id}
                facts |= {"other_title": other.title, "name": other.room or ""}
                yield Idea(FixKind.SWAP_ROOMS, (Rearrange(pair),), facts, RANK_SWAP)


def _may_swap(around: LessonAround, other: LessonAround) -> bool:
    if other.room_id in (None, around.room_id) or other.ends <= around.starts:
        return False
    fits = not other.capacity or around.people <= other.capacity
    return fits and (not around.capacity or other.people <= around.capacity)
