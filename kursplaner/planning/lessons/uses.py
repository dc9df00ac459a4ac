"""What a relocation keeps busy: which rooms, people and vehicles, and when."""

from collections.abc import Iterable, Iterator

from kursplaner.domain.kinds import ResourceKind
from kursplaner.planning.lessons.relocation import Relocation
from kursplaner.store.occupations import Claim
from kursplaner.store.queries.conflicts.closed_times import Use
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE


def uses_of(moved: Relocation) -> list[Use]:
    """Return every resource that is used afterwards, and when."""
    uses: list[Use] = []
    for lesson in moved.lessons:
        span = (lesson.target.starts, lesson.target.ends)
        uses += _uses(lesson.target.room_id, lesson.people, span, (LESSON, lesson.id))
    for slot in moved.slots:
        span = (slot.new_starts, slot.new_ends)
        record = (CHILDCARE, slot.id)
        uses += _uses(slot.room_id, (), span, record)
        for person, starts, ends in slot.carers:
            own = (slot.new_starts if starts is None else starts, span[1] if ends is None else ends)
            uses += _uses(None, (person,), own, record)
    for ride in moved.rides:
        span = (ride.new_starts, ride.new_ends)
        if ride.vehicle_id is not None:
            uses.append(Use(ride.vehicle_id, ResourceKind.VEHICLE.value, *span, RIDE, ride.id))
        drivers = () if ride.driver_id is None else (ride.driver_id,)
        uses += _uses(None, drivers, span, (RIDE, ride.id))
    return uses


def _uses(
    room_id: int | None, people: Iterable[int], span: tuple[int, int], record: tuple[str, int]
) -> Iterator[Use]:
    if room_id is not None:
        yield Use(room_id, ResourceKind.ROOM.value, *span, *record)
    for person in people:
        yield Use(person, ResourceKind.PERSON.value, *span, *record)


def claims_of(moved: Relocation) -> list[Claim]:
    """Return what must be occupied afterwards."""
    return [
        Claim(use.resource_id, use.starts, use.ends, use.source, use.source_id)
        for use in uses_of(moved)
    ]
