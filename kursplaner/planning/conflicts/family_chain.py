"""Conflicts of the family chain: brought, lesson, collected, one ride, the right seat.

`facts["why"]` says what breaks:
    "opens_late", "closes_early": no time to bring the child before or to collect it after;
    "arrives_late", "leaves_early": the ride leaves no time for that;
    "no_seat": the child comes along and its adult rides, the child does not;
    "alone": a child that needs company rides without guardian or carer;
    "seat": what the child sits on does not fit its age and height that day.
"""

from collections.abc import Iterator

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind, Direction, OccupationSource, ResourceKind
from kursplaner.domain.rides.seating import needs_company, seat_fits, seat_kind, seat_rules
from kursplaner.planning.conflicts.limits import over
from kursplaner.store.queries.conflicts import family_chain as queries
from kursplaner.store.queries.conflicts.family_chain import ChildSeat, Handover
from kursplaner.store.queries.conflicts.scopes import Scope
from kursplaner.store.session import Db

PERSON = ResourceKind.PERSON.value
LESSON = OccupationSource.LESSON.value
CHILDCARE, RIDE = OccupationSource.CHILDCARE.value, OccupationSource.RIDE.value


def broken_chains(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find where a family cannot come, bring, learn, collect and leave together."""
    yield from _handovers(db, scope, settings.number("childcare.handover_minutes"))
    yield from _rides(db, scope, settings)
    yield from _left_children(db, scope)
    yield from _seats(db, scope, settings)


def _handovers(db: Db, scope: Scope, minutes: int) -> Iterator[Conflict]:
    """Find childcare that opens or closes too close to the lesson.

    Other childcare in the same room bridges the time: somebody is there to take the child.
    """
    for found in queries.opens_late(db, scope, minutes):
        yield _handover("opens_late", found, Span(found.lesson_starts - minutes, found.slot_starts))
    for found in queries.closes_early(db, scope, minutes):
        yield _handover("closes_early", found, Span(found.slot_ends, found.lesson_ends + minutes))


def _handover(why: str, found: Handover, span: Span) -> Conflict:
    subjects = (Subject(CHILDCARE, found.slot_id), Subject(LESSON, found.lesson_id))
    at = (found.slot_starts, found.lesson_starts)
    facts: ConflictFacts = {
        "why": why,
        "childcare_at": at[0] if why == "opens_late" else found.slot_ends,
        "lesson_at": at[1] if why == "opens_late" else found.lesson_ends,
    }
    key = f"{why}:{CHILDCARE}{found.slot_id}:{LESSON}{found.lesson_id}"
    return over(ConflictKind.FAMILY_CHAIN, key, span, subjects, facts)


def _rides(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    """Find rides that come too late to bring a child, or leave too early to collect it."""
    before = settings.number("rides.arrive_before_min")
    after = settings.number("rides.leave_after_min")
    for ride in queries.close_rides(db, scope, before, after):
        out = ride.direction == Direction.OUT.value
        why, lesson_at = (
            ("arrives_late", ride.lesson_starts) if out else ("leaves_early", ride.lesson_ends)
        )
        subjects = (Subject(RIDE, ride.ride_id), Subject(LESSON, ride.lesson_id))
        facts: ConflictFacts = {"why": why, "ride_at": ride.at, "lesson_at": lesson_at}
        key = f"{why}:{RIDE}{ride.ride_id}:{LESSON}{ride.lesson_id}"
        yield over(ConflictKind.FAMILY_CHAIN, key, ride, subjects, facts)


def _left_children(db: Db, scope: Scope) -> Iterator[Conflict]:
    for left in queries.left_children(db, scope):
        subjects = (
            Subject(PERSON, left.child_id),
            Subject(PERSON, left.adult_id),
            Subject(RIDE, left.ride_id),
        )
        key = f"no_seat:{left.child_id}:{RIDE}{left.ride_id}"
        facts: ConflictFacts = {"why": "no_seat", "direction": left.direction}
        yield over(ConflictKind.FAMILY_CHAIN, key, left, subjects, facts)


def _seats(db: Db, scope: Scope, settings: Settings) -> Iterator[Conflict]:
    rules = seat_rules(settings)
    for seat in queries.children_alone(db, scope):
        if needs_company(seat.born, day_of(seat.starts), rules):
            yield _seat("alone", seat, {})
    for seat in queries.child_seats(db, scope):
        day = day_of(seat.starts)
        wanted = seat_kind(seat.born, seat.height_cm, day, rules, child=True).value
        if not seat_fits(seat.kind, wanted):
            yield _seat("seat", seat, {"wanted": wanted, "has": seat.kind})


def _seat(why: str, seat: ChildSeat, more: ConflictFacts) -> Conflict:
    subjects = (Subject(PERSON, seat.child_id), Subject(RIDE, seat.ride_id))
    key = f"{why}:{seat.child_id}:{RIDE}{seat.ride_id}"
    facts: ConflictFacts = {"why": why, **more}
    return over(ConflictKind.FAMILY_CHAIN, key, seat, subjects, facts)
