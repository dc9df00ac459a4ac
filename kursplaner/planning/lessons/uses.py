"""What a relocation keeps busy: which rooms, people and vehicles, and when."""

from collections.abc import Iterable, Iterator

from kursplaner.basics.spans import Span
from kursplaner.domain.kinds import ResourceKind
from kursplaner.planning.lessons.relocation import Relocation
from kursplaner.store.occupations import Claim
from kursplaner.store.queries.conflicts.closed_times import Use
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE


def uses_of(moved: Relocation) -> list[Use]:
    """Return every resource that is used afterwards, and when."""
    uses: list[Use] = []
    for lesson in moved.lessons:
        uses += _uses(
            lesson.target.room_id, lesson.people, Span.of(lesson.target), (LESSON, lesson.id)
        )
    for slot in moved.slots:
        span = Span(slot.new_starts, slot.new_ends)
        record = (CHILDCARE, slot.id)
        uses += _uses(slot.room_id, (), span, record)
        for person, starts, ends in slot.carers:
            own = (span.starts if starts is None else starts, span.ends if ends is None else ends)
            uses += _uses(None, (person,), Span(*own), record)
    for ride in moved.rides:
        span = Span(ride.new_starts, ride.new_ends)
        if ride.vehicle_id is not None:
            vehicle = (ride.vehicle_id, ResourceKind.VEHICLE.value)
            uses.append(Use(*vehicle, span.starts, span.ends, RIDE, ride.id))
        drivers = () if ride.driver_id is None else (ride.driver_id,)
        uses += _uses(None, drivers, span, (RIDE, ride.id))
    return uses


def _uses(
    room_id: int | None, people: Iterable[int], span: Span, record: tuple[str, int]
) -> Iterator[Use]:
    if room_id is not None:
        yield Use(room_id, ResourceKind.ROOM.value, span.starts, span.ends, *record)
    for person in people:
        yield Use(person, ResourceKind.PERSON.value, span.starts, span.ends, *record)


def claims_of(moved: Relocation) -> list[Claim]:
    """Return what must be occupied afterwards."""
    return [
        Claim(use.resource_id, use.starts, use.ends, use.source, use.source_id)
        for use in uses_of(moved)
    ]
