"""Ideas about childcare: one carer more, two groups, other hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds.counting import PLACES_TAKEN
from kursplaner.planning.childcare.beside_lessons import TENTHS, RatioRules, ratio_rules
from kursplaner.planning.conflicts.limits import child_tenths
from kursplaner.planning.drafts.draft_changes import ChangeSlotTimes, SplitSlot
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.people import carers, more_carers
from kursplaner.planning.fixes.rooms import childcare_room_choices
from kursplaner.planning.fixes.situation import FixKind, Idea, Record, Situation, best
from kursplaner.store.queries.conflicts.limits import slot_children
from kursplaner.store.records import find
from kursplaner.store.whereabouts import CHILDCARE

MOST_ROOMS = 2
RANK_SPLIT, RANK_TIMES = 45, 15


@dataclass(frozen=True, slots=True)
class _SiblingGroup:
    """The children of one enrolment in a slot, who stay together."""

    child_ids: tuple[int, ...]
    tenths: int


def for_too_many(situation: Situation) -> Iterator[Idea]:
    """Yield one carer more, and a second group in another room, for a slot over its limit."""
    for record in situation.records:
        if record.source == CHILDCARE:
            yield from more_carers(situation, record, FixKind.MORE_CARERS)
            yield from _split(situation, record)


def _split(situation: Situation, record: Record) -> Iterator[Idea]:
    rules = ratio_rules(situation.settings)
    group = _group(situation, record, rules)
    if not group:
        return
    rooms = best(childcare_room_choices(situation, Span.of(record), len(group)), (), MOST_ROOMS)
    free = best(carers(situation, [Span.of(record)]), (), 1)
    for at, room in enumerate(rooms if free else ()):
        facts: FixFacts = {"childcare": record.id, "children": len(group), "room": room.id}
        facts |= {"name": room.name, "comes": free[0].id, "carer": free[0].name}
        change = SplitSlot(record.id, room.id, free[0].id, group)
        yield Idea(FixKind.SPLIT_CHILDCARE, (change,), facts, RANK_SPLIT + at)


def _group(situation: Situation, record: Record, rules: RatioRules) -> tuple[int, ...]:
    """Return the children for a second group: as few as bring the first within its limit."""
    facts = situation.conflict.facts
    weight, limit = facts.get("weight_tenths", 0), facts.get("limit_tenths", 0)
    room = rules.children_per_carer * TENTHS
    picked: list[int] = []
    moved = 0
    for siblings in sorted(_siblings(situation, record), key=lambda some: some.tenths):
        if weight - moved <= limit:
            break
        if moved + siblings.tenths <= room:
            picked += siblings.child_ids
            moved += siblings.tenths
    return tuple(sorted(picked)) if picked and weight - moved <= limit else ()


def _siblings(situation: Situation, record: Record) -> Sequence[_SiblingGroup]:
    day = day_of(record.starts)
    tenths = {
        child.child_id: child_tenths(child.birth_date, day, situation.settings)
        for child in slot_children(situation.db, [record.id]).get(record.id, ())
    }
    together: dict[int, list[int]] = {}
    for place in find(situation.db, ChildcarePlace, slot_id=record.id, status=PLACES_TAKEN):
        together.setdefault(place.enrolment_id or -place.child_id, []).append(place.child_id)
    return [
        _SiblingGroup(tuple(ids), sum(tenths.get(key, TENTHS) for key in ids))
        for ids in together.values()
    ]


def other_hours(situation: Situation) -> Iterator[Idea]:
    """Yield a slot that opens or closes as its lesson needs it."""
    wanted = situation.conflict.starts, situation.conflict.ends
    for record in situation.records:
        if record.source != CHILDCARE:
            continue
        starts, ends = min(record.starts, wanted[0]), max(record.ends, wanted[1])
        if (starts, ends) != (record.starts, record.ends):
            facts: FixFacts = {"childcare": record.id, "from": starts, "ends": ends}
            facts |= {"was_from": record.starts, "was_ends": record.ends}
            change = ChangeSlotTimes(record.id, starts, ends)
            yield Idea(FixKind.CHILDCARE_TIMES, (change,), facts, RANK_TIMES)
