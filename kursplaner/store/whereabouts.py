"""Who is where: what lessons, childcare, rides and bookings keep busy, told from what is stored.

Whoever changes such records stores them first and then lets `reoccupy` write their occupations;
nobody else writes any.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, Row, select

from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import OccupationSource, SlotStatus
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE, RIDES_TAKING_PLACE
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.rooms import RoomBooking
from kursplaner.store.occupations import Claim, busy, occupy, overlaps, release
from kursplaner.store.records import by_ids, find
from kursplaner.store.session import Db

LESSON = OccupationSource.LESSON.value
CHILDCARE = OccupationSource.CHILDCARE.value
RIDE = OccupationSource.RIDE.value
BOOKING = OccupationSource.BOOKING.value

Record = tuple[str, int]
Records = Mapping[str, Collection[int]]
Stretch = Row[tuple[int, int, int, bool, str, int, str]]


def reoccupy(db: Db, records: Records, accept: str = "") -> None:
    """Let records (ids by source) keep busy what their stored rows name, and nothing else.

    All of them give up their places first, so that they can take each other's. Two records that
    were let use a resource at the same time keep the reason for it; any other overlap enters with
    the reason in `accept`, or the database refuses it. Who was let in beside them takes what they
    leave.

    Raises:
        HardConflict: from the workspace, when the database refuses.
    """
    db.flush()
    reasons = _reasons(db, records)
    every = _joined(records, reasons.beside)
    for source, keys in every.items():
        release(db, source, keys)
    wanted = list(claims(db, every))
    if accept or reasons.between:
        met: dict[int, set[Record]] = defaultdict(set)
        for overlap in overlaps(db, wanted):
            met[id(overlap.claim)].add((overlap.other_source, overlap.other_id))
        wanted = [reasons.allowing(claim, met[id(claim)], accept) for claim in wanted]
    occupy(db, wanted)


def claims(db: Db, records: Records) -> Iterator[Claim]:
    """Yield what records keep busy as they are stored; what is cancelled keeps nothing busy."""
    yield from _of_lessons(db, records.get(LESSON, ()))
    yield from _of_slots(db, records.get(CHILDCARE, ()))
    for ride in by_ids(db, Ride, records.get(RIDE, ())).values():
        if ride.status in RIDES_TAKING_PLACE:
            resources = (ride.vehicle_id, ride.driver_id)
            yield from _claims(resources, ride.starts, ride.ends, (RIDE, ride.id))
    for booking in by_ids(db, RoomBooking, records.get(BOOKING, ())).values():
        if not booking.cancelled:
            yield Claim(booking.room_id, booking.starts, booking.ends, BOOKING, booking.id)


def _of_lessons(db: Db, keys: Collection[int]) -> Iterator[Claim]:
    lessons = by_ids(db, Lesson, keys)
    workers: dict[int, list[int]] = defaultdict(list)
    for work in find(db, LessonPerson, lesson_id=list(keys)) if keys else ():
        workers[work.lesson_id].append(work.person_id)
    for lesson in lessons.values():
        if lesson.status in LESSONS_TAKING_PLACE:
            resources = (lesson.room_id, *sorted(workers[lesson.id]))
            yield from _claims(resources, lesson.starts, lesson.ends, (LESSON, lesson.id))


def _of_slots(db: Db, keys: Collection[int]) -> Iterator[Claim]:
    slots = by_ids(db, ChildcareSlot, keys)
    planned = {key for key, slot in slots.items() if slot.status == SlotStatus.PLANNED.value}
    for key in sorted(planned):
        slot = slots[key]
        yield from _claims((slot.room_id,), slot.starts, slot.ends, (CHILDCARE, key))
    for carer in find(db, ChildcareSlotCarer, slot_id=planned) if planned else ():
        slot = slots[carer.slot_id]
        starts = slot.starts if carer.starts is None else carer.starts
        ends = slot.ends if carer.ends is None else carer.ends
        yield Claim(carer.person_id, starts, ends, CHILDCARE, slot.id)


def _claims(
    resources: Iterable[int | None], starts: int, ends: int, record: Record
) -> Iterator[Claim]:
    for resource in resources:
        if resource is not None:
            yield Claim(resource, starts, ends, *record)


@dataclass
class _Reasons:
    """With which reason records were let use a resource at the same time.

    Attributes:
        between: by resource and both records, in either order.
        beside: records let in beside those in hand, with the reason of each.
    """

    between: dict[tuple[int, Record, Record], str] = field(default_factory=dict)
    beside: dict[Record, str] = field(default_factory=dict)

    def allowing(self, claim: Claim, others: Collection[Record], accept: str) -> Claim:
        """Return a claim with the reason for all that it meets, or without one."""
        record = (claim.source, claim.source_id)
        anyway = self.beside.get(record, accept)
        known = [self.between.get((claim.resource_id, record, key), anyway) for key in others]
        return replace(claim, accepted_reason=known[0]) if known and all(known) else claim


def _reasons(db: Db, records: Records) -> _Reasons:
    """Return the reasons that were given for overlaps of some records, seen from both sides."""
    found = _Reasons()
    mine = [row for source, keys in records.items() for row in _stretches_of(db, source, keys)]
    resources = {row.resource_id for row in mine}
    let_in = list(db.execute(_COLUMNS.where(_of(resources), ~Occupation.active)))
    own = {(row.source, row.source_id) for row in mine}
    for row in let_in:
        record = (row.source, row.source_id)
        for other in busy(db, [row.resource_id], row):
            beside = (other.source, other.source_id)
            if record in own or beside in own:
                found.between[row.resource_id, record, beside] = row.accepted_reason
                found.between[row.resource_id, beside, record] = row.accepted_reason
            if record not in own and beside in own:
                found.beside[record] = row.accepted_reason
    return found


def _joined(records: Records, beside: Iterable[Record]) -> dict[str, set[int]]:
    found = {source: set(keys) for source, keys in records.items()}
    for source, key in beside:
        found.setdefault(source, set()).add(key)
    return found


_COLUMNS = select(
    Occupation.resource_id,
    Occupation.starts,
    Occupation.ends,
    Occupation.active,
    Occupation.source,
    Occupation.source_id,
    Occupation.accepted_reason,
)


def _stretches_of(db: Db, source: str, keys: Collection[int]) -> list[Stretch]:
    query = _COLUMNS.where(Occupation.source == source, Occupation.source_id.in_(list(keys)))
    return list(db.execute(query))


def _of(resources: Collection[int]) -> ColumnElement[bool]:
    return Occupation.resource_id.in_(list(resources))
